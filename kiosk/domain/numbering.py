"""How the number of a surat is spelled: patterns, tokens and scopes; it takes no number and counts nothing.

Patterns are office data (letters.md 3.1). One that could give two surat the same text is refused when saved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from kiosk.domain.seal import TEXT_BYTES
from kiosk.domain.words import roman_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

DEFAULT: Final = "{code}/{n:03}/{unit}/{month_roman}/{year}"
LARGEST_N: Final = 99_999

_TOKENS: Final = frozenset(
    {
        *("code", "short", "n", "unit", "kelurahan_code", "kecamatan_short"),
        *("month", "month_roman", "year", "yy"),
    }
)
_PADS: Final = {"n": re.compile(r"0[1-6]"), "month": re.compile(r"02")}
_PIECE: Final = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_LITERAL: Final = re.compile(r"[A-Za-z0-9 ./_-]+")


class Scope(StrEnum):
    """What shares one running count within a year."""

    OFFICE = "office"
    CODE = "code"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The office's own parts of a number, the same for every surat."""

    unit: str = ""
    kelurahan_code: str = ""
    kecamatan_short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What a number is made for: the service's code and short label, the count, the day of `sign` in WIB."""

    code: str
    short: str
    n: int
    day: date


@dataclass(frozen=True, slots=True)
class _Token:
    name: str
    pad: str = ""


def check_pattern(pattern: str, scope: Scope, *, services: Iterable[tuple[str, str]] = ()) -> None:
    """Whether an office may save this pattern; `services` are the (short, code) it issues.

    Refused: `pattern_text`, `pattern_token`, `pattern_without_n`, `pattern_without_year`,
    `pattern_runs_together`, `pattern_ambiguous`.
    """
    pieces = tuple(_pieces(pattern))
    names = [piece.name for piece in pieces if isinstance(piece, _Token)]
    if "n" not in names:
        raise Refused("pattern_without_n", pattern=pattern)
    if not {"year", "yy"} & set(names):
        raise Refused("pattern_without_year", pattern=pattern)
    _check_apart(pattern, pieces)
    if not _tells_apart(scope, set(names), tuple(services)):
        raise Refused("pattern_ambiguous", pattern=pattern, scope=scope.value)


def format_number(pattern: str, what: Numbered, place: Place) -> str:
    """The number as printed; Refused("number_too_long") beyond what the seal holds, or for a bad pattern."""
    values: dict[str, str | int] = {
        "code": what.code,
        "short": what.short,
        "n": what.n,
        "unit": place.unit,
        "kelurahan_code": place.kelurahan_code,
        "kecamatan_short": place.kecamatan_short,
        "month": what.day.month,
        "month_roman": roman_month(what.day.month),
        "year": what.day.year,
        "yy": f"{what.day.year % 100:02}",
    }
    text = "".join(
        piece if isinstance(piece, str) else format(values[piece.name], piece.pad)
        for piece in _pieces(pattern)
    )
    if len(text.encode()) > TEXT_BYTES["number"]:
        raise Refused("number_too_long", number=text, max=TEXT_BYTES["number"])
    return text


def scope_key(scope: Scope, *, service: str, code: str) -> str:
    """The `scope` of a counter in core.md 3: "office", "code:400.12.2.1" or "service:domisili"."""
    own = {Scope.OFFICE: "", Scope.CODE: f":{code}", Scope.SERVICE: f":{service}"}
    return f"{scope.value}{own[scope]}"


def _pieces(pattern: str) -> Iterator[str | _Token]:
    """Literals and tokens in order; Refused("pattern_text") or Refused("pattern_token")."""
    for token, literal, brace in _PIECE.findall(pattern):
        if brace or (literal and not _LITERAL.fullmatch(literal)):
            raise Refused("pattern_text", pattern=pattern, text=brace or literal)
        if literal:
            yield literal
            continue
        name, colon, pad = token.partition(":")
        if name not in _TOKENS or (colon and not (name in _PADS and _PADS[name].fullmatch(pad))):
            raise Refused("pattern_token", pattern=pattern, token=token)
        yield _Token(name, pad)


def _check_apart(pattern: str, pieces: tuple[str | _Token, ...]) -> None:
    """No token may touch another, and no digit may touch `{n}`: 1 and 12 would read as 11 and 2."""
    for before, after in pairwise(pieces):
        touching = isinstance(before, _Token) and isinstance(after, _Token)
        digit = (
            isinstance(before, str)
            and isinstance(after, _Token)
            and after.name == "n"
            and before[-1].isdigit()
        ) or (
            isinstance(before, _Token)
            and before.name == "n"
            and isinstance(after, str)
            and after[0].isdigit()
        )
        if touching or digit:
            raise Refused("pattern_runs_together", pattern=pattern)


def _tells_apart(scope: Scope, names: set[str], services: tuple[tuple[str, str], ...]) -> bool:
    """Whether two counts of this scope can never be spelled alike: their text must hold what divides them."""
    if scope is Scope.OFFICE or "short" in names:
        return True
    if "code" not in names:
        return False
    codes = [code for _, code in services]
    return scope is Scope.CODE or len(set(codes)) == len(codes)
