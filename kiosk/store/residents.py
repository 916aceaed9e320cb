"""Owns the office's list of residents and the misses at its door; who may look is asked elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.event import canonical
from kiosk.domain.worktime import DAY
from kiosk.store.database import Database

_COLUMNS: Final = "nik, kk, name, born, person, source, checked, changed_at"


@dataclass(frozen=True, slots=True)
class Resident:
    """One person of the list: parts of the forms (`pemohon`), their source, whether identity was checked."""

    nik: str
    person: Mapping[str, Any]
    source: str
    checked: bool
    changed_at: int

    @property
    def kk(self) -> str:
        """The 16 digits of the family card, or empty."""
        return str(self.person.get("kk", ""))

    @property
    def name(self) -> str:
        return str(self.person.get("nama", ""))


def find(db: Database, nik: str) -> Resident | None:
    """The person with this NIK (16 digits)."""
    row = db.row(f"SELECT {_COLUMNS} FROM resident WHERE nik = ?", (nik,))
    return _read(row) if row else None


def search(db: Database, text: str, *, limit: int = 20) -> list[Resident]:
    """People with a name word beginning with each word typed, in any order; two letters at least."""
    words = ["".join(filter(str.isalnum, word)) for word in text.split()]
    words = [word for word in words if len(word) > 1]
    if not words:
        return []
    query = " ".join(f'"{word}"*' for word in words)
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM resident WHERE rowid IN"
        " (SELECT rowid FROM resident_name WHERE resident_name MATCH ? LIMIT ?) ORDER BY name, nik",
        (query, limit),
    )
    return [_read(row) for row in rows]


def find_family(db: Database, kk: str) -> list[Resident]:
    """Everybody of a family card."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM resident WHERE kk = ? AND kk <> '' ORDER BY born, nik", (kk,))
    return [_read(row) for row in rows]


def save(db: Database, people: Iterable[Resident]) -> int:
    """Insert or replace people by NIK; returns how many. The caller has decided whose data win."""
    rows = [
        {
            "nik": one.nik,
            "kk": one.kk,
            "name": one.name,
            "born": str(one.person.get("tanggal_lahir", "")),
            "person": canonical(dict(one.person)).decode(),
            "source": one.source,
            "checked": int(one.checked),
            "changed_at": one.changed_at,
        }
        for one in people
    ]
    with db.write():
        db.tables.table("resident").upsert_all(rows, pk="nik")
    return len(rows)


def remove(db: Database, niks: Iterable[str]) -> int:
    """Forget unchecked people by NIK; returns how many there were. What an officer checked stays."""
    wanted = "SELECT value FROM json_each(?)"
    body = json.dumps(sorted(niks))
    with db.write():
        before = count(db)
        db.run(f"DELETE FROM resident WHERE checked = 0 AND nik IN ({wanted})", (body,))
    return before - count(db)


def all_births(db: Database) -> dict[tuple[str, str], str]:
    """Name and ISO day of birth of everybody listed with a day, and the NIK they stand under."""
    rows = db.rows("SELECT name, born, nik FROM resident WHERE born <> ''")
    return {(name, born): nik for name, born, nik in rows}


def count(db: Database) -> int:
    """How many people the list holds."""
    return int(db.value("SELECT count(*) FROM resident"))


def keep_miss(db: Database, nik: str, *, at: int) -> None:
    """Remember that a challenge failed for a NIK; older than two days is forgotten."""
    with db.write():
        db.run("DELETE FROM miss WHERE at < ? OR at > ?", (at - 2 * DAY, at))
        db.run("INSERT INTO miss (nik, at) VALUES (?, ?)", (nik, at))


def count_misses(db: Database, *, since: int, nik: str = "") -> int:
    """Misses since a moment, of one NIK (or what a key with a space names), or of all NIK on this device."""
    condition = "nik = ?2" if nik else "nik NOT GLOB ?2"
    return int(db.value(f"SELECT count(*) FROM miss WHERE at >= ?1 AND {condition}", (since, nik or "* *")))


def _read(row: tuple[Any, ...]) -> Resident:
    nik, _kk, _name, _born, person, source, checked, changed_at = row
    return Resident(nik, json.loads(person), source, bool(checked), changed_at)
