"""The QR band at the foot of the last page and the foot line of every page; surat decided what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from printing import qr
from printing.fonts import SANS, SANS_BOLD
from printing.layout import break_text
from printing.pen import MM, Style, grey

if TYPE_CHECKING:
    from kiosk.domain.page import Band, Page
    from printing.layout import Layout
    from printing.pen import Pen

_DIM: Final = grey(0.35)
_TITLE: Final = Style(SANS_BOLD, 9.5)
_TEXT: Final = Style(SANS, 8.2)
_SMALL: Final = Style(SANS, 7, _DIM)
_CODE: Final = Style(SANS_BOLD, 11, track=20)
_LEADING: Final = 11.0
_ASIDE: Final = 47 * MM


def draw(pen: Pen, band: Band, layout: Layout) -> None:
    """The code at the left end, flush with the text above; words beside it, and the code to type.

    Nothing else ever stands within the quiet zone, and the stamp zone ends above the rule (letters.md 2.5).
    """
    top, right = layout.band_top, layout.width - layout.right
    pen.rule(layout.left, top, right, weight=0.5)
    y = top + 6.2 * MM
    if not band.qr:
        _words(pen, (layout.left, y), (band.words,), layout.measure)
        return
    code = qr.make(band.qr)
    side = code.print_mm * MM
    quiet = side / code.side * qr.QUIET
    pen.code(code, layout.left - quiet, top + (layout.band - side) / 2 + 1, side)
    x = layout.left + side - quiet + 2 * MM
    pen.text(x, y, band.title, _TITLE)
    _words(pen, (x, y + 5.2 * MM), (band.words, band.compare), right - _ASIDE - 3 * MM - x)
    _aside(pen, band, right - _ASIDE, top)


def _words(pen: Pen, at: tuple[float, float], parts: tuple[str, ...], width: float) -> None:
    x, y = at
    for part in parts:
        for line in break_text(part, _TEXT, width):
            pen.text(x, y, line, _TEXT)
            y += _LEADING
        y += 4


def _aside(pen: Pen, band: Band, x: float, top: float) -> None:
    """The right end: the code to type and where; on the archive copy below it the paraf, who passed when."""
    pen.upright(x - 1 * MM, top + 3.5 * MM, top + 37 * MM, weight=0.4, colour=grey(0.6))
    x += 2 * MM
    width = _ASIDE - 2 * MM
    y = top + 5.8 * MM
    pen.text(x, y, band.code_label, _SMALL)
    pen.text(x, y + 13.5, band.code, _CODE)
    y += 26
    if band.passed:
        _paraf(pen, band, (x, y), width)
        return
    pen.text(x, y, band.host, Style(SANS_BOLD, 7, _DIM))
    for at, line in enumerate(break_text(band.typed, _SMALL, width)):
        pen.text(x, y + 9.5 * (at + 1), line, _SMALL)


def _paraf(pen: Pen, band: Band, at: tuple[float, float], width: float) -> None:
    x, y = at
    pen.rule(x, y - 6, x + width, weight=0.4, colour=grey(0.6))
    pen.text(x, y + 3, band.paraf, Style(SANS_BOLD, 7, _DIM))
    y += 12
    style, small = Style(SANS, 6.6), Style(SANS, 6, _DIM)
    for step, when in band.passed[:4]:
        pen.text(x, y, break_text(step, style, width)[0], style)
        pen.text(x, y + 7, when, small)
        y += 16


def draw_foot(pen: Pen, page: Page, layout: Layout, *, number: int, pages: int) -> None:
    """Short code and "Halaman x dari y" on every page, from the second on the number too."""
    style = Style(SANS, 7.5, _DIM)
    base = layout.height - layout.bottom
    pen.text(layout.left, base, page.foot, style)
    pen.right(layout.width - layout.right, base, page.page_words.format(page=number, pages=pages), style)
    if number > 1:
        pen.centred(layout.left + layout.measure / 2, base, page.number, style)
