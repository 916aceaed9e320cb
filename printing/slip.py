"""The e-kitir on paper: queue number, ticket, QR and PIN, papers still to bring; it derives none of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from kiosk.domain.words import moment_day, moment_words, weekday_words
from printing import drawing, marks, qr
from printing.fonts import DISPLAY, SANS, SANS_BOLD, check_glyphs
from printing.layout import break_text
from printing.pen import BLACK, MM, Pen, Style, grey

if TYPE_CHECKING:
    from kiosk.domain.filled import Say
    from printing.pen import Colour

ICONS: Final = Path(__file__).resolve().parent.parent / "resources" / "icons" / "bold"
"""Made by `make assets`, not committed."""

INK: Final[Colour] = (0.071, 0.204, 0.231)
MUTED: Final[Colour] = (0.247, 0.333, 0.353)
TEAL: Final[Colour] = (0.047, 0.322, 0.306)
TINT: Final[Colour] = (0.914, 0.953, 0.945)
GOLD: Final[Colour] = (0.984, 0.922, 0.784)
LINE: Final[Colour] = (0.80, 0.84, 0.83)

_HALF: Final = (210 * MM, 148.5 * MM)
_ROLL: Final = (80 * MM, 72 * MM)  # paper and printable width of a thermal roll
_MOST_PAPERS: Final = 8


@dataclass(frozen=True, slots=True)
class Slip:
    """What one e-kitir says. `at` = moment of filing, ms UTC; `queue` may be empty, `papers` are in words.

    `service` is printed in small type, and neither name nor NIK at all: slips lie about (letters.md 5.1).
    `pending` = filed while the register desk was away.
    """

    office: str
    host: str
    ticket: str
    pin: str
    at: int
    service: str
    queue: str = ""
    papers: tuple[str, ...] = ()
    pending: bool = False
    training: bool = False

    @property
    def qr_text(self) -> str:
        """What the slip's QR says (core.md 4); the part after `#` reaches no server by itself."""
        return f"HTTPS://{self.host.upper()}/L#{self.ticket}.{self.pin}"


def pdf(slip: Slip, *, say: Say, paper: str = "half") -> bytes:
    """The slip as PDF: `half` = the upper half of an A4 sheet, `A5` alone, or `80` = a roll of 80 mm.

    `say` gives the words of the table [slip] in the resident's language. Deterministic like a surat.
    """
    for text in (slip.office, slip.service, *slip.papers):
        check_glyphs(text, say("slip.title"), name=SANS)
    if paper == "80":
        return _roll(slip, say)
    if paper not in {"half", "A5"}:
        raise Refused("unknown_paper", paper=paper)
    size = _HALF if paper == "A5" else (_HALF[0], 2 * _HALF[1])
    pen = _pen(slip, say, size)
    if slip.training:
        marks.draw_training(pen, say("surat.training"), box=(0, 0, *_HALF))
    _half(pen, slip, say)
    if paper == "half":
        _cut_line(pen)
    return pen.pdf()


