"""Measures the lobby's window in fresh processes: time and memory at its first frame; it touches nothing."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk import config
from tests import make
from tests.bench.figure import MS, About, Figure
from tests.story.place import Place, bring_residents

FRAME_S: Final = 1.0
HOME_MB: Final = 130.0
WAIT_S: Final = 60.0
WITHOUT_SCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

Told = Mapping[str, tuple[float, float]]
"""What a window told: moment -> (seconds since its process was asked for, MB in use)."""


def windows(n: int) -> list[Figure]:
    """`first_frame` and `home_rss` of the lobby of the practice office, enrolled and once opened before."""
    with tempfile.TemporaryDirectory() as folder:
        home = _prepare(Path(folder))
        _look(str(home))  # writes home.json, as every day but the first finds it
        bare, office = [], []
        for _ in range(n):
            bare.append(_look("bare")["first_frame"])
            office.append(_look(str(home)))
    frames = [told["first_frame"][0] for told in office]
    sizes = [told["first_frame"][1] for told in office]
    later = statistics.median(told["settled"][1] for told in office)
    floor = (statistics.median(one[0] for one in bare), statistics.median(one[1] for one in bare))
    return [
        About("first_frame", "s", "cold", FRAME_S).of(
            frames,
            floor=floor[0],
            note="from asking for the process to the first frame; files in memory, software renderer, "
            "1920x1080, offscreen; floor: one rectangle of the same Qt; the rest is our imports, QML, fonts",
        ),
        About("home_rss", "MB", "cold", HOME_MB).of(
            sizes,
            floor=floor[1],
            note=f"at the first frame; {later:.0f} MB once the office behind is open; floor: one rectangle",
        ),
    ]


def _prepare(folder: Path) -> Path:
    place = Place(folder, is_real=True)
    place.found()
    bring_residents(place)
    place.enrol_lobby()
    for settings in (place.desk_config, place.lobby_config):
        config.save(settings)
    place.close()
    return place.lobby_config.home


def _look(what: str) -> Told:
    begun = time.monotonic_ns()
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", what],
        cwd=make.RESOURCES.parent,
        env={**os.environ, **WITHOUT_SCREEN},
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=False,
    )
    lines = [json.loads(line) for line in child.stdout.splitlines() if line.startswith("{")]
    told = {line["what"]: ((line["at"] - begun) / MS / 1000, float(line["rss"])) for line in lines}
    if told.keys() != {"first_frame", "settled"}:
        raise RuntimeError(f"the window drew nothing: exit {child.returncode}: {child.stderr.strip()[-300:]}")
    return told
