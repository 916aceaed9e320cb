"""Owns what a period came to: how many, how fast, how well liked; a person only beside the kind of work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import fmean, median
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain import fold
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, read
from kiosk.domain.office import DEVICE, LURAH, REGISTER, RESIDENT, SEKLUR
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import MINUTE, Hours, Span, midnight, working_ms
from kiosk.store import cases, ledger
from kiosk.usecases import acts, worklist
from kiosk.usecases.acts import Act, Deed
from kiosk.usecases.opinions import ELEMENTS, FACES, REASONS

READERS: Final = frozenset({LURAH, SEKLUR, REGISTER})
"""Who may see how an office and its people work."""

PAPER: Final = "paper"
"""The stay after the chain: from the number to ink and stamp."""

FEWEST: Final = 10
"""Answers from which on satisfaction is shown, so that nobody is recognised (letters.md 7.6)."""

_BANDS: Final = ((88.31, "A"), (76.61, "B"), (65.0, "C"))
"""Lowest index of each mark of service, D below them (PermenPANRB 14/2017)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were filed and finished, and how many of those within the promised time."""

    filed: int = 0
    finished: int = 0
    in_time: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """Stays at one step: how many, median minutes until it was taken in hand, and from then to its end."""

    count: int
    wait: float
    work: float


@dataclass(frozen=True, slots=True)
class Share:
    """What one person ended at one step, by service, and the median minutes it was in hand."""

    step: str
    who: str
    name: str
    count: int
    work: float
    services: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What visitors said: how many gave one face, which and why; how many answered the survey, means, index.

    `faces` (1-4) and `reasons` are empty below FEWEST faces; `index` is None, `band` "" and `means` empty
    below FEWEST surveys or while one of the nine elements has no answer.
    """

    rated: int = 0
    faces: Mapping[int, int] = field(default_factory=dict)
    surveys: int = 0
    means: Mapping[str, float] = field(default_factory=dict)
    index: float | None = None
    band: str = ""
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the days first to last came to; times in working minutes, medians of what was finished in them.

    `wait` runs from filing to ready, as a resident feels it; `work` from complete papers to ready, without
    what stopped the clock. `services` are catalogue ids, `days` ISO days, `steps` roles of the chain.
    """

    first: date
    last: date
    total: Tally
    rejected: int
    open: int
    wait: float | None
    work: float | None
    services: Mapping[str, Tally]
    days: Mapping[str, Tally]
    steps: Mapping[str, Pace]
    people: tuple[Share, ...]
    channels: Mapping[str, int]
    holds: Mapping[str, int]
    satisfaction: Satisfaction


def measure(kiosk: Kiosk, who: Person, first: date, last: date) -> Figures:
    """The figures of the days first to last, both included. Raises Refused("report_not_yours")."""
    check_reader(who)
    span = midnight(first), midnight(last + timedelta(days=1))
    hours = worklist.get_hours(kiosk)
    found = [one.case for one in cases.find_between(kiosk.db, *span)]
    filed = [case for case in found if _within(span, case.filed_at)]
    ended = [case for case in found if _within(span, case.closed_at)]
    finished = [case for case in ended if case.status in {Status.HANDED_OVER, Status.ANSWERED}]
    late = {case.id: _is_late(kiosk, case, hours) for case in finished}
    stays = [stay for case in finished for stay in _find_stays(kiosk, case, hours)]
    return Figures(
        first=first,
        last=last,
        total=_tally(filed, finished, late),
        rejected=sum(case.status is Status.REJECTED for case in ended),
        open=sum(not case.closed_at for case in filed),
        wait=_median(_until_ready(case, hours, case.filed_at) for case in finished),
        work=_median(
            _until_ready(case, hours, case.complete_at, holds=case.stops)
            for case in finished
            if case.complete_at
        ),
        services=_by(lambda case, _at: case.service, filed, finished, late),
        days=_by(lambda _case, at: moment_day(at).isoformat(), filed, finished, late),
        steps=_paces(stays),
        people=_shares(kiosk, stays),
        channels=dict(sorted(Counter(case.channel for case in filed).items())),
        holds=_count_holds(kiosk, span),
        satisfaction=find_satisfaction(kiosk, span),
    )


def check_reader(who: Person) -> None:
    """Only the lurah, the seklur and the register's holder. Raises Refused("report_not_yours")."""
    if not READERS & set(who.roles):
        raise Refused("report_not_yours")


