"""The buku register of a month as PDF and as a table: the same lines in words, every gap explained."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.usecases import acts, office, surat
from printing.book import COLUMNS
from tests import make
from ui import bookprint

MONTH = "2026-11"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kiosk]:
    """A month with a void, a revoked, an outside and an issued line."""
    kiosk = make.make_office(tmp_path)
    void = make.signed(kiosk)
    surat.void(kiosk, make.operator, acts.begin(kiosk, void), reason="other", text="salah ketik")
    case = make.ready(kiosk)
    surat.revoke(kiosk, make.lurah, acts.begin(kiosk, case), reason="court")
    start = office.Start("office", 2026, 2)
    office.outside(kiosk, make.operator, acts.begin(kiosk), (start, 3), title="surat dinas")
    make.signed(kiosk)
    yield kiosk
    kiosk.db.close()


def table(kiosk: Kiosk) -> list[dict[str, str]]:
    rows = sheets.read(bookprint.write_table(kiosk, MONTH))
    head = [str(cell) for cell in rows[0].cells]
    assert head == [kiosk.say(f"book.{name}") for name in COLUMNS]
    return [dict(zip(head, map(str, row.cells), strict=False)) for row in rows[1:]]


def test_a_spreadsheet_has_the_lines_of_the_paper(desk: Kiosk) -> None:
    rows = table(desk)
    assert [row["Keadaan"] for row in rows[:4]] == ["Batal", "Dicabut", "Luar", "Terbit"]
    assert rows[0]["Keterangan"] == "lainnya: salah ketik"
    assert rows[1]["Keterangan"] == "putusan pengadilan"
    assert (rows[2]["Jenis surat"], rows[2]["Nomor surat"]) == ("surat dinas", "3")
    assert rows[-1]["No."] == "Setiap baris dan setiap nomor sampai baris terakhir ada keterangannya."


def test_a_csv_opens_in_a_spreadsheet(desk: Kiosk) -> None:
    body = bookprint.write_table(desk, MONTH, form="csv")
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert len(rows) == 5
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_a_gap_is_said_on_paper_and_in_the_table(desk: Kiosk) -> None:
    desk.db.run("DELETE FROM register WHERE line = 2")
    said = "Baris 2 tidak ada dalam buku ini."
    assert any(said in row["No."] for row in table(desk))
    _, pdf = bookprint.render_book(desk, MONTH)
    with pdfium.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_range()
    assert said in text
    assert "Setiap baris" not in text


def test_one_number_on_two_surat_is_said(desk: Kiosk) -> None:
    desk.db.run("UPDATE register SET n = 1 WHERE line = 2")
    assert any("dua surat" in row["No."] for row in table(desk))
