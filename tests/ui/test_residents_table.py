"""The residents' page reads a table some hundred rows at a time: it moves, and it can be left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.store import residents
from tests import make
from tests.bench.table import COLUMNS, people
from tests.ui.deskroom import Room, opened
from ui.screens.desk.residents import Residents


@dataclass
class Queue:
    """A work thread that does one job when it is told to."""

    jobs: list[tuple[Callable[[], Any], Callable[[Any], None], Any]] = field(default_factory=list)

    def run(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any) -> None:
        self.jobs.append((job, done, failed))

    def work(self) -> bool:
        if not self.jobs:
            return False
        job, done, _failed = self.jobs.pop(0)
        done(job())
        return True


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = make.make_office(tmp_path)
    rows: list[Sequence[str]] = [COLUMNS, *people(1200), ("123", "", "PENDEK CONTOH")]
    (tmp_path / "import").mkdir()
    (tmp_path / "import" / "warga.xlsx").write_bytes(sheets.write_xlsx("warga", rows))
    (tmp_path / "import" / "catatan.txt").write_text("no table", encoding="utf-8")
    yield kiosk
    kiosk.db.close()


def page_of(kiosk: Kiosk) -> tuple[Residents, Queue]:
    queue = Queue()
    room = Room(kiosk, kiosk.config.home / "paper")
    page = opened(Residents(replace(room.front, run=queue.run), room.people))
    queue.work()
    return page, queue


def test_the_bar_moves_with_the_rows_and_ends_with_what_was_found(desk: Kiosk) -> None:
    page, queue = page_of(desk)
    assert [file.label for file in page.state.files] == ["warga.xlsx"]
    page.read_file("warga.xlsx")
    shares, said = [], []
    while page.state.phase == "judging" and queue.work():
        shares.append(round(page.state.share, 2))
        said.append(page.state.progress)
    assert shares[:4] == [0.0, 0.42, 0.83, 1.0]
    assert said[1] == "500 dari 1.201 baris"
    assert page.state.phase == "reading"
    assert [(one.key, one.count) for one in page.state.sums] == [
        ("new", "1.200"),
        ("changed", "0"),
        ("same", "0"),
        ("refused", "1"),
    ]
    assert residents.count(desk.db) == 0


def test_a_reading_that_is_left_stops(desk: Kiosk) -> None:
    page, queue = page_of(desk)
    page.read_file("warga.xlsx")
    queue.work()
    page.cancel()
    while queue.work():
        pass
    assert page.state.phase == "list"


def test_refused_rows_are_saved_beside_their_table(desk: Kiosk, tmp_path: Path) -> None:
    page, queue = page_of(desk)
    page.read_file("warga.xlsx")
    while queue.work():
        pass
    assert page.state.can_save
    page.save_refused()
    queue.work()
    assert "warga-perlu-diperbaiki.xlsx" in page.state.news
    rows = sheets.read((tmp_path / "import" / "warga-perlu-diperbaiki.xlsx").read_bytes())
    assert [row.cells[0] for row in rows] == ["NIK", "123"]


def test_a_file_that_is_no_table_leaves_the_list_in_view(desk: Kiosk, tmp_path: Path) -> None:
    (tmp_path / "import" / "rusak.xlsx").write_bytes(b"PK\x03\x04rusak")
    page, queue = page_of(desk)
    page.read_file("rusak.xlsx")
    job, _done, failed = queue.jobs.pop(0)
    with pytest.raises(Exception, match="table_unreadable") as caught:
        job()
    failed(caught.value)
    assert (page.state.phase, page.state.news_tone) == ("list", "error")


def read(page: Residents, queue: Queue) -> None:
    """The whole dry run."""
    page.read_file("warga.xlsx")
    while page.state.phase == "judging":
        queue.work()


def test_an_import_is_taken_back_after_its_own_dry_run(desk: Kiosk) -> None:
    page, queue = page_of(desk)
    page.take_back()
    queue.work()
    assert (page.state.phase, page.state.news_tone) == ("list", "first")  # there is none
    read(page, queue)
    page.next()
    while queue.work():
        pass
    assert residents.count(desk.db) == 1200
    assert page.state.news_action
    page.take_back()
    queue.work()
    assert page.state.phase == "undoing"
    assert [(one.key, one.count) for one in page.state.sums] == [
        ("removed", "1.200"),
        ("restored", "0"),
        ("kept", "0"),
    ]
    assert residents.count(desk.db) == 1200
    page.next()
    while queue.work():
        pass
    assert residents.count(desk.db) == 0
    assert (page.state.phase, page.state.news_tone, page.state.hint[:2]) == ("list", "done", "0 ")
    page.take_back()
    queue.work()
    assert page.state.phase == "list"


def test_what_stays_and_who_may_be_one_person_are_listed(desk: Kiosk) -> None:
    page, queue = page_of(desk)
    lela = make.LELA
    rows = [COLUMNS, *people(3)]
    at = {name: COLUMNS.index(name) for name in ("NIK", "NAMA LENGKAP", "TGL LAHIR")}
    twin = list(rows[1])
    twin[at["NIK"]], twin[at["NAMA LENGKAP"]], twin[at["TGL LAHIR"]] = lela["nik"], lela["nama"], "05-07-1989"
    other = [*twin]
    other[at["NIK"]] = "1671994507890011"
    (desk.config.home / "import" / "warga.xlsx").write_bytes(sheets.write_xlsx("w", [*rows, twin, other]))
    read(page, queue)
    assert [one.line for one in page.state.warned] == ["Baris 6"]
    assert "****0003" in page.state.warned[0].why
    page.next()
    while queue.work():
        pass
    make.checked(desk, make.file(desk).case)
    page.take_back()
    queue.work()
    assert [one.line for one in page.state.warned] == ["LELA CONTOH, ****0003"]
