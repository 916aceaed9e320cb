"""The center's copies and its doctor: a copy is opened before it counts, an older one is filled up again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk import world
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import ledger
from sync import newcomers
from sync.central import keeping
from sync.central.__main__ import _open, main
from sync.desk import Desk
from sync.http import Client, Link
from sync.loop import run_round
from tests import make
from tests.bench.push import enrol_code, serve


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "center"


@pytest.fixture
def url(home: Path) -> Iterator[str]:
    with serve(home) as (address, _process):
        yield address


def push(desk: Kiosk, url: str) -> None:
    client = Client(Link("pusat", url))
    run_round(Desk(desk), client)
    client.close()


def adopt(desk: Kiosk, url: str, home: Path) -> None:
    client = Client(Link("pusat", url))
    newcomers.be_adopted(desk, enrol_code(desk.office.code, home), client.post_raw)
    client.close()
    push(desk, url)


def look(home: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, bool]]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--json", "--home", str(home)])
    checks = json.loads(capsys.readouterr().out)
    return int(str(ended.value.code)), {one["id"]: one["is_well"] for one in checks}


def tell_restored(home: Path) -> tuple[bool, int | str, int | str]:
    """Whether every office was heard since, the entries given back, the offices still silent."""
    [one] = [one for one in keeping.examine(_open(home), home / "center.db") if one.id == "restored"]
    return one.is_well, one.details["entries"], one.details["waiting"]


def count(database: Path) -> int:
    with closing(sqlite3.connect(database)) as one:
        return int(one.execute("SELECT count(*) FROM entry").fetchone()[0])


def test_a_copy_made_beside_the_server_comes_back_and_the_office_fills_it_up(
    desk: Kiosk, home: Path, tmp_path: Path
) -> None:
    make.file(desk)
    with serve(home) as (url, _process):
        adopt(desk, url, home)
        copy = keeping.backup(_open(home), home / "center.db", tmp_path / "usb")
        before = ledger.head(desk.db).n
        make.file(desk)
        push(desk, url)
        with pytest.raises(Refused, match="database_in_use"):  # else the server would write to what was moved
            keeping.restore(copy, home / "center.db", now=world.real().now())
    assert count(copy) == before
    keeping.restore(copy, home / "center.db", now=world.real().now())
    assert (home / "center.db.old-1").exists()
    assert count(home / "center.db") == before
    assert all(one.is_well for one in keeping.examine(_open(home), home / "center.db") if one.id == "backup")
    assert tell_restored(home) == (False, 0, 1)
    with serve(home, fresh=False) as (url, _process):
        push(desk, url)
    assert count(home / "center.db") == ledger.head(desk.db).n
    assert tell_restored(home) == (True, ledger.head(desk.db).n - before, 0)


def test_the_doctor_asks_for_a_backup_and_is_well_after_it(
    desk: Kiosk, url: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert look(home, capsys) == (1, {"disk": True, "store": True, "backup": False, "offices": False})
    adopt(desk, url, home)
    with pytest.raises(SystemExit) as ended:
        main(["backup", str(tmp_path / "usb"), "--home", str(home)])
    assert ended.value.code == 0
    assert look(home, capsys)[1]["backup"]


def test_what_is_no_copy_is_refused_and_nothing_is_moved(home: Path, url: str, tmp_path: Path) -> None:
    assert url
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"SQLite format 3\0" + bytes(4096))
    before = (home / "center.db").read_bytes()
    with pytest.raises(Refused, match="database_damaged"):
        keeping.restore(bad, home / "center.db", now=0)
    assert (home / "center.db").read_bytes() == before
    with pytest.raises(Unavailable, match="backup_failed"):
        keeping.backup(_open(home), home / "center.db", bad)
