"""People, services and papers as the counter draws them; it looks nothing up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.words import begins, date_words, group_nik
from ui.screens.desk.clock import short_moment

if TYPE_CHECKING:
    from kiosk.domain.service import Service
    from ui.screens.base import Words
    from ui.screens.desk.ports import Found

SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person or a service to choose."""

    code: str
    label: str
    said: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier permohonan of the person."""

    code: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Identity or a paper to tick as seen."""

    code: str
    label: str
    glyph: str
    chosen: bool = False


def draw_people(people: Sequence[Found], words: Words, language: str) -> tuple[Chosen, ...]:
    """Several people of one name, told apart by day of birth and NIK."""
    return tuple(Chosen(one.nik, one.name, _said(one, words, language), "user") for one in people[:SHOWN])


def _said(one: Found, words: Words, language: str) -> str:
    born = str(one.person.get("tanggal_lahir", ""))
    day = date_words(date.fromisoformat(born), language) if born else ""
    return words("counter.person", nik=group_nik(one.nik), born=day)


def draw_past(person: Found | None, words: Words, language: str, now: int) -> tuple[Past, ...]:
    """What was asked for before, newest first."""
    if person is None:
        return ()
    return tuple(
        Past(row.id, row.title, words("counter.asked_at", at=short_moment(row.filed_at, now, language)))
        for row in person.past[:3]
    )


def draw_services(services: Sequence[Service], typed: str, language: str) -> tuple[Chosen, ...]:
    """Services whose words begin like those typed; all of them while nothing is typed."""
    found = [one for one in services if begins(f"{one.label[language]} {one.short}", typed)]
    return tuple(Chosen(one.id, one.label[language], one.short, one.icon) for one in found[: SHOWN + 2])
