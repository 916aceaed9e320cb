"""Which papers the visitor has in hand and which follow later; a missing one never stops the filing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.resident.menu import tint_of
from ui.screens.resident.paperrow import key_of, title_of
from ui.screens.resident.visit import STEPS

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.service import Paper as PaperKind
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.visit import Visit

BROUGHT, LATER, SCANNED = "brought", "later", "scanned"


class Scanner(Protocol):
    """The scanner of this device; pages stay with the visit's draft until it is filed or wiped."""

    def scan(self, draft: str, paper: str) -> int:
        """One more page of a paper; how many there are now. Unavailable when it does not answer."""

    def drop(self, draft: str, paper: str) -> int:
        """The last page of a paper taken away; how many are left."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper; several that will do are one row. `held` is "", "brought", "later" or "scanned"."""

    key: str
    title: str
    glyph: str
    held: str = ""
    said: str = ""
    pages: int = 0
    working: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The papers of the service; `target` is the row to go to whenever `nudge` grows."""

    title: str = ""
    glyph: str = ""
    tint: str = "teal"
    said_step: str = ""
    steps: int = STEPS
    rows: tuple[PaperRow, ...] = ()
    has_scanner: bool = False
    all_here: bool = False
    problem: str = ""
    target: str = ""
    nudge: int = 0


class Papers(Screen[State]):
    """One tap says that all are here, or one for each."""

    def __init__(
        self, lobby: Lobby, *, papers: Mapping[str, PaperKind], scanner: Scanner | None = None
    ) -> None:
        super().__init__(State(has_scanner=scanner is not None), lobby.run)
        self._lobby = lobby
        self._kinds = papers
        self._scanner = scanner
        self._pages: dict[str, int] = {}
        self._working = ""

    def opened(self) -> None:
        """What was said of each paper so far."""
        self.redraw()

    def all_brought(self) -> None:
        """Semua saya bawa."""
        rows = dict.fromkeys(map(key_of, self._visit.get_service().bring), BROUGHT)
        scanned = {row: held for row, held in self._visit.papers.items() if held == SCANNED}
        self._lobby.visiting.change(papers={**rows, **scanned})
        self._set(replace(self.state, problem=""))
        self.redraw()

    def bring(self, key: str) -> None:
        """Saya bawa."""
        self._hold(key, BROUGHT)

    def later(self, key: str) -> None:
        """Menyusul."""
        self._hold(key, LATER)

    def scan(self, key: str) -> None:
        """Pindai: a page more of this paper."""
        if self._scanner is not None:
            scanner, draft = self._scanner, self._visit.draft
            self._work(key)
            self._run(lambda: scanner.scan(draft, key), lambda pages: self._scanned(key, pages))

    def retake(self, key: str) -> None:
        """Ulangi: the last page anew."""
        if self._scanner is not None:
            scanner, draft = self._scanner, self._visit.draft

            def again() -> int:
                scanner.drop(draft, key)
                return scanner.scan(draft, key)

            self._work(key)
            self._run(again, lambda pages: self._scanned(key, pages))

    def delete_page(self, key: str) -> None:
        """Hapus: the last page."""
        if self._scanner is not None:
            scanner, draft = self._scanner, self._visit.draft
            self._run(lambda: scanner.drop(draft, key), lambda pages: self._scanned(key, pages))

    def next(self) -> None:
        """Lanjut: to the first paper nothing was said of, or on."""
        untold = [row.key for row in self.state.rows if not row.held]
        if untold:
            said = self._lobby.words("papers.untold")
            self._set(replace(self.state, problem=said, target=untold[0], nudge=self.state.nudge + 1))
            return
        self._lobby.go("review")

    def failed(self, error: KioskError) -> None:
        """The scanner does not answer: the paper can still be brought."""
        self._working = ""
        self._set(replace(self.state, problem=say_error(self._lobby.words, error)))
        self.redraw()

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        service, words = self._visit.get_service(), self._lobby.words
        rows = tuple(self._row(codes) for codes in service.bring)
        self._set(
            replace(
                self.state,
                title=service.label[self._lobby.language()],
                glyph=service.icon,
                tint=tint_of(service),
                said_step=words("form.step", step=3, name=words("form.step_3")),
                rows=rows,
                all_here=bool(rows) and all(row.held in {BROUGHT, SCANNED} for row in rows),
            )
        )

    @property
    def _visit(self) -> Visit:
        return self._lobby.visiting.now

    def _row(self, codes: tuple[str, ...]) -> PaperRow:
        words, key, title = self._lobby.words, key_of(codes), title_of(self._lobby, self._kinds, codes)
        held, pages = self._visit.papers.get(key, ""), self._pages.get(key, 0)
        said = words(f"papers.{held}", count=pages) if held else words("papers.untold_row")
        return PaperRow(key, title, self._kinds[codes[0]].icon, held, said, pages, key == self._working)

    def _hold(self, key: str, how: str) -> None:
        self._lobby.visiting.change(papers={**self._visit.papers, key: how})
        self._set(replace(self.state, problem=""))
        self.redraw()

    def _work(self, key: str) -> None:
        self._working = key
        self._set(replace(self.state, problem=""))
        self.redraw()

    def _scanned(self, key: str, pages: int) -> None:
        self._working = ""
        self._pages[key] = pages
        self._hold(key, SCANNED if pages else BROUGHT)


_ROWS = (
    PaperRow("pengantar", "Pengantar RT/RW", "scroll", LATER, "Menyusul: bawa ke meja nanti."),
    PaperRow("ktp", "KTP", "identification-card", BROUGHT, "Tunjukkan di meja."),
    PaperRow("kk", "Kartu Keluarga (KK)", "users-three", BROUGHT, "Tunjukkan di meja."),
)
_LONG = PaperRow(
    "tempat",
    "Bukti tempat tinggal: sertipikat, sewa, atau pernyataan pemilik",
    "house-line",
    "",
    "Sentuh salah satu.",
)
_PAGE = State(
    title="Keterangan domisili",
    glyph="house-line",
    tint="teal",
    said_step="Langkah 3 dari 4: Berkas",
    rows=(*_ROWS, _LONG),
)
EXAMPLES = {
    "some": _PAGE,
    "empty": replace(
        _PAGE, rows=tuple(replace(row, held="", said="Sentuh salah satu.") for row in (*_ROWS, _LONG))
    ),
    "untold": replace(
        _PAGE, problem='Sentuh "Saya bawa" atau "Menyusul" pada setiap berkas.', target="tempat"
    ),
    "scanner": replace(
        _PAGE,
        title="Keterangan tidak mampu",
        glyph="hand-heart",
        tint="orange",
        has_scanner=True,
        rows=(
            replace(_ROWS[0], held=SCANNED, said="Terpindai 2 lembar.", pages=2),
            _ROWS[1],
            replace(_ROWS[2], working=True),
            PaperRow(
                "pernyataan",
                "Surat pernyataan (petugas mencetakkan)",
                "pen-nib",
                LATER,
                "Menyusul: bawa ke meja nanti.",
            ),
            PaperRow("frumah", "Foto rumah", "camera", "", "Sentuh salah satu."),
        ),
    ),
    "all": replace(
        _PAGE,
        rows=tuple(replace(row, held=BROUGHT, said="Tunjukkan di meja.") for row in (*_ROWS, _LONG)),
        all_here=True,
    ),
}