def note_seen(kiosk: Kiosk, who: Person) -> None:
    """Looking at how people work is itself in the ledger."""
    check_reader(who)
    acts.do(kiosk, who, acts.begin(kiosk), Deed("view", {"what": "report"}))


def note_taken(kiosk: Kiosk, who: Person, act: Act, made: Figures, *, sha256: str) -> None:
    """The figures leave on paper or as a table; `reason` is the period as ISO 8601 writes one."""
    check_reader(who)
    span = f"{made.first.isoformat()}/{made.last.isoformat()}"
    acts.do(kiosk, who, act, Deed("export", {"what": "report", "reason": span, "sha256": sha256}))


# --- counting ---------------------------------------------------------------------------------------


def _within(span: Span, at: int) -> bool:
    return span[0] <= at < span[1]


def _is_late(kiosk: Kiosk, case: Permohonan, hours: Hours) -> bool:
    service = kiosk.catalogue.find(case.service, case.version)
    return worklist.get_percent(kiosk, case, service, hours) >= 100


def _until_ready(case: Permohonan, hours: Hours, start: int, *, holds: Sequence[Span] = ()) -> float:
    return working_ms(hours, start, case.ready_at or case.closed_at, holds=holds) / MINUTE


def _median(values: Iterable[float]) -> float | None:
    found = list(values)
    return median(found) if found else None


def _tally(filed: Sequence[Permohonan], finished: Sequence[Permohonan], late: Mapping[str, bool]) -> Tally:
    too_late = sum(late[case.id] for case in finished)
    return Tally(len(filed), len(finished), len(finished) - too_late, too_late)


def _by(
    key: Any, filed: Sequence[Permohonan], finished: Sequence[Permohonan], late: Mapping[str, bool]
) -> dict[str, Tally]:
    """A tally for each `key(case, moment)`: what was filed by its filing, what was finished by its end."""
    begun, done = defaultdict(list), defaultdict(list)
    for case in filed:
        begun[key(case, case.filed_at)].append(case)
    for case in finished:
        done[key(case, case.closed_at)].append(case)
    return {name: _tally(begun[name], done[name], late) for name in sorted({*begun, *done})}


def _count_holds(kiosk: Kiosk, span: Span) -> dict[str, int]:
    events = ledger.events_of(kiosk.db, "hold", *span)
    return dict(Counter(event.data["reason"] for event in events).most_common())


# --- steps and people -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stay:
    """One permohonan at one step: who ended it, minutes until somebody took it in hand, minutes in hand."""

    step: str
    service: str
    who: str
    wait: float
    work: float


def _find_stays(kiosk: Kiosk, case: Permohonan, hours: Hours) -> Iterator[_Stay]:
    """Every stay of a permohonan at a step that a person of the office ended, in order.

    The ledger is folded anew: it alone says when a step began, and an act of staff on it is the moment it was
    taken in hand.
    """
    ground = ledger.ground(kiosk.db)
    now: Permohonan | None = None
    came = taken = 0
    for entry in ledger.entries_about(kiosk.db, case.id):
        if not entry.is_effective():
            continue
        event = read(entry.event)
        before = _stage(now)
        now, _ = fold.apply(event, now, ground, at=entry.at)
        is_staff = event.role not in {RESIDENT, DEVICE}
        if before and is_staff:
            taken = taken or entry.at
        if _stage(now) == before and event.verb != "pass":
            continue
        if before and is_staff:
            wait = working_ms(hours, came, taken, holds=case.stops) / MINUTE
            work = working_ms(hours, taken, entry.at, holds=case.stops) / MINUTE
            yield _Stay(before, case.service, event.who, wait, work)
        came, taken = entry.at, 0


