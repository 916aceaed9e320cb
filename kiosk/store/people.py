"""Owns the PIN verifiers of staff and how long each must wait; it computes no hash and knows no role."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class Door:
    """One person's way in: verifier, wrong tries so far, and a wait of `wait_ms` counted from (boot, ms)."""

    id: str
    verifier: str
    wrong: int = 0
    wait_ms: int = 0
    since_boot: str = ""
    since_ms: int = 0


def find(db: Database, id: str) -> Door | None:
    """The door of a person."""
    row = db.row("SELECT id, verifier, wrong, wait_ms, since_boot, since_ms FROM person WHERE id = ?", (id,))
    return Door(*row) if row else None


def save(db: Database, door: Door) -> None:
    """Write a person's door; durable on return."""
    with db.write():
        db.run(
            "INSERT OR REPLACE INTO person (id, verifier, wrong, wait_ms, since_boot, since_ms)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (door.id, door.verifier, door.wrong, door.wait_ms, door.since_boot, door.since_ms),
        )


def keep_wrong(db: Database, person: str, *, boot: str, ms: int) -> None:
    """Count a try against this device, before its hash is computed."""
    with db.write():
        db.run("DELETE FROM wrong_pin WHERE id <= (SELECT max(id) FROM wrong_pin) - 100")
        db.run("INSERT INTO wrong_pin (person, boot, ms) VALUES (?, ?, ?)", (person, boot, ms))


def forgive(db: Database, person: str) -> None:
    """Tries that ended in the right PIN no longer count against the device."""
    with db.write():
        db.run("DELETE FROM wrong_pin WHERE person = ?", (person,))


def count_wrong(db: Database, *, boot: str, ms: int, within: int) -> int:
    """Tries on this device in the last `within` ms of this boot, whose clock stands at `ms`.

    The age of those of another boot is not known: they count as made now, so a restart frees nobody, and an
    hour of running forgets them like the others.
    """
    with db.write():
        db.run("UPDATE wrong_pin SET boot = ?1, ms = ?2 WHERE boot <> ?1 OR ms > ?2", (boot, ms))
    return int(db.value("SELECT count(*) FROM wrong_pin WHERE ms >= ?", (ms - within,)))


def clear_wrong(db: Database) -> None:
    """A supervisor has let this device go on."""
    with db.write():
        db.run("DELETE FROM wrong_pin")
