"""Owns the rows of permohonan, folded and shown; it folds nothing itself and asks no rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.permohonan import CLOSED, Permohonan, Status, dump, load, state_hash
from kiosk.domain.seal import ticket
from kiosk.store.database import Database

_COLUMNS: Final = "id, status, step, service, nik, name, ticket, queue, filed_at, closed_at, state, hash"
_LISTED: Final = f"""
    SELECT {_COLUMNS}, 0 AS waits FROM permohonan WHERE id NOT IN (SELECT id FROM shown)
    UNION ALL SELECT {_COLUMNS}, 1 FROM shown
"""


_ANSWERS: Final = '{"answers":'
_DECODER: Final = json.JSONDecoder()
_MOST_OPEN, _MOST_FOUND = 2000, 50
_MOST_WORDS: Final = 12  # of a name that is looked for; SQLite takes no condition of a thousand


@dataclass(frozen=True, slots=True)
class Shown:
    """A permohonan as this device shows it; `is_waiting` when own Events on top are not admitted yet."""

    case: Permohonan
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What one permohonan answers, and whom it is about ("" without a NIK)."""

    id: str
    service: str
    nik: str
    answers: Mapping[str, Any]


def save(db: Database, cases: Iterable[Permohonan], *, table: str = "permohonan") -> None:
    """Write folded states; inside a transaction of the caller."""
    rows = [_row(case) for case in cases]
    marks = ", ".join("?" * 12)
    db.run_many(f"INSERT OR REPLACE INTO {table} ({_COLUMNS}) VALUES ({marks})", rows)


def _row(case: Permohonan) -> Sequence[Any]:
    subject = case.subject or case.resident
    dumped = canonical(dump(case))
    return (
        case.id,
        case.status.value,
        case.get_step(),
        case.service,
        subject.get("nik", ""),
        subject.get("nama", ""),
        ticket(case.id),
        case.queue,
        case.filed_at,
        case.closed_at,
        dumped.decode(),
        state_hash(case, dumped=dumped),
    )


def find(db: Database, id: str) -> Permohonan | None:
    """The state the ledger folds to, without own waiting Events."""
    state = db.value("SELECT state FROM permohonan WHERE id = ?", (id,))
    return load(json.loads(state)) if state else None


def find_shown(db: Database, id: str) -> Shown | None:
    """The state as this device shows it: own waiting Events on top."""
    row = db.row("SELECT state FROM shown WHERE id = ?", (id,))
    if row:
        return Shown(load(json.loads(row[0])), is_waiting=True)
    case = find(db, id)
    return Shown(case, is_waiting=False) if case else None


def get_shown(db: Database, id: str) -> Shown:
    """As `find_shown`, or Refused("unknown_permohonan")."""
    shown = find_shown(db, id)
    if shown is None:
        raise Refused("unknown_permohonan")
    return shown


def find_by_ticket(db: Database, ticket: str) -> Shown | None:
    """The permohonan of a ticket in its printed form (`A1B2-C3D4-E5F6`)."""
    id = db.value(
        "SELECT id FROM permohonan WHERE ticket = ?1 UNION SELECT id FROM shown WHERE ticket = ?1", (ticket,)
    )
    return find_shown(db, id) if id else None


def find_open(db: Database) -> list[Shown]:
    """Every permohonan that is not closed, oldest first."""
    return _list(db, f"status NOT IN ({_closed()}) ORDER BY filed_at, id LIMIT ?", (_MOST_OPEN,))


def find_ruling(db: Database) -> list[Shown]:
    """Every permohonan in the ruling inbox, closed ones too, oldest first."""
    return _list(db, """instr(state, '"ruling":true') > 0 ORDER BY filed_at, id LIMIT ?""", (_MOST_OPEN,))


def find_between(db: Database, first: int, last: int) -> list[Shown]:
    """Every permohonan filed in [first, last) or closed in it (ms UTC), oldest first."""
    return _list(
        db,
        "(filed_at >= ?1 AND filed_at < ?2) OR (closed_at >= ?1 AND closed_at < ?2) ORDER BY filed_at, id",
        (first, last),
    )


def find_by_nik(db: Database, nik: str) -> list[Shown]:
    """The permohonan about a person, newest first."""
    return _list(db, "nik = ? ORDER BY filed_at DESC, id DESC LIMIT ?", (nik, _MOST_FOUND))


def find_by_name(db: Database, text: str) -> list[Shown]:
    """Those about a person whose name holds each word typed, newest first; at least two letters each."""
    words = ["".join(one for one in word if one not in "%_") for word in text.split()]
    words = [word for word in words if len(word) > 1][:_MOST_WORDS]
    if not words:
        return []
    condition = " AND ".join("name LIKE '%' || ? || '%'" for _ in words)
    return _list(db, f"{condition} ORDER BY filed_at DESC, id DESC LIMIT ?", (*words, _MOST_FOUND))


def count(db: Database) -> int:
    """How many permohonan the ledger holds."""
    return int(db.value("SELECT count(*) FROM permohonan"))


def find_answers(db: Database, *, after: str, most: int) -> list[Answered]:
    """The answers of the next `most` permohonan of the ledger by id, after one of them ("" = none)."""
    rows = db.rows(
        "SELECT id, service, nik, state FROM permohonan WHERE id > ? ORDER BY id LIMIT ?", (after, most)
    )
    return [Answered(id, service, nik, _read_answers(state)) for id, service, nik, state in rows]


def _read_answers(state: str) -> Mapping[str, Any]:
    """The answers out of a state; canonical JSON begins with them, and the rest, most of it, is not read."""
    if state.startswith(_ANSWERS):
        found, _ = _DECODER.raw_decode(state, len(_ANSWERS))
    else:
        found = json.loads(state).get("answers", {})
    return dict(found)


def count_by_status(db: Database) -> dict[Status, int]:
    """How many stand where, as shown."""
    rows = db.rows(f"SELECT status, count(*) FROM ({_LISTED}) GROUP BY status")
    return {Status(status): count for status, count in rows}


def _closed() -> str:
    return ", ".join(f"'{status.value}'" for status in sorted(CLOSED))


def _list(db: Database, condition: str, values: Sequence[Any]) -> list[Shown]:
    rows = db.rows(f"SELECT state, waits FROM ({_LISTED}) WHERE {condition}", values)
    return [Shown(load(json.loads(state)), is_waiting=bool(waits)) for state, waits in rows]


def fold_digest(db: Database) -> bytes:
    """The XOR over all permohonan: 32 bytes, equal on every device that holds the same ledger."""
    total = 0
    for (hash,) in db.rows("SELECT hash FROM permohonan"):
        total ^= int.from_bytes(hash, "big")
    return total.to_bytes(32, "big")
