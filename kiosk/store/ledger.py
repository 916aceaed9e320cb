"""Owns the set of Events and their order on this disk: recording, admitting, following; it speaks to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.domain import cose
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.event import Event, digest, parse
from kiosk.domain.ledger import (
    HEAD_SPACING,
    Entry,
    Head,
    Outcome,
    head_payload,
    link,
    parse_head,
    start,
    walk,
)
from kiosk.domain.rules import Ground, judge
from kiosk.store import facts, odd, projection, queues
from kiosk.store.database import Database
from kiosk.store.projection import Projection, get_case_id, open_projection

BATCH: Final = 64  # Events a transaction, so that no button waits behind a returning kiosk (sync.md 2.2)
_ENTRY: Final = "l.n, l.term, l.at, l.outcome, b.raw, l.code"


@dataclass(frozen=True, slots=True)
class Writer:
    """The right to admit: the register's device id, its term, and the signature of its device key over a payload."""

    device: str
    term: int
    sign1: Callable[[bytes], bytes]


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


@dataclass(frozen=True, slots=True)
class Appended:
    """What following did: the new head, the permohonan that changed, entries now in `branch`, and misfits (n)."""

    head: Head
    changed: frozenset[str]
    displaced: int = 0
    misfits: tuple[int, ...] = ()


# --- reading ----------------------------------------------------------------------------------------


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


def next_signed_head(db: Database, n: int) -> bytes | None:
    """The first kept signed head at or after n: where a piece handed on from n ends."""
    return db.value("SELECT signed FROM head WHERE n >= ? ORDER BY n LIMIT 1", (n,))  # type: ignore[no-any-return]


def spaced(db: Database) -> list[tuple[int, bytes]]:
    """(n, hash) at n, n-1, n-2, n-4, ... 0: enough to find the last common point of two copies."""
    top = head(db).n
    wanted = [top]
    step = 1
    while top - step > 0:
        wanted.append(top - step)
        step *= 2
    marks = ", ".join("?" * len(wanted))
    found = dict(db.rows(f"SELECT n, hash FROM ledger WHERE n IN ({marks})", wanted))  # noqa: S608
    return [(n, found[n]) for n in wanted if n in found] + [(0, start(db.kelurahan))]


def find_hash(db: Database, n: int) -> bytes | None:
    """L(n) of this copy, or None beyond its end."""
    if n == 0:
        return start(db.kelurahan)
    return db.value("SELECT hash FROM ledger WHERE n = ?", (n,))  # type: ignore[no-any-return]


def entries_after(db: Database, n: int, *, limit: int = HEAD_SPACING) -> list[Entry]:
    """Up to `limit` entries after n, in order. Raises Unavailable("event_purged") where bytes have left this disk."""
    rows = db.rows(
        f"SELECT {_ENTRY} FROM ledger l LEFT JOIN body b ON b.event = l.event WHERE l.n > ? ORDER BY l.n LIMIT ?",  # noqa: S608
        (n, limit),
    )
    return [_entry(*row) for row in rows]


def _entry(n: int, term: int, at: int, outcome: str, raw: bytes | None, code: str) -> Entry:
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
    """The entries of one permohonan in ledger order, effective or not."""
    rows = db.rows(
        f"SELECT {_ENTRY} FROM event e JOIN ledger l ON l.event = e.key LEFT JOIN body b ON b.event = e.key"  # noqa: S608
        " WHERE e.about = ?1 OR e.id = ?1 ORDER BY l.n",
        (id,),
    )
    return [_entry(*row) for row in rows]


def refused_of(db: Database, device: str, *, limit: int = 200) -> list[Entry]:
    """Entries made on this device that took no effect, newest first: the late acts of its people."""
    rows = db.rows(
        f"SELECT {_ENTRY} FROM ledger l JOIN event e ON e.key = l.event LEFT JOIN body b ON b.event = e.key"  # noqa: S608
        " WHERE l.outcome = 'not_effective' AND e.device = ? ORDER BY l.n DESC LIMIT ?",
        (device, limit),
    )
    return [_entry(*row) for row in rows]


