"""What to know before asking for a surat: papers, cost, time, how it is signed, what happens to the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Screen
from ui.screens.resident.menu import tint_of
from ui.screens.resident.paperrow import key_of, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.service import Paper as PaperKind
    from kiosk.domain.service import Service
    from ui.screens.resident.lobby import Lobby

SLA_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
MODE_GLYPHS = {"wet": "pen-nib", "seal": "seal-check", "tte": "seal-check", "reply": "chat-centered-text"}
NOTICE = (("which", "list-checks"), ("purpose", "scroll"), ("who", "users"), ("how_long", "clock-user"))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to bring; several that will do are one row, joined by "atau"."""

    key: str
    title: str
    note: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Line:
    """One short line with its picture: of the facts, or of the notice about data."""

    key: str
    title: str
    said: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """The page before the first question; `more` shows the whole notice instead of its four lines."""

    title: str = ""
    glyph: str = ""
    tint: str = "teal"
    hint: str = ""
    papers: tuple[Paper, ...] = ()
    facts: tuple[Line, ...] = ()
    notice: tuple[Line, ...] = ()
    more: bool = False
    has_counter: bool = False
    has_print: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the page is told of its service: the file, the papers it names, how it is signed here."""

    service: Service
    papers: Mapping[str, PaperKind]
    mode: str


class ServiceInfo(Screen[State]):
    """Says honestly what is asked, and starts only when the visitor says so."""

    def __init__(
        self,
        lobby: Lobby,
        about: About,
        *,
        has_counter: bool = False,
        print_requirements: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(State(has_counter=has_counter, has_print=print_requirements is not None), lobby.run)
        self._lobby = lobby
        self._words = lobby.words
        self._about = about
        self._print = print_requirements
        self.redraw()

    def start(self) -> None:
        """Mengerti, mulai."""
        self._lobby.go("identity", service=self._about.service.id)

    def read_more(self) -> None:
        """The whole notice, or back to its four lines."""
        self._set(replace(self.state, more=not self.state.more))
        self.redraw()

    def to_counter(self) -> None:
        """Lewat petugas: a queue number instead of a form."""
        self._lobby.go("queue_ticket")

    def print_requirements(self) -> None:
        """The list of papers on a slip, to take home."""
        if self._print is not None:
            self._run(self._print, lambda _: None)

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        service = self._about.service
        language = self._lobby.language()
        self._set(
            replace(
                self.state,
                title=service.label[language],
                glyph=service.icon,
                tint=tint_of(service),
                hint=service.hint.get(language, ""),
                papers=tuple(self._paper(codes) for codes in service.bring) or (self._no_paper(),),
                facts=self._facts(),
                notice=self._notice(),
            )
        )

    def _paper(self, codes: tuple[str, ...]) -> Paper:
        kinds = self._about.papers
        note = "service_info.later" if codes != ("ktp",) else "service_info.original"
        title = title_of(self._lobby, kinds, codes)
        return Paper(key_of(codes), title, self._words(note), kinds[codes[0]].icon)

    def _no_paper(self) -> Paper:
        return Paper("none", self._words("service_info.no_papers"), "", "check-circle")

    def _facts(self) -> tuple[Line, ...]:
        words, mode = self._words, self._about.mode
        sla = self._about.service.sla
        usual = words(f"service_info.{SLA_UNITS[sla[-1]]}", count=int(sla[:-1]))
        return (
            Line("cost", words("service_info.free"), words("service_info.free_said"), "coins", "gold"),
            Line("time", usual, words("service_info.time_said"), "clock", "blue"),
            Line(
                "signed",
                words(f"service_info.mode_{mode}"),
                words(f"service_info.mode_{mode}_said"),
                MODE_GLYPHS[mode],
                "teal",
            ),
        )

    def _notice(self) -> tuple[Line, ...]:
        ending = "_more" if self.state.more else ""
        return tuple(
            Line(
                key,
                self._words(f"service_info.notice_{key}"),
                self._words(f"service_info.notice_{key}_said{ending}"),
                glyph,
                "plum",
            )
            for key, glyph in NOTICE
        )


_FACTS = (
    Line("cost", "Gratis", "Tidak ada biaya apa pun.", "coins", "gold"),
    Line("time", "Biasanya 60 menit", "Pada jam kerja, setelah berkas lengkap.", "clock", "blue"),
    Line("signed", "Tinta dan cap", "Lurah menandatangani di kertas. Diambil di meja.", "pen-nib", "teal"),
)
_NOTICE = (
    Line("which", "Data apa", "NIK, nama, alamat, dan jawaban di layar ini.", "list-checks", "plum"),
    Line("purpose", "Untuk apa", "Hanya untuk mengurus permohonan ini.", "scroll", "plum"),
    Line(
        "who",
        "Siapa yang melihat",
        "Petugas kelurahan yang memeriksa. Setiap kali tercatat.",
        "users",
        "plum",
    ),
    Line(
        "how_long",
        "Berapa lama",
        "Di kiosk ini terhapus setelah selesai. Arsip disimpan kelurahan.",
        "clock-user",
        "plum",
    ),
)
_PAPERS = (
    Paper("pengantar", "Pengantar RT/RW", "bisa menyusul", "scroll"),
    Paper("ktp", "KTP", "yang asli, ditunjukkan ke petugas", "identification-card"),
    Paper("kk", "Kartu Keluarga (KK)", "bisa menyusul", "users-three"),
)
EXAMPLES = {
    "wet": State(
        title="Tidak Mampu (SKTM)",
        glyph="hand-heart",
        tint="orange",
        hint="Untuk sekolah, berobat, atau bantuan",
        papers=(
            *_PAPERS,
            Paper("pernyataan", "Surat pernyataan tidak mampu", "bisa dibuat di meja", "note-pencil"),
            Paper("frumah", "Foto rumah tampak depan", "bisa menyusul", "camera"),
        ),
        facts=_FACTS,
        notice=_NOTICE,
        has_counter=True,
        has_print=True,
    ),
    "seal": State(
        title="Domisili",
        glyph="house-line",
        tint="teal",
        hint="Keterangan tempat tinggal",
        papers=_PAPERS,
        facts=(
            *_FACTS[:2],
            Line(
                "signed",
                "Segel digital",
                "Bisa dicetak di kiosk ini. Keasliannya diperiksa lewat kode.",
                "seal-check",
                "teal",
            ),
        ),
        notice=_NOTICE,
    ),
    "reply": State(
        title="Pengaduan",
        glyph="megaphone",
        tint="orange",
        hint="Jalan, banjir, sampah, lampu, pelayanan",
        papers=(Paper("none", "Tidak perlu membawa berkas apa pun", "", "check-circle"),),
        facts=(
            _FACTS[0],
            Line("time", "Biasanya 5 hari kerja", "Pada jam kerja, setelah berkas lengkap.", "clock", "blue"),
            Line(
                "signed",
                "Jawaban tertulis",
                "Dibaca di kiosk ini dengan e-kitir.",
                "chat-centered-text",
                "teal",
            ),
        ),
        notice=_NOTICE,
    ),
}
