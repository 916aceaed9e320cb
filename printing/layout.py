"""Text to lines and lines to pages, in points from the top left; it knows no surat and draws nothing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from printing.pen import BLACK, MM, Colour, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.pen import Pen

FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "layouts"

_TIED: Final = re.compile(r"\b(RT|RW|No\.|Nomor|NIK|Plt\.|Plh\.|pukul|Jalan|Jl\.) (?=\S)")
"""Words that never end a line, because what follows names them."""

_MONTHS: Final = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_COUNTED: Final = re.compile(rf"(?<=\d) (?=(?:tahun|bulan|hari|orang|gram|cm|m²|WIB|{_MONTHS})\b)")
"""The space between a figure and what it counts: one is not read without the other."""

_DATED: Final = re.compile(rf"\b({_MONTHS}) (?=\d{{4}}\b)")
"""The space before the year: "2027." alone on a line is no date."""

_CODED: Final = re.compile(r" (?=\d{5}$)")
"""The space before the postal code that ends an address."""

_LOOSEST: Final = 2.2
"""Most that justifying adds to a space, in spaces; a line that needs more stays ragged."""


_CARRIED: Final = 5
"""Lines of text above the signature on its page, at least: more than basis, purpose and validity take, so
that what is signed stands where it is signed and no sheet of signatures fits another surat."""

_ORPHANS: Final = 2
"""Lines on the last page of what has no tail, at least."""

_TIGHTEST: Final = 0.12
"""Most that justifying takes from a space, in spaces."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of one paper, from its file: points, from the edges of the sheet."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    kop_end: float
    size: float
    leading: float
    label: float
    indent: float
    signature: float
    ink: float
    sealed: float
    band: float
    band_end: float

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    @property
    def band_top(self) -> float:
        return self.height - self.band_end - self.band


@lru_cache(maxsize=8)
def get_layout(paper: str, folder: Path = FOLDER) -> Layout:
    """The measures of "A4" or "F4"; Refused("unknown_paper", paper=) for a size without a file."""
    path = folder / f"{paper}.toml"
    if not paper.isalnum() or not path.is_file():
        raise Refused("unknown_paper", paper=paper)
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    scale = {field.name: 1.0 if field.name in {"size", "leading"} else MM for field in fields(Layout)}
    return Layout(**{name: float(given[name]) * factor for name, factor in scale.items()})


@dataclass(frozen=True, slots=True)
class Text:
    """A run on a baseline, relative to its line's left top corner; `word` widens its spaces."""

    x: float
    y: float
    text: str
    style: Style
    word: float = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal rule from x, `width` long, relative to its line."""

    x: float
    y: float
    width: float
    weight: float = 0.5
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Box:
    """The outline of a rectangle with round corners, relative to its line."""

    x: float
    y: float
    size: tuple[float, float]
    radius: float = 0
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Comb:
    """Boxes side by side, one for each letter of `text`, each letter in the middle of its own."""

    x: float
    y: float
    text: str
    style: Style
    cell: tuple[float, float]


Mark = Text | Bar | Box | Comb


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: what it draws, how high it is, the `gap` above it (which may stretch).

    `keep` = the next line stays on the same page. `head` repeats on top if a page begins here.
    """

    height: float
    marks: tuple[Mark, ...]
    gap: float = 0
    keep: bool = False
    head: Line | None = None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for mark in self.marks:
            left, top = x + mark.x, y + mark.y
            if isinstance(mark, Text):
                pen.text(left, top, mark.text, mark.style, word=mark.word)
            elif isinstance(mark, Bar):
                pen.rule(left, top, left + mark.width, weight=mark.weight, colour=mark.colour)
            elif isinstance(mark, Comb):
                pen.comb(left, top, mark.text, mark.style, mark.cell)
            else:
                pen.ink(mark.colour)
                pen.frame(left, top, mark.size, radius=mark.radius)


# --- text to lines ----------------------------------------------------------------------------------------


def break_text(text: str, style: Style, width: float, *, first: float = 0) -> list[str]:
    """`text` in lines of at most `width` points, the first `first` points shorter, broken for even spaces.

    Total fit after Knuth and Plass without hyphens: the sum of squared stretch is least, a last line of one
    short word is avoided, words that name what follows stay with it. A word wider than the line is cut.
    """
    words = _words(text, style, width - first)
    space = style.width(" ")
    widths = [style.width(word) for word in words]
    best = [0.0] + [float("inf")] * len(words)
    come = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        natural = -space
        for start in range(end - 1, -1, -1):
            natural += widths[start] + space
            room = width - (first if start == 0 else 0)
            spaces = (end - start - 1) * space
            if natural > room + spaces * _TIGHTEST and start < end - 1:
                break
            cost = best[start] + _cost(room, natural, spaces, last=end == len(words))
            if cost < best[end]:
                best[end], come[end] = cost, start
    lines: list[str] = []
    end = len(words)
    while end:
        lines.append(" ".join(words[come[end] : end]))
        end = come[end]
    return lines[::-1]


