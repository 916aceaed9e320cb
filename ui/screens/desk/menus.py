"""Which tiles the lobby's home shows and in which order, with a picture of it; the lobby draws its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen
from ui.screens.desk.profile import Profile, ProfileDesk
from ui.screens.resident.menu import arrange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.resident.menu import Menu

ON_A_PAGE: Final = 20
"""So many tiles stand on the first page of a landscape panel (interface.md 3.4)."""


class MenuDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def find_tiles(self) -> Sequence[Menu]:
        """Every tile that works here, in the order of the menu file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One tile of the home, shown or not."""

    key: str
    title: str
    group: str
    glyph: str
    tint: str
    shown: bool
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Mini:
    """One tile of the picture; `page` is said where a page begins."""

    key: str
    title: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the home in the picture."""

    key: str
    said: str
    tiles: tuple[Mini, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The page of the home's menus; `hand` is the row the keyboard moves."""

    rows: tuple[Row, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    said: str = ""
    hand: str = ""
    can_reset: bool = False
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class MenusPage(Screen[State]):
    """Moves tiles up and down, hides and shows them; saved together, and taken back by one press."""

    def __init__(self, front: FrontDesk, desk: MenuDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self.redraw)
        self._tiles: Sequence[Menu] = ()

    def opened(self) -> None:
        """As the home is now."""
        self._run(lambda: (self._desk.office(), self._desk.find_tiles()), self._known)

    def take(self, key: str) -> None:
        """The row that the keyboard moves."""
        self._set(replace(self.state, hand=key))

    def up(self, key: str) -> None:
        """One place forward."""
        self._move(key, -1)

    def down(self, key: str) -> None:
        """One place back."""
        self._move(key, 1)

    def toggle(self, key: str) -> None:
        """On the home, or not."""
        hidden = self._profile.get("hidden")
        without = tuple(one for one in hidden if one != key)
        self._profile.put("hidden", without if key in hidden else (*hidden, key))
        self._set(replace(self.state, hand=key))
        self.redraw()

    def reset(self) -> None:
        """Urutan bawaan: everything shown, in the order of the menu file; saved only by "Simpan"."""
        self._profile.put("menus", ())
        self._profile.put("hidden", ())
        self.redraw()

    def next(self) -> None:
        """Simpan: the lobby follows in its next round."""
        if self._profile.changes() and not self._shown():
            self._profile.tell("menus.one_at_least", "first")
        else:
            self._profile.save("menus.saved")

    def undo(self) -> None:
        """Urungkan: the home as it was before the last save."""
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        if self._profile.office is None:
            return
        shown, hidden = self._shown(), self._profile.get("hidden")
        ordered = arrange(self._tiles, self._profile.get("menus"))
        rows = tuple(self._row(menu, at, ordered) for at, menu in enumerate(ordered))
        self._set(
            replace(
                self.state,
                rows=rows,
                sheets=self._sheets(shown),
                said=self._words("menus.counted", shown=len(shown), hidden=len(ordered) - len(shown)),
                hand=self.state.hand or (rows[0].key if rows else ""),
                can_reset=bool(self._profile.get("menus") or hidden),
            )
        )

    def _known(self, found: tuple[Office, Sequence[Menu]]) -> None:
        office, self._tiles = found
        self._profile.start(office)
        self.redraw()

    def _shown(self) -> tuple[Menu, ...]:
        return arrange(self._tiles, self._profile.get("menus"), self._profile.get("hidden"))

    def _move(self, key: str, by: int) -> None:
        keys = [menu.key for menu in arrange(self._tiles, self._profile.get("menus"))]
        at = keys.index(key)
        to = at + by
        if 0 <= to < len(keys):
            keys[at], keys[to] = keys[to], keys[at]
            shipped = [menu.key for menu in self._tiles]
            self._profile.put("menus", () if keys == shipped else tuple(keys))
        self._set(replace(self.state, hand=key))
        self.redraw()

    def _row(self, menu: Menu, at: int, ordered: Sequence[Menu]) -> Row:
        return Row(
            key=menu.key,
            title=menu.title[self._front.language()],
            group=self._words(f"home.group_{menu.group}"),
            glyph=menu.glyph,
            tint=menu.tint,
            shown=menu.key not in self._profile.get("hidden"),
            first=at == 0,
            last=at == len(ordered) - 1,
        )

    def _sheets(self, shown: Sequence[Menu]) -> tuple[Sheet, ...]:
        language = self._front.language()
        minis = [Mini(one.key, one.title[language], one.glyph, one.tint) for one in shown]
        starts = range(0, len(minis), ON_A_PAGE)
        return tuple(
            Sheet(str(page), self._words("menus.page", page=page), tuple(minis[at : at + ON_A_PAGE]))
            for page, at in enumerate(starts, 1)
        )

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


_TILES: Final = (
    ("kependudukan", "Surat kependudukan", "Surat", "identification-card", "teal"),
    ("usaha", "Surat usaha", "Surat", "storefront", "gold"),
    ("sosial", "Surat sosial", "Surat", "hand-heart", "orange"),
    ("perkawinan", "Surat pernikahan", "Surat", "users", "plum"),
    ("keamanan", "Keamanan dan keramaian", "Surat", "shield-check", "blue"),
    ("umum", "Surat umum", "Surat", "file-text", "blue"),
    ("antrean", "Ambil nomor antrean", "Ambil & cek", "ticket", "teal"),
    ("lacak", "Lacak permohonan", "Ambil & cek", "magnifying-glass", "blue"),
    ("periksa", "Periksa keaslian surat", "Ambil & cek", "seal-check", "teal"),
    ("pengaduan", "Pengaduan dan saran", "Sampaikan", "megaphone", "orange"),
    ("agenda", "Agenda kota dan hari libur", "Info kota", "calendar", "plum"),
    ("telepon", "Telepon penting", "Info kota", "phone-call", "orange"),
)


def _sample(hidden: frozenset[str], times: int = 1) -> State:
    tiles = [(f"{key}{'x' * n}", *rest) for n in range(times) for key, *rest in _TILES]
    rows = tuple(
        Row(
            *(key, title, group, glyph, tint),
            shown=key not in hidden,
            first=at == 0,
            last=at == len(tiles) - 1,
        )
        for at, (key, title, group, glyph, tint) in enumerate(tiles)
    )
    minis = [Mini(one.key, one.title, one.glyph, one.tint) for one in rows if one.shown]
    sheets = tuple(
        Sheet(str(page), f"Halaman {page}", tuple(minis[at : at + ON_A_PAGE]))
        for page, at in enumerate(range(0, len(minis), ON_A_PAGE), 1)
    )
    said = (
        f"{len(minis)} menu tampil, {len(rows) - len(minis)} disembunyikan."
        " Panah memilih, Ctrl dan panah memindah, spasi menampilkan."
    )
    return State(rows, sheets, said, hand="usaha", can_reset=bool(hidden))


EXAMPLES = {
    "few": replace(
        _sample(frozenset({"perkawinan"})),
        news="Menu beranda disimpan. Kiosk lobi mengikutinya sebentar lagi.",
        news_tone="done",
        news_action="Urungkan",
    ),
    "many": _sample(frozenset({"agenda", "usahax"}), times=2),
}
