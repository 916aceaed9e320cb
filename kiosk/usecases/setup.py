"""Owns the answers file of `kiosk init`: TOML in, an office with people and PINs out; it makes nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from kiosk.domain.errors import Refused
from kiosk.domain.office import Form, Office, Staff, check_types
from kiosk.domain.place import Gazetteer
from kiosk.usecases.office import Answers, Start
from kiosk.usecases.profile import tupled

_PLACE: Final = ("code", "kelurahan", "kecamatan", "city")
_STAFF: Final = frozenset({one.name for one in fields(Staff)} | {"pin"})
_FORMS: Final[Mapping[str, Form]] = {form.name.lower(): form for form in Form}


def read_answers(body: bytes, places: Gazetteer) -> Answers:
    """What an answers file says (letters.md 4.2); its `kelurahan` is a code with dots and gives the names.

    Raises Refused("bad_answers_file", problem=) naming the key, and Refused("unknown_kelurahan", code=).
    """
    try:
        value = tomllib.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused("bad_answers_file", problem=str(error)) from error
    people = [_check_keys(row, _STAFF, "staff") for row in _take_rows(value, "staff")]
    starts = [
        _check_keys(row, frozenset({"scope", "year", "n"}), "start") for row in _take_rows(value, "start")
    ]
    place = places.get(str(value.pop("kelurahan", "")))
    known = {one.name for one in fields(Office)} - {*_PLACE, "staff"}
    _check_keys(value, frozenset(known), "")
    try:
        staff = tuple(_read_person(row) for row in people)
        office = Office(
            code=place.digits,
            kelurahan=place.name,
            kecamatan=place.kecamatan,
            staff=staff,
            **{key: _read_value(key, inner) for key, inner in value.items()},
        )
        pins = {row["id"]: str(row["pin"]) for row in people}
        made = Answers(office, pins, tuple(Start(**row) for row in starts))
        for one in (office, *staff, *made.starts):
            check_types(one)
        return made
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise Refused("bad_answers_file", problem=str(error)) from error


def _take_rows(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = value.pop(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("bad_answers_file", problem=f"[[{name}]]")
    return rows


def _check_keys(row: dict[str, Any], known: frozenset[str], table: str) -> dict[str, Any]:
    unknown = sorted(row.keys() - known)
    if unknown:
        raise Refused("bad_answers_file", problem=f"[[{table}]] {unknown[0]}" if table else unknown[0])
    return row


def _read_value(key: str, value: Any) -> Any:
    if key == "hours":
        return {int(day): (span[0], span[1]) for day, span in value.items()}
    return tupled(value)


def _read_person(row: Mapping[str, Any]) -> Staff:
    kept = {key: inner for key, inner in row.items() if key != "pin"}
    form = kept.get("form", "lurah")
    if form not in _FORMS:
        raise Refused("bad_answers_file", problem=f"[[staff]] form {form}")
    return Staff(**{**kept, "roles": tupled(kept["roles"]), "form": _FORMS[form]})
