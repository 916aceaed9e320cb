"""Owns bringing residents in from a file: judged row by row, published, taken over on each device."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain import nik as niks
from kiosk.domain.answers import check_printable
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.place import tidy_place
from kiosk.domain.words import last_four, tidy
from kiosk.store import documents, facts, residents
from kiosk.store.residents import Resident
from kiosk.usecases import acts, clock, profile
from kiosk.usecases.acts import Act, Deed

KIND: Final = "residents"
_APPLIED: Final = "residents_seq"
_PLACE: Final = ("alamat", "rt", "rw")
_NAMES: Final[Mapping[str, str]] = {
    "no_kk": "kk",
    "nomor_kk": "kk",
    "nama_lengkap": "nama",
    "tgl_lahir": "tanggal_lahir",
    "l_p": "jenis_kelamin",
    "shdk": "hubungan",
    "status_perkawinan": "status_kawin",
}
_COLUMNS: Final = frozenset(
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
_DATE_FORMS: Final = ("-", "/", ".")


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that was not understood: its line in the file and why, as an error code with details."""

    line: int
    error: Refused


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file would bring, before anything is written; `people` are the new and the changed ones."""

    sha256: str
    new: int
    changed: int
    same: int
    bad: tuple[Bad, ...]
    unknown: tuple[str, ...]
    people: tuple[Mapping[str, Any], ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        return {"new": self.new, "changed": self.changed, "same": self.same, "refused": len(self.bad)}


def read(kiosk: Kiosk, body: bytes) -> Reading:
    """The dry run of a CSV file: comma, semicolon or tab, UTF-8 or Windows-1252; nothing is written.

    Raises Refused("residents_no_columns", missing=) without nik and nama, Refused("residents_empty"), and
    Refused("residents_unreadable") for what is no such file.
    """
    rows = _rows(_decode(body))
    header, lines = rows[0], rows[1:]
    columns = [_column(name) for name in header]
    missing = {"nik", "nama"} - set(columns)
    if missing:
        raise Refused("residents_no_columns", missing=", ".join(sorted(missing)))
    found: dict[str, Mapping[str, Any]] = {}
    bad = []
    for at, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        cells = dict(zip(columns, (tidy(cell) for cell in line), strict=False))
        try:
            person = _read_person(kiosk, cells)
        except Refused as error:
            bad.append(Bad(at, error))
            continue
        if person["nik"] in found:
            bad.append(Bad(at, Refused("resident_twice", nik=last_four(person["nik"]))))
        found[person["nik"]] = person
    return _compare(kiosk, body, found.values(), (tuple(bad), tuple(sorted(set(columns) - _COLUMNS - {""}))))


def take(kiosk: Kiosk, who: Person, act: Act, reading: Reading) -> None:
    """Publish what was read in the office's feed, and say so in the ledger; on the register desk only.

    People come in up to 256 documents by the first byte of SHA-256(NIK): a later change sends only its own.
    """
    kiosk.get_writer()
    data = {"what": KIND, "sha256": reading.sha256, "counts": reading.counts}
    with kiosk.db.write():
        acts.do(kiosk, who, act, Deed("import", data))
        for part, people in sorted(_parts(reading.people).items()):
            before = documents.find(kiosk.db, KIND, part)
            kept = {row["nik"]: row for row in (json.loads(before.body)["residents"] if before else [])}
            kept |= {person["nik"]: dict(person) for person in people}
            body = canonical({"residents": [kept[nik] for nik in sorted(kept)]})
            profile.publish(kiosk.db, kiosk.keys.device, KIND, body, name=part)
        apply(kiosk)


def apply(kiosk: Kiosk) -> bool:
    """Take over what came since the last time; data an officer checked stay. Whether any document came."""
    done = int(facts.find(kiosk.db, _APPLIED, 0))
    last, _ = documents.find_end(kiosk.db, kiosk.office.code)
    if last == done:
        return False
    people: list[Resident] = []
    for document in documents.find_all(kiosk.db, KIND):
        if document.seq <= done:
            continue
        for person in json.loads(document.body)["residents"]:
            known = residents.find(kiosk.db, person["nik"])
            if known is None or not known.checked:
                people.append(
                    Resident(person["nik"], person, "import", checked=False, changed_at=kiosk.now())
                )
    with kiosk.db.write():
        residents.save(kiosk.db, people)
        facts.keep(kiosk.db, _APPLIED, last)
    return True


def _parts(people: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for person in people:
        parts.setdefault(hashlib.sha256(person["nik"].encode()).hexdigest()[:2], []).append(person)
    return parts


def _compare(
    kiosk: Kiosk,
    body: bytes,
    people: Iterable[Mapping[str, Any]],
    problems: tuple[tuple[Bad, ...], tuple[str, ...]],
) -> Reading:
    new, changed, same = [], [], 0
    for person in people:
        known = residents.find(kiosk.db, person["nik"])
        if known is None:
            new.append(person)
        elif {**known.person, **person} == dict(known.person):
            same += 1
        else:
            changed.append(person)
    bad, unknown = problems
    sha256 = hashlib.sha256(body).hexdigest()
    return Reading(sha256, len(new), len(changed), same, bad, unknown, (*new, *changed))


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _rows(text: str) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    first = plain.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(plain), delimiter=delimiter) if row]
    except csv.Error as error:
        raise Refused("residents_unreadable") from error
    if not rows:
        raise Refused("residents_empty")
    return rows


def _column(name: str) -> str:
    plain = "_".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())
    return _NAMES.get(plain, plain)


def _read_person(kiosk: Kiosk, cells: Mapping[str, str]) -> dict[str, Any]:
    digits = niks.parse(_digits(cells.get("nik", ""))).digits
    if not cells.get("nama"):
        raise Refused("resident_no_name")
    for name in cells.keys() & _COLUMNS:  # a quote nobody closed makes one cell of all that follows
        check_printable(cells[name], label=name)
    person: dict[str, Any] = {"nik": digits, "nama": cells["nama"].upper()}
    kk = _digits(cells.get("kk", ""))
    if kk.strip("0"):
        person["kk"] = niks.parse_kk(kk)
    for name in ("tempat_lahir", "no_hp"):
        if cells.get(name):
            person[name] = cells[name]
    if cells.get("tanggal_lahir"):
        person["tanggal_lahir"] = _read_date(cells["tanggal_lahir"]).isoformat()
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


def _read_date(text: str) -> date:
    for mark in _DATE_FORMS:
        parts = text.split(mark)
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
            try:
                return date(int(year), int(month), int(day))
            except (ValueError, OverflowError):
                break
    raise Refused("resident_bad_date", text=text)
