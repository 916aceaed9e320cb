"""Finding any permohonan by number, ticket, name, NIK or code; each opening is logged elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.queuerow import Row, draw_row, sample_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.views import QueueRow
    from ui.screens.desk.frontdesk import FrontDesk

LEAST = 3


class SearchDesk(Protocol):
    """What the page asks of the office."""

    def search(self, text: str) -> Sequence[QueueRow]:
        """Everything that matches, newest first."""


@dataclass(frozen=True, slots=True)
class State:
    """The search page."""

    typed: str = ""
    rows: tuple[Row, ...] = ()
    empty_title: str = ""
    empty_hint: str = ""
    news: str = ""
    news_tone: str = "step"


class Search(Screen[State]):
    """Looks up and opens."""

    def __init__(self, front: FrontDesk, desk: SearchDesk, *, text: str = "") -> None:
        super().__init__(State(typed=text), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._found: Sequence[QueueRow] = ()

    def opened(self) -> None:
        """What was looked for before, anew."""
        self.look_for(self.state.typed)

    def closed(self) -> None:
        """Nothing of any person stays."""
        self._found = ()

    def look_for(self, typed: str) -> None:
        """From three letters or digits on."""
        self._set(replace(self.state, typed=typed, news=""))
        if len(typed.strip()) < LEAST:
            self._found = ()
            self.redraw()
        else:
            self._run(lambda: self._desk.search(typed.strip()), self._known, hold=False)

    def scanned(self, code: str) -> None:
        """A slip or a sheet under the reader."""
        self.look_for(code)

    def open(self, key: str) -> None:
        """A row."""
        self._front.go("case", id=key)

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """The rows in words."""
        short = len(self.state.typed.strip()) < LEAST
        now, language = self._front.now(), self._front.language()
        self._set(
            replace(
                self.state,
                rows=tuple(draw_row(self._words, row, now=now, language=language) for row in self._found),
                empty_title=self._words("search.begin" if short else "search.nothing"),
                empty_hint=self._words("search.begin_hint" if short else "search.nothing_hint"),
            )
        )

    def _known(self, found: Sequence[QueueRow]) -> None:
        self._found = found
        self.redraw()


EXAMPLES = {
    "start": State(
        empty_title="Cari permohonan atau surat",
        empty_hint="Ketik sedikitnya tiga huruf atau angka: NIK, nama, tiket, nomor surat, atau kode.",
    ),
    "found": State(typed="aminah", rows=sample_rows(4)),
    "large_list": State(typed="siti", rows=sample_rows(200)),
    "nothing": State(
        typed="xyz", empty_title="Tidak ada yang cocok", empty_hint="Periksa ejaannya, atau cari dengan NIK."
    ),
}
