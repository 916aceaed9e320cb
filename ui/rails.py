"""Fills the rail of every desk page: who, where to, how links, printer and clock are; it opens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.context import Person
from kiosk.domain.office import OFFICERS
from kiosk.domain.words import clock_words
from kiosk.usecases import alarms, bell, clock, copies, performance, reserves, ruling
from kiosk.usecases.worklist import Filter
from printing.printers import State as PrinterState
from sync.loop import State as LinkState
from ui.deskwork import DeskWork
from ui.screens import rail
from ui.screens.base import Words
from ui.screens.journey import Journey
from ui.screens.rail import Fold, Item, Mark, Rail

DAILY: Final = "daily"
GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    DAILY: {
        "confirm_date": "calendar-blank",
        "queue": "list-checks",
        "counter": "user-plus",
        "batch": "pen-nib",
        "paper": "printer",
        "ink": "stamp",
        "ruling": "gavel",
    },
    "people": {"search": "magnifying-glass", "residents": "users", "verify": "seal-check"},
    "book": {
        "late": "warning-circle",
        "register": "notebook",
        "numbers": "hash",
        "reports": "chart-bar",
    },
    "device": {
        "printers": "printer",
        "links": "plugs-connected",
        "devices": "devices",
        "register_desk": "desktop",
        "settings": "gear",
    },
}
"""The work areas in their order, each with its icon; one without a page is not drawn.

The daily ones are always in the rail; the others stand folded behind one button, in groups, and come into the
rail while something waits there.
"""
AREAS: Final[Mapping[str, str]] = {area: glyph for group in GROUPS.values() for area, glyph in group.items()}
HOLDS: Final[Mapping[str, str]] = {
    "case": "queue",
    **dict.fromkeys(("kop", "people", "heads", "pattern", "modes", "hours", "menus", "chips"), "settings"),
}
READERS: Final[Mapping[str, frozenset[str]]] = {
    "reports": performance.READERS,
    "ruling": ruling.READERS,
    "devices": OFFICERS,
    "register_desk": OFFICERS,
}
"""Areas for some only; an item that would refuse whoever presses it is not drawn."""


@dataclass(slots=True)
class RailWork:
    """Fills the rail beside every page: who, where to, how the links and the printer are."""

    work: DeskWork
    rail: Rail
    words: Words
    journey: Journey
    count_late: Callable[[], int]

    def find(self) -> RailFacts:
        """In the work thread: everything the rail shows."""
        work = self.work
        kiosk = work.kiosk
        counts: dict[str, int] = {}
        if work.who is not None:
            mine = work.queue("mine", "").counts[Filter.MINE]
            waiting = len(ruling.find_waiting(kiosk, work.who))
            counts = {"queue": mine, "late": self.count_late(), "ruling": waiting, **work.count_paper()}
        return RailFacts(
            who=work.who,
            is_register=kiosk.is_register,
            counts=counts,
            links=work.station.wires.get_states(),
            printer=work.station.printer.find_status().state,
            trusted=clock.is_date_trusted(kiosk),
            calls=bell.find_calls(kiosk),
            is_backup_late=copies.is_late(kiosk),
            alarms=len(alarms.find_alarms(kiosk)),
            reserved=reserves.is_ready(kiosk),
        )

    def show(self, facts: RailFacts) -> None:
        """In the window's thread: draw them."""
        words = self.words
        staff = self.work.kiosk.office.find_staff(facts.who.id) if facts.who else None
        here = self.journey.page
        roles = frozenset(facts.who.roles if facts.who else ())

        def is_shown(area: str) -> bool:
            for_all = area not in READERS or bool(READERS[area] & roles)
            doubted = not facts.trusted and facts.is_register
            needed = {"confirm_date": doubted, "ruling": bool(facts.counts.get("ruling"))}
            return self.journey.has(area) and for_all and (area == here or needed.get(area, True))

        def items(group: str) -> tuple[Item, ...]:
            return tuple(
                Item(
                    area,
                    words(f"rail.{area}"),
                    glyph,
                    facts.counts.get(area, 0),
                    chosen=area == HOLDS.get(here, here),
                    daily=group == DAILY,
                )
                for area, glyph in GROUPS[group].items()
                if is_shown(area)
            )

        folds = tuple(
            Fold(group, words(f"rail.group_{group}"), items(group)) for group in GROUPS if group != DAILY
        )
        self.rail.show(
            rail.State(
                person=staff.name if staff else "",
                post=staff.post if staff else "",
                is_register=facts.is_register,
                device_said=words("rail.is_register" if facts.is_register else "rail.is_desk"),
                items=(*items(DAILY), *(item for fold in folds for item in fold.inside)),
                folds=folds,
                unfolded=self.rail.state.unfolded,
                inside=any(item.chosen and not item.count for fold in folds for item in fold.inside),
                marks=tuple(self._marks(facts)),
            )
        )

    def _marks(self, facts: RailFacts) -> Iterator[Mark]:
        words = self.words
        for device, began in facts.calls.items():
            yield Mark(
                f"call {device}",
                words("rail.called", device=device, since=clock_words(began)),
                "bell-ringing",
                "error",
            )
        yield from filter(None, map(self._mark_link, facts.links))
        if facts.printer is not PrinterState.READY:
            yield Mark("printer", words(f"rail.printer_{facts.printer}"), "printer", "error")
        if facts.alarms:
            yield Mark("alarms", words("rail.alarms", count=facts.alarms), "warning-octagon", "error")
        if not facts.trusted:
            yield Mark("clock", words("rail.clock"), "clock", "error")
        if not facts.reserved:
            yield Mark("reserve", words("rail.reserve"), "notebook", "first")
        if facts.is_backup_late:
            yield Mark("backup", words("rail.backup"), "archive", "first")

    def _mark_link(self, link: LinkState) -> Mark | None:
        """What is wrong with one link; None when nothing is."""
        words = self.words
        if trouble := link.find_trouble():
            said = words(f"rail.link_{trouble}", device=link.device)
        elif link.error:
            since = clock_words(link.last_contact) if link.last_contact else words("rail.never")
            said = words("rail.link_off", device=link.device, since=since)
        elif link.unsent:
            said = words("rail.unsent", count=link.unsent)
        else:
            return None
        return Mark(link.device, said, "cloud-slash", "first")


@dataclass(frozen=True, slots=True)
class RailFacts:
    """What the rail shows, as values found in the work thread."""

    who: Person | None
    is_register: bool
    counts: Mapping[str, int]
    links: Sequence[LinkState]
    printer: PrinterState
    trusted: bool
    calls: Mapping[str, int]
    is_backup_late: bool
    alarms: int
    reserved: bool
