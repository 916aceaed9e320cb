"""A date nobody believes stops the numbers until the register's holder types it from the wall."""

from __future__ import annotations

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.event import read
from kiosk.domain.permohonan import Status
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


def test_a_date_other_than_the_machine_s_is_refused_and_says_to_set_the_clock(
    room: Room, world: FakeWorld
) -> None:
    world.at += 3 * DAY
    page = room.confirm_date()
    page.type_date("2026-11-23")
    page.next()
    assert "Betulkan jam alat" in page.state.problem
    assert page.state.is_doubted
    page.type_date("2026-11-26")
    page.next()
    assert not page.state.is_doubted


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
