"""Owns what the page of reports does in the work thread; it decides nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.usecases import performance
from kiosk.usecases.acts import Act
from kiosk.usecases.performance import Figures
from printing import spool
from printing.printers import Job
from ui import reportprint
from ui.deskwork import DeskWork


@dataclass(slots=True)
class ReportWork:
    """The figures of this office, for whoever is signed in."""

    work: DeskWork

    def measure(self, first: date, last: date) -> tuple[Figures, Mapping[str, str]]:
        kiosk = self.work.kiosk
        found = performance.measure(kiosk, self.work.person, first, last)
        named = {*found.services, *(service for share in found.people for service in share.services)}
        services = {name: kiosk.catalogue.find(name) for name in named}
        return found, {name: one.title for name, one in services.items() if one is not None}

    def note_seen(self) -> None:
        performance.note_seen(self.work.kiosk, self.work.person)

    def print_report(self, act: Act, first: date, last: date) -> None:
        """Recorded before it is sent, as every paper."""
        kiosk, printer = self.work.kiosk, self.work.station.printer
        spool.check_ready(printer, "A4")
        found, titles = self.measure(first, last)
        pdf = reportprint.render_report(kiosk, found, titles)
        self._note_taken(act, found, pdf)
        spool.send(printer, Job(f"laporan-{first}-{last}-{act.id[-6:]}", pdf, "A4"))

    def export_report(self, act: Act, first: date, last: date) -> str:
        """Beside the database, in the language now chosen."""
        kiosk = self.work.kiosk
        found, titles = self.measure(first, last)
        body = reportprint.write_tables(kiosk, found, titles, language=self.work.language())
        path = kiosk.config.home / f"laporan-{first}-{last}.xlsx"
        self._note_taken(act, found, body)
        path.write_bytes(body)
        return path.name

    def _note_taken(self, act: Act, found: Figures, body: bytes) -> None:
        sha256 = hashlib.sha256(body).hexdigest()
        performance.note_taken(self.work.kiosk, self.work.person, act, found, sha256=sha256)
