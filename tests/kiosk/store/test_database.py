"""The encrypted database: who may open it, in what state, and that a transaction is all or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import database
from kiosk.store.database import Database
from tests.kiosk.store.conftest import KEY

IN_FRESH_PROCESS = """
import sys
import kiosk.store.database as database
import sqlite_utils
import sqlcipher3.dbapi2 as sqlcipher
from pathlib import Path
db = database.open(Path(sys.argv[1]), bytes(range(32)), create=True)
db.tables["pair"].create({"id": int}, pk="id")
db.tables["pair"].insert({"id": 1})
try:
    db.tables["pair"].insert({"id": 1})
except sqlcipher.IntegrityError:
    print("caught")
db.tables["pair"].upsert({"id": 1}, pk="id")
print(db.tables["pair"].count)
"""


def test_sqlite_utils_uses_the_encrypted_driver_in_a_fresh_process(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_FRESH_PROCESS, str(tmp_path / "x.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["caught", "1"]


def test_importing_in_the_wrong_order_is_an_error_at_once() -> None:
    code = "import sqlite_utils\nimport kiosk.store.database"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "before sqlite_utils" in done.stderr


def test_the_file_is_not_readable_as_a_database(db: Database) -> None:
    with db.write():
        db.run("INSERT INTO fact VALUES ('nik', '\"1671994507890003\"')")
    folder = db.path.parent
    found = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not db.path.read_bytes().startswith(b"SQLite format 3")
    assert b"1671994507890003" not in found


def test_a_second_process_is_told_who_holds_it(db: Database) -> None:
    with pytest.raises(Refused) as caught:
        database.open(db.path, KEY)
    assert caught.value.code == "database_in_use"
    assert caught.value.details["holder"] == f"test ({os.getpid()})"


def test_a_second_process_may_read_and_writes_nothing(db: Database) -> None:
    reader = database.open(db.path, KEY, read_only=True)
    assert (reader.kelurahan, reader.device) == ("1671081006", "meja-1")
    with pytest.raises(Refused, match="database_read_only"), reader.write():
        pass
    with pytest.raises(Refused, match="database_read_only"):
        reader.run("INSERT INTO fact VALUES ('a', '1')")
    reader.close()


def test_closing_gives_up_the_lock(db: Database) -> None:
    db.close()
    database.open(db.path, KEY).close()


@pytest.mark.parametrize("key", [bytes(32), b"short"])
def test_a_wrong_key_opens_nothing_and_creates_nothing(db: Database, key: bytes) -> None:
    db.close()
    before = db.path.read_bytes()
    with pytest.raises(Refused, match="wrong_key_or_broken") as caught:
        database.open(db.path, key, create=True)
    assert db.path.read_bytes() == before
    assert key.hex() not in repr(caught.value)
    database.open(db.path, KEY).close()


def test_a_broken_file_is_not_replaced_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(b"x" * 8192)
    with pytest.raises(Refused, match="wrong_key_or_broken"):
        database.open(path, KEY, create=True)
    assert path.read_bytes() == b"x" * 8192


def test_a_missing_database_is_said_so(tmp_path: Path) -> None:
    for opening in (database.open, database.open_copy):
        with pytest.raises(Refused, match="database_missing"):
            opening(tmp_path / "none.db", KEY)


def test_a_newer_database_is_refused_with_a_sentence(db: Database) -> None:
    db.connection.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(Refused) as caught:
        database.open(db.path, KEY)
    assert caught.value.details == {"found": 999, "known": database.schema_version()}


def test_an_older_database_is_not_read_before_it_was_migrated(db: Database) -> None:
    db.connection.execute("PRAGMA user_version = 0")
    with pytest.raises(Refused, match="database_older"):
        database.open(db.path, KEY, read_only=True)


def test_another_program_s_database_is_not_taken_for_ours(db: Database) -> None:
    db.connection.execute("PRAGMA application_id = 1")
    db.close()
    with pytest.raises(Refused, match="wrong_key_or_broken"):
        database.open(db.path, KEY)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)],
)
def test_the_safety_pragmas_are_in_force(db: Database, pragma: str, value: object) -> None:
    assert db.value(f"PRAGMA {pragma}") == value


def test_a_pragma_that_cannot_be_read_back_stops_the_start(db: Database) -> None:
    with pytest.raises(Refused, match="database_pragma"):
        database._set_pragmas(db.connection, read_only=True, journal="delete")


def test_a_database_has_one_owner_for_ever(db: Database) -> None:
    db.name_self("1671081006", "meja-1")
    with pytest.raises(Refused, match="database_of_another"):
        db.name_self("1671081006", "meja-2")


def test_a_block_that_raises_leaves_nothing(db: Database) -> None:
    def write_half() -> None:
        with db.write():
            db.run("INSERT INTO fact VALUES ('a', '1')")
            with db.write():
                db.run("INSERT INTO fact VALUES ('b', '1')")
                raise InterruptedError

    with pytest.raises(InterruptedError):
        write_half()
    assert db.rows("SELECT * FROM fact") == []


def test_an_inner_block_joins_the_outer_transaction(db: Database) -> None:
    second = database.open_second(db)
    with db.write():
        with db.write():
            db.run("INSERT INTO fact VALUES ('a', '1')")
        assert second.value("SELECT count(*) FROM fact") == 0
    assert second.value("SELECT count(*) FROM fact") == 1
    second.close()
    with pytest.raises(Refused, match="database_in_use"):  # the first one's lock outlives the second
        database.open(db.path, KEY)


def test_a_busy_database_may_be_tried_again(db: Database) -> None:
    second = database.open_second(db)
    second.run("PRAGMA busy_timeout = 10")
    with db.write(), pytest.raises(Unavailable, match="database_busy"), second.write():
        pass
    second.close()


def test_a_full_disk_is_said_so_and_the_database_stays_whole(db: Database) -> None:
    pages = db.value("PRAGMA page_count")
    db.run(f"PRAGMA max_page_count = {pages + 1}")
    rows = [(f"f{number}", '"' + "x" * 500 + '"') for number in range(200)]
    with pytest.raises(Unavailable, match="database_full"), db.write():
        db.run_many("INSERT INTO fact VALUES (?, ?)", rows)
    assert db.rows("SELECT * FROM fact") == []
    assert db.value("PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET at = 1",
        "DELETE FROM event",
        "UPDATE body SET raw = x'00'",
        "UPDATE document SET seq = 9",
    ],
)
def test_what_was_written_once_is_never_changed(db: Database, statement: str) -> None:
    with db.write():
        db.run(
            "INSERT INTO event VALUES (1, 'meja-1', ?, 1, ?, 'note', '', 0, zeroblob(32))",
            ("0" * 32, "0" * 36),
        )
        db.run("INSERT INTO body VALUES (1, x'01')")
        db.run(
            "INSERT INTO document VALUES ('city', 1, 'list', 'x', 1, zeroblob(32), x'', x'', zeroblob(32), 0)"
        )
    with pytest.raises(Refused, match="append_only"):
        db.run(statement)


def test_a_broken_constraint_is_a_bug_and_stays_one(db: Database) -> None:
    with pytest.raises(Exception, match="CHECK constraint") as caught, db.write():
        db.run("INSERT INTO fact VALUES ('a', 'no json')")
    assert not isinstance(caught.value, Refused | Unavailable)
    with pytest.raises(Exception, match="no such table"):
        db.rows("SELECT * FROM nowhere")
    with pytest.raises(Exception, match="no such table"):
        db.row("SELECT * FROM nowhere")
    with pytest.raises(Exception, match="no such table"):
        db.run_many("INSERT INTO nowhere VALUES (?)", [(1,)])


def test_a_failed_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.db"
    database.open(path, KEY, create=True).close()
    steps = {**database.migrations(), database.schema_version() + 1: "CREATE TABLE later (a);\nNONSENSE;"}
    monkeypatch.setattr(database, "migrations", lambda: steps)
    with pytest.raises(Exception, match="NONSENSE"):
        database.open(path, KEY)
    monkeypatch.undo()
    db = database.open(path, KEY)
    assert db.value("SELECT count(*) FROM sqlite_schema WHERE name = 'later'") == 0
    db.close()
