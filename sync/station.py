"""Owns the putting together of what a device runs for sync: its door, if it is the register, its rounds."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.context import Kiosk
from kiosk.store import ledger
from sync import newcomers
from sync.desk import Desk, get_certificates, open_desk
from sync.exchange import receive
from sync.http import Link
from sync.loop import EVERY_CENTER_S, LONGEST_CENTER_S, Loop, News, State, Upstream
from sync.serve import Server
from sync.side import Side


@dataclass(slots=True)
class Station:
    """What runs: `door` on the register desk alone, `loop` where there is somebody to speak to."""

    desks: list[Desk]
    door: Server | None = None
    loop: Loop | None = None

    def poke(self) -> None:
        """A button was pressed: hand it on now."""
        if self.loop is not None:
            self.loop.poke()

    def get_states(self) -> tuple[State, ...]:
        """One state for each machine this device speaks to; none where it stands alone."""
        return self.loop.get_states() if self.loop is not None else ()

    def stop(self) -> None:
        """End loop and door, then their connections."""
        if self.loop is not None:
            self.loop.stop()
        if self.door is not None:
            self.door.stop()
        for desk in self.desks:
            desk.close()


def start(kiosk: Kiosk, *, news: News = lambda _ids: None) -> Station:
    """Start what this device runs; `news` is called in other threads with the permohonan that changed.

    Raises Unavailable("port_taken", port=) and Refused("link_unsafe", url=).
    """
    upstreams = find_upstreams(kiosk)
    station = Station([])
    if kiosk.is_register:
        station.door = _open_door(kiosk, station, news)
    if upstreams:
        station.loop = Loop(
            make_side=lambda: _open(kiosk, station),
            upstreams=upstreams,
            token=kiosk.token,
            news=news,
            count_unsent=_count_unsent,
        )
        station.loop.start()
    return station


def find_upstreams(kiosk: Kiosk) -> list[Upstream]:
    """Whom this device hands on to: the register desk, and the center as its own upstream or as mailbox.

    Raises Refused("link_unsafe", url=).
    """
    found: list[Upstream] = []
    if not kiosk.is_register and kiosk.config.register:
        device = kiosk.register[0]
        tls = next((one.tls for one in get_certificates(kiosk) if one.device == device and one.tls), "")
        found.append(Upstream(Link(device, kiosk.config.register, tls=tls)))
    center = newcomers.find_center(kiosk)
    if center and kiosk.config.center:
        link = Link(center, kiosk.config.center, ca=kiosk.config.center_ca)
        found.append(Upstream(link, EVERY_CENTER_S, LONGEST_CENTER_S, fallback=bool(found)))
    for one in found:
        one.link.check()
    return found


def _open(kiosk: Kiosk, station: Station) -> Desk:
    desk = open_desk(kiosk)
    station.desks.append(desk)
    return desk


def _open_door(kiosk: Kiosk, station: Station, news: News) -> Server:
    desk = _open(kiosk, station)

    def answer(messages: list[bytes]) -> list[bytes]:
        said = receive(desk, messages)
        ids = desk.take_changed()
        if ids:
            news(ids)
            station.poke()
        return said

    return Server(
        (kiosk.config.listen, kiosk.config.port),
        kiosk.keys.device,
        kiosk.device,
        receive=answer,
        enrol=lambda raw: newcomers.let_in(desk.kiosk, raw),
    )


def _count_unsent(side: Side) -> tuple[int, int]:
    """Own Events the register has not admitted yet, and since when."""
    return ledger.count_pending(side.kiosk.db) if isinstance(side, Desk) else (0, 0)
