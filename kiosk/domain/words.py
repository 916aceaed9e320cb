"""Values to Indonesian words: dates, numbers, money, names, masked digits; it checks no answer."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

WIB: Final = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian time, the only one of Palembang; without daylight saving no zone data are needed."""

MONTHS: Final = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
WEEKDAYS: Final = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_UNITS: Final = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_SCALES: Final = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
LARGEST: Final = 10**15 - 1
"""The largest number there are words for; more than every budget of the city."""

_TEENS, _HUNDRED, _THOUSAND = 12, 100, 1000
_SHOWN: Final = 4


def tidy(text: str) -> str:
    """One line, NFC, single spaces, nothing at the ends; control and format characters are dropped."""
    visible = text if text.isprintable() else "".join(map(_visible, text))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def tidy_paragraph(text: str) -> str:
    """As `tidy`, line by line; runs of empty lines become one, and none stands at the ends."""
    lines: list[str] = []
    for line in map(tidy, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip("\n")


def _visible(character: str) -> str:
    """A space for any kind of white space and control, nothing for invisible marks, else the character."""
    category = unicodedata.category(character)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs", "Co", "Cn"} else character


def begins(text: str, typed: str) -> bool:
    """Whether every word typed begins a word of the text, in any order; a slash parts words too."""
    words = text.casefold().replace("/", " ").split()
    return all(any(word.startswith(wanted) for word in words) for wanted in typed.casefold().split())


def date_words(day: date, lang: str = "id") -> str:
    """As on a surat: "3 Februari 2026"."""
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def month_words(month: str, lang: str = "id") -> str:
    """`2026-11` as "November 2026"."""
    year, number = month.split("-")
    return f"{MONTHS[lang][int(number) - 1]} {year}"


def weekday_words(day: date, lang: str = "id") -> str:
    """The day of the week: "Selasa"."""
    return WEEKDAYS[lang][day.weekday()]


def full_date_words(day: date, lang: str = "id") -> str:
    """With its weekday: "Selasa, 3 Februari 2026"."""
    return f"{weekday_words(day, lang)}, {date_words(day, lang)}"


def time_words(clock: str) -> str:
    """The `hh:mm` an answer holds as "14.05 WIB"."""
    return f"{clock.replace(':', '.')} WIB"


def moment_day(moment: int) -> date:
    """The day in Palembang of a moment in ms UTC."""
    return datetime.fromtimestamp(moment / 1000, WIB).date()


def clock_words(moment: int) -> str:
    """The clock in Palembang at a moment in ms UTC: "14.05"."""
    return f"{datetime.fromtimestamp(moment / 1000, WIB):%H.%M}"


def moment_words(moment: int, lang: str = "id") -> str:
    """A moment in ms UTC as "3 Februari 2026 pukul 14.05 WIB"."""
    at = "pukul" if lang == "id" else "at"
    return f"{date_words(moment_day(moment), lang)} {at} {clock_words(moment)} WIB"


def age(born: date, on: date) -> int:
    """Completed years on a day; somebody born on 29 February has the birthday on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def terbilang(number: int) -> str:
    """A whole number in words ("seribu dua ratus lima"), as amounts on official papers are repeated.

    Refused("number_beyond_words") beyond `LARGEST` on either side of zero.
    """
    if abs(number) > LARGEST:
        raise Refused("number_beyond_words", max=number_text(LARGEST))
    if number < 0:
        return f"minus {terbilang(-number)}"
    return _count(number) if number else _UNITS[0]


def _count(number: int) -> str:
    """Words of a positive number; empty for zero, because nothing is said for an empty group."""
    words: list[str] = []
    for scale, name in _SCALES:
        many, number = divmod(number, scale)
        if many:
            words += (_below_million(many), name)
    if number:
        words.append(_below_million(number))
    return " ".join(words)


def _below_million(number: int) -> str:
    thousands, rest = divmod(number, _THOUSAND)
    words: list[str] = []
    if thousands == 1:
        words.append("seribu")
    elif thousands:
        words += (_below_thousand(thousands), "ribu")
    if rest:
        words.append(_below_thousand(rest))
    return " ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    words: list[str] = []
    if hundreds == 1:
        words.append("seratus")
    elif hundreds:
        words += (_UNITS[hundreds], "ratus")
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < _TEENS:
        return _UNITS[number]
    tens, ones = divmod(number, 10)
    if tens == 1:
        return f"{_UNITS[ones]} belas"
    return f"{_UNITS[tens]} puluh {_UNITS[ones]}" if ones else f"{_UNITS[tens]} puluh"


def number_text(number: int | str) -> str:
    """A number with Indonesian separators: 1500000 -> "1.500.000", the decimal text "72.5" -> "72,5"."""
    return f"{Decimal(number):,f}".translate(str.maketrans(",.", ".,"))


def money_text(rupiah: int) -> str:
    """Digits only, "Rp1.500.000": no space after Rp, no cents."""
    return f"{'-' * (rupiah < 0)}Rp{number_text(abs(rupiah))}"


def money_words(rupiah: int) -> str:
    """Digits and words, "Rp2.000 (dua ribu rupiah)", so that no digit can be added by hand."""
    return f"{money_text(rupiah)} ({terbilang(rupiah)} rupiah)"


def roman_month(month: int) -> str:
    """The month as it stands in the number of a surat: 11 -> "XI"."""
    return _ROMAN[month - 1]


def capital_name(name: str) -> str:
    """A person's name as official papers print it: in capitals, spaces tidied."""
    return tidy(name).upper()


def group_nik(digits: str) -> str:
    """Sixteen digits in fours, as a person reads them aloud: "1671 9945 0789 0003"."""
    return " ".join(digits[start : start + _SHOWN] for start in range(0, len(digits), _SHOWN))


def mask_nik(digits: str) -> str:
    """First and last four digits: "1671********0003"; anything that is not longer is hidden whole."""
    hidden = len(digits) - 2 * _SHOWN
    if hidden <= 0:
        return "*" * len(digits)
    return f"{digits[:_SHOWN]}{'*' * hidden}{digits[-_SHOWN:]}"


def last_four(digits: str) -> str:
    """What a list shows of a NIK or KK number: "****0003"."""
    return f"{'*' * _SHOWN}{digits[-_SHOWN:]}" if len(digits) > _SHOWN else "*" * len(digits)


def group_nip(nip: str) -> str:
    """A NIP of 18 digits as it is read: born, appointed, sex, serial (BKN)."""
    if len(nip) != 18:
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def joined(parts: Sequence[str]) -> str:
    """Words in a row as a sentence has them: "a", "a dan b", "a, b, dan c"."""
    *first, last = parts or ("",)
    return f"{', '.join(first)}{',' * (len(first) > 1)} dan {last}" if first else last
