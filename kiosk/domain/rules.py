"""Owns RULES: who may do which verb on which state, on every device and the center; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.domain import guards
from kiosk.domain.event import Event
from kiosk.domain.guards import Actor, Ground, get_level
from kiosk.domain.judging import UNKNOWN, get_subject
from kiosk.domain.ledger import Outcome
from kiosk.domain.office import (
    CENTER,
    DECISIONS,
    DEVICE,
    LURAH,
    OFFICE_RULES,
    OPERATOR,
    REGISTER,
    RESIDENT,
    SEKLUR,
    SIGNER,
    has_shape,
    judge_office,
)
from kiosk.domain.permohonan import NUMBERED, Permohonan, Status

__all__ = [
    "RULES",
    "RULES_VERSION",
    "Actor",
    "Ground",
    "Rule",
    "find_refusal",
    "get_level",
    "has_sign",
    "judge",
]

RULES_VERSION: Final = 1


Guard = Callable[[Permohonan, Actor, Ground], str]
DataGuard = Callable[[Mapping[str, Any], Permohonan, Actor, Ground], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of RULES: statuses it starts from, roles, payload, and what else must hold.

    A deciding verb carries a `base` and moves it. `guard` answers without the payload, so a screen may ask
    before anything is typed; `check` looks at the payload. Both return an outcome code, empty = may.
    `version` is the newest form of the payload this program knows; with a row or a version RULES_VERSION
    goes up.
    """

    statuses: frozenset[Status]
    roles: frozenset[str]
    required: Mapping[str, type] = field(default_factory=dict)
    optional: Mapping[str, type] = field(default_factory=dict)
    deciding: bool = False
    guard: Guard = lambda _case, _actor, _ground: ""
    check: DataGuard = lambda _data, _case, _actor, _ground: ""
    version: int = 1


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
    "pass": Rule(_REVIEW, _CHAIN, {"step": str}, deciding=True, guard=guards.pass_, check=guards.check_pass),
    "return": Rule(
        _REVIEW,
        _CHAIN,
        {"to": str, "reasons": list},
        {"text": str},
        deciding=True,
        guard=guards.not_below_step,
        check=guards.check_return,
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
        check=guards.check_correct,
    ),
    "check": Rule(_REVIEW, _CHAIN, {"what": str, "how": str}, {"reason": str}, check=guards.check_check),
    "hold": Rule(_REVIEW, _CHAIN, {"reason": str}, {"text": str}, guard=guards.not_held),
    "resume": Rule(_REVIEW, _CHAIN, guard=guards.held),
    "reject": Rule(_ASKED, _HIGHER, {"reason": str}, {"text": str}, deciding=True),
    "withdraw": Rule(_ASKED, frozenset({RESIDENT, OPERATOR}), {}, {"reason": str}),
    "lapse": Rule(
        frozenset({Status.RETURNED}), frozenset({DEVICE}), {}, {"days": int}, guard=guards.on_register
    ),
    "sign": Rule(
        _REVIEW,
        frozenset({SIGNER, REGISTER}),
        _SIGN_PAYLOAD,
        {"until": str},
        deciding=True,
        guard=guards.sign,
        check=guards.check_sign,
    ),
    "print": Rule(
        NUMBERED,
        _DESK | {RESIDENT},
        {"kind": str, "attempt": int, "pdf_sha256": str, "renderer": str},
        {"reason": str},
        guard=guards.print_,
        check=guards.check_print,
    ),
    "confirm": Rule(
        NUMBERED,
        _DESK | {RESIDENT, DEVICE},
        {"what": str, "ok": bool},
        {"attempt": int, "reason": str, "sha256": str},
        check=guards.check_confirm,
    ),
    "hand_over": Rule(
        frozenset({Status.READY}),
        frozenset({OPERATOR, REGISTER, RESIDENT}),
        {"to": str},
        guard=guards.hand_over,
    ),
    "void": Rule(
        frozenset({Status.SIGNED, Status.READY}),
        frozenset({SIGNER, LURAH, REGISTER}),
        {"reason": str},
        {"text": str},
        deciding=True,
        guard=guards.void,
    ),
    "revoke": Rule(NUMBERED, frozenset({LURAH}), {"reason": str}, {"text": str}, deciding=True),
    "reseal": Rule(
        frozenset({Status.SIGNED}),
        frozenset({SIGNER}),
        {"seal": str, "salt": str},
        deciding=True,
        guard=guards.reseal,
    ),
    "answer": Rule(_REVIEW, _CHAIN, {"text": str}, deciding=True, guard=guards.reply),
    "forward": Rule(_REVIEW, _CHAIN, {"opd": str}, {"text": str}, guard=guards.reply),
    "note": Rule(_ANY, _CHAIN | {REGISTER, RESIDENT}, {"text": str}, {"what": str}),
    "rule": Rule(
        _ANY,
        frozenset({LURAH, SEKLUR}),
        {"stands": str, "reason": str},
        deciding=True,
        guard=guards.ruling,
    ),
}


def is_within_device(verb: str, role: str, device: str, ground: Ground) -> bool:
    """Whether a device may say this at all: one that is no desk speaks for residents and for itself.

    Roles stand in the Event as its device wrote them, so a stolen lobby key could claim any of them.
    """
    if device not in ground.filers:
        return True
    if verb in OFFICE_RULES:
        return role in {RESIDENT, DEVICE} and verb not in DECISIONS
    return role == RESIDENT or (verb == "confirm" and device == CENTER and role == DEVICE)


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
    if not is_within_device(verb, actor.role, actor.device, ground):
        return "not_allowed"
    return rule.guard(case, actor, ground)


def judge(event: Event, case: Permohonan | None, ground: Ground, *, is_taken: bool = False) -> str:
    """The outcome code of an Event on this state (core.md 2), empty = effective.

    `is_taken` says that an entry has its id already; repeats of the same bytes are the caller's. Of a `judge`
    the case is that of its subject.
    """
    rule = RULES.get(event.verb) or OFFICE_RULES.get(event.verb)
    if rule is not None and not is_within_device(event.verb, event.role, event.device, ground):
        return "not_allowed"
    if is_taken:
        return "duplicate"
    if rule is None:
        return "unknown_verb"
    if not 1 <= event.verb_v <= rule.version:
        return "unknown_version"
    if event.verb in OFFICE_RULES:
        code = judge_office(event, ground.office, register=ground.register)
        return code or (_judge_again(event, case, ground) if event.verb == "judge" else "")
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


def _judge_again(event: Event, case: Permohonan | None, ground: Ground) -> str:
    """A `judge` must name an entry that waits to be judged, and say of it what these rules say."""
    subject = get_subject(event, ground)
    if subject is event:
        return "wrong_state"
    code = judge(subject, case, ground)
    outcome = Outcome.NOT_EFFECTIVE if code else Outcome.EFFECTIVE
    is_so = (event.data["outcome"], event.data.get("code", "")) == (outcome.value, code)
    return "" if is_so and code not in UNKNOWN else "bad_data"


def knows(event: Event) -> bool:
    """Whether this program knows the Event's verb in its version."""
    rule = RULES.get(event.verb) or OFFICE_RULES.get(event.verb)
    return rule is not None and 1 <= event.verb_v <= rule.version


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
    fits = fits and typed and all(step.partition(":")[0] in _CHAIN for step in chain)
    fits = fits and event.data["version"] >= 1
    people = all(guards.is_person(event.data.get(key, {})) for key in ("subject", "resident"))
    return "" if fits and people else "bad_data"
