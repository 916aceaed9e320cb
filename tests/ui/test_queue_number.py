"""The queue page over a real office: a number is durable, one for one press, and the next waits behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.usecases import queues
from tests import make
from tests.fakes import FakeWorld
from tests.ui.lobbyroom import Room
from ui.screens.resident.queue_ticket import QueueTicket


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(make.make_office(tmp_path / "office", world=FakeWorld()), tmp_path)
    yield made
    made.kiosk.db.close()


def page(room: Room) -> QueueTicket:
    made = room.pages["queue_ticket"]()
    assert isinstance(made, QueueTicket)
    made.opened()
    return made


def test_a_touch_on_the_page_puts_somebody_into_the_hall(room: Room) -> None:
    first = page(room)
    first.take("pickup")
    waiting = queues.find_waiting(room.kiosk)
    assert [one.number for one in waiting] == [first.state.number]
    second = page(room)
    assert second.state.waiting_said == "1 orang menunggu"
    second.take("ask")
    assert second.state.number != first.state.number


def test_one_press_sent_twice_is_one_number(room: Room) -> None:
    act = room.kiosk.new_id()
    once, again = room.work.take_number("surat", act), room.work.take_number("surat", act)
    assert once == again
    assert len(queues.find_waiting(room.kiosk)) == 1
