"""What the head of every surat says of the office, with that head beside it; it draws no surat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ui.screens.base import Screen
from ui.screens.desk.profile import Profile, ProfileDesk

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from ui.screens.desk.frontdesk import FrontDesk

PARTS: Final = ("address", "phone", "postcode", "email")
"""Fields of `Office` that the kop prints, in its order."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line to type; `problem` is why it was not saved."""

    key: str
    title: str
    written: str
    example: str
    digits: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The page of the kop: the lines to type, and the kop as it would be printed."""

    parts: tuple[Part, ...] = ()
    city: str = ""
    kecamatan: str = ""
    kelurahan: str = ""
    contact: str = ""
    numbers: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class KopPage(Screen[State]):
    """Draws the kop while it is typed; saves it as one change, which can be taken back."""

    def __init__(self, front: FrontDesk, desk: ProfileDesk) -> None:
        super().__init__(State(), front.run)
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self._forget_wrong)
        self._wrong = ""

    def opened(self) -> None:
        """As the kop is now."""
        self._run(self._desk.office, self._known)

    def put(self, key: str, typed: str) -> None:
        """One part, letter by letter."""
        self._profile.put(key, " ".join(typed.split()))
        self._wrong = "" if key == self._wrong else self._wrong
        self.redraw()

    def next(self) -> None:
        """Simpan: the next sheet is printed under this kop."""
        self._profile.save("kop.saved")

    def undo(self) -> None:
        """Urungkan: the kop of before the last save."""
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused: at its field where it is one of these."""
        problem = str(error.details.get("problem", ""))
        if problem in PARTS:
            self._wrong = problem
            self._profile.tell("hours.mend_first", "first")
            self.redraw()
        else:
            self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        words, profile = self._words, self._profile
        office = profile.office
        if office is None:
            return
        numbers = [words(f"surat.kop_{key}", value=profile.get(key)) for key in PARTS[1:] if profile.get(key)]
        self._set(
            replace(
                self.state,
                parts=tuple(self._part(key) for key in PARTS),
                city=words("surat.kop_city", city=office.city).upper(),
                kecamatan=words("surat.kop_kecamatan", kecamatan=office.kecamatan).upper(),
                kelurahan=words("surat.kop_kelurahan", kelurahan=office.kelurahan).upper(),
                contact=profile.get("address"),
                numbers="  ·  ".join(numbers),
            )
        )

    def _part(self, key: str) -> Part:
        words = self._words
        problem = words(f"kop.bad_{key}") if key == self._wrong else ""
        example = words(f"kop.{key}_example")
        return Part(key, words(f"kop.{key}"), self._profile.get(key), example, key == "postcode", problem)

    def _known(self, office: Office) -> None:
        self._profile.start(office)
        self._forget_wrong()

    def _forget_wrong(self) -> None:
        self._wrong = ""
        self.redraw()

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


_PARTS: Final = (
    Part("address", "Alamat kantor", "Jalan Contoh Nomor 1", "Jalan Merdeka Nomor 1", digits=False),
    Part("phone", "Telepon", "0711 000000", "0711 123456", digits=False),
    Part("postcode", "Kode pos", "30163", "30139", digits=True),
    Part("email", "Pos-el", "sialang@contoh.go.id", "kelurahan@contoh.go.id", digits=False),
)
_STATE: Final = State(
    parts=_PARTS,
    city="PEMERINTAH KOTA PALEMBANG",
    kecamatan="KECAMATAN ILIR BARAT I",
    kelurahan="KELURAHAN BUKIT LAMA",
    contact="Jalan Contoh Nomor 1",
    numbers="Telepon 0711 000000  ·  Kode Pos 30163  ·  Pos-el sialang@contoh.go.id",
)
EXAMPLES = {
    "typed": _STATE,
    "refused": replace(
        _STATE,
        parts=(
            *_PARTS[:2],
            replace(_PARTS[2], written="3016", problem="Kode pos harus 5 angka."),
            _PARTS[3],
        ),
        news="Perbaiki dulu yang bertanda, lalu simpan.",
        news_tone="first",
    ),
}
