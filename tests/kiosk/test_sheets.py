"""Tables in and out: CSV and xlsx as offices have them, and files that only pretend."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import date

import pytest

from kiosk import sheets
from kiosk.domain.errors import Refused

ROWS = [["NIK", "Nama"], ["1671994507890003", 'LELA <CONTOH> & "kawan"'], ["", "=1+1"]]


def edited(body: bytes, part: str, change: tuple[str, str]) -> bytes:
    """The same workbook with other words in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == part:
                assert re.search(change[0], text)
                text = re.sub(change[0], lambda _: change[1], text, count=1)
            new.writestr(name, text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_what_is_written_is_read_again() -> None:
    rows = sheets.read(sheets.write_xlsx("Buku", ROWS, widths=[20, 30]))
    assert [list(row.cells) for row in rows] == ROWS
    assert [row.line for row in rows] == [1, 2, 3]


def test_a_workbook_is_the_same_bytes_each_time() -> None:
    assert sheets.write_xlsx("Buku", ROWS) == sheets.write_xlsx("Buku", ROWS)


def test_a_formula_is_written_as_text_and_a_control_character_not_at_all() -> None:
    body = sheets.write_xlsx("Buku", [["=CMD()\x00\x1b"], [7]])
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        text = packed.read(SHEET).decode()
    assert "<f>" not in text
    assert "=CMD()" in text
    assert [row.cells for row in sheets.read(body)] == [("=CMD()",), (7.0,)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_of_any_program_is_read(mark: str, code: str) -> None:
    text = f'Daftar warga\nNIK{mark}NAMA\n"1671994507890003"{mark}"RENÉ\nCONTOH"\n\n1{mark}B\n'
    rows = sheets.read(text.encode(code))
    assert rows[2].cells == ("1671994507890003", "RENÉ\nCONTOH")
    assert [(row.line, row.is_empty) for row in rows[2:]] == [(3, False), (5, True), (6, False)]


def test_a_merged_cell_stands_in_every_row_it_covers() -> None:
    body = sheets.write_xlsx("x", [["KK", "NAMA"], ["1", "A"], ["", "B"], ["", ""]])
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'
    rows = sheets.read(edited(body, SHEET, ("</sheetData>", merged)))
    assert [row.cells[0] for row in rows[1:]] == ["1", "1"]  # the sheet ends where its last text stands
    assert rows[2].merged == {0}
    assert not rows[1].merged


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (32694, date(1989, 7, 5)),
        (32694.0, date(1989, 7, 5)),
        (date(1989, 7, 5), date(1989, 7, 5)),
        (0, None),
        (32694.5, None),
        (19890705.0, None),
        ("5 Juli 1989", None),
    ],
)
def test_a_day_may_be_a_bare_number(cell: sheets.Cell, day: date | None) -> None:
    assert sheets.as_day(cell) == day


def test_a_whole_number_has_no_point() -> None:
    assert (sheets.as_text(7.0), sheets.as_text(7.5), sheets.as_text("07")) == ("7", "7.5", "07")


GOOD = sheets.write_xlsx("x", ROWS)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "table_empty"),
        (b"\n \n;;\n", "table_empty"),
        (GOOD[:200], "table_unreadable"),
        (b"PK\x03\x04" + b"\x00" * 500, "table_unreadable"),
        (edited(GOOD, "xl/workbook.xml", ("<sheet name[^>]*/>", "")), "table_unreadable"),
        (edited(GOOD, "xl/workbook.xml", ("<sheets>", "<sheets")), "table_unreadable"),
        (edited(GOOD, SHEET, ('r="A1"', 'r="XFD1048576"')), "table_too_large"),
        (edited(GOOD, SHEET, ('r="A1"', 'r="A900000"')), "table_too_large"),
        (b"a" * (sheets.MOST_BYTES + 1), "table_too_large"),
        (b"x\n" * (sheets.MOST_ROWS + 2), "table_too_large"),
        (b"," * (sheets.MOST_LINE + 1), "table_unreadable"),
    ],
    ids=["empty", "blank", "cut", "zip", "no-sheet", "broken", "far", "deep", "heavy", "long", "wide"],
)
def test_what_is_no_table_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        sheets.read(body)
    assert caught.value.code == code


