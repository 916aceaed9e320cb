"""Mistakes the trials of the contract have found, each as the sentence that was not true before."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from kiosk.domain.errors import Refused
from kiosk.store import backup, cases, database
from kiosk.usecases import acts, surat
from sync import wire
from sync.central import store
from sync.central.files import Shelf
from sync.exchange import offer, receive, take_in
from sync.wire import Place
from tests import make
from tests.fakes import MONDAY, FakeWorld
from tests.sync.memory import MemorySide, make_key, make_known, make_side, meet

OFFICE = "1671990001"


def test_a_page_flushed_whole_when_the_center_died_is_asked_for_again(tmp_path: Path) -> None:
    """P1: between its last piece and its name no piece was left that could close it; it waited for ever."""
    engine = store.open_store(tmp_path / "center.db")
    page = b"page" * 1000
    sha256 = hashlib.sha256(page).hexdigest()
    with engine.connect() as connection:
        shelf = Shelf(connection, tmp_path / "files", OFFICE)
        with store.write(connection):
            shelf.expect([(sha256, len(page), "ktp")])
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / f"{sha256}.part").write_bytes(page)
        assert shelf.find_missing() == [(0, sha256)]
        piece = wire.Chunk(
            office=OFFICE,
            sender=Place("meja-1"),
            to=Place("pusat"),
            v=wire.FORM,
            sha256=sha256,
            size=len(page),
            offset=0,
            data=page,
        )
        assert shelf.put(piece)
        assert shelf.find_missing() == []
        assert shelf.read(sha256, 0, len(page)) == page
    engine.dispose()


def test_pages_half_written_into_the_file_that_its_log_still_holds_are_no_damage(tmp_path: Path) -> None:
    """P2: after a power cut in the folding of the log `kiosk doctor` called the database damaged."""
    desk = make.make_office(tmp_path / "desk")
    desk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    id = make.file(desk).case.id
    shutil.copytree(desk.config.home / "data", tmp_path / "cut" / "data")
    copy = tmp_path / "cut" / "data" / "office.db"
    log = copy.with_name("office.db-wal").read_bytes()
    page = int.from_bytes(log[32:36], "big")  # of its first frame
    with copy.open("r+b") as stream:
        stream.seek((page - 1) * 4096 + 512)
        stream.write(b"half" * 128)
    found = database.open(copy, desk.keys.store)
    backup.check_pages(found)
    assert cases.get_shown(found, id).case.id == id
    found.close()
    desk.db.close()


def test_a_first_sector_torn_in_a_power_cut_does_not_take_the_database(tmp_path: Path) -> None:
    """P2: the salt of the cipher stood there and nowhere else; no log gives that back."""
    desk = make.make_office(tmp_path / "desk")
    id = make.file(desk).case.id
    desk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.db.run(f"PRAGMA user_version = {database.schema_version()}")  # page 1, in the log
    shutil.copytree(desk.config.home / "data", tmp_path / "cut" / "data")
    copy = tmp_path / "cut" / "data" / "office.db"
    with copy.open("r+b") as stream:
        stream.write(b"torn" * 128)
    found = database.open(copy, desk.keys.store)
    backup.check_pages(found)
    assert cases.get_shown(found, id).case.id == id
    found.close()
    desk.db.close()


def test_a_database_made_before_its_salt_was_derived_still_opens(tmp_path: Path) -> None:
    desk = make.make_office(tmp_path / "desk")
    id = make.file(desk).case.id
    old = sqlcipher.connect(str(tmp_path / "old.db"), isolation_level=None)
    old.execute(f"PRAGMA key = \"x'{desk.keys.store.hex()}'\"")
    desk.db.connection.backup(old)
    old.close()
    desk.db.close()
    found = database.open(tmp_path / "old.db", desk.keys.store)
    assert cases.get_shown(found, id).case.id == id
    found.close()


def test_of_two_machines_the_one_that_is_left_works_on_and_the_frozen_one_hands_in() -> None:
    """P10: the lobby went on speaking to the machine that had spoken last, the frozen one, for ever."""
    known = make_known("meja-1", "lobi-1")
    desk, lobby = make_side(known, "meja-1", "a"), make_side(known, "lobi-1", "b")
    meet(lobby, desk)
    twin = MemorySide("meja-1", make_key(1), known, inc="9" * 32)
    twin.append_all(desk)
    twin.act("open")
    for one in (twin, desk):
        one.act("file")
        meet(lobby, one)
    late = twin.act("file")  # before it hears that it is frozen
    meet(lobby, twin)
    assert (twin.frozen, desk.frozen) == (True, False)
    new = lobby.act("file")
    for one in (desk, twin, desk):
        meet(lobby, one)
    assert {late, new} <= {entry.event for entry in desk.order}
    assert lobby.order == desk.order
    assert lobby.alarms.count("clone") == 1


def test_a_register_that_starts_years_ahead_dates_no_surat(tmp_path: Path) -> None:
    """P5: only a clock that jumped while it ran was doubted; one that came up in 2031 dated a surat so."""
    world = FakeWorld()
    desk = make.make_office(tmp_path / "desk", world=world)
    world.pass_time(days=5 * 365)
    world.reboot()
    desk = make.restart(desk, world)
    case = make.at_signer(desk)
    with pytest.raises(Refused, match="date_untrusted"):
        surat.sign(desk, make.operator, acts.begin(desk, case))
    world.at = MONDAY + 86_400_000
    case = surat.sign(make.restart(desk, world), make.operator, acts.begin(desk, case))
    assert case.sign["date"] == "2026-11-24"


def test_a_packet_that_outlived_its_sender_proves_no_second_machine() -> None:
    """P11: sent, held up on its way, and read after the next start had spoken: the next start was frozen."""
    known = make_known("meja-1", "lobi-1")
    desk, lobby = make_side(known, "meja-1", "a"), make_side(known, "lobi-1", "b")
    meet(lobby, desk)
    lobby.act("file")
    late = offer(lobby, "meja-1")
    lobby.restart("c" * 32)
    lobby.act("open")
    meet(lobby, desk)
    for _ in range(3):
        assert len(receive(desk, late)) == 1  # a bare hello: it opens nothing
        meet(lobby, desk)
    assert not lobby.frozen
    assert desk.alarms == []
    assert lobby.order == desk.order


def test_a_desk_whose_last_question_reaches_the_center_late_goes_on_as_its_register() -> None:
    """P1: one center stood still in the first thousand deaths; the desk it waited for could be frozen so."""
    known = make_known("meja-1", "pusat")
    desk, center = make_side(known, "meja-1", "a"), make_side(known, "pusat", "b")
    meet(desk, center)
    desk.act("file")
    late = offer(desk, "pusat")
    desk.restart("c" * 32)
    desk.act("open")
    take_in(desk, receive(center, offer(desk, "pusat")))  # the first word of its new life, then the old one
    receive(center, late)
    meet(desk, center)
    desk.act("file")
    meet(desk, center)
    assert (desk.is_writer(), center.alarms) == (True, [])
    assert center.order == desk.order


def test_two_who_saw_a_copy_in_another_order_freeze_one_machine_not_both() -> None:
    """P11: lobby and center each froze the one that was the later for them, and nobody was left to admit."""
    known = make_known("meja-1", "lobi-1", "pusat")
    desk, lobby, center = (
        make_side(known, "meja-1", "a"),
        make_side(known, "lobi-1", "b"),
        make_side(known, "pusat", "c"),
    )
    twin = MemorySide("meja-1", make_key(1), known, inc="9" * 32)
    twin.append_all(desk)
    twin.act("open")
    meet(desk, lobby)
    for one in (twin, desk):
        meet(one, center)
        one.act("file")
    for one in (twin, desk, twin):
        meet(one, lobby)  # here the copy came second
    assert twin.frozen
    for one in (twin, desk) * 3:
        meet(one, center)  # there it had come first
    assert (twin.frozen, desk.frozen) == (True, False)


@pytest.mark.parametrize("digit", ["9", "e"])
def test_of_two_machines_that_were_both_frozen_the_same_one_goes_on_everywhere(digit: str) -> None:
    """P11b: lobby and center froze one each before either could tell the other; nobody wrote any more."""
    known = make_known("meja-1", "lobi-1", "pusat")
    desk, lobby, center = (
        make_side(known, "meja-1", "b"),
        make_side(known, "lobi-1", "c"),
        make_side(known, "pusat", "d"),
    )
    meet(desk, lobby)
    twin = MemorySide("meja-1", make_key(1), known, inc=digit * 32)
    twin.append_all(desk)
    twin.act("open")
    for observer, first, second in ((lobby, desk, twin), (center, twin, desk)):
        for one in (first, first, second, second, first):
            take_in(one, receive(observer, offer(one, observer.me.device)))
        receive(observer, offer(first, observer.me.device))  # seen again; its answer is lost
    take_in(twin, receive(lobby, offer(twin, "lobi-1")))
    take_in(desk, receive(center, offer(desk, "pusat")))
    assert (desk.frozen, twin.frozen) == (True, True)
    for one, observer in itertools.product((desk, twin) * 3, (lobby, center)):
        meet(one, observer)
    left = min((desk, twin), key=lambda one: one.me.inc)
    assert [one for one in (desk, twin) if not one.frozen] == [left]
    new = lobby.act("file")
    for one in (left, *(desk, twin) * 2):
        meet(lobby, one)
    assert [one for one in (desk, twin) if not one.frozen] == [left]
    assert new in [entry.event for entry in left.order]
    assert lobby.order == left.order
