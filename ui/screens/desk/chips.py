"""What many residents write alike, offered as a chip by the office or left; it counts nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.chips import check_chip, get_form, get_question
from kiosk.domain.errors import Refused
from kiosk.domain.words import number_text, tidy
from ui.screens.base import Screen, say_error
from ui.screens.desk.profile import Profile, ProfileDesk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kiosk.domain.chips import Proposal
    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from kiosk.domain.service import Field, Service
    from kiosk.usecases.proposals import Counting
    from ui.screens.desk.frontdesk import FrontDesk

MOST: Final = 40
"""So many undecided proposals stand on the page, those of most people first; the others follow them."""


class ChipDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def find_chipped(self) -> Mapping[str, tuple[Service, Field]]:
        """The questions with chips, by service and path (`domisili.keperluan`)."""

    def count_written(self) -> Counting:
        """The permohonan to be counted, some hundred at a time."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer many wrote: its words, where it is asked, how many wrote it, what the office makes of it."""

    key: str
    words: str
    asked: str
    said: str
    problem: str = ""
    used: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The page of chips; `share` of the permohonan is counted, 0-1."""

    rows: tuple[Row, ...] = ()
    said: str = ""
    share: float = 0.0
    counting: bool = True
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class ChipsPage(Screen[State]):
    """Takes proposals on, spelled as an officer likes, or leaves them; all saved together."""

    def __init__(self, front: FrontDesk, desk: ChipDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self.redraw)
        self._asked: Mapping[str, tuple[Service, Field]] = {}
        self._counting: Counting | None = None
        self._found: dict[str, Proposal] = {}
        self._written: dict[str, str] = {}
        self._problems: dict[str, str] = {}

    def opened(self) -> None:
        """The office's chips as they are, and a new count."""
        desk = self._desk
        self._run(lambda: (desk.office(), desk.find_chipped(), desk.count_written()), self._known)

    def closed(self) -> None:
        """Nobody waits for the count."""
        self._counting = None

    def write(self, key: str, typed: str) -> None:
        """The words of a chip, spelled by the officer."""
        self._written[key] = typed
        self._problems.pop(key, None)
        if key in self._profile.get("chips"):
            self._profile.put("chips", {**self._profile.get("chips"), key: tidy(typed)})
        self.redraw()

    def use(self, key: str) -> None:
        """Jadikan pilihan, or no longer."""
        chips, row = self._profile.get("chips"), next(one for one in self.state.rows if one.key == key)
        without = {one: words for one, words in chips.items() if one != key}
        self._profile.put("chips", without if key in chips else {**chips, key: tidy(row.words)})
        self._leave_out(key, is_out=False)

    def leave(self, key: str) -> None:
        """Abaikan: no chip, and proposed no more; pressed again it waits as before."""
        is_out = key not in self._profile.get("no_chips")
        self._profile.put(
            "chips", {one: words for one, words in self._profile.get("chips").items() if one != key}
        )
        self._leave_out(key, is_out=is_out)

    def next(self) -> None:
        """Simpan: kiosk and counter offer them from now on."""
        self._problems = dict(self._find_problems())
        self.redraw()
        if self._problems:
            self._profile.tell("hours.mend_first", "first")
        else:
            self._profile.save("chips.saved")

    def undo(self) -> None:
        """Urungkan: the chips of before the last save."""
        self._written.clear()
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        if self._profile.office is None:
            return
        words, counting = self._words, self._counting
        rows = tuple(self._row(key) for key in self._keys(self._profile.office))
        used, new = sum(row.used for row in rows), sum(not (row.used or row.left_out) for row in rows)
        said = words("chips.counted", new=new, used=used)
        if counting is not None:
            counts = {"done": number_text(counting.done), "total": number_text(counting.total)}
            said = words("chips.counting", **counts)
        share = counting.done / max(counting.total, 1) if counting is not None else 1.0
        self._set(
            replace(self.state, rows=rows, said=said, share=min(share, 1.0), counting=counting is not None)
        )

    # --- behind the buttons -------------------------------------------------------------------------------

    def _known(self, found: tuple[Office, Mapping[str, tuple[Service, Field]], Counting]) -> None:
        office, self._asked, self._counting = found
        self._profile.start(office)
        self._written.clear()
        self._problems.clear()
        self.redraw()
        self._count(self._counting)

    def _count(self, counting: Counting) -> None:
        """Some hundred permohonan in the work thread, then the bar moves; rows come once at the end."""
        if counting is not self._counting:
            return
        if counting.is_done:
            self._counting = None
            self._found = {one.key: one for one in counting.proposals()}
        else:
            self._run(lambda: _step(counting), self._count, hold=False)
        self.redraw()

    def _keys(self, office: Office) -> Iterable[str]:
        """Undecided ones first, then the office's own, then those it left, as last saved: no row jumps."""
        decided = {*office.chips, *office.no_chips}
        new = [key for key in self._found if key not in decided][:MOST]
        keys = (*new, *office.chips, *office.no_chips)
        return (key for key in keys if get_question(key) in self._asked)

    def _row(self, key: str) -> Row:
        service, field = self._asked[get_question(key)]
        language, proposal = self._front.language(), self._found.get(key)
        usual = proposal.text if proposal else get_form(key)
        held = self._profile.get("chips").get(key, "")
        words = self._written.get(key, held or usual)
        said = ""
        if proposal:
            said = self._words("chips.people", count=number_text(proposal.people), text=usual)
        elif self._counting is None:
            said = self._words("chips.fewer", text=usual)
        return Row(
            key=key,
            words=words,
            asked=f"{service.label[language]}: {field.label[language]}",
            said=said,
            problem=self._problems.get(key, ""),
            used=key in self._profile.get("chips"),
            left_out=key in self._profile.get("no_chips"),
        )

    def _leave_out(self, key: str, *, is_out: bool) -> None:
        others = tuple(one for one in self._profile.get("no_chips") if one != key)
        self._profile.put("no_chips", (*others, key) if is_out else others)
        self._problems.pop(key, None)
        self.redraw()

    def _find_problems(self) -> Iterable[tuple[str, str]]:
        """What a question would not take as an answer, by the key of the chip."""
        for key, words in self._profile.get("chips").items():
            if get_question(key) in self._asked:
                _, field = self._asked[get_question(key)]
                try:
                    check_chip(field, words, today=self._front.today())
                except Refused as error:
                    yield key, say_error(self._words, error)

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


