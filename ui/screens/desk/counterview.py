"""People, services and papers as the counter draws them; it looks nothing up."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.words import begins, date_words, group_nik
from ui.screens.desk.clock import short_moment
from ui.screens.desk.editing import ListEnd
from ui.screens.desk.form import Ask
from ui.screens.desk.status import Pill, step_name

if TYPE_CHECKING:
    from kiosk.domain.service import Service
    from kiosk.usecases.permohonan import Filed
    from ui.screens.base import Words
    from ui.screens.desk.ports import Found

SHOWN: Final = 6
IDENTITY: Final = "identity"


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


@dataclass(frozen=True, slots=True)
class State:
    """The counter page; `filed` shows ticket and PIN in place of the form."""

    looked_for: str = ""
    person_said: str = ""
    person_tone: str = "step"
    people: tuple[Chosen, ...] = ()
    past: tuple[Past, ...] = ()
    service_typed: str = ""
    service: str = ""
    services: tuple[Chosen, ...] = ()
    papers: tuple[Paper, ...] = ()
    asks: tuple[Ask, ...] = ()
    ends: tuple[ListEnd, ...] = ()
    away: bool = False
    no_nik: bool = False
    remarks: tuple[Pill, ...] = ()
    why: str = ""
    why_label: str = ""
    wanted: str = ""
    filed: bool = False
    ticket: str = ""
    pin: str = ""
    filed_said: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


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


def draw_papers(
    words: Words, codes: Sequence[str], label: Callable[[str], str], seen: Container[str]
) -> tuple[Paper, ...]:
    """Identity first, then each paper, ticked when it was seen."""
    identity = Paper(IDENTITY, words("case.identity_ok"), "user-check", IDENTITY in seen)
    return (identity, *(Paper(code, label(code), "file-text", code in seen) for code in codes))


def draw_filed(filed: Filed | None, words: Words) -> dict[str, Any]:
    """Ticket and PIN in place of the form, and what the next press does."""
    if filed is None:
        return {"filed": False, "ticket": "", "pin": "", "primary": words("counter.file_and_pass")}
    step = filed.case.get_step()
    said = step_name(words, step) if step else ""
    return {
        "filed": True,
        "ticket": filed.ticket,
        "pin": filed.pin,
        "filed_said": words("counter.filed_waiting" if filed.is_waiting else "counter.filed", step=said),
        "primary": words("counter.next_person"),
    }


def draw_services(services: Sequence[Service], typed: str, language: str) -> tuple[Chosen, ...]:
    """Services whose words begin like those typed; all of them while nothing is typed."""
    found = [one for one in services if begins(f"{one.label[language]} {one.short}", typed)]
    return tuple(Chosen(one.id, one.label[language], one.short, one.icon) for one in found[: SHOWN + 2])
