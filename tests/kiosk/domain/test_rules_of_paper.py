"""The rules of signing, of paper and of the ends, payload by payload."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.office import CENTER, OFFICE_RULES
from kiosk.domain.permohonan import Permohonan, Print, Status
from kiosk.domain.rules import RULES, Ground, get_level, has_sign, judge
from tests.kiosk.domain.cases import GROUND, ID, REGISTER, SIGN, make_case, make_event

REVIEW, SIGNED, READY = Status.IN_REVIEW, Status.SIGNED, Status.READY


def judged(verb: str, case: Permohonan, data: dict[str, Any] | None = None, **more: Any) -> str:
    ground = more.pop("ground", GROUND)
    return judge(make_event(verb, data, **more), case, ground)


# --- signing ----------------------------------------------------------------------------------------


def at_signer(**more: Any) -> Permohonan:
    return make_case(step=3, **more)


def sign(case: Permohonan, *, ground: Ground = GROUND, role: str = "signer", **change: Any) -> str:
    device = change.pop("device", REGISTER)
    return judged("sign", case, {**SIGN, **change}, role=role, device=device, ground=ground)


def test_the_signer_signs_at_the_register() -> None:
    assert sign(at_signer()) == ""


def test_the_holder_of_the_register_records_wet_on_order_and_nothing_else() -> None:
    assert sign(at_signer(), role="register") == ""
    assert sign(at_signer(), role="register", mode="seal") == "not_allowed"


@pytest.mark.parametrize(
    "lack",
    [
        {"identity": ""},
        {"papers": {"ktp": ""}},
        {"held": "waiting_signer"},
        {"open": ("x",)},
        {"ruling": True},
        {"reply": True},
    ],
)
def test_lurah_cannot_sign_before_everything_is_cleared(lack: dict[str, Any]) -> None:
    assert sign(at_signer(**lack)) == "wrong_state"


def test_ink_is_not_recorded_on_order_where_the_office_wants_the_signer_s_pin() -> None:
    """Decided again wherever the ledger is read: an Event in the holder's own role took no PIN."""
    by_pin = replace(GROUND, office=replace(GROUND.office, settings={"wet_by": "pin"}))
    assert sign(at_signer(), role="register") == ""
    assert sign(at_signer(), role="register", ground=by_pin) == "not_allowed"
    assert sign(at_signer(), ground=by_pin) == ""


def test_nobody_signs_a_step_too_early() -> None:
    assert sign(make_case(step=2)) == "wrong_state"


def test_nobody_signs_on_another_device_or_after_its_last_word() -> None:
    assert sign(at_signer(), device="meja-2") == "not_register"
    closed = replace(GROUND, office=replace(GROUND.office, closed=1))
    assert sign(at_signer(), ground=closed) == "not_register"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"mode": "seal"}, ""),
        ({"mode": "tte"}, "bad_data"),
        ({"counter": {"scope": "office", "year": 2026, "n": 124}}, "bad_data"),
        ({"counter": {"scope": "office", "year": 2026, "n": 122}}, "bad_data"),
        ({"counter": {"scope": "office", "year": 2027, "n": 1}, "date": "2027-01-02"}, ""),
        ({"counter": {"scope": "office", "n": 123}}, "bad_data"),
        ({"line": 9}, "bad_data"),
        ({"date": "2026-11-22"}, "bad_data"),
        ({"service": "domisili"}, "bad_data"),
        ({"version": 2}, "bad_data"),
    ],
)
def test_a_number_follows_the_last_one_on_no_earlier_day(change: dict[str, Any], code: str) -> None:
    assert sign(at_signer(), **change) == code


def test_the_shape_of_a_sign_is_known() -> None:
    assert has_sign({**SIGN, "until": "2027-01-01"})
    assert not has_sign({"number": "1"})


# --- paper ------------------------------------------------------------------------------------------