def pending(db: Database, *, limit: int = HEAD_SPACING) -> list[Run]:
    """Own Events without a place in the ledger, oldest first, in gapless runs."""
    rows = db.rows(
        "SELECT e.inc, e.seq, b.raw FROM pending p JOIN event e ON e.key = p.event JOIN body b ON b.event = p.event"
        " ORDER BY p.event LIMIT ?",
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
    return [parse(raw) for (raw,) in rows]


def find_standing(db: Database, id: str) -> Standing | None:
    """Where the Event with this id stands: its effective or first entry, else waiting; None when nobody made it."""
    rows = db.rows(
        "SELECT b.raw, l.n, l.term, l.at, l.outcome, l.code FROM event e JOIN body b ON b.event = e.key"
        " LEFT JOIN ledger l ON l.event = e.key WHERE e.id = ? ORDER BY l.outcome, l.n",
        (id,),
    )
    if not rows:
        return None
    placed = next((row for row in rows if row[1] is not None), None)
    if placed is None:
        return Standing(parse(rows[0][0]), None)
    raw, n, term, at, outcome, code = placed
    return Standing(parse(raw), Entry(n, term, at, outcome, raw, code))


def next_seq(db: Database, inc: str) -> int:
    """The number of this device's next Event in an incarnation; asked inside the transaction that records it."""
    last = db.value("SELECT max(seq) FROM event WHERE device = ? AND inc = ?", (db.device, inc))
    return (last or 0) + 1


def last_place(db: Database, device: str) -> tuple[str, int] | None:
    """(inc, seq) of the newest Event of a device on this disk: the `prev` of its next `open`."""
    row = db.row("SELECT inc, seq FROM event WHERE device = ? ORDER BY key DESC LIMIT 1", (device,))
    return (row[0], row[1]) if row else None


def last_seq(db: Database, device: str, inc: str) -> int:
    """The highest number of an incarnation in the ledger; 0 = none: what comes next is asked for from there."""
    return (
        db.value(
            "SELECT max(e.seq) FROM event e JOIN ledger l ON l.event = e.key WHERE e.device = ? AND e.inc = ?",
            (device, inc),
        )
        or 0
    )


# --- recording and admitting ------------------------------------------------------------------------


def record(db: Database, raw: bytes, *, writer: Writer | None, now: int) -> Entry | None:
    """Write an own Event: on the register with its place and outcome, else as waiting (None). Durable on return.

    A block of `db.write()` around several calls makes them one transaction. The Event's bytes must be new.
    """
    event = parse(raw)
    with db.write():
        key = _insert_event(db, event, raw)
        if writer is not None:
            admission = _Admission(db, writer, now)
            entry = admission.place(key, event, raw)
            admission.end()
            return entry
        db.run("INSERT INTO pending VALUES (?)", (key,))
        queues.fold(db, event)
        _show(db, {get_case_id(event)})
    return None


def admit(db: Database, writer: Writer, raws: Sequence[bytes], *, now: int, sender: str = "") -> list[Entry]:
    """Give Events of other devices (and displaced ones) their places, in `seq` order per incarnation; the register only.

    The caller has checked who vouches for the bytes. A repeat is passed over; bytes the strict decoder refuses, and a
    second content for a known place, go to `odd`; a second place of a known id is `duplicate`. At most 64 a transaction,
    each ended by a signed head. `now` is the register's moment, ms UTC.
    """
    placed: list[Entry] = []
    for batch in _batches(_in_order(db, raws, sender=sender, now=now)):
        with db.write():
            admission = _Admission(db, writer, now)
            for event, raw in batch:
                key = _find_key(db, event, raw, sender=sender, now=now)
                if key is not None and not _has_place(db, key):
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
    placed: int = 0

    def __post_init__(self) -> None:
        self.top = head(self.db)
        self.fold = open_projection(self.db)
        if self.top.term > self.writer.term:
            raise Refused("term_ended", term=self.top.term)

    def place(self, key: int, event: Event, raw: bytes) -> Entry:
        """Judge, append and fold one Event."""
        code = self._judge(event)
        outcome = Outcome.NOT_EFFECTIVE if code else Outcome.EFFECTIVE
        entry = Entry(self.top.n + 1, self.writer.term, self.now, outcome.value, raw, code)
        hash = link(self.top.hash, entry)
        _insert_entry(self.db, entry, hash, key)
        self.top = Head(self.top.kelurahan, entry.n, entry.term, hash)
        self.fold.fold(entry, event)
        self.placed += 1
        if entry.n % HEAD_SPACING == 0:
            self._sign()
        return entry

    def _judge(self, event: Event) -> str:
        if _is_taken(self.db, event.id):
            return "duplicate"
        id = get_case_id(event)
        ground = Ground(self.fold.office, self.writer.device, self.writer.term)
        return judge(event, self.fold.find(id) if id else None, ground)

    def _sign(self) -> None:
        _save_head(self.db, self.top.n, self.writer.sign1(head_payload(self.top)))

    def end(self) -> None:
        """Write what changed, and sign the head."""
        if self.placed:
            ids = self.fold.flush()
            if self.top.n % HEAD_SPACING:
                self._sign()
            _show(self.db, ids)


def _in_order(db: Database, raws: Sequence[bytes], *, sender: str, now: int) -> list[tuple[Event, bytes]]:
    """The readable ones, each incarnation in its own order and where its first one came; the others go to `odd`."""
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
    """The row of this Event, made where it is new; None where its place is known with other bytes."""
    known = db.rows(
        "SELECT key, digest FROM event WHERE device = ? AND inc = ? AND seq = ?",
        (event.device, event.inc, event.seq),
    )
    mine = digest(raw)
    for key, other in known:
        if other == mine:
            return key  # type: ignore[no-any-return]
    if known:
        odd.keep(db, raw, reason="second_content", sender=sender, at=now)
        return None
    return _insert_event(db, event, raw)


def _insert_event(db: Database, event: Event, raw: bytes) -> int:
    cursor = db.run(
        "INSERT INTO event (device, inc, seq, id, verb, about, at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event.device, event.inc, event.seq, event.id, event.verb, event.about, event.at, digest(raw)),
    )
    key: int = cursor.lastrowid
    db.run("INSERT INTO body VALUES (?, ?)", (key, raw))
    return key


def _insert_entry(db: Database, entry: Entry, hash: bytes, key: int) -> None:
    db.run(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.n, entry.term, entry.at, entry.outcome, entry.code, hash, key),
    )
    db.run("DELETE FROM pending WHERE event = ?", (key,))


