"""An adopted office: the center gives its desks their reserves by way of the register, and appoints one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import ledger
from kiosk.usecases import reserves as given
from sync.central import city, fold, reserves
from sync.central.center import Center
from tests import make
from tests.faults.audit import meet, speak
from tests.sync.test_center_group import center

__all__ = ["center"]


@pytest.fixture
def second(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = make.make_second_desk(desk, tmp_path / "desk-2")
    yield kiosk
    kiosk.db.close()


def go_round(second: Kiosk, desk: Kiosk, center: Center) -> None:
    """The desk tells the register, the register the center, whose background task folds; and back."""
    meet(second, desk)
    speak(desk, center)
    with center.engine.connect() as connection:
        fold.catch_up(center.open_side(connection, make.KELURAHAN))
    speak(desk, center)
    meet(second, desk)


def test_a_desk_gets_its_reserve_from_the_center_by_way_of_the_register(
    desk: Kiosk, second: Kiosk, center: Center
) -> None:
    assert desk.keys.root is not None
    assert center.ring.root is not None
    meet(second, desk)
    assert given.find_reserve(second) is None  # the office's own root gives none any more
    go_round(second, desk, center)
    held = given.find_reserve(second)
    assert held is not None
    assert (held.device, held.term) == ("meja-2", 2)
    meet(second, desk)
    assert ledger.get_office(desk.db).get_reserves() == {"meja-2": 2}
    assert (second.register, desk.register) == (("meja-1", 1), ("meja-1", 1))
    with center.engine.connect() as connection:
        listed = city.get_anchors(center, connection).sealers
        assert center.open_side(connection, make.KELURAHAN).find_register() == "meja-1"
    assert held.seal_kid in listed


def test_the_center_gives_no_term_the_office_gave_before_it_was_adopted(
    desk: Kiosk, second: Kiosk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    meet(second, desk)
    meet(second, desk)
    center: Center = request.getfixturevalue("center")
    third = make.make_second_desk(desk, tmp_path / "desk-3", device="meja-3")
    go_round(third, desk, center)
    held = given.find_reserve(third)
    assert held is not None
    assert held.term == 3
    third.db.close()


def test_only_a_desk_that_holds_a_reserve_can_be_appointed(
    desk: Kiosk, lobby: Kiosk, second: Kiosk, center: Center
) -> None:
    meet(second, desk)
    speak(desk, center)
    assert lobby.device == "lobi-1"
    with center.engine.connect() as connection:
        side = center.open_side(connection, make.KELURAHAN)
        for device, code in (
            ("meja-2", "reserve_missing"),
            ("lobi-1", "unknown_device"),
            ("meja-1", "already"),
        ):
            with pytest.raises(Refused, match=code):
                reserves.appoint(side, device)
