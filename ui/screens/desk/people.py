"""Who works here: posts, roles, how and until when each signs; their PINs are set on the page of settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.office import LURAH, OPERATOR, REGISTER, SEKLUR, SIGNER, Form, Staff
from kiosk.domain.words import date_words
from ui.screens.base import Screen, say_error
from ui.screens.desk.reasons import Choice
from ui.screens.desk.record import DAYS, Line, Record

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from ui.screens.desk.frontdesk import FrontDesk

ROLES: Final = (OPERATOR, "kasi:pem", "kasi:kes", "kasi:trb", SEKLUR, LURAH, SIGNER, REGISTER)
OF_SIGNERS: Final = ("rank", "nip", "decree", *DAYS)
"""What stands on paper, and until when: it matters only of who signs."""
_ID_MAX: Final = 24


class PeopleDesk(Protocol):
    """What the page asks of the office."""

    def office_people(self) -> Sequence[Staff]:
        """Everybody of the staff document, also who has left."""

    def change_people(self, people: Sequence[Staff]) -> None:
        """Everybody from now on; on the register desk, by an officer with the right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person: what they do here, and whether they sign today."""

    key: str
    name: str
    post: str
    said: str
    signs: bool
    gone: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class State:
    """The page of people; `title` is whose record is in hand, "" while none is."""

    rows: tuple[Row, ...] = ()
    title: str = ""
    lines: tuple[Line, ...] = ()
    roles: tuple[Choice, ...] = ()
    forms: tuple[Choice, ...] = ()
    gone: bool = False
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class People(Screen[State]):
    """Changes one record at a time; the last save can be taken back."""

    def __init__(self, front: FrontDesk, desk: PeopleDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._people: tuple[Staff, ...] = ()
        self._before: tuple[Staff, ...] = ()
        self._hand: Staff | None = None
        self._record = Record(front, "people", ("name", "post", *OF_SIGNERS), digits=("nip",))

    def opened(self) -> None:
        """As the office is staffed now."""
        self._run(self._desk.office_people, self._known)

    def take(self, key: str) -> None:
        """One person's record."""
        self._hold(next(one for one in self._people if one.id == key))

    def add(self) -> None:
        """Orang baru: an empty record."""
        self._hold(Staff("", "", "", ()))

    def type(self, key: str, typed: str) -> None:
        """One line of the record."""
        self._record.type(key, typed)
        self.redraw()

    def role(self, code: str) -> None:
        """One duty more, or less."""
        if self._hand is not None:
            held = self._hand.roles
            roles = tuple(one for one in ROLES if (one in held) is not (one == code))
            self._hand = replace(self._hand, roles=roles)
            self.redraw()

    def form(self, code: str) -> None:
        """On whose authority this person signs."""
        if self._hand is not None:
            self._hand = replace(self._hand, form=Form(int(code)))
            self.redraw()

    def leave(self) -> None:
        """No longer works here, or does again; what was signed stays."""
        if self._hand is not None:
            self._hand = replace(self._hand, ended=not self._hand.ended)
            self.redraw()

    def next(self) -> None:
        """Simpan: this record."""
        if self._hand is None:
            return
        person = self._read(self._hand)
        if person is None:
            self.redraw()
            self._tell("hours.mend_first", "first")
            return
        people = tuple({**{one.id: one for one in self._people}, person.id: person}.values())
        if people == self._people:
            self._tell("case.nothing_changed", "first")
        else:
            self._run(lambda: self._change(people), lambda found: self._saved(found, person))

    def undo(self) -> None:
        """Urungkan: everybody as before the last save."""
        people = self._before
        if people:
            self._run(lambda: self._change(people), self._undone)

    def cancel(self) -> None:
        """No record in hand; what was typed is gone."""
        self._hand = None
        self._set(replace(self.state, news="", news_action=""))
        self.redraw()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        problem = str(error.details.get("problem", ""))
        is_duty = problem in {OPERATOR, SIGNER, REGISTER}
        said = self._words(f"people.no_{problem}") if is_duty else say_error(self._words, error)
        self._set(replace(self.state, news=said, news_tone="error", news_action=""))

    def redraw(self) -> None:
        """Everything in words."""
        words, hand = self._words, self._hand
        shown = replace(self.state, rows=tuple(map(self._row, self._people)))
        if hand is None:
            self._set(replace(shown, title="", lines=(), roles=(), forms=(), gone=False))
            return
        signs = SIGNER in hand.roles
        forms = [(str(int(one)), hand.form is one) for one in Form] if signs else []
        self._set(
            replace(
                shown,
                title=self._record.get("name") or words("people.new"),
                lines=self._record.lines(without=() if signs else OF_SIGNERS),
                roles=tuple(
                    Choice(one, words(f"people.role_{_key(one)}"), one in hand.roles) for one in ROLES
                ),
                forms=tuple(Choice(code, words(f"mode.form_{code}"), held) for code, held in forms),
                gone=hand.ended,
            )
        )

    # --- behind the buttons -------------------------------------------------------------------------------

    def _known(self, people: Sequence[Staff]) -> None:
        self._people = tuple(people)
        self.redraw()

    def _hold(self, one: Staff) -> None:
        self._hand = one
        self._record.hold(one)
        self._set(replace(self.state, news="", news_action=""))
        self.redraw()

    def _read(self, hand: Staff) -> Staff | None:
        """The record as typed; None where a line makes no sense, which is said beside it."""
        values = self._record.read("name", "post")
        if not hand.roles:
            self._record.say("post", self._words("people.role_missing"))
        if self._record.is_wrong:
            return None
        return replace(hand, id=hand.id or self._new_id(values["name"]), **values)

    def _new_id(self, name: str) -> str:
        """A name of the ledger for somebody new; it never changes and never comes twice."""
        base = re.sub(r"[^a-z0-9]+", "-", name.casefold())[:_ID_MAX].strip("-") or "staf"
        taken = {one.id for one in self._people}
        names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        return next(one for one in names if one not in taken)

    def _change(self, people: tuple[Staff, ...]) -> Sequence[Staff]:
        self._desk.change_people(people)
        return self._desk.office_people()

    def _row(self, one: Staff) -> Row:
        words = self._words
        said = [words(f"people.role_{_key(role)}") for role in one.roles]
        said += [words(f"mode.form_{int(one.form)}")] if SIGNER in one.roles else []
        if one.until:
            day = date_words(date.fromisoformat(one.until), self._front.language())
            said.append(words("people.until_said", day=day))
        return Row(
            key=one.id,
            name=one.name,
            post=one.post,
            said=", ".join(said),
            signs=one.is_signer_on(self._front.today().isoformat()),
            gone=one.ended,
            chosen=self._hand is not None and self._hand.id == one.id,
        )

    def _saved(self, people: Sequence[Staff], person: Staff) -> None:
        is_new = all(one.id != person.id for one in self._people)
        self._before, self._hand = self._people, None
        self._known(people)
        code = "people.added" if is_new else "people.saved"
        self._tell(code, "done", action=self._words("settings.undo"), name=person.name)

    def _undone(self, people: Sequence[Staff]) -> None:
        self._before, self._hand = (), None
        self._known(people)
        self._tell("settings.undone", "done")

    def _tell(self, code: str, tone: str, *, action: str = "", **details: object) -> None:
        said = self._words(code, **details)
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


