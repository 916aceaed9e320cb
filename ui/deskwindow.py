"""The desk's window: it locks instead of closing, because the register desk also answers the lobby."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ui.rig import ROUND_MS, make_rig, say_failed
from ui.screens import rail
from ui.screens.desk.frontdesk import FrontDesk
from ui.screens.idle import Limits
from ui.screens.outside import DeskOutside
from ui.screens.rail import Rail

if TYPE_CHECKING:
    from kiosk.config import Config
    from ui.deskwork import DeskWork
    from ui.qt.life import Life
    from ui.station import Station

log = logging.getLogger(__name__)


class DeskWindow:
    """What staff work at."""

    def __init__(self, config: Config, life: Life, size: tuple[int, int] | None) -> None:
        self.rig = rig = make_rig(config, life)
        self._work: DeskWork | None = None
        outside = DeskOutside(rig.journey, choose_words=rig.words.choose, lock=self._lock)
        self._rail = Rail(rail.State(), rig.worker.run, go=rig.journey.restart, lock=self._lock)
        rig.show(outside, size, rail=self._rail)
        rig.watch(self._lock, Limits(warn=config.lock, slow=config.lock))

    def begin(self) -> None:
        """After the first frame: open the office."""
        self.rig.open_office(_load, self._opened, self._news)

    def _opened(self, station: Station) -> None:
        from ui import desk, lobby
        from ui.counterwork import CounterWork
        from ui.deskwork import DeskWork
        from ui.rails import RailWork

        rig = self.rig
        work = self._work = DeskWork(station, lambda: rig.language)
        rails = RailWork(
            work, self._rail, rig.words, rig.journey, count_late=lambda: len(CounterWork(work).late_acts())
        )
        front = FrontDesk(
            run=rig.worker.run,
            words=rig.words,
            language=work.language,
            go=rig.journey.go,
            now=work.now,
            today=work.today,
            begin=work.begin,
            pictures=rig.window.pictures,
        )
        rig.journey.learn(desk.make_pages(work, front, lambda _: rig.journey.restart("queue")))

        def renew() -> None:
            rig.worker.run(rails.find, rails.show, say_failed)

        rig.journey.watch(lambda _page, _screen: renew())
        rig.tell_home(lobby.describe_home(station.kiosk, ()))
        rig.journey.restart("sign_in")
        rig.life.every(ROUND_MS, lambda: rig.worker.run(station.refresh, lambda _: None, say_failed))
        rig.life.every(ROUND_MS, renew)

    def _lock(self) -> None:
        if self._work is not None:
            journey = self.rig.journey
            self.rig.worker.run(self._work.lock, lambda _: journey.restart("sign_in"), say_failed)

    def _news(self, ids: frozenset[str]) -> None:
        journey = self.rig.journey
        if journey.page and hasattr(journey.screen, "hear"):
            journey.screen.hear(tuple(sorted(ids)))


def _load() -> None:
    """A second of libraries, away from the window."""
    from ui import desk, rails

    log.debug("%s and %s are loaded", desk.__name__, rails.__name__)
