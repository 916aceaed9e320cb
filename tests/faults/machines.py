"""The office of the state machine: machines, lines, what befell it; it chooses no step."""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from kiosk.domain.errors import KioskError
from sync.exchange import offer, receive, take_in
from tests.faults.ruling import RulingSide
from tests.sync.memory import NOON, Known, make_key

DEVICES: Final = ("meja-1", "meja-2", "lobi-1", "pusat")
MOST: Final = {"restore": 8, "appoint": 4, "kill": 1, "copy": 1, "upgrade": 3}  # of one schedule


class Office:
    """The machines of one schedule, and what befell them."""

    counted: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        self.known = Known()
        self.sides: dict[str, RulingSide] = {}
        self.images: dict[str, list[RulingSide]] = defaultdict(list)
        self.dead: set[str] = set()
        self.done: Counter[str] = Counter()
        self.terms, self.starts = itertools.count(2), itertools.count(1)
        self.carried: deque[tuple[str, Sequence[bytes]]] = deque(maxlen=24)
        self.moment = NOON
        for number, name in enumerate(DEVICES):
            office = "1671" if name == "pusat" else "1671990001"
            self.known.add(name, make_key(number + 1), office=office, terms=[1] if name == "meja-1" else ())
            self.sides[name] = RulingSide(name, self.known, number + 1)
            self.sides[name].term = 1
            self.start(self.sides[name])

    def pass_time(self, ms: int) -> None:
        self.moment += ms
        for side in self.sides.values():
            side.moment = self.moment

    def start(self, side: RulingSide) -> None:
        """A process begins: a new incarnation, whose first Event is `open`."""
        side.restart(f"{next(self.starts):032x}")
        side.act("open")

    def living(self) -> dict[str, RulingSide]:
        return {name: side for name, side in self.sides.items() if name not in self.dead}

    def writers(self) -> list[RulingSide]:
        return [side for side in self.living().values() if side.is_writer()]

    def may(self, what: str) -> bool:
        """Whether this may befall the office once more."""
        return self.done[what] < MOST[what]

    def count(self, what: str) -> None:
        self.done[what] += 1
        Office.counted[what] += 1

    # --- words ------------------------------------------------------------------------------------------

    def trip(self, one: RulingSide, other: RulingSide, line: Line) -> None:
        """One question and its answer over a line."""
        out = offer(one, other.me.device)
        self.carried.append((other.me.device, tuple(out)))
        answer = self.hand(other, line.carry(out))
        self.carried.append((one.me.device, tuple(answer)))
        take_in(one, line.carry(answer))

    def hand(self, side: RulingSide, messages: Sequence[bytes]) -> list[bytes]:
        """A packet reaches a machine; a packet of nothing but rubbish is refused whole."""
        if not messages:
            return []
        try:
            return receive(side, messages)
        except KioskError:
            Office.counted["packets refused"] += 1
            return []

    def settle(self, work: Callable[[], None]) -> None:
        """Everybody talks to everybody; in the middle of it they `work` once more, since two lines of one
        length wait for the next entry; until two rounds in a row have changed nothing.
        """
        seen: list[object] = []
        for number in range(20):
            for one, other in itertools.permutations(list(self.living().values()), 2):
                if one.me.device != other.me.device:
                    for _ in range(2):
                        take_in(one, self.hand(other, offer(one, other.me.device)))
            if number == 2:
                work()
            seen.append([_standing(side) for side in self.living().values()])
            if number > 4 and seen[-3:-1] == [seen[-1]] * 2:
                return


class Line:
    """A line that is good, or one that loses, repeats, turns round and spoils."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.is_bad = chance.random() < 0.3

    def carry(self, messages: Sequence[bytes]) -> list[bytes]:
        carried = list(messages)
        if not self.is_bad:
            return carried
        if self.chance.random() < 0.3:
            return []
        carried = [raw for raw in carried if self.chance.random() > 0.2]
        carried += [raw for raw in carried if self.chance.random() < 0.2]
        if self.chance.random() < 0.5:
            self.chance.shuffle(carried)
        if carried and self.chance.random() < 0.3:
            at = self.chance.randrange(len(carried))
            place = self.chance.randrange(len(carried[at]))
            carried[at] = carried[at][:place] + bytes([carried[at][place] ^ 1]) + carried[at][place + 1 :]
        return carried


def _standing(side: RulingSide) -> object:
    return len(side.hashes), side.hashes[-1], len(side.events), side.term, side.frozen, side.me
