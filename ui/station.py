"""Owns one running device without its window: open office, printer, rounds, the register's door."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kiosk import world
from kiosk.config import Config
from kiosk.context import Kiosk, PinCost
from kiosk.domain.errors import Refused, Unavailable
from kiosk.keys import make_ring
from kiosk.usecases import intake, office
from kiosk.usecases.office import Library
from printing.printers import Printer
from sync import enrol, newcomers, station
from sync.http import Client, Link
from sync.loop import News
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
    wires: station.Station

    def refresh(self) -> bool:
        """Take over documents that came meanwhile; True when the office's profile may have changed."""
        if not intake.apply(self.kiosk):
            return False
        self.kiosk = office.reload(self.kiosk)
        return True

    def close(self) -> None:
        """End the rounds, shut the door, give up the database."""
        self.wires.stop()
        self.kiosk.db.close()


def open_station(
    config: Config, library: Library, *, news: News = lambda _ids: None, cost: PinCost | None = None
) -> Station:
    """Open this device's office and begin its rounds; on the register desk, its door as well.

    Raises as `office.start`, and Unavailable("port_taken", port=) where another program has the door's port.
    """
    kiosk = office.start(world.real(), config, library, cost=cost)
    try:
        wires = station.start(kiosk, news=news)
    except BaseException:
        kiosk.db.close()
        raise
    opened = Station(kiosk, make_printer(config.printer), wires)
    opened.refresh()
    return opened


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
