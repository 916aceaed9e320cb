"""Draws a composed surat as PDF, kop, text, signature and band in place; surat decided what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from printing import band, body, drawing, marks, signature
from printing.fonts import SERIF, SERIF_BOLD, check_glyphs
from printing.layout import Layout, Line, break_text, get_layout, height, paginate, stretch
from printing.pen import MM, Pen, Style

if TYPE_CHECKING:
    from kiosk.domain.page import Kop, Page

VERSION: Final = 1
"""Renderer version kept by `print`: a retry under another one is a new attempt (seal.md 6)."""

ARMS: Final = (20 * MM, 24 * MM)
_BELOW_KOP: Final = 8 * MM
_CONTACT, _CONTACT_LEADING, _ABOVE_RULE = 22.8 * MM, 3.9 * MM, 3.3 * MM
"""First baseline of the contact lines from the upper margin, one to the next, the last to the rule."""

_NEXT_TOP: Final = 6 * MM  # the text of later pages begins this much below the upper margin
_BELOW_TAG: Final = 2.5 * MM  # and this much more where a tag stands above its last words
_ABOVE_SIGNATURE: Final = 16.0
_LOOSEST, _TIGHTEST = 1.7, 0.4
"""How far gaps open to fill a page, or close where that saves one; type never shrinks."""

_CLOSER: Final = 0.93
"""Leading of a surat that would otherwise need one page more, in leadings: 1.21 of the type on A4."""


def pdf(page: Page) -> bytes:
    """The surat as PDF 1.4, every font embedded; equal pages give equal bytes in any process.

    Raises Refused("no_glyph", field=) for a character the face lacks, Refused("qr_too_long"),
    Refused("bad_picture") for arms that are no picture, Refused("unknown_paper").
    """
    for label, text in page.values:
        check_glyphs(text, label)
    layout = get_layout(page.paper)
    kop_end = _kop_end(page.kop, layout)
    starts = (kop_end + _BELOW_KOP, _start(layout, page.mark) + (_BELOW_TAG if page.mark else 0))
    end = layout.height - layout.band_end
    rooms = (end - starts[0], end - starts[1])
    pages = _flow(page, layout, rooms)
    sheets = [(lines, page.mark, starts[min(at, 1)]) for at, lines in enumerate(pages)]
    for one in page.attachments:
        start = _start(layout, one.mark or page.mark)
        room = end - start
        lines = body.make_attachment(one, layout)
        sheets += [
            (part, one.mark or page.mark, start) for part in paginate(lines, first=room, rest=room, tail=0)
        ]
    subject = page.title or page.kop.kelurahan
    pen = Pen((layout.width, layout.height), title=subject, author=page.kop.kelurahan, made=page.made)
    for at, (lines, mark, start) in enumerate(sheets):
        if at:
            pen.next_page()
        _behind(pen, page)
        if at == 0:
            _kop(pen, page.kop, layout, kop_end)
        if mark:
            marks.draw_tag(pen, layout.width - layout.right, layout.top - 2, mark)
        _draw(pen, lines, layout.left, start)
        if at == len(pages) - 1:
            band.draw(pen, page.band, layout)
        band.draw_foot(pen, page, layout, number=at + 1, pages=len(sheets))
    return pen.pdf()


def _start(layout: Layout, mark: str) -> float:
    """Where the text of a page without kop begins: below what stands in its corner."""
    return layout.top + _NEXT_TOP + marks.TAG_LINE * mark.count("\n")


def _flow(page: Page, layout: Layout, rooms: tuple[float, float]) -> list[list[Line]]:
    """The lines of each page, the signature last; the lines close up only where that saves a page."""
    closer = replace(layout, leading=layout.leading * _CLOSER)
    found = _pages(_lines(page, layout), rooms, layout.band)
    return found if len(found) == 1 else min(found, _pages(_lines(page, closer), rooms, layout.band), key=len)


def _lines(page: Page, layout: Layout) -> list[Line]:
    return [*body.make_lines(page, layout), replace(signature.make(page, layout), gap=_ABOVE_SIGNATURE)]


def _pages(lines: list[Line], rooms: tuple[float, float], below: float) -> list[list[Line]]:
    """As few pages as gaps that close can make of the lines; what is then free opens the gaps of each."""
    spare = rooms[0] - below - height(lines)
    gaps = _gaps(lines)
    if spare < 0 and spare + gaps * (1 - _TIGHTEST) >= 0:
        return [stretch(lines, 1 + spare / gaps)]
    tenths = range(10, round(_TIGHTEST * 10) - 1, -1)
    pages = min((_break(stretch(lines, tenth / 10), rooms, below) for tenth in tenths), key=len)
    free = (*(rooms[min(at, 1)] for at in range(len(pages) - 1)), rooms[min(len(pages) - 1, 1)] - below)
    return [_open(one, room) for one, room in zip(pages, free, strict=True)]


def _break(lines: list[Line], rooms: tuple[float, float], below: float) -> list[list[Line]]:
    *text, block = lines
    tail = block.gap + block.height + below
    *full, last = paginate(text, first=rooms[0], rest=rooms[1], tail=tail)
    return [*full, [*last, block]]


def _open(lines: list[Line], room: float) -> list[Line]:
    """The lines with wider gaps, which take half of what `room` leaves free, or less."""
    spare = max(0.0, room - height(lines))
    return stretch(lines, min(_LOOSEST, 1 + spare / 2.2 / max(_gaps(lines), 1)))


def _gaps(lines: list[Line]) -> float:
    return sum(line.gap for line in lines[1:])


def _draw(pen: Pen, lines: list[Line], x: float, y: float) -> None:
    for at, line in enumerate(lines):
        y += line.gap if at else 0
        line.draw(pen, x, y)
        y += line.height


def _behind(pen: Pen, page: Page) -> None:
    if page.watermark:
        marks.draw_ghost(pen, page.watermark, size=50)
    elif page.training:
        marks.draw_ghost(pen, page.training, size=104)
    if page.training:
        marks.draw_training(pen, page.training)


def _contact(kop: Kop, layout: Layout) -> tuple[list[str], Style]:
    """The lines of address and numbers in the room beside the arms, and their style."""
    style = Style(SERIF, 8.8 * layout.size / 11)
    room = layout.measure - (ARMS[0] + 4 * MM if kop.arms else 0)
    return [text for line in kop.contact for text in break_text(line, style, room)], style


def _kop_end(kop: Kop, layout: Layout) -> float:
    """Where the rule of the kop stands: lower than the layout's where the contact has more lines."""
    lines = max(1, len(_contact(kop, layout)[0]))
    low = _CONTACT + _CONTACT_LEADING * (lines - 1)
    return max(layout.kop_end, layout.top + low * layout.size / 11 + _ABOVE_RULE)


