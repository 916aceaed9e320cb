"""Numbers that want a look or a reason, and once more like last time, at counter and case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.event import parse
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.service import Service
from kiosk.store import cases, ledger
from kiosk.usecases import acts, permohonan
from tests import make
from tests.fakes import FakeWorld
from tests.ui.deskroom import Room, opened, words
from tests.ui.test_desk_counter import newest, typed
from ui.counterwork import CounterWork
from ui.screens.desk.counter import Counter


def is_filed(page: Counter) -> bool:
    """Whether ticket and PIN stand in place of the form now."""
    return page.state.filed


def notes_of(room: Room, id: str) -> dict[str, str]:
    """What was noted in a file, by what it is about."""
    events = [parse(entry.event) for entry in ledger.entries_about(room.kiosk.db, id)]
    return {one.data["what"]: one.data["text"] for one in events if one.verb == "note"}


def test_a_birth_date_that_differs_from_the_nik_wants_a_reason_that_becomes_a_note(room: Room) -> None:
    page = typed(room)
    page.type_why("")
    page.answer("pemohon.tanggal_lahir", "06-07-1989")
    assert [one.key for one in page.state.remarks] == ["nik_example", "nik_birth_differs"]
    page.see_all()
    page.next()
    assert (is_filed(page), page.state.news) == (False, words("counter.why_first"))
    page.file()
    assert not is_filed(page)
    page.type_why("akta diperbaiki pengadilan")
    page.next()
    assert is_filed(page), page.state.news
    noted = notes_of(room, newest(room).id)
    assert noted == dict.fromkeys(("nik_birth_differs", "nik_example"), "akta diperbaiki pengadilan")
    assert room.case(newest(room).id).state.panel == ""


def test_somebody_without_a_nik_is_filed_at_the_desk_with_a_reason(room: Room) -> None:
    page = typed(room)
    page.toggle_nik()
    assert "pemohon.nik" not in {ask.key for ask in page.state.asks}
    assert page.state.why_label == words("counter.why_no_nik")
    page.type_why(" ")
    page.see_all()
    page.next()
    assert not is_filed(page)
    page.type_why("bayi baru lahir")
    page.next()
    assert is_filed(page), page.state.news
    case = newest(room)
    assert "nik" not in case.subject
    assert (case.open, case.get_step()) == ((), "kasi:pem")
    assert notes_of(room, case.id) == {"no_nik": "bayi baru lahir"}


def test_no_kiosk_files_a_reason_and_no_reason_is_empty(room: Room) -> None:
    for who, text in ((make.resident, "bayi"), (make.operator, "")):
        with pytest.raises(Refused, match="bad_data"):
            make.file(room.kiosk, who, notes={"no_nik": text})


def test_the_same_filed_within_a_week_is_shown_before_it_is_filed_again(room: Room, world: FakeWorld) -> None:
    older = make.file(room.kiosk).case
    make.file(room.kiosk, answers={**make.DOMISILI, "keperluan": "sekolah anak"})
    world.pass_time(minutes=3 * 24 * 60)
    page = typed(room)
    page.see_all()
    page.next()
    assert (is_filed(page), page.state.news_tone) == (False, "first")
    page.open_double()
    assert room.went[-1] == ("case", {"id": older.id})
    page.next()  # meant all the same
    assert is_filed(page)
    case = room.case(newest(room).id)
    assert next(one.key for one in case.state.warnings) == f"double {older.id}"
    assert next(one.key for one in case.state.others if one.double) == older.id


def test_the_same_after_a_week_is_no_double(room: Room, world: FakeWorld) -> None:
    make.file(room.kiosk)
    world.pass_time(minutes=8 * 24 * 60)
    page = typed(room)
    page.see_all()
    page.next()
    assert is_filed(page), page.state.news


def test_one_nik_under_two_names_in_open_files_is_remarked(room: Room) -> None:
    case = make.file(room.kiosk).case
    make.file(room.kiosk, subject={**make.LELA, "nama": "LELA LAIN CONTOH"})
    assert "nik_other_name" in {one.key for one in room.case(case.id).state.warnings}


def test_the_case_page_asks_the_reason_before_it_passes(room: Room) -> None:
    case = make.checked(room.kiosk, make.file(room.kiosk).case)
    given = {"rt": "007", "rw": "002", "nomor": "1/2026", "tanggal": "2026-11-20"}
    permohonan.correct(room.kiosk, make.operator, acts.begin(room.kiosk, case), "pengantar", given)
    page = room.case(case.id)
    page.next()
    assert (page.state.panel, page.state.panel_title) == ("text", words("case.why_due"))
    page.write("contoh untuk uji")
    page.next()
    assert notes_of(room, case.id) == {"nik_example": "contoh untuk uji"}
    page.next()
    assert cases.get_shown(room.kiosk.db, case.id).case.get_step() == "kasi:pem"


# --- once more like last time (letters.md 4.6) -----------------------------------------------------------


def test_what_differs_from_today_is_shown_and_either_is_one_press(room: Room) -> None:
    moved = {**make.LELA, "pekerjaan": "Pelajar/mahasiswa"}
    before = make.file(room.kiosk, subject=moved).case
    make.checked(room.kiosk, make.file(room.kiosk).case)
    page = room.counter()
    page.look_for("1671994507890003")
    page.again_like_last(before.id)
    job = next(ask for ask in page.state.asks if ask.key == "pemohon.pekerjaan")
    assert (job.value, [one.key_value for one in job.offers]) == ("Wiraswasta", ["then", "now"])
    assert [one.chosen for one in job.offers] == [False, True]
    assert "1" in page.state.news
    page.offer("pemohon.pekerjaan", "then")
    job = next(ask for ask in page.state.asks if ask.key == "pemohon.pekerjaan")
    assert (job.value, [one.chosen for one in job.offers]) == ("Pelajar/mahasiswa", [True, False])
    page.offer("pemohon.pekerjaan", "now")
    page.offer("pemohon.nama", "then")  # nothing is offered there
    assert "pemohon.pekerjaan" not in {ask.key for ask in page.state.asks if ask.copied}


def test_a_copied_year_is_confirmed_or_typed_anew(room: Room) -> None:
    before = make.file(room.kiosk).case
    page = room.counter()
    page.look_for("1671994507890003")
    page.again_like_last(before.id)
    page.answer("sejak_tahun", "2016")
    assert not [ask.key for ask in page.state.asks if ask.offers]


class Then(CounterWork):
    """The counter of an office whose service allowed other years when it was filed."""

    def again(self, id: str) -> tuple[Permohonan, Service]:
        case, service = super().again(id)
        asked = tuple(replace(one, min=1950) if one.name == "sejak_tahun" else one for one in service.ask)
        return case, replace(service, ask=asked)


def test_a_question_the_newer_version_asks_otherwise_is_asked_anew(room: Room) -> None:
    before = make.file(room.kiosk).case
    page = opened(Counter(room.front, Then(room.work)))
    page.again_like_last(before.id)
    asked = {ask.key: ask.value for ask in page.state.asks}
    assert asked["keperluan"] == "melamar kerja"
    assert asked["sejak_tahun"] == ""
    assert "1 ditanyakan lagi" in page.state.news
