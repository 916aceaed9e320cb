"""What a visitor began survives the process, opens for its two numbers, and leaves with the visitor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import drafts
from tests import make
from tests.fakes import FakeWorld
from tests.ui.lobbyroom import KK6, NIK, TYPED, Room


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def room(tmp_path: Path, world: FakeWorld) -> Iterator[Room]:
    made = Room(make.make_office(tmp_path / "office", world=world), tmp_path)
    made.identify()
    made.answer()
    yield made
    made.kiosk.db.close()


def after_a_power_cut(room: Room, world: FakeWorld) -> Room:
    """The same office in a new process: nothing of the visit is in its memory."""
    return Room(make.restart(room.kiosk, world), room.folder)


def typed(room: Room) -> dict[str, str]:
    return {name: text for name, text in room.visiting.now.typed.items() if name in TYPED}


def test_what_was_typed_before_a_power_cut_opens_with_the_two_numbers(room: Room, world: FakeWorld) -> None:
    again = after_a_power_cut(room, world)
    again.identify()
    assert (again.went, typed(again)) == (["form"], TYPED)
    assert again.visiting.now.draft == room.visiting.now.draft
    again.kiosk.db.close()


def test_with_other_digits_it_stays_closed(room: Room, world: FakeWorld) -> None:
    again = after_a_power_cut(room, world)
    assert again.work.challenge(NIK, "000000") is None
    again.kiosk.db.close()


def test_what_was_opened_again_and_filed_opens_no_second_time(room: Room, world: FakeWorld) -> None:
    again = after_a_power_cut(room, world)
    again.identify()
    make.file(again.kiosk, draft=again.visiting.now.draft)
    assert again.count() == 0
    again.kiosk.db.close()


def test_who_leaves_takes_everything_along(room: Room) -> None:
    assert room.count() == 1
    room.visiting.clear()
    assert room.count() == 0


def test_what_somebody_asked_to_keep_stays_also_after_another_look(room: Room) -> None:
    room.work.save_draft(room.visiting.now, kept=True)
    room.visiting.clear()
    room.identify()
    room.answer()
    room.visiting.clear()
    kept = drafts.find_by_nik(room.kiosk.db, NIK)
    assert kept is not None
    assert kept.kept


def test_a_draft_is_not_guessed_open_digit_by_digit(room: Room) -> None:
    """The pause of a NIK holds for what was begun under it as well."""
    room.work.save_draft(room.visiting.now, kept=True)
    assert room.work.challenge(NIK, KK6) is not None
    for wrong in range(5):
        assert room.work.challenge(NIK, f"00000{wrong}") is None
    assert room.work.challenge(NIK, KK6) is None
