"""Backups: made beside the open window, noted where no restore reaches, honest about the disk they lie on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.store import facts, ledger, marks
from kiosk.store.marks import CopyMark
from kiosk.usecases import copies, office, upkeep
from kiosk.usecases.upkeep import Health
from tests import make
from tests.fakes import FakeWorld


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder but the data's own is another medium."""
    monkeypatch.setattr(
        copies, "is_other_medium", lambda kiosk, folder: kiosk.config.home not in folder.parents
    )


def health(kiosk: Kiosk) -> Health:
    return next(check.state for check in upkeep.doctor(kiosk) if check.id == "backup")


def test_a_backup_is_made_and_brought_back(desk: Kiosk, world: FakeWorld) -> None:
    make.file(desk)
    before = upkeep.digest(desk)
    made = copies.backup(desk)
    assert made.path.name == "sidemang-1671081006-meja-1-2026-11-23.db"
    assert health(desk) is Health.WARN  # the same disk keeps nothing safe
    assert facts.get_safe(desk.db) == 0
    make.file(desk)
    desk.db.close()
    copies.restore(made.path, desk.config, desk.keys.store, now=desk.now())
    again = make.restart(desk, world)
    assert upkeep.digest(again).fold == before.fold
    assert upkeep.digest(again).n == before.n + 1
    again.db.close()


@pytest.mark.usefixtures("apart")
def test_a_backup_on_another_medium_is_safe_for_a_week(desk: Kiosk, world: FakeWorld, tmp_path: Path) -> None:
    made = copies.backup(desk, tmp_path / "stick")
    assert facts.get_safe(desk.db) == made.head.n
    assert health(desk) is Health.OK
    assert not copies.is_late(desk)
    world.pass_time(days=8)
    assert health(desk) is Health.WARN
    assert copies.is_late(desk)


@pytest.mark.usefixtures("apart")
def test_a_command_makes_one_beside_the_open_window_and_the_window_takes_note(
    desk: Kiosk, world: FakeWorld, tmp_path: Path
) -> None:
    beside = office.look(world.as_world(), desk.config, make.library())
    made = copies.backup(beside, tmp_path / "stick")
    beside.db.close()
    assert facts.get_safe(desk.db) == 0
    copies.take_note(desk)
    assert facts.get_safe(desk.db) == made.head.n


def test_a_copy_of_a_line_this_ledger_does_not_hold_is_not_safe(desk: Kiosk) -> None:
    n = ledger.head(desk.db).n
    marks.write_copy(desk.config.state, CopyMark(desk.now(), n, "00" * 32), is_apart=True)
    copies.take_note(desk)
    assert facts.get_safe(desk.db) == 0


@pytest.mark.usefixtures("apart")
def test_devices_that_share_a_stick_keep_a_copy_each(desk: Kiosk, tmp_path: Path) -> None:
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    for kiosk in (desk, lobby):
        copies.backup(kiosk, tmp_path / "stick")
    names = sorted(path.name for path in (tmp_path / "stick").glob("*.db"))
    assert [name.split("-", 2)[2] for name in names] == ["lobi-1-2026-11-23.db", "meja-1-2026-11-23.db"]
    lobby.db.close()


def test_a_medium_that_is_not_plugged_in_gets_no_folder_on_the_data_s_own_disk(
    desk: Kiosk, tmp_path: Path
) -> None:
    """Else the mount point fills, and hides, and looks like a stick."""
    there = tmp_path / "media" / "sidemang"
    made = copies.backup_everywhere(replace(desk, config=replace(desk.config, backup=str(there))))
    assert made.path.parent == desk.config.home / "backup"
    assert not there.parent.exists()


@pytest.mark.usefixtures("apart")
def test_the_day_s_copy_goes_beside_the_data_and_to_the_medium_that_is_there(
    desk: Kiosk, tmp_path: Path
) -> None:
    (tmp_path / "media").mkdir()
    there = tmp_path / "media" / "sidemang"
    made = copies.backup_everywhere(replace(desk, config=replace(desk.config, backup=str(there))))
    assert made.path.parent == there
    assert (desk.config.home / "backup" / made.path.name).exists()


def test_one_is_due_once_a_day_also_when_the_clock_went_back(desk: Kiosk, world: FakeWorld) -> None:
    assert copies.is_due(desk)
    copies.backup(desk)
    assert not copies.is_due(desk)
    world.at -= 3_600_000
    assert copies.is_due(desk)
    world.pass_time(days=1)
    assert copies.is_due(desk)


def test_an_office_that_never_had_one_is_told_after_a_week(desk: Kiosk, world: FakeWorld) -> None:
    assert not copies.is_late(desk)
    world.pass_time(days=7)
    assert copies.is_late(desk)
