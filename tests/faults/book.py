"""build/faults.json: the trials of every promise so far, added up; it can be gone on with after any end."""

from __future__ import annotations

import fcntl
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from tests.faults.promise import Promise, Result, add_figures

ROOT: Final = Path(__file__).resolve().parents[2]
FILE: Final = ROOT / "build" / "faults.json"
PARTS: Final = "abc"  # of a promise that several kinds of trial strike at
KEPT: Final = 20  # sentences of what went wrong
LONGEST: Final = 4_000  # letters of one: it may tell where every thread stood


@dataclass(frozen=True, slots=True)
class Row:
    """What the trials of one promise came to.

    `seed` is the next one: seeds below it were tried. `failed` are those of them that still fail; they are
    tried again first, and `mended` counts those that held then. `commit` is that of the newest trial.
    """

    promise: str
    test: str
    promised: int
    trials: int = 0
    lost: int = 0
    duplicated: int = 0
    wrong: int = 0
    seed: int = 0
    seconds: float = 0.0
    commit: str = ""
    date: str = ""
    ok: bool = True
    failed: dict[str, list[str]] = field(default_factory=dict)
    mended: int = 0
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether as many trials were made as the contract asks for."""
        return self.trials >= self.promised


@dataclass(frozen=True, slots=True)
class Made:
    """One call of a trial: with which seed, how long it took, on which commit and day."""

    seed: int
    seconds: float
    commit: str
    date: str


def read(file: Path = FILE) -> dict[str, Row]:
    """The rows by promise."""
    if not file.exists():
        return {}
    return {one["promise"]: Row(**one) for one in json.loads(file.read_text("utf-8"))}


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Two runs may write the same file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def add(promise: Promise, result: Result, made: Made, file: Path = FILE) -> Row:
    """Add a result to its row and keep the file; a cut leaves the one before."""
    with _alone(file):
        rows = read(file)
        old = rows.get(promise.id, Row(promise.id, promise.test, promise.promised))
        rows[promise.id] = new = _add(
            replace(old, test=promise.test, promised=promise.promised), result, made
        )
        fresh = file.with_suffix(".new")
        listed = sorted(rows.values(), key=lambda row: (int(row.promise[1:].rstrip(PARTS)), row.promise))
        fresh.write_text(
            json.dumps([asdict(row) for row in listed], indent=1, ensure_ascii=False) + "\n", "utf-8"
        )
        fresh.replace(file)
    return new


def _add(old: Row, result: Result, made: Made) -> Row:
    failed = dict(old.failed)
    was_failed = failed.pop(str(made.seed), None) is not None
    if not result.is_kept:
        lines = [*result.wrong, *([f"{result.lost} lost"] if result.lost else [])]
        lines += [f"{result.duplicated} duplicated"] if result.duplicated else []
        failed[str(made.seed)] = [line[:LONGEST] for line in lines[:KEPT]]
    return replace(
        old,
        trials=old.trials + (0 if was_failed else result.trials),
        lost=old.lost + result.lost,
        duplicated=old.duplicated + result.duplicated,
        wrong=old.wrong + len(result.wrong),
        seed=max(old.seed, made.seed + 1),
        seconds=round(old.seconds + made.seconds, 1),
        commit=made.commit,
        date=made.date,
        ok=not failed,
        failed=failed,
        mended=old.mended + (was_failed and result.is_kept),
        figures=add_figures(old.figures, result.figures),
    )


def find_commit() -> str:
    """The commit of this checkout, `+` where something in it was changed since."""
    git = ["git", "-C", str(ROOT)]
    head = subprocess.run([*git, "rev-parse", "--short", "HEAD"], check=False, capture_output=True, text=True)
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD"], check=False)
    return head.stdout.strip() + ("+" if changed.returncode else "")
