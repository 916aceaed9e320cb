"""What a period came to on one A4 sheet: six figures, days as columns, tables with bars; no count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from printing import marks
from printing.fonts import DISPLAY, SANS, SANS_BOLD, make_drawable
from printing.layout import break_text, get_layout
from printing.pen import MM, Pen, Style, grey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.filled import Say

_MARGIN: Final = 15 * MM
_GUTTER: Final = 8 * MM
_LEFT: Final = 0.53
"""Share of the left column: titles of services are long."""
_ROW: Final = 12.8
_HEAD: Final = 27.0
_GAP: Final = 13.0
_COLUMNS: Final = 56.0
"""Height of the highest column of the days."""

_TEXT: Final = Style(SANS, 7.6)
_BOLD: Final = Style(SANS_BOLD, 7.6)
_SMALL: Final = Style(SANS, 6.4, grey(0.3))
_TITLE: Final = Style(DISPLAY, 10)
_DARK: Final = grey(0.25)
_EDGE: Final = grey(0.45)
_PALE: Final = grey(0.88)
_LINE: Final = grey(0.75)
_LEAST: Final = 6.4
"""A long label becomes this small before it is cut."""

_CELL: Final = 11.0
"""Between a cell and the one before it; a swatch stands there above some."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words: label, what stands small beside it, cells; bars as parts (0-1) of the widest."""

    label: str
    cells: tuple[str, ...]
    small: str = ""
    first: float = 0.0
    second: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its title; `columns` begins with the label's, `legend` names the bars, () = none.

    `most` rows at most are printed and the rest is counted, so that the report stays one sheet.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[str, ...] = ()
    empty: str = ""
    most: int = 16


@dataclass(frozen=True, slots=True)
class Report:
    """A period: `cards` as (title, value, said); `days` has two cells a row and is drawn as columns.

    `left`, `right` are tables beside each other, `wide` is the last one. `made` = moment, ms UTC.
    """

    office: str
    span: str
    cards: tuple[tuple[str, str, str], ...]
    days: Table
    left: tuple[Table, ...]
    right: tuple[Table, ...]
    wide: Table
    foot: str = ""
    made: int = 0
    training: bool = False


def pdf(report: Report, *, say: Say) -> bytes:
    """The report as one A4 page, `say` giving the words of [report]; deterministic."""
    layout = get_layout("A4")
    pen = Pen(
        (layout.width, layout.height),
        title=f"{say('report.paper_title')} {report.span}",
        author=report.office,
        made=report.made // 1000,
    )
    _Sheet(pen, report, say).draw()
    return pen.pdf()


