"""The register's machine dies: the lobby finds the desk that took over by the doors it was told of before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk import config as configs
from kiosk import keys, world
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import cases, ledger, peers
from kiosk.usecases import acts, appointment, copies, office, recovery
from sync import newcomers, station
from sync.central import city
from sync.station import Station
from tests import make
from tests.fakes import FakeWorld
from tests.faults.audit import meet, speak
from tests.faults.town import Town
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


@dataclass
class Commands:
    """Two desks whose windows are closed, a backup of the first and the words of its sheet."""

    homes: dict[str, Path]
    backup: Path
    words: str

    def invoke(self, device: str, *arguments: str, typed: str = "") -> Result:
        home = str(self.homes[device])
        return CliRunner().invoke(app, ["register", *arguments, "--home", home], input=typed)

    def run(self, device: str, *arguments: str, typed: str = "") -> str:
        result = self.invoke(device, *arguments, typed=typed)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    homes = {"meja-1": tmp_path / "desk", "meja-2": tmp_path / "desk-2"}
    desk = make.make_office(homes["meja-1"])
    second = make.make_second_desk(desk, homes["meja-2"])
    for _ in range(2):
        meet(second, desk)
    words = " ".join(recovery.make(desk))
    made = copies.backup(desk, tmp_path / "stick")
    configs.save(replace(desk.config, listen="127.0.0.1", port=free_port()))
    configs.save(replace(second.config, listen="127.0.0.1", port=free_port()))
    for kiosk in (desk, second):
        kiosk.db.close()
    return Commands(homes, made.path, words)


def test_it_is_closed_and_taken_over_by_command(commands: Commands) -> None:
    run = commands.run
    assert "Meja ini dapat menggantikannya" in run("meja-2", "show")
    assert "Dapat menggantikannya: meja-2" in run("meja-1", "show")
    assert "Lanjutkan di meja-2" in run("meja-1", "close", typed=f"op-1\n{make.PIN}\n")
    taken = json.loads(run("meja-2", "take-over", "--yes", "--json", "--as", "op-1", typed=f"{make.PIN}\n"))
    assert (taken["device"], taken["term"], taken["is_locked"]) == ("meja-2", 2, True)
    assert "Meja register: meja-2" in run("meja-2", "show")


def test_a_command_takes_nothing_over_without_an_officers_pin(commands: Commands) -> None:
    for who, pin, code in (
        ("op-1", "111111", "wrong_pin"),
        ("op-2", make.PIN, "not_allowed"),
        ("nobody", make.PIN, "unknown_person"),
        *[("lurah-1", "111111", "wrong_pin")] * 5,
        ("lurah-1", make.PIN, "pin_wait"),  # each command is a start of its own, and the wait holds
    ):
        result = commands.invoke("meja-2", "take-over", "--yes", "--as", who, typed=f"{pin}\n")
        assert isinstance(result.exception, Refused)
        assert result.exception.code == code
    assert "Meja register: meja-1" in commands.run("meja-2", "show")


def test_a_register_that_took_over_enrols_again_once_the_root_came_from_a_backup(commands: Commands) -> None:
    settings = configs.load(commands.homes["meja-2"] / configs.FILE)
    typed = f"{make.PIN}\n{commands.words}\n"
    early = commands.invoke("meja-2", "root", str(commands.backup), "--as", "op-1", typed=typed)
    assert isinstance(early.exception, Refused)
    assert early.exception.code == "not_register"
    commands.run("meja-2", "take-over", "--yes", "--as", "op-1", typed=f"{make.PIN}\n")
    assert keys.load({}, settings.key_file).root is None
    said = commands.run("meja-2", "root", str(commands.backup), "--as", "op-1", "--json", typed=typed)
    ring = keys.load({}, settings.key_file)
    assert ring.root is not None
    assert json.loads(said[said.index("{") :]) == {"root": ring.root.kid.hex()}
    kiosk = office.start(world.real(), settings, make.library(), cost=make.CHEAP)
    try:
        lobby = make.make_lobby(kiosk, commands.homes["meja-1"].parent / "lobby")
        assert lobby.register == ("meja-2", 2)
        assert list(ledger.events_of(kiosk.db, "import", 0, kiosk.now() + 1))[-1].data["what"] == "root"
        lobby.db.close()
    finally:
        kiosk.db.close()


def test_another_offices_backup_brings_no_root(commands: Commands, tmp_path: Path) -> None:
    stranger = make.make_office(tmp_path / "stranger", world=FakeWorld(seed=99))
    words = " ".join(recovery.make(stranger))
    backup = copies.backup(stranger, tmp_path / "other").path
    stranger.db.close()
    commands.run("meja-2", "take-over", "--yes", "--as", "op-1", typed=f"{make.PIN}\n")
    result = commands.invoke("meja-2", "root", str(backup), "--as", "op-1", typed=f"{make.PIN}\n{words}\n")
    assert isinstance(result.exception, Refused)
    assert result.exception.code == "root_foreign"


def test_a_register_that_took_over_without_the_root_can_be_given_to_the_city(tmp_path: Path) -> None:
    """The city certifies what the office's own root signed, whoever holds the root now."""
    town = Town.build(tmp_path, 5)
    new = make.make_second_desk(town.desk, tmp_path / "desk-2")
    for _ in range(3):
        meet(new, town.desk)
    appointment.take_over(new, make.operator, acts.begin(new))
    assert new.keys.root is None
    town.make_center()
    center = town.open_center()
    code = city.make_code(center, make.KELURAHAN, "register")
    newcomers.be_adopted(new, code, lambda _route, body: city.answer(center, body))
    for _ in range(3):
        speak(new, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, make.KELURAHAN)
        assert (side.find_register(), side.get_head()) == ("meja-2", ledger.head(new.db))
    center.engine.dispose()
    for kiosk in (new, town.desk, town.lobby):
        kiosk.db.close()
