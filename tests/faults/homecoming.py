"""P16: every office of the city comes home after a month away, to one center that is a process of its own."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kiosk import config, world
from kiosk.context import Kiosk
from kiosk.domain.errors import Unavailable
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, head_payload, link
from kiosk.store import ledger
from kiosk.store.rows import save_head
from kiosk.usecases import office
from sync import newcomers
from sync.central import __main__ as command
from sync.central import city
from sync.desk import Desk, open_desk
from sync.http import Client, Link
from sync.loop import EVERY_CENTER_S, LONGEST_CENTER_S, SPREAD_S, Loop, Upstream, run_round
from sync.pace import make_small
from tests import make
from tests.bench import fleet, push
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.faults.promise import Result
from tests.waiting import free_port

MONTH: Final = 21_500  # Events of an office in 30 days
CITY: Final = fleet.OFFICES * MONTH
LONGEST_S: Final = 4 * 3600.0
EVENTS_S: Final = 5.0  # p95 of a message that carries some
MOST_MB: Final = 512.0  # that the center holds in memory, whatever comes
MOST_BUSY: Final = 0.05  # of the messages answered with "come later": more is a storm
OUTAGE_S: Final = 65.0  # after which every loop has failed so often that it calls it an outage
WORKERS: Final = 2  # processes whose threads are the offices: the center is the one that shall be busy
BIG: Final = 8_192  # bytes of a packet that carries Events


@dataclass(frozen=True, slots=True)
class Month:
    """What every office did meanwhile: the same Events, under one another's hashes."""

    database: Path
    key: bytes
    first: int  # what an office holds before
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Timed:
    """A client that knows how long each of its packets took, and which were refused for now."""

    client: Client
    seconds: list[float] = field(default_factory=list)  # of those with Events
    busy: int = 0
    failed: int = 0

    @property
    def link(self) -> Link:
        return self.client.link

    def post(self, messages: list[bytes]) -> list[bytes]:
        is_big = sum(map(len, messages)) > BIG
        begun = time.perf_counter()
        try:
            answer = self.client.post(messages)
        except Unavailable as error:
            self.busy += error.code == "busy"
            self.failed += error.code != "busy"
            raise
        if is_big:
            self.seconds.append(time.perf_counter() - begun)
        return answer

    def close(self) -> None:
        self.client.close()


@dataclass(frozen=True, slots=True)
class Come:
    """How the offices of one process came home: seconds of their packets, when the last was acknowledged."""

    seconds: tuple[float, ...] = ()
    busy: int = 0
    failed: int = 0
    last: float = 0.0  # by the clock all processes of a machine share
    late: tuple[str, ...] = ()


# --- what was done meanwhile ------------------------------------------------------------------------------


def _live_a_month(folder: Path, events: int) -> Month:
    """One office that works; the others copy its rows, for to admit 2.3 M Events would take half an hour."""
    first = make.make_office(folder / "before")
    n = ledger.head(first.db).n
    first.db.close()
    kiosk = push.make_office(folder / "month", events)
    entries = tuple(ledger.entries_after(kiosk.db, n, limit=events))
    month = Month(kiosk.db.path, kiosk.keys.store, n, entries)
    kiosk.db.close()
    return month