def test_what_unfolds_to_more_than_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 10_000)
    body = sheets.write_xlsx("x", [["A" * 20_000]])
    assert len(body) < 5_000
    with pytest.raises(Refused) as caught:
        sheets.read(body)
    assert caught.value.code == "table_too_large"


FAR = "IV250000"


@pytest.mark.parametrize(
    "change",
    [
        ('r="A1"', "r='XFD1048576'"),
        ('r="A1"', 'r = "XFD1048576"'),
        ('r="A1"', 'r="xfd1048576"'),
        ('r="A1"', 'r="&#88;FD1048576"'),
        ('<c r="A1"', '<x:c xmlns:x="http://example.org" r="XFD1048576"'),
        ('<row r="1"', '<row r="4000000"'),
        ('r="A1"', f'r="{FAR}"'),
        ('r="A1"', 'r="A1B2"'),
        ('r="A1"', 'r="A99999999999999999999"'),
        ('encoding="UTF-8"', 'encoding="UTF-888"'),
        ("<worksheet", '<!DOCTYPE worksheet [<!ENTITY far "XFD1048576">]><worksheet'),
    ],
    ids=[
        "quote",
        "blank",
        "small",
        "entity",
        "prefix",
        "row",
        "area",
        "no-place",
        "number",
        "letters",
        "doctype",
    ],
)
def test_a_place_far_away_is_refused_however_it_is_written(change: tuple[str, str]) -> None:
    """The reader would lay out every cell up to it; where memory ends it ends the whole window."""
    with pytest.raises(Refused, match=r"table_too_large|table_unreadable"):
        sheets.read(edited(GOOD, SHEET, change))


def repacked(*parts: tuple[str, bytes], book: bytes = GOOD, without: str = "") -> bytes:
    """The workbook with more parts at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != without:
                new.writestr(name, old.read(name))
        for name, part in parts:
            new.writestr(name, part)
    return out.getvalue()


def test_a_sheet_under_another_name_is_held_to_the_same_size() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        sheet = book.read(SHEET).replace(b'r="A1"', b'r="XFD1048576"')
    body = edited(GOOD, "xl/_rels/workbook.xml.rels", ("worksheets/sheet1.xml", "other/one.dat"))
    with pytest.raises(Refused, match="table_too_large"):
        sheets.read(repacked(("xl/other/one.dat", sheet), book=body))


def test_a_book_of_another_kind_is_no_table() -> None:
    """An OpenDocument sheet says "repeat this cell a billion times" in a line."""
    content = b'<office:spreadsheet><table:table-cell table:number-columns-repeated="1000000000"/>'
    with pytest.raises(Refused, match="table_unreadable"):
        sheets.read(repacked(("content.xml", content), without="xl/workbook.xml"))


@pytest.mark.parametrize("at", [18, 22, 26, 30, 60])
def test_a_part_that_is_damaged_or_says_another_length_is_refused_or_read_as_it_says(at: int) -> None:
    body = bytearray(GOOD)
    body[at] ^= 0xFF
    with suppress(Refused):
        assert sheets.read(bytes(body))


def test_a_part_under_a_password_is_refused() -> None:
    body = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.find(mark)
        while place >= 0:
            body[place + at] |= 1
            place = body.find(mark, place + 4)
    with pytest.raises(Refused, match="table_unreadable"):
        sheets.read(bytes(body))


def test_merged_cells_never_reach_beyond_the_table_and_are_not_laid_out_without_end() -> None:
    wide = '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells></worksheet>'
    rows = sheets.read(
        edited(sheets.write_xlsx("x", [["a", "b"], ["c", "d"], ["e", "f"]]), SHEET, ("</worksheet>", wide))
    )
    assert [row.cells for row in rows] == [("a", "b"), ("c", "d"), ("c", "f")]
    assert rows[2].merged == {0, 1}


def test_a_book_of_many_merged_ranges_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 50)
    many = "<mergeCells>" + 30 * '<mergeCell ref="A1:B3"/>' + "</mergeCells></worksheet>"
    book = sheets.write_xlsx("x", [["a", "b"], ["c", "d"], ["e", "f"]])
    with pytest.raises(Refused, match="table_unreadable"):
        sheets.read(edited(book, SHEET, ("</worksheet>", many)))
