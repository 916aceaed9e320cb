"""The `[[ask]]` tables of a service file to fields with their choices; it reads no other table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.errors import Refused
from kiosk.domain.printed import CALENDAR_YEAR
from kiosk.domain.resident import PLACE_PARTS, PRESETS, place_parts
from kiosk.domain.service import Choice, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kiosk.reference import Reference
    from kiosk.tables import Table

OFFICE_LISTS: Final = frozenset({"jalan", "sekolah", "polsek", "kua", "opd", "staf"})
"""Lists an office keeps itself: the field takes any line and the screen suggests from the list."""

UNITS: Final = ("m²", "cm", "gram", "orang", "bulan", "tahun", CALENDAR_YEAR)

_COMMON: Final = ("name", "kind", "label", "help", "required", "when", "on", "by")
_OWN: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.TEXT: ("max", "chips", "list"),
    Kind.PARAGRAPH: ("max", "chips"),
    Kind.DATE: ("past", "future", "max_age_days"),
    Kind.TIME: (),
    Kind.NUMBER: ("min", "max", "unit", "chips", "past"),
    Kind.MONEY: ("min", "max", "per", "chips"),
    Kind.CHOICE: ("choices", "list"),
    Kind.NIK: (),
    Kind.KK: (),
    Kind.PERSON: ("parts",),
    Kind.PLACE: ("parts",),
    Kind.LIST: ("parts", "min", "max"),
}
_KINDS: Final = tuple(Kind)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")
_RESERVED: Final = frozenset(
    {"pemohon", "keperluan", "pengantar", "kelurahan", "kecamatan", "kota", "berlaku_sampai"}
)


def read_fields(table: Table, key: str, lists: Reference) -> Iterator[Field]:
    """The questions of `[[key]]` in the order of the file; each `when` may only look back."""
    before: dict[str, Field] = {}
    for one in table.get_tables(key):
        field = _field(one, lists, before)
        before[field.name] = field
        yield field


def read_chips(table: Table, key: str) -> tuple[Choice, ...]:
    """Suggestions: each a word, a number or `{ value, en, icon }`."""
    return tuple(_choice(table, key, given) for given in _given_list(table, key))


def check_icons(table: Table, key: str, choices: Iterable[Choice], lists: Reference) -> None:
    """Refuse a choice of `key` whose icon the program has not."""
    for one in choices:
        lists.check_icon(table, key, one.icon)


def _field(table: Table, lists: Reference, before: Mapping[str, Field]) -> Field:
    kind = Kind(table.get_one_of("kind", _KINDS))
    table.close((*_COMMON, *_OWN[kind]))
    name = table.get_text("name")
    if name in before or (name in _RESERVED and not table.path[1:]):
        table.refuse("service_name_taken", "name", name=name)
    if not _NAME.fullmatch(name):
        table.refuse("toml_shape", "name", like='"nama_usaha"')
    chips, choices = read_chips(table, "chips"), _choices(table, kind, lists)
    check_icons(table, "chips", chips, lists)
    if "choices" in table.values:
        check_icons(table, "choices", choices, lists)
    return Field(
        name=name,
        kind=kind,
        label=table.get_label("label"),
        help=table.find_label("help"),
        required=table.get_flag("required"),
        when=_when(table, before),
        chips=chips,
        min=_bound(table, "min"),
        max=_bound(table, "max"),
        unit=table.get_one_of("unit", UNITS, ""),
        per=table.get_one_of("per", ("bulan",), ""),
        past=table.get_flag("past"),
        future=table.get_flag("future"),
        max_age_days=_bound(table, "max_age_days"),
        choices=choices,
        list=table.get_text("list", ""),
        parts=_parts(table, kind, lists),
        on=table.get_one_of("on", tuple(lists.papers), ""),
        by=table.get_one_of("by", ("staff",), ""),
    )


def _bound(table: Table, key: str) -> int | None:
    return table.get_number(key) if key in table.values else None


def _when(table: Table, before: Mapping[str, Field]) -> Mapping[str, str]:
    """Equalities with earlier choices: each must be asked before, and have that answer."""
    if "when" not in table.values:
        return {}
    conditions = dict(table.get_table("when").values)
    for name, value in conditions.items():
        field = before.get(name)
        if field is None or field.find_choice(value) is None:
            table.refuse("service_condition", "when", name=str(name), value=str(value)[:80])
    return conditions


def _choices(table: Table, kind: Kind, lists: Reference) -> tuple[Choice, ...]:
    """The choices of the file, or those of a code list; none for a list the office keeps."""
    own = tuple(_choice(table, "choices", given) for given in _given_list(table, "choices"))
    name = table.get_text("list", "")
    if len({choice.value for choice in own}) != len(own):
        table.refuse("service_choice_twice", "choices")
    if not name:
        if kind is Kind.CHOICE and len(own) < 2:
            table.refuse("toml_missing", "choices")
        return own
    if own or (name not in lists.lists and name not in OFFICE_LISTS):
        table.refuse("toml_value", "list", allowed=", ".join(sorted({*lists.lists, *OFFICE_LISTS})))
    return lists.lists.get(name, ()) if kind is Kind.CHOICE else ()


def _given_list(table: Table, key: str) -> Sequence[Any]:
    given = table.values.get(key, [])
    if not isinstance(given, list):
        table.refuse("toml_type", key, wanted="list")
    return given


def _choice(table: Table, key: str, given: Any) -> Choice:
    """A word to tap: `"tidak"`, or `{ value = "dinas", en = "official", printed = "rumah dinas" }`."""
    if isinstance(given, str | int) and not isinstance(given, bool):
        given = {"value": str(given)}
    keys = {"value", "id", "en", "printed", "icon"}
    if not isinstance(given, dict) or not keys.issuperset(given) or "value" not in given:
        table.refuse("toml_choice", key, keys=", ".join(sorted(keys)))
    words = {name: str(text) for name, text in given.items()}
    value = words["value"]
    if any(not isinstance(text, str | int) for text in given.values()):
        table.refuse("toml_type", key, wanted="text")
    if not 0 < len(value) <= 120:
        table.refuse("toml_too_long", key, max=120)
    label = words.get("id") or value[0].upper() + value[1:]
    return Choice(
        value=value,
        label={"id": label, "en": words.get("en", label)},
        printed=words.get("printed", value),
        icon=words.get("icon", ""),
    )


def _parts(table: Table, kind: Kind, lists: Reference) -> tuple[Field, ...]:
    """Parts of a group: a preset or names for a person, names for a place, tables of their own for a list.

    A list of persons names a preset instead, such as `parts = "wit"` for witnesses.
    """
    if kind is Kind.LIST and not isinstance(table.values.get("parts"), str):
        parts = tuple(read_fields(table, "parts", lists))
        if not parts or any(part.kind is Kind.LIST for part in parts):
            table.refuse("toml_missing", "parts")
        return parts
    if kind not in {Kind.PERSON, Kind.PLACE, Kind.LIST}:
        return ()
    try:
        if kind is Kind.PLACE:
            return place_parts(table.get_names("parts") or PLACE_PARTS)
        return lists.person_parts(_person_names(table))
    except Refused as refusal:
        if refusal.code != "unknown_part":
            raise
        table.refuse("toml_value", "parts", allowed=", ".join((*PRESETS, *PLACE_PARTS)))


def _person_names(table: Table) -> tuple[str, ...]:
    if isinstance(table.values.get("parts"), str):
        return PRESETS[table.get_one_of("parts", tuple(PRESETS))]
    names = table.get_names("parts")
    if not names:
        table.refuse("toml_missing", "parts")
    return names
