"""Who gives numbers, where each counter stands, numbers used elsewhere; it counts nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.words import date_words
from ui.screens.base import Screen, say_error

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import NumberDesk, Numbers, Running


@dataclass(frozen=True, slots=True)
class Row:
    """One counter."""

    key: str
    scope: str
    last: str
    following: str
    said: str
    warning: str


@dataclass(frozen=True, slots=True)
class State:
    """The numbers page; `panel` is "", "start" or "outside"."""

    hint: str = ""
    is_register: bool = True
    pattern: str = ""
    rows: tuple[Row, ...] = ()
    panel: str = ""
    panel_title: str = ""
    panel_hint: str = ""
    number: str = ""
    number_label: str = ""
    reason: str = ""
    reason_label: str = ""
    problem: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class NumbersPage(Screen[State]):
    """Shows the counters; records the last number of the paper book and numbers used outside."""

    def __init__(self, front: FrontDesk, desk: NumberDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._numbers: Numbers | None = None
        self._counter: Running | None = None
        self._act: Act | None = None

    def opened(self) -> None:
        """As they stand."""
        self._run(self._desk.numbers, self._known)

    def start_at(self, key: str) -> None:
        """The last number of the paper book of one counter."""
        self._open_panel("start", key)

    def outside(self, key: str) -> None:
        """Numbers used on paper elsewhere."""
        self._open_panel("outside", key)

    def type_number(self, typed: str) -> None:
        """The number asked for."""
        self._set(replace(self.state, number=typed, problem=""))

    def type_reason(self, typed: str) -> None:
        """Why, or what they were used for."""
        self._set(replace(self.state, reason=typed, problem=""))

    def cancel(self) -> None:
        """Closes the panel."""
        self._set(replace(self.state, panel="", number="", reason="", problem=""))
        self.redraw()

    def next(self) -> None:
        """Records it; what is missing is said first."""
        counter, act, state = self._counter, self._act, self.state
        if not state.panel or counter is None or act is None:
            return
        if not state.number.isdecimal() or int(state.number) < counter.last + (state.panel == "outside"):
            least = counter.last + (state.panel == "outside")
            self._set(replace(state, problem=self._words("numbers.too_low", least=least)))
        elif not state.reason.strip():
            self._set(replace(state, problem=self._words("numbers.say_why")))
        else:
            n, said = int(state.number), state.reason.strip()
            self._run(lambda: self._record(act, counter, n, said), self._recorded)

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        said = say_error(self._words, error)
        if self.state.panel:
            self._set(replace(self.state, problem=said))
        else:
            self._set(replace(self.state, news=said, news_tone="error"))

    def redraw(self) -> None:
        """Everything in words."""
        numbers, words = self._numbers, self._words
        if numbers is None:
            return
        here = "numbers.here" if numbers.is_register else "numbers.elsewhere"
        self._set(
            replace(
                self.state,
                hint=words(here, device=numbers.register, term=numbers.term),
                is_register=numbers.is_register,
                pattern=numbers.pattern,
                rows=tuple(self._row(one) for one in numbers.counters),
                primary=words("case.save") if self.state.panel else "",
            )
        )

    def _known(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self.redraw()

    def _row(self, one: Running) -> Row:
        words = self._words
        day = date_words(date.fromisoformat(one.date), self._front.language()) if one.date else ""
        return Row(
            key=f"{one.scope} {one.year}",
            scope=words("numbers.scope_office", year=one.year)
            if one.scope in {"office", "kantor"}
            else words("numbers.scope", scope=one.scope, year=one.year),
            last=str(one.last),
            following=one.following,
            said=words("numbers.last_on", day=day) if day else words("numbers.never"),
            warning=self._warn(one),
        )

    def _warn(self, one: Running) -> str:
        if one.waits:
            return self._words("numbers.book_unknown", last=one.last)
        return self._words("numbers.mark_ahead", mark=one.mark, last=one.last) if one.mark > one.last else ""

    def _open_panel(self, panel: str, key: str) -> None:
        numbers, words = self._numbers, self._words
        if numbers is None:
            return
        self._counter = next(one for one in numbers.counters if f"{one.scope} {one.year}" == key)
        self._act = self._front.begin()
        self._set(
            replace(
                self.state,
                panel=panel,
                panel_title=words(f"numbers.{panel}"),
                panel_hint=words(f"numbers.{panel}_hint", last=self._counter.last),
                number_label=words(f"numbers.{panel}_number"),
                reason_label=words(f"numbers.{panel}_reason"),
                number="",
                reason="",
                problem="",
                news="",
            )
        )
        self.redraw()

    def _record(self, act: Act, counter: Running, n: int, said: str) -> None:
        if self.state.panel == "start":
            self._desk.start_at(act, scope=counter.scope, year=counter.year, n=n, reason=said)
        else:
            self._desk.outside(act, scope=counter.scope, year=counter.year, last=n, title=said)

    def _recorded(self, _nothing: None) -> None:
        self.cancel()
        self._set(replace(self.state, news=self._words("numbers.recorded"), news_tone="done"))
        self._run(self._desk.numbers, self._known)


_ROWS = (
    Row(
        "office 2026",
        "Seluruh kantor, 2026",
        "42",
        "100.2.2.5/043/KEL-BL/VIII/2026",
        "terakhir 17 Agustus 2026",
        "",
    ),
)
_STATE = State(
    hint="Meja ini meja register, penunjukan ke-1.",
    pattern="{code}/{n:03}/{unit}/{month_roman}/{year}",
    rows=_ROWS,
)
EXAMPLES = {
    "office": _STATE,
    "per_service": replace(
        _STATE,
        rows=(
            *_ROWS,
            Row(
                "domisili 2026",
                "Layanan domisili, 2026",
                "17",
                "SKD/18-Kel/VIII/2026",
                "terakhir 14 Agustus 2026",
                "Catatan di luar basis data sudah sampai 19, buku baru sampai 17. Tanda tangan berhenti.",
            ),
            Row("usaha 2026", "Layanan usaha, 2026", "0", "SKU/1-Kel/VIII/2026", "belum pernah dipakai", ""),
        ),
    ),
    "start": replace(
        _STATE,
        panel="start",
        panel_title="Nomor terakhir buku kertas",
        panel_hint="Nomor berikutnya menyusul nomor ini. Sekarang tercatat sampai 42.",
        number="40",
        number_label="Nomor terakhir di buku",
        reason_label="Mengapa",
        problem="Nomor paling kecil 42.",
        primary="Simpan",
    ),
    "elsewhere": replace(
        _STATE, is_register=False, hint="Nomor diberikan meja register meja-1, penunjukan ke-2."
    ),
}
