"""Owns whether an office can be worked with: profile, people, before they are signed; it writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from kiosk.domain.answers import has_glyph
from kiosk.domain.errors import Refused
from kiosk.domain.heads import is_table
from kiosk.domain.numbering import LARGEST_N, Numbered, Place, Scope, check_pattern, format_number
from kiosk.domain.office import LURAH, NO_ARMS, OPERATOR, REGISTER, SIGNER, STAFF_ROLES, Office, Staff
from kiosk.domain.service import Service

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "scope": tuple(Scope),
    "paper": ("A4", "F4"),
    "archive_copy": ("paper", "scan", "none"),
    "pengantar": ("rt_rw", "rt", "none"),
    "pbb": ("off", "advisory", "required"),
    "wet_by": ("order", "pin"),
}
_AUGUST: Final = date(2026, 8, 1)  # no month is longer in Roman figures
_HOST: Final = re.compile(r"[A-Za-z0-9.:-]{1,64}")
_HOUR: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_POSTCODE: Final = re.compile(r"(?:[1-9][0-9]{4})?")
_EMAIL: Final = re.compile(r"(?:[^@\s]+@[^@\s]+\.[^@\s.]+)?")
_ARMS: Final = re.compile(rf"(?:{NO_ARMS}|[0-9a-f]{{64}})?")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


def check_office(office: Office, services: Iterable[Service]) -> None:
    """Refuse a profile that some surat, counter or page would fail over later.

    Raises Refused("bad_profile", problem=) with the key, and what `check_pattern` and `format_number` refuse.
    """
    for problem in _find_problems(office):
        raise Refused("bad_profile", problem=problem)
    numbered = [one for one in services if one.code]
    check_pattern(office.pattern, Scope(office.scope), services=[(one.short, one.code) for one in numbered])
    for one in numbered:
        if one.pattern:  # its own, so it must tell apart alone
            check_pattern(one.pattern, Scope(office.scope), services=[(one.short, one.code)])
        longest = Numbered(code=one.code, short=one.short, n=LARGEST_N, day=_AUGUST)
        format_number(one.pattern or office.pattern, longest, place_of(office))
    check_staff(office.staff)


def place_of(office: Office) -> Place:
    """The office's own parts of a number."""
    return Place(unit=office.unit, kelurahan_code=office.code[-4:], kecamatan_short=office.kecamatan)


def check_people(office: Office, pins: Mapping[str, str]) -> None:
    """Refuse an office nobody could work in: no kelurahan, no operator, nobody who signs, a person without a
    PIN. Raises Refused("bad_profile", problem=).
    """
    roles = {role for one in office.staff for role in one.roles}
    ids = [one.id for one in office.staff]
    problems = {
        "code": len(office.code) != 10 or not office.code.isdecimal(),
        "operator": OPERATOR not in roles,
        "signer": not any({SIGNER, LURAH} <= set(one.roles) for one in office.staff),
        "register": REGISTER not in roles,
        "pin": set(ids) != pins.keys(),
        "twice": len(set(ids)) != len(ids),
    }
    for problem, is_there in problems.items():
        if is_there:
            raise Refused("bad_profile", problem=problem)


def check_staff(staff: Iterable[Staff]) -> None:
    """Refuse a person whose record is not of its form. Raises Refused("bad_profile", problem=)."""
    for person in staff:
        wrong = next(_find_wrong(person), "")
        if wrong or not _ID.fullmatch(person.id) or not person.name or not person.post:
            raise Refused("bad_profile", problem=f"staff {person.id}: {wrong or 'id, name, post'}")
        roles = {role.partition(":")[0] for role in person.roles}
        if not roles <= STAFF_ROLES:
            raise Refused(
                "bad_profile", problem=f"staff {person.id}: {', '.join(sorted(roles - STAFF_ROLES))}"
            )


def _find_problems(office: Office) -> Iterator[str]:
    yield from _find_wrong(office)
    yield from (name for name, known in _CHOICES.items() if getattr(office, name) not in known)
    if not _HOST.fullmatch(office.host):
        yield "host"
    yield from _find_unread(office)
    chain = office.chain
    if not chain or (chain[0], chain[-1]) != (OPERATOR, SIGNER) or not {*chain} <= STAFF_ROLES:
        yield "chain"
    if not all(isinstance(kasi, str) for pair in office.kasi.items() for kasi in pair):
        yield "kasi"
    if not all(_is_day(day, span) for day, span in office.hours.items()):
        yield "hours"
    if not all(map(_is_date, office.closed)) or not office.closed_why.keys() <= set(office.closed):
        yield "closed"
    if not all(map(_is_printed, office.closed_why.values())):
        yield "closed_why"
    if not office.unit and "{unit}" in office.pattern:
        yield "unit"


def _find_unread(office: Office) -> Iterator[str]:
    """Parts of the kop, the list of heads and the office's own chips that are not of their form."""
    if not _POSTCODE.fullmatch(office.postcode):
        yield "postcode"
    if not _EMAIL.fullmatch(office.email):
        yield "email"
    if not _ARMS.fullmatch(office.arms):
        yield "arms"
    if not is_table(office.heads) or not all(
        _is_printed(text) for rest in office.heads.values() for text in rest
    ):
        yield "heads"
    if not all(text and _is_printed(text) for text in office.chips.values()):
        yield "chips"


def _find_wrong(record: Office | Staff) -> Iterator[str]:
    """The fields that hold another kind of value than their own, or letters no page can print."""
    for one in fields(record):
        form = _FORMS.get(str(one.type))
        if form is not None and not form(getattr(record, one.name)):
            yield one.name


def _is_printed(text: object) -> bool:
    return isinstance(text, str) and text.isprintable() and all(map(has_glyph, text))


_FORMS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "str": _is_printed,
    "bool": lambda value: isinstance(value, bool),
    "tuple[str, ...]": lambda names: isinstance(names, tuple) and all(isinstance(one, str) for one in names),
    "Mapping[str, str]": lambda table: isinstance(table, Mapping),
    "Mapping[str, tuple[str, ...]]": lambda table: isinstance(table, Mapping),
    "Mapping[int, tuple[str, str]]": lambda table: isinstance(table, Mapping),
}


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_day(day: int, span: tuple[str, str]) -> bool:
    opens, closes = span
    return 0 <= day < 7 and all(map(_HOUR.fullmatch, span)) and opens < closes
