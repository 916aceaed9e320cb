"""A window in a process of its own that tells when its first frame was drawn and how large it was then.

`python -m tests.bench.window HOME` is `python -m ui --home HOME` with an ear at the window; `bare` instead of
a folder draws one rectangle with the same libraries of Qt: the floor.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = os.sysconf("SC_PAGE_SIZE")
SETTLE_MS = 4000  # after the first frame, for the office behind the window to open
BARE = b"import QtQuick\nRectangle { width: 1920; height: 1080; color: 'white' }\n"


def resident_mb() -> float:
    """Memory of this process that is in use now, in MB (statm)."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / 1e6


def tell(what: str) -> None:
    sys.stdout.write(json.dumps({"what": what, "at": time.monotonic_ns(), "rss": resident_mb()}) + "\n")
    sys.stdout.flush()


def listen(view: object, end: Callable[[], None]) -> None:
    """Tell the first frame, and once more when the office has had time to open; then end."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - Qt's import is part of what is measured

    seen: list[str] = []

    def drawn() -> None:
        if not seen:
            seen.append("first")
            tell("first_frame")
            QTimer.singleShot(SETTLE_MS, settled)

    def settled() -> None:
        tell("settled")
        end()

    view.frameSwapped.connect(drawn)  # type: ignore[attr-defined]


def run_office(home: Path) -> int:
    """The product's own window of this device."""
    from kiosk import config  # noqa: PLC0415
    from ui import app, rig  # noqa: PLC0415

    window: Any = vars(rig)["Window"]

    class Heard(window):  # type: ignore[misc]
        """The product's window, overheard."""

        def __init__(self, *args: object, **values: object) -> None:
            super().__init__(*args, **values)
            listen(self.view, self.view.close)

    vars(rig)["Window"] = Heard
    return app.main(config.load(home / config.FILE, home=home), "1920x1080")


def run_bare() -> int:
    """One rectangle."""
    from PySide6.QtCore import QByteArray, QUrl  # noqa: PLC0415
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtQml import QQmlComponent  # noqa: PLC0415
    from PySide6.QtQuick import QQuickItem, QQuickView  # noqa: PLC0415

    application = QGuiApplication(["bare"])
    view = QQuickView()
    component = QQmlComponent(view.engine())
    component.setData(QByteArray(BARE), QUrl("file:///bare.qml"))
    item = component.create()
    assert isinstance(item, QQuickItem)
    view.setContent(QUrl("file:///bare.qml"), component, item)
    listen(view, application.quit)
    view.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(run_bare() if sys.argv[1] == "bare" else run_office(Path(sys.argv[1])))
