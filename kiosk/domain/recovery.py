"""The words of a recovery key: 32 secret bytes as groups a person copies from a sheet; it opens nothing."""

from __future__ import annotations

from typing import Final

from kiosk.domain import crockford
from kiosk.domain.errors import Refused

GROUPS: Final = 13
_DATA: Final = 4
_STEP: Final = 7
_CHECK: Final = 31
"""A prime: a wrong letter, two exchanged ones, a group in another's place each change the check letter."""


def encode(seed: bytes) -> tuple[str, ...]:
    """Thirteen groups of four letters and a check letter, Crockford's alphabet; 4 of their 260 bits are 0."""
    number = int.from_bytes(seed, "big") << 4
    parts = [number >> 20 * (GROUPS - 1 - at) & 0xFFFFF for at in range(GROUPS)]
    return tuple(crockford.write(part, _DATA) + _check(at, part) for at, part in enumerate(parts))


def decode(text: str) -> bytes:
    """The 32 bytes of typed or scanned groups, however they are parted.

    Raises Refused: `recovery_length` (letters=, wanted=), `recovery_group` (group=) for the first wrong one.
    """
    plain = "".join(mark for mark in crockford.tidy(text) if mark.isalnum())
    size = _DATA + 1
    if len(plain) != GROUPS * size:
        raise Refused("recovery_length", letters=len(plain), wanted=GROUPS * size)
    number = 0
    for at in range(GROUPS):
        group = plain[at * size : (at + 1) * size]
        if set(group) - set(crockford.ALPHABET):
            raise Refused("recovery_group", group=at + 1)
        part = crockford.read(group[:_DATA])
        if group[_DATA] != _check(at, part):
            raise Refused("recovery_group", group=at + 1)
        number = number << 20 | part
    if number & 0xF:
        raise Refused("recovery_group", group=GROUPS)
    return (number >> 4).to_bytes(32, "big")


def _check(at: int, part: int) -> str:
    return crockford.ALPHABET[(part + _STEP * at) % _CHECK]
