"""What does not work just now and what still does, in plain words; it finds no fault itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ui.screens.base import Screen

if TYPE_CHECKING:
    from ui.screens.resident.lobby import Lobby

FAULTS: Final = {
    "storage": "hard-drives",
    "identity": "users",
    "ended": "users",
    "printer": "printer",
    "slip": "receipt",
    "reader": "broadcast",
    "register": "plugs-connected",
    "network": "globe",
    "program": "arrows-clockwise",
}
"""What can fail, with its picture."""
NOBODY: Final = frozenset({"identity", "ended"})
"""What makes this device nobody's: neither a filing nor a queue number would be heard."""
STOPPING: Final = NOBODY | {"storage"}
"""What stops filing: never clock, printer or link."""

WORKS: Final = (
    ("filing", "file-plus"),
    ("queue", "ticket"),
    ("verify", "seal-check"),
    ("track", "magnifying-glass"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that works or does not."""

    key: str
    title: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """`can_file` false: a filing cannot be kept; `can_queue` false: a queue number neither."""

    can_file: bool = True
    can_queue: bool = True
    broken: tuple[Part, ...] = ()
    works: tuple[Part, ...] = ()


class OutOfOrder(Screen[State]):
    """Shown before a form opens that could not be kept, and from the notice on the first page."""

    def __init__(self, lobby: Lobby, *, look: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(State(), lobby.run)
        self._lobby = lobby
        self._look = look
        self._broken: tuple[str, ...] = ()

    def opened(self) -> None:
        """Looks again whenever the page comes into view."""
        self._run(self._look, self._looked, hold=False)

    def next(self) -> None:
        """Ambil nomor antrean; back to the first page where even that cannot be recorded."""
        if self.state.can_queue:
            self._lobby.go("queue_ticket")
        else:
            self._lobby.end_visit()

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words = self._lobby.words
        can_queue = not NOBODY & set(self._broken)
        can_file = not STOPPING & set(self._broken)
        still = {"filing": can_file, "queue": can_queue}
        self._set(
            replace(
                self.state,
                can_file=can_file,
                can_queue=can_queue,
                broken=tuple(
                    Part(key, words(f"out_of_order.{key}"), FAULTS[key], "orange")
                    for key in self._broken
                    if key in FAULTS
                ),
                works=tuple(
                    Part(key, words(f"out_of_order.{key}_works"), glyph, "teal")
                    for key, glyph in WORKS
                    if still.get(key, True)
                ),
            )
        )

    def _looked(self, broken: tuple[str, ...]) -> None:
        self._broken = broken
        self.redraw()


_WORKS = (
    Part("filing", "Mengajukan surat", "file-plus", "teal"),
    Part("queue", "Mengambil nomor antrean", "ticket", "teal"),
    Part("verify", "Memeriksa keaslian surat", "seal-check", "teal"),
    Part("track", "Melacak permohonan", "magnifying-glass", "teal"),
)
EXAMPLES = {
    "storage": State(
        can_file=False,
        broken=(Part("storage", "Menyimpan pengajuan baru", "hard-drives", "orange"),),
        works=_WORKS[1:],
    ),
    "twin": State(
        can_file=False,
        can_queue=False,
        broken=(Part("identity", "Menyimpan: alat ini kembar dengan alat lain", "users", "orange"),),
        works=_WORKS[2:],
    ),
    "printers": State(
        broken=(
            Part("printer", "Mencetak surat", "printer", "orange"),
            Part("slip", "Mencetak slip", "receipt", "orange"),
            Part("register", "Sambungan ke meja register", "plugs-connected", "orange"),
        ),
        works=_WORKS,
    ),
}
