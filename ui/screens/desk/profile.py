"""The office's profile while one page changes it: typed, saved, taken back; it draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.office import Office
    from kiosk.usecases.acts import Act
    from ui.screens.desk.ports import Begin


class ProfileDesk(Protocol):
    """What a page asks of the office to change how it works."""

    def office(self) -> Office:
        """As it works now."""

    def change(self, act: Act, values: Mapping[str, Any]) -> None:
        """Another profile, on the register desk only; a `settings` event says what changed."""


class Profile:
    """Parts of the profile by the names of `Office`; one act a press, and the way back."""

    def __init__(self, begin: Begin, desk: ProfileDesk) -> None:
        self._begin = begin
        self._desk = desk
        self._office: Office | None = None
        self._act: Act | None = None
        self._chosen: dict[str, Any] = {}
        self._before: dict[str, Any] = {}

    @property
    def office(self) -> Office | None:
        """As it works now; None before the first `start`."""
        return self._office

    @property
    def can_undo(self) -> bool:
        """Whether the last thing saved here can be taken back."""
        return bool(self._before)

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

    def saving(self) -> Callable[[], Office]:
        """The job that saves, for the work thread; the office as it works then."""
        return self._changing(self.changes())

    def undoing(self) -> Callable[[], Office]:
        """The job that brings back what the last save changed."""
        return self._changing(self._before)

    def _changing(self, values: Mapping[str, Any]) -> Callable[[], Office]:
        act, desk = self._act or self._begin(), self._desk

        def change() -> Office:
            desk.change(act, values)
            return desk.office()

        return change

    def saved(self, office: Office) -> None:
        """It was saved: what stood before can come back."""
        self._before = {name: getattr(self._office, name) for name in self.changes()}
        self.start(office)

    def undone(self, office: Office) -> None:
        """As it was before; once."""
        self._before = {}
        self.start(office)
