"""Writes what QML sees of Python as `screens.qmltypes`, so that qmllint knows every screen, row and word."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, get_origin, get_type_hints

from ui.qt.bridge import PLAIN, adapter_class, state_of, verbs_of
from ui.qt.rows import row_class
from ui.qt.types import URI
from ui.screens.frame import Frame
from ui.screens.gallery import exhibits
from ui.screens.rail import Rail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ui.screens.base import Screen

HEAD: Final = "import QtQuick.tooling 1.2\n\nModule {\n"
SHELL: Final = (
    '        Property { name: "page"; type: "QString"; isReadonly: true; notify: "shown" }',
    '        Property { name: "screen"; type: "QObject"; isPointer: true; notify: "shown"; isReadonly: true}',
    '        Signal { name: "shown" }',
    '        Method { name: "touch" }',
)
ROWS: Final = (
    '        Property { name: "count"; type: "int"; isReadonly: true; notify: "count_changed" }',
    '        Signal { name: "count_changed" }',
)


def write(folder: Path, words: Iterable[str]) -> None:
    """Writes `<folder>/Sidemang/Screens/{qmldir,screens.qmltypes}`; `folder` is qmllint's -I.

    `words` are the keys of the texts, such as `home.title_all`.
    """
    place = folder.joinpath(*URI.split("."))
    place.mkdir(parents=True, exist_ok=True)
    qmldir = f"module {URI}\ntypeinfo screens.qmltypes\ndepends QtQuick\n"
    (place / "qmldir").write_text(qmldir, encoding="utf-8")
    (place / "screens.qmltypes").write_text(describe(words), encoding="utf-8")


def describe(words: Iterable[str]) -> str:
    """Every type of the module, screens by their names in QML."""
    screens = [exhibit.screen for exhibit in exhibits().values()]
    parts = [_component(adapter_class(screen).__name__, _members(screen)) for screen in screens]
    parts.append(_component("RowsModel", ROWS, base="QAbstractListModel"))
    parts.append(_component("Shell", SHELL))
    parts.append(_component("Frame", _members(Frame), is_singleton=True))
    parts.append(_component("Rail", _members(Rail), is_singleton=True))
    parts.append(_component("Words", _sentences(words), is_singleton=True))
    return HEAD + "".join(parts) + "}\n"


def _component(
    name: str, members: Iterable[str], *, base: str = "QObject", is_singleton: bool = False
) -> str:
    lines = (
        "    Component {",
        f'        name: "{name}"',
        '        accessSemantics: "reference"',
        f'        prototype: "{base}"',
        f'        exports: ["{URI}/{name} 1.0"]',
        "        isCreatable: false",
        f"        isSingleton: {str(is_singleton).lower()}",
        "        exportMetaObjectRevisions: [256]",
        *members,
        "    }\n",
    )
    return "\n".join(lines)


def _members(screen: type[Screen[Any]]) -> Iterator[str]:
    state = state_of(screen)
    hints = get_type_hints(state)
    for field in fields(state):
        hint = hints[field.name]
        is_list = get_origin(hint) is tuple
        if is_list and row_class(hint):
            yield (
                f'        Property {{ name: "{field.name}"; type: "RowsModel"; isPointer: true; '
                "isReadonly: true; isConstant: true }"
            )
            continue
        kind = "QVariantList" if is_list else PLAIN[hint]
        yield _property(field.name, kind, f"{field.name}_changed")
        yield f'        Signal {{ name: "{field.name}_changed" }}'
    for verb, types in verbs_of(screen).items():
        arguments = " ".join(
            f'Parameter {{ name: "a{place}"; type: "{PLAIN[kind]}" }}' for place, kind in enumerate(types)
        )
        yield f'        Method {{ name: "{verb}"; {arguments} }}'


def _sentences(words: Iterable[str]) -> Iterator[str]:
    yield '        Signal { name: "changed" }'
    for key in words:
        yield _property(key.replace(".", "_"), "QString", "changed")


def _property(name: str, kind: str, notify: str) -> str:
    return f'        Property {{ name: "{name}"; type: "{kind}"; isReadonly: true; notify: "{notify}" }}'
