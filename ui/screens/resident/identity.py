"""Who the surat is for: NIK, last digits of the KK, self or other; what a match means, the use case says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.domain import nik as niks
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from ui.screens.base import Screen
from ui.screens.resident import asking
from ui.screens.resident.collect import typed_of
from ui.screens.resident.menu import tint_of
from ui.screens.resident.visit import HIMSELF

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.visit import Known

KK_LAST: Final = 6
"""How many digits of the KK number are compared (letters.md 5.1): a key for prefilling and nothing else."""

_DATE_END: Final = 12
_RELATIONS: Final = {
    "suami": "gender-male",
    "istri": "gender-female",
    "anak": "student",
    "orang tua": "users",
    "kuasa": "handshake",
    "pengurus RT": "house-line",
}


class Challenge(Protocol):
    """Who is listed under a NIK, if the six digits are those of that KK; None for any miss, all alike."""

    def __call__(self, nik: str, kk6: str) -> Known | None: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """What the visitor is to the person the surat is about."""

    key: str
    title: str
    glyph: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class State:
    """`phase` is "ask", "found", "missed" or "no_nik"; `target` the field to go to whenever `nudge` grows."""

    title: str = ""
    glyph: str = ""
    tint: str = "teal"
    said_step: str = ""
    phase: str = "ask"
    for_self: bool = True
    relations: tuple[Relation, ...] = ()
    relation_problem: str = ""
    nik: str = ""
    nik_label: str = ""
    nik_problem: str = ""
    nik_good: str = ""
    kk6: str = ""
    kk_problem: str = ""
    has_reader: bool = False
    may_be_anonymous: bool = False
    name: str = ""
    target: str = "nik"
    nudge: int = 0


class Identity(Screen[State]):
    """Asks NIK and KK digits once; found, missed and unknown all go on."""

    def __init__(self, lobby: Lobby, *, challenge: Challenge, has_reader: bool = False) -> None:
        super().__init__(State(has_reader=has_reader), lobby.run)
        self._lobby = lobby
        self._visiting = lobby.visiting
        self._words = lobby.words
        self._challenge = challenge
        self._relation = ""
        self._code = ""
        self.redraw()

    def opened(self) -> None:
        """Also on the way back: the digits stay, the result of the question does not."""
        visit = self._visiting.now
        for_self = visit.relation == HIMSELF
        self._relation = "" if for_self else visit.relation
        self._set(replace(self.state, phase="ask", nik=visit.nik, kk6=visit.kk6, for_self=for_self))
        self.redraw()

    def closed(self) -> None:
        """Nothing typed stays in the page."""
        self._set(replace(self.state, nik="", kk6="", name="", phase="ask", nik_problem="", nik_good=""))

    def for_himself(self) -> None:
        """Untuk saya sendiri."""
        self._relation = ""
        self._set(replace(self.state, for_self=True, relation_problem=""))
        self._aim("nik" if len(self.state.nik) < niks.LENGTH else "kk")
        self.redraw()

    def for_other(self) -> None:
        """Untuk orang lain: what the visitor is to that person comes next."""
        self._set(replace(self.state, for_self=False))
        self._aim("relation")
        self.redraw()

    def choose_relation(self, key: str) -> None:
        """Suami, anak, kuasa and so on."""
        self._relation = key
        self._set(replace(self.state, relation_problem=""))
        self._aim("nik" if len(self.state.nik) < niks.LENGTH else "kk")
        self.redraw()

    def type_nik(self, digits: str) -> None:
        """Each pause in typing: a wrong date is said at its twelfth digit, not at the end."""
        self._code = _early(digits)
        self._keep(nik=digits)

    def nik_filled(self, digits: str) -> None:
        """All sixteen are there: on to the KK if they can be a NIK."""
        self._code = _late(digits)
        self._keep(nik=digits)
        if not self._code:
            self._aim("kk")

    def nik_left(self, digits: str) -> None:
        """The field was left."""
        self._code = _late(digits) if digits else ""
        self._keep(nik=digits)

    def type_kk(self, digits: str) -> None:
        """The last six digits of the KK number."""
        self._set(replace(self.state, kk_problem=""))
        self._keep(kk6=digits)

    def no_card_here(self) -> None:
        """KK tidak saya bawa: goes on exactly as a miss does."""
        if self._is_nik_good():
            self._missed()

    def no_nik(self) -> None:
        """Belum punya NIK: an officer files it at the desk."""
        self._set(replace(self.state, phase="no_nik"))

    def anonymous(self) -> None:
        """Tanpa nama, where the service allows it: nothing of a person is asked or kept."""
        visit = self._visiting.now
        typed = {path: text for path, text in visit.typed.items() if not path.startswith(SUBJECT)}
        draft = visit.draft or self._lobby.new_id()
        self._visiting.change(nik="", kk6="", relation=HIMSELF, is_known=False, typed=typed, draft=draft)
        self._onward()

    def again(self) -> None:
        """Periksa angkanya lagi."""
        self._set(replace(self.state, phase="ask"))
        self._aim("nik")

    def next(self) -> None:
        """Lanjut: what is missing, or the question to the list, or - after its answer - the form."""
        if self.state.phase == "no_nik":
            self._lobby.go("queue_ticket")
        elif self.state.phase != "ask":
            self._onward()
        elif self._is_complete():
            given = (self.state.nik, self.state.kk6)
            self._run(lambda: self._challenge(*given), self._answered)

    def failed(self, error: KioskError) -> None:
        """The list cannot be asked: the same as a miss, filing stays open."""
        del error
        self._missed()

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        words, service = self._words, self._visiting.now.service
        label = service.label[self._lobby.language()] if service else ""
        self._set(
            replace(
                self.state,
                title=label,
                glyph=service.icon if service else "",
                tint=tint_of(service) if service else "teal",
                may_be_anonymous=bool(service and service.anonymous),
                said_step=words("form.step", step=1, name=words("form.step_1")),
                relations=tuple(
                    Relation(
                        key,
                        words(f"identity.relation_{key.replace(' ', '_').lower()}"),
                        glyph,
                        key == self._relation,
                    )
                    for key, glyph in _RELATIONS.items()
                ),
                nik_label=words("identity.nik" if self.state.for_self else "identity.nik_other"),
            )
        )
        self._say()

    def _onward(self) -> None:
        page, told = asking.onward(self._visiting.now, self._lobby.here())
        self._lobby.go(page, **told)

    def _keep(self, **changes: Any) -> None:
        self._set(replace(self.state, **changes))
        self._say()

    def _say(self) -> None:
        """What is to be said of the NIK so far."""
        digits, problem, good = self.state.nik, "", ""
        if self._code:
            problem = self._words(f"error.{self._code}", length=len(digits))
        elif len(digits) == niks.LENGTH:
            example = niks.parse(digits).is_example
            good = self._words("identity.nik_example" if example else "identity.nik_good")
        self._set(replace(self.state, nik_problem=problem, nik_good=good))

    def _is_nik_good(self) -> bool:
        if not self.state.for_self and not self._relation:
            self._set(replace(self.state, relation_problem=self._words("identity.relation_missing")))
            self._aim("relation")
            return False
        self._code = _late(self.state.nik)
        self._say()
        if self._code:
            self._aim("nik")
        return not self._code

    def _is_complete(self) -> bool:
        if not self._is_nik_good():
            return False
        if len(self.state.kk6) != KK_LAST:
            said = self._words("identity.kk_missing", length=len(self.state.kk6))
            self._set(replace(self.state, kk_problem=said))
            self._aim("kk")
            return False
        return True

    def _aim(self, target: str) -> None:
        self._set(replace(self.state, target=target, nudge=self.state.nudge + 1))

    def _answered(self, known: Known | None) -> None:
        if known is None:
            self._missed()
            return
        service = self._visiting.now.get_service()
        if known.draft.get("service") == service.id:
            self._start()
            self._visiting.now = self._visiting.now.with_draft(known.draft)
            self._onward()
            return
        if not known.person:
            self._missed()  # a draft of another service is no match
            return
        typed = self._start(**typed_of(known.person))
        self._visiting.change(is_known=True, household=known.household, typed=typed)
        name = masked_name(str(known.person.get("nama", "")))
        self._set(replace(self.state, phase="found", name=name))

    def _missed(self) -> None:
        typed = self._start()
        self._visiting.change(is_known=False, household=(), typed=typed)
        self._set(replace(self.state, phase="missed"))

    def _start(self, **prefilled: str) -> dict[str, str]:
        """Writes the numbers into the visit; another person's answers do not stay, the same one's do."""
        before = self._visiting.now
        same = before.nik == self.state.nik
        kept = {path: text for path, text in before.typed.items() if same or not path.startswith(SUBJECT)}
        relation = HIMSELF if self.state.for_self else self._relation
        draft = before.draft or self._lobby.new_id()
        self._visiting.change(
            nik=self.state.nik, kk6=self.state.kk6, relation=relation, is_editing=False, draft=draft
        )
        return {**kept, f"{SUBJECT}.kewarganegaraan": "WNI", **prefilled}


def masked_name(name: str) -> str:
    """Enough for the person to know it is them, too little for whoever looks on: "SI•• AM••••"."""
    return " ".join(word[:2] + "•" * (len(word) - 2) for word in name.split())


def _early(digits: str) -> str:
    """What is wrong already, before all digits are there."""
    if len(digits) == niks.LENGTH:
        return _late(digits)
    return _late(f"{digits[:_DATE_END]}0001") if len(digits) >= _DATE_END else ""


def _late(digits: str) -> str:
    try:
        niks.parse(digits)
    except Refused as refusal:
        return refusal.code
    return ""


_ASKED = State(
    title="Keterangan domisili",
    glyph="house-line",
    tint="teal",
    said_step="Langkah 1 dari 4: NIK dan KK",
    nik_label="NIK, 16 angka pada KTP",
    relations=(
        Relation("suami", "Suaminya", "gender-male", chosen=False),
        Relation("istri", "Istrinya", "gender-female", chosen=False),
        Relation("anak", "Anaknya", "student", chosen=True),
        Relation("orang tua", "Orang tuanya", "users", chosen=False),
        Relation("kuasa", "Pemegang surat kuasa", "handshake", chosen=False),
        Relation("pengurus RT", "Pengurus RT", "house-line", chosen=False),
    ),
)
EXAMPLES = {
    "empty": _ASKED,
    "kk": replace(
        _ASKED, nik="1671994507890003", nik_good="NIK CONTOH. Hanya untuk latihan.", kk6="120", target="kk"
    ),
    "other": replace(
        _ASKED, for_self=False, target="relation", nik_label="NIK orang yang namanya akan tertulis di surat"
    ),
    "errors": replace(
        _ASKED,
        nik="167199990789",
        nik_problem="Angka ke-7 sampai ke-12 NIK memuat tanggal lahir, tetapi tanggal itu tidak ada. "
        "Cocokkan dengan KTP atau KK.",
        kk_problem="Isi 6 angka terakhir nomor KK, ini baru 3.",
        kk6="120",
        has_reader=True,
    ),
    "found": replace(
        _ASKED,
        phase="found",
        nik="1671994507890003",
        kk6="120034",
        name="SI•• AM•••• BI••• SY••••••••• (C••••••",
    ),
    "missed": replace(_ASKED, phase="missed", nik="1671994507890003", kk6="120034"),
    "no_nik": replace(_ASKED, phase="no_nik"),
    "anonymous": replace(_ASKED, title="Pengaduan masyarakat", glyph="megaphone", may_be_anonymous=True),
}
