"""P3: one entry for each Event, whatever the network does to the packets between two real stores and a third.

Packets are lost, answered into nothing, delivered again later, their messages shuffled, doubled and left out.
All of it is seeded; a failing seed names itself.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.domain.event import parse
from kiosk.store import cases, ledger
from sync.exchange import is_settled, offer, receive, take_in
from tests.sync.office import Device, TestOffice

SEEDS = int(os.environ.get("SEEDS", "6"))
STEPS = 60


@dataclass
class BadNetwork:
    """Carries packets the way a bad network does; what was sent once may come again at any time."""

    chance: random.Random
    kept: list[tuple[str, list[bytes]]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def spoil(self, messages: list[bytes]) -> list[bytes]:
        """Some messages of a packet, in some order, some of them more than once."""
        kept = [one for one in messages for _ in range(self.chance.choice((0, 1, 1, 1, 2)))]
        if self.chance.random() < 0.5:
            self.chance.shuffle(kept)
        self.counted["spoiled"] += kept != messages
        return kept

    def round(self, asking: Device, answering: Device) -> None:
        packet = offer(asking.side, answering.name)
        self.kept.append((answering.name, packet))
        fate = self.chance.random()
        if fate < 0.2:
            self.counted["lost"] += 1
            return
        answer = receive(answering.side, self.spoil(packet) or packet)
        self.kept.append((asking.name, answer))
        if fate < 0.4:
            self.counted["answer lost"] += 1
            return
        take_in(asking.side, self.spoil(answer) or answer)

    def repeat(self, devices: dict[str, Device]) -> None:
        """An old packet comes again."""
        if self.kept:
            to, packet = self.chance.choice(self.kept)
            self.counted["repeated"] += 1
            take_in(devices[to].side, self.spoil(packet))


def act(device: Device, chance: random.Random) -> None:
    filed = [one.case for one in cases.find_open(device.kiosk.db) if not one.case.passed]
    if filed and chance.random() < 0.4:
        case = chance.choice(filed)
        device.act("pass", role="operator", about=case.id, base=case.base, step="operator")
    else:
        device.file()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_event_stands_in_the_ledger_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    office = TestOffice(tmp_path)
    devices = {name: office.open(name) for name in ("meja-1", "lobi-1", "lobi-2")}
    network = BadNetwork(chance)
    for _ in range(STEPS):
        if chance.random() < 0.6:
            act(chance.choice(list(devices.values())), chance)
        network.round(devices[chance.choice(("lobi-1", "lobi-2"))], devices["meja-1"])
        if chance.random() < 0.3:
            network.repeat(devices)
    for name in ("lobi-1", "lobi-2", "lobi-1"):
        for _ in range(20):
            take_in(devices[name].side, receive(devices["meja-1"].side, offer(devices[name].side, "meja-1")))
            if is_settled(devices[name].side, "meja-1"):
                break
    first = devices["meja-1"].entries()
    places = Counter((made.device, made.inc, made.seq) for made in (parse(entry.event) for entry in first))
    assert max(places.values()) == 1
    for name, device in devices.items():
        assert device.entries() == first, name
        assert ledger.count_pending(device.kiosk.db)[0] == 0, name
        assert cases.fold_digest(device.kiosk.db) == cases.fold_digest(devices["meja-1"].kiosk.db), name
        made = sum(place[0] == name for place in places)
        assert made == ledger.last_seq(device.kiosk.db, name, device.kiosk.inc), name
        ledger.check(device.kiosk.db)
    assert min(network.counted[what] for what in ("lost", "answer lost", "repeated", "spoiled")) > 0
    office.close()
