"""A sealed surat printed once by its holder: slip, digits, the page as it will be, paper, one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ui.screens.base import Screen, say_error
from ui.screens.resident.slip import PIN, TICKET, group_code, read_slip

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from ui.screens.resident.lobby import Lobby

KK_LAST: Final = 6
FAULTS: Final = (
    ("jam", "warning"),
    ("nothing", "file-x"),
    ("faint", "drop"),
    ("cut", "arrows-out"),
    ("wrong_sheet", "files"),
)
"""What can be wrong with a sheet, as `confirm` records it (letters.md 4.1)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A surat that may be printed here: what the acts are about, and its picture's address ("" = none)."""

    id: str
    base: str
    pages: int = 1
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Doings:
    """The use cases behind the page, each in the work thread; an act's id is made when its button is shown.

    `open` takes ticket, PIN and the six digits; `print` records, then sends, and gives the attempt's number;
    `confirm` takes sheet, act, attempt and what was wrong ("" = the paper is good).
    """

    open: Callable[[str, str, str], Sheet]
    print: Callable[[Sheet, str], int]
    confirm: Callable[[Sheet, str, int, str], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong, as a chip."""

    key: str
    title: str
    glyph: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`phase` is "slip", "kk", "preview", "printing", "asked", "why", "done" or "desk"."""

    phase: str = "slip"
    has_reader: bool = True
    ticket: str = ""
    pin: str = ""
    kk6: str = ""
    ticket_problem: str = ""
    pin_problem: str = ""
    kk_problem: str = ""
    problem: str = ""
    preview: str = ""
    pages_said: str = ""
    faults: tuple[Fault, ...] = ()
    target: str = "ticket"
    nudge: int = 0


class SelfPrint(Screen[State]):
    """Nothing counts as printed until the person says that the paper came out."""

    def __init__(
        self, lobby: Lobby, ticket: str = "", pin: str = "", *, doings: Doings, has_reader: bool = True
    ) -> None:
        phase = "kk" if ticket and pin else "slip"
        super().__init__(
            State(phase, has_reader, group_code(ticket), pin, target="kk" if phase == "kk" else "ticket"),
            lobby.run,
        )
        self._lobby = lobby
        self._doings = doings
        self._sheet: Sheet | None = None
        self._attempt = 0
        self._act = ""

    def opened(self) -> None:
        """The words of the faults, in the language now chosen."""
        self.redraw()

    def closed(self) -> None:
        """Digits and picture leave the screen."""
        self._sheet = None
        self._set(State(has_reader=self.state.has_reader))

    def scanned(self, text: str) -> None:
        """The slip under the reader."""
        slip = read_slip(text)
        if slip is None:
            self._set(replace(self.state, problem=self._lobby.words("track.not_a_slip")))
        elif self.state.phase in {"slip", "kk"}:
            self._set(replace(self.state, phase="kk", ticket=slip[0], pin=slip[1], problem=""))
            self._aim("kk")

    def type_ticket(self, text: str) -> None:
        """The twelve characters of the slip."""
        self._set(replace(self.state, ticket=group_code(text), ticket_problem="", problem=""))

    def type_pin(self, digits: str) -> None:
        """The six digits of the slip."""
        self._set(replace(self.state, pin=digits, pin_problem="", problem=""))

    def type_kk(self, digits: str) -> None:
        """The last six digits of the KK number."""
        self._set(replace(self.state, kk6=digits, kk_problem="", problem=""))

    def next(self) -> None:
        """What comes next in this phase."""
        {
            "slip": self._to_kk,
            "kk": self._open,
            "preview": self._print,
            "asked": lambda: self._confirm("", "done"),
            "why": self._print,
            "done": self._lobby.end_visit,
            "desk": self._lobby.end_visit,
        }.get(self.state.phase, lambda: None)()

    def paper_bad(self) -> None:
        """Ada yang salah."""
        self._set(replace(self.state, phase="why"))

    def fault(self, key: str) -> None:
        """What was wrong with the sheet: recorded, then another attempt of the same print is offered."""
        self._confirm(key, "preview")

    def failed(self, error: KioskError) -> None:
        """Wrong digits are mended here; anything else is collected at the desk."""
        said = say_error(self._lobby.words, error)
        if error.code in {"code_mistyped", "ticket_unknown"}:
            self._set(replace(self.state, phase="slip", problem=said))
        elif error.code == "kk_not_matching":
            self._set(
                replace(self.state, phase="kk", kk_problem=self._lobby.words("self_print.not_matching"))
            )
            self._aim("kk")
        else:
            self._set(replace(self.state, phase="desk", problem=said))

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words = self._lobby.words
        pages = words("self_print.pages", count=self._sheet.pages) if self._sheet else ""
        faults = tuple(Fault(key, words(f"self_print.bad_{key}"), glyph) for key, glyph in FAULTS)
        self._set(replace(self.state, faults=faults, pages_said=pages))

    # --- inside

    def _to_kk(self) -> None:
        words, typed = self._lobby.words, len(self.state.ticket.replace("-", ""))
        if typed != TICKET:
            self._set(replace(self.state, ticket_problem=words("track.ticket_short", length=typed)))
            self._aim("ticket")
        elif len(self.state.pin) != PIN:
            self._set(replace(self.state, pin_problem=words("track.pin_short", length=len(self.state.pin))))
            self._aim("pin")
        else:
            self._set(replace(self.state, phase="kk"))
            self._aim("kk")

    def _open(self) -> None:
        length = len(self.state.kk6)
        if length != KK_LAST:
            said = self._lobby.words("self_print.kk_short", length=length)
            self._set(replace(self.state, kk_problem=said))
            self._aim("kk")
            return
        given = (self.state.ticket, self.state.pin, self.state.kk6)
        self._run(lambda: self._doings.open(*given), self._opened)

    def _opened(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._act = self._lobby.new_id()
        self._set(replace(self.state, phase="preview", preview=sheet.preview, kk6="", problem=""))
        self.redraw()

    def _print(self) -> None:
        sheet, act = self._sheet, self._act
        if sheet is not None:
            self._set(replace(self.state, phase="printing", problem=""))
            self._run(lambda: self._doings.print(sheet, act), self._printed)

    def _printed(self, attempt: int) -> None:
        """Paper moved: the question is shown, and with it the act its answer will be."""
        self._attempt = attempt
        self._act = self._lobby.new_id()
        self._set(replace(self.state, phase="asked"))

    def _confirm(self, fault: str, phase: str) -> None:
        sheet, act, attempt = self._sheet, self._act, self._attempt
        if sheet is None:
            return

        def told(_: None) -> None:
            self._act = self._lobby.new_id()
            self._set(replace(self.state, phase=phase, problem=""))

        self._run(lambda: self._doings.confirm(sheet, act, attempt, fault), told)

    def _aim(self, target: str) -> None:
        self._set(replace(self.state, target=target, nudge=self.state.nudge + 1))


_FAULTS = (
    Fault("jam", "Macet", "warning"),
    Fault("nothing", "Tidak keluar", "file-x"),
    Fault("faint", "Pucat", "drop"),
    Fault("cut", "Terpotong", "arrows-out"),
    Fault("wrong_sheet", "Kertas salah", "files"),
)
_PAGE = State(ticket="M6SC-7N75-YR3R", pin="060802", faults=_FAULTS, pages_said="1 lembar")
EXAMPLES = {
    "slip": State(),
    "kk": replace(
        _PAGE, phase="kk", kk6="120", kk_problem="Isi 6 angka terakhir nomor KK, ini baru 3.", target="kk"
    ),
    "preview": replace(_PAGE, phase="preview", preview="image://picture/page"),
    "printing": replace(_PAGE, phase="printing"),
    "asked": replace(_PAGE, phase="asked"),
    "why": replace(_PAGE, phase="why"),
    "done": replace(_PAGE, phase="done"),
    "desk": replace(_PAGE, phase="desk", problem="Meja register tidak terhubung sejak 09.12."),
}
