"""The office: its people, its chain, its counters, and the events that move them."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.office import (
    OFFICE_RULES,
    Counter,
    Form,
    Office,
    OfficeState,
    Staff,
    apply_office,
    has_shape,
    judge_office,
)
from tests.kiosk.domain.cases import REGISTER, make_event

STATE = OfficeState({("office", 2026): Counter(122, "2026-11-23")}, line=7)
OFFICE = Office(
    "1671081006", "Sialang", "Sako", kasi={"trb": "pem"}, staff=(Staff("op-1", "Rina", "Op", ()),)
)
COUNTER = {"scope": "office", "year": 2026}
GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "start_at": ("register", {**COUNTER, "n": 130, "reason": "book"}),
    "outside": ("register", {**COUNTER, "first": 123, "last": 125, "title": "surat dinas"}),
    "register_closed": ("register", {"n": 9}),
    "settings": ("device", {"values": {"self_print": True}}),
    "import": ("operator", {"what": "residents", "sha256": "ab", "counts": {"new": 1}}),
    "judge": ("device", {"entry": 3, "sha256": "ab" * 32, "outcome": "effective"}),
    "queue": ("resident", {"number": "A-001", "need": "surat"}),
    "call": ("operator", {"number": "A-001", "place": "1"}),
    "open": ("device", {"program": "0.1.0", "schema": 1, "boot": "x"}),
    "sign_in": ("kasi:kes", {}),
    "pin_failed": ("device", {"person": "op-1"}),
    "view": ("lurah", {"what": "case"}),
    "export": ("operator", {"what": "book", "line": 4}),
    "clock": ("register", {"how": "confirmed"}),
    "alarm": ("device", {"what": "misfit"}),
    "survey": ("device", {"answers": [4, 3]}),
}


def judged(verb: str, data: dict[str, Any], role: str) -> str:
    return judge_office(make_event(verb, data, role=role, about="", base=""), STATE, register=REGISTER)


@pytest.mark.parametrize("verb", OFFICE_RULES)
def test_every_office_event_is_taken_from_whom_it_belongs_to(verb: str) -> None:
    role, data = GOOD[verb]
    assert judged(verb, data, role) == ""
    assert judged(verb, {**data, "strange": 1}, role) == "bad_data"
    outsider = "stranger"
    assert judged(verb, data, outsider) == "not_allowed"


def test_a_resident_neither_calls_numbers_nor_starts_a_counter() -> None:
    assert judged("call", GOOD["call"][1], "resident") == "not_allowed"
    assert judged("start_at", GOOD["start_at"][1], "operator") == "not_allowed"


@pytest.mark.parametrize("verb", ["settings", "register_closed"])
def test_only_the_register_says_its_last_word_and_what_the_office_is(verb: str) -> None:
    role, data = GOOD[verb]
    elsewhere = make_event(verb, data, role=role, device="meja-2", about="", base="")
    assert judge_office(elsewhere, STATE, register=REGISTER) == "not_register"


@pytest.mark.parametrize(
    ("n", "code"), [(121, "bad_data"), (122, ""), (500, ""), (99_998, ""), (99_999, "bad_data")]
)
def test_a_counter_never_starts_below_its_last_number(n: int, code: str) -> None:
    assert judged("start_at", {**COUNTER, "n": n, "reason": "x"}, "lurah") == code


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        *[(123, 123, ""), (122, 125, "bad_data"), (124, 125, "bad_data"), (123, 122, "bad_data")],
        *[(123, 99_998, ""), (123, 99_999, "bad_data")],  # a further surat must still find a number
    ],
)
def test_numbers_used_outside_follow_the_last_one(first: int, last: int, code: str) -> None:
    assert judged("outside", {**COUNTER, "first": first, "last": last, "title": "x"}, "register") == code


def applied(verb: str, data: dict[str, Any], term: int = 1) -> OfficeState:
    return apply_office(make_event(verb, data, about="", base=""), STATE, term)


def test_counters_move_and_keep_the_day_of_their_last_surat() -> None:
    assert applied("start_at", GOOD["start_at"][1]).get_counter("office", 2026) == Counter(130, "2026-11-23")
    assert applied("outside", GOOD["outside"][1]).get_counter("office", 2026).n == 125
    assert STATE.get_counter("office", 2027) == Counter()


def test_settings_replace_what_they_name_only() -> None:
    one = applied("settings", {"values": {"seal": ["usaha"], "self_print": True}})
    two = apply_office(make_event("settings", {"values": {"self_print": False}}), one, 1)
    assert two.settings == {"seal": ["usaha"], "self_print": False}
    assert two.get_modes("usaha") == ("wet", "seal")
    assert two.get_modes("domisili") == ("wet",)


def test_the_last_word_of_a_register_names_its_term() -> None:
    assert applied("register_closed", {"n": 9}, term=3).closed == 3


def test_other_office_events_change_no_state() -> None:
    assert applied("queue", GOOD["queue"][1]) is STATE


def test_the_chain_names_the_kasi_of_the_service() -> None:
    assert OFFICE.make_chain("kes") == ("operator", "kasi:kes", "seklur", "signer")
    assert OFFICE.make_chain("trb") == ("operator", "kasi:pem", "seklur", "signer")
    assert OFFICE.make_chain("kes", ("operator", "signer")) == ("operator", "signer")


def test_people_are_found_by_their_id() -> None:
    assert OFFICE.find_staff("op-1") is OFFICE.staff[0]
    assert OFFICE.find_staff("op-9") is None


@pytest.mark.parametrize(
    ("change", "day", "may"),
    [
        ({}, "2026-11-24", True),
        ({"since": "2026-11-25"}, "2026-11-24", False),
        ({"until": "2026-11-23"}, "2026-11-24", False),
        ({"since": "2026-11-01", "until": "2026-11-30"}, "2026-11-24", True),
        ({"ended": True}, "2026-11-24", False),
        ({"roles": ("seklur",)}, "2026-11-24", False),
    ],
)
def test_a_signer_signs_within_the_decree(change: dict[str, Any], day: str, *, may: bool) -> None:
    staff = Staff(
        **{"id": "a", "name": "A", "post": "Plt.", "roles": ("signer",), "form": Form.PLT, **change}
    )
    assert staff.is_signer_on(day) is may


def test_a_flag_is_no_integer() -> None:
    assert has_shape({"n": 1}, {"n": int}, {})
    assert not has_shape({"n": True}, {"n": int}, {})
    assert has_shape({"ok": True}, {"ok": bool}, {"n": int})
