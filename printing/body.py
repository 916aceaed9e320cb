"""The running parts of a surat as lines: title, number, paragraphs, rows, tables; not where pages end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.page import Address, Entries, Inks, Paragraph, Rows
from printing import forms
from printing.fonts import SANS, SERIF, SERIF_BOLD
from printing.layout import Bar, Layout, Line, Text, break_text, paragraph, tie
from printing.pen import MM, Style, grey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.domain.page import Attachment, Block, Page, Row, Table

PARAGRAPH_GAP: Final = 5.0
"""Points between paragraphs; gaps may stretch on a short page."""

PART_GAP: Final = 8.5
"""Points around the identity table and lists."""

_COLON: Final = 9.0
_CELL: Final = 4.0  # inner margin of a table cell
_SIGNED, _INK_WIDE = 11 * MM, 30 * MM
"""Height of a row somebody signs, and width of its room at least."""

_TOGETHER: Final = 6
"""A table of at most so many signatures stays on one page, with the lurah's."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The styles of one layout."""

    text: Style
    bold: Style
    title: Style
    small: Style

    @classmethod
    def of(cls, layout: Layout) -> Faces:
        text = Style(SERIF, layout.size)
        bold = replace(text, face=SERIF_BOLD)
        title = Style(SERIF_BOLD, layout.size + 2.5, track=25)
        return cls(text, bold, title, replace(text, size=layout.size - 1.5))


def make_lines(page: Page, layout: Layout) -> list[Line]:
    """Everything between the kop and the signature, in order (letters.md 2.1, 2 to 8)."""
    faces = Faces.of(layout)
    if page.address:
        return [*_address(page.address, layout, faces), *_blocks(page.blocks, layout, faces)]
    return [*_title(page.title, page.number, layout, faces), *_blocks(page.blocks, layout, faces)]


def make_attachment(attachment: Attachment, layout: Layout) -> list[Line]:
    """A form that goes with the surat: whose it is, code, title, the surat it belongs to, parts, text, ink.

    Its further pages begin with its code again; all who sign do so on one page, below at least two lines.
    """
    faces = Faces.of(layout)
    top = [
        *forms.head(attachment, layout),
        *_title(attachment.title, attachment.note, layout, faces),
    ]
    again = _again(attachment.again)
    lines: list[Line] = []
    for block, before in zip(attachment.blocks, (None, *attachment.blocks), strict=False):
        if isinstance(block, Inks):
            lines[-2:] = [replace(line, keep=True) for line in lines[-2:]]
        added = list(_block(block, layout, faces, before=before))
        if isinstance(block, Inks):
            added[:-1] = [replace(line, keep=True) for line in added[:-1]]
        lines += added
    return [*top, *(replace(line, head=_above(again, line.head)) for line in lines)]


def _again(text: str) -> Line:
    style = Style(SANS, 7.5, grey(0.35))
    return Line(style.size + 9, (Text(0, style.size, text, style),), keep=True)


def _above(again: Line, head: Line | None) -> Line:
    """What a further page begins with: the code of the form, below it the head of a table that runs over."""
    if not head:
        return again
    down = again.height
    moved = tuple(replace(mark, y=mark.y + down) for mark in head.marks)
    return replace(head, height=down + head.height, marks=(*again.marks, *moved))


def _blocks(blocks: tuple[Block, ...], layout: Layout, faces: Faces) -> Iterator[Line]:
    for before, block in zip((None, *blocks), blocks, strict=False):
        yield from _block(block, layout, faces, before=before)


def _title(title: str, below: str, layout: Layout, faces: Faces) -> Iterator[Line]:
    """The title in capitals, underlined, centred; the number directly below."""
    style = faces.title
    texts = break_text(title, style, layout.measure * 0.9)
    for at, text in enumerate(texts):
        width = style.width(text)
        x = (layout.measure - width) / 2
        marks = (Text(x, style.size, text, style), Bar(x, style.size + 3.2, width, weight=0.9))
        yield Line(style.size + 5.5, marks, keep=True, gap=2 if at else 0)
    if below:
        x = (layout.measure - faces.text.width(below)) / 2
        yield Line(layout.leading, (Text(x, layout.size, below, faces.text),), keep=True, gap=1)


