"""The sheet for the safe: the words of a recovery key with their code; it makes no key and keeps none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.words import moment_words
from printing import marks, qr
from printing.fonts import DISPLAY, SANS, SANS_BOLD, check_glyphs
from printing.layout import break_text
from printing.pen import MM, Pen, Style
from printing.slip import GOLD, INK, LINE, MUTED, TEAL, TINT

if TYPE_CHECKING:
    from kiosk.domain.filled import Say

_A4: Final = (210 * MM, 297 * MM)
_LEFT, _RIGHT = 20 * MM, 190 * MM
_ACROSS: Final = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says: whose key, its words, made at `at` (ms UTC), and the root's id to tell it by."""

    office: str
    place: str
    groups: tuple[str, ...]
    root: str
    at: int
    training: bool = False


def pdf(sheet: Sheet, *, say: Say) -> bytes:
    """One page A4; `say` gives the words of the table [safe]. Deterministic like a surat."""
    for text in (sheet.office, sheet.place):
        check_glyphs(text, say("safe.title"), name=SANS)
    pen = Pen(_A4, title=say("safe.title"), author=sheet.office, made=sheet.at // 1000)
    if sheet.training:
        marks.draw_training(pen, say("surat.training"))
    y = _head(pen, sheet, say)
    y = _warning(pen, say, y)
    y = _words(pen, sheet, say, y + 10 * MM)
    y = _when(pen, say, y + 10 * MM)
    _keepers(pen, say, y + 8 * MM)
    small = Style(SANS, 8.5, MUTED)
    made = say("safe.made", at=moment_words(sheet.at, say("slip.lang")), root=sheet.root)
    pen.text(_LEFT, 281 * MM, made, small)
    return pen.pdf()


def _head(pen: Pen, sheet: Sheet, say: Say) -> float:
    pen.text(_LEFT, 24 * MM, sheet.office, Style(DISPLAY, 15, INK))
    pen.text(_LEFT, 29.5 * MM, sheet.place, Style(SANS, 10, MUTED))
    pen.rule(_LEFT, 34 * MM, _RIGHT, weight=1.6, colour=TEAL)
    pen.text(_LEFT, 47 * MM, say("safe.title"), Style(DISPLAY, 25, INK))
    return _lines(pen, say("safe.what"), Style(SANS, 11.5, INK), (_LEFT, 56 * MM, _RIGHT - _LEFT))


def _warning(pen: Pen, say: Say, y: float) -> float:
    style = Style(SANS_BOLD, 11, INK)
    width = _RIGHT - _LEFT - 14 * MM
    tall = len(break_text(say("safe.warning"), style, width)) * 15 + 8 * MM
    pen.card((_LEFT, y, _RIGHT - _LEFT, tall), radius=8, fill=GOLD)
    _lines(pen, say("safe.warning"), style, (_LEFT + 7 * MM, y + 7.5 * MM, width))
    return y + tall


def _words(pen: Pen, sheet: Sheet, say: Say, y: float) -> float:
    """The code at the left, the groups beside it, numbered as they are asked for."""
    side = 52 * MM
    pen.text(_LEFT, y, say("safe.words").upper(), Style(SANS_BOLD, 8.5, MUTED, track=120))
    top = y + 4 * MM
    pen.card((_LEFT, top, side, side), radius=8, edge=LINE)
    pen.code(qr.make("-".join(sheet.groups)), _LEFT + 3 * MM, top + 3 * MM, side - 6 * MM)
    x = _LEFT + side + 8 * MM
    pen.card((x, top, _RIGHT - x, side), radius=8, fill=TINT)
    big, small = Style(SANS_BOLD, 15, INK, track=80), Style(SANS, 7.5, MUTED)
    step, row = (_RIGHT - x - 10 * MM) / _ACROSS, side / 4
    for at, group in enumerate(sheet.groups):
        column, line = at % _ACROSS, at // _ACROSS
        left, base = x + 6 * MM + column * step, top + line * row + 8.5 * MM
        pen.text(left, base - 4.6 * MM, str(at + 1), small)
        pen.text(left, base, group, big)
    return top + side


def _when(pen: Pen, say: Say, y: float) -> float:
    pen.text(_LEFT, y, say("safe.when").upper(), Style(SANS_BOLD, 8.5, MUTED, track=120))
    style = Style(SANS, 11, INK)
    y += 6 * MM
    for number in (1, 2, 3):
        pen.text(_LEFT, y, f"{number}.", Style(SANS_BOLD, 11, TEAL))
        y = _lines(pen, say(f"safe.step_{number}"), style, (_LEFT + 8 * MM, y, _RIGHT - _LEFT - 8 * MM)) + 3
    return y


def _keepers(pen: Pen, say: Say, y: float) -> None:
    pen.text(_LEFT, y, say("safe.keepers").upper(), Style(SANS_BOLD, 8.5, MUTED, track=120))
    small = Style(SANS, 9, MUTED)
    half = (_RIGHT - _LEFT - 14 * MM) / 2
    for x, who in ((_LEFT, "safe.lurah"), (_LEFT + half + 14 * MM, "safe.register")):
        pen.rule(x, y + 27 * MM, x + half, weight=0.6, colour=MUTED)
        pen.text(x, y + 32 * MM, say(who), small)


def _lines(pen: Pen, text: str, style: Style, at: tuple[float, float, float]) -> float:
    """Broken to a width, from a first baseline; where the next paragraph may begin."""
    x, y, width = at
    for line in break_text(text, style, width):
        pen.text(x, y, line, style)
        y += style.size * 1.36
    return y
