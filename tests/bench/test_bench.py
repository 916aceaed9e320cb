"""The benchmark still takes every promised figure, each with what it is measured against; it judges none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench.figure import About, Figure, p99, rounded

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {
    "letter",
    "letter_all",
    "catalogue_200",
    "find_name",
    "import_20000",
    "verify",
    "first_frame",
    "home_rss",
    "find_nik",
    "file",
    "lan_file",
    "push_sqlite",
    "push_bare",
    "push_sqlite_bytes",
    "push_sqlite_cpu",
    "pull_sqlite",
    "fleet_sqlite",
    "fleet_message",
    "backlog_entries",
    "backlog_filing",
    "backlog_queued",
    "backlog_pages",
    "lan_file_beside",
}


def test_every_promised_figure_has_somebody_who_takes_it() -> None:
    assert {about.name for one in bench.BENCHES for about in one.about} >= PROMISED


def test_a_process_of_its_own_can_be_told_what_to_measure() -> None:
    assert {one.measure.__module__ for one in (*bench.BENCHES, bench.PEER)}.isdisjoint({bench.__name__})


def test_a_run_writes_figures_with_their_floor_their_kind_and_where_the_time_goes(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "tests.bench", "--quick", "--out", str(out), "--only", "verify", "file"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(out.read_text("utf-8"))
    assert {one["name"] for one in figures} == {"verify", "file", "file_lobby"}
    for one in figures:
        assert set(one) >= {"name", "unit", "n", "median", "p99", "kind", "floor", "note"}
        assert one["floor"] > 0
        assert 0 < one["median"] <= one["p99"]
        assert one["kind"] in {"cold", "warm"}
        assert "floor:" in one["note"]
        assert one["name"] in done.stdout


def fail_to_measure(_n: int) -> list[Figure]:
    raise RuntimeError("no window here")


def test_a_figure_that_could_not_be_taken_is_there_and_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = About("first_frame", "s", "cold")
    monkeypatch.setattr(bench, "BENCHES", (bench.Bench((about,), fail_to_measure, 1),))
    out = tmp_path / "bench.json"
    assert bench.main(["--out", str(out)]) == 1
    (figure,) = json.loads(out.read_text("utf-8"))
    assert (figure["median"], figure["n"]) == (None, 0)
    assert "no window here" in figure["note"]
    assert "first_frame" in capsys.readouterr().out


def test_figures_taken_alone_leave_the_others_and_a_whole_run_leaves_those_of_the_peer(
    tmp_path: Path,
) -> None:
    out = tmp_path / "bench.json"

    def saved(median: float, name: str, keep: set[str] | None) -> dict[str, float]:
        bench.save([Figure(name, "x", 1, median, median, "cold", None, "")], out, keep=keep)
        return {row["name"]: row["median"] for row in json.loads(out.read_text("utf-8"))}

    assert saved(9, "push_times", None) == {"push_times": 9}
    assert saved(5, "file", None) == {"file": 5, "push_times": 9}
    assert saved(6, "file", None) == {"file": 6, "push_times": 9}
    assert saved(1, "verify", {"push_times"}) == {"verify": 1, "push_times": 9}


def test_the_peer_is_fetched_and_run_only_when_it_is_asked_for() -> None:
    names = {about.name for one in bench.choose([]) for about in one.about}
    assert not names & {about.name for about in bench.PEER.about}
    assert bench.choose(["peer_push"]) == [bench.PEER]


def test_the_99th_percentile_is_a_sample_that_was_seen() -> None:
    assert p99([5.0, 1.0, 3.0]) == 5.0
    assert p99([float(n) for n in range(1, 201)]) == 198.0


@pytest.mark.parametrize(
    ("value", "shown"), [(0.26789, 0.268), (11800.4, 11800.0), (0.0, 0.0), (99.96, 100.0)]
)
def test_a_figure_shows_the_digits_that_mean_something(value: float, shown: float) -> None:
    assert rounded(value) == shown


def test_a_rate_is_better_when_it_is_more() -> None:
    fast = Figure("push_sqlite", "1/s", 3, 12_000, 11_000, "cold", None, "", 11_700, "more")
    assert fast.is_within
    assert not Figure("letter", "ms", 3, 61, 70, "warm", 5, "", 60).is_within
