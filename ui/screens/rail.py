"""Rail and strip of every staff page: who, where to, the state of the links; no page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.screens.base import Run, Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.base import Go


@dataclass(frozen=True, slots=True)
class Item:
    """One work area; `count` 0 is not shown."""

    key: str
    title: str
    glyph: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the strip: links, printer, clock; tone as in StatusPill."""

    key: str
    said: str
    glyph: str
    tone: str


@dataclass(frozen=True, slots=True)
class State:
    """What surrounds a staff page."""

    person: str = ""
    post: str = ""
    is_register: bool = False
    device_said: str = ""
    items: tuple[Item, ...] = ()
    marks: tuple[Mark, ...] = ()


class Rail(Screen[State]):
    """Opens work areas and locks the desk."""

    def __init__(self, state: State, run: Run, *, go: Go, lock: Callable[[], None]) -> None:
        super().__init__(state, run)
        self._go = go
        self._lock = lock

    def open(self, key: str) -> None:
        """A work area of the rail."""
        self._go(key)

    def lock(self) -> None:
        """Kunci: the next person signs in; nothing is closed."""
        self._lock()

    def show(self, state: State) -> None:
        """News: another page, other counts, another link."""
        self._set(state)


EXAMPLE = State(
    person="Rina Marlina (CONTOH)",
    post="Operator",
    is_register=True,
    device_said="Meja register",
    items=(
        Item("queue", "Antrean", "list-checks", 7, chosen=True),
        Item("counter", "Permohonan baru", "user-plus", 0, chosen=False),
        Item("batch", "Persetujuan", "pen-nib", 3, chosen=False),
        Item("paper", "Cetak", "printer", 2, chosen=False),
        Item("ink", "Tinta dan cap", "stamp", 4, chosen=False),
        Item("late", "Belum berlaku", "warning-circle", 1, chosen=False),
        Item("register", "Buku register", "notebook", 0, chosen=False),
        Item("numbers", "Nomor surat", "hash", 0, chosen=False),
        Item("residents", "Penduduk", "users", 0, chosen=False),
        Item("search", "Cari", "magnifying-glass", 0, chosen=False),
        Item("verify", "Periksa surat", "seal-check", 0, chosen=False),
        Item("reports", "Laporan", "chart-bar", 0, chosen=False),
        Item("links", "Hubungan", "plugs-connected", 0, chosen=False),
        Item("settings", "Pengaturan", "gear", 0, chosen=False),
    ),
    marks=(
        Mark("lobby", "Kiosk lobi terhubung", "plugs-connected", "done"),
        Mark("center", "37 catatan belum sampai ke pusat", "cloud-slash", "first"),
        Mark("printer", "Printer siap", "printer", "done"),
    ),
)
