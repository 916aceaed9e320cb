"""The paper of a surat: its pages, its prints, its ink, and whose hands it goes through."""

from __future__ import annotations

import base64

import pytest

from kiosk.context import Kiosk
from kiosk.domain import seal
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import Mode
from kiosk.store import cases
from kiosk.usecases import acts, office, permohonan, surat
from tests import make


def press(kiosk: Kiosk, case: Permohonan, *, mode: Mode = Mode.WET, signer: str = "") -> Permohonan:
    who = make.operator if mode is Mode.WET else make.lurah
    return surat.sign(kiosk, who, acts.begin(kiosk, case), mode=mode, signer=signer)


def print_one(kiosk: Kiosk, case: Permohonan, kind: Copy = Copy.ORIGINAL, reason: str = "") -> int:
    act = acts.begin(kiosk, case)
    one = surat.record_print(
        kiosk, make.operator, act, kind=kind, pdf_sha256="ab" * 32, renderer="1", reason=reason
    )
    again = surat.record_print(
        kiosk, make.operator, act, kind=kind, pdf_sha256="ab" * 32, renderer="1", reason=reason
    )
    assert one == again
    return one.attempt


def test_a_jam_is_a_further_attempt_of_the_same_print(desk: Kiosk) -> None:
    case = make.signed(desk)
    first = print_one(desk, case)
    case = surat.confirm_paper(
        desk, make.operator, acts.begin(desk, case), attempt=first, ok=False, reason="jam"
    )
    second = print_one(desk, case)
    assert (first, second) == (1, 2)
    case = surat.confirm_paper(desk, make.operator, acts.begin(desk, case), attempt=second)
    assert [one.ok for one in case.prints] == [False, True]
    with pytest.raises(Refused, match="wrong_state"):
        print_one(desk, case)


def test_every_kind_of_page_is_composed_from_what_was_sealed(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    draft = surat.page(desk, case.id)
    assert (draft.number, draft.band.qr, bool(draft.watermark)) == ("", "", True)
    with pytest.raises(Refused, match="wrong_state"):
        surat.page(desk, case.id, kind=Copy.ORIGINAL)
    case = press(desk, case)
    original = surat.page(desk, case.id, kind=Copy.ORIGINAL)
    assert case.sign["number"] in original.number
    assert original.band.qr == seal.text(desk.office.host, base64.b64decode(case.sign["seal"]))
    archive = surat.page(desk, case.id, kind=Copy.ARCHIVE)
    assert [name for name, _ in archive.band.passed] == [
        f"{office.step_name(desk, step)}: {who}"
        for step, who in (
            ("operator", make.OPERATOR.name),
            ("kasi:pem", make.KASI.name),
            ("seklur", make.SEKLUR.name),
        )
    ]
    reprint = surat.page(desk, make.printed(desk, case).id, kind=Copy.REPRINT)
    assert reprint.mark != original.mark
    assert reprint.band.qr == original.band.qr


def test_the_paraf_is_that_of_the_round_that_stands(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    reasons = ["check_again"]
    case = permohonan.return_(desk, make.lurah, acts.begin(desk, case), to="kasi:pem", reasons=reasons)
    for who in (make.kasi, make.seklur):
        case = permohonan.pass_on(desk, who, acts.begin(desk, case))
    case = press(desk, case)
    assert len(surat.page(desk, case.id, kind=Copy.ARCHIVE).band.passed) == 3


def test_a_resident_prints_a_sealed_surat_and_that_is_the_handing_over(desk: Kiosk) -> None:
    case = make.signed(desk, mode="seal")
    case = make.printed(desk, case, make.resident)
    assert (case.status, case.taken_by) == (Status.HANDED_OVER, "LELA CONTOH")


def test_a_wet_surat_is_taken_when_it_is_inked(desk: Kiosk) -> None:
    case = make.ready(desk)
    case = surat.hand_over(desk, make.operator, acts.begin(desk, case), to="Budi Contoh")
    assert (case.status, case.taken_by) == (Status.HANDED_OVER, "Budi Contoh")


def test_a_print_asked_for_elsewhere_moves_no_paper_before_the_register_has_admitted_it(
    desk: Kiosk, lobby: Kiosk
) -> None:
    case = make.signed(desk, mode="seal")
    make.exchange(lobby, desk)
    shown = cases.get_shown(lobby.db, case.id).case
    act = acts.begin(lobby, shown)
    surat.record_print(lobby, make.resident, act, kind=Copy.ORIGINAL, pdf_sha256="cd" * 32, renderer="test 1")
    assert not surat.is_admitted(lobby, act)
    make.exchange(lobby, desk)
    assert surat.is_admitted(lobby, act)


def test_a_print_the_register_refuses_never_becomes_paper(desk: Kiosk, lobby: Kiosk) -> None:
    """Two prints of one attempt, one here and one there: the register knows which came first."""
    case = make.signed(desk, mode="seal")
    make.exchange(lobby, desk)
    act = acts.begin(lobby, cases.get_shown(lobby.db, case.id).case)
    surat.record_print(lobby, make.resident, act, kind=Copy.ORIGINAL, pdf_sha256="cd" * 32, renderer="test 1")
    make.printed(desk, case)
    make.exchange(lobby, desk)
    with pytest.raises(Refused, match=r"bad_data|wrong_state"):
        surat.is_admitted(lobby, act)
