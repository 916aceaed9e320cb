"""A thin line in this process: a TCP proxy, each way with so many bytes a second; it reads none of them."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import Final

PIECE: Final = 2_048  # bytes passed on at a time: 64 ms of 256 kbit/s
BUFFER: Final = 16_384  # asked of the kernel, so that what was sent is not waiting unseen for minutes
CONNECT_S: Final = 5


class _Way:
    """One direction: a token bucket that everybody on the line shares."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.carried = 0
        self._free_at = 0.0
        self._turn = threading.Lock()

    def take(self, size: int) -> None:
        """Wait until the line has carried so many bytes more."""
        with self._turn:
            self._free_at = max(self._free_at, time.monotonic()) + size / self.rate
            until = self._free_at
            self.carried += size
        time.sleep(max(0.0, until - time.monotonic()))


class Line:
    """A line of `rate` bytes/s each way from `port` of this machine to another port of it."""

    def __init__(self, to: int, rate: float) -> None:
        self.up, self.down = _Way(rate), _Way(rate)
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self.port = int(self._listening.getsockname()[1])
        self._held: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut it: nobody is let in any more, who is on it hears so."""
        for one in (self._listening, *self._held):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to), timeout=CONNECT_S)
                far.settimeout(None)
                self._held += (near, far)
                for one in (near, far):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=_pump, args=(near, far, self.up), daemon=True).start()
                threading.Thread(target=_pump, args=(far, near, self.down), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, way: _Way) -> None:
    with suppress(OSError):
        while data := source.recv(PIECE):
            way.take(len(data))
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
