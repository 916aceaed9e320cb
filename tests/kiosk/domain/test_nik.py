"""NIK and KK: what no office can have issued is refused, everything else is only remarked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import nik
from kiosk.domain.errors import Refused
from kiosk.domain.place import Areas

TODAY = date(2026, 11, 24)
AREAS = Areas(frozenset({"167108", "110101"}), frozenset({"910101"}))
LELA = "1671994507890003"


def code_of(text: str) -> str:
    with pytest.raises(Refused) as refusal:
        nik.parse(text)
    return refusal.value.code


def test_a_nik_spells_birth_and_sex() -> None:
    lela = nik.parse(LELA)
    assert (lela.day, lela.month, lela.year, lela.sex) == (5, 7, 89, "Perempuan")
    assert lela.area == "167199"
    assert lela.is_example
    assert nik.birth_date(lela, TODAY) == date(1989, 7, 5)


@pytest.mark.parametrize(
    "text", ["1671 9945 0789 0003", "16.71.99.45.07.89.0003", "1671-9945-0789-0003\u00a0"]
)
def test_separators_do_not_count(text: str) -> None:
    assert nik.parse(text).digits == LELA


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "nik_length"),
        ("167199450789000", "nik_length"),
        ("16719945078900031", "nik_length"),
        ("167199450789OOO3", "nik_characters"),
        ("١٦٧١٩٩٤٥٠٧٨٩٠٠٠٣", "nik_characters"),
        ("167199450789000\uff13", "nik_characters"),
        ("1671994507890000", "nik_serial"),
        ("1671990007890003", "nik_date"),
        ("1671993207890003", "nik_date"),
        ("1671994007890003", "nik_date"),
        ("1671997207890003", "nik_date"),
        ("1671999907890003", "nik_date"),
        ("1671990500890003", "nik_date"),
        ("1671990513890003", "nik_date"),
        ("1671993104890003", "nik_date"),
        ("1671992902890003", "nik_date"),
        ("1671996902010003", "nik_date"),
    ],
)
def test_what_cannot_have_been_issued_is_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_refusal_says_how_many_digits_there_are_and_never_the_number() -> None:
    with pytest.raises(Refused) as refusal:
        nik.parse(LELA[:-1])
    assert refusal.value.details == {"field": "nik", "length": 15}
    with pytest.raises(Refused) as refusal:
        nik.parse(LELA.replace("0", "O"))
    assert refusal.value.details == {"field": "nik", "character": "O"}


def test_leap_day_is_tried_in_both_centuries() -> None:
    assert nik.birth_dates(nik.parse("1671992902000003"), TODAY) == (date(2000, 2, 29),)
    assert nik.birth_date(nik.parse("1671992902280003"), TODAY) == date(1928, 2, 29)


def test_a_child_is_not_dated_into_the_last_century() -> None:
    child = nik.parse("1671990501240001")
    assert nik.birth_dates(child, TODAY) == (date(2024, 1, 5), date(1924, 1, 5))
    assert nik.birth_date(nik.parse("1671992512260001"), TODAY) == date(1926, 12, 25)


def test_before_every_century_there_is_no_date() -> None:
    assert nik.birth_date(nik.parse(LELA), date(1900, 1, 1)) is None


def remarks(text: str, **known: object) -> tuple[str, ...]:
    return nik.warnings(nik.parse(text), AREAS, today=TODAY, **known)  # type: ignore[arg-type]


def test_another_place_of_first_registration_says_nothing() -> None:
    assert remarks("1101010507890003") == ()
    assert remarks("1671080507890003") == ()


def test_areas_are_only_remarked() -> None:
    assert remarks(LELA) == ("nik_example",)
    assert remarks("1671000507890003") == ("nik_example",)
    assert remarks("9101010507890003") == ("nik_area_retired",)
    assert remarks("1671200507890003") == ("nik_area_unknown",)


def test_an_area_that_was_retired_and_used_again_is_current() -> None:
    assert not Areas(frozenset({"910101"}), frozenset({"910101"})).is_retired("910101")


def test_the_form_decides_over_the_number_and_a_difference_is_remarked() -> None:
    assert remarks("1671084507890003", born=date(1989, 7, 5), sex="Perempuan") == ()
    assert remarks("1671084507890003", born=date(1989, 7, 6)) == ("nik_birth_differs",)
    assert remarks("1671084507890003", sex="Laki-laki") == ("nik_sex_differs",)


def test_great_age_and_an_open_century_are_asked_about() -> None:
    assert remarks("1671080501240003") == ("nik_century",)
    assert remarks("1671080501240003", born=date(2024, 1, 5)) == ()
    assert remarks("1671080501240003", born=date(1924, 1, 5)) == ("nik_over_100",)


def test_a_number_from_before_the_clock_has_no_age() -> None:
    assert nik.warnings(nik.parse("1671080507890003"), AREAS, today=date(1900, 1, 1)) == ()


def test_a_kk_number_is_sixteen_digits() -> None:
    assert nik.parse_kk("1671.9912.0315.0001") == "1671991203150001"
    for text, code in (("16719912", "kk_length"), ("16719912031S0001", "kk_characters")):
        with pytest.raises(Refused) as refusal:
            nik.parse_kk(text)
        assert refusal.value.code == code


def test_odd_kk_numbers_are_only_remarked() -> None:
    assert nik.kk_warnings("1671081203150001", AREAS) == ()
    assert nik.kk_warnings("1671201203150001", AREAS) == ("kk_area_unknown",)
    assert nik.kk_warnings("1671994507890003", AREAS, nik=LELA) == ("kk_is_nik", "kk_date")


@given(st.dates(date(1930, 1, 1), TODAY), st.booleans(), st.integers(1, 9999))
def test_every_birthday_can_be_read_back(born: date, is_woman: bool, serial: int) -> None:  # noqa: FBT001
    day = born.day + (nik.WOMEN if is_woman else 0)
    parsed = nik.parse(f"167199{day:02}{born.month:02}{born.year % 100:02}{serial:04}")
    assert parsed.is_woman is is_woman
    assert born in nik.birth_dates(parsed, TODAY)


@given(st.text(max_size=24))
def test_any_text_is_parsed_or_refused_with_a_code(text: str) -> None:
    try:
        outcome = nik.parse(text).digits
    except Refused as refusal:
        outcome = refusal.code
    assert outcome.isdigit() or outcome in {"nik_length", "nik_characters", "nik_date", "nik_serial"}


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), st.integers(0, 80_000))
def test_no_number_makes_the_remarks_fail(digits: str, days: int) -> None:
    today = date(1900, 1, 1) + timedelta(days)
    nik.kk_warnings(digits, AREAS)
    try:
        parsed = nik.parse(digits)
    except Refused:
        return
    for born in nik.birth_dates(parsed, today):
        assert born <= today
    nik.warnings(parsed, AREAS, today=today)
