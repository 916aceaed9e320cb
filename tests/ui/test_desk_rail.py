"""The rail shows a person what they may open, and a doubted date until it is confirmed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from kiosk.context import Person
from kiosk.domain.words import moment_day
from kiosk.usecases import acts, clock
from tests import make
from tests.fakes import FakeWorld
from tests.shots import Look
from tests.ui.deskroom import Room, words
from tests.ui.stage import Stage
from ui import desk
from ui.counterwork import CounterWork
from ui.qt.worker import at_once
from ui.rails import AREAS, GROUPS, RailWork
from ui.screens import rail
from ui.screens.gallery import exhibits
from ui.screens.journey import Journey


def find_areas(room: Room, who: Person) -> list[str]:
    """What the rail offers to somebody who is signed in."""
    return [item.key for item in show_rail(room, who).state.items]


def show_rail(room: Room, who: Person) -> rail.Rail:
    """The rail of somebody who is signed in."""
    room.sign_in(who)
    journey = Journey(desk.make_pages(room.work, room.front, lambda _: None))
    shown = rail.Rail(rail.State(), at_once, go=journey.restart, lock=lambda: None)
    work = RailWork(
        room.work, shown, words, journey, count_late=lambda: len(CounterWork(room.work).late_acts())
    )
    work.show(work.find())
    return shown


def test_every_area_has_its_page_and_a_believed_date_none(room: Room) -> None:
    assert find_areas(room, make.operator) == [
        area for area in AREAS if area not in {"confirm_date", "ruling"}
    ]


@pytest.mark.parametrize(
    ("who", "sees"), [(make.lurah, True), (make.seklur, True), (make.operator, True), (make.kasi, False)]
)
def test_reports_are_offered_to_those_who_lead_or_hold_the_register(
    room: Room, who: Person, *, sees: bool
) -> None:
    assert ("reports" in find_areas(room, who)) is sees


def test_every_area_stands_in_one_group_and_the_daily_ones_come_first(room: Room) -> None:
    areas = [area for group in GROUPS.values() for area in group]
    assert len(areas) == len(set(areas))
    shown = show_rail(room, make.operator).state
    daily = [item.key for item in shown.items if item.daily]
    assert daily == ["queue", "counter", "batch", "paper", "ink"]
    assert [item.key for item in shown.items][:5] == daily
    folded = [item.key for fold in shown.folds for item in fold.inside]
    assert folded == [item.key for item in shown.items][5:]


def test_the_other_areas_come_over_the_page_and_go_with_the_choice(room: Room) -> None:
    assert not show_rail(room, make.operator).state.inside
    shown = rail.Rail(rail.EXAMPLE, at_once, go=room.go, lock=lambda: None)
    shown.unfold()
    assert shown.state.unfolded
    shown.open("settings")
    assert (room.went, shown.state.unfolded) == ([("settings", {})], False)
    shown.unfold()
    shown.unfold()
    assert not shown.state.unfolded


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("text", [1.0, 1.5])
def test_the_daily_areas_and_what_calls_are_always_in_view(size: tuple[int, int], text: float) -> None:
    stage = Stage(Look(size, "en", text, overlay="areas"))
    try:
        stage.show(exhibits()["desk.settings"], "changed")
        glass = QRectF(0, 0, *size)
        for name in ("queue", "counter", "batch", "paper", "ink", "late", "more"):
            button = stage.find(f"rail_{name}")
            seen = button.mapRectToScene(QRectF(0, 0, button.width(), button.height()))
            lock = stage.find("lock")
            assert glass.contains(seen), name
            assert seen.bottom() <= lock.mapRectToScene(QRectF(0, 0, 1, 1)).top(), name
        for fold in rail.EXAMPLE.folds:
            for item in fold.inside:
                button = stage.find(f"more_{item.key}")
                seen = button.mapRectToScene(QRectF(0, 0, button.width(), button.height()))
                assert glass.contains(seen), item.key
    finally:
        stage.close()


def test_a_doubted_date_stands_first_until_it_is_confirmed(room: Room, world: FakeWorld) -> None:
    world.at += 3 * 86_400_000
    assert find_areas(room, make.operator)[0] == "confirm_date"
    clock.confirm_date(room.kiosk, make.operator, acts.begin(room.kiosk), moment_day(world.at))
    assert "confirm_date" not in find_areas(room, make.operator)
