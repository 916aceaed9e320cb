"""A small office in this process, for trials that strike at disks and lines."""

from __future__ import annotations

import io
import random
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases
from kiosk.usecases import acts, office, permohonan, surat
from sync import anchors, newcomers
from sync.central import __main__ as command
from sync.central import city
from sync.central.center import Center
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.story.place import with_name

NAMES: Final = ("LELA", "TONO", "SARI", "BUDI", "RATNA")


@dataclass
class Town:
    """The practice office of the tests and, where asked for, a center that adopted it."""

    folder: Path
    chance: random.Random
    desk: Kiosk
    lobby: Kiosk
    center_home: Path | None = None
    starts: int = 100
    paper: dict[str, set[str]] = field(default_factory=dict)  # number -> permohonan it was told for
    unmarked: set[str] = field(default_factory=set)  # numbers whose mark went with a disk

    @classmethod
    def build(cls, folder: Path, seed: int, *, adopted: bool = False) -> Town:
        desk = make.make_office(folder / "desk", world=FakeWorld(seed=1001 + 2 * seed))
        lobby = make.make_lobby(desk, folder / "lobby", world=FakeWorld(seed=1002 + 2 * seed))
        town = cls(folder, random.Random(seed), desk, lobby)
        if adopted:
            town.make_center()
            center = town.open_center()
            code = city.make_code(center, desk.office.code, "register")
            newcomers.be_adopted(desk, code, lambda _route, body: city.answer(center, body))
            center.engine.dispose()
            anchors.tell_city(desk)
        audit.meet(lobby, desk)
        return town

    def make_center(self) -> None:
        """`central init`."""
        self.center_home = self.folder / "center"
        with redirect_stdout(io.StringIO()), pytest.raises(SystemExit):
            command.main(["init", "--home", str(self.center_home)])

    def open_center(self) -> Center:
        """A start of the center's process, as far as its store goes."""
        assert self.center_home is not None
        return command._open(self.center_home)

    def restart(self, kiosk: Kiosk) -> Kiosk:
        """The same device, its process begun anew on whatever lies on its disk."""
        kiosk.db.close()
        self.starts += 1
        mine = FakeWorld(at=kiosk.now(), seed=self.starts * 1000 + self.chance.randrange(1000))
        return office.start(mine.as_world(), kiosk.config, make.library(), cost=make.CHEAP)

    def file(self, kiosk: Kiosk) -> str:
        """A resident files."""
        name = self.chance.choice(NAMES)
        nik = f"167199450789{self.chance.randrange(1, 10_000):04d}"
        return make.file(kiosk, subject=with_name(f"{name} CONTOH", nik)).case.id

    def work(self, kiosk: Kiosk) -> str:
        """One button at the desk about one open permohonan; its code where a rule says no."""
        shown = cases.find_open(kiosk.db)
        if not shown:
            return ""
        case = self.chance.choice(shown).case
        try:
            if case.status is not Status.IN_REVIEW:
                self._hand_over(kiosk, case)
                return ""
            case = make.checked(kiosk, case) if not case.identity else case
            while case.get_step() != "signer":
                who = make.STEPS[case.get_step()]
                case = permohonan.pass_on(kiosk, who, acts.begin(kiosk, case))
            if kiosk.is_register:
                case = surat.sign(kiosk, make.operator, acts.begin(kiosk, case))
                self.paper.setdefault(case.sign["number"], {case.id})
        except Refused as refusal:
            return refusal.code
        return ""

    def _hand_over(self, kiosk: Kiosk, case: Permohonan) -> None:
        """Printed, inked, taken."""
        case = case if case.has_printed() else make.printed(kiosk, case)
        if case.status is Status.SIGNED:
            case = surat.confirm_ink(kiosk, make.operator, acts.begin(kiosk, case))
        surat.hand_over(kiosk, make.operator, acts.begin(kiosk, case), to="CONTOH")

    def close(self) -> None:
        """Give up the databases."""
        for kiosk in (self.lobby, self.desk):
            with suppress(Exception):
                kiosk.db.close()
