"""Packets that wait for the center's one writer are made durable together; one that fails stops nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import ledger
from sync import anchors, bundle, exchange, newcomers, wire
from sync.central import __main__ as command
from sync.central import city, store
from sync.central.center import Center, Job
from sync.central.side import OfficeSide
from sync.desk import Desk
from sync.exchange import offer, take_in
from tests import make


@pytest.fixture
def center(desk: Kiosk, tmp_path: Path) -> Iterator[Center]:
    """A center that adopted the office of `desk` and has spoken with it once."""
    home = tmp_path / "center"
    with pytest.raises(SystemExit):
        command.main(["init", "--home", str(home)])
    made = command._open(home)
    code = city.make_code(made, make.KELURAHAN, "register")
    newcomers.be_adopted(desk, code, lambda _route, body: city.answer(made, body))
    speak(desk, made)
    yield made
    made.engine.dispose()


def speak(desk: Kiosk, center: Center) -> None:
    side = Desk(desk)
    answer, _ = center.handle(wire.pack(offer(side, "pusat")))
    take_in(side, wire.unpack(answer))


def handle_together(center: Center, packets: list[bytes]) -> list[Any]:
    """What each packet came to, all of them waiting while the writer is busy."""
    found: list[Any] = [None] * len(packets)

    def ask(number: int) -> None:
        try:
            found[number] = center.handle(packets[number])
        except Exception as error:  # noqa: BLE001 - what it came to
            found[number] = error

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(packets))]
    with center.gate.request():
        for thread in threads:
            thread.start()
        while len(center.waiting) < len(packets):
            threading.Event().wait(0.005)
    for thread in threads:
        thread.join()
    return found


def test_packets_that_wait_share_one_commit(desk: Kiosk, center: Center) -> None:
    make.file(desk)
    packet = wire.pack(offer(Desk(desk), "pusat"))
    commits: list[str] = []
    event.listen(
        center.engine,
        "before_cursor_execute",
        lambda _c, _u, sql, *_: commits.append(sql) if sql == "COMMIT" else None,
    )
    found = handle_together(center, [packet] * 5)
    assert len(commits) == 1
    assert all(offices == (make.KELURAHAN,) for _, offices in found)
    with center.engine.connect() as connection:
        assert center.open_side(connection, make.KELURAHAN).get_head() == ledger.head(desk.db)


def test_more_than_one_group_of_packets_are_all_answered(
    desk: Kiosk, center: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is let in first may not stand in the group of the oldest."""
    monkeypatch.setattr("sync.central.center.GROUP", 2)
    packet = wire.pack(offer(Desk(desk), "pusat"))
    for _ in range(5):
        found = handle_together(center, [packet] * 9)
        assert all(len(wire.unpack(answer)) for answer, _ in found)
    assert not center.waiting


