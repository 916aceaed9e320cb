"""Words on paper: dates, numbers, money and masks, as an Indonesian office writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import words
from kiosk.domain.errors import Refused


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (2015, "dua ribu lima belas"),
        (100_000, "seratus ribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (1_001_000, "satu juta seribu"),
        (2_000_000_000, "dua miliar"),
        (10**12, "satu triliun"),
        (-7, "minus tujuh"),
    ],
)
def test_numbers_are_said_as_on_a_receipt(number: int, said: str) -> None:
    assert words.terbilang(number) == said


@given(st.integers(0, 10**12 - 1))
def test_a_number_can_be_heard_back(number: int) -> None:
    said = words.terbilang(number)
    assert hear(said) == number
    assert not re.search(r"\bsatu (belas|puluh|ratus)\b", said)
    assert ("seribu" in said.split()) == (number // 1000 % 1000 == 1)


def hear(said: str) -> int:
    """The number a listener writes down: units gather in a group, which ribu, juta and miliar put away."""
    units = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    joined = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
    steps = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9}
    total = group = unit = 0
    for word in said.split():
        if word in units:
            unit = units.index(word)
        elif word == "belas":
            group, unit = group + 10 + unit, 0
        elif word == "puluh":
            group, unit = group + 10 * unit, 0
        elif word == "ratus":
            group, unit = group + 100 * unit, 0
        elif word in steps:
            total, group, unit = total + (group + unit) * steps[word], 0, 0
        else:
            group += joined[word]
    return total + group + unit


def test_a_number_without_words_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        words.terbilang(words.LARGEST + 1)
    assert refusal.value.code == "number_beyond_words"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (1_500_000, "1.500.000"),
        ("72.5", "72,5"),
        ("1234.25", "1.234,25"),
    ],
)
def test_separators_are_indonesian(number: int | str, text: str) -> None:
    assert words.number_text(number) == text


def test_money_is_repeated_in_words() -> None:
    assert words.money_words(1_500_000) == "Rp1.500.000 (satu juta lima ratus ribu rupiah)"
    assert words.money_text(-2500) == "-Rp2.500"


def test_dates_have_words_in_both_languages() -> None:
    day = date(2026, 2, 3)
    assert words.date_words(day) == "3 Februari 2026"
    assert words.full_date_words(day) == "Selasa, 3 Februari 2026"
    assert words.full_date_words(day, "en") == "Tuesday, 3 February 2026"
    assert words.month_words("2026-02") == "Februari 2026"
    assert words.time_words("14:05") == "14.05 WIB"


def test_a_moment_is_said_in_the_time_of_palembang() -> None:
    late = int(datetime(2026, 2, 2, 18, 30, tzinfo=UTC).timestamp() * 1000)
    assert words.moment_day(late) == date(2026, 2, 3)
    assert words.moment_words(late) == "3 Februari 2026 pukul 01.30 WIB"
    assert words.moment_words(late, "en") == "3 February 2026 at 01.30 WIB"


def test_somebody_born_on_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    born = date(2000, 2, 29)
    assert words.age(born, date(2001, 2, 28)) == 0
    assert words.age(born, date(2001, 3, 1)) == 1


def test_months_of_a_number_are_roman() -> None:
    romans = [words.roman_month(month) for month in range(1, 13)]
    assert romans == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def test_names_are_printed_in_capitals() -> None:
    assert words.capital_name("  Lela   Marlina (Contoh) ") == "LELA MARLINA (CONTOH)"


def test_a_nik_is_grouped_for_reading_and_masked_for_showing() -> None:
    assert words.group_nik("1671994507890003") == "1671 9945 0789 0003"
    assert words.mask_nik("1671994507890003") == "1671********0003"
    assert words.last_four("1671994507890003") == "****0003"


@given(st.text(alphabet="0123456789", max_size=20))
def test_a_mask_never_shows_more_than_eight_digits(digits: str) -> None:
    masked = words.mask_nik(digits)
    assert len(masked) == len(digits)
    assert sum(one.isdigit() for one in masked) <= 8
    assert sum(one.isdigit() for one in words.last_four(digits)) <= 4


@given(st.text())
def test_tidied_text_is_one_clean_line_and_stays_so(text: str) -> None:
    tidied = words.tidy(text)
    assert tidied == words.tidy(tidied) == tidied.strip()
    assert "  " not in tidied
    assert all(one.isprintable() for one in tidied)
    assert unicodedata.is_normalized("NFC", tidied)


@given(st.text(alphabet=st.sampled_from("ab \n\r\t\u200b\u00a0e\u0301")))
def test_a_paragraph_keeps_its_lines_and_nothing_else(text: str) -> None:
    tidied = words.tidy_paragraph(text)
    assert tidied == words.tidy_paragraph(tidied)
    assert "\n\n\n" not in tidied
    assert tidied == tidied.strip()


def test_invisible_marks_do_not_hide_inside_words() -> None:
    assert words.tidy("Lela\u200b \u202eMarlina\x00") == "Lela Marlina"


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("", True),
        ("tan", True),
        ("TANI bur", True),
        ("buruh tani", True),
        ("perk", True),
        ("ani", False),
        ("tan x", False),
    ],
)
def test_words_typed_begin_words_of_a_line_in_any_order(typed: str, *, holds: bool) -> None:
    assert words.begins("Buruh tani/perkebunan", typed) is holds
