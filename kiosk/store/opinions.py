"""Owns what visitors think of the service until it leaves: rows without moment, order or person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kiosk.domain.event import canonical
from kiosk.store.database import Database


def keep(db: Database, key: bytes, said: Mapping[str, Any]) -> None:
    """Keep one answer under 16 random bytes, which are all the order there is."""
    with db.write():
        db.run("INSERT INTO opinion (key, said) VALUES (?, ?)", (key, canonical(dict(said)).decode()))


def find(db: Database, most: int) -> dict[bytes, Mapping[str, Any]]:
    """Up to `most` answers by their random keys."""
    rows = db.rows("SELECT key, said FROM opinion ORDER BY key LIMIT ?", (most,))
    return {key: json.loads(said) for key, said in rows}


def wipe(db: Database, key: bytes) -> None:
    """Forget one: it has left."""
    with db.write():
        db.run("DELETE FROM opinion WHERE key = ?", (key,))
