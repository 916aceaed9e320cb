"""The ticket after filing: number first, papers to bring, what comes next, the slip; it names nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.words import full_date_words, moment_day
from ui.screens.base import Screen
from ui.screens.resident.paperrow import key_of, title_of
from ui.screens.resident.samples import SLIP_CODE

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.service import Paper as PaperKind
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.visit import Filed, Visit

PRINTING, PRINTED, FAILED, NO_PRINTER = "printing", "printed", "failed", "none"
SECONDS = 30
"""How long the ticket stays; twice as long in the largest text (interface.md 4.6)."""


class Code(Protocol):
    """A QR code: modules a side with its quiet zone of four, and its dark runs (`printing.qr.Code`)."""

    @property
    def side(self) -> int: ...

    def runs(self) -> Iterable[tuple[int, int, int]]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes next, in order."""

    key: str
    title: str
    said: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to have at hand, or still to bring."""

    key: str
    title: str
    said: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """`number` is the queue number, or the ticket where nobody queues; `pin` only when the slip failed."""

    number: str = ""
    number_label: str = ""
    is_ticket: bool = False
    ticket: str = ""
    pin: str = ""
    code_path: str = ""
    code_side: int = 0
    waits: str = ""
    usual: str = ""
    slip: str = PRINTING
    slip_said: str = ""
    steps: tuple[Step, ...] = ()
    papers: tuple[Paper, ...] = ()
    papers_title: str = ""
    can_rate: bool = False
    seconds: int = SECONDS
    closes_said: str = ""


class Ekitir(Screen[State]):
    """Prints the slip by itself and goes home by itself."""

    def __init__(
        self,
        lobby: Lobby,
        *,
        qr: Callable[[str], Code],
        papers: Mapping[str, PaperKind],
        print_slip: Callable[[Visit], None] | None = None,
        can_rate: bool = False,
    ) -> None:
        super().__init__(State(can_rate=can_rate), lobby.run)
        self._lobby = lobby
        self._kinds = papers
        self._qr = qr
        self._print = print_slip
        self._tries = 0

    def opened(self) -> None:
        """Once a filing: draws the code and sends the slip."""
        filed = self._visit.filed
        if filed is None:
            return
        code = self._qr(filed.code)
        self._set(replace(self.state, code_path=path_of(code.runs()), code_side=code.side, seconds=SECONDS))
        self.redraw()
        if not self._tries:
            self._send()

    def closed(self) -> None:
        """Ticket and PIN leave the screen with the visitor."""
        self._set(State())

    def done(self) -> None:
        """Selesai: the visit is over and forgotten."""
        self._lobby.end_visit()

    def print_again(self) -> None:
        """Cetak lagi: the same slip."""
        self._set(replace(self.state, seconds=max(self.state.seconds, SECONDS)))
        self._send()

    def rate(self) -> None:
        """Nilai pelayanan."""
        self._lobby.go("rate")

    def tick(self) -> None:
        """A second more without a touch."""
        if self.state.seconds <= 1:
            self._lobby.end_visit()
            return
        self._count(self.state.seconds - 1)

    def linger(self, seconds: int) -> None:
        """The largest text, or the voice, needs longer; which, the page knows."""
        self._count(max(seconds, self.state.seconds))

    def failed(self, error: KioskError) -> None:
        """No slip: ticket and PIN are copied from the screen."""
        del error
        self._slip(FAILED)

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        filed = self._visit.filed
        if filed is None:
            return
        words = self._lobby.words
        later = [paper for paper in self._papers() if paper.tint == "gold"]
        self._set(
            replace(
                self.state,
                number=filed.queue or filed.ticket,
                number_label=words("ekitir.queue" if filed.queue else "ekitir.ticket"),
                is_ticket=not filed.queue,
                ticket=filed.ticket,
                pin=filed.pin if self.state.slip in {FAILED, NO_PRINTER} else "",
                waits=self._waits(filed),
                usual=self._usual(filed),
                slip_said=words(f"ekitir.slip_{self.state.slip}"),
                steps=self._steps(filed),
                papers=self._papers(),
                papers_title=words("ekitir.papers_later" if later else "ekitir.papers_here"),
            )
        )
        self._count(self.state.seconds)

    def _usual(self, filed: Filed) -> str:
        """The promise in minutes while it ends today, else the day; hours and closed days count."""
        words, day = self._lobby.words, moment_day(filed.by)
        if filed.by and day > self._lobby.here().today:
            return words("ekitir.usual_day", day=full_date_words(day, self._lobby.language()))
        return words("ekitir.usual", minutes=filed.minutes) if filed.minutes else ""

    @property
    def _visit(self) -> Visit:
        return self._lobby.visiting.now

    def _count(self, seconds: int) -> None:
        said = self._lobby.words("ekitir.closes", seconds=seconds)
        self._set(replace(self.state, seconds=seconds, closes_said=said))

    def _send(self) -> None:
        if self._print is None:
            self._slip(NO_PRINTER)
            return
        printer, visit = self._print, self._visit
        self._tries += 1
        self._slip(PRINTING)
        self._run(lambda: printer(visit), lambda _: self._slip(PRINTED), hold=False)

    def _slip(self, slip: str) -> None:
        self._set(replace(self.state, slip=slip))
        self.redraw()

    def _waits(self, filed: Filed) -> str:
        if filed.waiting < 0 or not filed.queue:
            return ""
        key = "ekitir.nobody_before" if filed.waiting == 0 else "ekitir.before"
        return self._lobby.words(key, count=filed.waiting)

    def _steps(self, filed: Filed) -> tuple[Step, ...]:
        words = self._lobby.words
        first = ("wait", "bell-ringing") if filed.queue else ("desk", "person-simple-walk")
        rows = (first, ("show", "identification-card"), ("check", "users-three"), ("take", "scroll"))
        return tuple(
            Step(key, words(f"ekitir.step_{key}"), words(f"ekitir.step_{key}_said"), glyph)
            for key, glyph in rows
        )

    def _papers(self) -> tuple[Paper, ...]:
        """What follows later first: it is what must not be forgotten."""
        visit, words = self._visit, self._lobby.words
        rows = []
        for codes in visit.service.bring if visit.service else ():
            key = key_of(codes)
            held = visit.papers.get(key, "later")
            title = title_of(self._lobby, self._kinds, codes)
            tint = "gold" if held == "later" else "teal"
            rows.append(Paper(key, title, words(f"ekitir.paper_{held}"), self._kinds[codes[0]].icon, tint))
        return tuple(sorted(rows, key=lambda row: row.tint != "gold"))


def path_of(runs: Iterable[tuple[int, int, int]], quiet: int = 4) -> str:
    """The dark runs as one SVG path in modules, the quiet zone already counted in."""
    return "".join(f"M{column + quiet} {row + quiet}h{length}v1h-{length}z" for row, column, length in runs)


_STEPS = (
    Step("wait", "Tunggu nomor dipanggil", "Lihat layar ruang tunggu.", "bell-ringing"),
    Step("show", "Tunjukkan KTP dan berkas", "Petugas mencocokkan.", "identification-card"),
    Step("check", "Diperiksa dan ditandatangani", "Kasi, sekretaris, lurah.", "users-three"),
    Step("take", "Ambil surat", "Bawa slip ini. Gratis.", "scroll"),
)
_PAPERS = (
    Paper("pengantar", "Pengantar RT/RW", "masih dibawa", "scroll", "gold"),
    Paper("ktp", "KTP", "tunjukkan di meja", "identification-card", "teal"),
    Paper("kk", "Kartu Keluarga (KK)", "tunjukkan di meja", "users-three", "teal"),
)
_PAGE = State(
    number="A-017",
    number_label="Nomor antrean",
    ticket="M6SC-7N75-YR3R",
    code_path=path_of(SLIP_CODE),
    code_side=37,
    waits="3 orang sebelum Bapak/Ibu",
    usual="Biasanya 30 menit",
    slip=PRINTING,
    slip_said="Slip sedang dicetak.",
    steps=_STEPS,
    papers=_PAPERS,
    papers_title="Masih perlu dibawa",
    closes_said="Tertutup dalam 30 detik",
)
EXAMPLES = {
    "printing": _PAGE,
    "printed": replace(
        _PAGE,
        slip=PRINTED,
        slip_said="Slip sudah keluar. Silakan diambil.",
        can_rate=True,
        papers=tuple(replace(paper, said="tunjukkan di meja", tint="teal") for paper in _PAPERS),
        papers_title="Siapkan berkas ini",
    ),
    "failed": replace(
        _PAGE,
        slip=FAILED,
        slip_said="Slip gagal dicetak. Foto layar ini, atau catat tiket dan PIN.",
        pin="060802",
        papers=(
            *_PAPERS,
            Paper(
                "tempat",
                "Bukti tempat tinggal: sertipikat, sewa, atau pernyataan pemilik",
                "masih dibawa",
                "house-line",
                "gold",
            ),
        ),
    ),
    "no_queue": replace(
        _PAGE,
        number="M6SC-7N75-YR3R",
        number_label="Nomor tiket",
        is_ticket=True,
        waits="",
        steps=(
            Step("desk", "Ke meja pelayanan", "Tunjukkan slip ini.", "person-simple-walk"),
            *_STEPS[1:],
        ),
        papers=(),
        papers_title="",
    ),
}