def _cost(room: float, natural: float, spaces: float, *, last: bool) -> float:
    """How ugly one line is: its stretch squared, closing worse than opening; a last line if nearly empty."""
    stretch = (room - natural) / max(spaces, 1)
    if last and stretch >= 0:
        return 0.5 if natural < room / 6 else 0.0
    return (3 * stretch if stretch < 0 else stretch) ** 2 + 0.05  # each further line costs a little


def tie(text: str) -> str:
    """`text` with the spaces at which no line ends made such."""
    tied = _DATED.sub("\\1\u00a0", _TIED.sub("\\1\u00a0", text))
    return _CODED.sub("\u00a0", _COUNTED.sub("\u00a0", tied))


def _words(text: str, style: Style, width: float) -> list[str]:
    """Words that fit a line: tied ones that do not are parted, a longer one is cut."""
    words: list[str] = []
    tied = tie(text).split(" ")
    apart = (word.split("\u00a0") if style.width(word) > width else [word] for word in tied)
    for word in (one for group in apart for one in group):
        piece = word
        while piece and style.width(piece) > width:
            cut = next(n for n in range(len(piece), 0, -1) if n == 1 or style.width(piece[:n]) <= width)
            joint = max(piece.rfind(mark, 0, cut) for mark in "/-") + 1
            cut = joint if joint > cut // 2 else cut  # numbers of surat break at a slash where they can
            words.append(piece[:cut])
            piece = piece[cut:]
        if piece:
            words.append(piece)
    return words


def paragraph(text: str, style: Style, layout: Layout, *, gap: float, indent: float = 0) -> list[Line]:
    """A justified paragraph over the measure; its first two and last two lines stay together."""
    texts = break_text(text, style, layout.measure, first=indent)
    space = style.width(" ")
    lines: list[Line] = []
    for at, line in enumerate(texts):
        start = indent if at == 0 else 0.0
        slack = layout.measure - start - style.width(line)
        spaces = line.count(" ") + line.count("\u00a0")
        word = slack / spaces if spaces and (at < len(texts) - 1 or slack < 0) else 0.0
        mark = Text(start, layout.size, line, style, word if word < space * _LOOSEST else 0.0)
        keep = at in {0, len(texts) - 2} and len(texts) > 1
        lines.append(Line(layout.leading, (mark,), gap=gap if at == 0 else 0, keep=keep))
    return lines


# --- lines to pages ---------------------------------------------------------------------------------------


def height(lines: Sequence[Line]) -> float:
    """Height of lines from the first top to the last bottom; the gap above the first is not counted."""
    return sum(line.height + (line.gap if at else 0) for at, line in enumerate(lines))


def paginate(lines: Sequence[Line], *, first: float, rest: float, tail: float) -> list[list[Line]]:
    """Lines in pages of `first` and then `rest` points, `tail` free below the last line of the last page.

    The tail (signature and QR band) is never alone: five lines come with it (letters.md 2.2 asks for two).
    A kept line breaks with the next one, unless a page could then hold nothing.
    """
    carried = _CARRIED if tail else _ORPHANS
    pages: list[list[Line]] = []
    left = list(lines)
    while True:
        room = rest if pages else first
        if height(left) + tail <= room:
            return [*pages, left]
        fit = _fit(left, room)
        if len(left) - fit < carried:  # nearly all fits but the tail: carry the last lines over
            fit = _carry(left, carried)
        if fit == 0:
            fit = max(1, min(_fit(left, room, split=True), len(left) - carried))
        head = left[fit].head if fit < len(left) else None
        pages.append(_rule_off(left[:fit], head) if head else left[:fit])
        left = [*([head] if head else []), *left[fit:]]


def _carry(lines: Sequence[Line], carried: int) -> int:
    """Where at least `carried` lines come after the break, before a paragraph if one begins near; or 0."""
    places = [at for at in range(1, len(lines) - carried + 1) if not lines[at - 1].keep]
    whole = [at for at in places if lines[at].gap and len(lines) - at <= 2 * carried]
    return max(whole or places, default=0)


def _rule_off(page: list[Line], head: Line) -> list[Line]:
    """A table that runs over is ruled below its last row of the page as its head is above."""
    *rest, last = page
    rules = tuple(replace(mark, y=last.height) for mark in head.marks if isinstance(mark, Bar))
    return [*rest, replace(last, marks=(*last.marks, *rules))]


def _fit(lines: Sequence[Line], room: float, *, split: bool = False) -> int:
    """How many lines go on a page of `room` points, broken where it may be broken (anywhere with `split`)."""
    used = 0.0
    fit = 0
    for at, line in enumerate(lines):
        used += line.height + (line.gap if at else 0)
        if used > room:
            return fit
        if split or not line.keep:
            fit = at + 1
    return fit


def stretch(lines: Sequence[Line], factor: float) -> list[Line]:
    """The same lines, their gaps times `factor`."""
    return [replace(line, gap=line.gap * factor) for line in lines]
