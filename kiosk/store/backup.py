"""Owns copies of the database: made while it runs, opened again, brought back without overwriting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher

from kiosk import disk, failpoint
from kiosk.domain.errors import KioskError, Refused, Unavailable
from kiosk.domain.ledger import Head
from kiosk.store import database, ledger
from kiosk.store.database import Database

DAYS, WEEKS = 7, 4  # whose newest copies are kept
PAGES: Final = 256  # a step of the copy, so that no button waits


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was opened again and found good: where, how large, and the head its ledger reaches."""

    path: Path
    size: int
    head: Head
    permohonan: int


def make(db: Database, target: Path, key: bytes) -> Backup:
    """Copy the database to `target` under the same key, verify the copy, then give it its name.

    Raises Unavailable("backup_failed", problem=) and leaves no half file behind.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(db, part, key)
        failpoint.reach("backup.copied")
        made = verify(part, key)
        disk.sync(part)
        failpoint.reach("backup.verified")
        part.replace(target)
        disk.sync(target.parent)
        failpoint.reach("backup.named")
    except (OSError, sqlcipher.Error, KioskError) as error:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink(missing_ok=True)
        raise Unavailable("backup_failed", problem=str(error)) from error
    return Backup(target, made.size, made.head, made.permohonan)


def _copy(db: Database, part: Path, key: bytes) -> None:
    copy = database.connect_keyed(part.absolute().as_uri(), key)
    try:
        with db.snapshot():  # whoever writes meanwhile neither waits nor makes the copy begin anew
            db.connection.backup(copy, pages=PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    finally:
        copy.close()


def verify(path: Path, key: bytes) -> Backup:
    """Open a copy read-only and look at all of it: cipher, integrity, chain, row counts.

    Raises Refused: `wrong_key_or_broken`, `database_damaged` (problem=), `broken_chain`, `broken_pending`.
    """
    db = database.open_copy(path, key)
    try:
        check_pages(db)
        head = ledger.check(db)
        count = int(db.value("SELECT count(*) FROM permohonan"))
    finally:
        db.close()
    return Backup(path, path.stat().st_size, head, count)


def check_pages(db: Database) -> None:
    """Every page's HMAC, then SQLite's own structure. Raises Refused("database_damaged", problem=)."""
    bad = db.rows("PRAGMA cipher_integrity_check")
    if bad:
        raise Refused("database_damaged", problem=str(bad[0][0]))
    found = db.value("PRAGMA integrity_check")
    if found != "ok":
        raise Refused("database_damaged", problem=str(found))


def restore(source: Path, target: Path, key: bytes) -> Backup:
    """Bring a verified copy to the place of the database; what is there is moved aside, never overwritten.

    Nobody may hold the database. The next start is a new incarnation, and the number mark decides whether
    `sign` waits. Raises as `verify` and `disk.bring_back`.
    """
    found = verify(source, key)
    disk.bring_back(source, target, prepare=lambda part: _log_ahead(part, key))
    return Backup(target, found.size, found.head, found.permohonan)


def _log_ahead(part: Path, key: bytes) -> None:
    """Back to the journal of a database in use: who only reads could not turn it on."""
    copy = database.connect_keyed(part.absolute().as_uri(), key)
    try:
        copy.execute("PRAGMA journal_mode = WAL")
    finally:
        copy.close()


def prune(folder: Path, name: str) -> list[Path]:
    """Keep the newest of each of the last days and weeks of `NAME-YYYY-MM-DD.db`; returns the others."""
    names = sorted(folder.glob(f"{name}-????-??-??.db"), reverse=True)
    kept = {*names[:DAYS], *names[DAYS::7][:WEEKS]}
    gone = [path for path in names if path not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.keys").unlink(missing_ok=True)
    return gone
