"""Owns who works at the office, with which PIN: a change is said in the ledger and to whom it concerns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.office import PIN_OF, Staff
from kiosk.store import facts, ledger
from kiosk.usecases import acts, fitness, office, pins, profile

TOLD: Final = "pins_told"  # fact: person -> moment of the newest change of their PIN they were told of here


@dataclass(frozen=True, slots=True)
class NewPin:
    """A PIN somebody else set: who, and when (ms UTC)."""

    by: str
    at: int


def change_staff(
    kiosk: Kiosk, who: Person, staff: tuple[Staff, ...], *, new_pins: Mapping[str, str] | None = None
) -> Kiosk:
    """A new staff document; PINs not named stay as they are; register only, by an officer with the right.

    Whoever may set a PIN may sign as its owner, so the ledger says who set whose (never the PIN), and under
    which SHA-256 the people of the office stand from now on.
    """
    kiosk.get_writer()
    if not who.is_officer:
        raise Refused("not_allowed", verb="settings")
    fitness.check_staff(staff)
    working = tuple(one for one in staff if not one.ended)
    fitness.check_people(replace(kiosk.office, staff=working), {one.id: "" for one in working})
    verifiers = profile.find_verifiers(kiosk.db)
    known = {one.id: one for one in staff}
    changes: dict[str, Any] = {}
    for id_, pin in (new_pins or {}).items():
        if id_ not in known:
            raise Refused("unknown_person")
        verifiers[id_] = pins.make_verifier(
            kiosk.keys, known[id_], pin, token=kiosk.token, cost=kiosk.pin_cost
        )
        changes[PIN_OF + id_] = {"by": who.id, "at": kiosk.now()}
    body = profile.encode_staff(staff, verifiers)
    changes["staff"] = hashlib.sha256(body).hexdigest()
    with kiosk.db.write():
        office.settings(kiosk, who, acts.begin(kiosk), changes)
        profile.publish(kiosk.db, kiosk.keys.device, "staff", body)
    return office.reload(kiosk)


def find_new_pin(kiosk: Kiosk, id: str) -> NewPin | None:
    """The newest change of a person's PIN by somebody else that they were not told of on this device."""
    said = ledger.get_office(kiosk.db).settings.get(PIN_OF + id)
    if said is None or said["by"] == id or said["at"] <= facts.find(kiosk.db, TOLD, {}).get(id, 0):
        return None
    by = kiosk.office.find_staff(said["by"])
    return NewPin(by.name if by else said["by"], said["at"])


def note_told(kiosk: Kiosk, id: str, at: int) -> None:
    """The person has read of the change of that moment."""
    facts.keep(kiosk.db, TOLD, {**facts.find(kiosk.db, TOLD, {}), id: at})
