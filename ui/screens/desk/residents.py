"""The people the office knows, a table of more, and the last one taken back; it judges no row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.words import number_text
from ui.screens.base import Screen, say_error
from ui.screens.desk.reasons import Choice
from ui.screens.desk.residentview import SHOWN, Bad, Row, Sum, draw_people, draw_plan, draw_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.intake import Judging, Reading
    from kiosk.usecases.takeback import Plan
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import Found

LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class State:
    """The page of residents.

    `phase` is "list", "judging" (`share` of it done, 0-1), "reading" what a table would bring, or "undoing"
    what taking the last one back would do; `bad` and `warned` are rows with a reason.
    """

    hint: str = ""
    typed: str = ""
    rows: tuple[Row, ...] = ()
    files: tuple[Choice, ...] = ()
    phase: str = "list"
    file: str = ""
    heading: str = ""
    sums: tuple[Sum, ...] = ()
    warned_title: str = ""
    warned: tuple[Bad, ...] = ()
    bad_title: str = ""
    bad: tuple[Bad, ...] = ()
    unknown: str = ""
    share: float = 0.0
    progress: str = ""
    can_save: bool = False
    empty_title: str = ""
    empty_hint: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class ResidentDesk(Protocol):
    """The office's list of people, and bringing more in from a file."""

    def count(self) -> int:
        """How many people the list holds."""

    def find_people(self, text: str) -> Sequence[Found]:
        """As at the counter."""

    def find_files(self) -> Sequence[str]:
        """Names of the tables that lie ready, on a stick or in the office's own folder."""

    def open_table(self, file: str) -> Judging:
        """A table to be judged some hundred rows at a time; nothing is written."""

    def save_refused(self, file: str, reading: Reading) -> str:
        """Its refused rows as a table of their own, to be mended; the name of that file."""

    def take(self, act: Act, reading: Reading) -> None:
        """Brings it in."""

    def plan_undo(self) -> Plan | None:
        """What taking the last import back would do; None when there is none in force."""

    def take_back(self, act: Act, plan: Plan) -> None:
        """The list as it was before that import."""


