"""Owns what the pages of devices and of the register desk do in the work thread; it lets none in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.context import Person
from kiosk.store import ledger
from kiosk.usecases import appointment, devices, session
from kiosk.usecases.acts import Act
from kiosk.usecases.appointment import Standing
from kiosk.usecases.devices import Device
from sync import newcomers, station
from ui.deskwork import DeskWork
from ui.screens.desk.devices import Invitation


@dataclass(slots=True)
class DeviceWork:
    """The office's devices, for whoever is signed in."""

    work: DeskWork

    def find_devices(self) -> Sequence[Device]:
        return devices.find_devices(self.work.kiosk)

    def invite(self, device: str, kind: str) -> Invitation:
        kiosk = self.work.kiosk
        code = newcomers.make_code(kiosk, self.work.person, device, kind)
        return Invitation(device, code, kiosk.office.code, self.work.station.wires.find_address())

    def end(self, act: Act, device: str) -> None:
        devices.end(self.work.kiosk, self.work.person, act, device)
        self.work.poke()

    # --- which of them is the register -----------------------------------------------------------------

    @property
    def person(self) -> Person:
        return self.work.person

    def find_standing(self) -> Standing:
        return appointment.find_standing(self.work.kiosk)

    def find_last(self) -> Mapping[str, int]:
        year = self.work.today().year
        counters = ledger.get_office(self.work.kiosk.db).counters
        return {scope: one.n for (scope, counted), one in sorted(counters.items()) if counted == year}

    def gather(self) -> Sequence[str]:
        return station.gather(self.work.kiosk)

    def take_over(self, act: Act, pin: str) -> None:
        session.check_pin(self.work.kiosk, self.person.id, pin)
        appointment.take_over(self.work.kiosk, self.person, act)
        self.work.poke()

    def close_register(self, act: Act, pin: str) -> None:
        session.check_pin(self.work.kiosk, self.person.id, pin)
        appointment.close(self.work.kiosk, self.person, act)
        self.work.poke()
