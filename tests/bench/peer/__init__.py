"""The peer's push and ours, turn about in one run: PouchDB -> express-pouchdb on this machine; no judgement.

Not a part of `make bench`, `make test` or `make demo`: `make bench-peer` fetches the packages that
`package.json` pins into `build/peer` and needs node. The peer does not flush what it acknowledges; we do.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.bench import events, fleet, push
from tests.bench.figure import Figure, rounded

HERE: Final = Path(__file__).parent
INSTALLED: Final = HERE.parents[2] / "build" / "peer"
PUSH_TIMES: Final = 10.0  # issue of the ledger: times the peer's docs/s, one client
FLEET_TIMES: Final = 6.0
INSTALL_S: Final = 300
RUN_S: Final = 300
_FILES: Final = ("package.json", "center.mjs", "run.mjs")


@dataclass(frozen=True, slots=True)
class Taken:
    """One push of the peer: docs/s, bytes and CPU us a doc (client, center), requests, the center's MB."""

    rate: float
    size: float
    cpu: tuple[float, float]
    requests: int
    memory: float


def install() -> None:
    """Bring the peer's packages to `build/peer`; nothing where they are there already.

    Raises RuntimeError with npm's own last words.
    """
    INSTALLED.mkdir(parents=True, exist_ok=True)
    have, done = INSTALLED / "package.json", INSTALLED / "node_modules" / ".package-lock.json"
    is_there = done.exists() and have.read_bytes() == (HERE / have.name).read_bytes()
    for name in _FILES:
        shutil.copy(HERE / name, INSTALLED / name)
    if is_there:
        return
    done.unlink(missing_ok=True)  # npm writes it when it is through: a cut install is begun again
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"]
    ran = subprocess.run(
        command, cwd=INSTALLED, capture_output=True, text=True, timeout=INSTALL_S, check=False
    )
    if ran.returncode != 0:
        raise RuntimeError(f"npm install: exit {ran.returncode}: {ran.stderr.strip()[-300:]}")


def replicate(docs: int, clients: int) -> Taken:
    """So many of the generator's events, shared among clients, into a fresh center of the peer."""
    folder = Path(tempfile.mkdtemp(prefix="peer-"))
    try:
        listed = folder / "events.jsonl"
        listed.write_bytes(b"\n".join(events.make_events(docs)))
        (folder / "center").mkdir()
        command = ["node", "run.mjs", str(folder), str(listed), str(clients)]
        done = subprocess.run(
            command, cwd=INSTALLED, capture_output=True, text=True, timeout=RUN_S, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"node: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    finally:
        shutil.rmtree(folder)
    told: dict[str, Any] = json.loads(done.stdout)
    if (told["kept"], told["failed"]) != (docs, 0):
        raise RuntimeError(f"the peer kept {told['kept']} of {docs}, {told['failed']} failed")
    cpu = (1e6 * told["client_cpu"] / docs, 1e6 * told["center_cpu"] / docs)
    return Taken(docs / told["seconds"], told["sent"] / docs, cpu, told["requests"], told["center_mb"])


def compare(n: int) -> list[Figure]:
    """The rows `peer_push`, `push_times`, `peer_fleet`, `fleet_times`; in a hurry a tenth of everything."""
    install()
    entries, offices, each = (push.ENTRIES, fleet.OFFICES, fleet.EACH) if n > 1 else (600, 5, 50)
    folder = Path(tempfile.mkdtemp(prefix="peer-desk-"))
    peers, pairs = [], []
    try:
        kiosk = push.make_office(folder / "desk", entries)
        for number in range(n):
            peers.append(replicate(entries, 1))
            mine = push.push(kiosk, folder / f"center-{number}")
            pairs.append(mine.entries / mine.seconds / peers[-1].rate)
        kiosk.db.close()
    finally:
        shutil.rmtree(folder)
    crowds, returns = [], []
    for _ in range(n):
        crowds.append(replicate(offices * each, offices))
        back = fleet.fleet(offices=offices, entries=each)
        returns.append(back.entries / back.seconds / crowds[-1].rate)
    one = f"{entries} docs of the generator, 1 client, batch 500"
    all_ = f"{offices} clients x {each} docs at once, one database"
    return [
        _rate("peer_push", peers, one),
        _times("push_times", pairs, PUSH_TIMES, "push_sqlite"),
        _rate("peer_fleet", crowds, all_),
        _times("fleet_times", returns, FLEET_TIMES, "fleet_sqlite"),
    ]


def _rate(name: str, taken: Sequence[Taken], what: str) -> Figure:
    rates = [one.rate for one in taken]
    size = statistics.median(one.size for one in taken)
    client, center = (statistics.median(one.cpu[side] for one in taken) for side in (0, 1))
    note = (
        f"PouchDB -> express-pouchdb, LevelDB; {what}; {size:.0f} B a doc as sent with its headers, "
        f"{taken[0].requests} requests, CPU {client:.0f} us client and {center:.0f} us center a doc, "
        f"center {max(one.memory for one in taken):.0f} MB"
    )
    median, worst = rounded(statistics.median(rates)), rounded(min(rates))
    return Figure(name, "1/s", len(rates), median, worst, "cold", None, note, None, "more")


def _times(name: str, pairs: Sequence[float], target: float, ours: str) -> Figure:
    median, worst = rounded(statistics.median(pairs)), rounded(min(pairs))
    note = f"{ours} of the same minute by the peer's docs/s, pair by pair; in brackets the worst pair"
    return Figure(name, "x", len(pairs), median, worst, "cold", None, note, target, "more")
