"""Owns what the desk's buttons do in the work thread, for whoever is signed in; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.office import Staff
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import Mode
from kiosk.store import cases
from kiosk.store.queues import Waiting
from kiosk.usecases import acts, clock, offering, permohonan, queues, session, staff, surat, views
from kiosk.usecases.acts import Act
from kiosk.usecases.staff import NewPin
from kiosk.usecases.views import CaseView
from kiosk.usecases.worklist import Filter
from kiosk.usecases.worklist import Queue as Found
from ui import paper
from ui.station import Station

_TABLES: Final = frozenset({".csv", ".xlsx"})
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
        return clock.get_day(self.kiosk)

    def poke(self) -> None:
        """What was done here goes out at once."""
        self.station.wires.poke()

    # --- tables somebody put into the office's own folder ---------------------------------------------

    @property
    def tables(self) -> Path:
        """The folder of tables, and of pictures, to be brought in."""
        return self.kiosk.config.home / "import"

    def find_tables(self) -> Sequence[str]:
        """Their names."""
        return sorted(path.name for path in self.tables.glob("*") if path.suffix.lower() in _TABLES)

    def read_table(self, file: str) -> bytes:
        """The bytes of one. Raises Refused("data_unreadable", file=, problem=)."""
        try:
            return (self.tables / file).read_bytes()
        except OSError as error:
            raise Refused("data_unreadable", file=file, problem=type(error).__name__) from error

    # --- who works here -------------------------------------------------------------------------------

    def find_people(self) -> Sequence[Staff]:
        return session.find_people(self.kiosk)

    def find_wait(self, id: str) -> int:
        return session.get_wait(self.kiosk, id)

    def sign_in(self, id: str, pin: str) -> Person:
        """The person at the desk from now on."""
        self.who = session.sign_in(self.kiosk, id, pin)
        self.poke()
        return self.who

    def find_new_pin(self, id: str) -> NewPin | None:
        return staff.find_new_pin(self.kiosk, id)

    def note_told(self, id: str, at: int) -> None:
        staff.note_told(self.kiosk, id, at)

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
        self.poke()
        return case

    def draw(self, id: str) -> Sequence[bytes]:
        """The pages of the surat as it is now: KONSEP before it is signed."""
        case = cases.get_shown(self.kiosk.db, id).case
        pdf = paper.render_surat(self.kiosk, id, Copy.ORIGINAL if case.sign else Copy.DRAFT)
        return paper.draw_pages(pdf)

    def count_paper(self) -> Mapping[str, int]:
        """How many wait at each place of the rail: to be signed, printed, inked."""
        found = [shown.case for shown in cases.find_open(self.kiosk.db)]
        steps = [case.get_step() for case in found]
        roles = set(self.person.roles)
        mine = sum(step in roles for step in steps if step not in {"operator", "signer"})
        to_sign = steps.count("signer") if roles & {"signer", "register"} and self.kiosk.is_register else 0
        return {
            "batch": mine + to_sign,
            "paper": sum(map(is_to_print, found)),
            "ink": sum(map(is_to_ink, found)),
        }

    def find_next(self, id: str) -> str:
        rows = self.queue("mine", "").rows
        return next((row.id for row in rows if row.id != id), "")

    def paper_label(self, code: str) -> str:
        found = offering.find_papers(self.kiosk).get(code)
        return found.label[self.language()] if found else code


def is_to_print(case: Permohonan) -> bool:
    """Numbered, and nobody has said yet that its original came out well."""
    return bool(case.sign) and not case.has_printed()


def is_to_ink(case: Permohonan) -> bool:
    """Printed for the signer's ink, which is still to come."""
    return case.status is Status.SIGNED and case.has_printed() and case.sign["mode"] == Mode.WET
