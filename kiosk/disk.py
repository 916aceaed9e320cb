"""Owns files written whole, locks of databases and their copies brought back; it knows no file."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

from kiosk import failpoint
from kiosk.domain.errors import Refused, Unavailable


def write_whole(path: Path, raw: bytes, *, mode: int = 0o600) -> None:
    """Write a file whole or not at all, durable on return: a file beside it, fsync, rename (sync.md 2.3).

    Raises OSError, and what was there stays.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        sync(path.parent)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def explain(error: OSError) -> Unavailable:
    """What a person is told of a disk that takes no more: that it is full, or that it fails."""
    return Unavailable("disk_full" if error.errno == errno.ENOSPC else "disk_failed")


def sync(path: Path) -> None:
    """Make the bytes of a file, or the names in a folder, durable. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_lock(database: Path, holder: str) -> int:
    """Be the one process that owns a database until the descriptor is closed, or the process ends.

    `holder` is what others are told. Raises Refused("database_in_use", holder=).
    """
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = database.with_name(f"{database.name}.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        named = os.read(descriptor, 200).decode("utf-8", "replace").strip() or "?"
        os.close(descriptor)
        raise Refused("database_in_use", holder=named) from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{holder} ({os.getpid()})".encode())
    return descriptor


def bring_back(copy: Path, database: Path, *, prepare: Callable[[Path], None] = lambda _part: None) -> None:
    """Put a copy in the place of a SQLite database; what is there is moved aside, never overwritten.

    `prepare` is given the new file before it gets its name. Raises Refused("database_in_use", holder=),
    Unavailable("restore_failed", problem=).
    """
    part = database.with_name(f"{database.name}.restored")
    lock = take_lock(database, "restore")
    try:
        copyfile(copy, part)
        prepare(part)
        sync(part)
        if database.exists():
            _move_aside(database)
        failpoint.reach("restore.aside")
        part.replace(database)
        sync(database.parent)
    except OSError as error:
        raise Unavailable("restore_failed", problem=str(error)) from error
    finally:
        os.close(lock)


def _move_aside(database: Path) -> None:
    """Rename a SQLite database and its log to the first free `.old-N`. Raises OSError."""
    number = 1
    while database.with_name(f"{database.name}.old-{number}").exists():
        number += 1
    aside = database.with_name(f"{database.name}.old-{number}")
    for end in ("-wal", "-shm"):
        beside = database.with_name(database.name + end)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + end))
    database.replace(aside)
