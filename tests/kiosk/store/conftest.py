"""A fresh encrypted database for each test; it costs a few milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import database
from kiosk.store.database import Database

KEY = bytes(range(32))
KELURAHAN = "1671081006"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """The register desk's database, `meja-1`, empty."""
    opened = database.open(tmp_path / "data" / "office.db", KEY, holder="test", create=True)
    opened.name_self(KELURAHAN, "meja-1")
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """A second device's database, `lobi-1`, empty."""
    opened = database.open(tmp_path / "lobby" / "office.db", KEY, holder="test", create=True)
    opened.name_self(KELURAHAN, "lobi-1")
    yield opened
    opened.close()
