"""P14: the first start of a newer program dies at any statement it asks; old or new starts, nothing is lost.

An office lived under the program before: a schema earlier and a verb poorer, the center two schemas earlier.
What a newer lobby handed in waits to be judged. Then desk, lobby and center are started by this program, each
killed on its way, many times over.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

from kiosk import config, world
from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.event import parse
from kiosk.domain.permohonan import Status
from kiosk.store import cases, database, ledger
from kiosk.usecases import acts, office, permohonan
from sync.central import __main__ as command
from sync.central import fold, store
from tests import make
from tests.faults import audit
from tests.faults.crew import Hand, Say, wait_for
from tests.faults.promise import Result
from tests.faults.town import Town
from tests.programs import older

UNKNOWN: Final = "withdraw"  # to the program before
SCHEMA: Final = 1  # of its databases
STATEMENT: Final = "statement"  # a file: the number of the one, from 0, that a first start dies at
MINE: Final = frozenset({"open", "judge"})  # what a first start writes of its own
_DEATH: Final = -9
_NEVER: Final = "-1"


def kill_updates(seed: int, folder: Path, size: int) -> Result:
    """`size` first starts of a newer program that are killed, each on the disk the older one left."""
    chance = random.Random(seed)
    town, withdrawn = _live_before(folder, seed)
    disks = _make_disks(town)
    found = Found()
    spans = []
    for disk in disks:
        found.wrong += disk.find_refusals()
        spans.append(_start_undisturbed(disk))
        found.figures[f"worst statements of a first start, {disk.home.name}"] = spans[-1][0]
    for number in range(size):
        disk, (statements, seconds) = disks[number % len(disks)], spans[number % len(disks)]
        turn = (seed * size + number) // len(disks)
        disk.bring_back()
        if number % 4 == 3:
            found.at["at a moment nobody chose"] += _kill_after(disk, chance.uniform(0.0, seconds))
        else:
            _kill_at(disk, turn * 7 % statements, found)  # 7: a few trials already see all of its way
        _judge(disk, found, try_old=number % 2 == 0)
    found.wrong += _meet_again(town, disks, withdrawn)
    return Result(size, found.lost, 0, tuple(found.wrong), {**found.figures, **found.at})


@dataclass
class Found:
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    at: Counter[str] = field(default_factory=Counter)
    figures: dict[str, float] = field(default_factory=dict)


# --- the program before -----------------------------------------------------------------------------------


def _live_before(folder: Path, seed: int) -> tuple[Town, str]:
    """An office and its center under the older program; the permohonan that a newer lobby withdrew."""
    with older(UNKNOWN, schema=SCHEMA):
        town = Town.build(folder, seed, adopted=True)
        for _ in range(6):
            town.file(town.lobby)
            audit.meet(town.lobby, town.desk)
            town.work(town.desk)
        filed = make.file(town.lobby)
        audit.meet(town.lobby, town.desk)
    permohonan.withdraw(town.lobby, make.resident, acts.begin(town.lobby, filed.case))
    with older(UNKNOWN, schema=SCHEMA):
        audit.meet(town.lobby, town.desk)
        center = town.open_center()
        audit.speak(town.desk, center)
        with center.engine.connect() as connection:
            fold.catch_up(center.open_side(connection, town.desk.office.code))
        center.engine.dispose()
        for _ in range(3):
            town.file(town.lobby)  # and waits there
    for kiosk in (town.desk, town.lobby):
        config.save(kiosk.config)
        kiosk.db.close()
    assert town.center_home is not None
    with closing(sqlite3.connect(town.center_home / command.DATABASE)) as connection:
        if connection.execute("SELECT 1 FROM file UNION ALL SELECT 1 FROM reserve").fetchall():
            raise AssertionError("the program before had no such tables")
        connection.executescript("DROP TABLE file; DROP TABLE reserve;")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.commit()
    return town, filed.case.id


@dataclass(frozen=True, slots=True)
class Held:
    """What a disk holds, read past the program: form, places of the ledger, Events that wait, all Events."""

    form: int
    places: tuple[tuple[Any, ...], ...]
    waiting: frozenset[bytes]
    events: frozenset[bytes]
    damage: str


@dataclass
class Disk:
    """The folder of one machine, as the older program left it and as it is now."""

    home: Path
    file: Path
    connect: Callable[[], Any]
    sql: tuple[str, str, str]  # places, waiting, events
    start: Callable[[], None]  # as this program does, in this process
    newest: int
    before: Held = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(self.home, self._aside)
        self.before = self.read()

    @property
    def _aside(self) -> Path:
        return self.home.with_name(f"{self.home.name}-before")

    def bring_back(self) -> None:
        """The older program's disk."""
        shutil.rmtree(self.home)
        shutil.copytree(self._aside, self.home)

    def read(self) -> Held:
        with closing(self.connect()) as connection:
            form = connection.execute("PRAGMA user_version").fetchone()[0]
            places, waiting, events = (connection.execute(sql).fetchall() for sql in self.sql)
            damage = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return Held(
            form,
            tuple(map(tuple, places)),
            frozenset(row[0] for row in waiting),
            frozenset(row[0] for row in events),
            "" if damage == "ok" else damage,
        )

    def find_refusals(self) -> Iterator[str]:
        """A database newer than the program is refused with words, and not one byte of it is changed."""
        with closing(self.connect()) as connection:
            connection.execute(f"PRAGMA user_version = {self.newest + 1}")
        kept = self.file.read_bytes()
        try:
            self.start()
        except Refused as refusal:
            words = make.library().texts["id"].error(refusal)
            if refusal.code != "database_newer" or str(self.newest + 1) not in words:
                yield f"{self.home.name}: a newer database is refused with {words}"
        else:
            yield f"{self.home.name}: a newer database was opened"
        if self.file.read_bytes() != kept:
            yield f"{self.home.name}: a newer database was changed"
        self.bring_back()


