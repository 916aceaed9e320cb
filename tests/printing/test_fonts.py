"""Faces: kerning as the font has it, widths that agree with it, and a sentence where a glyph is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kiosk.domain.errors import Refused, Unavailable
from printing import fonts
from printing.fonts import DISPLAY, SANS, SERIF, SERIF_BOLD, check_glyphs, get_font
from printing.pen import Style
from tests.make import library


@pytest.mark.logs  # fontTools remarks that the subtable's length overflows its 16 bits
def test_kerning_is_that_of_the_font() -> None:
    source = TTFont(fonts.FOLDER / f"{SERIF}.ttf")
    names, unit = source.getBestCmap(), source["head"].unitsPerEm
    table = source["kern"].kernTables[0]
    kerns = get_font(SERIF).kerns
    for pair in ("AV", "To", "LT", "r,", "AT", "Ya"):
        wanted = table[names[ord(pair[0])], names[ord(pair[1])]] * 1000 / unit
        assert kerns.get(pair, 0) == pytest.approx(wanted, abs=0.06)
    assert any(value < 0 for value in kerns.values())
    assert not [pair for pair in kerns if " " in pair]


def test_a_width_counts_its_kerning() -> None:
    font = get_font(SERIF)
    apart = font.width("A", 1000) + font.width("V", 1000)
    assert font.width("AV", 1000) == pytest.approx(apart + font.kerns["AV"])
    assert font.width("", 11) == 0


def test_tracking_stands_between_letters_only() -> None:
    assert Style(SERIF, 10, track=100).width("ab") == pytest.approx(Style(SERIF, 10).width("ab") + 1)
    assert Style(SERIF, 10, track=100).width("a") == Style(SERIF, 10).width("a")


def test_figures_stand_in_columns() -> None:
    assert len({get_font(face).width(digit, 11) for digit in "0123456789" for face in (SERIF,)}) == 1
    assert len({get_font(SERIF_BOLD).width(digit, 11) for digit in "0123456789"}) == 1


def test_a_face_without_kern_table_has_no_kerning() -> None:
    assert get_font(DISPLAY).kerns == {}
    assert get_font(DISPLAY).width("AV", 10) == get_font(DISPLAY).width("VA", 10)


def test_every_printed_word_has_its_glyphs() -> None:
    words = library().texts
    for lang in ("id", "en"):
        for table, face in (
            ("surat", SERIF),
            ("surat", SANS),
            ("slip", SANS),
            ("book", SANS),
            ("sheet", SANS),
        ):
            for key, sentence in words[lang].table(table).items():
                check_glyphs(sentence, f"{lang} {table}.{key}", name=face)


def test_names_of_the_world_that_are_latin_are_printed() -> None:
    check_glyphs("Müller Łukasz Çelik Ñ é ’ – … ²", "Nama")


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(Refused) as refused:
        check_glyphs("Siti 陳", "Nama")
    assert refused.value.details == {"field": "Nama", "character": "陳", "code": "U+9673"}


def test_before_make_assets_the_missing_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(Unavailable) as unavailable:
        get_font("PTSerif-None")
    assert (unavailable.value.code, unavailable.value.details) == ("no_font", {"file": "PTSerif-None.ttf"})
