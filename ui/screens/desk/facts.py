"""The answers of a permohonan in groups, with where each came from; it changes none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.domain.printed import printed
from kiosk.domain.service import Kind
from kiosk.domain.words import group_nik
from ui.screens.desk.form import PENGANTAR, is_within

if TYPE_CHECKING:
    from kiosk.usecases.views import CaseView, Line, Moment
    from ui.screens.base import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer: its words, where it came from, what it was before the last step."""

    key: str
    label: str
    said: str
    source: str
    was: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that belong together; `open_count` of them nobody has said yet."""

    key: str
    title: str
    facts: tuple[Fact, ...]
    open_count: int


def groups(words: Words, view: CaseView, language: str) -> tuple[Group, ...]:
    """The subject, the answers, the pengantar where one is brought, and who filed for somebody else."""
    made = [
        _group(key, words(f"case.group_{key}"), [_fact(words, view, line, language) for line in lines])
        for key, lines in (("subject", view.subject), ("answers", view.answers))
    ]
    if "pengantar" in view.case.papers:
        made.insert(1, _group("pengantar", words("case.group_pengantar"), _pengantar(words, view, language)))
    if view.case.resident:
        made.append(_group("resident", words("case.group_resident"), _resident(words, view, language)))
    return tuple(group for group in made if group.facts)


def has_pengantar(view: CaseView) -> bool:
    """False for a pengantar that was seen and not written down; one that is to come stops nobody."""
    given = view.case.answers.get("pengantar", {})
    in_hand = view.case.papers.get("pengantar", "") not in {"", "waived"}
    return not in_hand or all(given.get(part.name) for part in PENGANTAR.parts)


def _group(key: str, title: str, facts: Sequence[Fact]) -> Group:
    return Group(key, title, tuple(facts), sum(fact.is_open for fact in facts))


def _fact(words: Words, view: CaseView, line: Line, language: str) -> Fact:
    said = line.words
    if line.field is not None and line.field.kind in {Kind.NIK, Kind.KK} and said:
        said = group_nik(said)
    found = corrections(view.timeline, view.case.get_step())
    before = next((old for path, old in found.items() if is_within(path, [line.path])), None)
    corrected = before is not None
    was = "" if not corrected or not isinstance(before, str) else words("case.was", old=before)
    return Fact(
        key=line.path,
        label=line.label[language],
        said=words("answer.not_answered") if line.is_open and not said else said,
        source=words(f"case.source_{_source(view, corrected=corrected)}"),
        was=was,
        is_open=line.is_open,
    )


def _source(view: CaseView, *, corrected: bool) -> str:
    if corrected:
        return "corrected"
    if view.case.copied_from:
        return "copied"
    return "resident" if view.case.channel == "kiosk" else "staff"


def _pengantar(words: Words, view: CaseView, language: str) -> list[Fact]:
    given: dict[str, Any] = dict(view.case.answers.get("pengantar", {}))
    return [
        Fact(
            key=f"pengantar.{part.name}",
            label=part.label[language],
            said=printed(part, given[part.name]) if given.get(part.name) else words("answer.not_answered"),
            source=words("case.source_staff"),
            is_open=not given.get(part.name),
        )
        for part in PENGANTAR.parts
    ]


def _resident(words: Words, view: CaseView, language: str) -> list[Fact]:
    person, source = view.case.resident, words("case.source_resident")
    found = [Fact("relation", words("case.relation"), view.case.relation, source)]
    for part in view.service.subject.parts:
        value = person.get(part.name)
        if value not in (None, "", {}):
            label = part.label[language]
            found.append(Fact(f"resident.{part.name}", label, printed(part, value), source))
    return found


def corrections(moments: Sequence[Moment], step: str) -> dict[str, Any]:
    """Path to what stood there before, for every correction since this step last passed it on."""
    found: dict[str, Any] = {}
    for one in moments:
        if one.code:
            continue
        if one.verb == "correct":
            found.setdefault(str(one.data.get("field", "")), one.data.get("old", ""))
        elif one.verb == "pass" and one.data.get("step") == step:
            found.clear()
    return found
