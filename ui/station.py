"""Owns one running device without its window: open office, printer, rounds, the register's door."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kiosk import world
from kiosk.config import Config
from kiosk.context import Kiosk, PinCost
from kiosk.domain.errors import Refused, Unavailable
from kiosk.keys import make_ring
from kiosk.store import ledger
from kiosk.store.database import open_second
from kiosk.usecases import intake, office
from kiosk.usecases.office import Library
from printing.printers import Printer
from sync import enrol, newcomers
from sync.desk import Desk, get_certificates
from sync.exchange import receive
from sync.http import Client, Link
from sync.loop import (
    EVERY_CENTER_S,
    EVERY_S,
    LONGEST_CENTER_S,
    LONGEST_REGISTER_S,
    Loop,
    News,
    State,
    Upstream,
)
from sync.serve import Server
from ui.paper import make_printer

RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
CONNECT_S: Final = 5


def load_library() -> Library:
    """The services, lists and words this program ships."""
    return office.load_library(RESOURCES)


@dataclass(slots=True)
class Station:
    """A device at work. `kiosk` belongs to the thread that opened it and is renewed when documents change."""

    kiosk: Kiosk
    printer: Printer
    loop: Loop | None = None
    door: Server | None = None
    _documents: tuple[int, bytes] = field(default=(0, b""))

    def refresh(self) -> bool:
        """Take over documents that came meanwhile; True when the office's profile may have changed."""
        if not intake.apply(self.kiosk):
            return False
        self.kiosk = office.reload(self.kiosk)
        return True

    def get_links(self) -> tuple[State, ...]:
        """How each upstream answered last."""
        return self.loop.get_states() if self.loop else ()

    def poke(self) -> None:
        """Something was written: hand it on now."""
        if self.loop:
            self.loop.poke()

    def close(self) -> None:
        """End the rounds, shut the door, give up the database."""
        if self.loop:
            self.loop.stop()
        if self.door:
            self.door.stop()
        self.kiosk.db.close()


def open_station(
    config: Config, library: Library, *, news: News = lambda _ids: None, cost: PinCost | None = None
) -> Station:
    """Open this device's office and begin its rounds; on the register desk, its door as well.

    Raises as `office.start`, and Unavailable("port_taken", port=) where another program has the door's port.
    """
    kiosk = office.start(world.real(), config, library, cost=cost)
    try:
        door = _open_door(kiosk, news) if kiosk.is_register and config.port else None
        loop = _make_loop(kiosk, news)
    except BaseException:
        kiosk.db.close()
        raise
    if loop:
        loop.start()
    station = Station(kiosk, make_printer(config.printer), loop, door)
    station.refresh()
    return station


def _open_door(kiosk: Kiosk, news: News) -> Server:
    inside = replace(kiosk, db=open_second(kiosk.db))
    side = Desk(inside)

    def answer(messages: list[bytes]) -> list[bytes]:
        replies = receive(side, messages)
        changed = side.take_changed()
        if changed:
            news(changed)
        return replies

    address = (kiosk.config.listen, kiosk.config.port)
    return Server(
        address,
        kiosk.keys.device,
        kiosk.device,
        receive=answer,
        enrol=lambda raw: newcomers.let_in(inside, raw),
    )


def _make_loop(kiosk: Kiosk, news: News) -> Loop | None:
    upstreams = tuple(find_upstreams(kiosk))
    if not upstreams:
        return None
    opened: list[Kiosk] = []

    def make_side() -> Desk:
        opened.append(replace(kiosk, db=open_second(kiosk.db)))
        return Desk(opened[-1])

    return Loop(
        make_side=make_side,
        upstreams=upstreams,
        token=kiosk.token,
        news=news,
        count_unsent=lambda _side: ledger.count_pending(opened[-1].db),
    )


def find_upstreams(kiosk: Kiosk) -> list[Upstream]:
    """Whom this device hands on to: a desk or lobby its register, the register the center that adopted it."""
    center = newcomers.find_center(kiosk)
    to_center = bool(center and kiosk.config.center)
    found = []
    if not kiosk.is_register and kiosk.config.register:
        device = kiosk.register[0]
        tls = next((one.tls for one in get_certificates(kiosk) if one.device == device), "")
        link = Link(device, kiosk.config.register, tls=tls)
        found.append(Upstream(link, EVERY_S, LONGEST_REGISTER_S))
    if to_center:
        link = Link(center, kiosk.config.center, ca=kiosk.config.center_ca)
        fallback = bool(found)
        found.append(Upstream(link, EVERY_CENTER_S, LONGEST_CENTER_S, fallback=fallback))
    return found


def join(config: Config, kelurahan: str, code: str) -> None:
    """Make this machine a device of an office by a code from its register desk at `config.register`.

    Raises Refused("bad_enrol_code"), ("enrol_wrong_machine"), what the desk refuses, Unavailable("offline").
    """
    post = make_post(config.register, code)
    newcomers.join(config, make_ring(world.token), (kelurahan, config.device), code, post)


def make_post(url: str, code: str, *, ca: str = "") -> Callable[[str, bytes], bytes]:
    """The way to a machine nobody has spoken to yet: its key must be the one the code names."""
    _, pin = enrol.read_code(code)
    parts = urlsplit(url)
    tls = "" if parts.scheme == "http" or ca else _pin(parts.hostname or "", parts.port or 443, pin)
    return Client(Link("", url, tls=tls, ca=ca)).post_raw


def _pin(host: str, port: int, pin: bytes) -> str:
    try:
        text = ssl.get_server_certificate((host, port), timeout=CONNECT_S)
    except OSError as error:
        raise Unavailable("offline", reason=type(error).__name__) from error
    try:
        return enrol.pin_certificate(ssl.PEM_cert_to_DER_cert(text), pin)
    except ValueError as error:
        raise Refused("enrol_wrong_machine") from error
