"""How this office works, as far as a desk may change it, and new PINs; it changes nothing before "Simpan"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.pinpad import LENGTH, PinPad
from ui.screens.desk.profile import Profile, ProfileDesk
from ui.screens.desk.reasons import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office, Staff
    from ui.screens.base import Words
    from ui.screens.desk.frontdesk import FrontDesk

CHAINS: Final[Mapping[str, tuple[str, ...]]] = {
    "full": ("operator", "kasi", "seklur", "signer"),
    "no_kasi": ("operator", "seklur", "signer"),
    "no_seklur": ("operator", "kasi", "signer"),
    "short": ("operator", "signer"),
}
OWN: Final = "own"
"""A chain that an office set up for itself; it stays until another is chosen."""
DUTIES: Final = ("pem", "kes", "trb")
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "chain": tuple(CHAINS),
    **{f"kasi_{duty}": DUTIES for duty in DUTIES},
    "same_person": ("no", "yes"),
    "wet_by": ("order", "pin"),
    "pengantar": ("rt_rw", "rt", "none"),
    "pbb": ("off", "advisory", "required"),
    "paper": ("A4", "F4"),
    "archive_copy": ("paper", "scan", "none"),
    "self_print": ("no", "yes"),
}
"""What of the profile is a choice among a few; what needs more has a page of its own."""
GROUPS: Final[Mapping[str, str]] = {"chain": "steps", "pengantar": "files", "paper": "sheets"}
"""The heading over a setting, where a group begins."""
SWITCHES: Final = frozenset({"self_print", "same_person"})
PLACES: Final[Mapping[str, str]] = {
    "kop": "envelope-simple",
    "people": "users-three",
    "heads": "address-book",
    "pattern": "hash",
    "modes": "seal-check",
    "hours": "clock",
    "menus": "squares-four",
    "chips": "list-checks",
}
"""What has a page of its own, each with its icon."""


class SettingsDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def find_people(self) -> Sequence[Staff]:
        """Everybody who may sign in."""

    def change_pin(self, person: str, pin: str) -> None:
        """A new PIN for somebody; an officer with the register right."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice with its explanation, under a heading where its group begins; `changed` while not saved."""

    key: str
    group: str
    title: str
    said: str
    choices: tuple[Choice, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A page for one matter, and how that matter stands."""

    key: str
    title: str
    said: str
    glyph: str


@dataclass(frozen=True, slots=True)
class State:
    """The page of settings; `person` is whose PIN is being set."""

    hint: str = ""
    settings: tuple[Setting, ...] = ()
    places: tuple[Place, ...] = ()
    people: tuple[Choice, ...] = ()
    person: str = ""
    digits: int = 0
    problem: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class Settings(Screen[State]):
    """Collects choices and saves them together; sets a PIN that was typed twice."""

    def __init__(self, front: FrontDesk, desk: SettingsDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self.redraw)
        self._people: Sequence[Staff] = ()
        self._who: Staff | None = None
        self._pad = PinPad(front.words, self._show_pin)
        self._first = ""

    def opened(self) -> None:
        """As the office works now."""
        self._run(lambda: (self._desk.office(), self._desk.find_people()), self._known)

    def closed(self) -> None:
        """No digit stays."""
        self._forget_pin()

    def choose(self, key: str, code: str) -> None:
        """One choice; saved only by "Simpan"."""
        self._profile.put(*_as_part(self._profile, key, code))
        self.redraw()

    def open(self, place: str) -> None:
        """A page of its own."""
        self._front.go(place)

    def set_pin(self, code: str) -> None:
        """A new PIN for one person."""
        self._forget_pin()
        self._who = next(one for one in self._people if one.id == code)
        self._set(replace(self.state, news=""))
        self.redraw()

    def digit(self, key: str) -> None:
        """One digit; the sixth asks for all of them once more."""
        self._pad.add(key)

    def erase(self) -> None:
        """The last digit."""
        self._pad.erase()

    def cancel(self) -> None:
        """No new PIN."""
        self._forget_pin()
        self.redraw()

    def next(self) -> None:
        """Simpan: the choices, or the PIN in hand."""
        if self._who is not None:
            self._pin_typed(self._who)
        else:
            self._profile.save("settings.saved")

    def undo(self) -> None:
        """Urungkan: what the last press saved is as before."""
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        if self._who is not None:
            self._first = ""
            self._pad.clear(say_error(self._words, error))
        else:
            self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        words, office, who = self._words, self._profile.office, self._who
        if office is None:
            return
        self._set(
            replace(
                self.state,
                hint=words("settings.hint", office=office.kelurahan),
                settings=tuple(self._setting(key) for key in CHOICES if self._is_asked(key)),
                places=tuple(self._place(key, office) for key in PLACES),
                people=tuple(Choice(one.id, f"{one.name}, {one.post}", one is who) for one in self._people),
                person=words("settings.again" if self._first else "settings.pin_of", name=who.name)
                if who
                else "",
                primary=words("settings.save_pin" if who else "case.save"),
            )
        )

    def _known(self, found: tuple[Office, Sequence[Staff]]) -> None:
        office, self._people = found
        self._profile.start(office)
        self.redraw()

    def _is_asked(self, key: str) -> bool:
        """Who stands in for a missing kasi matters only while a kasi is among the steps."""
        return not key.startswith("kasi_") or "kasi" in self._profile.get("chain")

    def _setting(self, key: str) -> Setting:
        words, office = self._words, self._profile.office
        chosen = _value(self._profile.get(_part_of(key)), key)
        held = _value(getattr(office, _part_of(key)), key)
        codes = CHOICES[key] if held in CHOICES[key] else (held, *CHOICES[key])
        return Setting(
            key=key,
            group=words(f"settings.group_{GROUPS[key]}") if key in GROUPS else "",
            title=words(f"settings.{key}"),
            said=words(f"settings.{key}_said"),
            choices=tuple(Choice(code, self._label(key, code), code == chosen) for code in codes),
            changed=chosen != held,
        )

    def _label(self, key: str, code: str) -> str:
        words = self._words
        if key.startswith("kasi_"):
            return words(f"step.kasi_{code}")
        return words(f"settings.{'switch' if key in SWITCHES else key}_{code}")

    def _place(self, key: str, office: Office) -> Place:
        words = self._words
        today = self._front.today().isoformat()
        return Place(key, words(f"settings.{key}"), _present(key, office, words, today), PLACES[key])

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))

    def _pin_typed(self, who: Staff) -> None:
        pin = self._pad.take()
        if not pin:
            return
        first, self._first = self._first, ""
        if not first:
            self._first = pin
            self._pad.clear()
            self.redraw()
        elif first != pin:
            self._pad.clear(self._words("settings.differs"))
            self.redraw()
        else:
            self._run(lambda: self._desk.change_pin(who.id, pin), self._pin_set)

    def _pin_set(self, _nothing: None) -> None:
        name = self._who.name if self._who else ""
        self._forget_pin()
        self._profile.tell("settings.pin_set", "done", name=name)
        self.redraw()

    def _forget_pin(self) -> None:
        self._who, self._first = None, ""
        self._pad.clear()
        self._set(replace(self.state, person=""))

    def _show_pin(self, digits: int, problem: str) -> None:
        self._set(replace(self.state, digits=digits, problem=problem))


def _part_of(key: str) -> str:
    """The field of the profile a setting stands for."""
    return "kasi" if key.startswith("kasi_") else key


def _as_part(profile: Profile, key: str, code: str) -> tuple[str, Any]:
    """The field of the profile, and its value with this choice."""
    if key == "chain":
        held: tuple[str, ...] = profile.get(key)
        return key, CHAINS.get(code, held)
    if key.startswith("kasi_"):
        duty = key.removeprefix("kasi_")
        others = {one: other for one, other in profile.get("kasi").items() if one != duty}
        return "kasi", others if code == duty else {**others, duty: code}
    return key, code == "yes" if key in SWITCHES else code


def _value(held: Any, key: str) -> str:
    """The code of the choice that holds."""
    if key == "chain":
        return next((code for code, chain in CHAINS.items() if chain == tuple(held)), OWN)
    if key.startswith("kasi_"):
        duty = key.removeprefix("kasi_")
        return str(held.get(duty, duty))
    return held if isinstance(held, str) else "yes" if held else "no"


def _present(place: str, office: Office, words: Words, today: str) -> str:
    """How a matter stands, in one line."""
    names = ", ".join(one.name for one in office.staff if one.is_signer_on(today))
    if place == "kop" and not office.address:
        return words("settings.kop_empty")
    if place == "people" and not names:
        return words("settings.people_nobody")
    found: dict[str, dict[str, object]] = {
        "kop": {"address": office.address},
        "people": {"names": names},
        "heads": {"count": len(office.heads)},
        "pattern": {"pattern": office.pattern},
        "modes": {"seal": len(office.seal), "tte": len(office.tte)},
        "hours": {"days": len(office.hours), "closed": len(office.closed)},
        "menus": {"hidden": len(office.hidden)},
        "chips": {"count": len(office.chips)},
    }
    return words(f"settings.{place}_now", **found[place])


def _sample(key: str, title: str, said: str, choices: tuple[str, ...], *, changed: bool = False) -> Setting:
    made = tuple(Choice(word, word, chosen=at == int(changed)) for at, word in enumerate(choices))
    group = {"chain": "Langkah pemeriksaan", "pengantar": "Berkas warga", "paper": "Kertas"}.get(key, "")
    return Setting(key, group, title, said, made, changed)


_SETTINGS = (
    _sample(
        "chain",
        "Urutan langkah",
        "Siapa memeriksa sebelum surat ditandatangani. Berlaku untuk permohonan baru.",
        (
            "Petugas, kasi, sekretaris, penanda tangan",
            "Petugas, sekretaris, penanda tangan",
            "Petugas, kasi, penanda tangan",
            "Petugas, penanda tangan",
        ),
    ),
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
_PLACES = (
    Place("kop", "Kop surat", "Jalan Contoh Nomor 1", "envelope-simple"),
    Place(
        "people",
        "Petugas dan penanda tangan",
        "Menandatangani hari ini: Ahmad Fauzi, S.H. (CONTOH)",
        "users-three",
    ),
    Place("heads", "Ketua RT dan RW", "12 ketua dalam daftar", "address-book"),
    Place("pattern", "Nomor surat", "{code}/{n:03}/{unit}/{month_roman}/{year}", "hash"),
    Place("modes", "Tinta, segel, TTE", "2 layanan boleh bersegel; tinta selalu boleh", "seal-check"),
    Place("hours", "Jam layanan dan hari tutup", "Buka 5 hari seminggu, 2 hari tutup sendiri", "clock"),
    Place("menus", "Menu beranda kiosk", "2 menu disembunyikan", "squares-four"),
    Place("chips", "Pilihan jawaban", "3 pilihan dari kantor ini", "list-checks"),
)
_STATE = State(
    hint="Kelurahan Bukit Lama. Yang diubah berlaku setelah disimpan.",
    settings=_SETTINGS,
    places=_PLACES,
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
