"""From the papers to the ticket: nothing stops it that need not, nothing is filed twice or shown too long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kiosk.domain.service import Outcome
from tests.ui.visitors import CATALOGUE, KK6, NIK, REFERENCE, TODAY, Counter, Visitor
from ui.screens.resident.drawing import STAFF
from ui.screens.resident.ekitir import FAILED, PRINTED, SECONDS, Ekitir
from ui.screens.resident.form import Form
from ui.screens.resident.papers import Papers
from ui.screens.resident.review import Review
from ui.screens.resident.visit import Visit

OFFERED = [one.id for one in CATALOGUE.services if one.is_ready and one.self_service]


def to_papers(visitor: Visitor) -> Papers:
    form = visitor.known_to_form("domisili")
    form.pick("status_tempat", "keluarga")
    form.answer("sejak_tahun", "2015")
    form.pick("keperluan", "sekolah anak")
    form.next()
    return visitor.on(Papers)


def to_review(visitor: Visitor) -> Review:
    papers = to_papers(visitor)
    papers.all_brought()
    papers.next()
    return visitor.on(Review)


def to_ticket(visitor: Visitor) -> Ekitir:
    to_review(visitor).file()
    return visitor.on(Ekitir)


def said(review: Review, part: str) -> dict[str, str]:
    lines = next(one for one in review.state.parts if one.key == part).lines
    return {line.key: line.said for line in lines}


# --- papers


def test_a_paper_nothing_was_said_of_is_pointed_at(visitor: Visitor) -> None:
    papers = to_papers(visitor)
    papers.bring("pengantar")
    papers.next()
    assert visitor.journey.screen is papers
    assert papers.state.target == "ktp"
    assert papers.state.problem


def test_one_tap_says_that_all_papers_are_here(visitor: Visitor) -> None:
    papers = to_papers(visitor)
    papers.all_brought()
    assert papers.state.all_here is True
    papers.later("kk")
    state = papers.state
    assert not state.all_here
    papers.next()
    visitor.on(Review)


def test_a_paper_that_follows_stands_first_on_the_ticket(visitor: Visitor) -> None:
    papers = to_papers(visitor)
    papers.all_brought()
    papers.later("kk")
    papers.next()
    visitor.on(Review).file()
    ticket = visitor.on(Ekitir)
    assert ticket.state.papers[0].key == "kk"
    assert ticket.state.papers_title == visitor.say("ekitir.papers_later")
    (filing,) = visitor.counter.filed.values()
    assert "kk" in filing.papers
    assert "kk" not in filing.brought


class Scanner:
    """A flatbed of one page at a time."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def scan(self, draft: str, paper: str) -> int:
        assert draft
        self.held[paper] = self.held.get(paper, 0) + 1
        return self.held[paper]

    def drop(self, draft: str, paper: str) -> int:
        assert draft
        self.held[paper] -= 1
        return self.held[paper]


def test_scanned_pages_are_counted_and_taken_back(visitor: Visitor) -> None:
    to_papers(visitor)
    papers = Papers(visitor.lobby, papers=REFERENCE.papers, scanner=Scanner())
    papers.opened()
    papers.scan("kk")
    papers.scan("kk")
    row = next(one for one in papers.state.rows if one.key == "kk")
    assert (row.held, row.pages, row.working) == ("scanned", 2, False)
    papers.retake("kk")
    papers.delete_page("kk")
    papers.delete_page("kk")
    row = next(one for one in papers.state.rows if one.key == "kk")
    assert (row.held, row.pages) == ("brought", 0)


# --- review


def test_review_masks_the_nik_and_nothing_that_has_to_be_checked(visitor: Visitor) -> None:
    review = to_review(visitor)
    person = said(review, "person")
    assert person["pemohon.nama"] == "SITI AMINAH (CONTOH)"
    assert person["pemohon.nik"] == "1671********0003"
    assert person["pemohon.tempat_lahir"] == "Palembang, 5 Juli 1989"
    assert "RT 003 RW 012" in person["pemohon.alamat"]
    assert NIK not in str(review.state)
    assert said(review, "surat") == {
        "status_tempat": "rumah keluarga",
        "sejak_tahun": "2015",
        "keperluan": "sekolah anak",
    }


def test_what_staff_will_write_is_marked_and_counted(visitor: Visitor) -> None:
    form = visitor.known_to_form("keterangan_umum")
    for one in form.state.questions:
        form.pick(one.key, STAFF)
    form.next()
    papers = visitor.on(Papers)
    papers.all_brought()
    papers.next()
    review = visitor.on(Review)
    surat = next(one for one in review.state.parts if one.key == "surat")
    assert [line.key for line in surat.lines if line.is_open] == ["perihal", "isi", "keperluan"]
    assert "3" in review.state.open_said


def test_a_change_goes_to_the_pages_of_its_part_and_comes_back(visitor: Visitor) -> None:
    review = to_review(visitor)
    review.edit("surat")
    form = visitor.on(Form)
    form.answer("sejak_tahun", "2016")
    form.next()
    visitor.on(Papers).next()
    assert said(visitor.on(Review), "surat")["sejak_tahun"] == "2016"


