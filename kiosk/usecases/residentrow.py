"""Owns one row of a table of residents: the columns of one, and the person it names; it reads no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.domain import nik as niks
from kiosk.domain.answers import check_printable
from kiosk.domain.errors import Refused
from kiosk.domain.place import tidy_place
from kiosk.domain.words import tidy
from kiosk.sheets import Cell, Row
from kiosk.usecases import clock, rows

_PLACE: Final = ("alamat", "rt", "rw")
NAMES: Final[Mapping[str, str]] = {
    "no_kk": "kk",
    "nomor_kk": "kk",
    "nama_lengkap": "nama",
    "tgl_lahir": "tanggal_lahir",
    "l_p": "jenis_kelamin",
    "shdk": "hubungan",
    "status_perkawinan": "status_kawin",
}
COLUMNS: Final = frozenset(
    {
        *("nik", "nama", "kk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama", "status_kawin"),
        *("pendidikan", "pekerjaan", "kewarganegaraan", "hubungan", "no_hp", *_PLACE),
    }
)
_LISTED: Final = (
    "jenis_kelamin",
    "agama",
    "status_kawin",
    "pekerjaan",
    "pendidikan",
    "kewarganegaraan",
    "hubungan",
)
_NUMBERS: Final = ("nik", "kk")
NEEDED: Final = frozenset({"nik", "nama"})


def read_row(kiosk: Kiosk, columns: Sequence[str], row: Row) -> dict[str, Any]:
    """The person of a row. Raises what a NIK or KK refuses, `resident_no_name`, `resident_bad_date` (text=),
    `resident_merged` (label=), `resident_number` (label=) for digits a spreadsheet has rounded off.
    """
    cells: dict[str, Any] = {}
    for at, (name, cell) in enumerate(zip(columns, row.cells, strict=False)):
        if name not in COLUMNS or name in cells:
            continue
        if name in {"nik", "nama"} and at in row.merged:
            raise Refused("resident_merged", label=name)
        if name in _NUMBERS and isinstance(cell, int | float):
            if cell >= 10**15:
                raise Refused("resident_number", label=name.upper())
            cells[name] = sheets.as_text(cell)
        elif name == "tanggal_lahir":
            cells[name] = _read_birth(cell)
        else:
            cells[name] = tidy(sheets.as_text(cell))
    return _read_person(kiosk, cells)


def _read_birth(cell: Cell) -> date | None:
    text = tidy(sheets.as_text(cell))
    day = rows.read_day(cell)
    if day is None and text:
        raise Refused("resident_bad_date", text=text)
    return day


def _read_person(kiosk: Kiosk, cells: Mapping[str, Any]) -> dict[str, Any]:
    digits = niks.parse(_digits(cells.get("nik", ""))).digits
    if not cells.get("nama"):
        raise Refused("resident_no_name")
    for name in cells.keys() & COLUMNS:  # a quote nobody closed makes one cell of all that follows
        check_printable(str(cells[name]), label=name)
    person: dict[str, Any] = {"nik": digits, "nama": cells["nama"].upper()}
    kk = _digits(cells.get("kk", ""))
    if kk.strip("0"):
        person["kk"] = niks.parse_kk(kk)
    for name in ("tempat_lahir", "no_hp"):
        if cells.get(name):
            person[name] = cells[name]
    if cells.get("tanggal_lahir"):
        person["tanggal_lahir"] = cells["tanggal_lahir"].isoformat()
    for name in _LISTED:
        if cells.get(name):
            person[name] = kiosk.reference.find_value(name, cells[name]) or cells[name]
    place = {name: cells[name] for name in _PLACE if cells.get(name)}
    if place:
        here = {
            "kelurahan": kiosk.office.kelurahan,
            "kecamatan": kiosk.office.kecamatan,
            "kota": kiosk.office.city,
        }
        person["alamat"] = tidy_place({**place, **here})
    return _fill_from_nik(person, clock.get_day(kiosk))


def _fill_from_nik(person: dict[str, Any], today: date) -> dict[str, Any]:
    """Birth date and sex stand in the number; a column of the file has the word."""
    number = niks.parse(person["nik"])
    born = niks.birth_date(number, today)
    if born is not None:
        person.setdefault("tanggal_lahir", born.isoformat())
    person.setdefault("jenis_kelamin", number.sex)
    return person


def _digits(text: str) -> str:
    return "".join(char for char in text if char not in " .'-")
