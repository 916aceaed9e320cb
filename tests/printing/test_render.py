"""A surat on paper: its text, pages, fonts and bytes, and its QR read back from the picture of the page."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.office import Form
from kiosk.domain.page import Attachment, Copy, Page, Paragraph, Passed, Sheet
from kiosk.domain.service import Kind
from kiosk.domain.surat import compose
from printing import read, render
from printing.layout import get_layout
from printing.pen import MM
from printing.signature import STAMP
from tests.make import ADDRESS, LELA, OFFICE, library
from tests.printing.sample import (
    ARMS,
    INCOME,
    KEHILANGAN,
    LOST,
    PENGHASILAN,
    PERNYATAAN,
    SIGNED_AT,
    SIGNERS,
    compose_own,
    draft_of,
    make_field,
    make_service,
    page_of,
    say,
    training,
)

GOLDEN = Path(__file__).parent / "golden"
LONG_NAME = "RADEN AYU SITI NURHALIMAH KUSUMAWARDHANI TJOKROAMINOTO CONTOH"
LONG_STREET = (
    "Perumahan Griya Taman Sialang Indah Permai Tahap Kedua, Jalan Kolonel Haji Barlian Lorong Mawar Melati "
    "Blok C-17 Nomor 128, samping Masjid Nurul Iman"
)
LONG_BODY = ("Nama tersebut membantu kerja bakti, pengajian dan posyandu di lingkungan kami. " * 60)[:4000]

PAGES: dict[str, Page] = {
    "domisili": page_of("domisili", mode="seal"),
    "tidak_mampu": page_of("tidak_mampu"),
    "keterangan_umum": page_of("keterangan_umum", form=Form.UB),
    "pengantar": compose_own(KEHILANGAN, LOST),
    "tabel": compose_own(PENGHASILAN, INCOME),
    "pernyataan": compose_own(PERNYATAAN, {"pemohon": LELA}),
    "konsep": draft_of(penghasilan=1_500_000),
    "pertinggal": page_of(
        form=Form.AN,
        sheet=Sheet(copy=Copy.ARCHIVE, passed=(Passed("Petugas", "Rina Contoh", SIGNED_AT * 1000),)),
    ),
    "cetakan": page_of(form=Form.PLT, sheet=Sheet(copy=Copy.REPRINT, n=2, at=SIGNED_AT * 1000)),
    "latihan": page_of(office=training()),
    "panjang": page_of(
        "keterangan_umum",
        fields={
            "pemohon": {**LELA, "nama": LONG_NAME, "alamat": {**ADDRESS, "alamat": LONG_STREET}},
            "isi": LONG_BODY,
        },
    ),
}


def lines_of(pdf: bytes) -> list[list[str]]:
    """The text of each page as pdfium reads it, line by line."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().splitlines() for page in document]