def _key(role: str) -> str:
    """The role as a key of words."""
    return role.replace(":", "_")


def _sample(key: str, name: str, post: str, said: str, *, signs: bool = False) -> Row:
    return Row(key, name, post, said, signs, gone=key == "d", chosen=key == "s")


_ROWS: Final = (
    _sample("l", "Ahmad Fauzi, S.H. (CONTOH)", "Lurah", "lurah, menandatangani, Lurah", signs=True),
    _sample(
        "s",
        "Sri Wahyuni, S.E. (CONTOH)",
        "Sekretaris",
        "sekretaris, menandatangani, Sekretaris atas nama Lurah, sampai 31 Desember 2026",
        signs=True,
    ),
    _sample("k", "Kurnia (CONTOH)", "Kepala Seksi Pemerintahan", "Kasi Pemerintahan"),
    _sample("r", "Rina Marlina (CONTOH)", "Operator", "petugas, pemegang register"),
    _sample("d", "Dedi (CONTOH)", "Operator", "petugas"),
)
_LINES: Final = (
    ("name", "Nama dengan gelar", "Sri Wahyuni, S.E. (CONTOH)"),
    ("post", "Jabatan", "Sekretaris"),
    ("rank", "Pangkat (golongan)", "Penata (III/c)"),
    ("nip", "NIP", "197502021998032002"),
    ("decree", "Nomor SK", ""),
    ("since", "Menandatangani sejak", "01-07-2026"),
    ("until", "Sampai", "31-12-2026"),
)
_DUTIES: Final = (
    *("petugas", "Kasi Pemerintahan", "Kasi Kesejahteraan", "Kasi Ketertiban", "sekretaris"),
    *("lurah", "menandatangani", "pemegang register"),
)
_FORMS: Final = ("Lurah", "Plt. Lurah", "Plh. Lurah", "Sekretaris atas nama Lurah", "Kepala seksi u.b.")
_RECORD: Final = State(
    rows=_ROWS,
    title="Sri Wahyuni, S.E. (CONTOH)",
    lines=tuple(Line(key, label, value, "", "", "letters") for key, label, value in _LINES),
    roles=tuple(
        Choice(code, word, code in {SEKLUR, SIGNER}) for code, word in zip(ROLES, _DUTIES, strict=True)
    ),
    forms=tuple(Choice(str(at), label, at == Form.AN) for at, label in enumerate(_FORMS)),
)
EXAMPLES = {
    "everybody": State(
        rows=tuple(replace(one, chosen=False) for one in _ROWS),
        news="Data Sri Wahyuni, S.E. (CONTOH) disimpan.",
        news_tone="done",
        news_action="Urungkan",
    ),
    "record": _RECORD,
}
