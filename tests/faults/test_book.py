"""The book of trials adds up, goes on after any end, and never calls too few trials a promise kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import failpoint
from tests.faults import book, table
from tests.faults.book import Made, Row
from tests.faults.kills import find_points
from tests.faults.promise import Promise, Result


def strike(seed: int, folder: Path, size: int) -> Result:
    del seed, folder
    return Result(size)


PROMISE = Promise("P1", "contoh", strike, promised=10, size=4, small=1)


def add(file: Path, seed: int, result: Result) -> Row:
    return book.add(PROMISE, result, Made(seed, 1.5, "abc1234", "2026-11-24"), file)


def test_trials_add_up_over_runs_and_too_few_are_said(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    row = add(file, 0, Result(4, figures={"kills": 4, "worst ms": 9}))
    assert table.judge(PROMISE, row) == table.NOT_FULL
    add(file, 1, Result(4, figures={"kills": 4, "worst ms": 7}))
    row = add(file, 2, Result(4))
    assert book.read(file)["P1"] == row
    assert (row.trials, row.seed, row.seconds) == (12, 3, 4.5)
    assert row.figures == {"kills": 8, "worst ms": 9}
    assert table.judge(PROMISE, row) == "ok"


def test_a_seed_that_failed_is_red_until_it_holds_and_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    row = add(file, 0, Result(10, lost=2, wrong=("a page",)))
    assert not row.ok
    assert row.failed == {"0": ["a page", "2 lost"]}
    assert table.judge(PROMISE, row) == table.BROKEN
    row = add(file, 0, Result(10))
    assert row.ok
    assert (row.trials, row.lost, row.mended) == (10, 2, 1)


def test_what_was_mended_is_told_and_no_longer_counted(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    row = add(file, 0, Result(10, lost=2, wrong=("a page",)))
    assert table.count_standing(row) == (2, 0, 1)
    row = add(file, 0, Result(10))
    assert table.count_standing(row) == (0, 0, 0)
    assert "1 failed seeds hold since a mend (2 lost, 1 wrong before it)" in table.say_figures(row)


@pytest.mark.parametrize(("wanted", "ended"), [("", 0), ("b.c", 0), ("a.b:3", 0), ("a.b", -9), ("a.b:2", -9)])
def test_a_failpoint_ends_the_process_only_where_it_is_named(wanted: str, ended: int) -> None:
    program = "from kiosk import failpoint; failpoint.reach('a.b'); failpoint.reach('a.b')"
    environ = {**os.environ, failpoint.VARIABLE: wanted}
    done = subprocess.run([sys.executable, "-c", program], env=environ, check=False, cwd=book.ROOT)
    assert done.returncode == ended


def test_the_points_are_read_from_the_program_itself() -> None:
    points = set(find_points())
    assert {"file.recorded", "sign.marked", "admit.committed", "backup.copied", "center.flushed"} <= points
    assert {point.partition(".")[2] for point in points} >= {"recorded", "committed"}
