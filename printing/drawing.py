"""Pictures on paper: filled SVG paths as vectors, PNG and JPEG as packed pixels; not where they stand."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from math import acos, ceil, copysign, cos, pi, radians, sin, sqrt, tan
from typing import TYPE_CHECKING, Final

from PIL import Image
from reportlab.pdfbase import pdfdoc

from kiosk.domain.errors import Refused
from printing.pen import BLACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.pen import Colour, Pen

MOST_PIXELS: Final = 480
"""Longest side of a picture on paper: 24 mm at 500 dpi; more only makes the file larger."""

ATTRIBUTE: Final = re.compile(r'(?<![\w-])([\w-]+)="([^"]*)"')
"""Name and value of an attribute; a word is tried once, not from each of its letters."""

_VIEW: Final = re.compile(rb'viewBox="([-\d. ]+)"')
_PATH: Final = re.compile(rb"<path\b([^<>]*)>")
_NEXT: Final = re.compile(r"[\s,]*(?:([MmLlHhVvCcSsQqAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))")
_FLAG: Final = re.compile(r"[\s,]*([01])")
_BROKEN: Final = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, IndexError)
"""What Pillow says of a damaged picture; a broken chunk of a PNG is a SyntaxError to it."""
_FARTHEST: Final = 100_000
"""Of any coordinate: a PDF reader need not know larger numbers (ISO 32000-1, annex C)."""
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Filled paths in their own units, y downward: (colour or None for the pen's own, operators)."""

    width: float
    height: float
    paths: tuple[tuple[tuple[float, float, float] | None, str], ...]

    def has_ink(self) -> bool:
        return bool(self.paths)


@dataclass(frozen=True, slots=True)
class Picture:
    """Packed RGB pixels and their name, equal for equal pixels."""

    name: str
    width: int
    height: int
    packed: bytes

    def has_ink(self) -> bool:
        return True


@lru_cache(maxsize=64)
def load(raw: bytes) -> Drawing | Picture:
    """A drawing from SVG, a picture from PNG or JPEG (transparent parts become paper).

    Raises Refused("bad_picture") for bytes that are none of these.
    """
    return _read_svg(raw) if is_svg(raw) else _read_pixels(raw)


def is_svg(raw: bytes) -> bool:
    """Whether bytes are taken for a drawing."""
    return b"<svg" in raw[:300]


def measure(raw: bytes) -> tuple[int, int]:
    """Width and height in dots of a PNG or JPEG, none of them unfolded. Raises Refused("bad_picture")."""
    try:
        return Image.open(BytesIO(raw), formats=("PNG", "JPEG")).size
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise Refused("bad_picture") from error


def draw(pen: Pen, raw: bytes, box: tuple[float, float, float, float], *, own: Colour = BLACK) -> None:
    """Draw a picture as large as it goes into `box` = (x, y, width, height), in its middle.

    `own` is the colour of paths that have none of their own, as those of the icons.
    """
    image = load(raw)
    x, y, width, height = box
    scale = min(width / image.width, height / image.height)
    x += (width - image.width * scale) / 2
    y += (height - image.height * scale) / 2
    if isinstance(image, Drawing):
        pen.paths(image.paths, x, y, scale, own=own)
    else:
        size = (image.width * scale, image.height * scale)
        pen.picture(_Pixels(image), x, y, size)


class _Pixels(pdfdoc.PDFImageXObject):  # type: ignore[misc]  # reportlab has no types
    """A picture as reportlab embeds one, its pixels packed beforehand."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture.name)
        self.width, self.height = picture.width, picture.height
        self.bitsPerComponent, self.colorSpace = 8, "DeviceRGB"
        self._filters = ("FlateDecode",)
        self.streamContent = picture.packed


def _read_pixels(raw: bytes) -> Picture:
    try:
        opened = Image.open(BytesIO(raw), formats=("PNG", "JPEG"))
        if opened.width * opened.height > 40_000_000:
            raise Refused("bad_picture")
        image = opened.convert("RGBA")
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise Refused("bad_picture") from error
    paper = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(paper, image).convert("RGB")
    flat.thumbnail((MOST_PIXELS, MOST_PIXELS), Image.Resampling.LANCZOS)
    pixels = flat.tobytes()
    name = sha256(repr(flat.size).encode() + pixels).hexdigest()[:16]
    return Picture(name, *flat.size, zlib.compress(pixels, 9))


def _read_svg(raw: bytes) -> Drawing:
    """Nothing of the file's own text goes on: its numbers are read as numbers and written anew."""
    view = _VIEW.search(raw)
    if view is None:
        raise Refused("bad_picture")
    try:
        _, _, width, height = map(_number, view[1].split())
        given = [dict(ATTRIBUTE.findall(match[1].decode())) for match in _PATH.finditer(raw)]
        paths = tuple(_path(one) for one in given if one.get("fill") != "none")
    except (ArithmeticError, KeyError, ValueError) as error:
        raise Refused("bad_picture") from error
    if min(width, height) <= 0:
        raise Refused("bad_picture")
    return Drawing(width, height, paths)


