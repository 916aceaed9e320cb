"""Owns what the page of links does in the work thread: rounds, checks, backups, a stick; no rule of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import ledger
from kiosk.usecases import alarms, copies, refused, upkeep
from kiosk.usecases.alarms import Alarm
from kiosk.usecases.refused import Odd
from sync import anchors, bundle
from sync.desk import Desk
from ui.deskwork import DeskWork
from ui.devices.media import find_media
from ui.screens.desk.ports import Fact, Link

FOLDER: Final = "sidemang"


@dataclass(slots=True)
class LinkWork:
    """The use cases of links, checks, backups and sticks, as their page calls them."""

    work: DeskWork
    find_media: Callable[[], Sequence[Path]] = find_media

    def links(self) -> Sequence[Link]:
        return [
            Link(
                one.device,
                self._kind(one.device),
                "never" if not one.last_contact else "away" if one.error else "works",
                one.last_contact,
                one.unsent,
                one.find_trouble(),
            )
            for one in self.work.station.wires.get_states()
        ]

    def _kind(self, device: str) -> str:
        if device == self.work.kiosk.register[0]:
            return "register"
        return "center" if device == anchors.find_center(self.work.kiosk) else "lobby"

    def checks(self) -> Sequence[Fact]:
        say = self.work.kiosk.texts[self.work.language()]
        return [Fact(one.id, one.state, say(one.key, **one.data)) for one in upkeep.doctor(self.work.kiosk)]

    def find_odd(self) -> Sequence[Odd]:
        return refused.find_odd(self.work.kiosk)

    def see_odd(self, ids: Sequence[str]) -> None:
        refused.see_odd(self.work.kiosk, self.work.person, ids)

    def find_alarms(self) -> Sequence[Alarm]:
        return alarms.find_alarms(self.work.kiosk)

    def see_alarms(self, shown: Sequence[Alarm]) -> None:
        alarms.see_alarms(self.work.kiosk, self.work.person, shown)

    def sync_now(self) -> None:
        self.work.poke()

    # --- a medium that was put in -----------------------------------------------------------------------

    def find_stick(self) -> str:
        """Its name; empty when none is in."""
        found = self.find_media()
        return found[0].name if found else ""

    def backup(self) -> str:
        """A copy beside the data, and one on the medium that is in, else on the configured one; its name."""
        kiosk = self.work.kiosk
        made = copies.backup_everywhere(kiosk)
        if self.find_stick():
            made = copies.backup(kiosk, self._get_folder())
        return made.path.name

    def export_usb(self) -> int:
        """What every other device and the center lack, each for its own eyes; how many files."""
        kiosk, folder = self.work.kiosk, self._get_folder()
        written = [path for one in self._find_receivers() for path in bundle.export(Desk(kiosk), one, folder)]
        copies.note_stick(kiosk, self.work.person, "export", [path.name for path in written])
        return len(written)

    def import_usb(self) -> tuple[int, int]:
        """How many entries a stick brought, and how many of its files cannot be used; those stop nothing."""
        kiosk = self.work.kiosk
        taken = bundle.take_folder(Desk(kiosk), kiosk.keys.box, self._get_folder())
        if taken.names:
            counts = {"files": taken.files, "entries": taken.entries}
            copies.note_stick(kiosk, self.work.person, "import", taken.names, **counts)
        self.work.poke()
        return taken.entries, len(taken.refused)

    def _find_receivers(self) -> Sequence[Certificate]:
        """The newest certificate of every other device of this office that is at work, and its center's."""
        kiosk = self.work.kiosk
        gone = {kiosk.device, *ledger.get_office(kiosk.db).get_ended()}
        made = sorted(anchors.get_certificates(kiosk), key=lambda one: one.rank)
        newest = {one.device: one for one in made if one.device not in gone}
        if not newest:
            raise Refused("no_receiver")
        return list(newest.values())

    def _get_folder(self) -> Path:
        found = self.find_media()
        if not found:
            raise Unavailable("no_stick")
        folder = found[0] / FOLDER
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise Unavailable("stick_failed", problem=error.strerror) from error
        return folder
