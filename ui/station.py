"""Owns one running device without its window: open office, printer, rounds, the register's door."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from kiosk import reference, world
from kiosk.config import Config
from kiosk.context import Kiosk, PinCost
from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.worktime import DAY
from kiosk.keys import make_ring
from kiosk.store import database, documents, drafts
from kiosk.usecases import clock, copies, intake, office, opinions, permohonan
from kiosk.usecases.office import Library
from printing.printers import Printer
from sync import anchors, newcomers, station
from sync.loop import News
from ui.paper import make_printer

log = logging.getLogger(__name__)

CATCH_UP_S: Final = 0.04
KEPT_DAYS: Final = 3
CATCH_UP_LOOKS: Final = 50
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
    kept_house: date = date.min
    seen_city: int = 0
    copying: threading.Thread | None = None

    def refresh(self) -> bool:
        """Take over documents that came; True when they, or a new day, may have changed what is shown."""
        self.wires.open_door()
        is_new_day = self.kept_house != clock.get_day(self.kiosk)
        if is_new_day:
            self.keep_house()
        city, _ = documents.find_end(self.kiosk.db, "city")
        of_city, self.seen_city = city != self.seen_city, city
        if not (intake.apply(self.kiosk) or of_city or is_new_day):
            return False
        self.kiosk = office.reload(self.kiosk)
        return True

    def keep_house(self) -> None:
        """What nobody presses a button for: old drafts go, forgotten returns end, opinions are handed in."""
        self.kept_house = clock.get_day(self.kiosk)
        now = self.kiosk.now()
        drafts.wipe_old(self.kiosk.db, loose_before=now - DAY, kept_before=now - KEPT_DAYS * DAY)
        permohonan.lapse_old(self.kiosk)
        opinions.hand_in(self.kiosk)

    def copy_when_due(self) -> None:
        """The register's copy of the day, beside the work and from a connection of its own (devices.md 8)."""
        copies.take_note(self.kiosk)
        is_busy = self.copying is not None and self.copying.is_alive()
        if self.kiosk.is_register and not is_busy and copies.is_due(self.kiosk):
            self.copying = threading.Thread(target=_copy, args=(self.kiosk,), name="backup", daemon=True)
            self.copying.start()

    def catch_up(self) -> None:
        """Hear the register's latest before it is told on: two seconds at most, none while it is away."""
        states = self.wires.get_states()
        if self.kiosk.is_register or not states or states[0].error:
            return
        began = self.kiosk.now()
        self.wires.poke()
        for _ in range(CATCH_UP_LOOKS):
            if self.wires.get_states()[0].last_contact > began:
                return
            threading.Event().wait(CATCH_UP_S)

    def close(self) -> None:
        """End the rounds, shut the door, give up the database."""
        self.wires.stop()
        self.kiosk.db.close()


def _copy(kiosk: Kiosk) -> None:
    """By a connection of its own; a copy that fails is in the log, and due again at the next look."""
    try:
        beside = replace(kiosk, db=database.open(kiosk.config.database, kiosk.keys.store, read_only=True))
        try:
            copies.backup_everywhere(beside)
        finally:
            beside.db.close()
    except KioskError as error:
        log.warning("no backup: %s", error)


def open_here(config: Config, *, news: News = lambda _ids: None) -> Station:
    """Open this device's office with what this program ships. Raises as `open_station`."""
    return open_station(config, load_library(), news=news)


def open_station(
    config: Config, library: Library, *, news: News = lambda _ids: None, cost: PinCost | None = None
) -> Station:
    """Open this device's office and begin its rounds; on the register desk, its door as well.

    Raises as `office.start`, and Unavailable("port_taken", port=) where another program has the door's port.
    """
    kiosk = office.start(world.real(), config, library, cost=cost)
    try:
        printer = make_printer(config.printer)
        wires = station.start(
            kiosk, news=news, find_printer=lambda: _say_state(printer) if config.printer else ""
        )
    except BaseException:
        kiosk.db.close()
        raise
    opened = Station(kiosk, printer, wires)
    opened.refresh()
    return opened


def _say_state(printer: Printer) -> str:
    """How the printer is, in one word; one that does not answer is absent."""
    try:
        return printer.find_status().state.value
    except KioskError:
        return "absent"


def join(config: Config, kelurahan: str, code: str) -> None:
    """Make this machine a device of an office by a code from its register desk at `config.register`.

    `kelurahan` is its code with or without dots. Raises Refused("unknown_kelurahan"), ("bad_enrol_code"),
    ("enrol_wrong_machine"), what the desk refuses, Unavailable("offline").
    """
    place = reference.load(RESOURCES / "reference").gazetteer.get(kelurahan)
    way = newcomers.open_way(config.register, code)
    newcomers.join(config, make_ring(world.token), (place.digits, config.device), code, way.post_raw)


def be_adopted(kiosk: Kiosk, center: str, code: str) -> str:
    """Give this office to the city at the center's address; returns the center's id. Raises as `join`."""
    way = newcomers.open_way(center, code, ca=kiosk.config.center_ca)
    return newcomers.be_adopted(kiosk, code, way.post_raw)


def get_receiver(kiosk: Kiosk, device: str = "") -> Certificate:
    """Who a stick is for: the device named, else the register, else (on the register) the center.

    Raises Refused("unknown_device", device=).
    """
    named = device or (anchors.find_center(kiosk) if kiosk.is_register else kiosk.register[0])
    found = [one for one in anchors.get_certificates(kiosk) if one.device == named]
    if not found or named == kiosk.device:
        raise Refused("unknown_device", device=named or "--to")
    return max(found, key=lambda one: one.rank)
