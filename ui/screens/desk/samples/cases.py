"""What the pictures of the case page show."""

from __future__ import annotations

from typing import Any, Final

from ui.screens.desk.caseview import Other, Paper, Refusal, Verb
from ui.screens.desk.facts import Fact, Group
from ui.screens.desk.form import Ask, Option
from ui.screens.desk.reasons import Choice
from ui.screens.desk.status import Pill
from ui.screens.desk.timeline import Step

BY: Final = "ditulis pemohon"
OFFICER: Final = "ditulis petugas"

SUBJECT: Final = (
    Fact("pemohon.nama", "Nama", "Siti Aminah (CONTOH)", BY),
    Fact("pemohon.nik", "NIK", "1671 9945 0789 0003", BY),
    Fact("pemohon.kk", "Nomor KK", "belum diisi", BY, is_open=True),
    Fact("pemohon.tempat_lahir", "Tempat lahir", "Palembang", BY),
    Fact("pemohon.tanggal_lahir", "Tanggal lahir", "5 Juli 1989", BY),
    Fact("pemohon.jenis_kelamin", "Jenis kelamin", "Perempuan", BY),
    Fact("pemohon.pekerjaan", "Pekerjaan", "Buruh harian lepas", "diperbaiki", "semula: Karyawan swasta"),
    Fact(
        "pemohon.alamat",
        "Alamat",
        "Jalan Sultan Mansyur Lorong Kedukan 14 RT 012 RW 004, Kelurahan Bukit Lama",
        BY,
    ),
)
PENGANTAR: Final = (
    Fact("pengantar.rt", "RT", "belum diisi", OFFICER, is_open=True),
    Fact("pengantar.rw", "RW", "belum diisi", OFFICER, is_open=True),
    Fact("pengantar.nomor", "Nomor", "belum diisi", OFFICER, is_open=True),
    Fact("pengantar.tanggal", "Tanggal", "belum diisi", OFFICER, is_open=True),
)
ANSWERS: Final = (
    Fact("penghasilan", "Penghasilan keluarga sebulan", "Rp1.500.000 (satu juta lima ratus ribu rupiah)", BY),
    Fact("jumlah_tanggungan", "Jumlah tanggungan", "4 orang", BY),
    Fact("alasan", "Sebab utama", "penghasilan tidak tetap", BY),
    Fact("keperluan", "Keperluan surat", "biaya rumah sakit", BY),
)
GROUPS: Final = (
    Group("subject", "Pemohon", SUBJECT, 1),
    Group("pengantar", "Pengantar RT/RW", PENGANTAR, 4),
    Group("answers", "Isian surat", ANSWERS, 0),
)
PAPERS: Final = (
    Paper(
        "identity",
        "Identitas",
        "Cocokkan wajah dengan KTP",
        "identification-card",
        may_check=True,
        is_identity=True,
    ),
    Paper("pengantar", "Pengantar RT/RW", "belum diperiksa", "file-text", may_check=True),
    Paper("ktp", "KTP", "asli sudah dilihat", "file-text", is_done=True),
    Paper("kk", "Kartu Keluarga", "belum diperiksa", "file-text", may_check=True),
)
STEPS: Final = (
    Step("5", "KTP: asli dilihat", "Rina Marlina (CONTOH)", "09.40", "", "user-check", "mark", waits=True),
    Step(
        "4",
        "Isian diperbaiki",
        "Rina Marlina (CONTOH)",
        "09.38",
        "semula Karyawan swasta",
        "pencil-simple",
        "step",
    ),
    Step("3", "Dilengkapi", "Pemohon", "09.12", "", "plus-circle", "step"),
    Step(
        "2",
        "Dikembalikan ke pemohon",
        "Deni Saputra (CONTOH)",
        "14 Agu 10.20",
        "berkas Kartu Keluarga belum ada",
        "arrow-u-up-left",
        "back",
    ),
    Step("1", "Diajukan", "Pemohon", "14 Agu 08.05", "", "file-plus", "step"),
)
VERBS: Final = (
    Verb("return", "Kembalikan", "arrow-u-up-left", "K"),
    Verb("hold", "Tahan", "hourglass-medium", "T"),
)
MORE: Final = (
    Verb("withdraw", "Batalkan atas permintaan", "x-square", "", danger=True),
    Verb("note", "Catat", "note-pencil", ""),
)
REFUSALS: Final = (
    Refusal(
        "reject",
        "Tolak",
        "x-circle",
        "Ini bukan wewenang Anda pada langkah ini. Minta petugas yang berwenang.",
    ),
    Refusal(
        "sign",
        "Tanda tangani",
        "signature",
        "Identitas belum dicocokkan. Berkas wajib belum diperiksa. Belum sampai pada penanda tangan.",
    ),
)
CASE: Final[dict[str, Any]] = {
    "title": "A-012 · Keterangan tidak mampu",
    "hint": "Siti Aminah (CONTOH)  ·  NIK 1671 9945 0789 0003  ·  tiket DQJ7-E9CE-867B  ·  masuk 09.12",
    "pills": (
        Pill("in_review", "Sedang diperiksa: petugas", "hourglass-medium", "first"),
        Pill("identity_unverified", "identitas belum diperiksa", "identification-card", "first"),
        Pill("papers_pending", "berkas kurang", "files", "first"),
        Pill("pending", "menunggu meja register", "cloud-slash", "mark"),
    ),
    "percent": 42,
    "light": "green",
    "time_said": "42% dari batas waktu",
    "groups": GROUPS,
    "papers": PAPERS,
    "warnings": (
        Pill(
            "nik_birth_differs",
            "Tanggal lahir berbeda dengan yang ada di NIK. Cocokkan dengan KTP; tulis alasannya.",
            "warning",
            "first",
        ),
    ),
    "others": (Other("x", "Surat Keterangan Tidak Mampu", "3 Feb, Sudah diserahkan", double=False),),
    "steps": STEPS,
    "verbs": VERBS,
    "more": MORE,
    "refusals": REFUSALS,
    "primary": "Sesuai, teruskan",
    "primary_verb": "pass",
    "primary_glyph": "check",
}
REASONS: Final = (
    Choice("paper_missing", "berkas Kartu Keluarga belum ada", chosen=True),
    Choice("paper_unreadable", "berkas tidak terbaca"),
    Choice("data_differs", "isian berbeda dengan KTP/KK", chosen=True),
    Choice("pengantar_old", "pengantar lama atau bukan dari pengurus RT/RW yang menjabat"),
    Choice("purpose_unclear", "keperluan belum jelas"),
    Choice("see_officer", "perlu bertemu petugas"),
    Choice("wrong_service", "lebih tepat ..."),
    Choice("other", "lainnya"),
)


