"""The register's machine dies: the lobby finds the desk that took over by the doors it was told of before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk import config as configs
from kiosk.context import Kiosk
from kiosk.store import cases, ledger, peers
from kiosk.usecases import acts, appointment
from sync import station
from sync.station import Station
from tests import make
from tests.faults.audit import meet
from tests.waiting import free_port, wait_until
from ui.cli import app


@dataclass
class Running:
    """Two desks with their doors open and a lobby that speaks with the register."""

    old: Kiosk
    new: Kiosk
    lobby: Kiosk
    wires: dict[str, Station]

    def start(self, kiosk: Kiosk) -> None:
        self.wires[kiosk.device] = station.start(kiosk)

    def stop(self, kiosk: Kiosk) -> None:
        self.wires.pop(kiosk.device).stop()

    def poke(self) -> bool:
        """Nobody waits for the next turn; always true, so that a wait may begin with it."""
        for one in self.wires.values():
            one.poke()
        return True


@pytest.fixture
def running(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> Iterator[Running]:
    second = make.make_second_desk(desk, tmp_path / "desk-2")
    url = f"https://127.0.0.1:{(port := free_port())}"

    def settle(kiosk: Kiosk, **more: object) -> Kiosk:
        return replace(kiosk, config=replace(kiosk.config, listen="127.0.0.1", **more))  # type: ignore[arg-type]

    one = Running(
        settle(desk, port=port),
        settle(second, port=free_port(), register=url),
        settle(lobby, register=url),
        {},
    )
    for kiosk in (one.old, one.new, one.lobby):
        one.start(kiosk)
    wait_until(lambda: one.poke() and knows_all(one), "everybody knows where the second desk is")
    yield one
    for wires in one.wires.values():
        wires.stop()
    second.db.close()


def knows_all(one: Running) -> bool:
    told = peers.find_doors(one.lobby.db).get("meja-2") == f"https://127.0.0.1:{one.new.config.port}"
    return told and ledger.get_office(one.new.db).get_reserves() == {"meja-2": 2}


def tells_of(one: Running) -> list[str]:
    return [state.device for state in one.wires["lobi-1"].get_states()]


@pytest.mark.logs
def test_the_lobby_finds_the_new_register_and_the_old_one_follows_when_it_is_back(running: Running) -> None:
    running.stop(running.old)  # its power is gone
    filed = make.file(running.lobby)
    appointment.take_over(running.new, make.operator, acts.begin(running.new))
    wait_until(
        lambda: running.poke() and cases.find(running.new.db, filed.case.id) is not None,
        "the filing reaches the new register",
    )
    assert running.lobby.register == ("meja-2", 2)
    wait_until(lambda: running.poke() and tells_of(running) == ["meja-2"], "its rim names the new register")
    assert running.old.is_register
    running.start(running.old)
    wait_until(lambda: running.poke() and not running.old.is_register, "the old register hears of it")
    assert running.old.register == ("meja-2", 2)
    wait_until(
        lambda: running.poke() and ledger.head(running.old.db) == ledger.head(running.new.db), "one ledger"
    )


def test_it_is_closed_and_taken_over_by_command(tmp_path: Path) -> None:
    homes = {"meja-1": tmp_path / "desk", "meja-2": tmp_path / "desk-2"}
    desk = make.make_office(homes["meja-1"])
    second = make.make_second_desk(desk, homes["meja-2"])
    for _ in range(2):
        meet(second, desk)

    def run(device: str, *arguments: str) -> str:
        result = CliRunner().invoke(app, ["register", *arguments, "--home", str(homes[device])])
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    configs.save(replace(desk.config, listen="127.0.0.1", port=free_port()))
    configs.save(replace(second.config, listen="127.0.0.1", port=free_port()))
    for kiosk in (desk, second):
        kiosk.db.close()
    assert "Meja ini dapat menggantikannya" in run("meja-2", "show")
    assert "Dapat menggantikannya: meja-2" in run("meja-1", "show")
    assert "Lanjutkan di meja-2" in run("meja-1", "close")
    taken = json.loads(run("meja-2", "take-over", "--yes", "--json"))
    assert (taken["device"], taken["term"], taken["is_locked"]) == ("meja-2", 2, True)
    assert "Meja register: meja-2" in run("meja-2", "show")