def _step(counting: Counting) -> Counting:
    counting.step()
    return counting


def _said(people: int, text: str) -> str:
    return f"{people} orang menulis ini, kebanyakan: {text}"


_ROWS: Final = (
    Row(
        "1", "Beasiswa BAZNAS", "Surat Keterangan Penghasilan: Keperluan surat", _said(43, "beasiswa baznas")
    ),
    Row(
        "2",
        "penjual gorengan",
        "Surat Keterangan Usaha: Jenis usaha",
        _said(27, "Penjual gorengan"),
        used=True,
    ),
    Row("3", "dompet", "Surat Keterangan Kehilangan: Nama barang", _said(12, "Dompet")),
    Row(
        "4",
        "aktivasi BPJS",
        "Surat Keterangan Domisili: Keperluan surat",
        _said(31, "aktifasi bpjs"),
        used=True,
    ),
    Row("5", "-lain-", "Surat Keterangan Tidak Mampu: Keperluan surat", _said(10, "-lain-"), left_out=True),
)
_STATE: Final = State(_ROWS, said="2 usulan, 2 pilihan kantor ini.", share=1.0, counting=False)
EXAMPLES = {
    "few": _STATE,
    "counting": State(_ROWS[3:], said="Menghitung: 41.500 dari 100.000 permohonan", share=0.415),
    "none": State(said="0 usulan, 0 pilihan kantor ini.", share=1.0, counting=False),
    "wrong": replace(
        _STATE,
        rows=(replace(_ROWS[0], words="", used=True, problem="Tulis kata-kata pilihan ini."), *_ROWS[1:]),
        news="Betulkan dulu yang ditandai.",
        news_tone="first",
    ),
    "saved": replace(
        _STATE,
        news="Pilihan jawaban disimpan. Kiosk lobi mengikutinya sebentar lagi.",
        news_tone="done",
        news_action="Urungkan",
    ),
    "many": replace(
        _STATE, rows=tuple(replace(row, key=f"{at}{row.key}") for at in range(8) for row in _ROWS)
    ),
}
