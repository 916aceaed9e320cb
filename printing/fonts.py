"""The faces on paper: their glyphs, widths and kerning, embedded as subsets; not where a word stands."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFont, TTFontFace

from kiosk.domain.errors import Refused, Unavailable

FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "fonts"
"""Made by `make assets`, not committed."""

SERIF: Final = "PTSerif-Regular"
SERIF_BOLD: Final = "PTSerif-Bold"
SANS: Final = "AtkinsonHyperlegible-Regular"
SANS_BOLD: Final = "AtkinsonHyperlegible-Bold"
DISPLAY: Final = "PlusJakartaSans-ExtraBold"

KERNED_BELOW: Final = 0x250
"""Kerning is kept for Latin only: a part of PT Serif's 21,000 pairs; no Indonesian name needs the rest."""

rl_config.useA85 = 0  # binary streams: a fifth smaller, and no encoding in pure Python


class _Face(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A typeface that cuts and packs each subset once: every surat uses the same hundred glyphs."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._pack = lru_cache(maxsize=32)(self._cut)

    def _cut(self, subset: tuple[int, ...]) -> tuple[bytes, int]:
        program = self.makeSubset(list(subset))
        return zlib.compress(program, 9), len(program)

    def addSubsetObjects(self, doc: Any, fontname: str, subset: list[int]) -> Any:  # noqa: N802  # reportlab's name
        """The font descriptor of `subset` in `doc`, as reportlab makes it, around the packed program."""
        packed, length = self._pack(tuple(subset))
        stream = pdfdoc.PDFStream(content=packed, filters=[])
        stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
        stream.dictionary["Length1"] = length
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": self.ascent,
                "CapHeight": self.capHeight,
                "Descent": self.descent,
                "Flags": (self.flags & ~FF_NONSYMBOLIC) | FF_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(self.bbox),
                "FontName": pdfdoc.PDFName(fontname),
                "ItalicAngle": self.italicAngle,
                "StemV": self.stemV,
                "FontFile2": doc.Reference(stream, f"fontFile:{fontname}:{self.name}"),
                "MissingWidth": self.defaultWidth,
            }
        )
        return doc.Reference(descriptor, f"fontDescriptor:{fontname}:{self.name}")


class Font(TTFont):  # type: ignore[misc]  # reportlab has no types
    """One face with its widths and kerning in thousandths of the size, by character and by pair."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self.face = _Face(str(path))
        codes = self.face.charToGlyph
        self.widths: dict[str, float] = {chr(code): self.face.getCharWidth(code) for code in codes}
        self.widths["\u00a0"] = self.widths[" "]
        self.kerns = _read_kerns(self.face)

    def width(self, text: str, size: float) -> float:
        """The width of `text` in points, kerning included."""
        widths, kerns = self.widths, self.kerns
        total = sum(widths[char] for char in text)
        total += sum(kerns.get(text[at : at + 2], 0.0) for at in range(len(text) - 1))
        return total * size / 1000


@lru_cache(maxsize=16)
def get_font(name: str) -> Font:
    """The face called `name`, read once a process; Unavailable("no_font", file=) before `make assets`."""
    path = FOLDER / f"{name}.ttf"
    if not path.is_file():
        raise Unavailable("no_font", file=path.name)
    font = Font(name, path)
    pdfmetrics.registerFont(font)
    return font


def check_glyphs(text: str, field: str, *, name: str = SERIF) -> None:
    """Refuse a character the face cannot draw, naming the field it stands in: paper never shows an empty box.

    Raises Refused("no_glyph", field=, character=, code="U+1F600").
    """
    known = get_font(name).widths
    for char in text:
        if char not in known and char != "\n":
            raise Refused("no_glyph", field=field, character=char, code=f"U+{ord(char):04X}")


def make_drawable(text: str, *, name: str = SERIF) -> str:
    """The text with `?` for each character the face cannot draw: for what must come to paper as it stands."""
    known = get_font(name).widths
    return "".join(char if char in known or char == "\n" else "?" for char in text)


def _read_kerns(face: TTFontFace) -> dict[str, float]:
    """Kerning of Latin pairs from the `kern` table, format 0 (OpenType 1.9); {} for a face without one."""
    try:
        table = face.get_table("kern")
    except KeyError:
        return {}
    (pairs,) = struct.unpack_from(
        ">H", table, 10
    )  # the subtable's own length overflows 16 bits: count instead
    names: dict[int, list[str]] = {}
    for code, glyph in face.charToGlyph.items():
        if 0x20 < code < KERNED_BELOW and code != 0xA0:
            names.setdefault(glyph, []).append(chr(code))
    scale = 1000 / face.unitsPerEm
    kerns: dict[str, float] = {}
    for left, right, value in struct.iter_unpack(">HHh", table[18 : 18 + 6 * pairs]):
        for first in names.get(left, ()):
            for second in names.get(right, ()):
                kerns[first + second] = round(value * scale, 1)
    return kerns
