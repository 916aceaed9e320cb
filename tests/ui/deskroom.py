"""A real office behind the desk's screens, without a window: use cases bound as the program binds them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kiosk import texts
from kiosk.context import Kiosk, Person
from kiosk.domain import seal
from kiosk.domain.permohonan import Permohonan
from printing.printers import FilePrinter
from tests import make
from ui.bookwork import BookWork
from ui.counterwork import CounterWork
from ui.deskwork import DeskWork
from ui.devicework import DeviceWork
from ui.linkwork import LinkWork
from ui.officework import OfficeWork
from ui.printwork import PrintWork
from ui.qt.worker import at_once
from ui.reportwork import ReportWork
from ui.screens.base import Screen
from ui.screens.desk.batch import Batch
from ui.screens.desk.case import Case
from ui.screens.desk.chips import ChipsPage
from ui.screens.desk.confirm_date import ConfirmDate
from ui.screens.desk.counter import Counter
from ui.screens.desk.devices import Devices
from ui.screens.desk.frontdesk import FrontDesk
from ui.screens.desk.heads import Heads
from ui.screens.desk.hours import Hours
from ui.screens.desk.ink import Ink
from ui.screens.desk.kop import KopPage
from ui.screens.desk.late import Late
from ui.screens.desk.links import Links
from ui.screens.desk.menus import MenusPage
from ui.screens.desk.modes import ModesPage
from ui.screens.desk.numbers import NumbersPage
from ui.screens.desk.paper import Paper
from ui.screens.desk.pattern import PatternPage
from ui.screens.desk.people import People
from ui.screens.desk.printers import Printers
from ui.screens.desk.queue import Queue
from ui.screens.desk.register import Register
from ui.screens.desk.register_desk import RegisterDesk
from ui.screens.desk.reports import Reports
from ui.screens.desk.ruling import RulingPage
from ui.screens.desk.search import Search
from ui.screens.desk.settings import Settings
from ui.sheets import SheetWork

if TYPE_CHECKING:
    from sync.loop import State
    from ui.station import Station

P = TypeVar("P", bound=Screen[Any])
WORDS = texts.load(make.RESOURCES / "texts")["id"]


def words(code: str, **details: object) -> str:
    """Indonesian words; a code without any fails the test, because the log says so."""
    return WORDS(code, **details)


def seal_text(room: Room, case: Permohonan) -> str:
    """What a reader reads from the QR of a surat."""
    return seal.text(room.kiosk.office.host, base64.b64decode(case.sign["seal"]))


@dataclass
class Held:
    """Where page images go: keeps what is shown, and counts how often everything was forgotten."""

    pages: list[bytes] = field(default_factory=list)
    forgotten: int = 0

    def put_png(self, png: bytes) -> str:
        self.pages.append(png)
        return f"image://picture/{len(self.pages)}"

    def forget(self) -> None:
        self.pages.clear()
        self.forgotten += 1


@dataclass
class Standing:
    """A device at work as the use cases see it, without rounds and without a door."""

    kiosk: Kiosk
    printer: FilePrinter
    poked: int = 0
    links: tuple[State, ...] = ()

    @property
    def wires(self) -> Standing:
        return self

    def poke(self) -> None:
        self.poked += 1

    def get_states(self) -> tuple[State, ...]:
        return self.links

    def find_address(self) -> str:
        return "https://10.0.0.5:7443"

    def catch_up(self) -> None:
        """There is nobody to hear."""


@dataclass
class Room:
    """The desk of one office: who is signed in, the pages, and where they went."""

    kiosk: Kiosk
    folder: Path
    who: Person = make.operator
    held: Held = field(default_factory=Held)
    media: tuple[Path, ...] = ()
    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.work = DeskWork(
            cast("Station", Standing(self.kiosk, FilePrinter(self.folder))), lambda: "id", self.who
        )
        self.sheets = SheetWork(self.work)
        self.people, self.books = CounterWork(self.work), BookWork(self.work)
        self.office = OfficeWork(self.work, lambda: self.media)
        self.front = FrontDesk(
            run=at_once,
            words=words,
            language=lambda: "id",
            go=self.go,
            now=self.work.now,
            today=self.work.today,
            begin=self.work.begin,
            pictures=self.held,
        )

    def go(self, page: str, /, **args: Any) -> None:
        self.went.append((page, args))

    def sign_in(self, who: Person) -> None:
        self.who = self.work.who = who

    def queue(self) -> Queue:
        return opened(Queue(self.front, self.work))

    def case(self, id: str, verb: str = "") -> Case:
        return opened(Case(self.front, self.work, id=id, verb=verb))

    def batch(self, id: str = "") -> Batch:
        return opened(Batch(self.front, self.sheets, id=id))

    def paper(self, ids: str = "") -> Paper:
        return opened(Paper(self.front, self.sheets, ids=ids))

    def ink(self) -> Ink:
        return opened(Ink(self.front, self.sheets))

    def counter(self) -> Counter:
        return opened(Counter(self.front, self.people))

    def search(self, text: str = "") -> Search:
        return opened(Search(self.front, self.people, text=text))

    def late(self) -> Late:
        return opened(Late(self.front, self.people))

    def register(self) -> Register:
        return opened(Register(self.front, self.books))

    def numbers(self) -> NumbersPage:
        return opened(NumbersPage(self.front, self.books))

    def settings(self) -> Settings:
        return opened(Settings(self.front, self.office))

    def kop(self) -> KopPage:
        return opened(KopPage(self.front, self.office))

    def heads(self) -> Heads:
        return opened(Heads(self.front, self.office))

    def hours(self) -> Hours:
        return opened(Hours(self.front, self.office))

    def menus(self) -> MenusPage:
        return opened(MenusPage(self.front, self.office))

    def chips(self) -> ChipsPage:
        return opened(ChipsPage(self.front, self.office))

    def people_page(self) -> People:
        return opened(People(self.front, self.office))

    def pattern(self) -> PatternPage:
        return opened(PatternPage(self.front, self.office))

    def modes(self) -> ModesPage:
        return opened(ModesPage(self.front, self.office))

    def reports(self) -> Reports:
        return opened(Reports(self.front, ReportWork(self.work)))

    def confirm_date(self) -> ConfirmDate:
        return opened(ConfirmDate(self.front, self.books))

    def printers(self) -> Printers:
        return opened(Printers(self.front, PrintWork(self.work)))

    def devices(self) -> Devices:
        return opened(Devices(self.front, DeviceWork(self.work)))

    def register_desk(self) -> RegisterDesk:
        return opened(RegisterDesk(self.front, DeviceWork(self.work)))

    def ruling(self, id: str = "") -> RulingPage:
        return opened(RulingPage(self.front, self.sheets, id=id))

    def links(self) -> Links:
        return opened(Links(self.front, LinkWork(self.work, lambda: self.media)))


def opened(page: P) -> P:
    """The page as it comes into view."""
    page.opened()
    return page
