"""`make faults`: tries the promises of the contract as often as it asks, adds up, prints the table.

    python -m tests.faults [--only P1 P4] [--share 0.1] [--minutes 30] [--table [FILE]]

It goes on where it ended, also after a kill: a share is of the promised number, trials made before count.
Seeds that failed are tried again first. Exit 1 where a promise did not hold; too few trials are only said.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from kiosk import world
from kiosk.domain.words import moment_day
from tests.faults import book
from tests.faults.book import Made, Row
from tests.faults.contract import PROMISES
from tests.faults.promise import Promise, Result
from tests.faults.table import as_markdown, show


def choose(only: Sequence[str]) -> list[Promise]:
    """The promises asked for, by number; all of them where none is."""
    wanted = [name.upper() for text in only for name in text.replace(",", " ").split()]
    known = {one.id.upper() for one in PROMISES}
    if unknown := set(wanted) - known:
        sys.exit(
            f"no trial of {', '.join(sorted(unknown))}; there are {', '.join(one.id for one in PROMISES)}"
        )
    return [one for one in PROMISES if not wanted or one.id.upper() in wanted]


def try_once(promise: Promise, seed: int, size: int) -> tuple[Result, float]:
    """One call of a trial in a folder of its own; what breaks it fails the promise, not the run."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix=f"faults-{promise.id}-", ignore_cleanup_errors=True) as folder:
        try:
            result = promise.trial(seed, Path(folder), size)
        except Exception as error:  # noqa: BLE001 - a trial that cannot be finished shows nothing good
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}:{last.lineno}"
            result = Result(trials=0, wrong=(f"{type(error).__name__} at {where}: {error}",))
    return result, time.perf_counter() - begun


def run(promise: Promise, share: float, until: float) -> Row | None:
    """Seeds that failed, then new ones, until the share is reached or time is up."""
    commit, today = book.find_commit(), moment_day(world.real().now()).isoformat()
    row = book.read().get(promise.id)
    again = [int(seed) for seed in row.failed] if row else []
    while time.monotonic() < until:
        done = row.trials if row else 0
        if not again and done >= share * promise.promised:
            break
        seed = again.pop(0) if again else (row.seed if row else 0)
        result, seconds = try_once(promise, seed, promise.size)
        row = book.add(promise, result, Made(seed, seconds, commit, today))
        said = "" if result.is_kept else f"  seed {seed}: lost {result.lost}, {list(result.wrong)[:3]}"
        print(
            f"{promise.id} {row.trials}/{promise.promised} ({seconds:.1f} s){said}",
            file=sys.stderr,
            flush=True,
        )
    return row


def main(arguments: Sequence[str]) -> int:
    """Try, show, say whether all held."""
    options = argparse.ArgumentParser(description="Try the promises of the contract.")
    options.add_argument("--only", nargs="*", default=[], help="promises, as P1 or P1,P4")
    options.add_argument("--share", type=float, default=1.0, help="of the promised number of trials")
    options.add_argument("--minutes", type=float, default=0, help="for each promise; 0 = as long as it takes")
    options.add_argument(
        "--table", nargs="?", const="-", help="write the table as Markdown, to a file or stdout"
    )
    told = options.parse_args(arguments)
    faulthandler.enable()
    logging.disable(logging.CRITICAL)  # alarms are what trials provoke
    if told.table is not None:
        text = as_markdown(book.read())
        if told.table == "-":
            print(text)
        else:
            Path(told.table).write_text(text, "utf-8")
        return 0
    chosen = choose(told.only)
    for promise in chosen:
        until = time.monotonic() + told.minutes * 60 if told.minutes else float("inf")
        run(promise, told.share, until)
    rows = book.read()
    show(rows, Console(width=130))
    return 0 if all(rows[one.id].ok for one in chosen if one.id in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
