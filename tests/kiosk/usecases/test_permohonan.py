"""From the first tap to the signer's turn: what people do with a permohonan, at the lobby and at the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from kiosk.domain.seal import ticket
from kiosk.domain.service import Outcome
from kiosk.store import cases, drafts, facts, files, ledger, marks, residents
from kiosk.store.drafts import Draft
from kiosk.usecases import acts, permohonan, surat
from kiosk.usecases.acts import Deed
from tests import make
from tests.fakes import FakeWorld


def refusal(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.code


def test_a_resident_files_and_gets_a_ticket(desk: Kiosk) -> None:
    filed = make.file(desk)
    assert filed.ticket == ticket(filed.case.id)
    assert len(filed.pin) == 6
    assert (filed.case.channel, filed.case.get_step()) == ("kiosk", "operator")
    assert filed.case.chain == ("operator", "kasi:pem", "seklur", "signer")
    assert set(filed.case.get_missing()) == {"pengantar", "ktp", "kk", "tempat"}
    assert not filed.is_waiting


def test_filing_waits_for_nobody_and_the_slip_says_so(desk: Kiosk, lobby: Kiosk) -> None:
    filed = make.file(lobby)
    assert filed.is_waiting
    make.exchange(lobby, desk)
    assert cases.get_shown(desk.db, filed.case.id).case.subject["nama"] == "LELA CONTOH"
    assert not cases.get_shown(lobby.db, filed.case.id).is_waiting
    assert permohonan.get_pin(desk, filed.case.id) == filed.pin


def test_a_double_press_is_one_filing(desk: Kiosk) -> None:
    act = acts.begin(desk)
    first = permohonan.file(desk, make.resident, act, make.filing())
    n = ledger.head(desk.db).n
    assert permohonan.file(desk, make.resident, act, make.filing()) == first
    assert ledger.head(desk.db).n == n


def test_one_id_is_one_act_and_never_another(desk: Kiosk) -> None:
    act = acts.begin(desk)
    permohonan.file(desk, make.resident, act, make.filing())
    with pytest.raises(Refused) as caught:
        acts.do(desk, make.operator, act, Deed("view", {"what": "case"}))
    assert refusal(caught) == "duplicate"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"answers": {}}, "answer_missing"),
        ({"answers": {**make.DOMISILI, "sejak_tahun": "lama"}}, "bad_number"),
        ({"answers": {**make.DOMISILI, "hobi": "x"}}, "unknown_answer"),
        ({"subject": {}}, "answer_missing"),
        ({"subject": {**make.LELA, "nik": "123"}}, "nik_length"),
        ({"subject": {key: value for key, value in make.LELA.items() if key != "nik"}}, "answer_missing"),
        ({"service": "terbang"}, "unknown_service"),
        ({"relation": "anak"}, "relation_missing"),
    ],
)
def test_what_is_not_good_enough_is_not_filed(desk: Kiosk, change: dict[str, Any], code: str) -> None:
    n = ledger.head(desk.db).n
    with pytest.raises(Refused) as caught:
        make.file(desk, **change)
    assert refusal(caught) == code
    assert ledger.head(desk.db).n == n


def test_a_service_is_filed_alone_only_where_that_is_allowed(desk: Kiosk) -> None:
    service = replace(desk.catalogue.get("domisili"), self_service=False)
    closed = replace(desk, catalogue=replace(desk.catalogue, services=(service,)))
    with pytest.raises(Refused) as caught:
        make.file(closed)
    assert refusal(caught) == "service_not_offered"
    assert make.file(closed, make.operator).case.channel == "counter"


def test_staff_may_file_for_somebody_without_a_nik(desk: Kiosk) -> None:
    subject = {key: value for key, value in make.LELA.items() if key != "nik"}
    case = make.file(desk, make.operator, subject=subject).case
    assert "pemohon.nik" in case.open


def test_what_is_left_to_the_desk_is_open_there_and_closed_by_a_correction(desk: Kiosk) -> None:
    subject = {key: value for key, value in make.LELA.items() if key != "agama"}
    case = make.checked(desk, make.file(desk, subject=subject, waiting=("pemohon.agama",)).case)
    assert case.open == ("pemohon.agama",)
    with pytest.raises(Refused, match="wrong_state"):
        permohonan.pass_on(desk, make.operator, acts.begin(desk, case))
    case = permohonan.correct(desk, make.operator, acts.begin(desk, case), "pemohon.agama", "Islam")
    assert case.open == ()
    assert permohonan.pass_on(desk, make.operator, acts.begin(desk, case)).get_step() == "kasi:pem"


def test_a_correction_is_checked_like_the_question_itself(desk: Kiosk) -> None:
    case = make.file(desk).case
    for path, value, code in (
        ("sejak_tahun", "dahulu", "bad_number"),
        ("pemohon.nik", "12", "nik_length"),
        ("hobi", "x", "unknown_answer"),
        ("pemohon.hobi", "x", "unknown_answer"),
    ):
        with pytest.raises(Refused) as caught:
            permohonan.correct(desk, make.operator, acts.begin(desk, case), path, value)
        assert refusal(caught) == code


def test_the_pengantar_is_read_from_paper_at_the_desk(desk: Kiosk) -> None:
    case = make.file(desk).case
    letter = {"rt": "007", "rw": "002", "nomor": "12/RT7/2026", "tanggal": "2026-11-20", "note": ""}
    case = permohonan.correct(desk, make.operator, acts.begin(desk, case), "pengantar", letter)
    assert case.answers["pengantar"] == {key: value for key, value in letter.items() if value}


def test_an_office_without_pengantar_asks_for_none(desk: Kiosk) -> None:
    relaxed = replace(desk, office=replace(desk.office, pengantar="none"))
    assert "pengantar" not in make.file(relaxed).case.papers


def test_pages_and_draft_go_with_the_filing(desk: Kiosk) -> None:
    page = files.put(desk.db, desk.config.files, b"page", kind="ktp", token=desk.token)
    drafts.save(desk.db, Draft("d", "domisili", "", {"a": 1}))
    filed = make.file(desk, files=(page,), draft="d")
    standing = ledger.find_standing(desk.db, filed.case.id)
    assert standing is not None
    assert standing.event.files == (page.as_event_entry(),)
    assert drafts.find(desk.db, "d") is None


def test_a_refused_filing_keeps_its_draft(desk: Kiosk) -> None:
    drafts.save(desk.db, Draft("d", "domisili", "", {"a": 1}))
    with pytest.raises(Refused):
        make.file(desk, answers={}, draft="d")
    assert drafts.find(desk.db, "d") is not None


# --- the counter ------------------------------------------------------------------------------------

SEEN = ("identity", "pengantar", "ktp", "kk", "tempat")


def test_the_counter_files_checks_and_passes_with_one_press(desk: Kiosk) -> None:
    act = acts.begin(desk)
    n = ledger.head(desk.db).n
    filed = permohonan.file_and_pass(desk, make.operator, act, make.filing(), seen=SEEN)
    assert (filed.case.get_step(), filed.case.is_complete()) == ("kasi:pem", True)
    assert ledger.head(desk.db).n == n + 7
    again = permohonan.file_and_pass(desk, make.operator, act, make.filing(), seen=SEEN)
    assert again.case == filed.case
    assert ledger.head(desk.db).n == n + 7


def test_a_press_at_the_counter_is_all_or_nothing(desk: Kiosk) -> None:
    n = ledger.head(desk.db).n
    with pytest.raises(Refused, match="bad_data"):
        permohonan.file_and_pass(desk, make.operator, acts.begin(desk), make.filing(), seen=("passport",))
    assert ledger.head(desk.db).n == n
    assert cases.find_open(desk.db) == []


# --- the way through the office ---------------------------------------------------------------------


def test_a_permohonan_goes_its_way_and_a_returned_one_comes_back(desk: Kiosk) -> None:
    case = make.checked(desk, make.file(desk).case)
    case = permohonan.pass_on(desk, make.operator, acts.begin(desk, case))
    case = permohonan.return_(desk, make.kasi, acts.begin(desk, case), reasons=["data_differs"], text="cek")
    assert (case.status, case.reasons) == (Status.RETURNED, ("data_differs",))
    answers = {"status_tempat": "sewa"}
    case = permohonan.complete(desk, make.resident, acts.begin(desk, case), answers=answers, papers=["kk"])
    assert (case.status, case.get_step()) == (Status.IN_REVIEW, "operator")
    assert case.answers["status_tempat"] == "sewa"


def test_nothing_else_is_taken_with_a_completion_that_is_wrong(desk: Kiosk) -> None:
    case = make.file(desk).case
    case = permohonan.return_(desk, make.operator, acts.begin(desk, case), reasons=["other"], text="x")
    with pytest.raises(Refused, match="bad_choice"):
        permohonan.complete(desk, make.resident, acts.begin(desk, case), answers={"status_tempat": "istana"})
    assert permohonan.complete(desk, make.resident, acts.begin(desk, case)).status is Status.IN_REVIEW


def test_a_decision_on_what_was_not_on_screen_is_refused(desk: Kiosk) -> None:
    case = make.checked(desk, make.file(desk).case)
    shown = acts.begin(desk, case)
    permohonan.correct(desk, make.operator, acts.begin(desk, case), "keperluan", "sekolah anak")
    with pytest.raises(Refused) as caught:
        permohonan.pass_on(desk, make.operator_2, shown)
    assert refusal(caught) == "stale_base"


def test_the_same_press_after_a_decision_of_others_is_still_one_act(desk: Kiosk) -> None:
    case = make.checked(desk, make.file(desk).case)
    shown = acts.begin(desk, case)
    first = permohonan.pass_on(desk, make.operator, shown)
    assert permohonan.pass_on(desk, make.operator, shown) == first


def test_every_other_button_does_what_it_says(desk: Kiosk) -> None:
    case = make.file(desk).case
    case = permohonan.hold(desk, make.operator, acts.begin(desk, case), reason="printer")
    assert case.held == "printer"
    case = permohonan.resume(desk, make.operator, acts.begin(desk, case))
    case = permohonan.note(desk, make.operator, acts.begin(desk, case), text="ditelepon", what="call")
    case = permohonan.reject(desk, make.kasi, acts.begin(desk, case), reason="not_true")
    assert (case.status, case.reasons) == (Status.REJECTED, ("not_true",))
    other = make.file(desk).case
    assert permohonan.withdraw(desk, make.resident, acts.begin(desk, other)).status is Status.WITHDRAWN


def test_what_nobody_completes_lapses_after_the_office_s_days(desk: Kiosk, world: FakeWorld) -> None:
    case = make.file(desk).case
    permohonan.return_(desk, make.operator, acts.begin(desk, case), reasons=["paper_missing"])
    world.pass_time(days=29)
    assert permohonan.lapse_old(desk) == 0
    world.pass_time(days=2)
    assert permohonan.lapse_old(desk) == 1
    assert cases.get_shown(desk.db, case.id).case.status is Status.LAPSED


def test_only_the_register_lets_cases_lapse(lobby: Kiosk) -> None:
    assert permohonan.lapse_old(lobby) == 0


def test_a_checked_identity_enters_the_list_and_an_unchecked_never(desk: Kiosk) -> None:
    case = make.file(desk).case
    assert residents.find(desk.db, make.LELA["nik"]) is None
    permohonan.check(desk, make.operator, acts.begin(desk, case), what="identity")
    found = residents.find(desk.db, make.LELA["nik"])
    assert found is not None
    assert (found.source, found.checked, found.person["agama"]) == ("case", True, "Islam")


def test_replies_end_in_an_answer(desk: Kiosk) -> None:
    domisili = desk.catalogue.get("domisili")
    reply = replace(domisili, id="tanya", outcome=Outcome.REPLY, answered_by="kasi", kasi="trb", bring=())
    asked = replace(desk, catalogue=replace(desk.catalogue, services=(reply,)))
    case = make.file(asked, service="tanya").case
    assert (case.reply, case.chain) == (True, ("operator", "kasi:trb"))
    case = permohonan.pass_on(asked, make.operator, acts.begin(asked, case))
    case = permohonan.forward(asked, make.kasi, acts.begin(asked, case), opd="dishub", text="lampu")
    assert case.held == "opd:dishub"
    case = permohonan.answer(asked, make.kasi, acts.begin(asked, case), text="Sudah diperbaiki.")
    assert case.status is Status.ANSWERED


def test_an_operator_answers_what_the_service_leaves_to_one(desk: Kiosk) -> None:
    domisili = desk.catalogue.get("domisili")
    reply = replace(
        domisili, id="tanya", outcome=Outcome.REPLY, answered_by="operator", anonymous=True, identity=()
    )
    asked = replace(desk, catalogue=replace(desk.catalogue, services=(reply,)))
    case = make.file(asked, service="tanya", subject={}).case
    assert case.chain == ("operator",)


def test_a_frozen_device_writes_nothing(desk: Kiosk) -> None:
    facts.keep(desk.db, "frozen", desk.inc)
    with pytest.raises(Refused, match="device_frozen"):
        make.file(desk)


def test_a_frozen_register_takes_no_number(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    facts.keep(desk.db, "frozen", desk.inc)
    with pytest.raises(Refused, match="device_frozen"):
        surat.sign(desk, make.operator, acts.begin(desk, case))
    assert marks.all_numbers(desk.config.state) == []
    assert cases.get_shown(desk.db, case.id).case == case


def test_an_act_on_another_device_waits_and_is_judged_by_what_it_knows(desk: Kiosk, lobby: Kiosk) -> None:
    case = make.file(desk).case
    make.exchange(lobby, desk)
    shown = acts.begin(lobby, case)
    waiting = permohonan.withdraw(lobby, make.resident, shown)
    assert waiting.status is Status.WITHDRAWN
    assert cases.get_shown(lobby.db, case.id).is_waiting
    with pytest.raises(Refused, match="wrong_state"):
        permohonan.withdraw(lobby, make.resident, acts.begin(lobby, case))
    permohonan.reject(desk, make.lurah, acts.begin(desk, case), reason="double")
    make.exchange(lobby, desk)
    assert cases.get_shown(lobby.db, case.id).case.status is Status.REJECTED
    with pytest.raises(Refused, match="wrong_state"):
        permohonan.withdraw(lobby, make.resident, shown)


def test_a_device_without_the_office_s_keys_makes_no_slip(desk: Kiosk) -> None:
    bare = replace(desk, keys=replace(desk.keys, office=None))
    with pytest.raises(Refused, match="office_keys_missing"):
        make.file(bare)
