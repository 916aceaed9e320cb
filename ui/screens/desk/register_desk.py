"""Which desk is the register; closes it here or takes it over after a PIN; it knows no ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.pinpad import PinPad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kiosk.context import Person
    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.appointment import Standing
    from ui.screens.desk.frontdesk import FrontDesk

STEPS: Final = {
    "here": (("open", "hash", "teal"), ("others", "users-three", "blue"), ("before", "warning", "orange")),
    "there": (("follow", "hash", "teal"), ("can", "file-lock", "blue"), ("when", "warning", "orange")),
    "lacking": (("follow", "hash", "teal"), ("cannot", "warning", "orange")),
    "ended": (
        ("first", "number-circle-one", "teal"),
        ("second", "number-circle-two", "teal"),
        ("third", "number-circle-three", "teal"),
    ),
    "take": (("ledger", "notebook", "blue"), ("old", "prohibit", "orange"), ("number", "hash", "teal")),
    "close": (
        ("numbers", "hash", "teal"),
        ("waits", "hourglass-medium", "blue"),
        ("further", "arrow-right", "orange"),
    ),
}
"""What stands below the heading at each stage: words, icon, tint."""


class RegisterPlace(Protocol):
    """What the page asks of the office."""

    @property
    def person(self) -> Person:
        """Who is signed in."""

    def find_standing(self) -> Standing:
        """Where the register is, and what this desk could do about it."""

    def find_last(self) -> Mapping[str, int]:
        """The last number of each counter of this year, by its scope."""

    def gather(self) -> Sequence[str]:
        """Fetch the longest ledger anybody reachable holds; who answered."""

    def take_over(self, act: Act, pin: str) -> None:
        """This desk is the register from now on."""

    def close_register(self, act: Act, pin: str) -> None:
        """This desk's register says its last word."""


@dataclass(frozen=True, slots=True)
class Step:
    """One fact, one consequence or one thing to do, in its order."""

    key: str
    title: str
    said: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class State:
    """The page; `stage` is "", "take" or "close", while a PIN is asked for."""

    stage: str = ""
    holder: str = ""
    said: str = ""
    heading: str = ""
    steps: tuple[Step, ...] = ()
    person: str = ""
    digits: int = 0
    problem: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class RegisterDesk(Screen[State]):
    """Says where the register is and what a change means; does it only after a PIN."""

    def __init__(self, front: FrontDesk, desk: RegisterPlace) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._found: tuple[Standing, Mapping[str, int]] | None = None
        self._reached: Sequence[str] = ()
        self._act: Act | None = None
        self._pad = PinPad(front.words, self._show_pin)

    def opened(self) -> None:
        """As it stands now."""
        self._leave()
        self._run(self._find, self._known)

    def closed(self) -> None:
        """No digit stays."""
        self._leave()

    def next(self) -> None:
        """What this desk can do: first what it means, then the PIN, then it is done."""
        stage, act = self.state.stage, self._act
        if not stage:
            self._ask()
        elif act is not None and (pin := self._pad.take()):
            self._pad.clear()
            do = self._desk.take_over if stage == "take" else self._desk.close_register
            self._run(lambda: self._do_it(do, act, pin), lambda found: self._done(stage, found))

    def digit(self, key: str) -> None:
        """One digit of the PIN."""
        self._pad.add(key)

    def erase(self) -> None:
        """The last digit."""
        self._pad.erase()

    def cancel(self) -> None:
        """Nothing was changed."""
        self._leave()
        self.redraw()

    def type_last(self) -> None:
        """To the page on which the last number of the paper book is typed."""
        self._front.go("numbers")

    def failed(self, error: KioskError) -> None:
        """What was refused, in words: nothing was changed."""
        said = say_error(self._words, error)
        if self.state.stage:
            self._pad.clear(said)
        else:
            self._say(said, "error")

    def redraw(self) -> None:
        """Everything in words."""
        if self._found is None:
            return
        words, stage, (standing, _) = self._words, self.state.stage, self._found
        holder = "ended" if standing.is_closed else "here" if standing.is_here else "there"
        primary = f"do_{stage}" if stage else _find_primary(standing)
        self._set(
            replace(
                self.state,
                holder=words(f"register_desk.holder_{holder}", device=standing.device),
                said=words("register_desk.reaches", n=standing.n, device=standing.device),
                heading=words(f"register_desk.heading_{stage or _find_place(standing)}"),
                steps=tuple(self._steps(stage or _find_place(standing))),
                primary=words(f"register_desk.{primary}") if primary else "",
            )
        )

    def _ask(self) -> None:
        if self._found is None:
            return
        standing, _ = self._found
        self._act = self._front.begin()
        primary = _find_primary(standing)
        if primary == "take":
            self._run(lambda: (self._desk.gather(), self._find()), self._gathered)
        elif primary and not standing.others:
            self._say(self._words("error.reserve_elsewhere"), "error")
        elif primary:
            self._enter("close")

    def _find(self) -> tuple[Standing, Mapping[str, int]]:
        return self._desk.find_standing(), self._desk.find_last()

    def _gathered(self, told: tuple[Sequence[str], tuple[Standing, Mapping[str, int]]]) -> None:
        """What was heard may have changed who holds the register: then there is something else to do."""
        self._reached, self._found = told
        if _find_primary(self._found[0]) == "take":
            self._enter("take")
        else:
            self.redraw()

    def _enter(self, stage: str) -> None:
        self._set(replace(self.state, stage=stage, person=self._desk.person.name, news="", news_action=""))
        self.redraw()

    def _leave(self) -> None:
        self._pad.clear()
        self._set(replace(self.state, stage="", person="", news="", news_action=""))

    def _show_pin(self, digits: int, problem: str) -> None:
        self._set(replace(self.state, digits=digits, problem=problem))

    def _say(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))

    def _do_it(
        self, do: Callable[[Act, str], None], act: Act, pin: str
    ) -> tuple[Standing, Mapping[str, int]]:
        do(act, pin)
        return self._find()

    def _done(self, stage: str, found: tuple[Standing, Mapping[str, int]]) -> None:
        self._leave()
        self._say(self._words(f"register_desk.done_{stage}", n=found[0].n), "done")
        self._known(found)

    def _known(self, found: tuple[Standing, Mapping[str, int]]) -> None:
        self._found = found
        self.redraw()
        if found[0].is_locked:
            words = self._words
            self._say(words("register_desk.locked"), "first", words("register_desk.type_last"))

    def _steps(self, name: str) -> Sequence[Step]:
        if self._found is None:
            return ()
        words, (standing, last) = self._words, self._found
        nobody = words("register_desk.nobody")
        numbers = (f"{scope} {n}" if len(last) > 1 else str(n) for scope, n in last.items())
        details = {
            "device": standing.device,
            "others": ", ".join(standing.others) or nobody,
            "reached": ", ".join(self._reached) or nobody,
            "n": standing.n,
            "numbers": ", ".join(numbers) or words("register_desk.no_number"),
        }
        return [
            Step(
                f"{name}_{key}",
                words(f"register_desk.{name}_{key}", **details),
                words(f"register_desk.{name}_{key}_said", **details),
                glyph,
                tint,
            )
            for key, glyph, tint in STEPS[name]
        ]


