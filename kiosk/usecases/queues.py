"""Owns the waiting room: taking a number, calling one, who waits; the display only reads."""

from __future__ import annotations

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.words import moment_day
from kiosk.store import queues
from kiosk.store.queues import Waiting
from kiosk.usecases import acts
from kiosk.usecases.acts import Act, Deed


def take(kiosk: Kiosk, who: Person, act: Act, *, need: str) -> str:
    """A queue number of this device's letter (`A-012`); durable, and shown even without a slip."""
    with kiosk.db.write():
        number = queues.next_number(kiosk.db, _today(kiosk), kiosk.config.letter)
        done = acts.do(kiosk, who, act, Deed("queue", {"number": number, "need": need}))
    return str(done.event.data["number"])


def call_next(kiosk: Kiosk, who: Person, act: Act, *, place: str) -> Waiting | None:
    """Call whoever came first; None when nobody waits."""
    waiting = find_waiting(kiosk)
    return _call(kiosk, who, act, waiting[0].number, place) if waiting else None


def recall(kiosk: Kiosk, who: Person, act: Act, *, number: str, place: str) -> Waiting:
    """Call a number again, or out of turn."""
    return _call(kiosk, who, act, number, place)


def find_waiting(kiosk: Kiosk) -> list[Waiting]:
    """Who waits today, first come first."""
    return queues.find_waiting(kiosk.db, _today(kiosk))


def find_called(kiosk: Kiosk, *, limit: int = 5) -> list[Waiting]:
    """Who was called today, the last one first."""
    return queues.find_called(kiosk.db, _today(kiosk), limit=limit)


def _call(kiosk: Kiosk, who: Person, act: Act, number: str, place: str) -> Waiting:
    if queues.find(kiosk.db, _today(kiosk), number) is None:
        raise Refused("unknown_queue_number", number=number)
    acts.do(kiosk, who, act, Deed("call", {"number": number, "place": place}))
    called = queues.find(kiosk.db, _today(kiosk), number)
    if called is None:
        raise Refused("unknown_queue_number", number=number)
    return called


def _today(kiosk: Kiosk) -> str:
    return moment_day(kiosk.now()).isoformat()
