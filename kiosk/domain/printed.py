"""Checked answers as the words that stand on paper (letters.md 1.1 "printed as"); it checks nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import words
from kiosk.domain.place import street_block
from kiosk.domain.service import Fact, Field, Kind, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CALENDAR_YEAR: Final = "masehi"
"""Unit of a number that is a year of the calendar: it is printed bare, without separators."""

_LESS_THAN_ONE: Final = {"tahun": "kurang dari setahun", "bulan": "kurang dari sebulan"}


def printed(field: Field, value: Any) -> str:
    """The words for a value that `answers.check_answer` returned."""
    return _PRINTERS[field.kind](field, value)


def _text(_field: Field, value: str) -> str:
    return value


def _date(_field: Field, value: str) -> str:
    return words.date_words(date.fromisoformat(value))


def _time(_field: Field, value: str) -> str:
    return words.time_words(value)


def _number(field: Field, value: int | str) -> str:
    if field.unit == CALENDAR_YEAR:
        return str(value)
    if value == 0 and field.unit in _LESS_THAN_ONE:
        return _LESS_THAN_ONE[field.unit]
    return f"{words.number_text(value)} {field.unit}".rstrip()


def _money(_field: Field, value: int) -> str:
    return words.money_words(value)


def _choice(field: Field, value: str) -> str:
    choice = field.find_choice(value)
    return choice.words if choice else value


def _person(_field: Field, value: Mapping[str, Any]) -> str:
    return words.capital_name(value.get("nama", ""))


def _place(_field: Field, value: Mapping[str, str]) -> str:
    return street_block(value)


def _list(field: Field, value: Sequence[Mapping[str, Any]]) -> str:
    """Rows in one sentence; a table on paper is drawn from `rows` instead."""
    return "; ".join(", ".join(filter(None, row)) for row in rows(field, value))


_PRINTERS: Final[Mapping[Kind, Callable[[Field, Any], str]]] = {
    Kind.TEXT: _text,
    Kind.PARAGRAPH: _text,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.CHOICE: _choice,
    Kind.NIK: _text,
    Kind.KK: _text,
    Kind.PERSON: _person,
    Kind.PLACE: _place,
    Kind.LIST: _list,
}


def rows(field: Field, value: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """A list as cells of a table, one column per part; an absent value is an empty cell."""
    return tuple(
        tuple(printed(part, row[part.name]) if part.name in row else "" for part in field.parts)
        for row in value
    )


def total(field: Field, value: Sequence[Mapping[str, Any]]) -> int | None:
    """The sum of a list's one money column in rupiah; None if it has none."""
    column = next((part.name for part in field.parts if part.kind is Kind.MONEY), None)
    return None if column is None else sum(row.get(column, 0) for row in value)


def placeholders(service: Service, answers: Mapping[str, Any]) -> dict[str, str]:
    """Everything a body may name, in words: each answer, `<group>.<part>`, `<list>.count`, `<list>.total`,
    the names of a list of people, `<list>.nama`, and of a date its weekday, `<date>.hari`.

    An answer that is absent is the empty string, so that a body can always be filled.
    """
    found: dict[str, str] = {}
    for field in service.fields:
        found |= _named(field, answers.get(field.name))
    return found


def _named(field: Field, value: Any) -> dict[str, str]:
    found = {field.name: "" if value is None else printed(field, value)}
    if field.kind is Kind.LIST:
        found[f"{field.name}.count"] = words.number_text(len(value or ()))
        amount = total(field, value or ())
        if amount is not None:
            found[f"{field.name}.total"] = words.money_words(amount)
        if field.find_part("nama"):
            names = [words.capital_name(row.get("nama", "")) for row in value or ()]
            found[f"{field.name}.nama"] = words.joined(names)
    elif field.kind is Kind.DATE:
        found[f"{field.name}.hari"] = words.weekday_words(date.fromisoformat(value)) if value else ""
    elif field.parts:
        for part in field.parts:
            inner = _named(part, (value or {}).get(part.name))
            found |= {f"{field.name}.{name}": text for name, text in inner.items()}
    return found


def fact_lines(service: Service, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The service's facts, "Label: nilai", absent ones left out; `seal.pack` cuts them to their room."""
    lines = (_fact(service, answers, fact) for fact in service.facts)
    return tuple(line for line in lines if line)


def _fact(service: Service, answers: Mapping[str, Any], fact: Fact) -> str:
    root, _, part = fact.name.partition(".")
    field, value = service.find_field(root), answers.get(root)
    if field is None or value is None:
        return ""
    text = _short(field, value)
    if part == "total":
        text = words.money_text(total(field, value) or 0)
    elif part == "count":
        text = words.number_text(len(value))
    return f"{fact.label['id']}: {text}"


def _short(field: Field, value: Any) -> str:
    """As `printed`, but money without its words: a seal has sixty bytes a fact."""
    return words.money_text(value) if field.kind is Kind.MONEY else printed(field, value)
