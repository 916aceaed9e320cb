"""Catches the burst of a barcode reader before a text field sees it, for pages that take scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from ui.devices.burst import FASTEST_HAND_MS, Burst

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.qt.window import Window

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Reader(QObject):
    """Gives a whole code to the page in view if that page has a verb `scanned(code)`.

    A person's keys are held for one beat (40 ms) and then handed on unchanged.
    """

    def __init__(self, window: Window, *, clock: Callable[[], int]) -> None:
        super().__init__()
        self._window = window
        self._clock = clock
        self._burst = Burst()
        self._replaying = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FASTEST_HAND_MS + 5)
        self._pause.timeout.connect(self._give_up)
        window.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Holds printable keys on pages that take scans; all else passes."""
        if self._replaying or event.type() is not QEvent.Type.KeyPress or not self._window.takes_scans:
            return super().eventFilter(watched, event)
        return (isinstance(event, QKeyEvent) and self._key(event)) or super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in ENTER
        if not is_enter and (len(event.text()) != 1 or not event.text().isprintable()):
            return False
        code = self._burst.feed("\r" if is_enter else event.text(), self._clock())
        if code:
            self._pause.stop()
            self._window.scanned(code)
            return True
        if is_enter:
            self._give_up()
            return False
        self._pause.start()
        return True

    def _give_up(self) -> None:
        self._pause.stop()
        self._replaying = True
        try:
            for letter in self._burst.give_up():
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
                    QCoreApplication.sendEvent(self._window.view, key)
        finally:
            self._replaying = False
