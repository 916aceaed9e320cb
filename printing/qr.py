"""Text to QR modules and their dark runs; not what the text says, how it is drawn, or how it is read back."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qrcode import constants, util
from qrcode.main import QRCode

from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET: Final = 4
"""Modules of white on each side (ISO/IEC 18004)."""

MASK: Final = 2
"""Fixed: choosing the best of eight costs 25 ms and reads no better (seal.md 5)."""

LARGEST: Final = 15
"""The largest version a surat may carry: 384 bytes of COSE."""

_LEVEL: Final = constants.ERROR_CORRECT_M
_ALPHANUMERIC: Final = frozenset(util.ALPHA_NUM.decode())


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its version and its rows of modules, True = dark, quiet zone not included."""

    version: int
    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules a side, quiet zone included."""
        return len(self.rows) + 2 * QUIET

    @property
    def print_mm(self) -> float:
        """Side on paper in millimetres, quiet zone included: 36 up to version 13, 40 above (seal.md 5)."""
        return 36.0 if self.version <= 13 else 40.0

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """The dark runs as (row, first column, length): a row of black is one rectangle."""
        for at, row in enumerate(self.rows):
            start = None
            for column, dark in enumerate((*row, False)):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    yield at, start, column - start
                    start = None


def make(text: str) -> Code:
    """The code of `text` as alphanumeric head, `#`, digits - or in one part where it has no such form.

    Without the parts a library that guesses takes version 22 for what fits in 13.
    Raises Refused("qr_too_long").
    """
    parts = _split(text)
    version = _fit(parts)
    if version > LARGEST:
        raise Refused("qr_too_long", length=len(text))
    code: QRCode = QRCode(version=version, error_correction=_LEVEL, mask_pattern=MASK, border=0)
    for part in parts:
        code.add_data(part)
    code.make(fit=False)
    return Code(version, tuple(tuple(map(bool, row)) for row in code.modules))


def _split(text: str) -> list[util.QRData]:
    head, mark, digits = text.partition("#")
    if mark and digits.isdecimal() and _ALPHANUMERIC.issuperset(head):
        return [
            util.QRData(head, mode=util.MODE_ALPHA_NUM),
            util.QRData(mark, mode=util.MODE_8BIT_BYTE),
            util.QRData(digits, mode=util.MODE_NUMBER),
        ]
    return list(util.optimal_data_chunks(text.encode(), minimum=8))


def _fit(parts: list[util.QRData]) -> int:
    """The smallest version that holds `parts`; 41 when none does."""
    for first, last in ((1, 9), (10, 26), (27, 40)):
        sizes = util.mode_sizes_for_version(first)
        bits = sum(4 + sizes[part.mode] + _bits(part) for part in parts)
        version = bisect_left(util.BIT_LIMIT_TABLE[_LEVEL], bits, first)
        if version <= last:
            return int(version)
    return 41


def _bits(part: util.QRData) -> int:
    length = len(part)
    if part.mode == util.MODE_NUMBER:
        return 10 * (length // 3) + (0, 4, 7)[length % 3]
    if part.mode == util.MODE_ALPHA_NUM:
        return 11 * (length // 2) + 6 * (length % 2)
    return 8 * length
