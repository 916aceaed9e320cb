"""Composes the desk's pages: which use case stands behind which button; it decides and draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.context import Person
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
from ui.screens.desk.search import Search
from ui.screens.desk.sign_in import SignIn
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
            people=work.find_people,
            find_wait=work.find_wait,
            sign_in=work.sign_in,
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
        "register": lambda: Register(run, words=words, language=language, desk=books, go=counter.go),
        "numbers": lambda: NumbersPage(run, words=words, language=language, desk=books),
        "links": lambda: Links(run, words=words, language=language, now=work.now, desk=books),
    }
