"""A page to read: numbers, hours, holidays, what each service needs; its facts are handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.words import full_date_words, month_words
from ui.screens.base import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.menus import InfoPage
    from kiosk.menus import Section as Told
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.menu import Menu

MOST: Final = 4
"""More sections than these are a list to choose from: nobody reads twenty cards at a kiosk."""


@dataclass(frozen=True, slots=True)
class Line:
    """What something is, and in large words what is to be known of it; `note` is a word beside it."""

    key: str
    title: str
    said: str
    glyph: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A card of lines; in a list to choose from it has none."""

    key: str
    title: str
    glyph: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Either `choices` or `sections` is filled, or it is `empty`."""

    title: str = ""
    intro: str = ""
    glyph: str = "info"
    tint: str = "blue"
    as_of: str = ""
    warning: str = ""
    empty: bool = False
    choices: tuple[Section, ...] = ()
    sections: tuple[Section, ...] = ()


class Info(Screen[State]):
    """One page of `kiosk.menus`, or one section of a long one."""

    def __init__(
        self, lobby: Lobby, tile: Menu, *, fetch: Callable[[], InfoPage | None], section: str = ""
    ) -> None:
        super().__init__(State(glyph=tile.glyph, tint=tile.tint), lobby.run)
        self._lobby = lobby
        self._tile = tile
        self._fetch = fetch
        self._section = section
        self._page: InfoPage | None = None

    def opened(self) -> None:
        """As of today: a page left open over midnight tells tomorrow's holidays."""
        self._run(self._fetch, self._fetched, hold=False)

    def choose(self, key: str) -> None:
        """One line of the list."""
        self._lobby.go("info", page=self._tile.args["page"], section=key)

    def next(self) -> None:
        """Selesai."""
        self._lobby.end_visit()

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        language, page = self._lobby.language(), self._page
        if page is None:
            self._set(replace(self.state, title=self._tile.title[language], empty=True))
            return
        chosen = [one for one in page.sections if self._section in {"", one.key}]
        drawn = tuple(_section(one, language) for one in chosen)
        as_list = len(drawn) > MOST
        self._set(
            replace(
                self.state,
                title=drawn[0].title if self._section else page.title[language],
                intro=page.intro[language],
                empty=False,
                warning=page.warning.get(language, ""),
                as_of=self._lobby.words("info.as_of", day=_day_words(page.as_of, language))
                if page.as_of
                else "",
                choices=tuple(replace(one, lines=()) for one in drawn) if as_list else (),
                sections=() if as_list else drawn,
            )
        )

    def _fetched(self, page: InfoPage | None) -> None:
        self._page = page
        self.redraw()


def _day_words(as_of: str, language: str) -> str:
    if len(as_of) == len("2026-11"):
        return month_words(as_of, language)
    return full_date_words(date.fromisoformat(as_of), language)


def _section(told: Told, language: str) -> Section:
    return Section(
        told.key,
        told.title[language],
        told.glyph,
        tuple(
            Line(
                str(at),
                line.label[language],
                line.said[language],
                line.glyph,
                line.note.get(language, ""),
                line.tone,
            )
            for at, line in enumerate(told.lines)
        ),
    )


_EMERGENCY = Section(
    "darurat",
    "Keadaan darurat",
    "bell-ringing",
    (
        Line("0", "Darurat: satu nomor untuk semua", "112", "phone-call"),
        Line("1", "Polisi", "110", "shield-check"),
        Line("2", "Pemadam kebakaran", "113", "fire"),
        Line("3", "Ambulans dan gawat darurat medis", "119", "first-aid-kit"),
    ),
)
_AID = Section(
    "bantuan",
    "Perlindungan dan bantuan",
    "hand-heart",
    (Line("0", "Kekerasan terhadap perempuan dan anak (SAPA)", "129", "users"),),
)
_GOODS = (
    Line("0", "Beras medium, per kg", "Rp13.500", "trend-up", "naik Rp200", "back"),
    Line("1", "Telur ayam ras, per kg", "Rp28.000", "trend-down", "turun Rp500", "done"),
    Line("2", "Gula pasir, per kg", "Rp17.500", "equals", "tetap", "step"),
    Line("3", "Minyak goreng, per liter", "Rp18.000", "equals", "tetap", "step"),
    Line("4", "Cabai merah, per kg", "Rp46.000", "trend-up", "naik Rp4.000", "back"),
    Line("5", "Bawang merah, per kg", "Rp38.000", "trend-down", "turun Rp1.000", "done"),
    Line("6", "Daging ayam ras, per kg", "Rp36.000", "", "", ""),
)
_STANDARD = State(
    title="Syarat, biaya, waktu layanan",
    intro="Semua layanan di sini gratis. Bila ada yang meminta bayaran, laporkan lewat Pengaduan.",
    glyph="clipboard-text",
    tint="teal",
)
EXAMPLES = {
    "cards": State(
        title="Telepon penting",
        intro="Dapat dihubungi tanpa pulsa dari telepon apa pun, kecuali disebutkan lain.",
        glyph="phone",
        tint="orange",
        as_of="Keadaan November 2026.",
        sections=(_EMERGENCY, _AID),
    ),
    "prices": State(
        title="Harga sembako",
        intro="Harga di pasar, menurut dinas kota.",
        glyph="storefront",
        tint="gold",
        as_of="Keadaan Jumat, 20 November 2026.",
        warning="Harga ini sudah 4 hari. Tanyakan lagi di pasar.",
        sections=(
            Section("first", "", "", tuple(_GOODS[:4])),
            Section("second", "", "", tuple(_GOODS[4:])),
        ),
    ),
    "empty": State(title="Harga sembako", glyph="storefront", tint="gold", empty=True),
    "list": replace(
        _STANDARD,
        choices=(
            Section("domisili", "Domisili", "house-line"),
            Section("keterangan_umum", "Surat Keterangan", "file-text"),
            Section("pengaduan", "Pengaduan", "megaphone"),
            Section("tidak_mampu", "Tidak Mampu (SKTM)", "hand-heart"),
            Section("usaha", "Keterangan Usaha", "storefront"),
        ),
    ),
    "section": replace(
        _STANDARD,
        title="Keterangan Usaha",
        sections=(
            Section(
                "usaha",
                "Keterangan Usaha",
                "storefront",
                (
                    Line(
                        "0", "Syarat", "Pengantar RT/RW; KTP; Kartu Keluarga (KK); Foto tempat usaha", "files"
                    ),
                    Line("1", "Waktu", "60 menit kerja sejak berkas lengkap", "clock"),
                    Line("2", "Biaya", "Gratis", "coins"),
                    Line("3", "Hasil", "Surat Keterangan Usaha, berlaku 90 hari", "scroll"),
                    Line("4", "Caranya", "Ajukan sendiri di kios ini, atau lewat petugas", "hand-pointing"),
                ),
            ),
        ),
    ),
}
