"""Owns the bytes that could not be admitted, until a person has dealt with them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class Odd:
    """Bytes without a place: why, from whom (device id), when (ms UTC), the place they claim if readable."""

    sha256: bytes
    raw: bytes
    reason: str
    sender: str
    device: str
    inc: str
    seq: int
    at: int


def keep(db: Database, raw: bytes, *, reason: str, sender: str, at: int) -> None:
    """Keep bytes once, however often they come."""
    device, inc, seq = _read_place(raw)
    with db.write():
        db.run(
            "INSERT OR IGNORE INTO odd (sha256, raw, reason, sender, device, inc, seq, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (hashlib.sha256(raw).digest(), raw, reason, sender, device, inc, seq, at),
        )


def find_unseen(db: Database) -> list[Odd]:
    """What nobody has dealt with yet and has found no place since, oldest first."""
    rows = db.rows(
        "SELECT sha256, raw, reason, sender, device, inc, seq, at FROM odd o WHERE seen = 0 AND NOT EXISTS"
        " (SELECT 1 FROM event e JOIN ledger l ON l.event = e.key WHERE e.device = o.device"
        " AND e.inc = o.inc AND e.seq = o.seq AND e.digest = o.sha256) ORDER BY at, sha256"
    )
    return [Odd(*row) for row in rows]


def mark_seen(db: Database, sha256: bytes) -> None:
    """A person has dealt with these bytes; they stay readable."""
    with db.write():
        db.run("UPDATE odd SET seen = 1 WHERE sha256 = ?", (sha256,))


def _read_place(raw: bytes) -> tuple[str, str, int]:
    """The place bytes claim, read leniently: it is shown, never believed."""
    try:
        value = json.loads(raw)
        device, inc, seq = value["device"], value["inc"], value["seq"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", "", 0
    known = isinstance(device, str) and isinstance(inc, str) and isinstance(seq, int)
    return (device[:32], inc[:32], min(seq, 2**53)) if known else ("", "", 0)
