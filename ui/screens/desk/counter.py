"""Filing for who stands at the desk: person, service, answers, papers, one press; it decides no answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from ui.screens.base import Screen, say_error
from ui.screens.desk.clock import short_moment
from ui.screens.desk.copying import take_over
from ui.screens.desk.corrections import read_pengantar
from ui.screens.desk.counterchecks import draw_remarks, find_due, find_remarks
from ui.screens.desk.counterform import Given, fill_from_nik, find_missing, hide_home, make_filing, start
from ui.screens.desk.counterview import (
    IDENTITY,
    State,
    draw_filed,
    draw_papers,
    draw_past,
    draw_people,
    draw_services,
)
from ui.screens.desk.editing import Sheet
from ui.screens.desk.form import is_within
from ui.screens.desk.samples import counters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.permohonan import Permohonan
    from kiosk.domain.service import Service
    from kiosk.usecases.acts import Act
    from kiosk.usecases.permohonan import Filed
    from kiosk.usecases.worklist import QueueRow
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import Checks, CounterDesk, CounterFiling, Found


class Counter(Screen[State]):
    """Collects one filing by keyboard and hands it over in one press."""

    def __init__(self, front: FrontDesk, desk: CounterDesk, *, queue: str = "") -> None:
        """`queue` is the number of the waiting room that was called."""
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._number = queue
        self._services: tuple[Service, ...] = ()
        self._service: Service | None = None
        self._people: tuple[Found, ...] = ()
        self._person: Found | None = None
        self._codes: tuple[str, ...] = ()
        self._seen: set[str] = set()
        self._sheet = Sheet()
        self._missing: frozenset[str] = frozenset()
        self._copied: Permohonan | None = None
        self._checks: Checks | None = None
        self._looked: tuple[str, str, str] | None = None
        self._double = ""
        self._act: Act | None = None
        self._filed: Filed | None = None

    def opened(self) -> None:
        """A new filing; its button gets its id now."""
        if self._act is None:
            self._act = self._front.begin()
        self._run(lambda: (self._desk.find_services(), self._desk.find_checks()), self._services_known)

    def closed(self) -> None:
        """Nothing of the person stays."""
        self._forget()

    def look_for(self, text: str) -> None:
        """NIK, ticket or name of who stands there."""
        self._set(replace(self.state, looked_for=text))
        if text.strip():
            self._run(lambda: self._desk.find_people(text.strip()), self._people_known)

    def choose_person(self, nik: str) -> None:
        """One of several with that name."""
        self._meet(next(one for one in self._people if one.nik == nik))

    def type_service(self, typed: str) -> None:
        """The first letters of a service."""
        self._set(replace(self.state, service_typed=typed))
        self.redraw()

    def choose_service(self, code: str) -> None:
        """A service: its questions come, what is known of the person stays."""
        service = next(one for one in self._services if one.id == code)
        self._run(lambda: self._desk.find_papers(code), lambda codes: self._start(service, codes))

    def first_service(self) -> None:
        """Enter in the service line takes the first one offered."""
        if self.state.services:
            self.choose_service(self.state.services[0].code)

    def again_like_last(self, id: str) -> None:
        """Buat lagi seperti yang lalu: answers copied and marked as copied; papers and identity never."""
        self._run(lambda: self._desk.again(id), self._copy)

    def answer(self, path: str, typed: str) -> None:
        """A line was left; a NIK fills in what it holds."""
        self._sheet.answer(path, typed)
        if path == f"{SUBJECT}.nik":
            fill_from_nik(self._sheet, self._front.today())
        self.redraw()

    def choose(self, path: str, value: str) -> None:
        """An option of a line."""
        self._sheet.choose(path, value)
        self.redraw()

    def add_row(self, path: str) -> None:
        """One more row of a list."""
        self._sheet.add_row(path)
        self.redraw()

    def remove_row(self, path: str) -> None:
        """The last row of a list."""
        self._sheet.remove_row(path)
        self.redraw()

    def offer(self, path: str, offer: str) -> None:
        """The value of last time or of today, or that a copied one still holds."""
        self._sheet.take_offer(path, offer)
        self.redraw()

    def toggle_away(self) -> None:
        """The address lies outside this kelurahan: all its parts are asked."""
        self._set(replace(self.state, away=not self.state.away))
        self.redraw()

    def toggle_nik(self) -> None:
        """NIK belum ada: a newborn, a foreigner, somebody undocumented; the reason is asked."""
        self._set(replace(self.state, no_nik=not self.state.no_nik))
        self.redraw()

    def type_why(self, typed: str) -> None:
        """Why a number is as it is, or is not there; it becomes a note."""
        self._set(replace(self.state, why=typed))

    def open_double(self) -> None:
        """The older filing of the same."""
        if self._double:
            self._front.go("case", id=self._double)

    def see(self, code: str) -> None:
        """Identity compared, or the original of a paper seen."""
        self._seen ^= {code}
        self.redraw()

    def see_all(self) -> None:
        """Identity and every paper lie on the desk."""
        self._seen = {IDENTITY, *self._codes}
        self.redraw()

    def next(self) -> None:
        """Ajukan dan teruskan; after filing: the next person."""
        if self.state.filed:
            self.clear()
            return
        if not self._is_ready() or not self._is_sure():
            return
        short = find_missing(self._sheet, self._service)
        if short:
            self._tell_missing(short)
            return
        subject = self._sheet.values().get(SUBJECT, {})
        purpose = str(self._sheet.values().get("keperluan", ""))
        asked = (self._service.id if self._service else "", str(subject.get("nik", "")), purpose)
        if asked == self._looked or not asked[1] or self.state.no_nik:
            self._file_and_pass()
            return
        self._looked = asked
        self._run(lambda: self._desk.find_double(*asked), self._double_known)

    def file(self) -> None:
        """Ajukan saja: what is missing waits for staff."""
        if self._is_ready() and self._is_sure():
            act, short = self._act or self._front.begin(), find_missing(self._sheet, self._service)
            filing = self._make_filing(short)
            self._run(lambda: self._desk.file(act, filing), self._was_filed)

    def print_slip(self) -> None:
        """The e-kitir, once more."""
        if self._filed:
            id = self._filed.case.id
            self._run(lambda: self._desk.print_slip(id), lambda _: self._tell("counter.slip_printed", "done"))

    def open_filed(self) -> None:
        """The permohonan just filed."""
        if self._filed:
            self._front.go("case", id=self._filed.case.id)

    def clear(self) -> None:
        """The next person."""
        self._forget()
        self._act = self._front.begin()
        self.redraw()

    def failed(self, error: KioskError) -> None:
        """An answer that is not good enough goes to its line; anything else to the strip."""
        said = say_error(self._words, error)
        path = str(error.details.get("field", ""))
        if path and any(entry.path == path for entry in self._sheet.entries()):
            self._sheet.problems[path] = said
            self._set(replace(self.state, wanted=path))
        self._set(replace(self.state, news=said, news_tone="error", news_action=""))
        self.redraw()

    def redraw(self) -> None:
        """Everything in words, from what is held."""
        language, words = self._front.language(), self._words
        service = self._service
        hide_home(self._sheet, away=self.state.away, no_nik=self.state.no_nik)
        remarks = self._remarks()
        due = find_due(remarks, self._checks)
        self._set(
            replace(
                self.state,
                people=draw_people(self._people, words, language),
                past=draw_past(self._person, words, language, self._front.now()),
                service=service.label[language] if service else "",
                services=() if service else draw_services(self._services, self.state.service_typed, language),
                papers=draw_papers(words, self._codes, self._desk.paper_label, self._seen) if service else (),
                remarks=draw_remarks(words, remarks),
                why_label=words(f"counter.why_{due[0]}") if due else "",
                asks=self._sheet.asks(words, language, missing=self._missing) if service else (),
                ends=self._sheet.ends(words, language) if service else (),
                **draw_filed(self._filed, words),
            )
        )

    # --- behind the buttons -----------------------------------------------------------------------------

    def _services_known(self, found: tuple[Sequence[Service], Checks]) -> None:
        services, self._checks = found
        self._services = tuple(services)
        self.redraw()

    def _people_known(self, people: Sequence[Found]) -> None:
        if len(people) == 1:
            self._meet(people[0])
            return
        self._people = tuple(people)
        typed = self.state.looked_for.strip()
        said = self._words("counter.choose_one" if people else "counter.nobody")
        self._set(replace(self.state, person_said=said, person_tone="step" if people else "first"))
        if not people and typed.isdecimal():
            self._let_go_unless(typed)
            self._fill({SUBJECT: {"nik": typed}})
        self.redraw()

    def _meet(self, person: Found) -> None:
        """The person at the desk is known: of somebody else before, nothing stays on the form."""
        self._let_go_unless(person.nik)
        self._person, self._people = person, ()
        said = self._words("counter.known_checked" if person.checked else "counter.known", name=person.name)
        self._set(replace(self.state, person_said=said, person_tone="done"))
        self._fill({SUBJECT: person.person})
        self.redraw()

    def _let_go_unless(self, nik: str) -> None:
        """Somebody else than was found before: their data, what was copied and what was compared all go."""
        if self._person is None or self._person.nik == nik:
            return
        self._person, self._copied = None, None
        self._seen.clear()
        self._sheet.let_go(SUBJECT)
        self._fill({SUBJECT: {"alamat": self._desk.home_place()}})

    def _fill(self, values: dict[str, Any]) -> None:
        if self._service:
            self._sheet.fill(values)
            fill_from_nik(self._sheet, self._front.today())

    def _start(self, service: Service, codes: Sequence[str]) -> None:
        self._service, self._codes = service, tuple(codes)
        self._seen &= {IDENTITY, *codes}
        held = self._sheet.values().get(SUBJECT, {})
        person = self._person.person if self._person else {}
        start(self._sheet, service, codes, {"alamat": self._desk.home_place(), **person, **held})
        typed = self.state.looked_for.strip()
        if typed.isdecimal() and not self._sheet.typed.get(f"{SUBJECT}.nik"):
            self._sheet.typed[f"{SUBJECT}.nik"] = typed
        fill_from_nik(self._sheet, self._front.today())
        self.redraw()

    def _copy(self, found: tuple[Permohonan, Service]) -> None:
        case, then = found
        service = next((one for one in self._services if one.id == case.service), None)
        if service is None:
            self._tell("counter.not_offered", "first")
            return
        self._copied = case
        self._service = service
        today = self._person.person if self._person else {}

        def known(codes: Sequence[str]) -> None:
            self._start(service, codes)
            anew = take_over(self._sheet, case, then, today)
            sheet = self._sheet
            counts = {"differing": len(sheet.differing), "unsure": len(sheet.unsure), "anew": anew}
            self._tell("counter.copied_look" if any(counts.values()) else "counter.copied", "step", **counts)
            self.redraw()

        self._run(lambda: self._desk.find_papers(service.id), known)

    def _remarks(self) -> tuple[str, ...]:
        known = self._service is not None
        return find_remarks(self._sheet, self._checks, self._front.today()) if known else ()

    def _is_sure(self) -> bool:
        """Whether what was copied is confirmed, and every remark that wants a reason has one."""
        unsure = [entry.path for entry in self._sheet.entries() if entry.path in self._sheet.unsure]
        if unsure:
            self._want(unsure[0])
            self._tell("counter.confirm_first", "first", count=len(unsure))
            return False
        if self.state.why_label and not self.state.why.strip():
            self._want("why")
            self._tell("counter.why_first", "first")
            return False
        return True

    def _want(self, path: str) -> None:
        """The line in hand, also where it was in hand before."""
        self._set(replace(self.state, wanted=""))
        self._set(replace(self.state, wanted=path))

    def _double_known(self, row: QueueRow | None) -> None:
        if row is None:
            self._file_and_pass()
            return
        self._double = row.id
        at = short_moment(row.filed_at, self._front.now(), self._front.language())
        self._tell("counter.double", "first", at=at, number=row.queue or row.ticket)
        self._set(replace(self.state, news_action=self._words("counter.open_double")))

    def _file_and_pass(self) -> None:
        try:
            given = self._sheet.values().get("pengantar")
            pengantar = read_pengantar(self._sheet, self._front.today()) if given else {}
        except Refused as error:
            self.failed(error)
            return
        act, filing, seen = self._act or self._front.begin(), self._make_filing(()), tuple(sorted(self._seen))
        self._run(
            lambda: self._desk.file_and_pass(act, filing, seen=seen, pengantar=pengantar), self._was_filed
        )

    def _is_ready(self) -> bool:
        if self._service is None:
            self._tell("counter.service_first", "first")
        return self._service is not None

    def _tell_missing(self, short: Sequence[str]) -> None:
        self._missing = frozenset(short)
        first = next((e.path for e in self._sheet.entries() if is_within(e.path, short)), "")
        self._set(replace(self.state, wanted=first))
        self._tell("counter.missing", "first", count=len(short))
        self.redraw()

    def _make_filing(self, waiting: Sequence[str]) -> CounterFiling:
        if self._service is None:
            raise Refused("service_missing")
        given = Given(
            papers=self._codes,
            queue=self._number,
            copied=self._copied,
            no_nik=self.state.no_nik,
            due=find_due(self._remarks(), self._checks),
            why=self.state.why,
        )
        return make_filing(self._sheet, self._service, given, waiting)

    def _was_filed(self, filed: Filed) -> None:
        self._filed = filed
        self._set(replace(self.state, news="", news_action="", wanted=""))
        self.redraw()

    def _tell(self, code: str, tone: str, **details: object) -> None:
        self._set(replace(self.state, news=self._words(code, **details), news_tone=tone, news_action=""))

    def _forget(self) -> None:
        self._sheet.clear()
        self._person, self._people, self._service = None, (), None
        self._seen.clear()
        self._missing, self._copied, self._filed = frozenset(), None, None
        self._looked, self._double = None, ""
        self._act, self._number = None, ""
        self._set(State())


EXAMPLES = {name: State(**changes) for name, changes in counters.COUNTERS.items()}