def _address(address: Address, layout: Layout, faces: Faces) -> Iterator[Line]:
    """Reference rows with place and date at the right of the first, then to whom."""
    label = max(faces.text.width(row.label) for row in address.rows) + 8
    date = address.place_date
    for at, row in enumerate(address.rows):
        width = layout.measure * 0.58 - label - _COLON
        for n, text in enumerate(break_text(row.value, faces.text, width)):
            marks = [Text(label + _COLON, layout.size, text, faces.text)]
            if n == 0:
                marks += _labelled(row.label, 0, label, faces, layout)
            if at == 0 and n == 0:
                marks.append(Text(layout.measure - faces.text.width(date), layout.size, date, faces.text))
            yield Line(layout.leading, tuple(marks), keep=True)
    to = [text for line in address.to for text in break_text(line, faces.text, layout.measure)]
    for at, text in enumerate(to):
        gap = PART_GAP * 1.6 if at == 0 else 0
        yield Line(layout.leading, (Text(0, layout.size, text, faces.text),), keep=True, gap=gap)


def _labelled(label: str, x: float, width: float, faces: Faces, layout: Layout) -> list[Text]:
    return [Text(x, layout.size, label, faces.text), Text(x + width, layout.size, ":", faces.text)]


def _block(block: Block, layout: Layout, faces: Faces, *, before: Block | None) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        gap = PARAGRAPH_GAP if isinstance(before, Paragraph) else PART_GAP if before else PART_GAP * 1.5
        goes_on = not before or block.text[:1].islower()  # after a table, the same sentence
        *lines, last = paragraph(
            block.text, faces.text, layout, gap=gap, indent=0 if goes_on else layout.indent
        )
        yield from lines
        yield replace(last, keep=block.text.endswith(":"))  # what it announces stays with it
    elif isinstance(block, Rows):
        yield from _rows(block, layout, faces)
    elif isinstance(block, Entries):
        yield from forms.entries(block, layout)
    elif isinstance(block, Inks):
        yield from forms.inks(block, layout)
    else:
        yield from _table(block, layout, faces)


def _rows(block: Rows, layout: Layout, faces: Faces) -> Iterator[Line]:
    if block.heading:
        mark = Text(layout.indent, layout.size, block.heading, faces.bold)
        yield Line(layout.leading, (mark,), keep=True, gap=PART_GAP)
    for at, row in enumerate(block.rows):
        last = at == len(block.rows) - 1
        gap = PART_GAP if at == 0 and not block.heading else 1.2
        yield from _row(row, layout, faces, gap=gap, keep=not last)


def _row(row: Row, layout: Layout, faces: Faces, *, gap: float, keep: bool) -> Iterator[Line]:
    start = layout.indent + layout.label + _COLON
    style = faces.bold if row.strong else faces.text
    texts = break_text(row.value, style, layout.measure - start)
    labels = break_text(row.label, faces.text, layout.label - _COLON / 2)
    deep = max(len(texts), len(labels))
    for at in range(deep):
        marks = [Text(start, layout.size, text, style) for text in texts[at : at + 1]]
        marks += [Text(layout.indent, layout.size, label, faces.text) for label in labels[at : at + 1]]
        if at == 0:
            marks.append(Text(layout.indent + layout.label, layout.size, ":", faces.text))
        stays = keep or at < deep - 1
        yield Line(layout.leading, tuple(marks), gap=gap if at == 0 else 0, keep=stays)


# --- tables -----------------------------------------------------------------------------------------------


