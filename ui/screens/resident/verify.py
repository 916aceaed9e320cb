"""Whether a surat is genuine, in a colour, an icon, a headline and its facts; `kiosk.trust` judges it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.domain.errors import Refused
from kiosk.domain.seal import human_code
from kiosk.domain.verdict import Colour, Registration
from kiosk.domain.words import date_words, moment_day
from ui.screens.base import Screen, say_error
from ui.screens.resident.slip import TICKET, group_code

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.seal import Claims
    from kiosk.domain.verdict import Line as VerdictLine
    from kiosk.domain.verdict import Verdict
    from ui.screens.resident.lobby import Lobby

GLYPHS: Final = {Colour.GREEN: "seal-check", Colour.YELLOW: "seal-warning", Colour.RED: "x-circle"}
"""Each colour has its own shape: a result is never told by colour alone."""

_BY_CODE: Final = {
    Registration.AWAITING_INK: ("verdict.awaiting_ink", Colour.YELLOW),
    Registration.TTE_PENDING: ("verdict.tte_pending", Colour.YELLOW),
    Registration.UNDER_REVIEW: ("verdict.under_review", Colour.YELLOW),
    Registration.REVOKED: ("verdict.revoked", Colour.RED),
    Registration.REPLACED: ("verdict.revoked", Colour.RED),
}


class Check(Protocol):
    """Judges the text of a QR, offline."""

    def __call__(self, text: str) -> Verdict: ...


class CodeAnswer(Protocol):
    """What a typed code leads to."""

    @property
    def registration(self) -> Registration: ...
    @property
    def title(self) -> str: ...
    @property
    def date(self) -> str: ...


class CheckCode(Protocol):
    """The surat of this office under a 12-character code; Refused("code_mistyped")."""

    def __call__(self, typed: str) -> Sequence[CodeAnswer]: ...


class NameFact(Protocol):
    """What a service calls a fact it has sealed, in the language of the screen."""

    def __call__(self, service: str, label: str, language: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Doings:
    """What the page causes; `lists_at()` is when trust lists came last, in ms UTC, 0 for never."""

    check: Check
    check_code: CheckCode
    name_kelurahan: Callable[[str], str]
    name_fact: NameFact
    lists_at: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to compare with the paper."""

    key: str
    title: str
    said: str
    is_big: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`phase` is "ready", "typing" or "result"; `colour` is green, yellow or red."""

    phase: str = "ready"
    has_reader: bool = True
    code: str = ""
    problem: str = ""
    colour: str = ""
    glyph: str = ""
    headline: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    mode_said: str = ""
    lists_said: str = ""
    target: str = ""
    nudge: int = 0


class Verify(Screen[State]):
    """Waits for the reader or a typed code, and shows what a check found."""

    def __init__(self, lobby: Lobby, doings: Doings, *, has_reader: bool = True) -> None:
        super().__init__(State(has_reader=has_reader), lobby.run)
        self._lobby = lobby
        self._doings = doings
        self._day = 0
        self._verdict: Verdict | None = None
        self._answers: tuple[CodeAnswer, ...] | None = None

    def opened(self) -> None:
        """Ready for a paper; tells how old the lists are."""
        self._forget()
        self._run(self._doings.lists_at, self._dated, hold=False)
        if not self.state.has_reader:
            self._type_code()

    def closed(self) -> None:
        """The facts of somebody's surat leave the screen."""
        self._forget()

    def scanned(self, text: str) -> None:
        """The reader read a code; a new one takes the place of the last result."""
        self._run(lambda: self._doings.check(text), self._judged)

    def answer(self, code: str) -> None:
        """What was typed so far, in the groups of the paper."""
        self._set(replace(self.state, code=group_code(code), problem=""))

    def next(self) -> None:
        """The one filled button: type, check, or another surat."""
        if self.state.phase == "ready":
            self._type_code()
        elif self.state.phase == "result":
            self._again()
        elif len(self.state.code.replace("-", "")) != TICKET:
            said = self._lobby.words("verify.code_short", length=len(self.state.code.replace("-", "")))
            self._set(replace(self.state, problem=said))
            self._aim()
        else:
            code = self.state.code
            self._run(lambda: tuple(self._doings.check_code(code)), self._looked_up)

    def done(self) -> None:
        """Selesai."""
        self._lobby.end_visit()

    def failed(self, error: KioskError) -> None:
        """A mistyped code is mended where it stands."""
        said = say_error(self._lobby.words, error)
        phase = "typing" if isinstance(error, Refused) else self.state.phase
        self._set(replace(self.state, problem=said, phase=phase))

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words, language = self._lobby.words, self._lobby.language()
        day = moment_day(self._day) if self._day else None
        said = words("verify.lists", date=date_words(day, language)) if day else words("verify.no_lists")
        self._set(replace(self.state, lists_said=said))
        if self._verdict is not None:
            self._show(self._verdict)
        elif self._answers is not None:
            self._show_code(self._answers)

    # --- inside

    def _type_code(self) -> None:
        """Ketik kode: the twelve characters under the QR."""
        self._set(replace(self.state, phase="typing", code="", problem=""))
        self._aim()

    def _again(self) -> None:
        """Periksa surat lain."""
        self._forget()
        if not self.state.has_reader:
            self._type_code()

    def _forget(self) -> None:
        self._verdict, self._answers = None, None
        self._set(
            State(has_reader=self.state.has_reader, lists_said=self.state.lists_said, nudge=self.state.nudge)
        )

    def _aim(self) -> None:
        self._set(replace(self.state, target="code", nudge=self.state.nudge + 1))

    def _dated(self, at: int) -> None:
        self._day = at
        self.redraw()

    def _judged(self, verdict: Verdict) -> None:
        self._verdict, self._answers = verdict, None
        self._show(verdict)

    def _looked_up(self, answers: tuple[CodeAnswer, ...]) -> None:
        self._verdict, self._answers = None, answers
        self._show_code(answers)

    def _show(self, verdict: Verdict) -> None:
        words = self._lobby.words
        self._set(
            replace(
                self.state,
                phase="result",
                problem="",
                colour=str(verdict.colour),
                glyph=GLYPHS[verdict.colour],
                headline=words(verdict.headline),
                lines=tuple(words(line.key, **self._details(line)) for line in verdict.lines),
                facts=self._facts(verdict.claims) if verdict.claims else (),
                mode_said=words(verdict.mode_line) if verdict.mode_line else "",
            )
        )

    def _show_code(self, answers: tuple[CodeAnswer, ...]) -> None:
        """A code proves no fact: at best yellow, and the QR is named as the better way."""
        words = self._lobby.words
        key, colour = ("verify.code_unknown", Colour.YELLOW)
        if answers:
            key, colour = _BY_CODE.get(answers[0].registration, ("verify.code_known", Colour.YELLOW))
        self._set(
            replace(
                self.state,
                phase="result",
                problem="",
                colour=str(colour),
                glyph=GLYPHS[colour],
                headline=words(key),
                lines=(words("verify.code_unknown_line" if not answers else "verify.code_line"),),
                facts=tuple(fact for at, one in enumerate(answers) for fact in self._code_facts(at, one)),
                mode_said="",
            )
        )

    def _details(self, line: VerdictLine) -> dict[str, Any]:
        language = self._lobby.language()
        return {
            name: date_words(value, language) if isinstance(value, date) else value
            for name, value in line.details.items()
        }

    def _facts(self, claims: Claims) -> tuple[Fact, ...]:
        """In the order of the paper, so that eye and finger move down both together."""
        language = self._lobby.language()
        signed = date_words(moment_day(claims.iat * 1000), language)
        rows = [
            self._fact("title", claims.title, is_big=True),
            self._fact("number", claims.number, is_big=True),
            self._fact("name", claims.name, is_big=True),
            self._fact("nik", claims.nik),
        ]
        for at, line in enumerate(claims.facts):
            label, _, value = line.partition(": ")
            named = self._doings.name_fact(claims.service, label, language) if value else ""
            rows.append(Fact(f"fact{at}", named, value or label, is_big=True))
        rows += (
            self._fact("signed", signed),
            self._fact("form", self._lobby.words(f"mode.form_{claims.form}")),
            self._fact("kelurahan", self._doings.name_kelurahan(claims.kelurahan)),
            self._fact("code", human_code(claims.cti)),
        )
        if claims.exp is not None:
            rows.insert(-3, self._fact("until", date_words(moment_day(claims.exp * 1000), language)))
        return tuple(rows)

    def _code_facts(self, at: int, answer: CodeAnswer) -> tuple[Fact, ...]:
        day = date_words(date.fromisoformat(answer.date), self._lobby.language()) if answer.date else ""
        rows = (Fact(f"title{at}", self._lobby.words("verify.fact_title"), answer.title, is_big=True),)
        return (*rows, Fact(f"signed{at}", self._lobby.words("verify.fact_signed"), day)) if day else rows

    def _fact(self, key: str, said: str, *, is_big: bool = False) -> Fact:
        return Fact(key, self._lobby.words(f"verify.fact_{key}"), said, is_big)


