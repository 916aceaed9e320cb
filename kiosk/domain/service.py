"""What may be asked for: the types of one catalogue file; it reads no file and checks no answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "KEPERLUAN",
    "KEPERLUAN_FACT",
    "Choice",
    "Enclosure",
    "Fact",
    "Field",
    "FormPart",
    "FormRow",
    "Hand",
    "Kind",
    "Outcome",
    "Paper",
    "Section",
    "Service",
    "Status",
]

LANGUAGES = ("id", "en")
"""The languages every label carries; the first is the one that is printed."""

KEPERLUAN_MAX = 120
"""Longest purpose in characters: it has to stand in one sentence of the closing."""


class Kind(StrEnum):
    """The closed list of answer kinds; a new one is code in `answers`, never an expression in a file."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    NIK = "nik"
    KK = "kk"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"


class Status(StrEnum):
    """Whether a service is offered (`ready`) or only loaded, rendered and tested (`draft`)."""

    READY = "ready"
    DRAFT = "draft"


class Outcome(StrEnum):
    """What the asking ends in: a numbered surat, or a written reply."""

    SURAT = "surat"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to tap, of a closed list or a chip: the value stored, its words on screen and on paper."""

    value: str
    label: Mapping[str, str]
    printed: str = ""  # words on paper; the Indonesian label when empty
    icon: str = ""
    code: str = ""  # the register's own code (Dukcapil) where the list has one

    @property
    def words(self) -> str:
        """What stands on paper for this choice."""
        return self.printed or self.label[LANGUAGES[0]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper a resident brings; `scan` is "text" or "picture", the profile of the scanner."""

    code: str
    label: Mapping[str, str]
    icon: str
    scan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a service, or one part of a person, place or list row.

    `min` and `max` bound a number or an amount of rupiah, `max` the characters of a text, both the rows of a
    list. `when` holds only equalities, and all of them must hold. `on` names the paper the value stands on: a
    resident may leave such a field to the officer, as any field with `by = "staff"`.
    """

    name: str
    kind: Kind
    label: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    when: Mapping[str, str] = field(default_factory=dict)
    chips: tuple[Choice, ...] = ()
    min: int | None = None
    max: int | None = None
    unit: str = ""
    per: str = ""
    past: bool = False
    future: bool = False
    max_age_days: int | None = None
    choices: tuple[Choice, ...] = ()
    list: str = ""  # a code list of the reference data, or of the office ("polsek")
    parts: tuple[Field, ...] = ()
    on: str = ""
    by: str = ""

    @property
    def is_for_staff(self) -> bool:
        """Whether the question is asked at the desk only."""
        return self.by == "staff"

    @property
    def may_wait(self) -> bool:
        """Whether a resident may file without it: staff read it from a paper, or write it themselves."""
        return bool(self.on) or self.is_for_staff

    def find_choice(self, value: object) -> Choice | None:
        """The choice stored as `value`, if the field has it."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def find_part(self, name: str) -> Field | None:
        """The part called `name`, if the group has it."""
        return next((part for part in self.parts if part.name == name), None)


KEPERLUAN = MappingProxyType({"id": "Keperluan surat", "en": "What the surat is for"})
"""Label of the automatic field that every surat asks unless its file says `keperluan = []`."""

KEPERLUAN_FACT = MappingProxyType({"id": "Keperluan", "en": "Purpose"})
"""What the QR code calls it."""

KEPERLUAN_HELP = MappingProxyType(
    {
        "id": "Pilih yang paling cocok, atau tulis sendiri dengan singkat.",
        "en": "Choose what fits best, or write it briefly yourself.",
    }
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who puts ink on a paper: the first of `who` that is answered, under `caption` or a label."""

    who: tuple[str, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: the first of `names` that is answered, or a `label` with room to write by hand."""

    names: tuple[str, ...]
    label: str = ""
    boxes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """A part of a form under its heading; `each` names a list, whose every row is such a part."""

    title: str
    rows: tuple[FormRow, ...]
    each: str = ""
    when: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether it is left to whoever receives the form: no row names an answer."""
        return not any(row.names for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A form that goes with the surat on pages of its own; made only `when` all hold.

    `receiver` prescribes the form and has to accept a specimen; `boxes` = digits stand in boxes.
    """

    code: str
    title: str
    body: str = ""
    sign: tuple[Hand, ...] = ()
    when: Mapping[str, str] = field(default_factory=dict)
    receiver: str = ""
    boxes: bool = False
    parts: tuple[FormPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The words of the surat: `body` with its places, and whom a pengantar is addressed to.

    `sign` names who puts ink on the sheet beside the lurah, `parts` and `receiver` are those of a form.
    """

    body: str
    to: str = ""
    sign: tuple[Hand, ...] = ()
    receiver: str = ""
    parts: tuple[FormPart, ...] = ()
    attachments: tuple[Enclosure, ...] = ()

    @property
    def signing(self) -> frozenset[str]:
        """Every name that may put ink on the surat itself."""
        return frozenset(name for hand in self.sign for name in hand.who)


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer the QR code repeats (`name`, `<list>.total`, `<list>.count`) and what it is called there."""

    name: str
    label: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Service:
    """What may be asked for: one catalogue file, frozen. `(id, version)` names it for ever.

    `bring` holds alternatives: any one paper of an inner tuple will do. `sla` is `<n>m` working minutes,
    `<n>d` working days or `<n>h` clock hours. `keperluan` is a tuple of chips; None = not asked.
    """

    id: str
    version: int
    status: Status
    outcome: Outcome
    title: str
    label: Mapping[str, str]
    hint: Mapping[str, str]
    icon: str
    category: str
    sla: str
    ask: tuple[Field, ...]
    example: Mapping[str, Any]
    short: str = ""
    code: str = ""
    code_confirmed: bool = False
    layout: str = ""
    identity: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    kasi: str = ""
    signers: tuple[str, ...] = ()
    self_service: bool = False
    sla_first: str = ""
    valid_days: int = 0
    bring: tuple[tuple[str, ...], ...] = ()
    specific: tuple[str, ...] = ()
    keperluan: tuple[Choice, ...] | None = None
    surat: Section | None = None
    seal: str = ""  # "proposed" or "possible" (letters 1.3); the office decides
    wet_only: bool = False
    camat: bool = False
    steps: tuple[str, ...] = ()
    pengantar: str = ""
    pbb: str = ""
    paper: str = ""
    pattern: str = ""
    answered_by: str = ""
    anonymous: bool = False
    subject: Field = field(repr=False)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every question in the order asked: the file's own, then `keperluan` where it is asked."""
        if self.keperluan is None:
            return self.ask
        purpose = Field(
            name="keperluan",
            kind=Kind.TEXT,
            label=KEPERLUAN,
            help=KEPERLUAN_HELP,
            required=True,
            chips=self.keperluan,
            max=KEPERLUAN_MAX,
        )
        return (*self.ask, purpose)

    @property
    def is_ready(self) -> bool:
        """Whether it may be offered; a draft only loads, renders and is tested."""
        return self.status is Status.READY

    @property
    def papers(self) -> tuple[str, ...]:
        """Every paper code the service names, alternatives included, each once and in order."""
        return tuple(dict.fromkeys(paper for alternatives in self.bring for paper in alternatives))

    def find_field(self, name: str) -> Field | None:
        """The question called `name`, if the service asks it."""
        return next((one for one in self.fields if one.name == name), None)
