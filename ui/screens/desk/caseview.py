"""A CaseView as the page draws it: title, papers, warnings, verbs and why not; it sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import heads
from kiosk.domain.nik import EXAMPLE
from kiosk.domain.permohonan import CLOSED, Status
from kiosk.domain.rules import RULES
from kiosk.domain.words import group_nik
from ui.screens.desk import facts, timeline
from ui.screens.desk.clock import long_moment, short_moment
from ui.screens.desk.queuerow import time_said
from ui.screens.desk.status import VERB_GLYPHS, Pill, flags, status_pill, verb_word

if TYPE_CHECKING:
    from kiosk.usecases.views import Action, CaseView
    from ui.screens.base import Words

FOOTER: Final = ("return", "hold", "resume", "reject")
"""Verbs an officer uses every day; the others stand under "Tindakan lain"."""

KEYS: Final = {"return": "K", "hold": "T", "resume": "T", "reject": "O"}
NEVER: Final = frozenset({"lapse", "check", "confirm", "correct", "complete", "print", "sign", "reseal"})
"""Done by a device, on the page itself, or on a page of its own."""

NIK_REMARKS: Final = frozenset(
    {
        *("nik_example", "nik_area_unknown", "nik_area_retired", "nik_birth_differs", "nik_sex_differs"),
        *("nik_other_name", "nik_over_100", "nik_century", "kk_is_nik", "kk_area_unknown", "kk_date"),
    }
)


@dataclass(frozen=True, slots=True)
class Paper:
    """Identity or one paper: how it stands, and whether an officer may still say something about it."""

    key: str
    label: str
    said: str
    glyph: str
    is_done: bool = False
    may_check: bool = False
    is_identity: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as a button; `letter` does it together with Alt."""

    verb: str
    label: str
    glyph: str
    letter: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A verb this person cannot do now, and why."""

    key: str
    label: str
    glyph: str
    why: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another permohonan about the same person; `double` when it asks for the same and is still under way."""

    key: str
    title: str
    said: str
    double: bool


def draw(
    view: CaseView, *, words: Words, language: str, now: int, paper: Callable[[str], str]
) -> dict[str, Any]:
    """The fields of the case page's State that come from the permohonan itself."""
    case = view.case
    mode = str(case.sign.get("mode", ""))
    primary = find_primary(view)
    running = view.percent > 0 and case.status in {Status.IN_REVIEW, Status.SIGNED}
    return {
        "title": f"{case.queue or view.ticket} · {view.service.label[language]}",
        "hint": _hint(view, words, language, now),
        "pills": (
            status_pill(words, case.status, case.get_step(), mode=mode),
            *_flags(view, words),
            *_files(view, words),
        ),
        "percent": min(view.percent, 100),
        "light": view.light if running else "",
        "time_said": time_said(words, view.percent) if running else "",
        "groups": facts.groups(words, view, language),
        "papers": _papers(view, words, paper),
        "warnings": (*_doubles(view, words, language, now), *_warnings(view, words)),
        "others": tuple(_others(view, words, language, now)),
        "steps": timeline.steps(words, view.timeline, now=now, language=language, paper=paper),
        "verbs": tuple(_verb(words, one) for one in view.actions if one.may and one.verb in FOOTER),
        "more": tuple(
            _verb(words, one)
            for one in view.actions
            if one.may and one.verb not in {*FOOTER, *NEVER, primary}
        ),
        "refusals": tuple(_refusals(view, words)),
        "primary": words("case.next") if primary == "next" else _primary_word(view, words, primary),
        "primary_verb": primary,
        "primary_glyph": "arrow-right" if primary == "next" else VERB_GLYPHS[primary],
    }


def find_primary(view: CaseView) -> str:
    """The verb of the step for whoever holds it, else "next"."""
    case = view.case
    may = {action.verb for action in view.actions if action.may}
    if case.status is Status.IN_REVIEW:
        if "answer" in may:
            return "answer"
        action = view.find_action("pass")
        blocked = action.role == case.get_step() and action.why_not == "wrong_state"
        if action.may or (blocked and bool(case.open or case.held)):
            return "resume" if case.held and "resume" in may else "pass"
        return "sign" if "sign" in may else "next"
    wanted = {Status.RETURNED: "complete", Status.SIGNED: "print", Status.READY: "hand_over"}.get(
        case.status, "next"
    )
    return wanted if wanted in may else "next"


def _primary_word(view: CaseView, words: Words, primary: str) -> str:
    if primary == "sign":
        return words("case.to_sign")
    if primary == "print":
        return words("case.to_paper")
    return verb_word(words, primary, view.case.get_step())


def _hint(view: CaseView, words: Words, language: str, now: int) -> str:
    person = view.case.subject or view.case.resident
    nik = group_nik(str(person.get("nik", "")))
    filed = words(
        "case.filed",
        at=long_moment(view.case.filed_at, now, language),
        channel=words(f"channel.{view.case.channel}"),
    )
    said = (
        person.get("nama", ""),
        f"NIK {nik}" if nik else "",
        words("case.ticket", ticket=view.ticket),
        filed,
    )
    return "  ·  ".join(filter(None, said))


