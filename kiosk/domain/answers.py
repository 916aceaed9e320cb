"""Whether answers are good enough for a service: each kind's rule, conditions, what is open; no words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import nik, words
from kiosk.domain.errors import Refused
from kiosk.domain.place import tidy_place
from kiosk.domain.printed import CALENDAR_YEAR
from kiosk.domain.service import Field, Kind, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT_MAX: Final = 80
PARAGRAPH_MAX: Final = 600
ROWS_MAX: Final = 20
"""Rows of a list whose file sets no limit; one A4 page holds them."""
LARGEST: Final = 10**12
"""Bound of any number and amount: a trillion, so that words and JSON always hold it."""
MEASURES: Final = frozenset({"m²", "cm", "gram"})
"""Units that may carry decimals; tahun, bulan and orang are counted whole."""

_DATES: Final = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})", re.ASCII),
)
_FIRST_YEAR, _LAST_YEAR = 1850, 2199
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_NUMBER: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:[.,](\d{1,2}))?", re.ASCII)
_MONEY: Final = re.compile(r"(?:[Rr]p\.? ?)?(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(?:00|-))?", re.ASCII)
_MARKS: Final = frozenset("€№™−₂₃")


def check_answer(field: Field, value: Any, *, today: date) -> Any:
    """The value as it is stored: tidied text, ISO date, `hh:mm`, whole number or decimal text, a dict.

    A group is checked part by part; parts that are absent stay open (`find_open`) instead of being refused.
    Refused with one stable code; the details name `field` (a path: `anak.nik`), `label` and `label_en`.
    """
    return _check(field, value, today, field.name)


def check_answers(
    service: Service, answers: Mapping[str, Any], *, today: date, open_: Sequence[str] = ()
) -> dict[str, Any]:
    """All answers of a permohonan as they are stored, in the order of the questions.

    Answers to a question whose condition does not hold are left out: they belong to a choice since changed.
    `open_` holds paths left to staff (`anak.nik`; a group's name covers its parts).
    Refused: `unknown_answer`, `answer_missing`, and whatever `check_answer` refuses.
    """
    names = {field.name for field in service.fields}
    for name in (*answers, *(path.partition(".")[0] for path in open_)):
        if name not in names:
            raise Refused("unknown_answer", field=str(name)[:TEXT_MAX])
    checked: dict[str, Any] = {}
    for field in service.fields:
        value = answers.get(field.name)
        if is_asked(field, checked) and not _is_empty(value):
            stored = check_answer(field, value, today=today)
            if not _is_empty(stored):
                checked[field.name] = stored
    for path in find_open(service, checked):
        if not _is_covered(path, open_):
            raise Refused("answer_missing", **_about(_field_at(service.fields, path), path))
    return checked


def is_asked(field: Field, answers: Mapping[str, Any]) -> bool:
    """Whether every condition of the question holds for the answers so far."""
    return all(str(answers.get(name, "")) == wanted for name, wanted in field.when.items())


def find_open(service: Service, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Paths of the required answers that are missing; no step may pass while there is one."""
    return find_open_in(service.fields, answers)


def find_open_in(fields: Sequence[Field], answers: Mapping[str, Any], prefix: str = "") -> tuple[str, ...]:
    """As `find_open`, for any group of fields: the parts of the subject, of a person, of a row."""
    return tuple(
        path
        for field in fields
        if is_asked(field, answers)
        for path in _open_paths(field, answers.get(field.name), f"{prefix}{field.name}")
    )


def _open_paths(field: Field, value: Any, path: str) -> Iterator[str]:
    if _is_empty(value):
        if field.required:
            yield path
        return
    if field.kind is Kind.LIST:
        if field.min is not None and len(value) < field.min:
            yield path
        for place, row in enumerate(value, 1):
            yield from find_open_in(field.parts, row, f"{path}.{place}.")
    elif field.parts:
        yield from find_open_in(field.parts, value, f"{path}.")


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | Mapping | Sequence) and not value)


def _is_covered(path: str, open_: Sequence[str]) -> bool:
    return any(path == name or path.startswith(f"{name}.") for name in open_)


def _field_at(fields: Sequence[Field], path: str) -> Field:
    """The field a path of `find_open` names; row numbers are steps without a field of their own."""
    found: Field | None = None
    for step in path.split("."):
        if not step.isdigit():
            found = next(one for one in fields if one.name == step)
            fields = found.parts
    assert found is not None  # noqa: S101  (a path has at least one name)
    return found


def _about(field: Field, path: str) -> dict[str, Any]:
    """What every refusal says of the question: its path, and its label in both languages."""
    label = field.label["id"]
    return {"field": path, "label": label, "label_en": field.label.get("en", label)}


def _check(field: Field, value: Any, today: date, path: str) -> Any:
    if field.kind is Kind.PERSON or field.kind is Kind.PLACE:
        return _check_group(field, value, today, path)
    if field.kind is Kind.LIST:
        return _check_rows(field, value, today, path)
    try:
        return _CHECKS[field.kind](field, value, today)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.details, **_about(field, path)}) from None


def _check_group(field: Field, value: Any, today: date, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused("answer_not_a_group", **_about(field, path))
    unknown = next((name for name in value if field.find_part(name) is None), None)
    if unknown is not None:
        raise Refused("unknown_part", part=str(unknown)[:TEXT_MAX], **_about(field, path))
    checked: dict[str, Any] = {}
    for part in field.parts:
        if is_asked(part, checked) and not _is_empty(value.get(part.name)):
            stored = _check(part, value[part.name], today, f"{path}.{part.name}")
            if not _is_empty(stored):
                checked[part.name] = stored
    if field.kind is Kind.PLACE:
        try:
            return tidy_place(checked)
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.details, **_about(field, path)}) from None
    return checked


