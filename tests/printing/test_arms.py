"""Which picture may stand in a kop: what paper would spoil is refused; no text of a file is in a PDF."""

from __future__ import annotations

import io
import time
import zlib
from typing import Any, Final

import pytest
from PIL import Image

from kiosk.domain.errors import Refused
from kiosk.domain.page import Sheet
from printing import arms, render
from tests.printing.sample import ARMS, page_of

BOX = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 24">{}</svg>'
COLOURS: Final[dict[str, Any]] = {"LA": (0, 128), "CMYK": (0, 0, 0, 255)}
INK = '<path d="M2 2H18V22H2Z" fill="#0c5"/>'


def svg(inside: str) -> bytes:
    return BOX.format(inside).encode()


def png(width: int, height: int, mode: str = "RGB", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), COLOURS.get(mode, 0)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        ARMS,
        svg(INK),
        svg(f"<!-- x --><title>Lambang</title><g>{INK}</g>"),
        png(236, 100),
        png(100, 283),
        png(240, 290, "LA"),
        png(240, 290, "L", "JPEG"),
        png(240, 290, "CMYK", "JPEG"),
        png(4000, 4000, "1"),
    ],
)
def test_a_fit_picture_is_shown_as_the_kop_prints_it(raw: bytes) -> None:
    arms.check(raw)
    shown = Image.open(io.BytesIO(arms.show(raw)))
    assert shown.size == (189, 227)  # 20 x 24 mm at 240 dpi
    assert shown.getextrema() != ((255, 255), (255, 255), (255, 255))
    assert render.pdf(page_of(sheet=Sheet(arms=raw))) == render.pdf(page_of(sheet=Sheet(arms=raw)))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "bad_picture"),
        (b"GIF89a", "bad_picture"),
        (png(240, 290)[:80], "bad_picture"),
        (png(240, 290).replace(b"IHDR", b"IHDX"), "bad_picture"),
        (b"x" * (arms.MOST_BYTES + 1), "arms_too_large"),
        (png(235, 282), "arms_too_coarse"),
        (png(4001, 300), "arms_too_wide"),
        (png(9000, 9000, "1"), "arms_too_wide"),
        (svg(""), "bad_picture"),
        (svg('<path d="M0 0Z" fill="none"/>'), "bad_picture"),
        (svg('<path fill="#000"/>'), "bad_picture"),
        (svg('<path d="M0 0H1e99Z"/>'), "bad_picture"),
        (svg('<path d="M0 0A1e-300 9 0 0 1 9 9Z"/>'), "bad_picture"),
        (svg('<path d="M0 0H9) Tj (isi"/>'), "bad_picture"),
        (BOX.replace("20 24", "0 24").format(INK).encode(), "bad_picture"),
        (BOX.replace("20 24", "2.0.1 24").format(INK).encode(), "bad_picture"),
        (BOX.replace("0 0 20", "5 0 20").format(INK).encode(), "arms_not_simple"),
        (svg(INK + '<rect width="9" height="9"/>'), "arms_not_simple"),
        (svg(INK + "<text>LURAH</text>"), "arms_not_simple"),
        (svg(INK + "<script>1</script>"), "arms_not_simple"),
        (svg(f'<g transform="scale(2)">{INK}</g>'), "arms_not_simple"),
        (svg(INK.replace("#0c5", "url(#a)")), "arms_not_simple"),
        (svg(INK.replace("#0c5", "#0c5) Tj")), "arms_not_simple"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{BOX.format(INK)}'.encode(), "arms_not_simple"),
    ],
)
def test_a_picture_paper_would_spoil_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        arms.check(raw)
    assert caught.value.code == code


def test_a_header_that_claims_more_dots_than_memory_has_is_refused_unread() -> None:
    raw = png(240, 290)
    claimed = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + raw[24:29]
    bomb = raw[:12] + claimed + zlib.crc32(claimed).to_bytes(4, "big") + raw[33:]
    with pytest.raises(Refused):
        arms.check(bomb)


def test_no_word_of_a_drawing_reaches_the_pdf() -> None:
    hostile = svg(
        "<title>(JAHAT) Tj</title><desc>/JavaScript JAHAT</desc>"
        '<path id="JAHAT) Tj ET" data-x="endstream JAHAT" d="M2 2H18V22H2Z" fill="#0c5"/>'
    )
    arms.check(hostile)
    pdf = render.pdf(page_of(sheet=Sheet(arms=hostile)))
    assert pdf == render.pdf(page_of(sheet=Sheet(arms=svg('<path d="M2 2H18V22H2Z" fill="#00cc55"/>'))))


@pytest.mark.parametrize("inside", ["<path " * 49_000, f"<path {'a' * 290_000}>", f"<path {'a=' * 140_000}>"])
def test_a_drawing_made_to_be_slow_is_answered_at_once(inside: str) -> None:
    began = time.process_time()
    with pytest.raises(Refused):
        arms.check(svg(inside))
    assert time.process_time() - began < 2
