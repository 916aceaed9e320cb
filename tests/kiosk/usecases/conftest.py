"""A running office for each test: a world one can move, a register desk, a lobby kiosk where a test asks for
one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from tests import make
from tests.fakes import FakeWorld


@pytest.fixture
def world() -> FakeWorld:
    """Monday morning, and no time passes by itself."""
    return FakeWorld()


@pytest.fixture
def desk(tmp_path: Path, world: FakeWorld) -> Iterator[Kiosk]:
    """The register desk of a fresh office."""
    kiosk = make.make_office(tmp_path / "desk", world=world)
    yield kiosk
    kiosk.db.close()


@pytest.fixture
def lobby(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    """A lobby kiosk of the same office; nothing was exchanged yet."""
    kiosk = make.make_lobby(desk, tmp_path / "lobby")
    yield kiosk
    kiosk.db.close()
