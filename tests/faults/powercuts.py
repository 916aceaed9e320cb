"""P2: the disk as a power cut leaves it: what was never flushed is torn, sector by sector, what was is whole.

A working process is stopped (SIGSTOP) at a moment nobody chose, its files are copied as they are, and what
SQLite had not made durable is torn. Which bytes those are, the index of its log says: frames beyond `mxFrame`
were never acknowledged, and pages of frames beyond `nBackfill` may be half written into the database.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk import config, world
from kiosk.domain.errors import KioskError
from kiosk.store import cases, ledger
from kiosk.usecases import office
from tests import make
from tests.faults import audit
from tests.faults.crew import Hand, wait_for
from tests.faults.promise import Result

SECTOR: Final = 512
TEARS: Final = 5  # of one copy
_HEADER: Final = 32
_FRAME: Final = 24
_MX_FRAME: Final = 16  # in the shared index: the last frame of a commit that was flushed
_BACKFILL: Final = 96  # the last frame whose page is flushed into the database
_PAGE: Final = 8  # in the log's header


def cut_power(seed: int, folder: Path, size: int) -> Result:
    """One desk at work, stopped until `size` disks were torn; each is opened and worked at again."""
    chance = random.Random(seed)
    made = make.make_office(folder / "desk")
    config.save(made.config)
    made.db.close()
    hand = Hand("counter", made.config.home)
    found = Found()
    hand.start()
    try:
        if not wait_for(lambda: hand.count("filed") >= 2):
            return Result(0, wrong=("the desk does not work",))
        while found.cuts < size:
            time.sleep(chance.uniform(0.001, 0.08))
            image = folder / "image"
            receipts = _take_image(hand, image)
            for _ in range(TEARS):
                disk = folder / "disk"
                shutil.copytree(image, disk)
                found.torn += _tear(disk / "data", chance, found)
                open_and_look(disk, receipts, found)
                shutil.rmtree(disk)
            shutil.rmtree(image)
    finally:
        hand.kill()
    figures = {"sectors torn": found.torn, "receipts looked for": found.looked, "in a checkpoint": found.mid}
    return Result(found.cuts, found.lost, found.doubled, tuple(found.wrong), figures)


@dataclass
class Found:
    cuts: int = 0
    torn: int = 0
    mid: int = 0
    looked: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)


def _take_image(hand: Hand, image: Path) -> list[tuple[Any, ...]]:
    """The disk at one moment, and what had been said by then."""
    assert hand.process is not None
    pid = hand.process.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(0.01)  # what is in the line was said
        receipts = list(hand.receipts)
        shutil.copytree(hand.home, image, ignore=shutil.ignore_patterns("*.lock"))
    finally:
        os.kill(pid, signal.SIGCONT)
    return receipts


# --- tearing ----------------------------------------------------------------------------------------------


def _tear(data: Path, chance: random.Random, found: Found) -> int:
    """Spoil what was not durable; how many sectors. The shared index is memory: a power cut takes it."""
    log, shared, base = (data / f"office.db{end}" for end in ("-wal", "-shm", ""))
    index = shared.read_bytes()
    shared.unlink()
    raw = bytearray(log.read_bytes())
    if len(raw) < _HEADER:
        return 0
    page = struct.unpack_from(">I", raw, _PAGE)[0]
    durable, flushed = (struct.unpack_from("=I", index, at)[0] for at in (_MX_FRAME, _BACKFILL))
    end = _HEADER + durable * (_FRAME + page) if durable else 0
    torn = _spoil_tail(raw, end, chance)
    log.write_bytes(raw)
    found.mid += durable > flushed
    if durable > flushed and chance.random() < 0.5:
        torn += _spoil_pages(base, _read_pages(bytes(raw), (flushed, durable), page), page, chance)
    return torn


def _spoil_tail(raw: bytearray, end: int, chance: random.Random) -> int:
    """Cut the file at a sector beyond the durable end, or leave some sectors empty or scrambled."""
    first = -(-end // SECTOR)
    sectors = range(first, -(-len(raw) // SECTOR))
    how = chance.choice(("cut", "zero", "scramble"))
    if how == "cut":
        kept: int = chance.choice((*sectors, len(raw) // SECTOR + 1)) * SECTOR
        torn = max(len(raw) - kept, 0) // SECTOR
        del raw[max(kept, end) :]
        return torn
    chosen = [one for one in sectors if chance.random() < 0.5]
    for one in chosen:
        span = slice(one * SECTOR, min((one + 1) * SECTOR, len(raw)))
        length = span.stop - span.start
        raw[span] = bytes(length) if how == "zero" else chance.randbytes(length)
    return len(chosen)


def _read_pages(raw: bytes, frames: tuple[int, int], page: int) -> Iterator[int]:
    for number in range(*frames):
        yield struct.unpack_from(">I", raw, _HEADER + number * (_FRAME + page))[0]


def _spoil_pages(base: Path, pages: Iterator[int], page: int, chance: random.Random) -> int:
    """Half written pages of the database, each of which the log still holds."""
    torn = 0
    size = base.stat().st_size
    with base.open("r+b") as stream:
        for number in sorted(set(pages)):
            for sector in range(page // SECTOR):
                at = (number - 1) * page + sector * SECTOR
                if at < size and chance.random() < 0.3:
                    stream.seek(at)
                    stream.write(chance.randbytes(SECTOR))
                    torn += 1
    return torn


# --- what is left -----------------------------------------------------------------------------------------


def open_and_look(disk: Path, receipts: list[tuple[Any, ...]], found: Found) -> None:
    """Start the desk on this disk, look for every receipt, work on."""
    found.cuts += 1
    try:
        kiosk = office.start(
            world.real(), make.make_config(disk, device="meja-1"), make.library(), cost=make.CHEAP
        )
    except KioskError as error:
        found.wrong.append(f"does not open: {error}")
        return
    try:
        for kind, id, *more in (words for words in receipts if words[0] in {"filed", "signed"}):
            found.looked += 1
            shown = cases.find_shown(kiosk.db, id)
            if shown is None or (kind == "signed" and shown.case.sign.get("number") != more[0]):
                found.lost += 1
        found.doubled += audit.count_doubles(ledger.all_entries(kiosk.db))
        found.wrong += audit.find_damage(kiosk)
        make.signed(kiosk)
        found.wrong += audit.find_number_faults(kiosk)
    except KioskError as error:
        found.wrong.append(f"does not work on: {error}")
    finally:
        kiosk.db.close()
