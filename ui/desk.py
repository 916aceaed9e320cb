"""Composes the desk's pages: which use case stands behind which button; it decides and draws nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.office import Staff
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.words import WIB, moment_day
from kiosk.store import cases
from kiosk.store.queues import Waiting
from kiosk.usecases import acts, clock, permohonan, queues, session, surat, views
from kiosk.usecases.acts import Act
from kiosk.usecases.views import CaseView, Filter
from kiosk.usecases.views import Queue as Found
from printing import read
from printing.printers import State as PrinterState
from sync.loop import State as LinkState
from ui import paper
from ui.qt.pictures import Pictures
from ui.screens import rail
from ui.screens.base import Go, Run, Screen, Words
from ui.screens.desk.case import Case
from ui.screens.desk.queue import Queue
from ui.screens.desk.sign_in import SignIn
from ui.screens.journey import Journey
from ui.screens.rail import Item, Mark, Rail
from ui.station import Station

PAGE_DPI: Final = 110.0
AREAS: Final[Mapping[str, str]] = {
    "queue": "list-checks",
    "counter": "user-plus",
    "batch": "pen-nib",
    "paper": "printer",
    "ink": "stamp",
    "late": "warning-circle",
    "register": "notebook",
    "numbers": "hash",
    "residents": "users",
    "search": "magnifying-glass",
    "verify": "seal-check",
    "links": "plugs-connected",
    "settings": "gear",
}
"""The work areas of the rail in their order, each with its icon; one without a page is not drawn."""
HOLDS: Final[Mapping[str, str]] = {"case": "queue"}
Maker = Callable[..., Screen[Any]]

_VERBS: Final[Mapping[str, Callable[..., Permohonan]]] = {
    "pass": permohonan.pass_on,
    "return": permohonan.return_,
    "complete": permohonan.complete,
    "correct": permohonan.correct,
    "check": permohonan.check,
    "hold": permohonan.hold,
    "resume": permohonan.resume,
    "reject": permohonan.reject,
    "withdraw": permohonan.withdraw,
    "note": permohonan.note,
    "answer": permohonan.answer,
    "forward": permohonan.forward,
    "rule": permohonan.rule,
    "sign": surat.sign,
    "void": surat.void,
    "revoke": surat.revoke,
    "hand_over": surat.hand_over,
}


@dataclass(frozen=True, slots=True)
class Counter:
    """What the window gives its pages: how they run, speak, move and show pictures, and how it locks."""

    run: Run
    words: Words
    language: Callable[[], str]
    go: Go
    pictures: Pictures
    entered: Callable[[Staff], None]


@dataclass(slots=True)
class DeskWork:
    """The use cases of the desk as its pages call them, in the work thread, for whoever is signed in."""

    station: Station
    language: Callable[[], str]
    who: Person | None = None

    @property
    def kiosk(self) -> Kiosk:
        return self.station.kiosk

    @property
    def person(self) -> Person:
        """Who acts. Raises Refused("not_signed_in") on a locked desk."""
        if self.who is None:
            raise Refused("not_signed_in")
        return self.who

    def now(self) -> int:
        return self.kiosk.now()

    def today(self) -> date:
        return moment_day(self.kiosk.now())

    # --- who works here -------------------------------------------------------------------------------

    def find_people(self) -> Sequence[Staff]:
        return session.find_people(self.kiosk)

    def find_wait(self, id: str) -> int:
        return session.get_wait(self.kiosk, id)

    def sign_in(self, id: str, pin: str) -> Staff:
        """The person at the desk from now on."""
        self.who = session.sign_in(self.kiosk, id, pin)
        self.station.poke()
        staff = self.kiosk.office.find_staff(id)
        if staff is None:
            raise Refused("unknown_person")
        return staff

    def unlock(self, supervisor: str, pin: str, id: str) -> None:
        """A supervisor's PIN lets a person go on; the supervisor is not signed in by it."""
        session.unlock(self.kiosk, session.sign_in(self.kiosk, supervisor, pin), id)

    def lock(self) -> None:
        """The desk waits for the next person."""
        if self.who is not None:
            session.sign_out(self.kiosk, self.who)
            self.who = None

    # --- the queue ------------------------------------------------------------------------------------

    def queue(self, tab: str, text: str) -> Found:
        return views.queue(self.kiosk, self.person, tab=Filter(tab), text=text)

    def find_waiting(self) -> Sequence[Waiting]:
        return queues.find_waiting(self.kiosk)

    def find_called(self) -> Sequence[Waiting]:
        return queues.find_called(self.kiosk)

    def call_next(self) -> Waiting | None:
        kiosk = self.kiosk
        return queues.call_next(kiosk, self.person, acts.begin(kiosk), place=self._place())

    def recall(self, number: str) -> Waiting:
        kiosk = self.kiosk
        return queues.recall(kiosk, self.person, acts.begin(kiosk), number=number, place=self._place())

    def _place(self) -> str:
        """Where a called number goes: the desk's own number."""
        return "".join(filter(str.isdigit, self.kiosk.device)) or "1"

    # --- one permohonan -------------------------------------------------------------------------------

    def begin(self, case: Permohonan | None = None) -> Act:
        return acts.begin(self.kiosk, case)

    def open(self, id: str) -> CaseView:
        return views.open_case(self.kiosk, self.person, id)

    def read(self, id: str) -> CaseView:
        return views.read_case(self.kiosk, self.person, id)

    def do(self, verb: str, act: Act, **details: Any) -> Permohonan:
        case = _VERBS[verb](self.kiosk, self.person, act, **details)
        self.station.poke()
        return case

    def draw(self, id: str) -> Sequence[bytes]:
        """The pages of the surat as it is now: KONSEP before it is signed."""
        case = cases.get_shown(self.kiosk.db, id).case
        pdf = paper.render_surat(self.kiosk, id, Copy.ORIGINAL if case.sign else Copy.DRAFT)
        return draw_pages(pdf)

    def count_paper(self) -> Mapping[str, int]:
        """How many wait at each place of the rail: to be signed, printed, inked."""
        found = [shown.case for shown in cases.find_open(self.kiosk.db)]
        steps = [case.get_step() for case in found]
        roles = set(self.person.roles)
        mine = sum(step in roles for step in steps if step not in {"operator", "signer"})
        to_sign = steps.count("signer") if roles & {"signer", "register"} and self.kiosk.is_register else 0
        numbered = [case for case in found if case.status in {Status.SIGNED, Status.READY}]
        return {
            "batch": mine + to_sign,
            "paper": sum(not case.has_printed() for case in numbered),
            "ink": sum(case.status is Status.SIGNED and case.has_printed() for case in numbered),
        }

    def find_next(self, id: str) -> str:
        rows = self.queue("mine", "").rows
        return next((row.id for row in rows if row.id != id), "")

    def paper_label(self, code: str) -> str:
        found = self.kiosk.reference.papers.get(code)
        return found.label[self.language()] if found else code


