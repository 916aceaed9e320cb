"""What is worth reading aloud of the page in view, in reading order; it makes no sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtQuick import QQuickItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.qt.window import Window


def page_words(window: Window) -> str:
    """Heading first, then the sentences and the names of the buttons; never what was typed into a field."""
    page = window.view.rootObject().findChild(QQuickItem, "page")
    words = [] if page is None else list(_words(page))
    heading = [text for item, text in words if item.objectName() == "heading"]
    return ". ".join([*heading, *(text for item, text in words if item.objectName() != "heading")])


def _words(item: QQuickItem) -> Iterator[tuple[QQuickItem, str]]:
    for child in item.childItems():
        if not child.isVisible() or child.objectName() == "keyboard":
            continue
        if child.inherits("QQuickTextInput"):
            continue
        if child.inherits("QQuickText") and child.property("text"):
            yield child, str(child.property("text"))
        yield from _words(child)
