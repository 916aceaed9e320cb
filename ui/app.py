"""The composition root: a window that shows at once, an office opened behind it, and what joins the two."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from kiosk import texts, world
from kiosk.config import Config, Role
from kiosk.domain.errors import KioskError
from kiosk.domain.words import WIB, full_date_words, moment_day
from ui.devices import voice
from ui.qt.idle import IdleWatch
from ui.qt.items import RESOURCES
from ui.qt.life import Life
from ui.qt.reader import Reader
from ui.qt.speech import page_words
from ui.qt.window import Window, make_application
from ui.qt.words import make_words
from ui.qt.worker import Worker
from ui.screens import frame, rail
from ui.screens.frame import Frame
from ui.screens.idle import Idle, Limits
from ui.screens.journey import Journey
from ui.screens.outside import DeskOutside, LobbyOutside
from ui.screens.rail import Rail
from ui.screens.resident.attract import Attract
from ui.screens.resident.home import Home
from ui.screens.resident.menu import menu_of
from ui.screens.resident.visit import Visiting

if TYPE_CHECKING:
    from ui.screens.base import Words
    from ui.station import Station

log = logging.getLogger(__name__)

HOME_FILE: Final = "home.json"
DRIVE: Final = "drive.sock"
ROUND_MS: Final = 2000
NO_WAY_BACK: Final = frozenset({"attract", "home", "ekitir", "rate"})
SWITCH_S: Final = 0.001  # how long a Python thread may keep the window waiting (interface.md 4.2)


def main(config: Config, size: str = "") -> int:
    """Open the window of this device and live until it closes; the exit code."""
    logging.basicConfig(level=config.log.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sys.setswitchinterval(SWITCH_S)
    application = make_application([f"sidemang-{config.role}"])
    life = Life(application)
    opened = open_desk_window if config.role is Role.DESK else open_lobby_window
    shell = opened(config, life, read_size(size))
    shell.window.after_first_frame(shell.begin)
    shell.window.view.show() if size else shell.window.view.showFullScreen()
    code = life.run()
    shell.end()
    return code


def read_size(text: str) -> tuple[int, int] | None:
    """`1920x1080` as numbers; None for the whole screen."""
    if not text:
        return None
    width, _, height = text.partition("x")
    return int(width), int(height)


@dataclass(slots=True)
class Shell:
    """One window with its threads: `begin` opens the office after the first frame, `end` closes all."""

    window: Window
    worker: Worker
    begin: Callable[[], None]
    closers: list[Callable[[], None]]

    def end(self) -> None:
        """Close in the reverse order of opening."""
        for close in reversed(self.closers):
            close()
        self.worker.stop()
        self.window.close()


def read_home(config: Config) -> Mapping[str, Any]:
    """What the last round left for the first frame; nothing before the first one."""
    try:
        found = json.loads((config.home / HOME_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_home(config: Config, value: Mapping[str, Any]) -> None:
    """Keep it for the next start."""
    part = config.home / f"{HOME_FILE}.part"
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(config.home / HOME_FILE)


def say_time(now: int, language: str) -> tuple[str, str]:
    """The clock and the date of a moment, as the frame shows them."""
    there = datetime.fromtimestamp(now / 1000, WIB)
    return f"{there.hour:02}.{there.minute:02}", full_date_words(moment_day(now), language)


def make_frame_state(config: Config, home: Mapping[str, Any], language: str = "id") -> frame.State:
    """The frame before the office is open: what `home.json` knows, and the time."""
    clock, date = say_time(world.now(), language)
    return frame.State(
        language=language,
        office=home.get("office", ""),
        place=home.get("place", ""),
        training=bool(home.get("training", False)),
        clock=clock,
        date=date,
        has_voice=config.role is Role.LOBBY and voice.is_there(),
    )


def open_lobby_window(config: Config, life: Life, size: tuple[int, int] | None) -> Shell:
    """The lobby: attract and home at once, every other page when the office is open."""
    home = read_home(config)
    words = make_words(texts.load(RESOURCES / "texts"))
    worker = Worker()
    journey = Journey({})
    visiting = Visiting()
    ends: list[Callable[[], None]] = [visiting.clear]

    def forget() -> None:
        for call in ends:
            call()

    outside = LobbyOutside(
        journey,
        choose_words=words.choose,
        ring=lambda on: log.info("staff called: %s", on),
        forget=forget,
    )
    framed = Frame(make_frame_state(config, home), worker.run, journey=journey, outside=outside, words=words)
    menus = tuple(menu_of(one) for one in home.get("menus", ()))
    first = Attract(worker.run, words=words, go=journey.go, set_language=framed.set_language)
    tiles = Home(
        menus, worker.run, words=words, language=lambda: framed.state.language, go=_when_ready(journey)
    )
    journey.learn({"attract": lambda: first, "home": lambda: tiles})
    window = Window(framed, words, size=size)
    window.follow(journey)
    ends.append(window.pictures.forget)
    outside.give_voice(voice.Voice(), lambda: page_words(window))
    journey.watch(lambda page, _: framed.page_shown(can_back=journey.depth > 1 and page not in NO_WAY_BACK))
    journey.restart("attract")
    idle = Idle(framed, journey, end_visit=outside.end_visit, limits=Limits(warn=config.idle))
    watch = IdleWatch(window, idle, clock=lambda: world.boot().ms)
    reader = Reader(window, clock=lambda: world.boot().ms)
    closers: list[Callable[[], None]] = [watch.deleteLater, reader.deleteLater]
    life.every(1000, lambda: framed.tick(*say_time(world.now(), framed.state.language)))

    def begin() -> None:
        from ui import lobby
        from ui.station import load_library, open_station

        def open_office() -> Station:
            return open_station(config, load_library(), news=lambda ids: life.post(lambda: news(ids)))

        def opened(station: Station) -> None:
            closers.append(station.close)
            hall = lobby.Hall(
                run=worker.run,
                words=words,
                language=lambda: framed.state.language,
                go=journey.go,
                end_visit=outside.end_visit,
                visiting=visiting,
                pictures=window.pictures,
            )
            work = lobby.LobbyWork(station, hall.language, hall.pictures)
            pages = lobby.make_pages(station, hall)
            journey.learn(pages)

            def learn() -> None:
                found = lobby.make_menus(station.kiosk, frozenset(pages))
                told = lobby.describe_home(station.kiosk, found)
                write_home(config, told)
                framed.say(office=told["office"], place=told["place"], training=told["training"])
                tiles.learn(found, work.count_waiting)

            learn()
            _open_driver(config, window, closers, training=station.kiosk.office.training)
            life.every(
                ROUND_MS,
                lambda: worker.run(station.refresh, lambda changed: learn() if changed else None, fail),
            )

        def news(_ids: frozenset[str]) -> None:
            journey.redraw()

        worker.run(open_office, opened, lambda error: _give_up(life, words, error))

    def fail(error: KioskError) -> None:
        log.error("not done: %s", error)

    return Shell(window, worker, begin, closers)


def _give_up(life: Life, words: Words, error: KioskError) -> None:
    """The office cannot be opened: say so where the person who started the program looks, and end."""
    sys.stderr.write(words(f"error.{error.code}", **error.details) + "\n")
    life.end(2)


def _when_ready(journey: Journey) -> Callable[..., None]:
    """A tile touched before the office is open does nothing yet: the page behind it does not exist."""

    def go(page: str, **args: Any) -> None:
        if journey.has(page):
            journey.go(page, **args)

    return go


def open_desk_window(config: Config, life: Life, size: tuple[int, int] | None) -> Shell:
    """The desk: it locks instead of closing, because the register desk also answers the lobby."""
    home = read_home(config)
    words = make_words(texts.load(RESOURCES / "texts"))
    worker = Worker()
    journey = Journey({})
    locks: list[Callable[[], None]] = []

    def lock() -> None:
        for call in locks:
            call()

    outside = DeskOutside(journey, choose_words=words.choose, lock=lock)
    framed = Frame(make_frame_state(config, home), worker.run, journey=journey, outside=outside, words=words)
    railed = Rail(rail.State(), worker.run, go=journey.restart, lock=lock)
    window = Window(framed, words, rail=railed, size=size)
    window.follow(journey)
    reader = Reader(window, clock=lambda: world.boot().ms)
    closers: list[Callable[[], None]] = [reader.deleteLater]
    life.every(1000, lambda: framed.tick(*say_time(world.now(), framed.state.language)))

    def begin() -> None:
        from ui import desk, lobby
        from ui.deskwork import DeskWork
        from ui.rails import RailWork
        from ui.station import load_library, open_station

        def open_office() -> Station:
            return open_station(config, load_library(), news=lambda ids: life.post(lambda: news(ids)))

        def opened(station: Station) -> None:
            closers.append(station.close)
            work = DeskWork(station, lambda: framed.state.language)
            rails = RailWork(work, railed, words, journey)
            counter = desk.Counter(
                run=worker.run,
                words=words,
                language=work.language,
                go=journey.go,
                pictures=window.pictures,
                entered=lambda _: journey.restart("queue"),
            )
            journey.learn(desk.make_pages(work, counter))
            journey.watch(lambda _page, _screen: worker.run(rails.find, rails.show, fail))
            locks.append(lambda: worker.run(work.lock, lambda _: journey.restart("sign_in"), fail))
            told = lobby.describe_home(station.kiosk, ())
            write_home(config, told)
            framed.say(office=told["office"], place=told["place"], training=told["training"])
            journey.restart("sign_in")
            _open_driver(config, window, closers, training=station.kiosk.office.training)
            life.every(ROUND_MS, lambda: worker.run(station.refresh, lambda _: None, fail))

        def news(ids: frozenset[str]) -> None:
            if journey.page and hasattr(journey.screen, "hear"):
                journey.screen.hear(tuple(sorted(ids)))

        worker.run(open_office, opened, lambda error: _give_up(life, words, error))

    def fail(error: KioskError) -> None:
        log.error("not done: %s", error)

    return Shell(window, worker, begin, closers)


def _open_driver(
    config: Config, window: Window, closers: list[Callable[[], None]], *, training: bool
) -> None:
    """The line for a driver of touches: a practice office has it, a live one never does."""
    if not training:
        return
    from ui.qt.drive import Driver, DriverServer

    server = DriverServer(Driver(window), config.home / DRIVE, training=training)
    closers.append(server.close)
