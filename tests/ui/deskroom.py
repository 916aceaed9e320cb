"""A real office behind the desk's screens, without a window: use cases bound as the program binds them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kiosk import texts
from kiosk.context import Kiosk, Person
from kiosk.domain import seal
from kiosk.domain.permohonan import Permohonan
from printing.printers import FilePrinter
from tests import make
from ui.bookwork import BookWork
from ui.counterwork import CounterWork
from ui.deskwork import DeskWork
from ui.qt.worker import at_once
from ui.screens.desk.batch import Batch
from ui.screens.desk.case import Case
from ui.screens.desk.counter import Counter
from ui.screens.desk.ink import Ink
from ui.screens.desk.late import Late
from ui.screens.desk.links import Links
from ui.screens.desk.numbers import NumbersPage
from ui.screens.desk.paper import Paper
from ui.screens.desk.queue import Queue
from ui.screens.desk.register import Register
from ui.screens.desk.search import Search
from ui.sheets import SheetWork

if TYPE_CHECKING:
    from sync.loop import State
    from ui.station import Station

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

    @property
    def wires(self) -> Standing:
        return self

    def poke(self) -> None:
        self.poked += 1

    def get_states(self) -> tuple[State, ...]:
        return ()

    def catch_up(self) -> None:
        """There is nobody to hear."""


@dataclass
class Room:
    """The desk of one office: who is signed in, the pages, and where they went."""

    kiosk: Kiosk
    folder: Path
    who: Person = make.operator
    held: Held = field(default_factory=Held)
    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.work = DeskWork(
            cast("Station", Standing(self.kiosk, FilePrinter(self.folder))), lambda: "id", self.who
        )
        self.sheets = SheetWork(self.work, archive_copy=True)
        self.people, self.books = CounterWork(self.work), BookWork(self.work)

    def go(self, page: str, /, **args: Any) -> None:
        self.went.append((page, args))

    def sign_in(self, who: Person) -> None:
        self.who = self.work.who = who

    def queue(self) -> Queue:
        page = Queue(
            at_once, words=words, language=lambda: "id", now=self.work.now, desk=self.work, go=self.go
        )
        page.opened()
        return page

    def case(self, id: str, verb: str = "") -> Case:
        page = Case(
            at_once,
            id=id,
            words=words,
            language=lambda: "id",
            now=self.work.now,
            today=self.work.today,
            desk=self.work,
            pictures=self.held,
            go=self.go,
            verb=verb,
        )
        page.opened()
        return page

    def batch(self, id: str = "") -> Batch:
        page = Batch(
            at_once,
            words=words,
            language=lambda: "id",
            desk=self.sheets,
            pictures=self.held,
            go=self.go,
            id=id,
        )
        page.opened()
        return page

    def paper(self, ids: str = "") -> Paper:
        page = Paper(at_once, words=words, desk=self.sheets, pictures=self.held, go=self.go, ids=ids)
        page.opened()
        return page

    def ink(self) -> Ink:
        page = Ink(
            at_once, words=words, language=lambda: "id", now=self.work.now, desk=self.sheets, go=self.go
        )
        page.opened()
        return page

    def counter(self) -> Counter:
        page = Counter(
            at_once,
            words=words,
            language=lambda: "id",
            now=self.work.now,
            today=self.work.today,
            desk=self.people,
            go=self.go,
        )
        page.opened()
        return page

    def search(self, text: str = "") -> Search:
        page = Search(
            at_once,
            words=words,
            language=lambda: "id",
            now=self.work.now,
            desk=self.people,
            go=self.go,
            text=text,
        )
        page.opened()
        return page

    def late(self) -> Late:
        page = Late(
            at_once, words=words, language=lambda: "id", now=self.work.now, desk=self.people, go=self.go
        )
        page.opened()
        return page

    def register(self) -> Register:
        page = Register(at_once, words=words, language=lambda: "id", desk=self.books, go=self.go)
        page.opened()
        return page

    def numbers(self) -> NumbersPage:
        page = NumbersPage(at_once, words=words, language=lambda: "id", desk=self.books)
        page.opened()
        return page

    def links(self) -> Links:
        page = Links(at_once, words=words, language=lambda: "id", now=self.work.now, desk=self.books)
        page.opened()
        return page
