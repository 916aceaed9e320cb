"""The rows of the register page, and what its pictures show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from ui.screens.desk.reasons import Choice


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the book."""

    key: str
    line: str
    number: str
    day: str
    title: str
    name: str
    signer: str
    mode: str
    status: str
    status_glyph: str
    status_tone: str
    ink: str
    taken: str


_LINES: Final = (
    (
        "Surat Keterangan Tidak Mampu",
        "Siti Aminah (CONTOH) ****0003",
        "Terbit",
        "check-circle",
        "done",
        "",
        "diambil Siti Aminah, 17 Agustus 2026",
    ),
    (
        "Surat Keterangan Domisili",
        "Budi Santoso (CONTOH) ****0011",
        "Terbit",
        "check-circle",
        "done",
        "dicetak, belum bertinta",
        "",
    ),
    ("Surat Keterangan Usaha", "Rosmala Dewi (CONTOH) ****0002", "Nomor batal", "x-circle", "ended", "", ""),
    ("dipakai di luar: undangan rapat RT", "", "Di luar", "file-text", "step", "", ""),
    ("Surat Keterangan", "M. Ridwan (CONTOH) ****0020", "Dicabut", "prohibit", "ended", "", ""),
)


def _rows(count: int) -> tuple[Row, ...]:
    found = []
    for at in range(count):
        title, name, status, glyph, tone, ink, taken = _LINES[at % 5]
        number = f"100.2.2.5/{at + 1:03}/KEL-BL/VIII/2026"
        signer = "Ahmad Fauzi, S.H. (CONTOH)" if name else ""
        mode = "Tinta dan cap" if name else ""
        day = f"{1 + at // 4} Agustus 2026"
        found.append(
            Row(
                f"{at} {number}",
                str(at + 1),
                number,
                day,
                title,
                name,
                signer,
                mode,
                status,
                glyph,
                tone,
                ink,
                taken,
            )
        )
    return tuple(found)


_FILTERS: Final = tuple(
    Choice(code, said, chosen=code == "all")
    for code, said in (
        ("all", "Semua 5"),
        ("issued", "Terbit 2"),
        ("void", "Batal 1"),
        ("revoked", "Dicabut 1"),
        ("outside", "Di luar 1"),
    )
)
_BOOK: Final[dict[str, Any]] = {
    "month_said": "Agustus 2026",
    "hint": "5 baris, baris terakhir 5. Sidik buku 3fa91c02.",
    "filters": _FILTERS,
    "rows": _rows(5),
    "empty": "Belum ada nomor pada bulan ini",
}
BOOKS: Final[dict[str, dict[str, Any]]] = {
    "month": _BOOK,
    "gaps": {
        **_BOOK,
        "gaps": "Baris 6, 7 tidak ada dalam buku ini. Cari penyebabnya sebelum menutup bulan.",
        "rows": _rows(9),
    },
    "large_list": {**_BOOK, "rows": _rows(400)},
    "empty": {
        **_BOOK,
        "rows": (),
        "hint": "0 baris, baris terakhir 0. Sidik buku 3fa91c02.",
        "filters": tuple(replace(one, label=f"{one.label.rpartition(' ')[0]} 0") for one in _FILTERS),
    },
}
