"""What an ended device made before it was lost is held where somebody brings it, and a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from kiosk.store import cases, ledger, peers
from kiosk.usecases import acts, devices, upkeep
from sync import anchors, bundle, held
from sync.desk import Desk
from sync.exchange import receive
from sync.loop import run_round
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit


@pytest.fixture
def ended(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> str:
    """The lobby filed, was ended before it could hand in, and an officer carried its stick to the desk."""
    audit.meet(lobby, desk)
    id = make.file(lobby).case.id
    devices.end(desk, make.operator, acts.begin(desk), "lobi-1")
    carry(lobby, desk, tmp_path / "stick")
    return id


def carry(lobby: Kiosk, desk: Kiosk, stick: Path) -> None:
    to = next(one for one in anchors.get_certificates(lobby) if one.device == "meja-1")
    bundle.export(Desk(lobby), to, stick)
    bundle.take_folder(Desk(desk), desk.keys.box, stick)


def doctor(desk: Kiosk) -> str:
    return next(check.state.value for check in upkeep.doctor(desk) if check.id == "held")


@pytest.mark.logs
def test_it_waits_and_the_doctor_says_so(desk: Kiosk, ended: str) -> None:
    assert cases.find_shown(desk.db, ended) is None
    assert [(one.device, one.count) for one in held.find_held(Desk(desk))] == [("lobi-1", 1)]
    assert doctor(desk) == "warn"


@pytest.mark.logs
def test_admitted_it_stands_in_the_ledger_with_who_said_so(
    desk: Kiosk, lobby: Kiosk, ended: str, tmp_path: Path
) -> None:
    assert held.settle(Desk(desk), make.operator, "lobi-1", is_real=True) == 1
    assert cases.get_shown(desk.db, ended).case.status is Status.IN_REVIEW
    said, admitted = audit.read_events(desk)[-2:]
    assert (said["verb"], said["who"], said["data"]["what"]) == ("import", make.operator.id, "held")
    assert (admitted["verb"], admitted["device"]) == ("file", "lobi-1")
    assert doctor(desk) == "ok"
    carry(lobby, desk, tmp_path / "again")
    assert held.find_held(Desk(desk)) == []
    assert audit.count_doubles(ledger.all_entries(desk.db)) == 0


@pytest.mark.logs
def test_left_it_is_kept_and_not_asked_about_again(
    desk: Kiosk, lobby: Kiosk, ended: str, tmp_path: Path
) -> None:
    held.settle(Desk(desk), make.operator, "lobi-1", is_real=False)
    carry(lobby, desk, tmp_path / "again")
    assert cases.find_shown(desk.db, ended) is None
    assert held.find_held(Desk(desk)) == []
    assert doctor(desk) == "ok"
    assert desk.db.value("SELECT count(*) FROM mail") == 1
    with pytest.raises(Refused, match="nothing_held"):
        held.settle(Desk(desk), make.operator, "lobi-1", is_real=True)


@pytest.mark.logs
def test_who_does_not_hold_the_register_decides_nothing(desk: Kiosk, ended: str) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        held.settle(Desk(desk), make.resident, "lobi-1", is_real=True)
    assert cases.find_shown(desk.db, ended) is None
    assert doctor(desk) == "warn"


@pytest.fixture
def neighbour(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = make.make_lobby(desk, tmp_path / "lobi-2", world=FakeWorld(seed=77), device="lobi-2")
    yield kiosk
    kiosk.db.close()


def test_a_neighbour_carries_unopened_what_a_lobby_filed_and_it_counts_by_its_own_signature(
    desk: Kiosk, lobby: Kiosk, neighbour: Kiosk
) -> None:
    for one in (lobby, neighbour, lobby):
        audit.meet(one, desk)
    id = make.file(lobby).case.id
    beside = Desk(neighbour)
    run_round(Desk(lobby), audit.Wire("lobi-2", lambda raws: receive(beside, raws)))
    assert len(peers.find_mail(neighbour.db, "meja-1")) == 1
    audit.meet(neighbour, desk)
    assert cases.get_shown(desk.db, id).case.status is Status.IN_REVIEW
    audit.meet(neighbour, desk)
    assert peers.find_mail(neighbour.db, "meja-1") == []


@pytest.mark.logs
def test_what_a_neighbour_brings_of_an_ended_device_is_held(
    desk: Kiosk, lobby: Kiosk, neighbour: Kiosk
) -> None:
    for one in (lobby, neighbour, lobby):
        audit.meet(one, desk)
    id = make.file(lobby).case.id
    beside = Desk(neighbour)
    run_round(Desk(lobby), audit.Wire("lobi-2", lambda raws: receive(beside, raws)))
    devices.end(desk, make.operator, acts.begin(desk), "lobi-1")
    audit.meet(neighbour, desk)
    assert cases.find_shown(desk.db, id) is None
    assert [one.device for one in held.find_held(Desk(desk))] == ["lobi-1"]
