"""Owns finding people: the challenge at the kiosk, search at the desk, what a checked filing adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain import nik as niks
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.rules import get_level
from kiosk.domain.worktime import DAY, MINUTE
from kiosk.store import residents
from kiosk.store.residents import Resident
from kiosk.usecases import acts
from kiosk.usecases.acts import Deed

QUARTER: Final = 15 * MINUTE
MISSES: Final = 5  # of one NIK in a day, or of one device in a quarter of an hour (letters.md 5.1)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a resident gets for NIK and six digits: a person to prefill with, or nothing, and never why."""

    is_match: bool
    person: Mapping[str, Any] = field(default_factory=dict)


def challenge(kiosk: Kiosk, nik: str, kk6: str) -> Challenge:
    """Compare the last six digits of the KK; unknown, wrong, an empty list and a pause look the same.

    Raises only for a NIK nobody can have (`nik_length` and the like).
    """
    if is_paused(kiosk, nik):
        return Challenge(is_match=False)
    digits = niks.parse(nik).digits
    found = residents.find(kiosk.db, digits)
    if found is not None and len(kk6) == 6 and found.kk[-6:] == kk6:
        return Challenge(is_match=True, person=found.person)
    residents.keep_miss(kiosk.db, digits, at=kiosk.now())
    return Challenge(is_match=False)


def is_paused(kiosk: Kiosk, nik: str) -> bool:
    """Whether nothing of a NIK is shown here for a while, whatever is typed.

    A try in a pause learns nothing, so it is no miss: a busy hall must not keep its own pause going.
    """
    digits = niks.parse(nik).digits
    now = kiosk.now()
    return (
        residents.count_misses(kiosk.db, since=now - DAY, nik=digits) >= MISSES
        or residents.count_misses(kiosk.db, since=now - QUARTER) >= MISSES
    )


def find_by_nik(kiosk: Kiosk, who: Person, nik: str) -> Resident | None:
    """A person by all 16 digits, for staff; every hit is a `view` in the ledger."""
    _check_staff(who)
    found = residents.find(kiosk.db, niks.parse(nik).digits)
    if found is not None:
        acts.do(kiosk, who, acts.begin(kiosk), Deed("view", {"what": "resident"}))
    return found


def search(kiosk: Kiosk, who: Person, text: str, *, limit: int = 20) -> list[Resident]:
    """People by the beginnings of words of their names, for staff."""
    _check_staff(who)
    return residents.search(kiosk.db, text, limit=limit)


def save_from_case(kiosk: Kiosk, case: Permohonan) -> bool:
    """A permohonan whose identity was checked brings its person into the list; no other does."""
    digits = case.subject.get("nik", "")
    if not case.identity or not digits:
        return False
    before = residents.find(kiosk.db, digits)
    person = {**(before.person if before else {}), **case.subject}
    residents.save(kiosk.db, [Resident(digits, person, "case", checked=True, changed_at=kiosk.now())])
    return True


def _check_staff(who: Person) -> None:
    if not any(get_level(role) >= 0 for role in who.roles):
        raise Refused("not_allowed", verb="search")
