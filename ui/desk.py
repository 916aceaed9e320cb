"""Composes the desk's pages: which use case stands behind which button; it decides and draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from kiosk.context import Person
from kiosk.usecases import checking
from ui.bookwork import BookWork
from ui.counterwork import CounterWork
from ui.deskwork import DeskWork
from ui.devicework import DeviceWork
from ui.linkwork import LinkWork
from ui.officework import OfficeWork
from ui.printwork import PrintWork
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
from ui.screens.desk.residents import Residents
from ui.screens.desk.ruling import RulingPage
from ui.screens.desk.search import Search
from ui.screens.desk.settings import Settings
from ui.screens.desk.sign_in import SignIn
from ui.screens.desk.verify import DeskVerify
from ui.screens.resident.asking import Here
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.verify import Doings, Verify
from ui.screens.resident.visit import Visiting
from ui.sheets import SheetWork

Maker = Callable[..., Screen[Any]]


def make_pages(work: DeskWork, front: FrontDesk, entered: Callable[[Person], None]) -> dict[str, Maker]:
    """Every page of the desk, by name; `entered` opens it for who signed in."""
    sheets, people, books = SheetWork(work), CounterWork(work), BookWork(work)
    office = OfficeWork(work)
    return {
        "sign_in": partial(SignIn, front, work, entered=entered),
        "queue": partial(Queue, front, work),
        "case": partial(Case, front, work),
        "batch": partial(Batch, front, sheets),
        "ruling": partial(RulingPage, front, sheets),
        "paper": partial(Paper, front, sheets),
        "ink": partial(Ink, front, sheets),
        "counter": partial(Counter, front, people),
        "search": partial(Search, front, people),
        "late": partial(Late, front, people),
        "residents": partial(Residents, front, people),
        "verify": lambda: DeskVerify(front, _make_verify(work, front)),
        "register": partial(Register, front, books),
        "numbers": partial(NumbersPage, front, books),
        "settings": partial(Settings, front, office),
        "kop": partial(KopPage, front, office),
        "people": partial(People, front, office),
        "heads": partial(Heads, front, office),
        "pattern": partial(PatternPage, front, office),
        "modes": partial(ModesPage, front, office),
        "hours": partial(Hours, front, office),
        "chips": partial(ChipsPage, front, office),
        "menus": partial(MenusPage, front, office),
        "links": partial(Links, front, LinkWork(work)),
        "devices": partial(Devices, front, DeviceWork(work)),
        "register_desk": partial(RegisterDesk, front, DeviceWork(work)),
        "printers": partial(Printers, front, PrintWork(work)),
        "confirm_date": partial(ConfirmDate, front, books),
        "reports": partial(Reports, front, ReportWork(work)),
    }


def _make_verify(work: DeskWork, front: FrontDesk) -> Verify:
    """The check of the lobby, without a visit around it."""
    lobby = Lobby(
        visiting=Visiting(),
        run=front.run,
        words=front.words,
        language=front.language,
        go=front.go,
        end_visit=lambda: front.go("queue"),
        here=lambda: Here(work.kiosk.office.kelurahan, work.kiosk.office.kecamatan, work.today()),
        new_id=work.kiosk.new_id,
    )
    checks = Doings(
        check=lambda text: checking.check(work.kiosk, text),
        check_code=lambda typed: checking.check_code(work.kiosk, typed),
        name_kelurahan=work.kiosk.reference.gazetteer.name_of,
        name_fact=work.kiosk.catalogue.name_fact,
    )
    return Verify(lobby, checks)
