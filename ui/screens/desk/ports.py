"""What pages of the desk are handed: use cases and their values; the composition root fills them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.domain.office import Staff
    from kiosk.domain.permohonan import Permohonan, Status
    from kiosk.domain.place import Areas
    from kiosk.domain.service import Service
    from kiosk.usecases.acts import Act
    from kiosk.usecases.alarms import Alarm
    from kiosk.usecases.permohonan import Filed
    from kiosk.usecases.refused import Odd
    from kiosk.usecases.reports import Book
    from kiosk.usecases.views import CaseView, QueueRow


class Pictures(Protocol):
    """Where page images wait to be drawn; an address is never used twice and dies with `forget`."""

    def put_png(self, png: bytes) -> str:
        """Holds one page and gives the address QML draws it from."""

    def forget(self) -> None:
        """Nothing of any page stays."""


class Begin(Protocol):
    """Begins the act of a button that is being shown, about a permohonan or about none."""

    def __call__(self, case: Permohonan | None = None) -> Act: ...


class CaseDesk(Protocol):
    """What the office does for one permohonan."""

    def open(self, id: str) -> CaseView:
        """The permohonan, and the opening goes into the ledger."""

    def read(self, id: str) -> CaseView:
        """The same for a page that is open already."""

    def do(self, verb: str, act: Act, **details: Any) -> Permohonan:
        """A verb of kiosk.usecases.permohonan or surat by its name in RULES, with its own details."""

    def draw(self, id: str) -> Sequence[bytes]:
        """The pages of the surat as it is now, as PNG."""

    def find_next(self, id: str) -> str:
        """The next permohonan whose step is this person's, "" when there is none."""

    def paper_label(self, code: str) -> str:
        """The name of a paper in the language now chosen."""


@dataclass(frozen=True, slots=True)
class SignPlan:
    """What a `sign` of one service would take now: number and ISO day, modes the office allows, who may sign.

    `by_pin` names the modes that need the signer's own PIN.
    """

    number: str
    day: str
    modes: tuple[str, ...]
    signers: tuple[Staff, ...]
    by_pin: tuple[str, ...] = ("seal", "tte")


class BatchDesk(Protocol):
    """What the office does for many permohonan at one step."""

    def find_mine(self) -> Sequence[QueueRow]:
        """Whose step is this person's, oldest first."""

    def read(self, id: str) -> CaseView:
        """One of them."""

    def draw(self, id: str) -> Sequence[bytes]:
        """The pages of its draft, as PNG."""

    def plan(self, id: str) -> SignPlan:
        """What signing it would take; Refused("not_register") on another desk."""

    def pass_on(self, act: Act) -> Permohonan:
        """On to the next step."""

    def check_pin(self, person: str, pin: str) -> None:
        """The signer's PIN, counted like a sign-in."""

    def sign(self, act: Act, *, signer: str, mode: str, as_signer: bool) -> Permohonan:
        """Number and seal it; `as_signer` acts as the signer whose PIN was just checked, else on order."""


@dataclass(frozen=True, slots=True)
class Printer:
    """The printer of this desk; `state` is works, paper_out, jam, off or unknown."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet sent at `at` (ms UTC) and not spoken for; `fate` as printing.Fate, or `never` arrived."""

    case: str
    attempt: int
    number: str
    kind: str
    at: int
    fate: str


@dataclass(frozen=True, slots=True)
class Device:
    """The printer as it says it is: `state` ready, stopped, absent; `reasons` are words of [printer]."""

    name: str
    state: str
    reasons: tuple[str, ...]
    message: str
    papers: tuple[str, ...]
    sheets: tuple[Sheet, ...]


class PaperDesk(Protocol):
    """What the office does with paper."""

    @property
    def archive_copy(self) -> bool:
        """Whether the office keeps a printed copy of each surat."""

    def find_to_print(self) -> Sequence[str]:
        """Ids of the numbered permohonan whose original is not confirmed, oldest first."""

    def read(self, id: str) -> CaseView:
        """One of them."""

    def draw(self, id: str, kind: str) -> Sequence[bytes]:
        """The pages of that kind of sheet, as PNG."""

    def find_printer(self) -> Printer:
        """The printer, as it says itself."""

    def print(self, act: Act, *, kind: str, reason: str) -> object:
        """Records the print, then sends the job: original, archive or reprint."""

    def confirm(self, act: Act, *, attempt: int, ok: bool, reason: str) -> object:
        """What a person saw of that attempt."""

    def hand_over(self, act: Act, *, to: str) -> object:
        """Somebody takes it."""