ORIGINAL = {"kind": "original", "attempt": 1, "pdf_sha256": "ab" * 32, "renderer": "1"}


def test_an_original_is_printed_once() -> None:
    assert judged("print", make_case(SIGNED), ORIGINAL) == ""
    assert judged("print", make_case(READY), {**ORIGINAL, "attempt": 2}) == "wrong_state"


def test_an_attempt_has_the_next_number() -> None:
    assert judged("print", make_case(SIGNED), {**ORIGINAL, "attempt": 2}) == "bad_data"


def test_a_failed_sheet_is_followed_by_a_further_attempt() -> None:
    case = make_case(SIGNED, prints=(Print(1, "original", "ab" * 32, ok=False),))
    assert judged("print", case, {**ORIGINAL, "attempt": 2}) == ""


@pytest.mark.parametrize(
    ("kind", "reason", "code"),
    [("archive", "", ""), ("reprint", "lost", ""), ("reprint", "", "bad_data"), ("copy", "x", "bad_data")],
)
def test_a_reprint_needs_a_reason_and_an_archive_copy_none(kind: str, reason: str, code: str) -> None:
    data = {**ORIGINAL, "kind": kind, "attempt": 2} | ({"reason": reason} if reason else {})
    assert judged("print", make_case(READY), data) == code


def test_a_reprint_of_what_was_never_printed_is_refused() -> None:
    data = {**ORIGINAL, "kind": "reprint", "reason": "lost"}
    assert judged("print", make_case(SIGNED), data) == "wrong_state"


def test_a_surat_that_waits_for_its_certified_signature_is_not_printed() -> None:
    assert judged("print", make_case(SIGNED, sign={**SIGN, "mode": "tte"}), ORIGINAL) == "wrong_state"


def test_a_resident_prints_a_sealed_surat_once_where_the_office_allows() -> None:
    sealed = make_case(READY, sign={**SIGN, "mode": "seal"}, prints=())
    self_print = replace(GROUND, office=replace(GROUND.office, settings={"self_print": True}))
    assert judged("print", sealed, ORIGINAL, role="resident") == "not_allowed"
    assert judged("print", sealed, ORIGINAL, role="resident", ground=self_print) == ""
    archive = {**ORIGINAL, "kind": "archive"}
    assert judged("print", sealed, archive, role="resident", ground=self_print) == "not_allowed"
    wet = make_case(READY, prints=())
    assert judged("print", wet, ORIGINAL, role="resident", ground=self_print) == "not_allowed"
    done = make_case(READY, sign={**SIGN, "mode": "seal"})
    second = {**ORIGINAL, "attempt": 2}
    assert judged("print", done, second, role="resident", ground=self_print) == "wrong_state"


PAPER = {"what": "paper", "attempt": 1, "ok": True}
UNCONFIRMED = (Print(1, "original", "ab" * 32),)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"ok": False}, "bad_data"),
        ({"ok": False, "reason": "jam"}, ""),
        ({"attempt": 2}, "bad_data"),
    ],
)
def test_a_person_says_what_came_out(change: dict[str, Any], code: str) -> None:
    assert judged("confirm", make_case(SIGNED, prints=UNCONFIRMED), {**PAPER, **change}) == code


def test_a_paper_is_confirmed_once() -> None:
    assert judged("confirm", make_case(READY), PAPER) == "wrong_state"


def test_ink_is_confirmed_by_staff_on_a_printed_wet_surat() -> None:
    ink = {"what": "ink", "ok": True}
    out = make_case(SIGNED, prints=(Print(1, "original", "ab" * 32, ok=True),))
    assert judged("confirm", out, ink) == ""
    assert judged("confirm", out, ink, role="resident") == "not_allowed"
    assert judged("confirm", out, {**ink, "ok": False}) == "wrong_state"
    assert judged("confirm", make_case(SIGNED), ink) == "wrong_state"
    assert judged("confirm", make_case(READY), ink) == "wrong_state"


