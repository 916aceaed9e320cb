"""Mistakes the trials of the contract have found, each as the sentence that was not true before."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sync import wire
from sync.central import store
from sync.central.files import Shelf
from sync.wire import Place

OFFICE = "1671990001"


def test_a_page_flushed_whole_when_the_center_died_is_asked_for_again(tmp_path: Path) -> None:
    """P1: between its last piece and its name no piece was left that could close it; it waited for ever."""
    engine = store.open_store(tmp_path / "center.db")
    page = b"page" * 1000
    sha256 = hashlib.sha256(page).hexdigest()
    with engine.connect() as connection:
        shelf = Shelf(connection, tmp_path / "files", OFFICE)
        with store.write(connection):
            shelf.expect([(sha256, len(page), "ktp")])
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / f"{sha256}.part").write_bytes(page)
        assert shelf.find_missing() == [(0, sha256)]
        piece = wire.Chunk(
            office=OFFICE,
            sender=Place("meja-1"),
            to=Place("pusat"),
            v=wire.VERSION,
            sha256=sha256,
            size=len(page),
            offset=0,
            data=page,
        )
        assert shelf.put(piece)
        assert shelf.find_missing() == []
        assert shelf.read(sha256, 0, len(page)) == page
    engine.dispose()
