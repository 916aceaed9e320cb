"""How a number is spelled: what an office may choose, and that no two numbers ever read alike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import numbering
from kiosk.domain.errors import Refused
from kiosk.domain.numbering import Numbered, Place, Scope

PLACE = Place(unit="KEL-SLG", kelurahan_code="1671081006", kecamatan_short="SKO")
DAY = date(2026, 11, 24)


def spelled(pattern: str, n: int = 7, *, code: str = "400.12.2.1", day: date = DAY) -> str:
    return numbering.format_number(pattern, Numbered(code=code, short="SKD", n=n, day=day), PLACE)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (numbering.DEFAULT, "400.12.2.1/007/KEL-SLG/XI/2026"),
        ("{short}/{n}-Kel/{month_roman}/{year}", "SKD/7-Kel/XI/2026"),
        ("{code}/{n:02}/{year}", "400.12.2.1/07/2026"),
        ("{kelurahan_code}.{n:04}.{month:02}.{yy}", "1671081006.0007.11.26"),
        ("{n}/{kecamatan_short}/{month}/{year}", "7/SKO/11/2026"),
    ],
)
def test_patterns_are_spelled(pattern: str, text: str) -> None:
    numbering.check_pattern(pattern, Scope.OFFICE)
    assert spelled(pattern) == text


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{code}/{n:03}/{rt}/{year}", "pattern_token"),
        ("{n:9}/{year}", "pattern_token"),
        ("{n:}/{year}", "pattern_token"),
        ("{year:02}/{n}", "pattern_token"),
        ("{n.__class__}/{year}", "pattern_token"),
        ("{}/{n}/{year}", "pattern_token"),
        ("{n}/{year", "pattern_text"),
        ("{n}/{year}/é", "pattern_text"),
        ("{code}/{year}", "pattern_without_n"),
        ("{code}/{n}", "pattern_without_year"),
        ("{n}{year}", "pattern_runs_together"),
        ("1{n}/{year}", "pattern_runs_together"),
        ("{n}0/{year}", "pattern_runs_together"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_when_saved(pattern: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        numbering.check_pattern(pattern, Scope.OFFICE)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("scope", "pattern", "services", "allowed"),
    [
        (Scope.OFFICE, "{n}/{year}", (), True),
        (Scope.CODE, "{n}/{year}", (), False),
        (Scope.CODE, "{code}/{n}/{year}", (), True),
        (Scope.SERVICE, "{n}/{unit}/{year}", (), False),
        (Scope.SERVICE, "{short}/{n}/{year}", (), True),
        (Scope.SERVICE, "{code}/{n}/{year}", (("SKD", "1"), ("SKU", "2")), True),
        (Scope.SERVICE, "{code}/{n}/{year}", (("SKD", "1"), ("SKSI", "1")), False),
    ],
)
def test_two_counts_may_never_read_alike(
    scope: Scope,
    pattern: str,
    services: tuple[tuple[str, str], ...],
    allowed: bool,  # noqa: FBT001
) -> None:
    if allowed:
        numbering.check_pattern(pattern, scope, services=services)
        return
    with pytest.raises(Refused) as refusal:
        numbering.check_pattern(pattern, scope, services=services)
    assert refusal.value.code == "pattern_ambiguous"


def test_a_number_the_seal_cannot_hold_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        spelled("{code}/{n}/PEMERINTAH-KOTA-PALEMBANG/{year}")
    assert refusal.value.code == "number_too_long"


def test_scopes_have_stable_keys() -> None:
    keys = [numbering.scope_key(scope, service="domisili", code="400.12.2.1") for scope in Scope]
    assert keys == ["office", "code:400.12.2.1", "service:domisili"]


PIECES = st.sampled_from(
    ["{code}", "{short}", "{n}", "{n:03}", "{unit}", "{month}", "{year}", "{yy}", "/", "-", "1", "K"]
)
TAKEN = st.tuples(st.integers(1, 2000), st.dates(date(2026, 1, 1), date(2027, 12, 31)))


@given(st.lists(PIECES, min_size=3, max_size=8).map("".join), TAKEN, TAKEN)
def test_an_accepted_pattern_never_spells_two_numbers_of_one_count_alike(
    pattern: str, one: tuple[int, date], other: tuple[int, date]
) -> None:
    """One count = one scope and year: two different n of a year never read alike."""
    try:
        numbering.check_pattern(pattern, Scope.OFFICE)
        texts = [spelled(pattern, n, day=day, code="4.1") for n, day in (one, other)]
    except Refused:
        return
    if (one[0], one[1].year) != (other[0], other[1].year):
        assert texts[0] != texts[1]
