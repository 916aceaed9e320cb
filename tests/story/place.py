"""The practice office of resources/demo as running devices on one machine; it acts, and asserts nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk import world
from kiosk.context import RESIDENT, Kiosk, Person, PinCost
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import Mode
from kiosk.store import cases
from kiosk.usecases import acts, intake, office, permohonan, session, setup, surat
from kiosk.usecases.permohonan import Filed, Filing
from printing import read
from sync import newcomers
from tests import make
from tests.fakes import FakeWorld
from tests.waiting import free_port
from ui import paper, station
from ui.station import Station

DEMO: Final = make.RESOURCES / "demo"
PINS: Final[Mapping[str, str]] = {
    "nurbaiti": "482915",
    "sri": "739164",
    "kurnia": "518273",
    "hasan": "625841",
    "rina": "274951",
    "dewi": "361748",
}
STEPS: Final[Mapping[str, str]] = {
    "operator": "rina",
    "kasi:pem": "hasan",
    "kasi:kes": "kurnia",
    "seklur": "sri",
}
LURAH: Final = "nurbaiti"
HOLDER: Final = "rina"
DOMISILI: Final = {"status_tempat": "milik sendiri", "sejak_tahun": 2015, "keperluan": "melamar kerja"}
TIDAK_MAMPU: Final = {
    "penghasilan": 1_500_000,
    "jumlah_tanggungan": 4,
    "alasan": "penghasilan tidak tetap",
    "keperluan": "biaya rumah sakit",
}


def read_demo() -> office.Answers:
    """What `kiosk init` is told of the practice office."""
    places = make.library().reference.gazetteer
    return setup.read_answers((DEMO / "office.toml").read_bytes(), places)


@dataclass
class Place:
    """One office: the register desk, its door open, and, once enrolled, the lobby kiosk with its rounds."""

    folder: Path
    clock: FakeWorld = field(default_factory=FakeWorld)
    cost: PinCost = make.CHEAP
    is_real: bool = False
    _desk: Station | None = None
    _lobby: Station | None = None
    _seed: int = 10

    def found(self) -> None:
        """`kiosk init`, then the desk as every morning."""
        self.desk_config = make.make_config(
            self.folder / "meja-1",
            device="meja-1",
            role="desk",
            listen="127.0.0.1",
            port=free_port(),
            printer=str(self.folder / "paper"),
        )
        self._write_world()
        made = office.init(world.real(), self.desk_config, make.library(), read_demo(), cost=self.cost)
        made.db.close()
        self.open_desk()

    def enrol_lobby(self) -> None:
        """A code of the desk, typed at the new machine, over its own TLS."""
        self.lobby_config = make.make_config(
            self.folder / "lobi-1",
            device="lobi-1",
            role="lobby",
            register=f"https://127.0.0.1:{self.desk_config.port}",
            printer=str(self.folder / "lobby-paper"),
            letter="B",
        )
        code = newcomers.make_code(self.desk.kiosk, self.sign_in(HOLDER), "lobi-1", "lobby")
        station.join(self.lobby_config, self.desk.kiosk.office.code, code)
        self.open_lobby()

    @property
    def desk(self) -> Station:
        assert self._desk is not None
        return self._desk

    @property
    def lobby(self) -> Station:
        assert self._lobby is not None
        return self._lobby

    def open_desk(self) -> None:
        self._write_world()
        self._desk = station.open_station(self.desk_config, make.library(), cost=self.cost)

    def open_lobby(self) -> None:
        self._write_world()
        self._lobby = station.open_station(self.lobby_config, make.library(), cost=self.cost)

    def close_desk(self) -> None:
        self.desk.close()
        self._desk = None

    def close(self) -> None:
        for one in (self._lobby, self._desk):
            if one is not None:
                one.close()
        self._lobby = self._desk = None

    def _write_world(self) -> None:
        """The next process gets a clock and chance of its own, at the same moment."""
        if self.is_real:
            return
        self._seed += 1
        mine = FakeWorld(at=self.clock.at, seed=self._seed)
        world.real = mine.as_world  # the fixture puts the real one back

    def sign_in(self, id: str) -> Person:
        """A member of staff at the desk, by their PIN of the demo."""
        return session.sign_in(self.desk.kiosk, id, PINS[id])


# --- what people do ---------------------------------------------------------------------------------


def bring_residents(place: Place) -> None:
    """`kiosk import residents` of the demo's list, at the desk."""
    kiosk = place.desk.kiosk
    reading = intake.read(kiosk, (DEMO / "residents.csv").read_bytes())
    assert not reading.bad
    intake.take(kiosk, place.sign_in(HOLDER), acts.begin(kiosk), reading)


