"""Real touches and keys on a window, by the names of its controls; it decides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.errors import Refused
from ui.qt.window import Window

FRAME_MS = 2000
STILL_MS = 60
"""No frame for so long: the page that fades in, or the sheet that glides, has come to rest."""
REST_S = 10.0
QUICK_PNG = 80
"""A little larger than the smallest file, in two thirds of the time."""
SCROLLS = 24
DRAG = 320
DRAG_STEPS = 8
DRAG_REST_MS = 120
SAME_KEY_MS = 130
"""A second touch of one key within 120 ms is a tremble and drops out (EN 301 549 5.8)."""
ON_KEYBOARD = {" ": "key_space", "\b": "key_erase"}
SWITCHES = ("key_123", "key_abc")


class NotOnScreenError(Exception):
    """What should be touched or read is not there exactly once."""


@dataclass(slots=True)
class Count:
    """What a person's hand did: keys that leave a character, other taps, pages seen."""

    keys: int = 0
    taps: int = 0
    pages: int = 0


class Driver:
    """Sits in the process of the window; each verb returns after a whole frame was drawn."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._view = window.view
        self._finger = QTest.createTouchDevice()
        self.count = Count()
        self._last_key = ""
        window.shell.shown.connect(self._page_seen)

    def tap(self, name: str) -> None:
        """Touches the middle of the one visible control of that name."""
        item = self._reach(name)
        self.touch(self._middle(item))
        self.count.taps += 1

    def touch(self, at: QPointF) -> None:
        """One finger down and up at a place of the window."""
        point = QPoint(round(at.x()), round(at.y()))
        QTest.touchEvent(self._view, self._finger).press(0, point, self._view).commit()
        QTest.touchEvent(self._view, self._finger).release(0, point, self._view).commit()
        self.frame()

    def type(self, name: str, text: str) -> None:
        """Touches the field called `name` (or its line `name_input`) and types into it."""
        self.tap(f"{name}_input" if self._find_all(f"{name}_input") else name)
        if not self._find_all("keyboard"):
            for letter in text:
                self._hardware_key(letter)
            self.frame()
            return
        for letter in text.upper():
            if letter == self._last_key:
                self.pause(SAME_KEY_MS)
            self._key(letter)
            self._last_key = letter

    def press(self, keys: str) -> None:
        """One key of a hardware keyboard with its modifiers, as `Ctrl+Return`."""
        combination = QKeySequence.fromString(keys)[0]  # type: ignore[index]  # missing in the stub
        QTest.keyClick(self._view, combination.key(), combination.keyboardModifiers())
        self.frame()

    def read(self, name: str) -> str:
        """The words in it: of a field what was typed, else every text inside in reading order."""
        inside = self._find_all(f"{name}_input")
        item = inside[0] if len(inside) == 1 else self.find(name)
        if item.inherits("QQuickTextInput") or item.inherits("QQuickText"):
            return str(item.property("text"))
        return "\n".join(str(part.property("text")) for part in _visible(item) if part.inherits("QQuickText"))

    def wait(self, *, page: str = "", name: str = "", seconds: float = 10.0) -> None:
        """Until the page is in view and the control visible; NotOnScreenError after `seconds`."""
        clock = QElapsedTimer()
        clock.start()
        while not self._is_there(page, name):
            if clock.elapsed() > seconds * 1000:
                raise NotOnScreenError(f"{page} {name} did not come; {self._window.page} is in view".strip())
            self.pause(30)
        self.frame()

    def scan(self, text: str) -> None:
        """A barcode reader's burst: keys faster than any hand, closed by Enter."""
        keys = self.count.keys
        for letter in text:
            self._hardware_key(letter)
        QTest.keyClick(self._view, Qt.Key.Key_Return)
        self.count.keys = keys
        self.frame()

    def see(self, name: str) -> None:
        """Draws a sheet along until its end has been in view; NotOnScreenError after ten seconds."""
        sheet = self.find(name)
        area = next(item for item in _visible(sheet) if item.inherits("QQuickFlickable"))
        clock = QElapsedTimer()
        clock.start()
        while not sheet.property("ended"):
            if clock.elapsed() > REST_S * 1000:
                raise NotOnScreenError(f"the end of {name} did not come into view")
            place = _rect(area)
            if not area.property("atYEnd"):
                low = QPointF(place.center().x(), place.top() + place.height() * 0.9)
                self._drag(low, -round(place.height() * 0.8))
            self.rest()

    def gone(self, name: str, *, seconds: float = 10.0) -> None:
        """Until nothing of that name is visible; NotOnScreenError after `seconds`."""
        clock = QElapsedTimer()
        clock.start()
        while self._find_all(name):
            if clock.elapsed() > seconds * 1000:
                raise NotOnScreenError(f"{name} is still in view on page {self._window.page}")
            self.pause(30)

    def grab(self, path: Path) -> None:
        """The window as a PNG file, when it has come to rest."""
        self.rest()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._view.grabWindow().save(str(path), quality=QUICK_PNG):
            raise OSError(f"{path.name} cannot be written")

    def state(self) -> dict[str, Any]:
        """What is in view and what was counted."""
        return {
            "page": self._window.page,
            "overlay": self._window.frame.property("overlay"),
            "names": sorted({item.objectName() for item in _visible(self._root()) if item.objectName()}),
            "keys": self.count.keys,
            "taps": self.count.taps,
            "pages": self.count.pages,
        }

    def find(self, name: str) -> QQuickItem:
        """The one visible item of that name."""
        found = self._find_all(name)
        if len(found) != 1:
            raise NotOnScreenError(f"{len(found)} of {name} on page {self._window.page}")
        return found[0]

    def frame(self) -> None:
        """Waits for one whole frame: places are final only after it."""
        loop = QEventLoop()
        self._view.frameSwapped.connect(loop.quit)
        QTimer.singleShot(FRAME_MS, loop, loop.quit)
        self._view.update()
        loop.exec()
        self._view.frameSwapped.disconnect(loop.quit)

    def rest(self) -> None:
        """Until what was pressed is done and nothing moves any more; after ten seconds, as it is."""
        loop = QEventLoop()
        still = QTimer(loop, singleShot=True, interval=STILL_MS)
        still.timeout.connect(lambda: still.start() if self._window.is_busy else loop.quit())
        self._view.frameSwapped.connect(still.start)
        QTimer.singleShot(round(REST_S * 1000), loop, loop.quit)
        self._view.update()
        still.start()
        loop.exec()
        self._view.frameSwapped.disconnect(still.start)

    def pause(self, milliseconds: int) -> None:
        """Lets the window live on for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop, loop.quit)
        loop.exec()

    def _hardware_key(self, letter: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(self._view, key)
        self.count.keys += 1

    def _key(self, letter: str) -> None:
        name = ON_KEYBOARD.get(letter, f"key_{letter}")
        if not self._find_all(name):
            switch = next((key for key in SWITCHES if self._find_all(key)), "")
            if not switch:
                raise NotOnScreenError(f"no key for {letter!r}")
            self.tap(switch)
        self.touch(self._middle(self.find(name)))
        self.count.keys += 1

    def _reach(self, name: str) -> QQuickItem:
        """Presses the scroll buttons, or draws the column along, until the middle of the item can be seen."""
        item = self.find(name)
        for _ in range(SCROLLS):
            area = _scroll_above(item)
            if area is None:
                return item
            place, middle = _rect(area), self._middle(item)
            if place.contains(middle):
                return item
            below = middle.y() > place.bottom()
            if area.objectName() == "scroll":
                self.tap("scroll_down" if below else "scroll_up")
            else:
                reach = min(round(place.height() * 0.4), DRAG)
                self._drag(place.center(), -reach if below else reach)
            self.pause(150)
            self._rest(area)
        return item

    def _rest(self, area: QQuickItem) -> None:
        """Until a column that was set moving has come to rest: a place that still moves is missed."""
        for _ in range(SCROLLS):
            if not area.property("moving"):
                return
            self.pause(50)

    def _drag(self, at: QPointF, distance: int) -> None:
        """Draws the column under a place along with one finger, slowly, so that it stays where it is left."""
        start = QPoint(round(at.x()), round(at.y()))
        QTest.touchEvent(self._view, self._finger).press(0, start, self._view).commit()
        for step in range(1, DRAG_STEPS + 1):
            place = start + QPoint(0, distance * step // DRAG_STEPS)
            QTest.touchEvent(self._view, self._finger).move(0, place, self._view).commit()
            self.pause(16)
        self.pause(DRAG_REST_MS)
        end = start + QPoint(0, distance)
        QTest.touchEvent(self._view, self._finger).release(0, end, self._view).commit()
        self.frame()

    def _middle(self, item: QQuickItem) -> QPointF:
        return _rect(item).center()

    def _find_all(self, name: str) -> list[QQuickItem]:
        return [item for item in _visible(self._root()) if item.objectName() == name]

    def _root(self) -> QQuickItem:
        return self._view.contentItem()

    def _is_there(self, page: str, name: str) -> bool:
        return page in {"", self._window.page} and (not name or len(self._find_all(name)) == 1)

    def _page_seen(self) -> None:
        self.count.pages += 1


class DriverServer(QObject):
    """Takes commands, one JSON object a line, from a local socket; only in an office marked LATIHAN."""

    def __init__(self, driver: Driver, path: Path, *, training: bool) -> None:
        super().__init__()
        if not training:
            raise Refused("live_office")
        self._driver = driver
        self._waiting: list[tuple[QLocalSocket, bytes]] = []
        self._busy = False
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(path))
        if not self._server.listen(str(path)):
            raise OSError(self._server.errorString())
        self._server.newConnection.connect(self._connected)

    def close(self) -> None:
        """Stops listening."""
        self._server.close()

    def _connected(self) -> None:
        line = self._server.nextPendingConnection()
        line.readyRead.connect(lambda: self._read(line))

    def _read(self, line: QLocalSocket) -> None:
        while line.canReadLine():
            self._waiting.append((line, bytes(line.readLine().data())))
        if self._busy:
            return  # a command is waiting for a frame: it goes on with these
        self._busy = True
        try:
            while self._waiting:
                asked, command = self._waiting.pop(0)
                asked.write(json.dumps(self._answer(command)).encode() + b"\n")
                asked.flush()
        finally:
            self._busy = False

    def _answer(self, command: bytes) -> dict[str, Any]:
        try:
            said = json.loads(command)
            return {"ok": True, **self._do(said.pop("do"), said)}
        except (NotOnScreenError, OSError, KeyError, TypeError, ValueError) as error:
            return {"ok": False, "error": str(error)}

    def _do(self, verb: str, said: dict[str, Any]) -> dict[str, Any]:
        driver = self._driver
        verbs: dict[str, Callable[[], dict[str, Any] | None]] = {
            "tap": lambda: driver.tap(said["name"]),
            "type": lambda: driver.type(said["name"], said["text"]),
            "press": lambda: driver.press(said["keys"]),
            "wait": lambda: driver.wait(page=said["page"], name=said["name"], seconds=said["seconds"]),
            "scan": lambda: driver.scan(said["text"]),
            "see": lambda: driver.see(said["name"]),
            "gone": lambda: driver.gone(said["name"], seconds=said["seconds"]),
            "rest": driver.rest,
            "read": lambda: {"text": driver.read(said["name"])},
            "grab": lambda: driver.grab(Path(said["file"])),
            "state": driver.state,
        }
        return verbs[verb]() or {}


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible() and child.opacity() > 0:
            yield child
            yield from _visible(child)


def _rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _scroll_above(item: QQuickItem) -> QQuickItem | None:
    above: QQuickItem | None = item
    while above is not None:
        if above.clip() and (above.objectName() == "scroll" or above.inherits("QQuickFlickable")):
            return above
        above = above.parentItem()
    return None
