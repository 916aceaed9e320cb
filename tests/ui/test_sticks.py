"""The command that writes and reads a stick, as an officer types it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk import config as configs
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import cases, ledger
from kiosk.usecases import office
from tests import make
from tests.fakes import FakeWorld
from ui.cli import app
from ui.commands.console import GOOD, WARNING, get_words


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """A desk and a lobby on disk, closed as they are when a command is typed."""
    desk = make.make_office(tmp_path / "desk")
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    make.file(lobby)
    for kiosk in (desk, lobby):
        configs.save(kiosk.config)
        kiosk.db.close()
    return tmp_path / "desk", tmp_path / "lobby"


def run(*arguments: str, ends: int = GOOD) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == ends, (result.output, result.exception)
    return result.output


def reopened(home: Path) -> Kiosk:
    return office.start(FakeWorld(seed=99).as_world(), configs.load(home / configs.FILE), make.library())


def test_a_stick_from_the_lobby_is_read_at_the_desk_and_both_say_so(
    homes: tuple[Path, Path], tmp_path: Path
) -> None:
    desk, lobby = homes
    stick = str(tmp_path / "stick")
    written = json.loads(run("bundle", "export", stick, "--home", str(lobby), "--json"))
    assert written["to"] == "meja-1"
    assert len(written["files"]) == 1
    taken = json.loads(run("bundle", "import", stick, "--home", str(desk), "--json"))
    assert (taken["files"], taken["refused"]) == (1, {})
    assert taken["entries"] > 0
    assert "1 berkas dibaca, 0 catatan baru" in run("bundle", "import", stick, "--home", str(desk))
    kiosk = reopened(desk)
    assert len(cases.find_open(kiosk.db)) == 1
    events = [entry.event for entry in ledger.all_entries(kiosk.db)]
    assert sum(b'"verb":"import"' in event and b'"what":"bundle"' in event for event in events) == 2
    kiosk.db.close()
    kiosk = reopened(lobby)
    waiting = [raw for one in ledger.pending(kiosk.db) for raw in one.raws]
    assert any(b'"verb":"export"' in raw for raw in waiting)
    kiosk.db.close()


@pytest.mark.logs
def test_a_damaged_file_is_named_and_the_exit_warns(homes: tuple[Path, Path], tmp_path: Path) -> None:
    desk, lobby = homes
    stick = tmp_path / "stick"
    run("bundle", "export", str(stick), "--home", str(lobby))
    [path] = stick.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    said = run("bundle", "import", str(stick), "--home", str(desk), ends=WARNING)
    assert f"{path.name}: tidak dipakai (bundle_form)" in said


def test_a_stick_is_read_in_the_lobby_too_which_says_so_itself(
    homes: tuple[Path, Path], tmp_path: Path
) -> None:
    """Nobody signs in there: the event is the device's own, and the register takes it."""
    desk, lobby = homes
    run("bundle", "export", str(tmp_path / "out"), "--to", "lobi-1", "--home", str(desk))
    taken = json.loads(run("bundle", "import", str(tmp_path / "out"), "--home", str(lobby), "--json"))
    assert taken["entries"] > 0
    run("bundle", "export", str(tmp_path / "back"), "--home", str(lobby))
    run("bundle", "import", str(tmp_path / "back"), "--home", str(desk))
    kiosk = reopened(desk)
    said = [one for one in ledger.all_entries(kiosk.db) if b'"device":"lobi-1"' in one.event]
    told = [one for one in said if b'"verb":"import"' in one.event or b'"verb":"export"' in one.event]
    assert len(told) >= 1
    assert {one.code for one in said} == {""}
    kiosk.db.close()


def test_names_on_a_stick_that_are_no_text_stop_no_import(homes: tuple[Path, Path], tmp_path: Path) -> None:
    desk, lobby = homes
    stick = tmp_path / "stick"
    run("bundle", "export", str(stick), "--home", str(lobby))
    (stick / os.fsdecode(b"foto-\xff.jpg")).write_bytes(b"x")
    run("bundle", "import", str(stick), "--home", str(desk))
    kiosk = reopened(desk)
    assert any(b'"verb":"import"' in one.event for one in ledger.all_entries(kiosk.db))
    kiosk.db.close()


@pytest.mark.parametrize("more", [[], ["--to", "lobi-9"], ["--to", "meja-1"]])
def test_a_device_nobody_knows_gets_no_stick(
    homes: tuple[Path, Path], tmp_path: Path, more: list[str]
) -> None:
    """Nobody named by an office that stands alone, a name of no device, the device itself."""
    desk, _ = homes
    arguments = ["bundle", "export", str(tmp_path / "stick"), "--home", str(desk), *more]
    error = CliRunner().invoke(app, arguments).exception
    assert isinstance(error, Refused)
    assert error.code == "unknown_device"
    assert get_words().error(error)
