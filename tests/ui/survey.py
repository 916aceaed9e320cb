"""Reads what the visible items of a window show: controls, texts, places, colours; it judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QFont, QImage
from PySide6.QtQuick import QQuickItem

CONTROLS = ("QQuickAbstractButton", "QQuickTextInput")


@dataclass(frozen=True, slots=True)
class Control:
    """Something that can be pressed or typed into."""

    item: QQuickItem
    name: str
    said: str
    role: QAccessible.Role
    seen: QRectF
    whole: QRectF

    @property
    def is_cut(self) -> bool:
        """Whether part of it is scrolled out of view."""
        return self.seen != self.whole

    @property
    def is_input(self) -> bool:
        """A field to type in, whose box is drawn around it."""
        return self.item.inherits("QQuickTextInput")


@dataclass(frozen=True, slots=True)
class Words:
    """One visible text."""

    item: QQuickItem
    text: str
    seen: QRectF
    whole: QRectF
    pixels: int
    is_truncated: bool
    colour: QColor


def controls(view: Sequence[QQuickItem]) -> list[Control]:
    """Everything in view that can be pressed or typed into."""
    found = []
    for item in view:
        if not any(item.inherits(kind) for kind in CONTROLS):
            continue
        seen, whole = _place(item)
        if seen.isEmpty():
            continue
        face = QAccessible.queryAccessibleInterface(item)
        found.append(
            Control(item, item.objectName(), face.text(QAccessible.Text.Name), face.role(), seen, whole)
        )
    return found


def texts(view: Sequence[QQuickItem]) -> list[Words]:
    """Every text in view with what is really painted of it."""
    found = []
    for item in view:
        if not item.inherits("QQuickText") or not item.property("text"):
            continue
        seen, whole = _place(item)
        if seen.isEmpty() or not _is_painted(item):
            continue
        font, colour = item.property("font"), item.property("color")
        assert isinstance(font, QFont)
        assert isinstance(colour, QColor)
        cut = bool(item.property("truncated"))
        found.append(Words(item, item.property("text"), seen, whole, font.pixelSize(), cut, colour))
    return found


def headings(view: Sequence[QQuickItem]) -> list[str]:
    """The names of all headings in view."""
    found = []
    for item in view:
        face = QAccessible.queryAccessibleInterface(item) if item.objectName() else None
        if face is not None and face.role() == QAccessible.Role.Heading:
            found.append(face.text(QAccessible.Text.Name))
    return found


def button_of(item: QQuickItem) -> QQuickItem | None:
    """The pressable thing a text stands in, if any."""
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        if above.inherits("QQuickAbstractButton"):
            return above
        above = above.parentItem()
    return None


def rect_of(item: QQuickItem) -> QRectF:
    """Place in the window, cut or not."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def ground_of(words: Words, picture: QImage) -> QColor:
    """The colour painted most often where the words stand; letters cover less than half of their box."""
    area = words.seen.toAlignedRect().intersected(picture.rect())
    across, down = max(area.width() // 36, 1), max(area.height() // 9, 1)
    assert picture.depth() == 32
    pixels, width = memoryview(picture.constBits()).cast("I"), picture.bytesPerLine() // 4
    seen: Counter[int] = Counter()
    for y in range(area.top(), area.bottom() + 1, down):
        seen.update(pixels[y * width + area.left() : y * width + area.right() + 1 : across].tolist())
    return QColor(seen.most_common(1)[0][0])


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _place(item: QQuickItem) -> tuple[QRectF, QRectF]:
    """(what can be seen of it, where it lies); a list or scroll area cuts what lies outside it."""
    whole = rect_of(item)
    if item.inherits("QQuickText"):  # words may be painted beyond their item
        beyond = max(float(item.property("paintedWidth")) - item.width(), 0.0)
        below = max(float(item.property("paintedHeight")) - item.height(), 0.0)
        whole = whole.adjusted(-beyond / 2, 0, beyond / 2, below)
    seen = QRectF(whole)
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        if above.clip():
            seen = seen.intersected(rect_of(above))
        above = above.parentItem()
    return seen, whole


def _is_painted(item: QQuickItem) -> bool:
    above: QQuickItem | None = item
    while above is not None:
        if above.opacity() == 0:
            return False
        above = above.parentItem()
    return True
