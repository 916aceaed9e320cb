"""Owns what the screens show of permohonan: rows of the queue, one case, one ticket; frozen values, nothing
changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from kiosk.context import RESIDENT, Kiosk, Person
from kiosk.domain import nik as niks
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.event import read as read_event
from kiosk.domain.ledger import Entry
from kiosk.domain.permohonan import SUBJECT, Permohonan, Status
from kiosk.domain.printed import printed
from kiosk.domain.rules import RULES, Ground
from kiosk.domain.seal import parse_code, ticket
from kiosk.domain.service import Field, Service
from kiosk.domain.words import WIB, moment_day
from kiosk.domain.worktime import Hours, Light, light, used_percent, week_of
from kiosk.store import cases, ledger, residents
from kiosk.store.cases import Shown
from kiosk.usecases import acts, permohonan
from kiosk.usecases.acts import Deed

DAY: Final = 86_400_000
WRONG_PINS: Final = 5
CASE_VERBS: Final = tuple(verb for verb in RULES if verb != "file")
_DECIDING_STEPS: Final = ("pass", "sign", "answer")


class Filter(StrEnum):
    """The tabs of the queue."""

    MINE = "mine"
    ALL = "all"
    RETURNED = "returned"
    READY = "ready"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the work list; `marks` are keys of words (letters.md 4.1), `percent` of the promised
    time.
    """

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


@dataclass(frozen=True, slots=True)
class Action:
    """A verb on the case's page: pressed in `role`, or why it cannot be (an outcome code)."""

    verb: str
    role: str
    why_not: str = ""

    @property
    def may(self) -> bool:
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as the surat would say it: `path` names it for `correct`; open when nobody has said it
    yet.
    """

    path: str
    label: Mapping[str, str]
    value: Any
    words: str
    is_open: bool = False
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline, in ledger order; `n` is 0 for an own act that still waits."""

    n: int
    at: int
    verb: str
    who: str
    name: str
    role: str
    data: Mapping[str, Any]
    code: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything staff see of one permohonan while it is open on their screen."""

    case: Permohonan
    ticket: str
    service: Service
    marks: tuple[str, ...]
    subject: tuple[Line, ...]
    answers: tuple[Line, ...]
    papers: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]
    timeline: tuple[Moment, ...]
    warnings: tuple[str, ...]
    others: tuple[QueueRow, ...]
    percent: int
    light: Light
    is_waiting: bool

    def find_action(self, verb: str) -> Action:
        """The action of a verb."""
        return next(action for action in self.actions if action.verb == verb)


@dataclass(frozen=True, slots=True)
class Track:
    """What a ticket and its PIN show: no name, no NIK, no officer."""

    id: str
    base: str
    ticket: str
    title: Mapping[str, str]
    status: Status
    step: str
    chain: tuple[str, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    dates: tuple[tuple[str, int], ...]
    may_complete: bool
    may_withdraw: bool
    may_print: bool
    is_waiting: bool
    refused: tuple[str, ...] = ()


def queue(kiosk: Kiosk, who: Person, *, tab: Filter = Filter.MINE, text: str = "") -> Queue:
    """The work list of a person, oldest first; `text` narrows it by queue number, ticket, name or last
    digits.
    """
    shown = cases.find_open(kiosk.db)
    today = _midnight(kiosk)
    done = [one for one in cases.find_between(kiosk.db, today, today + DAY) if one.case.closed_at]
    ground = ledger.ground(kiosk.db)
    hours = get_hours(kiosk)
    rows = [_row(kiosk, who, one, ground, hours) for one in (*shown, *done)]
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


def _row(kiosk: Kiosk, who: Person, shown: Shown, ground: Ground, hours: Hours) -> QueueRow:
    case = shown.case
    service = kiosk.catalogue.find(case.service, case.version)
    percent = get_percent(kiosk, case, service, hours)
    return QueueRow(
        id=case.id,
        ticket=ticket(case.id),
        queue=case.queue,
        service=case.service,
        title=service.title if service else case.service,
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
    """Whether the step is this person's: they hold its role and the rules let them end it, now or once it is
    complete.
    """
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
    """When this office serves, without the country's holidays."""
    return Hours(week_of(kiosk.office.hours), kiosk.reference.closed_days)


