"""An earlier filing taken over at the counter: what is copied, what differs today, what is asked again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.printed import CALENDAR_YEAR
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Field, Kind
from ui.screens.desk.form import Entry, taken_apart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.permohonan import Permohonan
    from kiosk.domain.service import Service
    from ui.screens.desk.editing import Sheet

YEARLY: Final = frozenset({"tahun", "bulan", CALENDAR_YEAR})
CLASSES: Final = frozenset({"kelas"})
"""Answers that are another one every year, by the unit or name of their question."""


def take_over(sheet: Sheet, case: Permohonan, then: Service, today: Mapping[str, Any]) -> int:
    """Fill a form that was begun for the service of now with the answers of an earlier filing.

    Papers, pengantar and identity are never copied (letters.md 4.6), nor what a newer version asks otherwise.
    Of the person, today's data stand and the earlier ones are offered beside them; amounts, years and school
    class wait for a confirmation each. How many questions are asked anew.
    """
    now = {part.name: part for part in _own_fields(sheet)}
    before = {one.name: one for one in then.fields}
    same = {name for name, one in now.items() if name in before and _asks_alike(before[name], one)}
    answers = {name: value for name, value in case.answers.items() if name in same}
    sheet.fill(answers)
    earlier = taken_apart(then.subject.parts, case.subject, f"{SUBJECT}.")
    known = taken_apart(then.subject.parts, today, f"{SUBJECT}.")
    lines = sheet.entries()
    for entry in lines:
        old, new = earlier.get(entry.path, ""), known.get(entry.path, "")
        if old and new and old.casefold() != new.casefold():
            sheet.differing[entry.path] = (old, new)
        if old or new:
            sheet.typed[entry.path] = new or old
    sheet.copied = frozenset(entry.path for entry in lines if _is_copied(sheet, entry.path, earlier))
    sheet.unsure = frozenset(entry.path for entry in lines if entry.path in sheet.copied and _changes(entry))
    return len(now) - len(same)


def _is_copied(sheet: Sheet, path: str, earlier: Mapping[str, str]) -> bool:
    """Whether what stands there is what stood there last time; of a person, today's data may differ."""
    text = sheet.typed.get(path, "")
    of_person = path.startswith(f"{SUBJECT}.")
    return text != "" and not path.startswith("pengantar.") and (not of_person or text == earlier.get(path))


def _asks_alike(then: Field, now: Field) -> bool:
    """Whether an answer to the question of then answers that of now: wording and suggestions aside."""
    return replace(then, label=now.label, help=now.help, chips=now.chips) == now


def _own_fields(sheet: Sheet) -> tuple[Field, ...]:
    return next(part.fields for part in sheet.parts if part.prefix == "")


def _changes(entry: Entry) -> bool:
    """Whether an answer of last time is likely another one today."""
    one = entry.field
    return one.kind is Kind.MONEY or one.unit in YEARLY or one.name in CLASSES
