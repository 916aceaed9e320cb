"""The register book on paper."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from kiosk.domain.errors import Refused
from printing import book, read
from printing.book import Book, Entry
from printing.pen import MM
from tests.make import library

say = library().texts["id"]


def entries(count: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            line=str(1400 + n),
            number=f"400.12.2.1/{n:03}/KEL-SLG/XI/2026",
            date="02-11-2026",
            service="Domisili",
            name="LELA CONTOH",
            nik="0003",
            rt_rw="007/002",
            keperluan="melamar kerja",
            signer="Budi Contoh",
            mode="segel",
            recorded="Rina Contoh",
            state="terbit",
            archive="kertas",
        )
        for n in range(1, count + 1)
    )


BOOK = Book(
    office="Kelurahan Sialang, Kecamatan Sako",
    month="November 2026",
    entries=entries(3),
    totals=(("terbit", 3), ("batal", 0)),
    place_date="Palembang, 30 November 2026",
    signer=("Lurah Sialang", "Budi Contoh, S.Sos.", "Penata Tk. I (III/d)", "NIP 1970"),
    head="n 17 · a1b2c3d4",
)


def pages_of(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def test_every_line_stands_in_the_book_once_and_in_order() -> None:
    text = "\n".join(pages_of(book.pdf(replace(BOOK, entries=entries(120)), say=say)))
    at = [text.index(f"/{n:03}/KEL-SLG") for n in range(1, 121)]
    assert at == sorted(at)
    assert all(text.count(f"/{n:03}/KEL-SLG") == 1 for n in range(1, 121))


def test_gaps_and_numbers_used_outside_are_lines_of_their_own() -> None:
    outside = Entry("", "400.12.2.1/004/KEL-SLG/XI/2026", "03-11-2026", state="luar", issued=False)
    void = replace(entries(1)[0], line="1500", state="batal", remark="data keliru", issued=False)
    pdf = book.pdf(replace(BOOK, entries=(*entries(3), outside, void)), say=say)
    (text,) = pages_of(pdf)
    for words in ("/004/KEL-SLG", "luar", "1500", "batal", "data keliru"):
        assert words in text
    plain = read.page_image(book.pdf(replace(BOOK, entries=(*entries(3), *entries(2))), say=say), 0, dpi=50)
    assert read.page_image(pdf, 0, dpi=50).tobytes() != plain.tobytes()


@pytest.mark.parametrize("count", [0, 1, 17, 18, 19, 20, 21, 40, 200])
def test_totals_and_the_place_to_sign_stand_on_the_last_page(count: int) -> None:
    pages = pages_of(book.pdf(replace(BOOK, entries=entries(count)), say=say))
    for words in (
        "Jumlah bulan ini",
        "terbit",
        "Palembang, 30 November 2026",
        "Budi Contoh, S.Sos.",
        "NIP 1970",
    ):
        assert words in pages[-1]
    assert not any("Jumlah bulan ini" in page for page in pages[:-1])
    for at, page in enumerate(pages, 1):
        assert f"Halaman {at} dari {len(pages)}" in page
        assert "Nomor surat" in page
        assert "a1b2c3d4" in page


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("F4", (330, 215))])
def test_the_book_lies_on_its_side(paper: str, size: tuple[int, int]) -> None:
    with pdfium.PdfDocument(book.pdf(replace(BOOK, paper=paper), say=say)) as document:
        assert [round(side / MM) for side in document[0].get_size()] == list(size)


def test_a_training_book_says_latihan_on_each_page_and_a_nameless_one_leaves_a_line() -> None:
    given = replace(BOOK, training=True, entries=entries(60), signer=("", "", "", ""), head="")
    pages = pages_of(book.pdf(given, say=say))
    assert len(pages) > 1
    assert all("LATIHAN" in page for page in pages)


def test_a_book_is_the_same_bytes_again() -> None:
    assert book.pdf(BOOK, say=say) == book.pdf(BOOK, say=say)
    with pytest.raises(Refused):
        book.pdf(replace(BOOK, paper="A9"), say=say)


def test_a_letter_the_face_lacks_keeps_no_month_from_being_printed() -> None:
    strange = replace(entries(1)[0], name="陳 CONTOH")
    (page,) = pages_of(book.pdf(replace(BOOK, entries=(strange,)), say=say))
    assert "? CONTOH" in page
