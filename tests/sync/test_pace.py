"""How much a packet carries and when the next one goes: what is too large is cut, nobody storms back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from kiosk.domain.cose import parse
from kiosk.domain.errors import KioskError, Refused, Unavailable
from sync import http, wire
from sync.exchange import is_settled, offer, receive
from sync.http import Client, Link
from sync.loop import run_round
from sync.pace import (
    FAST_MS,
    GOOD,
    LEAST_BATCH,
    LEAST_ROOM,
    LONG,
    MOST_ROOM,
    SLOW_MS,
    Pace,
    Wait,
    make_small,
)
from sync.saying import BATCH_BYTES, LEDGER_BYTES
from tests.sync.memory import MemorySide, make_key, make_known, make_side

TOO_LARGE = Refused("message_too_large", size=1, limit=1)
LATE = Unavailable("offline", reason="ReadTimeout", late=1)


@pytest.mark.parametrize(
    ("room", "took", "fits"),
    [
        (65_536, FAST_MS - 1, 131_072),
        (65_536, FAST_MS, 65_536),
        (65_536, SLOW_MS + 1, 32_768),
        (LEAST_ROOM, 60_000, LEAST_ROOM),
        (MOST_ROOM, 0, MOST_ROOM),
    ],
)
def test_a_slow_line_carries_less_of_a_file_at_a_time(room: int, took: int, fits: int) -> None:
    pace = Pace(room=room)
    pace.note(took)
    assert pace.room == fits


@pytest.mark.parametrize("error", [TOO_LARGE, LATE], ids=["413", "timeout"])
def test_a_batch_that_was_too_much_is_halved_and_grows_by_a_quarter_after_ten_good_ones(
    error: KioskError,
) -> None:
    pace = Pace()
    pace.note_failure(error)
    assert pace.batch == BATCH_BYTES // 2
    for _ in range(GOOD - 1):
        pace.note(1000)
    assert pace.batch == BATCH_BYTES // 2
    pace.note(1000)
    assert pace.batch == BATCH_BYTES // 2 * 5 // 4
    for _ in range(20):
        pace.note_failure(error)
    assert pace.batch == LEAST_BATCH
    for _ in range(1000):
        pace.note(1000)
    assert pace.batch == LEDGER_BYTES


def test_who_is_not_there_makes_no_batch_smaller() -> None:
    pace = Pace()
    pace.note_failure(Unavailable("offline", reason="ConnectTimeout"))
    assert pace == Pace()


@dataclass
class Narrow:
    """A way that takes packets of so many bytes and refuses larger ones, as a proxy between does."""

    to: MemorySide
    most: int
    sizes: list[int] = field(default_factory=list)

    @property
    def link(self) -> Link:
        return Link(self.to.me.device, "https://contoh", tls="00")

    def post(self, messages: list[bytes]) -> list[bytes]:
        size = sum(map(len, messages))
        if size > self.most:
            raise TOO_LARGE
        self.sizes.append(size)
        return receive(self.to, messages)

    def close(self) -> None:
        """Nothing is open."""


def test_events_go_through_a_way_that_takes_little_at_a_time() -> None:
    desk = make_side(make_known("meja-1", "lobi-1"), "meja-1", "a")
    lobby = MemorySide("lobi-1", make_key(2), desk.known, inc="b" * 32)
    for _ in range(400):
        lobby.act("file")
    way, pace = Narrow(desk, 60_000), Pace()
    for _ in range(12):
        try:
            run_round(lobby, way, pace=pace)
        except Refused:
            continue
        if is_settled(lobby, "meja-1"):
            break
    assert is_settled(lobby, "meja-1")
    assert lobby.order == desk.order
    assert len(desk.order) == 401
    assert max(way.sizes) <= 60_000


def test_what_is_new_goes_first_after_an_outage_and_the_backlog_waits_its_random_time() -> None:
    wait = Wait()
    for _ in range(LONG):
        wait.fail(600, 0.5)
    wait.succeed(60, 600, 0.25)
    assert (wait.failed, wait.backlog, wait.left) == (0, 150, 60)
    wait.pass_by(60)
    wait.succeed(60, 600, 0.9)
    assert wait.backlog == 90  # it runs on; a good round in between does not throw the dice again
    wait.pass_by(60)
    wait.succeed(60, 600, 0.9)
    assert (wait.backlog, wait.left) == (30, 30)
    wait.pass_by(30)
    assert wait.backlog == 0


def test_a_short_outage_holds_nothing_back() -> None:
    wait = Wait()
    for _ in range(LONG - 1):
        wait.fail(600, 0.5)
    wait.succeed(60, 600, 0.9)
    assert wait.backlog == 0


def test_waits_double_to_their_longest_and_are_spread_all_over_it() -> None:
    wait = Wait()
    lefts = []
    for _ in range(14):
        wait.fail(600, 1.0)
        lefts.append(wait.left)
    assert lefts[:5] == [1, 2, 4, 8, 16]
    assert lefts[-1] == 600
    wait.fail(600, 0.0)
    assert wait.left == 30
    told = Wait()
    told.fail(600, 0.5, least=40)
    assert told.left == 60  # those who were told 40 s come back between 40 and 80


def test_the_first_message_after_an_outage_is_small_and_carries_what_is_new() -> None:
    known = make_known("meja-1", "lobi-1")
    desk = make_side(known, "meja-1", "a")
    for _ in range(1500):
        desk.act()
    center = MemorySide("pusat", make_key(9), known, inc="c" * 32)
    known.add("pusat", make_key(9))
    run_round(desk, Narrow(center, 10**9), pace=make_small(), most=2)
    assert 0 < len(center.order) <= 512
    assert len(center.order) < len(desk.order)


@contextmanager
def slow_machine(answer: bytes, pause: float) -> Iterator[int]:
    """A machine that takes so many seconds for an answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        ends = threading.Event()

        def serve() -> None:
            while not ends.is_set():
                try:
                    line, _ = listening.accept()
                except TimeoutError:
                    continue
                with line:
                    line.settimeout(0.2)
                    try:
                        while line.recv(65536):
                            pass
                    except TimeoutError:
                        ends.wait(pause)
                        line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            ends.set()
            thread.join()


