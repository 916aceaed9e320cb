"""What most tests of pages begin with: an open office behind the desk, a visitor in a lobby."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from tests import make
from tests.faults.audit import meet
from tests.ui.deskroom import Room
from tests.ui.visitors import Visitor


@pytest.fixture
def room(desk: Kiosk, tmp_path: Path) -> Room:
    return Room(desk, tmp_path / "paper")


@pytest.fixture
def second(room: Room, tmp_path: Path) -> Iterator[Kiosk]:
    """The second desk of the office, which holds its reserve and has shown it."""
    second = make.make_second_desk(room.kiosk, tmp_path / "desk-2")
    for _ in range(3):
        meet(second, room.kiosk)
    yield second
    second.db.close()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
