"""Refused records stay on the page of links until an officer has looked at them."""

from __future__ import annotations

from kiosk.domain.event import read
from kiosk.store import ledger, odd
from kiosk.usecases import upkeep
from tests import make
from tests.ui.deskroom import Room


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
