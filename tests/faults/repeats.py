"""P3: one entry for each Event, whatever the network does to the packets between real stores, day after day.

Packets are lost, answered into nothing, delivered again days later, their messages shuffled, doubled and left
out; at the end of each day everything ever sent comes again from many senders at once, through the real door.
"""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.domain.event import parse
from kiosk.store import cases, ledger
from sync import wire
from sync.desk import open_desk
from sync.exchange import is_settled, offer, receive, take_in
from sync.http import Client, Link
from sync.serve import Server
from tests.faults import audit
from tests.faults.promise import Result
from tests.sync.office import Device, TestOffice

STEPS: Final = 40  # a day
SENDERS: Final = 8
DAY_MS: Final = 86_400_000


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
        self.counted["packets spoiled"] += kept != messages
        return kept

    def round(self, asking: Device, answering: Device) -> None:
        packet = offer(asking.side, answering.name)
        self.kept.append((answering.name, packet))
        fate = self.chance.random()
        if fate < 0.2:
            self.counted["packets lost"] += 1
            return
        answer = receive(answering.side, self.spoil(packet) or packet)
        self.kept.append((asking.name, answer))
        if fate < 0.4:
            self.counted["answers lost"] += 1
            return
        take_in(asking.side, self.spoil(answer) or answer)

    def repeat(self, devices: dict[str, Device]) -> None:
        """Old packets come again, up to twenty times."""
        if self.kept:
            to, packet = self.chance.choice(self.kept)
            for _ in range(self.chance.choice((1, 1, 2, 20))):
                self.counted["packets repeated"] += 1
                take_in(devices[to].side, self.spoil(packet))


def repeat_messages(seed: int, folder: Path, size: int) -> Result:
    """`size` days of an office with two lobbies on a bad network."""
    chance = random.Random(seed)
    office = TestOffice(folder)
    devices = {name: office.open(name) for name in ("meja-1", "lobi-1", "lobi-2")}
    network = BadNetwork(chance)
    wrong: list[str] = []
    for _ in range(size):
        for _ in range(STEPS):
            if chance.random() < 0.6:
                _act(chance.choice(list(devices.values())), chance)
            network.round(devices[chance.choice(("lobi-1", "lobi-2"))], devices["meja-1"])
            if chance.random() < 0.3:
                network.repeat(devices)
        office.clock = itertools.count(next(office.clock) + chance.randrange(DAY_MS))
        wrong += _send_together(devices["meja-1"], network)
        for name in ("lobi-1", "lobi-2", "lobi-1"):
            _settle(devices[name], devices["meja-1"])
    result = _compare(devices, wrong, size, network.counted)
    office.close()
    return result


def _act(device: Device, chance: random.Random) -> None:
    filed = [one.case for one in cases.find_open(device.kiosk.db) if not one.case.passed]
    if filed and chance.random() < 0.4:
        case = chance.choice(filed)
        device.act("pass", role="operator", about=case.id, base=case.base, step="operator")
    else:
        device.file()


def _send_together(desk: Device, network: BadNetwork) -> list[str]:
    """What was ever sent to the desk, from many senders at once over TLS."""
    side = open_desk(desk.kiosk)
    key = desk.kiosk.keys.device
    door = Server(("127.0.0.1", 0), key, desk.name, receive=lambda raws: receive(side, raws))
    link = Link(desk.name, f"https://127.0.0.1:{door.port}", tls=key.fingerprint(desk.name))
    packets = [network.chance.choice(network.kept)[1] for _ in range(SENDERS * 3)]
    failed: list[str] = []

    def send(number: int) -> None:
        client = Client(link)
        for packet in packets[number::SENDERS]:
            try:
                client.post_raw(wire.ROUTE, wire.pack(packet))
            except Exception as error:  # noqa: BLE001 - said below, whatever it is
                if getattr(error, "code", "") not in wire_refusals:
                    failed.append(f"{type(error).__name__}: {error}")
        client.close()

    wire_refusals = {"message_empty"}
    threads = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    door.stop()
    side.close()
    network.counted["packets at once"] += len(packets)
    return failed


def _settle(lobby: Device, desk: Device) -> None:
    for _ in range(20):
        take_in(lobby.side, receive(desk.side, offer(lobby.side, desk.name)))
        if is_settled(lobby.side, desk.name):
            return


def _compare(devices: dict[str, Device], wrong: list[str], days: int, counted: Counter[str]) -> Result:
    first = devices["meja-1"].entries()
    places = Counter((made.device, made.inc, made.seq) for made in (parse(entry.event) for entry in first))
    missing = 0
    for name, device in devices.items():
        db = device.kiosk.db
        if device.entries() != first:
            wrong.append(f"{name} holds another ledger")
        if cases.fold_digest(db) != cases.fold_digest(devices["meja-1"].kiosk.db):
            wrong.append(f"{name} folds to something else")
        missing += ledger.next_seq(db, device.kiosk.inc) - 1 - sum(place[0] == name for place in places)
        ledger.check(db)
    figures = {"entries": float(len(first)), **{what: float(many) for what, many in counted.items()}}
    return Result(days, missing, audit.count_doubles(first), tuple(wrong), figures)
