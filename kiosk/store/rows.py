"""Owns the rows of an Event and its place, and own waiting Events over a state; it judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.domain.event import Event, digest
from kiosk.domain.ledger import HEAD_SPACING, Entry
from kiosk.domain.office import OfficeState
from kiosk.domain.rules import Ground
from kiosk.store import facts, files, peers, projection
from kiosk.store.database import Database
from kiosk.store.entries import find_entry, load_office

Spot = tuple[str, str, int]
"""The place an Event names itself: (device, inc, seq)."""


@dataclass(frozen=True, slots=True)
class Known:
    """An Event this disk knows: its row, SHA-256 of its bytes, whether it has a place in the ledger."""

    key: int
    digest: bytes
    is_placed: bool


@dataclass(slots=True)
class Sheet:
    """The rows of one transaction, looked up together and written together by `flush`.

    Rows written one by one cost half of an admission. Keys are given here: the write lock is held.
    """

    db: Database
    known: dict[Spot, list[Known]]
    next_key: int
    _events: list[tuple[Any, ...]] = field(default_factory=list)
    _bodies: list[tuple[int, bytes]] = field(default_factory=list)
    _places: list[tuple[Any, ...]] = field(default_factory=list)
    _own: list[tuple[int]] = field(default_factory=list)
    _files: list[Mapping[str, Any]] = field(default_factory=list)

    def find(self, event: Event) -> list[Known]:
        """What is known under an Event's place; more than one content is possible."""
        return self.known.get((event.device, event.inc, event.seq), [])

    def get_key(self, event: Event, raw: bytes) -> int:
        """The key of an Event's row, made where this disk does not know these bytes."""
        mine = digest(raw)
        for one in self.find(event):
            if one.digest == mine:
                return one.key
        key, self.next_key = self.next_key, self.next_key + 1
        self._events.append(
            (key, event.device, event.inc, event.seq, event.id, event.verb, event.about, event.at, mine)
        )
        self._bodies.append((key, raw))
        self._files.extend(event.files)
        self.known.setdefault((event.device, event.inc, event.seq), []).append(
            Known(key, mine, is_placed=False)
        )
        return key

    def place(self, entry: Entry, hash: bytes, key: int, event: Event) -> None:
        """Give a row its place; only own Events can have waited."""
        self._places.append((entry.n, entry.term, entry.at, entry.outcome, entry.code, hash, key))
        if event.device == self.db.device:
            self._own.append((key,))
        spot = (event.device, event.inc, event.seq)
        self.known[spot] = [
            replace(one, is_placed=one.is_placed or one.key == key) for one in self.known[spot]
        ]

    def flush(self) -> None:
        """Write what was gathered."""
        db = self.db
        db.run_many("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._events)
        db.run_many("INSERT INTO body VALUES (?, ?)", self._bodies)
        db.run_many("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", self._places)
        db.run_many("DELETE FROM pending WHERE event = ?", self._own)
        for named in self._files:
            files.expect(db, named["sha256"], named["size"], named["kind"])
        for gathered in (self._events, self._bodies, self._places, self._own, self._files):
            gathered.clear()


def open_sheet(db: Database, events: Sequence[Event]) -> Sheet:
    """A sheet for these Events, inside the transaction that writes it."""
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for event in events:
        first, last = spans.get((event.device, event.inc), (event.seq, event.seq))
        spans[event.device, event.inc] = (min(first, event.seq), max(last, event.seq))
    known: dict[Spot, list[Known]] = {}
    for (device, inc), span in spans.items():
        for seq, key, mine, n in db.rows(
            "SELECT e.seq, e.key, e.digest, l.n FROM event e LEFT JOIN ledger l ON l.event = e.key"
            " WHERE e.device = ? AND e.inc = ? AND e.seq BETWEEN ? AND ?",
            (device, inc, *span),
        ):
            known.setdefault((device, inc, seq), []).append(Known(key, mine, n is not None))
    return Sheet(db, known, (db.value("SELECT max(key) FROM event") or 0) + 1)


def find_taken(db: Database, events: Sequence[Event]) -> set[str]:
    """Which of these Events' ids have a place already."""
    marks = ", ".join("?" * len(events))
    rows = db.rows(
        f"SELECT e.id FROM event e JOIN ledger l ON l.event = e.key WHERE e.id IN ({marks})",
        [event.id for event in events],
    )
    return {id for (id,) in rows}


def save_head(db: Database, n: int, signed: bytes) -> None:
    db.run("INSERT OR REPLACE INTO head VALUES (?, ?)", (n, signed))
    db.run("DELETE FROM head WHERE n < ? AND n % ? <> 0", (n, HEAD_SPACING))


def get_office(db: Database) -> OfficeState:
    """What the office's events have folded to here."""
    return load_office(db)


def ground(db: Database) -> Ground:
    """What a rule is asked on here: the office's state, and who is register as this device knows it."""
    device, term = facts.get_register(db)
    return Ground(
        load_office(db), device, term, peers.find_filers(db), find_entry=lambda n: find_entry(db, n)
    )


def show(db: Database, ids: set[str]) -> None:
    """Lay own waiting Events over these permohonan again."""
    wanted = ids - {""}
    if not wanted:
        return
    raws: list[bytes] = []
    if db.value("SELECT 1 FROM pending LIMIT 1"):
        marks = ", ".join("?" * len(wanted))
        raws = [
            raw
            for (raw,) in db.rows(
                "SELECT b.raw FROM event e JOIN pending p ON p.event = e.key JOIN body b ON b.event = e.key"
                f" WHERE e.about IN ({marks}) OR e.id IN ({marks}) ORDER BY e.key",
                (*wanted, *wanted),
            )
        ]
    elif not db.value("SELECT 1 FROM shown LIMIT 1"):
        return
    projection.lay_on_top(db, wanted, raws, ground(db))
