"""The reliability contract (sync.md 10) as data: every promise with the trial that strikes at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.faults import (
    apart,
    clocks,
    cut_files,
    full_disks,
    kills,
    poison,
    powercuts,
    repeats,
    restores,
    sticks,
    tampers,
)
from tests.faults.promise import Promise

PROMISES: Final = (
    Promise(
        "P1",
        "A filed permohonan survives process death at any point",
        kills.kill_and_count,
        promised=10_000,
        size=44,
        small=6,
        small_why="6 deaths, not each failpoint twice and 50: a new life costs half a second",
    ),
    Promise(
        "P2",
        ".. and power loss",
        powercuts.cut_power,
        promised=2_000,
        size=50,
        small=15,
        small_why="15 cuts instead of 60",
        not_shown="200 plug pulls of a real PC, usable within 90 s",
    ),
    Promise(
        "P3",
        "One ledger entry per Event, for ever",
        repeats.repeat_messages,
        promised=90,
        size=5,
        small=1,
        small_why="1 simulated day instead of 3",
    ),
    Promise(
        "P5",
        "A wrong clock loses, reorders, blocks nothing",
        clocks.set_clocks_wrong,
        promised=500,
        size=20,
        small=4,
        small_why="4 clocks instead of 24",
    ),
    Promise(
        "P6",
        "Disk full never loses a filed permohonan nor accepts one it cannot keep",
        full_disks.fill_disk,
        promised=1_000,
        size=20,
        small=4,
        small_why="4 disks; half of them file systems of their own where it runs as root",
    ),
    Promise(
        "P7",
        "A cut file resumes; wrong bytes are never accepted",
        cut_files.cut_lines,
        promised=1_000,
        size=100,
        small=12,
        small_why="12 corruptions and a page of 0.5 MB instead of 50 and 1 MB",
    ),
    Promise(
        "P8",
        "A center up to 7 days older heals from the offices",
        restores.restore_center,
        promised=200,
        size=10,
        small=2,
        not_shown="a PostgreSQL dump and its log: the center runs on SQLite",
    ),
    Promise(
        "P9",
        "A restored device is noticed, gives and gets everything back",
        restores.restore_device,
        promised=500,
        size=20,
        small=8,
        small_why="8 restores instead of 12",
    ),
    Promise(
        "P10",
        "Two that write for one office are noticed, one is left",
        restores.copy_register,
        promised=300,
        size=5,
        small=2,
        small_why="2 copies instead of 6; moves are struck in test_ledger_model.py",
        not_shown="300 moves of the register on disk: a further one cannot be appointed yet; the model of"
        " test_ledger_model.py moves it in memory",
    ),
    Promise(
        "P11",
        "Acts made apart: none dropped, same result everywhere, author told",
        apart.act_apart,
        promised=len(apart.list_pairs()),
        size=100,
        small=12,
        small_why="12 of all pairs",
    ),
    Promise(
        "P15",
        "One bad Event never blocks others",
        poison.hand_in_poison,
        promised=100_000,
        size=5_000,
        small=1_000,
        small_why="1,000 Events instead of 2,000",
    ),
    Promise(
        "P17",
        "A bundle equals a round",
        sticks.carry_sticks,
        promised=1_000,
        size=50,
        small=20,
        small_why="20 spoiled bundles instead of 40",
    ),
    Promise(
        "P19",
        "Tampering and truncation are detected",
        tampers.tamper,
        promised=1_000,
        size=100,
        small=20,
        small_why="20 strikes instead of 60",
    ),
)

_NO_TRIAL: Final = "no trial in this program yet"

NOT_SHOWN: Final[Mapping[str, str]] = {
    "P12": "a failing printer: 500 faults of a real queue (its parts are tested in tests/printing)",
    "P14": "updates that are cut: there is no package to update yet",
    **{f"P{number}": _NO_TRIAL for number in (4, 13, 16, 18, 20)},
}
