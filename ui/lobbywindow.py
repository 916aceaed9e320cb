"""The lobby's window: attract and home at once, every other page when the office behind it is open."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from ui.devices import voice
from ui.qt.speech import page_words
from ui.rig import ROUND_MS, make_rig, say_failed
from ui.screens.idle import Limits
from ui.screens.outside import LobbyOutside
from ui.screens.resident.attract import Attract
from ui.screens.resident.home import Home
from ui.screens.resident.menu import Menu, menu_of
from ui.screens.resident.visit import Visiting

if TYPE_CHECKING:
    from kiosk.config import Config
    from ui.lobbywork import LobbyWork
    from ui.qt.life import Life
    from ui.station import Station

log = logging.getLogger(__name__)

NO_WAY_BACK: Final = frozenset({"attract", "home", "ekitir", "rate"})


class LobbyWindow:
    """What residents touch."""

    def __init__(self, config: Config, life: Life, size: tuple[int, int] | None) -> None:
        self.rig = rig = make_rig(config, life)
        self._visiting = Visiting()
        self._work: LobbyWork | None = None
        self._is_ringing = False
        self._outside = LobbyOutside(
            rig.journey,
            choose_words=rig.words.choose,
            ring=self._ring,
            forget=self._forget,
        )
        rig.show(self._outside, size, has_voice=voice.is_there())
        self._outside.give_voice(voice.Voice(), lambda: page_words(rig.window))
        first = Attract(
            rig.worker.run, words=rig.words, go=rig.journey.go, set_language=rig.framed.set_language
        )
        menus = tuple(menu_of(one) for one in rig.home.get("menus", ()))
        self._tiles = Home(
            menus, rig.worker.run, words=rig.words, language=lambda: rig.language, go=self._go_when_ready
        )
        rig.journey.learn({"attract": lambda: first, "home": lambda: self._tiles})
        rig.journey.watch(lambda page, _: self._shown(page))
        rig.journey.restart("attract")
        rig.watch(self._outside.end_visit, Limits(warn=config.idle))

    def begin(self) -> None:
        """After the first frame: open the office."""
        self.rig.open_office(_load, self._opened, lambda _ids: self.rig.journey.redraw())

    def _opened(self, station: Station) -> None:
        from ui import lobby
        from ui.lobbywork import LobbyWork
        from ui.screens.resident.lobby import Lobby

        rig = self.rig
        self._work = work = LobbyWork(station, lambda: rig.language, rig.window.pictures)
        pages = lobby.make_pages(
            work,
            Lobby(
                visiting=self._visiting,
                run=rig.worker.run,
                words=rig.words,
                language=work.language,
                go=rig.journey.go,
                end_visit=self._outside.end_visit,
                here=work.here,
                new_id=work.kiosk.new_id,
            ),
        )
        rig.journey.learn(pages)

        def find_tiles() -> tuple[Menu, ...]:
            return work.find_tiles(frozenset(pages))

        def renew() -> tuple[Menu, ...]:
            return find_tiles() if station.refresh() else ()

        def found(tiles: tuple[Menu, ...]) -> None:
            """The tiles of today, here and for the next start."""
            if tiles:
                rig.tell_home(lobby.describe_home(station.kiosk, tiles))
                self._tiles.learn(tiles, work.count_waiting)

        rig.worker.run(find_tiles, found, say_failed)
        rig.life.every(ROUND_MS, lambda: rig.worker.run(renew, found, say_failed))

    def _shown(self, page: str) -> None:
        self.rig.framed.page_shown(can_back=self.rig.journey.depth > 1 and page not in NO_WAY_BACK)

    def _ring(self, on: bool) -> None:  # noqa: FBT001 - the state of a bell
        """Before the office is open nobody hears; a bell that does not ring is not stopped."""
        work = self._work
        if work is not None and on != self._is_ringing:
            self._is_ringing = on
            self.rig.worker.run(lambda: work.ring(on=on), lambda _: None, say_failed)

    def _forget(self) -> None:
        self._ring(on=False)
        self._visiting.clear()
        self.rig.window.pictures.forget()

    def _go_when_ready(self, page: str, /, **args: Any) -> None:
        """A tile touched before the office is open does nothing yet: the page behind it does not exist."""
        if self.rig.journey.has(page):
            self.rig.journey.go(page, **args)


def _load() -> None:
    """A second of libraries, away from the window."""
    from ui import lobby

    log.debug("%s is loaded", lobby.__name__)
