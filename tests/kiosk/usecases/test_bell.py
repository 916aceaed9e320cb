"""A call from the lobby stands at every desk until it is answered, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.usecases import bell
from tests import make
from tests.fakes import FakeWorld


@pytest.fixture
def lobby(desk: Kiosk, tmp_path: Path, world: FakeWorld) -> Iterator[Kiosk]:
    made = make.make_lobby(desk, tmp_path / "lobby", world=world)
    yield made
    made.db.close()


def test_a_call_of_the_lobby_is_seen_at_the_desk_until_somebody_came(desk: Kiosk, lobby: Kiosk) -> None:
    bell.ring(lobby, on=True)
    make.exchange(lobby, desk)
    (began,) = bell.find_calls(desk).values()
    assert bell.find_calls(desk) == {"lobi-1": began}
    bell.ring(lobby, on=False)
    make.exchange(lobby, desk)
    assert bell.find_calls(desk) == {}


def test_a_call_nobody_answered_ends_by_itself(desk: Kiosk, world: FakeWorld) -> None:
    bell.ring(desk, on=True)
    world.pass_time(minutes=9)
    assert bell.find_calls(desk)
    world.pass_time(minutes=2)
    assert bell.find_calls(desk) == {}


def test_a_second_touch_keeps_the_time_of_the_first(desk: Kiosk, world: FakeWorld) -> None:
    bell.ring(desk, on=True)
    began = bell.find_calls(desk)
    world.pass_time(minutes=1)
    bell.ring(desk, on=True)
    assert bell.find_calls(desk) == began
