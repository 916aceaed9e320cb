"""Owns RULES: who may do which verb on which state, on every device and the center; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.domain.event import Event
from kiosk.domain.office import (
    DEVICE,
    LURAH,
    OFFICE_RULES,
    OPERATOR,
    REGISTER,
    RESIDENT,
    SEKLUR,
    SIGNER,
    OfficeState,
    has_shape,
    judge_office,
)
from kiosk.domain.permohonan import NUMBERED, SUBJECT, Permohonan, Status

RULES_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a staff id, `resident` or `device`, in which role, on which device."""

    who: str
    role: str
    device: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rule is asked on: the office's state and who holds the register, by device id and term."""

    office: OfficeState
    register: str
    term: int = 1


Guard = Callable[[Permohonan, Actor, Ground], str]
DataGuard = Callable[[Mapping[str, Any], Permohonan, Actor, Ground], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of RULES: statuses it starts from, roles, payload, and what else must hold.

    A deciding verb carries a `base` and moves it. `guard` answers without the payload, so a screen may ask
    before anything is typed; `check` looks at the payload. Both return an outcome code, empty = may.
    """

    statuses: frozenset[Status]
    roles: frozenset[str]
    required: Mapping[str, type] = field(default_factory=dict)
    optional: Mapping[str, type] = field(default_factory=dict)
    deciding: bool = False
    guard: Guard = lambda _case, _actor, _ground: ""
    check: DataGuard = lambda _data, _case, _actor, _ground: ""


def get_level(role: str) -> int:
    """How high a role stands in the office: operator 0, kasi 1, seklur 2, signer and lurah 3; others -1."""
    return {OPERATOR: 0, "kasi": 1, SEKLUR: 2, SIGNER: 3, LURAH: 3}.get(role.partition(":")[0], -1)


def _at_step(case: Permohonan, actor: Actor, _ground: Ground) -> str:
    return "" if actor.role == case.get_step() else "not_allowed"


def _pass(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if case.step == len(case.chain) - 1:
        return "wrong_state"
    if actor.role != case.get_step():
        return "not_allowed"
    if not ground.office.settings.get("same_person") and actor.who in (who for _, who in case.passed):
        return "not_allowed"
    return "wrong_state" if case.open or case.held else ""


def _not_below_step(case: Permohonan, actor: Actor, _ground: Ground) -> str:
    return "" if get_level(actor.role) >= get_level(case.get_step()) else "not_allowed"


def _held(case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "" if case.held else "wrong_state"


def _not_held(case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "wrong_state" if case.held else ""


def _sign(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if actor.device != ground.register or ground.office.closed == ground.term:
        return "not_register"
    unready = not case.identity or case.get_missing() or case.held or case.open or case.reply or case.ruling
    return "wrong_state" if unready or case.get_step() != SIGNER else ""


def _print(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if case.sign["mode"] == "tte" and case.status == Status.SIGNED:
        return "wrong_state"
    if actor.role != RESIDENT:
        return ""
    if case.sign["mode"] == "wet" or not ground.office.settings.get("self_print"):
        return "not_allowed"
    return "wrong_state" if case.has_printed() else ""


def _hand_over(case: Permohonan, actor: Actor, _ground: Ground) -> str:
    return "" if case.has_printed() or actor.role != RESIDENT else "wrong_state"


def _void(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if actor.device != ground.register:
        return "not_register"
    never_valid = not case.prints or (case.sign["mode"] == "wet" and not case.inked)
    return "" if never_valid else "wrong_state"


def _reseal(case: Permohonan, actor: Actor, ground: Ground) -> str:
    if actor.device != ground.register:
        return "not_register"
    return "" if case.sign["mode"] == "tte" and not case.prints else "wrong_state"


def _reply(case: Permohonan, actor: Actor, ground: Ground) -> str:
    return _at_step(case, actor, ground) if case.reply else "wrong_state"


def _ruling(case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "" if case.ruling else "wrong_state"


def _check_pass(data: Mapping[str, Any], case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    return "" if data["step"] == case.get_step() else "wrong_state"


def _check_return(data: Mapping[str, Any], case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    earlier = case.chain[: case.step]
    reasons = data["reasons"]
    fits = reasons and all(isinstance(reason, str) for reason in reasons)
    return "" if fits and data["to"] in (RESIDENT, *earlier) else "bad_data"


def _check_correct(data: Mapping[str, Any], case: Permohonan, _actor: Actor, _ground: Ground) -> str:
    """The path must lead through groups, and a correction of the whole subject must be one."""
    root, *rest = data["field"].split(".")
    tree: Any = case.subject if root == SUBJECT else case.answers
    path = rest if root == SUBJECT else [root, *rest]
    if not all(path) or (not path and not isinstance(data["new"], Mapping)):
        return "bad_data"
    for name in path[:-1]:
        tree = tree.get(name, {})
        if not isinstance(tree, Mapping):
            return "bad_data"
    return ""


def _on_register(_case: Permohonan, actor: Actor, ground: Ground) -> str:
    return "" if actor.device == ground.register else "not_register"


def _check_check(data: Mapping[str, Any], case: Permohonan, actor: Actor, _ground: Ground) -> str:
    if data["how"] not in {"seen", "captured", "kept", "waived"}:
        return "bad_data"
    if data["what"] != "identity" and data["what"] not in case.papers:
        return "bad_data"
    return "not_allowed" if data["how"] == "waived" and get_level(actor.role) < 1 else ""


def _check_sign(data: Mapping[str, Any], case: Permohonan, actor: Actor, ground: Ground) -> str:
    if data["mode"] not in ground.office.get_modes(case.service):
        return "not_allowed"
    if actor.role == REGISTER and data["mode"] != "wet":
        return "not_allowed"
    taken = data["counter"]
    if not has_shape(taken, {"scope": str, "year": int, "n": int}, {}):
        return "bad_data"
    counter = ground.office.get_counter(taken["scope"], taken["year"])
    fits = (
        taken["n"] == counter.n + 1
        and data["line"] == ground.office.line + 1
        and data["date"] >= counter.date
    )
    same = data["service"] == case.service and data["version"] == case.version
    return "" if fits and same else "bad_data"


def _check_print(data: Mapping[str, Any], case: Permohonan, actor: Actor, _ground: Ground) -> str:
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


def _check_confirm(data: Mapping[str, Any], case: Permohonan, actor: Actor, _ground: Ground) -> str:
    what = data["what"]
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


_REVIEW: Final = frozenset({Status.IN_REVIEW})
_ASKED: Final = frozenset({Status.IN_REVIEW, Status.RETURNED})
_ANY: Final = frozenset(Status)
_CHAIN: Final = frozenset({OPERATOR, "kasi", SEKLUR, SIGNER, LURAH})
_HIGHER: Final = _CHAIN - {OPERATOR}
_DESK: Final = frozenset({OPERATOR, SIGNER, LURAH, SEKLUR, REGISTER})

_SIGN_PAYLOAD: Final[Mapping[str, type]] = {
    "service": str,
    "version": int,
    "code": str,
    "number": str,
    "counter": dict,
    "line": int,
    "date": str,
    "form": int,
    "signer": dict,
    "mode": str,
    "fields": dict,
    "salt": str,
    "seal": str,
}

_FILE: Final = Rule(
    frozenset(),
    frozenset({RESIDENT, DEVICE}) | _CHAIN,
    {"service": str, "version": int, "channel": str, "chain": list},
    {
        "answers": dict,
        "subject": dict,
        "resident": dict,
        "relation": str,
        "papers": list,
        "open": list,
        "queue": str,
        "copied_from": str,
        "reply": bool,
    },
)

RULES: Final[Mapping[str, Rule]] = {
    "file": _FILE,
    "pass": Rule(_REVIEW, _CHAIN, {"step": str}, deciding=True, guard=_pass, check=_check_pass),
    "return": Rule(
        _REVIEW,
        _CHAIN,
        {"to": str, "reasons": list},
        {"text": str},
        deciding=True,
        guard=_not_below_step,
        check=_check_return,
    ),
    "complete": Rule(
        frozenset({Status.RETURNED}),
        frozenset({RESIDENT, OPERATOR}),
        {},
        {"answers": dict, "papers": list},
        deciding=True,
    ),
    "correct": Rule(
        _REVIEW,
        _CHAIN,
        {"field": str, "new": object},
        {"old": object, "reason": str},
        deciding=True,
        check=_check_correct,
    ),
    "check": Rule(_REVIEW, _CHAIN, {"what": str, "how": str}, {"reason": str}, check=_check_check),
    "hold": Rule(_REVIEW, _CHAIN, {"reason": str}, {"text": str}, guard=_not_held),
    "resume": Rule(_REVIEW, _CHAIN, guard=_held),
    "reject": Rule(_ASKED, _HIGHER, {"reason": str}, {"text": str}, deciding=True),
    "withdraw": Rule(_ASKED, frozenset({RESIDENT, OPERATOR}), {}, {"reason": str}),
    "lapse": Rule(frozenset({Status.RETURNED}), frozenset({DEVICE}), {}, {"days": int}, guard=_on_register),
    "sign": Rule(
        _REVIEW,
        frozenset({SIGNER, REGISTER}),
        _SIGN_PAYLOAD,
        {"until": str},
        deciding=True,
        guard=_sign,
        check=_check_sign,
    ),
    "print": Rule(
        NUMBERED,
        _DESK | {RESIDENT},
        {"kind": str, "attempt": int, "pdf_sha256": str, "renderer": str},
        {"reason": str},
        guard=_print,
        check=_check_print,
    ),
    "confirm": Rule(
        NUMBERED,
        _DESK | {RESIDENT, DEVICE},
        {"what": str, "ok": bool},
        {"attempt": int, "reason": str, "sha256": str},
        check=_check_confirm,
    ),
    "hand_over": Rule(
        frozenset({Status.READY}),
        frozenset({OPERATOR, REGISTER, RESIDENT}),
        {"to": str},
        guard=_hand_over,
    ),
    "void": Rule(
        frozenset({Status.SIGNED, Status.READY}),
        frozenset({SIGNER, LURAH, REGISTER}),
        {"reason": str},
        {"text": str},
        deciding=True,
        guard=_void,
    ),
    "revoke": Rule(NUMBERED, frozenset({LURAH}), {"reason": str}, {"text": str}, deciding=True),
    "reseal": Rule(
        frozenset({Status.SIGNED}),
        frozenset({SIGNER}),
        {"seal": str, "salt": str},
        deciding=True,
        guard=_reseal,
    ),
    "answer": Rule(_REVIEW, _CHAIN, {"text": str}, deciding=True, guard=_reply),
    "forward": Rule(_REVIEW, _CHAIN, {"opd": str}, {"text": str}, guard=_reply),
    "note": Rule(_ANY, _CHAIN | {REGISTER, RESIDENT}, {"text": str}, {"what": str}),
    "rule": Rule(
        _ANY,
        frozenset({LURAH, SEKLUR}),
        {"stands": str, "reason": str},
        deciding=True,
        guard=_ruling,
    ),
}


def has_sign(data: Mapping[str, Any]) -> bool:
    """Whether a payload has the shape of a `sign`."""
    return has_shape(data, _SIGN_PAYLOAD, {"until": str})


def find_refusal(verb: str, case: Permohonan, actor: Actor, ground: Ground) -> str:
    """Why this actor may not do this verb now, before any payload is known: an outcome code, empty = may."""
    rule = RULES[verb]
    if case.status not in rule.statuses:
        return "wrong_state"
    if actor.role.partition(":")[0] not in rule.roles:
        return "not_allowed"
    return rule.guard(case, actor, ground)


def judge(event: Event, case: Permohonan | None, ground: Ground) -> str:
    """The outcome code of an Event on this state (core.md 2), empty = effective; repeats are the caller's."""
    if event.verb not in RULES and event.verb not in OFFICE_RULES:
        return "unknown_verb"
    if event.verb_v != 1:
        return "unknown_version"
    if event.verb in OFFICE_RULES:
        return judge_office(event, ground.office)
    if event.verb == "file":
        return _judge_file(event, case)
    return _judge_act(event, case, ground) if case is not None else "wrong_state"


def _judge_act(event: Event, case: Permohonan, ground: Ground) -> str:
    rule = RULES[event.verb]
    if rule.deciding and event.base != case.base:
        return "stale_base"
    actor = Actor(event.who, event.role, event.device)
    refusal = find_refusal(event.verb, case, actor, ground)
    if refusal:
        return refusal
    if not has_shape(event.data, rule.required, rule.optional):
        return "bad_data"
    return rule.check(event.data, case, actor, ground)


def _judge_file(event: Event, case: Permohonan | None) -> str:
    if case is not None:
        return "duplicate"
    if event.role.partition(":")[0] not in _FILE.roles:
        return "not_allowed"
    if not has_shape(event.data, _FILE.required, _FILE.optional):
        return "bad_data"
    chain = event.data["chain"]
    ends = bool(chain) and (chain[-1] == SIGNER or bool(event.data.get("reply")))
    fits = ends and chain[0] == OPERATOR
    typed = all(
        isinstance(name, str) for key in ("chain", "papers", "open") for name in event.data.get(key, ())
    )
    return "" if typed and fits else "bad_data"
