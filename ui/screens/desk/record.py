"""One record in hand, typed line by line: what stands there and what is wrong with it; it saves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.answers import check_answer
from kiosk.domain.errors import Refused
from kiosk.domain.service import Field, Kind
from kiosk.domain.words import tidy
from ui.screens.base import say_error
from ui.screens.desk.form import as_typed, with_dashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.domain.errors import KioskError
    from ui.screens.desk.frontdesk import FrontDesk

DAYS: Final = ("since", "until")
"""Parts that are days, in any record that has them."""
_DATE: Final = Field(name="day", kind=Kind.DATE, label={"id": "Tanggal", "en": "Date"})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known of who is in hand, as typed."""

    key: str
    label: str
    value: str
    example: str
    problem: str
    keys_page: str


class Record:
    """Text by the names of a dataclass's fields, from `hold` to `read`."""

    def __init__(self, front: FrontDesk, table: str, parts: Sequence[str], *, digits: Iterable[str]) -> None:
        """The words of a line are `table.part`; `digits` are the parts typed on the page of digits."""
        self._words = front.words
        self._today = front.today
        self._table = table
        self._parts = parts
        self._digits = frozenset((*DAYS, *digits))
        self._typed: dict[str, str] = {}
        self._problems: dict[str, str] = {}

    def hold(self, one: object) -> None:
        """What is known of this one stands on its lines, and nothing is wrong."""
        self._typed = {
            part: as_typed(_DATE, getattr(one, part)) if part in DAYS else getattr(one, part)
            for part in self._parts
        }
        self._problems.clear()

    def type(self, part: str, typed: str) -> None:
        """One line; what was wrong with it is forgotten."""
        self._typed[part] = with_dashes(typed) if part in DAYS else typed
        self._problems.pop(part, None)

    def get(self, part: str) -> str:
        """As typed."""
        return self._typed[part]

    def read(self, *needed: str) -> dict[str, Any]:
        """As it would be kept: tidied, days as ISO dates; what is missing or no day is said at its line.

        What was wrong before is forgotten: another line may have mended it.
        """
        self._problems.clear()
        values: dict[str, Any] = {part: tidy(typed) for part, typed in self._typed.items()}
        for part in needed:
            if not values[part]:
                self.say(part, self._words(f"people.{part}_missing"))
        for part in DAYS:
            try:
                if values[part]:
                    values[part] = check_answer(_DATE, values[part], today=self._today())
            except Refused as error:
                self.refuse(part, error)
        return values

    def say(self, part: str, problem: str) -> None:
        """What is wrong with a line."""
        self._problems[part] = problem

    def refuse(self, part: str, error: KioskError) -> None:
        """What was refused about a line."""
        self.say(part, say_error(self._words, error))

    @property
    def is_wrong(self) -> bool:
        """Whether a line has to be mended first."""
        return bool(self._problems)

    def lines(self, *, without: Iterable[str] = ()) -> tuple[Line, ...]:
        """In the order of the parts."""
        return tuple(self._line(part) for part in self._parts if part not in without)

    def _line(self, part: str) -> Line:
        return Line(
            key=part,
            label=self._words(f"{self._table}.{part}"),
            value=self._typed[part],
            example=self._words("people.day_example") if part in DAYS else "",
            problem=self._problems.get(part, ""),
            keys_page="digits" if part in self._digits else "letters",
        )
