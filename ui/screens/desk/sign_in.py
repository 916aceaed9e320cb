"""Who works at this desk: people as tiles, six digits, the wait after wrong ones; it counts no try."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.domain.office import LURAH, SEKLUR
from kiosk.domain.words import moment_words
from ui.screens.base import Screen, say_error
from ui.screens.desk.pinpad import PinPad

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.context import Person
    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Staff
    from kiosk.usecases.staff import NewPin
    from ui.screens.desk.frontdesk import FrontDesk

TINTS: Final = ("teal", "blue", "orange", "gold", "plum")
SUPERVISORS: Final = frozenset({LURAH, SEKLUR})
WAITS: Final = frozenset({"pin_wait", "device_locked"})


class SignInDesk(Protocol):
    """What the page asks of the office."""

    def find_people(self) -> Sequence[Staff]:
        """Everybody who may sign in."""

    def find_wait(self, id: str) -> int:
        """The milliseconds a person still has to wait."""

    def sign_in(self, id: str, pin: str) -> Person:
        """A PIN for the desk; a wrong one is counted."""

    def unlock(self, supervisor: str, pin: str, id: str) -> None:
        """A supervisor's own PIN for somebody who has to wait."""

    def find_new_pin(self, id: str) -> NewPin | None:
        """The PIN somebody else set for this person, who does not know yet."""

    def note_told(self, id: str, at: int) -> None:
        """This person has read of the PIN of that moment."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One person of the office; `initials` stand in a square of the person's tint."""

    key: str
    name: str
    post: str
    initials: str
    tint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class State:
    """The sign-in page; `seconds` > 0 while the person has to wait, `helping` while somebody frees them."""

    people: tuple[Seat, ...] = ()
    name: str = ""
    post: str = ""
    digits: int = 0
    problem: str = ""
    locked: bool = False
    seconds: int = 0
    wait_said: str = ""
    helping: bool = False
    told: bool = False  # something is to be read before the desk opens: no digits are asked
    title: str = ""
    hint: str = ""
    primary: str = ""
    checking: bool = False


