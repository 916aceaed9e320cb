"""One question about the service, four faces; the answer keeps no time, no ticket and no name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ui.screens.base import Screen

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from ui.screens.base import Words
    from ui.screens.resident.lobby import Lobby

FACES: Final = (
    ("smiley-angry", "orange"),
    ("smiley-sad", "gold"),
    ("smiley", "blue"),
    ("smiley-wink", "teal"),
)
GOOD: Final = ("fast", "friendly", "clear")
BAD: Final = ("slow", "unclear", "papers")
BAD_UP_TO: Final = 2


@dataclass(frozen=True, slots=True)
class Face:
    """One of the four answers, 1 to 4."""

    key: int
    title: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, if the visitor likes to say."""

    key: str
    title: str
    chosen: bool
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """`phase` is "ask" or "thanks"."""

    phase: str = "ask"
    faces: tuple[Face, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Rate(Screen[State]):
    """Kept once, when the page is left."""

    def __init__(self, lobby: Lobby, *, keep: Callable[[int, tuple[str, ...]], None]) -> None:
        super().__init__(State(), lobby.run)
        self._lobby = lobby
        self._keep = keep
        self._face = 0
        self._reasons: tuple[str, ...] = ()

    def opened(self) -> None:
        """The faces in the language now chosen."""
        self.redraw()

    def closed(self) -> None:
        """Also when the visit ends by itself: a touched face counts."""
        self._send()

    def face(self, key: int) -> None:
        """One of the four."""
        self._face = key
        self._set(replace(self.state, phase="thanks"))
        self.redraw()

    def reason(self, key: str) -> None:
        """Why; a second touch takes it back."""
        held = self._reasons
        self._reasons = tuple(one for one in held if one != key) if key in held else (*held, key)
        self.redraw()

    def next(self) -> None:
        """Selesai, or Lewati before any face was touched."""
        self._send()
        self._lobby.end_visit()

    def failed(self, error: KioskError) -> None:
        """An opinion that could not be kept bothers nobody."""
        del error

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words = self._lobby.words
        why = BAD if 0 < self._face <= BAD_UP_TO else GOOD
        self._set(
            replace(
                self.state,
                faces=make_faces(words),
                reasons=tuple(
                    Reason(key, words(f"rate.reason_{key}"), key in self._reasons)
                    for key in why
                    if self.state.phase == "thanks"
                ),
            )
        )

    def _send(self) -> None:
        face, reasons = self._face, self._reasons
        self._face = 0
        if face:
            self._run(lambda: self._keep(face, reasons), lambda _: None, hold=False)


def make_faces(words: Words) -> tuple[Face, ...]:
    """The four answers in the language now chosen."""
    return tuple(Face(at, words(f"rate.face_{at}"), glyph, tint) for at, (glyph, tint) in enumerate(FACES, 1))


SAMPLE: Final = (
    Face(1, "Buruk", "smiley-angry", "orange"),
    Face(2, "Kurang", "smiley-sad", "gold"),
    Face(3, "Baik", "smiley", "blue"),
    Face(4, "Sangat baik", "smiley-wink", "teal"),
)
_PAGE = State(faces=SAMPLE)
EXAMPLES = {
    "ask": _PAGE,
    "thanks": replace(
        _PAGE,
        phase="thanks",
        reasons=(
            Reason("fast", "Cepat", chosen=True),
            Reason("friendly", "Petugas ramah", chosen=False),
            Reason("clear", "Mudah dimengerti", chosen=False),
        ),
    ),
}