def _has_place(db: Database, key: int) -> bool:
    return db.value("SELECT 1 FROM ledger WHERE event = ?", (key,)) is not None


def _is_taken(db: Database, id: str) -> bool:
    found = db.value("SELECT 1 FROM event e JOIN ledger l ON l.event = e.key WHERE e.id = ? LIMIT 1", (id,))
    return found is not None


def _save_head(db: Database, n: int, signed: bytes) -> None:
    db.run("INSERT OR REPLACE INTO head VALUES (?, ?)", (n, signed))
    db.run("DELETE FROM head WHERE n < ? AND n % ? <> 0", (n, HEAD_SPACING))


# --- following --------------------------------------------------------------------------------------


def append(  # noqa: PLR0913 - the form of a `ledger` message and the moment
    db: Database,
    after: tuple[int, bytes],
    entries: Sequence[Entry],
    signed_head: bytes,
    *,
    now: int,
    heads: Mapping[int, bytes] | None = None,
) -> Appended:
    """Take entries that follow the common point `after` (n, L(n)) and end at a signed head, in one transaction.

    The caller has checked the head's signature and who was register in its term. Entries this copy has are passed
    over. On a fork the line given must be beyond this copy's (term, n): own rows above the common point move to
    `branch`, their own Events wait again, projections are folded anew. `heads` are the signed ones at n divisible by
    512 among more than one piece. Raises Refused: `unknown_point`, `broken_chain`, `other_office`, `not_beyond`.
    """
    claimed = parse_head(cose.parse(signed_head).payload)
    if claimed.kelurahan != db.kelurahan:
        raise Refused("other_office", kelurahan=claimed.kelurahan)
    with db.write():
        line = list(zip(walk(_check_point(db, after), entries), entries, strict=True))
        if not line or line[-1][0] != claimed:
            raise Refused("broken_chain", n=claimed.n)
        fresh = [pair for pair in line if find_hash(db, pair[0].n) != pair[0].hash]
        if not fresh:
            return Appended(head(db), frozenset())
        displaced = _leave(db, fresh[0][0].n - 1, claimed, now=now)
        fold = open_projection(db)
        for point, entry in fresh:
            event = parse(entry.event)
            _insert_entry(db, entry, point.hash, _find_or_insert(db, event, entry.event))
            if not displaced:
                fold.fold(entry, event)
        for n, signed in sorted((heads or {}).items()):
            if find_hash(db, n) == parse_head(cose.parse(signed).payload).hash:
                _save_head(db, n, signed)
        _save_head(db, claimed.n, signed_head)
        if displaced:
            _wait_again(db)
            return Appended(claimed, frozenset(_all_cases(db)), displaced, tuple(rebuild(db)))
        ids = fold.flush()
        _show(db, ids | {get_case_id(parse(entry.event)) for _, entry in fresh})
    return Appended(claimed, frozenset(ids), 0, tuple(fold.misfits))


