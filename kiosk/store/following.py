"""Owns following another copy: appending its line, leaving the own one, folding anew, checking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk import failpoint
from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import parse, read
from kiosk.domain.judging import get_case_id
from kiosk.domain.ledger import Entry, Head, parse_head, read_place, start, trace, walk
from kiosk.store import projection, queues
from kiosk.store.database import Database
from kiosk.store.entries import all_entries, find_hash, head, read_entry, signed_head
from kiosk.store.projection import open_projection
from kiosk.store.rows import open_sheet, save_head, show


@dataclass(frozen=True, slots=True)
class Appended:
    """What following did: the new head, what changed, entries now in `branch`, and misfits (n)."""

    head: Head
    changed: frozenset[str]
    displaced: int = 0
    misfits: tuple[int, ...] = ()


def append(  # noqa: PLR0913 - the form of a `ledger` message and the moment
    db: Database,
    after: tuple[int, bytes],
    entries: Sequence[Entry],
    signed_head: bytes,
    *,
    now: int,
    heads: Mapping[int, bytes] | None = None,
) -> Appended:
    """Take entries that follow the common point `after` (n, L(n)) up to a signed head, in one transaction.

    The caller has checked the head's signature and who was register in its term. Entries this copy has are
    passed over. On a fork the line given must be beyond this copy's (term, n): own rows above the common
    point move to `branch`, their own Events wait again, projections are folded anew. `heads` are the signed
    ones at n divisible by 512 among more than one piece. Raises Refused: `unknown_point`, `broken_chain`,
    `other_office`, `not_beyond`.
    """
    claimed = parse_head(cose.parse(signed_head).payload)
    if claimed.kelurahan != db.kelurahan:
        raise Refused("other_office", kelurahan=claimed.kelurahan)
    with db.write():
        line = list(zip(walk(_check_point(db, after), entries), entries, strict=True))
        if not line or line[-1][0] != claimed:
            raise Refused("broken_chain", n=claimed.n)
        top = head(db).n
        fresh = [pair for pair in line if pair[0].n > top or find_hash(db, pair[0].n) != pair[0].hash]
        if not fresh:
            return Appended(head(db), frozenset())
        displaced = _leave(db, fresh[0][0].n - 1, claimed, now=now)
        events = [parse(entry.event) for _, entry in fresh]
        touched = set(map(get_case_id, events))
        sheet = open_sheet(db, events)
        for (point, entry), event in zip(fresh, events, strict=True):
            sheet.place(entry, point.hash, sheet.get_key(event, entry.event), event)
        sheet.flush()
        fold = open_projection(db)
        if not displaced:
            for (_, entry), event in zip(fresh, events, strict=True):
                fold.fold(entry, event)
        for n, signed in sorted((heads or {}).items()):
            if find_hash(db, n) == parse_head(cose.parse(signed).payload).hash:
                save_head(db, n, signed)
        save_head(db, claimed.n, signed_head)
        if displaced:
            _wait_again(db)
            return Appended(claimed, frozenset(_all_cases(db)), displaced, tuple(rebuild(db)))
        ids = fold.flush()
        show(db, ids | touched)
        failpoint.reach("follow.recorded")
    failpoint.reach("follow.committed")
    return Appended(claimed, frozenset(ids), 0, tuple(fold.misfits))


def _check_point(db: Database, after: tuple[int, bytes]) -> Head:
    n, hash = after
    if find_hash(db, n) != hash:
        raise Refused("unknown_point", n=n)
    term = db.value("SELECT term FROM ledger WHERE n = ?", (n,)) or 0
    return Head(db.kelurahan, n, term, hash)


def _leave(db: Database, common: int, claimed: Head, *, now: int) -> int:
    """Move own rows above the common point to `branch`, each under the next signed head; returns how many."""
    mine = head(db)
    if mine.n == common:
        return 0
    if not claimed.is_beyond(mine):
        raise Refused("not_beyond", n=claimed.n, term=claimed.term)
    why = "term_ended" if claimed.term > mine.term else "restored"
    db.run(
        "INSERT OR IGNORE INTO branch SELECT term, n, hash, at, outcome, code, event,"
        " (SELECT signed FROM head WHERE head.n >= ledger.n ORDER BY head.n LIMIT 1), ?, ?"
        " FROM ledger WHERE n > ?",
        (why, now, common),
    )
    db.run("DELETE FROM head WHERE n > ?", (common,))
    db.run("DELETE FROM ledger WHERE n > ?", (common,))
    return mine.n - common


def _wait_again(db: Database) -> None:
    """Own Events that lost their place wait for the register again."""
    db.run(
        "INSERT OR IGNORE INTO pending SELECT b.event FROM branch b JOIN event e ON e.key = b.event"
        " WHERE e.device = ? AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = b.event)",
        (db.device,),
    )


def displaced(db: Database) -> list[bytes]:
    """Events of `branch` that stand nowhere in the ledger: the register admits them on top."""
    rows = db.rows(
        "SELECT DISTINCT body.raw FROM branch b JOIN body ON body.event = b.event"
        " WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = b.event) ORDER BY b.term, b.n"
    )
    return [raw for (raw,) in rows]


@dataclass(frozen=True, slots=True)
class Branch:
    """A piece of a line that lost its place, as another device can believe it: entries and their head."""

    signed_head: bytes
    after: tuple[int, bytes]
    entries: tuple[Entry, ...]


def branches(db: Database) -> list[Branch]:
    """The lines in `branch` with Events the ledger still lacks, in pieces that each end at a signed head.

    A deeper fork may since have displaced what a line stood on: each piece goes back to the signed head
    before it, or to the last place that stands.
    Raises Refused("broken_chain", n=) and Unavailable("event_purged").
    """
    lacking = db.rows(
        "SELECT DISTINCT head FROM branch b WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = b.event)"
    )
    if not lacking:
        return []
    rows = db.rows(
        "SELECT b.hash, b.n, b.term, b.at, b.outcome, body.raw, b.code FROM branch b"
        " LEFT JOIN body ON body.event = b.event"
    )
    left: dict[int, dict[bytes, Entry]] = {}
    for hash, *row in rows:
        left.setdefault(row[0], {})[hash] = read_entry(tuple(row))
    found: list[Branch] = []
    tops = {signed: read_place(signed) for (signed,) in db.rows("SELECT DISTINCT head FROM branch")}
    for (signed,) in lacking:
        after, entries = trace(tops[signed], left, lambda n: find_hash(db, n), set(tops.values()))
        found.append(Branch(signed, after, entries))
    return sorted(found, key=lambda one: one.after[0])


def rebuild(db: Database) -> list[int]:
    """Drop every projection, fold the ledger again and lay own waiting Events on top; returns misfits (n).

    The rows are the same as before, or there is a bug. Raises Unavailable("event_purged").
    """
    with db.write():
        misfits = projection.rebuild(db, all_entries(db))
        ids = set()
        for raw in _pending_raws(db):
            event = read(raw)
            queues.fold(db, event)
            ids.add(get_case_id(event))
        show(db, ids)
    return misfits


def _pending_raws(db: Database) -> list[bytes]:
    rows = db.rows("SELECT b.raw FROM pending p JOIN body b ON b.event = p.event ORDER BY p.event")
    return [raw for (raw,) in rows]


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
