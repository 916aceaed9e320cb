"""`make bench`: every figure of the promises, measured in one run -> build/bench.json; it judges no machine.

    python -m tests.bench [--only NAME ...] [--quick] [--out FILE]

`--only` takes the names of figures or the beginning of some and leaves the others in the file as they were;
`--quick` takes a few samples of everything, to see that all of it still runs. What is compared with the peer
is taken when it is named (`make bench-peer`). Exit 1 when a figure could not be taken; a slow machine is not
a failure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from tests.bench import backlog, checks, filing, letters, peer, rates, screens, services, table
from tests.bench.figure import About, Figure

OUT: Final = Path(__file__).resolve().parents[2] / "build" / "bench.json"
Measure = Callable[[int], list[Figure]]


@dataclass(frozen=True, slots=True)
class Bench:
    """Figures that are taken together: who takes them, how many samples, and how many when in a hurry."""

    about: tuple[About, ...]
    measure: Measure
    n: int
    quick: int = 2


def _abouts(unit: str, *names: str) -> tuple[About, ...]:
    return tuple(About(name, unit, "warm") for name in names)


BENCHES: Final = (
    Bench(_abouts("ms", "letter", "letter_demo"), letters.measure, 20),
    Bench(_abouts("ms", "letter_all"), letters.every, 5, 1),
    Bench(_abouts("ms", "catalogue_200"), services.load, 20),
    Bench((About("import_20000", "s", "cold", table.TARGET_S),), table.bring_in, 3, 1),
    Bench(_abouts("ms", "verify"), checks.verify, 200),
    Bench(
        (
            About("first_frame", "s", "cold", screens.FRAME_S),
            About("home_rss", "MB", "cold", screens.HOME_MB),
        ),
        screens.windows,
        7,
        1,
    ),
    Bench(_abouts("ms", "find_nik", "find_name"), checks.people, 1000, 20),
    Bench(_abouts("ms", "file", "file_lobby"), filing.file, 200, 5),
    Bench(_abouts("ms", "lan_file"), filing.lan_file, 50, 3),
    Bench(_abouts("ms", "lan_act"), rates.lan_act, 100, 5),
    Bench(
        (
            About("push_sqlite", "1/s", "cold"),
            About("push_bare", "1/s", "cold"),
            About("push_sqlite_bytes", "B", "cold"),
            About("push_sqlite_cpu", "us", "cold"),
        ),
        rates.to_center,
        3,
        1,
    ),
    Bench(
        (
            About("pull_sqlite", "1/s", "cold"),
            About("fleet_sqlite", "1/s", "cold"),
            About("fleet_message", "ms", "cold"),
        ),
        rates.of_city,
        3,
        1,
    ),
    Bench(
        (
            About("backlog_entries", "s", "cold", backlog.ENTRIES_S),
            About("backlog_filing", "s", "cold", backlog.FILING_S),
            About("backlog_queued", "s", "cold"),
            About("backlog_pages", "s", "cold"),
            About("lan_file_beside", "ms", "warm", backlog.LAN_P95_MS),
        ),
        backlog.backlog,
        2,
        1,
    ),
)

PEER: Final = Bench(
    (
        About("peer_push", "1/s", "cold"),
        About("push_times", "x", "cold"),
        About("peer_fleet", "1/s", "cold"),
        About("fleet_times", "x", "cold"),
    ),
    peer.compare,
    3,
    1,
)


def run(benches: Sequence[Bench], *, is_quick: bool) -> list[Figure]:
    """Every figure of these, each bench in a process of its own: what one leaves in memory slows another.

    A figure that could not be taken stands there with its reason. In a hurry all share this process.
    """
    figures: list[Figure] = []
    for bench in benches:
        print(", ".join(about.name for about in bench.about), "...", file=sys.stderr, flush=True)
        try:
            figures += bench.measure(bench.quick) if is_quick else _measure_alone(bench)
        except Exception as error:  # noqa: BLE001 - the other figures are still wanted
            traceback.print_exc()
            figures += [
                about.missing(f"not measured: {type(error).__name__}: {error}") for about in bench.about
            ]
    return figures


def _measure_alone(bench: Bench) -> list[Figure]:
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(bench.measure, bench.n).result()


def choose(only: Sequence[str]) -> list[Bench]:
    """The benches in which a name, or its beginning, is asked for."""
    if not only:
        return list(BENCHES)
    chosen = [
        bench
        for bench in (*BENCHES, PEER)
        if any(
            name.startswith(about.name) or about.name.startswith(name)
            for name in only
            for about in bench.about
        )
    ]
    if not chosen:
        names = [about.name for bench in (*BENCHES, PEER) for about in bench.about]
        sys.exit(f"no figure is called {' or '.join(only)}; there are {', '.join(names)}")
    return chosen


def show(figures: Sequence[Figure]) -> None:
    """The table a person reads."""
    table = Table("name", "median", "p99", "unit", "target", "floor", "× floor", "n", "kind", box=None)
    for one in figures:
        table.add_row(
            one.name if one.is_within else f"[bold red]{one.name}[/]",
            _number(one.median),
            _number(one.p99),
            one.unit,
            _number(one.target),
            _number(one.floor),
            f"{one.median / one.floor:.1f}" if one.median and one.floor else "",
            str(one.n),
            one.kind,
        )
    console = Console(width=120)
    console.print(table)
    for one in figures:
        if not one.name.startswith("letter_"):
            console.print(f"[bold]{one.name}[/]: {one.note}", highlight=False)
    console.print(machine())


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def machine() -> str:
    """What it was measured on; the load says how alone we were."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, {platform.machine()}"
    )


def save(figures: Sequence[Figure], out: Path, *, keep: set[str] | None) -> None:
    """Write the figures; what stands in the file already stays if it is named in `keep`, or all with None."""
    rows = [one.as_json() for one in figures]
    taken = {row["name"] for row in rows}
    before = json.loads(out.read_text("utf-8")) if out.exists() else []
    rows += [row for row in before if row["name"] not in taken and (keep is None or row["name"] in keep)]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Measure, show, write."""
    options = argparse.ArgumentParser(description="Measure speed and size.")
    options.add_argument("--only", nargs="+", default=[], help="names of figures, or beginnings")
    options.add_argument("--quick", action="store_true", help="a few samples of each")
    options.add_argument("--out", type=Path, default=OUT)
    told = options.parse_args(arguments)
    figures = run(choose(told.only), is_quick=told.quick)
    show(figures)
    save(figures, told.out, keep=None if told.only else {about.name for about in PEER.about})
    return 1 if any(one.median is None for one in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
