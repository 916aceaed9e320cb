"""Lists as OPDs save them: whichever separator, date or money, and a clear word on what is wrong where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk import bulletin, menus, sheets
from kiosk.bulletin import Happening, Price
from kiosk.domain.errors import Refused
from tests.kiosk.test_menus import FACTS, SHIPPED, TODAY
from tests.make import RESOURCES

PRICES = """komoditas,satuan,harga,sebelumnya,tanggal
Beras medium,kg,13.500,13300,2026-11-24
Telur ayam ras,kg,Rp28.000,28500,24/11/2026
Gula pasir,kg,17500,,24-11-2026
"""
AGENDA = """tanggal,acara,tempat
2026-12-06,Pasar murah,Halaman kantor
2026-11-30,Posyandu lansia,
"""


def test_a_list_of_prices_is_read_whichever_way_it_is_written() -> None:
    day = date(2026, 11, 24)
    expected = (
        Price("Beras medium", "kg", 13_500, 13_300, day),
        Price("Telur ayam ras", "kg", 28_000, 28_500, day),
        Price("Gula pasir", "kg", 17_500, 0, day),
    )
    assert bulletin.read_prices(PRICES.encode(), "harga.csv") == expected
    excel = ("\ufeff" + PRICES.replace(",", ";")).encode()
    assert bulletin.read_prices(excel, "harga.csv") == expected


def test_a_spreadsheet_itself_will_do() -> None:
    rows = [line.split(",") for line in PRICES.splitlines()]
    book = sheets.write_xlsx("Harga", [*rows, ["Minyak goreng", "liter", 18_000, "", 46_350]])
    prices = bulletin.read_prices(book, "harga.xlsx")
    assert prices[:3] == bulletin.read_prices(PRICES.encode(), "harga.csv")
    assert prices[3] == Price("Minyak goreng", "liter", 18_000, 0, date(2026, 11, 24))


def test_the_agenda_is_in_the_order_of_its_days() -> None:
    assert bulletin.read_agenda(AGENDA.encode(), "agenda.csv") == (
        Happening(date(2026, 11, 30), "Posyandu lansia", ""),
        Happening(date(2026, 12, 6), "Pasar murah", "Halaman kantor"),
    )


def test_the_columns_say_which_list_it_is() -> None:
    assert menus.check_page(PRICES.encode(), "a.csv") == "prices"
    assert menus.check_page(AGENDA.encode(), "b.csv") == "agenda"


@pytest.mark.parametrize(
    ("cell", "instead", "column"),
    [
        ("13.500", "mahal", "harga"),
        ("13.500", "-13500", "harga"),
        ("2026-11-24", "kemarin", "tanggal"),
        ("2026-11-24", "2026-02-30", "tanggal"),
        ("Beras medium", "", "komoditas"),
        ("Beras medium", "b" * 81, "komoditas"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(cell: str, instead: str, column: str) -> None:
    with pytest.raises(Refused, match="bulletin_row") as caught:
        bulletin.read_prices(PRICES.replace(cell, instead, 1).encode(), "harga.csv")
    assert (caught.value.details["line"], caught.value.details["column"]) == (2, column)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "table_empty"),
        (b"PK\x03\x04 and nothing behind", "table_unreadable"),
        (b"\xff\xfe\x00", "bulletin_header"),
        (b"a,b\n1,2\n", "bulletin_header"),
        (PRICES.split("\n", maxsplit=1)[0].encode(), "bulletin_size"),
        ((PRICES + "x,kg,1,1,2026-11-24\n" * 300).encode(), "bulletin_size"),
    ],
)
def test_what_is_no_list_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        menus.check_page(raw, "harga.csv")


def test_a_page_that_the_program_makes_itself_cannot_be_published() -> None:
    page = (RESOURCES / "menus" / "pages" / "office.toml").read_bytes()
    with pytest.raises(Refused, match="page_not_text"):
        menus.check_page(page, "office.toml")


def prices_after(days: int) -> menus.InfoPage | None:
    rows = bulletin.read_prices(PRICES.encode(), "harga.csv")
    facts = menus.Facts(FACTS.services, FACTS.papers, FACTS.office, FACTS.holidays, prices=rows)
    return SHIPPED.fill("prices", facts, today=TODAY + timedelta(days=days))


def test_prices_say_how_they_moved_and_of_which_day_they_are() -> None:
    page = prices_after(0)
    assert page is not None
    assert (page.as_of, page.warning) == ("2026-11-24", {})
    (section,) = page.sections
    assert [line.said["id"] for line in section.lines] == ["Rp13.500", "Rp28.000", "Rp17.500"]
    assert [line.note.get("id", "") for line in section.lines] == ["naik Rp200", "turun Rp500", ""]
    assert section.lines[0].label["en"] == "Beras medium, per kg"


def test_old_prices_are_warned_of_and_then_hidden() -> None:
    warned = prices_after(4)
    assert warned is not None
    assert warned.warning["id"] == "Harga ini sudah 4 hari. Tanyakan lagi di pasar."
    assert prices_after(3) is not None
    assert prices_after(15) is None
    assert SHIPPED.fill("prices", FACTS, today=TODAY) is None


def test_the_citys_days_stand_before_the_holidays() -> None:
    days = bulletin.read_agenda(AGENDA.encode(), "agenda.csv")
    facts = menus.Facts(FACTS.services, FACTS.papers, FACTS.office, FACTS.holidays, agenda=days)
    page = SHIPPED.fill("agenda", facts, today=date(2026, 12, 1))
    assert page is not None
    assert [section.key for section in page.sections] == ["city", "soon"]
    assert [line.said["id"] for line in page.sections[0].lines] == ["Pasar murah, Halaman kantor"]
