"""The figures of a period as tables in words, with the parts each bar is drawn by; it counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.words import WEEKDAYS, date_words, full_date_words

if TYPE_CHECKING:
    from kiosk.usecases.performance import Figures, Share

KINDS: Final = ("service", "day", "step", "person", "hold", "satisfaction")
"""The tables in their order; `person` has no bars, because people are not ranked by counts."""

_HOUR: Final = 60
_BEST_FACE: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One row: label, what stands small below it, cells, and two bars as parts (0-1) of the widest."""

    key: str
    label: str
    cells: tuple[str, ...]
    small: str = ""
    first: float = 0.0
    second: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of figures: `columns` begins with the label's; `legend` names the bars, () = no chart."""

    kind: str
    title: str
    said: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    legend: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One figure at the head of a report, large, with what it means below."""

    key: str
    title: str
    value: str
    said: str


@dataclass(frozen=True, slots=True)
class Speech:
    """How a report speaks: words, language, and the title of a service."""

    words: Callable[..., str]
    language: str
    titles: Mapping[str, str]

    def title(self, service: str) -> str:
        return self.titles.get(service, service)


def say_minutes(words: Callable[..., str], minutes: float | None) -> str:
    """Working minutes as a person says them: `2 jam 5 menit`; a dash for none."""
    if minutes is None:
        return "–"
    whole = round(minutes)
    if whole < 1:
        return words("report.under_minute")
    hours, rest = divmod(whole, _HOUR)
    if not hours:
        return words("report.minutes", count=rest)
    return (
        words("report.hours_minutes", hours=hours, count=rest) if rest else words("report.hours", count=hours)
    )


def say_span(first: date, last: date, language: str) -> str:
    """One day, or the first and the last."""
    if first == last:
        return full_date_words(first, language)
    return f"{date_words(first, language)} – {date_words(last, language)}"


def make_cards(figures: Figures, speech: Speech) -> tuple[Card, ...]:
    """The six figures every report begins with."""
    words, total = speech.words, figures.total
    share = f"{total.in_time * 100 // total.finished} %" if total.finished else "–"
    found = figures.satisfaction
    liked = number(found.index, 2, speech.language) if found.index is not None else "–"
    known = "report.band" if found.band else "report.too_few"
    return (
        Card(
            "filed", words("report.filed"), str(total.filed), words("report.still_open", count=figures.open)
        ),
        Card(
            "finished",
            words("report.finished"),
            str(total.finished),
            words("report.rejected", count=figures.rejected),
        ),
        Card(
            "in_time",
            words("report.in_time"),
            share,
            words("report.of_finished", count=total.in_time, all=total.finished),
        ),
        Card("wait", words("report.wait"), say_minutes(words, figures.wait), words("report.wait_said")),
        Card("work", words("report.work"), say_minutes(words, figures.work), words("report.work_said")),
        Card("liked", words("report.liked"), liked, words(known, band=found.band, count=found.surveys)),
    )


def make_table(figures: Figures, kind: str, speech: Speech) -> Table:
    """The figures of one kind in words."""
    columns, legend, make = _MADE[kind]
    words = speech.words
    return Table(
        kind,
        words(f"report.title_{kind}"),
        words(f"report.said_{kind}"),
        tuple(words(f"report.{name}") for name in columns),
        tuple(make(figures, speech)),
        tuple(words(f"report.{name}") for name in legend),
        words("report.too_few", count=figures.satisfaction.surveys)
        if kind == "satisfaction"
        else words("report.nothing"),
    )


def number(value: float, places: int, language: str) -> str:
    """A decimal as it is written in the language: 89,58 or 89.58."""
    said = f"{value:.{places}f}"
    return said if language == "en" else said.replace(".", ",")


def _services(figures: Figures, speech: Speech) -> Iterator[Line]:
    """Most asked for first."""
    found = sorted(figures.services.items(), key=lambda pair: (-pair[1].filed, speech.title(pair[0])))
    most = _most(tally.finished for _, tally in found)
    for service, tally in found:
        cells = (tally.filed, tally.finished, tally.in_time, tally.late)
        parts = tally.in_time / most, tally.late / most
        yield _line(service, speech.title(service), cells, parts)


def _days(figures: Figures, speech: Speech) -> Iterator[Line]:
    most = _most(max(tally.filed, tally.finished) for tally in figures.days.values())
    for name, tally in figures.days.items():
        day = date.fromisoformat(name)
        label = date_words(day, speech.language)
        weekday = WEEKDAYS[speech.language][day.weekday()]
        parts = tally.filed / most, tally.finished / most
        yield _line(name, label, (tally.filed, tally.finished), parts, small=weekday)


def _steps(figures: Figures, speech: Speech) -> Iterator[Line]:
    words = speech.words
    most = _most(pace.wait + pace.work for pace in figures.steps.values())
    for step, pace in figures.steps.items():
        cells = (str(pace.count), say_minutes(words, pace.wait), say_minutes(words, pace.work))
        yield Line(step, _say_step(words, step), cells, first=pace.wait / most, second=pace.work / most)


def _people(figures: Figures, speech: Speech) -> Iterator[Line]:
    words = speech.words
    for share in figures.people:
        yield Line(
            f"{share.step} {share.who}",
            share.name,
            (_say_step(words, share.step), str(share.count), say_minutes(words, share.work)),
            small=_say_mix(share, speech),
        )


def _say_mix(share: Share, speech: Speech) -> str:
    """What the work was about: a hard service takes longer, and that is nobody's fault."""
    return ", ".join(f"{speech.title(service)} {count}" for service, count in share.services.items())


def _holds(figures: Figures, speech: Speech) -> Iterator[Line]:
    most = _most(figures.holds.values())
    for reason, count in figures.holds.items():
        yield _line(reason, speech.words(f"reason.hold.{reason}"), (count,), (count / most, 0.0))


def _opinions(figures: Figures, speech: Speech) -> Iterator[Line]:
    found = figures.satisfaction
    for element, mean in found.means.items():
        label = speech.words(f"report.element_{element}")
        yield Line(element, label, (number(mean, 2, speech.language),), first=mean / _BEST_FACE)
    for face, count in sorted(found.faces.items(), reverse=True):
        label = speech.words("report.face", face=speech.words(f"rate.face_{face}"))
        yield _line(f"face {face}", label, (count,), (0.0, count / found.rated))
    for reason, count in found.reasons.items():
        label = speech.words("report.reason", reason=speech.words(f"rate.reason_{reason}"))
        yield _line(f"reason {reason}", label, (count,), (0.0, count / found.rated))


def _line(key: str, label: str, cells: Sequence[int], parts: tuple[float, float], *, small: str = "") -> Line:
    return Line(key, label, tuple(map(str, cells)), small, *parts)


def _say_step(words: Callable[..., str], step: str) -> str:
    return words(f"report.step_{step.replace(':', '_')}")


def _most(values: Iterable[float]) -> float:
    """The widest of all bars; never zero."""
    return max(values, default=0.0) or 1.0


_Make = Callable[["Figures", Speech], Iterator[Line]]
_MADE: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...], _Make]]] = {
    "service": (("service", "filed", "finished", "on_time", "late"), ("on_time", "late"), _services),
    "day": (("day", "filed", "finished"), ("filed", "finished"), _days),
    "step": (("step", "count", "waited", "worked"), ("waited", "worked"), _steps),
    "person": (("person", "step", "count", "worked"), (), _people),
    "hold": (("hold", "count"), ("count",), _holds),
    "satisfaction": (("element", "mean"), ("mean", "answers"), _opinions),
}
"""For each kind: words of its columns, words of its bars, and what makes its lines."""
