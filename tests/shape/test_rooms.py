"""Each third party has one room, also where only a type checker looks, which import-linter does not."""

from __future__ import annotations

import ast
import re

import pytest

from tests.shape.source import PRODUCT, files, imports, is_in

ROOMS = [
    (("PySide6", "shiboken6"), ("ui/qt/",)),
    (("sqlite3", "sqlcipher3", "sqlite_utils"), ("kiosk/store/", "sync/central/store.py")),
    (("sqlalchemy",), ("sync/central/",)),
    (("requests", "urllib.request", "http.client"), ("sync/http.py", "printing/ipp.py")),
    (("cryptography",), ("kiosk/keys.py", "sync/")),
    (("argon2",), ("kiosk/",)),
    (("reportlab", "pikepdf", "pypdfium2", "qrcode", "zxingcpp", "PIL"), ("printing/", "ui/qt/")),
    (("typer", "rich"), ("ui/cli.py", "ui/commands/", "sync/central/")),
    (("starlette", "uvicorn", "jinja2"), ("sync/",)),
]


@pytest.mark.parametrize(("modules", "rooms"), ROOMS, ids=lambda value: value[0])
def test_a_third_party_stays_in_its_room(modules: tuple[str, ...], rooms: tuple[str, ...]) -> None:
    found = [
        f"{source.place}:{line}: {name}"
        for source in files(".py")
        if not source.place.startswith(rooms)
        for name, line in imports(source.tree)
        if is_in(name, modules)
    ]
    assert not found


def test_no_widgets_anywhere() -> None:
    """pytest-qt loads QtWidgets itself, so sys.modules cannot tell; the source can."""
    assert not [source.place for source in files(".py") if "QtWidgets" in source.text]
    assert not [
        source.place
        for source in files(".qml")
        if re.search(r"^import QtQuick\.Dialogs", source.text, re.MULTILINE)
    ]


def test_screens_are_handed_what_they_use() -> None:
    """At run time a screen imports domain and texts; types of use cases stay under TYPE_CHECKING."""
    allowed = ("kiosk.domain", "kiosk.texts", "ui.screens")
    found = []
    for source in files(".py", ("ui/screens",)):
        for node in source.tree.body:
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                continue
            found += [
                f"{source.place}:{line}: {name}"
                for name, line in imports(node)
                if name.split(".")[0] in PRODUCT and not is_in(name, allowed)
            ]
    assert not found


def test_tests_use_no_mock_library() -> None:
    names = ("unittest.mock", "pytest_mock", "mock")
    assert not [
        f"{source.place}:{line}"
        for source in files(".py", ("tests",))
        for name, line in imports(source.tree)
        if is_in(name, names)
    ]
