"""The form of a case and what was typed in it as `correct` verbs, one an answer; the rules decide on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.answers import check_answer
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from ui.screens.desk.editing import Part
from ui.screens.desk.form import PENGANTAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kiosk.domain.permohonan import Permohonan
    from kiosk.usecases.acts import Act
    from kiosk.usecases.views import CaseView
    from ui.screens.desk.editing import Sheet
    from ui.screens.desk.ports import Begin, CaseDesk

PREFIX = "pengantar."


def start(sheet: Sheet, view: CaseView, group: str) -> frozenset[str]:
    """Begins the form of one group, or of whatever is "open"; returns the paths somebody has to fill."""
    case, whole = view.case, group == "open"
    only = frozenset(case.open) if whole else frozenset()
    missing = frozenset(case.open)
    parts: list[Part] = []
    if group == "subject" or whole:
        named = {line.path.removeprefix(f"{SUBJECT}.") for line in view.subject}
        fields = tuple(part for part in view.service.subject.parts if part.name in named)
        parts.append(Part(f"{SUBJECT}.", fields))
    if (group == "pengantar" or whole) and "pengantar" in case.papers:
        parts.append(Part(PREFIX, PENGANTAR.parts, PENGANTAR.label))
        only |= {"pengantar"} if whole else frozenset()
        missing |= {"pengantar"}
    if group == "answers" or whole:
        parts.append(Part("", view.service.fields))
    sheet.start(parts, {SUBJECT: case.subject, **case.answers}, only=only)
    return missing


def read(sheet: Sheet, today: date) -> dict[str, Any]:
    """Path to new value; the pengantar is one answer of four parts, everything else goes line by line.

    Raises Refused("pengantar_incomplete", field=) where a part is missing, and what its parts refuse.
    """
    changes = sheet.changes()
    if any(path.startswith(PREFIX) for path in changes):
        changes = {path: new for path, new in changes.items() if not path.startswith(PREFIX)}
        changes["pengantar"] = read_pengantar(sheet, today)
    return changes


def read_pengantar(sheet: Sheet, today: date) -> dict[str, Any]:
    """All four parts as they are stored."""
    given = sheet.values().get("pengantar", {})
    short = next((part for part in PENGANTAR.parts if not given.get(part.name)), None)
    if short is not None:
        raise Refused("pengantar_incomplete", field=f"{PREFIX}{short.name}")
    checked: dict[str, Any] = check_answer(PENGANTAR, given, today=today)
    return checked


def send(desk: CaseDesk, begin: Begin, case: Permohonan, act: Act, changes: Mapping[str, Any]) -> Permohonan:
    """One `correct` an answer, each on what the one before left; a pengantar is seen as well."""
    for path, new in changes.items():
        try:
            case = desk.do("correct", act, field=path, new=new)
        except Refused as refusal:  # a use case names the question; the page needs the line
            raise Refused(refusal.code, **{**refusal.details, "field": path}) from None
        act = begin(case)
    if "pengantar" in changes and not case.papers.get("pengantar"):
        case = desk.do("check", act, what="pengantar", how="seen")
    return case
