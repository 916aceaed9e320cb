"""Rail and strip of every staff page: who, where to, the state of the links; no page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Run, Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.base import Go


@dataclass(frozen=True, slots=True)
class Item:
    """One work area; `count` 0 is not shown, one that is not `daily` is folded while nothing waits there."""

    key: str
    title: str
    glyph: str
    count: int
    chosen: bool
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Work areas that belong together and are not needed every day."""

    key: str
    title: str
    inside: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the strip: links, printer, clock; tone as in StatusPill."""

    key: str
    said: str
    glyph: str
    tone: str


@dataclass(frozen=True, slots=True)
class State:
    """What surrounds a staff page; `inside` an area that is folded away and not in the rail."""

    person: str = ""
    post: str = ""
    is_register: bool = False
    device_said: str = ""
    items: tuple[Item, ...] = ()
    folds: tuple[Fold, ...] = ()
    unfolded: bool = False
    inside: bool = False
    marks: tuple[Mark, ...] = ()


class Rail(Screen[State]):
    """Opens work areas and locks the desk."""

    def __init__(self, state: State, run: Run, *, go: Go, lock: Callable[[], None]) -> None:
        super().__init__(state, run)
        self._go = go
        self._lock = lock

    def open(self, key: str) -> None:
        """A work area of the rail."""
        self.fold()
        self._go(key)

    def unfold(self) -> None:
        """Lainnya: every work area in its group, over the page; the same again takes them away."""
        self._set(replace(self.state, unfolded=not self.state.unfolded))

    def fold(self) -> None:
        """The page alone again."""
        self._set(replace(self.state, unfolded=False))

    def lock(self) -> None:
        """Kunci: the next person signs in; nothing is closed."""
        self._lock()

    def show(self, state: State) -> None:
        """News: another page, other counts, another link."""
        self._set(state)


def _fold(key: str, title: str, *areas: tuple[str, str, str, int]) -> Fold:
    return Fold(key, title, tuple(Item(*area, chosen=False) for area in areas))


_DAILY = (
    Item("queue", "Antrean", "list-checks", 7, chosen=True, daily=True),
    Item("counter", "Permohonan baru", "user-plus", 0, chosen=False, daily=True),
    Item("batch", "Persetujuan", "pen-nib", 3, chosen=False, daily=True),
    Item("paper", "Cetak", "printer", 2, chosen=False, daily=True),
    Item("ink", "Tinta dan cap", "stamp", 4, chosen=False, daily=True),
)
_FOLDS = (
    _fold(
        *("people", "Warga dan surat"),
        ("search", "Cari", "magnifying-glass", 0),
        ("residents", "Penduduk", "users", 0),
        ("verify", "Periksa surat", "seal-check", 0),
    ),
    _fold(
        *("book", "Buku dan laporan"),
        ("late", "Belum berlaku", "warning-circle", 1),
        ("register", "Buku register", "notebook", 0),
        ("numbers", "Nomor surat", "hash", 0),
        ("reports", "Laporan", "chart-bar", 0),
    ),
    _fold(
        *("device", "Kantor dan alat"),
        ("printers", "Printer", "printer", 0),
        ("links", "Hubungan", "plugs-connected", 0),
        ("devices", "Alat", "devices", 0),
        ("register_desk", "Meja register", "desktop", 0),
        ("settings", "Pengaturan", "gear", 0),
    ),
)
EXAMPLE = State(
    person="Rina Marlina (CONTOH)",
    post="Operator",
    is_register=True,
    device_said="Meja register",
    items=(*_DAILY, *(item for fold in _FOLDS for item in fold.inside)),
    folds=_FOLDS,
    marks=(
        Mark("lobby", "Kiosk lobi terhubung", "plugs-connected", "done"),
        Mark("center", "37 catatan belum sampai ke pusat", "cloud-slash", "first"),
        Mark("printer", "Printer siap", "printer", "done"),
    ),
)
