"""The service clock of an office (letters.md 4.7): hours, holidays, deadlines and holds; it reads no clock.

Moments are ms UTC, days and hours those of Palembang (WIB). A span is half open: from its start to its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from kiosk.domain.errors import Refused
from kiosk.domain.words import WIB, moment_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
AMBER: Final = 75
"""Percent of the promised time after which a permohonan is amber; at 100 it is red."""
HORIZON_DAYS: Final = 400
"""How far a deadline is looked for: an office closed for longer promises nothing."""

STOPPING: Final = frozenset(
    {"waiting_resident", "waiting_field_check", "waiting_other_office", "power_cut", "disaster"}
)
"""Reasons of `hold` that stop the service clock; the others are recorded while it runs on."""

Span: TypeAlias = tuple[int, int]
Day: TypeAlias = tuple[Span, ...]

_SLA: Final = re.compile(r"([1-9][0-9]{0,3})([mdh])", re.ASCII)
_HOURS: Final = re.compile(r"([01][0-9]|2[0-3])[.:]([0-5][0-9])-([01][0-9]|2[0-3])[.:]([0-5][0-9])", re.ASCII)


class Light(StrEnum):
    """How much of the promised time is used up; words stand beside it, a colour never stands alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Hours:
    """When an office serves: seven days from Monday, each of spans in minutes, and the days it is shut."""

    week: tuple[Day, ...]
    closed: frozenset[date] = field(default_factory=frozenset)

    def spans(self, day: date) -> Day:
        """The office's spans of one day in ms UTC; empty on a closed day."""
        if day in self.closed:
            return ()
        start_of_day = midnight(day)
        return tuple(
            (start_of_day + start * MINUTE, start_of_day + end * MINUTE)
            for start, end in self.week[day.weekday()]
        )


def parse_hours(days: Sequence[str]) -> tuple[Day, ...]:
    """Seven lines from Monday, each "07.30-12.00, 13.00-16.00" or empty; Refused("bad_hours", day=1..7)."""
    if len(days) != 7:
        raise Refused("bad_hours", day=min(len(days), 7) + 1)
    return tuple(_parse_day(text, number) for number, text in enumerate(days, 1))


def week_of(hours: Mapping[int, tuple[str, str]]) -> tuple[Day, ...]:
    """The week of an office profile, weekday 0-6 to ("07:30", "16:00"); a day it leaves out is free."""
    return parse_hours(["-".join(hours[day]) if day in hours else "" for day in range(7)])


def _parse_day(text: str, number: int) -> Day:
    spans: list[Span] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = _HOURS.fullmatch(part)
        if match is None:
            raise Refused("bad_hours", day=number)
        start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if start >= end or (spans and start < spans[-1][1]):
            raise Refused("bad_hours", day=number)
        spans.append((start, end))
    return tuple(spans)


def parse_sla(text: str) -> tuple[int, str]:
    """A promised time: `30m` working minutes, `1d` working days, `72h` clock hours; Refused("bad_sla")."""
    match = _SLA.fullmatch(text)
    if match is None:
        raise Refused("bad_sla", sla=text[:20])
    return int(match[1]), match[2]


def working_ms(hours: Hours, start: int, end: int, *, holds: Sequence[Span] = ()) -> int:
    """Time inside service hours between two moments, without the stopping `holds`."""
    return sum(stop - begin for begin, stop in _running(hours, start, end, holds))


def due(hours: Hours, start: int, sla: str, *, holds: Sequence[Span] = ()) -> int:
    """The moment a promise made at `start` runs out; holds push it back by the working time they took.

    `<n>d` ends at closing time of the n-th next working day. Refused("never_open") if there is none.
    """
    amount, unit = parse_sla(sla)
    if unit == "h":
        return start + amount * HOUR
    if unit == "m":
        return _after(hours, start, amount * MINUTE, holds)
    closing = _closing(hours, moment_day(start), amount)
    held = working_ms(hours, start, closing) - working_ms(hours, start, closing, holds=holds)
    return closing if not held else _after(hours, closing, held, holds)


def used_percent(hours: Hours, span: Span, sla: str, *, holds: Sequence[Span] = ()) -> int:
    """How much of the promise made at the start of `span` is used at its end; over 100 when it is broken."""
    start, now = span
    end = due(hours, start, sla, holds=holds)
    if sla.endswith("h"):
        return (now - start) * 100 // (end - start)
    promised = working_ms(hours, start, end, holds=holds)
    return working_ms(hours, start, now, holds=holds) * 100 // promised


def light(percent: int) -> Light:
    """Green, amber from 75 %, red from 100 %."""
    if percent >= 100:
        return Light.RED
    return Light.AMBER if percent >= AMBER else Light.GREEN


def midnight(day: date) -> int:
    """The moment a day begins in Palembang, ms UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=WIB).timestamp()) * 1000


def _running(hours: Hours, start: int, end: int, holds: Sequence[Span]) -> Iterator[Span]:
    """The spans in which the clock runs between two moments, in order."""
    day, last = moment_day(start), moment_day(end)
    while day <= last:
        for opening, closing in hours.spans(day):
            yield from _without((max(opening, start), min(closing, end)), holds)
        day += timedelta(1)


def _without(span: Span, holds: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span between the holds; holds may overlap and come in any order."""
    begin, end = span
    if begin >= end:
        return
    for held_from, held_to in sorted(holds):
        if begin < held_from:
            yield begin, min(held_from, end)
        begin = max(begin, min(held_to, end))
        if begin >= end:
            return
    yield begin, end


def _after(hours: Hours, start: int, amount: int, holds: Sequence[Span]) -> int:
    """The moment at which `amount` ms of running time have passed since `start`."""
    for begin, end in _running(hours, start, start + HORIZON_DAYS * DAY, holds):
        if end - begin >= amount:
            return begin + amount
        amount -= end - begin
    raise Refused("never_open")


def _closing(hours: Hours, day: date, count: int) -> int:
    """Closing time of the `count`-th working day after `day`."""
    last = day + timedelta(HORIZON_DAYS)
    while day < last:
        day += timedelta(1)
        spans = hours.spans(day)
        count -= bool(spans)
        if not count:
            return spans[-1][1]
    raise Refused("never_open")
