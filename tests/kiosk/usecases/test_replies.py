"""Services that end in a written answer: filed offline, passed by the desk, answered by whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.context import RESIDENT
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.service import Outcome
from kiosk.usecases import acts, permohonan
from tests.make import LELA, STEPS, checked, file, library, lurah, make_office

READY = [one for one in library().catalogue.ready() if one.outcome is Outcome.REPLY]
TEXT = "Lampu sudah diganti pada hari Rabu."


def answered(tmp_path: Path, id_: str) -> Permohonan:
    service = library().catalogue.get(id_)
    desk = make_office(tmp_path)
    who = RESIDENT if service.self_service else STEPS["operator"]
    case = checked(desk, file(desk, who, service=id_, answers=dict(service.example)).case)
    while True:
        step = case.get_step()
        officer = lurah if step == "lurah" else STEPS[step]
        if len(case.chain) == 1 or step == case.chain[-1]:
            return permohonan.answer(desk, officer, acts.begin(desk, case), text=TEXT)
        case = permohonan.pass_on(desk, officer, acts.begin(desk, case))


@pytest.mark.parametrize("service", READY, ids=lambda one: one.id)
def test_a_reply_is_filed_and_answered_by_whose_it_is(tmp_path: Path, service: object) -> None:
    id_ = service.id  # type: ignore[attr-defined]
    assert answered(tmp_path, id_).status is Status.ANSWERED


def test_a_complaint_needs_no_name(tmp_path: Path) -> None:
    desk = make_office(tmp_path)
    example = dict(library().catalogue.get("pengaduan").example)
    done = file(desk, RESIDENT, service="pengaduan", answers=example, subject={})
    assert done.case.status is Status.IN_REVIEW
    assert done.case.chain == ("operator", "kasi:trb")
    assert done.pin


def test_who_asks_for_data_of_a_person_says_who_they_are(tmp_path: Path) -> None:
    desk = make_office(tmp_path)
    example = dict(library().catalogue.get("hak_data").example)
    with pytest.raises(Refused) as caught:
        file(desk, RESIDENT, service="hak_data", answers=example, subject={"nama": LELA["nama"]})
    assert (caught.value.code, caught.value.details["field"]) == ("answer_missing", "pemohon.nik")


def test_a_certified_copy_is_asked_for_at_the_desk(tmp_path: Path) -> None:
    desk = make_office(tmp_path)
    example = dict(library().catalogue.get("legalisasi").example)
    with pytest.raises(Refused) as caught:
        file(desk, RESIDENT, service="legalisasi", answers=example)
    assert caught.value.code == "service_not_offered"


@pytest.mark.parametrize("id_", ["kematian", "tanya_opd"])
def test_a_draft_is_filed_by_nobody(tmp_path: Path, id_: str) -> None:
    desk = make_office(tmp_path)
    example = dict(library().catalogue.get(id_).example)
    with pytest.raises(Refused) as caught:
        file(desk, STEPS["operator"], service=id_, answers=example)
    assert caught.value.code == "service_not_offered"
