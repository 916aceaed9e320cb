"""P4: a month comes home over 256 kbit/s, shaped by the kernel, on a line that also fails.

It runs in a network of its own (`unshare -n`), whose loopback `tc` makes thin, both ways on one lane, and
`nft` makes fail: packets dropped, connections reset, a third of the packets lost, the link down.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.store import files, ledger
from sync import newcomers
from sync.central import __main__ as command
from sync.desk import open_desk
from sync.http import Client, Link
from sync.loop import Loop, Post, Upstream
from tests import make
from tests.bench import push
from tests.faults import audit, preloaded
from tests.faults.promise import Result

RATE: Final = "256kbit"
MONTH: Final = 21_600  # Events of an office in 30 days, and 3,600 pages
EVENTS_S: Final = 300.0
NEW_S: Final = 60.0
PAGE: Final = 4_000  # bytes: a twentieth of a scanned page
EVENT: Final = 147  # bytes of one on a bare line (sync.md 12)
GREETINGS: Final = 10_000  # bytes of hellos and certificates in the rounds of one return
PAYLOAD: Final = 1.1  # of that, in packets that were answered
STRIKES: Final = {
    "dropped": "tcp dport {port} drop",
    "reset": "tcp dport {port} reject with tcp reset",
    "a third lost": "numgen random mod 100 < 30 drop",
    "link down": "",
}


def come_home_thin(seed: int, folder: Path, size: int) -> Result:
    """`size` Events and a sixth as many pages, in a network of their own."""
    before = ("unshare", "-n") if os.geteuid() == 0 else ("unshare", "-rn")
    return preloaded.run_inside(f"{__name__}:live_on_a_thin_line", (seed, folder, size), before=before)


@dataclass
class _Found:
    wrong: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    bad: float = 0.0  # seconds the line failed
    newest: float = 0.0  # worst seconds of a new Event


def live_on_a_thin_line(seed: int, folder: Path, size: int) -> Result:
    """Inside: the office is made, the line made thin, then everything goes home beside the faults."""
    chance = random.Random(seed)
    desk = push.make_office(folder / "desk", size)
    pages = _file_pages(desk, size // 6)
    _run("ip link set lo mtu 1500 up")
    found = _Found()
    with push.serve(folder / "center") as (url, _process):
        code = push.enrol_code(desk.office.code, folder / "center")
        first = Client(Link("pusat", url))
        newcomers.be_adopted(desk, code, first.post_raw)
        first.close()
        _run(f"tc qdisc add dev lo root tbf rate {RATE} burst 6000 latency 3s")
        line = _Carrying(desk, url)
        begun = time.monotonic()
        line.loop.start()
        try:
            _come_home(chance, line, found, begun, size)
            _wait_for_pages(folder / "center", desk.office.code, pages, found)
        finally:
            line.loop.stop()
        _run("tc qdisc del dev lo root")
    lost = _count_lost(desk, folder / "center", pages, found)
    payload = (line.sent - GREETINGS) / (len(pages) * PAGE + ledger.head(desk.db).n * EVENT)
    if payload > PAYLOAD:
        found.wrong.append(f"{line.sent} bytes sent, {payload:.2f} of what there was to send")
    figures = {
        "pages": float(len(pages)),
        "worst seconds of a new Event": round(found.newest, 1),
        "worst payload": round(payload, 2),
        "seconds": round(time.monotonic() - begun),
        "seconds the line failed": round(found.bad),
        **{name: float(many) for name, many in found.figures.items()},
    }
    desk.db.close()
    return Result(size, lost, 0, tuple(found.wrong), figures)


class _Carrying:
    """The desk's own rounds, and the bytes they post."""

    def __init__(self, desk: Kiosk, url: str) -> None:
        self.desk, self.url = desk, url
        self.port = int(url.rpartition(":")[2])
        self.ways: list[push.Counted] = []
        self.loop = Loop(
            make_side=lambda: open_desk(desk),
            upstreams=[Upstream(Link("pusat", url), every=2.0, longest=5.0)],
            token=desk.token,
            make_client=self._make,
        )

    def _make(self, link: Link) -> Post:
        self.ways.append(push.Counted(Client(link)))
        return self.ways[-1]

    @property
    def sent(self) -> int:
        return sum(way.sent for way in self.ways)

    def is_at(self, n: int) -> bool:
        """Whether the center has said that it holds this ledger up to n."""
        return any(state.their_n >= n for state in self.loop.get_states())


