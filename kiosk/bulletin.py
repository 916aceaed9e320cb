"""The lists OPDs publish for every lobby, prices and the agenda, read from a table; it draws nothing.

The first row of a table (`kiosk.sheets`) names its columns: `komoditas, satuan, harga, sebelumnya, tanggal`
or `tanggal, acara, tempat`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kiosk import sheets
from kiosk.domain.errors import Refused
from kiosk.domain.words import tidy
from kiosk.sheets import Cell

PRICES, AGENDA = "prices", "agenda"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    PRICES: ("komoditas", "satuan", "harga", "sebelumnya", "tanggal"),
    AGENDA: ("tanggal", "acara", "tempat"),
}
_MAY_BE_EMPTY: Final = frozenset({"sebelumnya", "tempat"})
_MOST_ROWS: Final = 200
_LONGEST: Final = 80
_RUPIAH: Final = re.compile(r"(?:Rp\.?\s*)?(\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})(?:,00)?")
_DAY: Final = re.compile(r"(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/-](\d{1,2})[/-](\d{4}))")


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit costs on a day, in rupiah; `before` is the price of the list before, 0 = not known."""

    name: str
    unit: str
    rupiah: int
    before: int
    day: date


@dataclass(frozen=True, slots=True)
class Happening:
    """One day of the city's agenda."""

    day: date
    title: str
    place: str


def find_key(raw: bytes, file: str) -> str:
    """Which list a table is, by its columns. Raises Refused as the readers."""
    header, _ = _read(raw)
    for key in COLUMNS:
        if _has(header, key):
            return key
    raise Refused("bulletin_header", file=file, columns=" | ".join(map(", ".join, COLUMNS.values())))


def read_prices(raw: bytes, file: str) -> tuple[Price, ...]:
    """The prices in the order of the file.

    Raises Refused: `bulletin_header`, `bulletin_row`, `bulletin_size`, and as `sheets.read`.
    """
    return tuple(
        Price(
            row.get_text("komoditas"),
            row.get_text("satuan"),
            row.get_rupiah("harga"),
            row.get_rupiah("sebelumnya"),
            row.get_day(),
        )
        for row in _rows(raw, file, PRICES)
    )


def read_agenda(raw: bytes, file: str) -> tuple[Happening, ...]:
    """The days in their order. Raises as `read_prices`."""
    rows = _rows(raw, file, AGENDA)
    found = (Happening(row.get_day(), row.get_text("acara"), row.get_text("tempat")) for row in rows)
    return tuple(sorted(found, key=lambda one: one.day))


READERS: Final[Mapping[str, Callable[[bytes, str], tuple[Any, ...]]]] = {
    PRICES: read_prices,
    AGENDA: read_agenda,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row by column, which knows where it stands."""

    file: str
    line: int
    cells: Mapping[str, Cell]

    def get_text(self, column: str) -> str:
        said = tidy(sheets.as_text(self.cells.get(column, "")))
        if len(said) > _LONGEST or (not said and column not in _MAY_BE_EMPTY):
            raise self.refuse(column)
        return said

    def get_rupiah(self, column: str) -> int:
        said = self.get_text(column)
        found = _RUPIAH.fullmatch(said)
        if said and found is None:
            raise self.refuse(column)
        return int(found[1].replace(".", "")) if found else 0

    def get_day(self, column: str = "tanggal") -> date:
        day = sheets.as_day(self.cells.get(column, ""))
        if day is not None:
            return day
        found = _DAY.fullmatch(self.get_text(column))
        if found is None:
            raise self.refuse(column)
        year, month, day_of, day_first, month_then, year_last = found.groups()
        try:
            return date(int(year or year_last), int(month or month_then), int(day_of or day_first))
        except ValueError as error:
            raise self.refuse(column) from error

    def refuse(self, column: str) -> Refused:
        said = sheets.as_text(self.cells.get(column, ""))[:40]
        return Refused("bulletin_row", file=self.file, line=self.line, column=column, value=said)


def _rows(raw: bytes, file: str, key: str) -> Iterator[_Row]:
    header, rows = _read(raw)
    if not _has(header, key):
        raise Refused("bulletin_header", file=file, columns=", ".join(COLUMNS[key]))
    if not 0 < len(rows) <= _MOST_ROWS:
        raise Refused("bulletin_size", file=file, most=_MOST_ROWS)
    for row in rows:
        yield _Row(file, row.line, dict(zip(header, row.cells, strict=False)))


def _read(raw: bytes) -> tuple[list[str], list[sheets.Row]]:
    """The names of the columns in small letters, and the rows under them."""
    head, *rows = (row for row in sheets.read(raw) if not row.is_empty)
    return [tidy(sheets.as_text(cell)).lower() for cell in head.cells], rows


def _has(header: list[str], key: str) -> bool:
    return set(COLUMNS[key]) - _MAY_BE_EMPTY <= set(header)
