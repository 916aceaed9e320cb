"""The register desk and the first lobby kiosk of a real office; tests over other sides make their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from tests import make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kiosk]:
    made = make.make_office(tmp_path / "desk")
    yield made
    made.db.close()


@pytest.fixture
def lobby(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    made = make.make_lobby(desk, tmp_path / "lobby")
    yield made
    made.db.close()
