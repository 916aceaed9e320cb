"""Owns the fold on its way into rows: states, register lines, queue; it decides no outcome."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.event import Event, canonical, read
from kiosk.domain.fold import apply, apply_refused
from kiosk.domain.judging import get_case_id, get_subject
from kiosk.domain.ledger import Entry, Outcome
from kiosk.domain.office import OfficeState, dump_office
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.rules import Ground, judge, knows
from kiosk.store import cases, queues, register
from kiosk.store.database import Database
from kiosk.store.entries import find_entry, load_office

log = logging.getLogger(__name__)

_TABLES: Final = ("permohonan", "shown", "register", "queue", "office_state")


@dataclass(slots=True)
class Projection:
    """The states one transaction has read and changed; `flush` writes each once.

    A misfit, an effective entry that does not apply, is a bug somewhere: it is named in `misfits` (n), the
    permohonan stays as it was last, and the ledger goes on. What only a newer program knows is passed over
    until this one is updated, and then folded with everything else.
    """

    db: Database
    office: OfficeState = field(default_factory=OfficeState)
    known: dict[str, Permohonan | None] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    misfits: list[int] = field(default_factory=list)
    is_fresh: bool = False
    _office_before: OfficeState | None = None

    def find(self, id: str) -> Permohonan | None:
        """A permohonan as folded so far."""
        if id not in self.known:
            self.known[id] = None if self.is_fresh else cases.find(self.db, id)
        return self.known[id]

    def fold(self, entry: Entry, event: Event) -> None:
        """Take one entry in: the next place of the ledger."""
        ground = Ground(self.office, "", entry.term, find_entry=lambda n: find_entry(self.db, n))
        subject = get_subject(event, ground)
        id = get_case_id(subject)
        case = self.find(id) if id else None
        if not entry.is_effective():
            self._keep(id, case, apply_refused(event, case, entry.code))
            return
        if not knows(event) or not knows(subject):
            log.info("entry %d is of a newer program", entry.n)
            return
        try:
            after, moved = apply(event, case, ground, at=entry.at)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            log.exception("entry %d does not fit the state it meets", entry.n)
            self.misfits.append(entry.n)
            return
        if event is subject or event.data["outcome"] == Outcome.EFFECTIVE:
            register.fold(self.db, entry, subject, before=case, office=self.office)
            queues.fold(self.db, subject)
        self._keep(id, case, after)
        self.office = moved

    def _keep(self, id: str, before: Permohonan | None, after: Permohonan | None) -> None:
        if after is not None and after is not before:
            self.known[id] = after
            self.changed.add(id)

    def flush(self) -> set[str]:
        """Write what changed; returns the ids of the permohonan."""
        cases.save(self.db, [case for id in self.changed if (case := self.known[id]) is not None])
        if self.office is not self._office_before:
            _save_office(self.db, self.office)
            self._office_before = self.office
        ids, self.changed = self.changed, set()
        return ids


def open_projection(db: Database) -> Projection:
    """Start folding on the rows as they stand."""
    found = load_office(db)
    return Projection(db, found, _office_before=found)


def _save_office(db: Database, office: OfficeState) -> None:
    db.run("INSERT OR REPLACE INTO office_state VALUES (1, ?)", (canonical(dump_office(office)).decode(),))


def rebuild(db: Database, entries: Iterable[Entry]) -> list[int]:
    """Drop every projection and fold the whole ledger again, in one transaction; returns the misfits.

    `entries` come in order; own waiting Events are laid on top by the caller.
    """
    with db.write():
        for table in _TABLES:
            db.run(f"DELETE FROM {table}")
        empty = OfficeState()
        fresh = Projection(db, empty, is_fresh=True, _office_before=empty)
        for entry in entries:
            fresh.fold(entry, read(entry.event))
        fresh.flush()
    return fresh.misfits


def lay_on_top(db: Database, ids: Iterable[str], pending: Iterable[bytes], ground: Ground) -> None:
    """Fold own waiting Events over the ledger's state of these permohonan; one that misfits is skipped."""
    wanted = set(ids)
    states: dict[str, Permohonan | None] = {}
    for raw in pending:
        event = read(raw)
        id = get_case_id(event)
        if id not in wanted:
            continue
        case = states[id] if id in states else cases.find(db, id)
        if not judge(event, case, ground):
            case, _ = apply(event, case, ground, at=event.at)
        states[id] = case
    db.run_many("DELETE FROM shown WHERE id = ?", [(id,) for id in wanted])
    cases.save(db, [case for case in states.values() if case is not None], table="shown")
