"""Owns the putting together of what a device runs for sync: its door, if it is the register, its rounds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.config import Role
from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError, Refused, Unavailable
from kiosk.store import ledger, peers
from kiosk.usecases.upkeep import Check, Health
from sync import anchors, newcomers
from sync.desk import Desk, open_desk
from sync.exchange import receive
from sync.http import Client, Link, find_own_host
from sync.loop import (
    EVERY_CENTER_S,
    LONGEST_CENTER_S,
    SPREAD_S,
    TROUBLES,
    Loop,
    News,
    State,
    Upstream,
    run_round,
)
from sync.serve import Server
from sync.side import Side

log = logging.getLogger(__name__)

ANYWHERE: Final = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - listened on, never told
CENTER_CA: Final = "center-ca.pem"  # beside the state: the city's authority as the register told it


@dataclass(slots=True)
class Station:
    """What runs: the `door` of a desk, and the `loop` of rounds with whoever there is to speak to.

    Every desk has a door, not the register's alone: whoever looks for the register asks its neighbours when
    it does not answer, and the one that took it over is found there.
    """

    kiosk: Kiosk
    news: News
    find_printer: Callable[[], str]
    desks: list[Desk]
    door: Server | None = None
    loop: Loop | None = None

    def open_door(self) -> None:
        """Let others in, if this is a desk and its port is free; the register alone insists on it.

        Raises Unavailable("port_taken", port=) at the register.
        """
        if self.door is not None or self.kiosk.config.role is not Role.DESK:
            return
        try:
            self.door = _open_door(self)
        except Unavailable:
            if self.kiosk.is_register:
                raise
            log.info("port %d is taken: nobody comes to this desk", self.kiosk.config.port)

    def poke(self) -> None:
        """A button was pressed: hand it on now."""
        if self.loop is not None:
            self.loop.poke()

    def get_states(self) -> tuple[State, ...]:
        """One state for each machine this device speaks to; none where it stands alone."""
        return self.loop.get_states() if self.loop is not None else ()

    def find_address(self) -> str:
        """Where the register's door answers on the office's own network; empty where there is none."""
        return _find_own_address(self.kiosk) if self.door is not None else ""

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
    station = Station(kiosk, news, find_printer, [])
    anchors.tell_city(kiosk)
    station.open_door()
    station.loop = Loop(
        make_side=lambda: _open(station),
        upstreams=upstreams,
        token=kiosk.token,
        news=news,
        count_unsent=_count_unsent,
        find_all=lambda side: find_upstreams(side.kiosk) if isinstance(side, Desk) else (),
    )
    station.loop.start()
    return station


def gather(kiosk: Kiosk) -> tuple[str, ...]:
    """Speak once with everybody reachable and keep the longest ledger (sync.md 4.5); who answered."""
    reached = []
    with closing(open_desk(kiosk)) as desk:
        for one in find_upstreams(kiosk):
            with closing(Client(one.link)) as client, suppress(KioskError):
                run_round(desk, client)
                reached.append(one.link.device)
    return tuple(reached)


def find_upstreams(kiosk: Kiosk) -> list[Upstream]:
    """Whom this device hands on to: the register desk, and the center as its own upstream or as mailbox.

    The other desks come last: the register asks them whether another one was appointed meanwhile, the others
    when the register does not answer. Raises Refused("link_unsafe", url=) for what this device was set to.
    """
    register, _term = kiosk.register
    found: list[Upstream] = []
    if register != kiosk.device:
        found += [Upstream(link) for link in _find_ways(kiosk, register)]
    center = anchors.find_center(kiosk)
    url, ca = _find_center_way(kiosk)
    if center and url:
        link = Link(center, url, ca=ca)
        fallback = bool(found)
        found.append(Upstream(link, EVERY_CENTER_S, LONGEST_CENTER_S, fallback=fallback, spread=SPREAD_S))
    for one in found:
        one.link.check()
    is_first = not found
    desks = {one.device for one in anchors.get_certificates(kiosk) if "desk" in one.roles}
    for device in sorted(desks - {register, kiosk.device} - ledger.get_office(kiosk.db).get_ended()):
        for link in _find_ways(kiosk, device):
            is_fallback = register != kiosk.device and not is_first
            found.append(Upstream(link, EVERY_CENTER_S, LONGEST_CENTER_S, fallback=is_fallback, quiet=True))
    return found


def examine(kiosk: Kiosk) -> list[Check]:
    """Whether each machine this device speaks to answers just now, for who looks beside the running program.

    Raises Refused("link_unsafe", url=).
    """
    return [_knock(one.link) for one in find_upstreams(kiosk) if not one.quiet]


def _knock(link: Link) -> Check:
    """An empty packet is answered by an empty one; whatever refuses it is there too."""
    client = Client(link)
    try:
        client.post([])
    except Unavailable as error:
        trouble = error.code if error.code in TROUBLES else ""
        return Check("link", Health.WARN, {"device": link.device}, trouble)
    except Refused:
        pass
    finally:
        client.close()
    return Check("link", Health.OK, {"device": link.device})


def _find_ways(kiosk: Kiosk, device: str) -> list[Link]:
    """One link to a desk's door, at the address it told; behind it, for the register, the configured one.

    That is where the register was when this device joined: another desk may answer there by now, and then
    its fingerprint is another.
    """
    tls = next((one.tls for one in anchors.get_certificates(kiosk) if one.device == device and one.tls), "")
    told = peers.find_doors(kiosk.db).get(device, "")
    configured = kiosk.config.register if device == kiosk.register[0] else ""
    urls = [told if _is_safe(told, "", tls) else "", configured]
    named = [url for url in dict.fromkeys(urls) if url]
    return [Link(device, named[0], tls=tls, others=tuple(named[1:]))] if named and tls else []


def _find_center_way(kiosk: Kiosk) -> tuple[str, str]:
    """(address, file of the city's authority): this device's own configuration, else as its register told."""
    config = kiosk.config
    if config.center:
        return config.center, config.center_ca
    url, ca = anchors.find_address(kiosk)
    if not _is_safe(url, ca, ""):
        return "", ""
    if not ca:
        return url, ""
    path: Path = config.state / CENTER_CA
    if not path.exists() or path.read_text("ascii") != ca:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(ca, encoding="ascii")
    return url, str(path)


def _is_safe(url: str, ca: str, tls: str) -> bool:
    """Whether a told address is a way to take: one that is not must not keep this device from starting."""
    if not url:
        return False
    try:
        Link("", url, ca=ca, tls=tls).check()
    except Refused as error:
        log.warning("a told address is not used: %s", error)
        return False
    return True


def _open(station: Station) -> Desk:
    desk = open_desk(
        station.kiosk, address=_find_own_address(station.kiosk), find_printer=station.find_printer
    )
    station.desks.append(desk)
    return desk


def _find_own_address(kiosk: Kiosk) -> str:
    """Where this desk's door is, for others to be told; empty for a lobby, which has none."""
    config = kiosk.config
    if config.role is not Role.DESK:
        return ""
    host = find_own_host() if config.listen in ANYWHERE else config.listen
    return f"https://{host}:{config.port}" if host else ""


def _open_door(station: Station) -> Server:
    kiosk = station.kiosk
    desk = _open(station)

    def answer(messages: list[bytes]) -> list[bytes]:
        said = receive(desk, messages)
        ids = desk.take_changed()
        if ids:
            station.news(ids)
            station.poke()
        return said

    try:
        return Server(
            (kiosk.config.listen, kiosk.config.port),
            kiosk.keys.device,
            kiosk.device,
            receive=answer,
            enrol=lambda raw: newcomers.let_in(desk.kiosk, raw),
        )
    except Unavailable:
        station.desks.remove(desk)
        desk.close()
        raise


def _count_unsent(side: Side) -> tuple[int, int]:
    """Own Events the register has not admitted yet, and since when."""
    return ledger.count_pending(side.kiosk.db) if isinstance(side, Desk) else (0, 0)