def _table(table: Table, layout: Layout, faces: Faces) -> Iterator[Line]:
    """Ruled rows; the head stands again on a page the table runs over to, the total in words closes it."""
    widths = _columns(table, layout, faces)
    strong = replace(faces.small, face=SERIF_BOLD)
    head = _cells(table.head, widths, strong, table.right, layout)
    head = replace(head, marks=(Bar(0, 0, layout.measure, 0.8), *head.marks), gap=PART_GAP, keep=True)
    rule = grey(0.55)
    whole = table.ink and len(table.rows) <= _TOGETHER
    yield head
    for at, row in enumerate(table.rows):
        line = _cells(row, widths, faces.small, table.right, layout)
        line = replace(line, height=max(line.height, _SIGNED if table.ink else 0))
        line = replace(line, marks=(Bar(0, 0, layout.measure, 0.4, rule), *line.marks))
        last = at == len(table.rows) - 1
        yield replace(line, keep=whole or at == 0 or last, head=replace(head, gap=0) if at else None)
    if table.total:
        yield _total(table.total, strong, layout)
    yield Line(1.5, (Bar(0, 0, layout.measure, 0.8),))


def _total(total: str, style: Style, layout: Layout) -> Line:
    """The sum in words, flush right under the amounts."""
    marks: list[Text | Bar] = [Bar(0, 0, layout.measure, 0.8)]
    leading = layout.leading - 1.5
    texts = break_text(total, style, layout.measure - 2 * _CELL)
    for at, text in enumerate(texts):
        x = layout.measure - _CELL - style.width(text)
        marks.append(Text(x, style.size + 2.5 + at * leading, text, style))
    return Line(len(texts) * leading + 4, tuple(marks), keep=True)


def _columns(table: Table, layout: Layout, faces: Faces) -> list[float]:
    """Widths by need: what fits stays on one line, the rest shares what is left by its length."""
    rows = (table.head, *table.rows)
    strong = replace(faces.small, face=SERIF_BOLD)
    needs = [max(strong.width(row[at]) for row in rows) + 2 * _CELL + 1 for at in range(len(table.head))]
    room = layout.measure
    if table.ink:
        needs[-1] = max(needs[-1], _INK_WIDE)
    spare = room - sum(needs)
    if spare < 0:
        floors = [min(_longest(rows, at, strong) + 2 * _CELL + 1, room / 3) for at in range(len(needs))]
        if sum(floors) > room:  # where words that belong together do not fit, each stands for itself
            floors = [
                min(_longest(rows, at, strong, tied=False) + 2 * _CELL + 1, room / 3)
                for at in range(len(needs))
            ]
        floors[-1] = max(floors[-1], _INK_WIDE if table.ink else 0)
        return _shrink(needs, floors, room)
    grow = [at for at in range(len(needs)) if at and at not in table.right] or [len(needs) - 1]
    grow = [len(needs) - 1] if table.ink else grow
    return [need + (spare / len(grow) if at in grow else 0) for at, need in enumerate(needs)]


def _longest(rows: Sequence[tuple[str, ...]], at: int, style: Style, *, tied: bool = True) -> float:
    """Width of the longest word of a column."""
    cells = (tie(row[at]) if tied else row[at] for row in rows)
    return max(style.width(word) for cell in cells for word in cell.split(" "))


def _shrink(needs: list[float], floors: list[float], room: float) -> list[float]:
    """Widths that fill `room`: each column gives in proportion to what it has above its longest word."""
    over = sum(needs) - room
    most = sum(max(need - floor, 0) for need, floor in zip(needs, floors, strict=True))
    if most < over:  # not even the words fit: all give alike, and words are cut
        return [need * room / sum(needs) for need in needs]
    return [need - over * max(need - floor, 0) / most for need, floor in zip(needs, floors, strict=True)]


def _cells(
    row: tuple[str, ...], widths: list[float], style: Style, right: frozenset[int], layout: Layout
) -> Line:
    marks: list[Text | Bar] = []
    leading = layout.leading - 1.5
    deepest, x = 1, 0.0
    for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
        texts = break_text(cell, style, width - 2 * _CELL)
        deepest = max(deepest, len(texts))
        for n, text in enumerate(texts):
            start = x + (width - _CELL - style.width(text) if at in right else _CELL)
            marks.append(Text(start, style.size + 2.5 + n * leading, text, style))
        x += width
    return Line(deepest * leading + 4, tuple(marks))
