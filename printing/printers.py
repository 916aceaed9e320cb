"""What a printer is to us: ready or not and why, a job and its fate; a folder can be one; not IPP itself."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from kiosk import disk
from kiosk.domain.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path


class State(StrEnum):
    """What a printer can do now; `stopped` needs a person at the printer."""

    READY = "ready"
    STOPPED = "stopped"
    ABSENT = "absent"


class Fate(StrEnum):
    """What became of a job. `accepted` = the device took the data; that paper came out, a person says."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """A printer as it says it is: `reasons` are keys of the words in [printer], `message` its own words."""

    state: State
    reasons: tuple[str, ...] = ()
    message: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt on paper. `name` = code of the seal and attempt: unique, no person in it (devices.md 1)."""

    name: str
    pdf: bytes
    paper: str = "A4"


class Printer(Protocol):
    """The port of all printers; each method may raise Unavailable("no_printer") or ("printer_silent")."""

    def find_status(self) -> Status:
        """The printer's state now; ABSENT instead of an error."""
        ...

    def send(self, job: Job) -> str:
        """Hand a job over and return the printer's id for it. "printer_silent" leaves its fate unknown."""
        ...

    def find_job(self, name: str) -> str | None:
        """The printer's id for a job of ours by its name, waiting or done; None if it never arrived."""
        ...

    def get_fate(self, id: str) -> Fate:
        """What became of the job."""
        ...

    def cancel(self, id: str) -> bool:
        """Take a job back; False if the printer will not, and then no second attempt may be made."""
        ...


def job_name(code: str, attempt: int) -> str:
    """The name of an attempt: the surat's typed code and the attempt's number."""
    return f"{code}-{attempt}"


class NoPrinter:
    """The printer of an office that has none: it says so, and every job is refused with words."""

    def find_status(self) -> Status:
        return Status(State.ABSENT, ("none",))

    def send(self, job: Job) -> str:
        raise Unavailable("no_printer", name=job.name)

    def find_job(self, name: str) -> str | None:
        raise Unavailable("no_printer", name=name)

    def get_fate(self, id: str) -> Fate:
        raise Unavailable("no_printer", name=id)

    def cancel(self, id: str) -> bool:
        raise Unavailable("no_printer", name=id)


@dataclass(frozen=True, slots=True)
class FilePrinter:
    """A folder that takes PDFs as paper: for an office that carries them elsewhere, and for the demo."""

    folder: Path

    def find_status(self) -> Status:
        if self.folder.is_dir() and os.access(self.folder, os.W_OK):
            return Status(State.READY, papers=("A4", "F4"))
        return Status(State.ABSENT, ("none",))

    def send(self, job: Job) -> str:
        """Write the file whole or not at all; Unavailable("no_printer") if the folder cannot take it."""
        path = self._path(job.name)
        try:
            disk.write_whole(path, job.pdf, mode=0o666)
        except OSError as error:
            raise Unavailable("no_printer", name=job.name) from error
        return path.name

    def find_job(self, name: str) -> str | None:
        path = self._path(name)
        return path.name if path.is_file() else None

    def get_fate(self, id: str) -> Fate:
        return Fate.ACCEPTED if (self.folder / id).is_file() else Fate.UNKNOWN

    def cancel(self, id: str) -> bool:
        """A written file counts as paper that came out: it is never taken back."""
        return not (self.folder / id).is_file()

    def _path(self, name: str) -> Path:
        safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in name)
        return self.folder / f"{safe}.pdf"
