"""A device an officer ended: nothing it says is heard, anywhere; what it had handed in stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk import config as configs
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import cases, ledger, peers
from kiosk.usecases import acts, devices, enrolment
from sync import newcomers, wire
from sync.central import fold
from sync.central.center import Center
from sync.desk import Desk
from sync.exchange import offer, receive, take_in
from tests import make
from tests.faults.sentences import refused
from tests.sync.test_center_group import center, speak
from ui.cli import app

__all__ = ["center"]


def end(desk: Kiosk, device: str = "lobi-1") -> None:
    devices.end(desk, make.operator, acts.begin(desk), device)


def meet(one: Kiosk, desk: Kiosk) -> None:
    side, other = Desk(one), Desk(desk)
    for _ in range(6):
        take_in(side, receive(other, offer(side, desk.device)))


@pytest.mark.logs
def test_it_is_refused_by_name_and_what_it_had_handed_in_stays(desk: Kiosk, lobby: Kiosk) -> None:
    before = make.file(lobby)
    meet(lobby, desk)
    end(desk)
    after = make.file(lobby)
    waiting = ledger.count_pending(lobby.db)[0]
    with refused("device_revoked", "lobi-1"):
        receive(Desk(desk), offer(Desk(lobby), "meja-1"))
    assert cases.find(desk.db, before.case.id) is not None
    assert cases.find(desk.db, after.case.id) is None
    assert ledger.count_pending(lobby.db)[0] == waiting  # nothing is lost: it waits on the device
    make.at_signer(desk)  # the office works on


@pytest.mark.logs
def test_every_device_of_the_office_hears_of_it_by_the_ledger(
    desk: Kiosk, lobby: Kiosk, tmp_path: Path
) -> None:
    other = make.make_second_desk(desk, tmp_path / "desk-2")
    meet(other, desk)
    end(desk)
    meet(other, desk)
    with pytest.raises(Refused, match="device_revoked"):
        receive(Desk(other), offer(Desk(lobby), "meja-2"))
    other.db.close()


@pytest.mark.logs
def test_the_center_hears_of_it_too(desk: Kiosk, lobby: Kiosk, center: Center) -> None:
    speak(desk, center)
    meet(lobby, desk)
    make.file(lobby)
    assert center.handle(wire.pack(offer(Desk(lobby), "pusat")))
    end(desk)
    speak(desk, center)
    with center.engine.connect() as connection:
        fold.catch_up(center.open_side(connection, make.KELURAHAN))
    with pytest.raises(Refused, match="device_revoked"):
        center.handle(wire.pack(offer(Desk(lobby), "pusat")))


def test_its_name_is_spent_and_its_key_comes_back_under_no_code(desk: Kiosk, lobby: Kiosk) -> None:
    end(desk)
    with refused("device_ended", "lobi-1"):
        newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    with refused("device_ended", "lobi-1"):
        enrolment.add_device(desk, make.operator, make.request(lobby.keys, "lobi-1"))
    with refused("device_ended", "lobi-1"):
        end(desk)


@pytest.mark.parametrize("values", [["lobi-2"], [], ["lobi-1", "meja-1"], "lobi-1", [["lobi-1"]]])
def test_no_later_settings_bring_it_back_or_end_the_register(
    desk: Kiosk, lobby: Kiosk, values: object
) -> None:
    assert lobby.device == "lobi-1"
    end(desk)
    deed = acts.Deed("settings", {"values": {"ended": values, "same_person": True}})
    if values == []:
        acts.do(
            desk, make.operator, acts.begin(desk), deed
        )  # an empty list is absent: nothing was said of it
    else:
        with pytest.raises(Refused, match="bad_data"):
            acts.do(desk, make.operator, acts.begin(desk), deed)
    assert ledger.get_office(desk.db).get_ended() == {"lobi-1"}


def test_only_an_officer_ends_one_and_only_at_the_register(desk: Kiosk, lobby: Kiosk) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        devices.end(desk, make.seklur, acts.begin(desk), "lobi-1")
    with pytest.raises(Refused, match="not_register"):
        devices.end(lobby, make.operator, acts.begin(lobby), "meja-1")
    with refused("register_not_ended", "meja-1"):
        end(desk, "meja-1")
    with refused("unknown_device", "lobi-9"):
        end(desk, "lobi-9")
    assert ledger.get_office(desk.db).get_ended() == frozenset()


def test_the_end_is_in_the_audit_trail_with_who_said_it(desk: Kiosk, lobby: Kiosk) -> None:
    assert lobby.device == "lobi-1"
    end(desk)
    *_, last = ledger.all_entries(desk.db)
    event = json.loads(last.event)
    assert (event["verb"], event["who"], event["data"]) == (
        "settings",
        "op-1",
        {"values": {"ended": ["lobi-1"]}},
    )


def test_the_devices_are_listed_and_one_is_ended_by_command(tmp_path: Path) -> None:
    home = tmp_path / "desk"
    desk = make.make_office(home)
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    meet(lobby, desk)
    configs.save(desk.config)
    assert peers.find_heard(desk.db)["lobi-1"] > 0
    for kiosk in (lobby, desk):
        kiosk.db.close()

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, [*arguments, "--home", str(home)])
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    assert "lobi-1: lobi, berlaku" in run("device", "list")
    assert "dicabut" in run("device", "end", "lobi-1")
    said = run("device", "list")
    assert "lobi-1: lobi, dicabut" in said
    assert "meja-1: meja register, berlaku" in said
    rows = {one["name"]: one for one in json.loads(run("device", "list", "--json"))}
    assert (rows["lobi-1"]["is_ended"], rows["meja-1"]["is_register"]) == (True, True)
    assert rows["lobi-1"]["since"] > 0
