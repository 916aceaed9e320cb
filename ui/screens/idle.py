"""When a visit ends by itself: asks first, then forgets; it knows no clock and no timer of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.frame import Frame

REST = frozenset({"", "attract", "sign_in"})
"""Pages that wait for a visitor and hold nothing of one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds (interface.md 4.6): `warn` until the question, `slow` instead of it with the largest letters or
    while reading aloud, `answer` to say one is still here, `help` while staff are on their way, `rest` from
    home to attract; `short` holds pages that end without a question.
    """

    warn: int = 60
    slow: int = 120
    answer: int = 20
    help: int = 300
    rest: int = 120
    short: Mapping[str, int] = field(default_factory=lambda: {"ekitir": 30})


class Page(Protocol):
    """What is asked of the pages: which is in view, and the way to another first page."""

    @property
    def page(self) -> str: ...

    def restart(self, page: str, /) -> None: ...


class Idle:
    """Counts from the last touch; `look` is called about once a second with the same clock."""

    def __init__(self, frame: Frame, pages: Page, *, end_visit: Callable[[], None], limits: Limits) -> None:
        self._frame = frame
        self._pages = pages
        self._end_visit = end_visit
        self._limits = limits
        self._last = 0

    def touched(self, now: int) -> None:
        """Somebody touched the glass or pressed a key; `now` in ms of a clock that never goes back."""
        self._last = now

    def look(self, now: int) -> None:
        """Asks, counts down or ends the visit, according to how long nobody has touched anything."""
        seconds = (now - self._last) // 1000
        page = self._pages.page
        if page in REST:
            return
        if page == "home" and self._frame.state.overlay == "":
            if seconds >= self._limits.rest:
                self._frame.reset()
                self._pages.restart("attract")
            return
        limit, answer = self._limit(page)
        if seconds >= limit + answer:
            self._frame.reset()
            self._end_visit()
            self._last = now
        elif seconds >= limit:
            self._frame.warn_idle(limit + answer - seconds)

    def _limit(self, page: str) -> tuple[int, int]:
        """Seconds until the question, and for its answer."""
        state = self._frame.state
        if state.overlay == "help":
            return self._limits.help, self._limits.answer
        if page in self._limits.short:
            return self._limits.short[page], 0
        slow = state.text_step >= 1.5 or state.speaking
        return (self._limits.slow if slow else self._limits.warn), self._limits.answer
