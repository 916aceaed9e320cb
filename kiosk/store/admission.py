"""Owns how Events get their places: recording own ones, admitting those of other devices; the register's
side.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.event import Event, digest, parse
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, Outcome, head_payload, link
from kiosk.domain.rules import Ground, judge
from kiosk.store import odd, peers, queues
from kiosk.store.database import Database
from kiosk.store.entries import head
from kiosk.store.projection import Projection, get_case_id, open_projection
from kiosk.store.rows import find_or_insert, insert_entry, save_head, show

log = logging.getLogger(__name__)

_Batch = list[tuple[Event, bytes]]
BATCH: Final = 64  # Events a transaction, so that no button waits behind a returning kiosk (sync.md 2.2)


@dataclass(frozen=True, slots=True)
class Writer:
    """The right to admit: the register's device id, its term, and the signature of its device key over a
    payload.
    """

    device: str
    term: int
    sign1: Callable[[bytes], bytes]


def record(db: Database, raw: bytes, *, writer: Writer | None, now: int) -> Entry | None:
    """Write an own Event: on the register with its place and outcome, else as waiting (None). Durable on
    return.

    A block of `db.write()` around several calls makes them one transaction. The Event's bytes must be new.
    """
    event = parse(raw)
    with db.write():
        key = find_or_insert(db, event, raw)
        if writer is not None:
            admission = _Admission(db, writer, now)
            entry = admission.place(key, event, raw)
            admission.end()
            return entry
        db.run("INSERT INTO pending VALUES (?)", (key,))
        queues.fold(db, event)
        show(db, {get_case_id(event)})
    return None


def admit(db: Database, writer: Writer, raws: Sequence[bytes], *, now: int, sender: str = "") -> list[Entry]:
    """Give Events of other devices (and displaced ones) their places, in `seq` order per incarnation; the
    register only.

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
        admission = _Admission(db, writer, now)
        for event, raw in batch:
            key = _find_key(db, event, raw, sender=sender, now=now)
            if key is not None:
                placed.append(admission.place(key, event, raw))
        admission.end()
    return placed


@dataclass(slots=True)
class _Admission:
    """One transaction of the register: places, outcomes, projections, and one signed head at its end."""

    db: Database
    writer: Writer
    now: int
    top: Head = None  # type: ignore[assignment]
    fold: Projection = None  # type: ignore[assignment]
    filers: frozenset[str] = frozenset()
    placed: int = 0

    def __post_init__(self) -> None:
        self.top = head(self.db)
        self.fold = open_projection(self.db)
        self.filers = peers.find_filers(self.db)
        if self.top.term > self.writer.term:
            raise Refused("term_ended", term=self.top.term)

    def place(self, key: int, event: Event, raw: bytes) -> Entry:
        """Judge, append and fold one Event."""
        code = self._judge(event)
        outcome = Outcome.NOT_EFFECTIVE if code else Outcome.EFFECTIVE
        entry = Entry(self.top.n + 1, self.writer.term, self.now, outcome.value, raw, code)
        hash = link(self.top.hash, entry)
        insert_entry(self.db, entry, hash, key, maker=event.device)
        self.top = Head(self.top.kelurahan, entry.n, entry.term, hash)
        self.fold.fold(entry, event)
        self.placed += 1
        if entry.n % HEAD_SPACING == 0:
            self._sign()
        return entry

    def _judge(self, event: Event) -> str:
        ground = Ground(self.fold.office, self.writer.device, self.writer.term, self.filers)
        if _is_taken(self.db, event.id):
            return judge(event, None, ground, is_taken=True)
        id = get_case_id(event)
        if id == event.id:
            self.fold.known[id] = None  # no entry has this id, so there is no case to look for
        return judge(event, self.fold.find(id) if id else None, ground)

    def _sign(self) -> None:
        save_head(self.db, self.top.n, self.writer.sign1(head_payload(self.top)))

    def end(self) -> None:
        """Write what changed, and sign the head."""
        if self.placed:
            ids = self.fold.flush()
            if self.top.n % HEAD_SPACING:
                self._sign()
            show(self.db, ids)


def _in_order(db: Database, raws: Sequence[bytes], *, sender: str, now: int) -> list[tuple[Event, bytes]]:
    """The readable ones, each incarnation in its own order and where its first one came; the others go to
    `odd`.
    """
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


def _find_key(db: Database, event: Event, raw: bytes, *, sender: str, now: int) -> int | None:
    """The row of an Event that has no place, made where it is new.

    None for a repeat, and for a known place with other bytes, which go to `odd`.
    """
    known = db.rows(
        "SELECT e.key, e.digest, l.n FROM event e LEFT JOIN ledger l ON l.event = e.key"
        " WHERE e.device = ? AND e.inc = ? AND e.seq = ?",
        (event.device, event.inc, event.seq),
    )
    if not known:
        return find_or_insert(db, event, raw)
    mine = digest(raw)
    for key, other, n in known:
        if other == mine:
            return None if n else key
    odd.keep(db, raw, reason="second_content", sender=sender, at=now)
    return None


def _is_taken(db: Database, id: str) -> bool:
    found = db.value("SELECT 1 FROM event e JOIN ledger l ON l.event = e.key WHERE e.id = ? LIMIT 1", (id,))
    return found is not None
