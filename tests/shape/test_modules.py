"""A module is a noun with one sentence about it, and small enough to be read at one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePath

import pytest

from tests.shape.source import EVERYTHING, files

LINES = 400
NAMELESS = {"common", "helper", "helpers", "manager", "managers", "misc", "stuff", "util", "utils"}


@pytest.mark.parametrize("suffix", [".py", ".qml", ".sql"])
def test_no_file_is_longer_than_one_sitting(suffix: str) -> None:
    lengths = {source.place: source.text.count("\n") for source in files(suffix, EVERYTHING)}
    assert not {place: lines for place, lines in lengths.items() if lines > LINES}


def test_every_module_says_what_it_owns() -> None:
    assert not [source.place for source in files(".py", EVERYTHING) if not ast.get_docstring(source.tree)]


def test_no_module_is_a_drawer_for_things_without_a_name() -> None:
    parts = {source.place: PurePath(source.place).with_suffix("").parts for source in files(".py")}
    assert not [place for place, names in parts.items() if NAMELESS & set(names)]


def test_every_module_reads_annotations_the_same_way() -> None:
    first = "from __future__ import annotations"
    with_code = [source for source in files(".py", EVERYTHING) if len(source.tree.body) > 1]
    assert with_code
    assert not [source.place for source in with_code if first not in source.text]


def test_values_do_not_change() -> None:
    """What the domain knows and what a screen shows are values; only a cached answer may be added to one."""
    assert list(_open_classes("@dataclass(slots=True)\nclass Seen: ..."))
    found = [
        f"{source.place}: {name}"
        for source in files(".py", ("kiosk/domain", "ui/screens"))
        for name in _open_classes(source.text)
    ]
    assert not found


def _open_classes(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list if "dataclass" in ast.unparse(mark)]
            yield from (node.name for mark in marks if "frozen=True" not in mark)
