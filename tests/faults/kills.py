"""P1: lobby, desk and center are killed at named points and at random; what had a receipt is there, once."""

from __future__ import annotations

import io
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Final

import pytest

from kiosk import config, world
from kiosk.config import Config
from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError
from kiosk.store import backup, cases, documents, ledger
from kiosk.usecases import office
from sync import newcomers
from sync.central import __main__ as command
from sync.central import city, fold
from sync.central.center import Center
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.faults.book import ROOT
from tests.faults.crew import EXPECTED, Hand, wait_for
from tests.faults.promise import Result
from tests.story.place import Place
from tests.waiting import free_port

_POINT: Final = re.compile(r'failpoint\.reach\("([a-z]+\.[a-z]+)"\)')
_VICTIMS: Final = {"file": "lobby", "page": "lobby", "follow": "lobby", "round": "lobby", "center": "center"}
ELSEWHERE: Final = frozenset({"restore", "appointment"})  # not of a day's work: killed by themselves
TAKE_OVER: Final = ("appointment.marked", "appointment.recorded", "appointment.committed")
RESTS_S: Final = (0.05, 0.3)  # before a death: now in the beginning of a life, now in its middle
MORE: Final = 2  # deaths beside a process that is on its way to a named point
OUTAGES: Final = 0.5  # of the strikes: all three processes at once


@cache
def find_points() -> tuple[str, ...]:
    """Every failpoint of the program, read from its source."""
    sources = (path for part in ("kiosk", "sync") for path in sorted((ROOT / part).rglob("*.py")))
    return tuple(dict.fromkeys(name for path in sources for name in _POINT.findall(path.read_text("utf-8"))))


@dataclass
class House:
    """An office adopted by a center, each of the three in a folder of its own, all closed."""

    folder: Path
    place: Place
    center_home: Path

    @classmethod
    def build(cls, folder: Path) -> House:
        """`central init`, `kiosk init`, `enrol`, the adoption."""
        home = folder / "center"
        with redirect_stdout(io.StringIO()), pytest.raises(SystemExit):
            command.main(["init", "--home", str(home)])
        port = free_port()
        (home / "port").write_text(str(port), "ascii")
        place = Place(folder, is_real=True)
        place.found()
        place.enrol_lobby()
        center = command._open(home)
        kiosk = place.desk.kiosk
        code = city.make_code(center, kiosk.office.code, "register")
        newcomers.be_adopted(kiosk, code, lambda _route, body: city.answer(center, body))
        center.engine.dispose()
        place.close()
        place.desk_config = replace(place.desk_config, center=f"http://127.0.0.1:{port}")
        for one in (place.desk_config, place.lobby_config):
            config.save(one)
        return cls(folder, place, home)

    def hands(self) -> dict[str, Hand]:
        homes = {
            "center": self.center_home,
            "desk": self.place.desk_config.home,
            "lobby": self.place.lobby_config.home,
        }
        return {role: Hand(role, home) for role, home in homes.items()}


def kill_and_count(seed: int, folder: Path, size: int) -> Result:
    """One office; `size` deaths of its three processes; then everything is compared."""
    chance = random.Random(seed)
    house = House.build(folder)
    hands = house.hands()
    killing = Killing(chance, hands, seed * size)
    try:
        killing.begin()
        while killing.deaths < size:
            killing.strike()
        killing.go_on()
    finally:
        for hand in hands.values():
            hand.kill()
    killing.wrong += _restore_twice(house)
    result = compare(house, hands, killing)
    taken, wrong = _take_over_dying(house)
    figures = {**result.figures, "in a take-over": float(taken)}
    return replace(result, trials=result.trials + taken, wrong=(*result.wrong, *wrong), figures=figures)


def _restore_twice(house: House) -> Iterator[str]:
    """`kiosk restore` dies after it moved the old database aside; done again, both are there."""
    home = house.place.desk_config.home
    target = home.parent / "restored" / "office.db"
    target.parent.mkdir()
    target.write_bytes(b"what was there")
    hand = Hand("restorer", home)
    hand.start("restore.aside")
    if not wait_for(lambda: not hand.is_alive()) or hand.bury() != -9 or target.exists():
        yield "the restore did not die where it should"
    hand.start()
    if not wait_for(lambda: not hand.is_alive()) or hand.bury() or not hand.count("restored"):
        yield "a restore that was cut cannot be done again"
    elif not target.exists() or not list(target.parent.glob("office.db.old-*")):
        yield "a restore took what was there"


