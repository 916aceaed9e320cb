"""The people the office knows, and a table of more: read, shown, only then brought in; it judges no row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.place import street_block
from kiosk.domain.words import date_words, last_four, number_text
from ui.screens.base import Screen, say_error
from ui.screens.desk.reasons import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.intake import Judging, Reading
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import Found, ResidentDesk

LEAST: Final = 2
SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One person: NIK masked but for its end, where the data are from."""

    key: str
    name: str
    nik: str
    born: str
    address: str
    compared: bool
    source: str


@dataclass(frozen=True, slots=True)
class Bad:
    """One row of the table that was not understood, and why."""

    key: str
    line: str
    why: str


@dataclass(frozen=True, slots=True)
class State:
    """The page of residents; `phase` is "list", "judging" (`share` of it done, 0-1) or "reading"."""

    hint: str = ""
    typed: str = ""
    rows: tuple[Row, ...] = ()
    files: tuple[Choice, ...] = ()
    phase: str = "list"
    file: str = ""
    fresh: str = ""
    changed: str = ""
    same: str = ""
    refused: str = ""
    bad: tuple[Bad, ...] = ()
    unknown: str = ""
    share: float = 0.0
    progress: str = ""
    can_save: bool = False
    empty_title: str = ""
    empty_hint: str = ""
    news: str = ""
    news_tone: str = "step"


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
        self._act: Act | None = None

    def opened(self) -> None:
        """How many there are, and which tables lie ready."""
        self._run(lambda: (self._desk.count(), self._desk.find_files()), self._known)

    def closed(self) -> None:
        """Nothing of any person stays."""
        self._found, self._reading = (), None
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
        self._set(replace(self.state, file=file, news="", share=0.0, progress="", phase="judging"))
        self._run(lambda: self._desk.open_table(file), self._judge)

    def save_refused(self) -> None:
        """The rows that were not understood as a table of their own."""
        reading, file = self._reading, self.state.file
        if reading is not None and reading.bad:
            self._run(lambda: self._desk.save_refused(file, reading), self._saved)

    def next(self) -> None:
        """Masukkan: what was read, and nothing else."""
        reading, act = self._reading, self._act
        if self.state.phase == "reading" and reading is not None and act is not None:
            self._run(lambda: self._desk.take(act, reading), self._taken)

    def cancel(self) -> None:
        """Back to the list; nothing was written."""
        self._reading = None
        self._set(replace(self.state, phase="list", bad=(), unknown="", can_save=False))
        self.redraw()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        said = say_error(self._words, error)
        phase = "list" if self.state.phase == "judging" else self.state.phase
        self._set(replace(self.state, phase=phase, news=said, news_tone="error"))

    def redraw(self) -> None:
        """Everything in words."""
        words, reading = self._words, self._reading
        short = len(self.state.typed.strip()) < LEAST
        state = replace(
            self.state,
            hint=words("residents.count", count=number_text(self._count)),
            rows=tuple(self._row(one) for one in self._found[:SHOWN]),
            files=tuple(Choice(file, file) for file in self._files),
            empty_title=words("residents.begin" if short else "residents.nobody"),
            empty_hint=words("residents.begin_hint" if short else "residents.nobody_hint"),
        )
        if reading is not None:
            state = replace(
                state,
                phase="reading",
                fresh=number_text(reading.new),
                changed=number_text(reading.changed),
                same=number_text(reading.same),
                refused=number_text(len(reading.bad)),
                bad=tuple(self._bad(at, reading) for at in range(min(len(reading.bad), SHOWN))),
                unknown=words("residents.unknown", columns=", ".join(reading.unknown))
                if reading.unknown
                else "",
            )
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
        self._set(replace(self.state, news=self._words("residents.saved", file=file), news_tone="done"))

    def _taken(self, _nothing: None) -> None:
        reading = self._reading
        count = reading.new + reading.changed if reading else 0
        self.cancel()
        said = self._words("residents.taken", count=number_text(count))
        self._set(replace(self.state, news=said, news_tone="done"))
        self.opened()

    def _row(self, one: Found) -> Row:
        person = one.person
        born = str(person.get("tanggal_lahir", ""))
        return Row(
            key=one.nik,
            name=one.name,
            nik=last_four(one.nik),
            born=date_words(date.fromisoformat(born), self._front.language()) if born else "",
            address=street_block(person.get("alamat", {})),
            compared=one.checked,
            source=self._words("residents.checked" if one.checked else "residents.unchecked"),
        )

    def _bad(self, at: int, reading: Reading) -> Bad:
        one = reading.bad[at]
        said = say_error(self._words, one.error)
        return Bad(str(at), self._words("residents.line", line=one.line), said)


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
        fresh="1.204",
        changed="87",
        same="11.190",
        refused="2",
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
}
