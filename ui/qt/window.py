"""One full window: engine, fonts, images, the page in view; which page that is, a Journey decides."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQuick import QQuickView

from ui.qt import types
from ui.qt.bridge import Adapter, adapt
from ui.qt.items import RESOURCES, HatchProvider, IconProvider, ShadowProvider
from ui.qt.pictures import Pictures
from ui.qt.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.qt.words import WordsBase
    from ui.screens.base import Screen
    from ui.screens.frame import Frame
    from ui.screens.journey import Journey
    from ui.screens.rail import Rail

QML = Path(__file__).resolve().parents[1] / "qml"
FONTS = (
    "PlusJakartaSans-SemiBold",
    "PlusJakartaSans-Bold",
    "PlusJakartaSans-ExtraBold",
    "AtkinsonHyperlegible-Regular",
    "AtkinsonHyperlegible-Bold",
)


def make_application(args: list[str]) -> QGuiApplication:
    """The one application object, with our fonts; drawn without a GPU unless the environment says so."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    existing = QGuiApplication.instance()
    application = existing if isinstance(existing, QGuiApplication) else QGuiApplication(args)
    load_fonts()
    return application


def load_fonts(folder: Path = RESOURCES / "fonts") -> None:
    """Makes the five cuts we draw with known to Qt; a missing file is a broken installation."""
    loaded = set(QFontDatabase.families())
    if {"Plus Jakarta Sans", "Atkinson Hyperlegible"} <= loaded:
        return
    for name in FONTS:
        if QFontDatabase.addApplicationFont(str(folder / f"{name}.ttf")) < 0:
            msg = f"{name}.ttf is missing: run `make assets`"
            raise FileNotFoundError(msg)


def page_of(screen: type[Screen[Any]]) -> str:
    """`ui.screens.resident.service_info` is drawn by `resident/ServiceInfo.qml`."""
    area, module = screen.__module__.split(".")[-2:]
    return f"{area}/{''.join(part.capitalize() for part in module.split('_'))}.qml"


class Window:
    """A window of the lobby or the desk; `show_page` puts a screen in view."""

    def __init__(
        self, frame: Frame, words: WordsBase, *, rail: Rail | None = None, size: tuple[int, int] | None = None
    ) -> None:
        types.register(type(words))
        self.frame = adapt(frame)
        self.words = words
        self.page = ""
        self._living: Screen[Any] | None = None
        self.shell = Shell()
        self.view = QQuickView()
        engine = self.view.engine()
        singletons: dict[str, QObject] = {"Frame": self.frame, "Words": words}
        if rail is not None:
            singletons["Rail"] = adapt(rail)
        self._singletons = singletons  # QML keeps no reference of its own
        types.hold(engine, **singletons)
        self.pictures = Pictures()
        engine.addImageProvider("picture", self.pictures)
        engine.addImageProvider("icon", IconProvider())
        engine.addImageProvider("shadow", ShadowProvider())
        engine.addImageProvider("hatch", HatchProvider())
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        if size:
            self.view.resize(QSize(*size))
        self.view.setInitialProperties({"shell": self.shell})
        self.view.setSource(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if self.view.status() is QQuickView.Status.Error:
            raise RuntimeError("\n".join(error.toString() for error in self.view.errors()))

    def follow(self, journey: Journey) -> None:
        """Draws whichever page the journey shows from now on."""
        journey.watch(lambda _, screen: self.show_page(screen))

    def show_page(self, screen: Screen[Any]) -> None:
        """Draws a living screen."""
        self._living = screen
        self.show_adapter(type(screen), adapt(screen))

    @property
    def takes_scans(self) -> bool:
        """Whether the page in view has a use for a barcode reader."""
        return hasattr(self._living, "scanned")

    @property
    def is_busy(self) -> bool:
        """Whether the page in view waits for what was pressed."""
        return self._living is not None and self._living.busy

    def scanned(self, code: str) -> None:
        """Hands the page what a reader read."""
        adapter = self.shell.screen_in_view
        if adapter is not None:
            adapter.forward("scanned", (code,))

    def show_adapter(self, screen: type[Screen[Any]], adapter: Adapter) -> None:
        """Draws a screen class with any adapter of it, living or still."""
        types.add(adapter)
        self.page = screen.__module__.rpartition(".")[2]
        self.shell.show(QUrl.fromLocalFile(str(QML / page_of(screen))).toString(), adapter)

    def after_first_frame(self, call: Callable[[], None]) -> None:
        """Calls once, when the first frame stands on the screen: whatever is heavy waits for that."""
        once = Qt.ConnectionType.SingleShotConnection
        self.view.frameSwapped.connect(lambda: QTimer.singleShot(0, self.view, call), once)

    def close(self) -> None:
        """Ends the QML tree first and only then what it showed, so that no binding reads a null."""
        self.view.close()
        types.release(self.view.engine())
        self.view.setSource(QUrl())
        self.view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
