"""Owns what devices found wrong and people must know, until an officer has looked; it mends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.office import STAFF_CALLED, STAFF_CAME
from kiosk.store import entries, facts
from kiosk.usecases import acts
from kiosk.usecases.acts import Deed

_SEEN: Final = "alarms_seen"  # fact: the place of the newest one looked at here


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing found wrong: `what` is a key of the texts `alarm.*`, `about` the device it is about.

    `by` is the device that found it, `at` when it last did (ms UTC), `times` how often; `place` is where the
    last one stands on this disk.
    """

    what: str
    about: str
    by: str
    at: int
    times: int
    place: int

    @property
    def id(self) -> str:
        """The same for the same thing found again."""
        return f"{self.what} {self.about} {self.by}"


def find_alarms(kiosk: Kiosk) -> tuple[Alarm, ...]:
    """What nobody has looked at on this device, the newest first; calls for staff are `bell`'s."""
    found: dict[str, Alarm] = {}
    for place, event in entries.alarms_after(kiosk.db, facts.find(kiosk.db, _SEEN, 0)):
        one = _read(event, place)
        if one.what not in {STAFF_CALLED, STAFF_CAME}:
            before = found.pop(one.id, None)
            found[one.id] = replace(one, times=before.times + 1) if before else one
    return tuple(reversed(found.values()))


def see_alarms(kiosk: Kiosk, who: Person, shown: Iterable[Alarm]) -> None:
    """An officer has looked at these: they warn no more on this device; who looked is in the ledger.

    One that came meanwhile stays, whatever its clock says. Raises Refused("odd_not_yours").
    """
    if not who.is_officer:
        raise Refused("odd_not_yours")
    seen = max((one.place for one in shown), default=facts.find(kiosk.db, _SEEN, 0))
    with kiosk.db.write():
        acts.do(kiosk, who, acts.begin(kiosk), Deed("view", {"what": "alarms"}))
        facts.keep(kiosk.db, _SEEN, seen)


def _read(event: Event, place: int) -> Alarm:
    detail = event.data.get("detail", {})
    return Alarm(event.data["what"], str(detail.get("device", "")), event.device, event.at, 1, place)