def say(status: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def test_a_packet_that_is_not_carried_in_its_time_is_told_from_nobody_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "READ_S", 0.3)
    monkeypatch.setattr(http, "SLOWEST", 10**9)
    with slow_machine(say("200 OK", b""), 5) as port:
        client = Client(Link("pusat", f"http://127.0.0.1:{port}"))
        with pytest.raises(Unavailable) as caught:
            client.post([b"x" * 100])
        client.close()
    assert caught.value.details.get("late") == 1
    client = Client(Link("pusat", f"http://127.0.0.1:{port}"))
    with pytest.raises(Unavailable) as caught:
        client.post([b"x"])
    client.close()
    assert "late" not in caught.value.details


def test_a_proxy_that_finds_a_packet_too_large_makes_the_next_one_smaller() -> None:
    with slow_machine(say("413 Content Too Large", b"<html>"), 0) as port:
        client = Client(Link("pusat", f"http://127.0.0.1:{port}"))
        with pytest.raises(Unavailable) as caught:
            client.post([b"x"])
        client.close()
    assert caught.value.details.get("late") == 1


def test_a_thin_line_is_worth_a_harder_squeeze(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of a large packet tells; small ones keep what is known."""
    levels: list[int] = []
    pack = wire.pack

    def noted(messages: list[bytes], *, level: int = wire.LEVEL) -> bytes:
        levels.append(level)
        return pack(messages, level=level)

    monkeypatch.setattr(wire, "pack", noted)
    desk = make_side(make_known("meja-1", "lobi-1"), "meja-1", "a")
    lobby = MemorySide("lobi-1", make_key(2), desk.known, inc="b" * 32)
    for _ in range(100):
        lobby.act("file")
    receive(desk, offer(lobby, "meja-1"))
    answer = say("200 OK", pack(receive(desk, offer(lobby, "meja-1"))))
    big = [bytes(parse(raw).payload) for raw in offer(lobby, "meja-1")]
    with slow_machine(answer, 0) as port:
        monkeypatch.setattr(http, "TELLING", 100)
        monkeypatch.setattr(http, "THIN", 10**9)
        client = Client(Link("meja-1", f"http://127.0.0.1:{port}"))
        client.post(big)
        monkeypatch.setattr(http, "THIN", 1)
        client.post(big)
        client.post(big)
        client.close()
    assert levels == [wire.LEVEL, wire.THIN_LEVEL, wire.LEVEL]
