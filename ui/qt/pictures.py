"""Pictures of one visit (a page, a scan, a code) under keys that die with it; it draws none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

if TYPE_CHECKING:
    from collections.abc import Sequence

QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""


class Pictures(QQuickImageProvider):
    """`image://picture/<key>`; a screen is handed `put_png` or `put_code` and keeps the address it gets."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._held: dict[str, QImage] = {}
        self._next = 0

    def put_png(self, png: bytes) -> str:
        """Holds a PNG (or JPEG) and gives its address; ValueError when it is neither."""
        image = QImage.fromData(png)
        if image.isNull():
            raise ValueError("not a picture")
        return self._put(image)

    def put_code(self, rows: Sequence[Sequence[bool]]) -> str:
        """Holds the modules of a QR code (True = dark, without the quiet zone) and gives its address."""
        edge = len(rows) + 2 * QUIET
        image = QImage(edge, edge, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    image.setPixel(x + QUIET, y + QUIET, 0xFF000000)
        return self._put(image)

    def forget(self) -> None:
        """The visit is over: nothing of it stays in memory."""
        self._held.clear()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002
        """The picture at the size asked for; a code is enlarged by whole modules, so that it stays sharp."""
        image = self._held.get(id, QImage())
        if image.isNull() or requestedSize.width() < 1:
            return image
        if image.format() is QImage.Format.Format_RGB32 and image.width() == image.height() < 200:
            times = max(requestedSize.width() // image.width(), 1)
            return image.scaledToWidth(image.width() * times, Qt.TransformationMode.FastTransformation)
        return image.scaledToWidth(requestedSize.width(), Qt.TransformationMode.SmoothTransformation)

    def hold(self, key: str, image: QImage) -> str:
        """Holds a picture under a key of one's own and gives its address."""
        self._held[key] = image
        return f"image://picture/{key}"

    def _put(self, image: QImage) -> str:
        self._next += 1  # never used twice: QML would show the picture it remembers under that address
        return self.hold(str(self._next), image)
