"""How numbers of surat are spelled and what shares a count, with the next number beside it; it takes none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.domain.errors import Refused
from kiosk.domain.numbering import DEFAULT, Scope
from ui.screens.base import Screen
from ui.screens.desk.profile import Profile, ProfileDesk
from ui.screens.desk.reasons import Choice

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from ui.screens.desk.frontdesk import FrontDesk

PRESETS: Final = (DEFAULT, "{short}/{n}-Kel/{month_roman}/{year}", "{code}/{n:02}/{year}")
"""Patterns seen in offices (letters.md 3.1)."""
TOKENS: Final = (
    *("code", "short", "n:03", "n", "unit", "kelurahan_code", "kecamatan_short"),
    *("month_roman", "month:02", "year", "yy"),
)
PARTS: Final = ("pattern", "scope", "unit")


class PatternDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def try_numbers(self, values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """Title and next number of some services under these values; Refused as the profile would be."""


@dataclass(frozen=True, slots=True)
class Example:
    """One service and what its next surat would be called."""

    key: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class State:
    """The page of the pattern; `problem` says why it cannot be saved."""

    pattern: str = ""
    unit: str = ""
    scopes: tuple[Choice, ...] = ()
    presets: tuple[Choice, ...] = ()
    tokens: tuple[Choice, ...] = ()
    examples: tuple[Example, ...] = ()
    problem: str = ""
    warning: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class PatternPage(Screen[State]):
    """Tries what is typed at once and saves only what no two surat can share."""

    def __init__(self, front: FrontDesk, desk: PatternDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self._try)
        self._tried: tuple[Sequence[tuple[str, str]], Refused | None] = ((), None)

    def opened(self) -> None:
        """As numbers are spelled now."""
        self._run(self._desk.office, self._known)

    def type_pattern(self, typed: str) -> None:
        """The pattern, letter by letter."""
        self._put("pattern", typed.strip())

    def preset(self, code: str) -> None:
        """A pattern other offices use."""
        self._put("pattern", code)

    def add_token(self, code: str) -> None:
        """One more part, behind the last one and parted from it."""
        held = str(self._profile.get("pattern"))
        self._put("pattern", f"{held}{'/' if held and held[-1] not in '/.-_ ' else ''}{{{code}}}")

    def choose_scope(self, code: str) -> None:
        """What shares one running count."""
        self._put("scope", code)

    def type_unit(self, typed: str) -> None:
        """The office's own letters in a number."""
        self._put("unit", typed.strip())

    def next(self) -> None:
        """Simpan: the next `sign` is numbered so."""
        if self._profile.changes() and self.state.problem:
            self._profile.tell("hours.mend_first", "first")
        else:
            self._profile.save("pattern.saved")

    def undo(self) -> None:
        """Urungkan: the pattern of before the last save."""
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        words, profile = self._words, self._profile
        if profile.office is None:
            return
        found, refused = self._tried
        pattern, scope = profile.get("pattern"), profile.get("scope")
        self._set(
            replace(
                self.state,
                pattern=pattern,
                unit=profile.get("unit"),
                scopes=tuple(Choice(one, words(f"pattern.scope_{one}"), one == scope) for one in Scope),
                presets=tuple(Choice(one, one, one == pattern) for one in PRESETS),
                tokens=tuple(Choice(one, words(f"pattern.token_{_plain(one)}")) for one in TOKENS),
                examples=tuple(Example(str(at), *one) for at, one in enumerate(found)),
                problem=self._say(refused) if refused else "",
                warning=words("pattern.other_count") if profile.is_changed("scope") else "",
            )
        )

    def _known(self, office: Office) -> None:
        self._profile.start(office)
        self._try()

    def _put(self, name: str, value: str) -> None:
        self._profile.put(name, value)
        self.redraw()
        self._try()

    def _try(self) -> None:
        values = {name: self._profile.get(name) for name in PARTS}

        def job() -> tuple[Sequence[tuple[str, str]], Refused | None]:
            try:
                return self._desk.try_numbers(values), None
            except Refused as error:
                return (), error

        self._run(job, self._was_tried, hold=False)

    def _was_tried(self, tried: tuple[Sequence[tuple[str, str]], Refused | None]) -> None:
        self._tried = tried
        self.redraw()

    def _say(self, refused: Refused) -> str:
        details = dict(refused.details)
        if "scope" in details:
            details["scope"] = self._words(f"pattern.per_{details['scope']}")
        if details.get("problem") == "unit":
            return self._words("pattern.unit_missing")
        return self._words(f"error.{refused.code}", **details)

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


def _plain(token: str) -> str:
    """The token's name as a key of words."""
    return token.replace(":", "_")


_TOKEN_WORDS: Final = (
    *("kode klasifikasi", "singkatan surat", "nomor 007", "nomor 7", "kode unit", "kode kelurahan"),
    *("kecamatan", "bulan XI", "bulan 11", "tahun 2026", "tahun 26"),
)
_STATE: Final = State(
    pattern=DEFAULT,
    unit="KEL-BL",
    scopes=(
        Choice("office", "seluruh kantor", chosen=True),
        Choice("code", "tiap kode klasifikasi"),
        Choice("service", "tiap layanan"),
    ),
    presets=tuple(Choice(one, one, one == DEFAULT) for one in PRESETS),
    tokens=tuple(Choice(code, label) for code, label in zip(TOKENS, _TOKEN_WORDS, strict=True)),
    examples=(
        Example("0", "Keterangan domisili", "400.12.2.1/043/KEL-BL/XI/2026"),
        Example("1", "Keterangan usaha", "500.2.2.4/043/KEL-BL/XI/2026"),
        Example("2", "Keterangan tidak mampu", "400.9.2/043/KEL-BL/XI/2026"),
    ),
)
EXAMPLES = {
    "fits": _STATE,
    "refused": replace(
        _STATE,
        pattern="{n}/{month_roman}/{year}",
        scopes=tuple(replace(one, chosen=one.code == "service") for one in _STATE.scopes),
        examples=(),
        problem=(
            "Dengan hitungan per layanan, pola nomor ini dapat memberi dua surat nomor yang sama."
            " Tambahkan {short} atau {code}."
        ),
        warning="Hitungan yang lain mulai dari nomornya sendiri. Periksa nomor terakhirnya di Nomor surat.",
    ),
}
