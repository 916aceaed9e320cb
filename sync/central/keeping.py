"""Owns the center's copies and its health: backup, restore, what is to be looked at; it mends nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import disk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY
from sync.central import store
from sync.central.center import Center

KEPT: Final = 14  # newest copies in a folder
_SILENT_DAYS: Final = 7
_BACKUP_DAYS: Final = 2
_RESERVE: Final = 2 << 30


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `central doctor`: its words are `center_doctor.<id>`, filled from `details`."""

    id: str
    is_well: bool
    details: dict[str, int | str]


def backup(center: Center, database: Path, folder: Path) -> Path:
    """Copy the database while it runs, open the copy again, keep the newest. The keys are not in it.

    Raises Unavailable("backup_failed", problem=) and leaves no half file behind.
    """
    now = center.world.now()
    target = folder / f"center-{moment_day(now).isoformat()}.db"
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        store.copy(database, part)
        store.check_copy(part)
        disk.sync(part)
        part.replace(target)
        disk.sync(folder)
    except (OSError, Refused) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Unavailable("backup_failed", problem=str(error)) from error
    with center.engine.connect() as connection, store.write(connection):
        store.keep_fact(connection, "backup_at", str(now).encode())
    for old in sorted(folder.glob("center-????-??-??.db"), reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def restore(source: Path, database: Path) -> None:
    """Bring a copy back; what is there is moved aside. What came since, the offices hand in again.

    No server may run on it. Raises Refused("database_damaged", problem=) or Unavailable("restore_failed").
    """
    store.check_copy(source)
    part = database.with_name(f"{database.name}.restored")
    try:
        shutil.copyfile(source, part)
        disk.sync(part)
        if database.exists():
            disk.move_aside(database)
        part.replace(database)
        disk.sync(database.parent)
    except OSError as error:
        raise Unavailable("restore_failed", problem=str(error)) from error


def examine(center: Center, database: Path) -> Iterator[Check]:
    """Each thing to look at: disk, database, backup, each office that is silent or raised an alarm."""
    now = center.world.now()
    free = shutil.disk_usage(database.parent).free
    yield Check("disk", free > _RESERVE, {"mb": free >> 20})
    with center.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
        yield Check("store", found == "ok", {"problem": str(found)})
        at = int(store.find_fact(connection, "backup_at") or 0)
        days = (now - at) // DAY if at else -1
        yield Check("backup", 0 <= days <= _BACKUP_DAYS, {"days": days})
        offices = connection.exec_driver_sql(
            "SELECT kelurahan, n, received_at FROM office WHERE n > 0 ORDER BY kelurahan"
        ).all()
        yield Check("offices", bool(offices), {"count": len(offices)})
        for kelurahan, n, received in offices:
            silent = (now - received) // DAY
            if silent >= _SILENT_DAYS:
                yield Check("silent", is_well=False, details={"kelurahan": kelurahan, "n": n, "days": silent})
        for kelurahan, what, times in connection.exec_driver_sql(
            "SELECT kelurahan, what, sum(times) FROM alarm GROUP BY kelurahan, what ORDER BY kelurahan, what"
        ):
            yield Check(
                "alarm", is_well=False, details={"kelurahan": kelurahan, "what": what, "times": times}
            )
