"""Services to choose from when one tile stands for several, and the whole list from A to Z with a search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Screen
from ui.screens.resident.menu import tint_of
from ui.screens.resident.pager import Pager

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.service import Service
    from ui.screens.resident.lobby import Lobby


@dataclass(frozen=True, slots=True)
class Offer:
    """One service as a roomy tile."""

    key: str
    title: str
    hint: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """The services of a category, or those that match what was typed."""

    title: str = ""
    hint: str = ""
    category: str = ""
    query: str = ""
    offers: tuple[Offer, ...] = ()
    letters: tuple[str, ...] = ()
    letter: str = ""
    page: int = 1
    pages: int = 1


class Services(Screen[State]):
    """`category` "" is the list from A to Z, which can be searched."""

    def __init__(self, lobby: Lobby, services: Sequence[Service], *, category: str = "") -> None:
        super().__init__(State(category=category), lobby.run)
        self._lobby = lobby
        self._words = lobby.words
        self._services = tuple(services)
        self._pager = Pager(8)
        self.redraw()

    def choose(self, key: str) -> None:
        """A tile."""
        self._lobby.go("service_info", service=key)

    def search(self, query: str) -> None:
        """What was typed in the search field: any part of a title or hint."""
        self._pager.page = 1
        self._set(replace(self.state, query=query, letter=""))
        self.redraw()

    def by_letter(self, letter: str) -> None:
        """Titles that begin with a letter; the same letter again shows all."""
        chosen = "" if letter == self.state.letter else letter
        self._pager.page = 1
        self._set(replace(self.state, query="", letter=chosen))
        self.redraw()

    def turn(self, by: int) -> None:
        """The tiles before these (-1) or after them (1)."""
        self._pager.turn(by)
        self.redraw()

    def fits(self, count: int) -> None:
        """How many tiles the panel shows at once, which only the drawing knows."""
        self._pager.fit(count)
        self.redraw()

    def redraw(self) -> None:
        """All words in the language now chosen."""
        offers = sorted(self._offers(), key=lambda offer: offer.title.casefold())
        shown = [offer for offer in offers if self._matches(offer)]
        in_view = self._pager.cut(shown)
        category = self.state.category
        self._set(
            replace(
                self.state,
                title=self._words(f"services.{category.replace(' ', '_')}" if category else "services.all"),
                hint=self._words("services.found", count=len(shown)),
                offers=in_view,
                letters=() if category else tuple(sorted({offer.title[0].upper() for offer in offers})),
                page=self._pager.page,
                pages=self._pager.pages,
            )
        )

    def _offers(self) -> list[Offer]:
        language, category = self._lobby.language(), self.state.category
        return [
            Offer(
                service.id,
                service.label[language],
                service.hint.get(language, ""),
                service.icon,
                tint_of(service),
            )
            for service in self._services
            if category in {"", service.category}
        ]

    def _matches(self, offer: Offer) -> bool:
        if self.state.letter:
            return offer.title.upper().startswith(self.state.letter)
        return self.state.query.casefold() in f"{offer.title} {offer.hint}".casefold()


_OFFERS = (
    Offer("domisili", "Domisili", "Keterangan tempat tinggal", "house-line", "teal"),
    Offer("keterangan_umum", "Surat Keterangan", "Untuk keperluan lain", "file-text", "blue"),
    Offer("tidak_mampu", "Tidak Mampu (SKTM)", "Sekolah, berobat, bantuan", "hand-heart", "orange"),
    Offer("usaha", "Keterangan Usaha", "Untuk modal atau bank", "storefront", "gold"),
)
EXAMPLES = {
    "category": State(title="Surat sosial", hint="4 layanan", category="sosial", offers=_OFFERS),
    "all": State(
        title="Semua surat, A sampai Z", hint="4 layanan", offers=_OFFERS, letters=("D", "K", "S", "T")
    ),
    "nothing": State(
        title="Semua surat, A sampai Z", hint="0 layanan", query="paspor", letters=("D", "K", "S", "T")
    ),
}
