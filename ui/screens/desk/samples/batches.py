"""What the pictures of the batch page show."""

from __future__ import annotations

from typing import Any, Final

from ui.screens.desk.batchview import Row
from ui.screens.desk.reasons import Choice

_ROWS = (
    ("A-009", "Surat Keterangan Tidak Mampu", "hand-heart", "Siti Aminah (CONTOH)"),
    ("A-011", "Surat Keterangan Domisili", "house-line", "Budi Santoso (CONTOH)"),
    ("B-004", "Surat Keterangan Usaha", "storefront", "Rosmala Dewi binti Abdul Somad (CONTOH)"),
    ("A-014", "Surat Keterangan", "file-text", "M. Ridwan (CONTOH)"),
    ("A-015", "Surat Keterangan Tidak Mampu", "hand-heart", "Nyayu Khodijah (CONTOH)"),
)


def _batch(seen: int, ticked: int, *, count: int = 5, outcomes: int = 0, **changes: Any) -> dict[str, Any]:
    number = "100.2.2.5/{n:03}/KEL-BL/VIII/2026"
    rows = tuple(
        Row(
            *(f"row{at}", *_ROWS[at % 5]),
            is_open=at == seen - 1,
            is_seen=at < seen,
            is_ticked=at < ticked,
            outcome="" if at >= outcomes else "refused" if at == 1 else "done",
            said=""
            if at >= outcomes
            else "Keadaan berkas sudah berubah."
            if at == 1
            else number.format(n=at + 7),
            blocked="berkas kurang" if at == 3 else "",
        )
        for at in range(count)
    )
    made: dict[str, Any] = dict(  # noqa: C408 (a State by name)
        title="Tanda tangan",
        hint=f"{seen} dari {count} dilihat",
        rows=rows,
        open_key=f"row{seen - 1}",
        images=("image://picture/draft",),
        sheet_said="Sudah dilihat sampai akhir.",
        next_number=number.format(n=7),
        next_day="17 Agustus 2026",
        modes=(Choice("wet", "Tinta dan cap", chosen=True), Choice("seal", "Segel elektronik")),
        signers=(Choice("lurah", "Ahmad Fauzi, S.H. (CONTOH), Lurah", chosen=True),),
        signing=True,
        signer_said="Ahmad Fauzi, S.H. (CONTOH)",
        primary_glyph="signature",
        mode_said="Dicatat atas perintah penanda tangan; kertasnya ditandatangani dan dicap.",
        primary=f"Catat {ticked} tanda tangan",
    )
    return made | changes


BATCHES: Final[dict[str, dict[str, Any]]] = {
    "order": _batch(2, 2, changes="Berubah sejak langkah ini terakhir: Pekerjaan."),
    "pin": _batch(
        3,
        3,
        asking_pin=True,
        digits=4,
        pin_said="PIN Ahmad Fauzi, S.H. (CONTOH) untuk 3 surat",
        primary="Tanda tangani 3",
    ),
    "results": _batch(
        5,
        0,
        outcomes=4,
        primary="Cetak 3 surat",
        primary_glyph="printer",
        news="3 surat bernomor, 1 berhenti.",
        news_tone="first",
    ),
    "large_list": _batch(1, 0, count=200, primary="Catat tanda tangan"),
    "agree": _batch(
        3,
        3,
        title="Setujui",
        signing=False,
        next_number="",
        modes=(),
        signers=(),
        primary="Setujui 3, teruskan",
        primary_glyph="check",
    ),
    "empty": dict(  # noqa: C408 (as above)
        title="Tanda tangan", primary="Ke antrean", primary_glyph="arrow-right"
    ),
}
