"""One permohonan at the desk: the verbs offered are those of RULES, and what each asks before it is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.context import Kiosk, Person
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.rules import RULES, Actor, find_refusal
from kiosk.store import cases, files, ledger
from kiosk.store.files import File
from kiosk.usecases import acts, permohonan
from tests import make
from tests.ui.deskroom import Room
from ui.screens.desk.caseview import NEVER

ELSEWHERE = {"sign", "print", "confirm", "reseal", "check", "correct", "complete", "lapse"}
"""Verbs with a button of their own kind: on a page of their own, at each paper, at each group of answers."""


def find(kiosk: Kiosk, id: str) -> Permohonan:
    return cases.get_shown(kiosk.db, id).case


STAGES: dict[str, Callable[[Kiosk], Permohonan]] = {
    "filed": lambda kiosk: make.file(kiosk).case,
    "at the signer": make.at_signer,
    "numbered": make.signed,
    "ready": make.ready,
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", [make.operator, make.operator_2, make.kasi, make.seklur, make.lurah])
def test_the_page_offers_exactly_what_the_rules_allow(room: Room, stage: str, who: Person) -> None:
    case = STAGES[stage](room.kiosk)
    room.sign_in(who)
    state = room.case(case.id).state
    offered = {verb.verb for verb in (*state.verbs, *state.more)} | {state.primary_verb} - {"next"}
    ground = ledger.ground(room.kiosk.db)
    allowed = {
        verb
        for verb in RULES
        if verb != "file"
        for role in who.roles
        if not find_refusal(verb, case, Actor(who.id, role, room.kiosk.device), ground)
    }
    assert offered - ELSEWHERE == allowed - ELSEWHERE


@pytest.mark.parametrize("stage", STAGES)
def test_every_verb_that_is_refused_in_this_status_says_why(room: Room, stage: str) -> None:
    case = STAGES[stage](room.kiosk)
    state = room.case(case.id).state
    shown = {verb.verb for verb in (*state.verbs, *state.more)} | {state.primary_verb}
    said = {refusal.key: refusal.why for refusal in state.refusals}
    silent = [
        verb
        for verb, rule in RULES.items()
        if case.status in rule.statuses and verb not in shown and not said.get(verb)
    ]
    assert set(silent) <= NEVER | {"complete"}


def test_the_page_says_how_many_files_have_arrived(room: Room) -> None:
    """A page of a lobby that is still on its way: whoever checks the papers must know it."""
    kiosk = room.kiosk
    here = files.put(kiosk.db, kiosk.config.files, b"page one", kind="ktp", token=kiosk.token)
    coming = File("ab" * 32, 9, "kk", 9)
    case = make.file(kiosk, files=(here, coming)).case
    (pill,) = (one for one in room.case(case.id).state.pills if one.key == "files")
    assert (pill.label, pill.tone) == ("1 dari 2 berkas sampai", "first")
    assert all(one.key != "files" for one in room.case(make.file(kiosk).case.id).state.pills)


def test_passing_with_open_answers_opens_them_instead(room: Room) -> None:
    case = make.checked(room.kiosk, make.file(room.kiosk).case)
    page = room.case(case.id)
    page.next()
    assert page.state.panel == "edit"
    assert [ask.key for ask in page.state.asks] == [
        "pengantar.rt",
        "pengantar.rw",
        "pengantar.nomor",
        "pengantar.tanggal",
    ]
    assert find(room.kiosk, case.id).step == 0


def test_a_pengantar_that_is_to_come_stops_nobody(room: Room) -> None:
    case = make.explained(room.kiosk, make.file(room.kiosk).case)
    page = room.case(case.id)
    page.check("identity")
    page.next()
    assert find(room.kiosk, case.id).get_step() == "kasi:pem"


def test_a_pengantar_is_written_whole_and_counts_as_seen(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    page.edit("pengantar")
    for name, typed in (("rt", "7"), ("rw", "2"), ("nomor", "12/RT007/2026")):
        page.answer(f"pengantar.{name}", typed)
    page.next()
    assert "tanggal" in page.state.panel_problem
    page.answer("pengantar.tanggal", "20112026")
    assert [ask.said for ask in page.state.asks if ask.key == "pengantar.tanggal"] == [
        "Jumat, 20 November 2026"
    ]
    page.next()
    after = find(room.kiosk, case.id)
    assert after.answers["pengantar"] == {
        "rt": "7",
        "rw": "2",
        "nomor": "12/RT007/2026",
        "tanggal": "2026-11-20",
    }
    assert after.papers["pengantar"] == "seen"
    assert page.state.panel == ""


def test_passed_on_says_whose_turn_it_is_and_offers_the_next_one(room: Room) -> None:
    case = with_pengantar(room.kiosk)
    page = room.case(case.id)
    page.next()
    assert find(room.kiosk, case.id).get_step() == "kasi:pem"
    assert "Kasi Pemerintahan" in page.state.news
    assert page.state.primary_verb == "next"
    other = make.file(room.kiosk).case
    page.next()
    assert room.went[-1] == ("case", {"id": other.id})


def test_a_return_needs_a_reason_and_shows_the_very_sentence(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    page.press("return")
    assert page.state.panel == "reason"
    page.next()
    assert page.state.panel_problem
    page.reason("paper_missing")
    page.reason("data_differs")
    page.write("bawa yang asli")
    assert page.state.sentence.startswith("Ada yang perlu dilengkapi: berkas ")
    assert page.state.sentence.endswith("isian berbeda dengan KTP/KK; bawa yang asli.")
    page.next()
    after = find(room.kiosk, case.id)
    assert (after.status, after.reasons) == (Status.RETURNED, ("paper_missing", "data_differs"))


def test_a_reason_that_says_nothing_by_itself_needs_words(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    page.press("hold")
    page.reason("other")
    page.next()
    assert page.state.panel == "reason"
    page.write("menunggu ketua RT pulang")
    page.next()
    assert find(room.kiosk, case.id).held == "other"


def test_a_kasi_may_send_it_back_to_the_operator_for_another_look(room: Room) -> None:
    case = with_pengantar(room.kiosk)
    case = permohonan.pass_on(room.kiosk, make.operator, acts.begin(room.kiosk, case))
    room.sign_in(make.kasi)
    page = room.case(case.id)
    page.press("return")
    assert [choice.code for choice in page.state.targets] == ["resident", "operator"]
    assert "check_again" not in {choice.code for choice in page.state.choices}
    page.target("operator")
    page.reason("check_again")
    assert page.state.sentence == ""
    page.next()
    assert find(room.kiosk, case.id).get_step() == "operator"


def test_an_act_on_what_has_changed_meanwhile_is_refused_and_shows_the_way(room: Room) -> None:
    case = with_pengantar(room.kiosk)
    page = room.case(case.id)
    permohonan.return_(room.kiosk, make.operator_2, acts.begin(room.kiosk, case), reasons=["see_officer"])
    page.next()
    assert page.state.news_tone == "error"
    assert page.state.news_action
    page.renew()
    assert page.state.pills[0].key == Status.RETURNED


def test_news_changes_nothing_before_it_is_asked_for(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    before = page.state.pills
    permohonan.check(room.kiosk, make.operator_2, acts.begin(room.kiosk, case), what="identity")
    page.hear((case.id,))
    assert (page.state.pills, bool(page.state.news_action)) == (before, True)
    page.renew()
    assert page.state.pills != before


def test_identity_and_papers_are_one_press_each(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    for paper in page.state.papers:
        page.check(paper.key)
    assert all(paper.is_done for paper in page.state.papers)
    assert not find(room.kiosk, case.id).get_missing()


def test_a_correction_shows_what_stood_there_before(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    page.edit("subject")
    page.answer("pemohon.pekerjaan", "Buruh harian lepas")
    page.next()
    facts = {fact.key: fact for group in page.state.groups for fact in group.facts}
    assert facts["pemohon.pekerjaan"].said == "Buruh harian lepas"
    assert "Wiraswasta" in facts["pemohon.pekerjaan"].was


def test_an_answer_that_is_not_good_enough_stays_at_its_line(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id)
    page.edit("subject")
    page.answer("pemohon.nik", "12345")
    page.next()
    asked = {ask.key: ask for ask in page.state.asks}
    assert "16 angka" in asked["pemohon.nik"].problem
    assert page.state.panel == "edit"
    assert find(room.kiosk, case.id).subject["nik"] == make.LELA["nik"]


def test_a_preview_is_forgotten_with_its_panel(room: Room) -> None:
    page = room.case(make.file(room.kiosk).case.id)
    page.preview()
    assert page.state.panel == "page"
    assert room.held.pages
    page.cancel()
    assert not room.held.pages
    assert not page.state.images


def test_a_late_act_opens_with_the_same_verb_to_be_pressed_anew(room: Room) -> None:
    case = make.file(room.kiosk).case
    page = room.case(case.id, verb="return")
    assert page.state.panel == "reason"
    assert find(room.kiosk, case.id).status is Status.IN_REVIEW


def with_pengantar(kiosk: Kiosk) -> Permohonan:
    case = make.checked(kiosk, make.file(kiosk).case)
    given = {"rt": "007", "rw": "002", "nomor": "1/2026", "tanggal": "2026-11-20"}
    case = permohonan.correct(kiosk, make.operator, acts.begin(kiosk, case), "pengantar", given)
    return make.explained(kiosk, case)
