"""Owns reading the ledger of this disk: entries, heads, own waiting Events; it writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kiosk.domain.errors import Unavailable
from kiosk.domain.event import Event, digest, read
from kiosk.domain.judging import UNKNOWN
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, Outcome, start
from kiosk.domain.office import OfficeState
from kiosk.domain.office import load_office as read_office
from kiosk.store.database import Database, Row

_RECENT: Final = 1000
_ENTRY: Final = "l.n, l.term, l.at, l.outcome, b.raw, l.code"


@dataclass(frozen=True, slots=True)
class Run:
    """Own Events without a place, gapless in one incarnation: `raws[0]` has the number `first_seq`."""

    inc: str
    first_seq: int
    raws: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an Event of this disk stands: `entry` is None while it waits for the register."""

    event: Event
    entry: Entry | None


def head(db: Database) -> Head:
    """The end of this copy; n = 0 and term = 0 before the first entry."""
    row = db.row("SELECT n, term, hash FROM ledger ORDER BY n DESC LIMIT 1")
    return Head(db.kelurahan, *row) if row else Head(db.kelurahan, 0, 0, start(db.kelurahan))


def signed_head(db: Database) -> bytes:
    """The newest signed head (COSE); empty before the first entry."""
    return db.value("SELECT signed FROM head ORDER BY n DESC LIMIT 1") or b""


def find_signed_head(db: Database, n: int) -> bytes | None:
    """The signed head at n, where it is kept: every n divisible by 512, and the newest."""
    return db.value("SELECT signed FROM head WHERE n = ?", (n,))  # type: ignore[no-any-return]


def find_hash(db: Database, n: int) -> bytes | None:
    """L(n) of this copy, or None beyond its end."""
    if n == 0:
        return start(db.kelurahan)
    return db.value("SELECT hash FROM ledger WHERE n = ?", (n,))  # type: ignore[no-any-return]


def entries_after(db: Database, n: int, *, limit: int = HEAD_SPACING) -> list[Entry]:
    """Up to `limit` entries after n, in order. Raises Unavailable("event_purged")."""
    rows = db.rows(
        f"SELECT {_ENTRY} FROM ledger l LEFT JOIN body b ON b.event = l.event"
        " WHERE l.n > ? ORDER BY l.n LIMIT ?",
        (n, limit),
    )
    return [read_entry(row) for row in rows]


def find_entry(db: Database, n: int) -> Entry | None:
    """The entry at a place, or None beyond the end. Raises Unavailable("event_purged")."""
    row = db.row(f"SELECT {_ENTRY} FROM ledger l LEFT JOIN body b ON b.event = l.event WHERE l.n = ?", (n,))
    return read_entry(row) if row else None


def find_unjudged(db: Database) -> list[Entry]:
    """Entries the register's program did not know when it admitted them, and that no `judge` has settled."""
    marks = ", ".join("?" * len(UNKNOWN))
    rows = db.rows(
        f"SELECT {_ENTRY} FROM ledger l LEFT JOIN body b ON b.event = l.event"
        f" WHERE l.code IN ({marks}) AND b.raw IS NOT NULL ORDER BY l.n",
        sorted(UNKNOWN),
    )
    judged = load_office(db).judged
    return [entry for entry in map(read_entry, rows) if entry.n not in judged]


def load_office(db: Database) -> OfficeState:
    """What the office's events have folded to."""
    return _read_state(db.value("SELECT state FROM office_state") or "{}")


@lru_cache(maxsize=4)
def _read_state(text: str) -> OfficeState:
    """Read once: a round asks it five times, an act twice, and it seldom moves."""
    return read_office(json.loads(text))


def _as_judged(db: Database, entries: list[Entry]) -> list[Entry]:
    """Entries with the outcome they have by now: what was judged anew counts by its judgment."""
    if all(entry.code not in UNKNOWN for entry in entries):
        return entries
    judged = load_office(db).judged
    return [_judged(entry, judged) for entry in entries]


