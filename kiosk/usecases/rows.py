"""Owns what every table a person brings has in common: the row of names, days as typed, rows to be mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from kiosk import sheets
from kiosk.domain.errors import Refused
from kiosk.sheets import Cell, Row

WHY: Final = "alasan"
"""The column in which refused rows say why; it is passed over when they are read again."""
_HEAD_ROWS: Final = 20
"""How far down the names of the columns may stand: a title and an empty line come first in many tables."""
_DATE_MARKS: Final = ("-", "/", ".")
_WIDTH: Final = 20.0


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that was not taken: its line in the file, why (an error with details), and what stood in it."""

    line: int
    error: Refused
    cells: tuple[str, ...] = ()


class Told(Protocol):
    """What is told of any table that was read: rows by what becomes of them, and the names of its columns."""

    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def bad(self) -> Sequence[Bad]: ...
    @property
    def unknown(self) -> Sequence[str]: ...
    @property
    def head(self) -> Sequence[str]: ...


def find_head(
    rows: Sequence[Row], names: Mapping[str, str], needed: frozenset[str]
) -> tuple[int, tuple[str, ...]]:
    """Where the names of the columns stand, and what they mean; `names` maps other spellings to ours.

    Raises Refused("table_no_columns", missing=).
    """
    best = needed
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        plain = (_spell(str(cell)) for cell in row.cells)
        columns = tuple(names.get(name, name) for name in plain)
        missing = needed - set(columns)
        if not missing:
            return at, columns
        best = min(best, missing, key=len)
    raise Refused("table_no_columns", missing=", ".join(sorted(best)))


def find_unknown(columns: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """Columns this program has no use for."""
    return tuple(sorted(set(columns) - known - {"", WHY}))


def _spell(name: str) -> str:
    return "_".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())


def read_day(cell: Cell) -> date | None:
    """The day of a cell, a date of the spreadsheet or typed: 17-08-1990, 1990/8/17; None for any other."""
    day = sheets.as_day(cell)
    if day is not None or not isinstance(cell, str):
        return day
    for mark in _DATE_MARKS:
        parts = cell.strip().split(mark)
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            year, month, rest = parts if len(parts[0]) == 4 else reversed(parts)
            try:
                return date(int(year), int(month), int(rest))
            except (ValueError, OverflowError):
                return None
    return None


def refuse(row: Row, error: Refused) -> Bad:
    """A row that is not taken."""
    return Bad(row.line, error, tuple(map(sheets.as_text, row.cells)))


def write_refused(
    title: str, head: Sequence[str], bad: Sequence[Bad], *, say: Callable[[Refused], str]
) -> bytes:
    """The refused rows as an xlsx to mend and read again, each with why; no NIK becomes a number."""
    rows = [[*one.cells[: len(head)], *[""] * (len(head) - len(one.cells)), say(one.error)] for one in bad]
    widths = [*[_WIDTH] * len(head), 4 * _WIDTH]
    return sheets.write_xlsx(title, [[*head, WHY], *rows], widths=widths)
