"""What the center's public pages cost a crowd: so many questions an address, so few PINs a ticket."""

from __future__ import annotations

import threading

import pytest

from kiosk.domain.errors import Refused, Unavailable
from sync.central.answers import PIN_TRIES, PIN_WAIT_MS, Doors
from sync.central.app import Limit
from tests.fakes import FakeWorld


def test_who_changes_the_last_half_of_an_address_is_the_same_asker() -> None:
    world = FakeWorld()
    limit = Limit(3, lambda: world.at)
    for number in range(3):
        limit.check(f"2001:db8:1:2::{number:x}")
    with pytest.raises(Unavailable):
        limit.check("2001:db8:1:2:ffff::9")
    limit.check("2001:db8:1:3::1")


def test_a_crowd_of_addresses_frees_none_that_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.central.app.MOST_ASKERS", 4)
    world = FakeWorld()
    limit = Limit(1, lambda: world.at)
    limit.check("10.0.0.1")
    for number in range(2, 5):
        limit.check(f"10.0.0.{number}")
    for late in ("10.0.0.9", "10.0.0.1"):
        with pytest.raises(Unavailable):
            limit.check(late)
    world.pass_time(minutes=1)
    limit.check("10.0.0.9")


def test_many_pins_at_once_are_no_more_than_five_tries() -> None:
    doors = Doors()
    refusals: list[Refused] = []

    def enter() -> None:
        try:
            doors.enter("AAAA-AAAA-AAAA", 1_000_000)
        except Refused as error:
            refusals.append(error)

    threads = [threading.Thread(target=enter) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {error.code for error in refusals} == {"ticket_closed"}
    assert len(refusals) == 40 - PIN_TRIES


def test_the_right_pin_forgives_and_time_forgets() -> None:
    doors = Doors()
    for _ in range(3):
        for _ in range(PIN_TRIES - 1):
            doors.enter("AAAA-AAAA-AAAA", 1_000_000)
        doors.forgive("AAAA-AAAA-AAAA")
    doors.enter("BBBB-BBBB-BBBB", 1_000_000)
    doors.enter("CCCC-CCCC-CCCC", 1_000_000 + PIN_WAIT_MS)
    assert set(doors.tries) == {"CCCC-CCCC-CCCC"}