def _judged(entry: Entry, judged: Mapping[int, str]) -> Entry:
    said = judged.get(entry.n)
    if said is None:
        return entry
    if said == Outcome.EFFECTIVE:
        return entry._replace(outcome=Outcome.EFFECTIVE.value, code="")
    return entry._replace(code=said)


def read_entry(row: Row) -> Entry:
    """The entry of a row (n, term, at, outcome, bytes, code)."""
    n, term, at, outcome, raw, code = row
    if raw is None:
        raise Unavailable("event_purged", n=n)
    return Entry(n, term, at, outcome, raw, code)


def all_entries(db: Database) -> Iterator[Entry]:
    """The whole ledger in order, read in pieces."""
    n = 0
    while entries := entries_after(db, n, limit=4 * HEAD_SPACING):
        yield from entries
        n = entries[-1].n


def entries_about(db: Database, id: str) -> list[Entry]:
    """The entries of one permohonan in ledger order, effective or not, by what they were judged last."""
    rows = db.rows(
        f"SELECT {_ENTRY} FROM event e JOIN ledger l ON l.event = e.key LEFT JOIN body b ON b.event = e.key"
        " WHERE e.about = ?1 OR e.id = ?1 ORDER BY l.n",
        (id,),
    )
    return _as_judged(db, [read_entry(row) for row in rows])


def refused_of(db: Database, device: str) -> list[Entry]:
    """The last 200 entries made on a device that took no effect, newest first: late acts of its people."""
    rows = db.rows(
        f"SELECT {_ENTRY} FROM ledger l JOIN event e ON e.key = l.event LEFT JOIN body b ON b.event = e.key"
        " WHERE l.outcome = 'not_effective' AND e.device = ? ORDER BY l.n DESC LIMIT 200",
        (device,),
    )
    judged = _as_judged(db, [read_entry(row) for row in rows])
    return [entry for entry in judged if not entry.is_effective()]


def is_known(db: Database, raw: bytes) -> bool:
    """Whether this disk holds an Event with these very bytes, with a place or without."""
    event = read(raw)
    found = db.value(
        "SELECT 1 FROM event WHERE device = ? AND inc = ? AND seq = ? AND digest = ?",
        (event.device, event.inc, event.seq, digest(raw)),
    )
    return found is not None


def pending(db: Database, *, limit: int = HEAD_SPACING) -> list[Run]:
    """Own Events without a place in the ledger, oldest first, in gapless runs."""
    rows = db.rows(
        "SELECT e.inc, e.seq, b.raw FROM pending p JOIN event e ON e.key = p.event"
        " JOIN body b ON b.event = p.event ORDER BY p.event LIMIT ?",
        (limit,),
    )
    runs: list[tuple[str, int, list[bytes]]] = []
    for inc, seq, raw in rows:
        if runs and runs[-1][0] == inc and runs[-1][1] + len(runs[-1][2]) == seq:
            runs[-1][2].append(raw)
        else:
            runs.append((inc, seq, [raw]))
    return [Run(inc, seq, tuple(raws)) for inc, seq, raws in runs]


def count_pending(db: Database) -> tuple[int, int]:
    """How many own Events wait, and the claimed moment (ms UTC) of the oldest; (0, 0) when none does."""
    count, oldest = db.rows(
        "SELECT count(*), coalesce(min(e.at), 0) FROM pending p JOIN event e ON e.key = p.event"
    )[0]
    return count, oldest


def pending_about(db: Database, id: str) -> list[Event]:
    """Own waiting Events of one permohonan, oldest first."""
    rows = db.rows(
        "SELECT b.raw FROM event e JOIN pending p ON p.event = e.key JOIN body b ON b.event = e.key"
        " WHERE e.about = ?1 OR e.id = ?1 ORDER BY e.key",
        (id,),
    )
    return [read(raw) for (raw,) in rows]


def newest(db: Database, verb: str, *, since: int) -> list[Event]:
    """The Events of a verb claimed after a moment (ms UTC), as they came, among the last thousand."""
    rows = db.rows(
        "SELECT b.raw FROM event e JOIN body b ON b.event = e.key"
        " WHERE e.key > (SELECT max(key) FROM event) - ? AND e.verb = ? AND e.at > ? ORDER BY e.key",
        (_RECENT, verb, since),
    )
    return [read(raw) for (raw,) in rows]


