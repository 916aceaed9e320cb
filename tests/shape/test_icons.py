"""Every icon somebody names is among those `make assets` brings, and each can be tinted."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

from tests.shape.source import ROOT, files

QML = re.compile(r"(?:^|\W|_)(?:glyph|icon)\s*:\s*([^\n;]*)")
QML_SOURCE = re.compile(r"image://icon/([a-z0-9-]+)/")
LITERAL = re.compile(r"\"([a-z][a-z0-9-]+)\"")
HOLDER = re.compile(r"(?:^|_)(?:glyph|icon)s?$", re.IGNORECASE)


def in_qml(text: str) -> Iterator[str]:
    """Icons a QML file names, in a property called glyph or in the address of an image."""
    yield from QML_SOURCE.findall(text)
    for value in QML.findall(text):
        answers = re.sub(r"[=!]==?\s*\"[^\"]*\"", "", value)  # a literal compared with is a condition
        yield from LITERAL.findall(answers)


def in_python(text: str) -> Iterator[str]:
    """Icons Python names: an argument, a default or a table called glyph or icon."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.keyword(arg=str(name), value=value) if HOLDER.search(name):
                yield from _literals(value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if HOLDER.search(name):
                yield from _literals(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if HOLDER.search(name):
                yield from _literals(value)


def _literals(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(name)) if name:
            yield name
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)
        case ast.Dict(values=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from _literals(part)


def in_toml(text: str) -> Iterator[str]:
    """Icons a catalogue or menu file names."""
    stack: list[object] = [tomllib.loads(text)]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += value
        elif isinstance(value, dict):
            stack += value.values()
            yield from (
                str(name) for key, name in value.items() if HOLDER.search(key) and isinstance(name, str)
            )


def test_icons_are_found_where_they_are_named() -> None:
    assert list(in_qml('glyph: a === "x" ? "house" : "tray"\nprimary_glyph: "x-circle"')) == [
        "house",
        "tray",
        "x-circle",
    ]
    assert list(in_qml('source: "image://icon/gear/bold/" + tone')) == ["gear"]
    assert list(in_python('Tile(glyph="house")\nGLYPHS = {"file": "tray"}\nicon: str = "gear"')) == [
        "tray", "gear", "house",
    ]  # fmt: skip
    assert list(in_toml('icon = "house"\n[[field]]\nicon = "tray"')) == ["house", "tray"]


def test_every_icon_named_is_brought() -> None:
    brought = set((ROOT / "resources" / "icons.txt").read_text(encoding="utf-8").split())
    readers = [
        (".qml", ("ui",), in_qml),
        (".py", ("ui",), in_python),
        (".toml", ("resources/catalogue", "resources/menus"), in_toml),
    ]
    missing = {
        f"{source.place}: {name}"
        for suffix, folders, reader in readers
        for source in files(suffix, folders)
        for name in reader(source.text)
        if name not in brought
    }
    assert not missing


def test_every_icon_can_be_tinted_in_both_weights() -> None:
    names = (ROOT / "resources" / "icons.txt").read_text(encoding="utf-8").split()
    folder = ROOT / "resources" / "icons"
    untinted = [
        f"{weight}/{name}"
        for name in names
        for weight in ("duotone", "bold")
        if "currentColor" not in (folder / weight / f"{name}.svg").read_text(encoding="utf-8")
    ]
    assert not untinted
