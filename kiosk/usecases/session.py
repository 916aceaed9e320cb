"""Owns signing in and out, and the waits after wrong PINs, which neither a restart nor a clock shortens."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.context import Kiosk, Person, as_person
from kiosk.domain.errors import Refused
from kiosk.domain.office import LURAH, SEKLUR, Staff
from kiosk.domain.worktime import HOUR, MINUTE
from kiosk.store import people
from kiosk.store.people import Door
from kiosk.usecases import acts, pins
from kiosk.usecases.acts import Deed

FIRST_WAIT: Final = 5  # wrong tries, then 1 minute
LONG_WAIT: Final = 10  # wrong tries, then 15 minutes, doubled by each further one up to 8 hours
_SUPERVISORS: Final = frozenset({LURAH, SEKLUR})
DEVICE_TRIES: Final = 20  # wrong tries on one device within an hour, whoever they name


def sign_in(kiosk: Kiosk, id: str, pin: str) -> Person:
    """The person, if the PIN is theirs. The try is counted, durably, before the hash is computed.

    Raises Refused: `unknown_person`, `staff_ended`, `pin_wait` (seconds=), `device_locked`, `wrong_pin`
    (left= tries until a wait). A locked device still lets a supervisor try, who alone can free it; their own
    waits hold as ever. Blocks for the hash (about 0.4 s with the shipped cost): never on the GUI
    thread.
    """
    staff, door = _get_door(kiosk, id)
    boot = kiosk.boot()
    tries = people.count_wrong(kiosk.db, boot=boot.boot, ms=boot.ms, within=HOUR)
    if tries >= DEVICE_TRIES and not _SUPERVISORS & set(staff.roles):
        raise Refused("device_locked")
    left = get_wait(kiosk, id)
    if left:
        raise Refused("pin_wait", seconds=-(-left // 1000), name=staff.name)
    counted = _count(door, boot.boot, boot.ms)
    with kiosk.db.write():
        people.save(kiosk.db, counted)
        people.keep_wrong(kiosk.db, id, boot=boot.boot, ms=boot.ms)
    if not pins.is_right(kiosk.keys, id, pin, verifier=door.verifier):
        acts.do_device(kiosk, "pin_failed", {"person": id, "count": counted.wrong})
        raise Refused("wrong_pin", left=max(FIRST_WAIT - counted.wrong, 0))
    with kiosk.db.write():
        people.save(kiosk.db, Door(id, door.verifier))
        people.forgive(kiosk.db, id)
        acts.do(kiosk, as_person(staff), acts.begin(kiosk), Deed("sign_in"))
    return as_person(staff)


def sign_out(kiosk: Kiosk, who: Person) -> None:
    """The desk locks; nothing of the person's work changes. The moment is kept as the end of the sign-in."""
    acts.do(kiosk, who, acts.begin(kiosk), Deed("sign_in", {"until": kiosk.now()}))


def check_pin(kiosk: Kiosk, id: str, pin: str) -> None:
    """Ask a person who is signed in for the PIN again, before `seal` or a ruling; counted like a sign-in."""
    sign_in(kiosk, id, pin)


def get_wait(kiosk: Kiosk, id: str) -> int:
    """Milliseconds this person still waits. Under another boot id the whole wait starts again."""
    door = people.find(kiosk.db, id)
    if door is None or not door.wait_ms:
        return 0
    boot = kiosk.boot()
    if door.since_boot != boot.boot or boot.ms < door.since_ms:
        people.save(kiosk.db, replace(door, since_boot=boot.boot, since_ms=boot.ms))
        return door.wait_ms
    return max(door.wait_ms - (boot.ms - door.since_ms), 0)


def unlock(kiosk: Kiosk, supervisor: Person, id: str = "") -> None:
    """A supervisor who has just signed in lets a person, or with no id this device, go on."""
    if not _SUPERVISORS & set(supervisor.roles):
        raise Refused("not_allowed", verb="unlock")
    with kiosk.db.write():
        if id:
            door = people.find(kiosk.db, id)
            if door is None:
                raise Refused("unknown_person")
            people.save(kiosk.db, Door(id, door.verifier))
        people.clear_wrong(kiosk.db)


def find_people(kiosk: Kiosk) -> tuple[Staff, ...]:
    """Who may sign in here: everybody of the office whose record does not say it ended."""
    return tuple(one for one in kiosk.office.staff if not one.ended)


def _get_door(kiosk: Kiosk, id: str) -> tuple[Staff, Door]:
    staff = kiosk.office.find_staff(id)
    door = people.find(kiosk.db, id)
    if staff is None or door is None:
        raise Refused("unknown_person")
    if staff.ended:
        raise Refused("staff_ended", name=staff.name)
    return staff, door


def _count(door: Door, boot: str, ms: int) -> Door:
    wrong = door.wrong + 1
    return replace(door, wrong=wrong, wait_ms=wait_after(wrong), since_boot=boot, since_ms=ms)


def wait_after(wrong: int) -> int:
    """The wait in ms after so many wrong tries: 1 minute from 5, 15 from 10, then doubled, 8 h at most."""
    if wrong < FIRST_WAIT:
        return 0
    if wrong < LONG_WAIT:
        return MINUTE
    return int(min(15 * MINUTE * 2 ** min(wrong - LONG_WAIT, 10), 8 * HOUR))
