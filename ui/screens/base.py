"""What every screen is: a frozen state, verbs, and work handed away; not how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError

S = TypeVar("S")
T = TypeVar("T")

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Run(Protocol):
    """Does `job` away from the screen and hands its result (or its error) back to it.

    In the window this is the work thread (`ui.qt.worker`); in tests it calls at once.
    """

    def __call__(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[KioskError], None]
    ) -> None: ...


class Go(Protocol):
    """Opens another page of the same window, with what that page has to know."""

    def __call__(self, page: str, /, **args: Any) -> None: ...


class Words(Protocol):
    """The words of a code in the language now chosen, with its placeholders filled in."""

    def __call__(self, code: str, **details: object) -> str: ...


def say_error(words: Words, error: KioskError) -> str:
    """What was refused or could not be done, and what to do now; days as people write them, 21-09-2026."""
    return words(f"error.{error.code}", **{name: _day(value) for name, value in error.details.items()})


def _day(value: object) -> object:
    """A detail of an error; an ISO date turned round."""
    return "-".join(reversed(value.split("-"))) if isinstance(value, str) and _ISO.fullmatch(value) else value


class Screen(Generic[S]):
    """The only base class: holds the state in view and tells whoever draws it when it changes.

    A subclass adds one public method per button, with plain arguments (str, int, bool, float).
    """

    def __init__(self, state: S, run: Run) -> None:
        self._state = state
        self._hand_away = run
        self._watchers: list[Callable[[S], None]] = []
        self._waiting = 0

    @property
    def state(self) -> S:
        """What the page shows now."""
        return self._state

    @property
    def busy(self) -> bool:
        """True while a job of a button is under way: a second press is dropped until it is back."""
        return self._waiting > 0

    def watch(self, watcher: Callable[[S], None]) -> None:
        """Calls `watcher` with every new state."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[S], None]) -> None:
        """Calls it no more."""
        self._watchers.remove(watcher)

    def opened(self) -> None:
        """The page has come into view, also again by "Kembali": fetch here what it shows."""

    def closed(self) -> None:
        """The page has left the view for good: forget here what a next visitor must not see."""

    def redraw(self) -> None:
        """Fills the words of the state in anew, because the language or the news changed."""

    def failed(self, error: KioskError) -> None:
        """A job was refused or could not be done; a screen that starts jobs says so in its state."""
        raise error

    def _set(self, state: S) -> None:
        if state == self._state:
            return
        self._state = state
        for watcher in tuple(self._watchers):
            watcher(state)

    def _run(self, job: Callable[[], T], done: Callable[[T], None], *, hold: bool = True) -> None:
        """Runs `job` elsewhere, then `done` here; with `hold`, other verbs wait for it.

        `hold=False` is for what nobody pressed a button for, such as keeping a draft.
        """
        self._waiting += hold

        def back(result: T) -> None:
            self._waiting -= hold
            done(result)

        def refused(error: KioskError) -> None:
            self._waiting -= hold
            self.failed(error)

        self._hand_away(job, back, refused)
