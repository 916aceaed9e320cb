"""A printer of the tests: it speaks IPP over loopback, keeps its jobs, and misbehaves as a test asks."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from printing import ipp

Attribute = tuple[int, int, str, "str | int | bytes"]
_OK: Final = 0x0000


@dataclass
class Device:
    """What the fake printer is and has done.

    `fault` is "" or one of silent, drop, half, garbage, cut, http, huge, other_id. `lose` = a silent job
    never arrives; without it the job is kept and only its answer is missing.
    """

    url: str = ""
    fault: str = ""
    lose: bool = False
    refuse_cancel: bool = False
    state: int = 3
    reasons: list[str] = field(default_factory=lambda: ["none"])
    media: list[str] = field(default_factory=lambda: ["iso_a4_210x297mm", "na_letter_8.5x11in"])
    jobs: list[dict[str, Any]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    def answer(self, body: bytes) -> bytes:
        """Do what a request asks and answer it."""
        operation, request = struct.unpack_from(">HI", body, 2)
        self.asked.append(operation)
        groups = dict(ipp.decode(body).groups)
        given = groups.get(1, {})
        status, attributes = _OK, list[Attribute]()
        if operation == ipp.PRINT_JOB:
            if not (self.fault == "silent" and self.lose):
                pdf = body[body.index(b"%PDF-") :] if b"%PDF-" in body else b""
                job = {"id": len(self.jobs) + 1, "name": given["job-name"][0], "state": 9, "pdf": pdf}
                self.jobs.append(job | {"asked": groups.get(2, {}), "format": given["document-format"][0]})
            attributes = [(2, 0x21, "job-id", len(self.jobs)), (2, 0x23, "job-state", 3)]
        elif operation == ipp.GET_PRINTER_ATTRIBUTES:
            attributes = [(4, 0x23, "printer-state", self.state)]
            attributes += _many(4, 0x44, "printer-state-reasons", self.reasons)
            attributes += [(4, 0x41, "printer-state-message", "Tray 1")]
            attributes += _many(4, 0x44, "media-supported", self.media)
        elif operation == ipp.GET_JOBS:
            done = given["which-jobs"][0] == "completed"
            for job in (one for one in self.jobs if (one["state"] >= 7) is done):
                attributes += [
                    (2, 0x21, "job-id", job["id"]),
                    (2, 0x42, "job-name", job["name"]),
                    (2, 0, "", ""),
                ]
        else:
            job = self.jobs[given["job-id"][0] - 1]
            if operation == ipp.CANCEL_JOB and self.refuse_cancel:
                status = 0x0404
            elif operation == ipp.CANCEL_JOB:
                job["state"] = 7
            attributes = [(2, 0x23, "job-state", job["state"])]
        return make_answer(attributes, status=status, request=request)


def make_answer(attributes: list[Attribute], *, status: int = _OK, request: int = 1) -> bytes:
    """An answer in bytes; an attribute of tag 0 closes its group, so that the next begins another."""
    raw = struct.pack(">BBHI", 1, 1, status, request)
    group = 0
    for kind, tag, name, value in attributes:
        if kind != group:
            raw += bytes((kind,))
            group = kind
        if tag == 0:
            group = 0
            continue
        coded = value if isinstance(value, bytes) else value.encode() if isinstance(value, str) else b""
        coded = struct.pack(">i", value) if isinstance(value, int) else coded
        raw += struct.pack(f">BH{len(name)}sH", tag, len(name), name.encode(), len(coded)) + coded
    return raw + b"\x03"


def _many(group: int, tag: int, name: str, values: list[str]) -> list[Attribute]:
    return [(group, tag, "" if at else name, value) for at, value in enumerate(values)]


@contextmanager
def running(**more: Any) -> Iterator[Device]:
    """A device that listens on a free port of loopback until the test is over."""
    device = Device(**more)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            raw = device.answer(body)
            if device.fault == "silent" and body[3] == ipp.PRINT_JOB:
                device.release.wait(10)
                self.close_connection = True
                return
            if device.fault == "drop":
                self.close_connection = True
                return
            if device.fault == "other_id":
                raw = raw[:4] + b"\x7f\x00\x00\x00" + raw[8:]
            raw = {"garbage": b"<html>", "cut": raw[:-9], "huge": b"\0" * (ipp.MOST_BYTES + 1)}.get(
                device.fault, raw
            )
            self.send_response(500 if device.fault == "http" else 200)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(raw) * (2 if device.fault == "half" else 1)))
            self.end_headers()
            self.wfile.write(raw)
            self.close_connection = device.fault == "half"

        def log_message(self, *_: object) -> None:
            """Say nothing: the test asks the device."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    device.url = f"http://127.0.0.1:{server.server_port}/ipp/print"
    try:
        yield device
    finally:
        device.release.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