def _file_pages(desk: Kiosk, many: int) -> list[str]:
    """Filings with two small pages each."""
    names = []
    for _ in range(max(many // 2, 1)):
        kept = [
            files.put(desk.db, desk.config.files, desk.token(PAGE), kind="ktp", token=desk.token)
            for _ in range(2)
        ]
        make.file(desk, files=tuple(kept))
        names += [one.sha256 for one in kept]
    return names


def _come_home(chance: random.Random, line: _Carrying, found: _Found, begun: float, size: int) -> None:
    """First the Events, while the line fails once; then pages, beside new Events while it fails again."""
    n = ledger.head(line.desk.db).n
    allowed = max(EVENTS_S * size / MONTH, 20.0)
    _strike(chance, line, found)
    if not _wait(lambda: line.is_at(n), 2 * allowed + 60):
        found.wrong.append(f"{size} Events are not at the center")
    took = time.monotonic() - begun - found.bad
    found.figures["seconds until the Events were there"] += round(took)
    if took > allowed:
        found.wrong.append(f"{size} Events took {took:.0f} s of a good line")
    for _ in range(3):
        _strike(chance, line, found)
        made = time.monotonic()
        make.file(line.desk)
        line.loop.poke()
        n = ledger.head(line.desk.db).n
        if not _wait(lambda n=n: line.is_at(n), NEW_S):  # type: ignore[misc]
            found.wrong.append(f"a new Event is not at the center after {NEW_S:.0f} s")
        found.newest = max(found.newest, time.monotonic() - made)


def _wait_for_pages(home: Path, code: str, pages: Sequence[str], found: _Found) -> None:
    """Until every page has its name at the center: twice the line's need, and a minute."""
    center = command._open(home)
    center.engine.dispose()
    folder = center.pages / code
    begun = time.monotonic()
    if not _wait(lambda: all((folder / name).exists() for name in pages), 60 + len(pages) * PAGE / 16_000):
        found.wrong.append("pages are missing at the center")
    found.figures["seconds until the last page was there"] += round(time.monotonic() - begun)


def _strike(chance: random.Random, line: _Carrying, found: _Found) -> None:
    """The line fails for some seconds."""
    name = chance.choice(sorted(STRIKES))
    found.figures[name] += 1
    begun = time.monotonic()
    rule = STRIKES[name].format(port=line.port)
    if rule:
        _run("nft add table inet bad", "nft add chain inet bad in { type filter hook input priority 0; }")
        _run(f"nft add rule inet bad in {rule}")
    else:
        _run("ip link set lo down")
    preloaded.rest(chance.uniform(1.0, 4.0))
    _run("nft delete table inet bad" if rule else "ip link set lo up")
    found.bad += time.monotonic() - begun


def _count_lost(desk: Kiosk, home: Path, pages: Sequence[str], found: _Found) -> int:
    """Entries and pages the center lacks once the line is good again; at most one more round."""
    center = command._open(home)
    audit.speak(desk, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, desk.office.code)
        found.wrong += audit.find_differences((desk,), side)
        missing = ledger.head(desk.db).n - side.get_head().n
        missing += sum(not (center.pages / desk.office.code / name).exists() for name in pages)
    center.engine.dispose()
    return missing


def _wait(is_so: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        preloaded.rest(0.05)
    return True


def _run(*commands: str) -> None:
    """Commands of iproute2 and nftables; raises what they said."""
    for words in commands:
        done = subprocess.run(words.split(), check=False, capture_output=True, text=True)
        if done.returncode:
            raise OSError(f"{words}: {done.stderr.strip()}")
