"""One service file to a Service, read with a closed list of keys and then tried; it reads no folder.

The example must answer what is asked, the body may name only what is asked, given or computed. What passes
can be filed and signed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kiosk import questions, suratfile
from kiosk.domain import worktime
from kiosk.domain.answers import check_answers, has_glyph
from kiosk.domain.errors import Refused
from kiosk.domain.service import Kind, Outcome, Service, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.reference import Reference
    from kiosk.tables import Table

__all__ = ["CATEGORIES", "EXAMPLE_DAY", "TYPED_MAX", "is_id", "plain_body", "read", "typing_count"]

EXAMPLE_DAY: Final = date(2026, 11, 24)
"""The day on which examples are tried, so that a file is right or wrong on every day alike."""

TYPED_MAX: Final = 18
"""Characters a resident types beyond saying who they are: of 40 in all, 22 are NIK and KK digits."""

CATEGORIES: Final = (
    *("kependudukan", "usaha", "sosial", "perkawinan", "catatan sipil"),
    *("keamanan", "waris dan tanah", "umum", "layanan"),
)
_LAYOUTS: Final = ("keterangan", "pengantar", "pernyataan", "formulir")
_KASI: Final = ("pem", "kes", "trb")
_SIGNERS: Final = ("lurah", "seklur", "kasi")
_SPECIFIC: Final = ("children", "finance", "health", "crime")
_STEPS: Final = ("operator", "kasi", "seklur", "signer")
_ANSWERERS: Final = ("operator", "kasi", "seklur", "lurah")
_COMMON: Final = (
    *("id", "version", "status", "outcome", "title", "label", "hint", "icon", "category"),
    *("self_service", "sla", "sla_first", "bring", "specific", "keperluan", "steps", "pengantar", "pbb"),
    *("ask", "example"),
)
_SURAT: Final = (
    *("short", "code", "code_confirmed", "layout", "identity", "facts", "kasi", "signers"),
    *("valid_days", "seal", "wet_only", "camat", "paper", "pattern", "surat"),
)
_REPLY: Final = ("answered_by", "anonymous", "kasi")
_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,23}")
_CODE: Final = re.compile(r"[0-9]{3}(\.[0-9]{1,3}){0,5}")
_SHORT: Final = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_GROUPS: Final[Mapping[str, str]] = {
    "answer_not_a_group": "[example.{}]",
    "answer_not_rows": "[[example.{}]]",
}
"""How the example answers a group or a list, by what was said of a plain value in its place."""

_TABLES: Final = frozenset({"ask", "parts", "surat", "part", "attachment", "example"})
_TITLE_BYTES: Final = 48


def is_id(text: str) -> bool:
    """Whether a text may be the id of a service: 2 to 24 small letters, digits and underscores."""
    return _ID.fullmatch(text) is not None


def plain_body(service: Service) -> str:
    """The body without its places, case and spacing; empty for a reply."""
    return (
        " ".join(suratfile.ANY_PLACE.sub("", service.surat.body).casefold().split()) if service.surat else ""
    )


def typing_count(service: Service) -> int:
    """Letters and digits a resident types for the example beyond saying who they are; chips cost none."""
    return sum(
        _typed(field, service.example.get(field.name)) for field in service.fields if not field.may_wait
    )


def _typed(field: Any, value: Any) -> int:
    if field.kind not in {Kind.TEXT, Kind.PARAGRAPH, Kind.NUMBER, Kind.MONEY, Kind.NIK, Kind.KK}:
        return 0
    if value is None or str(value) in {chip.value for chip in field.chips}:
        return 0
    return sum(character.isalnum() for character in str(value))


def read(top: Table, lists: Reference, *, is_tried: bool = False) -> Service:
    """The service of a file's top table; `is_tried` = these very bytes passed everything at release.

    Refused with a code `toml_...` or `service_...`, always with `file`, `table`, `line` and `key`.
    """
    if not is_tried:
        _check_letters(top)
    outcome = Outcome(top.get_one_of("outcome", tuple(Outcome)))
    is_surat = outcome is Outcome.SURAT
    top.close((*_COMMON, *(_SURAT if is_surat else _REPLY)))
    keperluan = questions.read_chips(top, "keperluan") if is_surat else ()
    questions.check_icons(top, "keperluan", keperluan, lists)
    if is_surat and "keperluan" not in top.values:
        top.refuse("toml_missing", "keperluan")
    ask = tuple(questions.read_fields(top, "ask", lists))
    service = Service(
        id=top.get_shaped("id", _ID, like='"usaha"'),
        version=_positive(top, "version"),
        status=Status(top.get_one_of("status", tuple(Status))),
        outcome=outcome,
        title=top.get_short("title", _TITLE_BYTES),
        label=top.get_label("label"),
        hint=top.get_label("hint"),
        icon=_icon(top, lists),
        category=top.get_one_of("category", CATEGORIES),
        sla=_sla(top, "sla"),
        sla_first=_sla(top, "sla_first") if "sla_first" in top.values else "",
        self_service=top.get_flag("self_service"),
        bring=_bring(top, lists),
        specific=_words(top, "specific", _SPECIFIC),
        keperluan=keperluan or None,
        steps=_words(top, "steps", _STEPS),
        pengantar=top.get_one_of("pengantar", ("none", "rt", "rt_rw"), ""),
        pbb=top.get_one_of("pbb", ("off", "advisory", "required"), ""),
        ask=ask,
        example=_example(top),
        subject=lists.subject,
        **(_surat(top) | {"facts": suratfile.read_facts(top, ask)} if is_surat else _reply(top)),
    )
    return service if is_tried else _tried(top, service)


def _check_letters(table: Table) -> None:
    """Refuse what no page can show: a letter without a glyph, a mark that turns or hides others."""
    for key, value in table.values.items():
        if key in _TABLES and isinstance(value, dict):
            _check_letters(table.get_table(key))
        elif key in _TABLES and isinstance(value, list) and all(isinstance(one, dict) for one in value):
            for one in table.get_tables(key):
                _check_letters(one)
        else:
            odd = next((char for text in _texts(value) for char in text if not _is_drawn(char)), "")
            if odd:
                table.refuse("toml_characters", key, char=f"U+{ord(odd):04X}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _is_drawn(char: str) -> bool:
    return char == "\n" or (char.isprintable() and has_glyph(char))


def _surat(top: Table) -> dict[str, Any]:
    """The keys only a surat has."""
    return {
        "short": top.get_shaped("short", _SHORT, like='"SKU"'),
        "code": top.get_shaped("code", _CODE, like='"500.2.2.4"'),
        "code_confirmed": top.get_flag("code_confirmed"),
        "layout": top.get_one_of("layout", _LAYOUTS),
        "identity": top.get_names("identity"),
        "kasi": top.get_one_of("kasi", _KASI),
        "signers": _words(top, "signers", _SIGNERS),
        "valid_days": top.get_number("valid_days"),
        "seal": top.get_one_of("seal", ("proposed", "possible"), ""),
        "wet_only": top.get_flag("wet_only"),
        "camat": top.get_flag("camat"),
        "paper": top.get_one_of("paper", ("A4", "F4"), ""),
        "pattern": top.get_text("pattern", ""),
        "surat": suratfile.read(top.get_table("surat")),
    }


def _reply(top: Table) -> dict[str, Any]:
    """The keys only a reply has."""
    return {
        "answered_by": top.get_one_of("answered_by", _ANSWERERS),
        "anonymous": top.get_flag("anonymous"),
        "kasi": top.get_one_of("kasi", _KASI, ""),
    }


def _tried(top: Table, service: Service) -> Service:
    """The service with its example as answers are stored, if the file is right in more than its keys."""
    if top.file.removesuffix(".toml") not in {service.id, f"{service.id}.{service.version}"}:
        top.refuse("service_file_name", "id", id=service.id)
    if service.outcome is Outcome.SURAT:
        _check_surat(top, service)
    try:
        checked = check_answers(service, service.example, today=EXAMPLE_DAY)
    except Refused as refusal:
        key = str(refusal.details.get("field", "")).partition(".")[0]
        if refusal.code in _GROUPS:
            top.get_table("example").refuse(
                "service_example_group", key, header=_GROUPS[refusal.code].format(key)
            )
        details = {"reason": refusal.code, "field": refusal.details.get("field", "")}
        raise top.get_table("example").mistake("service_example", key, **details) from refusal
    if len(checked) != len(service.example):
        unasked = next(name for name in service.example if name not in checked)
        top.get_table("example").refuse("service_not_asked", unasked)
    tried = replace(service, example=MappingProxyType(checked))
    is_budgeted = tried.is_ready and tried.self_service and tried.outcome is Outcome.SURAT
    if is_budgeted and typing_count(tried) > TYPED_MAX:
        top.refuse("service_typing", "self_service", typed=typing_count(tried), max=TYPED_MAX)
    return tried


def _check_surat(top: Table, service: Service) -> None:
    parts = {part.name for part in service.subject.parts}
    if not service.identity or not parts.issuperset(service.identity):
        top.refuse("toml_value", "identity", allowed=", ".join(sorted(parts)))
    if not service.signers:
        top.refuse("toml_missing", "signers")
    if service.camat and not service.wet_only:
        top.refuse("service_camat", "camat")
    if service.layout == "pengantar" and not (service.surat and service.surat.to):
        top.get_table("surat").refuse("toml_missing", "to")
    suratfile.check(top, service)


def _example(top: Table) -> Mapping[str, Any]:
    return MappingProxyType(dict(top.get_table("example").values))


def _bring(top: Table, lists: Reference) -> tuple[tuple[str, ...], ...]:
    """Papers to bring; an inner list is satisfied by any one of its papers."""
    given = top.values.get("bring", [])
    if not isinstance(given, list):
        top.refuse("toml_type", "bring", wanted="list")
    found = tuple(tuple(one) if isinstance(one, list) else (one,) for one in given)
    for paper in (paper for alternatives in found for paper in alternatives):
        if not isinstance(paper, str) or paper not in lists.papers:
            top.refuse("toml_value", "bring", allowed=", ".join(lists.papers))
    return found


def _words(top: Table, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
    words, known = top.get_names(key), tuple(allowed)
    if not set(known).issuperset(words):
        top.refuse("toml_value", key, allowed=", ".join(known))
    return words


def _positive(top: Table, key: str) -> int:
    number = top.get_number(key)
    if number < 1:
        top.refuse("toml_shape", key, like="1")
    return number


def _icon(top: Table, lists: Reference) -> str:
    name = top.get_text("icon")
    lists.check_icon(top, "icon", name)
    return name


def _sla(top: Table, key: str) -> str:
    text = top.get_text(key)
    try:
        worktime.parse_sla(text)
    except Refused:
        top.refuse("toml_shape", key, like='"30m", "1d", "72h"')
    return text
