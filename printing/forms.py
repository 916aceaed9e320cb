"""A form as lines: its head, parts with numbered rows, boxes for digits, places to sign; nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from printing.fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD
from printing.layout import Bar, Box, Comb, Layout, Line, Mark, Text, break_text
from printing.pen import MM, Style, grey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.domain.page import Attachment, Entries, Entry, Ink, Inks

CELL: Final = (4.5 * MM, 4.9 * MM)
"""One box for one digit: wide enough for a pen."""

ROOM: Final = 17 * MM
"""From the last post down to the name: room for a signature."""

_TICK: Final = 3.4 * MM
_BETWEEN: Final = 2.2 * MM  # groups of boxes, and a word after them
_NUMBER: Final = 6.5 * MM  # column of the running numbers
_COLON: Final = 3 * MM
_RAGGED: Final = 4.0  # a line is broken as if it could be justified, which a ragged one is not
_BAND: Final = grey(0.90)
_LINE: Final = grey(0.55)
_PART_GAP: Final = 7.0
_SHORT: Final = 20
"""A part of at most so many lines stays on one page."""


def head(attachment: Attachment, layout: Layout) -> Iterator[Line]:
    """Whose form it is at the left, its code framed at the right."""
    text, small = Style(SERIF, layout.size - 1.5), Style(SANS_BOLD, layout.size + 3, track=20)
    wide = small.width(attachment.code) + 16
    tall = small.size + 11
    framed = Box(layout.measure - wide, 0, (wide, tall), radius=2)
    code = Text(layout.measure - wide + 8, tall / 2 + small.size * 0.36, attachment.code, small)
    yield Line(0 if attachment.place else tall, (framed, code), keep=True)
    label = max((text.width(row.label) for row in attachment.place), default=0) + 8
    for at, row in enumerate(attachment.place):
        cells = _cells(row, label + _COLON + 2)
        y = (CELL[1] + text.size) / 2 - 1 if cells else text.size
        more = cells or [Text(label + _COLON, y, row.value, text)]
        own = [Text(0, y, row.label, text), Text(label, y, ":", text), *more]
        height = CELL[1] + 2 if cells else text.size + 3
        yield Line(height, tuple(own), keep=True, gap=1 if at else 0)
    yield Line(9, (), keep=True)


def entries(block: Entries, layout: Layout) -> Iterator[Line]:
    """A part: its heading on a band, then the rows, numbered from 1."""
    style = Style(SERIF_BOLD, layout.size - 1)
    lines: list[Line] = []
    for n, row in enumerate(block.rows, 1):
        lines += _row(f"{n}." if block.heading else "", row, layout)
    if block.heading:
        tall = layout.leading + 1
        marks = (
            Bar(0, tall / 2, layout.measure, tall, _BAND),
            Text(_NUMBER / 3, tall / 2 + style.size * 0.35, block.heading, style),
        )
        yield Line(tall, marks, gap=_PART_GAP, keep=True)
    whole = len(lines) <= _SHORT
    for at, line in enumerate(lines):
        yield replace(line, keep=line.keep or (at < len(lines) - 1 and (whole or at in {0, len(lines) - 2})))


def _row(number: str, row: Entry, layout: Layout) -> Iterator[Line]:
    style = Style(SERIF, layout.size - 1)
    leading = layout.leading - 1
    x = _NUMBER + layout.label + _COLON * 2
    labels = break_text(row.label, style, layout.label - _COLON)
    options = _options(row, x, layout)
    cells = _cells(row, x) if not options else []
    tall = max(leading, CELL[1] + 2.4) if cells or options else leading
    base = tall / 2 + style.size * 0.34
    marks = [*(options or cells)]
    values: list[str] = []
    if not options:
        start = _end(cells, x)
        bold = replace(style, face=SERIF_BOLD) if row.strong else style
        values = break_text(row.value, bold, layout.measure - start - _RAGGED) if row.value else []
        marks += [Text(start, base, text, bold) for text in values[:1]]
        if not cells and not values:
            marks.append(Bar(x, base + 2.5, layout.measure - x, 0.4, _LINE))
    deep = max(len(labels), len(values), 1)
    for at in range(deep):
        own: list[Mark] = [Text(_NUMBER, base, text, style) for text in labels[at : at + 1]]
        if at == 0:
            own += [Text(_NUMBER - 4 - style.width(number), base, number, style)] if number else []
            own += [Text(_NUMBER + layout.label, base, ":", style), *marks]
        else:
            own += [Text(x, base, text, bold) for text in values[at : at + 1]]
        yield Line(tall if at == 0 else leading, tuple(own), keep=at < deep - 1, gap=0.8 if at == 0 else 0)


def _cells(row: Entry, x: float) -> list[Mark]:
    """Digits in boxes, group after group."""
    style = Style(SANS, CELL[1] * 0.66)
    marks: list[Mark] = []
    for group in row.boxes:
        marks.append(Comb(x, 1.2, group, style, CELL))
        x += len(group) * CELL[0] + _BETWEEN
    return marks


def _end(cells: Sequence[Mark], x: float) -> float:
    """Where a word after the boxes begins."""
    last = cells[-1] if cells else None
    return last.x + len(last.text) * CELL[0] + _BETWEEN * 1.4 if isinstance(last, Comb) else x


def _options(row: Entry, x: float, layout: Layout) -> list[Mark]:
    """Every choice with a box to tick, where they fit on one line; none where they do not."""
    style = Style(SERIF, layout.size - 1.5)
    wide = [_TICK + 3 + style.width(text) + 10 for text in row.options]
    if not wide or x + sum(wide) - 10 > layout.measure:
        return []
    marks: list[Mark] = []
    middle = max(layout.leading - 1, CELL[1] + 2.4) / 2
    cross = Style(SANS_BOLD, _TICK * 0.92)
    for at, text in enumerate(row.options):
        top = middle - _TICK / 2
        marks.append(Box(x, top, (_TICK, _TICK)))
        if at == row.chosen:
            marks.append(Text(x + (_TICK - cross.width("X")) / 2, middle + cross.size * 0.36, "X", cross))
        marks.append(Text(x + _TICK + 3, middle + style.size * 0.34, text, style))
        x += wide[at]
    return marks


# --- who signs --------------------------------------------------------------------------------------------


def inks(block: Inks, layout: Layout) -> Iterator[Line]:
    """Two places in a row, the place and date above the first at the right."""
    style = Style(SERIF, layout.size - 0.5)
    for at, row in enumerate(pairs(block.places)):
        line = ink_row(row, layout, style)
        if at == 0:
            date = Text(layout.signature, style.size, block.place_date, style)
            moved = tuple(replace(mark, y=mark.y + layout.leading) for mark in line.marks)
            line = Line(line.height + layout.leading, (date, *moved))
        yield replace(line, gap=12)


def pairs(places: Sequence[Ink]) -> Iterator[tuple[Ink | None, Ink]]:
    """Places by rows of left and right, the last of an odd number alone at the right."""
    for at in range(0, len(places) - 1, 2):
        yield places[at], places[at + 1]
    if len(places) % 2:
        yield None, places[-1]


def ink_row(row: tuple[Ink | None, Ink], layout: Layout, style: Style) -> Line:
    """Two places beside each other, their names on one height."""
    width = layout.measure - layout.signature
    posts_end = 0.0
    marks: list[Mark] = []
    columns = [(0.0, row[0]), (layout.signature, row[1])]
    for x, ink in columns:
        base = style.size
        for post in (*ink.posts[:-1], f"{ink.posts[-1]},") if ink else ():
            for text in break_text(post, style, width):
                marks.append(Text(x, base, text, style))
                base += layout.leading
        if ink and ink.lead:
            lead = f"{ink.lead}\u00a0"
            marks.append(Text(x - style.width(lead), style.size, lead, style))
        posts_end = max(posts_end, base - layout.leading)
    deepest = posts_end
    bold = replace(style, face=SERIF_BOLD)
    for x, ink in columns:
        base = posts_end + ROOM
        for text in break_text(ink.name, bold, width) if ink else ():
            marks += (Text(x, base, text, bold), Bar(x, base + 2.4, bold.width(text), 0.7))
            base += layout.leading
        for text in filter(None, ink.below if ink else ()):
            marks.append(Text(x, base, text, style))
            base += layout.leading
        deepest = max(deepest, base - layout.leading)
    return Line(deepest + 4, tuple(marks))
