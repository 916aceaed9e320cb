"""The service clock: minutes run only while the office serves and nothing outside its hands stops it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import worktime
from kiosk.domain.errors import Refused
from kiosk.domain.words import WIB
from kiosk.domain.worktime import HOUR, MINUTE, Hours, Light

WEEK = worktime.parse_hours(
    [*["07.30-12.00, 13.00-16.00"] * 4, "07.30-11.30, 13.30-16.30", "", ""]  # Monday to Sunday
)
HOURS = Hours(WEEK, frozenset({date(2026, 11, 25)}))  # a Wednesday


def at(day: int, clock: str) -> int:
    hour, minute = map(int, clock.split("."))
    return int(datetime(2026, 11, day, hour, minute, tzinfo=WIB).timestamp() * 1000)


def test_minutes_skip_the_break_the_night_and_the_holiday() -> None:
    assert worktime.due(HOURS, at(24, "11.50"), "30m") == at(24, "13.20")
    assert worktime.due(HOURS, at(24, "15.50"), "30m") == at(26, "07.50")
    assert worktime.due(HOURS, at(28, "09.00"), "30m") == at(30, "08.00")


def test_a_day_ends_at_closing_time_of_the_next_working_day() -> None:
    assert worktime.due(HOURS, at(24, "09.00"), "1d") == at(26, "16.00")
    assert worktime.due(HOURS, at(24, "09.00"), "2d") == at(27, "16.30")


def test_clock_hours_never_stop() -> None:
    assert worktime.due(HOURS, at(24, "09.00"), "72h", holds=[(at(24, "10.00"), at(26, "10.00"))]) == at(
        27, "09.00"
    )


def test_a_hold_pushes_the_promise_back() -> None:
    hold = (at(24, "09.10"), at(24, "10.10"))
    assert worktime.due(HOURS, at(24, "09.00"), "30m", holds=[hold]) == at(24, "10.30")
    assert worktime.due(HOURS, at(24, "09.00"), "1d", holds=[hold]) == at(27, "08.30")
    assert worktime.working_ms(HOURS, at(24, "09.00"), at(24, "11.00"), holds=[hold]) == HOUR


def test_a_hold_at_night_costs_nothing() -> None:
    night = (at(24, "16.00"), at(26, "07.30"))
    assert worktime.due(HOURS, at(24, "09.00"), "1d", holds=[night]) == at(26, "16.00")


def test_overlapping_holds_count_once() -> None:
    holds = [(at(24, "09.30"), at(24, "10.30")), (at(24, "09.00"), at(24, "10.00"))]
    assert worktime.working_ms(HOURS, at(24, "08.00"), at(24, "11.00"), holds=holds) == 3 * HOUR // 2


@pytest.mark.parametrize(
    ("percent", "light"),
    [(0, Light.GREEN), (74, Light.GREEN), (75, Light.AMBER), (99, Light.AMBER), (100, Light.RED)],
)
def test_amber_comes_at_three_quarters_and_red_when_the_promise_is_broken(percent: int, light: Light) -> None:
    assert worktime.light(percent) is light


def test_the_used_part_of_a_promise_is_counted_in_its_own_time() -> None:
    start = at(24, "09.00")
    assert worktime.used_percent(HOURS, (start, at(24, "09.15")), "30m") == 50
    assert worktime.used_percent(HOURS, (start, at(24, "21.00")), "30m") == 1200
    assert worktime.used_percent(HOURS, (start, at(25, "09.00")), "72h") == 33


@pytest.mark.parametrize("sla", ["", "30", "0m", "m", "30 m", "1w", "99999m", "٣m"])
def test_an_odd_promise_is_refused(sla: str) -> None:
    with pytest.raises(Refused) as refusal:
        worktime.parse_sla(sla)
    assert refusal.value.code == "bad_sla"


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (["07.30-16.00"], 2),
        ([""] * 8, 8),
        (["", "16.00-07.30", *[""] * 5], 2),
        (["", "", "07.30-12.00, 11.00-13.00", *[""] * 4], 3),
        ([*[""] * 6, "pagi"], 7),
    ],
)
def test_hours_that_cannot_be_kept_are_refused_with_their_day(days: list[str], day: int) -> None:
    with pytest.raises(Refused) as refusal:
        worktime.parse_hours(days)
    assert (refusal.value.code, refusal.value.details["day"]) == ("bad_hours", day)


def test_the_hours_of_a_profile_become_a_week() -> None:
    week = worktime.week_of({0: ("07:30", "16:00"), 4: ("07:30", "16:30")})
    assert week[0] == ((450, 960),)
    assert week[1] == ()
    assert week[4] == ((450, 990),)


@pytest.mark.parametrize("sla", ["30m", "1d"])
def test_an_office_that_never_opens_promises_nothing(sla: str) -> None:
    with pytest.raises(Refused) as refusal:
        worktime.due(Hours(((),) * 7), at(24, "09.00"), sla)
    assert refusal.value.code == "never_open"


@given(
    st.integers(0, 14 * 24 * 60),
    st.integers(1, 900),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 600)), max_size=4),
)
def test_exactly_the_promised_minutes_have_run_when_a_promise_runs_out(
    start: int, minutes: int, held: list[tuple[int, int]]
) -> None:
    begin = at(1, "00.00") + start * MINUTE
    holds = [(at(1, "00.00") + a * MINUTE, at(1, "00.00") + (a + b) * MINUTE) for a, b in held]
    end = worktime.due(HOURS, begin, f"{minutes}m", holds=holds)
    assert worktime.working_ms(HOURS, begin, end, holds=holds) == minutes * MINUTE
