"""Owns how the shape tests read the program: its files and their syntax trees; it judges nothing."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("kiosk", "sync", "printing", "ui")
EVERYTHING = (*PRODUCT, "resources", "tools", "tests")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the program: its place below the root, and its text."""

    place: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return _tree(self.text)


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def files(suffix: str, folders: tuple[str, ...] = PRODUCT) -> tuple[Source, ...]:
    """Every file with this suffix (".py") in these folders, whether git knows it yet or not."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths
    )


def tracked() -> Iterator[Source]:
    """Every text file git keeps; pictures and other bytes are passed over."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, names.decode().split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content[:1024]:
            yield Source(name, content.decode(errors="replace"))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each module imported anywhere in this tree, by its full dotted name, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def is_in(name: str, modules: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of these modules or lies inside one."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)
