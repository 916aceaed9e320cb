"""P9, P10: restored, copied, moved and destroyed registers under the real exchange, schedule after schedule.

The machines are sides in memory and every word between them is a signed message through `receive`; left out
are RULES, SQL and the network. At the end all living devices talk until nothing changes. Then: one ledger
everywhere; every Event any living device has stands in it once; the writer is the one appointed last.
"""

from __future__ import annotations

import copy
import itertools
import os
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pytest

from sync.exchange import offer, receive, take_in
from tests.sync.memory import Known, MemorySide, make_key

SCHEDULES = int(os.environ.get("SCHEDULES", "12"))
STEPS = 120
FAULTS = (
    *("center_old", "register_old", "register_old", "lobby_old", "desk_old"),
    *("moved_online", "moved_offline", "register_dead", "copied"),
)


@dataclass
class World:
    """One office of four devices: register desk, second desk, lobby kiosk, center; links that come and go."""

    chance: random.Random
    known: Known = field(default_factory=Known)
    sides: dict[str, MemorySide] = field(default_factory=dict)
    images: dict[str, list[MemorySide]] = field(default_factory=lambda: defaultdict(list))
    dead: set[str] = field(default_factory=set)
    terms: itertools.count[int] = field(default_factory=lambda: itertools.count(2))
    starts: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for number, name in enumerate(("meja-1", "meja-2", "lobi-1", "pusat")):
            office = "1671" if name == "pusat" else "1671990001"
            self.known.add(name, make_key(number + 1), office=office, terms=[1] if name == "meja-1" else ())
            self.sides[name] = MemorySide(name, make_key(number + 1), self.known)
            self.sides[name].term = 1
            self.start(self.sides[name])

    def start(self, side: MemorySide) -> None:
        """A process begins: a new incarnation, whose first Event is `open`."""
        side.restart(f"{next(self.starts):032x}")
        side.act("open")

    def living(self) -> dict[str, MemorySide]:
        return {name: side for name, side in self.sides.items() if name not in self.dead}

    def writers(self) -> list[MemorySide]:
        return [side for side in self.living().values() if side.is_writer()]

    def meet(self, one: MemorySide, other: MemorySide) -> None:
        """A round: one asks, the other answers, as often as a process would before it sleeps."""
        for _ in range(3):
            take_in(one, receive(other, offer(one, other.me.device)))

    def restore(self, name: str) -> None:
        """The disk of a device is replaced by an older image of itself."""
        if name in self.dead or not self.images[name]:
            return
        self.sides[name] = copy.deepcopy(self.chance.choice(self.images[name]))
        self.sides[name].known = self.known
        self.start(self.sides[name])
        self.counted["restored"] += 1

    def appoint(self, *, online: bool) -> None:
        """Another desk becomes register under a term nobody had; it hears of it alone, or the center does."""
        holders = {side.me.device for side in self.writers()}
        desks = [self.sides[name] for name in ("meja-1", "meja-2") if name not in self.dead | holders]
        if not desks:
            return
        new, term = self.chance.choice(desks), next(self.terms)
        self.known.add(new.me.device, new.me.key, terms=[term])
        (self.sides["pusat"] if online else new).term = term
        if not online:
            self.start(new)
        self.counted["moved"] += 1

    def kill_register(self) -> None:
        for side in self.writers():
            if len({"meja-1", "meja-2"} - self.dead) > 1 and side.me.device in self.sides:
                self.dead.update(name for name, one in self.sides.items() if one.me.device == side.me.device)
                self.counted["killed"] += 1
                self.appoint(online=False)
                return

    def copy_register(self) -> None:
        """A running machine is copied whole, and both go on under one identity."""
        for side in self.writers():
            if "copy" not in self.sides:
                twin = copy.deepcopy(side)
                twin.known, twin.peers = self.known, {}
                self.sides["copy"] = twin
                self.start(twin)
                self.counted["copied"] += 1
                return

    def strike(self, fault: str) -> None:
        match fault:
            case "center_old":
                self.restore("pusat")
            case "register_old":
                for side in self.writers()[:1]:
                    self.restore(next(name for name, one in self.sides.items() if one is side))
            case "lobby_old":
                self.restore("lobi-1")
            case "desk_old":
                self.restore("meja-2")
            case "moved_online" | "moved_offline":
                self.appoint(online=fault == "moved_online")
            case "register_dead":
                self.kill_register()
            case "copied":
                self.copy_register()

    def step(self, *, net: bool, lan: bool) -> None:
        """Somebody does something, then some of those who can reach each other talk."""
        for name, side in self.living().items():
            if self.chance.random() < 0.12:
                self.images[name].append(_image(side))
            if self.chance.random() < 0.02:
                self.start(side)
        actor = self.chance.choice(list(self.living().values()))
        if not actor.frozen and self.chance.random() < 0.7:
            actor.act(self.chance.choice(("file", "pass", "note", "sign")))
        for one, other in itertools.combinations(self.living().values(), 2):
            reachable = net if "pusat" in {one.me.device, other.me.device} else lan
            if reachable and one.me.device != other.me.device and self.chance.random() < 0.25:
                first, second = (one, other) if self.chance.random() < 0.5 else (other, one)
                self.meet(first, second)

    def settle(self) -> None:
        """Everybody talks to everybody until two rounds in a row have changed nothing, at most 14 rounds."""
        seen: list[object] = []
        for _ in range(14):
            for one, other in itertools.permutations(list(self.living().values()), 2):
                if one.me.device != other.me.device:
                    self.meet(one, other)
            seen.append([_standing(side) for side in self.living().values()])
            if seen[-3:-1] == [seen[-1]] * 2:
                return


