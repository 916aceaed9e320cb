"""A new machine, the backup and the sheet from the safe are an office again; without it they are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import keys
from kiosk.context import Kiosk
from kiosk.domain import recovery as groups
from kiosk.domain.errors import Refused
from kiosk.store import cases, ledger
from kiosk.usecases import acts, copies, office, recovery, surat, upkeep
from kiosk.usecases.office import Start
from kiosk.usecases.upkeep import Health
from tests import make
from tests.fakes import FakeWorld


def health(desk: Kiosk, id: str = "recovery") -> Health:
    return next(check.state for check in upkeep.doctor(desk) if check.id == id)


def test_an_office_comes_back_on_a_new_machine_and_goes_on(desk: Kiosk, tmp_path: Path) -> None:
    words = recovery.make(desk)
    case = make.ready(desk)
    made = copies.backup(desk, tmp_path)
    kept = recovery.open_beside(made.path, " ".join(words))
    assert kept.config == desk.config
    settings = replace(kept.config, home=tmp_path / "new")
    copies.restore(made.path, settings, kept.ring.store, now=desk.now())
    settings.key_file.parent.mkdir(parents=True)
    keys.save(kept.ring, settings.key_file)
    seen = office.look(FakeWorld(seed=4).as_world(), settings, make.library())
    assert upkeep.digest(seen).hash == made.head.hash.hex()
    seen.db.close()
    again = office.start(FakeWorld(seed=5).as_world(), settings, make.library(), cost=make.CHEAP)
    try:
        assert cases.get_shown(again.db, case.id).case == case
        assert again.keys.device.kid == desk.keys.device.kid
        assert again.inc != desk.inc
        make.file(again)
        assert ledger.check(again.db).n > made.head.n
    finally:
        again.db.close()


def test_another_sheet_and_none_open_nothing(desk: Kiosk, tmp_path: Path) -> None:
    before = copies.backup(desk, tmp_path / "a")
    with pytest.raises(Refused, match="recovery_missing"):
        recovery.open_beside(before.path, " ".join(groups.encode(bytes(32))))
    old = recovery.make(desk)
    recovery.make(desk)
    after = copies.backup(desk, tmp_path / "b")
    with pytest.raises(Refused, match="recovery_wrong"):
        recovery.open_beside(after.path, " ".join(old))


def test_a_backup_shows_no_key_to_who_has_no_sheet(desk: Kiosk, tmp_path: Path) -> None:
    recovery.make(desk)
    made = copies.backup(desk, tmp_path)
    sealed = recovery.path_beside(made.path).read_bytes()
    for secret in (desk.keys.store, desk.keys.device.seed):
        assert secret not in sealed
        assert secret.hex().encode() not in sealed


def test_the_doctor_asks_until_the_sheet_was_read_back(desk: Kiosk) -> None:
    assert health(desk) is Health.WARN
    words = recovery.make(desk)
    assert health(desk) is Health.WARN
    with pytest.raises(Refused, match="recovery_wrong"):
        recovery.confirm(desk, " ".join(groups.encode(bytes(32))))
    recovery.confirm(desk, "-".join(words))
    assert health(desk) is Health.OK
    recovery.make(desk)
    assert health(desk) is Health.WARN


def test_the_keys_of_a_backup_leave_with_it(desk: Kiosk, tmp_path: Path, world: FakeWorld) -> None:
    recovery.make(desk)
    for _ in range(50):
        copies.backup(desk, tmp_path)
        world.pass_time(hours=24)
    kept = {path.name for path in tmp_path.iterdir()}
    assert {name for name in kept if name.endswith(".keys")} == {
        f"{name}.keys" for name in kept if name.endswith(".db")
    }


def test_nobody_else_finds_a_way_in(desk: Kiosk, tmp_path: Path) -> None:
    words = recovery.make(desk)
    made = copies.backup(desk, tmp_path)
    box = recovery.path_beside(made.path)
    box.write_bytes(box.read_bytes()[:-1] + b"x")
    with pytest.raises(Refused, match="recovery_wrong"):
        recovery.open_beside(made.path, " ".join(words))


def test_on_a_new_machine_nobody_signs_before_the_book_s_last_number_was_typed(
    desk: Kiosk, tmp_path: Path
) -> None:
    """The surat printed after the backup took a number this machine has never heard of."""
    words = recovery.make(desk)
    make.ready(desk)
    made = copies.backup(desk, tmp_path)
    make.ready(desk)  # number 2 stands on paper
    kept = recovery.open_beside(made.path, " ".join(words))
    settings = replace(kept.config, home=tmp_path / "new")
    copies.restore(made.path, settings, kept.ring.store, now=desk.now())
    settings.key_file.parent.mkdir(parents=True)
    keys.save(kept.ring, settings.key_file)
    again = office.start(FakeWorld(seed=5).as_world(), settings, make.library(), cost=make.CHEAP)
    try:
        assert health(again, "book") is Health.FAULT
        case = make.at_signer(again)
        act = acts.begin(again, case)
        with pytest.raises(Refused, match="number_unknown"):
            surat.sign(again, make.operator, act)
        start = Start("office", 2026, 2)
        office.start_at(again, make.operator, acts.begin(again), start, reason="buku kertas")
        assert health(again, "book") is Health.OK
        signed = surat.sign(again, make.operator, act)
        assert signed.sign["counter"]["n"] == 3
    finally:
        again.db.close()
