"""Owns how much one packet carries and how soon the next comes, from how the last ones went; no thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.errors import KioskError
from sync.exchange import PIECE
from sync.saying import BATCH_BYTES, LEDGER_BYTES

LEAST_ROOM: Final = 16 * 1024  # bytes of files in a packet
MOST_ROOM: Final = 1024 * 1024
LEAST_BATCH: Final = 16 * 1024  # bytes of Events or entries in a packet
SLOW_MS: Final = 2000  # a trip longer than this makes the next Event wait: less of a file goes with the next
FAST_MS: Final = 500
GOOD: Final = 10  # trips in a row after which a batch grows by a quarter
LONG: Final = 6  # failures in a row that make an outage: about a minute of them
FIRST_TRIPS: Final = 3  # of it: who is there, what is new
_TOO_LARGE: Final = frozenset({"message_too_large", "message_unpacks_too_large"})


@dataclass(slots=True)
class Pace:
    """What the next packet to one machine carries: `room` bytes of files, `batch` of Events and entries.

    `room` is what the line carries within 2 s, so that a new Event never waits longer. A `batch` is halved
    when the other side, or something between, cannot take it, and grows again while all goes well.
    """

    room: int = PIECE
    batch: int = LEDGER_BYTES
    good: int = 0

    def note(self, took: int) -> None:
        """A trip of so many ms went well."""
        if took > SLOW_MS:
            self.room = max(self.room // 2, LEAST_ROOM)
        elif took < FAST_MS:
            self.room = min(self.room * 2, MOST_ROOM)
        self.good += 1
        if self.good >= GOOD:
            self.good, self.batch = 0, min(self.batch * 5 // 4, LEDGER_BYTES)

    def note_failure(self, error: KioskError) -> None:
        """A trip failed; where it carried too much (refused as too large, not done in time), carry less."""
        self.good = 0
        if error.code in _TOO_LARGE or error.details.get("late"):
            self.room = max(self.room // 2, LEAST_ROOM)
            self.batch = max(min(self.batch, BATCH_BYTES) // 2, LEAST_BATCH)


def make_small() -> Pace:
    """What goes first after an outage: new Events and one body of the ledger, no file."""
    return Pace(room=0, batch=LEAST_BATCH)


@dataclass(slots=True)
class Wait:
    """How long until the next round with one machine, how many failed in a row, how long its backlog waits.

    Full jitter: a random part (`chance`, 0 to 1) of a time that doubles, so devices never return together.
    """

    left: float = 0.0
    failed: int = 0
    backlog: float = 0.0

    def fail(self, longest: float, chance: float, *, least: float = 0.0) -> None:
        """Wait a part of up to `longest` seconds, a twentieth of it at least.

        `least` is what we were told to wait; all who were told the same spread over as long again.
        """
        most = min(2.0 ** min(self.failed, 20), longest)
        self.failed += 1
        self.left = max(most * chance, most / 20, least * (1 + chance))

    def succeed(self, every: float, spread: float, chance: float) -> None:
        """Come again after `every` seconds; what an outage piled up waits a random part of `spread`."""
        if self.failed >= LONG:
            self.backlog = spread * chance
        self.failed = 0
        self.left = min(every, self.backlog) if self.backlog > 0 else every

    def pass_by(self, seconds: float) -> None:
        """So much time has gone by."""
        self.left -= seconds
        self.backlog = max(self.backlog - seconds, 0.0)
