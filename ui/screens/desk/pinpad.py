"""Six digits of a PIN while they are typed; they leave only by `take` and are never part of a State."""

from __future__ import annotations

from typing import Final

LENGTH: Final = 6


class PinPad:
    """What the pad holds; the page shows only how many."""

    def __init__(self) -> None:
        self._typed = ""

    def __len__(self) -> int:
        return len(self._typed)

    @property
    def is_full(self) -> bool:
        """Whether all digits are there."""
        return len(self._typed) == LENGTH

    def add(self, key: str) -> None:
        """One digit; anything else, or one too many, changes nothing."""
        if len(self._typed) < LENGTH and len(key) == 1 and key.isascii() and key.isdigit():
            self._typed += key

    def erase(self) -> None:
        """The last digit."""
        self._typed = self._typed[:-1]

    def clear(self) -> None:
        """All digits."""
        self._typed = ""

    def take(self) -> str:
        """The PIN, for one try; nothing stays."""
        typed, self._typed = self._typed, ""
        return typed