def effective_after(db: Database, n: int, verb: str) -> list[Event]:
    """The Events of a verb that took effect after an entry, in their order."""
    rows = db.rows(
        "SELECT b.raw FROM ledger l JOIN event e ON e.key = l.event JOIN body b ON b.event = e.key"
        " WHERE l.n > ? AND l.outcome = 'effective' AND e.verb = ? ORDER BY l.n",
        (n, verb),
    )
    return [read(raw) for (raw,) in rows]


def alarms_after(db: Database, key: int) -> list[tuple[int, Event]]:
    """The newest thousand `alarm` Events this disk came to know after a place in its set, as they came.

    Each with its own place, which only grows: whatever comes later stands behind it.
    """
    rows = db.rows(
        "SELECT e.key, b.raw FROM event e JOIN body b ON b.event = e.key"
        " WHERE e.verb = 'alarm' AND e.key > ? ORDER BY e.key DESC LIMIT ?",
        (key, _RECENT),
    )
    return [(place, read(raw)) for place, raw in reversed(rows)]


def events_of(db: Database, verb: str, first: int, last: int) -> list[Event]:
    """The effective Events of a verb the register admitted in [first, last) (ms UTC), in ledger order."""
    rows = db.rows(
        "SELECT b.raw FROM ledger l JOIN event e ON e.key = l.event JOIN body b ON b.event = e.key"
        " WHERE l.outcome = 'effective' AND e.verb = ? AND l.at >= ? AND l.at < ? ORDER BY l.n",
        (verb, first, last),
    )
    return [read(raw) for (raw,) in rows]


def find_standing(db: Database, id: str) -> Standing | None:
    """Where the Event with this id stands: its effective or first entry, else waiting; None if unknown."""
    rows = db.rows(
        "SELECT b.raw, l.n, l.term, l.at, l.outcome, l.code FROM event e JOIN body b ON b.event = e.key"
        " LEFT JOIN ledger l ON l.event = e.key WHERE e.id = ? ORDER BY l.outcome, l.n",
        (id,),
    )
    if not rows:
        return None
    placed = next((row for row in rows if row[1] is not None), None)
    if placed is None:
        return Standing(read(rows[0][0]), None)
    raw, n, term, at, outcome, code = placed
    (entry,) = _as_judged(db, [Entry(n, term, at, outcome, raw, code)])
    return Standing(read(raw), entry)


def next_seq(db: Database, inc: str) -> int:
    """The number of this device's next Event in an incarnation; asked in its own transaction."""
    last = db.value("SELECT max(seq) FROM event WHERE device = ? AND inc = ?", (db.device, inc))
    return (last or 0) + 1


def last_place(db: Database, device: str) -> tuple[str, int] | None:
    """(inc, seq) of the newest Event of a device on this disk: the `prev` of its next `open`."""
    row = db.row("SELECT inc, seq FROM event WHERE device = ? ORDER BY key DESC LIMIT 1", (device,))
    return (row[0], row[1]) if row else None


def find_clock(db: Database, inc: str) -> tuple[int, int, str] | None:
    """(at, mono, q) of an own incarnation's `open`, or of the date confirmed in it last; both in ms."""
    row = db.row(
        "SELECT e.at, b.raw ->> '$.clock.mono', b.raw ->> '$.clock.q'"
        " FROM event e JOIN body b ON b.event = e.key"
        " WHERE e.device = ? AND e.inc = ? AND e.verb IN ('open', 'clock') ORDER BY e.seq DESC LIMIT 1",
        (db.device, inc),
    )
    return (row[0], row[1], row[2]) if row and row[1] is not None else None


def last_seq(db: Database, device: str, inc: str) -> int:
    """The highest number of an incarnation in the ledger, 0 = none: what is asked for comes after it."""
    return (
        db.value(
            "SELECT max(e.seq) FROM event e JOIN ledger l ON l.event = e.key"
            " WHERE e.device = ? AND e.inc = ?",
            (device, inc),
        )
        or 0
    )
