"""Owns copies of a device's data: made beside the open window, noted outside the database, brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.context import Kiosk, Person
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY
from kiosk.store import backup as backups
from kiosk.store import facts, ledger, marks
from kiosk.store.backup import Backup
from kiosk.store.marks import CopyMark
from kiosk.usecases import acts, recovery
from kiosk.usecases.acts import Deed

DUE: Final = 20 * 3_600_000  # ms: once each working day, whenever the desk is opened
APART_DAYS: Final = 7  # without a copy on another medium, until the desk says so (sync.md 7)


def backup(kiosk: Kiosk, folder: Path | None = None) -> Backup:
    """Copy the database, open the copy again, put the sealed keys beside it. Prunes old ones.

    Also beside the process that owns the database (`office.look`): the note of it is a file. Only a copy on
    another medium moves `safe`. Raises Unavailable("backup_failed", problem=).
    """
    where = folder or kiosk.config.backups
    name = f"sidemang-{kiosk.office.code}-{kiosk.device}"
    target = where / f"{name}-{moment_day(kiosk.now()).isoformat()}.db"
    made = backups.make(kiosk.db, target, kiosk.keys.store)
    recovery.keep_beside(kiosk, target)
    mark = CopyMark(kiosk.now(), made.head.n, made.head.hash.hex())
    marks.write_copy(kiosk.config.state, mark, is_apart=is_other_medium(kiosk, where))
    if not kiosk.db.is_read_only:
        take_note(kiosk)
    backups.prune(where, name)
    return made


def backup_everywhere(kiosk: Kiosk) -> Backup:
    """A copy beside the data, and one on the configured medium when that is plugged in; returns the last."""
    made = backup(kiosk, kiosk.config.home / "backup")
    there = kiosk.config.backups
    if there.parent.exists() and is_other_medium(kiosk, there):
        made = backup(kiosk)
    return made


def take_note(kiosk: Kiosk) -> None:
    """Move `safe` to the newest copy on another medium, if it is of the line this ledger holds."""
    mark = marks.find_copy(kiosk.config.state, is_apart=True)
    if mark is not None and mark.n > facts.get_safe(kiosk.db):
        known = ledger.find_hash(kiosk.db, mark.n)
        if known is not None and known.hex() == mark.hash:
            facts.set_safe(kiosk.db, mark.n)


def is_due(kiosk: Kiosk) -> bool:
    """Whether today's copy is still to be made; after a step of the clock backwards as well."""
    return not 0 <= kiosk.now() - _find_last(kiosk) < DUE


def count_days(kiosk: Kiosk) -> tuple[int, int]:
    """Days since the last copy, and since the last one on another medium; -1 = there is none."""
    apart = marks.find_copy(kiosk.config.state, is_apart=True)
    return _count(kiosk, _find_last(kiosk)), _count(kiosk, apart.at if apart else 0)


def _count(kiosk: Kiosk, at: int) -> int:
    return max((kiosk.now() - at) // DAY, 0) if at else -1


def is_late(kiosk: Kiosk) -> bool:
    """Whether the register has had no copy on another medium for a week."""
    if not kiosk.is_register:
        return False
    apart = marks.find_copy(kiosk.config.state, is_apart=True)
    since = apart.at if apart else next(iter(ledger.entries_after(kiosk.db, 0, limit=1))).at
    return kiosk.now() - since >= APART_DAYS * DAY


def _find_last(kiosk: Kiosk) -> int:
    made = [marks.find_copy(kiosk.config.state, is_apart=apart) for apart in (False, True)]
    return max((mark.at for mark in made if mark), default=0)


def is_other_medium(kiosk: Kiosk, folder: Path) -> bool:
    """Whether a folder lies, or would lie, on another device than the database."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.stat().st_dev != kiosk.config.database.parent.stat().st_dev


def restore(source: Path, config: Config, key: bytes, *, now: int) -> Backup:
    """Bring a backup back; see store/backup. The next `start` is a new incarnation.

    On a machine that kept no number mark, `sign` waits for the last number of the paper book.
    """
    made = backups.restore(source, config.database, key)
    if not marks.all_numbers(config.state):
        marks.write_restored(config.state, marks.Restored(made.head.n, now))
    return made


def note_stick(kiosk: Kiosk, who: Person, verb: str, names: Sequence[str], **counts: int) -> None:
    """The Event that says that bundles went out (`export`) or came in (`import`) on a stick (sync.md 9)."""
    data: dict[str, object] = {
        "what": "bundle",
        "sha256": hashlib.sha256("/".join(names).encode()).hexdigest(),
    }
    deed = Deed(verb, data | ({"counts": counts} if counts else {}))
    acts.do(kiosk, who, acts.begin(kiosk), deed)
