"""A queue number for whoever wants an officer: four needs, one touch, a number that cannot be overlooked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen, say_error

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from ui.screens.resident.lobby import Lobby

NEEDS: Final = (
    ("surat", "file-plus", "teal"),
    ("pickup", "hand-deposit", "gold"),
    ("complete", "files", "orange"),
    ("ask", "chat-circle", "blue"),
)
SECONDS: Final = 20


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits now: how many people, and the minutes that usually takes (0 = not known)."""

    count: int
    minutes: int = 0


class Take(Protocol):
    """Gives a number of this device for a need; twice under one act is one number."""

    def __call__(self, need: str, act: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Need:
    """One tile."""

    key: str
    title: str
    hint: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """`phase` is "ask" or "taken"; `slip` as on the ticket page."""

    phase: str = "ask"
    needs: tuple[Need, ...] = ()
    waiting_said: str = ""
    minutes_said: str = ""
    number: str = ""
    slip: str = "printing"
    slip_said: str = ""
    problem: str = ""
    seconds: int = SECONDS
    closes_said: str = ""


class QueueTicket(Screen[State]):
    """Takes one number a visit and shows it large, slip or not."""

    def __init__(
        self,
        lobby: Lobby,
        *,
        take: Take,
        line: Callable[[], Line],
        print_number: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(State(), lobby.run)
        self._lobby = lobby
        self._take = take
        self._ask_line = line
        self._print = print_number
        self._line: Line | None = None
        self._act = ""

    def opened(self) -> None:
        """The tiles are shown: the act gets its id here, so a double touch takes one number."""
        self._act = self._act or self._lobby.new_id()
        self.redraw()
        self._run(self._ask_line, self._counted, hold=False)

    def take(self, need: str) -> None:
        """One of the four needs."""
        if self.state.phase == "ask":
            act = self._act
            self._run(lambda: self._take(need, act), self._taken)

    def next(self) -> None:
        """Selesai."""
        self._lobby.end_visit()

    def tick(self) -> None:
        """A second more without a touch, once the number is shown."""
        if self.state.phase != "taken":
            return
        if self.state.seconds <= 1:
            self._lobby.end_visit()
        else:
            self._set(replace(self.state, seconds=self.state.seconds - 1))
            self.redraw()

    def failed(self, error: KioskError) -> None:
        """No number could be kept: says so; a slip that failed leaves the number on the screen."""
        if self.state.phase == "taken":
            self._slip("failed")
            return
        self._set(replace(self.state, problem=say_error(self._lobby.words, error)))

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words, line = self._lobby.words, self._line
        waiting = minutes = ""
        if line is not None:
            waiting = (
                words("queue_ticket.waiting", count=line.count)
                if line.count
                else words("queue_ticket.nobody")
            )
            minutes = words("queue_ticket.minutes", minutes=line.minutes) if line.minutes else ""
        self._set(
            replace(
                self.state,
                needs=tuple(
                    Need(
                        key,
                        words(f"queue_ticket.need_{key}"),
                        words(f"queue_ticket.need_{key}_said"),
                        glyph,
                        tint,
                    )
                    for key, glyph, tint in NEEDS
                ),
                waiting_said=waiting,
                minutes_said=minutes,
                slip_said=words(f"queue_ticket.slip_{self.state.slip}"),
                closes_said=words("queue_ticket.closes", seconds=self.state.seconds),
            )
        )

    def _counted(self, line: Line) -> None:
        self._line = line
        self.redraw()

    def _taken(self, number: str) -> None:
        self._set(replace(self.state, phase="taken", number=number, problem="", seconds=SECONDS))
        if self._print is None:
            self._slip("none")
            return
        printer = self._print
        self._slip("printing")
        self._run(lambda: printer(number), lambda _: self._slip("printed"), hold=False)

    def _slip(self, slip: str) -> None:
        self._set(replace(self.state, slip=slip))
        self.redraw()


_PAGE = State(
    needs=(
        Need("surat", "Mengurus surat", "Mengajukan lewat petugas", "file-plus", "teal"),
        Need("pickup", "Mengambil surat", "Surat sudah jadi", "hand-deposit", "gold"),
        Need("complete", "Melengkapi berkas", "Ada yang kurang", "files", "orange"),
        Need("ask", "Bertanya", "Informasi dan lainnya", "chat-circle", "blue"),
    ),
    waiting_said="4 orang menunggu",
    minutes_said="kira-kira 12 menit",
)
EXAMPLES = {
    "ask": _PAGE,
    "taken": replace(
        _PAGE,
        phase="taken",
        number="A-012",
        slip_said="Slip sedang dicetak.",
        closes_said="Tertutup dalam 20 detik",
    ),
    "no_slip": replace(
        _PAGE,
        phase="taken",
        number="B-108",
        slip="failed",
        slip_said="Slip gagal dicetak. Ingat nomor ini, atau foto layar ini.",
        closes_said="Tertutup dalam 20 detik",
    ),
    "refused": replace(_PAGE, problem="Alat ini sedang tidak dapat menyimpan. Silakan ke meja pelayanan."),
}
