"""Owns pages and attachments on disk: encrypted each with its own key, named by the hash of what lies
there.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk import keys
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class File:
    """A file by the SHA-256 of its plain bytes (hex); `present` of `size` bytes are on this disk."""

    sha256: str
    size: int
    kind: str
    present: int

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here."""
        return self.present == self.size

    def as_event_entry(self) -> dict[str, str | int]:
        """How an Event names it."""
        return {"sha256": self.sha256, "size": self.size, "kind": self.kind}


def put(db: Database, folder: Path, plain: bytes, *, kind: str, token: Callable[[int], bytes]) -> File:
    """Keep a file: durable on disk before its row is written, so a row never names what is not there."""
    sha256 = hashlib.sha256(plain).hexdigest()
    known = find(db, sha256)
    if known is not None and known.is_whole:
        return known
    key = token(keys.KEY_BYTES)
    locked = keys.encrypt(key, plain, token)
    name = hashlib.sha256(locked).hexdigest()
    _write(folder, name, locked)
    file = File(sha256, len(plain), kind, len(plain))
    with db.write():
        db.run(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)",
            (sha256, file.size, kind, file.present, name, key),
        )
    return file


def expect(db: Database, sha256: str, size: int, kind: str) -> None:
    """Note that an Event names a file this disk does not have yet."""
    with db.write():
        db.run("INSERT OR IGNORE INTO file VALUES (?, ?, ?, 0, '', zeroblob(32))", (sha256, size, kind))


def find(db: Database, sha256: str) -> File | None:
    """What is known of a file."""
    row = db.row("SELECT sha256, size, kind, present FROM file WHERE sha256 = ?", (sha256,))
    return File(*row) if row else None


def find_missing(db: Database, *, limit: int = 64) -> list[File]:
    """Files Events name that are not whole here, smallest first."""
    rows = db.rows(
        "SELECT sha256, size, kind, present FROM file WHERE present < size ORDER BY size, sha256 LIMIT ?",
        (limit,),
    )
    return [File(*row) for row in rows]


def read(db: Database, folder: Path, sha256: str) -> bytes:
    """The plain bytes. Raises Refused("unknown_file"), Refused("file_damaged"),
    Unavailable("file_missing").
    """
    row = db.row("SELECT name, key FROM file WHERE sha256 = ?", (sha256,))
    if row is None:
        raise Refused("unknown_file")
    name, key = row
    if not name:
        raise Unavailable("file_missing", sha256=sha256[:8])
    try:
        locked = (folder / name).read_bytes()
    except OSError as error:
        raise Unavailable("file_missing", sha256=sha256[:8]) from error
    plain = keys.decrypt(key, locked)
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise Refused("file_damaged")
    return plain


def sweep(db: Database, folder: Path) -> list[str]:
    """Remove what no row names (a crash between file and row); returns the hashes of rows without their
    file.
    """
    named = {name: sha256 for sha256, name in db.rows("SELECT sha256, name FROM file WHERE name <> ''")}
    there = {one.name for one in folder.iterdir()} if folder.exists() else set()
    for name in there - named.keys():
        (folder / name).unlink(missing_ok=True)
    return sorted(named[name] for name in named.keys() - there)


def _write(folder: Path, name: str, locked: bytes) -> None:
    """Temp file, fsync, rename, fsync of the folder (sync.md 2.3)."""
    fresh = folder / f"{name}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(locked)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(folder / name)
        sync_folder(folder)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise Unavailable("disk_full" if error.errno == errno.ENOSPC else "disk_failed") from error


def sync_folder(folder: Path) -> None:
    """Make a rename durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
