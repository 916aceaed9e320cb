"""Owns the fold: what one effective Event makes of a permohonan and of the office; it asks no rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kiosk.domain.event import Event
from kiosk.domain.judging import get_subject
from kiosk.domain.ledger import Outcome
from kiosk.domain.office import OFFICE_RULES, RESIDENT, Counter, OfficeState, apply_office
from kiosk.domain.permohonan import CLOSED, Permohonan, Print, Status
from kiosk.domain.resident import SUBJECT
from kiosk.domain.rules import RULES, Ground, has_sign
from kiosk.domain.worktime import STOPPING


def apply(
    event: Event, case: Permohonan | None, ground: Ground, *, at: int
) -> tuple[Permohonan | None, OfficeState]:
    """The states after an effective Event that the register admitted at `at` (ms UTC).

    Of a `judge` the case is that of its subject, which takes effect now. Raises ValueError where the Event
    does not fit: outcomes are decided already, so a misfit is a bug.
    """
    if event.verb == "judge":
        subject = get_subject(event, ground)
        judged = apply_office(event, ground.office, ground.term)
        if subject is event:
            raise ValueError(event.data["entry"])
        if event.data["outcome"] != Outcome.EFFECTIVE:
            return apply_refused(subject, case, event.data["code"]), judged
        return apply(subject, case, replace(ground, office=judged), at=at)
    if event.verb in OFFICE_RULES:
        return case, apply_office(event, ground.office, ground.term)
    if event.verb == "file":
        return _file(event, at), ground.office
    if case is None:
        raise ValueError(event.verb)
    after = _APPLY[event.verb](case, event)
    if RULES[event.verb].deciding:
        after = replace(after, base=event.id)
    after = _stamped(case, after, at)
    office = _take_number(event, ground.office) if event.verb == "sign" else ground.office
    return after, office


def _stamped(before: Permohonan, after: Permohonan, at: int) -> Permohonan:
    """The moments a change of state leaves behind: figures use them, no rule does."""
    stamps: dict[str, Any] = {}
    if after.held and not before.held:
        stamps["held_at"] = at
    elif before.held and not after.held:
        stamps["held_at"] = 0
        if before.held in STOPPING:
            stamps["stops"] = (*before.stops, (before.held_at, at))
    if not after.complete_at and after.is_complete():
        stamps["complete_at"] = at
    if after.status is not before.status:
        if after.status is Status.RETURNED:
            stamps["returned_at"] = at
        elif after.status is Status.READY:
            stamps["ready_at"] = at
        elif after.status in CLOSED:
            stamps["closed_at"] = at
    return replace(after, **stamps) if stamps else after


def _take_number(event: Event, office: OfficeState) -> OfficeState:
    taken = event.data["counter"]
    moved = office.take(taken["scope"], taken["year"], Counter(taken["n"], event.data["date"]))
    return replace(moved, line=event.data["line"])


def _file(event: Event, at: int) -> Permohonan:
    data = event.data
    return Permohonan(
        id=event.id,
        service=data["service"],
        version=data["version"],
        channel=data["channel"],
        chain=tuple(data["chain"]),
        base=event.id,
        filed_at=at,
        answers=data.get("answers", {}),
        subject=data.get("subject", {}),
        resident=data.get("resident", {}),
        relation=data.get("relation", ""),
        papers=dict.fromkeys(data.get("papers", ()), ""),
        open=tuple(data.get("open", ())),
        queue=data.get("queue", ""),
        copied_from=data.get("copied_from", ""),
        reply=data.get("reply", False),
    )


def _passed(case: Permohonan, event: Event) -> Permohonan:
    return replace(case, step=case.step + 1, passed=(*case.passed, (case.get_step(), event.who)), reasons=())


def _returned(case: Permohonan, event: Event) -> Permohonan:
    to, reasons = event.data["to"], tuple(event.data["reasons"])
    if to == RESIDENT:
        return replace(case, status=Status.RETURNED, step=0, passed=(), reasons=reasons, held="")
    step = case.chain.index(to)
    return replace(case, step=step, passed=case.passed[:step], reasons=reasons, held="")


def _completed(case: Permohonan, event: Event) -> Permohonan:
    given = event.data.get("answers", {})
    left = tuple(path for path in case.open if path.partition(".")[0] not in given)
    return replace(case, status=Status.IN_REVIEW, step=0, answers={**case.answers, **given}, open=left)


def _corrected(case: Permohonan, event: Event) -> Permohonan:
    """A path such as `anak.nik` names a part; a group's name stands for all of its parts."""
    name, new = event.data["field"], event.data["new"]
    left = tuple(path for path in case.open if path != name and not path.startswith(f"{name}."))
    back = replace(case, step=0, passed=(), open=left) if case.step else replace(case, open=left)
    root, *rest = name.split(".")
    if root == SUBJECT:
        return replace(back, subject=_put(case.subject, rest, new))
    return replace(back, answers=_put(case.answers, [root, *rest], new))


