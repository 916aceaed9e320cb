"""Composes the desk's pages: which use case stands behind which button; it decides and draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.context import Person
from kiosk.usecases import checking
from ui.bookwork import BookWork
from ui.counterwork import CounterWork
from ui.deskwork import DeskWork
from ui.qt.pictures import Pictures
from ui.screens.base import Go, Run, Screen, Words
from ui.screens.desk.batch import Batch
from ui.screens.desk.case import Case
from ui.screens.desk.counter import Counter as CounterPage
from ui.screens.desk.ink import Ink
from ui.screens.desk.late import Late
from ui.screens.desk.links import Links
from ui.screens.desk.numbers import NumbersPage
from ui.screens.desk.paper import Paper
from ui.screens.desk.queue import Queue
from ui.screens.desk.register import Register
from ui.screens.desk.residents import Residents
from ui.screens.desk.search import Search
from ui.screens.desk.settings import Settings
from ui.screens.desk.sign_in import SignIn
from ui.screens.desk.verify import DeskVerify
from ui.screens.resident.asking import Here
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.verify import Verify
from ui.screens.resident.visit import Visiting
from ui.sheets import SheetWork

Maker = Callable[..., Screen[Any]]


@dataclass(frozen=True, slots=True)
class Counter:
    """What the window gives its pages: how they run, speak, move and show pictures, and how it locks."""

    run: Run
    words: Words
    language: Callable[[], str]
    go: Go
    pictures: Pictures
    entered: Callable[[Person], None]


def make_pages(work: DeskWork, counter: Counter) -> dict[str, Maker]:
    """Every page of the desk, by name."""
    sheets = SheetWork(work, work.kiosk.office.archive_copy == "paper")

    def case(id: str, verb: str = "") -> Screen[Any]:
        return Case(
            counter.run,
            id=id,
            words=counter.words,
            language=counter.language,
            now=work.now,
            today=work.today,
            desk=work,
            pictures=counter.pictures,
            go=counter.go,
            verb=verb,
        )

    pages: dict[str, Maker] = {
        "sign_in": lambda: SignIn(
            counter.run,
            words=counter.words,
            language=counter.language,
            people=work.find_people,
            find_wait=work.find_wait,
            sign_in=work.sign_in,
            find_new_pin=work.find_new_pin,
            note_told=work.note_told,
            unlock=work.unlock,
            entered=counter.entered,
        ),
        "queue": lambda: Queue(
            counter.run,
            words=counter.words,
            language=counter.language,
            now=work.now,
            desk=work,
            go=counter.go,
        ),
        "case": case,
        "batch": lambda id="": Batch(
            counter.run,
            words=counter.words,
            language=counter.language,
            desk=sheets,
            pictures=counter.pictures,
            go=counter.go,
            id=id,
        ),
        "paper": lambda ids="": Paper(
            counter.run,
            words=counter.words,
            desk=sheets,
            pictures=counter.pictures,
            go=counter.go,
            ids=ids,
        ),
        "ink": lambda: Ink(
            counter.run,
            words=counter.words,
            language=counter.language,
            now=work.now,
            desk=sheets,
            go=counter.go,
        ),
    }
    return pages | _make_books(work, counter)


def _make_books(work: DeskWork, counter: Counter) -> dict[str, Maker]:
    """Filing at the desk, and what is looked up: the book, numbers, any permohonan, late acts, links."""
    people, books = CounterWork(work), BookWork(work)
    run, words, language = counter.run, counter.words, counter.language
    return {
        "counter": lambda queue="": CounterPage(
            run,
            words=words,
            language=language,
            now=work.now,
            today=work.today,
            desk=people,
            go=counter.go,
            queue=queue,
        ),
        "search": lambda text="": Search(
            run, words=words, language=language, now=work.now, desk=people, go=counter.go, text=text
        ),
        "late": lambda: Late(run, words=words, language=language, now=work.now, desk=people, go=counter.go),
        "residents": lambda: Residents(run, words=words, language=language, desk=people),
        "verify": lambda: DeskVerify(run, page=_make_verify(work, counter)),
        "register": lambda: Register(run, words=words, language=language, desk=books, go=counter.go),
        "numbers": lambda: NumbersPage(run, words=words, language=language, desk=books),
        "settings": lambda: Settings(run, words=words, desk=books),
        "links": lambda: Links(run, words=words, language=language, now=work.now, desk=books),
    }


def _make_verify(work: DeskWork, counter: Counter) -> Verify:
    """The check of the lobby, without a visit around it."""
    lobby = Lobby(
        visiting=Visiting(),
        run=counter.run,
        words=counter.words,
        language=counter.language,
        go=counter.go,
        end_visit=lambda: counter.go("queue"),
        here=lambda: Here(work.kiosk.office.kelurahan, work.kiosk.office.kecamatan, work.today()),
        new_id=work.kiosk.new_id,
    )

    def name_kelurahan(code: str) -> str:
        found = work.kiosk.reference.gazetteer.find(code)
        return found.name if found else code

    return Verify(
        lobby,
        check=lambda text: checking.check(work.kiosk, text),
        check_code=lambda typed: checking.check_code(work.kiosk, typed),
        kelurahan=name_kelurahan,
    )
