"""Six digits of a PIN while they are typed; they leave only by `take` and are never part of a State."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.base import Words

LENGTH: Final = 6


class PinPad:
    """What the pad holds and what is wrong with it; the page shows only how many."""

    def __init__(self, words: Words, show: Callable[[int, str], None]) -> None:
        """`show(digits, problem)` puts the pad in view."""
        self._words = words
        self._show = show
        self._typed = ""
        self._problem = ""

    def add(self, key: str) -> None:
        """One digit; anything else, or one too many, is none. What was wrong is forgotten."""
        if len(self._typed) < LENGTH and len(key) == 1 and key.isascii() and key.isdigit():
            self._typed += key
        self._problem = ""
        self._draw()

    def erase(self) -> None:
        """The last digit."""
        self._typed = self._typed[:-1]
        self._draw()

    def clear(self, problem: str = "") -> None:
        """All digits; `problem` says why."""
        self._typed, self._problem = "", problem
        self._draw()

    def take(self) -> str:
        """The PIN, for one try, and no digit stays; "" while some are missing, which is said.

        The dots stay in view until `clear`: the page knows what the try has come to.
        """
        if len(self._typed) < LENGTH:
            self._problem = self._words("sign_in.too_short", length=len(self._typed))
            self._draw()
            return ""
        typed, self._typed = self._typed, ""
        return typed

    def _draw(self) -> None:
        self._show(len(self._typed), self._problem)
