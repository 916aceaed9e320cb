"""The kop over a real office: typed, printed on the next sheet, taken back, refused at its field."""

from __future__ import annotations

import pytest

from tests import make
from tests.ui.deskroom import Room, words
from tests.ui.test_desk_hours import last_settings

TYPED = {
    "address": "Jalan Percobaan Nomor 12",
    "phone": "0711 111111",
    "postcode": "30127",
    "email": "sialang@contoh.go.id",
}


def test_a_kop_is_one_settings_event_and_can_be_taken_back(room: Room) -> None:
    page = room.kop()
    for key, typed in TYPED.items():
        page.put(key, typed)
    assert page.state.contact == TYPED["address"]
    assert page.state.numbers == "Telepon 0711 111111  ·  Kode Pos 30127  ·  Pos-el sialang@contoh.go.id"
    assert room.work.kiosk.office == make.OFFICE
    page.next()
    assert {key: getattr(room.work.kiosk.office, key) for key in TYPED} == TYPED
    assert {key: last_settings(room)[key] for key in TYPED} == TYPED
    page.undo()
    assert room.work.kiosk.office == make.OFFICE
    assert last_settings(room)["email"] is False


@pytest.mark.parametrize(
    ("key", "typed"),
    [("postcode", "3012"), ("postcode", "03012"), ("email", "sialang"), ("address", "Jalan \u6f22")],
)
def test_what_cannot_be_right_is_said_at_its_field_and_not_saved(room: Room, key: str, typed: str) -> None:
    page = room.kop()
    page.put(key, typed)
    page.next()
    assert {part.key: part.problem for part in page.state.parts if part.problem} == {
        key: words(f"kop.bad_{key}")
    }
    assert page.state.news_tone == "first"
    assert room.work.kiosk.office == make.OFFICE
    page.put(key, "")
    assert not any(part.problem for part in page.state.parts)
