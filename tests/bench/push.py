"""Benchmarks of the ledger on its way to the center: 10,000 entries of the generator, durable on both sides.

The center is a process of its own (uvicorn, SQLite, WAL FULL); the sender is an office's encrypted store in
this one. One client, loopback, no TLS; all else is on: COSE, certificates, chain, heads. Cold: a fresh center
each run.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.context import Kiosk
from kiosk.domain.ledger import HEAD_SPACING
from kiosk.store import ledger
from sync import newcomers, wire
from sync.desk import Desk
from sync.http import Client, Link
from sync.loop import run_round
from tests import make
from tests.bench import events
from tests.bench.bare import push_bare

ENTRIES: Final = 10_000
RUNS: Final = 3
_PAGE: Final = 4 * HEAD_SPACING


@dataclass
class Counted:
    """A client that counts what it carries."""

    client: Client
    sent: int = 0
    received: int = 0
    trips: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def link(self) -> Link:
        return self.client.link

    def post(self, messages: list[bytes]) -> list[bytes]:
        packet = wire.pack(messages)
        begun = time.perf_counter()
        answer = self.client.post_raw(wire.ROUTE, packet)
        self.seconds.append(time.perf_counter() - begun)
        self.sent += len(packet)
        self.received += len(answer)
        self.trips += 1
        return wire.unpack(answer)

    def close(self) -> None:
        self.client.close()


@dataclass(frozen=True)
class Push:
    """One run: seconds until the center's signed head said everything, bytes and CPU of both sides."""

    entries: int
    seconds: float
    sent: int
    trips: int
    client_cpu: float
    center_cpu: float
    posts: tuple[float, ...]
    center_mb: float


@contextmanager
def serve(home: Path, *, fresh: bool = True, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A fresh center, or the one already in `home`, in a process of its own: its address."""
    command = [sys.executable, "-m", "sync.central"]
    if fresh:
        subprocess.run([*command, "init", "--home", str(home)], check=True, capture_output=True)
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--home", str(home)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def enrol_code(kelurahan: str, home: Path) -> str:
    """A code of the center in `home` with which an office joins."""
    command = [sys.executable, "-m", "sync.central", "enrol-code", kelurahan, "--home", str(home)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def make_office(folder: Path, count: int) -> Kiosk:
    """An office whose ledger holds `count` entries of the generator behind its own first ones, durable."""
    kiosk = make.make_office(folder)
    writer = kiosk.get_writer()
    raws = list(events.make_events(count))
    for first in range(0, count, _PAGE):
        ledger.admit(kiosk.db, writer, raws[first : first + _PAGE], now=kiosk.now())
    kiosk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return kiosk


def push(kiosk: Kiosk, folder: Path) -> Push:
    """Adoption by a fresh center, then one round that carries the whole ledger; only the round is counted."""
    with serve(folder) as (url, process):
        code = enrol_code(kiosk.office.code, folder)
        client = Client(Link("pusat", url))
        newcomers.be_adopted(kiosk, code, client.post_raw)
        counted = Counted(client)
        kiosk.db.run("DELETE FROM peer")
        before_center, before = _cpu(process.pid), resource.getrusage(resource.RUSAGE_SELF)
        begun = time.perf_counter()
        run_round(Desk(kiosk), counted)
        seconds = time.perf_counter() - begun
        after, after_center = resource.getrusage(resource.RUSAGE_SELF), _cpu(process.pid)
        center_mb = get_peak_mb(process.pid)
        client.close()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Push(
        ledger.head(kiosk.db).n,
        seconds,
        counted.sent,
        counted.trips,
        cpu,
        after_center - before_center,
        tuple(counted.seconds),
        center_mb,
    )


def _cpu(pid: int) -> float:
    """User and system seconds of a process so far (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def get_peak_mb(pid: int) -> float:
    """The most memory a process has held so far, in MB (proc(5), VmHWM)."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6


def measure(*, entries: int = ENTRIES, runs: int = RUNS) -> list[tuple[Push, float]]:
    """Several pushes of one office, each to a fresh center, and turn about to a bare one (entries/s)."""
    folder = Path(tempfile.mkdtemp(prefix="push-"))
    try:
        kiosk = make_office(folder / "desk", entries)
        found = [
            (push(kiosk, folder / f"center-{number}"), push_bare(kiosk, folder / f"bare-{number}"))
            for number in range(runs)
        ]
        kiosk.db.close()
    finally:
        shutil.rmtree(folder)
    return found


def run(*, entries: int = ENTRIES, runs: int = RUNS) -> list[Mapping[str, Any]]:
    """The rows `push_sqlite`, `push_bare` (1/s), `push_sqlite_bytes` (B), `push_sqlite_cpu` (us)."""
    pairs = measure(entries=entries, runs=runs)
    found, bare = [one for one, _ in pairs], [rate for _, rate in pairs]
    note = (
        "cold: a fresh center each run, in a process of its own, loopback without TLS, WAL FULL on both sides"
    )
    rates = [one.entries / one.seconds for one in found]
    sizes = [one.sent / one.entries for one in found]
    center = [1e6 * one.center_cpu / one.entries for one in found]
    client = [1e6 * one.client_cpu / one.entries for one in found]
    total = [mine + theirs for mine, theirs in zip(client, center, strict=True)]
    return [
        _row(
            "push_sqlite",
            "1/s",
            rates,
            best=max,
            note=note,
            floor=round(statistics.median(bare), 1),
            trips=found[0].trips,
            center_mb=round(max(one.center_mb for one in found), 1),
        ),
        _row(
            "push_bare",
            "1/s",
            bare,
            best=max,
            note="the same entries, server, packing and commits without signatures, checks, chain and heads",
            share=f"{statistics.median(mine / floor for mine, floor in zip(rates, bare, strict=True)):.0%}",
        ),
        _row(
            "push_sqlite_bytes", "B", sizes, note="as sent, zstd 3, signatures and heads included", floor=106
        ),
        _row(
            "push_sqlite_cpu",
            "us",
            total,
            note="client and center together; what the center folds after the answer is not in it",
            client=round(statistics.median(client), 1),
            center=round(statistics.median(center), 1),
        ),
    ]


def _row(
    name: str, unit: str, values: list[float], *, note: str, best: Any = min, **more: Any
) -> Mapping[str, Any]:
    worst = min(values) if best is max else max(values)
    row = {"name": name, "unit": unit, "n": len(values), "median": round(statistics.median(values), 1)}
    return {**row, "p99": round(worst, 1), "note": note, **more}


if __name__ == "__main__":
    for one in run(runs=int(sys.argv[1]) if len(sys.argv) > 1 else RUNS):
        print(one)
