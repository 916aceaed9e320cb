"""Residents from a spreadsheet: every row that was not taken is named with its reason, the others once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.store import residents
from kiosk.usecases import acts, intake, rows
from tests import make
from tests.bench.table import COLUMNS, people
from tests.kiosk.test_sheets import SHEET, edited

HEAD = ("NIK", "NO KK", "NAMA LENGKAP", "TGL LAHIR", "ALAMAT")
LELA = ("1671994507890003", "1671990101100004", "LELA CONTOH", "05-07-1989", "JALAN CONTOH 1")
BUDI = ("1671991203850077", "1671990101100004", "BUDI CONTOH", "12/03/1985", "JALAN CONTOH 1")


def workbook(*rows: Sequence[str | int]) -> bytes:
    return sheets.write_xlsx("warga", [HEAD, *rows])


def test_a_spreadsheet_is_judged_row_by_row(desk: Kiosk) -> None:
    found = intake.read(
        desk,
        workbook(
            LELA,
            ("167199450789000", "", "NIK PENDEK (CONTOH)", "", ""),
            ("0", "", "TANPA NIK (CONTOH)", "", ""),
            (1671994507890003, "", "NIK ANGKA (CONTOH)", "", ""),
            (BUDI[0], BUDI[1], "", "", ""),
            (BUDI[0], BUDI[1], BUDI[2], "31-02-1985", ""),
            ("", "", "", "", ""),
            (BUDI[0], "0", BUDI[2], 31118, ""),
        ),
    )
    assert [(bad.line, bad.error.code) for bad in found.bad] == [
        (3, "nik_length"),
        (4, "nik_length"),
        (5, "resident_number"),
        (6, "resident_no_name"),
        (7, "resident_bad_date"),
    ]
    assert found.counts == {"new": 2, "changed": 0, "same": 0, "refused": 5}
    born = {str(person["nama"]): person["tanggal_lahir"] for person in found.people}
    assert born == {"LELA CONTOH": "1989-07-05", "BUDI CONTOH": "1985-03-12"}
    assert "kk" not in found.people[1]
    for language in desk.texts.values():
        assert all("{" not in language.error(bad.error) for bad in found.bad)


def test_a_nik_that_stands_twice_is_told_with_both_lines_and_taken_once(desk: Kiosk) -> None:
    second = (*LELA[:4], "JALAN CONTOH 2")
    found = intake.read(desk, workbook(LELA, BUDI, second))
    (bad,) = found.bad
    assert (bad.line, bad.error.code, bad.error.details["line"]) == (2, "resident_twice", 4)
    intake.take(desk, make.operator, acts.begin(desk), found)
    assert residents.count(desk.db) == 2
    known = residents.find(desk.db, LELA[0])
    assert known is not None
    assert known.person["alamat"]["alamat"] == "JALAN CONTOH 2"
    again = intake.read(desk, workbook(second, BUDI))
    assert again.counts == {"new": 0, "changed": 0, "same": 2, "refused": 0}


def merged(body: bytes, *areas: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return edited(body, SHEET, ("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"))


def test_a_family_may_share_one_merged_cell_but_not_one_nik(desk: Kiosk) -> None:
    third = ("", "", "ADI CONTOH", "", "")
    body = merged(workbook(LELA, (BUDI[0], "", BUDI[2], BUDI[3], ""), third), "B2:B4", "E2:E4", "A3:A4")
    found = intake.read(desk, body)
    assert [(bad.line, bad.error.code) for bad in found.bad] == [(4, "resident_merged")]
    assert {person["kk"] for person in found.people} == {LELA[1]}
    assert {person["alamat"]["alamat"] for person in found.people} == {"JALAN CONTOH 1"}


def test_the_names_of_the_columns_may_stand_below_a_title(desk: Kiosk) -> None:
    rows = [["DAFTAR PENDUDUK"], [""], ["Nama", "Hobi", "NIK"], ["LELA CONTOH", "memancing", LELA[0]]]
    found = intake.read(desk, sheets.write_xlsx("x", rows))
    assert (found.new, found.unknown) == (1, ("hobi",))


def test_refused_rows_are_mended_in_their_own_file_and_read_again(desk: Kiosk) -> None:
    short = ("167199450789001", *LELA[1:])
    found = intake.read(desk, workbook(BUDI, short))
    file = rows.write_refused("warga", found.head, found.bad, say=desk.texts["id"].error)
    told = sheets.read(file)
    assert told[0].cells == (*HEAD, "alasan")
    assert told[1].cells[:5] == short
    assert "16 angka" in str(told[1].cells[5])
    mended = edited(file, SHEET, (re.escape(short[0]), LELA[0]))
    again = intake.read(desk, mended)
    assert (again.counts["new"], again.bad, again.unknown) == (1, (), ())


def test_whoever_waits_hears_how_far_it_is(desk: Kiosk) -> None:
    rows = list(people(1201))
    heard: list[tuple[int, int]] = []
    found = intake.read(
        desk,
        sheets.write_xlsx("x", [("NIK", "NO KK", "NAMA"), *(row[:3] for row in rows)]),
        told=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(500, 1201), (1000, 1201), (1201, 1201)]
    assert found.new == 1201


def test_twenty_thousand_rows_are_reported_row_by_row_and_taken_once(desk: Kiosk) -> None:
    rows = [list(row) for row in people(20_000)]
    for at in range(0, 20_000, 100):
        rows[at][0] = rows[at][0][:15]  # a digit is missing
    for at in range(1, 20_000, 200):
        rows[at][0] = rows[at + 1][0]  # the next person's
    body = merged(sheets.write_xlsx("x", [COLUMNS, *rows]), "I3:I20", "K3:K20")
    found = intake.read(desk, body)
    assert found.counts == {"new": 19_700, "changed": 0, "same": 0, "refused": 300}
    assert sorted(bad.line for bad in found.bad) == sorted(
        [at + 2 for at in range(0, 20_000, 100)] + [at + 2 for at in range(1, 20_000, 200)]
    )
    intake.take(desk, make.operator, acts.begin(desk), found)
    assert residents.count(desk.db) == 19_700
    assert intake.read(desk, body).counts == {"new": 0, "changed": 0, "same": 19_700, "refused": 300}


@pytest.mark.parametrize(("head", "missing"), [(["nama"], "nik"), (["x"], "nama, nik"), (["nik"], "nama")])
def test_a_table_without_its_columns_names_them(desk: Kiosk, head: list[str], missing: str) -> None:
    with pytest.raises(Exception, match="table_no_columns") as caught:
        intake.read(desk, sheets.write_xlsx("x", [head, ["1"]]))
    assert missing in str(caught.value)


def test_a_person_of_the_same_name_and_birthday_under_another_nik_is_told_and_kept(desk: Kiosk) -> None:
    intake.take(desk, make.operator, acts.begin(desk), intake.read(desk, workbook(LELA)))
    again = ("1671994507890011", "", "LELA CONTOH", "05-07-1989", "")
    found = intake.read(desk, workbook(BUDI, again, ("1671991203850085", *BUDI[1:]), LELA))
    assert [(one.line, one.nik[-4:], one.other[-4:]) for one in found.twins] == [
        (3, "0011", "0003"),
        (4, "0085", "0077"),
    ]
    assert found.counts == {"new": 3, "changed": 0, "same": 1, "refused": 0}
    intake.take(desk, make.operator, acts.begin(desk), found)
    assert residents.count(desk.db) == 4
