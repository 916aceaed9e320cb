"""Every surat, as its example and at its longest, on both papers: nothing leaves the sheet or signs alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest

from kiosk.domain.page import Sheet
from kiosk.domain.service import Outcome, Service
from kiosk.domain.surat import compose
from printing import render
from printing.layout import get_layout
from tests.make import OFFICE, library
from tests.printing import stress
from tests.printing.sample import ARMS, say, sealed

BESIDE = ("DRAF", "menunggu persetujuan", "KONSEP FORMULIR", "contoh belum disetujui", "(lanjutan)")
"""What stands in a page's corner or repeats whose page it is: no text of the surat."""

SURAT = [one for one in library().catalogue.services if one.outcome is Outcome.SURAT]


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)
def test_the_longest_answers_stay_within_the_margins(service: Service, paper: str) -> None:
    layout = get_layout(paper)
    edge = layout.width - layout.right + 1
    with pdfium.PdfDocument(draw(service, paper, stress.most(service))) as document:
        for sheet in document:
            text = sheet.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            assert boxes
            assert all(left >= layout.left - 12 and right <= edge for left, _, right, _ in boxes)
            assert all(bottom > 0 and top < layout.height for _, bottom, _, top in boxes)


@pytest.mark.parametrize("length", ["example", "longest"])
@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)
def test_nobody_signs_on_a_page_without_two_lines_of_text(service: Service, paper: str, length: str) -> None:
    """Of the surat and of each form that goes with it: who signs sees on that page what is signed."""
    pdf = draw(service, paper, stress.most(service) if length == "longest" else service.example)
    pages = [[line for line in page if not any(words in line for words in BESIDE)] for page in lines_of(pdf)]
    for page in pages:
        signed = [at for at, line in enumerate(page) if line.startswith(("LURAH SIALANG,", "Palembang, 24"))]
        assert not signed or signed[0] >= 2, page
    assert any("NIP 1970" in line for page in pages for line in page)


@pytest.mark.parametrize("length", ["example", "longest"])
@pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)
def test_the_signed_page_says_something_of_its_own(service: Service, length: str) -> None:
    """More than basis, purpose and validity, which all surat end with: that sheet would fit any other."""
    pdf = draw(service, "A4", stress.most(service) if length == "longest" else service.example)
    pages = [[line for line in page if not any(words in line for words in BESIDE)] for page in lines_of(pdf)]
    signed = next(page for page in pages if any(line.startswith("LURAH SIALANG,") for line in page))
    above = next(at for at, line in enumerate(signed) if line.startswith(("LURAH", "Palembang, 24")))
    assert above >= 5, signed


@pytest.mark.parametrize(
    "service", [one for one in SURAT if one.id in {"pengantar_kk", "pindah"}], ids=lambda one: one.id
)
def test_a_form_whose_table_runs_over_still_says_which_form_it_is(service: Service) -> None:
    last = lines_of(draw(service, "A4", stress.most(service)))[-1]
    assert any("F-1.0" in line and "(lanjutan)" in line for line in last)
    assert any(line.startswith("No.") for line in last)


@pytest.mark.parametrize(("id_", "sheets"), [("sudah_menikah", 1), ("izin_keluarga", 1), ("ahli_waris", 2)])
def test_lines_close_up_where_that_saves_a_page(id_: str, sheets: int) -> None:
    service = library().catalogue.get(id_)
    assert len(lines_of(draw(service, "A4", service.example))) == sheets


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_heirs_of_a_small_family_sign_on_one_page(paper: str) -> None:
    service = library().catalogue.get("ahli_waris")
    *_, last = lines_of(draw(service, paper, service.example))
    heirs = service.example["ahli_waris"]
    assert [heir["nama"] for heir in heirs if not any(heir["nama"].upper() in line for line in last)] == []


def draw(service: Service, paper: str, answers: Mapping[str, Any]) -> bytes:
    """The surat on that paper, everybody's name long where the answers are the longest."""
    known = library().reference.example
    long = answers is not service.example
    holder = {**known["pemohon"], "nama": stress.NAME} if long else known["pemohon"]
    on = replace(service, paper=paper)
    data = sealed(on, {**known, **answers, "pemohon": holder}, until="2027-02-22" if on.valid_days else "")
    return render.pdf(compose(on, data, office=OFFICE, sheet=Sheet(arms=ARMS), say=say))


def lines_of(pdf: bytes) -> list[list[str]]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().splitlines() for page in document]
