"""What was typed at a case as `correct` verbs, one for each answer; the rules decide on each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.answers import check_answer
from kiosk.domain.errors import Refused
from ui.screens.desk.form import PENGANTAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kiosk.domain.permohonan import Permohonan
    from kiosk.usecases.acts import Act
    from ui.screens.desk.editing import Sheet
    from ui.screens.desk.ports import CaseDesk

PREFIX = "pengantar."


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


def send(desk: CaseDesk, case: Permohonan, act: Act, changes: Mapping[str, Any]) -> Permohonan:
    """One `correct` an answer, each on what the one before left; a pengantar is seen as well."""
    for path, new in changes.items():
        try:
            case = desk.do("correct", act, field=path, new=new)
        except Refused as refusal:  # a use case names the question; the page needs the line
            raise Refused(refusal.code, **{**refusal.details, "field": path}) from None
        act = desk.begin(case)
    if "pengantar" in changes and not case.papers.get("pengantar"):
        case = desk.do("check", act, what="pengantar", how="seen")
    return case
