"""Packets over a real loopback TLS line between two sides: pinning, silence, size, strangers."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import zstandard

from kiosk.domain.errors import Refused, Unavailable
from sync import wire
from sync.exchange import is_settled, offer, receive, take_in
from sync.http import Client, Link
from sync.serve import MOST_OF_ONE, Server
from tests.sync.memory import MemorySide, make_key, make_known, make_side


@pytest.fixture
def desk() -> MemorySide:
    return make_side(make_known("meja-1", "lobi-1"), "meja-1", "a")


@pytest.fixture
def server(desk: MemorySide) -> Iterator[Server]:
    door = Server(("127.0.0.1", 0), make_key(1), "meja-1", receive=lambda raws: receive(desk, raws))
    yield door
    door.stop()


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    tls = make_key(1).fingerprint("meja-1")
    one = Client(Link("meja-1", f"https://127.0.0.1:{server.port}", tls=tls))
    yield one
    one.close()


def test_a_lobby_and_a_register_exchange_over_loopback(desk: MemorySide, client: Client) -> None:
    lobby = MemorySide("lobi-1", make_key(2), desk.known, inc="b" * 32)
    lobby.act("file")
    for _ in range(4):
        take_in(lobby, client.post(offer(lobby, "meja-1")))
    assert is_settled(lobby, "meja-1")
    assert lobby.order == desk.order
    assert len(desk.order) == 2


def test_a_desk_with_another_key_is_a_stranger(server: Server) -> None:
    other = Client(Link("meja-1", f"https://127.0.0.1:{server.port}", tls=make_key(7).fingerprint("meja-1")))
    with pytest.raises(Unavailable, match="stranger"):
        other.post([b"x"])
    other.close()


def test_one_silent_client_blocks_nobody(server: Server, client: Client, desk: MemorySide) -> None:
    lobby = MemorySide("lobi-1", make_key(2), desk.known, inc="b" * 32)
    with socket.create_connection(("127.0.0.1", server.port)):
        begun = time.monotonic()
        client.post(offer(lobby, "meja-1"))
        assert time.monotonic() - begun < 2


def test_a_machine_that_holds_lines_open_takes_no_other_s_place(
    server: Server, client: Client, desk: MemorySide
) -> None:
    lobby = MemorySide("lobi-1", make_key(2), desk.known, inc="b" * 32)
    threads = threading.active_count()
    with contextlib.ExitStack() as held:
        for _ in range(4 * MOST_OF_ONE):
            line = socket.create_connection(("127.0.0.1", server.port), source_address=("127.0.0.2", 0))
            held.enter_context(line)
        begun = time.monotonic()
        client.post(offer(lobby, "meja-1"))
        assert time.monotonic() - begun < 2
        assert threading.active_count() - threads <= MOST_OF_ONE + 1
    deadline = time.monotonic() + 5
    while threading.active_count() - threads > 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    with socket.create_connection(("127.0.0.1", server.port), source_address=("127.0.0.2", 0)) as line:
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):  # not hung up on: the places it gave back are its own again
            line.recv(1)


def test_whoever_is_inside_when_the_door_closes_is_answered_and_nobody_is_let_in_after() -> None:
    inside, may_go, heard = threading.Event(), threading.Event(), []

    def slow(raws: list[bytes]) -> list[bytes]:
        heard.append(raws)
        inside.set()
        assert may_go.wait(5)
        heard.append([b"answered"])
        return raws

    door = Server(("127.0.0.1", 0), make_key(1), "meja-1", receive=slow)
    link = Link("meja-1", f"https://127.0.0.1:{door.port}", tls=make_key(1).fingerprint("meja-1"))
    threads = [threading.Thread(target=_post_or_be_cut, args=(link, body)) for body in (b"first", b"late")]
    threads[0].start()
    assert inside.wait(5)
    threads[1].start()
    closing = threading.Thread(target=door.stop)
    closing.start()
    closing.join(0.3)
    assert closing.is_alive()
    may_go.set()
    for thread in (closing, *threads):
        thread.join(5)
        assert not thread.is_alive()
    before = len(heard)
    assert heard[-1] == [b"answered"]
    with pytest.raises(Unavailable, match="offline"):
        Client(link).post([b"after"])
    assert len(heard) == before


def _post_or_be_cut(link: Link, body: bytes) -> None:
    one = Client(link)
    with contextlib.suppress(Unavailable):
        one.post([body])
    one.close()


def test_plain_http_is_refused_but_to_this_machine() -> None:
    Link("pusat", "http://127.0.0.1:1").check()
    for url in ("http://10.0.0.5:7443", "https://10.0.0.5:7443", "ftp://127.0.0.1"):
        with pytest.raises(Refused, match="link_unsafe"):
            Link("pusat", url).check()


def test_a_packet_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    with pytest.raises(Refused, match="message_too_large"):
        client.post_raw(wire.ROUTE, b"\0" * (wire.MAX_WIRE + 1))


def test_a_packet_that_unpacks_too_large_is_refused_before_it_is_unpacked(client: Client) -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(b"\0" * (wire.MAX_UNPACKED + 1))
    assert len(bomb) < 10_000
    with pytest.raises(Refused, match="message_unpacks_too_large"):
        client.post_raw(wire.ROUTE, bomb)


@pytest.mark.logs
def test_an_unknown_device_is_told_so(desk: MemorySide, client: Client) -> None:
    stranger = MemorySide("lobi-9", make_key(8), desk.known, inc="b" * 32)
    with pytest.raises(Refused, match="certificate_unknown"):
        client.post(offer(stranger, "meja-1"))
