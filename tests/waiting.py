"""What tests of threads and processes wait for: a port nobody has, a moment that comes; it starts nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Final

LATE_S: Final = 30.0  # until a test gives up waiting for another thread: never a measure of speed


def free_port() -> int:
    """A port of loopback nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Look again until another thread or process has done it."""
    pause = threading.Event()
    end = time.monotonic() + LATE_S
    while not is_so():
        assert time.monotonic() < end, f"never happened: {what}"
        pause.wait(0.02)
