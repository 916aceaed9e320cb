"""The template of a body: its places, phrases that may fall away, groups drawn apart; it prints nothing.

`{name}` is filled, `[...]` falls away when an answer it names is absent, and a list, or a person who stands
alone on a line, is drawn as a table right there. There are no conditions and no expressions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")
_PHRASE: Final = re.compile(r"\[([^\[\]]*)\]")
_AFTER_TABLE: Final = " .;,\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Running text, or the name of a group drawn apart."""

    text: str = ""
    group: str = ""


def drop_phrases(template: str, is_given: Callable[[str], bool]) -> str:
    """The template without the phrases that name something absent; the others lose their brackets."""
    return _PHRASE.sub(
        lambda match: match[1] if all(map(is_given, PLACE.findall(match[1]))) else "", template
    )


def are_phrases_whole(template: str) -> bool:
    """Whether every bracket has its partner, none stands in another, and each phrase depends on an answer."""
    has_places = all(PLACE.search(phrase) for phrase in _PHRASE.findall(template))
    return has_places and not {"[", "]"} & set(_PHRASE.sub("", template))


def find_drawn(template: str, lists: Collection[str], persons: Collection[str]) -> frozenset[str]:
    """Names of the groups that the template draws apart."""
    return frozenset(piece.group for piece in split(template, lists, persons) if piece.group)


def split(template: str, lists: Collection[str], persons: Collection[str]) -> Iterator[Piece]:
    """Text and groups in turn: `lists` wherever they stand, `persons` who stand alone on a line."""
    at = 0
    for match in PLACE.finditer(template):
        name = match[1]
        if name in lists or (name in persons and _is_alone(template, match)):
            yield Piece(_tail(template[at : match.start()], at))
            yield Piece(group=name)
            at = match.end()
    yield Piece(_tail(template[at:], at))


def _tail(text: str, at: int) -> str:
    """What follows a table begins afresh, without the stop that closed the sentence of the table."""
    return text.lstrip(_AFTER_TABLE) if at else text


def _is_alone(template: str, match: re.Match[str]) -> bool:
    before, after = template[: match.start()], template[match.end() :]
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
