"""Measures an office that comes back after 30 days on a line of 256 kbit/s, and what people feel meanwhile.

Register desk and center are processes of their own with `tests.bench.line` between them; the lobby is in
this one, with TLS to the desk. 21,600 entries wait at the desk; the pages of 30 days are 3,600, of which a
twentieth is made, each of the size a scan has. Meanwhile somebody files in the lobby every few seconds: how
long until it stands in the desk's ledger, and until the center holds it.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kiosk import config
from kiosk.store import files, ledger
from sync import newcomers
from sync.central.__main__ import DATABASE
from sync.http import Client, Link
from tests import make
from tests.bench import events
from tests.bench.figure import MS, Figure, p99, rounded
from tests.bench.filing import open_desk, press
from tests.bench.line import Line
from tests.bench.push import enrol_code, get_peak_mb, serve
from tests.story.place import Place

ENTRIES: Final = 21_600
PAGES: Final = 3_600
SHARE: Final = 20  # of the pages one in so many is made
PAGE_BYTES: Final = 64_000  # a scanned page of text at the office's profile: 53 to 64 kB
RATE: Final = 256_000 / 8
EVERY_S: Final = 4.0
LOOK_S: Final = 0.1
ENTRIES_S: Final = 600.0
FILING_S: Final = 60.0
LAN_P95_MS: Final = 150.0
LONGEST_S: Final = 1_500.0
SEED: Final = 20261124


@dataclass
class Seen:
    """What came when: seconds until the entries and the pages were at the center, each filing's own times.

    `queued_s` are filings made while entries still went up: one order has them wait for all before them.
    """

    entries_s: float = 0.0
    pages_s: float = 0.0
    lan_ms: list[float] = field(default_factory=list)
    queued_s: list[float] = field(default_factory=list)
    filing_s: list[float] = field(default_factory=list)
    waiting: dict[str, float] = field(default_factory=dict)


def backlog(n: int) -> list[Figure]:
    """The rows `backlog_entries`, `_filing`, `_queued`, `_pages` (s) and `lan_file_beside` (ms)."""
    entries, pages = (ENTRIES, PAGES // SHARE) if n > 1 else (600, 3)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "office", is_real=True)
        home = Path(folder) / "center"
        with serve(home) as (url, center):
            end = _prepare(place, url, home, (entries, pages))
            line = Line(int(url.rpartition(":")[2]), RATE)
            config.save(replace(place.desk_config, center=f"http://127.0.0.1:{line.port}"))
            begun = time.monotonic()
            with open_desk(place) as desk:
                place.open_lobby()
                seen = _watch(place, desk.told, home / DATABASE, (begun, end, pages))
                memory = (get_peak_mb(desk.process.pid), get_peak_mb(center.pid))
            place.close()
            line.close()
    return _rows(seen, (entries, pages), line.up.carried, memory)


def _prepare(place: Place, url: str, home: Path, counts: tuple[int, int]) -> int:
    """An office that worked for a month since the center adopted it; the end of its ledger."""
    entries, pages = counts
    place.found()
    place.enrol_lobby()
    kiosk = place.desk.kiosk
    client = Client(Link("pusat", url))
    newcomers.be_adopted(kiosk, enrol_code(kiosk.office.code, home), client.post_raw)
    client.close()
    raws = list(events.make_events(entries - pages, device="lobi-9"))
    for first in range(0, len(raws), 1000):
        ledger.admit(kiosk.db, kiosk.get_writer(), raws[first : first + 1000], now=kiosk.now())
    chance = random.Random(SEED)
    for _ in range(pages):
        plain = chance.randbytes(PAGE_BYTES)
        page = files.put(kiosk.db, kiosk.config.files, plain, kind="ktp", token=kiosk.token)
        make.file(kiosk, files=(page,))
    end = ledger.head(kiosk.db).n
    while ledger.head(place.lobby.kiosk.db).n < end:
        place.lobby.wires.poke()
        threading.Event().wait(LOOK_S)
    place.close()
    return end


def _watch(place: Place, told: Callable[[str], int], database: Path, goal: tuple[float, int, int]) -> Seen:
    """File at once and every few seconds, until everything is at the center."""
    begun, _, _ = goal
    seen = Seen()
    done = threading.Event()
    looking = threading.Thread(target=_look, args=(seen, database, goal, done), daemon=True)
    looking.start()
    while not done.is_set():
        if time.monotonic() - begun > LONGEST_S:
            raise TimeoutError(f"after {LONGEST_S:.0f} s: entries {seen.entries_s:.0f} s, {seen.waiting}")
        pressed = time.monotonic_ns()
        id = press(place.lobby.kiosk)
        seen.waiting[id] = pressed / MS / 1000
        place.lobby.wires.poke()
        seen.lan_ms.append((told(id) - pressed) / MS)
        done.wait(EVERY_S)
    looking.join()
    return seen


def _look(seen: Seen, database: Path, goal: tuple[float, int, int], done: threading.Event) -> None:
    """Look into the center's database beside it, and note what has come."""
    begun, end, pages = goal
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        while not seen.pages_s or seen.waiting:
            now = time.monotonic()
            if not seen.entries_s and db.execute("SELECT 1 FROM entry WHERE n = ?", (end,)).fetchone():
                seen.entries_s = now - begun
            for id, pressed in tuple(seen.waiting.items()):
                if db.execute("SELECT 1 FROM entry WHERE id = ?", (id,)).fetchone():
                    is_queued = not seen.entries_s or pressed < begun + seen.entries_s
                    (seen.queued_s if is_queued else seen.filing_s).append(now - pressed)
                    del seen.waiting[id]
            whole = db.execute("SELECT count(*) FROM file WHERE whole = 1").fetchone()[0]
            if not seen.pages_s and seen.entries_s and whole == pages:
                seen.pages_s = now - begun
            threading.Event().wait(LOOK_S)
    done.set()


