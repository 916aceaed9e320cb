"""A network that wants a sign-in, another machine at an address: offline whatever it says, and told so."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from kiosk.domain.errors import KioskError, Unavailable
from sync import wire
from sync.exchange import receive
from sync.http import Client, Link
from sync.loop import Loop, State, Upstream
from sync.serve import Server
from tests.sync.memory import MemorySide, make_key, make_known, make_side
from tests.waiting import wait_until

PAGE = b"<html><title>Selamat datang</title><form>Nomor kamar</form></html>"
FORGED = wire.encode_refusal(Unavailable("busy", seconds=10**9))


def say(status: str, body: bytes = PAGE, *, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


ANSWERS = {
    "200 with a page": say("200 OK"),
    "200 with nothing readable": say("200 OK", b"\x28\xb5\x2f\xfd" + b"\0" * 40),
    "302 to its login": say("302 Found", b"", more="Location: http://masuk.contoh/\r\n"),
    "511": say("511 Network Authentication Required"),
}


@contextmanager
def portal(answer: bytes) -> Iterator[int]:
    """A machine that answers every request with these bytes; its port on loopback."""
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
                    line.settimeout(5)
                    line.recv(65536)
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            ends.set()
            thread.join()


def post(port: int) -> KioskError:
    client = Client(Link("pusat", f"http://127.0.0.1:{port}"))
    try:
        with pytest.raises(KioskError) as caught:
            client.post([b"x"])
    finally:
        client.close()
    return caught.value


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_network_that_wants_a_sign_in_is_told_from_a_center_that_is_away(answer: bytes) -> None:
    with portal(answer) as port:
        assert post(port).code == "portal"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error", "502 Bad Gateway"])
def test_a_page_with_an_error_of_its_own_is_offline(status: str) -> None:
    with portal(say(status)) as port:
        assert post(port).code == "offline"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_only_the_center_s_own_words_make_it_busy_and_never_for_a_day(status: str) -> None:
    with portal(say(status, more="Retry-After: 99999999\r\n")) as port:
        assert post(port).code == "offline"
    with portal(say(status, FORGED, more="X-Refused: busy\r\nRetry-After: 99999999\r\n")) as port:
        error = post(port)
        assert (error.code, error.details["seconds"]) == ("busy", 600)


@pytest.mark.logs
def test_a_packet_signed_by_nobody_we_know_is_no_answer() -> None:
    """It looks like one of ours down to the last byte, and is by another key."""
    known = make_known("meja-1", "lobi-1")
    other = make_known("meja-1", "lobi-1")
    other.senders = {}
    other.add("pusat", make_key(77))
    other.add("lobi-1", make_key(2))
    stranger = MemorySide("pusat", make_key(77), other)
    lobby = MemorySide("lobi-1", make_key(2), known, inc="b" * 32)
    lobby.act("file")
    way = Upstream(Link("pusat", "http://127.0.0.1:1"))
    states = run(lobby, way, lambda link: Post(link, lambda messages: receive(stranger, messages)))
    assert states[0].error == "offline"
    assert lobby.get_pending() != []


def test_another_machine_at_the_register_s_address_is_a_stranger() -> None:
    desk = make_side(make_known("meja-1", "lobi-1"), "meja-1", "a")
    door = Server(("127.0.0.1", 0), make_key(5), "meja-1", receive=lambda raws: receive(desk, raws))
    link = Link("meja-1", f"https://127.0.0.1:{door.port}", tls=make_key(1).fingerprint("meja-1"))
    lobby = MemorySide("lobi-1", make_key(2), desk.known, inc="b" * 32)
    states = run(lobby, Upstream(link), Client)
    door.stop()
    assert states[0].find_trouble() == "stranger"


def test_a_device_that_was_ended_hears_so_from_who_refuses_it() -> None:
    assert State("meja-1", error="device_revoked").find_trouble() == "ended"
    assert State("meja-1", error="offline").find_trouble() == ""


def test_the_screens_hear_that_the_network_wants_a_sign_in_and_filings_wait() -> None:
    lobby = MemorySide("lobi-1", make_key(2), make_known("meja-1", "lobi-1"), inc="b" * 32)
    lobby.act("file")
    with portal(ANSWERS["302 to its login"]) as port:
        states = run(lobby, Upstream(Link("pusat", f"http://127.0.0.1:{port}")), Client)
    assert states[0].find_trouble() == "portal"
    assert lobby.get_pending() != []


@dataclass(frozen=True)
class Post:
    """A way whose other end is in this process."""

    link: Link
    answer: Callable[[list[bytes]], list[bytes]]

    def post(self, messages: list[bytes]) -> list[bytes]:
        return self.answer(messages)

    def close(self) -> None:
        """Nothing is open."""


def run(
    lobby: MemorySide, upstream: Upstream, make_client: Callable[[Link], Client | Post]
) -> tuple[State, ...]:
    """The states after a loop's first failure."""
    loop = Loop(
        make_side=lambda: lobby,
        upstreams=[upstream],
        token=bytes,
        make_client=make_client,
    )
    loop.start()
    try:
        wait_until(lambda: loop.get_states()[0].error != "", "the round failed")
        return loop.get_states()
    finally:
        loop.stop()
