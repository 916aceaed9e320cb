"""Composes what the desk does with many sheets at once: pass, sign, print, ink; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.context import Person, as_person
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import Mode
from kiosk.store import cases
from kiosk.usecases import checking, ruling, session, surat
from kiosk.usecases.acts import Act
from kiosk.usecases.ruling import Ruling
from kiosk.usecases.views import CaseView
from kiosk.usecases.worklist import QueueRow
from printing.printers import State as PrinterState
from ui import paper
from ui.deskwork import DeskWork, is_to_ink, is_to_print
from ui.screens.desk.ports import Printer, SignPlan

_STOPS: Final[Mapping[str, str]] = {
    "paper_out": "paper_out",
    "jam": "jam",
    "offline": "off",
}


def name_printer(where: str) -> str:
    """The last part of a printer's address or folder: what people call it."""
    return where.rstrip("/").rpartition("/")[2]


@dataclass(slots=True)
class SheetWork:
    """The use cases of many sheets at once as their pages call them, in the work thread."""

    work: DeskWork

    @property
    def archive_copy(self) -> bool:
        return self.work.kiosk.office.archive_copy == "paper"

    def read(self, id: str) -> CaseView:
        return self.work.read(id)

    def find_mine(self) -> Sequence[QueueRow]:
        rows = self.work.queue("mine", "").rows
        return [row for row in rows if row.step and row.step != "operator"]

    def draw(self, id: str, kind: str = Copy.DRAFT) -> Sequence[bytes]:
        return paper.draw_pages(paper.render_surat(self.work.kiosk, id, Copy(kind)))

    def plan(self, id: str) -> SignPlan:
        kiosk = self.work.kiosk
        kiosk.get_writer()
        case = cases.get_shown(kiosk.db, id).case
        service = kiosk.catalogue.get(case.service, case.version)
        number = surat.next_number(kiosk, service)
        modes = surat.find_modes(kiosk, service)
        return SignPlan(
            number.text,
            number.day.isoformat(),
            modes,
            surat.find_signers(kiosk, service),
            tuple(mode for mode in modes if surat.needs_pin(kiosk, Mode(mode))),
        )

    def pass_on(self, act: Act) -> Permohonan:
        return self.work.do("pass", act)

    def check_pin(self, person: str, pin: str) -> None:
        session.check_pin(self.work.kiosk, person, pin)

    # --- which of two surat stands ----------------------------------------------------------------------

    @property
    def person(self) -> Person:
        return self.work.person

    def find_rulings(self) -> Sequence[str]:
        return ruling.find_waiting(self.work.kiosk, self.person)

    def get_ruling(self, id: str) -> Ruling:
        return ruling.get_ruling(self.work.kiosk, id)

    def rule(self, act: Act, pin: str, *, stands: str, reason: str) -> None:
        self.check_pin(self.person.id, pin)
        self.work.do("rule", act, stands=stands, reason=reason)

    # --- signing ----------------------------------------------------------------------------------------

    def sign(self, act: Act, *, signer: str, mode: str, as_signer: bool) -> Permohonan:
        kiosk = self.work.kiosk
        who = self.work.person
        if as_signer:
            staff = kiosk.office.find_staff(signer)
            if staff is None:
                raise Refused("unknown_person")
            who = as_person(staff)
        case = surat.sign(kiosk, who, act, signer=signer, mode=Mode(mode))
        self.work.poke()
        return case

    # --- paper ----------------------------------------------------------------------------------------

    def find_to_print(self) -> Sequence[str]:
        found = (shown.case for shown in cases.find_open(self.work.kiosk.db))
        waiting = filter(is_to_print, found)
        return [case.id for case in sorted(waiting, key=lambda case: int(case.sign["line"]))]

    def find_printer(self) -> Printer:
        status = self.work.station.printer.find_status()
        states = {PrinterState.READY: "works", PrinterState.ABSENT: "off"}
        stopped = next((_STOPS[reason] for reason in status.reasons if reason in _STOPS), "unknown")
        return Printer(name_printer(self.work.kiosk.config.printer), states.get(status.state, stopped))

    def print(self, act: Act, *, kind: str, reason: str) -> object:
        wanted = paper.Wanted(Copy(kind), reason)
        sent = paper.print_surat(self.work.kiosk, self.work.station.printer, self.work.person, act, wanted)
        self.work.poke()
        return sent

    def confirm(self, act: Act, *, attempt: int, ok: bool, reason: str) -> object:
        return surat.confirm_paper(
            self.work.kiosk, self.work.person, act, attempt=attempt, ok=ok, reason=reason
        )

    def hand_over(self, act: Act, *, to: str) -> object:
        return self.work.do("hand_over", act, to=to)

    # --- ink ------------------------------------------------------------------------------------------

    def find_to_ink(self) -> Sequence[CaseView]:
        found = [shown.case for shown in cases.find_open(self.work.kiosk.db)]
        return [self.read(case.id) for case in found if is_to_ink(case)]

    def confirm_ink(self, act: Act) -> Permohonan:
        return surat.confirm_ink(self.work.kiosk, self.work.person, act)

    def find_by_code(self, text: str) -> str:
        return checking.find_permohonan(self.work.kiosk, text)
