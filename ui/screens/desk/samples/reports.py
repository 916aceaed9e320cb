"""The rows of the page of reports, and what its pictures show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ui.screens.desk.reasons import Choice
from ui.screens.desk.reporttables import Card


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table with up to four cells; `first` and `second` are its bars, parts of the widest."""

    key: str
    label: str
    small: str
    one: str
    two: str
    three: str
    four: str
    first: float
    second: float


def _choices(names: tuple[tuple[str, str], ...], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, said, chosen=code == chosen) for code, said in names)


_PERIODS: Final = (
    ("today", "Hari ini"),
    ("week", "Pekan ini"),
    ("month", "Bulan ini"),
    ("last_month", "Bulan lalu"),
)
_KINDS: Final = (
    ("service", "Layanan"),
    ("day", "Hari"),
    ("step", "Langkah"),
    ("person", "Orang"),
    ("hold", "Ditahan"),
    ("satisfaction", "Kepuasan"),
)
_CARDS: Final = (
    Card("filed", "Diajukan", "214", "23 masih berjalan"),
    Card("finished", "Selesai", "183", "8 ditolak"),
    Card("in_time", "Tepat waktu", "94 %", "172 dari 183 yang selesai"),
    Card("wait", "Warga menunggu", "2 jam 5 menit", "nilai tengah, dari diajukan sampai siap"),
    Card("work", "Dikerjakan", "48 menit", "nilai tengah, dari lengkap sampai siap"),
    Card("liked", "Kepuasan", "89,58", "Mutu A, 31 survei"),
)


def _services() -> tuple[Row, ...]:
    found = (
        ("Surat Keterangan Domisili", 64, 58, 57, 1),
        ("Surat Keterangan Tidak Mampu", 51, 44, 40, 4),
        ("Surat Keterangan Usaha", 38, 33, 30, 3),
        ("Surat Pengantar SKCK", 27, 24, 24, 0),
        ("Surat Keterangan Ahli Waris", 9, 6, 3, 3),
    )
    return tuple(
        Row(title, title, "", str(filed), str(done), str(good), str(late), good / 58, late / 58)
        for title, filed, done, good, late in found
    )


def _days() -> tuple[Row, ...]:
    filed = (14, 12, 9, 11, 7, 16, 13, 10, 12, 8, 15, 11, 9, 10, 6, 12, 11, 9, 8, 11)
    done = (9, 11, 10, 10, 8, 12, 13, 11, 10, 9, 11, 12, 10, 9, 7, 9, 10, 8, 7, 7)
    days = [day for day in range(3, 29) if day % 7 not in {1, 2}]
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
    return tuple(
        Row(
            f"{day}",
            f"{day} Agustus 2026",
            names[at % 5],
            str(filed[at]),
            str(done[at]),
            "",
            "",
            filed[at] / 16,
            done[at] / 16,
        )
        for at, day in enumerate(days)
    )


def _steps() -> tuple[Row, ...]:
    found = (
        ("Memeriksa berkas", 183, 42, 9),
        ("Persetujuan Kasi Kesejahteraan", 95, 35, 0),
        ("Persetujuan sekretaris", 183, 28, 0),
        ("Tanda tangan", 183, 61, 0),
        ("Cetak, tinta, cap", 176, 12, 25),
    )
    return tuple(
        Row(
            title,
            title,
            "",
            str(count),
            f"{wait} menit",
            f"{work} menit" if work else "< 1 menit",
            "",
            wait / 61,
            work / 61,
        )
        for title, count, wait, work in found
    )


def _people() -> tuple[Row, ...]:
    found = (
        ("Dewi Contoh", "Memeriksa berkas", "Tidak Mampu 41, Ahli Waris 6, Domisili 18", 65, "14 menit"),
        ("Rina Marlina (CONTOH)", "Memeriksa berkas", "Domisili 40, Usaha 33, SKCK 24", 118, "7 menit"),
        ("Kurnia Contoh, S.H.", "Persetujuan Kasi Kesejahteraan", "Tidak Mampu 44", 95, "1 menit"),
        ("Sri Contoh, S.E.", "Persetujuan sekretaris", "Domisili 58, Tidak Mampu 44", 183, "2 menit"),
    )
    return tuple(
        Row(name, name, mix, work, str(count), took, "", 0.0, 0.0) for name, work, mix, count, took in found
    )


