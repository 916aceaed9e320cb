"""The first page a visitor sees: every tile that works here, in groups; what a tile does is its own page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ui.screens.base import Run, Screen
from ui.screens.resident.menu import GROUP_GLYPHS, GROUPS
from ui.screens.resident.pager import Pager

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.screens.base import Go, Words
    from ui.screens.resident.menu import Menu

ROOMY = 9
"""Up to so many tiles each has room for its hint."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile as drawn."""

    key: str
    title: str
    hint: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class Group:
    """One group of tiles with how many it holds."""

    key: str
    title: str
    glyph: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class State:
    """The home page; `waiting` is -1 while it is not known."""

    title: str = ""
    waiting: int = -1
    waiting_said: str = ""
    notice: str = ""
    groups: tuple[Group, ...] = ()
    tiles: tuple[Tile, ...] = ()
    roomy: bool = False
    page: int = 1
    pages: int = 1


class Home(Screen[State]):
    """Shows the tiles of the group chosen, as many at a time as fit the panel."""

    def __init__(
        self, menus: Sequence[Menu], run: Run, *, words: Words, language: Callable[[], str], go: Go
    ) -> None:
        super().__init__(State(), run)
        self._menus = tuple(menus)
        self._words = words
        self._language = language
        self._go = go
        self._group = "all"
        self._pager = Pager(20)
        self._count_waiting: Callable[[], int] | None = None
        self.redraw()

    def learn(self, menus: Sequence[Menu], count_waiting: Callable[[], int]) -> None:
        """What became known after the first frame: the tiles of today, and how to count who waits."""
        self._menus = tuple(menus)
        self._count_waiting = count_waiting
        self.redraw()
        self._ask()

    def opened(self) -> None:
        """A new visit begins with all tiles."""
        self.group("all")
        self._ask()

    def choose(self, key: str) -> None:
        """A tile."""
        menu = next(menu for menu in self._menus if menu.key == key)
        self._go(menu.page, **menu.args)

    def group(self, key: str) -> None:
        """One of the groups at the left."""
        self._group = key
        self._pager.page = 1
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
        """All words in the language now chosen, and the tiles of this page of this group."""
        shown = [menu for menu in self._menus if self._group in {"all", menu.group}]
        tiles = tuple(self._tile(menu) for menu in self._pager.cut(shown))
        self._set(
            replace(
                self.state,
                title=self._words(f"home.title_{self._group}"),
                waiting_said=self._said(self.state.waiting),
                groups=self._groups(),
                tiles=tiles,
                roomy=len(shown) <= ROOMY,
                page=self._pager.page,
                pages=self._pager.pages,
            )
        )

    def _tile(self, menu: Menu) -> Tile:
        language = self._language()
        return Tile(menu.key, menu.title[language], menu.hint.get(language, ""), menu.glyph, menu.tint)

    def _groups(self) -> tuple[Group, ...]:
        counts = {key: sum(menu.group == key for menu in self._menus) for key in GROUPS}
        counts = {"all": len(self._menus), **{key: count for key, count in counts.items() if count}}
        return tuple(
            Group(key, self._words(f"home.group_{key}"), GROUP_GLYPHS[key], count, key == self._group)
            for key, count in counts.items()
        )

    def _ask(self) -> None:
        if self._count_waiting:
            self._run(self._count_waiting, self._waiting_known, hold=False)

    def _waiting_known(self, count: int) -> None:
        self._set(replace(self.state, waiting=count, waiting_said=self._said(count)))

    def _said(self, waiting: int) -> str:
        if waiting < 0:
            return ""
        return (
            self._words("home.nobody_waiting") if waiting == 0 else self._words("home.waiting", count=waiting)
        )


_MANY = (
    ("kk", "Kartu Keluarga", "Baru, pecah, atau ganti KK", "users-three", "teal"),
    ("ktp", "Pengantar KTP-el", "Rekam baru atau hilang", "identification-card", "teal"),
    ("lahir", "Kelahiran", "Pengantar akta lahir", "baby", "teal"),
    ("mati", "Kematian", "Surat keterangan kematian", "flower-lotus", "teal"),
    ("pindah", "Pindah Keluar", "Pindah dari kelurahan ini", "export", "teal"),
    ("domisili", "Domisili", "Keterangan tempat tinggal", "house-line", "blue"),
    ("belum_menikah", "Belum Menikah", "Keterangan status lajang", "user-circle", "blue"),
    ("penghasilan", "Penghasilan", "Keterangan penghasilan", "coins", "blue"),
    ("beda", "Beda Identitas", "Nama berbeda di dokumen", "identification-badge", "blue"),
    ("skck", "Pengantar SKCK", "Untuk kepolisian", "shield-check", "blue"),
    ("tidak_mampu", "Tidak Mampu (SKTM)", "Sekolah, berobat, bantuan", "hand-heart", "orange"),
    ("bpjs", "BPJS PBI", "Usulan jaminan kesehatan", "first-aid-kit", "orange"),
    ("beasiswa", "Beasiswa / KIP", "Bantuan biaya sekolah", "graduation-cap", "orange"),
    ("usaha", "Keterangan Usaha", "Untuk modal atau bank", "storefront", "gold"),
    ("usaha_domisili", "Domisili Usaha", "Alamat tempat usaha", "buildings", "gold"),
    ("nikah", "Pengantar Nikah", "Formulir N1 sampai N4", "heartbeat", "plum"),
    ("waris", "Ahli Waris", "Keterangan ahli waris", "tree-palm", "plum"),
    ("tanah", "Surat Tanah / PBB", "Keterangan tanah, PBB", "map-trifold", "plum"),
    ("queue", "Ambil Nomor Antrean", "Tunggu dipanggil petugas", "ticket", "gold"),
    ("track", "Lacak Permohonan", "Sampai di mana surat saya", "magnifying-glass", "blue"),
    ("verify", "Periksa Keaslian Surat", "Pindai kode di kertas", "seal-check", "blue"),
    ("survey", "Survei Kepuasan", "Nilai pelayanan kami", "chat-centered-text", "orange"),
    ("complaint", "Pengaduan dan Saran", "Sampaikan keluhan", "megaphone", "orange"),
    ("prices", "Harga Sembako", "Harga pasar hari ini", "grains", "gold"),
)
_FEW = tuple(row for row in _MANY if row[0] in {"domisili", "tidak_mampu", "queue", "track", "verify"})


def _example(rows: tuple[tuple[str, str, str, str, str], ...], **changes: Any) -> State:
    check = sum(row[0] in {"queue", "track", "verify"} for row in rows)
    groups = (
        Group("all", "Semua layanan", "squares-four", len(rows), chosen=True),
        Group("surat", "Surat", "scroll", len(rows) - check, chosen=False),
        *([Group("check", "Ambil & cek", "file-magnifying-glass", check, chosen=False)] if check else []),
    )
    state = State(
        title="Pilih layanan",
        waiting=4,
        waiting_said="4 orang menunggu",
        groups=groups,
        tiles=tuple(Tile(*row) for row in rows[:20]),
        roomy=len(rows) <= ROOMY,
        pages=-(-len(rows) // 20),
    )
    return replace(state, **changes)


EXAMPLES = {
    "few": _example(_FEW),
    "many": _example(_MANY),
    "quiet": _example(
        _FEW[:2], waiting=0, waiting_said="Tidak ada antrean", notice="Kantor tutup pukul 15.30 hari ini."
    ),
}