def _check_rows(field: Field, value: Any, today: date, path: str) -> list[dict[str, Any]]:
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise Refused("answer_not_rows", **_about(field, path))
    most = ROWS_MAX if field.max is None else field.max
    if len(value) > most:
        raise Refused("too_many_rows", max=most, **_about(field, path))
    rows = (_check_group(field, row, today, f"{path}.{place}") for place, row in enumerate(value, 1))
    return [row for row in rows if row]


def _check_text(field: Field, value: Any, _today: date) -> str:
    return _bounded(words.tidy(_as_text(value)), field.max or TEXT_MAX)


def _check_paragraph(field: Field, value: Any, _today: date) -> str:
    return _bounded(words.tidy_paragraph(_as_text(value)), field.max or PARAGRAPH_MAX)


def _as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("answer_not_text")
    return value


def _bounded(text: str, most: int) -> str:
    """`text`, if the page has room and letters for it: the embedded fonts hold full Latin only."""
    if len(text) > most:
        raise Refused("text_too_long", max=most, length=len(text))
    odd = next((one for one in text if not has_glyph(one)), None)
    if odd is not None:
        raise Refused("text_characters", character=odd)
    return text


def check_printable(text: str, *, label: str) -> None:
    """Refuse a line no form would take either: Refused("text_too_long") or Refused("text_characters")."""
    try:
        _bounded(text, TEXT_MAX)
    except Refused as refusal:
        raise Refused(refusal.code, **refusal.details, field=label, label=label, label_en=label) from None


def has_glyph(one: str) -> bool:
    """Whether the embedded fonts draw this character."""
    point = ord(one)
    return point < 0x250 or 0x1E00 <= point < 0x1F00 or 0x2010 <= point < 0x205F or one in _MARKS


def _check_date(field: Field, value: Any, today: date) -> str:
    day = _as_date(value)
    if field.past and day > today:
        raise Refused("date_in_future", given=words.date_words(day), given_en=words.date_words(day, "en"))
    if field.future and day < today:
        raise Refused("date_in_past", given=words.date_words(day), given_en=words.date_words(day, "en"))
    if field.max_age_days is not None and day < today - timedelta(field.max_age_days):
        raise Refused("date_too_old", days=field.max_age_days)
    return day.isoformat()


def _as_date(value: Any) -> date:
    if isinstance(value, date):
        value = value.isoformat()[:10]
    text = words.tidy(_as_text(value))
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _DATES)), None)
    if match is None:
        raise Refused("bad_date")
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise Refused("bad_date") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Refused("bad_date")
    return day


def _check_time(_field: Field, value: Any, _today: date) -> str:
    match = _TIME.fullmatch(words.tidy(_as_text(value)))
    if match is None:
        raise Refused("bad_time")
    return f"{int(match[1]):02}:{match[2]}"


def _check_number(field: Field, value: Any, today: date) -> int | str:
    number = _as_number(value)
    whole = number == number.to_integral_value()
    if not whole and field.unit not in MEASURES:
        raise Refused("number_not_whole")
    least = 0 if field.min is None else field.min
    most = LARGEST if field.max is None else field.max
    if field.unit == CALENDAR_YEAR and field.past:
        most = min(most, today.year)
    _check_bounds(number, (least, most), str if field.unit == CALENDAR_YEAR else words.number_text)
    return int(number) if whole else format(number.normalize(), "f")


def _check_money(field: Field, value: Any, _today: date) -> int:
    if isinstance(value, str):
        match = _MONEY.fullmatch(words.tidy(value))
        value = int(match[1].replace(".", "")) if match else None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused("bad_amount")
    least = 0 if field.min is None else field.min
    _check_bounds(value, (least, LARGEST if field.max is None else field.max), words.money_text)
    return value


def _as_number(value: Any) -> Decimal:
    """A number, or text with Indonesian separators.

    At most two decimals, so that a point before three digits can only be a thousands separator.
    """
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return Decimal(value)
    match = _NUMBER.fullmatch(words.tidy(value)) if isinstance(value, str) else None
    if match is None:
        raise Refused("bad_number")
    return Decimal(f"{match[1].replace('.', '')}.{match[2] or 0}")


def _check_bounds(number: Decimal | int, bounds: tuple[int, int], show: Callable[[int], str]) -> None:
    least, most = bounds
    if number < least:
        raise Refused("number_too_small", min=show(least))
    if number > most:
        raise Refused("number_too_large", max=show(most))


def _check_choice(field: Field, value: Any, today: date) -> str:
    """One of the field's choices, by value or Dukcapil code; a list the office keeps takes any line."""
    if not field.choices and field.list:
        return _check_text(field, value, today)
    wanted = words.tidy(_as_text(value)).casefold()
    found = next((one for one in field.choices if wanted in {one.value.casefold(), one.code or None}), None)
    if found is None:
        raise Refused("bad_choice")
    return found.value


def _check_nik(_field: Field, value: Any, _today: date) -> str:
    return nik.parse(_as_text(value)).digits


def _check_kk(_field: Field, value: Any, _today: date) -> str:
    return nik.parse_kk(_as_text(value))


_CHECKS: Final[Mapping[Kind, Callable[[Field, Any, date], Any]]] = {
    Kind.TEXT: _check_text,
    Kind.PARAGRAPH: _check_paragraph,
    Kind.DATE: _check_date,
    Kind.TIME: _check_time,
    Kind.NUMBER: _check_number,
    Kind.MONEY: _check_money,
    Kind.CHOICE: _check_choice,
    Kind.NIK: _check_nik,
    Kind.KK: _check_kk,
}
