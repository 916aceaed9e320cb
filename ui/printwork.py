"""Owns what the page of printers does in the work thread: how the printer is, sheets nobody spoke for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.event import read
from kiosk.domain.permohonan import Permohonan, Print
from kiosk.domain.words import moment_words
from kiosk.store import cases, ledger
from kiosk.usecases import surat
from kiosk.usecases.acts import Act
from printing import spool, trial
from printing.printers import Fate, Job
from printing.printers import State as PrinterState
from ui import paper
from ui.deskwork import DeskWork
from ui.screens.desk.ports import Device, Sheet
from ui.sheets import name_printer


@dataclass(slots=True)
class PrintWork:
    """The printer of this desk, for whoever is signed in."""

    work: DeskWork

    def find_device(self) -> Device:
        kiosk, status = self.work.kiosk, self.work.station.printer.find_status()
        return Device(
            name_printer(kiosk.config.printer),
            status.state.value,
            status.reasons,
            status.message,
            status.papers,
            tuple(self._find_sheets(asked=status.state is not PrinterState.ABSENT)),
        )

    def print_trial(self) -> None:
        """A page without a person; nothing of it is recorded."""
        kiosk, printer = self.work.kiosk, self.work.station.printer
        spool.check_ready(printer, kiosk.office.paper)
        page = trial.Trial(
            f"Kelurahan {kiosk.office.kelurahan}",
            kiosk.office.paper,
            moment_words(kiosk.now()),
            f"HTTPS://{kiosk.office.host}/UJI",
            kiosk.now(),
        )
        name = f"uji-{kiosk.new_id()[-6:]}"
        spool.send(printer, Job(name, trial.pdf(page, say=kiosk.say), kiosk.office.paper))

    def take_back(self, act: Act, attempt: int) -> None:
        """The printer gives the job up, or never had it: then no paper came, and that is recorded.

        Raises Refused("cannot_cancel") where its paper may still come, Unavailable where nobody can tell.
        """
        kiosk, printer = self.work.kiosk, self.work.station.printer
        case = cases.get_shown(kiosk.db, act.about).case
        made = next(one for one in case.prints if one.attempt == attempt)
        if attempt not in self._find_times(case.id):
            raise Refused("cannot_cancel")
        job = printer.find_job(paper.name_sheet(kiosk, case.id, made.kind, attempt))
        if job is not None:
            spool.take_back(printer, job)
        surat.confirm_paper(kiosk, self.work.person, act, attempt=attempt, ok=False, reason="nothing")
        self.work.poke()

    def find_case(self, id: str) -> Permohonan:
        return cases.get_shown(self.work.kiosk.db, id).case

    def _find_sheets(self, *, asked: bool) -> Iterator[Sheet]:
        """Every sheet of this desk sent and not spoken for, oldest case first, and what the printer says."""
        for shown in cases.find_open(self.work.kiosk.db):
            case = shown.case
            waiting = [one for one in case.prints if one.ok is None]
            if not waiting or not case.sign:
                continue
            times = self._find_times(case.id)
            for one in (sheet for sheet in waiting if sheet.attempt in times):
                fate = self._find_fate(case.id, one) if asked else Fate.UNKNOWN.value
                yield Sheet(case.id, one.attempt, case.sign["number"], one.kind, times[one.attempt], fate)

    def _find_times(self, id: str) -> dict[int, int]:
        """When each sheet was printed here; what the lobby printed is known to the lobby's printer alone."""
        found = [(read(entry.event), entry) for entry in ledger.entries_about(self.work.kiosk.db, id)]
        return {
            event.data["attempt"]: entry.at
            for event, entry in found
            if event.verb == "print" and entry.is_effective() and event.device == self.work.kiosk.device
        }

    def _find_fate(self, id: str, made: Print) -> str:
        """`never` where the printer knows no such job; `unknown` where it does not answer."""
        printer = self.work.station.printer
        try:
            job = printer.find_job(paper.name_sheet(self.work.kiosk, id, made.kind, made.attempt))
            return printer.get_fate(job).value if job is not None else "never"
        except KioskError:
            return Fate.UNKNOWN.value