def _opinions() -> tuple[Row, ...]:
    means = (3.42, 3.51, 3.18, 3.97, 3.66, 3.58, 3.81, 3.4, 3.72)
    names = (
        *("Persyaratan", "Prosedur", "Waktu", "Biaya", "Hasil"),
        *("Kemampuan petugas", "Perilaku petugas", "Pengaduan", "Sarana"),
    )
    return tuple(
        Row(name, name, "", f"{mean:.2f}".replace(".", ","), "", "", "", mean / 4, 0.0)
        for name, mean in zip(names, means, strict=True)
    )


_MONTH: Final[dict[str, Any]] = {
    "hint": "1 Agustus 2026 – 28 Agustus 2026, dihitung dari catatan kantor ini",
    "periods": _choices(_PERIODS, "month"),
    "kinds": _choices(_KINDS, "service"),
    "cards": _CARDS,
    "kind": "service",
    "table_title": "Tepat waktu dan terlambat, per layanan",
    "table_said": "Dari berkas lengkap sampai siap, tanpa waktu berhenti, dibanding janji layanan.",
    "columns": ("Layanan", "Diajukan", "Selesai", "Tepat waktu", "Terlambat"),
    "legend": ("Tepat waktu", "Terlambat"),
    "rows": _services(),
    "primary": "Cetak laporan",
}
REPORTS: Final[dict[str, dict[str, Any]]] = {
    "services": _MONTH,
    "days": {
        **_MONTH,
        "kinds": _choices(_KINDS, "day"),
        "kind": "day",
        "table_title": "Diajukan dan selesai, per hari",
        "table_said": "Selesai pada hari diserahkan atau dijawab.",
        "columns": ("Hari", "Diajukan", "Selesai"),
        "legend": ("Diajukan", "Selesai"),
        "rows": _days(),
    },
    "steps": {
        **_MONTH,
        "kinds": _choices(_KINDS, "step"),
        "kind": "step",
        "table_title": "Menunggu dan dikerjakan, per langkah",
        "table_said": "Nilai tengah dalam jam kerja. Menunggu: sampai seseorang mulai.",
        "columns": ("Langkah", "Banyaknya", "Menunggu", "Dikerjakan"),
        "legend": ("Menunggu", "Dikerjakan"),
        "rows": _steps(),
    },
    "people": {
        **_MONTH,
        "kinds": _choices(_KINDS, "person"),
        "kind": "person",
        "table_title": "Siapa mengerjakan apa",
        "table_said": "Menurut jenis pekerjaan, lalu nama. Banyaknya saja tidak menilai orang.",
        "columns": ("Petugas", "Langkah", "Banyaknya", "Dikerjakan"),
        "legend": (),
        "rows": _people(),
    },
    "satisfaction": {
        **_MONTH,
        "kinds": _choices(_KINDS, "satisfaction"),
        "kind": "satisfaction",
        "table_title": "Kepuasan, per unsur",
        "table_said": "Rata-rata 1 sampai 4. Indeks: rata-rata sembilan unsur kali 25.",
        "columns": ("Unsur", "Nilai"),
        "legend": ("Nilai", "Banyaknya jawaban"),
        "rows": _opinions(),
    },
    "too_few": {
        **_MONTH,
        "kinds": _choices(_KINDS, "satisfaction"),
        "cards": (*_CARDS[:-1], Card("liked", "Kepuasan", "–", "4 survei, tampil mulai 10")),
        "kind": "satisfaction",
        "table_title": "Kepuasan, per unsur",
        "table_said": "Rata-rata 1 sampai 4. Indeks: rata-rata sembilan unsur kali 25.",
        "columns": ("Unsur", "Nilai"),
        "legend": (),
        "rows": (),
        "empty": "4 survei, tampil mulai 10",
    },
    "printed": {**_MONTH, "news": "Laporan dicetak dan tercatat.", "news_tone": "done"},
    "refused": {
        "news": "Laporan kinerja hanya untuk lurah, sekretaris, dan pemegang register.",
        "news_tone": "error",
    },
}
