"""Two devices with two real databases exchange: nothing lost, nothing doubled, the same fold on both."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import cases, facts, ledger, odd
from kiosk.trust import LIFETIME_MS
from sync import wire
from sync.desk import FOLD_MS, Desk, open_desk
from sync.exchange import is_settled, offer, receive, take_in
from sync.http import Link
from sync.loop import Loop, Upstream
from sync.serve import Server
from tests.sync.memory import make_event
from tests.sync.office import CODE, NOON, Device, TestOffice, key


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    made = TestOffice(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(office: TestOffice) -> Device:
    return office.open("meja-1")


@pytest.fixture
def lobby(office: TestOffice, desk: Device) -> Device:
    assert desk.kiosk.is_register
    return office.open("lobi-1")


def meet(one: Device, other: Device, trips: int = 30) -> int:
    """Rounds started by `one` until nothing is left to say; how many trips it took."""
    for trip in range(trips):
        take_in(one.side, receive(other.side, offer(one.side, other.name)))
        if is_settled(one.side, other.name):
            return trip + 1
    return trips


def test_a_permohonan_filed_in_the_lobby_stands_in_the_ledger_of_both(desk: Device, lobby: Device) -> None:
    filed = lobby.file()
    assert ledger.count_pending(lobby.kiosk.db)[0] == 2
    assert meet(lobby, desk) <= 3
    assert ledger.count_pending(lobby.kiosk.db)[0] == 0
    assert lobby.entries() == desk.entries()
    assert cases.find(desk.kiosk.db, filed.id) == cases.find(lobby.kiosk.db, filed.id)
    assert cases.fold_digest(desk.kiosk.db) == cases.fold_digest(lobby.kiosk.db)
    assert lobby.side.take_changed() == {filed.id}


def test_what_the_desk_decides_reaches_the_lobby(desk: Device, lobby: Device) -> None:
    filed = lobby.file()
    meet(lobby, desk)
    desk.act("check", role="operator", about=filed.id, what="identity", how="seen")
    desk.act("pass", role="operator", about=filed.id, base=filed.id, step="operator")
    meet(lobby, desk)
    case = cases.find(lobby.kiosk.db, filed.id)
    assert case is not None
    assert case.get_step() == "signer"


def test_a_thousand_events_come_in_a_few_trips(desk: Device, lobby: Device) -> None:
    meet(lobby, desk)
    with lobby.kiosk.db.write():
        for number in range(1000):
            lobby.act("queue", role="resident", number=f"A-{number}", need="domisili")
    trips = meet(lobby, desk)
    assert trips <= 4
    assert lobby.entries() == desk.entries()
    assert len(desk.entries()) == 1002


def test_a_restored_register_takes_its_longer_line_back_and_admits_its_own_on_top(
    office: TestOffice, desk: Device, lobby: Device, tmp_path: Path
) -> None:
    lobby.file()
    meet(lobby, desk)
    image = tmp_path / "image"
    image.mkdir()
    desk.kiosk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    (image / "office.db").write_bytes((tmp_path / "meja-1" / "office.db").read_bytes())
    for _ in range(4):
        lobby.file()
    meet(lobby, desk)
    before = [entry.event for entry in desk.entries()]
    desk.kiosk.db.close()
    office.devices.remove(desk)
    restored = office.open("meja-1", boot=2, folder="image")
    late = restored.act("call", role="operator", number="A-001", place="meja 1")
    meet(lobby, restored)
    meet(lobby, restored)
    after = [entry.event for entry in restored.entries()]
    assert after[: len(before)] == before
    assert late.id.encode() in b"".join(after[len(before) :])
    assert lobby.entries() == restored.entries()
    ledger.check(restored.kiosk.db)
    ledger.check(lobby.kiosk.db)


def test_certificates_that_ended_years_ago_stop_no_exchange(
    office: TestOffice, desk: Device, lobby: Device
) -> None:
    """Core.md 4: expiry may stop `seal` and `tte`, never sync."""
    office.clock = itertools.count(NOON + 5 * LIFETIME_MS)
    filed = lobby.file()
    meet(lobby, desk)
    assert lobby.entries() == desk.entries()
    assert cases.find(desk.kiosk.db, filed.id) is not None


@pytest.mark.logs
def test_an_event_in_another_devices_message_is_not_believed_and_is_said(desk: Device, lobby: Device) -> None:
    meet(lobby, desk)
    forged = make_event("meja-1", "c" * 32, 1, verb="settings")
    body = wire.Events(
        office=CODE,
        sender=wire.Place("lobi-1", lobby.kiosk.inc),
        to=wire.Place("meja-1", desk.kiosk.inc),
        v=1,
        runs=(wire.run("c" * 32, 1, [forged]),),
    )
    receive(desk.side, [wire.sign(lobby.kiosk.keys.device, body)])
    assert forged not in [entry.event for entry in desk.entries()]
    assert b'"what":"foreign_event"' in desk.entries()[-1].event


def test_one_unreadable_event_is_set_aside_and_its_neighbours_are_admitted(
    desk: Device, lobby: Device
) -> None:
    meet(lobby, desk)
    place = (lobby.kiosk.inc, 2)
    good = [make_event("lobi-1", place[0], seq) for seq in (2, 4)]
    bad = good[0].replace(b'"seq":2', b'"seq":3').replace(b'"v":1', b'"v":1.0')
    body = wire.Events(
        office=CODE,
        sender=wire.Place("lobi-1", place[0]),
        to=wire.Place("meja-1", desk.kiosk.inc),
        v=1,
        runs=(wire.run(*place, [good[0], bad, good[1]]),),
    )
    receive(desk.side, [wire.sign(lobby.kiosk.keys.device, body)])
    there = [entry.event for entry in desk.entries()]
    assert good[0] in there
    assert good[1] in there
    assert [one.raw for one in odd.find_unseen(desk.kiosk.db)] == [bad]


def test_a_lobby_files_over_tls_while_its_loop_runs_and_screens_see_the_news(
    desk: Device, lobby: Device
) -> None:
    second = open_desk(desk.kiosk)
    door = Server(("127.0.0.1", 0), key("meja-1"), "meja-1", receive=lambda raws: receive(second, raws))
    link = Link("meja-1", f"https://127.0.0.1:{door.port}", tls=key("meja-1").fingerprint("meja-1"))
    seen: list[frozenset[str]] = []
    arrived = threading.Event()

    def news(ids: frozenset[str]) -> None:
        seen.append(ids)
        arrived.set()

    loop = Loop(
        make_side=lambda: open_desk(lobby.kiosk),
        upstreams=[Upstream(link)],
        token=lobby.kiosk.token,
        news=news,
        count_unsent=lambda _side: ledger.count_pending(lobby.kiosk.db),
    )
    loop.start()
    try:
        filed = lobby.file()
        loop.poke()
        assert arrived.wait(10)
    finally:
        loop.stop()
        door.stop()
    assert seen == [frozenset({filed.id})]
    state = loop.get_states()[0]
    assert (state.error, state.unsent) == ("", 0)
    assert state.last_contact
    assert lobby.entries() == desk.entries()


def test_a_verified_backup_of_the_register_makes_its_entries_safe_for_the_lobby(
    desk: Device, lobby: Device
) -> None:
    """And a lobby that claims one makes nothing safe for the register."""
    lobby.file()
    meet(lobby, desk)
    facts.set_safe(desk.kiosk.db, 2)
    meet(lobby, desk)
    assert facts.get_safe(lobby.kiosk.db) == 2
    facts.set_safe(lobby.kiosk.db, 3)
    meet(lobby, desk)
    assert facts.get_safe(desk.kiosk.db) == 2


@pytest.mark.logs
def test_a_fold_that_differs_is_said_in_the_ledger_and_the_rows_are_made_anew(
    desk: Device, lobby: Device
) -> None:
    filed = lobby.file()
    meet(lobby, desk)
    again = Desk(lobby.kiosk)
    lobby.kiosk.db.run("UPDATE permohonan SET hash = zeroblob(32)")
    for _ in range(6):
        take_in(again, receive(desk.side, offer(again, "meja-1")))
    assert cases.fold_digest(lobby.kiosk.db) == cases.fold_digest(desk.kiosk.db) != bytes(32)
    assert cases.find(lobby.kiosk.db, filed.id) == cases.find(desk.kiosk.db, filed.id)
    said = [entry.event for entry in desk.entries() if b'"what":"fold_differs"' in entry.event]
    assert sorted(map(wire.find_author, said)) == ["lobi-1", "meja-1"]


def test_the_fold_is_said_at_the_start_and_once_a_day(
    office: TestOffice, desk: Device, lobby: Device
) -> None:
    meet(lobby, desk)
    side = Desk(lobby.kiosk)
    assert side.is_fold_due("meja-1")
    take_in(side, receive(desk.side, offer(side, "meja-1")))
    take_in(side, receive(desk.side, offer(side, "meja-1")))
    assert not side.is_fold_due("meja-1")
    office.clock = itertools.count(NOON + 2 * FOLD_MS)
    assert side.is_fold_due("meja-1")
