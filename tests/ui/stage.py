"""A window for tests and pictures: shows any example of any screen and waits for whole frames."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, cast

import pypdfium2 as pdfium
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from kiosk import texts
from printing import arms, render
from tests.printing.sample import ARMS, draft_of, example, page_of
from ui.qt.bridge import still
from ui.qt.items import RESOURCES
from ui.qt.window import Window, make_application
from ui.qt.words import make_words
from ui.qt.worker import at_once
from ui.rails import HOLDS
from ui.screens import frame, rail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.shots import Look
    from ui.screens.gallery import Exhibit


class Nowhere:
    """The outside of a frame in a picture: nothing happens there."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def back(self) -> None:
        self.done.append("back")

    def go(self, page: str, /, **args: object) -> None:
        self.done.append(f"go {page} {args}")

    def language(self, language: str) -> None:
        self.done.append(f"language {language}")

    def call_staff(self, *, on: bool) -> None:
        self.done.append(f"call {on}")

    def speak(self) -> bool:
        self.done.append("speak")
        return True

    def end_visit(self) -> None:
        self.done.append("end")


class Stage:
    """One window that shows examples in one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.application = make_application(["stage"])
        self.words = make_words(texts.load(RESOURCES / "texts"))
        self.words.choose(look.language)
        self.outside = Nowhere()
        state = frame.State(
            language=look.language,
            text_step=look.text,
            contrast=look.contrast,
            motion=False,
            training=look.training,
            office="Kelurahan Bukit Lama",
            place="Kecamatan Ilir Barat I, Kota Palembang",
            clock="09.41",
            date="Senin, 17 Agustus 2026",
            can_back=True,
            has_voice=True,
            overlay=look.overlay if look.overlay != "areas" else "",
            seconds_left=14,
            called_at="09.41",
        )
        self.frame = frame.Frame(state, at_once, journey=self.outside, outside=self.outside, words=self.words)
        self.rail = rail.Rail(rail.EXAMPLE, at_once, go=self.outside.go, lock=self.outside.back)
        self.window = Window(self.frame, self.words, rail=self.rail, size=look.size)
        self.window.pictures.hold("code", code_sample())
        self.window.pictures.hold("page", page_sample(draft=False))
        self.window.pictures.hold("arms", QImage.fromData(arms.show(ARMS)))
        self.window.pictures.hold("draft", page_sample(draft=True))
        self.window.view.show()
        self.focus = look.focus

    def show(self, exhibit: Exhibit, example: str) -> None:
        """Puts one example in view and waits until it is drawn."""
        area = exhibit.name.removeprefix("desk.")
        self.rail.show(at_area(HOLDS.get(area, area), unfolded=self.look.overlay == "areas"))
        self.window.show_adapter(exhibit.screen, still(exhibit.screen, exhibit.examples[example]))
        self.frame_drawn()
        self.pause(5)  # a page may put the focus into its first field, which opens the keyboard
        self.frame_drawn()
        self.frame_drawn()
        if self.focus:
            self.find(self.focus).forceActiveFocus()
            self.frame_drawn()
        hand = cast("QQuickItem | None", self.window.view.activeFocusItem())
        if hand is not None and hand.objectName().endswith("_input"):  # the page scrolls to it
            self.pause(60)
            self.frame_drawn()

    def frame_drawn(self) -> None:
        """Waits for one whole frame: layouts are polished late."""
        loop = QEventLoop()
        self.window.view.frameSwapped.connect(loop.quit)
        QTimer.singleShot(2000, loop, loop.quit)
        self.window.view.update()
        loop.exec()
        self.window.view.frameSwapped.disconnect(loop.quit)

    def pause(self, milliseconds: int) -> None:
        """Lets the window live on for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop, loop.quit)
        loop.exec()

    def grab(self) -> QImage:
        """The window as it is drawn."""
        return self.window.view.grabWindow()

    def items(self, item: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Every visible item, delegates too, in drawing order."""
        for child in (item or self.window.view.contentItem()).childItems():
            if child.isVisible():
                yield child
                yield from self.items(child)

    def find(self, name: str) -> QQuickItem:
        """The one visible item of that objectName."""
        found = [item for item in self.items() if item.objectName() == name]
        if len(found) != 1:
            msg = f"{name}: {len(found)} visible items"
            raise LookupError(msg)
        return found[0]

    def close(self) -> None:
        """Ends the window, QML first."""
        self.window.close()


def at_area(area: str, *, unfolded: bool = False) -> rail.State:
    """The rail with that work area chosen; with the queue where the page is no area of its own."""
    keys = [item.key for item in rail.EXAMPLE.items]
    here = keys.index(area) if area in keys else 0
    items = tuple(replace(item, chosen=at == here) for at, item in enumerate(rail.EXAMPLE.items))
    folds = tuple(
        replace(fold, inside=tuple(replace(item, chosen=item.key == area) for item in fold.inside))
        for fold in rail.EXAMPLE.folds
    )
    inside = any(item.chosen and not item.daily and not item.count for item in items)
    return replace(rail.EXAMPLE, items=items, folds=folds, unfolded=unfolded, inside=inside)


def code_sample() -> QImage:
    """A picture of the size of a QR code, for examples that show one."""
    edge = 45
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for x in range(4, edge - 4):
        for y in range(4, edge - 4):
            if (x * x + 3 * y + x * y) % 5 < 2:
                image.setPixel(x, y, 0xFF000000)
    return image


@cache
def page_sample(*, draft: bool) -> QImage:
    """The first page of a real surat, for examples that show one; as a draft before it is signed."""
    page = draft_of("tidak_mampu", **example("tidak_mampu")) if draft else page_of("tidak_mampu")
    with pdfium.PdfDocument(render.pdf(page)) as document:
        drawn = document[0].render(scale=827 / document[0].get_width()).to_pil().convert("RGB")
    image = QImage(drawn.tobytes(), drawn.width, drawn.height, 3 * drawn.width, QImage.Format.Format_RGB888)
    return image.copy()
