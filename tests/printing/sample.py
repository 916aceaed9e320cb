"""Builders of this folder: the payload of a `sign` for any service, and the page and PDF made of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk import keys
from kiosk.domain import seal
from kiosk.domain.office import Form, Office
from kiosk.domain.page import Copy, Page, Sheet
from kiosk.domain.printed import fact_lines
from kiosk.domain.resident import subject_field
from kiosk.domain.seal import Mode
from kiosk.domain.service import Choice, Fact, Field, Kind, Outcome, Section, Service, Status
from kiosk.domain.surat import compose
from kiosk.domain.words import capital_name, mask_nik
from tests.make import LELA, OFFICE, RESOURCES, library

ARMS: Final = (RESOURCES / "arms" / "contoh.svg").read_bytes()
SIGNED_AT: Final = 1_795_486_500
"""24 November 2026, 09.15 WIB, in seconds."""

PENGANTAR: Final = {"rt": "012", "rw": "004", "nomor": "045/RT.012/XI/2026", "tanggal": "2026-11-20"}
SIGNERS: Final[Mapping[Form, Mapping[str, str]]] = {
    Form.LURAH: {
        "id": "lurah-1",
        "name": "Budi Contoh, S.Sos.",
        "post": "Lurah Sialang",
        "rank": "Penata Tk. I (III/d)",
        "nip": "197001011995031001",
    },
    Form.PLT: {"id": "plt-1", "name": "Sari Contoh, S.E.", "post": "Plt. Lurah Sialang"},
    Form.PLH: {"id": "plh-1", "name": "Sari Contoh, S.E.", "post": "Plh. Lurah Sialang"},
    Form.AN: {"id": "seklur-an", "name": "Sari Contoh, S.E.", "post": "Sekretaris", "nip": "NRP 77"},
    Form.UB: {"id": "kasi-1", "name": "Kurnia Contoh, S.H.", "post": "Kepala Seksi Kesejahteraan"},
}
KEY: Final = keys.new_key(lambda length: bytes(range(length)))
say: Final = library().texts["id"]


def example(id_: str, **more: Any) -> dict[str, Any]:
    """What `sign` froze for the example of a shipped service, about Lela."""
    return {"pemohon": LELA, **library().catalogue.get(id_).example, **more}


def sealed(
    service: Service,
    fields: Mapping[str, Any],
    *,
    mode: str = "wet",
    form: Form = Form.LURAH,
    until: str = "",
) -> dict[str, Any]:
    """The payload of a `sign`, its seal by a key of the test."""
    number = f"{service.code}/007/KEL-SLG/XI/2026"
    holder = fields["pemohon"]
    claims = seal.Claims(
        kelurahan=OFFICE.code,
        service=service.id,
        number=number,
        title=service.title.upper(),
        name=capital_name(holder["nama"]),
        nik=mask_nik(holder["nik"]),
        facts=fact_lines(service, fields),
        digest=bytes(16),
        mode=Mode(mode),
        line=1423,
        form=int(form),
        cti=bytes.fromhex("a1b2c3d4e5f60718293a"),
        iat=SIGNED_AT,
        exp=seal.last_second(until) if until else None,
    )
    raw = KEY.sign1(seal.encode_claims(seal.pack(claims)))
    data = {
        "service": service.id,
        "version": service.version,
        "code": service.code,
        "number": number,
        "counter": {"scope": "office", "year": 2026, "n": 7},
        "line": 1423,
        "date": "2026-11-24",
        "form": int(form),
        "signer": SIGNERS[form],
        "mode": mode,
        "fields": fields,
        "salt": "00" * 16,
        "seal": b64encode(raw).decode(),
    }
    return data | ({"until": until} if until else {})


def page_of(
    id_: str = "tidak_mampu", *, sheet: Sheet | None = None, office: Office = OFFICE, **sealing: Any
) -> Page:
    """The page of a shipped service's example."""
    service = library().catalogue.get(id_)
    more = sealing.pop("fields", {"pengantar": PENGANTAR})
    data = sealed(service, example(id_, **more), **{"until": "2027-02-22", **sealing})
    return compose(service, data, office=office, sheet=sheet or Sheet(arms=ARMS), say=say)


