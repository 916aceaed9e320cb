"""A date nobody believes stops the numbers until the register's holder types it from the wall."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.event import read
from kiosk.domain.permohonan import Status
from kiosk.domain.words import moment_day
from kiosk.store import ledger, marks
from kiosk.usecases import acts, clock, surat
from tests import make
from tests.fakes import FakeWorld
from tests.ui.deskroom import Room

DAY = 86_400_000


def test_a_believed_date_asks_nothing_and_leads_on(room: Room) -> None:
    page = room.confirm_date()
    assert not page.state.is_doubted
    page.next()
    assert room.went == [("batch", {})]


def test_a_jump_is_shown_and_ends_with_the_date_from_the_wall(room: Room, world: FakeWorld) -> None:
    case = make.at_signer(room.kiosk)
    world.at += 3 * DAY
    with pytest.raises(Refused, match="date_untrusted"):
        surat.sign(room.kiosk, make.operator, acts.begin(room.kiosk, case))
    page = room.confirm_date()
    assert page.state.machine == "Kamis, 26 November 2026"
    assert "melompat" in page.state.why
    page.next()
    assert page.state.problem
    page.type_date("2611")
    page.next()
    assert page.state.problem
    page.type_date("2026-11-26")
    assert page.state.echo == "Kamis, 26 November 2026"
    page.next()
    assert (page.state.is_doubted, page.state.news_tone) == (False, "done")
    assert surat.sign(room.kiosk, make.operator, acts.begin(room.kiosk, case)).status is Status.SIGNED
    said = [read(entry.event) for entry in ledger.all_entries(room.kiosk.db)]
    confirmed = next(event for event in said if event.verb == "clock")
    assert (confirmed.who, confirmed.data["date"]) == (make.OPERATOR.id, "2026-11-26")


def test_a_machine_that_is_wrong_goes_on_under_the_day_that_was_typed(room: Room, world: FakeWorld) -> None:
    """Dead battery, no line, nobody who can set a clock: the office numbers all the same."""
    case = make.at_signer(room.kiosk)
    world.at = 1_577_836_800_000  # 1 January 2020
    page = room.confirm_date()
    page.type_date("2031-11-23")
    page.next()
    assert "2027" in page.state.problem  # more than sixty days after the newest record
    page.type_date("2026-11-24")
    page.next()
    assert not page.state.is_doubted
    signed = surat.sign(room.kiosk, make.operator, acts.begin(room.kiosk, case))
    assert signed.sign["date"] == "2026-11-24"
    world.pass_time(days=1)
    assert clock.get_day(room.kiosk) == date(2026, 11, 25)
    said = [read(entry.event) for entry in ledger.all_entries(room.kiosk.db)]
    confirmed = next(event for event in said if event.verb == "clock")
    assert round((confirmed.data["to"] - confirmed.data["from"]) / DAY) == 2519


def test_what_was_said_of_the_date_holds_for_the_next_process_until_the_machine_starts_anew(
    room: Room, world: FakeWorld
) -> None:
    world.at = 1_577_836_800_000
    clock.confirm_date(room.kiosk, make.operator, acts.begin(room.kiosk), date(2026, 11, 24))
    room.kiosk.db.close()
    again = make.restart(room.kiosk, world)
    assert moment_day(again.now()) == date(2026, 11, 24)
    again.db.close()
    world.reboot()
    later = make.restart(room.kiosk, world)
    assert moment_day(later.now()) == date(2020, 1, 1)
    assert not clock.is_date_trusted(later)
    later.db.close()


def test_a_clock_that_is_set_right_meanwhile_is_believed_again(room: Room, world: FakeWorld) -> None:
    right = world.at
    world.at = 1_577_836_800_000
    clock.confirm_date(room.kiosk, make.operator, acts.begin(room.kiosk), date(2026, 11, 23))
    world.at = right + 60_000
    assert room.kiosk.now() == world.at
    assert clock.is_date_trusted(room.kiosk)


def test_a_clock_behind_the_records_names_the_newest_one(room: Room, world: FakeWorld) -> None:
    marks.raise_floor(room.kiosk.config.state, world.at)
    world.at -= 10 * DAY
    page = room.confirm_date()
    assert "Senin, 23 November 2026" in page.state.why
    assert page.state.machine == "Jumat, 13 November 2026"


def test_who_does_not_hold_the_register_confirms_nothing(room: Room, world: FakeWorld) -> None:
    world.at += 3 * DAY
    room.sign_in(make.kasi)
    page = room.confirm_date()
    page.type_date("2026-11-26")
    page.next()
    assert "pemegang register" in page.state.problem
    assert not clock.is_date_trusted(room.kiosk)
