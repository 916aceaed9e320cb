"""An officer adds a device and ends a lost one at the open desk, without a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import keys
from kiosk.domain.errors import Refused
from kiosk.store import ledger
from kiosk.usecases import acts, devices
from sync import newcomers
from tests import make
from tests.fakes import FakeWorld
from tests.ui.deskroom import Room, words


@pytest.fixture
def office(room: Room, tmp_path: Path) -> Room:
    """With a lobby, and the lurah at the desk."""
    make.make_lobby(room.kiosk, tmp_path / "lobby").db.close()
    room.sign_in(make.lurah)
    return room


def test_every_device_is_a_row_and_the_own_one_cannot_be_ended(office: Room) -> None:
    rows = {row.key: row for row in office.devices().state.rows}
    assert {key: row.may_end for key, row in rows.items()} == {"lobi-1": True, "meja-1": False}
    assert rows["meja-1"].said == words("devices.this_one")


def test_a_further_kiosk_gets_the_next_name_and_a_code_that_lets_it_in(office: Room, tmp_path: Path) -> None:
    page = office.devices()
    page.add("lobby")
    assert (page.state.panel, page.state.panel_title) == (
        "code",
        words("devices.code_title", device="lobi-2"),
    )
    code = "-".join(page.state.groups)
    assert page.state.command.startswith(f"kiosk enrol {code} --kelurahan 1671081006 --device lobi-2")
    settings = make.make_config(tmp_path / "lobi-2", role="lobby", device="lobi-2")
    ring = keys.make_ring(FakeWorld(seed=9).token)
    newcomers.join(
        settings, ring, ("1671081006", "lobi-2"), code, lambda _way, raw: newcomers.let_in(office.kiosk, raw)
    )
    page.next()
    assert page.state.panel == ""
    page.opened()
    assert "lobi-2" in {row.key for row in page.state.rows}


def test_a_code_is_gone_when_the_page_is_left(office: Room) -> None:
    page = office.devices()
    page.add("desk")
    assert "--kind desk" in page.state.command
    page.closed()
    assert (page.state.groups, page.state.command) == ((), "")


def test_a_lost_device_is_ended_after_a_second_look(office: Room) -> None:
    page = office.devices()
    page.end_device("lobi-1")
    page.cancel()
    assert not ledger.get_office(office.kiosk.db).get_ended()
    page.end_device("lobi-1")
    page.next()
    assert ledger.get_office(office.kiosk.db).get_ended() == {"lobi-1"}
    assert page.state.news == words("devices.ended", device="lobi-1")
    assert not next(row for row in page.state.rows if row.key == "lobi-1").may_end


def test_who_is_no_officer_is_told_so(office: Room) -> None:
    office.sign_in(make.seklur)
    page = office.devices()
    page.add("lobby")
    assert (page.state.panel, page.state.news_tone) == ("", "error")
    with pytest.raises(Refused, match="not_allowed"):
        devices.end(office.kiosk, make.seklur, acts.begin(office.kiosk), "lobi-1")


def test_at_another_desk_the_page_only_shows(office: Room, tmp_path: Path) -> None:
    desk = make.make_second_desk(office.kiosk, tmp_path / "desk-2")
    make.follow(desk, office.kiosk)
    page = Room(desk, tmp_path / "paper-2", make.lurah).devices()
    assert not page.state.is_register
    assert not any(row.may_end for row in page.state.rows)
    desk.db.close()
