"""Draws any screen's examples to PNG in every size, language, text step and contrast; it judges nothing."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.screens.gallery import Exhibit

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "small": (1366, 768)}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is drawn."""

    size: tuple[int, int] = (1920, 1080)
    language: str = "id"
    text: float = 1.0
    contrast: bool = False
    training: bool = False
    overlay: str = ""
    focus: str = ""

    @property
    def name(self) -> str:
        """For the file: `1920x1080-id-1.0`."""
        marks = ("-contrast" if self.contrast else "") + ("-latihan" if self.training else "")
        return f"{self.size[0]}x{self.size[1]}-{self.language}-{self.text}{marks}" + (
            f"-{self.overlay}" if self.overlay else ""
        )


def main(arguments: list[str]) -> int:
    """`python -m tests.shots resident.home --example few --text 1.5 --out build/shots`."""
    options = _options(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.ui.stage import Stage  # noqa: PLC0415 (Qt reads the platform when it is imported)
    from ui.screens.gallery import exhibit_of, exhibits  # noqa: PLC0415

    chosen = [exhibit_of(name) for name in options.screens] or list(exhibits().values())
    options.out.mkdir(parents=True, exist_ok=True)
    drawn: list[Path] = []
    for look in _looks(options):
        stage = Stage(look)
        for exhibit in filter(None, chosen):
            for example in _examples(exhibit, options.example):
                path = options.out / f"{exhibit.name}-{example}-{look.name}.png"
                stage.show(exhibit, example)
                stage.grab().save(str(path))
                drawn.append(path)
                print(path)
        stage.close()
    if options.sheet:
        contact_sheet(options.sheet, drawn)
        print(options.sheet)
    return 0


def contact_sheet(path: Path, pictures: list[Path], *, across: int = 6, width: int = 480) -> None:
    """All pictures side by side on one, each with its name below."""
    from PySide6.QtCore import QRect, Qt  # noqa: PLC0415 (as above)
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415

    small = [
        QImage(str(picture)).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        for picture in pictures
    ]
    tall = max(image.height() for image in small) + 36
    sheet = QImage(across * (width + 16), -(-len(small) // across) * tall, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for at, (picture, image) in enumerate(zip(pictures, small, strict=True)):
        x, y = at % across * (width + 16), at // across * tall
        painter.drawImage(x, y, image)
        painter.drawText(QRect(x, y + image.height() + 6, width, 24), picture.stem)
    painter.end()
    sheet.save(str(path))


def _examples(exhibit: Exhibit, asked: str) -> list[str]:
    return [name for name in exhibit.examples if asked in {"", name}]


def _looks(options: Any) -> list[Look]:
    sizes = [SIZES[size] if size in SIZES else _size(size) for size in options.size]
    looks = [
        Look(size, language, text, options.contrast, options.training, options.overlay, options.focus)
        for size in sizes
        for language in options.lang
        for text in options.text
    ]
    return [*looks, *(replace(look, contrast=True) for look in looks)] if options.both else looks


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("screens", nargs="*", help="such as resident.home; none = all")
    parser.add_argument("--example", default="", help="one example; else all")
    parser.add_argument(
        "--size", nargs="+", default=["landscape"], help="landscape, portrait, small or 1280x800"
    )
    parser.add_argument("--lang", nargs="+", default=["id"])
    parser.add_argument("--text", nargs="+", type=float, default=[1.0])
    parser.add_argument("--contrast", action="store_true")
    parser.add_argument("--both", action="store_true", help="normal and high contrast")
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--overlay", default="", choices=["", "help", "idle", "areas"])
    parser.add_argument("--focus", default="", help="objectName that gets the focus (shows the keyboard)")
    parser.add_argument("--sheet", type=Path, default=None, help="all of them on one picture")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
