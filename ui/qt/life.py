"""The running of a window's process: its loop, what comes every so often, what other threads announce."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QGuiApplication

HEARTBEAT_MS = 200
"""How often Python gets a look at signals while Qt waits."""


class Life(QObject):
    """One per process; `post` may be called from any thread, all else from the one that made it."""

    _posted = Signal(object)

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__()
        self._application = application
        self._timers: list[QTimer] = []
        self._posted.connect(self._call)

    def every(self, milliseconds: int, call: Callable[[], Any]) -> None:
        """Calls again and again, in this thread."""
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        timer.start()
        self._timers.append(timer)

    def soon(self, call: Callable[[], Any]) -> None:
        """Calls once, after what is under way: after the first frame, when asked before it."""
        QTimer.singleShot(0, self, call)

    def post(self, call: Callable[[], Any]) -> None:
        """From another thread: calls in this one."""
        self._posted.emit(call)

    def end(self, code: int = 0) -> None:
        """Ends the process with this exit code, after what is under way."""
        QTimer.singleShot(0, self, lambda: self._application.exit(code))

    def run(self) -> int:
        """Lives until the window closes or the process is asked to end (SIGTERM, SIGINT)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._application.quit())
        self.every(HEARTBEAT_MS, lambda: None)
        code: int = self._application.exec()
        for timer in self._timers:
            timer.stop()
        return code

    @Slot(object)
    def _call(self, call: Callable[[], Any]) -> None:
        call()