def _standing(side: MemorySide) -> object:
    """What a round may change of a machine."""
    return tuple(side.hashes), len(side.events), side.term, side.frozen, side.me


def _image(side: MemorySide) -> MemorySide:
    """A copy of a disk: what it knew, without the process."""
    known, side.known = side.known, Known()
    image = copy.deepcopy(side)
    side.known = known
    return image


def run(seed: int) -> World:
    """One schedule, to the point where everybody has talked to everybody."""
    chance = random.Random(seed)
    world = World(chance)
    due: dict[int, list[str]] = defaultdict(list)
    for fault in chance.sample(FAULTS, chance.randint(0, 5)):
        due[chance.randrange(15, STEPS - 5)].append(fault)
    net = lan = True
    for step in range(STEPS):
        net ^= chance.random() < 0.07
        lan ^= chance.random() < 0.05
        for fault in due[step]:
            world.strike(fault)
        world.step(net=net, lan=lan)
    world.settle()
    return world


@pytest.mark.logs
def test_one_ledger_is_left_and_holds_every_event_once() -> None:
    counted: Counter[str] = Counter()
    for seed in range(SCHEDULES):
        world = run(seed)
        counted += world.counted
        sides = list(world.living().values())
        ledgers = {tuple(entry.event for entry in side.order) for side in sides}
        assert len(ledgers) == 1, f"seed {seed}: {sorted(map(len, ledgers))} entries"
        (events,) = ledgers
        assert len(set(events)) == len(events), f"seed {seed}: an event stands twice"
        holder = max(world.known.register(side.term) for side in sides)
        alive = [side for side in sides if side.me.device == holder[1] and not side.frozen]
        if alive:
            assert world.writers() == alive, f"seed {seed}: {len(world.writers())} writers"
            missing = set().union(*(side.events.values() for side in sides)) - set(events)
            assert not missing, f"seed {seed}: {len(missing)} events outside the ledger"
        assert all(side.hashes == sides[0].hashes for side in sides), f"seed {seed}: chains differ"
    assert counted["restored"], "no schedule restored anything"
    assert counted["moved"], "no schedule moved the register"