def _kop(pen: Pen, kop: Kop, layout: Layout, end: float) -> None:
    """Three lines of government, the kelurahan largest, contact below, a thick and a thin rule across."""
    scale = layout.size / 11
    styles = (
        (kop.city, Style(SERIF, 12.5 * scale, track=30), 4.2),
        (kop.kecamatan, Style(SERIF_BOLD, 13 * scale, track=30), 9.9),
        (kop.kelurahan, Style(SERIF_BOLD, 18 * scale, track=30), 17.2),
    )
    contact, small = _contact(kop, layout)
    widest = max(*(style.width(text) for text, style, _ in styles), *map(small.width, contact), 0)
    middle = layout.left + layout.measure / 2
    if kop.arms:
        drawing.draw(pen, kop.arms, (layout.left, layout.top, *ARMS))
        middle = max(middle, layout.left + ARMS[0] + 4 * MM + widest / 2)
    for text, style, down in styles:
        pen.centred(middle, layout.top + down * MM * scale, text, style)
    for at, text in enumerate(contact):
        pen.centred(middle, layout.top + (_CONTACT + _CONTACT_LEADING * at) * scale, text, small)
    right = layout.width - layout.right
    pen.rule(layout.left, end - 2.6, right, weight=2.2)
    pen.rule(layout.left, end, right, weight=0.6)
