"""Every surat at the longest its questions allow, on both papers: nothing leaves the sheet."""

from __future__ import annotations

from dataclasses import replace

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

SURAT = [one for one in library().catalogue.services if one.outcome is Outcome.SURAT]


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)
def test_the_longest_answers_stay_within_the_margins(service: Service, paper: str) -> None:
    holder = {**library().reference.example["pemohon"], "nama": stress.NAME}
    fields = {**library().reference.example, **stress.most(service), "pemohon": holder}
    on = replace(service, paper=paper)
    page = compose(on, sealed(on, fields), office=OFFICE, sheet=Sheet(arms=ARMS), say=say)
    layout = get_layout(paper)
    edge = layout.width - layout.right + 1
    with pdfium.PdfDocument(render.pdf(page)) as document:
        for sheet in document:
            text = sheet.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            assert boxes
            assert all(left >= layout.left - 12 and right <= edge for left, _, right, _ in boxes)
            assert all(bottom > 0 and top < layout.height for _, bottom, _, top in boxes)
