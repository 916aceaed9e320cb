"""Owns the putting together of what a device runs for sync: its door, if it is the register, its rounds."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import ledger
from kiosk.usecases.upkeep import Check, Health
from sync import anchors, newcomers
from sync.desk import Desk, open_desk
from sync.exchange import receive
from sync.http import Client, Link
from sync.loop import EVERY_CENTER_S, LONGEST_CENTER_S, SPREAD_S, TROUBLES, Loop, News, State, Upstream
from sync.serve import Server
from sync.side import Side

log = logging.getLogger(__name__)

CENTER_CA: Final = "center-ca.pem"  # beside the state: the city's authority as the register told it


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

    def find_address(self) -> str:
        """Where the register's door answers on the office's own network; empty where there is none."""
        if self.door is None:
            return ""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            try:
                one.connect(("10.255.255.255", 1))  # asks the system for its way out; no packet is sent
            except OSError:
                return ""
            return f"https://{one.getsockname()[0]}:{self.door.port}"

    def stop(self) -> None:
        """End loop and door, then their connections."""
        if self.loop is not None:
            self.loop.stop()
        if self.door is not None:
            self.door.stop()
        for desk in self.desks:
            desk.close()


def start(
    kiosk: Kiosk, *, news: News = lambda _ids: None, find_printer: Callable[[], str] = lambda: ""
) -> Station:
    """Start what this device runs; `news` is called in other threads with the permohonan that changed, and
    `find_printer` for the state of the printer, which the center is told.

    Raises Unavailable("port_taken", port=) and Refused("link_unsafe", url=).
    """
    upstreams = find_upstreams(kiosk)
    station = Station([])
    if kiosk.is_register:
        anchors.tell_city(kiosk)
        station.door = _open_door(kiosk, station, news)
    if upstreams:
        station.loop = Loop(
            make_side=lambda: _open(kiosk, station, find_printer),
            upstreams=upstreams,
            token=kiosk.token,
            news=news,
            count_unsent=_count_unsent,
            find_more=lambda side: find_upstreams(side.kiosk) if isinstance(side, Desk) else (),
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
        tls = next(
            (one.tls for one in anchors.get_certificates(kiosk) if one.device == device and one.tls), ""
        )
        found.append(Upstream(Link(device, kiosk.config.register, tls=tls)))
    center = anchors.find_center(kiosk)
    url, ca = _find_center_way(kiosk)
    if center and url:
        link = Link(center, url, ca=ca)
        fallback = bool(found)
        found.append(Upstream(link, EVERY_CENTER_S, LONGEST_CENTER_S, fallback=fallback, spread=SPREAD_S))
    for one in found:
        one.link.check()
    return found


def examine(kiosk: Kiosk) -> list[Check]:
    """Whether each machine this device speaks to answers just now, for who looks beside the running program.

    Raises Refused("link_unsafe", url=).
    """
    return [_knock(one.link) for one in find_upstreams(kiosk)]


def _knock(link: Link) -> Check:
    """An empty packet is answered by an empty one; whatever refuses it is there too."""
    client = Client(link)
    try:
        client.post([])
    except Unavailable as error:
        trouble = {"trouble": error.code} if error.code in TROUBLES else {}
        return Check("link", Health.WARN, {"device": link.device, **trouble})
    except Refused:
        pass
    finally:
        client.close()
    return Check("link", Health.OK, {"device": link.device})


def _find_center_way(kiosk: Kiosk) -> tuple[str, str]:
    """(address, file of the city's authority): this device's own configuration, else as its register told."""
    config = kiosk.config
    if config.center:
        return config.center, config.center_ca
    url, ca = anchors.find_address(kiosk)
    if not _is_safe(url, ca):
        return "", ""
    if not ca:
        return url, ""
    path: Path = config.state / CENTER_CA
    if not path.exists() or path.read_text("ascii") != ca:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(ca, encoding="ascii")
    return url, str(path)


def _is_safe(url: str, ca: str) -> bool:
    """Whether a told address is a way to take: one that is not must not keep this device from starting."""
    if not url:
        return False
    try:
        Link("", url, ca=ca).check()
    except Refused as error:
        log.warning("the center's address is not used: %s", error)
        return False
    return True


def _open(kiosk: Kiosk, station: Station, find_printer: Callable[[], str] = lambda: "") -> Desk:
    desk = open_desk(kiosk, find_printer=find_printer)
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