def _find_place(standing: Standing) -> str:
    if standing.is_here:
        return "ended" if standing.is_closed else "here"
    return "there" if standing.reserve else "lacking"


def _find_primary(standing: Standing) -> str:
    """Which button this desk has: none where nothing could come of it."""
    if standing.is_here:
        return "" if standing.is_closed else "close"
    return "take" if standing.reserve else ""


def _example(name: str, *said: tuple[str, str]) -> tuple[Step, ...]:
    rows = zip(STEPS[name], said, strict=True)
    return tuple(Step(f"{name}_{key}", *told, glyph, tint) for (key, glyph, tint), told in rows)


_HERE = State(
    holder="Meja ini, meja-1, meja register",
    said="Daftar sampai catatan 4212, dari meja-1.",
    heading="Yang berlaku sekarang",
    steps=_example(
        "here",
        ("Meja ini memberi nomor", "Nomor terakhir: 118."),
        ("Dapat menggantikan: meja-2", "Meja itu memegang surat tugas cadangan."),
        ("Sebelum alat ini pergi", "Tutup registernya di sini dahulu, lalu ambil alih di meja lain."),
    ),
    primary="Tutup register di meja ini",
)
_TAKE = State(
    stage="take",
    holder="Meja register sekarang meja-1",
    said="Daftar sampai catatan 4212, dari meja-1.",
    heading="Bila diteruskan",
    steps=_example(
        "take",
        ("Daftar sampai catatan 4212", "Yang menjawab: pusat. Catatan yang menyusul tetap diterima."),
        ("meja-1 tidak memberi nomor lagi", "Surat yang masih diberinya nomor menunggu putusan lurah."),
        ("Nomor menunggu buku kertas", "Ketik nomor terakhir di buku, kecuali register lama sudah ditutup."),
    ),
    person="Rina Marlina (CONTOH)",
    digits=4,
    primary="Jadikan meja register",
)
EXAMPLES = {
    "here": _HERE,
    "take": _TAKE,
    "wrong": replace(
        _TAKE, stage="close", digits=0, problem="PIN salah. Masih 4 kali coba.", primary="Tutup register"
    ),
    "ended": State(
        holder="Register meja-1 sudah ditutup",
        said="Daftar sampai catatan 4213, dari meja-1.",
        heading="Lanjutkan di meja lain",
        steps=_example(
            "ended",
            ("Biarkan bertukar data sekali", "Kedua meja menyala dan terhubung."),
            ("Buka halaman ini di meja-2", "Lainnya, Meja register."),
            ("Tekan Jadikan meja ini meja register", "Nomor menyusul nomor terakhir di sini: 118."),
        ),
        news="Register ditutup pada catatan 4213.",
        news_tone="done",
    ),
    "taken": replace(
        _HERE,
        news="Meja ini meja register. Nomor menunggu nomor terakhir buku kertas.",
        news_tone="first",
        news_action="Ketik nomor terakhir",
    ),
}
