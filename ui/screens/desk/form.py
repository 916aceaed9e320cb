"""Questions as lines to type at the desk: groups taken apart and put together; it checks no answer."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import nik as niks
from kiosk.domain.answers import is_asked
from kiosk.domain.errors import Refused
from kiosk.domain.service import Choice, Field, Kind
from kiosk.domain.words import begins, full_date_words, group_nik, money_text, number_text

if TYPE_CHECKING:
    from ui.screens.base import Words

CHIPS_MAX: Final = 9
"""A choice with more lines is found by its first letters, as many as there are number keys."""

FOUND_MAX: Final = 6
INPUTS: Final[Mapping[Kind, str]] = {
    Kind.NUMBER: "digits",
    Kind.MONEY: "digits",
    Kind.DATE: "digits",
    Kind.TIME: "digits",
    Kind.NIK: "digits",
    Kind.KK: "digits",
}
PENGANTAR: Final = Field(
    name="pengantar",
    kind=Kind.PERSON,
    label={"id": "Pengantar RT/RW", "en": "Introduction by RT/RW"},
    parts=(
        Field(name="rt", kind=Kind.TEXT, label={"id": "RT", "en": "RT"}, required=True, max=3),
        Field(name="rw", kind=Kind.TEXT, label={"id": "RW", "en": "RW"}, required=True, max=3),
        Field(name="nomor", kind=Kind.TEXT, label={"id": "Nomor", "en": "Number"}, required=True, max=40),
        Field(
            name="tanggal", kind=Kind.DATE, label={"id": "Tanggal", "en": "Date"}, required=True, past=True
        ),
    ),
)
"""What staff read from the introduction (letters.md 5.3); it is no question of any service."""

_EIGHT: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONEY_MIN: Final = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One line: `path` as in kiosk.domain.answers (`anak.nik`, `barang.2.nama`), its field, its group."""

    path: str
    field: Field
    section: str
    title: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose for a line; `digit` is the key that does it, "" for none."""

    key_value: str
    label: str
    glyph: str
    digit: str
    chosen: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Ask:
    """One line as drawn; `boxed` false = options only; `wide` lines take the whole width of a form."""

    key: str
    label: str
    value: str = ""
    boxed: bool = True
    keys_page: str = "letters"
    longest: int = 200
    said: str = ""
    example: str = ""
    problem: str = ""
    unit: str = ""
    needed: bool = True
    missing: bool = False
    copied: bool = False
    wide: bool = False
    options: tuple[Option, ...] = ()
    offers: tuple[Option, ...] = ()


def entries(
    fields: Sequence[Field], *, prefix: str = "", rows: Mapping[str, int], typed: Mapping[str, str]
) -> Iterator[Entry]:
    """Every line of these fields that is asked for what is typed; lists as often as they have rows."""
    for one in fields:
        path = f"{prefix}{one.name}"
        if not is_asked(one, {name.removeprefix(prefix): text for name, text in typed.items()}):
            continue
        if one.kind is Kind.LIST:
            for row in range(1, rows.get(path, 1) + 1):
                yield from _inside(one, f"{path}.{row}", path, typed)
        elif one.parts:
            yield from _inside(one, path, path, typed)
        else:
            yield Entry(path, one, prefix.rstrip("."))


def _inside(group: Field, path: str, section: str, typed: Mapping[str, str]) -> Iterator[Entry]:
    beside = {
        name.removeprefix(f"{path}."): text for name, text in typed.items() if name.startswith(f"{path}.")
    }
    for part in group.parts:
        inner = f"{path}.{part.name}"
        if not is_asked(part, beside):
            continue
        if part.parts:
            yield from _inside(part, inner, inner, typed)
        else:
            yield Entry(inner, part, section, group.label)


def is_within(path: str, groups: Iterable[str]) -> bool:
    """Whether a path is one of these, or stands inside one."""
    return any(path == one or path.startswith(f"{one}.") for one in groups)


def as_typed(one: Field, value: Any) -> str:
    """A stored value as somebody would type it: dates day first, numbers with separators."""
    text = str(value)
    if one.kind is Kind.DATE and (match := _ISO.fullmatch(text)):
        return f"{match[3]}-{match[2]}-{match[1]}"
    if one.kind is Kind.NUMBER:
        return number_text(value)
    if one.kind is Kind.MONEY:
        return number_text(value)
    return text


def taken_apart(fields: Sequence[Field], values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Stored values as typed lines by path."""
    found: dict[str, str] = {}
    for one in fields:
        value, path = values.get(one.name), f"{prefix}{one.name}"
        if value in (None, ""):
            continue
        if one.kind is Kind.LIST:
            for number, row in enumerate(value, 1):
                found |= taken_apart(one.parts, row, f"{path}.{number}.")
        elif one.parts:
            found |= taken_apart(one.parts, value, f"{path}.")
        else:
            found[path] = as_typed(one, value)
    return found


