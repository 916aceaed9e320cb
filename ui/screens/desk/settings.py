"""How this office works, as far as a desk may change it, and new PINs; it changes nothing before "Simpan"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.pinpad import LENGTH, PinPad
from ui.screens.desk.reasons import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office, Staff
    from kiosk.usecases.acts import Act
    from ui.screens.desk.frontdesk import FrontDesk

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "archive_copy": ("paper", "scan", "none"),
    "pengantar": ("rt_rw", "rt", "none"),
    "pbb": ("off", "advisory", "required"),
    "paper": ("A4", "F4"),
    "wet_by": ("order", "pin"),
    "self_print": ("yes", "no"),
    "same_person": ("no", "yes"),
}
"""What of the profile is a choice among a few; the rest is set up once by `kiosk init`."""

SWITCHES: Final = frozenset({"self_print", "same_person"})


class SettingsDesk(Protocol):
    """What the page asks of the office."""

    def office(self) -> Office:
        """As it works now."""

    def find_people(self) -> Sequence[Staff]:
        """Everybody who may sign in."""

    def change(self, act: Act, values: Mapping[str, str | bool]) -> None:
        """Another profile, on the register desk only."""

    def change_pin(self, person: str, pin: str) -> None:
        """A new PIN for somebody; an officer with the register right."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice with its explanation; `changed` while it is not saved."""

    key: str
    title: str
    said: str
    choices: tuple[Choice, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class State:
    """The page of settings; `person` is whose PIN is being set."""

    hint: str = ""
    settings: tuple[Setting, ...] = ()
    people: tuple[Choice, ...] = ()
    person: str = ""
    digits: int = 0
    problem: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class Settings(Screen[State]):
    """Collects choices and saves them together; sets a PIN that was typed twice."""

    def __init__(self, front: FrontDesk, desk: SettingsDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._office: Office | None = None
        self._people: Sequence[Staff] = ()
        self._chosen: dict[str, str] = {}
        self._act: Act | None = None
        self._who: Staff | None = None
        self._pad = PinPad()
        self._first = ""

    def opened(self) -> None:
        """As the office works now."""
        self._chosen.clear()
        self._run(lambda: (self._desk.office(), self._desk.find_people()), self._known)

    def closed(self) -> None:
        """No digit stays."""
        self._forget_pin()

    def choose(self, key: str, code: str) -> None:
        """One choice; saved only by "Simpan"."""
        self._chosen[key] = code
        self.redraw()

    def set_pin(self, code: str) -> None:
        """A new PIN for one person."""
        self._forget_pin()
        self._who = next(one for one in self._people if one.id == code)
        self._set(replace(self.state, news=""))
        self.redraw()

    def digit(self, key: str) -> None:
        """One digit; the sixth asks for all of them once more."""
        self._pad.add(key)
        self._set(replace(self.state, digits=len(self._pad), problem=""))

    def erase(self) -> None:
        """The last digit."""
        self._pad.erase()
        self._set(replace(self.state, digits=len(self._pad)))

    def cancel(self) -> None:
        """No new PIN."""
        self._forget_pin()
        self.redraw()

    def next(self) -> None:
        """Simpan: the choices, or the PIN in hand."""
        if self._who is not None:
            self._pin_typed(self._who)
        elif not self._changes():
            self._set(replace(self.state, news=self._words("case.nothing_changed"), news_tone="first"))
        elif self._act is not None:
            act, changes = self._act, self._changes()
            self._run(lambda: self._desk.change(act, changes), self._saved)

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        said = say_error(self._words, error)
        if self._who is not None:
            self._first = ""
            self._pad.clear()
            self._set(replace(self.state, problem=said, digits=0))
        else:
            self._set(replace(self.state, news=said, news_tone="error"))

    def redraw(self) -> None:
        """Everything in words."""
        words, office, who = self._words, self._office, self._who
        if office is None:
            return
        self._set(
            replace(
                self.state,
                hint=words("settings.hint", office=office.kelurahan),
                settings=tuple(self._setting(office, key) for key in CHOICES),
                people=tuple(Choice(one.id, f"{one.name}, {one.post}", one is who) for one in self._people),
                person=words("settings.again" if self._first else "settings.pin_of", name=who.name)
                if who
                else "",
                primary=words("settings.save_pin" if who else "case.save"),
            )
        )

    def _known(self, found: tuple[Office, Sequence[Staff]]) -> None:
        self._office, self._people = found
        self._act = self._front.begin()
        self.redraw()

    def _setting(self, office: Office, key: str) -> Setting:
        held = _value(office, key)
        chosen = self._chosen.get(key, held)
        words = self._words
        return Setting(
            key=key,
            title=words(f"settings.{key}"),
            said=words(f"settings.{key}_said"),
            choices=tuple(
                Choice(code, words(f"settings.{'switch' if key in SWITCHES else key}_{code}"), code == chosen)
                for code in CHOICES[key]
            ),
            changed=chosen != held,
        )

    def _changes(self) -> dict[str, str | bool]:
        """Only what differs from how the office works now."""
        office = self._office
        if office is None:
            return {}
        differing = {key: code for key, code in self._chosen.items() if code != _value(office, key)}
        return {key: code == "yes" if key in SWITCHES else code for key, code in differing.items()}

    def _saved(self, _nothing: None) -> None:
        self._set(replace(self.state, news=self._words("settings.saved"), news_tone="done"))
        self.opened()

    def _pin_typed(self, who: Staff) -> None:
        if not self._pad.is_full:
            problem = self._words("sign_in.too_short", length=len(self._pad))
            self._set(replace(self.state, problem=problem))
            return
        pin = self._pad.take()
        first, self._first = self._first, ""
        if not first:
            self._first = pin
            self._set(replace(self.state, digits=0))
            self.redraw()
        elif first != pin:
            self._set(replace(self.state, digits=0, problem=self._words("settings.differs")))
            self.redraw()
        else:
            self._run(lambda: self._desk.change_pin(who.id, pin), self._pin_set)

    def _pin_set(self, _nothing: None) -> None:
        name = self._who.name if self._who else ""
        self._forget_pin()
        self._set(replace(self.state, news=self._words("settings.pin_set", name=name), news_tone="done"))
        self.redraw()

    def _forget_pin(self) -> None:
        self._who, self._first = None, ""
        self._pad.clear()
        self._set(replace(self.state, digits=0, problem="", person=""))


def _value(office: Office, key: str) -> str:
    held = getattr(office, key)
    return held if isinstance(held, str) else "yes" if held else "no"


def _sample(key: str, title: str, said: str, choices: tuple[str, ...], *, changed: bool = False) -> Setting:
    made = tuple(Choice(word, word, chosen=at == int(changed)) for at, word in enumerate(choices))
    return Setting(key, title, said, made, changed)


_SETTINGS = (
    _sample(
        "archive_copy",
        "Pertinggal",
        "Salinan setiap surat untuk arsip kantor.",
        ("Dicetak", "Dipindai", "Tidak ada"),
    ),
    _sample(
        "pengantar",
        "Pengantar",
        "Surat pengantar yang harus dibawa pemohon.",
        ("RT dan RW", "RT saja", "Tidak perlu"),
    ),
    _sample("paper", "Ukuran kertas", "Kertas di printer meja ini.", ("A4", "F4"), changed=True),
    _sample("self_print", "Cetak mandiri", "Pemohon mencetak surat bersegel di kiosk lobi.", ("Ya", "Tidak")),
    _sample("same_person", "Dua langkah oleh satu orang", "Terlihat di buku register.", ("Tidak", "Ya")),
)
_PEOPLE = (
    Choice("rina", "Rina Marlina (CONTOH), Operator"),
    Choice("fauzi", "Ahmad Fauzi, S.H. (CONTOH), Lurah"),
)
_STATE = State(
    hint="Kelurahan Bukit Lama. Yang diubah berlaku setelah disimpan.",
    settings=_SETTINGS,
    people=_PEOPLE,
    primary="Simpan",
)
EXAMPLES = {
    "changed": _STATE,
    "pin": replace(
        _STATE,
        people=(replace(_PEOPLE[0], chosen=True), _PEOPLE[1]),
        person="Sekali lagi, untuk Rina Marlina (CONTOH)",
        digits=LENGTH - 2,
        problem="Kedua PIN tidak sama. Mulai lagi.",
        primary="Pakai PIN ini",
    ),
    "many": replace(
        _STATE,
        people=tuple(Choice(f"p{at}", f"Rina Marlina {at} (CONTOH), Operator") for at in range(14)),
    ),
}