class InkDesk(Protocol):
    """What the office does with sheets that come back from the signer."""

    def find_to_ink(self) -> Sequence[CaseView]:
        """Printed `wet` surat without ink, oldest first."""

    def confirm_ink(self, act: Act) -> Permohonan:
        """Signed and stamped: it is ready."""

    def find_by_code(self, text: str) -> str:
        """The permohonan of a QR read from a sheet; Refused for a code of somebody else."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person of the list or of an earlier permohonan: stored parts, what was asked, newest first."""

    nik: str
    name: str
    person: Mapping[str, Any]
    checked: bool
    past: tuple[QueueRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterFiling:
    """What the counter hands in, named as kiosk.usecases.permohonan.Filing names it."""

    service: str
    answers: Mapping[str, Any]
    subject: Mapping[str, Any]
    papers: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    queue: str = ""
    copied_from: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checks:
    """What the counter checks a NIK against; in training an example needs no reason."""

    areas: Areas
    training: bool


class CounterDesk(Protocol):
    """What the office does for somebody who stands at the desk."""

    def find_services(self) -> Sequence[Service]:
        """Every service that may be asked for, by title."""

    def find_papers(self, service: str) -> Sequence[str]:
        """Codes of the papers it needs in this office."""

    def paper_label(self, code: str) -> str:
        """The name of a paper in the language now chosen."""

    def home_place(self) -> Mapping[str, str]:
        """kelurahan, kecamatan and kota of this office, as parts of an address."""

    def find_people(self, text: str) -> Sequence[Found]:
        """By 16 digits, by ticket, or by the beginnings of a name; each hit is a `view` in the ledger."""

    def find_checks(self) -> Checks:
        """The areas of the country, and whether this is training."""

    def find_double(self, service: str, nik: str, purpose: str) -> QueueRow | None:
        """The newest filing of the same person for the same within seven days."""

    def again(self, id: str) -> tuple[Permohonan, Service]:
        """An earlier permohonan, to be copied from, and the service in the version it was filed with."""

    def file(self, act: Act, filing: CounterFiling) -> Filed:
        """Files it; what is missing waits for staff."""

    def file_and_pass(
        self, act: Act, filing: CounterFiling, *, seen: Sequence[str], pengantar: Mapping[str, Any]
    ) -> Filed:
        """Files, checks what was seen, writes the pengantar, passes: own Events, one transaction."""

    def print_slip(self, id: str) -> None:
        """The e-kitir, once more."""


class BookDesk(Protocol):
    """The register book."""

    def this_month(self) -> str:
        """`2026-11`, by the office's clock."""

    def book(self, month: str) -> Book:
        """The book of one month."""

    def find_case(self, number: str) -> str:
        """The permohonan of a number of this office."""

    def print_book(self, month: str) -> None:
        """Prints the month for the lurah's ink and records it with its last line."""

    def export_book(self, month: str) -> str:
        """Writes it as CSV and says where; recorded."""


@dataclass(frozen=True, slots=True)
class Running:
    """One counter: the last number, the next one as printed, and the mark outside the database.

    `waits`: it was brought to this machine without its mark, and the book's last number is to be typed.
    """

    scope: str
    year: int
    last: int
    following: str
    date: str
    mark: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """Who gives numbers, and the counters of this year."""

    register: str
    term: int
    is_register: bool
    pattern: str
    counters: tuple[Running, ...]


class NumberDesk(Protocol):
    """What an officer with the register right does with numbers."""

    def numbers(self) -> Numbers:
        """As they stand."""

    def start_at(self, act: Act, *, scope: str, year: int, n: int, reason: str) -> None:
        """The last number of the paper book."""

    def outside(self, act: Act, *, scope: str, year: int, last: int, title: str) -> None:
        """Every number after the last one up to this was used on paper elsewhere."""


@dataclass(frozen=True, slots=True)
class LateAct:
    """An own act the ledger holds as not effective, and how its permohonan stands now."""

    event: str
    case: str
    number: str
    title: str
    verb: str
    at: int
    code: str
    status: Status
    step: str


class LateDesk(Protocol):
    """Acts that came too late."""

    def late_acts(self) -> Sequence[LateAct]:
        """This person's, newest first, those left alone already without."""

    def leave(self, act: LateAct) -> None:
        """Leaves it: a note in the permohonan says so."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of this desk: `kind` lobby, register or center; `state` works, away or never.

    `last` is the last exchange (ms UTC, 0 = none), `waiting` own Events not handed on yet. `trouble` is what
    a person can mend, if it is known: portal, stranger, ended, outdated.
    """

    key: str
    kind: str
    state: str
    last: int
    waiting: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the doctor: `state` ok, warn, fault or unknown; words are `doctor.<key>_<state>`."""

    key: str
    state: str
    said: str


class LinkDesk(Protocol):
    """What the desk knows of the outside."""

    def find_odd(self) -> Sequence[Odd]:
        """Refused records nobody has looked at."""

    def see_odd(self, ids: Sequence[str]) -> None:
        """This person has looked at them."""

    def find_alarms(self) -> Sequence[Alarm]:
        """What devices found wrong and nobody has looked at, the newest first."""

    def see_alarms(self, shown: Sequence[Alarm]) -> None:
        """This person has looked at them."""

    def links(self) -> Sequence[Link]:
        """Lobby, register, center, in this order, as far as there are any."""

    def checks(self) -> Sequence[Fact]:
        """What the doctor says, in the language now chosen."""

    def sync_now(self) -> None:
        """A round at once."""

    def find_stick(self) -> str:
        """Name of the medium that was put in; empty when there is none."""

    def backup(self) -> str:
        """Copies the database, and opens the copy again; the name of the file."""

    def export_usb(self) -> int:
        """What every other device lacks, on the stick; how many files."""

    def import_usb(self) -> tuple[int, int]:
        """How many entries the stick brought, and how many of its files cannot be used."""
