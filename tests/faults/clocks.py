"""P5: a clock that is wrong or jumps loses, reorders and blocks nothing, and dates no surat wildly."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import HOUR
from kiosk.store import cases, ledger
from kiosk.usecases import acts, clock, office, permohonan, surat
from tests import make
from tests.fakes import MONDAY, FakeWorld
from tests.faults import audit
from tests.faults.promise import Result

DAY_MS: Final = 86_400_000
YEAR_MS: Final = 365 * DAY_MS
MOMENTS: Final = {
    "1970": 0,
    "2000": 946_684_800_000,
    "yesterday": MONDAY - DAY_MS,
    "tomorrow": MONDAY + DAY_MS,
    "five years on": MONDAY + 5 * YEAR_MS,
    "a hundred years on": MONDAY + 100 * YEAR_MS,
}


def set_clocks_wrong(seed: int, folder: Path, size: int) -> Result:
    """`size` offices, in each a wrong clock at one of the machines, while it runs or while it was off."""
    wrong: list[str] = []
    figures: dict[str, float] = {}
    lost = doubled = 0
    for number in range(size):
        chance = random.Random(seed * 10_000 + number)
        name = chance.choice(sorted(MOMENTS))
        figures[name] = figures.get(name, 0) + 1
        one = _Office(folder / f"{number}", chance, name)
        try:
            one.live()
        except Refused as error:
            one.wrong.append(f"blocked by {error}")
        lost += one.count_lost()
        doubled += audit.count_doubles(ledger.all_entries(one.desk.db))
        wrong += [f"{name}, seed {seed}/{number}: {line}" for line in one.wrong]
        one.close()
    return Result(size, lost, doubled, tuple(wrong), figures)


class _Office:
    def __init__(self, folder: Path, chance: random.Random, moment: str) -> None:
        self.chance, self.moment = chance, MOMENTS[moment]
        self.worlds = {"desk": FakeWorld(seed=1), "lobby": FakeWorld(seed=2)}
        self.desk = make.make_office(folder / "desk", world=self.worlds["desk"])
        self.lobby = make.make_lobby(self.desk, folder / "lobby", world=self.worlds["lobby"])
        self.today = moment_day(MONDAY)  # on the wall
        self.filed: list[str] = []
        self.wrong: list[str] = []

    def live(self) -> None:
        """A morning, the fault, the day after, the cure; in each people file, and surat are signed."""
        self._work()
        victim = self.chance.choice(("desk", "desk", "lobby"))
        world = self.worlds[victim]
        is_off = self.chance.random() < 0.5
        world.at = self.moment + self.chance.randrange(DAY_MS // 4)
        if is_off:
            world.reboot()
            self._restart(victim)
        self._work()
        for other in self.worlds.values():
            other.pass_time(hours=20)
        self.today = moment_day(MONDAY + 20 * HOUR)
        self._work()
        world.at = MONDAY + DAY_MS  # the time service is back
        self.today = moment_day(world.at)
        if self.chance.random() < 0.5:
            world.reboot()
            self._restart(victim)
        self._work(is_cured=True)

    def _restart(self, name: str) -> None:
        kiosk = self.desk if name == "desk" else self.lobby
        kiosk.db.close()
        kiosk = office.start(self.worlds[name].as_world(), kiosk.config, make.library(), cost=make.CHEAP)
        if name == "desk":
            self.desk = kiosk
        else:
            self.lobby = kiosk

    def _work(self, *, is_cured: bool = False) -> None:
        """Both file; the ledger goes on; a wet surat is signed as soon as an officer vouches for the date."""
        for kiosk in (self.lobby, self.desk):
            self.filed.append(make.file(kiosk).case.id)
        audit.meet(self.lobby, self.desk)
        if ledger.count_pending(self.lobby.db)[0]:
            audit.meet(self.lobby, self.desk)
        case = make.checked(self.desk, cases.get_shown(self.desk.db, self.filed[-1]).case)
        while case.get_step() != "signer":
            case = permohonan.pass_on(self.desk, make.STEPS[case.get_step()], acts.begin(self.desk, case))
        self._sign(case.id, is_cured=is_cured)

    def _sign(self, id: str, *, is_cured: bool) -> None:
        desk = self.desk
        floor = moment_day(acts.get_floor(desk))
        case = cases.get_shown(desk.db, id).case
        try:
            if not clock.is_date_trusted(desk):
                self._confirm(desk)
            case = surat.sign(desk, make.operator, acts.begin(desk, case))
        except Refused as refusal:
            self._note_refusal(refusal, is_cured=is_cured)
            return
        day = date.fromisoformat(case.sign["date"])
        if day > floor + timedelta(days=clock.LONGEST_DAYS):
            self.wrong.append(f"a surat is dated {day}, years above the floor {floor}")
        if not floor <= day:
            self.wrong.append(f"a surat is dated {day}, before the floor {floor}")

    def _confirm(self, desk: Kiosk) -> None:
        """An officer reads the date off the wall, whatever the machine says."""
        clock.confirm_date(desk, make.operator, acts.begin(desk), self.today)

    def _note_refusal(self, refusal: Refused, *, is_cured: bool) -> None:
        """Where a clock a day ahead has dated a surat, no number may go back before that day: nothing else
        may stop ink.
        """
        ahead = self.moment > MONDAY + timedelta(hours=12) // timedelta(milliseconds=1)
        if refusal.code in {"date_before_last", "date_out_of_range"} and ahead:
            return
        self.wrong.append(f"{'after the cure ' if is_cured else ''}no surat: {refusal}")

    def count_lost(self) -> int:
        """Filings that have no place, devices that do not agree."""
        for _ in range(2):
            audit.meet(self.lobby, self.desk)
        self.wrong += audit.find_differences((self.desk, self.lobby))
        placed = {one["id"] for one in audit.read_events(self.desk) if one["verb"] == "file"}
        return sum(id not in placed for id in self.filed)

    def close(self) -> None:
        for kiosk in (self.lobby, self.desk):
            kiosk.db.close()
