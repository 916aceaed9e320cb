"""Owns what staff see of one permohonan: answers, papers, verbs, timeline; the list is beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.context import RESIDENT, Kiosk, Person
from kiosk.domain import nik as niks
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.event import read as read_event
from kiosk.domain.heads import find_flags
from kiosk.domain.ledger import Entry
from kiosk.domain.permohonan import CLOSED, Permohonan
from kiosk.domain.printed import printed
from kiosk.domain.resident import SUBJECT
from kiosk.domain.rules import RULES, Ground
from kiosk.domain.seal import ticket
from kiosk.domain.service import Field, Service
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY, Light, light
from kiosk.store import cases, ledger
from kiosk.store.cases import Shown
from kiosk.usecases import acts, offering, pages
from kiosk.usecases.acts import Deed
from kiosk.usecases.worklist import (
    Filter,
    Queue,
    QueueRow,
    get_hours,
    get_marks,
    get_percent,
    make_row,
    queue,
)

__all__ = [
    "DOUBLE_DAYS",
    "Action",
    "CaseView",
    "Filter",
    "Line",
    "Moment",
    "Queue",
    "QueueRow",
    "find_alike",
    "open_case",
    "queue",
    "read_case",
]

DOUBLE_DAYS = 7


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
    """One answer as the surat would say it; `path` names it for `correct`, open = nobody has said it."""

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
    """Everything staff see of one permohonan while it is open on their screen.

    `arrived` is how many of its files are on this desk, of how many.
    """

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
    doubles: tuple[str, ...]
    reasons_due: tuple[str, ...]
    percent: int
    light: Light
    is_waiting: bool
    arrived: tuple[int, int]

    def find_action(self, verb: str) -> Action:
        """The action of a verb."""
        return next(action for action in self.actions if action.verb == verb)


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
    service = offering.get_filed(kiosk, case)
    is_missing = kiosk.catalogue.find(case.service, case.version) is None
    ground = ledger.ground(kiosk.db)
    hours = get_hours(kiosk)
    percent = get_percent(kiosk, case, service, hours)
    nik, purpose = case.subject.get("nik", ""), str(case.answers.get("keperluan", ""))
    others = [one for one in (cases.find_by_nik(kiosk.db, nik) if nik else ()) if one.case.id != id]
    warnings, timeline = _warnings(kiosk, case, others), _timeline(kiosk, id)
    if is_missing:
        warnings = ("service_missing", *warnings)
    home = case.subject.get("alamat") or {}
    is_here = home.get("kelurahan", "").casefold() == kiosk.office.kelurahan.casefold()
    flags = find_flags(
        kiosk.office.heads,
        case.answers.get("pengantar", {}),
        home if is_here else {},
        moment_day(case.filed_at),
    )
    return CaseView(
        case=case,
        ticket=ticket(case.id),
        service=service,
        marks=get_marks(shown),
        subject=tuple(_lines(service.subject.parts, case.subject, f"{SUBJECT}.", case, service.identity)),
        answers=tuple(_bare_lines(case) if is_missing else _lines(service.fields, case.answers, "", case)),
        papers=tuple(case.papers.items()),
        actions=_actions(kiosk, who, case, ground),
        timeline=timeline,
        warnings=(*warnings, *flags),
        others=tuple(make_row(kiosk, who, one, ground, hours) for one in others),
        doubles=tuple(one.case.id for one in _same(others, case.service, purpose, at=case.filed_at)),
        reasons_due=_find_due(kiosk, warnings, timeline),
        percent=percent,
        light=light(percent),
        is_waiting=shown.is_waiting,
        arrived=pages.count_arrived(kiosk, id),
    )


def _actions(kiosk: Kiosk, who: Person, case: Permohonan, ground: Ground) -> tuple[Action, ...]:
    """Exactly the verbs RULES allow this person now; each refused one says why."""
    return tuple(
        Action(verb, *acts.find_role(who, verb, case, ground, kiosk.device))
        for verb in RULES
        if verb != "file"
    )


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


def _bare_lines(case: Permohonan) -> list[Line]:
    """The answers by the names they are stored under, where the questions are missing."""
    names = {name: name.replace("_", " ").capitalize() for name in case.answers}
    return [
        Line(name, {"id": said, "en": said}, case.answers[name], ", ".join(_leaves(case.answers[name])))
        for name, said in names.items()
    ]


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(one)
    elif value not in (None, ""):
        yield str(value)


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


def find_alike(kiosk: Kiosk, service: str, nik: str, purpose: str, *, at: int) -> list[Shown]:
    """Filings of one NIK for one service and keperluan within seven days of a moment (letters.md 6)."""
    return _same(cases.find_by_nik(kiosk.db, nik) if nik else (), service, purpose, at=at)


def _same(found: Iterable[Shown], service: str, purpose: str, *, at: int) -> list[Shown]:
    return [
        one
        for one in found
        if one.case.service == service
        and str(one.case.answers.get("keperluan", "")).casefold() == purpose.casefold()
        and abs(one.case.filed_at - at) <= DOUBLE_DAYS * DAY
    ]


def _find_due(kiosk: Kiosk, warnings: tuple[str, ...], timeline: tuple[Moment, ...]) -> tuple[str, ...]:
    noted = {str(one.data.get("what", "")) for one in timeline if one.verb == "note" and not one.code}
    wanted = niks.need_reason(warnings, training=kiosk.office.training)
    return tuple(code for code in wanted if code not in noted)


def _warnings(kiosk: Kiosk, case: Permohonan, others: Iterable[Shown]) -> tuple[str, ...]:
    digits, kk, born = (case.subject.get(part, "") for part in ("nik", "kk", "tanggal_lahir"))
    if not digits:
        return ()
    open_ = [one.case for one in others if one.case.status not in CLOSED]
    names = {str(one.subject.get("nama", "")).casefold() for one in (*open_, case)}
    twice = ("nik_other_name",) if len(names) > 1 and case.status not in CLOSED else ()
    areas = kiosk.reference.areas
    try:
        found = niks.warnings(
            niks.parse(digits),
            areas,
            today=moment_day(kiosk.now()),
            born=date.fromisoformat(born) if born else None,
            sex=case.subject.get("jenis_kelamin", ""),
        )
        found += twice
        return found + (niks.kk_warnings(niks.parse_kk(kk), areas, nik=digits) if kk else ())
    except Refused as error:
        return (error.code,)
