"""Who heads each RT and RW, and from when to when, typed or from a table; it judges no pengantar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.domain.errors import Refused
from kiosk.domain.heads import Head, make_head, read_heads, write_heads
from kiosk.domain.words import date_words
from ui.screens.base import Screen
from ui.screens.desk.profile import Profile, ProfileDesk
from ui.screens.desk.reasons import Choice
from ui.screens.desk.record import Line, Record
from ui.screens.desk.residentview import Bad, Sum, draw_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from kiosk.usecases.headtable import Reading
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
    """The page of heads; `title` is whose record is in hand, `file` which table, "" while none is."""

    rows: tuple[Row, ...] = ()
    files: tuple[Choice, ...] = ()
    file: str = ""
    sums: tuple[Sum, ...] = ()
    bad_title: str = ""
    bad: tuple[Bad, ...] = ()
    unknown: str = ""
    title: str = ""
    lines: tuple[Line, ...] = ()
    is_new: bool = False
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class HeadsDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def find_files(self) -> Sequence[str]:
        """Names of the tables that lie ready."""

    def read_heads(self, file: str) -> Reading:
        """What one would bring; nothing is written."""


class Heads(Screen[State]):
    """Changes one head at a time, or brings a table of them; the last save can be taken back."""

    def __init__(self, front: FrontDesk, desk: HeadsDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self._let_go)
        self._files: Sequence[str] = ()
        self._hand: str | None = None
        self._reading: Reading | None = None
        self._record = Record(front, "heads", PARTS, digits=("rt", "rw", "phone"))

    def opened(self) -> None:
        """As the list is now, and which tables lie ready."""
        self._run(lambda: (self._desk.office(), self._desk.find_files()), self._known)

    def closed(self) -> None:
        """No record and no table stays in hand."""
        self._hand = self._reading = None

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
        """Simpan: this record; or Masukkan: what the table brings."""
        if self._reading is not None:
            self._profile.put("heads", self._reading.heads)
            self._profile.save("heads.brought")
            return
        if self._hand is None:
            return
        head = self._read()
        if head is None:
            self.redraw()
            self._profile.tell("hours.mend_first", "first")
        else:
            self._save((*(one for one in self._heads() if one.key != self._hand), head))

    def read_file(self, file: str) -> None:
        """The dry run of a table: nothing is written."""
        self._set(replace(self.state, file=file, news="", news_action=""))
        self._run(lambda: self._desk.read_heads(file), self._was_read)

    def undo(self) -> None:
        """Urungkan: the list of before the last save."""
        self._profile.undo()

    def cancel(self) -> None:
        """No record and no table in hand; what was typed is gone."""
        self._set(replace(self.state, news="", news_action=""))
        self._let_go()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        if self._reading is None:
            self._set(replace(self.state, file=""))
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        if self._profile.office is None:
            return
        hand, words, reading = self._hand, self._words, self._reading
        told = draw_counts(words, reading, "heads.count_") if reading is not None else _NOTHING_READ
        self._set(
            replace(
                self.state,
                **told,
                files=tuple(Choice(file, file) for file in self._files),
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

    def _known(self, found: tuple[Office, Sequence[str]]) -> None:
        office, self._files = found
        self._profile.start(office)
        self.redraw()

    def _was_read(self, reading: Reading) -> None:
        self._hand, self._reading = None, reading
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
        self._hand = self._reading = None
        self.redraw()

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


_NOTHING_READ: Final[Mapping[str, Any]] = {"file": "", "sums": (), "bad_title": "", "bad": (), "unknown": ""}
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
_FILES: Final = (Choice("ketua-rt-rw.xlsx", "ketua-rt-rw.xlsx"),)
EXAMPLES = {
    "everybody": State(
        rows=tuple(replace(one, chosen=False) for one in _ROWS),
        news="Daftar ketua RT dan RW disimpan.",
        news_tone="done",
        news_action="Urungkan",
    ),
    "nobody": State(files=_FILES),
    "reading": State(
        file="ketua-rt-rw.xlsx",
        sums=(
            Sum("new", "ketua baru", "48", "user-plus", "teal"),
            Sum("changed", "berubah", "3", "pencil-simple", "blue"),
            Sum("same", "sudah sama", "12", "check", "gold"),
            Sum("refused", "baris tidak terbaca", "1", "warning", "orange"),
        ),
        bad_title="Baris yang tidak terbaca",
        bad=(Bad("0", "Baris 17", "Nama ketua belum diisi pada baris ini."),),
        unknown="Kolom yang tidak dipakai: alamat.",
    ),
    "record": State(
        rows=_ROWS,
        title="Masnun (CONTOH)",
        lines=tuple(Line(key, label, value, "", "", "letters") for key, label, value in _LINES),
    ),
}