@dataclass(slots=True)
class RailWork:
    """Fills the rail beside every page: who, where to, how the links and the printer are."""

    work: DeskWork
    rail: Rail
    words: Words
    journey: Journey

    def find(self) -> RailFacts:
        """In the work thread: everything the rail shows."""
        work = self.work
        kiosk = work.kiosk
        counts: dict[str, int] = {}
        if work.who is not None:
            counts = {"queue": work.queue("mine", "").counts[Filter.MINE], **work.count_paper()}
        return RailFacts(
            who=work.who,
            is_register=kiosk.is_register,
            counts=counts,
            links=work.station.get_links(),
            printer=work.station.printer.find_status().state,
            trusted=clock.is_date_trusted(kiosk),
        )

    def show(self, facts: RailFacts) -> None:
        """In the window's thread: draw them."""
        words = self.words
        staff = self.work.kiosk.office.find_staff(facts.who.id) if facts.who else None
        here = self.journey.page
        areas = [area for area in AREAS if self.journey.has(area)]
        self.rail.show(
            rail.State(
                person=staff.name if staff else "",
                post=staff.post if staff else "",
                is_register=facts.is_register,
                device_said=words("rail.is_register" if facts.is_register else "rail.is_desk"),
                items=tuple(
                    Item(
                        area,
                        words(f"rail.{area}"),
                        AREAS[area],
                        facts.counts.get(area, 0),
                        chosen=area == HOLDS.get(here, here),
                    )
                    for area in areas
                ),
                marks=tuple(self._marks(facts)),
            )
        )

    def _marks(self, facts: RailFacts) -> Iterator[Mark]:
        words = self.words
        for link in facts.links:
            if link.error:
                since = say_clock(link.last_contact) if link.last_contact else words("rail.never")
                yield Mark(
                    link.device,
                    words("rail.link_off", device=link.device, since=since),
                    "cloud-slash",
                    "first",
                )
            elif link.unsent:
                yield Mark(link.device, words("rail.unsent", count=link.unsent), "cloud-slash", "first")
        if facts.printer is not PrinterState.READY:
            yield Mark("printer", words(f"rail.printer_{facts.printer}"), "printer", "error")
        if not facts.trusted:
            yield Mark("clock", words("rail.clock"), "clock", "error")


@dataclass(frozen=True, slots=True)
class RailFacts:
    """What the rail shows, as values found in the work thread."""

    who: Person | None
    is_register: bool
    counts: Mapping[str, int]
    links: Sequence[LinkState]
    printer: PrinterState
    trusted: bool


def say_clock(ms: int) -> str:
    """`09.41` of a moment."""
    there = datetime.fromtimestamp(ms / 1000, WIB)
    return f"{there.hour:02}.{there.minute:02}"


def draw_pages(pdf: bytes) -> Sequence[bytes]:
    """Each page as PNG, at the size of a screen."""
    pages = []
    for n in range(read.page_count(pdf)):
        out = io.BytesIO()
        read.page_image(pdf, n, dpi=PAGE_DPI).save(out, "PNG")
        pages.append(out.getvalue())
    return pages


def make_pages(work: DeskWork, counter: Counter) -> dict[str, Maker]:
    """Every page of the desk, by name."""

    def case(id: str, verb: str = "") -> Screen[Any]:
        return Case(
            counter.run,
            id=id,
            words=counter.words,
            language=counter.language,
            now=work.now,
            today=work.today,
            desk=work,
            pictures=counter.pictures,
            go=counter.go,
            verb=verb,
        )

    return {
        "sign_in": lambda: SignIn(
            counter.run,
            words=counter.words,
            people=work.find_people,
            find_wait=work.find_wait,
            sign_in=work.sign_in,
            unlock=work.unlock,
            entered=counter.entered,
        ),
        "queue": lambda: Queue(
            counter.run,
            words=counter.words,
            language=counter.language,
            now=work.now,
            desk=work,
            go=counter.go,
        ),
        "case": case,
    }