def test_the_person_the_list_knew_can_be_mended(visitor: Visitor) -> None:
    to_review(visitor).edit("person")
    form = visitor.on(Form)
    form.answer("pemohon.nama", "SITI AMINAH BARU (CONTOH)")
    for _ in range(9):
        if visitor.journey.page == "form":
            visitor.on(Form).next()
    visitor.on(Papers).next()
    assert said(visitor.on(Review), "person")["pemohon.nama"] == "SITI AMINAH BARU (CONTOH)"


def test_a_full_disk_files_nothing_and_the_second_press_files_once(visitor: Visitor) -> None:
    review = to_review(visitor)
    visitor.counter.disk_full = True
    review.file()
    assert visitor.journey.screen is review
    assert review.state.problem == visitor.say("error.fault")
    assert visitor.counter.filed == {}
    act = review.state.act
    visitor.counter.disk_full = False
    review.file()
    assert list(visitor.counter.filed) == [act]


def test_a_double_press_is_one_act(visitor: Visitor) -> None:
    review = to_review(visitor)
    review.file()
    review.file()
    assert len(visitor.counter.filed) == 1


def test_who_files_for_another_says_only_the_relation(visitor: Visitor) -> None:
    identity = visitor.start("domisili")
    identity.for_other()
    identity.choose_relation("anak")
    identity.nik_filled(NIK)
    identity.type_kk(KK6)
    identity.next()
    identity.next()
    form = visitor.on(Form)
    form.pick("status_tempat", "keluarga")
    form.answer("sejak_tahun", "2015")
    form.pick("keperluan", "sekolah anak")
    form.next()
    papers = visitor.on(Papers)
    papers.all_brought()
    papers.next()
    review = visitor.on(Review)
    assert said(review, "person")["relation"] == visitor.say("identity.relation_anak")
    review.file()
    (filing,) = visitor.counter.filed.values()
    assert (filing.relation, filing.resident) == ("anak", {"hubungan": "anak"})


# --- ticket


def test_the_pin_is_shown_only_when_the_slip_failed(visitor: Visitor) -> None:
    ticket = to_ticket(visitor)
    assert (ticket.state.slip, ticket.state.pin, ticket.state.number) == (PRINTED, "", "A-017")
    other = Visitor(Counter(slip_jam=True))
    failed = to_ticket(other)
    assert (failed.state.slip, failed.state.pin) == (FAILED, "060802")
    other.counter.slip_jam = False
    failed.print_again()
    assert (failed.state.slip, failed.state.pin) == (PRINTED, "")


def test_the_ticket_names_nobody_and_no_service(visitor: Visitor) -> None:
    shown = str(to_ticket(visitor).state)
    assert "SITI" not in shown
    assert "omisili" not in shown
    assert NIK not in shown


def test_coming_back_to_the_ticket_prints_no_second_slip(visitor: Visitor) -> None:
    ticket = to_ticket(visitor)
    ticket.opened()
    assert visitor.counter.slips == ["M6SC-7N75-YR3R"]


def test_the_ticket_closes_by_itself_and_longer_in_large_text(visitor: Visitor) -> None:
    ticket = to_ticket(visitor)
    ticket.linger(2 * SECONDS)
    for _ in range(2 * SECONDS - 1):
        ticket.tick()
    assert visitor.counter.ended == 0
    ticket.tick()
    assert visitor.counter.ended == 1
    assert visitor.visiting.now == Visit()
    assert ticket.state.pin == ""
    assert ticket.state.code_path == ""


# --- all that is offered


@pytest.mark.parametrize("service", OFFERED)
@pytest.mark.parametrize("kk6", [KK6, "999999"], ids=["known", "unknown"])
def test_everything_offered_can_be_asked_for_up_to_the_ticket(service: str, kk6: str) -> None:
    visitor = Visitor()
    identity = visitor.start(service)
    identity.nik_filled(NIK)
    identity.type_kk(kk6)
    identity.next()
    identity.next()
    for _ in range(40):
        if visitor.journey.page != "form":
            break
        form = visitor.on(Form)
        for one in form.state.questions:
            answer(form, one)
        form.next()
    if CATALOGUE.get(service).bring:
        papers = visitor.on(Papers)
        papers.all_brought()
        papers.next()
    review = visitor.on(Review)
    review.file()
    assert review.state.problem == ""
    assert visitor.on(Ekitir).state.number == "A-017"
    (filing,) = visitor.counter.filed.values()
    assert filing.subject["nik"] == NIK
    if CATALOGUE.get(service).outcome is Outcome.SURAT:
        assert filing.subject["nama"]


def answer(form: Form, one: Any) -> None:
    """Whatever the question takes: its first chip, else words of its kind."""
    chips = [option.key for option in one.options if not option.key.startswith("+")]
    if any(option.chosen for option in one.options) or (one.value and not one.problem):
        return
    if chips:
        form.pick(one.key, chips[0])
        return
    ahead = (TODAY + timedelta(days=7)).isoformat()
    past = (TODAY - timedelta(days=70)).isoformat()
    day = past if one.problem or "hilang" in one.key or "akta" in one.key else ahead
    words = {"rt_rw": "003012", "number": "2015", "money": "1500000", "date": day, "time": "0930"}
    form.answer(
        one.key, words.get(one.control, "1671990102150001" if one.control == "nik" else "Jalan Satu 5")
    )
