"""Builders: a fresh office in a folder, its register desk and lobby kiosk, people, and permohonan at every
stage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from kiosk import config, keys
from kiosk.config import Config
from kiosk.context import RESIDENT, Kiosk, Person, PinCost, as_person
from kiosk.domain.office import Form, Office, Staff
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import Mode
from kiosk.store import ledger
from kiosk.usecases import acts, office, permohonan, surat
from kiosk.usecases.office import Answers, Library, Request, Start
from kiosk.usecases.permohonan import Filed, Filing
from tests.fakes import FakeWorld

RESOURCES: Final = Path(__file__).parent.parent / "resources"
CHEAP: Final = PinCost(memory=8, time=1, lanes=1)
PIN: Final = "274951"
KELURAHAN: Final = "1671081006"

LURAH: Final = Staff(
    "lurah-1",
    "Budi Contoh, S.Sos.",
    "Lurah Sialang",
    ("signer", "lurah"),
    rank="Penata Tk. I (III/d)",
    nip="197001011995031001",
)
SEKLUR: Final = Staff("seklur-1", "Sri Contoh, S.E.", "Sekretaris", ("seklur",), nip="197502021998032002")
KASI: Final = Staff(
    "kasi-1", "Kurnia Contoh, S.H.", "Kepala Seksi Kesejahteraan", ("kasi:kes", "kasi:pem", "kasi:trb")
)
OPERATOR: Final = Staff("op-1", "Rina Contoh", "Operator", ("operator", "register"))
OPERATOR_2: Final = Staff("op-2", "Dewi Contoh", "Operator", ("operator",))
SEKLUR_AN: Final = Staff(
    "seklur-an", "Sari Contoh, S.E.", "Sekretaris", ("signer",), nip="197603031999032003", form=Form.AN
)
STAFF: Final = (LURAH, SEKLUR, KASI, OPERATOR, OPERATOR_2, SEKLUR_AN)

OFFICE: Final = Office(
    code=KELURAHAN,
    kelurahan="Sialang",
    kecamatan="Sako",
    address="Jalan Contoh Nomor 1",
    phone="0711 000000",
    postcode="30163",
    unit="KEL-SLG",
    seal=("domisili",),
    self_print=True,
    hours=dict.fromkeys(range(5), ("07:30", "16:00")),
    staff=STAFF,
)

ADDRESS: Final = {
    "alamat": "Jalan Pempek Nomor 5",
    "rt": "007",
    "rw": "002",
    "kelurahan": "Sialang",
    "kecamatan": "Sako",
    "kota": "Kota Palembang",
}
LELA: Final[Mapping[str, Any]] = {
    "nama": "LELA CONTOH",
    "nik": "1671994507890003",
    "kk": "1671990101100004",
    "tempat_lahir": "Palembang",
    "tanggal_lahir": "1989-07-05",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "status_kawin": "Kawin",
    "pekerjaan": "Wiraswasta",
    "kewarganegaraan": "WNI",
    "alamat": ADDRESS,
}
DOMISILI: Final[Mapping[str, Any]] = {
    "status_tempat": "milik sendiri",
    "sejak_tahun": 2015,
    "keperluan": "melamar kerja",
}

lurah: Final = as_person(LURAH)
seklur: Final = as_person(SEKLUR)
kasi: Final = as_person(KASI)
operator: Final = as_person(OPERATOR)
operator_2: Final = as_person(OPERATOR_2)
resident: Final = RESIDENT


@cache
def library() -> Library:
    """The services, lists and words this checkout ships, read once."""
    return office.load_library(RESOURCES)


def make_config(home: Path, **values: Any) -> Config:
    """The configuration of a device with its home in a folder of the test."""
    return config.load(home=home, **values)


def make_office(
    home: Path, *, world: FakeWorld | None = None, profile: Office = OFFICE, starts: Sequence[Start] = ()
) -> Kiosk:
    """A fresh office: its register desk `meja-1`, running, with cheap PINs (all `274951`)."""
    pins = {one.id: PIN for one in profile.staff}
    return office.init(
        (world or FakeWorld()).as_world(),
        make_config(home, device="meja-1"),
        library(),
        Answers(profile, pins, starts),
        cost=CHEAP,
    )


def make_lobby(desk: Kiosk, home: Path, *, world: FakeWorld | None = None, device: str = "lobi-1") -> Kiosk:
    """A lobby kiosk enrolled at a running register desk, running; nothing is exchanged yet."""
    mine = world or FakeWorld(seed=hash(device) % 1000 + 2)
    return _enrol(desk, make_config(home, role="lobby", device=device, letter="B"), mine, roles=("file",))


def make_second_desk(
    desk: Kiosk, home: Path, *, device: str = "meja-2", world: FakeWorld | None = None
) -> Kiosk:
    """A desk beside the register's, enrolled and running; nothing is exchanged yet."""
    settings = make_config(home, role="desk", device=device, letter="C")
    return _enrol(desk, settings, world or FakeWorld(seed=sum(device.encode())), roles=("desk",))


