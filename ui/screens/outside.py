"""What the lobby's frame causes: words, bell, voice, the end of a visit; how each is done is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.journey import Journey


class Voice(Protocol):
    """Reads aloud; `ui.devices.voice` in the window."""

    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...


class LobbyOutside:
    """The outside of a Frame in the lobby."""

    def __init__(
        self,
        journey: Journey,
        *,
        choose_words: Callable[[str], None],
        ring: Callable[[bool], None],
        forget: Callable[[], None],
    ) -> None:
        self._journey = journey
        self._choose_words = choose_words
        self._ring = ring
        self._forget = forget
        self._voice: Voice | None = None
        self._read_page: Callable[[], str] = str
        self._language = "id"
        self._speaking = False

    def give_voice(self, voice: Voice, read_page: Callable[[], str]) -> None:
        """The means to read the page in view aloud, once there is a window to read from."""
        self._voice = voice
        self._read_page = read_page

    def language(self, language: str) -> None:
        """All words, and what the screens filled in, in another language; a voice stops."""
        self._language = language
        self._hush()
        self._choose_words(language)
        self._journey.redraw()

    def call_staff(self, *, on: bool) -> None:
        """A bell, here and at the desk."""
        self._ring(on)

    def speak(self) -> bool:
        """Starts reading the page, or stops; True while it reads."""
        if self._speaking or self._voice is None:
            self._hush()
        else:
            self._voice.say(self._read_page(), self._language)
            self._speaking = True
        return self._speaking

    def end_visit(self) -> None:
        """Nothing of this visitor stays: no answer, no voice, no page but the first."""
        self._hush()
        self._forget()
        self._journey.restart("home")

    def _hush(self) -> None:
        if self._speaking and self._voice is not None:
            self._voice.hush()
        self._speaking = False


class DeskOutside:
    """The outside of a Frame at the desk: nobody is called or read to; a visit ends by locking."""

    def __init__(
        self, journey: Journey, *, choose_words: Callable[[str], None], lock: Callable[[], None]
    ) -> None:
        self._journey = journey
        self._choose_words = choose_words
        self._lock = lock

    def language(self, language: str) -> None:
        """All words in another language."""
        self._choose_words(language)
        self._journey.redraw()

    def call_staff(self, *, on: bool) -> None:
        """Staff are here."""

    def speak(self) -> bool:
        """The desk does not read aloud."""
        return False

    def end_visit(self) -> None:
        """Nobody has worked here for long: the next person signs in."""
        self._lock()
