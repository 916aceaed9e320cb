"""Owns the register desk's door on the office network: TLS by the device's own key, and its two routes.

The handshake is done in the handler's thread with a timeout, so one silent client blocks nobody; answers are
written whole and without Nagle's delay, so a kept connection costs 3 ms a request and not 45.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import ssl
import sys
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from kiosk.domain.errors import KioskError, Refused, Unavailable
from kiosk.keys import SigningKey
from sync import wire

log = logging.getLogger(__name__)

HANDSHAKE_S: Final = 5
IDLE_S: Final = 60
LOOK_S: Final = 0.1  # how often it looks whether it shall end: nobody waits longer for a window to close
MOST_HANDLERS: Final = 64  # lines open at once, a thread each
MOST_OF_ONE: Final = 8  # of them from one address; a device keeps one

Receive = Callable[[list[bytes]], list[bytes]]
Enrol = Callable[[bytes], bytes]


def make_context(key: SigningKey, device: str) -> ssl.SSLContext:
    """TLS 1.3 by the device's self-signed certificate; the key passes through a memfd, never a file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    descriptor = os.memfd_create("tls", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, key.tls_pem(device))
        context.load_cert_chain(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
    return context


class _Handler(BaseHTTPRequestHandler):
    """One connection; it knows two routes and answers nothing else."""

    protocol_version = "HTTP/1.1"
    server_version = "sidemang"
    sys_version = ""
    timeout = IDLE_S
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def setup(self) -> None:
        """Shake hands here, in the handler's own thread."""
        self.request.settimeout(HANDSHAKE_S)
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.server.lines.add(self.request)
        super().setup()

    def finish(self) -> None:
        """Close the wrapped socket; the server only knows the bare one."""
        try:
            super().finish()  # raises where the line was cut with an answer half said
        finally:
            self.server.lines.discard(self.request)
            self.request.close()

    def do_POST(self) -> None:
        """Answer a packet or an enrolment."""
        try:
            body = self._read()
            self._send(200, self._answer(body))
        except Refused as error:
            status = 413 if error.code.endswith("too_large") else 400
            self._send(status, wire.encode_refusal(error), refused=error.code)
        except Unavailable as error:
            log.warning("cannot answer now: %s", error)
            self._send(503, wire.encode_refusal(error), refused=error.code)

    def _answer(self, body: bytes) -> bytes:
        if self.path == wire.ROUTE:
            return wire.pack(self.server.receive(wire.unpack(body)))
        if self.path == wire.ENROL_ROUTE and self.server.enrol is not None:
            return self.server.enrol(body)
        raise Refused("no_such_route")

    def _read(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            raise Refused("message_packing", problem="no length")
        if int(length) > wire.MAX_WIRE:
            self._drain(int(length))
            raise Refused("message_too_large", size=int(length), limit=wire.MAX_WIRE)
        body = self.rfile.read(int(length))
        if len(body) != int(length):
            raise Refused("message_packing", problem="cut")
        return body

    def _drain(self, length: int) -> None:
        """Read past a body that is too large, within reason, so that a refusal is heard and no cut line."""
        left = min(length, 4 * wire.MAX_WIRE)
        self.close_connection = left < length
        while left and (read := len(self.rfile.read(min(left, 65_536)))):
            left -= read

    def _send(self, status: int, body: bytes, *, refused: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", wire.CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        if refused:
            self.send_header("X-Refused", refused)
        if status == 503:
            self.send_header("Retry-After", "5")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name the library gave it
        """No address book of the office network in the log."""


class _Server(ThreadingHTTPServer):
    """The listening socket, bare: it is wrapped per connection."""

    daemon_threads = True
    allow_reuse_address = True
    context: ssl.SSLContext
    receive: Receive
    enrol: Enrol | None

    def __init__(self, address: tuple[str, int]) -> None:
        self.lines: set[ssl.SSLSocket] = set()
        self._held: Counter[str] = Counter()
        self._counting = threading.Lock()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for it, or hung up at once: one machine that holds lines open leaves places for others."""
        host = str(client_address[0])
        with self._counting:
            is_full = self._held.total() >= MOST_HANDLERS or self._held[host] >= MOST_OF_ONE
            if not is_full:
                self._held[host] += 1
        if is_full:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._counting:
                self._held[str(client_address[0])] -= 1
                self._held += Counter()  # without those that hold none

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the library's form
        """A cut line or a stranger's handshake is everyday; anything else is a bug, said with its trace."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError | ssl.SSLError | KioskError):
            log.info("connection ended: %s", type(error).__name__)
        else:
            log.error("a request failed", exc_info=error)

    def shutdown_request(self, request: Any) -> None:
        """The bare socket was given to TLS and closed with it."""
        if isinstance(request, socket.socket) and request.fileno() >= 0:
            super().shutdown_request(request)


class Server:
    """The running door: `port` is where it listens, `stop` ends it; one thread at a time is let in."""

    def __init__(
        self,
        address: tuple[str, int],
        key: SigningKey,
        device: str,
        *,
        receive: Receive,
        enrol: Enrol | None = None,
    ) -> None:
        """Listen at once. Raises Unavailable("port_taken", port=)."""
        self._gate = threading.Lock()
        self._shut = False

        def one_at_a_time(messages: list[bytes]) -> list[bytes]:
            with self._gate:
                self._check_open()
                return receive(messages)

        def enrol_one(body: bytes) -> bytes:
            with self._gate:
                self._check_open()
                if enrol is None:
                    raise Refused("no_such_route")
                return enrol(body)

        try:
            self._server = _Server(address)
        except OSError as error:
            raise Unavailable("port_taken", port=address[1]) from error
        self._server.context = make_context(key, device)
        self._server.receive = one_at_a_time
        self._server.enrol = enrol_one if enrol is not None else None
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(LOOK_S,), name="serve", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens, also where the system chose."""
        return int(self._server.server_address[1])

    def _check_open(self) -> None:
        """A request that was read while the door closed is cut: the database may be gone by now."""
        if self._shut:
            raise ConnectionAbortedError("the door is closed")

    def stop(self) -> None:
        """Take nobody any more, let the one inside finish, hang up on who is there, and end."""
        with self._gate:
            self._shut = True
        self._server.shutdown()
        self._server.server_close()
        for line in tuple(self._server.lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.join()
