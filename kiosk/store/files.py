"""Owns pages and attachments on disk: encrypted each with its own key, named by the hash of what lies there.

A file that comes in pieces grows in `<sha256>.piece`: frames of u32be(length) | nonce | cipher text | tag.
What the row says is `present` was flushed first, so a cut costs one piece.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kiosk import disk, failpoint, keys
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.files import HALF, MAX_BYTES, find_offset
from kiosk.store.database import Database

_LENGTH: Final = 4
_SEAL_BYTES: Final = 28  # nonce and tag around a piece


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
    failpoint.reach("page.written")
    file = File(sha256, len(plain), kind, len(plain))
    with db.write():
        db.run(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)",
            (sha256, file.size, kind, file.present, name, key),
        )
    return file


def expect(db: Database, sha256: str, size: int, kind: str) -> None:
    """Note that an Event names a file this disk does not have yet; a size no file can have is not one."""
    if size <= 0:
        return
    with db.write():
        db.run("INSERT OR IGNORE INTO file VALUES (?, ?, ?, 0, '', zeroblob(32))", (sha256, size, kind))


def find(db: Database, sha256: str) -> File | None:
    """What is known of a file."""
    row = db.row("SELECT sha256, size, kind, present FROM file WHERE sha256 = ?", (sha256,))
    return File(*row) if row else None


def find_missing(db: Database, *, now: int = 0) -> list[File]:
    """Files to ask for now (ms UTC): named by Events, not whole here, none too large to be taken."""
    lacking = "FROM file WHERE present < size AND size <= ?"
    count = db.value(f"SELECT count(*) {lacking}", (MAX_BYTES,))
    rows = [
        row
        for offset in (0, find_offset(count, now))
        for row in db.rows(
            f"SELECT sha256, size, kind, present {lacking} ORDER BY size, sha256 LIMIT ? OFFSET ?",
            (MAX_BYTES, HALF, offset),
        )
    ]
    return [File(*row) for row in rows]


def read(db: Database, folder: Path, sha256: str) -> bytes:
    """The plain bytes. Raises Refused("unknown_file"), Refused("file_damaged"),
    Unavailable("file_missing").
    """
    plain = _unlock(db, folder, sha256)
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise Refused("file_damaged")
    return plain


def read_piece(db: Database, folder: Path, sha256: str, span: tuple[int, int]) -> bytes:
    """The plain bytes [first, last) of a file; the cipher vouches for them. Raises as `read`."""
    return _unlock(db, folder, sha256)[slice(*span)]


def _unlock(db: Database, folder: Path, sha256: str) -> bytes:
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
    return keys.decrypt(key, locked)


# --- pieces ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain bytes of a file, from an offset on."""

    sha256: str
    offset: int
    data: bytes


def put_piece(db: Database, folder: Path, piece: Piece, *, token: Callable[[int], bytes]) -> bool:
    """Take the next piece of a file an Event named: flushed before its row says so. True where it grew.

    A piece that is not the next one changes nothing: the other side asks where we are and sends from there.
    At full length SHA-256 must be the name the Event gave; else all of it is thrown away and the file begins
    anew. Raises Refused("file_wrong", sha256=), Unavailable("disk_full") and Unavailable("disk_failed").
    """
    file = find(db, piece.sha256)
    if file is None or file.is_whole or file.present != piece.offset or not piece.data:
        return False
    end = piece.offset + len(piece.data)
    if end > file.size:
        _throw_away(db, folder, file)
        raise Refused("file_wrong", sha256=piece.sha256[:8])
    key = _get_key(db, file, token)
    if not _append(folder, piece, keys.encrypt(key, piece.data, token)):
        _throw_away(db, folder, file)
        return False
    failpoint.reach("piece.flushed")
    if end == file.size:
        _close(db, folder, file, key, token=token)
        return True
    with db.write():
        db.run("UPDATE file SET present = ?, key = ? WHERE sha256 = ?", (end, key, file.sha256))
    return True


def _get_key(db: Database, file: File, token: Callable[[int], bytes]) -> bytes:
    key: bytes = db.value("SELECT key FROM file WHERE sha256 = ?", (file.sha256,))
    return key if file.present else token(keys.KEY_BYTES)


def _append(folder: Path, piece: Piece, locked: bytes) -> bool:
    """Flush a frame after those that hold the bytes before it; False where they are not there any more."""
    path = _pieces(folder, piece.sha256)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_new = not path.exists()
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
            if not _seek_frame(stream, piece.offset):
                return False
            stream.truncate()
            stream.write(len(locked).to_bytes(_LENGTH, "big") + locked)
            stream.flush()
            os.fsync(stream.fileno())
        if is_new:
            disk.sync(folder)
    except OSError as error:
        raise disk.explain(error) from error
    return True


def _seek_frame(stream: BinaryIO, offset: int) -> bool:
    """Stand after the frames that hold the first `offset` plain bytes."""
    held = 0
    end = stream.seek(0, os.SEEK_END)
    at = stream.seek(0)
    while held < offset:
        length = int.from_bytes(stream.read(_LENGTH), "big")
        at = stream.seek(at + _LENGTH + length)
        held += length - _SEAL_BYTES
        if length <= _SEAL_BYTES or at > end:
            return False
    return held == offset


def _close(db: Database, folder: Path, file: File, key: bytes, *, token: Callable[[int], bytes]) -> None:
    """Every byte is here: under its name if it is what the Event named, else away with it."""
    try:
        plain = b"".join(_read_frames(_pieces(folder, file.sha256), key))
    except (OSError, Refused):
        plain = b""
    if hashlib.sha256(plain).hexdigest() != file.sha256:
        _throw_away(db, folder, file)
        raise Refused("file_wrong", sha256=file.sha256[:8])
    put(db, folder, plain, kind=file.kind, token=token)
    _pieces(folder, file.sha256).unlink(missing_ok=True)


def _read_frames(path: Path, key: bytes) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while head := stream.read(_LENGTH):
            yield keys.decrypt(key, stream.read(int.from_bytes(head, "big")))


def _throw_away(db: Database, folder: Path, file: File) -> None:
    with db.write():
        db.run("UPDATE file SET present = 0, name = '' WHERE sha256 = ?", (file.sha256,))
    _pieces(folder, file.sha256).unlink(missing_ok=True)


def _pieces(folder: Path, sha256: str) -> Path:
    return folder / f"{sha256}.piece"


def sweep(db: Database, folder: Path) -> list[str]:
    """Remove what no row names (a crash between file and row); returns the hashes of rows without their file.

    A file whose pieces are gone begins anew.
    """
    named = {name: sha256 for sha256, name in db.rows("SELECT sha256, name FROM file WHERE name <> ''")}
    rows = db.rows("SELECT sha256 FROM file WHERE name = '' AND present > 0")
    growing = {_pieces(folder, sha256).name: sha256 for (sha256,) in rows}
    there = {one.name for one in folder.iterdir()} if folder.exists() else set()
    for name in there - named.keys() - growing.keys():
        (folder / name).unlink(missing_ok=True)
    lost = [(growing[name],) for name in growing.keys() - there]
    if lost:
        with db.write():
            db.run_many("UPDATE file SET present = 0 WHERE sha256 = ?", lost)
    return sorted(named[name] for name in named.keys() - there)


def _write(folder: Path, name: str, locked: bytes) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        disk.write_whole(folder / name, locked)
    except OSError as error:
        raise disk.explain(error) from error
