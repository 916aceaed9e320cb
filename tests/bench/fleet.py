"""Benchmarks of what the center gives back and of a city that returns at once; everything on, no TLS.

`pull_sqlite`: a device with an empty ledger takes the whole of it from the center into its encrypted store.
`fleet_sqlite`: every office of the city pushes its entries in the same moment, each over a connection of its
own. Their clients share a few processes: in one, a hundred threads take turns at one interpreter and are all
ready at the same late moment, which no hundred machines are.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Final

from kiosk.context import Kiosk
from kiosk.store import ledger, peers
from kiosk.usecases.office import get_roots
from sync import anchors, newcomers
from sync.central import __main__ as command
from sync.central import city
from sync.desk import Desk
from sync.http import Client, Link
from sync.loop import run_round
from tests import make
from tests.bench import events
from tests.bench.push import ENTRIES, Counted, enrol_code, make_office, serve
from tests.fakes import FakeWorld

OFFICES: Final = 107
EACH: Final = 200
PROCESSES: Final = 3  # that the offices' clients share


@dataclass(frozen=True)
class Fleet:
    """One return of all offices: seconds until the last was acknowledged, each message's own seconds."""

    entries: int
    seconds: float
    posts: tuple[float, ...]
    failed: int


# --- pull -------------------------------------------------------------------------------------------------


def pull(entries: int) -> tuple[float, float]:
    """(entries/s, bytes an entry) of a lobby that takes a whole ledger from the center."""
    folder = Path(tempfile.mkdtemp(prefix="pull-"))
    try:
        desk = make_office(folder / "desk", entries)
        lobby = make.make_lobby(desk, folder / "lobby")
        with serve(folder / "center") as (url, _process):
            client = Client(Link("pusat", url))
            newcomers.be_adopted(desk, enrol_code(desk.office.code, folder / "center"), client.post_raw)
            run_round(Desk(desk), client)
            anchors.keep_roots(lobby, get_roots(desk.db))
            anchors.take_certificates(lobby, peers.get_certificates(desk.db))
            counted = Counted(client)
            begun = time.perf_counter()
            run_round(Desk(lobby), counted)
            seconds = time.perf_counter() - begun
            client.close()
        n = ledger.head(lobby.db).n
        if n != ledger.head(desk.db).n:
            raise AssertionError(n)
        lobby.db.close()
        desk.db.close()
    finally:
        shutil.rmtree(folder)
    return n / seconds, counted.received / n


# --- fleet ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Crowd:
    """The offices one process works for, each with the code it joins with."""

    folder: Path
    url: str
    codes: Mapping[str, str]
    entries: int


def _work(kiosk: Kiosk, crowd: _Crowd, raws: Sequence[bytes]) -> Counted:
    """Join, hand in what there is, and be away while more is admitted; the way for what comes then."""
    way = Client(Link("pusat", crowd.url))
    newcomers.be_adopted(kiosk, crowd.codes[kiosk.office.code], way.post_raw)
    run_round(Desk(kiosk), way)
    ledger.admit(kiosk.db, kiosk.get_writer(), raws, now=kiosk.now())
    return Counted(way)


def _return(crowd: _Crowd, together: Barrier, told: SimpleQueue[tuple[list[float], int]]) -> None:
    """One process: its offices wait for those of the others, then all speak at once, a thread each."""
    raws = list(events.make_events(crowd.entries))
    kiosks = [
        make.make_office(
            crowd.folder / code, world=FakeWorld(seed=int(code)), profile=replace(make.OFFICE, code=code)
        )
        for code in crowd.codes
    ]
    ways = [_work(kiosk, crowd, raws) for kiosk in kiosks]
    failed: list[str] = []
    ready = threading.Barrier(len(kiosks) + 1)

    def go(kiosk: Kiosk, way: Counted) -> None:
        ready.wait()
        try:
            run_round(Desk(kiosk), way)
        except Exception as error:  # noqa: BLE001 - counted, whatever it is
            failed.append(repr(error))

    threads = [threading.Thread(target=go, args=pair) for pair in zip(kiosks, ways, strict=True)]
    for thread in threads:
        thread.start()
    together.wait()
    ready.wait()
    for thread in threads:
        thread.join()
    told.put(([one for way in ways for one in way.seconds], len(failed)))
    for kiosk, way in zip(kiosks, ways, strict=True):
        way.close()
        kiosk.db.close()


def fleet(*, offices: int = OFFICES, entries: int = EACH) -> Fleet:
    """All offices at once."""
    folder = Path(tempfile.mkdtemp(prefix="fleet-"))
    new = get_context("spawn")
    told: SimpleQueue[tuple[list[float], int]] = new.SimpleQueue()
    together = new.Barrier(PROCESSES + 1)
    try:
        with serve(folder / "center") as (url, _process):
            center = command._open(folder / "center")
            names = [f"167199{number + 1:04d}" for number in range(offices)]
            codes = {name: city.make_code(center, name, "register") for name in names}
            center.engine.dispose()
            crowds = [
                _Crowd(folder, url, {name: codes[name] for name in names[first::PROCESSES]}, entries)
                for first in range(PROCESSES)
            ]
            processes = [new.Process(target=_return, args=(one, together, told)) for one in crowds]
            for process in processes:
                process.start()
            together.wait(600)
            begun = time.perf_counter()
            found = [told.get() for _ in processes]
            seconds = time.perf_counter() - begun
            for process in processes:
                process.join()
    finally:
        shutil.rmtree(folder)
    posts = tuple(one for mine, _ in found for one in mine)
    return Fleet(offices * entries, seconds, posts, sum(failed for _, failed in found))


# --- rows -------------------------------------------------------------------------------------------------


def run(*, entries: int = ENTRIES, offices: int = OFFICES, runs: int = 3) -> list[Mapping[str, Any]]:
    """The rows `pull_sqlite` (1/s), `fleet_sqlite` (1/s) and `fleet_message` (ms)."""
    pulled = [pull(entries) for _ in range(runs)]
    rates = [rate for rate, _ in pulled]
    size = statistics.median(size for _, size in pulled)
    returns = [fleet(offices=offices) for _ in range(runs)]
    pace = [one.entries / one.seconds for one in returns]
    posts = sorted(1000 * seconds for one in returns for seconds in one.posts)
    failed = sum(one.failed for one in returns)
    return [
        {
            "name": "pull_sqlite",
            "unit": "1/s",
            "n": runs,
            "median": round(statistics.median(rates), 1),
            "p99": round(min(rates), 1),
            "note": "from the center's answers into an encrypted store that folds each entry",
            "bytes": round(size, 1),
        },
        {
            "name": "fleet_sqlite",
            "unit": "1/s",
            "n": runs,
            "median": round(statistics.median(pace), 1),
            "p99": round(min(pace), 1),
            "note": f"{offices} offices x {EACH} entries at once, from {PROCESSES} processes; one writer",
            "failed": failed,
        },
        {
            "name": "fleet_message",
            "unit": "ms",
            "n": len(posts),
            "median": round(statistics.median(posts), 1),
            "p99": round(posts[min(len(posts) - 1, round(0.99 * len(posts)))], 1),
            "note": "a message of the fleet until its answer: nearly all of it is waiting for the one writer",
        },
    ]


if __name__ == "__main__":
    for row in run(runs=int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        print(row)
