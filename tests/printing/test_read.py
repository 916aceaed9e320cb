"""From pictures and pages back to text, and nothing but a sentence for what is neither."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.domain.errors import Refused
from printing import read, render
from tests.printing.sample import draft_of, page_of

PAGE = page_of()
PDF = render.pdf(PAGE)


def picture(kind: str, dpi: int = 200) -> bytes:
    buffer = io.BytesIO()
    read.page_image(PDF, 0, dpi=dpi).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_of_a_page_gives_the_text_of_its_seal(kind: str) -> None:
    assert read.qr_texts(picture(kind)) == [PAGE.band.qr]


def test_a_page_turned_on_the_scanner_is_read() -> None:
    image = Image.open(io.BytesIO(picture("PNG"))).rotate(90, expand=True)
    assert read.image_texts(image) == [PAGE.band.qr]
    assert read.image_texts(image.rotate(7, expand=True, fillcolor="white")) == [PAGE.band.qr]


def test_a_good_file_without_a_code_gives_an_empty_list() -> None:
    assert read.qr_texts(render.pdf(draft_of())) == []


def test_a_code_seen_twice_counts_once() -> None:
    image = read.page_image(PDF, 0)
    twice = Image.new("RGB", (image.width * 2, image.height), "white")
    twice.paste(image, (0, 0))
    twice.paste(image, (image.width, 0))
    buffer = io.BytesIO()
    twice.save(buffer, "PNG")
    assert read.qr_texts(buffer.getvalue()) == [PAGE.band.qr]


def test_pages_are_counted_and_asked_for_by_number() -> None:
    assert read.page_count(PDF) == 1
    assert read.page_image(PDF, 0, dpi=72).size == (596, 842)
    for n in (-1, 1):
        with pytest.raises(Refused):
            read.page_image(PDF, n)


def test_a_page_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read.page_image(PDF, 0, dpi=5000)
    assert refused.value.code == "bad_file"


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    buffer = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(buffer, "PNG")
    with pytest.raises(Refused) as refused:
        read.qr_texts(buffer.getvalue())
    assert refused.value.code == "bad_file"


@pytest.mark.parametrize("cut", [0, 1, 20, 500, 5_000])
def test_a_cut_file_is_refused_or_read_but_never_breaks(cut: int) -> None:
    for raw in (PDF[:cut], picture("PNG")[:cut], picture("JPEG")[:cut]):
        with pytest.raises(Refused):
            read.qr_texts(raw)


def test_a_picture_with_a_broken_piece_is_refused() -> None:
    """Pillow calls it a SyntaxError."""
    good = picture("PNG")
    at = good.index(b"IDAT")
    with pytest.raises(Refused) as refused:
        read.qr_texts(good[:at] + b"\x88DAT" + good[at + 4 :])
    assert refused.value.code == "bad_file"


def test_a_page_that_cannot_be_opened_is_refused() -> None:
    """The file is a PDF and counts one page, but the page is not there."""
    broken = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
        b"2 0 obj<</Type/Pages/Count 1/Kids[9 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert read.page_count(broken) == 1
    with pytest.raises(Refused) as refused:
        read.page_image(broken, 0)
    assert refused.value.code == "bad_file"


@given(
    raw=st.binary(max_size=200),
    start=st.sampled_from([b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]),
)
def test_any_bytes_give_a_list_or_a_refusal(raw: bytes, start: bytes) -> None:
    with suppress(Refused):
        assert read.qr_texts(start + raw) == []
