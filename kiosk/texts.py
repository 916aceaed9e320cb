"""Stable codes to words in a language, from `resources/texts`; it chooses no words and stores no language."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.domain.errors import KioskError, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Texts", "load"]

log = logging.getLogger(__name__)


class _Details(dict[str, object]):
    """Details of one sentence; a missing one stays visible as its placeholder."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of one language: `texts("error.bad_nik", length=15)`."""

    lang: str
    words: Mapping[str, str]

    def __call__(self, key: str, /, **details: object) -> str:
        """The sentence of `key` with its details; a key without words is shown itself and logged."""
        sentence = self.words.get(key)
        if sentence is None:
            log.warning("no words in %s for %s", self.lang, key)
            return key
        return sentence.format_map(_Details(details))

    def error(self, error: KioskError, /) -> str:
        """What a person reads when `error` was raised."""
        return self(f"error.{error.code}", **error.details)

    def has(self, key: str, /) -> bool:
        """Whether this language has words for `key`."""
        return key in self.words

    def table(self, name: str, /) -> Mapping[str, str]:
        """The words of one table, keyed without the table's name, in the order of the file."""
        start = f"{name}."
        return {key.removeprefix(start): text for key, text in self.words.items() if key.startswith(start)}


def load(folder: Path) -> Mapping[str, Texts]:
    """Every language of `folder` (one TOML file each), by its name: `load(folder)["id"]`.

    Refused("bad_texts", file=, problem=) for a file that is not TOML or not tables of sentences.
    """
    return MappingProxyType({path.stem: _read(path) for path in sorted(folder.glob("*.toml"))})


def _read(path: Path) -> Texts:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        words = dict(_flat(tables, ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise Refused("bad_texts", file=path.name, problem=str(error)) from error
    return Texts(path.stem, MappingProxyType(words))


def _flat(table: Mapping[str, object], start: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{start}{key}.")
        elif isinstance(value, str):
            yield start + key, value
        else:
            reason = f"{start}{key} is not a sentence"
            raise TypeError(reason)
