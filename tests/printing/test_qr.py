"""The code itself: the version of the table, the fixed mask, and that any reader takes it."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from qrcode.main import QRCode

from kiosk.domain.errors import Refused
from kiosk.domain.seal import text
from printing import qr, read

HOST = "VERIF.PALEMBANG.GO.ID"


def picture(code: qr.Code, dots: int = 4) -> Image.Image:
    image = Image.new("L", (code.side * dots, code.side * dots), 255)
    for row, column, length in code.runs():
        left, top = (column + qr.QUIET) * dots, (row + qr.QUIET) * dots
        image.paste(0, (left, top, left + length * dots, top + dots))
    return image


@pytest.mark.parametrize(
    ("length", "version", "modules", "side"),
    [
        (187, 11, 61, 36), (224, 11, 61, 36), (225, 12, 65, 36), (260, 12, 65, 36), (261, 13, 69, 36),
        (303, 13, 69, 36), (304, 14, 73, 40), (334, 14, 73, 40), (335, 15, 77, 40), (384, 15, 77, 40),
    ],
)  # fmt: skip
def test_the_size_of_a_seal_decides_version_and_size_on_paper(
    length: int, version: int, modules: int, side: int
) -> None:
    code = qr.make(text(HOST, bytes([0xD2] * length)))
    assert (code.version, len(code.rows), code.print_mm) == (version, modules, side)
    assert code.side == modules + 8


@given(raw=st.binary(min_size=180, max_size=384))
def test_every_seal_is_read_back(raw: bytes) -> None:
    wanted = text(HOST, raw)
    assert read.image_texts(picture(qr.make(wanted))) == [wanted]


@given(words=st.text(min_size=1, max_size=80).filter(lambda words: words.strip() == words))
def test_any_other_text_is_read_back_too(words: str) -> None:
    (code,) = zxingcpp.read_barcodes(picture(qr.make(words)), is_pure=True)
    assert code.bytes == words.encode()


def test_one_part_too_many_digits_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        qr.make(f"HTTPS://{HOST}/V#{'9' * 1200}")
    assert refused.value.code == "qr_too_long"
    with pytest.raises(Refused):
        qr.make("9" * 9000)


def test_the_mask_is_fixed() -> None:
    """Bits 3 to 5 of the format information, behind its own mask 101010000010010 (ISO/IEC 18004, 7.9)."""
    code = qr.make(text(HOST, bytes([0xD2] * 276)))
    bits = [code.rows[8][column] for column in (0, 1, 2, 3, 4)]
    level, mask = (int("".join(map(str, map(int, part))), 2) for part in (bits[:2], bits[2:]))
    assert (level ^ 0b10, mask ^ 0b101) == (0b00, qr.MASK)


def test_the_parts_save_the_versions_a_guess_would_cost() -> None:
    wanted = text(HOST, bytes([0xD2] * 276))
    one_part = QRCode(error_correction=0, border=0)
    one_part.add_data(wanted, optimize=0)
    assert one_part.version >= qr.make(wanted).version + 8


def test_runs_cover_exactly_the_dark_modules() -> None:
    code = qr.make("HTTPS://EXAMPLE.ID/L#M6SC-7N75-YR3R.060802")
    drawn = {(row, at) for row, column, length in code.runs() for at in range(column, column + length)}
    dark = {(row, column) for row, line in enumerate(code.rows) for column, on in enumerate(line) if on}
    assert drawn == dark
    assert len(list(code.runs())) < len(dark)