def _take_over_dying(house: House) -> tuple[int, list[str]]:
    """The register is lost; a second desk dies on its way to be it, at each point, and then is; (deaths,
    what is wrong). The old register comes back: there is one ledger and one register.
    """
    settings = _enrol_successor(house)
    hand, wrong = Hand("successor", settings.home), []
    for point in TAKE_OVER:
        hand.start(point)
        if not wait_for(lambda: not hand.is_alive()) or hand.bury() != -9:
            wrong.append(f"the second desk did not die at {point}")
            hand.kill()
    return len(TAKE_OVER), [*wrong, *_follow_new_register(house, settings)]


def _enrol_successor(house: House) -> Config:
    """A second desk that holds its reserve, of which lobby and center have heard; all closed."""
    desk = open_desk(house)
    lobby = office.start(world.real(), house.place.lobby_config, make.library(), cost=make.CHEAP)
    second = make.make_second_desk(desk, house.folder / "desk-2", world=FakeWorld(at=desk.now()))
    center = command._open(house.center_home)
    for _ in range(3):  # the center gives the reserve, by way of the register
        audit.meet(second, desk)
        audit.speak(desk, center)
        with center.engine.connect() as connection:
            fold.catch_up(center.open_side(connection, desk.office.code))
    audit.meet(lobby, desk)
    center.engine.dispose()
    config.save(second.config)
    for one in (second, lobby, desk):
        one.db.close()
    return second.config


def _follow_new_register(house: House, settings: Config) -> Iterator[str]:
    """All devices on what is left after the last death, which came after the commit."""
    place, library = house.place, make.library()
    new, lobby = (
        office.start(world.real(), one, library, cost=make.CHEAP) for one in (settings, place.lobby_config)
    )
    old = open_desk(house)
    try:
        for _ in range(3):
            for one in (lobby, old):
                audit.meet(one, new)
        if {one.register for one in (new, lobby, old)} != {(new.device, 2)}:
            yield f"the register is {[one.register for one in (new, lobby, old)]}"
        yield from audit.find_differences((new, lobby, old))
        for one in (new, lobby, old):
            yield from audit.find_damage(one)
        if many := audit.count_doubles(ledger.all_entries(new.db)):
            yield f"{many} Events stand twice after a take-over"
    finally:
        for one in (new, lobby, old):
            one.db.close()


class Killing:
    """Who dies when; what is seen of it at once."""

    def __init__(self, chance: random.Random, hands: dict[str, Hand], first: int) -> None:
        self.chance, self.hands = chance, hands
        self.points = [one for one in find_points() if one.partition(".")[0] not in ELSEWHERE]
        self.next = first
        self.deaths = 0
        self.wrong: list[str] = []
        self.at: Counter[str] = Counter()

    def begin(self) -> None:
        self.start(*(self.hands[role] for role in ("center", "desk", "lobby")))
        desk = self.hands["desk"]
        if not wait_for(lambda: bool(desk.count("handed") and desk.count("backup"))):
            self.wrong.append("the desk never handed anything over")

    def start(self, *hands: Hand) -> None:
        """New lives, all begun before the first is waited for."""
        for hand in hands:
            hand.lives = hand.count("open")
            hand.start()
        for hand in hands:
            self._wait_open(hand)

    def _wait_open(self, hand: Hand) -> None:
        if not wait_for(lambda: hand.count("open") >= hand.lives or not hand.is_alive()):
            self.wrong.append(f"{hand.role} does not open; it stands at {hand.find_stack()}")

    def strike(self) -> None:
        """Somebody dies at a moment nobody chose, or all three at once, as in a power cut of one machine; one
        of them dies once more at a named point while the others come back.
        """
        time.sleep(self.chance.uniform(0.0, self.chance.choice(RESTS_S)))
        point = self.points[self.next % len(self.points)]
        self.next += 1
        victim = self.hands[_VICTIMS.get(point.partition(".")[0], "desk")]
        is_outage = self.chance.random() < OUTAGES
        others = [one for one in self.hands.values() if one is not victim] if is_outage else []
        self._kill(victim, *others)
        for hand in others:
            hand.lives = hand.count("open")
            hand.start()
        self._die_at(victim, point)
        self.start(victim)
        for hand in others:
            self._wait_open(hand)

    def _kill(self, *hands: Hand) -> None:
        for hand in hands:
            hand.strike_dead()
        for hand in hands:
            code = hand.bury()
            self.deaths += 1
            self.at["at random"] += 1
            if code != -9:
                self.wrong.append(f"{hand.role} had ended by itself with {code}: {hand.receipts[-1:]}")
        self.at["all three at once"] += len(hands) > 1

    def _die_at(self, hand: Hand, point: str) -> None:
        times = self.chance.choice((1, 1, 2))
        hand.start(f"{point}:{times}")
        for _ in range(MORE):
            if wait_for(lambda: not hand.is_alive(), self.chance.uniform(0.05, 0.2)):
                break
            self._kill_beside(hand)
        if not wait_for(lambda: not hand.is_alive(), 30):
            self.wrong.append(f"{hand.role} never came to {point}; it stands at {hand.find_stack()}")
            hand.kill()
            return
        code = hand.bury()
        self.deaths += 1
        self.at["at named points"] += 1
        if code != -9:
            self.wrong.append(f"{hand.role} ended with {code} on its way to {point}")

    def _kill_beside(self, hand: Hand) -> None:
        """Another one dies meanwhile, where one has come so far as to be open."""
        others = [one for one in self.hands.values() if one is not hand and one.count("open") >= one.lives]
        if others:
            other = self.chance.choice(others)
            self._kill(other)
            other.lives = other.count("open")
            other.start()

    def go_on(self, *goals: tuple[str, str]) -> None:
        """After the last death everybody works again: twice more each of (role, what it then says)."""
        for role, what in goals or (("lobby", "filed"), ("desk", "handed")):
            hand = self.hands[role]
            if not wait_for(partial(has, hand, what, hand.count(what) + 2)):
                self.wrong.append(f"{role} does not go on; it stands at {hand.find_stack()}")