def _path(given: dict[str, str]) -> tuple[Colour | None, str]:
    end = "f*" if given.get("fill-rule") == "evenodd" else "f"
    return _colour(given.get("fill", "currentColor")), f"{' '.join(_operators(given['d']))} {end}"


def _colour(fill: str) -> Colour | None:
    """A colour in three or six hexadecimal digits; None for any other word."""
    if not fill.startswith("#"):
        return None
    digits = fill[1:] if len(fill) == 7 else "".join(2 * digit for digit in fill[1:])
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


# --- path data (SVG 1.1, 8.3) to operators (PDF 1.4, 4.4.1) -----------------------------------------------


def _operators(data: str) -> Iterator[str]:
    here: Point = (0.0, 0.0)
    start = here
    bend = here  # the last control point, for S
    for letter, given in _commands(data):
        name = letter.upper()
        base = here if letter.islower() else (0.0, 0.0)
        points = [(base[0] + x, base[1] + y) for x, y in zip(given[::2], given[1::2], strict=False)]
        if name == "Z":
            here = start
            yield "h"
            continue
        if name in "HV":
            offset = given[0]
            points = [(base[0] + offset, here[1]) if name == "H" else (here[0], base[1] + offset)]
        if name == "A":
            end = (base[0] + given[5], base[1] + given[6])
            yield from _arc(here, given, end)
            here = bend = end
            continue
        if name == "S":
            points.insert(0, (2 * here[0] - bend[0], 2 * here[1] - bend[1]))
        if name == "Q":
            (cx, cy), (x, y) = points
            points = [
                (here[0] + 2 / 3 * (cx - here[0]), here[1] + 2 / 3 * (cy - here[1])),
                (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y)),
                (x, y),
            ]
        here = points[-1]
        bend = points[1] if len(points) == 3 else here
        start = here if name == "M" else start
        yield f"{_numbers(points)} {'m' if name == 'M' else 'c' if len(points) == 3 else 'l'}"


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a letter left out repeats, and an M repeats as L.

    The two flags of an arc may stand without a space between them and the next number.
    """
    letter, given, at = "", list[float](), 0
    while match := _NEXT.match(data, at):
        if match[1]:
            letter, given, at = match[1], [], match.end()
            if letter in "Zz":
                yield letter, []
            continue
        flag = letter in "Aa" and len(given) in {3, 4}
        value = _FLAG.match(data, at) if flag else match
        if value is None or not letter:
            break
        given.append(_number(value[2] if value is match else value[1]))
        at = value.end()
        if len(given) == _TAKES[letter.upper()]:
            yield letter, given
            given = []
            letter = {"M": "L", "m": "l"}.get(letter, letter)
    if data[at:].strip(" ,\n"):
        raise Refused("bad_picture")


def _arc(start: Point, given: list[float], end: Point) -> Iterator[str]:
    """An elliptical arc as Bézier curves of at most 90 degrees (SVG 1.1, F.6.5)."""
    rx, ry, turn, large, sweep = abs(given[0]), abs(given[1]), radians(given[2]), given[3], given[4]
    if start == end or not rx or not ry:
        yield f"{_numbers([end])} l"
        return
    c, s = cos(turn), sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = c * dx + s * dy, c * dy - s * dx
    grow = sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    under = max(0.0, (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1)
    root = sqrt(under) * (-1 if large == sweep else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    middle = (c * cx - s * cy + (start[0] + end[0]) / 2, s * cx + c * cy + (start[1] + end[1]) / 2)
    first = _angle(((x - cx) / rx, (y - cy) / ry))
    spread = _angle(((-x - cx) / rx, (-y - cy) / ry)) - first
    if sweep and spread < 0:
        spread += 2 * pi
    if not sweep and spread > 0:
        spread -= 2 * pi
    pieces = ceil(abs(spread) / (pi / 2) - 1e-9)
    for at in range(pieces):
        a, b = (first + spread * n / pieces for n in (at, at + 1))
        k = 4 / 3 * tan((b - a) / 4)
        flat = (
            (cos(a) - k * sin(a), sin(a) + k * cos(a)),
            (cos(b) + k * sin(b), sin(b) - k * cos(b)),
            (cos(b), sin(b)),
        )
        points = [(middle[0] + c * rx * u - s * ry * v, middle[1] + s * rx * u + c * ry * v) for u, v in flat]
        yield f"{_numbers(points)} c"


def _angle(point: Point) -> float:
    length = sqrt(point[0] ** 2 + point[1] ** 2)
    return copysign(acos(max(-1.0, min(1.0, point[0] / length))), point[1])


def _number(text: str | bytes) -> float:
    value = float(text)
    if abs(value) > _FARTHEST:
        raise Refused("bad_picture")
    return value


def _numbers(points: list[Point]) -> str:
    return " ".join(f"{x:.3f} {y:.3f}" for x, y in points)
