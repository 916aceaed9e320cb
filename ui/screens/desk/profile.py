"""The office's profile while one page changes it: typed, saved, taken back, told of; it draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ui.screens.base import say_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from kiosk.usecases.acts import Act
    from ui.screens.desk.frontdesk import FrontDesk


class ProfileDesk(Protocol):
    """What a page asks of the office to change how it works."""

    def office(self) -> Office:
        """As it works now."""

    def change(self, act: Act, values: Mapping[str, Any]) -> None:
        """Another profile, on the register desk only; a `settings` event says what changed."""


class Work(Protocol):
    """The page's own way to the work thread; what fails there comes back to the page's `failed`."""

    def __call__(self, job: Callable[[], Office], done: Callable[[Office], None]) -> None: ...


class Show(Protocol):
    """Puts the news of the page in view: the words, their tone, and the name of the way back."""

    def __call__(self, said: str, tone: str, action: str = "") -> None: ...


class Profile:
    """Parts of the profile by the names of `Office`; one act a press, and the way back."""

    def __init__(
        self, front: FrontDesk, desk: ProfileDesk, *, run: Work, show: Show, changed: Callable[[], None]
    ) -> None:
        """`changed` is what the page does once the office works otherwise: after a save or an undo."""
        self._begin = front.begin
        self._words = front.words
        self._desk = desk
        self._run = run
        self._show = show
        self._changed = changed
        self._office: Office | None = None
        self._act: Act | None = None
        self._chosen: dict[str, Any] = {}
        self._before: dict[str, Any] = {}

    @property
    def office(self) -> Office | None:
        """As it works now; None before the first `start`."""
        return self._office

    def start(self, office: Office) -> None:
        """Nothing is typed yet; the next press is a new act."""
        self._office, self._act = office, self._begin()
        self._chosen.clear()

    def get(self, name: str) -> Any:
        """What stands on the page: what was chosen, else what holds."""
        return self._chosen.get(name, getattr(self._office, name))

    def put(self, name: str, value: Any) -> None:
        """Another value on the page."""
        self._chosen[name] = value

    def is_changed(self, name: str) -> bool:
        """Whether this part is not saved yet."""
        return name in self._chosen and self._chosen[name] != getattr(self._office, name)

    def changes(self) -> dict[str, Any]:
        """Only what differs from how the office works now."""
        return {name: value for name, value in self._chosen.items() if self.is_changed(name)}

    def save(self, code: str) -> None:
        """Simpan: what differs, then `code` in words with the way back beside it; or that nothing differs."""
        values = self.changes()
        if not values:
            self.tell("case.nothing_changed", "first")
            return
        before = {name: getattr(self._office, name) for name in values}
        self._run(self._changing(values), lambda office: self._saved(office, before, code))

    def undo(self) -> None:
        """Urungkan: what the last save changed is as before; once."""
        if self._before:
            self._run(self._changing(self._before), self._undone)

    def refuse(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._show(say_error(self._words, error), "error")

    def tell(self, code: str, tone: str, **details: object) -> None:
        """Anything else the page has to say."""
        self._show(self._words(code, **details), tone)

    def _changing(self, values: Mapping[str, Any]) -> Callable[[], Office]:
        act, desk = self._act or self._begin(), self._desk

        def change() -> Office:
            desk.change(act, values)
            return desk.office()

        return change

    def _saved(self, office: Office, before: dict[str, Any], code: str) -> None:
        self._before = before
        self.start(office)
        self._show(self._words(code), "done", self._words("settings.undo"))
        self._changed()

    def _undone(self, office: Office) -> None:
        self._before = {}
        self.start(office)
        self.tell("settings.undone", "done")
        self._changed()
