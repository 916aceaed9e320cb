"""What surrounds every page: office, clock, tools, the questions laid over it; no page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from ui.screens.base import Run, Screen

if TYPE_CHECKING:
    from ui.screens.base import Words

TEXT_STEPS = (1.0, 1.25, 1.5)
LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class State:
    """The frame of a window; `overlay` is "", "help" or "idle"."""

    language: str = "id"
    text_step: float = 1.0
    contrast: bool = False
    motion: bool = True
    training: bool = False
    office: str = ""
    place: str = ""
    clock: str = ""
    date: str = ""
    can_back: bool = False
    has_voice: bool = False
    speaking: bool = False
    overlay: str = ""
    seconds_left: int = 0
    seconds_total: int = 20
    called_at: str = ""


class Journey(Protocol):
    """What the frame needs of the pages."""

    def back(self) -> None: ...


class Outside(Protocol):
    """What the frame causes outside its own state: sound, voice, words, and the end of a visit."""

    def language(self, language: str) -> None:
        """All words in another language."""

    def call_staff(self, *, on: bool) -> None:
        """A bell at the desk, or its end."""

    def speak(self) -> bool:
        """Reads the page in view aloud, or stops; True while it reads."""

    def end_visit(self) -> None:
        """Forgets the visitor and shows the first page."""


class Frame(Screen[State]):
    """The tools on every page: back, call staff, text size, contrast, language, voice."""

    def __init__(self, state: State, run: Run, *, journey: Journey, outside: Outside, words: Words) -> None:
        super().__init__(state, run)
        self._journey = journey
        self._outside = outside
        self._words = words

    def back(self) -> None:
        """Kembali."""
        self._journey.back()

    def call_staff(self) -> None:
        """Panggil petugas: rings at once, then shows what to do meanwhile."""
        self._outside.call_staff(on=True)
        self._set(replace(self.state, overlay="help", called_at=self.state.clock))

    def cancel_call(self) -> None:
        """The visitor found the way alone."""
        self._outside.call_staff(on=False)
        self._set(replace(self.state, overlay="", called_at=""))

    def go_on(self) -> None:
        """Closes the overlay; the call stays open at the desk."""
        self._set(replace(self.state, overlay=""))

    def stay(self) -> None:
        """Saya masih di sini."""
        self._set(replace(self.state, overlay="", seconds_left=0))

    def leave(self) -> None:
        """Selesai: ends the visit from the idle question."""
        self.reset()
        self._outside.end_visit()

    def speak(self) -> None:
        """Bacakan, or stop reading."""
        self._set(replace(self.state, speaking=self._outside.speak()))

    def set_text(self, step: float) -> None:
        """Huruf: 1.0, 1.25 or 1.5."""
        if step in TEXT_STEPS:
            self._set(replace(self.state, text_step=step))

    def next_text(self) -> None:
        """Huruf: one size larger, from the largest back to the first."""
        at = TEXT_STEPS.index(self.state.text_step)
        self.set_text(TEXT_STEPS[(at + 1) % len(TEXT_STEPS)])

    def set_contrast(self, on: bool) -> None:  # noqa: FBT001 (a slot of QML)
        """Kontras: black ground and yellow buttons; nothing moves any more."""
        self._set(replace(self.state, contrast=on, motion=not on))

    def set_language(self, language: str) -> None:
        """Bahasa: every word on the page in view, nothing typed is lost."""
        if language in LANGUAGES and language != self.state.language:
            self._outside.language(language)
            self._set(replace(self.state, language=language))

    def next_language(self) -> None:
        """Bahasa: the other one."""
        at = LANGUAGES.index(self.state.language)
        self.set_language(LANGUAGES[(at + 1) % len(LANGUAGES)])

    # What the window tells the frame; not buttons.

    def tick(self, clock: str, date: str) -> None:
        """A new minute."""
        self._set(replace(self.state, clock=clock, date=date))

    def warn_idle(self, seconds_left: int) -> None:
        """Nobody has touched the screen for long: asks, and counts down."""
        self._set(replace(self.state, overlay="idle", seconds_left=seconds_left))

    def reset(self) -> None:
        """The next visitor finds language, text and contrast as they were at the start."""
        self.set_language(LANGUAGES[0])
        self._set(
            replace(
                self.state,
                text_step=1.0,
                contrast=False,
                motion=True,
                overlay="",
                seconds_left=0,
                called_at="",
            )
        )

    def page_shown(self, *, can_back: bool) -> None:
        """Another page is in view; a voice that read the last one has stopped."""
        self._set(replace(self.state, can_back=can_back, speaking=False))

    def say(self, **changes: Any) -> None:
        """What the program knows of the office and the machine: office, place, training, has_voice."""
        self._set(replace(self.state, **changes))
