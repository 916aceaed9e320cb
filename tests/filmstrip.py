"""Draws the pictures of the README: eight screens on one strip, and one surat at a size that can be read."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "docs"
SCREENS: Final = (
    ("resident.home", "many", ""),
    ("resident.identity", "kk", "nik_input"),
    ("resident.form", "surat", ""),
    ("resident.ekitir", "printed", ""),
    ("desk.queue", "morning", ""),
    ("desk.case", "review", ""),
    ("desk.batch", "order", ""),
    ("resident.verify", "green", ""),
)
WIDTH, ACROSS, GAP = 640, 4, 12
SURAT_DPI: Final = 96.0


def main() -> int:
    """`python -m tests.filmstrip` writes docs/filmstrip.png and docs/surat.png."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    OUT.mkdir(exist_ok=True)
    draw_strip(OUT / "filmstrip.png")
    draw_surat(OUT / "surat.png")
    return 0


def draw_strip(path: Path) -> None:
    """Eight screens in the order of the story, four a row."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - Qt reads the platform when it is imported
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415

    from tests.shots import Look  # noqa: PLC0415
    from tests.ui.stage import Stage  # noqa: PLC0415
    from ui.screens.gallery import exhibit_of  # noqa: PLC0415

    height = WIDTH * 9 // 16
    rows = -(-len(SCREENS) // ACROSS)
    strip = QImage(ACROSS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP, QImage.Format.Format_RGB32)
    strip.fill(Qt.GlobalColor.white)
    painter = QPainter(strip)
    for at, (name, example, focus) in enumerate(SCREENS):
        exhibit = exhibit_of(name)
        if exhibit is None:
            raise LookupError(name)
        stage = Stage(Look(focus=focus))
        stage.show(exhibit, example if example in exhibit.examples else next(iter(exhibit.examples)))
        picture = stage.grab().scaled(
            WIDTH, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        stage.close()
        painter.drawImage(GAP + at % ACROSS * (WIDTH + GAP), GAP + at // ACROSS * (height + GAP), picture)
    painter.end()
    strip.save(str(path))


def draw_surat(path: Path) -> None:
    """A surat of the practice office, numbered and sealed by the use cases themselves."""
    from dataclasses import replace  # noqa: PLC0415

    from kiosk.domain.page import Copy  # noqa: PLC0415
    from printing import read  # noqa: PLC0415
    from tests import make  # noqa: PLC0415
    from ui import paper  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        desk = make.make_office(Path(folder), profile=replace(make.OFFICE, training=True))
        case = make.signed(desk, mode="seal")
        pdf = paper.render_surat(desk, case.id, Copy.ORIGINAL)
        desk.db.close()
    read.page_image(pdf, 0, dpi=SURAT_DPI).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
