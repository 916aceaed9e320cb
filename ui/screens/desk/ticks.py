"""Which sheets of a list were seen, are ticked, and what came of each; it shows and runs nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

MOST: Final = 20
"""So many sheets a person can still have read when pressing once."""


class Ticks:
    """Seen, ticked, waiting to be run, and the outcome of each row by its key."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.seen: set[str] = set()
        self.ticked: set[str] = set()
        self.queue: list[str] = []
        self.outcomes: dict[str, tuple[str, str]] = {}

    @property
    def is_full(self) -> bool:
        """Whether no further row can be ticked."""
        return len(self.ticked) >= self._most

    @property
    def done(self) -> list[str]:
        """Keys of the rows that went through."""
        return [key for key, (outcome, _) in self.outcomes.items() if outcome == "done"]

    def forget(self, key: str) -> None:
        """The row is no longer what was seen."""
        self.seen.discard(key)
        self.ticked.discard(key)

    def keep(self, keys: Iterable[str]) -> None:
        """Rows that are gone cannot stay ticked."""
        self.ticked &= set(keys)

    def tick(self, key: str) -> None:
        """Ticked, if it has no outcome yet and there is room."""
        if self.outcomes.get(key, ("",))[0] != "done" and not self.is_full:
            self.ticked.add(key)

    def start(self, order: Iterable[str]) -> None:
        """What is ticked waits to be run, in the order of the list."""
        self.queue = [key for key in order if key in self.ticked]

    @property
    def running(self) -> str:
        """The row being run now, "" when none is."""
        return self.queue[0] if self.queue else ""

    def end(self, outcome: str, said: str) -> None:
        """What came of the row being run: "done" or "refused"."""
        self.outcomes[self.queue.pop(0)] = (outcome, said)

    def finish(self) -> tuple[int, int]:
        """(done, refused) of what was ticked; nothing stays ticked."""
        outcomes: Mapping[str, tuple[str, str]] = self.outcomes
        done = sum(outcomes.get(key, ("",))[0] == "done" for key in self.ticked)
        refused = len(self.ticked) - done
        self.ticked.clear()
        return done, refused
