"""The longest answers a service's own description allows, for paper that must hold them; it draws nothing."""

from __future__ import annotations

from typing import Any, Final

from kiosk.domain import answers
from kiosk.domain.service import Field, Kind, Service

NAME: Final = "RADEN AYU SITI NURHALIMAH KUSUMAWARDHANI TJOKROAMINOTO CONTOH"[:60]
STREET: Final = "Perumahan Griya Taman Sialang Indah Permai Tahap Kedua, Jalan Kolonel Contoh 128"
TOWN: Final = "Sungai Pinang Dalam Permai Seberang Ulu"[:40]
WORDS: Final = "keterangan yang panjang sekali tentang kejadian di lingkungan kami, sebagaimana dituturkan; "
NIK: Final = "1671994507890003"
KNOWN: Final = {
    "nama": NAME,
    "alamat": STREET,
    "rt": "012",
    "rw": "004",
    "kode_pos": "30163",
    **dict.fromkeys(("kelurahan", "kecamatan", "kota", "provinsi"), TOWN),
}


def most(service: Service) -> dict[str, Any]:
    """Every question answered at full length, with the choices of the example where there are some."""
    found: dict[str, Any] = {}
    for field in service.fields:
        if answers.is_asked(field, found):
            found[field.name] = _longest(field, service.example.get(field.name))
    return found


def _longest(field: Field, example: Any = None) -> Any:
    if field.kind is Kind.LIST:
        return [{part.name: _longest(part) for part in field.parts}] * (field.max or answers.ROWS_MAX)
    if field.kind in {Kind.PERSON, Kind.PLACE}:
        return {part.name: _longest(part) for part in field.parts}
    if field.kind in {Kind.TEXT, Kind.PARAGRAPH} or (field.kind is Kind.CHOICE and not field.choices):
        return KNOWN.get(field.name) or _text(field)
    longest = max(field.choices, key=lambda one: len(one.words)).value if field.choices else ""
    number = min(field.max or answers.LARGEST, 987_654_321)
    fixed = {Kind.NIK: NIK, Kind.KK: NIK, Kind.DATE: "1989-09-25", Kind.TIME: "23:59", Kind.CHOICE: longest}
    return example or fixed.get(field.kind, number)


def _text(field: Field) -> str:
    room = field.max or (answers.PARAGRAPH_MAX if field.kind is Kind.PARAGRAPH else answers.TEXT_MAX)
    return (WORDS * (room // len(WORDS) + 1))[:room].rstrip(" ;,")
