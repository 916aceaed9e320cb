"""Reserve certificates: every desk of an office gets one, a lobby none, and no term is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.context import Clock, Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.worktime import DAY
from kiosk.store import facts, ledger, peers
from kiosk.trust import make_anchors
from kiosk.usecases import acts, devices, enrolment, reserves, upkeep
from kiosk.usecases.upkeep import Health
from tests import make
from tests.faults.audit import meet


@pytest.fixture
def second(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    """A desk beside the register's; nothing was exchanged yet."""
    kiosk = make.make_second_desk(desk, tmp_path / "desk-2")
    yield kiosk
    kiosk.db.close()


def find_check(kiosk: Kiosk) -> upkeep.Check:
    return next(check for check in upkeep.doctor(kiosk) if check.id == "reserve")


def test_a_desk_gets_its_reserve_in_its_first_round_and_the_ledger_says_so(
    desk: Kiosk, second: Kiosk
) -> None:
    assert find_check(second).state is Health.WARN
    assert find_check(desk).data == {"devices": "meja-2"}
    meet(second, desk)
    held = reserves.find_reserve(second)
    assert held is not None
    assert (held.device, held.term, held.roles) == ("meja-2", 2, ("desk", "register", "seal"))
    meet(second, desk)
    assert ledger.get_office(desk.db).get_reserves() == {"meja-2": 2}
    assert reserves.find_others(desk) == {"meja-2": 2}
    assert [find_check(one).state for one in (desk, second)] == [Health.OK, Health.OK]


def test_nobody_follows_a_reserve_that_was_not_used(desk: Kiosk, second: Kiosk, lobby: Kiosk) -> None:
    for _ in range(2):
        meet(second, desk)
        meet(lobby, desk)
    assert {one.register for one in (desk, second, lobby)} == {("meja-1", 1)}
    assert second.seal_key is None


def test_its_sealing_key_is_its_own_and_known_before_it_is_used(desk: Kiosk, second: Kiosk) -> None:
    meet(second, desk)
    held = reserves.find_reserve(second)
    assert held is not None
    assert desk.seal_key is not None
    assert held.seal != desk.seal_key.public
    anchors = make_anchors(enrolment.get_roots(desk.db), certificates=peers.get_certificates(desk.db))
    assert [one.device for one in anchors.sealers[held.seal_kid]] == ["meja-2"]


def test_a_lobby_gets_none_whatever_it_asks(desk: Kiosk, lobby: Kiosk) -> None:
    meet(lobby, desk)
    assert reserves.find_want(lobby) == ""
    assert reserves.give(desk, {"lobi-1": "ab" * 32}) == []
    assert find_check(lobby).state is Health.OK


def test_every_desk_has_a_term_of_its_own_also_after_the_giver_forgot(
    desk: Kiosk, second: Kiosk, tmp_path: Path
) -> None:
    """The giver's note of what it gave is lost with its disk: the ledger says which terms are held."""
    meet(second, desk)
    meet(second, desk)
    facts.keep(desk.db, reserves.GIVEN, {})
    third = make.make_second_desk(desk, tmp_path / "desk-3", device="meja-3")
    meet(third, desk)
    held = reserves.find_reserve(third)
    assert held is not None
    assert held.term == 3
    third.db.close()


def in_a_year(kiosk: Kiosk) -> Kiosk:
    """The same device 380 days later."""
    return replace(kiosk, now=Clock(lambda: kiosk.now() + 380 * DAY, kiosk.boot))


def test_one_that_ends_soon_is_given_anew_under_another_term(desk: Kiosk, second: Kiosk) -> None:
    meet(second, desk)
    first = reserves.find_reserve(second)
    assert first is not None
    assert reserves.find_want(second) == ""
    desk, second = in_a_year(desk), in_a_year(second)
    meet(second, desk)
    again = reserves.find_reserve(second)
    assert again is not None
    assert (again.term, again.seal) == (first.term + 1, first.seal)


def test_a_reserve_of_another_device_or_for_another_key_is_not_kept(desk: Kiosk, second: Kiosk) -> None:
    (raw,) = reserves.give(desk, {"meja-2": "cd" * 32})
    with pytest.raises(Refused, match="reserve_unfit"):
        reserves.take(second, "meja-1", raw)
    assert reserves.find_reserve(second) is None


def test_an_ended_desk_is_given_none(desk: Kiosk, second: Kiosk) -> None:
    want = reserves.find_want(second)
    devices.end(desk, make.operator, acts.begin(desk), "meja-2")
    assert reserves.give(desk, {"meja-2": want}) == []
    assert reserves.find_others(desk) == {}
