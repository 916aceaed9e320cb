"""The heads of RT and RW over a real office: typed, kept, taken back; a case says who was not in office."""

from __future__ import annotations

from kiosk.domain.heads import ENDED
from kiosk.usecases import profile
from tests import make
from tests.ui.deskroom import Room, words
from tests.ui.test_desk_case import with_pengantar
from tests.ui.test_desk_hours import last_settings
from ui.screens.desk.heads import Heads

MASNUN = {"rt": "7", "rw": "2", "name": "Masnun (CONTOH)", "decree": "1/2025", "since": "01042025"}


def add(page: Heads, **typed: str) -> None:
    """One more head, as somebody types it."""
    page.add()
    for key, text in (MASNUN | typed).items():
        page.type(key, text)
    page.next()


def test_a_head_is_a_settings_event_and_can_be_taken_back(room: Room) -> None:
    page = room.heads()
    add(page, phone="0812 0000 0000")
    assert [row.title for row in page.state.rows] == ["RT 007 RW 002: Masnun (CONTOH)"]
    assert last_settings(room)["heads"] == {
        "007/002": ["Masnun (CONTOH)", "1/2025", "2025-04-01", "-", "0812 0000 0000"]
    }
    assert profile.find_office(room.work.kiosk.db) == room.work.kiosk.office
    page.undo()
    assert page.state.rows == ()
    assert room.work.kiosk.office == make.OFFICE
    assert last_settings(room)["heads"] is False


def test_a_head_is_mended_and_taken_off_the_list(room: Room) -> None:
    page = room.heads()
    add(page)
    page.take("007/002")
    page.type("rt", "8")
    page.next()
    assert [row.key for row in page.state.rows] == ["008/002"]
    page.take("008/002")
    page.remove()
    assert page.state.rows == ()


def test_what_makes_no_sense_is_said_beside_its_line_and_not_saved(room: Room) -> None:
    page = room.heads()
    add(page)
    add(page, name="", until="32-13-2026")
    assert {line.key for line in page.state.lines if line.problem} == {"name", "until", "rt"}
    add(page, rw="")
    assert {line.key for line in page.state.lines if line.problem} == {"rw"}
    assert len(room.work.kiosk.office.heads) == 1


def test_one_line_may_mend_what_was_said_at_another(room: Room) -> None:
    page = room.heads()
    add(page)
    add(page)
    assert {line.key for line in page.state.lines if line.problem} == {"rt"}
    page.type("rw", "3")
    page.next()
    assert [row.key for row in page.state.rows] == ["007/002", "007/003"]


def test_a_table_is_shown_before_it_counts_and_can_be_taken_back(room: Room) -> None:
    folder = room.work.tables
    folder.mkdir()
    (folder / "ketua.csv").write_text(
        "rw;rt;nama\n2;7;Masnun (CONTOH)\n2;;Zainal (CONTOH)\n;;Siapa (CONTOH)\n"
    )
    page = room.heads()
    assert [one.code for one in page.state.files] == ["ketua.csv"]
    page.read_file("ketua.csv")
    assert [one.count for one in page.state.sums] == ["2", "0", "0", "1"]
    assert [one.line for one in page.state.bad] == [words("residents.line", line=4)]
    assert room.work.kiosk.office == make.OFFICE
    page.cancel()
    assert (page.state.sums, page.state.rows) == ((), ())
    page.read_file("ketua.csv")
    page.next()
    assert [row.key for row in page.state.rows] == ["/002", "007/002"]
    assert (page.state.sums, page.state.news) == ((), words("heads.brought"))
    page.undo()
    assert room.work.kiosk.office == make.OFFICE


def test_a_table_that_is_none_is_refused_and_the_list_stays_in_view(room: Room) -> None:
    room.work.tables.mkdir()
    (room.work.tables / "foto.csv").write_bytes(b"PK\x03\x04 none")
    page = room.heads()
    page.read_file("foto.csv")
    assert (page.state.file, page.state.news_tone) == ("", "error")


def test_a_pengantar_by_somebody_no_longer_in_office_is_flagged_at_its_case(room: Room) -> None:
    case = with_pengantar(room.kiosk)
    assert ENDED not in {pill.key for pill in room.case(case.id).state.warnings}
    page = room.heads()
    add(page, until="19112026")
    found = {pill.key: pill.label for pill in room.case(case.id).state.warnings}
    assert found[ENDED] == words("case.pengantar_ended")
    page.take("007/002")
    page.type("until", "20112026")
    page.next()
    assert ENDED not in {pill.key for pill in room.case(case.id).state.warnings}