def _flags(view: CaseView, words: Words) -> tuple[Pill, ...]:
    """The marks; a hold says its reason, because that is what somebody can end."""
    held = view.case.held
    said = words("case.held", reason=words(f"reason.hold.{held}")) if held else ""
    return tuple(
        Pill(one.key, said if one.key == "held" and said else one.label, one.glyph, one.tone)
        for one in flags(words, view.marks)
    )


def _files(view: CaseView, words: Words) -> Iterator[Pill]:
    """How many of its files are on this desk: whoever checks them must know that one is still on its way."""
    arrived, count = view.arrived
    if count:
        said = words("case.files", arrived=arrived, count=count)
        yield Pill("files", said, "file-text", "step" if arrived == count else "first")


def _papers(view: CaseView, words: Words, paper: Callable[[str], str]) -> tuple[Paper, ...]:
    may = view.find_action("check").may
    identity = view.case.identity
    first = Paper(
        key="identity",
        label=words("case.identity"),
        said=words("case.identity_checked" if identity else "case.identity_open"),
        glyph="identification-card",
        is_done=bool(identity),
        may_check=may and not identity,
        is_identity=True,
    )
    rest = (
        Paper(
            key=code,
            label=paper(code),
            said=words(f"case.paper_{how or 'open'}"),
            glyph="file-text",
            is_done=bool(how),
            may_check=may and not how,
        )
        for code, how in view.papers
    )
    return (first, *rest) if view.case.subject or identity else tuple(rest)


def _say_warning(code: str, view: CaseView, words: Words) -> str:
    if code == "service_missing":
        file = f"{view.case.service}.{view.case.version}.toml"
        return words("case.service_missing", version=view.case.version, file=file)
    if code in heads.FLAGS:
        return words(f"case.{code}")
    return words(f"nik.{code}") if code in NIK_REMARKS else words("case.nik_unreadable")


def _warnings(view: CaseView, words: Words) -> list[Pill]:
    found = []
    for code in view.warnings:
        said = _say_warning(code, view, words)
        found.append(
            Pill(
                code,
                said,
                "warning",
                "error" if code == EXAMPLE else "first",
            )
        )
    if view.case.reasons and view.case.status is Status.IN_REVIEW:
        said = "; ".join(
            words(f"reason.return.{code}", kertas="...", layanan="...") for code in view.case.reasons
        )
        found.append(Pill("came_back", words("case.came_back", reasons=said), "arrow-u-up-left", "back"))
    if view.case.relation and view.case.resident:
        name = view.case.resident.get("nama", "")
        found.append(
            Pill("relation", words("case.filed_by", name=name, relation=view.case.relation), "users", "step")
        )
    return found


def _doubles(view: CaseView, words: Words, language: str, now: int) -> list[Pill]:
    """The filings that ask for the same within a week, each with when it came and its number."""
    found = [row for row in view.others if row.id in view.doubles]
    return [
        Pill(
            f"double {row.id}",
            words(
                "case.double_older",
                at=short_moment(row.filed_at, now, language),
                number=row.queue or row.ticket,
            ),
            "files",
            "first",
        )
        for row in found
    ]


def _others(view: CaseView, words: Words, language: str, now: int) -> list[Other]:
    found = []
    for row in view.others:
        double = row.id in view.doubles or (row.service == view.case.service and row.status not in CLOSED)
        pill = status_pill(words, row.status, row.step)
        said = f"{short_moment(row.filed_at, now, language)}, {pill.label}"
        found.append(Other(row.id, row.title, said, double))
    return sorted(found, key=lambda one: (one.key not in view.doubles, not one.double))


def _verb(words: Words, one: Action) -> Verb:
    danger = one.verb in {"reject", "withdraw", "void", "revoke"}
    return Verb(one.verb, verb_word(words, one.verb), VERB_GLYPHS[one.verb], KEYS.get(one.verb, ""), danger)


def _refusals(view: CaseView, words: Words) -> list[Refusal]:
    """Only verbs that belong to this status: a reader learns nothing from the others."""
    case = view.case
    found = []
    for one in view.actions:
        if (
            one.may
            or one.verb in {"lapse", "check", "complete"}
            or case.status not in RULES[one.verb].statuses
        ):
            continue
        found.append(
            Refusal(
                one.verb,
                verb_word(words, one.verb, case.get_step()),
                VERB_GLYPHS[one.verb],
                why(view, words, one),
            )
        )
    return found


def why(view: CaseView, words: Words, one: Action) -> str:
    """Why a verb is refused, as exactly as the state tells."""
    case = view.case
    if one.why_not != "wrong_state" or one.verb not in {"pass", "sign"}:
        return words(f"error.{one.why_not}")
    causes = {
        "case.why_open": bool(case.open),
        "case.why_held": bool(case.held),
        "case.why_identity": one.verb == "sign" and not case.identity,
        "case.why_papers": one.verb == "sign" and bool(case.get_missing()),
        "case.why_step": one.verb == "sign" and case.get_step() != "signer",
    }
    found = [words(key) for key, holds in causes.items() if holds]
    return " ".join(found) or words("error.wrong_state")
