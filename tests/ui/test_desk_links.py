"""Refused records stay on the page of links until an officer has looked at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.event import read
from kiosk.store import cases, ledger, odd
from kiosk.usecases import acts, upkeep
from sync import bundle
from sync.desk import Desk
from tests import make
from tests.ui.deskroom import Room, words
from ui.station import get_receiver


def keep(room: Room, raw: bytes, reason: str = "bad_event length=3", sender: str = "lobi-1") -> None:
    odd.keep(room.kiosk.db, raw, reason=reason, sender=sender, at=room.kiosk.now())


def health(room: Room) -> str:
    return next(check.state for check in upkeep.doctor(room.kiosk) if check.id == "odd")


def test_a_refused_record_is_shown_with_who_brought_it(room: Room) -> None:
    keep(room, b"{}")
    keep(room, b"[]", reason="second_content", sender="")
    rows = room.links().state.odd
    assert [row.title for row in rows] == [
        "Catatan yang tidak terbaca",
        "Catatan lain di tempat yang sudah terisi",
    ]
    assert "lobi-1" in rows[0].said
    assert "di meja ini" in rows[1].said


def test_seen_ends_the_doctor_s_warning_keeps_the_bytes_and_names_who_looked(room: Room) -> None:
    keep(room, b"{}")
    page = room.links()
    assert health(room) == "warn"
    page.see_odd()
    assert (page.state.odd, page.state.news_tone, health(room)) == ((), "done", "ok")
    assert room.kiosk.db.value("SELECT raw FROM odd") == b"{}"
    last = read(list(ledger.all_entries(room.kiosk.db))[-1].event)
    assert (last.verb, last.who, last.data) == ("view", make.OPERATOR.id, {"what": "odd"})


def test_one_that_came_after_the_page_was_opened_is_not_passed_over(room: Room) -> None:
    keep(room, b"{}")
    page = room.links()
    keep(room, b"[]")
    page.see_odd()
    assert [one.raw for one in odd.find_unseen(room.kiosk.db)] == [b"[]"]
    assert len(page.state.odd) == 1


def test_who_does_not_hold_the_register_marks_nothing(room: Room) -> None:
    keep(room, b"{}")
    room.sign_in(make.kasi)
    page = room.links()
    page.see_odd()
    assert page.state.news_tone == "error"
    assert len(odd.find_unseen(room.kiosk.db)) == 1


def test_a_backup_goes_onto_the_stick_that_is_in(room: Room, tmp_path: Path) -> None:
    room.media = (tmp_path / "KANTOR",)
    room.media[0].mkdir()
    page = room.links()
    assert page.state.stick_said == "Stik KANTOR terpasang."
    page.backup()
    assert page.state.news_tone == "done"
    [made] = (tmp_path / "KANTOR" / "sidemang").glob("*.db")
    assert made.name in page.state.news
    assert (room.kiosk.config.home / "backup" / made.name).exists()


def test_without_a_stick_its_buttons_say_what_to_do(room: Room, tmp_path: Path) -> None:
    make.make_lobby(room.kiosk, tmp_path / "lobby").db.close()
    page = room.links()
    for press in (page.export_usb, page.import_usb):
        press()
        assert page.state.news_tone == "error"
        assert "stik" in page.state.news


def test_an_office_alone_has_nobody_to_carry_a_stick_to(room: Room, tmp_path: Path) -> None:
    room.media = (tmp_path,)
    page = room.links()
    page.export_usb()
    assert page.state.news == words("error.no_receiver")


def test_a_stick_goes_from_the_desk_to_the_lobby_and_back_by_hand(room: Room, tmp_path: Path) -> None:
    room.media = (tmp_path / "KANTOR",)
    room.media[0].mkdir()
    lobby = make.make_lobby(room.kiosk, tmp_path / "lobby")
    make.file(lobby)
    folder = tmp_path / "KANTOR" / "sidemang"
    bundle.export(Desk(lobby), get_receiver(lobby), folder)
    page = room.links()
    page.import_usb()
    assert page.state.news_tone == "done"
    assert len(cases.find_open(room.kiosk.db)) == 1
    page.export_usb()
    taken = bundle.take_folder(Desk(lobby), lobby.keys.box, folder)
    assert taken.entries > 0
    assert not ledger.count_pending(lobby.db)[0]
    told = [entry.event for entry in ledger.all_entries(room.kiosk.db) if b'"what":"bundle"' in entry.event]
    assert {read(one).who for one in told} == {room.who.id}
    lobby.db.close()


@pytest.mark.logs
def test_a_file_of_a_stranger_on_the_stick_is_counted_and_left(room: Room, tmp_path: Path) -> None:
    room.media = (tmp_path,)
    folder = tmp_path / "sidemang"
    folder.mkdir()
    lobby = make.make_lobby(room.kiosk, tmp_path / "lobby")
    [path] = bundle.export(Desk(lobby), get_receiver(lobby), folder)
    path.write_bytes(path.read_bytes()[:-1])
    page = room.links()
    page.import_usb()
    assert page.state.news == words("links.imported_partly", count=0, refused=1)
    lobby.db.close()


def test_what_a_device_found_wrong_is_on_the_page_until_an_officer_looked(room: Room) -> None:
    acts.do_device(room.kiosk, "alarm", {"what": "clone", "detail": {"device": "lobi-1"}})
    page = room.links()
    [row] = page.state.alarms
    assert row.title == "Dua alat memakai identitas lobi-1"
    assert "meja-1" in row.said
    room.sign_in(make.seklur)
    page.see_alarms()
    assert page.state.news_tone == "error"
    room.sign_in(make.lurah)
    page = room.links()
    page.see_alarms()
    assert (page.state.alarms, page.state.news) == ((), words("links.alarms_seen"))
