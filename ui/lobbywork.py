"""What the lobby's pages cause in the work thread, each use case under its page's name for it; no page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kiosk.context import RESIDENT, Kiosk
from kiosk.domain import worktime
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.page import Copy
from kiosk.domain.service import Service
from kiosk.domain.verdict import Verdict
from kiosk.domain.words import begins
from kiosk.menus import InfoPage, Menus
from kiosk.menus import load as read_menus
from kiosk.store import cases, drafts, ledger
from kiosk.store import residents as resident_store
from kiosk.store.drafts import Draft
from kiosk.usecases import (
    acts,
    bell,
    bulletins,
    checking,
    clock,
    permohonan,
    queues,
    residents,
    surat,
    tracking,
    upkeep,
    worklist,
)
from kiosk.usecases.acts import Act
from printing.printers import State as PrinterState
from ui import paper
from ui.qt.pictures import Pictures
from ui.screens.resident import self_print
from ui.screens.resident.asking import Here
from ui.screens.resident.menu import Menu, arrange, tiles
from ui.screens.resident.visit import Filed, Filing, Known, Visit
from ui.screens.resident.way import Track
from ui.station import RESOURCES, Station

ADMISSION_S: Final = 0.1
ADMISSION_LOOKS: Final = 100


@dataclass(frozen=True, slots=True)
class LobbyWork:
    """The use cases of the lobby as its pages call them, in the work thread."""

    station: Station
    language: Callable[[], str]
    pictures: Pictures

    @property
    def kiosk(self) -> Kiosk:
        return self.station.kiosk

    def here(self) -> Here:
        """This office and today."""
        office = self.kiosk.office
        return Here(office.kelurahan, office.kecamatan, clock.get_day(self.kiosk), office.city)

    def challenge(self, nik: str, kk6: str) -> Known | None:
        """Who is listed, if the digits fit; what was begun under both numbers comes with them."""
        if residents.is_paused(self.kiosk, nik):
            return None
        answer = residents.challenge(self.kiosk, nik, kk6)
        draft = drafts.find_by_nik(self.kiosk.db, nik)
        held = draft.answers if draft and draft.answers.get("kk6") == kk6 else {}
        if not answer.is_match:
            return Known({}, draft=held) if held else None
        family = resident_store.find_family(self.kiosk.db, str(answer.person.get("kk", "")))
        household = tuple(one.person for one in family if one.nik != nik)
        return Known(answer.person, household, held)

    def suggest(self, name: str, letters: str) -> Sequence[str]:
        """Lines of a list whose words begin with these letters."""
        lists = self.kiosk.reference.lists
        lines = (
            list(self.kiosk.reference.area_names.values())
            if name == "kota"
            else [one.label[self.language()] for one in lists.get(name, ())]
        )
        return [line for line in lines if begins(line, letters)]

    def save_draft(self, visit: Visit, *, kept: bool = False) -> None:
        """What was typed so far, for after a power cut; or for later, when the visitor asked."""
        if visit.draft and visit.service:
            now = self.kiosk.now()
            held = visit.as_draft()
            drafts.save(self.kiosk.db, Draft(visit.draft, visit.service.id, visit.nik, held, kept, now))

    def wipe_draft(self, visit: Visit) -> None:
        """The visitor left: what was not kept is forgotten."""
        draft = drafts.find(self.kiosk.db, visit.draft) if visit.draft else None
        if draft is not None and not draft.kept:
            drafts.wipe(self.kiosk.db, draft.id)

    def file(self, filing: Filing) -> Filed:
        """File it, with a queue number of this device; a second press of the button changes nothing."""
        kiosk = self.kiosk
        with kiosk.db.write():
            known = ledger.find_standing(kiosk.db, filing.act)
            number = "" if known else queues.take(kiosk, RESIDENT, acts.begin(kiosk), need="surat")
            done = permohonan.file(
                kiosk,
                RESIDENT,
                Act(filing.act),
                permohonan.Filing(
                    service=filing.service,
                    answers=filing.answers,
                    subject=filing.subject,
                    resident=filing.resident,
                    relation=filing.relation,
                    papers=filing.papers,
                    waiting=filing.waiting,
                    queue=number,
                    draft=filing.draft,
                ),
            )
        self.station.wires.poke()
        return self._filed(done)

    def _filed(self, done: permohonan.Filed) -> Filed:
        kiosk = self.kiosk
        service = kiosk.catalogue.get(done.case.service, done.case.version)
        before = [one.number for one in queues.find_waiting(kiosk)]
        place = before.index(done.case.queue) if done.case.queue in before else -1
        return Filed(
            id=done.case.id,
            ticket=done.ticket,
            pin=done.pin,
            code=f"HTTPS://{kiosk.office.host}/L#{done.ticket}.{done.pin}",
            queue=done.case.queue,
            waiting=place,
            minutes=get_minutes(service),
            by=self._promise(service),
            is_waiting=done.is_waiting,
        )

    def _promise(self, service: Service) -> int:
        """When what is complete now is promised, by the office's hours; 0 while it never opens."""
        try:
            return worktime.due(worklist.get_hours(self.kiosk), self.kiosk.now(), service.sla)
        except Refused:
            return 0

    def print_slip(self, visit: Visit) -> None:
        """The e-kitir of what was just filed."""
        if visit.filed:
            paper.print_slip(self.kiosk, self.station.printer, visit.filed.id, self.language())

    def check(self, text: str) -> Verdict:
        """Whether a surat is genuine, from its QR, with no network."""
        self.station.catch_up()
        return checking.check(self.kiosk, text)

    def check_code(self, typed: str) -> Sequence[checking.CodeAnswer]:
        """What the twelve characters beside a QR lead to."""
        return checking.check_code(self.kiosk, typed)

    def find_track(self, ticket: str, pin: str) -> Track:
        """How far it has come; the slip's own PIN opens it."""
        self.station.catch_up()
        return tracking.track(self.kiosk, ticket, pin)

    def complete(self, track: Track, act: str) -> Track:
        """The missing papers are here: the review begins again."""
        permohonan.complete(self.kiosk, RESIDENT, Act(act, track.id, track.base))
        return self._renew(track)

    def withdraw(self, track: Track, act: str) -> Track:
        """The resident does not want it any more."""
        permohonan.withdraw(self.kiosk, RESIDENT, Act(act, track.id, track.base))
        return self._renew(track)

    def _renew(self, track: Track) -> Track:
        self.station.wires.poke()
        return tracking.track(self.kiosk, track.ticket, permohonan.get_pin(self.kiosk, track.id))

    # --- a surat printed here by its holder -------------------------------------------------------------

    def open_sheet(self, ticket: str, pin: str, kk6: str) -> self_print.Sheet:
        """A surat that may be printed here, with its page. Raises Refused("kk_not_matching")."""
        kiosk = self.kiosk
        self.station.catch_up()
        track = tracking.track(kiosk, ticket, pin)
        tracking.check_family(kiosk, track, kk6)
        case = cases.get_shown(kiosk.db, track.id).case
        if not track.may_print:
            raise Refused("not_printable")
        pages = paper.draw_pages(paper.render_surat(kiosk, case.id, Copy.ORIGINAL))
        return self_print.Sheet(case.id, case.base, len(pages), self.pictures.put_png(pages[0]))

    def print_sheet(self, sheet: self_print.Sheet, act: str) -> int:
        """Record it, wait until the register has admitted it, send it; the attempt's number.

        Raises Unavailable("register_away") where it was not admitted in time: no paper moved, and the attempt
        ends as one that did not come out.
        """
        made = Act(act, sheet.id, sheet.base)
        sent = paper.begin_print(self.kiosk, self.station.printer, RESIDENT, made)
        for _ in range(ADMISSION_LOOKS):
            self.station.wires.poke()
            if paper.send_print(self.kiosk, self.station.printer, sent):
                return sent.printed.attempt
            threading.Event().wait(ADMISSION_S)
        self.confirm_sheet(sheet, self.kiosk.new_id(), sent.printed.attempt, "nothing")
        raise Unavailable("register_away")

    def confirm_sheet(self, sheet: self_print.Sheet, act: str, attempt: int, fault: str) -> None:
        """What its holder says of the paper; a good one is the handing over."""
        made = Act(act, sheet.id, sheet.base)
        surat.confirm_paper(self.kiosk, RESIDENT, made, attempt=attempt, ok=not fault, reason=fault)
        self.station.wires.poke()

    def take_number(self, need: str, act: str) -> str:
        """A queue number of this device; the same press again gives the same number."""
        kiosk = self.kiosk
        known = ledger.find_standing(kiosk.db, act)
        if known is not None:
            return str(known.event.data["number"])
        number = queues.take(kiosk, RESIDENT, Act(act), need=need)
        self.station.wires.poke()
        return number

    def ring(self, *, on: bool) -> None:
        """The bell at every desk of the office, or its end."""
        bell.ring(self.kiosk, on=on)
        self.station.wires.poke()

    def can_file(self) -> bool:
        """Whether one more whole permohonan can be kept under this identity: asked before a form opens."""
        return not any(self._find_stops())

    def _find_stops(self) -> Iterator[str]:
        """What stops filing, as `out_of_order.STOPPING` names it."""
        try:
            upkeep.check_space(self.kiosk)
        except Unavailable:
            yield "storage"
        if acts.is_frozen(self.kiosk):
            yield "identity"
        if any(link.find_trouble() == "ended" for link in self.station.wires.get_states()):
            yield "ended"

    def find_broken(self) -> tuple[str, ...]:
        """What does not work just now, as `out_of_order.FAULTS` names it."""
        printer = self.kiosk.config.printer and self.station.printer.find_status().state
        states = self.station.wires.get_states()
        links = () if self.kiosk.is_register else states[:1]
        found = {
            "printer": printer not in {"", PrinterState.READY},
            "register": any(link.error for link in links),
            "network": any(link.error == "portal" for link in states),
            "program": any(link.is_outdated for link in states),
        }
        return (*self._find_stops(), *(name for name, is_broken in found.items() if is_broken))

    def fill(self, page: str) -> InfoPage | None:
        """A page to read, as it is today."""
        return bulletins.fill(load_menus(), self.kiosk, page)

    def find_tiles(self, pages: frozenset[str]) -> tuple[Menu, ...]:
        """The tiles that work here today, as the office arranged them; `pages` are those the window has."""
        office = self.kiosk.office
        return arrange(find_tiles(self.kiosk, pages), office.menus, office.hidden)

    def count_waiting(self) -> int:
        """How many wait in the hall."""
        return len(queues.find_waiting(self.kiosk))


def get_minutes(service: Service) -> int:
    """The promised minutes of a service; 0 where it is promised in days."""
    return int(service.sla[:-1]) if service.sla.endswith("m") else 0


def find_tiles(kiosk: Kiosk, pages: frozenset[str]) -> tuple[Menu, ...]:
    """The tiles that work in this office today, in the order of the menu file, hidden ones among them."""
    shipped = load_menus()
    wanted = {one["args"]["page"] for one in shipped.tiles if one["page"] == "info"}
    readable = bulletins.fill_all(shipped, kiosk, wanted)
    entries = [one for one in shipped.tiles if one["page"] != "info" or one["args"]["page"] in readable]
    return tiles(kiosk.catalogue.ready(), entries, pages)


@cache
def load_menus() -> Menus:
    """The tiles and the pages to read which this program ships."""
    return read_menus(RESOURCES / "menus")
