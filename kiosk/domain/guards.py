"""Owns what must hold beside status and role: one function each, an outcome code, empty = may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.ledger import Entry
from kiosk.domain.office import (
    CENTER,
    DEVICE,
    LURAH,
    OPERATOR,
    REGISTER,
    RESIDENT,
    SEKLUR,
    SIGNER,
    OfficeState,
    has_shape,
)
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.resident import SUBJECT

_FOUND_BY: Final = ("nama", "nik", "kk")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a staff id, `resident` or `device`, in which role, on which device."""

    who: str
    role: str
    device: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rule is asked on: the office's state and who holds the register, by device id and term.

    `filers` are the devices no staff signs in at, by their certificates (core.md 4). `find_entry` reads a
    place of the ledger, for `judge` alone.
    """

    office: OfficeState
    register: str
    term: int = 1
    filers: frozenset[str] = frozenset()
    find_entry: Callable[[int], Entry | None] = lambda _n: None


def get_level(role: str) -> int:
    """How high a role stands in the office: operator 0, kasi 1, seklur 2, signer and lurah 3; others -1."""
    return {OPERATOR: 0, "kasi": 1, SEKLUR: 2, SIGNER: 3, LURAH: 3}.get(role.partition(":")[0], -1)


def at_step(case: Permohonan, actor: Actor, _ground: Ground) -> str:
    return "" if actor.role == case.get_step() else "not_allowed"


def pass_(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if case.step == len(case.chain) - 1:
        return "wrong_state"
    if actor.role != case.get_step():
        return "not_allowed"
    if not ground.office.settings.get("same_person") and actor.who in (who for _, who in case.passed):
        return "not_allowed"
    return "wrong_state" if case.open or case.held else ""


def not_below_step(case: Permohonan, actor: Actor, _ground: Ground) -> str:
    return "" if get_level(actor.role) >= get_level(case.get_step()) else "not_allowed"


def held(case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "" if case.held else "wrong_state"


def not_held(case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "wrong_state" if case.held else ""


def sign(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if actor.device != ground.register or ground.office.is_closed(ground.term):
        return "not_register"
    unready = not case.identity or case.get_missing() or case.held or case.open or case.reply or case.ruling
    return "wrong_state" if unready or case.get_step() != SIGNER else ""


def print_(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if case.sign["mode"] == "tte" and case.status == Status.SIGNED:
        return "wrong_state"
    if actor.role != RESIDENT:
        return ""
    if case.sign["mode"] == "wet" or not ground.office.settings.get("self_print"):
        return "not_allowed"
    return "wrong_state" if case.has_printed() else ""


def hand_over(case: Permohonan, actor: Actor, _ground: Ground) -> str:
    return "" if case.has_printed() or actor.role != RESIDENT else "wrong_state"


def void(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if actor.device != ground.register:
        return "not_register"
    never_valid = not case.prints or (case.sign["mode"] == "wet" and not case.inked)
    return "" if never_valid else "wrong_state"


def reseal(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if actor.device != ground.register:
        return "not_register"
    return "" if case.sign["mode"] == "tte" and not case.prints else "wrong_state"


def reply(case: Permohonan, actor: Actor, ground: Ground) -> str:
    return at_step(case, actor, ground) if case.reply else "wrong_state"


def ruling(case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "" if case.ruling else "wrong_state"


def check_pass(data: Mapping[str, Any], case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "" if data["step"] == case.get_step() else "wrong_state"


def check_return(data: Mapping[str, Any], case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    earlier = case.chain[: case.step]
    reasons = data["reasons"]
    fits = reasons and all(isinstance(reason, str) for reason in reasons)
    return "" if fits and data["to"] in (RESIDENT, *earlier) else "bad_data"


def check_correct(data: Mapping[str, Any], case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    """The path must lead through groups, and a correction of the whole subject must be one."""
    root, *rest = data["field"].split(".")
    tree: Any = case.subject if root == SUBJECT else case.answers
    if root == SUBJECT and not is_person({rest[0]: data["new"]} if rest else data["new"]):
        return "bad_data"
    path = rest if root == SUBJECT else [root, *rest]
    if not all(path) or (not path and not isinstance(data["new"], Mapping)):
        return "bad_data"
    for name in path[:-1]:
        tree = tree.get(name, {})
        if not isinstance(tree, Mapping):
            return "bad_data"
    return ""


def is_person(parts: Any) -> bool:
    """Whether what a person is found by, name and numbers, is text where it is said at all."""
    return isinstance(parts, Mapping) and all(isinstance(parts.get(name, ""), str) for name in _FOUND_BY)


def on_register(_case: Permohonan, actor: Actor, ground: Ground) -> str:
    return "" if actor.device == ground.register else "not_register"


def check_check(data: Mapping[str, Any], case: Permohonan, actor: Actor, _ground: Ground) -> str:
    if data["how"] not in {"seen", "captured", "kept", "waived"}:
        return "bad_data"
    if data["what"] != "identity" and data["what"] not in case.papers:
        return "bad_data"
    return "not_allowed" if data["how"] == "waived" and get_level(actor.role) < 1 else ""


def check_sign(data: Mapping[str, Any], case: Permohonan, actor: Actor, ground: Ground) -> str:
    if data["mode"] not in ground.office.get_modes(case.service):
        return "bad_data"
    if actor.role == REGISTER and (data["mode"] != "wet" or ground.office.is_wet_by_pin()):
        return "not_allowed"
    taken = data["counter"]
    if not has_shape(taken, {"scope": str, "year": int, "n": int}, {}):
        return "bad_data"
    if not ground.office.may_number(taken["scope"], ground.term):
        return "not_register"
    counter = ground.office.get_counter(taken["scope"], taken["year"])
    fits = (
        taken["n"] == counter.n + 1
        and data["line"] == ground.office.line + 1
        and data["date"] >= counter.date
    )
    same = data["service"] == case.service and data["version"] == case.version
    return "" if fits and same else "bad_data"


def check_print(data: Mapping[str, Any], case: Permohonan, actor: Actor, _ground: Ground) -> str:
    if data["attempt"] != len(case.prints) + 1:
        return "bad_data"
    if data["kind"] == "original":
        return "wrong_state" if case.has_printed() else ""
    if actor.role == RESIDENT:
        return "not_allowed"
    if data["kind"] == "archive":
        return ""
    fits = data["kind"] == "reprint" and data.get("reason")
    return ("" if case.has_printed() else "wrong_state") if fits else "bad_data"


def check_confirm(data: Mapping[str, Any], case: Permohonan, actor: Actor, _ground: Ground) -> str:
    what = data["what"]
    if (what == "tte") != (actor.device == CENTER):  # the certified signature is the center's to see, alone
        return "not_allowed"
    if what == "paper":
        mine = next((one for one in case.prints if one.attempt == data.get("attempt")), None)
        if mine is None or (not data["ok"] and not data.get("reason")):
            return "bad_data"
        return "" if mine.ok is None else "wrong_state"
    if case.status != Status.SIGNED:
        return "wrong_state"
    if what == "ink":
        if actor.role == RESIDENT:
            return "not_allowed"
        return "" if case.sign["mode"] == "wet" and case.has_printed() and data["ok"] else "wrong_state"
    fits = what == "tte" and case.sign["mode"] == "tte" and data["ok"]
    return "" if fits and actor.role == DEVICE else "bad_data"
