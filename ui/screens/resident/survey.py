"""Nine questions about the service, one at a time, four faces each; no name is asked, any can be skipped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Screen
from ui.screens.resident.rate import SAMPLE, Face, make_faces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.domain.errors import KioskError
    from ui.screens.resident.lobby import Lobby


@dataclass(frozen=True, slots=True)
class State:
    """`step` from 1; past the last question it is thanks."""

    step: int = 1
    steps: int = 9
    said_step: str = ""
    question: str = ""
    thanks: bool = False
    faces: tuple[Face, ...] = ()


class Survey(Screen[State]):
    """Keeps what was answered once, at its end or when it is left."""

    def __init__(
        self, lobby: Lobby, *, elements: Sequence[str], keep: Callable[[Sequence[int]], None]
    ) -> None:
        super().__init__(State(steps=len(elements)), lobby.run)
        self._lobby = lobby
        self._elements = tuple(elements)
        self._keep = keep
        self._faces = [0] * len(elements)

    def opened(self) -> None:
        """The first question, or the one it was left at."""
        self.redraw()

    def closed(self) -> None:
        """Also when the visit ends by itself: what was touched counts."""
        self._send()

    def face(self, key: int) -> None:
        """One of the four: on to the next question."""
        self._faces[self.state.step - 1] = key
        self._turn(1)

    def back_one(self) -> None:
        """The question before."""
        self._turn(-1)

    def next(self) -> None:
        """Lewati; at the end Selesai."""
        if self.state.thanks:
            self._lobby.end_visit()
        else:
            self._turn(1)

    def failed(self, error: KioskError) -> None:
        """An opinion that could not be kept bothers nobody."""
        del error

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words, state = self._lobby.words, self.state
        name = self._elements[min(state.step, state.steps) - 1]
        self._set(
            replace(
                state,
                said_step=words("survey.step", step=min(state.step, state.steps), steps=state.steps),
                question=words(f"survey.ask_{name}"),
                faces=make_faces(words),
            )
        )

    def _turn(self, by: int) -> None:
        step = max(1, self.state.step + by)
        thanks = step > self.state.steps
        self._set(replace(self.state, step=step, thanks=thanks))
        if thanks:
            self._send()
        self.redraw()

    def _send(self) -> None:
        faces, self._faces = self._faces, [0] * len(self._faces)
        if any(faces):
            self._run(lambda: self._keep(faces), lambda _: None, hold=False)


EXAMPLES = {
    "first": State(
        said_step="Pertanyaan 1 dari 9",
        question="Apakah berkas yang diminta wajar dan jelas?",
        faces=SAMPLE,
    ),
    "later": State(
        step=7,
        said_step="Pertanyaan 7 dari 9",
        question="Apakah petugas sopan dan ramah?",
        faces=SAMPLE,
    ),
    "thanks": State(step=10, thanks=True, said_step="Pertanyaan 9 dari 9", faces=SAMPLE),
}
