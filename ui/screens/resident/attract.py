"""What the lobby shows while nobody is there: the office, the time, cards that change; a touch opens home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Run, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.screens.base import Go, Words

CARDS = (
    ("free", "hand-heart", "orange"),
    ("steps", "hand-pointing", "teal"),
    ("voice", "speaker-high", "blue"),
)
"""Cards every office has, until the news brings others."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card that comes round every twelve seconds."""

    key: str
    title: str
    said: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """The page before a visit; `at` is the card in view, `notice` says quietly what is out of order."""

    cards: tuple[Card, ...] = ()
    at: int = 0
    notice: str = ""


class Attract(Screen[State]):
    """Waits; any touch is `wake`."""

    def __init__(self, run: Run, *, words: Words, go: Go, set_language: Callable[[str], None]) -> None:
        super().__init__(State(), run)
        self._words = words
        self._go = go
        self._set_language = set_language
        self._news: tuple[Card, ...] = ()
        self.redraw()

    def learn(self, news: Sequence[Card], notice: str) -> None:
        """Cards of the day, and what does not work now ("" = all does)."""
        self._news = tuple(news)
        self._set(replace(self.state, notice=notice))
        self.redraw()

    def wake(self) -> None:
        """A touch anywhere."""
        self._go("home")

    def wake_in(self, language: str) -> None:
        """A touch on a language: home, in that language."""
        self._set_language(language)
        self._go("home")

    def turn(self) -> None:
        """The next card."""
        self._set(replace(self.state, at=(self.state.at + 1) % len(self.state.cards)))

    def redraw(self) -> None:
        """The cards in the language now chosen."""
        own = tuple(
            Card(key, self._words(f"attract.{key}"), self._words(f"attract.{key}_said"), glyph, tint)
            for key, glyph, tint in CARDS
        )
        self._set(replace(self.state, cards=own + self._news))


_CARDS = (
    Card(
        "free",
        "Semua surat gratis",
        "Tidak ada biaya apa pun, di layar ini maupun di meja.",
        "hand-heart",
        "orange",
    ),
    Card(
        "steps",
        "Sentuh, isi, ambil",
        "Pilih surat, isi sedikit, lalu tunggu dipanggil.",
        "hand-pointing",
        "teal",
    ),
    Card(
        "voice", "Bisa dibacakan", "Huruf dapat diperbesar dan layar dapat dibacakan.", "speaker-high", "blue"
    ),
)
EXAMPLES = {
    "quiet": State(cards=_CARDS),
    "trouble": State(
        cards=_CARDS, at=1, notice="Printer sedang tidak bekerja. Nomor antrean tampil di layar."
    ),
}
