"""Owns the work list: its rows, tabs, marks and the promised time of each; frozen values, nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.context import Kiosk, Person
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.rules import Ground
from kiosk.domain.seal import ticket
from kiosk.domain.service import Service
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY, Hours, Light, light, midnight, used_percent, week_of
from kiosk.store import cases, ledger
from kiosk.store.cases import Shown
from kiosk.usecases import offering


class Filter(StrEnum):
    """The tabs of the queue."""

    MINE = "mine"
    ALL = "all"
    RETURNED = "returned"
    READY = "ready"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the work list; `marks` = keys of words (letters.md 4.1), `percent` of the promise."""

    id: str
    ticket: str
    queue: str
    service: str
    title: str
    icon: str
    name: str
    channel: str
    status: Status
    step: str
    marks: tuple[str, ...]
    filed_at: int
    percent: int
    light: Light
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """The rows of one tab, oldest first, and how many each tab has."""

    rows: tuple[QueueRow, ...]
    counts: Mapping[Filter, int]


def queue(kiosk: Kiosk, who: Person, *, tab: Filter = Filter.MINE, text: str = "") -> Queue:
    """A person's work list, oldest first; `text` narrows it by queue number, ticket, name."""
    shown = cases.find_open(kiosk.db)
    today = midnight(moment_day(kiosk.now()))
    done = [one for one in cases.find_between(kiosk.db, today, today + DAY) if one.case.closed_at]
    ground = ledger.ground(kiosk.db)
    hours = get_hours(kiosk)
    rows = [make_row(kiosk, who, one, ground, hours) for one in (*shown, *done)]
    tabs = {name: [row for row in rows if _is_in(name, row, today)] for name in Filter}
    counts = {name: len(kept) for name, kept in tabs.items()}
    found = [row for row in tabs[tab] if _matches(row, text)]
    return Queue(tuple(sorted(found, key=lambda row: (row.filed_at, row.id))), counts)


def _is_in(tab: Filter, row: QueueRow, today: int) -> bool:
    match tab:
        case Filter.MINE:
            return row.is_mine
        case Filter.ALL:
            return row.status in {Status.IN_REVIEW, Status.SIGNED}
        case Filter.RETURNED:
            return row.status is Status.RETURNED
        case Filter.READY:
            return row.status is Status.READY
        case Filter.TODAY:
            return row.filed_at >= today or row.status not in {
                Status.IN_REVIEW,
                Status.RETURNED,
                Status.SIGNED,
                Status.READY,
            }


def _matches(row: QueueRow, text: str) -> bool:
    wanted = text.strip().upper()
    return not wanted or any(wanted in found.upper() for found in (row.queue, row.ticket, row.name))


def make_row(kiosk: Kiosk, who: Person, shown: Shown, ground: Ground, hours: Hours) -> QueueRow:
    case = shown.case
    service = kiosk.catalogue.find(case.service, case.version)
    percent = get_percent(kiosk, case, service, hours)
    return QueueRow(
        id=case.id,
        ticket=ticket(case.id),
        queue=case.queue,
        service=case.service,
        title=offering.name_service(kiosk, case.service, case.version),
        icon=service.icon if service else "",
        name=(case.subject or case.resident).get("nama", ""),
        channel=case.channel,
        status=case.status,
        step=case.get_step(),
        marks=get_marks(shown),
        filed_at=case.filed_at,
        percent=percent,
        light=light(percent),
        is_mine=is_turn(who, case, ground, kiosk.device),
    )


def is_turn(who: Person, case: Permohonan, ground: Ground, device: str) -> bool:
    """Whether the step is this person's: its role is theirs, and the rules let them end it once complete."""
    step = case.get_step()
    if step not in who.roles and not (step == "signer" and "register" in who.roles):
        return False
    if step == "signer":
        return device == ground.register
    passed_before = not ground.office.settings.get("same_person") and who.id in (
        one for _, one in case.passed
    )
    return not passed_before


def get_marks(shown: Shown) -> tuple[str, ...]:
    """The flags beside the status, as keys of words."""
    case = shown.case
    is_open = case.status in {Status.IN_REVIEW, Status.RETURNED}
    flags = {
        "identity_unverified": is_open and not case.identity,
        "papers_pending": is_open and bool(case.get_missing()),
        "answers_open": is_open and bool(case.open),
        "held": bool(case.held),
        "pending": shown.is_waiting,
        "unconfirmed_print": any(one.ok is None for one in case.prints),
        "awaiting_ink": case.status is Status.SIGNED
        and case.sign.get("mode") == "wet"
        and case.has_printed(),
        "ruling": case.ruling,
        "same_person": len({who for _, who in case.passed}) < len(case.passed),
        "copied": bool(case.copied_from),
    }
    return tuple(name for name, is_set in flags.items() if is_set)


def get_hours(kiosk: Kiosk) -> Hours:
    """When this office serves, without the country's holidays and its own closed days."""
    own = {date.fromisoformat(day) for day in kiosk.office.closed}
    return Hours(week_of(kiosk.office.hours), kiosk.reference.closed_days | own)


def get_percent(kiosk: Kiosk, case: Permohonan, service: Service | None, hours: Hours) -> int:
    """How much of the promised time is used: from complete papers to ready, without stopping holds."""
    if service is None or not case.complete_at or not any(hours.week):
        return 0
    end = case.ready_at or case.closed_at or kiosk.now()
    holds = [*case.stops, *([(case.held_at, end)] if case.held_at and case.held_at < end else [])]
    return used_percent(hours, (case.complete_at, max(end, case.complete_at)), service.sla, holds=holds)
