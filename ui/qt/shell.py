"""What the root of a window is told: which page to load, its screen, and back from it every touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot

if TYPE_CHECKING:
    from ui.qt.bridge import Adapter


class Shell(QObject):
    """What Main.qml is told: the page to load, its screen, and that somebody touched the glass."""

    shown = Signal()
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = ""
        self._screen: Adapter | None = None

    def _get_page(self) -> str:
        return self._page

    def _get_screen(self) -> QObject | None:
        return self._screen

    @property
    def screen_in_view(self) -> Adapter | None:
        """The adapter QML draws now, None before the first page."""
        return self._screen

    page = Property(str, _get_page, notify=shown)
    screen = Property(QObject, _get_screen, notify=shown)

    @Slot()
    def touch(self) -> None:
        """Any press anywhere."""
        self.touched.emit()

    def show(self, page: str, adapter: Adapter) -> None:
        """Loads another page; the adapter before it ends after the page that showed it."""
        before, self._screen = self._screen, adapter
        self._page = page
        self.shown.emit()
        if before is not None:
            before.end()