def _rows(seen: Seen, counts: tuple[int, int], carried: int, memory: tuple[float, float]) -> list[Figure]:
    entries, pages = counts
    about = f"256 kbit/s each way, {entries} entries, {pages} pages of {PAGE_BYTES // 1000} kB (1/{SHARE})"
    rate = RATE / 1000
    floor = carried / RATE
    every = f"filed every {EVERY_S:.0f} s"
    lan = sorted(seen.lan_ms)
    p95 = lan[round(0.95 * len(lan)) - 1]
    peak = f"peak memory: desk {memory[0]:.0f} MB, center {memory[1]:.0f} MB"

    def row(name: str, unit: str, samples: list[float], note: str, target: float | None) -> Figure:
        middle, worst = rounded(statistics.median(samples)), rounded(p99(samples))
        return Figure(name, unit, len(samples), middle, worst, "cold", None, note, target)

    whole = Figure(
        *("backlog_pages", "s", 1, rounded(seen.pages_s), rounded(seen.pages_s), "cold", rounded(floor)),
        f"{about}; floor: the {carried / 1e6:.1f} MB that went up at {rate:.0f} kB/s, "
        f"{carried / (pages * PAGE_BYTES or 1):.2f} x the pages' bytes with entries and all else; {peak}",
    )
    return [
        row("backlog_entries", "s", [seen.entries_s], f"until the center holds them all; {about}", ENTRIES_S),
        row(
            *("backlog_filing", "s", seen.filing_s),
            f"*Kirim* until the center holds it; {every} while pages went up",
            FILING_S,
        ),
        row(
            *("backlog_queued", "s", seen.queued_s),
            f"the same, {every} while entries went up: one order has it wait for those before it",
            None,
        ),
        whole,
        Figure(
            *("lan_file_beside", "ms", len(lan), rounded(p95), rounded(lan[-1]), "warm", None),
            f"95th percentile and worst; *Kirim* in the lobby to the desk's ledger; {every} throughout",
            LAN_P95_MS,
        ),
    ]