def _enrol(desk: Kiosk, settings: Config, mine: FakeWorld, *, roles: tuple[str, ...]) -> Kiosk:
    ring = keys.make_ring(mine.token)
    welcome = office.add_device(desk, operator, request(ring, settings.device, roles=roles))
    office.join(settings, ring, welcome)
    return office.start(mine.as_world(), settings, library(), cost=CHEAP)


def request(ring: keys.KeyRing, device: str, *, roles: tuple[str, ...] = ("file",)) -> Request:
    """What a new device shows of itself to be enrolled."""
    return Request(device, ring.device.public, ring.box.public, ring.device.fingerprint(device), roles=roles)


def restart(kiosk: Kiosk, world: FakeWorld) -> Kiosk:
    """The same device after its process ended: a new incarnation on the same folder."""
    kiosk.db.close()
    return office.start(world.as_world(), kiosk.config, library(), cost=CHEAP)


def exchange(lobby: Kiosk, desk: Kiosk) -> None:
    """What a round between two devices comes to, without wire: pending goes there, the ledger comes back."""
    for run in ledger.pending(lobby.db):
        ledger.admit(desk.db, desk.get_writer(), run.raws, now=desk.now(), sender=lobby.device)
    follow(lobby, desk)


def follow(lobby: Kiosk, desk: Kiosk) -> ledger.Appended | None:
    """Copy the desk's ledger from the last common place."""
    tops = range(ledger.head(lobby.db).n, -1, -1)
    common = next(n for n in tops if ledger.find_hash(lobby.db, n) == ledger.find_hash(desk.db, n))
    entries = ledger.entries_after(desk.db, common, limit=100_000)
    if not entries:
        return None
    point = ledger.find_hash(desk.db, common)
    assert point is not None
    return ledger.append(lobby.db, (common, point), entries, ledger.signed_head(desk.db), now=lobby.now())


def filing(**more: Any) -> Filing:
    """A domisili of Lela, complete, with what a test wants otherwise."""
    return Filing(**{"service": "domisili", "answers": DOMISILI, "subject": LELA, **more})


def file(kiosk: Kiosk, who: Person = RESIDENT, **more: Any) -> Filed:
    """File it."""
    return permohonan.file(kiosk, who, acts.begin(kiosk), filing(**more))


def checked(kiosk: Kiosk, case: Permohonan, who: Person = operator) -> Permohonan:
    """Identity and every paper seen."""
    for what in ("identity", *case.get_missing()):
        case = permohonan.check(kiosk, who, acts.begin(kiosk, case), what=what)
    return case


def explained(kiosk: Kiosk, case: Permohonan, who: Person = operator) -> Permohonan:
    """Why the NIK of a test is an example, noted: without that reason the page of a case passes nothing."""
    return permohonan.note(kiosk, who, acts.begin(kiosk, case), text="contoh untuk uji", what="nik_example")


STEPS: Final[Mapping[str, Person]] = {
    "operator": operator,
    "kasi:pem": kasi,
    "kasi:kes": kasi,
    "kasi:trb": kasi,
    "seklur": seklur,
}


def at_signer(kiosk: Kiosk, **more: Any) -> Permohonan:
    """A permohonan with everything seen and passed: the signer's turn."""
    case = checked(kiosk, file(kiosk, **more).case)
    while case.get_step() != "signer":
        case = permohonan.pass_on(kiosk, STEPS[case.get_step()], acts.begin(kiosk, case))
    return case


def signed(kiosk: Kiosk, *, mode: str = "wet", **more: Any) -> Permohonan:
    """Numbered and sealed: by the register's holder on the lurah's order, or by the lurah."""
    case = at_signer(kiosk, **more)
    who = operator if mode == "wet" else lurah
    return surat.sign(kiosk, who, acts.begin(kiosk, case), mode=Mode(mode))


def printed(kiosk: Kiosk, case: Permohonan, who: Person = operator) -> Permohonan:
    """One original on paper, confirmed."""
    one = surat.record_print(
        kiosk, who, acts.begin(kiosk, case), kind=Copy.ORIGINAL, pdf_sha256="ab" * 32, renderer="test 1"
    )
    return surat.confirm_paper(kiosk, who, acts.begin(kiosk, case), attempt=one.attempt)


def ready(kiosk: Kiosk, **more: Any) -> Permohonan:
    """Inked, or sealed: may be taken."""
    case = printed(kiosk, signed(kiosk, **more))
    if case.status is Status.SIGNED:
        case = surat.confirm_ink(kiosk, operator, acts.begin(kiosk, case))
    return case
