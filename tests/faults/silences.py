"""P20: what goes wrong where nobody looks shows in `kiosk doctor`, which the status page shows too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from kiosk.domain.errors import Refused
from kiosk.store import ledger, marks, odd
from kiosk.usecases import copies, office, upkeep
from kiosk.usecases.upkeep import Health
from sync.desk import Desk
from sync.exchange import offer, receive, take_in
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.faults.promise import Result

DAY_MS: Final = 86_400_000


class _Office:
    def __init__(self, folder: Path) -> None:
        self.worlds = (FakeWorld(seed=1), FakeWorld(seed=2))
        self.desk = make.make_office(folder / "desk", world=self.worlds[0])
        self.lobby = make.make_lobby(self.desk, folder / "lobby", world=self.worlds[1])
        make.signed(self.desk)
        audit.meet(self.lobby, self.desk)

    def pass_time(self, days: int) -> None:
        for world in self.worlds:
            world.pass_time(days=days)


def _jump(one: _Office) -> str:
    one.worlds[0].at += 3 * DAY_MS
    return "clock"


def _hold_back(one: _Office) -> str:
    make.file(one.lobby)
    one.pass_time(1)
    one.desk, one.lobby = one.lobby, one.desk  # the lobby's own doctor says it
    return "pending"


def _forget_backup(one: _Office) -> str:
    copies.backup(one.desk)
    one.pass_time(8)
    return "backup"


def _let_end(one: _Office) -> str:
    one.pass_time(380)
    return "certificate"


def _enrol_without_round(one: _Office) -> str:
    """A desk that could not take the register over tomorrow says so, and so does the register's."""
    folder = one.desk.config.home.parent
    second = make.make_second_desk(one.desk, folder / "second")
    one.desk.db.close()
    one.desk = second
    return "reserve"


def _lose_number(one: _Office) -> str:
    (mark,) = marks.all_numbers(one.desk.config.state)
    ahead = marks.NumberMark(
        mark.scope, mark.year, mark.n + 5, mark.line + 5, mark.term, mark.inc, mark.event
    )
    marks.write_number(one.desk.config.state, ahead)
    return "mark"


def _hand_in_rubbish(one: _Office) -> str:
    odd.keep(one.desk.db, b"rubbish", reason="bad_event", sender="lobi-1", at=one.desk.now())
    return "odd"


def _break_chain(one: _Office) -> str:
    one.desk.db.run("DROP TRIGGER ledger_is_written_once")
    one.desk.db.run("UPDATE ledger SET at = at + 1 WHERE n = 3")
    return "ledger"


def _break_page(one: _Office) -> str:
    one.desk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    one.desk.db.close()
    path = one.desk.config.database
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size - 2048)
        stream.write(b"worn" * 64)
    try:
        one.desk = office.start(one.worlds[0].as_world(), one.desk.config, make.library(), cost=make.CHEAP)
    except Refused as refusal:  # it was a page the start needs
        return f"refused {refusal.code}"
    return "store"


def _fold_differently(one: _Office) -> str:
    """One device's fold is wrong: both say so at the next round, and the ledger holds the alarm."""
    one.lobby.db.run("UPDATE permohonan SET hash = randomblob(32)")
    mine, theirs = Desk(one.lobby), Desk(one.desk)
    for _ in range(4):
        take_in(mine, receive(theirs, offer(mine, one.desk.device)))
    return "alarm fold_differs"


def _fill_disk(one: _Office) -> str:
    """Its folder lies where no byte is free."""
    full = one.desk.config.home / "full"
    full.mkdir()
    (full / "data").symlink_to("/proc")
    one.desk = replace(one.desk, config=replace(one.desk.config, home=full))
    return "disk"


SILENCES: Final[Mapping[str, Callable[[_Office], str]]] = {
    "the clock jumps": _jump,
    "a lobby's filings do not leave": _hold_back,
    "no backup for a week": _forget_backup,
    "the certificate ends": _let_end,
    "numbers the ledger lacks": _lose_number,
    "a desk without a reserve certificate": _enrol_without_round,
    "bytes nobody can read": _hand_in_rubbish,
    "the disk is nearly full": _fill_disk,
    "the chain is broken": _break_chain,
    "a page of the disk is worn": _break_page,
    "two devices fold to two states": _fold_differently,
}


def keep_silent(seed: int, folder: Path, size: int) -> Result:
    """`size` offices, in each one thing out of bounds that nobody is told of by the one it befell."""
    names = sorted(SILENCES)
    wrong: list[str] = []
    figures: dict[str, float] = {}
    for number in range(size):
        name = names[(seed * size + number) % len(names)]
        one = _Office(folder / f"{number}")
        said = SILENCES[name](one)
        figures[name] = figures.get(name, 0) + 1
        if not _is_heard(one, said):
            wrong.append(f"{name}: nobody is told")
        for kiosk in (one.lobby, one.desk):
            kiosk.db.close()
    return Result(size, 0, 0, tuple(wrong), figures)


def _is_heard(one: _Office, said: str) -> bool:
    if said.startswith("alarm "):
        what = f'"what":"{said[6:]}"'.encode()
        return any(what in entry.event for entry in ledger.all_entries(one.desk.db))
    if said.startswith("refused "):
        return said == "refused wrong_key_or_broken"
    found = next(check for check in upkeep.doctor(one.desk) if check.id == said)
    return found.state in {Health.WARN, Health.FAULT}