def _stage(case: Permohonan | None) -> str:
    """The step it is at, PAPER while ink is missing, "" where the office waits for nobody of its own."""
    if case is None:
        return ""
    return PAPER if case.status is Status.SIGNED else case.get_step()


def _paces(stays: Sequence[_Stay]) -> dict[str, Pace]:
    """By step in the order they are walked."""
    found = defaultdict(list)
    for stay in stays:
        found[stay.step].append(stay)
    return {
        step: Pace(len(found[step]), median(s.wait for s in found[step]), median(s.work for s in found[step]))
        for step in sorted(found, key=_order)
    }


def _shares(kiosk: Kiosk, stays: Sequence[_Stay]) -> tuple[Share, ...]:
    """By step, then by name: an order that says nothing of anybody."""
    found = defaultdict(list)
    for stay in stays:
        found[stay.step, stay.who].append(stay)
    shares = [
        Share(
            step,
            who,
            _name(kiosk, who),
            len(mine),
            median(stay.work for stay in mine),
            dict(Counter(stay.service for stay in mine).most_common()),
        )
        for (step, who), mine in found.items()
    ]
    return tuple(sorted(shares, key=lambda share: (_order(share.step), share.name, share.who)))


def _order(step: str) -> tuple[int, str]:
    chain = ("operator", "kasi", SEKLUR, "signer", PAPER)
    role = step.partition(":")[0]
    return (chain.index(role) if role in chain else len(chain), step)


def _name(kiosk: Kiosk, who: str) -> str:
    person = kiosk.office.find_staff(who)
    return person.name if person else who


# --- satisfaction -----------------------------------------------------------------------------------


def find_satisfaction(kiosk: Kiosk, span: Span) -> Satisfaction:
    """What the `survey` Events admitted in a span (ms UTC) say: mean of the nine means x 25."""
    said = [one for event in ledger.events_of(kiosk.db, "survey", *span) for one in _answers(event)]
    short = _count_faces([one for one in said if _is_face(one.get("face"))])
    surveys = [one["elements"] for one in said if isinstance(one.get("elements"), Mapping)]
    given = {name: [one[name] for one in surveys if _is_face(one.get(name))] for name in ELEMENTS}
    if len(surveys) < FEWEST or not all(given.values()):
        return replace(short, surveys=len(surveys))
    means = {name: fmean(values) for name, values in given.items()}
    index = round(fmean(means.values()) * 25, 2)
    return replace(short, surveys=len(surveys), means=means, index=index, band=find_band(index))


def _count_faces(said: Sequence[Mapping[str, Any]]) -> Satisfaction:
    if len(said) < FEWEST:
        return Satisfaction(rated=len(said))
    given = [one.get("reasons") for one in said]
    reasons = Counter(
        name for names in given if isinstance(names, list) for name in {*filter(_is_reason, names)}
    )
    faces = Counter(one["face"] for one in said)
    return Satisfaction(len(said), dict(sorted(faces.items())), reasons=dict(reasons.most_common()))


def _is_reason(name: object) -> bool:
    return isinstance(name, str) and name in REASONS


def find_band(index: float) -> str:
    """The mark of an index of 25 to 100: A 88.31, B 76.61, C 65.00, D below (PermenPANRB 14/2017)."""
    return next((band for least, band in _BANDS if index >= least), "D")


def _answers(event: Event) -> list[Mapping[str, Any]]:
    """A lobby's words are believed as far as they have the shape of an answer."""
    return [one for one in event.data["answers"] if isinstance(one, Mapping)]


def _is_face(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in FACES
