"""What the head of every surat says of the office, with that head beside it; it draws no surat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.office import NO_ARMS
from ui.screens.base import Screen, say_error
from ui.screens.desk.profile import Profile, ProfileDesk
from ui.screens.desk.reasons import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from ui.screens.desk.frontdesk import FrontDesk

PARTS: Final = ("address", "phone", "postcode", "email")
"""Fields of `Office` that the kop prints, in its order."""

SHOWN: Final = 12
"""So many files are offered; a stick full of photographs would bury the page."""


@dataclass(frozen=True, slots=True)
class Arms:
    """A picture that may stand in the kop: what the profile calls it, and as it is printed (PNG)."""

    name: str
    png: bytes


class KopDesk(ProfileDesk, Protocol):
    """The office's profile, and the pictures that could stand in its kop."""

    def find_arms(self) -> bytes:
        """As it is printed now (PNG); empty where the kop is text."""

    def find_pictures(self) -> Sequence[str]:
        """Names of the pictures that lie ready, on a stick or in the office's own folder."""

    def try_arms(self, file: str) -> Arms:
        """One of them, fit to be printed; nothing is saved."""


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
    """The page of the kop: the lines to type, files to choose from, and the kop as it would be printed.

    `arms` is the address of the picture; `arms_help` says what a file must be, or where one would lie.
    """

    parts: tuple[Part, ...] = ()
    city: str = ""
    kecamatan: str = ""
    kelurahan: str = ""
    contact: str = ""
    numbers: str = ""
    arms: str = ""
    arms_problem: str = ""
    files: tuple[Choice, ...] = ()
    arms_help: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class KopPage(Screen[State]):
    """Draws the kop while it is typed; saves it as one change, which can be taken back."""

    def __init__(self, front: FrontDesk, desk: KopDesk) -> None:
        super().__init__(State(), front.run)
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self._forget_wrong)
        self._pictures = front.pictures
        self._wrong = ""
        self._files: Sequence[str] = ()
        self._chosen = ""
        self._trying = ""

    def opened(self) -> None:
        """As the kop is now, and which pictures lie ready."""
        self._run(self._desk.office, self._known)

    def closed(self) -> None:
        """No picture stays."""
        self._pictures.forget()

    def look(self) -> None:
        """Cari lagi: a stick was put in."""
        self._run(self._desk.find_pictures, self._files_known)

    def choose(self, file: str) -> None:
        """A picture into the kop on screen; what is refused leaves the one that is there."""
        self._trying = file
        self._run(lambda: self._desk.try_arms(file), self._was_tried)

    def drop(self) -> None:
        """Tanpa lambang: the kop is text."""
        self._profile.put("arms", NO_ARMS)
        self._chosen = ""
        self._show_arms(b"")

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
        problem, tried, self._trying = str(error.details.get("problem", "")), self._trying, ""
        if tried:
            self._set(replace(self.state, arms_problem=f"{tried}: {say_error(self._words, error)}"))
        elif problem in PARTS:
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
                files=tuple(Choice(file, file, file == self._chosen) for file in self._files[:SHOWN]),
                arms_help=self._help(),
            )
        )

    def _help(self) -> str:
        if len(self._files) > SHOWN:
            return self._words("kop.more", count=len(self._files) - SHOWN)
        return self._words("kop.arms_help" if self._files else "kop.no_files")

    def _part(self, key: str) -> Part:
        words = self._words
        problem = words(f"kop.bad_{key}") if key == self._wrong else ""
        example = words(f"kop.{key}_example")
        return Part(key, words(f"kop.{key}"), self._profile.get(key), example, key == "postcode", problem)

    def _known(self, office: Office) -> None:
        self._profile.start(office)
        self._forget_wrong()
        self.look()

    def _files_known(self, files: Sequence[str]) -> None:
        self._files = files
        self.redraw()

    def _was_tried(self, arms: Arms) -> None:
        self._chosen, self._trying = self._trying, ""
        self._profile.put("arms", arms.name)
        self._show_arms(arms.png)

    def _show_arms(self, png: bytes) -> None:
        self._pictures.forget()
        shown = self._pictures.put_png(png) if png else ""
        self._set(replace(self.state, arms=shown, arms_problem=""))
        self.redraw()

    def _forget_wrong(self) -> None:
        """What is typed is what holds, and so is the picture."""
        self._wrong = self._chosen = ""
        self.redraw()
        self._run(self._desk.find_arms, self._show_arms, hold=False)

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
    files=(Choice("lambang.png", "lambang.png"), Choice("STIK/logo-kota.svg", "STIK/logo-kota.svg")),
    arms_help="PNG, JPEG, atau SVG sederhana, paling besar 300 kB."
    " Semua meja dan lobi kantor ini memakainya.",
)
EXAMPLES = {
    "typed": _STATE,
    "no_files": replace(
        _STATE,
        files=(),
        arms_help="Belum ada gambar. Masukkan stik, atau simpan gambar di folder import, lalu cari lagi.",
    ),
    "with_arms": replace(
        _STATE,
        arms="image://picture/arms",
        files=(Choice("lambang.png", "lambang.png", chosen=True), *_STATE.files[1:]),
        arms_help="4 gambar lain tidak ditampilkan. Simpan yang dicari di folder import.",
    ),
    "bad_picture": replace(
        _STATE,
        arms_problem="lambang.png: Gambar ini 120 x 140 titik, terlalu kasar untuk kertas. Paling sedikit"
        " 236 x 283 titik.",
    ),
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
