"""What the center's public pages cost a crowd: so many questions an address, so few PINs a ticket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kiosk.domain.errors import Refused, Unavailable
from sync import wire
from sync.central.answers import PIN_TRIES, PIN_WAIT_MS, Doors
from sync.central.app import MOST_INSIDE
from sync.central.limits import Buckets, Limit
from sync.http import Client, Link
from tests.fakes import FakeWorld
from tests.sync.center_served import serve_center
from tests.sync.memory import make_key


def test_who_changes_the_last_half_of_an_address_is_the_same_asker() -> None:
    world = FakeWorld()
    limit = Limit(3, lambda: world.at)
    for number in range(3):
        limit.check(f"2001:db8:1:2::{number:x}")
    with pytest.raises(Unavailable):
        limit.check("2001:db8:1:2:ffff::9")
    limit.check("2001:db8:1:3::1")


def test_a_crowd_of_addresses_frees_none_that_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.central.limits.MOST_ASKERS", 4)
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


def test_a_device_that_sends_too_often_is_told_when_to_come_and_its_neighbour_is_not() -> None:
    now = 0
    buckets = Buckets(lambda: now, rate=20, most=40)
    for _ in range(40):
        buckets.take(b"lobi-one", "10.0.0.1")
    with pytest.raises(Unavailable) as caught:
        buckets.take(b"lobi-one", "10.0.0.1")
    assert caught.value.details["seconds"] == 1
    buckets.take(b"lobi-two", "10.0.0.1")
    buckets.take(b"lobi-one", "10.0.0.2")  # whoever claims its key elsewhere empties no bucket of its own
    now = 500
    for _ in range(10):
        buckets.take(b"lobi-one", "10.0.0.1")
    with pytest.raises(Unavailable):
        buckets.take(b"lobi-one", "10.0.0.1")
    now = 10**9
    for _ in range(40):
        buckets.take(b"lobi-one", "10.0.0.1")


def test_full_buckets_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.central.limits.MOST_ASKERS", 3)
    now = 0
    buckets = Buckets(lambda: now, rate=20, most=40)
    for number in range(3):
        buckets.take(bytes([number]), "10.0.0.1")
    now = 10_000
    buckets.take(b"later", "10.0.0.1")
    assert len(buckets.held) == 1


def ask(url: str, body: bytes | Iterator[bytes]) -> requests.Response:
    return requests.post(f"{url}{wire.ROUTE}", data=body, timeout=20)


def test_429_and_503_say_when_to_come_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that hammers, and a center whose memory for waiting packets is full."""
    monkeypatch.setattr("sync.central.limits.Buckets.take", too_many)
    with serve_center(tmp_path / "center") as served:
        packet = wire.pack([make_key(1).sign1(b"{}")])
        often = ask(served.url, packet)
        assert (often.status_code, often.headers["Retry-After"]) == (429, "7")
        monkeypatch.setattr("sync.central.app.MOST_INSIDE", 10)
        full = ask(served.url, packet)
        assert (full.status_code, full.headers["Retry-After"]) == (503, "5")
        assert full.headers["X-Refused"] == "center_full"
        client = Client(Link("pusat", served.url))
        with pytest.raises(Unavailable) as caught:
            client.post([b"x"])
        client.close()
        assert (caught.value.code, caught.value.details["seconds"]) == ("busy", 5)


def too_many(_self: Buckets, _kid: bytes, _who: str) -> None:
    raise Unavailable("too_many_packets", seconds=7)


def test_what_was_read_or_refused_makes_room_again(tmp_path: Path) -> None:
    with serve_center(tmp_path / "center") as served:
        for _ in range(MOST_INSIDE // wire.MAX_WIRE + 2):
            assert ask(served.url, b"\0" * 100).status_code == 400
            assert (
                requests.post(f"{served.url}{wire.ROUTE}", data=iter([b"x"]), timeout=20).status_code == 400
            )