def test_a_certified_signature_is_confirmed_by_the_center_alone() -> None:
    tte = {"what": "tte", "ok": True}
    waiting = make_case(SIGNED, sign={**SIGN, "mode": "tte"})
    assert judged("confirm", waiting, tte, role="device", device=CENTER) == ""
    assert judged("confirm", waiting, tte, role="operator", device=CENTER) == "bad_data"
    assert judged("confirm", waiting, {"what": "else", "ok": True}, role="device") == "bad_data"
    for device in (REGISTER, "meja-2", "lobi-1"):
        assert judged("confirm", waiting, tte, role="device", device=device) == "not_allowed"


def test_the_center_confirms_nothing_else() -> None:
    """Where no staff signs in: `ground.filers` holds the center."""
    ground = replace(GROUND, filers=frozenset({CENTER}))
    tte = {"what": "tte", "ok": True}
    waiting = make_case(SIGNED, sign={**SIGN, "mode": "tte"})
    for verb, data, role, code in (
        ("confirm", tte, "device", ""),
        ("confirm", tte, "operator", "not_allowed"),
        ("confirm", {"what": "ink", "ok": True}, "device", "not_allowed"),
        ("confirm", {"what": "paper", "ok": True, "attempt": 1}, "device", "not_allowed"),
    ):
        assert judged(verb, waiting, data, role=role, device=CENTER, ground=ground) == code


def test_a_resident_takes_only_what_came_out_of_the_printer() -> None:
    assert judged("hand_over", make_case(READY), {"to": "LELA"}, role="resident") == ""
    assert judged("hand_over", make_case(READY, prints=()), {"to": "LELA"}, role="resident") == "wrong_state"


# --- ends -------------------------------------------------------------------------------------------


def test_a_number_is_voided_before_its_paper_is_valid() -> None:
    data = {"reason": "wrong_data"}
    printed = make_case(SIGNED, prints=(Print(1, "original", "ab" * 32, ok=True),))
    assert judged("void", printed, data, role="register") == ""
    assert judged("void", make_case(READY), data, role="register") == "wrong_state"
    sealed = make_case(READY, sign={**SIGN, "mode": "seal"}, prints=())
    assert judged("void", sealed, data, role="lurah") == ""
    assert judged("void", printed, data, role="register", device="meja-2") == "not_register"


def test_a_surat_is_resealed_to_ink_before_any_print() -> None:
    data = {"seal": "x", "salt": "y"}
    waiting = make_case(SIGNED, sign={**SIGN, "mode": "tte"})
    assert judged("reseal", waiting, data, role="signer") == ""
    assert judged("reseal", make_case(SIGNED), data, role="signer") == "wrong_state"
    assert judged("reseal", waiting, data, role="signer", device="meja-2") == "not_register"


def test_only_a_reply_is_answered_and_by_its_step() -> None:
    assert judged("answer", make_case(), {"text": "x"}) == "wrong_state"
    reply = make_case(reply=True, chain=("operator",))
    assert judged("answer", reply, {"text": "x"}) == ""
    assert judged("answer", reply, {"text": "x"}, role="seklur") == "not_allowed"
    assert judged("forward", reply, {"opd": "dishub"}) == ""


def test_nothing_is_ruled_that_is_not_in_doubt() -> None:
    data = {"stands": ID, "reason": "x"}
    assert judged("rule", make_case(SIGNED), data, role="lurah") == "wrong_state"
    assert judged("rule", make_case(SIGNED, ruling=True), data, role="lurah") == ""


def test_levels_rise_with_the_chain() -> None:
    levels = [get_level(role) for role in ("resident", "operator", "kasi:pem", "seklur", "signer", "lurah")]
    assert levels == [-1, 0, 1, 2, 3, 3]


def test_no_verb_belongs_to_office_and_permohonan_both() -> None:
    assert not RULES.keys() & OFFICE_RULES.keys()