def _check_point(db: Database, after: tuple[int, bytes]) -> Head:
    n, hash = after
    if find_hash(db, n) != hash:
        raise Refused("unknown_point", n=n)
    term = db.value("SELECT term FROM ledger WHERE n = ?", (n,)) or 0
    return Head(db.kelurahan, n, term, hash)


def _leave(db: Database, common: int, claimed: Head, *, now: int) -> int:
    """Move own rows above the common point to `branch`; returns how many."""
    mine = head(db)
    if mine.n == common:
        return 0
    if not claimed.is_beyond(mine):
        raise Refused("not_beyond", n=claimed.n, term=claimed.term)
    why = "term_ended" if claimed.term > mine.term else "restored"
    db.run(
        "INSERT OR IGNORE INTO branch SELECT term, n, hash, at, outcome, code, event, ?, ?, ? FROM ledger WHERE n > ?",
        (signed_head(db), why, now, common),
    )
    db.run("DELETE FROM head WHERE n > ?", (common,))
    db.run("DELETE FROM ledger WHERE n > ?", (common,))
    return mine.n - common


def _find_or_insert(db: Database, event: Event, raw: bytes) -> int:
    """The row of an Event under a signed head: what stands in the ledger is taken even beside another content."""
    key = db.value(
        "SELECT key FROM event WHERE device = ? AND inc = ? AND seq = ? AND digest = ?",
        (event.device, event.inc, event.seq, digest(raw)),
    )
    return key if key is not None else _insert_event(db, event, raw)


def _wait_again(db: Database) -> None:
    """Own Events that lost their place wait for the register again."""
    db.run(
        "INSERT OR IGNORE INTO pending SELECT b.event FROM branch b JOIN event e ON e.key = b.event"
        " WHERE e.device = ? AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = b.event)",
        (db.device,),
    )


def displaced(db: Database) -> list[bytes]:
    """Events of `branch` that stand nowhere in the ledger: the register admits them on top of the line it took."""
    rows = db.rows(
        "SELECT DISTINCT body.raw FROM branch b JOIN body ON body.event = b.event"
        " WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = b.event) ORDER BY b.term, b.n"
    )
    return [raw for (raw,) in rows]


@dataclass(frozen=True, slots=True)
class Branch:
    """A line that lost its place, as another device needs it to believe its Events: entries and the covering head."""

    signed_head: bytes
    after: tuple[int, bytes]
    entries: tuple[Entry, ...]


