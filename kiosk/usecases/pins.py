"""Owns what a PIN is and how it is checked, under the office's pepper; who waits is session's."""

from __future__ import annotations

import hmac
from collections.abc import Callable

import argon2
from argon2.exceptions import VerificationError

from kiosk.context import PinCost
from kiosk.domain.errors import Refused
from kiosk.domain.office import Staff
from kiosk.keys import KeyRing

_RUNS = ("0123456789", "9876543210")


def check_pin(pin: str, *, nip: str = "") -> None:
    """Refuse a PIN others would try first: Refused("pin_shape"), ("pin_too_simple"), ("pin_is_birth_date").

    A NIP begins with the day of birth as YYYYMMDD (BKN).
    """
    if len(pin) != 6 or not (pin.isascii() and pin.isdecimal()):
        raise Refused("pin_shape")
    if len(set(pin)) <= 2 or any(pin in run for run in _RUNS):
        raise Refused("pin_too_simple")
    year, month, day = nip[2:4], nip[4:6], nip[6:8]
    if nip and pin in {day + month + year, year + month + day, month + day + year, nip[:6]}:
        raise Refused("pin_is_birth_date")


def make_verifier(
    ring: KeyRing, person: Staff, pin: str, *, token: Callable[[int], bytes], cost: PinCost
) -> str:
    """argon2id(HMAC-SHA256(pepper, person id | 00 | PIN)) in its usual text (devices.md 7).

    Raises as `check_pin`.
    """
    check_pin(pin, nip=person.nip)
    salted = _hasher(cost).hash(_peppered(ring, person.id, pin), salt=token(16))
    return str(salted)


def is_right(ring: KeyRing, person: str, pin: str, *, verifier: str) -> bool:
    """Whether this is the person's PIN; takes as long as the verifier's own cost says."""
    try:
        return bool(argon2.PasswordHasher().verify(verifier, _peppered(ring, person, pin)))
    except (VerificationError, argon2.exceptions.InvalidHashError):
        return False


def _hasher(cost: PinCost) -> argon2.PasswordHasher:
    return argon2.PasswordHasher(time_cost=cost.time, memory_cost=cost.memory, parallelism=cost.lanes)


def _peppered(ring: KeyRing, person: str, pin: str) -> bytes:
    if ring.office is None:
        raise Refused("office_keys_missing")
    return hmac.digest(ring.office.pin_pepper, person.encode() + b"\0" + pin.encode(), "sha256")