class SignIn(Screen[State]):
    """Holds the digits of one try and gives them to the use case; a right PIN opens the desk."""

    def __init__(self, front: FrontDesk, desk: SignInDesk, *, entered: Callable[[Person], None]) -> None:
        """`entered` opens the desk for who signed in; whose PIN somebody else set reads so first."""
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._entered = entered
        self._told: tuple[Person, NewPin] | None = None
        self._staff: tuple[Staff, ...] = ()
        self._id = ""
        self._locked_id = ""
        self._pin = PinPad(front.words, self._show_pin)

    def opened(self) -> None:
        """Nobody is chosen and nothing is typed when the page comes into view."""
        self._forget()
        self._run(self._desk.find_people, self._people_known)

    def closed(self) -> None:
        """No digit stays."""
        self._pin.clear()

    def person(self, key: str) -> None:
        """A tile: the digits begin anew."""
        self._told = None
        self._id = key
        self._pin.clear()
        self._set(replace(self.state, locked=False, seconds=0))
        self.redraw()
        if not self.state.helping:
            self._run(lambda: self._desk.find_wait(key), self._wait_known, hold=False)

    def digit(self, key: str) -> None:
        """One digit, from the pad or the keyboard."""
        if self._id and not self.state.seconds and self._told is None:
            self._pin.add(key)

    def erase(self) -> None:
        """The last digit."""
        self._pin.erase()

    def sign_in(self) -> None:
        """Masuk; pressed too early it says what is missing."""
        if self._told is not None:
            person, new = self._told
            self._run(lambda: self._desk.note_told(person.id, new.at), lambda _: self._enter(person))
        elif not self._id:
            self._pin.clear(self._words("sign_in.choose_first"))
        elif self.state.seconds:
            self._say_wait()
        else:
            self._try()

    def help_out(self) -> None:
        """A lurah or seklur frees somebody who has to wait, with their own PIN."""
        self._locked_id = self._id
        self._id = ""
        self._pin.clear()
        self._set(replace(self.state, helping=True, locked=False, seconds=0))
        self.redraw()

    def cancel(self) -> None:
        """Back to everybody's tiles."""
        self._forget()
        self.redraw()

    def tick(self) -> None:
        """A second of waiting has passed; at the end the store is asked again, which alone knows."""
        left = max(self.state.seconds - 1, 0)
        self._set(replace(self.state, seconds=left))
        if left:
            self._say_wait()
        elif self._id:
            key = self._id
            self._run(lambda: self._desk.find_wait(key), self._wait_known, hold=False)

    def failed(self, error: KioskError) -> None:
        """A wrong PIN, a wait, a device that is shut: in words, and the digits begin anew."""
        seconds = int(error.details.get("seconds", 0))
        self._pin.clear("" if seconds else say_error(self._words, error))
        self._set(replace(self.state, checking=False, locked=error.code in WAITS))
        if seconds:
            self._set(replace(self.state, seconds=seconds))
            self._say_wait()

    def redraw(self) -> None:
        """Tiles and title for who may be chosen now."""
        helping, told = self.state.helping, self._told is not None
        shown = [one for one in self._staff if not helping or SUPERVISORS & set(one.roles)]
        chosen = next((one for one in self._staff if one.id == self._id), None)
        locked = next((one.name for one in self._staff if one.id == self._locked_id), "")
        self._set(
            replace(
                self.state,
                people=tuple(self._seat(one) for one in shown),
                name=chosen.name if chosen else "",
                post=chosen.post if chosen else "",
                title=self._words("sign_in.title_helping" if helping else "sign_in.title"),
                hint=self._words("sign_in.hint_helping", name=locked)
                if helping
                else self._words("sign_in.hint"),
                told=told,
                primary=self._words(
                    "sign_in.understood" if told else "sign_in.free" if helping else "sign_in.enter"
                ),
            )
        )
        if self.state.seconds:
            self._say_wait()

    def _seat(self, one: Staff) -> Seat:
        tint = TINTS[self._staff.index(one) % len(TINTS)]
        return Seat(one.id, one.name, one.post, initials(one.name), tint, one.id == self._id)

    def _people_known(self, people: Sequence[Staff]) -> None:
        self._staff = tuple(people)
        self.redraw()

    def _wait_known(self, ms: int) -> None:
        seconds = -(-ms // 1000)
        self._set(replace(self.state, seconds=seconds, locked=seconds > 0, wait_said=""))
        if seconds:
            self._say_wait()

    def _say_wait(self) -> None:
        minutes, seconds = divmod(self.state.seconds, 60)
        said = self._words("sign_in.wait_minutes", minutes=minutes, seconds=seconds)
        self._set(
            replace(self.state, wait_said=said if minutes else self._words("sign_in.wait", seconds=seconds))
        )

    def _try(self) -> None:
        person, pin, locked = self._id, self._pin.take(), self._locked_id
        if not pin:
            return
        self._set(replace(self.state, checking=True))
        if self.state.helping:
            self._run(lambda: self._desk.unlock(person, pin, locked), self._freed)
        else:
            self._run(lambda: self._desk.sign_in(person, pin), self._right)

    def _right(self, person: Person) -> None:
        self._run(lambda: self._desk.find_new_pin(person.id), lambda new: self._tell(person, new))

    def _tell(self, person: Person, new: NewPin | None) -> None:
        """Somebody else could sign in as this person: said before the desk opens."""
        if new is None:
            self._enter(person)
            return
        self._told = (person, new)
        said = self._words("sign_in.new_pin", name=new.by, at=moment_words(new.at, self._front.language()))
        self._pin.clear(said)
        self._set(replace(self.state, checking=False, told=True, primary=self._words("sign_in.understood")))

    def _enter(self, person: Person) -> None:
        self._forget()
        self.redraw()
        self._entered(person)

    def _freed(self, _nothing: None) -> None:
        freed = self._locked_id
        self._forget()
        self.person(freed)

    def _show_pin(self, digits: int, problem: str) -> None:
        self._set(replace(self.state, digits=digits, problem=problem))

    def _forget(self) -> None:
        self._told = None
        self._id = self._locked_id = ""
        self._pin.clear()
        self._set(
            replace(
                self.state,
                locked=False,
                seconds=0,
                wait_said="",
                helping=False,
                checking=False,
            )
        )


def initials(name: str) -> str:
    """Two letters for the tile: of the first two words that are a name, not a title ("H.", "S.Sos.")."""
    parts = [part for part in name.partition(",")[0].split() if "." not in part and part[0].isalpha()]
    letters = "".join(part[0] for part in parts[:2]) if len(parts) > 1 else "".join(parts)[:2]
    return letters.upper()


_PEOPLE = (
    ("rina", "Rina Marlina (CONTOH)", "Operator pelayanan"),
    ("deni", "Deni Saputra (CONTOH)", "Operator pelayanan"),
    ("yusuf", "M. Yusuf, S.E. (CONTOH)", "Kasi Kesejahteraan"),
    ("erna", "Erna Wati, S.Sos. (CONTOH)", "Kasi Pemerintahan"),
    ("halimah", "Hj. Halimah, S.I.P. (CONTOH)", "Sekretaris kelurahan"),
    ("fauzi", "Ahmad Fauzi, S.H. (CONTOH)", "Lurah"),
)


def _example(chosen: str = "", count: int = 6, first: int = 0, **changes: Any) -> State:
    people = (_PEOPLE * 3)[first:count]
    seats = tuple(
        Seat(f"{key}{at // 6 or ''}", name, post, initials(name), TINTS[at % 5], key == chosen and at < 6)
        for at, (key, name, post) in enumerate(people)
    )
    one = next((row for row in _PEOPLE if row[0] == chosen), ("", "", ""))
    state = State(
        people=seats,
        name=one[1],
        post=one[2],
        title="Siapa yang bekerja di meja ini?",
        hint="Pilih nama, lalu ketik PIN enam angka.",
        primary="Masuk",
    )
    return replace(state, **changes)


EXAMPLES = {
    "nobody": _example(),
    "typing": _example("rina", digits=4),
    "wrong": _example("rina", problem="PIN tidak cocok. Sisa 3 percobaan sebelum harus menunggu."),
    "new_pin": _example(
        "fauzi",
        problem="PIN Anda diganti oleh Rina Marlina (CONTOH) pada 24 November 2026 pukul 09.15 WIB."
        " Kalau bukan atas permintaan Anda, ganti lagi dan periksa surat atas nama Anda.",
        told=True,
        primary="Saya mengerti",
    ),
    "waiting": _example("deni", locked=True, seconds=47, wait_said="Tunggu 47 detik, lalu coba lagi."),
    "helping": _example(
        "halimah",
        first=4,
        digits=2,
        helping=True,
        title="Bukakan kunci",
        hint="Lurah atau sekretaris membukakan untuk Deni Saputra (CONTOH) dengan PIN sendiri.",
        primary="Bukakan",
    ),
    "many": _example("fauzi", count=14, digits=6, checking=True),
}
