"""Lobby and desk are killed at random moments while they work: what had a receipt is there, once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk import config
from kiosk.store import cases, ledger, register
from kiosk.usecases import surat, upkeep
from tests.make import RESOURCES
from tests.story.place import Place
from tests.waiting import wait_until

KILLS = int(os.environ.get("SIDEMANG_KILLS", "3"))  # of both together; the long run is `make demo kill=20`
SEED = 20261124
EXPECTED = {"stale_base", "wrong_state", "not_allowed"}  # a carried case had moved meanwhile


@dataclass
class Hand:
    """One child process and every receipt its lives gave."""

    role: str
    home: Path
    receipts: list[list[str]] = field(default_factory=list)
    lives: int = 0
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.story.hand", self.role, str(self.home)],
            stdout=subprocess.PIPE,
            cwd=RESOURCES.parent,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, args=(self.process,))
        self.reader.start()
        self.lives += 1
        wait_until(lambda: self.count("open") == self.lives, f"{self.role} is open, life {self.lives}")

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.receipts.extend(line.split() for line in process.stdout if line.endswith("\n"))

    def count(self, what: str) -> int:
        return len(self.get(what))

    def get(self, what: str) -> list[str]:
        return [words[1] for words in tuple(self.receipts) if words[0] == what]

    def kill(self) -> None:
        if self.process is None or self.reader is None:
            return
        self.process.kill()
        self.process.wait()
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[tuple[Place, Hand, Hand]]:
    """An office with its real clock, both devices closed again and ready to be run by children."""
    made = Place(tmp_path, is_real=True)
    made.found()
    made.enrol_lobby()
    for settings in (made.desk_config, made.lobby_config):
        config.save(settings)
    made.close()
    desk, lobby = Hand("desk", made.desk_config.home), Hand("lobby", made.lobby_config.home)
    yield made, desk, lobby
    for one in (lobby, desk):
        one.kill()
    made.close()


def test_nothing_filed_is_lost_or_doubled_by_processes_that_are_killed(
    hands: tuple[Place, Hand, Hand],
) -> None:
    place, desk, lobby = hands
    chance = random.Random(SEED)
    for one in (desk, lobby):
        one.start()
    wait_until(lambda: desk.count("signed") >= 1, "the desk works")
    for _ in range(KILLS):
        threading.Event().wait(chance.uniform(0.05, 0.8))
        one = chance.choice((desk, lobby))
        one.kill()
        one.start()
    wait_until(lambda: desk.count("signed") >= 3, "the desk goes on")
    for one in (lobby, desk):
        one.kill()
        one.process = None

    place.open_desk()
    place.open_lobby()
    place.lobby.wires.poke()
    wait_until(lambda: not ledger.count_pending(place.lobby.kiosk.db)[0], "everything is handed in")
    db = place.desk.kiosk.db
    wait_until(
        lambda: upkeep.digest(place.lobby.kiosk) == upkeep.digest(place.desk.kiosk), "both know the same"
    )

    filed = Counter(event["id"] for event in events(place) if event["verb"] == "file")
    assert len(lobby.get("filed")) > KILLS
    assert {id: filed[id] for id in lobby.get("filed")} == dict.fromkeys(lobby.get("filed"), 1)
    assert set(filed.values()) == {1}
    assert set(desk.get("refused")) <= EXPECTED
    assert all(cases.get_shown(db, id).case.sign for id in desk.get("signed"))
    for kiosk in (place.desk.kiosk, place.lobby.kiosk):
        ledger.check(kiosk.db)
    check_numbers(place)


def events(place: Place) -> list[dict[str, object]]:
    return [json.loads(entry.event) for entry in ledger.all_entries(place.desk.kiosk.db)]


def check_numbers(place: Place) -> None:
    """No number twice and none missing: what a crash left between mark and commit stands in the book."""
    db = place.desk.kiosk.db
    assert not register.find_doubles(db)
    scope, year = register_year(place)
    lines = [line for line in register.find_year(db, year) if line.scope == scope]
    taken = [line.n for line in lines if line.state != "outside"]
    outside = [line.n for line in lines if line.row.get("title") == "crash"]
    assert len(taken) == len(set(taken)) >= 3
    assert sorted((*taken, *outside)) == list(range(min(taken), max(*taken, *outside, 0) + 1))


def register_year(place: Place) -> tuple[str, int]:
    """The counter the office works with now."""
    kiosk = place.desk.kiosk
    number = surat.next_number(kiosk, kiosk.catalogue.get("domisili"))
    return number.scope, number.year
