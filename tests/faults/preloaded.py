"""Trials inside a process that a tool of the system has got between us and the kernel: libfaketime, libfiu.

Both are libraries to be loaded before all others, so such a trial runs in an interpreter of its own; the
processes it forks are struck each by what lies in its folder: `clock` (seconds added to the system's clock,
read anew at every call) and `failing` (a point of libfiu and how often it fails).
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.faults.promise import Result

CLOCK: Final = "clock"
FAILING: Final = "failing"
_FAKETIME: Final = "libfaketime.so.1"
_NOBODY: Final = threading.Event()


def rest(seconds: float) -> None:
    """`time.sleep`, which libfaketime 0.9.10 breaks: it sleeps to a moment by the monotonic clock."""
    _NOBODY.wait(seconds)


def find_faketime() -> str:
    """The library, where Debian keeps it; raises FileNotFoundError."""
    found = sorted(Path("/usr/lib").glob(f"*/faketime/{_FAKETIME}"))
    if not found:
        raise FileNotFoundError(f"{_FAKETIME}: install the Debian package libfaketime")
    return str(found[0])


def strike(home: Path) -> None:
    """In a process just forked: what lies in its folder holds for it from now on."""
    if (home / CLOCK).exists():
        os.environ["FAKETIME_TIMESTAMP_FILE"] = str(home / CLOCK)
    if (home / FAILING).exists():
        point, often, code = (home / FAILING).read_text("ascii").split()
        fiu = ctypes.CDLL("libfiu.so.0")
        fiu.fiu_enable_random(point.encode(), 1, ctypes.c_void_p(int(code)), 0, ctypes.c_float(float(often)))


def run_inside(
    trial: str,
    told: tuple[int, Path, int],
    *,
    before: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
) -> Result:
    """The trial `module:function` (seed, folder, size) in an interpreter begun behind these words of a
    command, with this added to its environment.
    """
    made = subprocess.run(
        [*before, sys.executable, "-m", "tests.faults.preloaded", trial, *map(str, told)],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | dict(more or {}),
        cwd=Path(__file__).parents[2],
    )
    if made.returncode:
        return Result(0, wrong=(f"{trial} ended with {made.returncode}: {made.stderr[-2000:]}",))
    value = json.loads(made.stdout.splitlines()[-1])
    return Result(**{**value, "wrong": tuple(value["wrong"])})


def main(arguments: Sequence[str]) -> None:
    """One trial; its result is the last line."""
    module, _, name = arguments[0].partition(":")
    trial = getattr(importlib.import_module(module), name)
    result = trial(int(arguments[1]), Path(arguments[2]), int(arguments[3]))
    sys.stdout.write(json.dumps(asdict(result)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
