"""People at the demo's windows who go on after their process was killed; they decide on no kill."""

from __future__ import annotations

import csv
import signal
import subprocess
import threading
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from kiosk.domain.errors import KioskError
from ui.devices.touch import Touch, pause, stopwatch
from ui.stage import PATIENCE_MS, RESOURCES, FailedStepError, Program, expect

SERVICE: Final = "domisili"
OPERATOR: Final = "rina"
CHIPS: Final = {  # the one wanted, after another: a second touch of a chosen chip takes it back
    "chip_status_tempat_milik sendiri": "chip_status_tempat_keluarga",
    "chip_keperluan_melamar kerja": "chip_keperluan_sekolah anak",
}
SINCE: Final = "1998"
PENGANTAR: Final = {"rt": "012", "rw": "004", "nomor": "045/RT-012", "tanggal": "02012026"}
KILLED: Final = -signal.SIGKILL
DYING_S: Final = 5.0

State = Mapping[str, Any]


class Person(Protocol):
    """Somebody with work to do at a window."""

    @property
    def rounds(self) -> int:
        """How many pieces of work were seen through."""

    def work(self, hands: Hands) -> None:
        """One piece of work from whatever page is in view; after a kill it is begun again."""


class Hands(threading.Thread):
    """One person at one window, until told to stop; opens the window again when its process was killed.

    `touches` counts every use of the glass, `deaths` the kills that were lived through; `fault` says why the
    person gave up.
    """

    def __init__(self, program: Program, person: Person) -> None:
        super().__init__(name=program.home.name, daemon=True)
        self.program = program
        self.person = person
        self.touches = 0
        self.deaths = 0
        self.fault = ""
        self._no_more = threading.Event()

    def run(self) -> None:
        """Work, die, open, work."""
        try:
            while not self._no_more.is_set():
                self._live()
        except Exception as error:  # noqa: BLE001 - a thread has no caller: whoever waits for it reads this
            self.fault = f"{self.name}: {type(error).__name__}: {error}"

    def stop(self) -> None:
        """After the piece of work at hand."""
        self._no_more.set()

    def kill(self) -> None:
        """End the very process that is running by SIGKILL; between two lives, the next one."""
        process = self.program.process
        while process is None or process.poll() is not None:
            self.check()
            pause(0.01)
            process = self.program.process
        process.kill()
        process.wait()

    def check(self) -> None:
        """Fail when this person could not go on."""
        expect(fact=not self.fault, said=self.fault)

    def _live(self) -> None:
        try:
            if self.program.touch is None:
                self.program.start()
            self.person.work(self)
        except (KioskError, FailedStepError, OSError):
            if not self._was_killed():
                raise
            self.deaths += 1
            self.program.end()

    def _was_killed(self) -> bool:
        """A line breaks a little before its process can be seen to have ended."""
        process = self.program.process
        with suppress(subprocess.TimeoutExpired):
            return process is not None and process.wait(DYING_S) == KILLED
        return False

    @property
    def glass(self) -> Touch:
        """The window; each use of it is one touch more."""
        self.touches += 1
        if self.program.touch is None:
            raise FailedStepError(f"{self.name} is not open")
        return self.program.touch

    def see(self, *wanted: Callable[[State], bool]) -> int:
        """Look until one of these is so; which."""
        limit = stopwatch() + PATIENCE_MS
        while True:
            state = self.glass.state()
            found = next((at for at, is_so in enumerate(wanted) if is_so(state)), -1)
            if found >= 0:
                return found
            expect(
                fact=stopwatch() < limit, said=f"{self.name} is stuck on {state['page']}: {state['names']}"
            )
            pause(0.05)


def shows(name: str) -> Callable[[State], bool]:
    """A control is in view."""
    return lambda state: name in state["names"]


def lacks(name: str) -> Callable[[State], bool]:
    """A control is not in view."""
    return lambda state: name not in state["names"]


def is_on(page: str) -> Callable[[State], bool]:
    """A page is in view."""
    return lambda state: bool(state["page"] == page)


