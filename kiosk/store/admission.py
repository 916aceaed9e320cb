"""Owns how Events get their places, own ones and those of other devices; the register's side."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk import failpoint
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.event import Event, digest, parse
from kiosk.domain.judging import get_case_id, get_subject
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, Outcome, head_payload, link
from kiosk.domain.rules import Ground, judge
from kiosk.store import odd, peers, queues
from kiosk.store.database import Database
from kiosk.store.entries import find_entry, head
from kiosk.store.projection import Projection, open_projection
from kiosk.store.rows import Sheet, find_taken, open_sheet, save_head, show

log = logging.getLogger(__name__)

_Batch = list[tuple[Event, bytes]]
BATCH: Final = 64  # Events a transaction, so that no button waits behind a returning kiosk (sync.md 2.2)


@dataclass(frozen=True, slots=True)
class Writer:
    """The right to admit: the register's device id, its term, its device key's signature of a payload."""

    device: str
    term: int
    sign1: Callable[[bytes], bytes]


def record(db: Database, raw: bytes, *, writer: Writer | None, now: int) -> Entry | None:
    """Write an own Event: on the register with its place and outcome, else as waiting (None). Durable.

    A block of `db.write()` around several calls makes them one transaction. The Event's bytes must be new.
    """
    event = parse(raw)
    with db.write():
        if writer is not None:
            admission = _open_admission(db, writer, [event], now=now)
            entry = admission.place(event, raw)
            admission.end()
            return entry
        sheet = open_sheet(db, [event])
        key = sheet.get_key(event, raw)
        sheet.flush()
        db.run("INSERT INTO pending VALUES (?)", (key,))
        queues.fold(db, event)
        show(db, {get_case_id(event)})
    return None


def admit(db: Database, writer: Writer, raws: Sequence[bytes], *, now: int, sender: str = "") -> list[Entry]:
    """Give other devices' Events (and displaced ones) places, in `seq` order per incarnation; register only.

    The caller has checked who vouches for the bytes. A repeat is passed over; bytes the strict decoder
    refuses, and a second content for a known place, go to `odd`; a second place of a known id is `duplicate`.
    At most 64 a transaction, each ended by a signed head. `now` is the register's moment, ms UTC.
    """
    placed: list[Entry] = []
    for batch in _batches(_in_order(db, raws, sender=sender, now=now)):
        placed += _admit_batch(db, writer, batch, now=now, sender=sender)
    return placed


def _admit_batch(db: Database, writer: Writer, batch: _Batch, *, now: int, sender: str) -> list[Entry]:
    """One transaction; where the program itself fails over it, its Events one by one, and the one that cannot
    be judged or folded goes to `odd`: it must not stop what its neighbours filed.
    """
    try:
        return _place_all(db, writer, batch, now=now, sender=sender)
    except KioskError:
        raise
    except Exception as error:
        if len(batch) > 1:
            alone = (_admit_batch(db, writer, [pair], now=now, sender=sender) for pair in batch)
            return [entry for entries in alone for entry in entries]
        event, raw = batch[0]
        log.exception("%s %s of %s cannot be admitted", event.verb, event.id, event.device)
        odd.keep(db, raw, reason=f"bug {type(error).__name__}", sender=sender, at=now)
        return []


def _place_all(db: Database, writer: Writer, batch: _Batch, *, now: int, sender: str) -> list[Entry]:
    placed: list[Entry] = []
    with db.write():
        admission = _open_admission(db, writer, [event for event, _ in batch], now=now)
        for event, raw in batch:
            if _is_new(admission.sheet, event, raw, sender=sender, now=now):
                placed.append(admission.place(event, raw))
        admission.end()
        failpoint.reach("admit.recorded")
    failpoint.reach("admit.committed")
    return placed


@dataclass(slots=True)
class _Admission:
    """One transaction of the register: places, outcomes, projections, and one signed head at its end."""

    db: Database
    writer: Writer
    now: int
    top: Head
    fold: Projection
    sheet: Sheet
    taken: set[str]
    filers: frozenset[str]
    placed: int = 0

    def place(self, event: Event, raw: bytes) -> Entry:
        """Judge, append and fold one Event."""
        code = self._judge(event)
        outcome = Outcome.NOT_EFFECTIVE if code else Outcome.EFFECTIVE
        entry = Entry(self.top.n + 1, self.writer.term, self.now, outcome.value, raw, code)
        hash = link(self.top.hash, entry)
        self.sheet.place(entry, hash, self.sheet.get_key(event, raw), event)
        self.taken.add(event.id)
        self.top = Head(self.top.kelurahan, entry.n, entry.term, hash)
        self.fold.fold(entry, event)
        self.placed += 1
        if entry.n % HEAD_SPACING == 0:
            self._sign()
        return entry

    def _judge(self, event: Event) -> str:
        if event.verb == "judge":
            self.sheet.flush()  # the entry it names may stand in this very transaction
        ground = Ground(
            self.fold.office,
            self.writer.device,
            self.writer.term,
            self.filers,
            lambda n: find_entry(self.db, n),
        )
        if event.id in self.taken:
            return judge(event, None, ground, is_taken=True)
        id = get_case_id(get_subject(event, ground))
        if id == event.id:
            self.fold.known[id] = None  # no entry has this id, so there is no case to look for
        return judge(event, self.fold.find(id) if id else None, ground)

    def _sign(self) -> None:
        save_head(self.db, self.top.n, self.writer.sign1(head_payload(self.top)))

    def end(self) -> None:
        """Write what changed, and sign the head."""
        self.sheet.flush()
        if self.placed:
            ids = self.fold.flush()
            if self.top.n % HEAD_SPACING:
                self._sign()
            show(self.db, ids)


def _open_admission(db: Database, writer: Writer, events: Sequence[Event], *, now: int) -> _Admission:
    """Begin one transaction's admission of these Events. Raises Refused("term_ended", term=)."""
    top = head(db)
    if top.term > writer.term:
        raise Refused("term_ended", term=top.term)
    return _Admission(
        db=db,
        writer=writer,
        now=now,
        top=top,
        fold=open_projection(db),
        sheet=open_sheet(db, events),
        taken=find_taken(db, events),
        filers=peers.find_filers(db),
    )


def _in_order(db: Database, raws: Sequence[bytes], *, sender: str, now: int) -> list[tuple[Event, bytes]]:
    """The readable ones, each incarnation in its order where its first came; the others go to `odd`."""
    streams: dict[tuple[str, str], list[tuple[Event, bytes]]] = {}
    for raw in raws:
        try:
            event = parse(raw)
        except Refused as error:
            odd.keep(db, raw, reason=str(error), sender=sender, at=now)
            continue
        streams.setdefault((event.device, event.inc), []).append((event, raw))
    return [pair for stream in streams.values() for pair in sorted(stream, key=lambda pair: pair[0].seq)]


def _batches(pairs: list[tuple[Event, bytes]]) -> Iterator[list[tuple[Event, bytes]]]:
    for first in range(0, len(pairs), BATCH):
        yield pairs[first : first + BATCH]


def _is_new(sheet: Sheet, event: Event, raw: bytes, *, sender: str, now: int) -> bool:
    """Whether an Event has no place yet.

    Not a repeat, and not a known place with other bytes, which go to `odd`.
    """
    known = sheet.find(event)
    mine = digest(raw) if known else b""
    for one in known:
        if one.digest == mine:
            return not one.is_placed
    if known:
        odd.keep(sheet.db, raw, reason="second_content", sender=sender, at=now)
    return not known
