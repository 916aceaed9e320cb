"""Sends one attempt so that paper never comes twice; the `print` event was admitted before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.errors import Refused, Unavailable
from printing.printers import Fate, State

if TYPE_CHECKING:
    from printing.printers import Job, Printer


def check_ready(printer: Printer, paper: str) -> None:
    """Refuse before `sign` what could not be printed: the layout depends on the paper (letters.md 2.2).

    Raises Unavailable("no_printer") or ("printer_stopped", reasons=), Refused("no_such_paper", paper=).
    """
    status = printer.find_status()
    if status.state is State.ABSENT:
        raise Unavailable("no_printer", name="")
    if status.state is State.STOPPED:
        raise Unavailable("printer_stopped", reasons=", ".join(status.reasons) or status.message)
    if status.papers and paper not in status.papers:
        raise Refused("no_such_paper", paper=paper)


def send(printer: Printer, job: Job) -> str:
    """Hand over one attempt and return the printer's id, asking first whether it is already there.

    After an answer that never came the printer is asked for the job by its name: only a job that did not
    arrive is sent again, once. If it cannot be asked, Unavailable("printer_silent"): its fate is unknown.
    """
    known = printer.find_job(job.name)
    if known is not None:
        return known
    try:
        return printer.send(job)
    except Unavailable as error:
        if error.code != "printer_silent":
            raise
    arrived = printer.find_job(job.name)
    return printer.send(job) if arrived is None else arrived


def take_back(printer: Printer, id: str) -> None:
    """Cancel an attempt before another is made; Refused("cannot_cancel") when its paper may still come."""
    if printer.get_fate(id) is Fate.FAILED:
        return
    if not printer.cancel(id):
        raise Refused("cannot_cancel")
