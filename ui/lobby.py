"""Composes the lobby's pages: which use case stands behind which button; it decides and draws nothing."""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.context import RESIDENT, Kiosk
from kiosk.domain.errors import KioskError, Refused, Unavailable
from kiosk.domain.page import Copy
from kiosk.domain.service import Service
from kiosk.domain.verdict import Verdict
from kiosk.store import cases, drafts, ledger
from kiosk.store import residents as resident_store
from kiosk.store.drafts import Draft
from kiosk.usecases import acts, checking, clock, permohonan, queues, residents, surat, tracking
from kiosk.usecases.acts import Act
from printing import qr
from ui import paper
from ui.qt.pictures import Pictures
from ui.screens.base import Go, Run, Screen, Words
from ui.screens.resident import queue_ticket, self_print
from ui.screens.resident.asking import Here
from ui.screens.resident.ekitir import Ekitir
from ui.screens.resident.form import Form
from ui.screens.resident.identity import Identity
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.menu import Menu, tiles
from ui.screens.resident.papers import Papers
from ui.screens.resident.review import Review
from ui.screens.resident.service_info import About, ServiceInfo
from ui.screens.resident.services import Services
from ui.screens.resident.track import Doings, Tracking
from ui.screens.resident.verify import Verify
from ui.screens.resident.visit import Filed, Filing, Known, Visit, Visiting
from ui.screens.resident.way import Track
from ui.station import RESOURCES, Station

ADMISSION_S: Final = 0.1
ADMISSION_LOOKS: Final = 100
log = logging.getLogger(__name__)

Maker = Callable[..., Screen[Any]]


@dataclass(frozen=True, slots=True)
class Hall:
    """What the window gives its pages: how they run, speak and move."""

    run: Run
    words: Words
    language: Callable[[], str]
    go: Go
    end_visit: Callable[[], None]
    visiting: Visiting
    pictures: Pictures


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
        wanted = letters.casefold()
        return [line for line in lines if any(word.startswith(wanted) for word in line.casefold().split())]

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
            is_waiting=done.is_waiting,
        )

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

    def name_kelurahan(self, code: str) -> str:
        """The office of a seal in words."""
        found = self.kiosk.reference.gazetteer.find(code)
        return found.name if found else code

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

    def count_waiting(self) -> int:
        """How many wait in the hall."""
        return len(queues.find_waiting(self.kiosk))


def _draft_stays(error: KioskError) -> None:
    """It goes with what is too old (`Station.keep_house`); until then NIK and digits are needed to see it."""
    log.error("a draft was not wiped: %s", error)


def get_minutes(service: Service) -> int:
    """The promised minutes of a service; 0 where it is promised in days."""
    return int(service.sla[:-1]) if service.sla.endswith("m") else 0


def get_mode(kiosk: Kiosk, service: Service) -> str:
    """How a surat of this service is signed here, for the honest words on its page."""
    return "seal" if service.id in kiosk.office.seal and not service.wet_only else "wet"


def make_menus(kiosk: Kiosk, pages: frozenset[str]) -> tuple[Menu, ...]:
    """The tiles that work here, in the order of the menu file."""
    entries = tomllib.loads((RESOURCES / "menus" / "menus.toml").read_text("utf-8"))["menu"]
    return tiles(kiosk.catalogue.ready(), sorted(entries, key=lambda one: int(one["order"])), pages)


def make_pages(station: Station, hall: Hall) -> dict[str, Maker]:
    """Every page of the lobby but the first two, by name."""
    kiosk = station.kiosk
    work = LobbyWork(station, hall.language, hall.pictures)
    prints = self_print.Doings(open=work.open_sheet, print=work.print_sheet, confirm=work.confirm_sheet)
    papers = kiosk.reference.papers
    lobby = Lobby(
        visiting=hall.visiting,
        run=hall.run,
        words=hall.words,
        language=hall.language,
        go=hall.go,
        end_visit=hall.end_visit,
        here=work.here,
        new_id=kiosk.new_id,
    )
    prints_slips = work.print_slip if kiosk.config.printer else None
    hall.visiting.when_left(
        lambda visit: hall.run(lambda: work.wipe_draft(visit), lambda _: None, _draft_stays)
    )

    def services(category: str = "") -> Screen[Any]:
        offered = [
            one for one in kiosk.catalogue.ready() if one.self_service and category in {"", one.category}
        ]
        return Services(
            offered, hall.run, words=hall.words, language=hall.language, go=hall.go, category=category
        )

    def service_info(service: str) -> Screen[Any]:
        found = kiosk.catalogue.get(service)
        about = About(found, papers, get_mode(station.kiosk, found))
        return ServiceInfo(about, hall.run, words=hall.words, language=hall.language, go=hall.go)

    def identity(service: str) -> Screen[Any]:
        hall.visiting.begin(kiosk.catalogue.get(service))
        return Identity(lobby, challenge=work.challenge)

    def form(start: int = 0) -> Screen[Any]:
        return Form(
            lobby,
            start,
            suggest=work.suggest,
            save_draft=work.save_draft,
            keep_draft=lambda visit: work.save_draft(visit, kept=True),
        )

    return {
        "services": services,
        "service_info": service_info,
        "identity": identity,
        "form": form,
        "papers": lambda: Papers(lobby, papers=papers),
        "review": lambda: Review(lobby, file=work.file, papers=papers),
        "queue_ticket": lambda: queue_ticket.QueueTicket(
            lobby, take=work.take_number, line=lambda: queue_ticket.Line(work.count_waiting())
        ),
        "track": lambda: Tracking(
            lobby,
            doings=Doings(find=work.find_track, complete=work.complete, withdraw=work.withdraw),
            papers=papers,
        ),
        "verify": lambda: Verify(
            lobby, check=work.check, check_code=work.check_code, kelurahan=work.name_kelurahan
        ),
        "self_print": lambda ticket="", pin="": self_print.SelfPrint(
            lobby,
            ticket,
            pin,
            doings=prints,
        ),
        "ekitir": lambda: Ekitir(lobby, qr=qr.make, papers=papers, print_slip=prints_slips),
    }


def describe_home(kiosk: Kiosk, menus: Sequence[Menu]) -> Mapping[str, Any]:
    """What the next start draws before its database is open: no person in it."""
    return {
        "office": f"Kelurahan {kiosk.office.kelurahan}",
        "place": f"Kecamatan {kiosk.office.kecamatan}, {kiosk.office.city}",
        "training": kiosk.office.training,
        "menus": [menu.as_json() for menu in menus],
    }
