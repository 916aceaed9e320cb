"""A page that shows whether a printer prints as a surat needs it: edges, size, greys, a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from printing import qr
from printing.fonts import DISPLAY, SANS, SERIF
from printing.layout import break_text, get_layout
from printing.pen import MM, Pen, Style, grey

if TYPE_CHECKING:
    from kiosk.domain.filled import Say

_EDGES: Final = (5, 10)
"""Millimetres from the edge of the sheet at which a frame stands: a printer that cuts one cuts the kop."""
_RULER: Final = 150
_GREYS: Final = (0.0, 0.25, 0.5, 0.75, 0.9)
_SIZES: Final = (7, 9, 11, 14)


@dataclass(frozen=True, slots=True)
class Trial:
    """A page of one paper ("A4" or "F4"): the office, when (words and ms UTC), the code to be read back."""

    office: str
    paper: str
    moment: str
    code: str
    made: int = 0


def pdf(trial: Trial, *, say: Say) -> bytes:
    """The page, `say` giving the words of [trial]; deterministic. Raises Refused("unknown_paper")."""
    layout = get_layout(trial.paper)
    pen = Pen(
        (layout.width, layout.height), title=say("trial.title"), author=trial.office, made=trial.made // 1000
    )
    for edge in _EDGES:
        pen.ink(grey(0))
        pen.frame(
            edge * MM, edge * MM, (layout.width - 2 * edge * MM, layout.height - 2 * edge * MM), weight=0.7
        )
        pen.text(edge * MM + 4, edge * MM + 10, f"{edge} mm", Style(SANS, 7))
    x, y = 25 * MM, 32 * MM
    pen.text(x, y, say("trial.title"), Style(DISPLAY, 22))
    pen.text(x, y + 18, f"{trial.office}, {trial.paper}, {trial.moment}", Style(SANS, 10, grey(0.25)))
    y = _ruler(pen, x, y + 48, say)
    for size in _SIZES:
        pen.text(x, y, f"{size} pt  {say('trial.sample')}", Style(SERIF, size))
        y += size + 8
    y += 14
    for at, level in enumerate(_GREYS):
        pen.block(x + at * 30 * MM, y, (28 * MM, 14 * MM), grey(level))
        pen.text(x + at * 30 * MM, y + 14 * MM + 10, f"{round(100 - level * 100)} %", Style(SANS, 8))
    y += 14 * MM + 34
    pen.code(qr.make(trial.code), x, y, 34 * MM)
    style = Style(SANS, 10)
    for n, line in enumerate(say("trial.check").split("\n")):
        for part in break_text(line, style, layout.width - x - 40 * MM - 25 * MM):
            pen.text(x + 40 * MM, y + 16 + n * 20, part, style)
    return pen.pdf()


def _ruler(pen: Pen, x: float, y: float, say: Say) -> float:
    """150 millimetres to lay a ruler on: a printer that scales is found out."""
    pen.rule(x, y, x + _RULER * MM, weight=0.8)
    for mm in range(0, _RULER + 1, 5):
        long = mm % 10 == 0
        pen.upright(x + mm * MM, y - (9 if long else 5), y, weight=0.6)
        if mm % 50 == 0:
            pen.centred(x + mm * MM, y + 11, f"{mm} mm", Style(SANS, 8))
    pen.text(x, y + 28, say("trial.ruler"), Style(SANS, 9))
    return y + 58
