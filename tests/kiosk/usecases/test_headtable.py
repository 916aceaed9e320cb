"""A table of the heads of RT and RW: each row that is not taken is named with why, the rest stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.heads import make_head, read_heads, write_heads
from kiosk.usecases import headtable

HEAD = ("RT", "RW", "Nama Ketua", "No. SK", "Menjabat sejak", "Sampai", "No HP", "Alamat")
MASNUN = ("7", "2", "Masnun (CONTOH)", "1/2025", "01-04-2025", "", "0812 0000 0000", "Jalan Contoh 1")
ZAINAL = ("", "2", "Zainal (CONTOH)", "", 45383, "2027-03-31", "", "")
KNOWN = write_heads(
    [
        make_head({"rt": "007", "rw": "002", "name": "Rusdi (CONTOH)"}),
        make_head({"rt": "009", "rw": "002", "name": "Yanti (CONTOH)"}),
    ]
)


def table(*rows: Sequence[str | int]) -> bytes:
    return sheets.write_xlsx("ketua", [("Daftar ketua RT dan RW",), HEAD, *rows])


def test_heads_of_a_table_join_those_the_office_has() -> None:
    found = headtable.read(KNOWN, table(MASNUN, ZAINAL))
    assert found.counts == {"new": 1, "changed": 1, "same": 0, "refused": 0}
    assert found.unknown == ("alamat",)
    listed = {one.key: one for one in read_heads(found.heads)}
    assert listed.keys() == {"/002", "007/002", "009/002"}
    assert (listed["007/002"].name, listed["007/002"].since) == ("Masnun (CONTOH)", "2025-04-01")
    assert (listed["/002"].since, listed["/002"].until) == ("2024-04-01", "2027-03-31")
    assert headtable.read(found.heads, table(MASNUN, ZAINAL)).counts["same"] == 2


def test_a_row_nobody_can_mean_is_named_with_its_line_and_changes_nothing(desk: Kiosk) -> None:
    found = headtable.read(
        KNOWN,
        table(
            ("0071", "2", "Panjang (CONTOH)"),
            ("8", "", "Tanpa RW (CONTOH)"),
            ("8", "2", ""),
            ("8", "2", "Salah hari (CONTOH)", "", "31-02-2025"),
            MASNUN,
            (*MASNUN[:2], "Kedua (CONTOH)"),
        ),
    )
    assert [(one.line, one.error.code) for one in found.bad] == [
        (3, "bad_rt_rw"),
        (4, "bad_rt_rw"),
        (5, "head_no_name"),
        (6, "head_bad_day"),
        (7, "head_twice"),
    ]
    assert {one.name for one in read_heads(found.heads)} == {"Kedua (CONTOH)", "Yanti (CONTOH)"}
    for language in desk.texts.values():
        assert all("{" not in language.error(one.error) for one in found.bad)


def test_a_table_without_rw_or_names_is_refused() -> None:
    with pytest.raises(Refused, match="table_no_columns") as refused:
        headtable.read({}, sheets.write_xlsx("x", [("RT", "Nama"), ("7", "Masnun (CONTOH)")]))
    assert refused.value.details == {"missing": "rw"}
