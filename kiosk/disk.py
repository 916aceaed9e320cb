"""Owns writing a file so that no power cut leaves half of one; it knows no file."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from kiosk.domain.errors import Unavailable


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


def move_aside(database: Path) -> None:
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
