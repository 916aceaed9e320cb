"""What the pictures of the paper and ink pages show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ui.screens.desk.reasons import Choice
from ui.screens.desk.sheetview import Sheet

_ROWS: Final = (
    ("100.2.2.5/007/KEL-BL/VIII/2026", "Surat Keterangan Tidak Mampu", "Siti Aminah (CONTOH)"),
    ("100.2.2.5/008/KEL-BL/VIII/2026", "Surat Keterangan Domisili", "Budi Santoso (CONTOH)"),
    ("100.2.2.5/009/KEL-BL/VIII/2026", "Surat Keterangan Usaha", "Rosmala Dewi binti Abdul Somad (CONTOH)"),
)
_SAID: Final = {
    "": "akan dicetak",
    "asked": "sudah dikirim ke printer",
    "ok": "keluar dan benar",
    "running": "sedang dicetak",
}


def _sheet(at: int, kind: str = "original", stage: str = "") -> Sheet:
    number, title, name = _ROWS[at % 3]
    return Sheet(
        key=f"case{at}:{kind}",
        case=f"case{at}",
        kind=kind,
        attempt=1,
        number=number,
        title=title,
        name=name,
        kind_said={"original": "Asli", "archive": "Pertinggal", "reprint": "Cetakan ulang"}[kind],
        mode_said="Tinta dan cap",
        stage=stage,
        said=_SAID[stage],
        is_open=at == 0 and kind == "original",
    )


def _all(stage: str = "", count: int = 3) -> tuple[Sheet, ...]:
    return tuple(_sheet(at, kind, stage) for at in range(count) for kind in ("original", "archive"))


_PLAN: Final[dict[str, Any]] = {
    "hint": "Periksa lembar, lalu cetak. Nomornya sudah diambil.",
    "sheets": _all(),
    "open_key": "case0:original",
    "images": ("image://picture/page",),
    "printer": "Printer meja 1",
    "printer_said": "siap",
    "archive": True,
    "primary": "Cetak 6 lembar",
}
PAPERS: Final[dict[str, dict[str, Any]]] = {
    "plan": _PLAN,
    "ask": {
        **_PLAN,
        "hint": "Ambil kertas dari printer dan periksa satu per satu.",
        "sheets": (*_all("asked")[:5], replace(_all("asked")[5], is_ticked=False)),
        "stage": "ask",
        "primary": "Ya, 5 lembar keluar dan benar",
        "primary_glyph": "check",
    },
    "bad": {
        **_PLAN,
        "sheets": _all("asked", 2),
        "stage": "ask",
        "panel": "bad",
        "panel_title": "Lembar yang tidak benar",
        "panel_hint": "Apa yang terjadi dengan 1 lembar yang tidak dicentang?",
        "choices": tuple(
            Choice(word, word, chosen=word == "kertas macet")
            for word in (
                "kertas macet",
                "kertas habis",
                "cetakan pucat",
                "cetakan terpotong",
                "tidak keluar",
                "lainnya",
            )
        ),
        "primary": "Ya, 3 lembar keluar dan benar",
    },
    "done": {
        **_PLAN,
        "sheets": _all("ok", 2),
        "stage": "done",
        "printer_said": "kertas habis",
        "printer_tone": "error",
        "may_reprint": True,
        "primary": "Ke tinta dan cap",
        "primary_glyph": "arrow-right",
        "news": "Semua lembar keluar dan benar.",
        "news_tone": "done",
    },
    "large_list": {**_PLAN, "sheets": _all("", 60), "primary": "Cetak 120 lembar"},
    "empty": {"hint": "", "stage": "done", "primary": "Ke antrean", "primary_glyph": "arrow-right"},
}
