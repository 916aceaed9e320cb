"""The one work thread and the only crossing between it and the screens."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.domain.errors import KioskError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
log = logging.getLogger(__name__)


class Worker(QObject):
    """Runs jobs one after another in a thread of its own, which owns the database connection.

    `done` and `failed` are called in the thread that made the Worker. A bug in a job arrives as
    `Unavailable("fault")` after its traceback went to the log: a screen never hangs on it.
    """

    _back = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Any], Any, Any] | None] = queue.SimpleQueue()
        self._back.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name="work", daemon=True)
        self._thread.start()

    def run(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[KioskError], None]
    ) -> None:
        """Queues `job`; exactly one of `done(result)` and `failed(error)` follows."""
        self._jobs.put((job, done, failed))

    def stop(self, seconds: float = 10.0) -> None:
        """Finishes what is queued and ends the thread."""
        self._jobs.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while (entry := self._jobs.get()) is not None:
            job, done, failed = entry
            try:
                result = job()
            except KioskError as error:
                self._back.emit(failed, error)
            except Exception:
                log.exception("a job failed")
                self._back.emit(failed, Unavailable("fault"))
            else:
                self._back.emit(done, result)

    @Slot(object, object)
    def _deliver(self, callback: Callable[[Any], None], value: Any) -> None:
        callback(value)


def at_once(job: Callable[[], T], done: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
    """The same crossing without a thread, for pictures and tests."""
    try:
        result = job()
    except KioskError as error:
        failed(error)
    else:
        done(result)
