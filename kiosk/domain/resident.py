"""A person as the forms know one: parts, presets, the rows of the identity table; it stores nobody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.errors import Refused
from kiosk.domain.printed import printed
from kiosk.domain.service import LANGUAGES, Choice, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SUBJECT: Final = "pemohon"
"""Name of the group that every permohonan carries beside its answers: the person the surat is about."""

PRESETS: Final[Mapping[str, tuple[str, ...]]] = {
    "full": (
        *("nama", "nik", "kk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama", "status_kawin"),
        *("pekerjaan", "kewarganegaraan", "alamat"),
    ),
    "core": ("nama", "nik", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "pekerjaan", "alamat"),
    "kin": (
        *("nama", "nik", "tempat_lahir", "tanggal_lahir"),
        *("kewarganegaraan", "agama", "pekerjaan", "alamat"),
    ),
    "child": ("nama", "nik", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama"),
    "wit": ("nama", "nik", "tanggal_lahir", "alamat"),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a person or place before its code list is known."""

    kind: Kind
    id: str
    en: str
    list: str = ""
    max: int | None = None
    optional: bool = False
    on_kk: bool = True
    chips: tuple[str, ...] = field(default=())


_PERSON: Final[Mapping[str, _Part]] = {
    "nama": _Part(Kind.TEXT, "Nama", "Name", on_kk=False),
    "nik": _Part(Kind.NIK, "NIK", "NIK"),
    "kk": _Part(Kind.KK, "Nomor KK", "KK number"),
    "tempat_lahir": _Part(Kind.TEXT, "Tempat lahir", "Place of birth", max=40, chips=("Palembang",)),
    "tanggal_lahir": _Part(Kind.DATE, "Tanggal lahir", "Date of birth"),
    "jenis_kelamin": _Part(Kind.CHOICE, "Jenis kelamin", "Sex", list="jenis_kelamin"),
    "agama": _Part(Kind.CHOICE, "Agama", "Religion", list="agama"),
    "status_kawin": _Part(Kind.CHOICE, "Status perkawinan", "Marital status", list="status_kawin"),
    "pekerjaan": _Part(Kind.CHOICE, "Pekerjaan", "Occupation", list="pekerjaan"),
    "pendidikan": _Part(Kind.CHOICE, "Pendidikan", "Education", list="pendidikan", optional=True),
    "kewarganegaraan": _Part(Kind.CHOICE, "Kewarganegaraan", "Citizenship", list="kewarganegaraan"),
    "alamat": _Part(Kind.PLACE, "Alamat", "Address"),
    "bin_binti": _Part(Kind.TEXT, "Bin/binti", "Son or daughter of", optional=True, on_kk=False),
    "hubungan": _Part(Kind.CHOICE, "Hubungan keluarga", "Relation", list="hubungan"),
    "no_hp": _Part(Kind.TEXT, "Nomor telepon", "Phone number", max=20, optional=True, on_kk=False),
}
_PLACE: Final[Mapping[str, _Part]] = {
    "alamat": _Part(Kind.TEXT, "Jalan dan nomor", "Street and number", on_kk=False),
    "rt": _Part(Kind.TEXT, "RT", "RT", max=3, optional=True, on_kk=False),
    "rw": _Part(Kind.TEXT, "RW", "RW", max=3, optional=True, on_kk=False),
    "kelurahan": _Part(Kind.TEXT, "Kelurahan", "Kelurahan", max=40, on_kk=False),
    "kecamatan": _Part(Kind.TEXT, "Kecamatan", "Kecamatan", max=40, on_kk=False),
    "kota": _Part(Kind.TEXT, "Kota/kabupaten", "City or regency", max=40, on_kk=False),
    "provinsi": _Part(Kind.TEXT, "Provinsi", "Province", max=40, optional=True, on_kk=False),
    "kode_pos": _Part(Kind.TEXT, "Kode pos", "Postcode", max=5, optional=True, on_kk=False),
}
PLACE_PARTS: Final = tuple(_PLACE)


def person_parts(names: Iterable[str], lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Field, ...]:
    """The parts called `names` as fields, their choices from the code lists; Refused("unknown_part")."""
    return tuple(_field(_PERSON, name, lists) for name in names)


def place_parts(names: Iterable[str] = PLACE_PARTS) -> tuple[Field, ...]:
    """The parts of an address as fields; Refused("unknown_part")."""
    return tuple(_field(_PLACE, name, {}) for name in names)


def subject_field(lists: Mapping[str, tuple[Choice, ...]]) -> Field:
    """The group `pemohon`: everything a surat may say of its holder, whose NIK is asked of everybody."""
    full = (*PRESETS["full"], "pendidikan", "no_hp")
    return Field(
        name=SUBJECT,
        kind=Kind.PERSON,
        label={"id": "Pemohon", "en": "The person the surat is about"},
        required=True,
        parts=tuple(replace(one, on="") if one.name == "nik" else one for one in person_parts(full, lists)),
    )


def _field(table: Mapping[str, _Part], name: str, lists: Mapping[str, tuple[Choice, ...]]) -> Field:
    part = table.get(name)
    if part is None:
        raise Refused("unknown_part", field=name, part=name, label=name, label_en=name)
    return Field(
        name=name,
        kind=part.kind,
        label=dict(zip(LANGUAGES, (part.id, part.en), strict=True)),
        required=not part.optional,
        chips=tuple(Choice(chip, {"id": chip, "en": chip}) for chip in part.chips),
        max=part.max,
        past=part.kind is Kind.DATE,
        choices=lists.get(part.list, ()),
        list=part.list,
        parts=place_parts() if part.kind is Kind.PLACE else (),
        on="kk" if part.on_kk else "",
    )


def identity_rows(
    subject: Field, names: Iterable[str], person: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    """The identity table of a surat: (label, words) per row; absent parts are left out.

    Place and date of birth share a row where a service names both, as on the KTP.
    """
    words = {part.name: printed(part, person[part.name]) for part in subject.parts if part.name in person}
    labels = {part.name: part.label[LANGUAGES[0]] for part in subject.parts}
    rows = {name: (labels[name], words[name]) for name in names if name in words}
    if "nama" in rows:
        rows["nama"] = (labels["nama"], printed(subject, person))
    if {"tempat_lahir", "tanggal_lahir"} <= rows.keys():
        born = f"{words['tempat_lahir']}, {rows.pop('tanggal_lahir')[1]}"
        rows["tempat_lahir"] = ("Tempat, tanggal lahir", born)
    return tuple(rows.values())
