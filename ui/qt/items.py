"""Images made for QML: tinted icons and soft shadows; pages and codes have providers of their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


class IconProvider(QQuickImageProvider):
    """`image://icon/<name>/<weight>/<rrggbb>`: one Phosphor icon in one colour, at the size asked for."""

    def __init__(self, folder: Path = RESOURCES / "icons") -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002
        """A null image, of which Qt warns, when there is no such icon."""
        name, weight, colour = id.split("/")
        edge = max(requestedSize.width(), requestedSize.height(), 1)
        return _icon(self._folder / weight / f"{name}.svg", colour, edge)


@lru_cache(maxsize=512)
def _icon(path: Path, colour: str, edge: int) -> QImage:
    if not path.exists():
        return QImage()
    svg = path.read_bytes().replace(b"currentColor", b"#" + colour.encode())
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return image


class ShadowProvider(QQuickImageProvider):
    """`image://shadow/<radius>`: a soft shadow as a nine-patch; its border is 3 x radius on each side."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002
        """Drawn once per radius."""
        return _shadow(max(int(float(id)), 1))


@lru_cache(maxsize=32)
def _shadow(radius: int) -> QImage:
    edge = radius * 6 + 2
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(18, 52, 59, 255))
    steps = radius * 2
    painter.setOpacity(0.16 / steps * 2.2)
    for step in range(steps):  # many faint rounded boxes, each smaller, add up to a falling edge
        inset = step * 0.9
        painter.drawRoundedRect(
            QRectF(inset, inset, edge - 2 * inset, edge - 2 * inset), radius * 2.2, radius * 2.2
        )
    painter.end()
    return image


class HatchProvider(QQuickImageProvider):
    """`image://hatch/<edge>/<rrggbb>/<rrggbb>`: one tile of the slanting stripes of a training office."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002
        """Two colours at 45 degrees that fit together at every side."""
        edge, first, second = id.split("/")
        return _hatch(int(edge), f"#{first}", f"#{second}")


@lru_cache(maxsize=8)
def _hatch(edge: int, first: str, second: str) -> QImage:
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(first))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(second))
    half = edge / 2
    painter.drawPolygon([QPointF(0, half), QPointF(half, 0), QPointF(edge, 0), QPointF(0, edge)])
    painter.drawPolygon([QPointF(edge, half), QPointF(edge, edge), QPointF(half, edge)])
    painter.end()
    return image
