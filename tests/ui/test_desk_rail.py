"""The rail shows a person what they may open, and a doubted date until it is confirmed."""

from __future__ import annotations

import pytest

from kiosk.context import Person
from kiosk.domain.words import moment_day
from kiosk.usecases import acts, clock
from tests import make
from tests.fakes import FakeWorld
from tests.ui.deskroom import Room, words
from ui import desk
from ui.qt.worker import at_once
from ui.rails import AREAS, RailWork
from ui.screens import rail
from ui.screens.journey import Journey


def find_areas(room: Room, who: Person) -> list[str]:
    """What the rail offers to somebody who is signed in."""
    room.sign_in(who)
    journey = Journey(desk.make_pages(room.work, room.front, lambda _: None))
    shown = rail.Rail(rail.State(), at_once, go=journey.restart, lock=lambda: None)
    work = RailWork(room.work, shown, words, journey)
    work.show(work.find())
    return [item.key for item in shown.state.items]


def test_every_area_has_its_page_and_a_believed_date_none(room: Room) -> None:
    assert find_areas(room, make.operator) == [area for area in AREAS if area != "confirm_date"]


@pytest.mark.parametrize(
    ("who", "sees"), [(make.lurah, True), (make.seklur, True), (make.operator, True), (make.kasi, False)]
)
def test_reports_are_offered_to_those_who_lead_or_hold_the_register(
    room: Room, who: Person, *, sees: bool
) -> None:
    assert ("reports" in find_areas(room, who)) is sees


def test_a_doubted_date_stands_first_until_it_is_confirmed(room: Room, world: FakeWorld) -> None:
    world.at += 3 * 86_400_000
    assert find_areas(room, make.operator)[0] == "confirm_date"
    clock.confirm_date(room.kiosk, make.operator, acts.begin(room.kiosk), moment_day(world.at))
    assert "confirm_date" not in find_areas(room, make.operator)
