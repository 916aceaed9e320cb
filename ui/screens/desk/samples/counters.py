"""What the pictures of the counter page show."""

from __future__ import annotations

from typing import Any, Final

from ui.screens.desk.counterview import Chosen, Paper, Past
from ui.screens.desk.form import Ask, Option
from ui.screens.desk.samples.cases import options
from ui.screens.desk.status import Pill

_PAPERS: Final = (
    Paper("identity", "Identitas cocok", "user-check", chosen=True),
    Paper("pengantar", "Pengantar RT/RW", "file-text", chosen=True),
    Paper("ktp", "KTP", "file-text", chosen=True),
    Paper("kk", "Kartu Keluarga", "file-text"),
)
_ASKS: Final = (
    Ask("pemohon.nama", "Nama", "Siti Aminah (CONTOH)"),
    Ask("pemohon.nik", "NIK", "1671994507890003", keys_page="digits", said="1671 9945 0789 0003"),
    Ask("pemohon.kk", "Nomor KK", "1671991201150001", keys_page="digits"),
    Ask("pemohon.tempat_lahir", "Tempat lahir", "Palembang"),
    Ask("pemohon.tanggal_lahir", "Tanggal lahir", "05-07-1989", keys_page="digits", said="Rabu, 5 Juli 1989"),
    Ask(
        "pemohon.jenis_kelamin",
        "Jenis kelamin",
        boxed=False,
        options=options("Laki-laki", "Perempuan", chosen=1),
    ),
    Ask("pemohon.pekerjaan", "Pekerjaan", "Mengurus rumah tangga"),
    Ask("pemohon.alamat.alamat", "Jalan dan nomor", "Jalan Contoh No. 14"),
    Ask("pemohon.alamat.rt", "RT", "012", keys_page="digits"),
    Ask("pemohon.alamat.rw", "RW", "004", keys_page="digits"),
    Ask("pengantar.nomor", "Pengantar RT/RW: Nomor", missing=True),
    Ask(
        "pengantar.tanggal",
        "Pengantar RT/RW: Tanggal",
        "14-08-2026",
        keys_page="digits",
        said="Jumat, 14 Agustus 2026",
    ),
    Ask(
        "penghasilan",
        "Penghasilan keluarga sebulan",
        "1.500.000",
        keys_page="digits",
        unit="rupiah",
        said="Rp1.500.000",
    ),
    Ask("jumlah_tanggungan", "Jumlah tanggungan", "4", keys_page="digits", unit="orang"),
    Ask(
        "keperluan",
        "Keperluan surat",
        "biaya rumah sakit",
        wide=True,
        copied=True,
        options=options("Biaya rumah sakit", "JKN PBI", "Bantuan sosial", chosen=0),
    ),
)
_FORM: Final[dict[str, Any]] = {
    "looked_for": "1671994507890003",
    "person_said": "Siti Aminah (CONTOH), data sudah pernah dicocokkan.",
    "person_tone": "done",
    "past": (Past("x", "Surat Keterangan Tidak Mampu", "diajukan 3 Feb"),),
    "service": "Keterangan tidak mampu",
    "papers": _PAPERS,
    "asks": _ASKS,
    "primary": "Ajukan dan teruskan",
}
COUNTERS: Final[dict[str, dict[str, Any]]] = {
    "start": {
        "services": (
            Chosen("domisili", "Keterangan domisili", "SKD", "house-line"),
            Chosen("tidak_mampu", "Keterangan tidak mampu", "SKTM", "hand-heart"),
            Chosen("keterangan_umum", "Keterangan umum", "SK", "file-text"),
        ),
        "primary": "Ajukan dan teruskan",
    },
    "several": {
        "looked_for": "aminah",
        "person_said": "Ada beberapa orang dengan nama itu. Pilih satu.",
        "people": tuple(
            Chosen(
                f"167199450789000{at}",
                f"Siti Aminah{name} (CONTOH)",
                f"1671 9945 0789 000{at}, lahir 5 Juli 1989",
                "user",
            )
            for at, name in enumerate(("", " Rahmawati", " binti Abdul Somad"), 1)
        ),
        "services": (Chosen("tidak_mampu", "Keterangan tidak mampu", "SKTM", "hand-heart"),),
        "primary": "Ajukan dan teruskan",
    },
    "form": _FORM,
    "missing": {
        **_FORM,
        "news": "2 isian wajib masih kosong.",
        "news_tone": "first",
        "wanted": "pengantar.nomor",
    },
    "filed": {
        "filed": True,
        "ticket": "DQJ7-E9CE-867B",
        "pin": "060802",
        "filed_said": "Tercatat dan diteruskan. Sekarang giliran: Kasi Kesejahteraan.",
        "primary": "Orang berikutnya",
    },
    "checks": {
        **_FORM,
        "remarks": (
            Pill("nik_example", "NIK CONTOH. Hanya untuk latihan.", "warning", "error"),
            Pill("nik_birth_differs", "Tanggal lahir berbeda dengan yang ada di NIK.", "warning", "first"),
        ),
        "why_label": "Mengapa tanggal lahir berbeda dengan NIK?",
        "asks": (
            Ask(
                "pemohon.pekerjaan",
                "Pekerjaan",
                "Wiraswasta",
                offers=(
                    Option("then", "Dulu: Pelajar/mahasiswa", "clock-counter-clockwise", "", chosen=False),
                    Option("now", "Sekarang: Wiraswasta", "calendar-check", "", chosen=True),
                ),
            ),
            Ask(
                "penghasilan",
                "Penghasilan keluarga sebulan",
                "1.500.000",
                keys_page="digits",
                unit="rupiah",
                missing=True,
                copied=True,
                offers=(Option("still", "Masih 1.500.000", "check", "", chosen=False),),
            ),
        ),
        "news": "Permohonan yang sama sudah diajukan kemarin, nomor A-012. Tekan lagi untuk tetap.",
        "news_tone": "first",
        "news_action": "Buka yang dulu",
    },
}
