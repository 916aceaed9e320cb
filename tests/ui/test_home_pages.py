"""Every tile of the home page leads somewhere with something on it; replies come back to the slip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import facts
from kiosk.usecases import acts, opinions, permohonan
from sync.loop import State as LinkState
from tests import make
from tests.fakes import FakeWorld
from tests.ui.lobbyroom import Room
from ui.screens.resident.info import Info
from ui.screens.resident.out_of_order import OutOfOrder
from ui.screens.resident.service_info import ServiceInfo
from ui.screens.resident.survey import Survey
from ui.screens.resident.track import Tracking


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(make.make_office(tmp_path / "office", world=FakeWorld()), tmp_path)
    yield made
    made.kiosk.db.close()


def open_page(room: Room, name: str, /, **args: str) -> Any:
    screen: Any = room.pages[name](**args)
    screen.opened()
    return screen


def test_an_office_alone_has_twenty_tiles_and_each_opens_a_page_that_is_not_empty(room: Room) -> None:
    menus = room.work.find_tiles(frozenset(room.pages))
    assert len(menus) >= 20
    for menu in menus:
        state = open_page(room, menu.page, **menu.args).state
        assert any(value for value in vars_of(state).values() if isinstance(value, tuple)) or menu.page in {
            *("track", "self_print", "verify"),  # they ask for a slip or a surat first
        }, menu.key


def vars_of(state: Any) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__dataclass_fields__}


def test_the_long_page_is_a_list_first_and_then_one_service(room: Room) -> None:
    page = open_page(room, "info", page="standard")
    assert isinstance(page, Info)
    assert not page.state.sections
    assert "usaha" in [one.key for one in page.state.choices]
    page.choose("usaha")
    assert room.went == ["info"]
    usaha = open_page(room, "info", page="standard", section="usaha")
    assert usaha.state.title == "Keterangan usaha"
    assert [line.said for line in usaha.state.sections[0].lines][2] == "Gratis"


def test_numbers_say_how_old_they_are_in_words(room: Room) -> None:
    page = open_page(room, "info", page="phones")
    assert page.state.sections[0].lines[0].said == "112"
    assert page.state.as_of == "Keadaan November 2026."


def answered(room: Room) -> tuple[permohonan.Filed, Permohonan]:
    """A complaint without a name, passed by the operator and answered by the kasi."""
    desk = room.kiosk
    filed = make.file(
        desk,
        service="pengaduan",
        subject={},
        answers={"kategori": "lampu", "uraian": "Lampu mati", "rahasiakan": "ya"},
    )
    case = permohonan.pass_on(desk, make.operator, acts.begin(desk, filed.case))
    case = permohonan.answer(desk, make.kasi, acts.begin(desk, case), text="Lampu sudah diganti.")
    return filed, case


def test_an_answer_is_read_with_the_slip_alone(room: Room) -> None:
    filed, case = answered(room)
    assert case.status is Status.ANSWERED
    page = open_page(room, "track")
    assert isinstance(page, Tracking)
    page.type_ticket(filed.ticket)
    page.type_pin(filed.pin)
    page.next()
    assert page.state.answer == "Lampu sudah diganti."
    assert [stop.key for stop in page.state.stops] == ["file", "operator", "kasi:trb", "answered"]
    assert {stop.phase for stop in page.state.stops} == {"done"}
    page.closed()
    assert page.state.answer == ""


def test_a_reply_promises_an_answer_and_no_paper(room: Room) -> None:
    page = open_page(room, "reply", service="pengaduan")
    assert isinstance(page, ServiceInfo)
    assert page.state.facts[2].title == "Jawaban tertulis"
    assert [paper.title for paper in page.state.papers] == ["Tidak perlu membawa berkas apa pun"]


def test_nine_questions_end_in_thanks_and_skipped_ones_are_not_kept(room: Room) -> None:
    page = open_page(room, "survey")
    assert isinstance(page, Survey)
    page.face(4)
    page.back_one()
    page.face(3)
    while not page.state.thanks:
        page.next()
    page.closed()
    (kept,) = (row[0] for row in room.kiosk.db.rows("SELECT said FROM opinion"))
    assert kept == '{"elements":{"requirements":3}}'
    assert len(opinions.ELEMENTS) == page.state.steps == 9


def test_who_leaves_a_survey_has_said_what_was_touched(room: Room) -> None:
    page = open_page(room, "survey")
    page.face(1)
    page.closed()
    assert room.kiosk.db.value("SELECT count(*) FROM opinion") == 1


def test_a_full_disk_is_said_before_anything_is_typed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.usecases.upkeep.RESERVE", 1 << 62)
    page = open_page(room, "identity", service="domisili")
    assert isinstance(page, OutOfOrder)
    assert not page.state.can_file
    assert [part.key for part in page.state.broken] == ["storage"]
    assert room.visiting.now.service is None


def test_a_machine_whose_identity_another_one_uses_files_nothing_and_says_so_first(room: Room) -> None:
    facts.keep(room.kiosk.db, "frozen", room.kiosk.inc)
    page = open_page(room, "identity", service="domisili")
    assert isinstance(page, OutOfOrder)
    assert [part.key for part in page.state.broken] == ["identity"]
    assert [part.key for part in page.state.works] == ["verify", "track"]
    page.next()  # not to a queue number, which could not be recorded either
    assert room.visiting.now.service is None


def test_a_lobby_that_was_ended_takes_no_filing_nobody_would_hear_and_says_why(room: Room) -> None:
    """The register refuses it by name; a line that is only cut stops nothing."""
    room.standing.links = (LinkState("meja-1", error="offline"),)
    assert room.work.can_file()
    room.standing.links = (LinkState("meja-1", error="device_revoked"),)
    assert not room.work.can_file()
    page = open_page(room, "identity", service="domisili")
    assert isinstance(page, OutOfOrder)
    assert not page.state.can_queue
    assert "diakhiri" in page.state.broken[0].title
