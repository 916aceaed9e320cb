"""P19: what was flipped, deleted, reordered or cut off in a database or on the line is never believed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.errors import KioskError
from kiosk.store import database, ledger
from kiosk.store.database import Database
from sync import wire
from sync.desk import Desk
from sync.exchange import offer, take_in
from tests import make
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town

Hand = Callable[[Database, random.Random], None]


def tamper(seed: int, folder: Path, size: int) -> Result:
    """`size` strikes: by somebody with the key of a database, or by somebody on the line."""
    town = Town.build(folder, seed)
    thief = make.make_second_desk(town.desk, folder / "thief")
    found: list[str] = []
    for _ in range(6):
        town.file(town.lobby)
        audit.meet(town.lobby, town.desk)
        town.work(town.desk)
    town.file(town.desk)
    tried: dict[str, float] = {}
    for number in range(size):
        if number % 2:
            name = town.chance.choice(sorted(AT_REST))
            noticed = _strike_at_rest(town, name)
        else:
            name = town.chance.choice(sorted(ON_THE_LINE))
            noticed = _strike_the_line(town, thief, name)
        tried[name] = tried.get(name, 0) + 1
        found += [] if noticed else [f"{name}: nobody noticed"]
    audit.meet(town.lobby, town.desk)
    audit.meet(town.lobby, town.desk)
    found += audit.find_differences((town.desk, town.lobby))
    thief.db.close()
    town.close()
    return Result(size, 0, 0, tuple(found), tried)


# --- in the database --------------------------------------------------------------------------------------


def _flip_event(db: Database, chance: random.Random) -> None:
    key, raw = chance.choice(db.rows("SELECT event, raw FROM body"))
    at = chance.randrange(len(raw))
    db.run("UPDATE body SET raw = ? WHERE event = ?", (raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], key))


def _flip_column(name: str, value: str) -> Hand:
    def strike(db: Database, chance: random.Random) -> None:
        n = chance.randrange(1, ledger.head(db).n + 1)
        db.run(f"UPDATE ledger SET {name} = {value} WHERE n = ?", (n,))  # noqa: S608 - names of this file

    return strike


def _delete_in_the_middle(db: Database, chance: random.Random) -> None:
    top = ledger.head(db).n
    n = chance.randrange(2, top)
    db.run("DELETE FROM ledger WHERE n = ?", (n,))
    db.run("UPDATE ledger SET n = -n WHERE n > ?", (n,))
    db.run("UPDATE ledger SET n = -n - 1 WHERE n < 0")


def _swap(db: Database, chance: random.Random) -> None:
    n = chance.randrange(1, ledger.head(db).n)
    one, other = (db.value("SELECT event FROM ledger WHERE n = ?", (at,)) for at in (n, n + 1))
    db.run("UPDATE ledger SET event = -1 WHERE n = ?", (n,))
    db.run("UPDATE ledger SET event = ? WHERE n = ?", (one, n + 1))
    db.run("UPDATE ledger SET event = ? WHERE n = ?", (other, n))


def _cut_tail(db: Database, chance: random.Random) -> None:
    db.run("DELETE FROM ledger WHERE n > ?", (chance.randrange(3, ledger.head(db).n),))


def _refuse_what_was_effective(db: Database, chance: random.Random) -> None:
    n = chance.choice(db.rows("SELECT n FROM ledger WHERE outcome = 'effective'"))[0]
    db.run("UPDATE ledger SET outcome = 'not_effective', code = 'not_allowed' WHERE n = ?", (n,))


AT_REST: Final[Mapping[str, Hand]] = {
    "an Event's bytes": _flip_event,
    "the moment of an entry": _flip_column("at", "at + 1"),
    "the term of an entry": _flip_column("term", "term + 1"),
    "the hash of an entry": _flip_column("hash", "randomblob(32)"),
    "the outcome of an entry": _refuse_what_was_effective,
    "an entry deleted": _delete_in_the_middle,
    "two entries swapped": _swap,
    "the end cut off": _cut_tail,
}


def _strike_at_rest(town: Town, name: str) -> bool:
    """Change a copy of the desk's database behind its triggers; opened again, its check must say so."""
    copy = town.folder / "copy" / "office.db"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    town.desk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(town.desk.config.database, copy)
    db = database.open(copy, town.desk.keys.store)
    for (trigger,) in db.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        db.run(f'DROP TRIGGER "{trigger}"')
    db.run("PRAGMA foreign_keys = OFF")
    db.run("PRAGMA ignore_check_constraints = ON")
    AT_REST[name](db, town.chance)
    try:
        ledger.check(db)
    except (KioskError, sqlcipher.Error):
        return True
    finally:
        db.close()
    return False


# --- on the line ------------------------------------------------------------------------------------------


def _change_row(body: wire.Ledger, chance: random.Random) -> wire.Ledger:
    rows = list(body.entries)
    at = chance.randrange(len(rows))
    rows[at] = msgspec.structs.replace(rows[at], outcome="not_effective", code="not_allowed")
    return msgspec.structs.replace(body, entries=tuple(rows))


def _leave_out(body: wire.Ledger, _chance: random.Random) -> wire.Ledger:
    return msgspec.structs.replace(body, entries=body.entries[:-1])


def _turn_round(body: wire.Ledger, _chance: random.Random) -> wire.Ledger:
    return msgspec.structs.replace(body, entries=body.entries[::-1])


def _invent(body: wire.Ledger, _chance: random.Random) -> wire.Ledger:
    last = body.entries[-1]
    raw = msgspec.Raw(bytes(last.event).replace(b"LELA", b"LOLA").replace(b"CONTOH", b"CONTOX"))
    return msgspec.structs.replace(
        body, entries=(*body.entries[:-1], msgspec.structs.replace(last, event=raw))
    )


ON_THE_LINE: Final[Mapping[str, Callable[[wire.Ledger, random.Random], wire.Ledger] | None]] = {
    "a bit of a message": None,
    "an outcome told by a thief": _change_row,
    "an entry left out by a thief": _leave_out,
    "entries turned round by a thief": _turn_round,
    "an Event invented by a thief": _invent,
}


def _strike_the_line(town: Town, thief: Kiosk, name: str) -> bool:
    """The lobby lacks entries of the desk; what reaches it instead was changed on the way."""
    for _ in range(2):
        town.file(town.desk)
    before = ledger.head(town.lobby.db)
    alarms = _count_alarms(town.lobby)
    packet = offer(Desk(town.desk), town.lobby.device)
    change = ON_THE_LINE[name]
    if change is None:
        at = town.chance.randrange(len(packet))
        place = town.chance.randrange(len(packet[at]))
        raw = packet[at]
        packet[at] = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
    else:
        bodies = [wire.decode(cose.parse(raw).payload) for raw in packet]
        told = [change(body, town.chance) for body in bodies if isinstance(body, wire.Ledger)]
        sender = wire.Place(thief.device, thief.inc)
        packet = [wire.sign(thief.keys.device, msgspec.structs.replace(body, sender=sender)) for body in told]
    take_in(Desk(town.lobby), packet)
    theirs = {(entry.n, entry.event, entry.outcome) for entry in ledger.all_entries(town.desk.db)}
    mine = {(entry.n, entry.event, entry.outcome) for entry in ledger.all_entries(town.lobby.db)}
    if change is None:
        return mine <= theirs
    return ledger.head(town.lobby.db) == before and _count_alarms(town.lobby) > alarms


def _count_alarms(kiosk: Kiosk) -> int:
    return int(kiosk.db.value("SELECT count(*) FROM event WHERE verb = 'alarm'"))
