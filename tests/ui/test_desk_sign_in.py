"""Signing in at the desk: six digits that never show, a wait after wrong ones, and a superior who ends it."""

from __future__ import annotations

import pytest

from kiosk.context import Person
from tests import make
from tests.ui.deskroom import Room, opened, words
from ui.screens.desk.sign_in import SignIn, initials


@pytest.fixture
def entered() -> list[Person]:
    return []


@pytest.fixture
def page(room: Room, entered: list[Person]) -> SignIn:
    return opened(SignIn(room.front, room.work, entered=entered.append))


def type_pin(page: SignIn, pin: str) -> None:
    for digit in pin:
        page.digit(digit)
    page.sign_in()


def test_the_right_pin_opens_the_desk_and_nothing_of_it_stays(page: SignIn, entered: list[Person]) -> None:
    page.person(make.OPERATOR.id)
    type_pin(page, make.PIN)
    assert [one.id for one in entered] == [make.OPERATOR.id]
    assert (page.state.digits, page.state.name) == (0, "")


def test_digits_before_a_name_are_nobodys(page: SignIn, entered: list[Person]) -> None:
    type_pin(page, make.PIN)
    assert page.state.problem == words("sign_in.choose_first")
    assert (page.state.digits, entered) == (0, [])


def test_a_short_pin_is_not_tried(page: SignIn) -> None:
    page.person(make.OPERATOR.id)
    type_pin(page, "2749")
    assert "4" in page.state.problem
    assert page.state.digits == 4


def test_five_wrong_ones_make_the_person_wait_and_only_a_superior_ends_it(
    page: SignIn, entered: list[Person]
) -> None:
    page.person(make.OPERATOR_2.id)
    for _ in range(5):
        type_pin(page, "111222")
    page.person(make.OPERATOR_2.id)
    assert page.state.seconds > 0
    page.digit("1")
    assert page.state.digits == 0
    page.help_out()
    assert {seat.key for seat in page.state.people} == {make.LURAH.id, make.SEKLUR.id}
    page.person(make.LURAH.id)
    type_pin(page, make.PIN)
    assert (page.state.helping, page.state.seconds, entered) == (False, 0, [])
    type_pin(page, make.PIN)
    assert [one.id for one in entered] == [make.OPERATOR_2.id]


def test_a_second_of_waiting_is_a_second_less(page: SignIn) -> None:
    page.person(make.OPERATOR_2.id)
    for _ in range(5):
        type_pin(page, "111222")
    page.person(make.OPERATOR_2.id)
    before = page.state.seconds
    page.tick()
    assert page.state.seconds == before - 1
    assert str(before - 1) in page.state.wait_said


def test_a_new_pin_is_typed_twice_and_opens_the_desk(room: Room, page: SignIn, entered: list[Person]) -> None:
    settings = room.settings()
    settings.set_pin(make.OPERATOR_2.id)
    for pin in ("905172", "905173"):
        for digit in pin:
            settings.digit(digit)
        settings.next()
    assert settings.state.problem == words("settings.differs")
    for _ in range(2):
        for digit in "905172":
            settings.digit(digit)
        settings.next()
    assert (settings.state.news_tone, settings.state.person) == ("done", "")
    page.person(make.OPERATOR_2.id)
    type_pin(page, "905172")
    assert entered == []
    assert make.OPERATOR.name in page.state.problem  # somebody else set it: that is read first
    assert page.state.primary == words("sign_in.understood")
    page.digit("1")
    assert page.state.digits == 0
    page.sign_in()
    assert [one.id for one in entered] == [make.OPERATOR_2.id]
    page.person(make.OPERATOR_2.id)
    type_pin(page, "905172")
    assert len(entered) == 2  # once


def test_a_pin_others_would_try_first_is_refused_where_it_is_typed(room: Room) -> None:
    settings = room.settings()
    settings.set_pin(make.OPERATOR_2.id)
    for _ in range(2):
        for digit in "111111":
            settings.digit(digit)
        settings.next()
    assert settings.state.problem
    assert settings.state.digits == 0


def test_choices_are_saved_together_and_only_when_asked(room: Room) -> None:
    settings = room.settings()
    settings.choose("archive_copy", "none")
    settings.choose("same_person", "yes")
    assert room.work.kiosk.office.archive_copy == "paper"
    settings.next()
    assert (room.work.kiosk.office.archive_copy, room.work.kiosk.office.same_person) == ("none", True)
    assert not any(one.changed for one in settings.state.settings)
    room.sign_in(make.kasi)
    settings.opened()
    settings.choose("archive_copy", "scan")
    settings.next()
    assert settings.state.news_tone == "error"
    assert room.work.kiosk.office.archive_copy == "none"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rina Marlina (CONTOH)", "RM"),
        ("Hj. Halimah, S.I.P. (CONTOH)", "HA"),
        ("M. Yusuf, S.E.", "YU"),
        ("Ahmad Fauzi, S.H.", "AF"),
    ],
)
def test_titles_are_no_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
