"""Owns how the office works, for its pages in the work thread: profile, people, home; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kiosk.domain.chips import find_chipped
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.office import Office, Staff
from kiosk.domain.service import Field, Outcome, Service
from kiosk.reference import Holiday
from kiosk.usecases import arms, fitness, headtable, staff, surat
from kiosk.usecases.acts import Act
from kiosk.usecases.headtable import Reading
from kiosk.usecases.proposals import Counting
from printing import arms as pictures
from sync import anchors
from ui import paper
from ui.deskwork import DeskWork
from ui.devices.media import find_media
from ui.lobbywork import find_tiles, load_menus
from ui.screens.desk.kop import Arms
from ui.screens.resident.menu import Menu

EXAMPLES: Final = 4
"""So many services show their next number while a pattern is typed."""

READ: Final = 4 * pictures.MOST_BYTES
"""So much of a file is looked at: more than may be, so that what is said of its size is near the truth."""
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".svg"})


@dataclass(slots=True)
class OfficeWork:
    """The use cases of the office's own settings, as their pages call them."""

    work: DeskWork
    find_media: Callable[[], Sequence[Path]] = find_media
    tried: dict[str, bytes] = field(default_factory=dict)

    def office(self) -> Office:
        return self.work.kiosk.office

    def change(self, act: Act, values: Mapping[str, Any]) -> None:
        """Another profile; the station works on under it at once."""
        changed = replace(self.work.kiosk.office, **values)
        picture = self.tried.get(changed.arms, b"")
        self.work.station.kiosk = arms.change_profile(
            self.work.kiosk, self.work.person, act, changed, picture
        )
        self.work.poke()

    # --- a table of heads -------------------------------------------------------------------------------

    def find_files(self) -> Sequence[str]:
        return self.work.find_tables()

    def read_heads(self, file: str) -> Reading:
        """What a table of heads would bring. Raises as `read_table` and `headtable.read`."""
        return headtable.read(self.work.kiosk.office.heads, self.work.read_table(file))

    # --- the picture in the kop -------------------------------------------------------------------------

    def find_arms(self) -> bytes:
        """As it is printed now, as PNG; empty where the kop is text. Raises as `pictures.show`."""
        raw = paper.find_arms(self.work.kiosk)
        return pictures.show(raw) if raw else b""

    def find_pictures(self) -> Sequence[str]:
        return list(self._find_pictures())

    def try_arms(self, file: str) -> Arms:
        """A picture that may be saved. Raises Refused("data_unreadable") and as `pictures.check`."""
        path = self._find_pictures().get(file)
        try:
            if path is None:
                raise FileNotFoundError
            with path.open("rb") as opened:
                raw = opened.read(READ)
        except OSError as error:
            raise Refused("data_unreadable", file=file, problem=type(error).__name__) from error
        pictures.check(raw)
        shown = Arms(arms.name(raw), pictures.show(raw))
        self.tried = {shown.name: raw}
        return shown

    def _find_pictures(self) -> Mapping[str, Path]:
        """Pictures in the office's own folder and at the top of each medium, by the name a person reads."""
        own = self.work.tables
        found: dict[str, Path] = {}
        for folder in (own, *self.find_media()):
            try:
                here = sorted(filter(_is_picture, folder.iterdir())) if folder.is_dir() else []
            except OSError as error:
                raise Unavailable("stick_failed", problem=error.strerror) from error
            found |= {path.name if folder == own else f"{folder.name}/{path.name}": path for path in here}
        return found

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


def _is_picture(path: Path) -> bool:
    """A file itself: a link on a medium may point at what is not the medium's."""
    named = path.suffix.lower() in _PICTURES and not path.name.startswith(".")
    return named and path.is_file() and not path.is_symlink()
