"""The lists OPDs publish for every lobby, prices and the agenda, read from CSV; it draws nothing.

A list is a spreadsheet saved as CSV, its first row the names of the columns, comma or semicolon between them:
`komoditas, satuan, harga, sebelumnya, tanggal` and `tanggal, acara, tempat`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kiosk.domain.errors import Refused
from kiosk.domain.words import tidy

PRICES, AGENDA = "prices", "agenda"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    PRICES: ("komoditas", "satuan", "harga", "sebelumnya", "tanggal"),
    AGENDA: ("tanggal", "acara", "tempat"),
}
_MAY_BE_EMPTY: Final = frozenset({"sebelumnya", "tempat"})
_MOST_ROWS: Final = 200
_MOST_BYTES: Final = 100_000
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
    """Which list a CSV is, by its columns. Raises Refused as the readers."""
    header = _lines(raw, file)[0]
    for key, columns in COLUMNS.items():
        if set(columns) - _MAY_BE_EMPTY <= set(header):
            return key
    raise Refused("bulletin_header", file=file, columns=" | ".join(map(", ".join, COLUMNS.values())))


def read_prices(raw: bytes, file: str) -> tuple[Price, ...]:
    """The prices in the order of the file.

    Raises Refused: `bulletin_header`, `bulletin_row`, `bulletin_size`.
    """
    return tuple(
        Price(row["komoditas"], row["satuan"], _rupiah(row, "harga"), _rupiah(row, "sebelumnya"), _day(row))
        for row in _rows(raw, file, PRICES)
    )


def read_agenda(raw: bytes, file: str) -> tuple[Happening, ...]:
    """The days in their order. Raises as `read_prices`."""
    found = (Happening(_day(row), row["acara"], row["tempat"]) for row in _rows(raw, file, AGENDA))
    return tuple(sorted(found, key=lambda one: one.day))


READERS: Final[Mapping[str, Callable[[bytes, str], tuple[Any, ...]]]] = {
    PRICES: read_prices,
    AGENDA: read_agenda,
}


class _Row(dict[str, str]):
    """One row by column, which knows where it stands."""

    file: str
    line: int

    def refuse(self, column: str) -> Refused:
        said = self[column][:40]
        return Refused("bulletin_row", file=self.file, line=self.line, column=column, value=said)


def _rows(raw: bytes, file: str, key: str) -> Iterator[_Row]:
    columns = COLUMNS[key]
    header, *lines = _lines(raw, file)
    if not set(columns) - _MAY_BE_EMPTY <= set(header):
        raise Refused("bulletin_header", file=file, columns=", ".join(columns))
    filled = [(at, cells) for at, cells in enumerate(lines, 2) if any(cells)]
    if not 0 < len(filled) <= _MOST_ROWS:
        raise Refused("bulletin_size", file=file, most=_MOST_ROWS)
    for at, cells in filled:
        row = _Row(dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False)))
        row.file, row.line = file, at
        for column in columns:
            if len(row[column]) > _LONGEST or (not row[column] and column not in _MAY_BE_EMPTY):
                raise row.refuse(column)
        yield row


def _lines(raw: bytes, file: str) -> list[list[str]]:
    """Every row as tidy cells, the names of the columns in small letters first."""
    if len(raw) > _MOST_BYTES:
        raise Refused("bulletin_size", file=file, most=_MOST_ROWS)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")  # an older spreadsheet's own
    head, _, _ = text.partition("\n")
    comma = ";" if head.count(";") > head.count(",") else ","
    try:
        rows = [[tidy(cell) for cell in row] for row in csv.reader(text.splitlines(), delimiter=comma)]
    except csv.Error as error:
        raise Refused("bulletin_header", file=file, columns=", ".join(COLUMNS[PRICES])) from error
    return [[cell.lower() for cell in rows[0]], *rows[1:]] if rows else [[]]


def _rupiah(row: _Row, column: str) -> int:
    if not row[column]:
        return 0
    found = _RUPIAH.fullmatch(row[column])
    if found is None:
        raise row.refuse(column)
    return int(found[1].replace(".", ""))


def _day(row: _Row) -> date:
    found = _DAY.fullmatch(row["tanggal"])
    if found is None:
        raise row.refuse("tanggal")
    year, month, day, day_first, month_then, year_last = found.groups()
    try:
        return date(int(year or year_last), int(month or month_then), int(day or day_first))
    except ValueError as error:
        raise row.refuse("tanggal") from error
