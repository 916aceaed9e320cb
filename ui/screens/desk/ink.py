"""Sheets that come back from the signer: ticked by hand or reader, confirmed in one go; it signs nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ui.screens.base import Screen, say_error
from ui.screens.desk.clock import long_moment
from ui.screens.desk.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.permohonan import Permohonan
    from kiosk.usecases.acts import Act
    from kiosk.usecases.views import CaseView
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import InkDesk

MOST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One printed surat without ink; `outcome` as in the batch."""

    key: str
    number: str
    title: str
    name: str
    signer: str
    since: str
    is_ticked: bool
    outcome: str
    said: str


@dataclass(frozen=True, slots=True)
class State:
    """The ink page."""

    hint: str = ""
    rows: tuple[Row, ...] = ()
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class Ink(Screen[State]):
    """Ticks sheets and confirms them, each by an Event of its own."""

    def __init__(self, front: FrontDesk, desk: InkDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._views: dict[str, CaseView] = {}
        self._acts: dict[str, Act] = {}
        self._ticks = Ticks(MOST)

    def opened(self) -> None:
        """What is out with the signer."""
        self._run(self._desk.find_to_ink, self._known)

    def tick(self, key: str) -> None:
        """This sheet lies here, signed and stamped, or not after all."""
        if key in self._ticks.ticked:
            self._ticks.ticked.discard(key)
        else:
            self._ticks.tick(key)
        self.redraw()

    def tick_all(self) -> None:
        """The whole folder came back."""
        for key in self._views:
            self._ticks.tick(key)
        self.redraw()

    def scanned(self, code: str) -> None:
        """A sheet held under the reader ticks its row."""
        self._run(lambda: self._desk.find_by_code(code), self._found)

    def open(self, key: str) -> None:
        """The permohonan: the signer did not sign it, so its number ends."""
        self._front.go("case", id=key)

    def next(self) -> None:
        """Sudah bertinta dan bercap."""
        if not self._ticks.ticked:
            done = bool(self._ticks.done) or not self._views
            if done:
                self._front.go("queue")
            else:
                self._set(replace(self.state, news=self._words("ink.tick_first"), news_tone="first"))
            return
        self._ticks.start(self._views)
        self._next_one()

    def failed(self, error: KioskError) -> None:
        """Only that sheet stops."""
        said = say_error(self._words, error)
        if self._ticks.running:
            self._ticks.end("refused", said)
            self._next_one()
        else:
            self._set(replace(self.state, news=said, news_tone="error"))

    def redraw(self) -> None:
        """All rows in words."""
        count, words = len(self._ticks.ticked), self._words
        all_done = not count and (bool(self._ticks.done) or not self._views)
        self._set(
            replace(
                self.state,
                hint=words("ink.hint", count=len(self._views)),
                rows=tuple(self._row(view) for view in self._views.values()),
                primary=words("ink.to_queue") if all_done else words("ink.confirm", count=count),
            )
        )

    def _known(self, views: Sequence[CaseView]) -> None:
        self._views = {view.case.id: view for view in views}
        self._acts = {id: self._front.begin(view.case) for id, view in self._views.items()}
        self._ticks.keep(self._views)
        self.redraw()

    def _row(self, view: CaseView) -> Row:
        case, ticks = view.case, self._ticks
        outcome, said = ticks.outcomes.get(case.id, ("", ""))
        signed = next((one.at for one in reversed(view.timeline) if one.verb == "sign" and not one.code), 0)
        return Row(
            key=case.id,
            number=str(case.sign.get("number", "")),
            title=view.service.title,
            name=str(case.subject.get("nama", "")),
            signer=str(case.sign.get("signer", {}).get("name", "")),
            since=long_moment(signed, self._front.now(), self._front.language()) if signed else "",
            is_ticked=case.id in ticks.ticked,
            outcome="running" if ticks.running == case.id else outcome,
            said=said,
        )

    def _found(self, id: str) -> None:
        if id in self._views:
            self._ticks.tick(id)
            number = self._views[id].case.sign.get("number", "")
            self._set(replace(self.state, news=self._words("ink.scanned", number=number), news_tone="done"))
        else:
            self._set(replace(self.state, news=self._words("ink.not_here"), news_tone="first"))
        self.redraw()

    def _next_one(self) -> None:
        self.redraw()
        key = self._ticks.running
        if key:
            act = self._acts[key]
            self._run(lambda: self._desk.confirm_ink(act), self._one_done)
            return
        done, refused = self._ticks.finish()
        said = (
            self._words("ink.result", count=done)
            if not refused
            else self._words("ink.result_some", done=done, refused=refused)
        )
        self._set(replace(self.state, news=said, news_tone="first" if refused else "done"))
        self.redraw()

    def _one_done(self, _case: Permohonan) -> None:
        self._ticks.end("done", self._words("status.ready"))
        self._next_one()


_ROWS = (
    ("100.2.2.5/007/KEL-BL/VIII/2026", "Surat Keterangan Tidak Mampu", "Siti Aminah (CONTOH)"),
    ("100.2.2.5/008/KEL-BL/VIII/2026", "Surat Keterangan Domisili", "Budi Santoso (CONTOH)"),
    ("100.2.2.5/009/KEL-BL/VIII/2026", "Surat Keterangan Usaha", "Rosmala Dewi binti Abdul Somad (CONTOH)"),
    ("100.2.2.5/010/KEL-BL/VIII/2026", "Surat Keterangan", "M. Ridwan (CONTOH)"),
)


def _example(count: int, ticked: int, **changes: Any) -> State:
    rows = tuple(
        Row(f"row{at}", *_ROWS[at % 4], "Ahmad Fauzi, S.H. (CONTOH)", "09.12", at < ticked, "", "")
        for at in range(count)
    )
    state = State(
        hint=f"{count} lembar ada pada penanda tangan.",
        rows=rows,
        primary=f"Sudah bertinta dan bercap: {ticked}",
    )
    return replace(state, **changes)


EXAMPLES = {
    "folder": _example(4, 3, news="100.2.2.5/009/KEL-BL/VIII/2026 dicentang.", news_tone="done"),
    "large_list": _example(80, 0),
    "empty": _example(0, 0, primary="Ke antrean"),
}
