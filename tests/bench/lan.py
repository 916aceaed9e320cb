"""Benchmark of one act over the office's network: *Kirim* in the lobby until its entry is back from the desk.

The desk is a process of its own, TLS 1.3 over loopback, encrypted stores with FULL commits on both sides, all
checks on. Warm: the connection is kept, both have spoken before. The figure ends when the lobby has appended
the entry, which is after it stood in the desk's ledger.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kiosk import keys
from kiosk.store import ledger
from kiosk.usecases import office
from sync import newcomers, station
from tests import make
from tests.fakes import FakeWorld
from tests.sync.test_processes import DeskProcess

ACTS: Final = 100
_WARM: Final = 5


def run(*, acts: int = ACTS) -> list[Mapping[str, Any]]:
    """The row `lan_file` (ms)."""
    folder = Path(tempfile.mkdtemp(prefix="lan-"))
    desk = DeskProcess(folder / "desk")
    desk.start()
    try:
        url = f"https://127.0.0.1:{desk.port}"
        config = make.make_config(folder / "lobby", role="lobby", device="lobi-1", register=url)
        ring = keys.make_ring(FakeWorld(seed=5).token)
        way = newcomers.open_way(url, desk.code)
        newcomers.join(config, ring, (make.KELURAHAN, "lobi-1"), desk.code, way.post_raw)
        way.close()
        lobby = office.start(FakeWorld(seed=6).as_world(), config, make.library(), cost=make.CHEAP)
        came = threading.Event()
        running = station.start(replace(lobby), news=lambda _ids: came.set())
        found = []
        for _ in range(acts + _WARM):
            came.clear()
            begun = time.perf_counter()
            case = make.file(lobby).case
            running.poke()
            if not came.wait(20) or ledger.find_standing(lobby.db, case.id) is None:
                raise TimeoutError(case.id)
            found.append(1000 * (time.perf_counter() - begun))
        running.stop()
        lobby.db.close()
    finally:
        desk.kill()
        shutil.rmtree(folder)
    ranked = sorted(found[_WARM:])
    return [
        {
            "name": "lan_file",
            "unit": "ms",
            "n": len(ranked),
            "median": round(statistics.median(ranked), 1),
            "p99": round(ranked[min(len(ranked) - 1, round(0.99 * len(ranked)))], 1),
            "p95": round(ranked[round(0.95 * len(ranked))], 1),
            "note": "warm: kept TLS connection, two processes, the rule, three FULL commits, two signatures",
        }
    ]


if __name__ == "__main__":
    for row in run(acts=int(sys.argv[1]) if len(sys.argv) > 1 else ACTS):
        print(row)
