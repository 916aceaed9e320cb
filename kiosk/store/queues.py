"""Owns the queue numbers of a day as their events say, and who is next; the calling is an event."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.event import Event
from kiosk.domain.words import moment_day
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class Waiting:
    """One number: `called_at` is 0 until somebody called it; moments are claimed ms UTC."""

    number: str
    need: str
    taken_at: int
    called_at: int
    calls: int
    place: str


def fold(db: Database, event: Event) -> None:
    """Take in a `queue` or `call` event; taking the same event in twice changes nothing."""
    if event.verb not in {"queue", "call"}:
        return
    day = moment_day(event.at).isoformat()
    if event.verb == "queue":
        db.run(
            "INSERT INTO queue (day, number, need, event, taken_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (day, event.data["number"], event.data["need"], event.id, event.at),
        )
    else:
        db.run(
            "UPDATE queue SET place = ?, calls = calls + (called_at <> ?), called_at = ?"
            " WHERE day = ? AND number = ?",
            (event.data["place"], event.at, event.at, day, event.data["number"]),
        )


def next_number(db: Database, day: str, letter: str) -> str:
    """The next number of a device's letter on an ISO day: `A-001`, `A-002`, .., `A-999`, `A-1000`."""
    first = len(letter) + 2
    last = db.value(
        "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM queue WHERE day = ? AND number GLOB ?",
        (first, day, f"{letter}-*"),
    )
    return f"{letter}-{(last or 0) + 1:03}"


def find_waiting(db: Database, day: str) -> list[Waiting]:
    """Those of the day nobody called yet, first come first."""
    return _list(db, "day = ? AND called_at = 0 ORDER BY taken_at, number", day)


def find_called(db: Database, day: str, *, limit: int = 5) -> list[Waiting]:
    """Those called, the last one first."""
    return _list(db, f"day = ? AND called_at > 0 ORDER BY called_at DESC, number LIMIT {int(limit)}", day)


def find(db: Database, day: str, number: str) -> Waiting | None:
    """One number of a day."""
    return next(iter(_list(db, "day = ? AND number = ?", day, number)), None)


def _list(db: Database, condition: str, *values: str) -> list[Waiting]:
    columns = "number, need, taken_at, called_at, calls, place"
    return [Waiting(*row) for row in db.rows(f"SELECT {columns} FROM queue WHERE {condition}", values)]
