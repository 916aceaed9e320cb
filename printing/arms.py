"""Owns which picture may stand in a kop: how large, of how many dots, drawn with what; it keeps none."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from printing import drawing, read
from printing.pen import Pen
from printing.render import ARMS

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 300_000
"""It travels to every device of the office, and a message of theirs bears a few of these."""

MOST_SIDE: Final = 4_000
"""Dots of a side: a photograph; a file of a few kB may claim a hundred times as many."""

LEAST: Final = (236, 283)
"""Dots of 20 x 24 mm at 300 dpi; one side is enough, since the picture keeps its shape."""

SCREEN_DPI: Final = 240

_TAG: Final = re.compile(rb"<([^<>]*)>")
_TAGS: Final = frozenset({"svg", "g", "path", "title", "desc", "?xml", "!--"})
_FILL: Final = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})|none|currentColor|black|#000")
_UNDRAWN: Final = frozenset(
    {"transform", "style", "class", "stroke", "opacity", "fill-opacity", "clip-path", "mask", "filter"}
)


def check(raw: bytes) -> None:
    """Refuse a picture the kop would print badly, or not at all.

    Raises Refused: `arms_too_large` (`kb` of at most `limit`), `arms_too_wide` and `arms_too_coarse` (with
    `width`, `height` in dots and the limit), `arms_not_simple`, `bad_picture`.
    """
    if len(raw) > MOST_BYTES:
        raise Refused("arms_too_large", kb=-(-len(raw) // 1000), limit=MOST_BYTES // 1000)
    if drawing.is_svg(raw):
        if not all(_find_simple(raw)):
            raise Refused("arms_not_simple")
        if not drawing.load(raw).has_ink():
            raise Refused("bad_picture")
        return
    width, height = drawing.measure(raw)
    if max(width, height) > MOST_SIDE:
        raise Refused("arms_too_wide", width=width, height=height, limit=MOST_SIDE)
    if width < LEAST[0] and height < LEAST[1]:
        raise Refused("arms_too_coarse", width=width, height=height, least=f"{LEAST[0]} x {LEAST[1]}")
    drawing.load(raw)


def show(raw: bytes) -> bytes:
    """The picture as the kop prints it, as PNG: drawn on its 20 x 24 mm of paper and read back."""
    pen = Pen(ARMS, title="kop", author="kop")
    drawing.draw(pen, raw, (0, 0, *ARMS))
    out = BytesIO()
    read.page_image(pen.pdf(), 0, dpi=SCREEN_DPI).save(out, "PNG")
    return out.getvalue()


def _find_simple(raw: bytes) -> Iterator[bool]:
    """For each tag whether it comes out on paper as it looks elsewhere: filled paths, where they stand."""
    for match in _TAG.finditer(raw):
        tag = match[1].decode(errors="replace").removeprefix("/")
        name = "!--" if tag.startswith("!--") else (tag.rstrip("/").split() or [""])[0]
        given = dict(drawing.ATTRIBUTE.findall(tag))
        fill = given.get("fill", "none" if name != "path" else "black")
        yield name in _TAGS and not given.keys() & _UNDRAWN
        yield _FILL.fullmatch(fill) is not None if name == "path" else fill == "none"
        yield name != "svg" or given.get("viewBox", "0 0").split()[:2] == ["0", "0"]