class Residents(Screen[State]):
    """Looks people up; reads a table, shows what it would bring, brings it in."""

    def __init__(self, front: FrontDesk, desk: ResidentDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._count = 0
        self._files: Sequence[str] = ()
        self._found: Sequence[Found] = ()
        self._reading: Reading | None = None
        self._plan: Plan | None = None
        self._act: Act | None = None

    def opened(self) -> None:
        """How many there are, and which tables lie ready."""
        self._run(lambda: (self._desk.count(), self._desk.find_files()), self._known)

    def closed(self) -> None:
        """Nothing of any person stays."""
        self._found, self._reading, self._plan = (), None, None
        self._set(State())

    def look_for(self, typed: str) -> None:
        """From two letters or digits on; each hit by NIK is logged."""
        self._set(replace(self.state, typed=typed, news=""))
        if len(typed.strip()) < LEAST:
            self._found = ()
            self.redraw()
        else:
            self._run(lambda: self._desk.find_people(typed.strip()), self._people_known, hold=False)

    def read_file(self, file: str) -> None:
        """The dry run: nothing is written."""
        self._act = self._front.begin()
        self._set(
            replace(self.state, file=file, news="", news_action="", share=0.0, progress="", phase="judging")
        )
        self._run(lambda: self._desk.open_table(file), self._judge)

    def save_refused(self) -> None:
        """The rows that were not understood as a table of their own."""
        reading, file = self._reading, self.state.file
        if reading is not None and reading.bad:
            self._run(lambda: self._desk.save_refused(file, reading), self._saved)

    def take_back(self) -> None:
        """Tarik impor terakhir: what would go and what would stay; nothing is written."""
        self._act = self._front.begin()
        self._run(self._desk.plan_undo, self._planned)

    def next(self) -> None:
        """Masukkan what was read, or take back what was planned, and nothing else."""
        reading, act, plan = self._reading, self._act, self._plan
        if self.state.phase == "undoing" and plan is not None and act is not None:
            self._run(lambda: self._desk.take_back(act, plan), self._undone)
        if self.state.phase == "reading" and reading is not None and act is not None:
            self._run(lambda: self._desk.take(act, reading), self._taken)

    def cancel(self) -> None:
        """Back to the list; nothing was written."""
        self._reading = self._plan = None
        self._set(replace(self.state, phase="list", sums=(), bad=(), warned=(), unknown="", can_save=False))
        self.redraw()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        said = say_error(self._words, error)
        phase = "list" if self.state.phase == "judging" else self.state.phase
        self._set(replace(self.state, phase=phase, news=said, news_tone="error", news_action=""))

    def redraw(self) -> None:
        """Everything in words."""
        words, reading = self._words, self._reading
        short = len(self.state.typed.strip()) < LEAST
        state = replace(
            self.state,
            hint=words("residents.count", count=number_text(self._count)),
            rows=draw_people(words, self._found, self._front.language()),
            files=tuple(Choice(file, file) for file in self._files),
            empty_title=words("residents.begin" if short else "residents.nobody"),
            empty_hint=words("residents.begin_hint" if short else "residents.nobody_hint"),
        )
        if reading is not None:
            drawn = draw_reading(words, reading)
            state = replace(state, phase="reading", heading=state.file, **drawn)
        elif self._plan is not None:
            drawn = draw_plan(words, self._plan, now=self._front.now(), language=self._front.language())
            state = replace(state, phase="undoing", heading=words("residents.undo_title"), **drawn)
        self._set(state)

    def _known(self, found: tuple[int, Sequence[str]]) -> None:
        self._count, self._files = found
        self.redraw()

    def _people_known(self, found: Sequence[Found]) -> None:
        self._found = found
        self.redraw()

    def _judge(self, judging: Judging) -> None:
        """Some hundred rows away from the screen, then the bar moves; until Batal or the end."""
        if self.state.phase != "judging":
            return
        done, total = judging.done, judging.total
        said = self._words("residents.progress", done=number_text(done), total=number_text(total))
        self._set(replace(self.state, share=done / total if total else 1.0, progress=said))
        if done < total:
            self._run(lambda: _step(judging), self._judge, hold=False)
        else:
            self._run(judging.finish, self._was_read, hold=False)

    def _was_read(self, reading: Reading) -> None:
        if self.state.phase == "judging":
            self._reading = reading
            self._set(replace(self.state, can_save=bool(reading.bad)))
            self.redraw()

    def _saved(self, file: str) -> None:
        said = self._words("residents.saved", file=file)
        self._set(replace(self.state, news=said, news_tone="done", news_action=""))

    def _taken(self, _nothing: None) -> None:
        reading = self._reading
        count = reading.new + reading.changed if reading else 0
        self.cancel()
        said, action = self._words("residents.taken", count=number_text(count)), ""
        if count:
            action = self._words("residents.take_back")
        self._set(replace(self.state, news=said, news_tone="done", news_action=action))
        self.opened()

    def _planned(self, plan: Plan | None) -> None:
        if plan is None:
            said = self._words("residents.no_import")
            self._set(replace(self.state, news=said, news_tone="first", news_action=""))
            return
        self._plan = plan
        self._set(replace(self.state, news="", news_action=""))
        self.redraw()

    def _undone(self, _nothing: None) -> None:
        plan = self._plan
        count = plan.removed + plan.restored if plan else 0
        self.cancel()
        said = self._words("residents.undone", count=number_text(count))
        self._set(replace(self.state, news=said, news_tone="done", news_action=""))
        self.opened()


def _step(judging: Judging) -> Judging:
    judging.step()
    return judging


_ROWS = (
    Row(
        "1",
        "SITI AMINAH (CONTOH)",
        "****0003",
        "5 Juli 1989",
        "Jalan Contoh No. 14 RT 012 RW 004",
        compared=True,
        source="sudah dicocokkan",
    ),
    Row(
        "2",
        "SITI AMINAH BINTI ABDUL SOMAD (CONTOH)",
        "****0011",
        "12 Mei 1971",
        "Lorong Contoh RT 003 RW 012",
        compared=False,
        source="dari berkas",
    ),
)
EXAMPLES = {
    "start": State(
        hint="12.480 orang dalam daftar",
        files=(Choice("penduduk-2026.csv", "penduduk-2026.csv"),),
        empty_title="Cari orang dalam daftar",
        empty_hint="Ketik nama atau NIK. Daftar kosong juga tidak menghalangi pekerjaan.",
    ),
    "found": State(hint="12.480 orang dalam daftar", typed="aminah", rows=_ROWS),
    "large_list": State(
        hint="12.480 orang dalam daftar",
        typed="siti",
        rows=tuple(replace(_ROWS[at % 2], key=str(at)) for at in range(SHOWN)),
    ),
    "judging": State(
        hint="12.480 orang dalam daftar",
        phase="judging",
        file="penduduk-2026.xlsx",
        share=0.42,
        progress="5.250 dari 12.480 baris",
    ),
    "reading": State(
        hint="12.480 orang dalam daftar",
        phase="reading",
        file="penduduk-2026.csv",
        heading="penduduk-2026.csv",
        sums=(
            Sum("new", "orang baru", "1.204", "user-plus", "teal"),
            Sum("changed", "berubah", "87", "pencil-simple", "blue"),
            Sum("same", "sudah sama", "11.190", "check", "gold"),
            Sum("refused", "baris tidak terbaca", "2", "warning", "orange"),
        ),
        warned_title="Nama dan tanggal lahir sama, NIK lain. Keduanya tetap masuk.",
        warned=(
            Bad(
                "1671990507890011",
                "Baris 31",
                "SITI AMINAH (CONTOH), ****0011: nama dan tanggal lahir sama dengan ****0003.",
            ),
        ),
        bad_title="Baris yang tidak terbaca",
        bad=(
            Bad("0", "Baris 17", "NIK harus 16 angka, ini 15. Periksa lagi pada KTP atau KK."),
            Bad(
                "1",
                "Baris 204",
                "Angka ke-7 sampai ke-12 NIK memuat tanggal lahir, tetapi tanggal itu tidak ada.",
            ),
        ),
        unknown="Kolom yang tidak dipakai: golongan_darah, email.",
        can_save=True,
    ),
    "undoing": State(
        hint="13.684 orang dalam daftar",
        phase="undoing",
        heading="Tarik kembali impor terakhir",
        sums=(
            Sum("removed", "dihapus dari daftar", "1.201", "trash", "orange"),
            Sum("restored", "kembali seperti semula", "85", "arrow-counter-clockwise", "blue"),
            Sum("kept", "tetap", "2", "user-check", "teal"),
        ),
        warned_title="Tetap ada, karena berubah sesudah impor itu",
        warned=(
            Bad("1", "SITI AMINAH (CONTOH), ****0003", "Sudah dicocokkan di meja sesudah impor."),
            Bad("2", "BUDI SANTOSO (CONTOH), ****0077", "Diperbarui oleh impor yang lebih baru."),
        ),
        unknown="Impor 20 November 2026 pukul 09.14 oleh Rina Marlina (CONTOH): 1.291 orang.",
    ),
}
