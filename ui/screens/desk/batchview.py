"""The rows of a batch as drawn, and what stops one; it keeps no tick and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.words import date_words
from ui.screens.desk.facts import groups
from ui.screens.desk.reasons import Choice
from ui.screens.desk.status import MARKS_BEFORE_SIGN

if TYPE_CHECKING:
    from kiosk.domain.office import Staff
    from kiosk.usecases.views import CaseView, QueueRow
    from ui.screens.base import Words
    from ui.screens.desk.ports import SignPlan
    from ui.screens.desk.ticks import Ticks

SIGN, PASS = "sign", "pass"


@dataclass(frozen=True, slots=True)
class Row:
    """One permohonan; `outcome` is "", "running", "done" or "refused", `said` its number or why not."""

    key: str
    number: str
    title: str
    glyph: str
    name: str
    is_open: bool
    is_seen: bool
    is_ticked: bool
    outcome: str
    said: str
    blocked: str


def kind_of(row: QueueRow) -> str:
    """Whether a row waits to be signed, to be agreed to, or is nobody's batch ("")."""
    if row.step == "signer":
        return SIGN
    return PASS if row.step.startswith("kasi") or row.step == "seklur" else ""


def row(words: Words, found: QueueRow, ticks: Ticks, open_key: str) -> Row:
    """One row with what was seen, ticked, and came of it."""
    outcome, said = ticks.outcomes.get(found.id, ("", ""))
    return Row(
        key=found.id,
        number=found.queue or found.ticket[:4],
        title=found.title,
        glyph=found.icon or "file-text",
        name=found.name,
        is_open=found.id == open_key,
        is_seen=found.id in ticks.seen,
        is_ticked=found.id in ticks.ticked,
        outcome="running" if ticks.running == found.id else outcome,
        said=said,
        blocked=", ".join(words(f"flag.{mark}") for mark in blocking(found)),
    )


def blocking(found: QueueRow) -> tuple[str, ...]:
    """The marks that stop this row at its step."""
    stops = MARKS_BEFORE_SIGN if kind_of(found) == SIGN else ("answers_open", "held")
    return tuple(mark for mark in found.marks if mark in stops)


def kinds(words: Words, rows: Sequence[QueueRow], chosen: str) -> tuple[Choice, ...]:
    """Signing and agreeing as two tabs, for who has rows of both."""
    found = [kind for kind in (SIGN, PASS) if any(kind_of(one) == kind for one in rows)]
    if len(found) == 1:
        return ()
    return tuple(Choice(kind, words(f"batch.kind_{kind}"), kind == chosen) for kind in found)


def modes(words: Words, plans: Iterable[SignPlan], chosen: str) -> tuple[Choice, ...]:
    """Ink, and what else the office allows for any of the services looked at."""
    found = dict.fromkeys(mode for plan in plans for mode in plan.modes)
    return tuple(Choice(mode, words(f"batch.mode_{mode}"), mode == chosen) for mode in found)


def signers(words: Words, plans: Iterable[SignPlan], chosen: str) -> tuple[Choice, ...]:
    """Who may sign today, each with the form of authority."""
    return tuple(
        Choice(one.id, f"{one.name}, {words(f'mode.form_{int(one.form)}')}", one.id == chosen)
        for one in _staff(plans)
    )


def signer_name(plans: Iterable[SignPlan], chosen: str) -> str:
    """The name of the signer chosen."""
    return next((one.name for one in _staff(plans) if one.id == chosen), "")


def _staff(plans: Iterable[SignPlan]) -> tuple[Staff, ...]:
    return tuple({one.id: one for plan in plans for one in plan.signers}.values())


def changes(words: Words, view: CaseView | None, language: str) -> str:
    """Which answers changed since this step saw them last."""
    if view is None:
        return ""
    labels = [fact.label for group in groups(words, view, language) for fact in group.facts if fact.was]
    return words("batch.changed", fields=", ".join(labels)) if labels else ""


def say_day(day: str, language: str) -> str:
    """An ISO day in words."""
    return date_words(date.fromisoformat(day), language)
