"""Owns the buku register, a line for each number taken, used outside or doubted; it takes none."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, canonical
from kiosk.domain.ledger import Entry
from kiosk.domain.office import OfficeState
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import decode_claims
from kiosk.domain.words import last_four, moment_day
from kiosk.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the book. `state`: issued, void, revoked, outside or review (one number on two surat).

    `row` holds what else the book prints: service title fields, name, nik4, rt_rw, keperluan, signer, form,
    mode, by, ink_at, taken_by, taken_at, archive, reason, said; an outside line has first, last, title and
    `after`, the running line it follows.
    """

    scope: str
    year: int
    n: int
    event: str
    line: int
    date: str
    number: str
    service: str
    permohonan: str
    cti: str
    state: str
    row: Mapping[str, Any]


_COLUMNS = "scope, year, n, event, line, date, number, service, permohonan, cti, state, row"


def fold(db: Database, entry: Entry, event: Event, *, before: Permohonan | None, office: OfficeState) -> None:
    """Take an effective entry into the book; `before` and `office` are the states it met."""
    data = event.data
    if event.verb == "sign" and before is not None:
        _insert_sign(db, event, before)
    elif event.verb in {"outside", "start_at"}:
        _insert_outside(db, event, office, day=moment_day(entry.at).isoformat())
    elif before is None or not before.signed_by:
        return
    elif event.verb == "void":
        _change(db, before.signed_by, "void", _why(data))
    elif event.verb == "revoke":
        _change(db, before.signed_by, "revoked", _why(data))
    elif event.verb == "reseal":
        _change(db, before.signed_by, "issued", {"mode": "wet"}, cti=find_cti(data["seal"]))
    elif event.verb == "confirm" and data["what"] == "ink":
        _change(db, before.signed_by, "issued", {"ink_at": entry.at})
    elif event.verb == "hand_over":
        _change(db, before.signed_by, "issued", {"taken_by": data["to"], "taken_at": entry.at})
    elif event.verb == "print" and data["kind"] == "archive":
        _change(db, before.signed_by, "issued", {"archive": "paper"})


def _insert_sign(db: Database, event: Event, case: Permohonan) -> None:
    data, counter = event.data, event.data["counter"]
    subject = case.subject or case.resident
    row = {
        "name": subject.get("nama", ""),
        "nik4": last_four(subject.get("nik", "")),
        "rt_rw": _find_rt_rw(subject),
        "keperluan": case.answers.get("keperluan", ""),
        "signer": data["signer"].get("name", ""),
        "form": data["form"],
        "mode": data["mode"],
        "by": event.who,
    }
    _insert(
        db,
        Line(
            counter["scope"],
            counter["year"],
            counter["n"],
            event.id,
            data["line"],
            data["date"],
            data["number"],
            data["service"],
            case.id,
            find_cti(data["seal"]),
            "issued",
            row,
        ),
    )


def _find_rt_rw(subject: Mapping[str, Any]) -> str:
    address = subject.get("alamat", {})
    parts = (address.get("rt"), address.get("rw")) if isinstance(address, Mapping) else ()
    return "/".join(part for part in parts if isinstance(part, str) and part)


def _why(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[key] for name, key in (("reason", "reason"), ("said", "text")) if data.get(key)}


def _insert_outside(db: Database, event: Event, office: OfficeState, *, day: str) -> None:
    """Numbers used on paper; those that name no day of their own stand on the day they were recorded."""
    data = event.data
    before = office.get_counter(data["scope"], data["year"]).n
    if event.verb == "outside":
        first, last, title, date = data["first"], data["last"], data["title"], data.get("date", day)
    else:
        first, last, title, date = before + 1, data["n"], data["reason"], day
    if last < first:
        return
    row = {"first": first, "last": last, "title": title, "by": event.who, "after": office.line}
    _insert(db, Line(data["scope"], data["year"], last, event.id, 0, date, "", "", "", "", "outside", row))


def _insert(db: Database, line: Line) -> None:
    kept = {name: value for name, value in line.row.items() if value != ""}
    db.run(
        f"INSERT OR REPLACE INTO register ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(line.scope, line.year, line.n, line.event, line.line, line.date),
            *(line.number, line.service, line.permohonan, line.cti, line.state),
            canonical(kept).decode(),
        ),
    )


def _change(db: Database, sign: str, state: str, more: Mapping[str, Any], *, cti: str = "") -> None:
    db.run(
        "UPDATE register SET state = ?, row = json_patch(row, ?), cti = CASE WHEN ? = '' THEN cti ELSE ? END"
        " WHERE event = ?",
        (state, canonical(dict(more)).decode(), cti, cti, sign),
    )


def find_cti(seal: str) -> str:
    """The id of the seal in a `sign` payload (base64 COSE), as hex; empty when it is none."""
    try:
        return decode_claims(cose.parse(base64.b64decode(seal, validate=True)).payload).cti.hex()
    except (Refused, ValueError):
        return ""


def find_by_cti(db: Database, cti: bytes) -> Line | None:
    """The line of a seal; none when this ledger holds no such seal (a void one is still a line)."""
    return next(iter(_list(db, "cti = ? LIMIT 1", cti.hex())), None)


def find_by_code(db: Database, prefix: str) -> list[Line]:
    """Lines whose seal id begins with these hex digits."""
    return _list(db, "cti >= ?1 AND cti < ?1 || 'g'", prefix)


def find_by_number(db: Database, text: str) -> list[Line]:
    """The lines whose printed number holds the text, the newest 50."""
    plain = "".join(one for one in text if one not in "%_")
    condition = "number LIKE '%' || ? || '%' ORDER BY date DESC, n DESC LIMIT 50"
    return _list(db, condition, plain) if plain else []


def find_month(db: Database, month: str) -> list[Line]:
    """Every line dated in a month `2026-11`, by day and then as they were admitted."""
    return _list(
        db,
        "date >= ?1 || '-01' AND date <= ?1 || '-31'"
        " ORDER BY date, CASE line WHEN 0 THEN coalesce(row ->> 'after', n) + 0.5 ELSE line END",
        month,
    )


def get_line_before(db: Database, month: str) -> int:
    """The last running line dated before a month `2026-11`; 0 before the first."""
    return int(db.value("SELECT coalesce(max(line), 0) FROM register WHERE date < ? || '-01'", (month,)))


def find_year(db: Database, year: int) -> list[Line]:
    """Every line of a year's counters, by scope and number."""
    return _list(db, "year = ? ORDER BY scope, n, event", year)


def find_doubles(db: Database) -> list[Line]:
    """Lines that share a number with another one; an outside range counts with each of its numbers."""
    return _list(
        db,
        "state <> 'outside' AND EXISTS (SELECT 1 FROM register o WHERE o.scope = register.scope AND"
        " o.year = register.year AND o.n = register.n AND o.event <> register.event) ORDER BY scope, year, n",
    )


def _list(db: Database, condition: str, *values: Any) -> list[Line]:
    rows = db.rows(f"SELECT {_COLUMNS} FROM register WHERE {condition}", values)
    return [_read(row) for row in rows]


def _read(row: Row) -> Line:
    scope, year, n, event, line, date, number, service, permohonan, cti, state, more = row
    return Line(scope, year, n, event, line, date, number, service, permohonan, cti, state, json.loads(more))
