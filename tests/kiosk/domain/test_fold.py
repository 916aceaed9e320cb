"""The fold: what each verb makes of a permohonan and of the office's counters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.fold import apply, apply_refused
from kiosk.domain.office import Counter
from kiosk.domain.permohonan import CLOSED, Permohonan, Print, Status
from kiosk.domain.rules import RULES
from tests.kiosk.domain.cases import CHAIN, GROUND, ID, SIGN, make_case, make_event, make_id

AT = 1_795_486_600_000


def folded(verb: str, case: Permohonan, data: Mapping[str, Any] | None = None, **more: Any) -> Permohonan:
    after, _ = apply(make_event(verb, data, **more), case, GROUND, at=AT)
    assert after is not None
    return after


def filed(**more: Any) -> Permohonan:
    data = {"service": "usaha", "version": 1, "channel": "kiosk", "chain": list(CHAIN), **more}
    after, office = apply(make_event("file", data, id=ID), None, GROUND, at=AT)
    assert after is not None
    assert office is GROUND.office
    return after


def test_a_filing_is_in_review_at_the_first_step() -> None:
    case = filed(papers=["ktp", "kk"], open=["lama_usaha"], queue="A-001", relation="self")
    assert (case.id, case.base, case.filed_at) == (ID, ID, AT)
    assert (case.status, case.get_step()) == (Status.IN_REVIEW, "operator")
    assert (case.get_missing(), case.open, case.queue) == (("ktp", "kk"), ("lama_usaha",), "A-001")


def test_a_pass_goes_on_and_remembers_who() -> None:
    case = folded("pass", make_case(reasons=("check_again",)), {"step": "operator"})
    assert (case.get_step(), case.passed, case.reasons) == ("kasi:kes", (("operator", "op-1"),), ())


def test_a_return_to_the_resident_begins_the_chain_again() -> None:
    before = make_case(step=2, passed=(("operator", "op-1"), ("kasi:kes", "k-1")), held="printer")
    case = folded("return", before, {"to": "resident", "reasons": ["paper_missing"]})
    assert (case.status, case.step, case.passed, case.held) == (Status.RETURNED, 0, (), "")
    assert (case.reasons, case.returned_at) == (("paper_missing",), AT)


def test_a_return_to_a_step_keeps_what_was_passed_before_it() -> None:
    before = make_case(step=2, passed=(("operator", "op-1"), ("kasi:kes", "k-1")))
    case = folded("return", before, {"to": "kasi:kes", "reasons": ["check_again"]})
    assert (case.status, case.get_step(), case.passed) == (
        Status.IN_REVIEW,
        "kasi:kes",
        (("operator", "op-1"),),
    )


def test_what_is_completed_is_reviewed_from_the_start() -> None:
    before = make_case(Status.RETURNED, open=("lama_usaha", "anak.nik"))
    case = folded("complete", before, {"answers": {"lama_usaha": 5}})
    assert (case.status, case.step, case.open) == (Status.IN_REVIEW, 0, ("anak.nik",))
    assert case.answers == {"nama_usaha": "Pempek", "lama_usaha": 5}
    assert folded("complete", before).open == before.open


def test_a_correction_of_the_first_step_stays_there() -> None:
    case = folded("correct", make_case(open=("lama_usaha",)), {"field": "lama_usaha", "new": 5})
    assert (case.answers["lama_usaha"], case.open, case.step) == (5, (), 0)


def test_a_later_correction_goes_back_to_the_first_step() -> None:
    before = make_case(step=2, passed=(("operator", "op-1"), ("kasi:kes", "k-1")))
    case = folded("correct", before, {"field": "nama_usaha", "new": "Lela"})
    assert (case.step, case.passed) == (0, ())


@pytest.mark.parametrize(
    ("field", "new", "left"),
    [
        ("anak.nik", "1671990101100001", ("pemohon.agama", "anak.nama")),
        ("anak", {"nik": "1", "nama": "B"}, ("pemohon.agama",)),
        ("pemohon.agama", "Islam", ("anak.nik", "anak.nama")),
    ],
)
def test_a_correction_closes_what_its_path_covers(field: str, new: Any, left: tuple[str, ...]) -> None:
    before = make_case(open=("pemohon.agama", "anak.nik", "anak.nama"))
    assert folded("correct", before, {"field": field, "new": new}).open == left


def test_a_correction_of_a_part_leaves_the_other_parts() -> None:
    before = make_case(subject={"nama": "LELA", "alamat": {"rt": "001", "rw": "002"}})
    case = folded("correct", before, {"field": "pemohon.alamat.rt", "new": "007"})
    assert case.subject == {"nama": "LELA", "alamat": {"rt": "007", "rw": "002"}}
    whole = folded("correct", case, {"field": "pemohon", "new": {"nama": "LELA CONTOH"}})
    assert whole.subject == {"nama": "LELA CONTOH", "alamat": {"rt": "007", "rw": "002"}}
    deep = folded("correct", case, {"field": "pengantar.rt", "new": "007"})
    assert deep.answers["pengantar"] == {"rt": "007"}


def test_the_service_clock_begins_when_the_last_thing_was_seen() -> None:
    before = make_case(identity="", papers={"ktp": ""})
    half = folded("check", before, {"what": "ktp", "how": "seen"})
    assert (half.papers, half.complete_at) == ({"ktp": "seen"}, 0)
    whole = folded("check", half, {"what": "identity", "how": "seen"})
    assert (whole.identity, whole.complete_at) == ("seen", AT)
    assert folded("note", whole, {"text": "x"}).complete_at == AT


def test_a_hold_that_stops_the_clock_is_remembered_and_another_is_not() -> None:
    for reason, stops in (("power_cut", ((AT, AT),)), ("printer", ())):
        held = folded("hold", make_case(), {"reason": reason})
        assert (held.held, held.held_at) == (reason, AT)
        resumed = folded("resume", held)
        assert (resumed.held, resumed.held_at, resumed.stops) == ("", 0, stops)


@pytest.mark.parametrize(
    ("verb", "data", "status"),
    [
        ("reject", {"reason": "not_true"}, Status.REJECTED),
        ("withdraw", {}, Status.WITHDRAWN),
        ("lapse", {"days": 30}, Status.LAPSED),
        ("revoke", {"reason": "untrue"}, Status.REVOKED),
        ("answer", {"text": "sudah"}, Status.ANSWERED),
        ("hand_over", {"to": "LELA"}, Status.HANDED_OVER),
    ],
)
def test_every_end_is_closed_at_its_moment(verb: str, data: dict[str, Any], status: Status) -> None:
    case = folded(verb, make_case(Status.READY), data)
    assert (case.status, case.closed_at) == (status, AT)
    assert status in CLOSED


def test_a_sign_takes_the_number_and_the_line() -> None:
    event = make_event("sign", SIGN, role="signer", id=make_id(7))
    case, office = apply(event, make_case(step=3), GROUND, at=AT)
    assert case is not None
    assert (case.status, case.signed_by, case.sign["number"]) == (Status.SIGNED, make_id(7), SIGN["number"])
    assert (office.get_counter("office", 2026), office.line) == (Counter(123, "2026-11-24"), 8)


def test_a_sealed_surat_is_ready_at_once() -> None:
    case = folded("sign", make_case(step=3), {**SIGN, "mode": "seal"})
    assert (case.status, case.ready_at) == (Status.READY, AT)


def test_paper_is_unconfirmed_until_a_person_spoke() -> None:
    data = {"kind": "original", "attempt": 1, "pdf_sha256": "ab" * 32, "renderer": "1"}
    case = folded("print", make_case(Status.SIGNED), data)
    assert [one.ok for one in case.prints] == [None]
    second = folded("print", case, {**data, "attempt": 2})
    told = folded("confirm", second, {"what": "paper", "attempt": 1, "ok": False, "reason": "jam"})
    assert [one.ok for one in told.prints] == [False, None]
    assert told.status is Status.SIGNED


def test_ink_and_certified_signature_make_a_surat_ready() -> None:
    inked = folded("confirm", make_case(Status.SIGNED), {"what": "ink", "ok": True})
    assert (inked.status, inked.inked) == (Status.READY, True)
    certified = folded("confirm", make_case(Status.SIGNED), {"what": "tte", "ok": True}, role="device")
    assert (certified.status, certified.inked) == (Status.READY, False)


def test_a_void_goes_back_to_the_signer_without_its_number() -> None:
    case = folded("void", make_case(Status.SIGNED), {"reason": "wrong_data"})
    assert (case.status, case.get_step(), case.sign, case.prints) == (Status.IN_REVIEW, "signer", {}, ())
    assert case.voided == (make_id(7),)


def test_a_reseal_keeps_the_number_under_ink() -> None:
    waiting = make_case(Status.SIGNED, sign={**SIGN, "mode": "tte"})
    case = folded("reseal", waiting, {"seal": "new", "salt": "11"})
    assert (case.sign["mode"], case.sign["seal"], case.sign["number"]) == ("wet", "new", SIGN["number"])


def test_what_is_forwarded_waits_for_the_agency() -> None:
    assert folded("forward", make_case(reply=True), {"opd": "dishub"}).held == "opd:dishub"


def test_only_a_decision_moves_the_base() -> None:
    for verb, rule in RULES.items():
        if verb in {"pass", "correct", "note", "check"}:
            data = {"step": "operator", "field": "x", "new": "y", "text": "t", "what": "ktp", "how": "seen"}
            assert (folded(verb, make_case(), data).base == make_id(0x99)) is rule.deciding


def test_an_office_event_moves_the_office_and_no_case() -> None:
    event = make_event("settings", {"values": {"self_print": True}}, about="", base="")
    case, office = apply(event, None, GROUND, at=AT)
    assert case is None
    assert office.settings["self_print"] is True


def test_an_act_about_nothing_is_a_bug() -> None:
    with pytest.raises(ValueError, match="note"):
        apply(make_event("note", {"text": "x"}), None, GROUND, at=AT)


# --- the ruling inbox -------------------------------------------------------------------------------


def doubted(status: Status = Status.IN_REVIEW, **more: Any) -> Permohonan:
    event = make_event("sign", {**SIGN, "number": "LATE"}, id=make_id(8))
    case = apply_refused(event, make_case(status, **more), "not_register")
    assert case is not None
    return case


def test_a_sign_without_effect_may_stand_on_paper() -> None:
    case = doubted()
    assert case.ruling
    assert case.doubtful[make_id(8)]["number"] == "LATE"


def test_other_refused_acts_leave_nothing() -> None:
    case = make_case()
    assert apply_refused(make_event("pass", {"step": "operator"}), case, "wrong_state") is case
    assert apply_refused(make_event("sign", {"number": "1"}), case, "bad_data") is case
    assert apply_refused(make_event("sign", SIGN), case, "not_allowed") is case
    assert apply_refused(make_event("sign", SIGN), None, "not_register") is None


def test_the_ruling_lets_the_standing_sign_stand() -> None:
    data = {"stands": make_id(7), "reason": "x"}
    case = folded("rule", doubted(Status.SIGNED), data, role="lurah")
    assert (case.ruling, case.doubtful, case.status) == (False, {}, Status.SIGNED)


@pytest.mark.parametrize(("mode", "status"), [("wet", Status.SIGNED), ("seal", Status.READY)])
def test_the_ruling_lets_the_doubtful_sign_stand(mode: str, status: Status) -> None:
    before = doubted(Status.SIGNED)
    before = replace(before, doubtful={make_id(8): {**SIGN, "mode": mode, "number": "LATE"}})
    case = folded("rule", before, {"stands": make_id(8), "reason": "x"}, role="lurah")
    assert (case.status, case.sign["number"], case.signed_by) == (status, "LATE", make_id(8))
    assert case.voided == (make_id(7),)
    unsigned = folded("rule", doubted(), {"stands": make_id(8), "reason": "x"}, role="lurah")
    assert (unsigned.status, unsigned.voided) == (Status.SIGNED, ())


def test_when_none_stands_what_is_on_paper_is_revoked() -> None:
    case = folded("rule", doubted(), {"stands": "none", "reason": "both wrong"}, role="lurah")
    assert (case.status, case.reasons, case.closed_at) == (Status.REVOKED, ("both wrong",), AT)


def test_prints_of_a_voided_number_do_not_count_for_the_next() -> None:
    case = make_case(Status.SIGNED, prints=(Print(1, "original", "ab", ok=True),))
    again = folded("sign", folded("void", case, {"reason": "wrong_data"}), SIGN)
    assert again.prints == ()
