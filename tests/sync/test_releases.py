"""Sides of different releases: anybody hands in, who is too old is told so and hears the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest

from kiosk.domain.cose import parse
from sync import wire
from sync.exchange import offer, receive, take_in
from sync.http import Link
from sync.loop import Loop, Upstream
from tests.sync.memory import Known, MemorySide, make_known, make_side


@contextmanager
def release(version: int, oldest: int) -> Iterator[None]:
    """Within the block the side that speaks is of this release and serves those back to `oldest`."""
    before = wire.VERSION, wire.OLDEST
    vars(wire).update(VERSION=version, OLDEST=oldest)
    try:
        yield
    finally:
        vars(wire).update(VERSION=before[0], OLDEST=before[1])


@pytest.fixture
def known() -> Known:
    return make_known("meja-1", "lobi-1")


@pytest.fixture
def desk(known: Known) -> MemorySide:
    return make_side(known, "meja-1", "a")


@pytest.fixture
def lobby(known: Known) -> MemorySide:
    return make_side(known, "lobi-1", "b")


def meet(lobby: MemorySide, desk: MemorySide, mine: tuple[int, int], theirs: tuple[int, int]) -> list[bytes]:
    """Four trips of a lobby of one release with a desk of another; the last answer."""
    answer: list[bytes] = []
    for _ in range(4):
        with release(*mine):
            packet = offer(lobby, "meja-1")
        with release(*theirs):
            answer = receive(desk, packet)
        with release(*mine):
            take_in(lobby, answer)
    return answer


def kinds(packet: list[bytes]) -> set[str]:
    return {type(wire.decode(parse(raw).payload)).__name__ for raw in packet}


@pytest.mark.parametrize(("mine", "theirs"), list(product((3, 4, 5), repeat=2)))
def test_three_releases_in_a_row_serve_each_other(
    lobby: MemorySide, desk: MemorySide, mine: int, theirs: int
) -> None:
    lobby.act("file")
    desk.documents["city"] = [b"d" * 10]
    meet(lobby, desk, (mine, mine - 2), (theirs, theirs - 2))
    assert lobby.order == desk.order
    assert lobby.get_pending() == []
    assert lobby.documents["city"] == [b"d" * 10]
    with release(mine, mine - 2):
        assert not lobby.peers["meja-1"].wants_update()
    with release(theirs, theirs - 2):
        assert not desk.peers["lobi-1"].wants_update()


def test_who_is_too_old_is_told_to_update_and_still_hands_in_and_hears_of_it(
    lobby: MemorySide, desk: MemorySide
) -> None:
    desk.documents["city"] = [b"d" * 10]
    for seq in range(3, 6):
        lobby.act("file")
        answer = meet(lobby, desk, (2, 1), (5, 3))
        assert len(desk.order) == seq
        assert lobby.order == desk.order
        assert lobby.get_pending() == []
        assert "Documents" not in kinds(answer)
    with release(2, 1):
        assert lobby.peers["meja-1"].wants_update()
    assert lobby.documents == {}


def test_a_device_sees_by_itself_that_the_other_no_longer_serves_it(
    lobby: MemorySide, desk: MemorySide
) -> None:
    """One message of a later release is enough, also where it has not heard who we are."""
    with release(9, 7):
        packet = offer(desk, "lobi-1")
    receive(lobby, packet)
    assert "meja-1" not in lobby.peers  # it was not said to this start of ours
    meet(lobby, desk, (1, 1), (9, 7))
    assert lobby.peers["meja-1"].oldest == 7
    assert lobby.peers["meja-1"].wants_update()


def test_the_loop_tells_the_screens_that_this_device_is_too_old(lobby: MemorySide, desk: MemorySide) -> None:
    class Post:
        link = Link("meja-1", "https://contoh", tls="00")

        def post(self, messages: list[bytes]) -> list[bytes]:
            with release(5, 3):
                return receive(desk, messages)

        def close(self) -> None:
            """Nothing is open."""

    loop = Loop(
        make_side=lambda: lobby,
        upstreams=[Upstream(Post.link)],
        token=bytes,
        make_client=lambda _link: Post(),
    )
    loop.start()
    try:
        for _ in range(500):
            if loop.get_states()[0].is_outdated:
                break
            loop._poked.wait(0.01)
        assert loop.get_states()[0].is_outdated
        assert loop.get_states()[0].error == ""
    finally:
        loop.stop()
