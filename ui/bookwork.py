"""Owns what the register book, the numbers and the links do in the work thread; it decides nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.numbering import Scope, scope_key
from kiosk.domain.office import Counter
from kiosk.domain.words import moment_day
from kiosk.store import ledger, marks, register
from kiosk.usecases import clock, office, reports, surat
from kiosk.usecases.acts import Act
from kiosk.usecases.clock import Doubt
from kiosk.usecases.office import Start
from kiosk.usecases.reports import Book
from printing import spool
from printing.printers import Job
from ui import bookprint
from ui.deskwork import DeskWork
from ui.screens.desk.ports import Numbers, Running


@dataclass(slots=True)
class BookWork:
    """The use cases of the book, the numbers and the links, as their pages call them."""

    work: DeskWork

    # --- the book -------------------------------------------------------------------------------------

    def this_month(self) -> str:
        return moment_day(self.work.kiosk.now()).isoformat()[:7]

    def book(self, month: str) -> Book:
        return reports.book(self.work.kiosk, month)

    def find_case(self, number: str) -> str:
        lines = register.find_by_number(self.work.kiosk.db, number)
        return next((line.permohonan for line in lines if line.number == number), "")

    def print_book(self, month: str) -> None:
        """Recorded before it is sent, as every paper."""
        kiosk, printer = self.work.kiosk, self.work.station.printer
        spool.check_ready(printer, kiosk.office.paper)
        values, pdf = bookprint.render_book(kiosk, month)
        act = self.work.begin()
        sha256 = hashlib.sha256(pdf).hexdigest()
        reports.record_book(kiosk, self.work.person, act, values, sha256=sha256)
        spool.send(printer, Job(f"buku-{month}-{act.id[-6:]}", pdf, kiosk.office.paper))

    def export_book(self, month: str) -> str:
        """The rows as a spreadsheet beside the database, the same columns as on paper."""
        path = self.work.kiosk.config.home / f"buku-{month}.xlsx"
        path.write_bytes(bookprint.write_table(self.work.kiosk, month))
        return path.name

    # --- numbers --------------------------------------------------------------------------------------

    def numbers(self) -> Numbers:
        kiosk = self.work.kiosk
        device, term = kiosk.register
        return Numbers(device, term, kiosk.is_register, kiosk.office.pattern, tuple(self._counters()))

    def _counters(self) -> Sequence[Running]:
        """One counter for the office, or one for each service or code that is offered."""
        kiosk = self.work.kiosk
        year = moment_day(kiosk.now()).year
        state = ledger.ground(kiosk.db).office
        found: dict[str, Running] = {}
        for service in kiosk.catalogue.ready():
            if not service.code:
                continue
            scope = scope_key(Scope(kiosk.office.scope), service=service.id, code=service.code)
            if scope in found:
                continue
            counter: Counter = state.get_counter(scope, year)
            mark = marks.find_number(kiosk.config.state, scope, year)
            following = surat.next_number(kiosk, service).text
            waits = mark is None and surat.waits_for_book(kiosk, scope, year)
            found[scope] = Running(
                scope, year, counter.n, following, counter.date, mark.n if mark else 0, waits=waits
            )
        return tuple(found.values())

    def start_at(self, act: Act, *, scope: str, year: int, n: int, reason: str) -> None:
        office.start_at(self.work.kiosk, self.work.person, act, Start(scope, year, n), reason=reason)

    def outside(self, act: Act, *, scope: str, year: int, last: int, title: str) -> None:
        counter = ledger.ground(self.work.kiosk.db).office.get_counter(scope, year)
        span = (Start(scope, year, counter.n), last)
        office.outside(self.work.kiosk, self.work.person, act, span, title=title)

    # --- the date ---------------------------------------------------------------------------------------

    def find_doubt(self) -> Doubt | None:
        return clock.find_doubt(self.work.kiosk)

    def confirm_date(self, act: Act, day: date) -> None:
        clock.confirm_date(self.work.kiosk, self.work.person, act, day)
