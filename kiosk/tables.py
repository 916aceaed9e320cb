"""A TOML file with a closed list of keys, and where in it something is wrong; it knows no key of its own.

The parser gives lines for syntax errors only, so the line of a key is found by scanning the text for that key
inside its table. Every refusal names `file`, `table`, `line` and `key`, because a clerk edits these files.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from kiosk.domain.errors import Refused
from kiosk.domain.service import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 65_536
"""Largest file that is read: ten times the longest service."""

_KINDS: Final[Mapping[type, str]] = {
    str: "text",
    int: "number",
    bool: "true/false",
    list: "list",
    dict: "table",
}
_TEXT_MAX: Final = 2000
_DEEPEST: Final = 20  # tables and lists inside one another; a service has seven
_HEADER: Final = re.compile(r"""\s*\[\[?[\w\s."'-]+\]\]?\s*(#.*)?""")
_SYNTAX_LINE: Final = re.compile(r"\(at line (\d+)")


def _shallow(value: Any) -> Any:
    """The value of a file, unless it is nested without end: a dotted key of a thousand names is no table."""
    layer, depth = [value], 0
    while layer:
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        inner = (
            one.values() if isinstance(one, dict) else one for one in layer if isinstance(one, dict | list)
        )
        layer = [one for several in inner for one in several]
    return value


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file and the way to it: `path` holds (name, place among equal headers)."""

    file: str
    text: str
    values: Mapping[str, Any]
    path: tuple[tuple[str, int], ...] = ()

    @property
    def name(self) -> str:
        """As its header names it ("ask.parts"); empty for the top of the file."""
        return ".".join(name for name, _ in self.path)

    def refuse(self, code: str, key: str = "", /, **details: Any) -> NoReturn:
        """Raise Refused(code) with the file, table and line of `key`."""
        raise self.mistake(code, key, **details)

    def mistake(self, code: str, key: str = "", /, **details: Any) -> Refused:
        """What `refuse` raises, for a cause to be named with it."""
        where = {"file": self.file, "table": self.name or "-", "line": self.line(key), "key": key}
        return Refused(code, **where, **details)

    def line(self, key: str = "") -> int:
        """The line (from 1) of a key in this table or of its own header, or else of the table's header."""
        lines = self.text.splitlines()
        start, end = self._range(lines)
        inside = re.escape(".".join((*(name for name, _ in self.path), key)))
        wanted = re.compile(rf"""\s*(["']?{re.escape(key)}["']?\s*[=.]|\[\[?\s*{inside}\s*\])""")
        found = (place for place in range(start, end) if key and wanted.match(lines[place]))
        return next(found, max(start - 1, 0)) + 1

    def close(self, known: Iterable[str]) -> None:
        """Refuse the first key that is not among `known`, and name those it may have been meant for."""
        names = frozenset(known)
        unknown = next((key for key in self.values if key not in names), None)
        if unknown is not None:
            near = difflib.get_close_matches(unknown, names, n=3) or sorted(names)
            self.refuse("toml_key", unknown, near=", ".join(near))

    def get_text(self, key: str, default: str | None = None) -> str:
        """A line of text; a missing one is `default`, or refused."""
        return str(self._get(key, str, default))

    def get_number(self, key: str, default: int | None = None) -> int:
        """A whole number within JSON's bounds; a missing one is `default`, or refused."""
        return int(self._get(key, int, default))

    def get_flag(self, key: str) -> bool:
        """True or false; false when missing."""
        return bool(self._get(key, bool, default=False))

    def get_one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A word of a closed list."""
        if default is not None and key not in self.values:
            return default
        word = self.get_text(key, default)
        known = tuple(allowed)
        if word != default and word not in known:
            self.refuse("toml_value", key, allowed=", ".join(known))
        return word

    def get_shaped(self, key: str, shape: re.Pattern[str], *, like: str) -> str:
        """A text of one shape, such as `like`."""
        text = self.get_text(key)
        if not shape.fullmatch(text):
            self.refuse("toml_shape", key, like=like)
        return text

    def get_short(self, key: str, most: int, default: str | None = None) -> str:
        """A text of at most `most` bytes."""
        text = self.get_text(key, default)
        if len(text.encode()) > most:
            self.refuse("toml_too_long", key, max=most)
        return text

    def get_names(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when missing."""
        names = self._get(key, list, [])
        if not all(isinstance(name, str) and 0 < len(name) <= _TEXT_MAX for name in names):
            self.refuse("toml_type", key, wanted=_KINDS[str])
        return tuple(names)

    def get_label(self, key: str) -> Mapping[str, str]:
        """Words in every language of the product."""
        if key not in self.values:
            self.refuse("toml_missing", key)
        return self.find_label(key)

    def find_label(self, key: str) -> Mapping[str, str]:
        """As `get_label`; empty when missing."""
        words = self._get(key, dict, {})
        if words and not (
            set(words) == set(LANGUAGES)
            and all(isinstance(text, str) and 0 < len(text) <= _TEXT_MAX for text in words.values())
        ):
            self.refuse("toml_label", key, languages=", ".join(LANGUAGES))
        return dict(words)

    def get_table(self, key: str) -> Table:
        """A table inside this one; refused when missing."""
        return Table(self.file, self.text, self._get(key, dict, None), (*self.path, (key, 0)))

    def get_tables(self, key: str) -> Iterator[Table]:
        """Each of the tables `[[key]]`; none when missing."""
        for place, values in enumerate(self._get(key, list, [])):
            if not isinstance(values, dict):
                self.refuse("toml_type", key, wanted=_KINDS[dict])
            yield Table(self.file, self.text, values, (*self.path, (key, place)))

    def _get(self, key: str, kind: type, default: object) -> Any:
        value: Any = self.values.get(key)
        if value is None and default is not None:
            return default  # most keys of most tables are absent
        if value is None:
            self.refuse("toml_missing", key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse("toml_type", key, wanted=_KINDS[kind])
        is_long = isinstance(value, str) and len(value) > _TEXT_MAX
        if is_long or (isinstance(value, int) and abs(value) >= 2**53):
            self.refuse("toml_too_long", key, max=_TEXT_MAX)
        return value

    def _range(self, lines: list[str]) -> tuple[int, int]:
        """The lines of this table: after its header, up to the next header that is not inside it."""
        start, end = 0, len(lines)
        names: list[str] = []
        for name, place in self.path:
            names.append(name)
            header = re.compile(rf"\s*\[\[?\s*{re.escape('.'.join(names))}\s*\]\]?\s*(#.*)?")
            found = [at for at in range(start, end) if header.fullmatch(lines[at])]
            if place >= len(found):
                return start, end
            start = found[place] + 1
            inside = re.compile(rf"\s*\[\[?\s*{re.escape('.'.join(names))}\.")
            rest = (at for at in range(start, end) if _is_header(lines[at]) and not inside.match(lines[at]))
            end = next(rest, end)
        if not self.path:
            end = next((at for at in range(end) if _is_header(lines[at])), end)
        return start, end


def _is_header(line: str) -> bool:
    """A text of several lines may begin one with a bracket; a header holds nothing but its name."""
    return _HEADER.fullmatch(line) is not None


def read(path: Path) -> Table:
    """The top table of a file on disk; Refused as `parse`, or `data_unreadable`."""
    return parse(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """What a file holds, cut off after the largest size that `parse` takes; Refused("data_unreadable")."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused("data_unreadable", file=path.name, problem=str(error.strerror)) from error


def parse(raw: bytes, file: str) -> Table:
    """The top table of a file's bytes; Refused: `toml_too_large`, `toml_not_text`, `toml_syntax`."""
    if len(raw) > MAX_BYTES:
        raise Refused("toml_too_large", file=file, max=MAX_BYTES)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("toml_not_text", file=file) from error
    try:
        return Table(file, text, _shallow(tomllib.loads(text)))
    except (ValueError, RecursionError) as error:
        problem = str(error)
        at = _SYNTAX_LINE.search(problem)
        line = int(at[1]) if at else 1 + text.count("\n")
        raise Refused("toml_syntax", file=file, table="-", line=line, problem=problem[:120]) from error
