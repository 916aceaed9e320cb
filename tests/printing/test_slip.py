"""The e-kitir: large number, code read back, nothing about the person, LATIHAN, and the same bytes again."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest

from kiosk.domain.errors import Refused
from printing import read, slip
from printing.pen import MM
from printing.slip import Slip
from tests.make import library

WORDS = library().texts
SLIP = Slip(
    office="Kelurahan Sialang",
    host="verif.palembang.go.id",
    ticket="M6SC-7N75-YR3R",
    pin="060802",
    at=1_795_486_500_000,
    service="Surat Keterangan Tidak Mampu",
    queue="A-012",
    papers=("KTP-el asli pemohon", "Kartu Keluarga (KK)"),
)


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def size_of(pdf: bytes, words: str) -> float:
    """Height of the letters of `words`, in points."""
    with pdfium.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        place = text.search(words).get_next()
        assert place is not None
        boxes = [text.get_charbox(at) for at in range(place[0], place[0] + place[1])]
        return float(max(box[3] for box in boxes) - min(box[1] for box in boxes))


@pytest.mark.parametrize("paper", ["half", "A5", "80"])
def test_the_code_of_a_slip_is_read_back(paper: str) -> None:
    pdf = slip.pdf(SLIP, say=WORDS["id"], paper=paper)
    assert read.qr_texts(pdf) == ["HTTPS://VERIF.PALEMBANG.GO.ID/L#M6SC-7N75-YR3R.060802"]


@pytest.mark.parametrize("paper", ["half", "A5", "80"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_slip_says_number_ticket_pin_date_and_papers(paper: str, lang: str) -> None:
    text = text_of(slip.pdf(SLIP, say=WORDS[lang], paper=paper))
    for words in ("A-012", "M6SC-7N75-YR3R", "060 802", "24 November 2026", "KTP-el asli pemohon"):
        assert words in text
    assert WORDS[lang]("slip.bring") in text


@pytest.mark.parametrize("paper", ["half", "A5", "80"])
def test_the_queue_number_is_large_and_the_service_small(paper: str) -> None:
    pdf = slip.pdf(SLIP, say=WORDS["id"], paper=paper)
    assert size_of(pdf, "A-012") > 4 * size_of(pdf, "Surat Keterangan")


def test_a_complete_file_is_told_to_wait_and_a_missing_queue_is_no_hole() -> None:
    text = text_of(slip.pdf(replace(SLIP, queue="", papers=()), say=WORDS["id"], paper="A5"))
    assert WORDS["id"]("slip.complete") in text
    assert WORDS["id"]("slip.filed").upper() in text
    roll = text_of(slip.pdf(replace(SLIP, queue="", papers=()), say=WORDS["id"], paper="80"))
    assert WORDS["id"]("slip.queue").upper() not in roll


def test_more_papers_than_the_panel_holds_are_counted() -> None:
    many = replace(SLIP, papers=tuple(f"Berkas {n}" for n in range(11)))
    text = text_of(slip.pdf(many, say=WORDS["id"]))
    assert "Berkas 7" in text
    assert "Berkas 8" not in text
    assert "dan 3 berkas lagi" in text


@pytest.mark.parametrize("paper", ["half", "A5", "80"])
def test_a_filing_the_register_desk_has_not_seen_says_so(paper: str) -> None:
    waiting = "menunggu meja register"
    assert waiting not in text_of(slip.pdf(SLIP, say=WORDS["id"], paper=paper))
    text = text_of(slip.pdf(replace(SLIP, pending=True), say=WORDS["id"], paper=paper))
    assert waiting in " ".join(text.split())


@pytest.mark.parametrize("paper", ["half", "A5", "80"])
def test_a_slip_of_a_training_office_says_latihan(paper: str) -> None:
    assert "LATIHAN" not in text_of(slip.pdf(SLIP, say=WORDS["id"], paper=paper))
    assert "LATIHAN" in text_of(slip.pdf(replace(SLIP, training=True), say=WORDS["id"], paper=paper))


@pytest.mark.parametrize(
    ("paper", "width", "height"), [("half", 210, 297), ("A5", 210, 148.5), ("80", 80, None)]
)
def test_the_paper_has_its_size(paper: str, width: float, height: float | None) -> None:
    with pdfium.PdfDocument(slip.pdf(SLIP, say=WORDS["id"], paper=paper)) as document:
        size = [side / MM for side in document[0].get_size()]
    assert size[0] == pytest.approx(width, abs=0.1)
    assert height is None or size[1] == pytest.approx(height, abs=0.1)


def test_a_roll_is_as_long_as_what_stands_on_it() -> None:
    def length(*papers: str) -> float:
        with pdfium.PdfDocument(
            slip.pdf(replace(SLIP, papers=papers), say=WORDS["id"], paper="80")
        ) as document:
            return float(document[0].get_height())

    assert length("a", "b", "c") > length("a")


def test_a_slip_is_the_same_bytes_again_and_embeds_its_fonts() -> None:
    pdf = slip.pdf(SLIP, say=WORDS["id"])
    assert pdf == slip.pdf(SLIP, say=WORDS["id"])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = document.pages[0].resources.Font.values()
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert not [font for font in fonts if "Helvetica" in str(font.BaseFont)]


def test_a_paper_nobody_knows_and_a_letter_nobody_has_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        slip.pdf(SLIP, say=WORDS["id"], paper="A3")
    assert refused.value.code == "unknown_paper"
    with pytest.raises(Refused) as refused:
        slip.pdf(replace(SLIP, papers=("陳",)), say=WORDS["id"])
    assert refused.value.code == "no_glyph"
