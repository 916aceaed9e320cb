"""Owns whose outcome an Event is about: its own, or that of the entry a `judge` names; it decides none."""

from __future__ import annotations

from typing import Final

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, digest, parse
from kiosk.domain.guards import Ground
from kiosk.domain.office import OFFICE_RULES

UNKNOWN: Final = frozenset({"unknown_verb", "unknown_version"})
"""The codes of what the register's program did not know yet: kept byte for byte, judged after an update."""


def get_case_id(event: Event) -> str:
    """The permohonan an Event is about; empty for an event of office or device."""
    if event.verb == "file":
        return event.id
    return "" if event.verb in OFFICE_RULES else event.about


def get_subject(event: Event, ground: Ground) -> Event:
    """The Event whose outcome is at stake: an Event itself, or the one a `judge` names by place and SHA-256.

    A `judge` whose entry does not wait (another stands there since a restore, or it was judged) names itself.
    """
    if event.verb != "judge":
        return event
    n = event.data.get("entry")
    entry = ground.find_entry(n) if isinstance(n, int) and n not in ground.office.judged else None
    waits = entry is not None and entry.code in UNKNOWN
    if entry is None or not waits or digest(entry.event).hex() != event.data.get("sha256"):
        return event
    try:
        named = parse(entry.event)
    except Refused:
        return event
    return event if named.verb == "judge" else named
