"""Owns the pages the center keeps, piece after piece, in one folder an office; it encrypts nothing.

The disk says how far a page is: `<sha256>.part` grows and is flushed before it is told, and a whole page
bears its name. Encryption at rest is that of the center's disk.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from kiosk import disk, failpoint
from kiosk.domain.errors import Refused
from kiosk.domain.files import HALF, MAX_BYTES, find_offset
from sync.central import store
from sync.wire import Chunk, Spot


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of one office."""

    connection: Connection
    folder: Path
    office: str

    def expect(self, named: Sequence[tuple[str, int, str]]) -> None:
        """Note the pages (SHA-256, size, kind) that Events name."""
        rows = [(self.office, sha256, size, kind, 0) for sha256, size, kind in named if size > 0]
        store.put(self.connection, store.FILE, rows, how="INSERT OR IGNORE")

    def find_missing(self, *, now: int = 0) -> list[Spot]:
        """Pages to ask for now (ms UTC), not whole here, as (bytes flushed, SHA-256)."""
        lacking = "FROM file WHERE kelurahan = ? AND whole = 0 AND size <= ?"
        (count,) = store.run(
            self.connection, f"SELECT count(*) {lacking}", (self.office, MAX_BYTES)
        ).fetchone()
        return [
            (self._get_present(sha256, size), sha256)
            for offset in (0, find_offset(count, now))
            for sha256, size in store.run(
                self.connection,
                f"SELECT sha256, size {lacking} ORDER BY size, sha256 LIMIT ? OFFSET ?",
                (self.office, MAX_BYTES, HALF, offset),
            )
        ]

    def _get_present(self, sha256: str, size: int) -> int:
        """Bytes flushed of a page that is missing.

        One flushed to its last byte bears its name, unless the center died in between: nobody has a piece
        that would close it, so it begins anew.
        """
        part = self._part(sha256)
        present = part.stat().st_size if part.exists() else 0
        if present < size:
            return present
        part.unlink()
        return 0

    def count(self) -> tuple[int, int]:
        """How many pages of the office are whole here, of how many its Events name."""
        whole, all_ = self.connection.exec_driver_sql(
            "SELECT coalesce(sum(whole), 0), count(*) FROM file WHERE kelurahan = ?", (self.office,)
        ).one()
        return int(whole), int(all_)

    def find_size(self, sha256: str) -> int:
        """The size of a whole page, else 0."""
        found = self.connection.exec_driver_sql(
            "SELECT size FROM file WHERE kelurahan = ? AND sha256 = ? AND whole = 1", (self.office, sha256)
        ).scalar()
        return int(found or 0) if (self.folder / sha256).exists() else 0

    def read(self, sha256: str, offset: int, limit: int) -> bytes:
        """Bytes of a whole page."""
        with (self.folder / sha256).open("rb") as stream:
            stream.seek(offset)
            return stream.read(limit)

    def put(self, chunk: Chunk) -> bool:
        """Take the next piece of a page that is missing, flushed on return; whether it grew.

        Raises Refused("file_wrong", sha256=), Unavailable("disk_full") or Unavailable("disk_failed").
        """
        size = self.connection.exec_driver_sql(
            "SELECT size FROM file WHERE kelurahan = ? AND sha256 = ? AND whole = 0",
            (self.office, chunk.sha256),
        ).scalar()
        if size is None or size > MAX_BYTES or not chunk.data:
            return False
        if chunk.offset != self._get_present(chunk.sha256, size):
            return False
        part = self._part(chunk.sha256)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _append(part, chunk.data)
            failpoint.reach("center.flushed")
            if chunk.offset + len(chunk.data) >= size:
                self._close(chunk.sha256, part)
        except OSError as error:
            raise disk.explain(error) from error
        return True

    def _close(self, sha256: str, part: Path) -> None:
        with part.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                part.unlink()
                raise Refused("file_wrong", sha256=sha256[:8])
        part.replace(self.folder / sha256)
        disk.sync(self.folder)
        with store.write(self.connection):
            self.connection.exec_driver_sql(
                "UPDATE file SET whole = 1 WHERE kelurahan = ? AND sha256 = ?", (self.office, sha256)
            )

    def _part(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.part"


def _append(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
