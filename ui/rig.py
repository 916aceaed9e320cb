"""Owns what both windows are made of: frame, words, pages, work thread, timers, and the closing of it all."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from kiosk import texts, world
from kiosk.config import Config
from kiosk.domain.errors import KioskError
from kiosk.domain.words import clock_words, full_date_words, moment_day
from ui.qt.idle import IdleWatch
from ui.qt.items import RESOURCES
from ui.qt.life import Life
from ui.qt.reader import Reader
from ui.qt.window import Window
from ui.qt.words import WordsBase, make_words
from ui.qt.worker import Worker
from ui.screens import frame
from ui.screens.base import say_error
from ui.screens.frame import Frame, Outside
from ui.screens.idle import Idle, Limits
from ui.screens.journey import Journey

if TYPE_CHECKING:
    from ui.screens.rail import Rail
    from ui.station import Station

log = logging.getLogger(__name__)

HOME_FILE: Final = "home.json"
DRIVE: Final = "drive.sock"
ROUND_MS: Final = 2000
HOUR_MS: Final = 3_600_000
COPY_MS: Final = 600_000


@dataclass(slots=True)
class Rig:
    """One window's parts before the office is open; `home` is what the last run left for the first frame."""

    config: Config
    life: Life
    words: WordsBase
    worker: Worker
    journey: Journey
    home: Mapping[str, Any]
    framed: Frame = field(init=False)
    window: Window = field(init=False)
    closers: list[Callable[[], None]] = field(default_factory=list)
    now: Callable[[], int] = world.now

    @property
    def language(self) -> str:
        """The language now chosen."""
        return self.framed.state.language

    def show(
        self,
        outside: Outside,
        size: tuple[int, int] | None,
        *,
        has_voice: bool = False,
        rail: Rail | None = None,
    ) -> None:
        """Make frame and window; pages come when the journey shows them."""
        clock, date = say_time(world.now(), "id")
        state = frame.State(
            office=self.home.get("office", ""),
            place=self.home.get("place", ""),
            training=bool(self.home.get("training", False)),
            clock=clock,
            date=date,
            has_voice=has_voice,
        )
        self.framed = Frame(state, self.worker.run, journey=self.journey, outside=outside, words=self.words)
        self.window = Window(self.framed, self.words, rail=rail, size=size)
        self.window.follow(self.journey)
        self.life.every(1000, lambda: self.framed.tick(*say_time(self.now(), self.language)))

    def watch(self, end_visit: Callable[[], None], limits: Limits) -> None:
        """Notice that nobody touches the window any more, and what a reader scans."""
        idle = Idle(self.framed, self.journey, end_visit=end_visit, limits=limits)
        watch = IdleWatch(self.window, idle, clock=read_clock)
        reader = Reader(self.window, clock=read_clock)
        self.closers += [watch.deleteLater, reader.deleteLater]

    def open_office(
        self,
        load: Callable[[], None],
        opened: Callable[[Station], None],
        news: Callable[[frozenset[str]], None],
    ) -> None:
        """In the work thread load and open the office, then `opened` here; a refusal ends the program."""

        def work() -> Station:
            from ui import station

            load()
            return station.open_here(self.config, news=lambda ids: self.life.post(lambda: news(ids)))

        def here(made: Station) -> None:
            self.closers.append(made.close)
            self.now = made.kiosk.now
            opened(made)
            self._open_driver(training=made.kiosk.office.training)
            for every, job in ((HOUR_MS, made.keep_house), (COPY_MS, made.copy_when_due)):
                self.life.every(every, partial(self.worker.run, job, lambda _: None, say_failed))

        self.worker.run(work, here, self._give_up)

    def tell_home(self, told: Mapping[str, Any]) -> None:
        """What the office is, for this window and for the next start's first frame."""
        part = self.config.home / f"{HOME_FILE}.part"
        part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        part.replace(self.config.home / HOME_FILE)
        self.framed.say(office=told["office"], place=told["place"], training=told["training"])

    def end(self) -> None:
        """Close in the reverse order of opening."""
        for close in reversed(self.closers):
            close()
        self.worker.stop()
        self.window.close()

    def _give_up(self, error: KioskError) -> None:
        """The office cannot be opened: say so where the person who started the program looks, and end."""
        sys.stderr.write(say_error(self.words, error) + "\n")
        self.life.end(2)

    def _open_driver(self, *, training: bool) -> None:
        """The line for a driver of touches: a practice office has it, a live one never does."""
        if not training:
            return
        from ui.qt.drive import Driver, DriverServer

        server = DriverServer(Driver(self.window), self.config.home / DRIVE, training=training)
        self.closers.append(server.close)


def make_rig(config: Config, life: Life) -> Rig:
    """The parts of a window for this device."""
    return Rig(
        config, life, make_words(texts.load(RESOURCES / "texts")), Worker(), Journey({}), read_home(config)
    )


def read_home(config: Config) -> Mapping[str, Any]:
    """What the last run left for the first frame; nothing before the first one."""
    try:
        found = json.loads((config.home / HOME_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def say_time(now: int, language: str) -> tuple[str, str]:
    """The clock and the date of a moment, as the frame shows them."""
    return clock_words(now), full_date_words(moment_day(now), language)


def read_clock() -> int:
    """Milliseconds that never go back, for what counts touches and pauses."""
    return world.boot().ms


def say_failed(error: KioskError) -> None:
    """Something nobody pressed a button for did not go: it stands in the log, and comes again."""
    log.error("not done: %s", error)
