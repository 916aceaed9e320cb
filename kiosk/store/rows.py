"""Owns the rows an Event and its place are written in, and own waiting Events laid over a state; it judges
nothing.
"""

from __future__ import annotations

from kiosk.domain.event import Event, digest
from kiosk.domain.ledger import HEAD_SPACING, Entry
from kiosk.domain.rules import Ground
from kiosk.store import facts, files, peers, projection
from kiosk.store.database import Database


def find_or_insert(db: Database, event: Event, raw: bytes) -> int:
    """The key of an Event's row, made where this disk does not know it; a place may hold more than one
    content.
    """
    mine = digest(raw)
    cursor = db.run(
        "INSERT OR IGNORE INTO event (device, inc, seq, id, verb, about, at, digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event.device, event.inc, event.seq, event.id, event.verb, event.about, event.at, mine),
    )
    if cursor.rowcount:
        key: int = cursor.lastrowid
        db.run("INSERT INTO body VALUES (?, ?)", (key, raw))
        for named in event.files:
            files.expect(db, named["sha256"], named["size"], named["kind"])
        return key
    known: int = db.value(
        "SELECT key FROM event WHERE device = ? AND inc = ? AND seq = ? AND digest = ?",
        (event.device, event.inc, event.seq, mine),
    )
    return known


def insert_entry(db: Database, entry: Entry, hash: bytes, key: int, *, maker: str) -> None:
    """Write a place; `maker` is the Event's device: only own Events can have waited."""
    db.run(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.n, entry.term, entry.at, entry.outcome, entry.code, hash, key),
    )
    if maker == db.device:
        db.run("DELETE FROM pending WHERE event = ?", (key,))


def save_head(db: Database, n: int, signed: bytes) -> None:
    db.run("INSERT OR REPLACE INTO head VALUES (?, ?)", (n, signed))
    db.run("DELETE FROM head WHERE n < ? AND n % ? <> 0", (n, HEAD_SPACING))


def ground(db: Database) -> Ground:
    """What a rule is asked on here: the office's folded state and who is register, as this device knows
    it.
    """
    device, term = facts.get_register(db)
    return Ground(projection.load_office(db), device, term, peers.find_filers(db))


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
                "SELECT b.raw FROM event e JOIN pending p ON p.event = e.key JOIN body b ON b.event = e.key"  # noqa: S608
                f" WHERE e.about IN ({marks}) OR e.id IN ({marks}) ORDER BY e.key",
                (*wanted, *wanted),
            )
        ]
    elif not db.value("SELECT 1 FROM shown LIMIT 1"):
        return
    projection.lay_on_top(db, wanted, raws, ground(db))
