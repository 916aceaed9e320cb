"""Owns the call for staff from a kiosk to every desk of the office; it makes no sound."""

from __future__ import annotations

from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.office import STAFF_CALLED, STAFF_CAME
from kiosk.store import ledger
from kiosk.usecases import acts

_RINGS_MS: Final = 10 * 60_000
"""A call nobody answered ends by itself: who stood there is gone."""


def ring(kiosk: Kiosk, *, on: bool) -> None:
    """Somebody at this kiosk wants a person, or needs nobody any more."""
    acts.do_device(kiosk, "alarm", {"what": STAFF_CALLED if on else STAFF_CAME})


def find_calls(kiosk: Kiosk) -> dict[str, int]:
    """The devices that call now, each with the moment it began (ms UTC), the longest call first."""
    calls: dict[str, int] = {}
    for event in ledger.newest(kiosk.db, "alarm", since=kiosk.now() - _RINGS_MS):
        if event.data["what"] == STAFF_CALLED:
            calls.setdefault(event.device, event.at)
        elif event.data["what"] == STAFF_CAME:
            calls.pop(event.device, None)
    return calls
