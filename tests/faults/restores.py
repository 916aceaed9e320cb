"""P8, P9, P10: disks set back and disks copied; what any living device had is in the ledger again, once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import facts, ledger, marks, register
from kiosk.usecases import acts, office
from kiosk.usecases.office import Start
from kiosk.world import World
from sync.central import fold
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town

IMAGES: Final = 4  # of one office, for a restore to choose from


@dataclass
class Found:
    """What the trials of one call have found so far."""

    trials: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def count(self, what: str, many: float = 1) -> None:
        self.figures[what] = self.figures.get(what, 0) + many

    def as_result(self) -> Result:
        return Result(self.trials, self.lost, self.doubled, tuple(self.wrong), self.figures)


def find_known(kiosk: Kiosk) -> set[bytes]:
    """Every Event this disk has, with a place or without."""
    return {raw for (raw,) in kiosk.db.rows("SELECT raw FROM body")}


def find_standing(kiosk: Kiosk) -> set[bytes]:
    return {entry.event for entry in ledger.all_entries(kiosk.db)}


# --- P8 ---------------------------------------------------------------------------------------------------


def restore_center(seed: int, folder: Path, size: int) -> Result:
    """The center's disk is set back to an older copy of itself; the office gives it everything again."""
    town = Town.build(folder, seed, adopted=True)
    found = Found()
    images: list[Path] = []
    try:
        while found.trials < size:
            _live_with_center(town)
            images.append(_copy_center(town, folder / f"image-{len(images)}"))
            for _ in range(town.chance.randrange(4)):
                _live_with_center(town)
            _restore_center(town, town.chance.choice(images), found)
    finally:
        town.close()
    return found.as_result()


def _live_with_center(town: Town) -> None:
    """Some acts; then the desk speaks with the center, or the lobby does, whose mail the desk gets later."""
    center = town.open_center()
    for _ in range(town.chance.randrange(1, 4)):
        town.file(town.chance.choice((town.desk, town.lobby)))
        town.work(town.desk)
    if town.chance.random() < 0.5:
        audit.speak(town.lobby, center)
    audit.speak(town.desk, center)
    audit.speak(town.lobby, center)
    center.engine.dispose()


def _copy_center(town: Town, image: Path) -> Path:
    """A file copy, or SQLite's own backup call."""
    assert town.center_home is not None
    if town.chance.random() < 0.5:
        shutil.copytree(town.center_home, image)
        return image
    shutil.copytree(town.center_home, image, ignore=shutil.ignore_patterns("center.db*"))
    source = sqlite3.connect(town.center_home / "center.db")
    with closing(source), closing(sqlite3.connect(image / "center.db")) as copy:
        source.backup(copy)
    return image


def _restore_center(town: Town, image: Path, found: Found) -> None:
    assert town.center_home is not None
    found.trials += 1
    shutil.rmtree(town.center_home)
    shutil.copytree(image, town.center_home)
    if town.chance.random() < 0.3:  # the lobby's disk dies too: what it had handed in is in the ledger
        audit.meet(town.lobby, town.desk)
        found.count("with a device destroyed")
        first, second = town.desk, None
    else:
        first, second = town.chance.sample((town.desk, town.lobby), 2)
    town.file(town.desk)
    center = town.open_center()
    before = find_known(town.desk)
    with center.engine.connect() as connection:
        back = center.open_side(connection, town.desk.office.code).get_head().n
    for one in filter(None, (first, second, town.desk)):
        audit.speak(one, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, town.desk.office.code)
        fold.catch_up(side)
        found.wrong += audit.find_differences((town.desk,), side)
        found.count("entries given back", side.get_head().n - back)
    found.lost += len(before - find_standing(town.desk))
    found.doubled += audit.count_doubles(ledger.all_entries(town.desk.db))
    center.engine.dispose()


# --- P9 ---------------------------------------------------------------------------------------------------


def restore_device(seed: int, folder: Path, size: int) -> Result:
    """Desk or lobby comes back from an older image, works, and meets the other."""
    town = Town.build(folder, seed)
    found = Found()
    images: dict[str, list[Path]] = {"desk": [], "lobby": []}
    try:
        while found.trials < size:
            name = town.chance.choice(("desk", "desk", "lobby"))
            kiosk = town.desk if name == "desk" else town.lobby
            image = folder / f"{name}-{found.trials}"
            shutil.copytree(kiosk.config.home, image)
            images[name] = [*images[name], image][-IMAGES:]
            live(town)
            _restore(town, name, town.chance.choice(images[name]), found)
        for kiosk in (town.desk, town.lobby):
            found.wrong += audit.find_damage(kiosk)
    finally:
        town.close()
    return found.as_result()


def live(town: Town) -> None:
    for _ in range(town.chance.randrange(1, 6)):
        town.file(town.chance.choice((town.desk, town.lobby)))
        town.work(town.desk)
        if town.chance.random() < 0.5:
            audit.meet(town.lobby, town.desk)