def file_at(kiosk: Kiosk, who: Person = RESIDENT, **more: Any) -> Filed:
    """One press of *Kirim*: Lela's domisili unless said otherwise."""
    values = {"service": "domisili", "answers": DOMISILI, "subject": make.LELA, **more}
    return permohonan.file(kiosk, who, acts.begin(kiosk), Filing(**values))


def see_papers(place: Place, id: str) -> Permohonan:
    """The operator has the KTP and every paper in hand."""
    kiosk = place.desk.kiosk
    who = place.sign_in(HOLDER)
    case = cases.get_shown(kiosk.db, id).case
    for what in ("identity", *case.get_missing()):
        case = permohonan.check(kiosk, who, acts.begin(kiosk, case), what=what)
    return case


def pass_chain(place: Place, id: str) -> Permohonan:
    """Every officer of the chain in turn, each signed in by PIN, up to the signer."""
    kiosk = place.desk.kiosk
    case = cases.get_shown(kiosk.db, id).case
    while case.get_step() != "signer":
        who = place.sign_in(STEPS[case.get_step()])
        case = permohonan.pass_on(kiosk, who, acts.begin(kiosk, case))
    return case


def sign(place: Place, id: str, mode: Mode = Mode.WET) -> Permohonan:
    """`wet` by the register's holder on the lurah's order, `seal` by the lurah's own PIN."""
    kiosk = place.desk.kiosk
    who = place.sign_in(HOLDER if mode is Mode.WET else LURAH)
    case = cases.get_shown(kiosk.db, id).case
    return surat.sign(kiosk, who, acts.begin(kiosk, case), mode=mode)


def print_at_desk(place: Place, id: str, kind: Copy = Copy.ORIGINAL) -> paper.Sent:
    """Record, then paper; nobody has looked at it yet."""
    kiosk = place.desk.kiosk
    case = cases.get_shown(kiosk.db, id).case
    act = acts.begin(kiosk, case)
    return paper.print_surat(kiosk, place.desk.printer, place.sign_in(HOLDER), act, paper.Wanted(kind))


def confirm_paper(place: Place, id: str, attempt: int) -> Permohonan:
    kiosk = place.desk.kiosk
    case = cases.get_shown(kiosk.db, id).case
    return surat.confirm_paper(kiosk, place.sign_in(HOLDER), acts.begin(kiosk, case), attempt=attempt)


def make_surat(place: Place, mode: Mode = Mode.WET, **more: Any) -> tuple[Permohonan, str]:
    """From *Kirim* at the desk's counter to a confirmed original; and the text read from its picture."""
    filed = file_at(place.desk.kiosk, place.sign_in("dewi"), **more)
    see_papers(place, filed.case.id)
    pass_chain(place, filed.case.id)
    sign(place, filed.case.id, mode)
    sent = print_at_desk(place, filed.case.id)
    case = confirm_paper(place, filed.case.id, sent.printed.attempt)
    return case, read_qr(newest_paper(place.folder / "paper"))


# --- paper and waiting ------------------------------------------------------------------------------


def newest_paper(folder: Path) -> bytes:
    """The PDF that came out last of a printer that is a folder."""
    return max(folder.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns).read_bytes()


def picture(pdf: bytes, dpi: int = 200) -> bytes:
    """The first page as a camera would have it: a PNG, no PDF any more."""
    out = io.BytesIO()
    read.page_image(pdf, 0, dpi=dpi).save(out, "PNG")
    return out.getvalue()


def read_qr(pdf: bytes) -> str:
    """The one seal text in the picture of the page."""
    texts = [text for text in read.qr_texts(picture(pdf)) if "/V#" in text]
    assert len(texts) == 1
    return texts[0]


def with_name(name: str, nik: str) -> dict[str, Any]:
    """Lela's data under another name and NIK."""
    return {**make.LELA, "nama": name, "nik": nik}
