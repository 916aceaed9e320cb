"""The sheet for the safe holds the whole key twice, in a code and in groups, on one page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain import recovery
from kiosk.domain.errors import Refused
from printing import read, safe
from tests.make import library

SEED = bytes(range(32))
SHEET = safe.Sheet(
    "Kelurahan Sialang", "Kecamatan Sako", recovery.encode(SEED), "83414b05e91d2c94", 1_795_399_200_000
)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_code_of_the_sheet_is_the_key(language: str) -> None:
    pdf = safe.pdf(SHEET, say=library().texts[language])
    assert read.page_count(pdf) == 1
    (text,) = read.qr_texts(pdf)
    assert recovery.decode(text) == SEED


def test_every_group_stands_on_the_page_and_the_same_sheet_is_the_same_bytes() -> None:
    say = library().texts["id"]
    pdf = safe.pdf(SHEET, say=say)
    assert pdf == safe.pdf(SHEET, say=say)
    assert pdf != safe.pdf(replace(SHEET, groups=recovery.encode(bytes(32))), say=say)
    assert pdf != safe.pdf(replace(SHEET, training=True), say=say)


def test_a_name_no_font_can_draw_is_refused() -> None:
    with pytest.raises(Refused, match="glyph"):
        safe.pdf(replace(SHEET, office="Kelurahan \u6f22"), say=library().texts["id"])