def _make_disks(town: Town) -> list[Disk]:
    assert town.center_home is not None
    return [_make_device(town.desk), _make_device(town.lobby), _make_center(town.center_home)]


def _make_device(kiosk: Kiosk) -> Disk:
    path, key = kiosk.config.database, kiosk.keys.store
    placed = "SELECT n, term, outcome, code, hash FROM ledger ORDER BY n"
    waiting = "SELECT digest FROM pending JOIN event ON event.key = pending.event"

    def start() -> None:
        _start(kiosk.config.home).db.close()

    return Disk(
        kiosk.config.home,
        path,
        lambda: database.connect_keyed(path.absolute().as_uri(), key),
        (placed, waiting, "SELECT raw FROM body"),
        start,
        database.schema_version(),
    )


def _make_center(home: Path) -> Disk:
    path = home / command.DATABASE
    placed = "SELECT n, term, outcome, code, hash FROM entry ORDER BY kelurahan, n"

    def start() -> None:
        command._open(home).engine.dispose()

    return Disk(
        home,
        path,
        lambda: sqlite3.connect(path, isolation_level=None),
        (placed, "SELECT digest FROM mail", "SELECT event FROM entry"),
        start,
        store.SCHEMA,
    )


def _start(home: Path) -> Kiosk:
    return office.start(world.real(), config.load(home / config.FILE), make.library(), cost=make.CHEAP)


# --- the process that dies ---------------------------------------------------------------------------------


def update(home: Path, say: Say) -> None:
    """A process: the first start of this program on what an older one left, on a device or at the center.

    It dies where the statement comes whose number lies in its folder; else it says how many there were.
    """
    asked = _die_at_statement(int((home / STATEMENT).read_text("ascii")))
    if (home / config.FILE).exists():
        office.start(world.real(), config.load(home / config.FILE), make.library(), cost=make.CHEAP)
    else:
        city = command._open(home)
        with city.engine.connect() as connection:
            for kelurahan in city.known.certificates:
                fold.catch_up(city.open_side(connection, kelurahan))
    say("updated", next(asked))


def _die_at_statement(goal: int) -> Iterator[int]:
    """Let SQLite tell of each statement before it runs, on every connection this process opens."""
    asked = itertools.count()

    def trace(_sql: str) -> None:
        if next(asked) == goal:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = database.connect_keyed

    def connect_traced(uri: str, key: bytes) -> Any:
        connection = connect(uri, key)
        connection.set_trace_callback(trace)
        return connection

    vars(database).update(connect_keyed=connect_traced)
    event.listen(Engine, "connect", lambda connection, _record: connection.set_trace_callback(trace))
    return asked