def has(hand: Hand, what: str, goal: int) -> bool:
    return hand.count(what) >= goal


def open_desk(house: House) -> Kiosk:
    """The register desk in this process, with nobody to speak to."""
    settings = replace(house.place.desk_config, center="")
    return office.start(world.real(), settings, make.library(), cost=make.CHEAP)


def compare(
    house: House, hands: dict[str, Hand], killing: Killing, *, expected: frozenset[str] = EXPECTED
) -> Result:
    """Open what is left on the three disks, let them talk, count."""
    wrong = list(killing.wrong)
    place = house.place
    desk = open_desk(house)
    lobby = office.start(world.real(), place.lobby_config, make.library(), cost=make.CHEAP)
    center = command._open(house.center_home)
    try:
        with center.engine.connect() as connection:
            held = center.open_side(connection, desk.office.code).get_head().n
        heard = max((n for n in hands["desk"].get("heard")), default=0)
        if held < heard:
            wrong.append(f"the center said it had {heard} entries and has {held}")
        audit.meet(lobby, desk)
        audit.speak(desk, center)
        wrong += _look(desk, lobby, center)
        lost = _count_lost(desk, lobby, center, hands)
        if strange := set(hands["desk"].get("refused")) - expected:
            wrong.append(f"refused: {strange}")
        wrong += _find_bad_backups(hands["desk"], desk.keys.store)
        doubled = audit.count_doubles(ledger.all_entries(desk.db))
    finally:
        desk.db.close()
        lobby.db.close()
        center.engine.dispose()
    receipts = sum(len(hand.receipts) for hand in hands.values())
    return Result(killing.deaths, lost, doubled, tuple(wrong), {"receipts": receipts, **killing.at})


def _look(desk: Kiosk, lobby: Kiosk, center: Center) -> Iterator[str]:
    for kiosk in (desk, lobby):
        yield from audit.find_damage(kiosk)
    yield from audit.find_number_faults(desk)
    with center.engine.connect() as connection:
        side = center.open_side(connection, desk.office.code)
        fold.catch_up(side)
        yield from audit.find_differences((desk, lobby), side)
    ends = {documents.find_end(one.db, one.office.code) for one in (desk, lobby)}
    if len(ends) > 1:
        yield f"feeds end apart: {sorted(seq for seq, _ in ends)}"


def _count_lost(desk: Kiosk, lobby: Kiosk, center: Center, hands: dict[str, Hand]) -> int:
    """Receipts nothing stands behind: filings with their pages, numbers, prints, lists."""
    filed = [words for words in hands["lobby"].receipts if words[0] == "filed"]
    events = {one["id"] for one in audit.read_events(desk) if one["verb"] == "file"}
    lost = sum(words[1] not in events for words in filed)
    pages = [name for words in filed for name in words[2:]]
    lost += len(audit.find_lost_pages(desk, pages)) + len(audit.find_lost_pages(lobby, pages))
    lost += sum(not (center.pages / desk.office.code / name).exists() for name in pages)
    for what, id, value in (words for words in hands["desk"].receipts if len(words) == 3):
        case = cases.get_shown(desk.db, id).case
        if what == "signed":
            lost += case.sign.get("number") != value
        elif what == "printed":
            lost += all(one.attempt != value for one in case.prints)
    listed = max(hands["desk"].get("listed"), default=0)
    return lost + (documents.find_end(desk.db, desk.office.code)[0] < listed)


def _find_bad_backups(hand: Hand, key: bytes) -> Iterator[str]:
    for name in set(hand.get("backup")):
        try:
            backup.verify(Path(name), key)
        except KioskError as error:
            yield f"a backup that was told of: {error}"
