"""P5, P6: real processes under libfaketime and libfiu; what must be true is what must be without."""

from __future__ import annotations

import errno
import random
import shutil
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from kiosk import config
from kiosk.store import cases
from kiosk.usecases import clock
from tests import make
from tests.faults import kills, powercuts, preloaded
from tests.faults.crew import EXPECTED, Hand, wait_for
from tests.faults.kills import House
from tests.faults.promise import Result

DAY_S: Final = 86_400
MOMENTS: Final = {"1970": 90_000, "2000": 946_684_800}  # s UTC
OFFSETS: Final = {
    "yesterday": -DAY_S,
    "tomorrow": DAY_S,
    "five years on": 5 * 365 * DAY_S,
    "a hundred years on": 100 * 365 * DAY_S,
    "right again": 0,
}
DATES: Final = frozenset({"date_untrusted", "date_out_of_range", "date_before_last"})
FAILING: Final = (
    ("posix/io/rw/pwrite", errno.EIO),
    ("posix/io/rw/pwrite", errno.ENOSPC),
    ("posix/io/sync/fdatasync", errno.EIO),
    ("posix/io/sync/fsync", errno.EIO),
)


# --- clocks -----------------------------------------------------------------------------------------------


def set_real_clocks(seed: int, folder: Path, size: int) -> Result:
    """`size` wrong moments for lobby, desk and center, while they run or between two starts."""
    how = {
        "LD_PRELOAD": preloaded.find_faketime(),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_TIMESTAMP_FILE": str(folder / "right"),
    }
    (folder / "right").write_text("+0\n", "ascii")
    return preloaded.run_inside(f"{__name__}:live_wrongly", (seed, folder, size), more=how)


def live_wrongly(seed: int, folder: Path, size: int) -> Result:
    """Under libfaketime: three processes at work, their clocks turned; then everything is compared."""
    chance = random.Random(seed)
    house = House.build(folder)
    hands = house.hands()
    told = kills.Killing(chance, hands, 0)
    for hand in hands.values():
        _turn(hand, 0)
    try:
        told.begin()
        for _ in range(size):
            _set_wrong(chance, hands, told)
        for hand in hands.values():
            _turn(hand, 0)
        told.go_on(("lobby", "filed"))
    finally:
        for hand in hands.values():
            hand.kill()
    result = kills.compare(house, hands, told, expected=EXPECTED | DATES)
    wrong = (*result.wrong, *_find_wild_dates(house, hands["desk"]))
    figures = {"receipts": result.figures["receipts"], **told.at}
    return Result(size, result.lost, result.duplicated, wrong, figures)


def _turn(hand: Hand, seconds: int) -> None:
    fresh = hand.home / f"{preloaded.CLOCK}.new"
    fresh.write_text(f"{seconds:+d}\n", "ascii")
    fresh.replace(hand.home / preloaded.CLOCK)


def _set_wrong(chance: random.Random, hands: dict[str, Hand], told: kills.Killing) -> None:
    hand = hands[chance.choice(("desk", "desk", "lobby", "center"))]
    name = chance.choice((*MOMENTS, *OFFSETS))
    told.at[name] += 1
    off = OFFSETS[name] if name in OFFSETS else MOMENTS[name] - int(time.time())
    if chance.random() < 0.5:
        hand.kill()
        _turn(hand, off)
        told.start(hand)
    else:
        _turn(hand, off)
    lobby = hands["lobby"]
    if not wait_for(partial(kills.has, lobby, "filed", lobby.count("filed") + 3)):
        told.wrong.append(
            f"{name} at {hand.role}: the lobby does not file; it stands at {lobby.find_stack()}"
        )
    preloaded.rest(0.3)


def _find_wild_dates(house: House, hand: Hand) -> list[str]:
    """Surat dated outside what an officer may confirm (sync.md 5)."""
    today = datetime.now(UTC).date()
    first, last = today - timedelta(days=2), today + timedelta(days=1 + clock.LONGEST_DAYS)
    desk = kills.open_desk(house)
    try:
        given = [cases.get_shown(desk.db, id).case.sign["date"] for id in hand.get("signed")]
    finally:
        desk.db.close()
    return [f"a surat is dated {day}" for day in given if not first <= date.fromisoformat(day) <= last]


# --- disks ------------------------------------------------------------------------------------------------


def fail_writes(seed: int, folder: Path, size: int) -> Result:
    """`size` lives of a desk some of whose writes or flushes fail."""
    return preloaded.run_inside(
        f"{__name__}:live_on_a_bad_disk", (seed, folder, size), before=("fiu-run", "-x")
    )


def live_on_a_bad_disk(seed: int, folder: Path, size: int) -> Result:
    """Under libfiu: work until some has failed, death, a sound disk again; every receipt is looked for."""
    chance = random.Random(seed)
    made = make.make_office(folder / "desk")
    config.save(made.config)
    made.db.close()
    hand = Hand("stubborn", made.config.home)
    found = powercuts.Found()
    figures: Counter[str] = Counter()
    while found.cuts < size:
        point, code = chance.choice(FAILING)
        often = chance.choice((0.005, 0.02, 0.1))
        (hand.home / preloaded.FAILING).write_text(f"{point} {often} {code}", "ascii")
        hand.start()
        wait_for(partial(kills.has, hand, "failed", hand.count("failed") + 5), 1.0)
        hand.kill()
        (hand.home / preloaded.FAILING).unlink()
        name = f"{point.rpartition('/')[2]} {errno.errorcode[code]}"
        figures[name] += 1
        shutil.copytree(hand.home, folder / "disk", ignore=shutil.ignore_patterns("*.lock"))
        powercuts.open_and_look(folder / "disk", list(hand.receipts), found)
        shutil.rmtree(folder / "disk")
    figures["acts that failed and said so"] = hand.count("failed")
    return Result(
        found.cuts,
        found.lost,
        found.doubled,
        tuple(found.wrong),
        {**figures, "receipts looked for": found.looked},
    )