# --- the deaths -------------------------------------------------------------------------------------------


def _start_undisturbed(disk: Disk) -> tuple[int, float]:
    """How many statements the first start of this program asks, and how long it takes from its fork on."""
    hand = _make_hand(disk, _NEVER)
    begun = time.monotonic()
    hand.start()
    wait_for(lambda: not hand.is_alive())
    seconds = time.monotonic() - begun
    code = hand.kill()
    if code or not hand.get("updated"):
        raise AssertionError(f"{disk.home.name} is not updated, it ended with {code}")
    return hand.get("updated")[0], seconds


def _make_hand(disk: Disk, statement: str) -> Hand:
    (disk.home / STATEMENT).write_text(statement, "ascii")
    return Hand(disk.home.name, disk.home, update)


def _kill_at(disk: Disk, statement: int, found: Found) -> None:
    hand = _make_hand(disk, str(statement))
    hand.start()
    if not wait_for(lambda: not hand.is_alive(), 30) or hand.bury() != _DEATH:
        found.wrong.append(f"{disk.home.name} did not die at statement {statement}")
        hand.kill()
    found.at[f"at a statement, {disk.home.name}"] += 1


def _kill_after(disk: Disk, seconds: float) -> bool:
    hand = _make_hand(disk, _NEVER)
    hand.start()
    wait_for(lambda: False, seconds)
    hand.kill()
    return True


# --- afterwards -------------------------------------------------------------------------------------------


def _judge(disk: Disk, found: Found, *, try_old: bool) -> None:
    """The old program starts or says why not, the new one starts; everything that was there is there."""
    held = disk.read()
    found.at["found in the old form"] += held.form == SCHEMA
    if try_old:
        found.wrong += _try_old(disk, held)
    try:
        disk.start()
    except KioskError as error:
        found.wrong.append(f"{disk.home.name} does not start: {error}")
    for now in (held, disk.read()):
        if now.damage:
            found.wrong.append(f"{disk.home.name}: {now.damage}")
        if now.places[: len(disk.before.places)] != disk.before.places:
            found.wrong.append(f"{disk.home.name}: the ledger is another one")
        found.lost += len(disk.before.waiting - now.waiting) + len(disk.before.events - now.events)
        strange = {parse(raw).verb for raw in now.events - disk.before.events} - MINE
        if strange:
            found.wrong.append(f"{disk.home.name}: it wrote {strange}")


def _try_old(disk: Disk, held: Held) -> Iterator[str]:
    with older(UNKNOWN, schema=SCHEMA):
        try:
            disk.start()
        except Refused as refusal:
            if refusal.code != "database_newer" or held.form == SCHEMA:
                yield f"{disk.home.name}: the old program does not start on form {held.form}: {refusal}"
        else:
            if held.form != SCHEMA:
                yield f"{disk.home.name}: the old program opened form {held.form}"


def _meet_again(town: Town, disks: list[Disk], withdrawn: str) -> Iterator[str]:
    """All three under this program, each after its last death: what waited is judged, they hold the same."""
    desk, lobby, center = _start(disks[0].home), _start(disks[1].home), town.open_center()
    try:
        with center.engine.connect() as connection:
            fold.catch_up(center.open_side(connection, desk.office.code))
        audit.meet(lobby, desk)
        audit.speak(desk, center)
        for kiosk in (desk, lobby):
            yield from audit.find_damage(kiosk)
        if ledger.count_pending(lobby.db)[0]:
            yield "what waited in the lobby is not admitted"
        if cases.get_shown(desk.db, withdrawn).case.status is not Status.WITHDRAWN:
            yield "what the old program did not know was not judged"
        judged = [one for one in audit.read_events(desk) if one["verb"] == "judge"]
        if len({one["data"]["entry"] for one in judged}) != len(judged):
            yield "an entry was judged twice"
        with center.engine.connect() as connection:
            side = center.open_side(connection, desk.office.code)
            fold.catch_up(side)
            yield from audit.find_differences((desk, lobby), side)
    finally:
        desk.db.close()
        lobby.db.close()
        center.engine.dispose()