def _restore(town: Town, name: str, image: Path, found: Found) -> None:
    """Set a disk back, with the mark kept elsewhere or, weak, set back with it; then the first contact."""
    found.trials += 1
    kiosk = town.desk if name == "desk" else town.lobby
    other = town.lobby if name == "desk" else town.desk
    is_weak = town.chance.random() < 0.3
    had = find_standing(other)
    kiosk.db.close()
    if is_weak and name == "desk":
        town.unmarked |= town.paper.keys()
    for part in ("data", "state") if is_weak else ("data",):
        shutil.rmtree(kiosk.config.home / part, ignore_errors=True)
        if (image / part).exists():
            shutil.copytree(image / part, kiosk.config.home / part)
    kiosk = town.restart(kiosk)
    town.desk, town.lobby = (kiosk, other) if name == "desk" else (other, kiosk)
    for _ in range(town.chance.randrange(3)):  # before anybody is met
        town.file(kiosk)
        town.work(town.desk)
    known = find_known(town.desk) | find_known(town.lobby)
    audit.meet(town.lobby, town.desk)
    audit.meet(town.lobby, town.desk)
    found.lost += len((known | had) - find_standing(town.desk))
    found.doubled += audit.count_doubles(ledger.all_entries(town.desk.db))
    found.wrong += audit.find_differences((town.desk, town.lobby))
    _type_last_number(town, found)
    _look_at_numbers(town, found)


def _type_last_number(town: Town, found: Found) -> None:
    """Where numbers are locked after contact, the officer types the last one of the paper book."""
    state = ledger.ground(town.desk.db).office
    for mark in marks.all_numbers(town.desk.config.state):
        if mark.n <= state.get_counter(mark.scope, mark.year).n:
            continue
        start = Start(mark.scope, mark.year, mark.n)
        office.start_at(town.desk, make.operator, acts.begin(town.desk), start, reason="restored")
        found.count("last numbers typed")
    town.file(town.desk)
    audit.meet(town.lobby, town.desk)
    code = town.work(town.desk)
    if code not in {"", "stale_base", "wrong_state", "not_allowed"}:
        found.wrong.append(f"no surat after the restore: {code}")


def _look_at_numbers(town: Town, found: Found) -> None:
    """A number told for one permohonan may stand for no other, unless the mark went with the disk."""
    years = [line for year in (2026, 2027) for line in register.find_year(town.desk.db, year)]
    given = [(line.number, line.permohonan) for line in years if line.state != "outside"]
    for number, id in given:
        told = town.paper.setdefault(number, {id})
        if id in told:
            continue
        is_weak = number in town.unmarked
        found.count("numbers twice under a weak mark" if is_weak else "numbers twice")
        if not is_weak:
            found.wrong.append(f"{number} was given for {told} and stands for {id}")
        told.add(id)


# --- P10 --------------------------------------------------------------------------------------------------


def copy_register(seed: int, folder: Path, size: int) -> Result:
    """The desk's running machine is copied; both write, the lobby meets now one, now the other."""
    found = Found()
    for number in range(size):
        town = Town.build(folder / f"{number}", seed * 1000 + number)
        try:
            _copy_and_meet(town, found)
        finally:
            town.close()
    return found.as_result()


def _copy_and_meet(town: Town, found: Found) -> None:
    found.trials += 1
    live(town)
    audit.meet(town.lobby, town.desk)
    home = town.folder / "twin"
    shutil.copytree(town.desk.config.home, home, ignore=shutil.ignore_patterns("*.lock"))
    twin = office.start(
        _make_world(town), replace(town.desk.config, home=home), make.library(), cost=make.CHEAP
    )
    machines = [town.desk, twin]
    try:
        town.chance.shuffle(machines)
        for one in (*machines, machines[0]):  # the third meeting shows that the first one still lives
            _work_if_it_may(town, one)
            audit.meet(town.lobby, one)
        alarmed = any(json.loads(raw)["data"].get("what") == "clone" for raw in _alarms(town.lobby))
        if not alarmed:
            found.wrong.append("two machines, and nobody was told at the third meeting")
        for _ in range(3):
            for one in machines:
                audit.meet(town.lobby, one)
        frozen = [one for one in machines if facts.find(one.db, "frozen") == one.inc]
        if len(frozen) != 1:
            found.wrong.append(f"{len(frozen)} of two machines frozen")
            return
        writer = next(one for one in machines if one not in frozen)
        try:
            make.file(frozen[0])
            found.wrong.append("a frozen machine files")
        except Refused as refusal:
            found.count(refusal.code)
        known = set().union(*map(find_known, (*machines, town.lobby)))
        found.lost += len(known - find_standing(writer))
        found.doubled += audit.count_doubles(ledger.all_entries(writer.db))
        found.wrong += audit.find_differences((writer, town.lobby))
    finally:
        twin.db.close()


def _work_if_it_may(town: Town, kiosk: Kiosk) -> None:
    for _ in range(town.chance.randrange(1, 4)):
        try:
            town.file(kiosk)
            town.work(kiosk)
        except Refused as refusal:
            if refusal.code != "device_frozen":
                raise


def _alarms(kiosk: Kiosk) -> Iterator[bytes]:
    rows = kiosk.db.rows("SELECT raw FROM body b JOIN event e ON e.key = b.event WHERE e.verb = 'alarm'")
    return (raw for (raw,) in rows)


def _make_world(town: Town) -> World:
    return FakeWorld(at=town.desk.now(), seed=town.chance.randrange(10**6)).as_world()
