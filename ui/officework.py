"""Owns how the office works, for its pages, in the work thread: profile, people, home; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain.office import Office, Staff
from kiosk.reference import Holiday
from kiosk.usecases import office, staff
from kiosk.usecases.acts import Act
from ui.deskwork import DeskWork
from ui.lobbywork import find_tiles, load_menus
from ui.screens.resident.menu import Menu


@dataclass(slots=True)
class OfficeWork:
    """The use cases of the office's own settings, as their pages call them."""

    work: DeskWork

    def office(self) -> Office:
        return self.work.kiosk.office

    def change(self, act: Act, values: Mapping[str, Any]) -> None:
        """Another profile; the station works on under it at once."""
        changed = replace(self.work.kiosk.office, **values)
        self.work.station.kiosk = office.change_profile(self.work.kiosk, self.work.person, act, changed)
        self.work.poke()

    # --- people -----------------------------------------------------------------------------------------

    def find_people(self) -> Sequence[Staff]:
        return self.work.find_people()

    def change_pin(self, person: str, pin: str) -> None:
        people = self.work.kiosk.office.staff
        new = {person: pin}
        self.work.station.kiosk = staff.change_staff(self.work.kiosk, self.work.person, people, new_pins=new)
        self.work.poke()

    # --- hours ------------------------------------------------------------------------------------------

    def find_holidays(self) -> Sequence[Holiday]:
        return self.work.kiosk.reference.holidays

    # --- the home of the lobby --------------------------------------------------------------------------

    def find_tiles(self) -> Sequence[Menu]:
        pages = frozenset(tile["page"] for tile in load_menus().tiles) | {"service_info"}
        return find_tiles(self.work.kiosk, pages)
