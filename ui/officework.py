"""Owns how the office works, for its pages in the work thread: profile, people, home; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.domain.chips import find_chipped
from kiosk.domain.office import Office, Staff
from kiosk.domain.service import Field, Outcome, Service
from kiosk.reference import Holiday
from kiosk.usecases import fitness, headtable, office, staff, surat
from kiosk.usecases.acts import Act
from kiosk.usecases.headtable import Reading
from kiosk.usecases.proposals import Counting
from sync import anchors
from ui.deskwork import DeskWork
from ui.lobbywork import find_tiles, load_menus
from ui.screens.resident.menu import Menu

EXAMPLES: Final = 4
"""So many services show their next number while a pattern is typed."""


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

    # --- a table of heads -------------------------------------------------------------------------------

    def find_files(self) -> Sequence[str]:
        return self.work.find_tables()

    def read_heads(self, file: str) -> Reading:
        """What a table of heads would bring. Raises as `read_table` and `headtable.read`."""
        return headtable.read(self.work.kiosk.office.heads, self.work.read_table(file))

    # --- people -----------------------------------------------------------------------------------------

    def find_people(self) -> Sequence[Staff]:
        return self.work.find_people()

    def office_people(self) -> Sequence[Staff]:
        return self.work.kiosk.office.staff

    def change_people(self, people: Sequence[Staff]) -> None:
        """Everybody who works here from now on; who is new gets a PIN on the page of settings."""
        kiosk, who = self.work.kiosk, self.work.person
        self.work.station.kiosk = staff.change_staff(kiosk, who, tuple(people))
        self.work.poke()

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

    # --- numbers ----------------------------------------------------------------------------------------

    def try_numbers(self, values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """What the next surat of some services would be called; refused as a profile with these values is."""
        kiosk, language = self.work.kiosk, self.work.language()
        changed = replace(kiosk, office=replace(kiosk.office, **values))
        services = kiosk.catalogue.ready()
        fitness.check_office(changed.office, services)
        numbered = [one for one in services if one.code][:EXAMPLES]
        return [(one.label[language], surat.next_number(changed, one).text) for one in numbered]

    # --- chips ------------------------------------------------------------------------------------------

    def find_chipped(self) -> Mapping[str, tuple[Service, Field]]:
        ready = self.work.kiosk.catalogue.ready()
        return {
            f"{one.id}.{path}": (one, field) for one in ready for path, field in find_chipped(one).items()
        }

    def count_written(self) -> Counting:
        return Counting(self.work.kiosk)

    # --- modes ------------------------------------------------------------------------------------------

    def find_services(self) -> Sequence[Service]:
        ready = self.work.kiosk.catalogue.ready()
        return sorted((one for one in ready if one.outcome is Outcome.SURAT), key=lambda one: one.title)

    def has_center(self) -> bool:
        return bool(anchors.find_center(self.work.kiosk))