def _put(tree: Mapping[str, Any], path: Sequence[str], new: Any) -> Mapping[str, Any]:
    if not path:
        return {**tree, **new}
    name, *rest = path
    return {**tree, name: _put(tree.get(name, {}), rest, new) if rest else new}


def _checked(case: Permohonan, event: Event) -> Permohonan:
    what, how = event.data["what"], event.data["how"]
    if what == "identity":
        return replace(case, identity=how)
    return replace(case, papers={**case.papers, what: how})


def _signed(case: Permohonan, event: Event) -> Permohonan:
    status = Status.READY if event.data["mode"] == "seal" else Status.SIGNED
    return replace(case, status=status, sign=event.data, signed_by=event.id, prints=(), inked=False)


def _printed(case: Permohonan, event: Event) -> Permohonan:
    data = event.data
    return replace(case, prints=(*case.prints, Print(data["attempt"], data["kind"], data["pdf_sha256"])))


def _confirmed(case: Permohonan, event: Event) -> Permohonan:
    if event.data["what"] == "paper":
        attempt, ok = event.data["attempt"], event.data["ok"]
        prints = tuple(replace(one, ok=ok) if one.attempt == attempt else one for one in case.prints)
        return replace(case, prints=prints)
    return replace(case, status=Status.READY, inked=event.data["what"] == "ink")


def _voided(case: Permohonan, _event: Event) -> Permohonan:
    return replace(
        case,
        status=Status.IN_REVIEW,
        step=len(case.chain) - 1,
        sign={},
        signed_by="",
        voided=(*case.voided, case.signed_by),
        prints=(),
    )


def _resealed(case: Permohonan, event: Event) -> Permohonan:
    return replace(case, sign={**case.sign, **event.data, "mode": "wet"})


def _ruled(case: Permohonan, event: Event) -> Permohonan:
    """The sign that was ruled to stand is the case's sign; when none does, what is on paper is revoked."""
    stands = event.data["stands"]
    rest = replace(case, ruling=False, doubtful={})
    if stands == case.signed_by:
        return rest
    if stands not in case.doubtful:
        return replace(rest, status=Status.REVOKED, reasons=(event.data["reason"],))
    sign = case.doubtful[stands]
    status = Status.READY if sign["mode"] == "seal" else Status.SIGNED
    voided = (*case.voided, case.signed_by) if case.signed_by else case.voided
    return replace(
        rest,
        status=status,
        sign=sign,
        signed_by=stands,
        voided=voided,
        prints=(),
        inked=False,
        step=len(case.chain) - 1,
    )


def apply_refused(event: Event, case: Permohonan | None, code: str) -> Permohonan | None:
    """What an Event that took no effect still leaves: a `sign` may be on paper, so a ruling is due.

    The register's own desk asks the rules before it writes, so a refused `sign` was admitted once elsewhere:
    by a register whose term had ended, or twice under one number after a restored disk (core.md 2). What its
    maker was `not_allowed` no register ever admitted.
    """
    if event.verb != "sign" or code == "not_allowed" or case is None or not has_sign(event.data):
        return case
    return replace(case, ruling=True, doubtful={**case.doubtful, event.id: event.data})


_APPLY: Final[Mapping[str, Callable[[Permohonan, Event], Permohonan]]] = {
    "pass": _passed,
    "return": _returned,
    "complete": _completed,
    "correct": _corrected,
    "check": _checked,
    "hold": lambda case, event: replace(case, held=event.data["reason"]),
    "resume": lambda case, _event: replace(case, held=""),
    "reject": lambda case, event: replace(case, status=Status.REJECTED, reasons=(event.data["reason"],)),
    "withdraw": lambda case, _event: replace(case, status=Status.WITHDRAWN),
    "lapse": lambda case, _event: replace(case, status=Status.LAPSED),
    "sign": _signed,
    "print": _printed,
    "confirm": _confirmed,
    "hand_over": lambda case, event: replace(case, status=Status.HANDED_OVER, taken_by=event.data["to"]),
    "void": _voided,
    "revoke": lambda case, event: replace(case, status=Status.REVOKED, reasons=(event.data["reason"],)),
    "reseal": _resealed,
    "answer": lambda case, event: replace(case, status=Status.ANSWERED, answer=event.data["text"]),
    "forward": lambda case, event: replace(case, held=f"opd:{event.data['opd']}"),
    "note": lambda case, _event: case,
    "rule": _ruled,
}
