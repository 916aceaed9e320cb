"""Feeds the idle rule with touches, keys and seconds; the rule itself is `ui.screens.idle`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.qt.window import Window
    from ui.screens.idle import Idle

SECOND_MS = 1000


class IdleWatch(QObject):
    """Looks once a second; `clock` gives ms that never go back, and the driver may hand in its own."""

    def __init__(self, window: Window, idle: Idle, *, clock: Callable[[], int]) -> None:
        super().__init__()
        self._idle = idle
        self._clock = clock
        idle.touched(clock())
        window.shell.touched.connect(self._touched)
        window.view.installEventFilter(self)  # on this window only: a filter on the application costs 5 ms
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """One second has passed."""
        self._idle.look(self._clock())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key is a sign of life too; every event goes on."""
        if event.type() is QEvent.Type.KeyPress:
            self._touched()
        return super().eventFilter(watched, event)

    def _touched(self) -> None:
        self._idle.touched(self._clock())