def get_percent(kiosk: Kiosk, case: Permohonan, service: Service | None, hours: Hours) -> int:
    """How much of the promised time is used: it runs from complete papers to ready, without stopping
    holds.
    """
    if service is None or not case.complete_at or not any(hours.week):
        return 0
    end = case.ready_at or case.closed_at or kiosk.now()
    holds = [*case.stops, *([(case.held_at, end)] if case.held_at and case.held_at < end else [])]
    return used_percent(hours, (case.complete_at, max(end, case.complete_at)), service.sla, holds=holds)


# --- one case ---------------------------------------------------------------------------------------


def open_case(kiosk: Kiosk, who: Person, id: str) -> CaseView:
    """Everything of one permohonan, for staff; each opening is a `view` in the ledger."""
    view = read_case(kiosk, who, id)
    acts.do(kiosk, who, acts.begin(kiosk), Deed("view", {"what": "case"}))
    return view


def read_case(kiosk: Kiosk, who: Person, id: str) -> CaseView:
    """As `open_case`, for a page that is already open and renews itself."""
    if who.id == RESIDENT.id or not who.roles:
        raise Refused("not_allowed", verb="view")
    shown = cases.get_shown(kiosk.db, id)
    case = shown.case
    service = kiosk.catalogue.get(case.service, case.version)
    ground = ledger.ground(kiosk.db)
    hours = get_hours(kiosk)
    percent = get_percent(kiosk, case, service, hours)
    return CaseView(
        case=case,
        ticket=ticket(case.id),
        service=service,
        marks=get_marks(shown),
        subject=tuple(_lines(service.subject.parts, case.subject, f"{SUBJECT}.", case, service.identity)),
        answers=tuple(_lines(service.fields, case.answers, "", case)),
        papers=tuple(case.papers.items()),
        actions=get_actions(kiosk, who, case, ground),
        timeline=_timeline(kiosk, id),
        warnings=_warnings(kiosk, case),
        others=tuple(
            _row(kiosk, who, one, ground, hours)
            for one in cases.find_by_nik(kiosk.db, case.subject.get("nik", ""))
            if one.case.id != id
        )
        if case.subject.get("nik")
        else (),
        percent=percent,
        light=light(percent),
        is_waiting=shown.is_waiting,
    )


def get_actions(
    kiosk: Kiosk, who: Person, case: Permohonan, ground: Ground | None = None
) -> tuple[Action, ...]:
    """Exactly the verbs RULES allow this person now; each refused one says why."""
    asked = ground or ledger.ground(kiosk.db)
    found = []
    for verb in CASE_VERBS:
        role, why_not = acts.find_role(who, verb, case, asked, kiosk.device)
        found.append(Action(verb, role, why_not))
    return tuple(found)


def _lines(
    fields: tuple[Field, ...],
    values: Mapping[str, Any],
    prefix: str,
    case: Permohonan,
    only: tuple[str, ...] = (),
) -> list[Line]:
    lines = []
    for one in fields:
        path = f"{prefix}{one.name}"
        value = values.get(one.name)
        is_open = any(name == path or name.startswith(f"{path}.") for name in case.open)
        if value in (None, "") and not is_open and (not only or one.name not in only):
            continue
        words = printed(one, value) if value not in (None, "") else ""
        lines.append(Line(path, one.label, value, words, is_open, one))
    return lines


def _timeline(kiosk: Kiosk, id: str) -> tuple[Moment, ...]:
    placed = [_moment(kiosk, read_event(entry.event), entry) for entry in ledger.entries_about(kiosk.db, id)]
    waiting = [_moment(kiosk, event, None) for event in ledger.pending_about(kiosk.db, id)]
    return (*placed, *waiting)


