"""Owns the small facts a device keeps about itself: who is register, what is safe; each is one JSON value."""

from __future__ import annotations

import json
from typing import Any

from kiosk.store.database import Database


def find(db: Database, name: str, default: Any = None) -> Any:
    """The value kept under a name."""
    text = db.value("SELECT value FROM fact WHERE name = ?", (name,))
    return default if text is None else json.loads(text)


def keep(db: Database, name: str, value: Any) -> None:
    """Keep a JSON value under a name."""
    with db.write():
        db.run("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, json.dumps(value, sort_keys=True)))


def drop(db: Database, name: str) -> None:
    """Forget what was kept under a name."""
    with db.write():
        db.run("DELETE FROM fact WHERE name = ?", (name,))


def get_register(db: Database) -> tuple[str, int]:
    """(device, term) of the office's register as this device knows it; ("", 0) before it knows one."""
    device, term = find(db, "register", ("", 0))
    return device, term


def set_register(db: Database, device: str, term: int) -> None:
    """Follow a register; a term never goes down, and an equal one keeps its device."""
    if term > get_register(db)[1]:
        keep(db, "register", [device, term])


def get_safe(db: Database) -> int:
    """The n contained in a backup that was restored and verified on another medium; 0 = none."""
    return int(find(db, "safe", 0))


def set_safe(db: Database, n: int) -> None:
    """Move `safe`; it never goes down."""
    if n > get_safe(db):
        keep(db, "safe", n)