def rectangles(pdf: bytes, n: int, words: str) -> list[tuple[float, float, float, float]]:
    """Where `words` stand on page n, in points from the top left: (left, top, right, bottom)."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[n]
        tall = page.get_height()
        text = page.get_textpage()
        found = text.search(words)
        places = []
        while place := found.get_next():
            index, count = place
            boxes = [text.get_charbox(at) for at in range(index, index + count)]
            left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
            places.append((left, tall - top, right, tall - bottom))
        return places


@pytest.mark.parametrize("name", PAGES)
def test_the_text_of_a_page_is_the_one_that_was_read_and_found_good(name: str) -> None:
    text = "\f".join("\n".join(page) for page in lines_of(render.pdf(PAGES[name])))
    assert text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_the_rule_of_the_kop_stands_below_an_address_of_any_length(paper: str) -> None:
    address = (
        "Jalan Kolonel Haji Barlian Kilometer 6,5 Lorong Masjid Nomor 128, samping Puskesmas Pembantu Sialang"
    )
    office = replace(OFFICE, address=address, email="sialang@palembang.go.id", paper=paper)
    pdf = render.pdf(page_of("usaha", office=office))
    contact, title = rectangles(pdf, 0, "Pos-el")[0], rectangles(pdf, 0, "SURAT KETERANGAN USAHA")[0]
    assert title[1] - contact[3] > 10 * MM


@pytest.mark.parametrize("name", PAGES)
def test_every_font_is_embedded_and_none_is_a_stranger(name: str) -> None:
    seen = set()
    with pikepdf.open(io.BytesIO(render.pdf(PAGES[name]))) as document:
        for page in document.pages:
            for font in page.resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor
                seen.add(str(font.BaseFont).partition("+")[2])
    assert "PTSerif-Regular" in seen
    assert {one.partition("-")[0] for one in seen} <= {"PTSerif", "AtkinsonHyperlegible"}


def test_the_document_says_when_it_was_signed_and_in_which_language() -> None:
    pdf = render.pdf(page_of())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        stamp = f"D:{datetime.fromtimestamp(SIGNED_AT, UTC):%Y%m%d%H%M%S}+00'00'"
        assert {str(document.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {stamp}
        assert str(document.docinfo["/Title"]) == "SURAT KETERANGAN TIDAK MAMPU"
        assert str(document.Root.Lang) == "id-ID"
        assert document.pdf_version == "1.4"
    assert b"LELA" not in pdf  # no name stands in the open outside the packed page


@pytest.mark.parametrize("name", PAGES)
def test_equal_pages_give_equal_bytes(name: str) -> None:
    assert render.pdf(PAGES[name]) == render.pdf(PAGES[name])


def test_another_process_gives_the_same_bytes() -> None:
    """Also after other surat, and under another hash seed: a retry must meet the hash of its `print`."""
    program = (
        "import hashlib; from tests.printing.test_render import PAGES; from printing import render; "
        "[render.pdf(page) for page in PAGES.values()]; "
        "print(hashlib.sha256(render.pdf(PAGES['tidak_mampu'])).hexdigest())"
    )
    root = Path(__file__).parents[2]
    prints = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert prints == {sha256(render.pdf(PAGES["tidak_mampu"])).hexdigest()}


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("name", PAGES)
def test_the_code_is_read_back_from_the_picture_of_the_page(name: str, paper: str) -> None:
    page = replace(PAGES[name], paper=paper)
    assert read.qr_texts(render.pdf(page), dpi=200) == ([page.band.qr] if page.band.qr else [])


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_the_paper_has_its_real_size(paper: str, size: tuple[int, int]) -> None:
    with pdfium.PdfDocument(render.pdf(replace(page_of(), paper=paper))) as document:
        assert [round(side / MM, 1) for side in document[0].get_size()] == list(size)


def test_a_paper_without_measures_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        render.pdf(replace(page_of(), paper="A5"))
    assert refused.value.code == "unknown_paper"
    with pytest.raises(Refused):
        render.pdf(replace(page_of(), paper="../A4"))


def test_a_character_the_face_lacks_is_refused_by_the_name_of_its_field() -> None:
    page = page_of(fields={"alasan": "rumah hanyut 🌊 tahun lalu"})
    with pytest.raises(Refused) as refused:
        render.pdf(page)
    assert refused.value.code == "no_glyph"
    assert refused.value.details["character"] == "🌊"
    assert refused.value.details["code"] == "U+1F30A"
    assert refused.value.details["field"] == page_field("tidak_mampu", "alasan")


def page_field(service: str, name: str) -> str:
    field = library().catalogue.get(service).find_field(name)
    assert field is not None
    return field.label["id"]


def test_the_long_case_runs_over_and_the_signature_takes_lines_along() -> None:
    first, second = lines_of(render.pdf(PAGES["panjang"]))
    assert "Halaman 1 dari 2" in first[-1]
    assert any("Surat ini diberikan" in line for line in second)
    signature = next(at for at, line in enumerate(second) if line.startswith("Palembang, 24"))
    assert signature >= 2
    assert any(PAGES["panjang"].number in line for line in second[-3:])
    assert not any("Periksa keaslian" in line for line in first)
    assert any("Periksa keaslian" in line for line in second)


@pytest.mark.parametrize("length", range(300, 3300, 50))
def test_nothing_is_lost_and_nothing_overlaps_whatever_the_length(length: int) -> None:
    """Whole text on the pages, the signature with two lines at least, text above the band by 6 mm."""
    words = [f"kata{n}" for n in range(length // 7)]
    page = page_of("keterangan_umum", fields={"isi": " ".join(words)})
    pdf = render.pdf(page)
    pages = lines_of(pdf)
    joined = " ".join(" ".join(lines) for lines in pages)
    assert [word for word in joined.split() if word.startswith("kata")] == words
    layout = get_layout("A4")
    (nip,) = rectangles(pdf, len(pages) - 1, "NIP 1970")
    assert nip[3] <= layout.band_top - 5.5 * MM
    last = pages[-1]
    before = next(at for at, line in enumerate(last) if line.startswith("Palembang, 24"))
    assert before >= 2


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("form", list(Form))
def test_a_stamp_that_is_placed_well_stays_ten_millimetres_off_the_band(form: Form, paper: str) -> None:
    pdf = render.pdf(replace(page_of(form=form), paper=paper))
    layout = get_layout(paper)
    signature = page_of(form=form).signature
    (name,) = rectangles(pdf, 0, signature.name)
    post = rectangles(pdf, 0, f"{signature.posts[-1]},")[-1]
    middle = (post[3] + name[3]) / 2
    assert middle + STAMP / 2 + 9.5 * MM <= layout.band_top
    closing = rectangles(pdf, 0, "Berlaku sampai")[0]
    assert closing[3] <= middle - STAMP / 2 + 1 * MM


def test_ink_has_its_twenty_five_millimetres() -> None:
    pdf = render.pdf(page_of())
    (name,) = rectangles(pdf, 0, "Budi Contoh, S.Sos.")
    post = rectangles(pdf, 0, "LURAH SIALANG,")[-1]
    assert 25 <= (name[1] - post[3]) / MM <= 27


def test_the_quiet_zone_of_the_code_is_white() -> None:
    """Four modules on each side, also over the watermark of a training office (ISO/IEC 18004)."""
    image = read.page_image(render.pdf(PAGES["latihan"]), 0, dpi=300).convert("L")
    dot = 300 / 72
    layout = get_layout("A4")
    left, top = layout.left * dot, layout.band_top * dot
    strip = image.crop(
        (int(left - 1.7 * MM * dot), int(top + 1.2 * MM * dot), int(left - 2), int(top + 30 * MM * dot))
    )
    assert strip.getextrema() == (255, 255)


@pytest.mark.parametrize("name", ["latihan", "konsep"])
def test_every_page_of_training_and_draft_shows_its_word(name: str) -> None:
    word = "LATIHAN" if name == "latihan" else "KONSEP"
    page = replace(PAGES["panjang"], training=PAGES[name].training, watermark=PAGES[name].watermark)
    pages = lines_of(render.pdf(page))
    assert len(pages) == 2
    assert all(word in " ".join(lines).replace("\n", "") for lines in pages)


def test_an_office_without_arms_has_its_kop_in_the_middle() -> None:
    with_arms, without = render.pdf(page_of()), render.pdf(page_of(sheet=Sheet()))
    layout = get_layout("A4")
    (left, _, right, _) = rectangles(without, 0, "KELURAHAN SIALANG")[0]
    assert (left + right) / 2 == pytest.approx(layout.left + layout.measure / 2, abs=1)
    assert len(without) < len(with_arms)


def test_a_long_kop_stands_clear_of_the_arms() -> None:
    office = replace(
        OFFICE, kelurahan="Sembilan Belas Ilir Barat Permai", address="Jalan " + "Sangat Panjang " * 8
    )
    pdf = render.pdf(page_of(office=office, sheet=Sheet(arms=ARMS)))
    edge = get_layout("A4").left + render.ARMS[0]
    for words in ("KELURAHAN SEMBILAN", "Sangat Panjang"):
        assert all(box[0] > edge for box in rectangles(pdf, 0, words))


def test_arms_that_are_no_picture_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        render.pdf(page_of(sheet=Sheet(arms=b"GIF89a")))
    assert refused.value.code == "bad_picture"


def test_the_camat_signs_below_the_lurah() -> None:
    page = compose_own(replace(PENGHASILAN, camat=True), INCOME)
    pdf = render.pdf(page)
    last = read.page_count(pdf) - 1
    (camat,) = rectangles(pdf, last, "CAMAT SAKO,")
    (name,) = rectangles(pdf, last, "Budi Contoh, S.Sos.")
    assert camat[1] > name[3]
    assert camat[3] + 25 * MM < get_layout("A4").band_top


def test_a_table_that_runs_over_shows_its_head_again() -> None:
    rows = [{"siapa": f"Orang {n}", "jumlah": 100_000 * n} for n in range(1, 50)]
    pages = lines_of(render.pdf(compose_own(PENGHASILAN, {**INCOME, "penghasilan": rows})))
    assert len(pages) > 1
    for lines in pages[:2]:
        assert sum("Jumlah sebulan" in line for line in lines) == 1


def test_a_second_person_and_a_wide_table_are_drawn() -> None:
    child = make_field("anak", Kind.PERSON, "Anak", parts=PENGHASILAN.subject.parts)
    wide = make_field(
        "barang",
        Kind.LIST,
        "Barang",
        parts=tuple(make_field(name, Kind.TEXT, name) for name in ("satu", "dua", "tiga", "empat")),
    )
    service = make_service("Surat Keterangan Wali", "Nama tersebut wali dari {anak}: {barang}", child, wide)
    row = {name: f"isi yang panjang sekali untuk {name}" for name in ("satu", "dua", "tiga", "empat")}
    page = compose_own(service, {"pemohon": LELA, "anak": {"nama": "Adi Contoh"}, "barang": [row]})
    pdf = render.pdf(page)
    text = " ".join(" ".join(lines) for lines in lines_of(pdf))
    assert " Anak " in text
    assert "ADI CONTOH" in text
    edge = get_layout("A4").width - get_layout("A4").right
    for name in row:
        assert all(box[2] <= edge for box in rectangles(pdf, 0, f"untuk {name}"))


def test_a_draft_pengantar_has_its_rows_without_a_number() -> None:
    data = {"fields": LOST, "signer": SIGNERS[Form.LURAH]}
    page = compose(KEHILANGAN, data, office=OFFICE, sheet=Sheet(copy=Copy.DRAFT), say=say)
    text = "\n".join(lines_of(render.pdf(page))[0])
    assert "Sifat" in text
    assert "Nomor :" not in text


def test_a_long_subject_wraps_beside_the_date() -> None:
    title = "Pengantar Laporan Kehilangan Barang Berharga di Pasar dan Jalan Umum"
    pdf = render.pdf(compose_own(replace(KEHILANGAN, title=title[:48]), LOST))
    (hal,) = rectangles(pdf, 0, "Pengantar Laporan")
    (date,) = rectangles(pdf, 0, "24 November 2026")
    assert hal[2] < date[0]


def test_a_statement_without_meterai_has_no_square_for_one() -> None:
    with_, without = (
        " ".join(lines_of(render.pdf(compose_own(replace(PERNYATAAN, bring=bring), {"pemohon": LELA})))[0])
        for bring in ((("meterai",),), ())
    )
    assert "Meterai" in with_
    assert "Meterai" not in without
    assert "Yang menyatakan," in without


def test_an_attachment_follows_on_pages_of_its_own_with_the_number_and_no_code() -> None:
    note = "Lampiran surat Nomor 100.2.2.5/007/KEL-SLG/XI/2026"
    form = Attachment("N2", "PERMOHONAN KEHENDAK NIKAH", note, (Paragraph("Isi formulir. " * 400),))
    page = replace(page_of(), attachments=(form,))
    pdf = render.pdf(page)
    pages = lines_of(pdf)
    assert len(pages) == 3
    assert pages[1][:2] == ["N2", "PERMOHONAN KEHENDAK NIKAH"]
    assert note in pages[1]
    assert not any("Periksa keaslian" in line for lines in pages[1:] for line in lines)
    assert all(f"Halaman {n} dari 3" in lines[-1] for n, lines in enumerate(pages, 1))
    assert read.qr_texts(pdf) == [page.band.qr]