def _moment(kiosk: Kiosk, event: Event, entry: Entry | None) -> Moment:
    person = kiosk.office.find_staff(event.who)
    name = person.name if person else ""
    place = (entry.n, entry.at, entry.code) if entry else (0, event.at, "")
    n, at, code = place
    return Moment(n, at, event.verb, event.who, name, event.role, event.data, code)


def _warnings(kiosk: Kiosk, case: Permohonan) -> tuple[str, ...]:
    digits = case.subject.get("nik", "")
    if not digits:
        return ()
    try:
        found = niks.parse(digits)
    except Refused as error:
        return (error.code,)
    return niks.warnings(
        found,
        kiosk.reference.areas,
        today=moment_day(kiosk.now()),
        born=_read_day(case.subject.get("tanggal_lahir", "")),
        sex=case.subject.get("jenis_kelamin", ""),
    )


def _read_day(text: str) -> Any:
    return moment_day(0).fromisoformat(text) if text else None


def late_acts(kiosk: Kiosk, who: Person) -> tuple[Moment, ...]:
    """A person's own acts on this device that took no effect, newest first: repeat, or leave with a note."""
    entries = ledger.refused_of(kiosk.db, kiosk.device)
    found = [(read_event(entry.event), entry) for entry in entries]
    return tuple(
        _moment(kiosk, event, entry)
        for event, entry in found
        if event.who == who.id and entry.code not in {"duplicate", "unknown_verb", "unknown_version"}
    )


# --- one ticket -------------------------------------------------------------------------------------


def track(kiosk: Kiosk, typed: str, pin: str) -> Track:
    """What a slip's ticket and PIN show. Five wrong PINs in a day send the ticket to the desk.

    Raises Refused: `code_mistyped`, `ticket_unknown` (also for a wrong PIN, so no ticket can be probed),
    `ticket_at_desk`.
    """
    code = parse_code(typed)
    key = f"slip {code}"
    since = kiosk.now() - DAY
    if residents.count_misses(kiosk.db, since=since, nik=key) >= WRONG_PINS:
        raise Refused("ticket_at_desk")
    shown = cases.find_by_ticket(kiosk.db, code)
    if shown is None or permohonan.get_pin(kiosk, shown.case.id) != pin:
        residents.keep_miss(kiosk.db, key, at=kiosk.now())
        raise Refused("ticket_unknown")
    return _track(kiosk, shown, code)


def _track(kiosk: Kiosk, shown: Shown, code: str) -> Track:
    case = shown.case
    service = kiosk.catalogue.find(case.service, case.version)
    may = {action.verb: action.may for action in get_actions(kiosk, RESIDENT, case)}
    own = [
        (read_event(entry.event), entry)
        for entry in ledger.entries_about(kiosk.db, case.id)
        if not entry.is_effective()
    ]
    return Track(
        id=case.id,
        base=case.base,
        ticket=code,
        title=service.label if service else {"id": case.service, "en": case.service},
        status=case.status,
        step=case.get_step(),
        chain=case.chain,
        reasons=case.reasons,
        missing=case.get_missing(),
        dates=_dates(kiosk, case),
        may_complete=may["complete"],
        may_withdraw=may["withdraw"],
        may_print=may["print"] and case.status is Status.READY,
        is_waiting=shown.is_waiting,
        refused=tuple(event.verb for event, _ in own if event.who == RESIDENT.id),
    )


def _dates(kiosk: Kiosk, case: Permohonan) -> tuple[tuple[str, int], ...]:
    """(verb, moment) of what a resident may know of, in ledger order."""
    told = {"file", "pass", "return", "complete", "sign", "confirm", "hand_over", "reject", "withdraw"}
    found = []
    for entry in ledger.entries_about(kiosk.db, case.id):
        event = read_event(entry.event)
        is_paper = event.verb == "confirm" and event.data.get("what") == "paper"
        if entry.is_effective() and event.verb in told and not is_paper:
            found.append((event.verb, entry.at))
    return tuple(found)


def _midnight(kiosk: Kiosk) -> int:
    now = kiosk.now()
    offset = int(WIB.utcoffset(None).total_seconds()) * 1000
    return (now + offset) // DAY * DAY - offset
