"""P4: an office that is alone for a month, or for three, and then comes home."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Final

from kiosk.store import ledger
from sync import newcomers, wire
from sync.central import city, fold
from sync.desk import Desk
from sync.loop import run_round
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town

THIN: Final = 32_000  # bytes a second of 256 kbit/s
MONTH: Final = 21_600  # Events of an office in 30 days
EVENTS_S: Final = 300.0  # for all of them on that line


def stay_offline(seed: int, folder: Path, size: int) -> Result:
    """`size` Events on the office's network, the register off one day in ten; then the center is there."""
    town = Town.build(folder, seed)
    acts: list[float] = []
    n = 0
    while n < size:
        is_off = town.chance.random() < 0.1
        for _ in range(town.chance.randrange(1, 6)):
            kiosk = town.lobby if is_off or town.chance.random() < 0.5 else town.desk
            begun = time.perf_counter()
            town.file(kiosk)
            acts.append(1000 * (time.perf_counter() - begun))
        if not is_off:
            audit.meet(town.lobby, town.desk)
            for _ in range(4):
                town.work(town.desk)
        n = ledger.head(town.desk.db).n
    for _ in range(2):
        audit.meet(town.lobby, town.desk)
    last = sorted(acts[-max(len(acts) // 10, 5) :])
    p95 = last[int(0.95 * (len(last) - 1))]
    lost, sent, wrong = _come_back(town)
    n = ledger.head(town.desk.db).n
    seconds = sent / THIN
    if seconds > EVENTS_S * max(n / MONTH, 0.02):
        wrong.append(f"{seconds:.0f} s of a thin line for {n} Events")
    town.close()
    figures = {
        "worst p95 of the last filings, ms": round(p95, 1),
        "worst median of all, ms": round(statistics.median(acts), 1),
        "worst bytes an Event to the center": round(sent / n),
    }
    return Result(n, lost, 0, tuple(wrong), figures)


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
