"""A lobby without a window: real catalogue, words and pages, an office written by hand; it tests nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk import catalogue, reference, texts
from kiosk.domain.errors import Refused, Unavailable
from printing import qr
from ui.qt.worker import at_once
from ui.screens.base import Screen
from ui.screens.journey import Journey
from ui.screens.resident.asking import Here
from ui.screens.resident.ekitir import Ekitir
from ui.screens.resident.form import Form
from ui.screens.resident.home import Home
from ui.screens.resident.identity import Identity
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.papers import Papers
from ui.screens.resident.review import Review
from ui.screens.resident.visit import Filed, Filing, Known, Visit, Visiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.domain.service import Service

P = TypeVar("P", bound=Screen[Any])
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
REFERENCE = reference.load(RESOURCES / "reference")
CATALOGUE = catalogue.load(RESOURCES / "catalogue")
TEXTS = texts.load(RESOURCES / "texts")
TODAY = date(2026, 11, 24)

NIK, KK6 = "1671994507890003", "120034"
SITI: Mapping[str, Any] = {
    "nama": "SITI AMINAH (CONTOH)",
    "nik": NIK,
    "kk": "1671990101120034",
    "tempat_lahir": "Palembang",
    "tanggal_lahir": "1989-07-05",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "status_kawin": "Kawin",
    "pekerjaan": "Mengurus rumah tangga",
    "kewarganegaraan": "WNI",
    "alamat": {
        "alamat": "Jl. Kebun Duku No. 14",
        "rt": "003",
        "rw": "012",
        "kelurahan": "Bukit Lama",
        "kecamatan": "Ilir Barat I",
        "kota": "Kota Palembang",
    },
}
ADI: Mapping[str, Any] = {
    "nama": "ADI SAPUTRA (CONTOH)",
    "nik": "1671990102150001",
    "tempat_lahir": "Palembang",
}


@dataclass
class Counter:
    """What stands behind the lobby's pages: it remembers what it was asked and can be made to fail."""

    known: dict[tuple[str, str], Known] = field(default_factory=lambda: {(NIK, KK6): Known(SITI, (ADI,))})
    filed: dict[str, Filing] = field(default_factory=dict)
    drafts: list[Visit] = field(default_factory=list)
    kept: list[Visit] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    ended: int = 0
    disk_full: bool = False
    slip_jam: bool = False
    list_lost: bool = False

    def challenge(self, nik: str, kk6: str) -> Known | None:
        if self.list_lost:
            raise Unavailable("fault")
        return self.known.get((nik, kk6))

    def file(self, filing: Filing) -> Filed:
        if self.disk_full:
            raise Unavailable("fault")
        self.filed.setdefault(filing.act, filing)
        code = "HTTPS://VERIF.PALEMBANG.GO.ID/L#M6SC-7N75-YR3R.060802"
        return Filed(filing.act, "M6SC-7N75-YR3R", "060802", code, queue="A-017", waiting=3, minutes=30)

    def print_slip(self, visit: Visit) -> None:
        if self.slip_jam:
            raise Unavailable("printer_silent")
        assert visit.filed is not None
        self.slips.append(visit.filed.ticket)

    def suggest(self, name: str, letters: str) -> Sequence[str]:
        names = sorted(REFERENCE.area_names.values()) if name == "kota" else []
        towns = [one.removeprefix("Kota ").removeprefix("Kabupaten ") for one in names]
        return [town for town in towns if town.casefold().startswith(letters.casefold())]


class Visitor:
    """Stands before the pages without glass: `screen` is what is in view."""

    def __init__(self, counter: Counter | None = None, language: str = "id") -> None:
        self.counter = counter or Counter()
        self.tongue = language
        self.visiting = Visiting()
        self._ids = iter(f"01937f4e-0000-7000-8000-{n:012d}" for n in range(1, 10_000))
        self.lobby = Lobby(
            visiting=self.visiting,
            run=at_once,
            words=self.say,
            language=lambda: self.tongue,
            go=self._go,
            end_visit=self.end,
            here=lambda: Here("Bukit Lama", "Ilir Barat I", TODAY),
            new_id=lambda: next(self._ids),
        )
        self.journey: Journey = Journey(makers(self))

    def _go(self, page: str, /, **args: Any) -> None:
        self.journey.go(page, **args)

    def say(self, code: str, **details: object) -> str:
        return TEXTS[self.tongue](code, **details)

    def end(self) -> None:
        self.counter.ended += 1
        self.visiting.clear()
        self.journey.restart("home")

    def start(self, service: str) -> Identity:
        self.journey.restart("home")
        self.journey.go("identity", service=service)
        return self.on(Identity)

    def on(self, kind: type[P]) -> P:
        """The page in view, which has to be of this kind."""
        screen = self.journey.screen
        assert isinstance(screen, kind), f"{type(screen).__name__} instead of {kind.__name__}"
        return screen

    def known_to_form(self, service: str) -> Form:
        """The first page of questions of somebody the list knows."""
        identity = self.start(service)
        identity.nik_filled(NIK)
        identity.type_kk(KK6)
        identity.next()
        identity.next()
        return self.on(Form)


def makers(visitor: Visitor) -> Mapping[str, Any]:
    """The pages of a filing as the composition root makes them."""
    lobby, counter = visitor.lobby, visitor.counter

    def elsewhere() -> Home:
        return Home((), at_once, words=visitor.say, language=lobby.language, go=lobby.go)

    def identity(service: str) -> Identity:
        visitor.visiting.begin(service_of(service))
        return Identity(lobby, challenge=counter.challenge)

    return {
        "home": elsewhere,
        "queue_ticket": elsewhere,
        "identity": identity,
        "form": lambda start: Form(
            lobby,
            start,
            suggest=counter.suggest,
            save_draft=counter.drafts.append,
            keep_draft=counter.kept.append,
        ),
        "papers": lambda: Papers(lobby, papers=REFERENCE.papers),
        "review": lambda: Review(lobby, file=counter.file, papers=REFERENCE.papers),
        "ekitir": lambda: Ekitir(lobby, qr=qr.make, papers=REFERENCE.papers, print_slip=counter.print_slip),
    }


def service_of(name: str) -> Service:
    """A service of the shipped catalogue."""
    found = CATALOGUE.get(name)
    if found is None:
        raise Refused("unknown_service", service=name)
    return found
