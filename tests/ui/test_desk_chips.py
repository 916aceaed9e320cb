"""What many write alike at the desk: proposed, spelled, offered at kiosk and counter, taken back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from kiosk.domain.chips import FEWEST
from kiosk.store import cases, documents
from kiosk.usecases import intake, offering, office
from kiosk.usecases.proposals import Counting
from tests import make
from tests.ui.test_desk_hours import last_settings

if TYPE_CHECKING:
    from kiosk.domain.service import Service
    from tests.ui.deskroom import Room

KEY = "domisili.keperluan:beasiswa baznas"


def write(room: Room, text: str, people: int = FEWEST, *, first: int = 1) -> None:
    """So many different people file a domisili for the same purpose."""
    for at in range(first, first + people):
        subject = {**make.LELA, "nik": f"1671990101{at:06d}", "nama": f"WARGA {at} CONTOH"}
        answers = {"status_tempat": "sewa", "sejak_tahun": 2019, "keperluan": text}
        make.file(room.kiosk, subject=subject, answers=answers)


def purposes(service: Service) -> list[str]:
    field = service.find_field("keperluan")
    assert field is not None
    return [chip.value for chip in field.chips]


def test_what_ten_wrote_is_spelled_accepted_offered_and_taken_back(room: Room) -> None:
    write(room, "beasiswa baznas")
    page = room.chips()
    (row,) = page.state.rows
    assert (row.key, row.words, row.used) == (KEY, "beasiswa baznas", False)
    assert row.said == f"{FEWEST} orang menulis ini, kebanyakan: beasiswa baznas"
    page.write(KEY, "Beasiswa BAZNAS ")
    page.use(KEY)
    assert room.work.kiosk.office.chips == {}
    page.next()
    held = room.work.kiosk.office
    assert (held.chips, page.state.news_tone) == ({KEY: "Beasiswa BAZNAS"}, "done")
    assert last_settings(room)["chips"] == {KEY: "Beasiswa BAZNAS"}
    lobby = offering.make_local(held, room.kiosk.catalogue.get("domisili"))
    assert purposes(lobby)[-1] == "Beasiswa BAZNAS"
    counter = room.counter()
    counter.choose_service("domisili")
    (asked,) = (ask for ask in counter.state.asks if ask.key == "keperluan")
    assert [one.key_value for one in asked.options] == purposes(lobby)
    assert asked.options[-1].label == "Beasiswa BAZNAS"
    page.undo()
    assert room.work.kiosk.office.chips == {}
    assert last_settings(room)["chips"] is False
    assert [(one.key, one.used) for one in page.state.rows] == [(KEY, False)]


def test_what_is_left_is_proposed_no_more_and_can_be_taken_up_again(room: Room) -> None:
    write(room, "beasiswa baznas")
    write(room, "aktivasi bpjs", FEWEST + 1)
    page = room.chips()
    assert [row.words for row in page.state.rows] == ["aktivasi bpjs", "beasiswa baznas"]
    page.leave("domisili.keperluan:aktivasi bpjs")
    page.next()
    again = room.chips()
    assert [(row.words, row.left_out) for row in again.state.rows] == [
        ("beasiswa baznas", False),
        ("aktivasi bpjs", True),
    ]
    again.use("domisili.keperluan:aktivasi bpjs")
    again.next()
    held = room.work.kiosk.office
    assert (held.no_chips, held.chips) == ((), {"domisili.keperluan:aktivasi bpjs": "aktivasi bpjs"})


def test_neither_name_nor_nik_stands_on_the_page(room: Room) -> None:
    write(room, "beasiswa baznas")
    shown = str(asdict(room.chips().state))
    assert "beasiswa baznas" in shown
    assert "CONTOH" not in shown
    assert "1671" not in shown


def test_words_no_question_takes_are_told_at_their_row_and_nothing_is_saved(room: Room) -> None:
    write(room, "beasiswa baznas")
    page = room.chips()
    page.use(KEY)
    for typed in (" ", "x" * 121):
        page.write(KEY, typed)
        page.next()
        assert page.state.rows[0].problem
        assert room.work.kiosk.office.chips == {}
    page.write(KEY, "beasiswa BAZNAS")
    page.next()
    assert room.work.kiosk.office.chips == {KEY: "beasiswa BAZNAS"}


def test_nobody_without_the_right_makes_a_chip(room: Room) -> None:
    write(room, "beasiswa baznas")
    room.sign_in(make.operator_2)
    page = room.chips()
    page.use(KEY)
    page.next()
    assert page.state.news_tone == "error"
    assert room.work.kiosk.office.chips == {}


def test_a_chip_reaches_the_lobby_with_the_office_s_documents(room: Room) -> None:
    lobby = make.make_lobby(room.kiosk, room.folder / "lobby")
    write(room, "beasiswa baznas")
    page = room.chips()
    page.use(KEY)
    page.next()
    last, _ = documents.find_end(lobby.db, lobby.office.code)
    documents.put(lobby.db, documents.find_after(room.kiosk.db, lobby.office.code, last))
    assert intake.apply(lobby)
    held = office.reload(lobby).office
    assert purposes(offering.make_local(held, lobby.catalogue.get("domisili")))[-1] == "beasiswa baznas"
    lobby.db.close()


def test_a_copied_list_is_not_asked_anew_for_an_office_s_own_chip(room: Room) -> None:
    answers = {
        "tanggal_hilang": "2026-11-20",
        "tempat_hilang": "Pasar Contoh",
        "barang": [{"nama": "dompet", "nomor": "1"}],
        "polsek": "Contoh",
        "keperluan": "penggantian dokumen",
    }
    before = make.file(room.kiosk, make.operator, service="kehilangan", answers=answers).case
    changed = replace(room.kiosk.office, chips={"kehilangan.barang.nama:dompet": "dompet"})
    room.work.station.kiosk = replace(room.kiosk, office=changed)
    page = room.counter()
    page.look_for(make.LELA["nik"])
    page.again_like_last(before.id)
    assert "barang.1.nama" in {ask.key for ask in page.state.asks if ask.copied}


def test_a_count_reads_every_permohonan_once_in_slices(room: Room) -> None:
    write(room, "beasiswa baznas", 3)
    some = make.file(room.kiosk).case
    many = [replace(some, id=f"{at:08x}-0000-7000-8000-000000000000") for at in range(1200)]
    with room.kiosk.db.write():
        cases.save(room.kiosk.db, many)
    counting = Counting(room.kiosk)
    steps = 0
    while not counting.is_done:
        counting.step()
        steps += 1
    assert (counting.done, counting.total, steps) == (1204, 1204, 5)


def test_answers_are_read_alone_as_they_stand_in_the_whole_state(room: Room) -> None:
    write(room, "beasiswa baznas", 2)
    empty = replace(make.file(room.kiosk).case, id="00000001-0000-7000-8000-000000000000", answers={})
    with room.kiosk.db.write():
        cases.save(room.kiosk.db, [empty])
    for row in cases.find_answers(room.kiosk.db, after="", most=50):
        case = cases.find(room.kiosk.db, row.id)
        assert case is not None
        assert (row.service, row.nik, row.answers) == (case.service, case.subject["nik"], case.answers)


def test_who_leaves_the_page_stops_the_count(room: Room) -> None:
    page = room.chips()
    page.closed()
    assert page._counting is None
