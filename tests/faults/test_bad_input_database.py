"""A database from tomorrow, of another key, full, or in use: said in words, and what was filed stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from kiosk import keys
from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError, Unavailable
from kiosk.domain.permohonan import Status
from kiosk.keys import KeyRing
from kiosk.store import backup, cases, database, ledger
from kiosk.usecases import copies, office
from kiosk.usecases.permohonan import Filed
from tests import make
from tests.fakes import FakeWorld
from tests.faults.sentences import check_sentence, refused
from tests.make import RESOURCES

MOST = 400  # filings until a small database is full


def start(desk: Kiosk, world: FakeWorld) -> Kiosk:
    return office.start(world.as_world(), desk.config, make.library(), cost=make.CHEAP)


def tamper(desk: Kiosk, sql: str) -> None:
    """What a newer program, or somebody with the key, might have done to the closed file."""
    desk.db.close()
    raw = sqlcipher.connect(str(desk.config.database), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{desk.keys.store.hex()}'\"")
    raw.execute(sql)
    raw.close()


def test_a_database_newer_than_the_program_is_not_opened_and_not_changed(
    desk: Kiosk, world: FakeWorld
) -> None:
    filed = make.file(desk)
    known = database.schema_version()
    tamper(desk, f"PRAGMA user_version = {known + 7}")
    with refused("database_newer", str(known + 7), str(known)):
        start(desk, world)
    tamper(desk, f"PRAGMA user_version = {known}")
    again = start(desk, world)
    assert cases.get_shown(again.db, filed.case.id).case.status is Status.IN_REVIEW
    again.db.close()


def test_a_wrong_key_opens_nothing_offers_nothing_new_and_names_both_ways_out(
    desk: Kiosk, world: FakeWorld
) -> None:
    filed = make.file(desk)
    desk.db.close()
    ring = desk.keys
    wrong = KeyRing(bytes(32), ring.device, ring.box, ring.office, ring.root)
    before = desk.config.database.read_bytes()
    desk.config.key_file.unlink()
    keys.save(wrong, desk.config.key_file)
    with refused("wrong_key_or_broken"):
        start(desk, world)
    assert desk.config.database.read_bytes() == before
    desk.config.key_file.unlink()
    keys.save(ring, desk.config.key_file)
    again = start(desk, world)
    assert cases.get_shown(again.db, filed.case.id).case.id == filed.case.id
    again.db.close()


def test_a_key_file_others_can_read_is_refused_with_its_permissions(desk: Kiosk, world: FakeWorld) -> None:
    desk.db.close()
    desk.config.key_file.chmod(0o644)
    with refused("key_file_open", desk.config.key_file.name, "644"):
        start(desk, world)


def test_a_broken_file_is_said_so_and_a_backup_brings_everything_back(desk: Kiosk, world: FakeWorld) -> None:
    filed = make.file(desk)
    made = copies.backup(desk)
    desk.db.close()
    raw = bytearray(desk.config.database.read_bytes())
    raw[:4096] = os.urandom(4096)
    desk.config.database.write_bytes(bytes(raw))
    with refused("wrong_key_or_broken"):
        start(desk, world)
    copies.restore(made.path, desk.config, desk.keys.store, now=desk.now())
    again = start(desk, world)
    assert cases.get_shown(again.db, filed.case.id).case.status is Status.IN_REVIEW
    assert list(desk.config.database.parent.glob("office.db.old-*"))  # moved aside, never overwritten
    again.db.close()


def test_a_full_disk_refuses_the_filing_it_cannot_keep_and_keeps_every_other(desk: Kiosk) -> None:
    """`max_page_count` is what SQLite makes of a full disk."""
    room = int(desk.db.value("PRAGMA page_count")) + 24
    desk.db.run(f"PRAGMA max_page_count = {room}")
    filed, refusal = file_until_refused(desk)
    assert refusal.code == "database_full"
    check_sentence(refusal)
    assert 3 < len(filed) < MOST

    head = ledger.check(desk.db)
    shown = {one.case.id for one in cases.find_open(desk.db)}
    assert shown == {one.case.id for one in filed}
    backup.check_pages(desk.db)
    desk.db.run(f"PRAGMA max_page_count = {room + 400}")  # somebody made room
    assert make.file(desk).case.status is Status.IN_REVIEW
    assert ledger.head(desk.db).n == head.n + 1


def file_until_refused(desk: Kiosk) -> tuple[list[Filed], KioskError]:
    filed: list[Filed] = []
    while len(filed) < MOST:
        try:
            filed.append(make.file(desk))
        except Unavailable as error:
            return filed, error
    raise AssertionError("the disk never got full")


def test_a_second_program_is_told_who_has_the_database(desk: Kiosk, world: FakeWorld) -> None:
    desk.db.close()
    mine = office.start(world.as_world(), desk.config, make.library(), holder="kiosk desk")
    try:
        with refused("database_in_use", "kiosk desk", str(os.getpid())):
            start(desk, FakeWorld(seed=3))
        make.file(mine)
    finally:
        mine.db.close()


def test_a_second_process_is_told_the_same_and_may_look(desk: Kiosk) -> None:
    """`kiosk doctor` and its like read beside the running window; a second window does not open."""
    make.file(desk)
    told = child(desk, "database.open(path, key, holder='second')")
    assert "database_in_use" in told
    assert (
        child(
            desk, "print(database.open(path, key, read_only=True).value('SELECT count(*) FROM permohonan'))"
        )
        == "1"
    )
    assert "database_read_only" in child(desk, "database.open(path, key, read_only=True).write().__enter__()")


def child(desk: Kiosk, statement: str) -> str:
    """What a process of its own says: its stdout, or the error it ended with."""
    program = (
        "import sys; from pathlib import Path\nfrom kiosk.store import database\n"
        f"path, key = Path({str(desk.config.database)!r}), bytes.fromhex(sys.stdin.read())\n{statement}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=desk.keys.store.hex(),
        cwd=RESOURCES.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_an_office_that_was_never_made_says_what_to_run(tmp_path: Path, world: FakeWorld) -> None:
    config = make.make_config(tmp_path / "nothing")
    with refused("key_file_missing", "kiosk init"):
        office.start(world.as_world(), config, make.library())
    assert not (tmp_path / "nothing").exists()
