"""Owns the center's copies and its health: backup, restore, what is to be looked at; it mends nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from kiosk import disk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY
from sync.central import store
from sync.central.center import Center
from sync.central.offices import list_devices

KEPT: Final = 14  # newest copies in a folder
_NOTES: Final = "keeping.json"  # beside the database and never inside: what no restore takes along
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
    _note(database, backup_at=now)
    for old in sorted(folder.glob("center-????-??-??.db"), reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def restore(source: Path, database: Path, *, now: int) -> dict[str, int]:
    """Bring a copy back; what is there is moved aside. What came since, the offices hand in again.

    Returns how far each office's ledger reaches in it, noted for the doctor. Raises as `disk.bring_back`, and
    Refused("database_damaged", problem=).
    """
    store.check_copy(source)
    disk.bring_back(source, database)
    with store.open_store(database).connect() as connection:
        reached = {kelurahan: n for kelurahan, n, _ in _find_offices(connection)}
    _note(database, restored_at=now, restored=reached)
    return reached


def examine(center: Center, database: Path) -> Iterator[Check]:
    """Each thing to look at: disk, database, backup, each office that is silent or raised an alarm."""
    now = center.world.now()
    free = shutil.disk_usage(database.parent).free
    yield Check("disk", free > _RESERVE, {"mb": free >> 20})
    with center.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
        yield Check("store", found == "ok", {"problem": str(found)})
        notes = _read_notes(database)
        at = notes.get("backup_at", 0)
        days = (now - at) // DAY if at else -1
        yield Check("backup", 0 <= days <= _BACKUP_DAYS, {"days": days})
        offices = _find_offices(connection)
        if "restored" in notes:
            yield _check_restored(notes, offices)
        yield Check("offices", bool(offices), {"count": len(offices)})
        for kelurahan, n, received in offices:
            silent = (now - received) // DAY
            if silent >= _SILENT_DAYS:
                yield Check("silent", is_well=False, details={"kelurahan": kelurahan, "n": n, "days": silent})
        for one in list_devices(connection):
            for trouble, details in one.find_troubles(now):
                named = {"kelurahan": one.kelurahan, "device": one.device, **details}
                yield Check(trouble, is_well=False, details=named)
        for kelurahan, what, device, times in connection.exec_driver_sql(
            "SELECT kelurahan, what, coalesce(detail ->> 'device', ''), count(*) FROM alarm"
            " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ):
            said = {"kelurahan": kelurahan, "what": what, "device": device, "times": times}
            yield Check("alarm", is_well=False, details=said)


def _check_restored(notes: dict[str, Any], offices: list[tuple[str, int, int]]) -> Check:
    """How much the offices gave back since this center was restored, and how many were not heard since."""
    back = {kelurahan: n for kelurahan, n, received in offices if received >= notes["restored_at"]}
    known: dict[str, int] = notes["restored"]
    entries = sum(n - known.get(kelurahan, 0) for kelurahan, n in back.items())
    waiting = len(known.keys() - back.keys())
    day = moment_day(notes["restored_at"]).isoformat()
    return Check("restored", waiting == 0, {"day": day, "entries": entries, "waiting": waiting})


def _find_offices(connection: Connection) -> list[tuple[str, int, int]]:
    """(kelurahan, n, moment of its last packet) of every office that has handed in."""
    found = connection.exec_driver_sql(
        "SELECT kelurahan, n, received_at FROM office WHERE n > 0 ORDER BY kelurahan"
    )
    return [tuple(row) for row in found]


def _read_notes(database: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(database.with_name(_NOTES).read_text("utf-8")))
    except FileNotFoundError:
        return {}


def _note(database: Path, **more: Any) -> None:
    text = json.dumps(_read_notes(database) | more, sort_keys=True)
    disk.write_whole(database.with_name(_NOTES), text.encode())