def _copy(kiosk: Kiosk, month: Month) -> None:
    """The month's Events and what they fold to, under this office's own hashes and signed heads."""
    db = kiosk.db
    db.run(f"ATTACH DATABASE ? AS month KEY \"x'{month.key.hex()}'\"", (str(month.database),))
    with db.write():
        top = ledger.head(db)
        if top.n != month.first:
            raise AssertionError((top.n, month.first))
        kept = int(db.value("SELECT max(key) FROM event"))
        db.run("INSERT INTO event SELECT * FROM month.event WHERE key > ?", (kept,))
        db.run("INSERT INTO body SELECT * FROM month.body WHERE event > ?", (kept,))
        db.run("INSERT INTO permohonan SELECT * FROM month.permohonan")
        keys = [key for (key,) in db.rows("SELECT event FROM month.ledger WHERE n > ? ORDER BY n", (top.n,))]
        rows = []
        for entry, key in zip(month.entries, keys, strict=True):
            top = Head(top.kelurahan, entry.n, entry.term, link(top.hash, entry))
            rows.append((entry.n, entry.term, entry.at, entry.outcome, entry.code, top.hash, key))
            if entry.n % HEAD_SPACING == 0 or entry is month.entries[-1]:
                save_head(db, entry.n, kiosk.keys.device.sign1(head_payload(top)))
        db.run_many("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    db.run("DETACH DATABASE month")
    db.run("PRAGMA wal_checkpoint(TRUNCATE)")


def _leave(home: Path, number: int, month: Month, url: str, code: str) -> None:
    """An office joins, speaks to the center once, and is then alone for a month."""
    kiosk = make.make_office(
        home,
        world=FakeWorld(seed=1000 + number),
        profile=replace(make.OFFICE, code=f"167199{number + 1:04d}"),
    )
    _copy(kiosk, month)
    client = Client(Link("pusat", url))
    newcomers.be_adopted(kiosk, code, client.post_raw)
    run_round(Desk(kiosk), client, pace=make_small(), most=2)
    client.close()
    config.save(kiosk.config)
    kiosk.db.close()


# --- coming home ------------------------------------------------------------------------------------------


def _come_home(homes: list[Path], url: str, spread: float, until: float) -> Come:
    """The loops of some offices, each a thread, begun while nobody answers."""
    ways: list[Timed] = []

    def make_client(link: Link) -> Timed:
        ways.append(Timed(Client(link)))
        return ways[-1]

    upstream = Upstream(Link("pusat", url), every=EVERY_CENTER_S, longest=LONGEST_CENTER_S, spread=spread)
    waiting: dict[Path, tuple[Kiosk, Loop]] = {}
    for home in homes:
        kiosk = _open(home)
        loop = Loop(
            make_side=lambda kiosk=kiosk: open_desk(kiosk),  # type: ignore[misc]
            upstreams=[upstream],
            token=kiosk.token,
            make_client=make_client,
        )
        loop.start()
        waiting[home] = (kiosk, loop)
    last = 0.0
    while waiting and time.monotonic() < until:
        threading.Event().wait(0.1)
        for home in [one for one, (_, loop) in waiting.items() if _is_home(loop)]:
            last = time.monotonic()
            _close(waiting.pop(home))
    late = tuple(f"{home.name} is not home" for home in waiting)
    for pair in waiting.values():
        _close(pair)
    seconds = tuple(one for way in ways for one in way.seconds)
    return Come(seconds, sum(way.busy for way in ways), sum(way.failed for way in ways), last, late)


def _open(home: Path) -> Kiosk:
    return office.start(world.real(), config.load(home / "kiosk.toml"), make.library(), cost=make.CHEAP)


def _is_home(loop: Loop) -> bool:
    return any(0 < state.n <= state.their_n for state in loop.get_states())


def _close(pair: tuple[Kiosk, Loop]) -> None:
    kiosk, loop = pair
    loop.stop()
    kiosk.db.close()


def come_home(seed: int, folder: Path, size: int) -> Result:
    """All offices with their part of `size` entries; of the whole city the jitter is the product's own, of a
    part of it as much less.
    """
    del seed
    offices = fleet.OFFICES if size >= CITY else 2
    share = size / CITY
    homes = [folder / f"office-{number}" for number in range(offices)]
    month = _live_a_month(folder, size // offices)
    port = free_port()
    with _make_workers(offices) as workers:
        with push.serve(folder / "center", port=port) as (url, _process):
            codes = _make_codes(folder / "center", offices)
            left = [
                workers.submit(_leave, home, number, month, url, code)
                for number, (home, code) in enumerate(zip(homes, codes, strict=True))
            ]
            for one in left:
                one.result()
        until = time.monotonic() + LONGEST_S * max(share, 0.01)
        coming = [
            workers.submit(_come_home, homes[first::WORKERS], url, SPREAD_S * share, until)
            for first in range(WORKERS)
        ]
        threading.Event().wait(OUTAGE_S * share)
        begun = time.monotonic()
        with push.serve(folder / "center", fresh=False, port=port) as (_url, process):
            come = [one.result() for one in coming]
            memory = push.get_peak_mb(process.pid)
    return _judge(come, begun, memory, _compare(folder / "center", homes))


def _make_workers(offices: int) -> Executor:
    """Processes for a city; for two offices threads do, and are there at once."""
    if offices <= WORKERS:
        return ThreadPoolExecutor(WORKERS)
    return ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("forkserver"))


def _make_codes(home: Path, offices: int) -> list[str]:
    center = command._open(home)
    codes = [city.make_code(center, f"167199{number + 1:04d}", "register") for number in range(offices)]
    center.engine.dispose()
    return codes


def _compare(home: Path, homes: Iterable[Path]) -> tuple[int, int, list[str]]:
    """(entries at the center, lost, what is wrong) once all are home."""
    center = command._open(home)
    wrong: list[str] = []
    total = lost = 0
    with center.engine.connect() as connection:
        for one in homes:
            kiosk = office.look(world.real(), config.load(one / "kiosk.toml"), make.library())
            mine = ledger.head(kiosk.db)
            theirs = center.open_side(connection, kiosk.office.code).get_head()
            sql = "SELECT count(*) FROM entry WHERE kelurahan = ?"
            held = int(connection.exec_driver_sql(sql, (kiosk.office.code,)).scalar_one())
            total += held
            lost += max(mine.n - held, 0)
            if (theirs.n, theirs.hash) != (mine.n, mine.hash):
                wrong.append(f"{one.name}: the center is at {theirs.n}, the office at {mine.n}")
            kiosk.db.close()
    center.engine.dispose()
    last = _open(one)
    wrong += audit.find_damage(last)  # its rows were copied: they must be what its ledger folds to
    last.db.close()
    return total, lost, wrong


def _judge(come: list[Come], begun: float, memory: float, compared: tuple[int, int, list[str]]) -> Result:
    total, lost, wrong = compared
    posts = sorted(second for one in come for second in one.seconds)
    p95 = posts[min(len(posts) - 1, round(0.95 * len(posts)))] if posts else 0.0
    busy = sum(one.busy for one in come)
    wrong += [line for one in come for line in one.late]
    if p95 > EVENTS_S:
        wrong.append(f"p95 of a message with Events is {p95:.1f} s")
    if busy > max(MOST_BUSY * len(posts), 3):
        wrong.append(f"{busy} of {len(posts)} messages were told to come later")
    if memory > MOST_MB:
        wrong.append(f"the center held {memory:.0f} MB")
    figures = {
        "worst minutes until all was acknowledged": round((max(one.last for one in come) - begun) / 60, 1),
        "messages with Events": float(len(posts)),
        "worst median of one, s": round(posts[len(posts) // 2] if posts else 0.0, 2),
        "worst p95 of one, s": round(p95, 2),
        "worst of all, s": round(posts[-1] if posts else 0.0, 2),
        "told to come later (5xx)": float(busy),
        "worst MB the center held": round(memory),
    }
    return Result(total, lost, 0, tuple(wrong), figures)
