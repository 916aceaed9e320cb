"""What most tests of pages begin with: an open office behind the desk, a visitor in a lobby."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.context import Kiosk
from tests.ui.deskroom import Room
from tests.ui.visitors import Visitor


@pytest.fixture
def room(desk: Kiosk, tmp_path: Path) -> Room:
    return Room(desk, tmp_path / "paper")


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
