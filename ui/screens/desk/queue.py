"""The work list of who is signed in: whose turn, marks, time used, the next number; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.domain.words import clock_words
from ui.screens.base import Screen, say_error
from ui.screens.desk.queuerow import Row, draw_row, sample_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.store.queues import Waiting
    from kiosk.usecases.views import Queue as Found
    from ui.screens.desk.frontdesk import FrontDesk

FILTERS: Final = ("mine", "all", "returned", "ready", "today")


class Desk(Protocol):
    """What the page asks of the office: the list, and the waiting room."""

    def queue(self, tab: str, text: str) -> Found:
        """The rows of a tab that match the text, and how many each tab has."""

    def find_waiting(self) -> Sequence[Waiting]:
        """Who sits in the waiting room."""

    def find_called(self) -> Sequence[Waiting]:
        """Who was called today, the last one first."""

    def call_next(self) -> Waiting | None:
        """Calls whoever came first."""

    def recall(self, number: str) -> Waiting:
        """Calls a number again."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One filter with its count."""

    key: str
    title: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class State:
    """The queue page."""

    tabs: tuple[Tab, ...] = ()
    rows: tuple[Row, ...] = ()
    typed: str = ""
    hint: str = ""
    called: str = ""
    called_said: str = ""
    empty_title: str = ""
    empty_hint: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class Queue(Screen[State]):
    """Lists, filters, calls, opens."""

    def __init__(self, front: FrontDesk, desk: Desk) -> None:
        """`go("case", id=...)` opens a row, `go("counter")` a new filing."""
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._tab = "mine"
        self._typed = ""
        self._found: Found | None = None
        self._room: Sequence[Waiting] = ()
        self._called: Sequence[Waiting] = ()

    def opened(self) -> None:
        """Fetches the list anew."""
        self._set(replace(self.state, news="", news_action=""))
        self._fetch()

    def hear(self, _ids: tuple[str, ...]) -> None:
        """News: new rows come in at the end, but nothing moves under the finger before "Perbarui"."""
        self._run(self._ask, self._news, hold=False)

    def open(self, key: str) -> None:
        """A row."""
        self._front.go("case", id=key)

    def filter(self, key: str) -> None:
        """One of the tabs."""
        self._tab = key
        self._fetch()

    def search(self, typed: str) -> None:
        """Narrows the list; what is closed long ago is found on the search page."""
        self._typed = typed
        self._fetch()

    def renew(self) -> None:
        """Perbarui."""
        self._set(replace(self.state, news="", news_action=""))
        self._fetch()

    def counter(self) -> None:
        """F2: somebody stands at the desk."""
        self._front.go("counter")

    def call_next(self) -> None:
        """F4: the next number of the waiting room."""
        self._run(self._desk.call_next, self._was_called)

    def recall(self) -> None:
        """The number called last, once more."""
        if self._called:
            number = self._called[0].number
            self._run(lambda: self._desk.recall(number), self._was_called)
        else:
            self.call_next()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error", news_action=""))

    def redraw(self) -> None:
        """All words, for the rows held."""
        found = self._found
        counts = {str(tab): count for tab, count in found.counts.items()} if found else {}
        words, now = self._words, self._front.now()
        last = self._called[0] if self._called else None
        self._set(
            replace(
                self.state,
                tabs=tuple(
                    Tab(key, words(f"queue.tab_{key}"), counts.get(key, 0), key == self._tab)
                    for key in FILTERS
                ),
                rows=tuple(
                    draw_row(words, row, now=now, language=self._front.language()) for row in found.rows
                )
                if found
                else (),
                typed=self._typed,
                hint=words("queue.waiting", count=len(self._room))
                if self._room
                else words("queue.nobody_waiting"),
                called=last.number if last else "",
                called_said=words("queue.called_at", clock=clock_words(last.called_at), place=last.place)
                if last
                else "",
                empty_title=words("queue.nothing_found" if self._typed else f"queue.empty_{self._tab}"),
                empty_hint=words("queue.nothing_found_hint" if self._typed else "queue.empty_hint"),
            )
        )

    def _fetch(self) -> None:
        self._run(self._ask, self._known, hold=False)

    def _ask(self) -> tuple[Found, Sequence[Waiting], Sequence[Waiting]]:
        return self._desk.queue(self._tab, self._typed), self._desk.find_waiting(), self._desk.find_called()

    def _known(self, found: tuple[Found, Sequence[Waiting], Sequence[Waiting]]) -> None:
        self._found, self._room, self._called = found
        self.redraw()

    def _news(self, found: tuple[Found, Sequence[Waiting], Sequence[Waiting]]) -> None:
        before = [row.id for row in self._found.rows] if self._found else []
        after = [row.id for row in found[0].rows]
        if after[: len(before)] == before:
            self._known(found)
        else:
            _, self._room, self._called = found
            said, action = self._words("queue.changed"), self._words("queue.renew")
            self._set(replace(self.state, news=said, news_tone="step", news_action=action))

    def _was_called(self, called: Waiting | None) -> None:
        said = (
            self._words("queue.calling", number=called.number, place=called.place)
            if called
            else self._words("queue.nobody_to_call")
        )
        self._set(replace(self.state, news=said, news_tone="done" if called else "step", news_action=""))
        self._fetch()


def _example(count: int, **changes: Any) -> State:
    names = ("Giliran saya", "Semua", "Kembali", "Siap diambil", "Hari ini")
    counts = (min(count, 4), count, 2, 5, count + 9)
    state = State(
        tabs=tuple(Tab(*row, at == 1) for at, row in enumerate(zip(FILTERS, names, counts, strict=True))),
        rows=sample_rows(count),
        hint="4 orang di ruang tunggu",
        called="A-013",
        called_said="dipanggil 09.38 ke Meja 1",
        empty_title="Tidak ada yang menunggu Anda",
        empty_hint="Yang baru masuk muncul di sini sendiri.",
    )
    return replace(state, **changes)


EXAMPLES = {
    "morning": _example(7),
    "large_list": _example(300),
    "empty": _example(0, called="", called_said="", hint="Ruang tunggu kosong"),
    "changed": _example(
        5,
        news="Daftar berubah: ada yang pindah langkah atau selesai.",
        news_action="Perbarui",
        typed="aminah",
    ),
}