def put_together(typed: Mapping[str, str]) -> dict[str, Any]:
    """Typed lines as the nested answers `check_answers` takes; a step that is a number is a row of a list."""
    tree: dict[str, Any] = {}
    for path, text in typed.items():
        if text == "":
            continue
        *above, name = path.split(".")
        inner = tree
        for step in above:
            inner = inner.setdefault(step, {})
        inner[name] = text
    return {name: _as_rows(value) for name, value in tree.items()}


def _as_rows(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if all(key.isdecimal() for key in value):
        return [_as_rows(value[key]) for key in sorted(value, key=int)]
    return {key: _as_rows(inner) for key, inner in value.items()}


def with_dashes(text: str) -> str:
    """Eight digits typed in one go are day, month, year, if that is a date; anything else stays."""
    match = _EIGHT.fullmatch(text)
    if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
        return text
    return f"{match[1]}-{match[2]}-{match[3]}"


def make_ask(entry: Entry, text: str, *, words: Words, language: str) -> Ask:
    """One line as drawn, in a language; what is wrong with it or missing is not looked at."""
    one = entry.field
    label = f"{_group(entry, language)}{one.label[language]}"
    return Ask(
        key=entry.path,
        label=label if one.required else f"{label} ({words('answer.optional')})",
        value=_shown(one, text, language),
        boxed=not _is_chips(one),
        keys_page=INPUTS.get(one.kind, "letters"),
        longest=_longest(one),
        said=say(one, text, language),
        example=words("case.search_example") if one.kind is Kind.CHOICE else _example(one, words),
        unit=words("form.rupiah") if one.kind is Kind.MONEY else one.unit,
        needed=one.required,
        wide=one.kind is Kind.PARAGRAPH or len(_choices(one, text, language)) > 3,
        options=_options(one, text, language),
    )


def _group(entry: Entry, language: str) -> str:
    """What a line belongs to, where its label does not tell: "Pengantar RT/RW: "."""
    if not entry.title or entry.path.split(".")[-2] == "alamat":
        return ""
    row = next((step for step in entry.path.split(".") if step.isdecimal()), "")
    return f"{entry.title[language]} {row}".rstrip() + ": "


def say(one: Field, text: str, language: str) -> str:
    """What was typed, said back so that a slip of the finger is seen; "" while it makes no sense yet."""
    if one.kind is Kind.DATE:
        return _say_date(text, language)
    if one.kind is Kind.NIK:
        return _say_nik(text)
    if one.kind is Kind.MONEY and text.replace(".", "").isdecimal() and len(text) >= _MONEY_MIN:
        return money_text(int(text.replace(".", "")))
    return ""


def _say_date(text: str, language: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", with_dashes(text))
    if match is None:
        return ""
    try:
        return full_date_words(date(int(match[3]), int(match[2]), int(match[1])), language)
    except ValueError:
        return ""


def _say_nik(text: str) -> str:
    try:
        return group_nik(niks.parse(text).digits)
    except Refused:
        return ""


def _is_chips(one: Field) -> bool:
    return one.kind is Kind.CHOICE and 0 < len(one.choices) <= CHIPS_MAX


def _longest(one: Field) -> int:
    if one.kind in {Kind.NIK, Kind.KK}:
        return 16
    return one.max if one.max and one.kind in {Kind.TEXT, Kind.PARAGRAPH} else 200


def _example(one: Field, words: Words) -> str:
    return words("case.date_example") if one.kind is Kind.DATE else ""


def _shown(one: Field, text: str, language: str) -> str:
    """A choice is shown by its label, anything else as typed."""
    found = one.find_choice(text)
    return found.label[language] if found and not _is_chips(one) else text


def _choices(one: Field, text: str, language: str) -> tuple[Choice, ...]:
    if one.kind is Kind.CHOICE:
        if len(one.choices) <= CHIPS_MAX:
            return one.choices
        if one.find_choice(text):
            return ()
        found = (choice for choice in one.choices if text.strip() and begins(choice.label[language], text))
        return tuple(islice(found, FOUND_MAX))
    return one.chips if one.kind in {Kind.TEXT, Kind.PARAGRAPH} else ()


def _options(one: Field, text: str, language: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            key_value=choice.value,
            label=choice.label[language],
            glyph=choice.icon,
            digit=str(number) if number <= CHIPS_MAX else "",
            chosen=choice.value == text,
        )
        for number, choice in enumerate(_choices(one, text, language), 1)
    )
