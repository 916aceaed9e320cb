"""Makes every screen, list model and word known to QML under `Sidemang.Screens`; it creates none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlEngine, qmlRegisterSingletonType, qmlRegisterUncreatableType

from ui.qt.bridge import adapter_class
from ui.qt.rows import RowsModel
from ui.qt.shell import Shell
from ui.screens.frame import Frame
from ui.screens.rail import Rail

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.qt.words import WordsBase

URI = "Sidemang.Screens"

_per_engine: dict[str, dict[str, QObject]] = {}
_registered: set[str] = set()


def register(words: type[WordsBase]) -> None:
    """Registers each type once per process; screens are added one by one as they are first shown."""
    _once("RowsModel", RowsModel)
    _once("Shell", Shell)
    for name, kind in (("Frame", adapter_class(Frame)), ("Rail", adapter_class(Rail)), ("Words", words)):
        if name not in _registered:
            _registered.add(name)
            qmlRegisterSingletonType(kind, URI, 1, 0, name, _holder(name))  # type: ignore[call-overload]  # as below


def add(adapter: QObject) -> None:
    """One more screen type, before the first page that names it is loaded."""
    _once(type(adapter).__name__, type(adapter))


def hold(engine: QQmlEngine, **singletons: QObject) -> None:
    """Tells which Frame, Rail and Words the pages of this engine see; all stay owned by Python."""
    for held in singletons.values():
        QQmlEngine.setObjectOwnership(held, QQmlEngine.ObjectOwnership.CppOwnership)
    engine.setObjectName(f"engine{id(engine)}")
    _per_engine[engine.objectName()] = singletons


def release(engine: QQmlEngine) -> None:
    """Forgets an engine that is about to end."""
    _per_engine.pop(engine.objectName(), None)


def _holder(name: str) -> Callable[[QQmlEngine], QObject]:
    def held(engine: QQmlEngine) -> QObject:
        return _per_engine[engine.objectName()][name]

    return held


def _once(name: str, kind: type[QObject]) -> None:
    if name not in _registered:
        _registered.add(name)
        qmlRegisterUncreatableType(kind, URI, 1, 0, name, "made by the program")  # type: ignore[arg-type]  # the stub says bytes, Qt takes str
