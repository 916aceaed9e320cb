"""A center without signatures, checks and chain, for the floor of a push; it is no part of the product.

`python -m tests.bench.bare HOME` serves it: the same HTTP server, packing, table and durability, one row an
entry, one commit a packet. `push_bare` carries an office's ledger there as its round would.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import uvicorn
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.context import Kiosk
from kiosk.domain.ledger import HEAD_SPACING
from kiosk.store import ledger
from sync import wire
from sync.central import store
from sync.http import Client, Link
from sync.saying import MOST_BODIES

_rows: Final = msgspec.json.Decoder(list[wire.Row])
_encoder: Final = msgspec.json.Encoder()


def push_bare(kiosk: Kiosk, home: Path) -> float:
    """Entries/s of an office's whole ledger into a fresh bare center."""
    with _serve(home) as url:
        client = Client(Link("bare", url))
        begun = time.perf_counter()
        n = 0
        while packet := list(_bodies(kiosk, n)):
            (said,) = wire.unpack(client.post_raw(wire.ROUTE, wire.pack(packet)))
            n = int(said)
        seconds = time.perf_counter() - begun
        client.close()
    if n != ledger.head(kiosk.db).n:
        raise AssertionError(n)
    shutil.rmtree(home)
    return n / seconds


def _bodies(kiosk: Kiosk, n: int) -> Iterator[bytes]:
    """As many bodies of 512 entries as a round packs."""
    for _ in range(MOST_BODIES):
        entries = ledger.entries_after(kiosk.db, n, limit=HEAD_SPACING)
        if not entries:
            return
        n = entries[-1].n
        yield _encoder.encode([wire.row(entry) for entry in entries])


@contextmanager
def _serve(home: Path) -> Iterator[str]:
    home.mkdir()
    process = subprocess.Popen([sys.executable, "-m", __name__, str(home)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def _keep(engine: Engine, packet: bytes) -> bytes:
    taken = [row for body in wire.unpack(packet) for row in _rows.decode(body)]
    with engine.connect() as connection, store.write(connection):
        rows = [
            (
                *("bare", row.n, row.term, row.at, row.outcome, row.code, "bare", "", row.n, str(row.n)),
                *(b"", b"", bytes(row.event)),
            )
            for row in taken
        ]
        store.put(connection, store.ENTRY, rows)
    return wire.pack([str(taken[-1].n).encode()])


def main(home: Path) -> None:
    """Serve until the parent ends it; the address is the first line of stdout."""
    engine = store.open_store(home / "bare.db")

    async def messages(request: Request) -> Response:
        return Response(await run_in_threadpool(partial(_keep, engine), await request.body()))

    app = Starlette(routes=[Route(wire.ROUTE, messages, methods=["POST"])])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
