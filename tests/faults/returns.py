"""P4: an office that is alone for a month, or for three, and then comes home."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Final

from kiosk.store import ledger
from kiosk.usecases import office
from sync import newcomers, wire
from sync.central import city, fold
from sync.desk import Desk
from sync.loop import run_round
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.faults.crew import EXPECTED
from tests.faults.promise import Result
from tests.faults.town import Town

THIN: Final = 32_000  # bytes a second of 256 kbit/s
MONTH: Final = 21_600  # Events of an office in 30 days
DAY: Final = 720
DAY_MS: Final = 86_400_000
EVENTS_S: Final = 300.0  # for all of a month on that line
ACT_MS: Final = 200.0
PRESSES: Final = 7  # at the desk for each round: two for each filing, so that nothing piles up


def stay_offline(seed: int, folder: Path, size: int) -> Result:
    """`size` Events on the office's network, the register off now and then, all off at night; then home."""
    town = Town.build(folder, seed)
    spent: list[float] = []
    filed: list[str] = []
    refused: Counter[str] = Counter()
    nights = n = 0
    while n < size:
        is_off = town.chance.random() < 0.1
        for _ in range(town.chance.randrange(1, 6)):
            kiosk = town.lobby if is_off or town.chance.random() < 0.5 else town.desk
            begun = time.perf_counter()
            filed.append(town.file(kiosk))
            spent.append(1000 * (time.perf_counter() - begun))
        if not is_off:
            audit.meet(town.lobby, town.desk)
            for _ in range(PRESSES):
                refused[town.work(town.desk)] += 1
        n = ledger.head(town.desk.db).n
        while n // DAY > nights:
            nights += 1
            _pass_night(town, nights)
    for _ in range(2):
        audit.meet(town.lobby, town.desk)
    last = sorted(spent[-max(len(spent) // 10, 5) :])
    p95 = last[int(0.95 * (len(last) - 1))]
    lost, sent, wrong = _come_back(town)
    entries = audit.read_events(town.desk)
    lost += len(set(filed) - {one["id"] for one in entries if one["verb"] == "file"})
    n = len(entries)
    seconds = sent / THIN
    if seconds > EVENTS_S * max(n / MONTH, 0.02):
        wrong.append(f"{seconds:.0f} s of a thin line for {n} Events")
    if strange := set(refused) - {"", *EXPECTED}:
        wrong.append(f"refused: {strange}")
    if p95 > ACT_MS:
        wrong.append(f"p95 of the last filings is {p95:.0f} ms")
    doubled = audit.count_doubles(ledger.all_entries(town.desk.db))
    signed = sum(one["verb"] == "sign" for one in entries)
    town.close()
    figures = {
        "worst days in one": float(nights),
        "surat": float(signed),
        "worst p95 of the last filings, ms": round(p95, 1),
        "worst median of all, ms": round(statistics.median(spent), 1),
        "worst bytes an Event to the center": round(sent / n),
    }
    return Result(n, lost, doubled, tuple(wrong), figures)


def _pass_night(town: Town, night: int) -> None:
    """Both machines are switched off and, a day later, on again: another boot, another incarnation."""
    boot = f"00000000-0000-4000-8000-{night:012d}"
    for name in ("desk", "lobby"):
        kiosk = getattr(town, name)
        kiosk.db.close()
        mine = FakeWorld(at=kiosk.now() + DAY_MS, seed=town.chance.randrange(10**9), boot_id=boot)
        setattr(town, name, office.start(mine.as_world(), kiosk.config, make.library(), cost=make.CHEAP))


def _come_back(town: Town) -> tuple[int, int, list[str]]:
    """(lost, bytes sent, what is wrong) of the first round with a center that holds nothing yet."""
    town.make_center()
    center = town.open_center()
    code = city.make_code(center, town.desk.office.code, "register")
    newcomers.be_adopted(town.desk, code, lambda _route, body: city.answer(center, body))
    sent = 0

    def answer(messages: list[bytes]) -> list[bytes]:
        nonlocal sent
        packet = wire.pack(messages)
        sent += len(packet)
        return wire.unpack(center.handle(packet)[0])

    run_round(Desk(town.desk), audit.Wire("pusat", answer))
    wrong = list(audit.find_differences((town.desk, town.lobby)))
    with center.engine.connect() as connection:
        side = center.open_side(connection, town.desk.office.code)
        fold.catch_up(side)
        wrong += audit.find_differences((town.desk,), side)
    center.engine.dispose()
    return ledger.count_pending(town.lobby.db)[0], sent, wrong
