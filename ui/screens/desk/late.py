"""Own acts that took no effect: what, when, why, what is true now; it repeats nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Screen, say_error
from ui.screens.desk.clock import long_moment
from ui.screens.desk.status import VERB_GLYPHS, status_pill, verb_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import LateAct, LateDesk


@dataclass(frozen=True, slots=True)
class Row:
    """One act: the sentence, why it took no effect, what the permohonan says now."""

    key: str
    glyph: str
    said: str
    why: str
    now_said: str
    now_glyph: str
    now_tone: str


@dataclass(frozen=True, slots=True)
class State:
    """The page of late acts."""

    hint: str = ""
    rows: tuple[Row, ...] = ()
    news: str = ""
    news_tone: str = "step"


class Late(Screen[State]):
    """Shows each by name and asks: repeat it on what is there now, or leave it."""

    def __init__(self, front: FrontDesk, desk: LateDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._acts: Sequence[LateAct] = ()

    def opened(self) -> None:
        """Everything of this person that took no effect."""
        self._run(self._desk.late_acts, self._known)

    def repeat(self, key: str) -> None:
        """Opens it as it is now with the same verb, to be looked at and pressed anew."""
        act = self._find(key)
        self._front.go("case", id=act.case, verb=act.verb)

    def leave(self, key: str) -> None:
        """Leaves it; a note says so."""
        act = self._find(key)
        self._run(lambda: self._desk.leave(act), self._left)

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """Every act in words."""
        hint = self._words("late.hint", count=len(self._acts)) if self._acts else ""
        self._set(replace(self.state, hint=hint, rows=tuple(self._row(act) for act in self._acts)))

    def _find(self, key: str) -> LateAct:
        return next(act for act in self._acts if act.event == key)

    def _known(self, acts: Sequence[LateAct]) -> None:
        self._acts = acts
        self.redraw()

    def _left(self, _nothing: None) -> None:
        self._set(replace(self.state, news=self._words("late.left"), news_tone="done"))
        self._run(self._desk.late_acts, self._known)

    def _row(self, act: LateAct) -> Row:
        words = self._words
        pill = status_pill(words, act.status, act.step)
        at = long_moment(act.at, self._front.now(), self._front.language())
        return Row(
            key=act.event,
            glyph=VERB_GLYPHS.get(act.verb, "info"),
            said=words(
                "late.pressed", verb=verb_word(words, act.verb), number=act.number, title=act.title, at=at
            ),
            why=words(f"error.{act.code}"),
            now_said=words("late.now", status=pill.label),
            now_glyph=pill.glyph,
            now_tone=pill.tone,
        )


_ROWS = (
    Row(
        "1",
        "check",
        'Anda menekan "Sesuai, teruskan" untuk A-012 (Surat Keterangan Tidak Mampu), pukul 09.41.',
        "Keadaan berkas sudah berubah sejak Anda membukanya. Lihat perubahannya, lalu ulangi atau biarkan.",
        "Sekarang: Perlu dilengkapi",
        "arrow-u-up-left",
        "back",
    ),
    Row(
        "2",
        "arrow-u-up-left",
        'Anda menekan "Kembalikan" untuk B-004 (Surat Keterangan Usaha), 14 Agustus pukul 15.20.',
        "Ini tidak bisa dilakukan pada keadaan berkas sekarang. Buka berkasnya untuk melihat.",
        "Sekarang: Sudah diserahkan",
        "handshake",
        "done",
    ),
)
EXAMPLES = {
    "two": State(hint="2 tindakan Anda belum berlaku.", rows=_ROWS),
    "many": State(
        hint="24 tindakan Anda belum berlaku.",
        rows=tuple(replace(_ROWS[at % 2], key=str(at)) for at in range(24)),
    ),
    "empty": State(),
}
