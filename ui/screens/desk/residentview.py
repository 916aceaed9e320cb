"""People, rows of a table and imports as the residents' page draws them; it looks nothing up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.place import street_block
from kiosk.domain.words import date_words, last_four, number_text
from ui.screens.base import say_error
from ui.screens.desk.clock import long_moment

if TYPE_CHECKING:
    from kiosk.usecases.intake import Reading
    from kiosk.usecases.rows import Told
    from kiosk.usecases.takeback import Plan
    from ui.screens.base import Words
    from ui.screens.desk.ports import Found

SHOWN: Final = 200
PICTURES: Final[Mapping[str, tuple[str, str]]] = {
    "new": ("user-plus", "teal"),
    "changed": ("pencil-simple", "blue"),
    "same": ("check", "gold"),
    "refused": ("warning", "orange"),
    "removed": ("trash", "orange"),
    "restored": ("arrow-counter-clockwise", "blue"),
    "kept": ("user-check", "teal"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person: NIK masked but for its end, where the data are from."""

    key: str
    name: str
    nik: str
    born: str
    address: str
    compared: bool
    source: str


@dataclass(frozen=True, slots=True)
class Bad:
    """One row of the table that was not understood, and why."""

    key: str
    line: str
    why: str


@dataclass(frozen=True, slots=True)
class Sum:
    """People or rows of one fate, counted."""

    key: str
    said: str
    count: str
    glyph: str
    tint: str


def draw_people(words: Words, found: Sequence[Found], language: str) -> tuple[Row, ...]:
    """Who was found, as far as a list is read."""
    return tuple(_row(words, one, language) for one in found[:SHOWN])


def _row(words: Words, one: Found, language: str) -> Row:
    born = str(one.person.get("tanggal_lahir", ""))
    return Row(
        key=one.nik,
        name=one.name,
        nik=last_four(one.nik),
        born=date_words(date.fromisoformat(born), language) if born else "",
        address=street_block(one.person.get("alamat", {})),
        compared=one.checked,
        source=words("residents.checked" if one.checked else "residents.unchecked"),
    )


def draw_reading(words: Words, reading: Reading) -> dict[str, Any]:
    """The fields of the page's State that tell what a table would bring."""
    return {
        **draw_counts(words, reading, "residents."),
        "warned_title": words("residents.twins") if reading.twins else "",
        "warned": tuple(
            Bad(
                one.nik,
                words("residents.line", line=one.line),
                words("residents.twin", name=one.name, nik=last_four(one.nik), other=last_four(one.other)),
            )
            for one in reading.twins[:SHOWN]
        ),
    }


def draw_counts(words: Words, reading: Told, table: str) -> dict[str, Any]:
    """Rows by what becomes of them, those that were not understood, and columns without a use."""
    return {
        "sums": _sums(words, reading.counts, table),
        "bad_title": words("residents.bad_title") if reading.bad else "",
        "bad": tuple(
            Bad(str(at), words("residents.line", line=one.line), say_error(words, one.error))
            for at, one in enumerate(reading.bad[:SHOWN])
        ),
        "unknown": words("residents.unknown", columns=", ".join(reading.unknown)) if reading.unknown else "",
    }


def draw_plan(words: Words, plan: Plan, *, now: int, language: str) -> dict[str, Any]:
    """The fields of the page's State that tell what taking an import back would do."""
    of = plan.of
    brought = number_text(of.counts.get("new", 0) + of.counts.get("changed", 0))
    return {
        "sums": _sums(words, plan.counts, "residents."),
        "warned_title": words("residents.kept_title") if plan.kept else "",
        "warned": tuple(
            Bad(one.nik, f"{one.name}, {last_four(one.nik)}", words(f"residents.kept_{one.why}"))
            for one in plan.kept[:SHOWN]
        ),
        "unknown": words(
            "residents.undo_of", at=long_moment(of.at, now, language), who=of.who, count=brought
        ),
    }


def _sums(words: Words, counts: Mapping[str, int], table: str) -> tuple[Sum, ...]:
    return tuple(
        Sum(name, words(table + name), number_text(count), *PICTURES[name]) for name, count in counts.items()
    )
