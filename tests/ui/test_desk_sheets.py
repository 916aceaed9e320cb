"""From the signer's turn to the surat in somebody's hand: batch, paper and ink, over a real office."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases
from kiosk.usecases import acts, permohonan
from tests import make
from tests.ui.deskroom import Room, seal_text
from ui.screens.desk.batch import Batch
from ui.screens.desk.ticks import MOST, Ticks


def find(room: Room, id: str) -> Permohonan:
    return cases.get_shown(room.kiosk.db, id).case


def see_all(page: Batch) -> None:
    """Every sheet scrolled to its end, as the drawing says."""
    for row in page.state.rows:
        page.look(row.key)
        page.seen(row.key)


def test_a_sheet_is_ticked_only_after_it_was_seen_to_its_end(room: Room) -> None:
    case = make.at_signer(room.kiosk)
    page = room.batch()
    page.tick(case.id)
    assert not page.state.rows[0].is_ticked
    assert page.state.news
    page.seen(case.id)
    page.tick(case.id)
    assert page.state.rows[0].is_ticked


def test_a_sheet_nobody_has_in_view_cannot_be_seen(room: Room) -> None:
    first, second = make.at_signer(room.kiosk), make.at_signer(room.kiosk)
    page = room.batch(first.id)
    page.seen(second.id)
    assert {row.key: row.is_seen for row in page.state.rows} == {first.id: False, second.id: False}


def test_the_register_holder_records_the_signature_on_order(room: Room) -> None:
    made = [make.at_signer(room.kiosk) for _ in range(3)]
    page = room.batch()
    assert page.state.next_number.endswith("/001/KEL-SLG/XI/2026")
    assert page.state.signer_said == make.LURAH.name
    see_all(page)
    page.tick_all_seen()
    page.next()
    numbers = [find(room, case.id).sign["number"] for case in made]
    assert [number.split("/")[1] for number in numbers] == ["001", "002", "003"]
    assert [row.said for row in page.state.rows] == numbers
    assert {find(room, case.id).status for case in made} == {Status.SIGNED}
    page.next()
    assert room.went[-1] == ("paper", {"ids": ",".join(case.id for case in made)})


def test_a_refusal_stops_its_own_row_alone(room: Room) -> None:
    first, second = make.at_signer(room.kiosk), make.at_signer(room.kiosk)
    page = room.batch()
    see_all(page)
    page.tick_all_seen()
    permohonan.return_(room.kiosk, make.lurah, acts.begin(room.kiosk, first), reasons=["see_officer"])
    page.next()
    rows = {row.key: row.outcome for row in page.state.rows}
    assert rows == {first.id: "refused", second.id: "done"}
    assert find(room, first.id).sign == {}


def test_a_seal_takes_the_signers_own_pin_and_forgets_it(room: Room) -> None:
    case = make.at_signer(room.kiosk)
    page = room.batch()
    see_all(page)
    page.tick(case.id)
    page.mode("seal")
    page.next()
    assert page.state.asking_pin
    for digit in "000000":
        page.digit(digit)
    page.next()
    assert (page.state.digits, bool(page.state.pin_problem)) == (0, True)
    assert find(room, case.id).status is Status.IN_REVIEW
    for digit in make.PIN:
        page.digit(digit)
    page.next()
    after = find(room, case.id)
    assert (after.status, after.sign["signer"]["id"]) == (Status.READY, make.LURAH.id)
    assert not page.state.asking_pin


def test_ink_takes_the_signer_s_pin_where_the_office_wants_it(room: Room) -> None:
    room.office.change(acts.begin(room.kiosk), {"wet_by": "pin"})
    case = make.at_signer(room.kiosk)
    page = room.batch()
    see_all(page)
    page.tick(case.id)
    page.next()
    assert page.state.asking_pin
    for digit in make.PIN:
        page.digit(digit)
    page.next()
    after = find(room, case.id)
    assert (after.status, after.sign["mode"]) == (Status.SIGNED, "wet")


def test_what_is_not_complete_cannot_be_ticked_and_says_why(room: Room) -> None:
    case = make.file(room.kiosk).case
    for who in (make.operator, make.kasi, make.seklur):
        case = permohonan.pass_on(room.kiosk, who, acts.begin(room.kiosk, case))
    page = room.batch()
    page.seen(case.id)
    page.tick(case.id)
    assert not page.state.rows[0].is_ticked
    assert "identitas belum diperiksa" in page.state.rows[0].blocked


def test_a_kasi_agrees_to_many_in_one_go(room: Room) -> None:
    made = []
    for _ in range(2):
        case = make.checked(room.kiosk, make.file(room.kiosk).case)
        made.append(permohonan.pass_on(room.kiosk, make.operator, acts.begin(room.kiosk, case)))
    room.sign_in(make.kasi)
    page = room.batch()
    see_all(page)
    page.tick_all_seen()
    page.next()
    assert [find(room, case.id).get_step() for case in made] == ["seklur", "seklur"]


def test_no_page_image_stays_when_the_batch_is_left(room: Room) -> None:
    make.at_signer(room.kiosk)
    page = room.batch()
    assert room.held.pages
    page.closed()
    assert not room.held.pages


def test_no_more_sheets_are_ticked_than_a_person_can_have_read() -> None:
    ticks = Ticks()
    for number in range(MOST + 5):
        ticks.tick(str(number))
    assert len(ticks.ticked) == MOST


def test_paper_is_recorded_sent_and_asked_about_sheet_by_sheet(room: Room) -> None:
    case = make.signed(room.kiosk)
    page = room.paper(case.id)
    assert [sheet.kind for sheet in page.state.sheets] == ["original", "archive"]
    page.next()
    assert len(list(room.folder.glob("*.pdf"))) == 2
    assert page.state.stage == "ask"
    assert find(room, case.id).status is Status.SIGNED
    page.next()
    assert [one.ok for one in find(room, case.id).prints] == [True, True]
    assert page.state.stage == "done"
    page.next()
    assert room.went[-1] == ("ink", {})


def test_an_office_that_gives_up_its_archive_copies_prints_none_from_then_on(room: Room) -> None:
    case = make.signed(room.kiosk)
    settings = room.settings()
    settings.choose("archive_copy", "none")
    settings.next()
    assert [sheet.kind for sheet in room.paper(case.id).state.sheets] == ["original"]


def test_the_rail_counts_what_its_pages_list(room: Room) -> None:
    make.file(room.kiosk)
    make.signed(room.kiosk)
    page = room.paper(make.signed(room.kiosk).id)
    page.next()
    page.next()
    make.ready(room.kiosk)
    counts = room.work.count_paper()
    assert (counts["paper"], counts["ink"]) == (1, 1)
    assert len({sheet.case for sheet in room.paper().state.sheets}) == counts["paper"]
    assert len(room.ink().state.rows) == counts["ink"]


def test_a_sheet_that_is_not_right_needs_its_reason_and_is_printed_again(room: Room) -> None:
    case = make.signed(room.kiosk)
    page = room.paper(case.id)
    page.archive_copy()
    page.next()
    (sheet,) = page.state.sheets
    page.tick(sheet.key)
    page.next()
    assert page.state.panel == "bad"
    page.next()
    assert page.state.panel_problem
    page.reason("jam")
    page.next()
    assert [one.ok for one in find(room, case.id).prints] == [False]
    assert (page.state.stage, [sheet.stage for sheet in page.state.sheets]) == ("plan", [""])
    page.next()
    page.next()
    assert [one.ok for one in find(room, case.id).prints] == [False, True]


def test_a_crash_between_print_and_confirmation_asks_again(room: Room) -> None:
    case = make.signed(room.kiosk)
    room.paper(case.id).next()
    again = room.paper()
    assert again.state.stage == "ask"
    assert {sheet.stage for sheet in again.state.sheets} == {"asked"}


def test_a_reprint_keeps_its_reason(room: Room) -> None:
    case = make.ready(room.kiosk)
    page = room.paper(case.id)
    page.reprint()
    page.reason("lost")
    page.write("basah kehujanan")
    page.next()
    last = find(room, case.id).prints[-1]
    assert (last.kind, last.ok) == ("reprint", None)
    moment = room.work.read(case.id).timeline[-1]
    assert moment.data["reason"] == "lost: basah kehujanan"
    steps = room.case(case.id).state.steps
    assert "hilang: basah kehujanan" in {step.said for step in steps}


def test_somebody_takes_a_surat_that_is_ready(room: Room) -> None:
    case = make.ready(room.kiosk)
    page = room.paper(case.id)
    page.hand_over()
    assert page.state.typed == make.LELA["nama"]
    page.write("")
    page.next()
    assert page.state.panel_problem
    page.write("Anak pemohon, Dedi Contoh")
    page.next()
    after = find(room, case.id)
    assert (after.status, after.taken_by) == (Status.HANDED_OVER, "Anak pemohon, Dedi Contoh")


def test_the_folder_comes_back_and_is_confirmed_in_one_go(room: Room) -> None:
    made = [make.printed(room.kiosk, make.signed(room.kiosk)) for _ in range(3)]
    page = room.ink()
    page.tick_all()
    page.tick(made[1].id)
    page.next()
    found = [find(room, case.id).status for case in made]
    assert found == [Status.READY, Status.SIGNED, Status.READY]


def test_a_sheet_under_the_reader_ticks_its_own_row(room: Room) -> None:
    made = [make.printed(room.kiosk, make.signed(room.kiosk)) for _ in range(2)]
    page = room.ink()
    page.scanned(seal_text(room, made[1]))
    assert [row.is_ticked for row in page.state.rows] == [False, True]


def test_a_code_of_somebody_else_ticks_nothing(room: Room) -> None:
    make.printed(room.kiosk, make.signed(room.kiosk))
    page = room.ink()
    page.scanned("HTTPS://CONTOH.ID/V#123")
    assert not page.state.rows[0].is_ticked
    assert page.state.news_tone == "error"


def test_rows_are_drawn_anew_in_another_language(room: Room) -> None:
    make.at_signer(room.kiosk)
    page = room.batch()
    before = page.state
    page.redraw()
    assert replace(page.state) == before
