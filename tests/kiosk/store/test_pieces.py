"""A file that comes in pieces: it resumes where it was flushed, and wrong bytes are never kept."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import NoReturn

import pytest

from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.files import MAX_BYTES
from kiosk.store import files
from kiosk.store.database import Database
from kiosk.store.files import Piece
from tests.kiosk.store.events import Device, admit

CHANCE = random.Random(5)
PAGE = CHANCE.randbytes(10_000)
NAME = hashlib.sha256(PAGE).hexdigest()


def token(length: int) -> bytes:
    return CHANCE.randbytes(length)


def _fail(_db: Database) -> NoReturn:
    raise Unavailable("database_io")


@pytest.fixture
def folder(db: Database, tmp_path: Path) -> Path:
    files.expect(db, NAME, len(PAGE), "ktp")
    return tmp_path / "files"


def put(db: Database, folder: Path, offset: int, data: bytes) -> bool:
    return files.put_piece(db, folder, Piece(NAME, offset, data), token=token)


def present(db: Database) -> int:
    file = files.find(db, NAME)
    assert file is not None
    return file.present


def test_an_event_that_names_a_file_makes_it_missing(db: Database) -> None:
    named = {"sha256": NAME, "size": len(PAGE), "kind": "ktp"}
    absurd = {"sha256": "ab" * 32, "size": -1, "kind": "ktp"}
    admit(db, Device().file(files=(named, absurd)))
    assert [(one.sha256, one.present) for one in files.find_missing(db)] == [(NAME, 0)]


@pytest.mark.parametrize("step", [1, 999, 4096, 10_000, 20_000])
def test_pieces_of_any_length_make_the_file(db: Database, folder: Path, step: int) -> None:
    page, name = PAGE[:1_500] if step == 1 else PAGE, NAME
    if step == 1:
        name = hashlib.sha256(page).hexdigest()
        files.expect(db, name, len(page), "kk")
    for offset in range(0, len(page), step):
        assert files.put_piece(db, folder, Piece(name, offset, page[offset : offset + step]), token=token)
    assert files.read(db, folder, name) == page
    assert files.read_piece(db, folder, name, (10, 30)) == page[10:30]
    assert len(list(folder.iterdir())) == 1


def test_only_the_next_piece_is_taken(db: Database, folder: Path) -> None:
    assert put(db, folder, 0, PAGE[:100])
    assert not put(db, folder, 0, PAGE[:100])
    assert not put(db, folder, 200, PAGE[200:300])
    assert not put(db, folder, 100, b"")
    assert not files.put_piece(db, folder, Piece("ab" * 32, 0, b"unasked"), token=token)
    assert present(db) == 100


def test_a_growing_page_is_unreadable_on_disk(db: Database, folder: Path) -> None:
    plain = b"1671994507890003 " * 50
    name = hashlib.sha256(plain).hexdigest()
    files.expect(db, name, len(plain), "kk")
    files.put_piece(db, folder, Piece(name, 0, plain[:400]), token=token)
    [growing] = folder.iterdir()
    assert growing.stat().st_mode & 0o077 == 0
    assert b"16719945" not in growing.read_bytes()


@pytest.mark.parametrize("at", [0, 5_000, 9_999])
def test_wrong_bytes_are_thrown_away_at_full_length_and_the_file_begins_anew(
    db: Database, folder: Path, at: int
) -> None:
    wrong = bytearray(PAGE)
    wrong[at] ^= 1
    put(db, folder, 0, bytes(wrong[:6_000]))
    with pytest.raises(Refused, match="file_wrong"):
        put(db, folder, 6_000, bytes(wrong[6_000:]))
    assert present(db) == 0
    assert list(folder.iterdir()) == []
    put(db, folder, 0, PAGE)
    assert files.read(db, folder, NAME) == PAGE


def test_more_bytes_than_the_event_names_are_refused(db: Database, folder: Path) -> None:
    put(db, folder, 0, PAGE[:100])
    with pytest.raises(Refused, match="file_wrong"):
        put(db, folder, 100, PAGE)
    assert present(db) == 0


def test_a_crash_between_the_flush_and_the_row_costs_one_piece(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(db, folder, 0, PAGE[:100])
    before = present(db)
    monkeypatch.setattr(Database, "write", _fail)
    with pytest.raises(Unavailable, match="database_io"):
        put(db, folder, 100, PAGE[100:300])
    monkeypatch.undo()
    assert present(db) == before
    put(db, folder, 100, PAGE[100:5_000])
    put(db, folder, 5_000, PAGE[5_000:])
    assert files.read(db, folder, NAME) == PAGE


@pytest.mark.parametrize("left", [0, 50, 120])
def test_pieces_that_are_gone_or_torn_make_the_file_begin_anew(db: Database, folder: Path, left: int) -> None:
    """An older image of the disk, or a tail that was never written."""
    put(db, folder, 0, PAGE[:100])
    put(db, folder, 100, PAGE[100:200])
    [growing] = folder.iterdir()
    growing.write_bytes(growing.read_bytes()[:left])
    assert not put(db, folder, 200, PAGE[200:300])
    assert present(db) == 0
    put(db, folder, 0, PAGE)
    assert files.read(db, folder, NAME) == PAGE


def test_the_sweep_keeps_what_grows_and_forgets_what_is_gone(db: Database, folder: Path) -> None:
    put(db, folder, 0, PAGE[:100])
    (folder / f"{'ab' * 32}.piece").write_bytes(b"of no row")
    assert files.sweep(db, folder) == []
    assert [one.name for one in folder.iterdir()] == [f"{NAME}.piece"]
    assert present(db) == 100
    (folder / f"{NAME}.piece").unlink()
    files.sweep(db, folder)
    assert present(db) == 0


def test_damaged_pieces_are_noticed_at_the_end(db: Database, folder: Path) -> None:
    put(db, folder, 0, PAGE[:100])
    [growing] = folder.iterdir()
    raw = bytearray(growing.read_bytes())
    raw[40] ^= 1
    growing.write_bytes(raw)
    with pytest.raises(Refused, match="file_wrong"):
        put(db, folder, 100, PAGE[100:])
    assert present(db) == 0


def test_a_disk_that_fails_leaves_the_row_as_it_was(db: Database, tmp_path: Path) -> None:
    files.expect(db, NAME, len(PAGE), "ktp")
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(Unavailable, match="disk_failed"):
        put(db, blocked, 0, PAGE)
    assert present(db) == 0


def test_a_file_too_large_is_known_and_not_asked_for(db: Database) -> None:
    files.expect(db, NAME, MAX_BYTES + 1, "ktp")
    assert files.find_missing(db) == []
    assert files.find(db, NAME) == files.File(NAME, MAX_BYTES + 1, "ktp", 0)
