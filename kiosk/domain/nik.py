"""NIK and KK numbers: what they hold, what is refused, what is only remarked; area lists are handed in.

NIK (UU 23/2006 Ps 13, Permendagri 108/2019): area of *first registration* (2+2+2), day-month-year of birth
with 40 added to the day for women, serial. There is no check digit, and the number never changes, not even
when the date of birth is corrected. So only what no office can have issued is refused; the rest is a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from kiosk.domain.words import age

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.place import Areas

LENGTH: Final = 16
OLDEST: Final = 110
"""Completed years beyond which a century is not plausible."""
OLD: Final = 100
"""Completed years beyond which staff look twice."""
WOMEN: Final = 40
"""Added to the day of birth in a woman's NIK."""
EXAMPLE_DISTRICTS: Final = frozenset({"00", "99"})
"""Kecamatan digits no kecamatan has: such a NIK belongs to training."""

EXAMPLE: Final = "nik_example"
_REASONED: Final = frozenset({"nik_birth_differs", "nik_sex_differs"})
_SEPARATORS: Final = dict.fromkeys(map(ord, " .-\t\u00a0\u2010\u2011\u2012\u2013\u2014"))
_DIGITS: Final = re.compile(r"[0-9]{16}")
_NOT_DIGIT: Final = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class Nik:
    """A NIK that an office can have issued: its digits, and the parts they spell."""

    digits: str
    day: int
    month: int
    year: int  # the last two digits; the century is not in the number
    is_woman: bool

    @property
    def area(self) -> str:
        """Six digits of the kecamatan of first registration; it says nothing about where the person lives."""
        return self.digits[:6]

    @property
    def sex(self) -> str:
        """As the list `jenis_kelamin` has it."""
        return "Perempuan" if self.is_woman else "Laki-laki"

    @property
    def is_example(self) -> bool:
        """Whether the kecamatan digits are those of no kecamatan."""
        return self.digits[4:6] in EXAMPLE_DISTRICTS


def parse(text: str) -> Nik:
    """The NIK typed or read as `text`; spaces, dots and dashes do not count.

    Refused with one code each: `nik_characters`, `nik_length`, `nik_date`, `nik_serial`.
    """
    digits = _sixteen(text, "nik")
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    is_woman = day > WOMEN
    if is_woman:
        day -= WOMEN
    if _day(1900 + year, month, day) is None and _day(2000 + year, month, day) is None:
        raise Refused("nik_date", field="nik")
    if digits.endswith("0000"):
        raise Refused("nik_serial", field="nik")
    return Nik(digits, day, month, year, is_woman)


def parse_kk(text: str) -> str:
    """The sixteen digits of a KK number; Refused with `kk_characters` or `kk_length`."""
    return _sixteen(text, "kk")


def _sixteen(text: str, field: str) -> str:
    """Sixteen ASCII digits without separators: other scripts' digits and the letter O are no digits."""
    digits = text if _DIGITS.fullmatch(text) else text.translate(_SEPARATORS)
    odd = _NOT_DIGIT.search(digits)
    if odd:
        raise Refused(f"{field}_characters", field=field, character=odd.group())
    if len(digits) != LENGTH:
        raise Refused(f"{field}_length", field=field, length=len(digits))
    return digits


def birth_dates(nik: Nik, today: date) -> tuple[date, ...]:
    """The dates of birth the number can mean, likeliest first: not in the future, nobody over `OLDEST`.

    Empty only while the clock stands before every century that has the day.
    """
    days = (_day(century + nik.year, nik.month, nik.day) for century in (2000, 1900))
    past = [day for day in days if day is not None and day <= today]
    return tuple(day for place, day in enumerate(past) if not place or age(day, today) <= OLDEST)


def birth_date(nik: Nik, today: date) -> date | None:
    """The likeliest date of birth: the latest of both centuries that is not in the future."""
    return next(iter(birth_dates(nik, today)), None)


def warnings(
    nik: Nik, areas: Areas, *, today: date, born: date | None = None, sex: str = ""
) -> tuple[str, ...]:
    """Codes of what staff should look at, none of which blocks filing; texts `[nik]`.

    `born` and `sex` are those of the form, which decide. A prefix of another kota says nothing.
    """
    found: list[str] = []
    if nik.is_example:
        found.append(EXAMPLE)
    elif areas.is_retired(nik.area):
        found.append("nik_area_retired")
    elif not areas.is_current(nik.area):
        found.append("nik_area_unknown")
    possible = birth_dates(nik, today)
    if born is not None and (born.day, born.month, born.year % 100) != (nik.day, nik.month, nik.year):
        found.append("nik_birth_differs")
    if sex and sex != nik.sex:
        found.append("nik_sex_differs")
    likely = born or next(iter(possible), None)
    if likely is not None and age(likely, today) > OLD:
        found.append("nik_over_100")
    if born is None and len(possible) > 1:
        found.append("nik_century")
    return tuple(found)


def need_reason(found: Iterable[str], *, training: bool = False) -> tuple[str, ...]:
    """Those of these warnings that staff may pass only with a reason, written as a `note` (letters.md 6)."""
    return tuple(code for code in found if code in _REASONED or (code == EXAMPLE and not training))


def kk_warnings(kk: str, areas: Areas, *, nik: str = "") -> tuple[str, ...]:
    """As `warnings`, of a KK number of 16 digits; `nik` is the number of the person who gave it."""
    found: list[str] = []
    if kk == nik:
        found.append("kk_is_nik")
    if kk[4:6] not in EXAMPLE_DISTRICTS and not (areas.is_current(kk[:6]) or areas.is_retired(kk[:6])):
        found.append("kk_area_unknown")
    if _day(2000 + int(kk[10:12]), int(kk[8:10]), int(kk[6:8])) is None:
        found.append("kk_date")
    return tuple(found)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
