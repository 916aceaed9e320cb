"""Moments as the desk says them: the clock of today, else the day; it reads no clock."""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import MONTHS, clock_words, moment_day

_SHORT: Final = 3


def short_moment(moment: int, now: int, lang: str = "id") -> str:
    """As 09.12 for a moment of today, 14 Nov for another day, 14 Nov 2025 for another year."""
    day, today = moment_day(moment), moment_day(now)
    if day == today:
        return clock_words(moment)
    said = f"{day.day} {MONTHS[lang][day.month - 1][:_SHORT]}"
    return said if day.year == today.year else f"{said} {day.year}"


def long_moment(moment: int, now: int, lang: str = "id") -> str:
    """As 09.12 for today, else 14 Nov 09.12."""
    said = short_moment(moment, now, lang)
    return said if moment_day(moment) == moment_day(now) else f"{said} {clock_words(moment)}"