def draft_of(id_: str = "tidak_mampu", **fields: Any) -> Page:
    """The preview before `sign`, of the fields given."""
    service = library().catalogue.get(id_)
    data = {"fields": {"pemohon": LELA, **fields}, "signer": SIGNERS[Form.LURAH]}
    return compose(service, data, office=OFFICE, sheet=Sheet(copy=Copy.DRAFT), say=say)


def training() -> Office:
    return replace(OFFICE, training=True)


# --- services that no file ships yet: their layouts and kinds are printed all the same -------------------


def make_field(name: str, kind: Kind, label: str, **more: Any) -> Field:
    return Field(name=name, kind=kind, label={"id": label, "en": label}, **more)


def make_service(title: str, body: str, *ask: Field, **more: Any) -> Service:
    """A service about its holder's name, NIK and address, with what a test wants otherwise."""
    label = {"id": title, "en": title}
    given: dict[str, Any] = {
        "id": "contoh",
        "version": 1,
        "status": Status.READY,
        "outcome": Outcome.SURAT,
        "title": title,
        "label": label,
        "hint": label,
        "icon": "file",
        "category": "umum",
        "sla": "30m",
        "ask": ask,
        "example": {},
        "short": "SK",
        "code": "100.2.2.5",
        "layout": "keterangan",
        "identity": ("nama", "nik", "alamat"),
        "keperluan": (),
        "surat": Section(body=body, to=more.pop("to", "")),
        "subject": subject_field({}),
    }
    return Service(**{**given, **more})


KEHILANGAN: Final = make_service(
    "Pengantar Laporan Kehilangan",
    "Nama tersebut melapor kehilangan barang berikut pada {tanggal_hilang}: {barang}. "
    "Laporan ini kami teruskan.",
    make_field(
        "barang",
        Kind.LIST,
        "Barang",
        parts=(make_field("nama", Kind.TEXT, "Nama barang"), make_field("nomor", Kind.TEXT, "Nomor")),
    ),
    make_field("tanggal_hilang", Kind.DATE, "Tanggal hilang"),
    layout="pengantar",
    to="Kepala Kepolisian Sektor {kecamatan}\ndi {kota}",
    facts=(Fact("tanggal_hilang", {"id": "Tanggal hilang", "en": "Lost on"}),),
)
LOST: Final = {
    "pemohon": LELA,
    "keperluan": "penggantian dokumen",
    "barang": [{"nama": "KTP-el"}, {"nama": "STNK", "nomor": "BG 1234 XX"}],
    "tanggal_hilang": "2026-11-21",
}
PENGHASILAN: Final = make_service(
    "Surat Keterangan Penghasilan",
    "Penghasilan sebulan yang dinyatakan kepada kami: {penghasilan}. Jumlah ini dinyatakan sendiri.",
    make_field(
        "penghasilan",
        Kind.LIST,
        "Penghasilan",
        parts=(make_field("siapa", Kind.TEXT, "Siapa"), make_field("jumlah", Kind.MONEY, "Jumlah sebulan")),
    ),
)
INCOME: Final = {
    "pemohon": LELA,
    "keperluan": "beasiswa",
    "penghasilan": [{"siapa": "Ayah", "jumlah": 1_500_000}, {"siapa": "Ibu", "jumlah": 750_000}],
}
PERNYATAAN: Final = make_service(
    "Surat Pernyataan Belum Memiliki Rumah",
    "Saya menyatakan bahwa saya belum memiliki rumah di Kelurahan {kelurahan}.",
    layout="pernyataan",
    keperluan=None,
    bring=(("meterai",),),
)


def compose_own(service: Service, fields: Mapping[str, Any], **sealing: Any) -> Page:
    """The page of a service that no file ships."""
    sheet = sealing.pop("sheet", Sheet(arms=ARMS))
    return compose(service, sealed(service, fields, **sealing), office=OFFICE, sheet=sheet, say=say)


def choice(value: str, printed: str) -> Choice:
    return Choice(value, {"id": value, "en": value}, printed)
