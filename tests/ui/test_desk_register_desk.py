"""The register is closed at its desk or taken over at another one, after a PIN, without a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.store import ledger
from kiosk.usecases import appointment
from tests import make
from tests.faults.audit import meet
from tests.ui.deskroom import Room, words
from ui.screens.desk.register_desk import RegisterDesk


@pytest.fixture
def other(second: Kiosk, tmp_path: Path) -> Room:
    return Room(second, tmp_path / "paper-2")


def type_pin(page: RegisterDesk, pin: str = make.PIN) -> None:
    for key in pin:
        page.digit(key)
    page.next()


def test_the_register_desk_says_so_and_how_far_its_ledger_reaches(room: Room, other: Room) -> None:
    number = make.signed(room.kiosk).sign["counter"]["n"]
    state = room.register_desk().state
    n = ledger.head(room.kiosk.db).n
    assert state.holder == words("register_desk.holder_here", device="meja-1")
    assert state.said == words("register_desk.reaches", n=n, device="meja-1")
    assert state.steps[0].said == words("register_desk.here_open_said", numbers=number)
    assert state.steps[1].title == words("register_desk.here_others", others=other.kiosk.device)


def test_it_is_not_closed_while_no_other_desk_has_shown_a_reserve(room: Room) -> None:
    page = room.register_desk()
    page.next()
    assert (page.state.stage, page.state.news) == ("", words("error.reserve_elsewhere"))
    assert not appointment.find_standing(room.kiosk).is_closed


def test_a_desk_without_a_reserve_has_no_button(room: Room, tmp_path: Path) -> None:
    desk = make.make_second_desk(room.kiosk, tmp_path / "desk-2")
    page = Room(desk, tmp_path / "paper-2").register_desk()
    assert (page.state.primary, page.state.steps[-1].key) == ("", "lacking_cannot")
    page.next()
    assert page.state.stage == ""
    desk.db.close()


def test_closed_here_and_taken_over_there_numbers_go_on(room: Room, other: Room) -> None:
    number = make.signed(room.kiosk).sign["counter"]["n"]
    page = room.register_desk()
    page.next()
    assert page.state.steps[0].title == words("register_desk.close_numbers", numbers=number)
    assert not appointment.find_standing(room.kiosk).is_closed
    type_pin(page)
    assert appointment.find_standing(room.kiosk).is_closed
    assert (page.state.primary, page.state.stage) == ("", "")
    assert [step.key for step in page.state.steps] == ["ended_first", "ended_second", "ended_third"]
    assert page.state.news == words("register_desk.done_close", n=ledger.head(room.kiosk.db).n)
    meet(other.kiosk, room.kiosk)
    there = other.register_desk()
    assert there.state.holder == words("register_desk.holder_ended", device="meja-1")
    there.next()
    type_pin(there)
    assert other.kiosk.is_register
    assert there.state.news == words("register_desk.done_take")
    assert make.signed(other.kiosk).sign["counter"]["n"] == number + 1


def test_a_lost_register_is_taken_over_and_numbers_wait_for_the_paper_book(other: Room) -> None:
    page = other.register_desk()
    page.next()
    assert page.state.steps[0].said == words(
        "register_desk.take_ledger_said", reached=words("register_desk.nobody")
    )
    type_pin(page)
    assert page.state.holder == words("register_desk.holder_here", device="meja-2")
    assert page.state.news == words("register_desk.locked")
    assert page.state.news_action
    page.type_last()
    assert other.went == [("numbers", {})]


def test_a_wrong_or_short_pin_changes_nothing_and_no_digit_stays(other: Room) -> None:
    page = other.register_desk()
    page.next()
    type_pin(page, "2749")
    assert page.state.problem == words("sign_in.too_short", length=4)
    type_pin(page, "00")
    assert (page.state.stage, page.state.digits) == ("take", 0)
    assert page.state.problem
    page.cancel()
    type_pin(page, make.PIN[:5])
    page.closed()
    assert (page.state.stage, page.state.digits) == ("", 0)
    assert not other.kiosk.is_register


@pytest.mark.parametrize("pressed", ["close", "take"])
def test_who_is_no_officer_is_told_so_after_the_pin(room: Room, other: Room, pressed: str) -> None:
    where: dict[str, Room] = {"close": room, "take": other}
    before: Kiosk = where[pressed].kiosk
    where[pressed].sign_in(make.seklur)
    page = where[pressed].register_desk()
    page.next()
    type_pin(page)
    assert page.state.problem
    standing = appointment.find_standing(before)
    assert (standing.is_closed, standing.device) == (False, "meja-1")
