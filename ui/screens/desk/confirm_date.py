"""Whether this machine's date is to be believed: typed from a calendar on the wall; it sets no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.words import full_date_words
from ui.screens.base import Screen, say_error

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.clock import Doubt
    from ui.screens.desk.frontdesk import FrontDesk


class DateDesk(Protocol):
    """What the page asks of the office."""

    def find_doubt(self) -> Doubt | None:
        """Why today's date stands on no surat; None where it may."""

    def confirm_date(self, act: Act, day: date) -> None:
        """The register's holder says today is this day."""


@dataclass(frozen=True, slots=True)
class State:
    """The page of the date; `is_doubted` False once it may stand on a surat."""

    is_doubted: bool = False
    machine: str = ""
    why: str = ""
    typed: str = ""
    echo: str = ""
    problem: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class ConfirmDate(Screen[State]):
    """Shows the date the machine believes and asks for the one on the wall."""

    def __init__(self, front: FrontDesk, desk: DateDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._doubt: Doubt | None = None
        self._act: Act | None = None

    def opened(self) -> None:
        """As it stands now; what was typed before is gone."""
        self._set(State())
        self._run(self._desk.find_doubt, self._known)

    def type_date(self, typed: str) -> None:
        """Eight digits, or as many as there are yet; ISO once they are a date."""
        self._set(replace(self.state, typed=typed, problem=""))
        self.redraw()

    def next(self) -> None:
        """The typed date is today's; or on to the signatures that waited for it."""
        if not self.state.is_doubted:
            self._front.go("batch")
            return
        day, act = _parse(self.state.typed), self._act
        if day is None:
            self._set(replace(self.state, problem=self._words("confirm_date.type_it")))
        elif act is not None:
            self._run(lambda: self._desk.confirm_date(act, day), lambda _: self._confirmed(day))

    def failed(self, error: KioskError) -> None:
        """What was refused, in words: the clock is set right where clocks are set."""
        said = say_error(self._words, error)
        if self.state.is_doubted:
            self._act = self._front.begin()
            self._set(replace(self.state, problem=said))
        else:
            self._set(replace(self.state, news=said, news_tone="error"))

    def redraw(self) -> None:
        """Everything in words."""
        words, language, doubt = self._words, self._front.language(), self._doubt
        day = _parse(self.state.typed)
        self._set(
            replace(
                self.state,
                is_doubted=doubt is not None,
                machine=full_date_words(doubt.today, language) if doubt else "",
                why=words(f"confirm_date.why_{doubt.why}", day=full_date_words(doubt.floor, language))
                if doubt
                else "",
                echo=full_date_words(day, language) if day else "",
                primary=words("confirm_date.confirm" if doubt else "confirm_date.go_on"),
            )
        )

    def _known(self, doubt: Doubt | None) -> None:
        self._doubt = doubt
        self._act = self._front.begin()
        self.redraw()

    def _confirmed(self, day: date) -> None:
        said = self._words("confirm_date.confirmed", day=full_date_words(day, self._front.language()))
        self.opened()
        self._set(replace(self.state, news=said, news_tone="done"))


def _parse(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


_STATE = State(
    is_doubted=True,
    machine="Rabu, 16 September 2026",
    why="Catatan terakhir kantor ini dari Senin, 21 September 2026. Jam alat ini lebih awal.",
    primary="Sahkan tanggal",
)
EXAMPLES = {
    "doubted": _STATE,
    "typed": replace(_STATE, typed="2026-09-22", echo="Selasa, 22 September 2026"),
    "refused": replace(
        _STATE,
        typed="2026-09-12",
        echo="Sabtu, 12 September 2026",
        problem="Tanggal yang disahkan harus antara 21-09-2026 dan 20-11-2026. Bila memang di luar itu, "
        "betulkan jam alat dahulu.",
    ),
    "good": State(
        primary="Ke tanda tangan",
        news="Selasa, 22 September 2026 disahkan sebagai tanggal hari ini.",
        news_tone="done",
    ),
}
