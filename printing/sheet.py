"""The sheet for the safe that `kiosk init` prints: root, recovery key, last numbers; it makes no key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import moment_words
from printing import marks, qr
from printing.fonts import DISPLAY, SANS, SANS_BOLD, SERIF, check_glyphs
from printing.layout import break_text, get_layout
from printing.pen import MM, Pen, Style, grey

Say = Callable[..., str]

_LABEL: Final = Style(SANS_BOLD, 10.5)
_TEXT: Final = Style(SANS, 9.5, grey(0.2))
_GROUP: Final = Style(SANS_BOLD, 14, track=60)
_LEFT: Final = 22 * MM


@dataclass(frozen=True, slots=True)
class SafeSheet:
    """What an office must not lose. `groups` and `qr` = the recovery key as check-lettered groups and text.

    `fingerprint` = groups of the root's fingerprint, `numbers` = (counter in words, last number), `at` = when
    it was made, ms UTC. The key is on this sheet and nowhere else.
    """

    office: str
    fingerprint: tuple[str, ...]
    groups: tuple[str, ...]
    qr: str
    numbers: tuple[tuple[str, str], ...]
    at: int
    training: bool = False


def pdf(sheet: SafeSheet, *, say: Say) -> bytes:
    """The sheet as one A4 page, `say` giving the words of [sheet]."""
    check_glyphs(sheet.office, say("sheet.title"), name=SANS)
    layout = get_layout("A4")
    pen = Pen(
        (layout.width, layout.height), title=say("sheet.title"), author=sheet.office, made=sheet.at // 1000
    )
    right = layout.width - _LEFT
    if sheet.training:
        marks.draw_ghost(pen, say("surat.training"), size=104)
        marks.draw_training(pen, say("surat.training"))
    y = 26 * MM
    pen.text(_LEFT, y, say("sheet.title"), Style(DISPLAY, 21))
    pen.text(_LEFT, y + 7 * MM, sheet.office, Style(SERIF, 12))
    pen.text(_LEFT, y + 12 * MM, moment_words(sheet.at), Style(SERIF, 10, grey(0.3)))
    pen.rule(_LEFT, y + 16 * MM, right, weight=1.6)
    y = _words(pen, say("sheet.warning"), (_LEFT, y + 23 * MM), right - _LEFT)
    y = _key(pen, sheet, say, y + 6 * MM)
    y = _part(pen, say("sheet.root"), say("sheet.root_use"), y + 6 * MM, right)
    y = _groups(pen, sheet.fingerprint, y, 4)
    y = _part(pen, say("sheet.numbers"), say("sheet.numbers_use"), y + 6 * MM, right)
    for words, number in sheet.numbers:
        pen.text(_LEFT, y, words, Style(SANS, 11))
        pen.right(right, y, number, Style(SANS_BOLD, 11))
        y += 6 * MM
    _keepers(pen, say, layout.height - 52 * MM, right)
    return pen.pdf()


def _part(pen: Pen, title: str, use: str, y: float, right: float) -> float:
    pen.rule(_LEFT, y, right, weight=0.5, colour=grey(0.6))
    pen.text(_LEFT, y + 7 * MM, title, _LABEL)
    return _words(pen, use, (_LEFT, y + 12 * MM), right - _LEFT) + 3 * MM


def _key(pen: Pen, sheet: SafeSheet, say: Say, y: float) -> float:
    side = 46 * MM
    right = pen.wide - _LEFT
    pen.rule(_LEFT, y, right, weight=0.5, colour=grey(0.6))
    pen.code(qr.make(sheet.qr), right - side, y + 3 * MM, side)
    pen.text(_LEFT, y + 7 * MM, say("sheet.key"), _LABEL)
    below = _words(pen, say("sheet.key_use"), (_LEFT, y + 12 * MM), right - side - _LEFT - 6 * MM)
    return max(_groups(pen, sheet.groups, below + 4 * MM, 4), y + side + 4 * MM)


def _groups(pen: Pen, groups: tuple[str, ...], y: float, across: int) -> float:
    step = max(map(_GROUP.width, groups), default=0) + 16
    for at, group in enumerate(groups):
        pen.text(_LEFT + at % across * step, y + at // across * 7 * MM, group, _GROUP)
    return y + ((len(groups) + across - 1) // across) * 7 * MM


def _words(pen: Pen, text: str, at: tuple[float, float], width: float) -> float:
    x, y = at
    for line in break_text(text, _TEXT, width):
        pen.text(x, y, line, _TEXT)
        y += 13
    return y


def _keepers(pen: Pen, say: Say, y: float, right: float) -> None:
    """Two people put it into the safe and sign for it."""
    half = (right - _LEFT) / 2
    for at, word in enumerate(("sheet.lurah", "sheet.holder")):
        x = _LEFT + at * (half + 6 * MM)
        pen.text(x, y, say(word), _TEXT)
        pen.rule(x, y + 24 * MM, x + half - 12 * MM, weight=0.6)
