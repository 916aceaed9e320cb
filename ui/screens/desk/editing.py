"""Lines being typed at the desk, from the first key to the answers handed over; it decides on no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.answers import ROWS_MAX
from kiosk.domain.service import Field, Kind
from ui.screens.desk.form import (
    Ask,
    Entry,
    Option,
    entries,
    is_within,
    make_ask,
    put_together,
    taken_apart,
    with_dashes,
)

if TYPE_CHECKING:
    from ui.screens.base import Words


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one prefix: `pemohon.` for the subject, "" for the service's own, `pengantar.`."""

    prefix: str
    fields: tuple[Field, ...]
    title: Mapping[str, str] = field(default_factory=dict)


NOTHING: Final[frozenset[str]] = frozenset()
THEN, NOW, STILL = "then", "now", "still"
"""What may be offered beside a copied line: its value of last time, of today, or that it still holds."""


@dataclass(frozen=True, slots=True)
class ListEnd:
    """Where a list ends on the sheet: words for one more row and for the last one's leaving ("" = none)."""

    key: str
    more: str
    fewer: str


OFFER_GLYPHS: Final = {THEN: "clock-counter-clockwise", NOW: "calendar-check", STILL: "check"}


class Sheet:
    """One form: which lines it has, what is typed in them, what was wrong with each."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing of a person stays."""
        self.parts: tuple[Part, ...] = ()
        self.differing: dict[str, tuple[str, str]] = {}
        self.unsure: frozenset[str] = NOTHING
        self._only: frozenset[str] = NOTHING
        self._before: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.copied: frozenset[str] = NOTHING
        self.hidden: frozenset[str] = NOTHING
        self.rows: dict[str, int] = {}
        self.problems: dict[str, str] = {}

    def start(
        self, parts: Sequence[Part], values: Mapping[str, Any], *, only: frozenset[str] = NOTHING
    ) -> None:
        """Begins with stored values by root (`pemohon`, `penghasilan`); `only` narrows it to these paths."""
        self.clear()
        self.parts = tuple(parts)
        self._only = only
        self.fill(values)
        self._before = dict(self.typed)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Takes over stored values without forgetting what else is typed."""
        for part in self.parts:
            root = part.prefix.rstrip(".")
            held = values.get(root, {}) if root else values
            self.typed |= taken_apart(part.fields, held, part.prefix)
            for one in part.fields:
                if one.kind is Kind.LIST and held.get(one.name):
                    self.rows[f"{part.prefix}{one.name}"] = len(held[one.name])

    def let_go(self, root: str) -> None:
        """Somebody else: what stood under a root and what was copied go; what was typed since stays."""
        kept = {path for path in self.typed if path not in self.copied and not path.startswith(f"{root}.")}
        self.typed = {path: text for path, text in self.typed.items() if path in kept}
        lists = {path for path in self.rows if any(one.startswith(f"{path}.") for one in kept)}
        self.rows = {path: count for path, count in self.rows.items() if path in lists}
        self.copied, self.unsure, self.differing = NOTHING, NOTHING, {}

    def entries(self) -> tuple[Entry, ...]:
        """Every line asked for now."""
        return tuple(entry for part in self.parts for entry in self._of(part) if self._is_wanted(entry.path))

    def _of(self, part: Part) -> Iterator[Entry]:
        found = entries(part.fields, prefix=part.prefix, rows=self.rows, typed=self.typed)
        return (replace(entry, title=entry.title or part.title) for entry in found)

    def _is_wanted(self, path: str) -> bool:
        return not self._only or is_within(path, self._only)

    def find(self, path: str) -> Entry:
        """The line of a path that is on the sheet."""
        return next(entry for entry in self.entries() if entry.path == path)

    def answer(self, path: str, text: str) -> None:
        """What a line holds now; a choice is kept by its value, a date with its dashes."""
        one = self.find(path).field
        if one.kind is Kind.DATE:
            text = with_dashes(text)
        if one.kind is Kind.CHOICE:
            named = [
                choice
                for choice in one.choices
                if text.casefold() in map(str.casefold, choice.label.values())
            ]
            text = named[0].value if named else text
        self.problems.pop(path, None)
        self.copied -= {path}
        self.unsure -= {path}
        self.typed[path] = text

    def choose(self, path: str, value: str) -> None:
        """An option of a line; the same one again takes it back, or confirms what was copied."""
        self.problems.pop(path, None)
        self.copied -= {path}
        was_unsure = path in self.unsure
        self.unsure -= {path}
        self.typed[path] = "" if self.typed.get(path) == value and not was_unsure else value

    def take_offer(self, path: str, offer: str) -> None:
        """What is offered beside a line: the value of then or of now, or that the copied one still holds."""
        if offer in {THEN, NOW} and path in self.differing:
            self.problems.pop(path, None)
            self.typed[path] = self.differing[path][offer == NOW]
        self.unsure -= {path}

    def add_row(self, path: str) -> None:
        """One more row of a list."""
        self.rows[path] = self.rows.get(path, 1) + 1

    def remove_row(self, path: str) -> None:
        """The last row of a list, with what was typed in it."""
        last = self.rows.get(path, 1)
        self.typed = {
            name: text for name, text in self.typed.items() if not name.startswith(f"{path}.{last}.")
        }
        self.rows[path] = max(last - 1, 1)

    def ends(self, words: Words, language: str) -> tuple[ListEnd, ...]:
        """Each list that is on the sheet now; a list grows to what its service allows."""
        shown = {entry.section for entry in self.entries()}
        found = []
        for part in self.parts:
            for one in part.fields:
                path = f"{part.prefix}{one.name}"
                if one.kind is Kind.LIST and path in shown:
                    label, count = one.label[language], self.rows.get(path, 1)
                    more = words("desk_form.add_row", label=label) if count < (one.max or ROWS_MAX) else ""
                    fewer = words("desk_form.remove_row", label=label, row=count) if count > 1 else ""
                    found.append(ListEnd(path, more, fewer))
        return tuple(found)

    def asks(self, words: Words, language: str, *, missing: frozenset[str] = NOTHING) -> tuple[Ask, ...]:
        """The lines as drawn, without the hidden ones; `missing` are paths somebody has to fill."""
        shown = (entry for entry in self.entries() if entry.path not in self.hidden)
        return tuple(self._ask(entry, words, language, missing=missing) for entry in shown)

    def _ask(self, entry: Entry, words: Words, language: str, *, missing: frozenset[str]) -> Ask:
        path, text = entry.path, self.typed.get(entry.path, "")
        ask = make_ask(entry, text, words=words, language=language)
        problem = self.problems.get(path, "")
        return replace(
            ask,
            said="" if problem else ask.said,
            problem=problem,
            copied=path in self.copied and text != "",
            missing=(text == "" and is_within(path, missing)) or path in self.unsure,
            offers=self._offers(entry, words, language),
        )

    def _offers(self, entry: Entry, words: Words, language: str) -> tuple[Option, ...]:
        path = entry.path
        found = [("still", self.typed.get(path, ""))] if path in self.unsure else []
        if path in self.differing:
            found += zip((THEN, NOW), self.differing[path], strict=True)
        return tuple(
            Option(
                name,
                words(f"desk_form.{name}", value=make_ask(entry, text, words=words, language=language).value),
                OFFER_GLYPHS[name],
                "",
                chosen=name != STILL and self.typed.get(path) == text,
            )
            for name, text in found
        )

    def values(self) -> dict[str, Any]:
        """Everything typed, nested as answers are; lines no longer asked are left out."""
        asked = {entry.path for entry in self.entries()}
        return put_together({path: text for path, text in self.typed.items() if path in asked})

    def changes(self) -> dict[str, Any]:
        """Path to new value of what differs from the start; a list is changed as a whole."""
        lists = {
            f"{part.prefix}{one.name}" for part in self.parts for one in part.fields if one.kind is Kind.LIST
        }
        found: dict[str, Any] = {}
        for entry in self.entries():
            text = self.typed.get(entry.path, "")
            if text == self._before.get(entry.path, "") or not text:
                continue
            whole = next((name for name in lists if entry.path.startswith(f"{name}.")), "")
            found[whole or entry.path] = self.values().get(whole) if whole else text
        return found
