"""How the office worked in a period: six figures, one chart with its table; it ranks nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.reasons import Choice
from ui.screens.desk.reporttables import KINDS, Card, Speech, make_cards, make_table, say_span
from ui.screens.desk.samples.reports import REPORTS, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.performance import Figures
    from ui.screens.desk.frontdesk import FrontDesk

PERIODS: Final = ("today", "week", "month", "last_month")
_CELLS: Final = 4


class ReportDesk(Protocol):
    """What the page asks of the office."""

    def measure(self, first: date, last: date) -> tuple[Figures, Mapping[str, str]]:
        """The figures of these days, and the titles of the services in them."""

    def note_seen(self) -> None:
        """That this person looked."""

    def print_report(self, act: Act, first: date, last: date) -> None:
        """One sheet, recorded before it is sent."""

    def export_report(self, act: Act, first: date, last: date) -> str:
        """All tables as a spreadsheet; the name of the file."""


@dataclass(frozen=True, slots=True)
class State:
    """The page of reports; `legend` is empty where no bars are drawn, `columns` the heads of the table."""

    hint: str = ""
    periods: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    kind: str = ""
    table_title: str = ""
    table_said: str = ""
    columns: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    empty: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class Reports(Screen[State]):
    """Chooses a period and a kind of figures, prints and saves them."""

    def __init__(self, front: FrontDesk, desk: ReportDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._period = "month"
        self._kind = KINDS[0]
        self._found: tuple[Figures, Mapping[str, str]] | None = None
        self._act: Act | None = None

    def opened(self) -> None:
        """This month, or the period looked at last; the opening is in the ledger."""
        self._run(self._look, self._known)

    def period(self, code: str) -> None:
        """Other days."""
        self._period = code
        first, last = self._days()
        self._set(replace(self.state, news=""))
        self._run(lambda: self._desk.measure(first, last), self._known)

    def by(self, code: str) -> None:
        """Other figures of the same days."""
        self._kind = code
        self.redraw()

    def print_report(self) -> None:
        """All tables on one sheet."""
        act, (first, last) = self._act, self._days()
        if act is not None:
            self._run(lambda: self._desk.print_report(act, first, last), lambda _: self._told("printed"))

    def export_table(self) -> None:
        """All tables as a spreadsheet."""
        act, (first, last) = self._act, self._days()
        if act is not None:
            self._run(
                lambda: self._desk.export_report(act, first, last), lambda to: self._told("saved", file=to)
            )

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """Everything in words."""
        words, language = self._words, self._front.language()
        first, last = self._days()
        if self._found is None:
            return
        figures, titles = self._found
        speech = Speech(words, language, titles)
        table = make_table(figures, self._kind, speech)
        self._set(
            replace(
                self.state,
                hint=words("report.hint", span=say_span(first, last, language)),
                periods=tuple(
                    Choice(code, words(f"report.period_{code}"), code == self._period) for code in PERIODS
                ),
                kinds=tuple(Choice(code, words(f"report.by_{code}"), code == self._kind) for code in KINDS),
                cards=make_cards(figures, speech),
                kind=table.kind,
                table_title=table.title,
                table_said=table.said,
                columns=table.columns,
                legend=table.legend if table.lines else (),
                rows=tuple(
                    Row(line.key, line.label, line.small, *_padded(line.cells), line.first, line.second)
                    for line in table.lines
                ),
                empty="" if table.lines else table.empty,
                primary=words("report.print"),
            )
        )

    def _look(self) -> tuple[Figures, Mapping[str, str]]:
        found = self._desk.measure(*self._days())
        self._desk.note_seen()
        return found

    def _known(self, found: tuple[Figures, Mapping[str, str]]) -> None:
        self._found = found
        self._act = self._front.begin()
        self.redraw()

    def _days(self) -> tuple[date, date]:
        return find_days(self._period, self._front.today())

    def _told(self, code: str, **details: object) -> None:
        self._act = self._front.begin()
        self._set(replace(self.state, news=self._words(f"report.{code}", **details), news_tone="done"))


def find_days(period: str, today: date) -> tuple[date, date]:
    """First and last day of a period: today, this week from Monday, this month so far, the month before."""
    first_of_month = today.replace(day=1)
    if period == "today":
        return today, today
    if period == "week":
        return today - timedelta(today.weekday()), today
    if period == "month":
        return first_of_month, today
    last = first_of_month - timedelta(1)
    return last.replace(day=1), last


def _padded(cells: tuple[str, ...]) -> tuple[str, str, str, str]:
    a, b, c, d = (*cells, *("",) * (_CELLS - len(cells)))
    return a, b, c, d


EXAMPLES = {name: State(**changes) for name, changes in REPORTS.items()}
