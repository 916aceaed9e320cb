"""What a device found wrong is shown until an officer has looked, and no call for staff is among it."""

from __future__ import annotations

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import facts
from kiosk.usecases import acts, alarms, bell, office, upkeep
from kiosk.usecases.upkeep import Health
from tests import make
from tests.fakes import FakeWorld


def raise_alarm(kiosk: Kiosk, what: str = "clone", device: str = "lobi-1") -> None:
    acts.do_device(kiosk, "alarm", {"what": what, "detail": {"device": device}})


def health(kiosk: Kiosk) -> Health:
    return next(check.state for check in upkeep.doctor(kiosk) if check.id == "alarms")


def test_the_same_thing_found_again_is_one_line_and_a_bell_is_none(desk: Kiosk, world: FakeWorld) -> None:
    for _ in range(2):
        raise_alarm(desk)
        world.pass_time(minutes=1)
    raise_alarm(desk, "gap")
    bell.ring(desk, on=True)
    found = alarms.find_alarms(desk)
    assert [(one.what, one.about, one.by, one.times) for one in found] == [
        ("gap", "lobi-1", "meja-1", 1),
        ("clone", "lobi-1", "meja-1", 2),
    ]
    assert health(desk) is Health.WARN


def test_an_officer_s_look_ends_what_was_shown_and_nothing_that_came_meanwhile(
    desk: Kiosk, world: FakeWorld
) -> None:
    raise_alarm(desk)
    shown = alarms.find_alarms(desk)
    world.pass_time(minutes=1)
    raise_alarm(desk, "gap")
    with pytest.raises(Refused, match="odd_not_yours"):
        alarms.see_alarms(desk, make.seklur, shown)
    alarms.see_alarms(desk, make.lurah, shown)
    assert [one.what for one in alarms.find_alarms(desk)] == ["gap"]


def test_a_look_passes_over_no_alarm_of_a_clock_that_is_behind(desk: Kiosk, world: FakeWorld) -> None:
    raise_alarm(desk)
    shown = alarms.find_alarms(desk)
    world.at -= 120_000
    raise_alarm(desk, "gap")
    alarms.see_alarms(desk, make.lurah, shown)
    assert [one.what for one in alarms.find_alarms(desk)] == ["gap"]
    alarms.see_alarms(desk, make.lurah, [])
    assert [one.what for one in alarms.find_alarms(desk)] == ["gap"]


def test_a_machine_that_must_not_write_says_so(desk: Kiosk) -> None:
    def identity() -> Health:
        return next(check.state for check in upkeep.doctor(desk) if check.id == "identity")

    assert identity() is Health.OK
    facts.keep(desk.db, "frozen", desk.inc)
    assert identity() is Health.FAULT
    with pytest.raises(Refused, match="device_frozen"):
        make.file(desk)


def test_so_does_a_command_beside_it(desk: Kiosk, world: FakeWorld) -> None:
    facts.keep(desk.db, "frozen", desk.inc)
    beside = office.look(world.as_world(), desk.config, make.library())
    assert acts.is_frozen(beside)
    beside.db.close()
    desk.db.close()
    again = make.restart(desk, world)  # a new start speaks anew, and the register judges it again
    assert not acts.is_frozen(again)
    again.db.close()
