"""Who heads each RT and RW, and from when to when, for the pengantar they write; it judges no pengantar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from kiosk.domain.heads import Head, make_head, read_heads, write_heads
from kiosk.domain.words import date_words
from ui.screens.base import Screen
from ui.screens.desk.profile import Profile, ProfileDesk
from ui.screens.desk.record import Line, Record

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from ui.screens.desk.frontdesk import FrontDesk

PARTS: Final = ("rt", "rw", "name", "decree", "since", "until", "phone")


@dataclass(frozen=True, slots=True)
class Row:
    """One head: of which RT and RW, and until when."""

    key: str
    title: str
    said: str
    gone: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class State:
    """The page of heads; `title` is whose record is in hand, "" while none is."""

    rows: tuple[Row, ...] = ()
    title: str = ""
    lines: tuple[Line, ...] = ()
    is_new: bool = False
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class Heads(Screen[State]):
    """Changes one head at a time; the last save can be taken back."""

    def __init__(self, front: FrontDesk, desk: ProfileDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self._let_go)
        self._hand: str | None = None
        self._record = Record(front, "heads", PARTS, digits=("rt", "rw", "phone"))

    def opened(self) -> None:
        """As the list is now."""
        self._run(self._desk.office, self._known)

    def closed(self) -> None:
        """No record stays in hand."""
        self._hand = None

    def take(self, key: str) -> None:
        """One head's record."""
        self._hold(next(one for one in self._heads() if one.key == key))

    def add(self) -> None:
        """Orang baru: an empty record."""
        self._hold(Head("", "", ""))

    def type(self, key: str, typed: str) -> None:
        """One line of the record."""
        self._record.type(key, typed)
        self.redraw()

    def remove(self) -> None:
        """Takes the head in hand off the list."""
        if self._hand:
            self._save(tuple(one for one in self._heads() if one.key != self._hand))

    def next(self) -> None:
        """Simpan: this record."""
        if self._hand is None:
            return
        head = self._read()
        if head is None:
            self.redraw()
            self._profile.tell("hours.mend_first", "first")
        else:
            self._save((*(one for one in self._heads() if one.key != self._hand), head))

    def undo(self) -> None:
        """Urungkan: the list of before the last save."""
        self._profile.undo()

    def cancel(self) -> None:
        """No record in hand; what was typed is gone."""
        self._set(replace(self.state, news="", news_action=""))
        self._let_go()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        if self._profile.office is None:
            return
        hand, words = self._hand, self._words
        self._set(
            replace(
                self.state,
                rows=tuple(map(self._row, self._heads())),
                title="" if hand is None else self._record.get("name") or words("heads.new"),
                lines=() if hand is None else self._record.lines(),
                is_new=hand == "",
            )
        )

    # --- behind the buttons -------------------------------------------------------------------------------

    def _heads(self) -> tuple[Head, ...]:
        office = self._profile.office
        return read_heads(office.heads) if office else ()

    def _known(self, office: Office) -> None:
        self._profile.start(office)
        self.redraw()

    def _hold(self, one: Head) -> None:
        self._hand = one.key if one.rw else ""
        self._record.hold(one)
        self._set(replace(self.state, news="", news_action=""))
        self.redraw()

    def _read(self) -> Head | None:
        """The record as typed; None where a line makes no sense, which is said beside it."""
        record = self._record
        values = record.read("name")
        try:
            head = make_head(values)
        except Refused as error:
            record.refuse(str(error.details["part"]).lower(), error)
            return None
        if head.key != self._hand and head.key in {one.key for one in self._heads()}:
            record.say("rt", self._words("heads.twice"))
        return None if record.is_wrong else head

    def _save(self, heads: tuple[Head, ...]) -> None:
        self._profile.put("heads", write_heads(heads))
        self._profile.save("heads.saved")

    def _row(self, one: Head) -> Row:
        words, today = self._words, self._front.today().isoformat()
        place = words("heads.rt_rw" if one.rt else "heads.only_rw", rt=one.rt, rw=one.rw)
        said = one.decree
        if one.until:
            day = date_words(date.fromisoformat(one.until), self._front.language())
            said = ", ".join(filter(None, (said, words("people.until_said", day=day))))
        return Row(
            key=one.key,
            title=f"{place}: {one.name}",
            said=said or words("heads.no_end"),
            gone=not one.was_head_on(today),
            chosen=one.key == self._hand,
        )

    def _let_go(self) -> None:
        self._hand = None
        self.redraw()

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


_ROWS: Final = (
    Row("/002", "RW 002: Zainal (CONTOH)", "Nomor 1/2025", gone=False, chosen=False),
    Row("006/002", "RT 006 RW 002: Rusdi (CONTOH)", "sampai 31 Maret 2026", gone=True, chosen=False),
    Row("007/002", "RT 007 RW 002: Masnun (CONTOH)", "Nomor 2/2025", gone=False, chosen=True),
)
_LINES: Final = (
    ("rt", "RT (kosong untuk ketua RW)", "007"),
    ("rw", "RW", "002"),
    ("name", "Nama", "Masnun (CONTOH)"),
    ("decree", "Nomor SK", "Nomor 2/2025"),
    ("since", "Menjabat sejak", "01-04-2025"),
    ("until", "Sampai", ""),
    ("phone", "Telepon", "0812 0000 0000"),
)
EXAMPLES = {
    "everybody": State(
        rows=tuple(replace(one, chosen=False) for one in _ROWS),
        news="Daftar ketua RT dan RW disimpan.",
        news_tone="done",
        news_action="Urungkan",
    ),
    "nobody": State(),
    "record": State(
        rows=_ROWS,
        title="Masnun (CONTOH)",
        lines=tuple(Line(key, label, value, "", "", "letters") for key, label, value in _LINES),
    ),
}
