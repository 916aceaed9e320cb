"""The few stand-ins of the tests, written by hand; each behaves like the real thing in the way a test
needs.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from kiosk.world import Moment, World, make_uuid7

MONDAY = 1_795_399_200_000  # 23 November 2026, 09.00 WIB, an ordinary working day


@dataclass
class FakeWorld:
    """A world whose clock moves only when a test moves it, and whose chance repeats for a seed.

    Every question about the time costs one millisecond, so that two acts are never at the same moment.
    """

    at: int = MONDAY
    seed: int = 1
    boot_id: str = "00000000-0000-4000-8000-00000000b007"
    boot_ms: int = 60_000
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def now(self) -> int:
        self.at += 1
        return self.at

    def token(self, length: int) -> bytes:
        return self.chance.randbytes(length)

    def new_id(self) -> str:
        return make_uuid7(self.at, self.token(10))

    def boot(self) -> Moment:
        return Moment(self.boot_id, self.boot_ms)

    def pass_time(self, *, ms: int = 0, minutes: int = 0, hours: int = 0, days: int = 0) -> None:
        """Let time go by on both clocks."""
        gone = ms + 60_000 * (minutes + 60 * (hours + 24 * days))
        self.at += gone
        self.boot_ms += gone

    def reboot(self) -> None:
        """Another boot id; the boot clock begins again."""
        self.boot_id = make_uuid7(self.at, self.token(10))
        self.boot_ms = 1_000

    def as_world(self) -> World:
        """What a kiosk is given."""
        return World(self.now, self.new_id, self.token, self.boot)
