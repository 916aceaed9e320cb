"""RULES against core.md 3, written down here a second time: every verb in every status by every role."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from kiosk.domain.office import OfficeState
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.rules import RULES, Actor, find_refusal, judge
from tests.kiosk.domain.cases import CHAIN, GROUND, REGISTER, SIGN, make_case, make_event, make_id

ROLES = ("resident", "device", "operator", "kasi:kes", "seklur", "signer", "lurah", "register")
REVIEW, RETURNED, SIGNED, READY, HANDED = (
    Status.IN_REVIEW,
    Status.RETURNED,
    Status.SIGNED,
    Status.READY,
    Status.HANDED_OVER,
)
CHAIN_STAFF = {"operator", "kasi:kes", "seklur", "signer", "lurah"}
NUMBERED = {SIGNED, READY, HANDED}

# verb: from which statuses, by which roles (core.md 3)
TABLE: dict[str, tuple[set[Status], set[str]]] = {
    "pass": ({REVIEW}, {"operator", "kasi:kes", "seklur"}),
    "return": ({REVIEW}, CHAIN_STAFF),
    "complete": ({RETURNED}, {"resident", "operator"}),
    "correct": ({REVIEW}, CHAIN_STAFF),
    "check": ({REVIEW}, CHAIN_STAFF),
    "hold": ({REVIEW}, CHAIN_STAFF),
    "resume": ({REVIEW}, CHAIN_STAFF),
    "reject": ({REVIEW, RETURNED}, {"kasi:kes", "seklur", "signer", "lurah"}),
    "withdraw": ({REVIEW, RETURNED}, {"resident", "operator"}),
    "lapse": ({RETURNED}, {"device"}),
    "sign": ({REVIEW}, {"signer", "register"}),
    "print": (NUMBERED, {"operator", "signer", "lurah", "seklur", "register"}),
    "confirm": (NUMBERED, {"operator", "signer", "lurah", "seklur", "register", "resident", "device"}),
    "hand_over": ({READY}, {"operator", "register", "resident"}),
    "void": ({SIGNED, READY}, {"signer", "lurah", "register"}),
    "revoke": (NUMBERED, {"lurah"}),
    "reseal": ({SIGNED}, {"signer"}),
    "answer": ({REVIEW}, CHAIN_STAFF),
    "forward": ({REVIEW}, CHAIN_STAFF),
    "note": (set(Status), CHAIN_STAFF | {"register", "resident"}),
    "rule": (set(Status), {"lurah", "seklur"}),
}


def most_willing(verb: str, status: Status, role: str) -> Permohonan:
    """A case whose every other circumstance speaks for the verb, so that status and role alone decide."""
    case = make_case(status)
    if verb in {"pass", "return"} and role in CHAIN:
        case = replace(case, step=CHAIN.index(role))
    if verb == "resume":
        case = replace(case, held="printer")
    if verb == "sign":
        case = replace(case, step=3)
    if verb in {"answer", "forward"}:
        case = replace(case, reply=True, chain=("operator", role), step=1)
    if verb == "void":
        case = replace(case, prints=(), inked=False)
    if verb == "reseal":
        case = replace(case, sign={**SIGN, "mode": "tte"}, prints=())
    if verb == "rule":
        case = replace(case, ruling=True)
    return case


@pytest.mark.parametrize("verb", [verb for verb in RULES if verb != "file"])
def test_a_verb_in_every_status_by_every_role_is_as_the_page_says(verb: str) -> None:
    statuses, roles = TABLE[verb]
    wrong = []
    for status, role in product(Status, ROLES):
        refusal = find_refusal(verb, most_willing(verb, status, role), Actor("x", role, REGISTER), GROUND)
        if status not in statuses:
            expected = {"wrong_state"}
        elif role not in roles:
            expected = {"not_allowed", "wrong_state"}
        else:
            expected = {""}
        if refusal not in expected:
            wrong.append((status, role, refusal))
    assert not wrong


def test_no_verb_is_without_its_row_here() -> None:
    assert TABLE.keys() | {"file"} == RULES.keys()


def judged(verb: str, case: Permohonan, data: dict[str, Any] | None = None, **more: Any) -> str:
    ground = more.pop("ground", GROUND)
    return judge(make_event(verb, data, **more), case, ground)


# --- what comes before any verb ---------------------------------------------------------------------


def test_an_unknown_verb_waits_for_an_update() -> None:
    assert judged("later_verb", make_case()) == "unknown_verb"


def test_a_later_form_of_a_verb_waits_for_an_update() -> None:
    assert judged("note", make_case(), {"text": "x"}, verb_v=2) == "unknown_version"


def test_an_act_about_nothing_is_refused() -> None:
    assert judge(make_event("note", {"text": "x"}), None, GROUND) == "wrong_state"


@pytest.mark.parametrize("verb", [verb for verb, rule in RULES.items() if rule.deciding])
def test_a_decision_on_what_has_changed_since_is_stale(verb: str) -> None:
    assert judged(verb, make_case(), base=make_id(1)) == "stale_base"


@pytest.mark.parametrize("verb", ["check", "hold", "withdraw", "note", "print", "hand_over"])
def test_what_decides_nothing_is_never_stale(verb: str) -> None:
    assert judged(verb, make_case(), base=make_id(1)) != "stale_base"


@pytest.mark.parametrize("verb", [verb for verb in RULES if RULES[verb].required and verb != "file"])
def test_a_payload_without_its_keys_is_bad_data(verb: str) -> None:
    statuses, roles = TABLE[verb]
    role = next(role for role in ROLES if role in roles)
    status = next(status for status in Status if status in statuses)
    event = make_event(verb, {"strange": "x"}, role=role)
    assert judge(event, most_willing(verb, status, role), GROUND) == "bad_data"


def test_office_events_are_judged_without_a_permohonan() -> None:
    event = make_event("queue", {"number": "A-001", "need": "surat"}, about="", base="")
    assert judge(event, None, GROUND) == ""


def test_what_a_later_program_says_is_kept_for_a_later_judge() -> None:
    assert judge(make_event("dance"), make_case(), GROUND) == "unknown_verb"
    assert judge(make_event("pass", {"step": "operator"}, verb_v=2), make_case(), GROUND) == "unknown_version"


def test_a_device_that_only_files_speaks_for_residents_and_for_itself() -> None:
    ground = replace(GROUND, filers=frozenset({"lobi-1"}))
    note = {"text": "x"}
    assert judge(make_event("note", note, role="resident", device="lobi-1"), make_case(), ground) == ""
    assert judge(make_event("note", note, device="lobi-1"), make_case(), ground) == "not_allowed"
    assert find_refusal("note", make_case(), Actor("op-1", "operator", "lobi-1"), ground) == "not_allowed"
    settings = make_event("settings", {"values": {"x": 1}}, role="device", device="lobi-1")
    assert judge(settings, None, ground) == "not_allowed"


def test_a_second_entry_under_one_id_is_a_duplicate() -> None:
    assert judge(make_event("note", {"text": "x"}), make_case(), GROUND, is_taken=True) == "duplicate"


# --- filing -----------------------------------------------------------------------------------------

FILED = {"service": "usaha", "version": 1, "channel": "kiosk", "chain": list(CHAIN)}


def test_a_resident_files() -> None:
    assert judge(make_event("file", FILED, role="resident"), None, GROUND) == ""


def test_a_second_filing_under_one_id_is_a_duplicate() -> None:
    assert judge(make_event("file", FILED), make_case(), GROUND) == "duplicate"


def test_the_register_right_alone_files_nothing() -> None:
    assert judge(make_event("file", FILED, role="register"), None, GROUND) == "not_allowed"


@pytest.mark.parametrize(
    "change",
    [
        {"service": 1},
        {"chain": []},
        {"chain": ["kasi:kes", "signer"]},
        {"chain": ["operator"]},
        {"chain": ["operator", 2, "signer"]},
        {"papers": ["ktp", 1]},
        {"open": [{}]},
        {"more": "x"},
    ],
)
def test_a_filing_of_another_shape_is_bad_data(change: dict[str, Any]) -> None:
    assert judge(make_event("file", {**FILED, **change}), None, GROUND) == "bad_data"


def test_a_reply_may_end_with_whoever_answers() -> None:
    data = {**FILED, "chain": ["operator", "kasi:trb"], "reply": True}
    assert judge(make_event("file", data), None, GROUND) == ""


# --- passing ----------------------------------------------------------------------------------------


def test_only_the_role_of_the_step_passes_it() -> None:
    assert judged("pass", make_case(), {"step": "operator"}, role="kasi:kes") == "not_allowed"
    assert judged("pass", make_case(step=1), {"step": "kasi:kes"}, role="kasi:trb") == "not_allowed"


def test_the_same_person_does_not_pass_twice_unless_the_office_allows() -> None:
    case = make_case(step=1, passed=(("operator", "op-1"),))
    assert judged("pass", case, {"step": "kasi:kes"}, role="kasi:kes") == "not_allowed"
    allowed = replace(GROUND, office=OfficeState(settings={"same_person": True}))
    assert judged("pass", case, {"step": "kasi:kes"}, role="kasi:kes", ground=allowed) == ""


def test_nothing_passes_while_an_answer_is_open_or_the_case_is_held() -> None:
    assert judged("pass", make_case(open=("lama_usaha",)), {"step": "operator"}) == "wrong_state"
    assert judged("pass", make_case(held="printer"), {"step": "operator"}) == "wrong_state"


def test_the_signer_does_not_pass_but_sign() -> None:
    assert judged("pass", make_case(step=3), {"step": "signer"}, role="signer") == "wrong_state"


def test_a_pass_names_the_step_it_saw() -> None:
    assert judged("pass", make_case(), {"step": "seklur"}) == "wrong_state"


# --- returning, correcting, checking ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "reasons", "code"),
    [
        ("resident", ["paper_missing"], ""),
        ("operator", ["check_again"], ""),
        ("seklur", ["check_again"], "bad_data"),
        ("nobody", ["other"], "bad_data"),
        ("resident", [], "bad_data"),
        ("resident", [1], "bad_data"),
    ],
)
def test_a_return_goes_to_the_resident_or_an_earlier_step(to: str, reasons: list[Any], code: str) -> None:
    case = make_case(step=1)
    assert judged("return", case, {"to": to, "reasons": reasons}, role="kasi:kes") == code


def test_a_step_below_sends_nothing_back() -> None:
    data = {"to": "resident", "reasons": ["other"]}
    assert judged("return", make_case(step=2), data, role="kasi:kes") == "not_allowed"
    assert judged("return", make_case(step=2), data, role="lurah") == ""


@pytest.mark.parametrize(
    ("field", "new", "code"),
    [
        ("nama_usaha", "Pempek Lela", ""),
        ("pemohon.nama", "LELA CONTOH", ""),
        ("pemohon.alamat.rt", "007", ""),
        ("pemohon", {"nama": "LELA"}, ""),
        ("pemohon", "LELA", "bad_data"),
        ("nama_usaha.x.y", "1", "bad_data"),
        ("pemohon..nama", "x", "bad_data"),
        ("pengantar.rt", "007", ""),
    ],
)
def test_a_correction_leads_through_groups(field: str, new: Any, code: str) -> None:
    assert judged("correct", make_case(), {"field": field, "new": new}) == code


@pytest.mark.parametrize(
    ("what", "how", "role", "code"),
    [
        ("identity", "seen", "operator", ""),
        ("ktp", "captured", "operator", ""),
        ("ktp", "believed", "operator", "bad_data"),
        ("passport", "seen", "operator", "bad_data"),
        ("ktp", "waived", "operator", "not_allowed"),
        ("ktp", "waived", "kasi:kes", ""),
    ],
)
def test_a_paper_is_seen_by_anybody_and_waived_from_kasi_upward(
    what: str, how: str, role: str, code: str
) -> None:
    assert judged("check", make_case(), {"what": what, "how": how}, role=role) == code


def test_what_is_held_is_not_held_again_and_what_runs_not_resumed() -> None:
    assert judged("hold", make_case(held="printer"), {"reason": "other"}) == "wrong_state"
    assert judged("resume", make_case()) == "wrong_state"


def test_only_the_register_lets_a_case_lapse() -> None:
    case = make_case(Status.RETURNED)
    assert judged("lapse", case, {"days": 30}, role="device") == ""
    assert judged("lapse", case, {"days": 30}, role="device", device="lobi-1") == "not_register"
