"""P6: a disk that gets full loses nothing that had a receipt and takes nothing it cannot keep.

Two disks: a file system of a few MB, where this runs as root, and the same database told by SQLite that there
are no more pages, which strikes at a page nobody chose.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError, Unavailable
from kiosk.store import cases, files, ledger
from kiosk.usecases import acts, copies, office, permohonan, surat
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.faults.promise import Result

MOST: Final = 400
CODES: Final = frozenset({"database_full", "disk_full", "database_io", "mark_unwritable", "backup_failed"})


def fill_disk(seed: int, folder: Path, size: int) -> Result:
    """`size` disks that get full at different points of the work."""
    wrong: list[str] = []
    figures: dict[str, float] = {}
    lost = 0
    for number in range(size):
        chance = random.Random(seed * 10_000 + number)
        home = folder / f"{number}"
        home.mkdir()
        if os.geteuid() == 0 and number % 2:
            figures["a small file system"] = figures.get("a small file system", 0) + 1
            with _mounted(home, chance.randrange(2_000, 5_000)):
                lost += _fill(home, chance, wrong, figures, is_mount=True)
        else:
            figures["no more pages"] = figures.get("no more pages", 0) + 1
            lost += _fill(home, chance, wrong, figures, is_mount=False)
    return Result(size, lost, 0, tuple(wrong), figures)


@contextmanager
def _mounted(home: Path, kilobytes: int) -> Iterator[None]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "faults", str(home)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(home)], check=True, capture_output=True)


def _fill(
    home: Path, chance: random.Random, wrong: list[str], figures: dict[str, float], *, is_mount: bool
) -> int:
    world = FakeWorld(seed=chance.randrange(10**6))
    desk = make.make_office(home / "desk", world=world)
    if not is_mount:
        room = int(desk.db.value("PRAGMA page_count")) + chance.randrange(5, 60)
        desk.db.run(f"PRAGMA max_page_count = {room}")
    filed: list[str] = []
    pages: list[str] = []
    signed: dict[str, str] = {}
    code = ""
    for _ in range(MOST):
        try:
            page = files.put(
                desk.db, desk.config.files, chance.randbytes(20_000), kind="ktp", token=desk.token
            )
            case = make.file(desk, files=(page,)).case
            filed.append(case.id)
            pages.append(page.sha256)
            if chance.random() < 0.5:
                signed |= _sign(desk, case.id)
            if chance.random() < 0.2:
                copies.backup(desk)
        except Unavailable as error:
            code = error.code
            break
    figures[code or "never full"] = figures.get(code or "never full", 0) + 1
    if code not in CODES:
        wrong.append(f"full, and it says {code or 'nothing'}")
    lost = _look(desk, filed, pages, signed, wrong)
    if is_mount:
        subprocess.run(["mount", "-o", "remount,size=64m", str(home)], check=True, capture_output=True)
    else:
        desk.db.run("PRAGMA max_page_count = 1000000")
    desk.db.close()
    desk = office.start(world.as_world(), desk.config, make.library(), cost=make.CHEAP)
    lost += _look(desk, filed, pages, signed, wrong)
    try:
        make.signed(desk)  # somebody made room: work goes on
    except KioskError as error:
        wrong.append(f"does not go on: {error}")
    wrong += audit.find_number_faults(desk)
    desk.db.close()
    return lost


def _sign(desk: Kiosk, id: str) -> dict[str, str]:
    case = make.checked(desk, cases.get_shown(desk.db, id).case)
    while case.get_step() != "signer":
        case = permohonan.pass_on(desk, make.STEPS[case.get_step()], acts.begin(desk, case))
    case = surat.sign(desk, make.operator, acts.begin(desk, case))
    return {case.id: case.sign["number"]}


def _look(desk: Kiosk, filed: list[str], pages: list[str], signed: dict[str, str], wrong: list[str]) -> int:
    """Every receipt, and no more than the receipts; the database itself."""
    lost = 0
    shown = {id: cases.find_shown(desk.db, id) for id in filed}
    lost += sum(one is None for one in shown.values())
    for id, number in signed.items():
        found = shown[id]
        lost += found is None or found.case.sign.get("number") != number
    lost += len(audit.find_lost_pages(desk, pages))
    placed = [one for one in audit.read_events(desk) if one["verb"] == "file"]
    if len(placed) > len(filed):
        wrong.append(f"{len(placed) - len(filed)} filings nobody was told of")
    try:
        ledger.check(desk.db)
        if desk.db.value("PRAGMA integrity_check") != "ok":
            wrong.append("the database is damaged")
    except KioskError as error:
        wrong.append(str(error))
    return lost
