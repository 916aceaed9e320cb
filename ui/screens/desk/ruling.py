"""Which of two surat on paper stands: one is chosen with a reason and a PIN; it judges nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.words import date_words
from ui.screens.base import Screen, say_error
from ui.screens.desk.pinpad import PinPad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.context import Person
    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.ruling import Rival
    from kiosk.usecases.ruling import Ruling as Found
    from ui.screens.desk.frontdesk import FrontDesk

NONE: Final = "none"
"""What `rule` says when no surat stands."""


class RulingDesk(Protocol):
    """What the page asks of the office."""

    @property
    def person(self) -> Person:
        """Who is signed in."""

    def find_rulings(self) -> Sequence[str]:
        """Ids of what waits for a ruling."""

    def get_ruling(self, id: str) -> Found:
        """The signs of one permohonan."""

    def rule(self, act: Act, pin: str, *, stands: str, reason: str) -> None:
        """The chosen sign stands, the others do not."""


@dataclass(frozen=True, slots=True)
class Row:
    """One surat; `why` is how it stands in the ledger now."""

    key: str
    number: str
    said: str
    device: str
    why: str
    tone: str
    printed: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The page of one ruling; without rows nothing waits."""

    name: str = ""
    rows: tuple[Row, ...] = ()
    none_chosen: bool = False
    reason: str = ""
    asking: bool = False
    person: str = ""
    digits: int = 0
    problem: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class RulingPage(Screen[State]):
    """Shows the surat of one permohonan side by side and asks which one stands."""

    def __init__(self, front: FrontDesk, desk: RulingDesk, *, id: str = "") -> None:
        """Without `id` the oldest that waits."""
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._id = id
        self._found: Found | None = None
        self._act: Act | None = None
        self._stands = ""
        self._pad = PinPad(front.words, self._show_pin)

    def opened(self) -> None:
        """As it stands now."""
        self._run(self._find, self._known)

    def closed(self) -> None:
        """No digit and nobody's name stays."""
        self._pad.clear()
        self._found = None
        self._set(State())

    def choose(self, key: str) -> None:
        """This surat stands; or, with `none`, no surat does."""
        self._stands = key
        self._set(replace(self.state, news=""))
        self.redraw()

    def type_reason(self, text: str) -> None:
        """Why; it stands in the ledger with the ruling."""
        self._set(replace(self.state, reason=text, news=""))

    def next(self) -> None:
        """What is missing is said; then the PIN, then the ruling."""
        found, act = self._found, self._act
        reason, stands = self.state.reason.strip(), self._stands
        if found is None or act is None:
            self._front.go("queue")
        elif not stands or not reason:
            self._say(self._words("ruling.say_why" if stands else "ruling.choose_one"), "error")
        elif not self.state.asking:
            self._set(replace(self.state, asking=True, person=self._desk.person.name, news=""))
        elif pin := self._pad.take():
            self._pad.clear()
            self._run(
                lambda: self._desk.rule(act, pin, stands=stands, reason=reason), lambda _: self._ruled()
            )

    def digit(self, key: str) -> None:
        """One digit of the PIN."""
        self._pad.add(key)

    def erase(self) -> None:
        """The last digit."""
        self._pad.erase()

    def cancel(self) -> None:
        """Nothing was ruled; what was chosen stays."""
        self._pad.clear()
        self._set(replace(self.state, asking=False))

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        said = say_error(self._words, error)
        if self.state.asking:
            self._pad.clear(said)
        else:
            self._say(said, "error")

    def redraw(self) -> None:
        """Everything in words."""
        words, found = self._words, self._found
        subject = (found.case.subject or found.case.resident) if found else {}
        self._set(
            replace(
                self.state,
                name=str(subject.get("nama", "")),
                rows=tuple(map(self._row, found.rivals)) if found else (),
                none_chosen=self._stands == NONE,
                primary=words("ruling.rule" if found else "ruling.to_queue"),
            )
        )

    def _find(self) -> Found | None:
        id = self._id or next(iter(self._desk.find_rulings()), "")
        found = self._desk.get_ruling(id) if id else None
        return found if found and found.case.ruling else None

    def _known(self, found: Found | None) -> None:
        self.cancel()
        self._found, self._stands = found, ""
        self._act = self._front.begin(found.case) if found else None
        self._set(replace(self.state, reason=""))
        self.redraw()

    def _ruled(self) -> None:
        """On to the next one that waits."""
        self._id = ""
        self._say(self._words("ruling.ruled"), "done")
        self.opened()

    def _show_pin(self, digits: int, problem: str) -> None:
        self._set(replace(self.state, digits=digits, problem=problem))

    def _say(self, said: str, tone: str) -> None:
        self._set(replace(self.state, news=said, news_tone=tone))

    def _row(self, one: Rival) -> Row:
        words = self._words
        day = date_words(date.fromisoformat(one.date), self._front.language())
        why = "stands" if not one.code else "moved" if one.code == "not_register" else "refused"
        printed = [words("ruling.printed" if one.is_printed else "ruling.not_printed")]
        printed += [words("ruling.same_number", ticket=other) for other in one.others]
        return Row(
            one.sign,
            one.number,
            words("ruling.signed", day=day, signer=one.signer),
            words("ruling.made_at", device=one.device, term=one.term),
            words(f"ruling.{why}", device=one.device),
            "good" if why == "stands" else "first",
            " ".join(printed),
            chosen=self._stands == one.sign,
        )


_STATE = State(
    name="Siti Aminah (CONTOH)",
    rows=(
        Row(
            "a",
            "400.12/031/SLG/2026",
            "17 Agustus 2026, ditandatangani Rudi Hartono (CONTOH)",
            "Dibuat di meja-2, masuk daftar pada penunjukan ke-2.",
            "Berlaku sekarang",
            "good",
            "Tidak tercatat dicetak.",
        ),
        Row(
            "b",
            "400.12/028/SLG/2026",
            "17 Agustus 2026, ditandatangani Rudi Hartono (CONTOH)",
            "Dibuat di meja-1, masuk daftar pada penunjukan ke-2.",
            "Dinomori meja-1 sesudah registernya berpindah",
            "first",
            "Dicetak di alat itu: warga mungkin memegang kertasnya.",
        ),
    ),
    primary="Putuskan",
)
_CHOSEN = replace(
    _STATE,
    rows=(_STATE.rows[0], replace(_STATE.rows[1], chosen=True)),
    reason="Kertasnya sudah di tangan warga.",
)
EXAMPLES = {
    "two": _STATE,
    "chosen": _CHOSEN,
    "pin": replace(_CHOSEN, asking=True, person="Rudi Hartono (CONTOH)", digits=3),
    "nothing": State(
        primary="Ke antrean", news="Putusan tercatat. Yang tidak dipilih tidak berlaku.", news_tone="done"
    ),
}
