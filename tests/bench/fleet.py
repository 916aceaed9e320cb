"""Benchmarks of what the center gives back and of a city that returns at once; everything on, no TLS.

`pull_sqlite`: a device with an empty ledger takes the whole of it from the center into its encrypted store.
`fleet_sqlite`: every office of the city pushes its entries in the same moment, each over a connection of its
own; their clients share one process, so a second core at most works for all of them.
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


def _make_offices(folder: Path, offices: int) -> list[Kiosk]:
    return [
        make.make_office(
            folder / f"{number}",
            world=FakeWorld(seed=1000 + number),
            profile=replace(make.OFFICE, code=f"167199{number + 1:04d}"),
        )
        for number in range(offices)
    ]


def _adopt(kiosks: Sequence[Kiosk], url: str, home: Path) -> None:
    """Every office joins and hands in what it has; the codes are made beside the running server."""
    center = command._open(home)
    client = Client(Link("pusat", url))
    for kiosk in kiosks:
        newcomers.be_adopted(kiosk, city.make_code(center, kiosk.office.code, "register"), client.post_raw)
        run_round(Desk(kiosk), client)
    client.close()
    center.engine.dispose()


def _work(kiosks: Sequence[Kiosk], entries: int) -> int:
    """What each office admits while it is away from the center; how many entries that is."""
    raws = list(events.make_events(entries))
    for kiosk in kiosks:
        ledger.admit(kiosk.db, kiosk.get_writer(), raws, now=kiosk.now())
    return len(kiosks) * entries


def fleet(*, offices: int = OFFICES, entries: int = EACH) -> Fleet:
    """All offices at once."""
    folder = Path(tempfile.mkdtemp(prefix="fleet-"))
    try:
        kiosks = _make_offices(folder, offices)
        with serve(folder / "center") as (url, _process):
            _adopt(kiosks, url, folder / "center")
            total = _work(kiosks, entries)
            ways = [Counted(Client(Link("pusat", url))) for _ in kiosks]
            failed: list[str] = []
            together = threading.Barrier(offices + 1)

            def go(kiosk: Kiosk, way: Counted) -> None:
                together.wait()
                try:
                    run_round(Desk(kiosk), way)
                except Exception as error:  # noqa: BLE001 - counted, whatever it is
                    failed.append(repr(error))

            threads = [threading.Thread(target=go, args=pair) for pair in zip(kiosks, ways, strict=True)]
            for thread in threads:
                thread.start()
            together.wait()
            begun = time.perf_counter()
            for thread in threads:
                thread.join()
            seconds = time.perf_counter() - begun
            for way in ways:
                way.close()
        for kiosk in kiosks:
            kiosk.db.close()
    finally:
        shutil.rmtree(folder)
    return Fleet(total, seconds, tuple(one for way in ways for one in way.seconds), len(failed))


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
            "note": f"{offices} offices x {EACH} entries at once; their clients in one process, one writer",
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
