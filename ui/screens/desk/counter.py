"""Filing for who stands at the desk: person, service, answers, papers, one press; it decides no answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from ui.screens.base import Screen, say_error
from ui.screens.desk.corrections import read_pengantar
from ui.screens.desk.counterform import fill_from_nik, find_missing
from ui.screens.desk.counterview import Chosen, Paper, Past, draw_past, draw_people, draw_services
from ui.screens.desk.editing import ListEnd, Part, Sheet
from ui.screens.desk.form import PENGANTAR, Ask, is_within
from ui.screens.desk.ports import CounterFiling
from ui.screens.desk.samples import counters
from ui.screens.desk.status import step_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.permohonan import Permohonan
    from kiosk.domain.service import Service
    from kiosk.usecases.acts import Act
    from kiosk.usecases.permohonan import Filed
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import CounterDesk, Found

IDENTITY: Final = "identity"
AWAY: Final = ("kelurahan", "kecamatan", "kota", "provinsi", "kode_pos")
"""Parts of an address that are known while somebody lives in this kelurahan."""


@dataclass(frozen=True, slots=True)
class State:
    """The counter page; `filed` shows ticket and PIN in place of the form."""

    looked_for: str = ""
    person_said: str = ""
    person_tone: str = "step"
    people: tuple[Chosen, ...] = ()
    past: tuple[Past, ...] = ()
    service_typed: str = ""
    service: str = ""
    services: tuple[Chosen, ...] = ()
    papers: tuple[Paper, ...] = ()
    asks: tuple[Ask, ...] = ()
    ends: tuple[ListEnd, ...] = ()
    away: bool = False
    wanted: str = ""
    filed: bool = False
    ticket: str = ""
    pin: str = ""
    filed_said: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


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
        self._copied_from = ""
        self._act: Act | None = None
        self._filed: Filed | None = None

    def opened(self) -> None:
        """A new filing; its button gets its id now."""
        if self._act is None:
            self._act = self._front.begin()
        self._run(self._desk.find_services, self._services_known)

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
        self._person = next(one for one in self._people if one.nik == nik)
        self._people = ()
        self._fill_person()

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

    def toggle_away(self) -> None:
        """The address lies outside this kelurahan: all its parts are asked."""
        self._set(replace(self.state, away=not self.state.away))
        self._hide_home()
        self.redraw()

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
        if not self._is_ready():
            return
        short = self._find_missing()
        if short:
            self._tell_missing(short)
            return
        try:
            given = self._sheet.values().get("pengantar")
            pengantar = read_pengantar(self._sheet, self._front.today()) if given else {}
        except Refused as error:
            self.failed(error)
            return
        act, filing, seen = self._get_act(), self._make_filing(()), tuple(sorted(self._seen))
        self._run(
            lambda: self._desk.file_and_pass(act, filing, seen=seen, pengantar=pengantar), self._was_filed
        )

    def file(self) -> None:
        """Ajukan saja: what is missing waits for staff."""
        if self._is_ready():
            act, filing = self._get_act(), self._make_filing(self._find_missing())
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
        self._set(replace(self.state, news=said, news_tone="error"))
        self.redraw()

    def redraw(self) -> None:
        """Everything in words, from what is held."""
        language, words = self._front.language(), self._words
        service = self._service
        filed = self._filed
        self._set(
            replace(
                self.state,
                people=draw_people(self._people, words, language),
                past=draw_past(self._person, words, language, self._front.now()),
                service=service.label[language] if service else "",
                services=() if service else draw_services(self._services, self.state.service_typed, language),
                papers=self._papers(),
                asks=self._sheet.asks(words, language, missing=self._missing) if service else (),
                ends=self._sheet.ends(words, language) if service else (),
                filed=filed is not None,
                ticket=filed.ticket if filed else "",
                pin=filed.pin if filed else "",
                filed_said=self._filed_said(filed) if filed else "",
                primary=words("counter.next_person" if filed else "counter.file_and_pass"),
            )
        )

    # --- behind the buttons -----------------------------------------------------------------------------

    def _services_known(self, services: Sequence[Service]) -> None:
        self._services = tuple(services)
        self.redraw()

    def _people_known(self, people: Sequence[Found]) -> None:
        if len(people) == 1:
            self._person, self._people = people[0], ()
            self._fill_person()
            return
        self._people = tuple(people)
        typed = self.state.looked_for.strip()
        code = "counter.choose_one" if people else "counter.nobody"
        self._set(
            replace(self.state, person_said=self._words(code), person_tone="step" if people else "first")
        )
        if not people and typed.isdecimal():
            self._fill({SUBJECT: {"nik": typed}})
        self.redraw()

    def _fill_person(self) -> None:
        person = self._person
        if person:
            code = "counter.known_checked" if person.checked else "counter.known"
            said = self._words(code, name=person.name)
            self._set(replace(self.state, person_said=said, person_tone="done"))
            self._fill({SUBJECT: person.person})
        self.redraw()

    def _fill(self, values: dict[str, Any]) -> None:
        if self._service:
            self._sheet.fill(values)
            fill_from_nik(self._sheet, self._front.today())

    def _start(self, service: Service, codes: Sequence[str]) -> None:
        self._service, self._codes = service, tuple(codes)
        self._seen &= {IDENTITY, *codes}
        fields = tuple(part for part in service.subject.parts if part.name in service.identity)
        parts = [Part(f"{SUBJECT}.", fields), Part("", service.fields)]
        if "pengantar" in codes:
            parts.insert(1, Part("pengantar.", PENGANTAR.parts, PENGANTAR.label))
        held = self._sheet.values().get(SUBJECT, {})
        person = self._person.person if self._person else {}
        self._sheet.start(parts, {SUBJECT: {"alamat": self._desk.home_place(), **person, **held}})
        typed = self.state.looked_for.strip()
        if typed.isdecimal() and not self._sheet.typed.get(f"{SUBJECT}.nik"):
            self._sheet.typed[f"{SUBJECT}.nik"] = typed
        fill_from_nik(self._sheet, self._front.today())
        self._hide_home()
        self.redraw()

    def _hide_home(self) -> None:
        hidden = () if self.state.away else AWAY
        self._sheet.hidden = frozenset(f"{SUBJECT}.alamat.{part}" for part in hidden)

    def _copy(self, case: Permohonan) -> None:
        service = next((one for one in self._services if one.id == case.service), None)
        if service is None:
            self._tell("counter.not_offered", "first")
            return
        self._copied_from = case.id
        self._service = service
        answers = {name: value for name, value in case.answers.items() if name != "pengantar"}

        def known(codes: Sequence[str]) -> None:
            self._start(service, codes)
            self._sheet.fill({**answers, SUBJECT: case.subject})
            self._sheet.copied = frozenset(
                entry.path for entry in self._sheet.entries() if self._sheet.typed.get(entry.path)
            )
            self._tell("counter.copied", "step")
            self.redraw()

        self._run(lambda: self._desk.find_papers(service.id), known)

    def _papers(self) -> tuple[Paper, ...]:
        if self._service is None:
            return ()
        identity = Paper(IDENTITY, self._words("case.identity_ok"), "user-check", IDENTITY in self._seen)
        rest = (
            Paper(code, self._desk.paper_label(code), "file-text", code in self._seen) for code in self._codes
        )
        return (identity, *rest)

    def _is_ready(self) -> bool:
        if self._service is None:
            self._tell("counter.service_first", "first")
        return self._service is not None

    def _find_missing(self) -> tuple[str, ...]:
        return find_missing(self._sheet, self._service) if self._service else ()

    def _tell_missing(self, short: Sequence[str]) -> None:
        self._missing = frozenset(short)
        first = next((e.path for e in self._sheet.entries() if is_within(e.path, short)), "")
        self._set(replace(self.state, wanted=first))
        self._tell("counter.missing", "first", count=len(short))
        self.redraw()

    def _make_filing(self, waiting: Sequence[str]) -> CounterFiling:
        values = self._sheet.values()
        subject = values.pop(SUBJECT, {})
        values.pop("pengantar", None)
        service = self._service.id if self._service else ""
        return CounterFiling(
            service=service,
            answers=values,
            subject=subject,
            papers=self._codes,
            waiting=tuple(path for path in waiting if not path.startswith(f"{SUBJECT}.")),
            queue=self._number,
            copied_from=self._copied_from,
        )

    def _get_act(self) -> Act:
        if self._act is None:
            self._act = self._front.begin()
        return self._act

    def _was_filed(self, filed: Filed) -> None:
        self._filed = filed
        self._set(replace(self.state, news="", wanted=""))
        self.redraw()

    def _filed_said(self, filed: Filed) -> str:
        step = filed.case.get_step()
        said = step_name(self._words, step) if step else ""
        return self._words("counter.filed_waiting" if filed.is_waiting else "counter.filed", step=said)

    def _tell(self, code: str, tone: str, **details: object) -> None:
        self._set(replace(self.state, news=self._words(code, **details), news_tone=tone))

    def _forget(self) -> None:
        self._sheet.clear()
        self._person, self._people, self._service = None, (), None
        self._seen.clear()
        self._missing, self._copied_from, self._filed = frozenset(), "", None
        self._act, self._number = None, ""
        self._set(State())


EXAMPLES = {name: State(**changes) for name, changes in counters.COUNTERS.items()}