def _pen(slip: Slip, say: Say, size: tuple[float, float]) -> Pen:
    return Pen(size, title=say("slip.title"), author=slip.office, made=slip.at // 1000)


# --- half a page ------------------------------------------------------------------------------------------


def _half(pen: Pen, slip: Slip, say: Say) -> None:
    """Two panels as on the screen: number, ticket and code at the left; what to bring at the right."""
    left, right, top = 14 * MM, 196 * MM, 13 * MM
    pen.text(left, top + 4 * MM, slip.office, Style(DISPLAY, 13, INK))
    pen.right(right, top + 4 * MM, say("slip.title").upper(), Style(SANS_BOLD, 8.5, MUTED, track=140))
    pen.rule(left, top + 8 * MM, right, weight=1.6, colour=TEAL)
    y = top + 12 * MM
    _number(pen, slip, say, (left, y))
    _code(pen, slip, say, (left + 74 * MM, y))
    _keys(pen, slip, say, (left, y + 58 * MM, 114 * MM))
    _papers(pen, slip, say, (left + 121 * MM, y, right - left - 121 * MM))
    foot = 137.5 * MM
    pen.rule(left, foot - 8.5 * MM, right, weight=0.5, colour=LINE)
    small = Style(SANS, 8, MUTED)
    for at, line in enumerate(break_text(say("slip.keep"), small, 120 * MM)):
        pen.text(left, foot - 4 * MM + at * 10.5, line, small)
    pen.right(right, foot - 4 * MM, slip.service, small)
    pen.right(right, foot - 4 * MM + 10.5, say("slip.free"), small)


def _number(pen: Pen, slip: Slip, say: Say, at: tuple[float, float]) -> None:
    x, y = at
    label = Style(SANS_BOLD, 8.5, MUTED, track=120)
    pen.text(x, y + 4 * MM, say("slip.queue" if slip.queue else "slip.filed").upper(), label)
    style = Style(DISPLAY, 68, INK, track=-20)
    if slip.queue:
        pen.text(x - 3, y + 29 * MM, slip.queue, _fitted(style, slip.queue, 70 * MM))
    else:
        check = (ICONS / "check-circle.svg").read_bytes()
        drawing.draw(pen, check, (x, y + 8 * MM, 22 * MM, 22 * MM), own=TEAL)
    day = moment_day(slip.at)
    pen.text(x, y + 38 * MM, weekday_words(day, say("slip.lang")), Style(SANS_BOLD, 11, TEAL))
    pen.text(x, y + 43 * MM, moment_words(slip.at, say("slip.lang")), Style(SANS, 10, INK))
    if slip.pending:
        small = Style(SANS_BOLD, 8.5, MUTED)
        for n, line in enumerate(break_text(say("slip.pending"), small, 68 * MM)):
            pen.text(x, y + 48.5 * MM + n * 11, line, small)


def _fitted(style: Style, text: str, width: float) -> Style:
    """The style, smaller if `text` would be wider than `width`."""
    return replace(style, size=min(style.size, style.size * width / style.width(text)))


def _code(pen: Pen, slip: Slip, say: Say, at: tuple[float, float]) -> None:
    x, y = at
    side = 40 * MM
    pen.card((x, y, side, side + 10.5 * MM), radius=8, edge=LINE)
    code = qr.make(slip.qr_text)
    pen.code(code, x + 1.5 * MM, y + 1 * MM, side - 3 * MM)
    style = Style(SANS, 8, MUTED)
    for n, line in enumerate(break_text(say("slip.scan"), style, side - 6 * MM)):
        pen.centred(x + side / 2, y + side + 1.5 * MM + n * 10, line, style)


def _keys(pen: Pen, slip: Slip, say: Say, at: tuple[float, float, float]) -> None:
    """Ticket and PIN, for those whose slip cannot be scanned."""
    x, y, width = at
    pen.card((x, y, width, 38 * MM), radius=8, fill=TINT)
    label, big = Style(SANS_BOLD, 8, MUTED, track=100), Style(SANS_BOLD, 19, INK, track=30)
    inner = x + 6 * MM
    for start, word, value in (
        (inner, say("slip.ticket"), slip.ticket),
        (x + 78 * MM, say("slip.pin"), _grouped(slip.pin)),
    ):
        pen.text(start, y + 9 * MM, word.upper(), label)
        pen.text(start, y + 17.5 * MM, value, big)
    pen.rule(inner, y + 22.5 * MM, x + width - 6 * MM, weight=0.5, colour=LINE)
    style = Style(SANS, 9, MUTED)
    for n, line in enumerate(break_text(say("slip.track"), style, width - 12 * MM)):
        pen.text(inner, y + 28 * MM + n * 11.5, line, style)


def _grouped(pin: str) -> str:
    """Six digits in threes, as one reads them aloud."""
    return f"{pin[:3]} {pin[3:]}"


def _papers(pen: Pen, slip: Slip, say: Say, at: tuple[float, float, float]) -> None:
    x, y, width = at
    pen.card((x, y, width, 96 * MM), radius=8, fill=GOLD if slip.papers else TINT)
    inner = x + 5 * MM
    head = Style(DISPLAY, 12, INK)
    y += 8 * MM
    for line in break_text(say("slip.bring" if slip.papers else "slip.complete"), head, width - 10 * MM):
        pen.text(inner, y, line, head)
        y += 15
    style = Style(SANS, 10.5, INK)
    if not slip.papers:
        for line in break_text(say("slip.wait"), style, width - 10 * MM):
            pen.text(inner, y + 2, line, style)
            y += 14
        return
    y += 6
    for name in slip.papers[:_MOST_PAPERS]:
        pen.card((inner, y - 8.6, 10, 10), radius=2.5, fill=(1, 1, 1), edge=INK)
        for line in break_text(name, style, width - 10 * MM - 18):
            pen.text(inner + 18, y, line, style)
            y += 13
        y += 6
    if len(slip.papers) > _MOST_PAPERS:
        pen.text(inner + 18, y, say("slip.more", n=len(slip.papers) - _MOST_PAPERS), style)
    small = Style(SANS, 8.5, MUTED)
    later = break_text(say("slip.later"), small, width - 10 * MM)
    for n, line in enumerate(later):
        pen.text(inner, at[1] + 91 * MM - (len(later) - 1 - n) * 11, line, small)


def _cut_line(pen: Pen) -> None:
    y = _HALF[1]
    x = 6 * MM
    while x < pen.wide - 6 * MM:
        pen.rule(x, y, x + 4, weight=0.5, colour=grey(0.6))
        x += 8


# --- a roll of 80 mm --------------------------------------------------------------------------------------


def _roll(slip: Slip, say: Say) -> bytes:
    """One column in black: a thermal head knows no grey. The page is as long as what stands on it."""
    lines = list(_roll_lines(slip, say))
    side = 44 * MM
    length = sum(gap for _, gap, _ in lines) + side + 16 * MM
    pen = _pen(slip, say, (_ROLL[0], length))
    middle, y = _ROLL[0] / 2, 4 * MM
    for text, gap, style in lines:
        y += gap
        if style is None:
            pen.code(qr.make(slip.qr_text), middle - side / 2, y - 2 * MM, side)
            y += side - 2 * MM
        elif text == "-":
            pen.rule((_ROLL[0] - _ROLL[1]) / 2, y, (_ROLL[0] + _ROLL[1]) / 2, weight=0.8)
        else:
            pen.centred(middle, y, text, style)
    return pen.pdf()


def _roll_lines(slip: Slip, say: Say) -> list[tuple[str, float, Style | None]]:
    text, bold = Style(SANS, 9), Style(SANS_BOLD, 9)
    label = Style(SANS_BOLD, 8, BLACK, track=120)
    lines: list[tuple[str, float, Style | None]] = []

    def put(words: str, gap: float, style: Style) -> None:
        for at, line in enumerate(break_text(words, style, _ROLL[1])):
            lines.append((line, gap if at == 0 else style.size * 1.25, style))

    if slip.training:
        put(f"/ / /  {say('surat.training')}  / / /", 9, Style(SANS_BOLD, 12, BLACK, track=120))
    put(slip.office, 16, Style(DISPLAY, 12))
    put(say("slip.title").upper(), 12, label)
    put("-", 8, text)
    if slip.queue:
        put(say("slip.queue").upper(), 16, label)
        put(slip.queue, 48, _fitted(Style(DISPLAY, 54, track=-20), slip.queue, _ROLL[1]))
    put(moment_words(slip.at, say("slip.lang")), 18, bold)
    if slip.pending:
        put(say("slip.pending"), 12, text)
    lines.append(("", 14, None))
    put(say("slip.scan"), 8, text)
    put(f"{say('slip.ticket')} {slip.ticket}", 18, Style(SANS_BOLD, 13, track=20))
    put(f"{say('slip.pin')} {_grouped(slip.pin)}", 18, Style(SANS_BOLD, 17, track=40))
    put("-", 12, text)
    put(say("slip.bring" if slip.papers else "slip.complete"), 16, Style(DISPLAY, 10.5))
    for name in slip.papers or (say("slip.wait"),):
        put(name, 15, Style(SANS, 10))
    put("-", 12, text)
    put(slip.service, 12, Style(SANS, 7.5))
    put(say("slip.keep"), 10, Style(SANS, 7.5))
    return lines
