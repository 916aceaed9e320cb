"""What lies behind or beside the text of a paper: the hatching of a training office, KONSEP, corner tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from printing.fonts import SANS, SANS_BOLD
from printing.pen import MM, Style, grey

if TYPE_CHECKING:
    from printing.pen import Pen

_STRIPE: Final = 2.2 * MM
_INSET: Final = 5 * MM  # office printers leave four to five millimetres blank
_DEEP: Final = 3.2 * MM
_HATCH: Final = grey(0.62)
_GHOST: Final = grey(0.905)
"""Light enough for black text at 11 points over it, dark enough to survive a photocopy."""


def draw_ghost(pen: Pen, word: str, *, size: float, degrees: float = 54) -> None:
    """A word behind the text, across the middle of the page."""
    pen.turned(pen.wide / 2, pen.tall * 0.53, word, Style(SANS_BOLD, size, _GHOST, track=60), degrees=degrees)


def draw_training(pen: Pen, word: str, *, box: tuple[float, float, float, float] | None = None) -> None:
    """A hatched border with the word of a training office in it on each side, inside the printable area.

    `box` = (x, y, width, height) of the paper it frames; the whole page by default.
    """
    x, y, wide, tall = box or (0, 0, pen.wide, pen.tall)
    x, y, wide, tall = x + _INSET, y + _INSET, wide - 2 * _INSET, tall - 2 * _INSET
    _hatch(pen, x, y, (wide, _DEEP))
    _hatch(pen, x, y + tall - _DEEP, (wide, _DEEP))
    _hatch(pen, x, y + _DEEP, (_DEEP, tall - 2 * _DEEP))
    _hatch(pen, x + wide - _DEEP, y + _DEEP, (_DEEP, tall - 2 * _DEEP))
    style = Style(SANS_BOLD, 8, grey(0.25), track=120)
    room = style.width(word) + 14
    for across, down, degrees in (
        (x + wide / 2, y + _DEEP / 2, 0),
        (x + wide / 2, y + tall - _DEEP / 2, 0),
        (x + _DEEP / 2, y + tall / 2, 90),
        (x + wide - _DEEP / 2, y + tall / 2, 90),
    ):
        size = (room, _DEEP + 1) if degrees == 0 else (_DEEP + 1, room)
        pen.block(across - size[0] / 2, down - size[1] / 2, size, (1, 1, 1))
        pen.turned(across, down, word, style, degrees=degrees)


TAG_LINE: Final = 9.5
"""Height of each line of a tag below its first."""


def draw_tag(pen: Pen, right: float, y: float, text: str) -> None:
    """A framed word in the corner, its right edge at `right`, its top at y; a second line is set smaller."""
    first, *more = text.split("\n")
    style, small = Style(SANS_BOLD, 8.5, track=70), Style(SANS, 7.5)
    width = max(style.width(first), *map(small.width, more), 0) + 12
    pen.ink((0, 0, 0))
    pen.frame(right - width, y, (width, 14.5 + TAG_LINE * len(more)), weight=0.9, radius=2)
    middle = right - width / 2
    pen.centred(middle, y + 10.3, first, style)
    for at, line in enumerate(more, 1):
        pen.centred(middle, y + 10.3 + TAG_LINE * at, line, small)


def _hatch(pen: Pen, x: float, y: float, size: tuple[float, float]) -> None:
    """Slanted stripes that fill a bar, cut straight at its edges."""
    width, height = size
    pen.saveState()
    path = pen.beginPath()
    path.rect(x, pen.tall - y - height, width, height)
    pen.clipPath(path, stroke=0, fill=0)
    reach = width + height
    at = 0.0
    while at < reach:
        corners = ((x + at, y), (x + at + _STRIPE, y), (x + at + _STRIPE - height, y + height))
        pen.polygon((*corners, (x + at - height, y + height)), _HATCH)
        at += 2 * _STRIPE
    pen.restoreState()