def branches(db: Database) -> list[Branch]:
    """The lines in `branch` with Events the ledger still lacks, each under its signed head."""
    found: list[Branch] = []
    for (signed,) in db.rows("SELECT DISTINCT head FROM branch"):
        rows = db.rows(
            "SELECT b.n, b.term, b.at, b.outcome, body.raw, b.code FROM branch b LEFT JOIN body ON body.event = b.event"
            " WHERE b.head = ? ORDER BY b.n",
            (signed,),
        )
        entries = tuple(_entry(*row) for row in rows)
        point = entries[0].n - 1
        before = find_hash(db, point)
        if before is not None:
            found.append(Branch(signed, (point, before), entries))
    return found


# --- projections ------------------------------------------------------------------------------------


def ground(db: Database) -> Ground:
    """What a rule is asked on here: the office's folded state and who is register, as this device knows it."""
    device, term = facts.get_register(db)
    return Ground(projection.load_office(db), device, term)


def rebuild(db: Database) -> list[int]:
    """Drop every projection, fold the ledger again and lay own waiting Events on top; returns misfits (n).

    The rows are the same as before, or there is a bug. Raises Unavailable("event_purged").
    """
    with db.write():
        misfits = projection.rebuild(db, all_entries(db))
        ids = set()
        for raw in _pending_raws(db):
            event = parse(raw)
            queues.fold(db, event)
            ids.add(get_case_id(event))
        _show(db, ids)
    return misfits


def _pending_raws(db: Database) -> list[bytes]:
    rows = db.rows("SELECT b.raw FROM pending p JOIN body b ON b.event = p.event ORDER BY p.event")
    return [raw for (raw,) in rows]


def _show(db: Database, ids: set[str]) -> None:
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
                "SELECT b.raw FROM event e JOIN pending p ON p.event = e.key JOIN body b ON b.event = e.key"  # noqa: S608
                f" WHERE e.about IN ({marks}) OR e.id IN ({marks}) ORDER BY e.key",
                (*wanted, *wanted),
            )
        ]
    elif not db.value("SELECT 1 FROM shown LIMIT 1"):
        return
    projection.lay_on_top(db, wanted, raws, ground(db))


def _all_cases(db: Database) -> list[str]:
    return [id for (id,) in db.rows("SELECT id FROM permohonan")]


def check(db: Database) -> Head:
    """Walk the whole chain, compare the newest signed head, and `pending` with the difference it indexes.

    Raises Refused("broken_chain", n=) or Refused("broken_pending"). Returns the head.
    """
    top = head(db)
    end = Head(db.kelurahan, 0, 0, start(db.kelurahan))
    entries = all_entries(db)
    for point in walk(end, entries):
        end = point
        if find_hash(db, point.n) != point.hash:
            raise Refused("broken_chain", n=point.n)
    if end != top:
        raise Refused("broken_chain", n=end.n)
    newest = signed_head(db)
    if top.n and parse_head(cose.parse(newest).payload) != top:
        raise Refused("broken_chain", n=top.n)
    wrong = db.value(
        "SELECT count(*) FROM event e WHERE e.device = ?1"
        " AND (e.key IN (SELECT event FROM pending)) = (e.key IN (SELECT event FROM ledger))",
        (db.device,),
    )
    if wrong:
        raise Refused("broken_pending", count=wrong)
    return top


__all__ = [
    "Appended",
    "Branch",
    "Run",
    "Standing",
    "Writer",
    "admit",
    "all_entries",
    "append",
    "branches",
    "check",
    "count_pending",
    "displaced",
    "entries_about",
    "entries_after",
    "find_hash",
    "find_signed_head",
    "find_standing",
    "ground",
    "head",
    "last_place",
    "last_seq",
    "next_seq",
    "next_signed_head",
    "pending",
    "pending_about",
    "rebuild",
    "record",
    "refused_of",
    "signed_head",
    "spaced",
]
