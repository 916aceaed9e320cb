"""A line that lost its place and is longer than a packet: it goes to the register piece by piece, whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.ledger import HEAD_SPACING
from kiosk.store import ledger
from sync import wire
from sync.exchange import receive
from sync.loop import run_round
from sync.pace import Pace
from tests.faults.audit import Wire
from tests.sync.office import Device, TestOffice

PACKET = 1024 * 1024
LOST = 1100


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    made = TestOffice(tmp_path)
    yield made
    made.close()


def meet(one: Device, other: Device) -> None:
    way = Wire(other.name, lambda messages: receive(other.side, wire.unpack(wire.pack(messages))))
    run_round(one.side, way, pace=Pace(batch=300_000))


def end(office: TestOffice, device: Device) -> None:
    office.devices.remove(device)
    device.kiosk.db.close()


def write(device: Device, count: int, text: str = "") -> None:
    with device.kiosk.db.write():
        for _ in range(count):
            device.act("alarm", what="contoh", detail={"text": text or "x"})


def test_a_long_displaced_line_is_cut_in_pieces_and_every_event_comes_back(
    office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The register's disk is restored and writes on; its own earlier line, longer than a packet, lies in the
    lobby.
    """
    desk = office.open("meja-1")
    lobby = office.open("lobi-1")
    meet(lobby, desk)
    end(office, desk)
    shutil.copytree(office.folder / "meja-1", office.folder / "image")
    desk = office.open("meja-1", boot=2)
    write(desk, LOST, "x" * 900)
    meet(lobby, desk)
    filed = [entry.event for entry in lobby.entries()]
    end(office, desk)

    desk = office.open("meja-1", boot=3, folder="image")
    write(desk, LOST + 60)
    monkeypatch.setattr(wire, "MAX_UNPACKED", PACKET)
    meet(lobby, desk)
    meet(lobby, desk)

    events = [entry.event for entry in desk.entries()]
    assert set(filed) <= set(events)
    assert len(events) == len(set(events))
    assert sum(map(len, filed)) > PACKET  # one body could not have carried it
    assert desk.entries() == lobby.entries()
    assert ledger.branches(lobby.kiosk.db) == []
    (heads,) = lobby.kiosk.db.row("SELECT count(DISTINCT head) FROM branch") or (0,)
    assert heads == 1 + LOST // HEAD_SPACING