@dataclass(slots=True)
class Residents:
    """One after the other files in the lobby; who saw no ticket files again.

    `has_typed` from the moment every answer was given until it is sent: what was typed then must still be
    there after a kill, and `forgotten` counts where it was not.
    """

    shown: list[str] = field(default_factory=list)
    people: tuple[tuple[str, str], ...] = ()
    has_typed: bool = False
    reopened: int = 0
    forgotten: int = 0

    def __post_init__(self) -> None:
        with (RESOURCES / "residents.csv").open(encoding="utf-8", newline="") as file:
            self.people = tuple((row["nik"], row["kk"][-6:]) for row in csv.DictReader(file))

    @property
    def rounds(self) -> int:
        return len(self.shown)

    def work(self, hands: Hands) -> None:
        if not hands.see(is_on("attract"), is_on("home")):
            hands.glass.tap("wake")
        self._ask(hands)
        self._answer(hands)
        self._send(hands)
        hands.glass.wait(page="ekitir", name="ticket")
        self.shown.append(hands.glass.read("ticket").split()[-1])
        hands.glass.tap("primary")

    def _ask(self, hands: Hands) -> None:
        nik, kk6 = self.people[len(self.shown) % len(self.people)]
        hands.glass.wait(page="home", name=f"tile_{SERVICE}")
        hands.glass.tap(f"tile_{SERVICE}")
        hands.glass.wait(page="service_info")
        hands.glass.tap("primary")
        hands.glass.wait(page="identity")
        hands.glass.type("nik_input", nik)
        hands.glass.type("kk_input", kk6)
        hands.glass.tap("primary")
        if not hands.see(shows("again"), is_on("form")):
            hands.glass.tap("primary")

    def _answer(self, hands: Hands) -> None:
        hands.glass.wait(page="form", name="sejak_tahun_input")
        typed = hands.glass.read("sejak_tahun_input")
        self.reopened += bool(typed)
        self.forgotten += self.has_typed and typed != SINCE
        if typed != SINCE:
            hands.glass.type("sejak_tahun_input", "\b" * len(typed) + SINCE)
        for wanted, other in CHIPS.items():
            hands.glass.tap(other)
            hands.glass.tap(wanted)
        hands.glass.tap("primary")
        hands.glass.wait(page="papers")
        hands.glass.tap("all_brought")
        self.has_typed = True

    def _send(self, hands: Hands) -> None:
        hands.glass.tap("primary")
        hands.glass.wait(page="review")
        self.has_typed = False  # from here on it may be filed, which ends the draft
        hands.glass.tap("primary")


@dataclass(frozen=True, slots=True)
class Done:
    """An act the desk's screen showed as done: about which permohonan, the verb, what it was done to."""

    about: str
    verb: str
    what: str = ""


@dataclass(slots=True)
class Operator:
    """Takes the first of the queue, ticks identity and papers, writes the pengantar, passes it on."""

    done: list[Done] = field(default_factory=list)
    pin: str = ""

    def __post_init__(self) -> None:
        office = tomllib.loads((RESOURCES / "office.toml").read_text("utf-8"))
        self.pin = next(str(one["pin"]) for one in office["staff"] if one["id"] == OPERATOR)

    @property
    def rounds(self) -> int:
        return sum(one.verb == "pass" for one in self.done)

    def work(self, hands: Hands) -> None:
        if not hands.see(shows(f"person_{OPERATOR}"), is_on("queue")):
            hands.glass.tap(f"person_{OPERATOR}")
            for digit in self.pin:
                hands.glass.tap(f"key_{digit}")
            hands.glass.tap("primary")
            hands.glass.wait(page="queue")
        row = next((name for name in hands.glass.state()["names"] if name.startswith("row_")), "")
        if not row:
            pause(0.2)
            return
        hands.glass.tap(row)
        hands.glass.wait(page="case", name="verb_return")
        self._see_through(hands, row.removeprefix("row_"))
        hands.glass.tap("rail_queue")
        hands.glass.wait(page="queue")

    def _see_through(self, hands: Hands, id: str) -> None:
        names = hands.glass.state()["names"]
        for button in (name for name in names if name.startswith("check_")):
            hands.glass.tap(button)
            hands.glass.gone(button)
            self.done.append(Done(id, "check", button.removeprefix("check_")))
        hands.glass.tap("primary")
        if not hands.see(shows("panel_title"), lacks("verb_return")):
            self._write_pengantar(hands)
            hands.glass.tap("primary")
            hands.glass.gone("verb_return")
        self.done.append(Done(id, "pass"))

    def _write_pengantar(self, hands: Hands) -> None:
        for part, text in PENGANTAR.items():
            hands.glass.type(f"field_pengantar.{part}_input", text)
        hands.glass.tap("primary")
        hands.glass.gone("panel_title")
        hands.glass.wait(name="verb_return")