def options(*labels: str, chosen: int = -1, keys: bool = True) -> tuple[Option, ...]:
    """Things to choose for a line."""
    return tuple(
        Option(label.lower(), label, "", str(at + 1) if keys else "", at == chosen)
        for at, label in enumerate(labels)
    )


ASKS: Final = (
    Ask(
        "pemohon.kk",
        "Nomor KK",
        "167199",
        keys_page="digits",
        missing=True,
        problem="Nomor KK harus 16 angka, ini 6. Periksa lagi di bagian atas KK.",
    ),
    Ask("pengantar.rt", "Pengantar RT/RW: RT", "012", keys_page="digits", longest=3),
    Ask("pengantar.rw", "Pengantar RT/RW: RW", keys_page="digits", longest=3, missing=True),
    Ask("pengantar.nomor", "Pengantar RT/RW: Nomor", missing=True),
    Ask(
        "pengantar.tanggal",
        "Pengantar RT/RW: Tanggal",
        "14-08-2026",
        keys_page="digits",
        said="Jumat, 14 Agustus 2026",
    ),
    Ask(
        "pemohon.status_kawin",
        "Status perkawinan",
        boxed=False,
        wide=True,
        options=options("Belum kawin", "Kawin", "Cerai hidup", "Cerai mati", chosen=1),
    ),
)

CASES: Final[dict[str, dict[str, Any]]] = {
    "review": CASE,
    "return": dict(
        CASE,
        panel="reason",
        panel_title="Kembalikan",
        panel_hint="Pilih alasannya. Pemohon membaca kalimat di bawah pada kiosk.",
        choices=REASONS,
        targets=(Choice("resident", "Pemohon", chosen=True), Choice("operator", "petugas")),
        typed="bawa KK asli",
        typed_label="Keterangan tambahan",
        sentence="Ada yang perlu dilengkapi: berkas Kartu Keluarga belum ada; bawa KK asli.",
    ),
    "fill": dict(
        CASE,
        panel="edit",
        panel_title="Isi yang masih kosong",
        panel_hint="Tulis sesuai KTP, KK, atau surat pengantar. Yang lama tetap tercatat di riwayat.",
        panel_problem="Lengkapi RT, RW, nomor dan tanggal pengantar.",
        asks=ASKS,
    ),
    "more": dict(
        CASE, panel="more", panel_title="Tindakan lain", panel_hint="Yang dapat dilakukan sekarang."
    ),
    "waive": dict(
        CASE,
        panel="check",
        panel_title="Kartu Keluarga",
        panel_hint="Bagaimana berkas ini diperiksa?",
        typed_label="Keterangan tambahan",
        choices=(Choice("on_file", "sudah ada di arsip"), Choice("other", "lainnya")),
    ),
    "page": dict(CASE, panel="page", panel_title="Konsep surat", images=("image://picture/draft",)),
    "hand_over": dict(
        CASE,
        pills=(Pill("ready", "Siap diambil", "check-circle", "done"),),
        verbs=(),
        panel="text",
        panel_title="Serahkan",
        panel_hint="Tulis nama orang yang menerima surat.",
        typed="Siti Aminah (CONTOH)",
        typed_label="Diambil oleh",
        primary="Serahkan",
        primary_verb="hand_over",
        primary_glyph="handshake",
    ),
    "passed": dict(
        CASE,
        pills=(Pill("in_review", "Sedang diperiksa: Kasi Kesejahteraan", "hourglass-medium", "step"),),
        verbs=(),
        warnings=(),
        news="Diteruskan. Sekarang giliran: Kasi Kesejahteraan.",
        news_tone="done",
        primary="Berkas berikutnya",
        primary_verb="next",
        primary_glyph="arrow-right",
    ),
}
