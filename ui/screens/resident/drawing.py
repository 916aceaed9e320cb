"""A question as it is drawn: words in a language, chips, echo of what was typed; it checks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain import nik, words
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Choice, Field, Kind
from ui.screens.base import say_error

if TYPE_CHECKING:
    from kiosk.domain.service import Service
    from ui.screens.base import Words
    from ui.screens.resident.asking import Ask, Here
    from ui.screens.resident.visit import Visit

OTHER, STAFF = "+other", "+staff"
"""Keys of the last two chips: "Lainnya (ketik)" and "Petugas yang menulis"."""

_KEYS: Final = {"number": "digits", "money": "digits", "date": "digits", "time": "digits", "rt_rw": "digits"}
_LONGEST: Final = {"paragraph": 600, "money": 12, "number": 9, "time": 4, "rt_rw": 6, "nik": 16, "kk": 16}
_TEXT_MAX: Final = 80
_YEAR_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Option:
    """One chip."""

    key: str
    title: str
    glyph: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a page; `control` is what is typed in (see `asking.Ask.input`), "" for chips alone."""

    key: str
    control: str
    title: str
    help: str = ""
    value: str = ""
    example: str = ""
    problem: str = ""
    good: str = ""
    keys_page: str = "letters"
    longest: int = _TEXT_MAX
    unit_word: str = ""
    capitals: bool = False
    options: tuple[Option, ...] = ()
    found: tuple[Option, ...] = ()
    shows_input: bool = True
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws questions in one language, for one office on one day."""

    words: Words
    language: str
    here: Here

    def section(self, ask: Ask, service: Service) -> str:
        """What this page is about, in two words."""
        head, _, rest = ask.section.partition(".")
        if head == SUBJECT:
            return self.words("form.section_home" if rest == "home" else "form.section_person")
        field = service.find_field(head)
        if field is not None and rest.isdigit():
            return self.words("form.section_row", label=field.label[self.language], row=int(rest))
        return field.label[self.language] if field else self.words("form.section_surat")

    def question(
        self, ask: Ask, visit: Visit, problem: Refused | None, found: tuple[str, ...], letters: str
    ) -> Question:
        """The question with what is known of it now; `found` are lines that `letters` brought up."""
        text, is_other, is_left = (
            visit.typed.get(ask.path, ""),
            ask.path in visit.others,
            ask.path in visit.left,
        )
        is_chip = any(chip.value == text for chip in ask.chips)
        is_group = ask.input in {"person", "place"}
        shows = bool(ask.input) and not is_group and not is_left and (not ask.chips or is_other)
        value = letters or ("" if is_chip and not is_other else self._shown(ask, text))
        return Question(
            key=ask.path,
            control="" if is_group else ask.input,
            title=self._title(ask),
            help=self._help(ask),
            value=value,
            problem=say_error(self.words, problem) if problem else "",
            good="" if problem or letters else self._good(ask, text, is_left=is_left),
            keys_page=self._keys(ask),
            longest=self._longest(ask),
            unit_word=self._unit(ask.field) if ask.input in {"number", "money"} else "",
            capitals=ask.path == f"{SUBJECT}.nama",
            options=self._options(ask, text, is_other=is_other, is_left=is_left),
            found=tuple(Option(line, line, "", line == value) for line in found),
            shows_input=shows,
            is_left=is_left,
        )

    def _title(self, ask: Ask) -> str:
        if ask.path == f"{SUBJECT}.born":
            return self.words("form.born")
        return self.words("form.rt_rw") if ask.input == "rt_rw" else ask.field.label[self.language]

    def _help(self, ask: Ask) -> str:
        if ask.path == f"{SUBJECT}.born":
            return self.words("form.born_help")
        if ask.input == "rt_rw":
            return self.words("form.rt_rw_help")
        if ask.path == f"{SUBJECT}.nama":
            return self.words("form.name_help")
        if ask.path.endswith(".alamat"):
            return self.words(
                "form.street_help", kelurahan=self.here.kelurahan, kecamatan=self.here.kecamatan
            )
        return ask.field.help.get(self.language, "")

    def _options(self, ask: Ask, text: str, *, is_other: bool, is_left: bool) -> tuple[Option, ...]:
        options = [
            Option(chip.value, self._chip(ask.field, chip), chip.icon, chip.value == text and not is_other)
            for chip in ask.chips
        ]
        if ask.chips and ask.input:
            code = {"search": "search", "person": "person", "place": "place"}.get(ask.input, "other")
            glyph = "magnifying-glass" if ask.input == "search" else "pencil-simple"
            options.append(Option(OTHER, self.words(f"form.{code}"), glyph, is_other))
        if ask.can_leave:
            options.append(Option(STAFF, self.words("form.staff"), "user", is_left))
        return tuple(options)

    def _chip(self, field: Field, chip: Choice) -> str:
        """Amounts and counted things are written out; words are the label's."""
        if field.kind is Kind.MONEY and chip.value.isdigit():
            return words.money_text(int(chip.value))
        if field.kind is Kind.NUMBER and chip.label[self.language] == chip.value:
            return f"{chip.value} {self._unit(field)}".strip()
        return chip.label[self.language]

    def _good(self, ask: Ask, text: str, *, is_left: bool) -> str:
        """The echo that lets a slip of the finger be seen."""
        if is_left:
            return self.words("form.left")
        if not text:
            return ""
        if ask.input == "date":
            try:
                return words.date_words(date.fromisoformat(text), self.language)
            except ValueError:
                return ""
        if ask.input == "money" and text.isdigit():
            return words.money_words(int(text)) if self.language == "id" else words.money_text(int(text))
        if ask.input == "rt_rw" and len(text) == _LONGEST["rt_rw"]:
            return f"RT {text[:3]}, RW {text[3:]}"
        return ""

    def _shown(self, ask: Ask, text: str) -> str:
        """A choice is stored by value and read by its label."""
        choice = ask.field.find_choice(text)
        return choice.label[self.language] if choice else text

    def _keys(self, ask: Ask) -> str:
        return "address" if ask.path.endswith(".alamat") else _KEYS.get(ask.input, "letters")

    def _longest(self, ask: Ask) -> int:
        if ask.field.unit == "masehi":
            return _YEAR_DIGITS
        if ask.input in {"text", "paragraph", "search"} and ask.field.max:
            return ask.field.max
        return _LONGEST.get(ask.input, _TEXT_MAX)

    def _unit(self, field: Field) -> str:
        if field.kind is Kind.MONEY:
            return self.words("form.rupiah")
        return "" if field.unit == "masehi" else field.unit


def sex_of(digits: str) -> str:
    """The sex a NIK says, "" when it is no NIK."""
    try:
        return nik.parse(digits).sex
    except Refused:
        return ""
