"""Heads of RT and RW: read back as written, and a pengantar by somebody not in office is flagged."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.heads import (
    ELSEWHERE,
    ENDED,
    OLD,
    UNKNOWN,
    find_flags,
    is_table,
    make_head,
    read_heads,
    write_heads,
)

MASNUN = make_head(
    {"rt": "7", "rw": "2", "name": "Masnun (CONTOH)", "since": "2025-04-01", "until": "2026-03-31"}
)
TODAY = date(2026, 11, 24)
TABLE = write_heads([MASNUN, make_head({"rt": "", "rw": "2", "name": "Zainal (CONTOH)"})])


def test_what_is_written_is_read_back_an_rw_before_its_rt() -> None:
    assert [one.key for one in read_heads(TABLE)] == ["/002", "007/002"]
    assert read_heads(TABLE)[1] == MASNUN
    assert is_table(TABLE)
    assert not is_table({"7/2": TABLE["007/002"]})
    assert not is_table({"007/002": ("", "", "", "", "")})


@pytest.mark.parametrize(
    ("rt", "day", "flags"),
    [
        ("7", "2025-03-31", (ENDED,)),
        ("007", "2025-04-01", ()),
        ("007", "2026-03-31", ()),
        ("007", "2026-04-01", (ENDED,)),
        ("008", "2026-01-01", (UNKNOWN,)),
    ],
)
def test_a_pengantar_from_outside_the_heads_time_is_flagged(
    rt: str, day: str, flags: tuple[str, ...]
) -> None:
    given = {"rt": rt, "rw": "2", "tanggal": day}
    assert find_flags(TABLE, given, {}, date.fromisoformat(day)) == flags


@pytest.mark.parametrize(("day", "flags"), [("2026-10-25", ()), ("2026-10-24", (OLD,))])
def test_a_pengantar_is_fresh_for_thirty_days(day: str, flags: tuple[str, ...]) -> None:
    assert find_flags({}, {"rt": "007", "rw": "002", "tanggal": day}, {}, TODAY) == flags


@pytest.mark.parametrize(
    ("home", "flags"),
    [
        ({}, ()),
        ({"rt": "7", "rw": "002"}, ()),
        ({"rt": "008", "rw": "002"}, (ELSEWHERE,)),
        ({"rw": "003"}, (ELSEWHERE,)),
    ],
)
def test_a_pengantar_of_another_rt_than_the_address_is_flagged(
    home: dict[str, str], flags: tuple[str, ...]
) -> None:
    assert find_flags({}, {"rt": "007", "rw": "002", "tanggal": "2026-11-20"}, home, TODAY) == flags


def test_an_office_without_a_list_and_a_case_without_a_pengantar_have_no_flag() -> None:
    assert find_flags({}, {"rt": "008", "rw": "002", "tanggal": "2026-11-20"}, {}, TODAY) == ()
    assert find_flags(TABLE, {}, {"rt": "008"}, TODAY) == ()


def test_an_rt_is_at_most_three_digits() -> None:
    with pytest.raises(Refused) as refused:
        make_head({"rt": "0007", "rw": "2", "name": "Masnun (CONTOH)"})
    assert refused.value.code == "bad_rt_rw"
