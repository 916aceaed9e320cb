"""Draws kerned text, rules, boxes and modules on one PDF, in points from the top left; decides no layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfgen.canvas import Canvas

from printing.fonts import SERIF, Font, get_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.qr import Code

MM: Final = 72 / 25.4
"""Points in a millimetre."""

BLACK: Final = (0.0, 0.0, 0.0)

Colour = tuple[float, float, float]
Box4 = tuple[float, float, float, float]

_ESCAPED: Final = tuple(
    f"\\{byte:03o}" if byte < 32 or byte > 126 else f"\\{chr(byte)}" if chr(byte) in "()\\" else chr(byte)
    for byte in range(256)
)


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: face, size in points, colour, and `track`, extra space per letter in thousandths."""

    face: str = SERIF
    size: float = 11
    colour: Colour = BLACK
    track: float = 0

    @property
    def font(self) -> Font:
        return get_font(self.face)

    def width(self, text: str) -> float:
        """The width of `text` in points, tracking included (none after the last letter)."""
        return self.font.width(text, self.size) + self.track * self.size / 1000 * max(len(text) - 1, 0)


def grey(level: float) -> Colour:
    """A grey, 0 = black, 1 = white."""
    return (level, level, level)


class Pen(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A PDF being drawn: version 1.4, `id-ID`, every font embedded, the same bytes for the same strokes."""

    def __init__(self, size: tuple[float, float], *, title: str, author: str, made: int = 0) -> None:
        """Pages of `size` points; `made` is the moment in the document's information, seconds UTC."""
        self._file = BytesIO()
        super().__init__(
            self._file,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 4),
            lang="id-ID",
            initialFontName=get_font(SERIF).fontName,
        )
        self.tall = size[1]
        self.wide = size[0]
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject("")
        self.setCreator("sidemang-kiosk")
        self.setProducer("sidemang-kiosk")
        stamp = f"D:{datetime.fromtimestamp(made, UTC):%Y%m%d%H%M%S}+00'00'"
        self.setDateFormatter(lambda *_: stamp)
        self._colour: Colour | None = None
        self._pictures: set[str] = set()

    def pdf(self) -> bytes:
        """Close the document and hand over its bytes; the pen writes no more."""
        self.save()
        return self._file.getvalue()

    def next_page(self) -> None:
        """End this page and begin another of the same size."""
        self.showPage()
        self._colour = None

    def restoreState(self) -> None:  # noqa: N802  # reportlab's name
        """Take back what `saveState` kept; the colour in use is no longer known."""
        super().restoreState()
        self._colour = None

    def text(self, x: float, y: float, text: str, style: Style, *, word: float = 0) -> None:
        """Write `text` from x on the baseline y; `word` points are added to each space (justified lines)."""
        self._fill(style.colour)
        self._code.append(f"BT 1 0 0 1 {x:.2f} {self.tall - y:.2f} Tm")
        self._show(text, style, word)
        self._code.append("ET")

    def centred(self, x: float, y: float, text: str, style: Style) -> None:
        """Write `text` centred on x."""
        self.text(x - style.width(text) / 2, y, text, style)

    def right(self, x: float, y: float, text: str, style: Style) -> None:
        """Write `text` so that it ends at x."""
        self.text(x - style.width(text), y, text, style)

    def turned(self, x: float, y: float, text: str, style: Style, *, degrees: float) -> None:
        """Write `text` centred on the point (x, y), turned anticlockwise."""
        self.saveState()
        self.translate(x, self.tall - y)
        self.rotate(degrees)
        self._fill(style.colour)
        self._code.append(f"BT 1 0 0 1 {-style.width(text) / 2:.2f} {-0.35 * style.size:.2f} Tm")
        self._show(text, style, 0)
        self._code.append("ET")
        self.restoreState()

    def rule(self, x: float, y: float, to: float, *, weight: float = 0.5, colour: Colour = BLACK) -> None:
        """A horizontal rule from x to `to`, `weight` points thick, its middle on y: a filled bar, crisp."""
        self._fill(colour)
        self._code.append(f"{x:.2f} {self.tall - y - weight / 2:.3f} {to - x:.2f} {weight:.3f} re f")

    def upright(self, x: float, y: float, to: float, *, weight: float = 0.5, colour: Colour = BLACK) -> None:
        """A vertical rule from y down to `to`."""
        self._fill(colour)
        self._code.append(f"{x - weight / 2:.3f} {self.tall - to:.2f} {weight:.3f} {to - y:.2f} re f")

    def block(self, x: float, y: float, size: tuple[float, float], colour: Colour) -> None:
        """A filled rectangle with its top left corner at (x, y)."""
        self._fill(colour)
        self._code.append(f"{x:.2f} {self.tall - y - size[1]:.2f} {size[0]:.2f} {size[1]:.2f} re f")

    def frame(
        self, x: float, y: float, size: tuple[float, float], *, weight: float = 0.6, radius: float = 0
    ) -> None:
        """The outline of a rectangle with round corners, in the colour set by `ink`."""
        self.setLineWidth(weight)
        if radius:
            self.roundRect(x, self.tall - y - size[1], size[0], size[1], radius, stroke=1, fill=0)
        else:
            self.rect(x, self.tall - y - size[1], size[0], size[1], stroke=1, fill=0)

    def comb(self, x: float, y: float, text: str, style: Style, cell: tuple[float, float]) -> None:
        """Boxes of `cell` points side by side, a letter of `text` in the middle of each; a space is empty."""
        wide, tall = cell
        low, high = self.tall - y - tall, self.tall - y
        bars = " ".join(
            f"{x + at * wide:.2f} {low:.2f} m {x + at * wide:.2f} {high:.2f} l" for at in range(1, len(text))
        )
        self._code.append(f"q 0.35 G 0.5 w {x:.2f} {low:.2f} {len(text) * wide:.2f} {tall:.2f} re {bars} S Q")
        for at, letter in enumerate(text):
            if letter != " ":
                self.centred(x + (at + 0.5) * wide, y + tall / 2 + style.size * 0.36, letter, style)

    def card(
        self, box: Box4, *, radius: float, fill: Colour | None = None, edge: Colour | None = None
    ) -> None:
        """A panel with round corners at `box` = (x, y, width, height), filled, outlined or both."""
        x, y, width, height = box
        if fill:
            self._fill(fill)
        if edge:
            self.ink(edge)
            self.setLineWidth(0.8)
        strokes = {"stroke": int(edge is not None), "fill": int(fill is not None)}
        self.roundRect(x, self.tall - y - height, width, height, radius, **strokes)

    def ink(self, colour: Colour) -> None:
        """The colour of outlines from here on."""
        self.setStrokeColorRGB(*colour)

    def code(self, code: Code, x: float, y: float, side: float) -> None:
        """A QR code with its quiet zone, top left at (x, y), `side` points wide: one path of modules."""
        module = side / code.side
        quiet = (code.side - len(code.rows)) // 2
        self.block(x, y, (side, side), (1, 1, 1))
        self._fill(BLACK)
        top = self.tall - y - quiet * module
        runs = " ".join(f"{column} {-row - 1} {length} 1 re" for row, column, length in code.runs())
        self._code.append(
            f"q {module:.5f} 0 0 {module:.5f} {x + quiet * module:.3f} {top:.3f} cm {runs} f Q",
        )

    def paths(
        self,
        paths: Sequence[tuple[Colour | None, str]],
        x: float,
        y: float,
        scale: float,
        own: Colour = BLACK,
    ) -> None:
        """Filled paths with y downward, their origin at (x, y); `own` where a path has no colour."""
        for colour, operators in paths:
            self._fill(colour or own)
            self._code.append(f"q {scale:.5f} 0 0 {-scale:.5f} {x:.2f} {self.tall - y:.2f} cm {operators} Q")

    def picture(self, pixels: Any, x: float, y: float, size: tuple[float, float]) -> None:
        """An embedded image of `size` points, top left corner at (x, y); the same image is embedded once."""
        if pixels.name not in self._pictures:
            self._doc.addForm(pixels.name, pixels)
            self._pictures.add(pixels.name)
        self.saveState()
        self.transform(size[0], 0, 0, size[1], x, self.tall - y - size[1])
        self.doForm(pixels.name)
        self.restoreState()

    def polygon(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """A filled polygon."""
        self._fill(colour)
        (x, y), *rest = points
        steps = " ".join(f"{px:.2f} {self.tall - py:.2f} l" for px, py in rest)
        self._code.append(f"{x:.2f} {self.tall - y:.2f} m {steps} h f")

    def _fill(self, colour: Colour) -> None:
        if colour != self._colour:
            self._code.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))
            self._colour = colour

    def _show(self, text: str, style: Style, word: float) -> None:
        """The operators of one line: pieces of one subset, moved by kerning, tracking and word space."""
        font = style.font
        kerns = font.kerns
        space = -word * 1000 / style.size
        at = 0
        for subset, coded in font.splitString(text, self._doc):
            pieces: list[str] = []
            run = ""
            for byte in coded:
                run += _ESCAPED[byte]
                move = -kerns.get(text[at : at + 2], 0.0) - style.track
                if word and text[at] in " \u00a0":
                    move += space
                at += 1
                if move:
                    pieces.append(f"({run}) {move:.1f}")
                    run = ""
            if run:
                pieces.append(f"({run})")
            name = font.getSubsetInternalName(subset, self._doc)
            self._code.append(f"{name} {style.size:g} Tf [{' '.join(pieces)}] TJ")