def test_a_packet_that_fails_in_a_group_changes_nothing_and_its_neighbours_are_answered(
    desk: Kiosk, center: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails after its rows were written: they go, and those of the others stay."""
    make.file(desk)
    good = wire.pack(offer(Desk(desk), "pusat"))
    bad = wire.pack(offer(Desk(desk), "pusat"))
    put_peer = OfficeSide.put_peer
    times = iter(range(10))

    def fail_once(side: OfficeSide, peer: Any) -> None:
        put_peer(side, peer)
        if next(times) == 0:
            raise RuntimeError("bug")

    monkeypatch.setattr(OfficeSide, "put_peer", fail_once)
    found = handle_together(center, [bad, good])
    assert sorted(type(one).__name__ for one in found) == ["RuntimeError", "tuple"]
    with center.engine.connect() as connection:
        assert center.open_side(connection, make.KELURAHAN).get_head() == ledger.head(desk.db)


def test_when_the_commit_fails_nobody_is_told_that_anything_was_kept(desk: Kiosk, center: Center) -> None:
    make.file(desk)
    packet = wire.pack(offer(Desk(desk), "pusat"))
    with center.engine.connect() as connection:
        before = center.open_side(connection, make.KELURAHAN).get_head()

    def fail(_connection: Any, _cursor: Any, sql: str, *_more: Any) -> None:
        if sql == "COMMIT":
            raise RuntimeError("disk")

    event.listen(center.engine, "before_cursor_execute", fail)
    found = handle_together(center, [packet] * 3)
    event.remove(center.engine, "before_cursor_execute", fail)
    assert [str(one) for one in found] == ["disk"] * 3
    with center.engine.connect() as connection:
        assert center.open_side(connection, make.KELURAHAN).get_head() == before
    speak(desk, center)
    with center.engine.connect() as connection:
        assert center.open_side(connection, make.KELURAHAN).get_head() == ledger.head(desk.db)


def test_a_commit_that_fails_for_others_fails_nobody_else(
    desk: Kiosk, center: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job of somebody else stands before ours, alone in its group, and the disk fails once."""
    monkeypatch.setattr("sync.central.center.GROUP", 1)
    packet = wire.pack(offer(Desk(desk), "pusat"))
    other = Job({make.KELURAHAN: wire.unpack(packet)})
    center.waiting.append(other)
    times = iter(range(9))

    def fail_once(_connection: Any, _cursor: Any, sql: str, *_more: Any) -> None:
        if sql == "COMMIT" and next(times) == 0:
            raise RuntimeError("disk")

    event.listen(center.engine, "before_cursor_execute", fail_once)
    answer, _ = center.handle(packet)
    assert wire.unpack(answer)
    assert str(other.error) == "disk"


@pytest.mark.logs
def test_what_a_failed_packet_taught_is_forgotten_with_it(
    desk: Kiosk, center: Center, tmp_path: Path
) -> None:
    """Else the center takes for kept what its disk does not hold, and never asks for it again."""
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    center.waiting.append(Job({make.KELURAHAN: offer(Desk(desk), "pusat"), "1671081003": [b"no message"]}))
    center._answer_group()
    assert lobby.keys.device.kid not in center.known.offices
    speak(desk, center)
    assert lobby.keys.device.kid in center.known.offices
    lobby.db.close()


def test_a_stick_read_beside_the_running_center_waits_its_turn_and_the_center_learns_of_it(
    desk: Kiosk, center: Center, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process writes: each file of a stick is one transaction, and its devices are known at once."""
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    receiver = next(one for one in anchors.get_certificates(desk) if one.is_center)
    bundle.export(Desk(desk), receiver, tmp_path / "stick")
    take = exchange.take_in

    def take_in_alone(side: Any, messages: Any, **more: Any) -> Any:
        with center.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            with pytest.raises(Unavailable, match="database_busy"), store.write(connection):
                pass
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {store.BUSY_MS}")
        return take(side, messages, **more)

    monkeypatch.setattr("sync.bundle.take_in", take_in_alone)
    with pytest.raises(SystemExit) as ended:
        command.main(["bundle", "import", str(tmp_path / "stick"), "--home", str(tmp_path / "center")])
    assert ended.value.code == 0
    packet = wire.pack(offer(Desk(lobby), "pusat"))
    assert center.handle(packet)[1] == (make.KELURAHAN,)
    lobby.db.close()


def test_what_an_office_teaches_is_known_as_if_it_were_read_again(
    desk: Kiosk, center: Center, tmp_path: Path
) -> None:
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    speak(desk, center)
    learned = center.known
    assert lobby.keys.device.kid in learned.offices
    center.reload()
    assert {office: set(held) for office, held in learned.certificates.items()} == {
        office: set(held) for office, held in center.known.certificates.items()
    }
    assert (learned.offices, learned.sealers, learned.rows) == (
        center.known.offices,
        center.known.sealers,
        center.known.rows,
    )
    lobby.db.close()


def test_a_checkpoint_brings_what_was_committed_into_the_database(tmp_path: Path) -> None:
    engine = store.open_store(tmp_path / "center.db")
    with engine.connect() as connection:
        with store.write(connection):
            store.keep_fact(connection, "one", bytes(100_000))
        before = (tmp_path / "center.db").stat().st_size
        store.checkpoint(connection)
        assert (tmp_path / "center.db").stat().st_size >= before + 100_000
    engine.dispose()


def keep_and_fail(connection: Connection) -> None:
    with store.write(connection):
        store.keep_fact(connection, "two", b"2")
        raise Refused("bad_question")


def test_a_block_inside_another_goes_alone_when_it_raises(tmp_path: Path) -> None:
    engine = store.open_store(tmp_path / "center.db")
    with engine.connect() as connection:
        with store.write(connection):
            store.keep_fact(connection, "one", b"1")
            with pytest.raises(Refused, match="bad_question"):
                keep_and_fail(connection)
            with store.write(connection):
                store.keep_fact(connection, "three", b"3")
        names = connection.exec_driver_sql("SELECT name FROM fact ORDER BY name").scalars().all()
    assert names == ["one", "three"]
    engine.dispose()