class _Sheet:
    """The page being drawn: `y` is where the next part begins."""

    def __init__(self, pen: Pen, report: Report, say: Say) -> None:
        self.pen, self.report, self.say = pen, report, say
        self.left, self.width = _MARGIN, pen.wide - 2 * _MARGIN
        self.y = _MARGIN

    def draw(self) -> None:
        report = self.report
        if report.training:
            marks.draw_ghost(self.pen, self.say("surat.training"), size=110, degrees=50)
            marks.draw_training(self.pen, self.say("surat.training"))
        self._open()
        self._cards()
        self._days(report.days)
        wide = (self.width - _GUTTER) * _LEFT
        ends = [
            self._column(self.left, wide, report.left),
            self._column(self.left + wide + _GUTTER, self.width - _GUTTER - wide, report.right),
        ]
        self.y = max(ends)
        base = self.pen.tall - 9 * MM
        fits = int((base - 30 - self.y - _HEAD) / _ROW)
        last = replace(report.wide, most=min(report.wide.most, fits))
        self._column(self.left, self.width, (last,))
        self.pen.rule(self.left, base - 10, self.left + self.width, weight=0.4, colour=_LINE)
        self.pen.text(self.left, base, report.foot, _SMALL)

    def _open(self) -> None:
        pen, report = self.pen, self.report
        pen.text(self.left, self.y + 12, self.say("report.paper_title"), Style(DISPLAY, 16))
        pen.right(self.left + self.width, self.y + 12, report.span, Style(SANS_BOLD, 10))
        pen.text(self.left, self.y + 25, report.office, Style(SANS, 9, grey(0.3)))
        self.y += 35

    def _cards(self) -> None:
        pen, cards = self.pen, self.report.cards
        gap = 5.0
        each = (self.width - gap * (len(cards) - 1)) / len(cards)
        for at, (title, value, said) in enumerate(cards):
            x = self.left + at * (each + gap)
            pen.card((x, self.y, each, 52), radius=5, edge=_EDGE)
            pen.text(x + 6, self.y + 12, title, Style(SANS_BOLD, 7, grey(0.25)))
            size = 14.0
            while size > 7 and Style(DISPLAY, size).width(value) > each - 12:
                size -= 0.5
            pen.text(x + 6, self.y + 27, value, Style(DISPLAY, size))
            for n, line in enumerate(break_text(said, _SMALL, each - 11)[:2]):
                pen.text(x + 6, self.y + 37 + n * 7.6, line, _SMALL)
        self.y += 52 + _GAP

    def _days(self, table: Table) -> None:
        """Two columns a day, and below each the two numbers they stand for."""
        pen = self.pen
        self._title(self.left, self.y, self.width, table)
        top = self.y + 20
        floor = top + _COLUMNS
        if not table.rows:
            pen.text(self.left, top + 10, table.empty, _TEXT)
            self.y = top + 10 + _GAP
            return
        label = 48.0
        each = (self.width - label) / max(len(table.rows), 8)
        thick = min(9.0, each * 0.36)
        pen.rule(self.left, floor, self.left + self.width, weight=0.6, colour=_EDGE)
        for n, words in enumerate(table.columns):
            pen.text(self.left, floor + 9 + n * 9, words, _SMALL)
            if words in table.legend:
                end = self.left + _SMALL.width(words) + 12
                self._swatch(end, floor + 9 + n * 9, is_dark=words == table.legend[0])
        for at, row in enumerate(table.rows):
            middle = self.left + label + each * (at + 0.5)
            for x, part, dark in ((middle - thick - 0.4, row.first, True), (middle + 0.4, row.second, False)):
                self._bar((x, floor - _COLUMNS * part, thick, _COLUMNS * part), is_dark=dark)
            for n, said in enumerate((row.label, *row.cells)):
                pen.centred(middle, floor + 9 + n * 9, said, _BOLD if n else _SMALL)
        self.y = floor + 9 * len(table.columns) + _GAP

    def _column(self, x: float, width: float, tables: Sequence[Table]) -> float:
        y = self.y
        for table in tables:
            y = self._table(x, y, width, table) + _GAP
        return y

    def _table(self, x: float, y: float, width: float, table: Table) -> float:
        """Title, heads, rows with a thin bar below each; where it ends."""
        pen = self.pen
        self._title(x, y, width, table)
        if not table.rows:
            pen.text(x, y + 22, table.empty, _TEXT)
            return y + 24
        rooms = _measure(table)
        labels = width - sum(rooms)
        style = _find_size(table, labels - 4)
        pen.text(x, y + 21, table.columns[0], _SMALL)
        end = x + labels
        for words, room in zip(table.columns[1:], rooms, strict=True):
            end += room
            pen.right(end, y + 21, words, _SMALL)
            if words in table.legend:
                self._swatch(end - _SMALL.width(words), y + 21, is_dark=words == table.legend[0])
        y += _HEAD
        pen.rule(x, y - 3, x + width, weight=0.6, colour=_EDGE)
        for row in table.rows[: table.most]:
            self._row((x, y), row, style, (width, *rooms))
            y += _ROW
        more = len(table.rows) - table.most
        if more > 0:
            pen.text(x, y + 6, self.say("report.paper_more", count=more), _SMALL)
            y += 9
        return y

    def _row(self, at: tuple[float, float], row: Row, style: Style, measure: tuple[float, ...]) -> None:
        (x, y), (width, *rooms) = at, measure
        end = x + width - sum(rooms)
        label = _fit(row.label, style, end - x - 4)
        self.pen.text(x, y + 6.5, label, style)
        if row.small:
            beside = x + style.width(label) + 6
            self.pen.text(beside, y + 6.5, _fit(row.small, _SMALL, end - beside - 6), _SMALL)
        for cell, room in zip(row.cells, rooms, strict=False):
            end += room
            self.pen.right(end, y + 6.5, cell, _TEXT)
        if row.first or row.second:
            self._bar((x, y + 8.9, width * row.first, 2.2), is_dark=True)
            self._bar((x + width * row.first, y + 8.9, width * row.second, 2.2), is_dark=False)
        else:
            self.pen.rule(x, y + 10.2, x + width, weight=0.3, colour=_LINE)

    def _title(self, x: float, y: float, width: float, table: Table) -> None:
        self.pen.text(x, y + 9, _fit(table.title, _TITLE, width), _TITLE)

    def _swatch(self, end: float, base: float, *, is_dark: bool) -> None:
        """Which bar a word means: a small one before it."""
        self._bar((end - 9, base - 5, 6.5, 5), is_dark=is_dark)

    def _bar(self, box: tuple[float, float, float, float], *, is_dark: bool) -> None:
        """Filled, or pale within an outline: both are told apart in grey."""
        x, y, width, height = box
        if min(width, height) <= 0:
            return
        self.pen.block(x, y, (width, height), _DARK if is_dark else _PALE)
        if not is_dark:
            self.pen.ink(_DARK)
            self.pen.frame(x, y, (width, height), weight=0.4)


def _measure(table: Table) -> list[float]:
    """The width of each column of cells: its head's, or its widest cell's."""
    printed = table.rows[: table.most]
    return [
        max(_SMALL.width(words), *(_TEXT.width(row.cells[at]) for row in printed if at < len(row.cells)))
        + _CELL
        for at, words in enumerate(table.columns[1:])
    ]


def _find_size(table: Table, width: float) -> Style:
    """The size at which every label of a table fits, one for all; a longer one is cut at the smallest."""
    style = _TEXT
    while style.size > _LEAST and any(style.width(row.label) > width for row in table.rows[: table.most]):
        style = replace(style, size=style.size - 0.2)
    return style


def _fit(text: str, style: Style, width: float) -> str:
    """As much of a text as the width holds, with an ellipsis where some is left out."""
    text = make_drawable(text, name=SANS)
    if style.width(text) <= width:
        return text
    while text and style.width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip(' ,')}…" if text else ""