_FACTS = (
    Fact("title", "Jenis surat", "Surat Keterangan Domisili", is_big=True),
    Fact("number", "Nomor", "400.12.2.1/017/Kel-BL/XI/2026", is_big=True),
    Fact("name", "Nama", "SITI AMINAH BINTI SYARIFUDDIN (CONTOH)", is_big=True),
    Fact("nik", "NIK", "1671********0003"),
    Fact("fact0", "Keperluan surat", "sekolah anak", is_big=True),
    Fact("signed", "Tanggal surat", "24 November 2026"),
    Fact("until", "Berlaku sampai", "24 Desember 2026"),
    Fact("form", "Penanda tangan", "Lurah"),
    Fact("kelurahan", "Kelurahan", "Bukit Lama"),
    Fact("code", "Kode surat", "M6SC-7N75-YR3R"),
)
_AGE = "Daftar pencabutan di alat ini per 23 November 2026."
_SEAL = (
    "Cara pengesahan: disetujui penanda tangan dengan PIN pribadi dan disegel secara elektronik oleh kantor. "
    "Segel ini tidak memakai sertifikat elektronik BSrE."
)
_WET = (
    "Cara pengesahan: tanda tangan tinta dan cap kantor. Kode QR memuat isi pokok untuk dicocokkan; "
    "bukan tanda tangan elektronik."
)
_GREEN = State(
    phase="result",
    colour="green",
    glyph="seal-check",
    headline="ASLI DAN TERDAFTAR",
    lines=("Bandingkan nama, nomor dan keterangan dengan kertas.",),
    facts=_FACTS,
    mode_said=_SEAL,
    lists_said=_AGE,
)
EXAMPLES = {
    "ready": State(lists_said=_AGE),
    "typing": State(phase="typing", code="M6SC-7N75", lists_said=_AGE),
    "mistyped": State(
        phase="typing",
        has_reader=False,
        code="M6SC-7N75-YR3Q",
        problem="Kode itu salah ketik. Ketik lagi 12 tanda seperti tercetak, misalnya M6SC-7N75-YR3R.",
        lists_said=_AGE,
    ),
    "green": _GREEN,
    "yellow": replace(
        _GREEN,
        colour="yellow",
        glyph="seal-warning",
        headline="BERNOMOR, MENUNGGU TINTA DAN CAP",
        lines=("Belum dicatat selesai oleh kelurahan.", "Daftar pencabutan berumur 9 hari."),
        mode_said=_WET,
    ),
    "red": State(
        phase="result",
        colour="red",
        glyph="x-circle",
        headline="TIDAK SAH",
        lines=("Segel rusak, diubah atau palsu.",),
        lists_said=_AGE,
    ),
    "code": State(
        phase="result",
        colour="yellow",
        glyph="seal-warning",
        headline="KODE INI TERDAFTAR",
        lines=(
            "Kode saja tidak membuktikan isi surat. Pindai kode QR pada kertas untuk membandingkan isinya.",
        ),
        facts=(
            Fact("title0", "Jenis surat", "Surat Keterangan Tidak Mampu", is_big=True),
            Fact("signed0", "Tanggal surat", "24 November 2026"),
        ),
        lists_said=_AGE,
    ),
}
