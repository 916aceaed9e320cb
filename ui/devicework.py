"""Owns what the page of devices does in the work thread; it lets none in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.usecases import devices
from kiosk.usecases.acts import Act
from kiosk.usecases.devices import Device
from sync import newcomers
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
