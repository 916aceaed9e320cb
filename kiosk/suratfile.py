"""The `[surat]` table of a service file and its facts: what they say and whom they name; asks nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.forms import LURAH
from kiosk.domain.printed import placeholders
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import (
    KEPERLUAN_FACT,
    LANGUAGES,
    Enclosure,
    Fact,
    FormPart,
    FormRow,
    Hand,
    Section,
    Service,
)
from kiosk.domain.wording import are_phrases_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kiosk.domain.service import Field
    from kiosk.tables import Table

ANY_PLACE: Final = re.compile(r"\{([^{}]*)\}")
"""A place in a body, whatever it names."""

_GIVEN: Final = frozenset(
    {
        *("kelurahan", "kecamatan", "kota", "nomor", "tanggal", "berlaku_sampai"),
        *(f"pengantar.{part}" for part in ("rt", "rw", "nomor", "tanggal")),
    }
)
_FORM_CODE: Final = re.compile(r"[A-Z][A-Z0-9.-]{0,9}")
_TITLE_BYTES: Final = 80
_LABEL_BYTES: Final = 40
_BOXES_MAX: Final = 20
_FACTS_MAX: Final = 2


# --- reading ----------------------------------------------------------------------------------------------


def read(section: Table) -> Section:
    """The words of the surat and the forms that go with it; Refused with a code `toml_...`."""
    section.close(("body", "to", "sign", "receiver", "part", "attachment"))
    return Section(
        body=section.get_text("body"),
        to=section.get_text("to", ""),
        sign=tuple(_hands(section)),
        receiver=section.get_short("receiver", _LABEL_BYTES, ""),
        parts=tuple(map(_part, section.get_tables("part"))),
        attachments=tuple(map(_attachment, section.get_tables("attachment"))),
    )


def _attachment(table: Table) -> Enclosure:
    """A form that goes with the surat."""
    table.close(("code", "title", "body", "sign", "when", "receiver", "boxes", "part"))
    if "body" not in table.values and "part" not in table.values:
        table.refuse("toml_missing", "body")
    return Enclosure(
        code=table.get_shaped("code", _FORM_CODE, like='"N4"'),
        title=table.get_short("title", _TITLE_BYTES),
        body=table.get_text("body", ""),
        sign=tuple(_hands(table)),
        when=_conditions(table),
        receiver=table.get_short("receiver", _LABEL_BYTES, ""),
        boxes=table.get_flag("boxes"),
        parts=tuple(map(_part, table.get_tables("part"))),
    )


def _part(table: Table) -> FormPart:
    table.close(("title", "rows", "each", "when"))
    rows = tuple(_rows(table))
    if not rows:
        table.refuse("toml_missing", "rows")
    return FormPart(
        title=table.get_short("title", _TITLE_BYTES),
        rows=rows,
        each=table.get_text("each", ""),
        when=_conditions(table),
    )


def _rows(table: Table) -> Iterator[FormRow]:
    """Each a name, a list of names of which the first answered counts, or `{ name, label, boxes }`."""
    for given in _given(table, "rows"):
        label, boxes = given.get("label", ""), given.get("boxes", 0)
        is_whole = isinstance(boxes, int) and 0 <= boxes <= _BOXES_MAX
        if not is_whole or not isinstance(label, str) or not (given["name"] or label):
            table.refuse("toml_row", "rows", max=_BOXES_MAX)
        yield FormRow(given["name"], label, boxes)


def _hands(table: Table) -> Iterator[Hand]:
    """Each a name, a list of names of which the first answered counts, or `{ name, label }`."""
    for given in _given(table, "sign"):
        if not given["name"] or not isinstance(given.get("label", ""), str) or "boxes" in given:
            table.refuse("toml_row", "sign", max=_BOXES_MAX)
        yield Hand(given["name"], given.get("label", ""))


def _given(table: Table, key: str) -> Iterator[dict[str, Any]]:
    values = table.values.get(key, [])
    if not isinstance(values, list):
        table.refuse("toml_type", key, wanted="list")
    for value in values:
        given = dict(value) if isinstance(value, dict) else {"name": value}
        name = given.get("name", [])
        names = [name] if isinstance(name, str) else name
        if not isinstance(names, list) or not all(isinstance(one, str) and one for one in names):
            table.refuse("toml_row", key, max=_BOXES_MAX)
        if not {"name", "label", "boxes"}.issuperset(given):
            table.refuse("toml_row", key, max=_BOXES_MAX)
        if len(str(given.get("label", "")).encode()) > _TITLE_BYTES:
            table.refuse("toml_too_long", key, max=_TITLE_BYTES)
        yield {**given, "name": tuple(names)}


def _conditions(table: Table) -> Mapping[str, str]:
    return dict(table.get_table("when").values) if "when" in table.values else {}


def read_facts(top: Table, ask: Sequence[Field]) -> tuple[Fact, ...]:
    """What the QR code repeats: a name, called as its question is, or `{ name, id, en }` in words of its own.

    A question ("Apa yang perlu diterangkan?") and a long label are no words for it: refused.
    """
    given = top.values.get("facts", [])
    if not isinstance(given, list):
        top.refuse("toml_type", "facts", wanted="list")
    if len(given) > _FACTS_MAX:
        top.refuse("service_facts", "facts", max=_FACTS_MAX)
    labels = {field.name: field.label for field in ask} | {"keperluan": KEPERLUAN_FACT}
    return tuple(_fact(top, one, labels) for one in given)


def _fact(top: Table, given: Any, labels: Mapping[str, Mapping[str, str]]) -> Fact:
    words = dict(given) if isinstance(given, dict) else {"name": given}
    name = words.pop("name", None)
    if not isinstance(name, str):
        top.refuse("toml_type", "facts", wanted="text")
    label = words or labels.get(name.partition(".")[0], {})
    if not label:
        top.refuse("service_placeholder", "facts", name=name[:_LABEL_BYTES])
    is_short = all(isinstance(text, str) and 0 < len(text.encode()) <= 24 for text in label.values())
    if set(label) != set(LANGUAGES) or not is_short or any({"?", ":"} & set(text) for text in label.values()):
        top.refuse("service_fact_label", "facts", name=name)
    return Fact(name, label)


# --- checking ---------------------------------------------------------------------------------------------


def check(top: Table, service: Service) -> None:
    """Refuse a place, a row, a fact or a signature of what nobody is asked: `service_...`, with its line."""
    known = _nameable(service)
    for fact in service.facts:
        if fact.name not in known or service.find_field(fact.name.partition(".")[0]) is None:
            top.refuse("service_placeholder", "facts", name=fact.name)
    words = service.surat
    assert words is not None  # noqa: S101  (only a surat is checked)
    section = top.get_table("surat")
    _check_places(section, "body", words.body, known)
    _check_places(section, "to", words.to, known)
    _check_signing(section, service, words.sign, known)
    _check_parts(section, service, words.parts, known)
    if words.sign and not service.wet_only:
        section.refuse("service_ink", "sign")
    for table, one in zip(section.get_tables("attachment"), words.attachments, strict=True):
        _check_places(table, "body", one.body, known)
        _check_signing(table, service, one.sign, known, more=(LURAH,))
        _check_when(table, service, one.when)
        _check_parts(table, service, one.parts, known)


def _nameable(service: Service) -> frozenset[str]:
    """What a body may name: asked, given or computed."""
    subject = (f"{SUBJECT}.{part.name}" for part in service.subject.parts)
    return _GIVEN | {SUBJECT} | frozenset(placeholders(service, {})) | frozenset(subject)


def _check_parts(table: Table, service: Service, parts: Iterable[FormPart], known: frozenset[str]) -> None:
    """Each row names an answer; a name without a question of its own needs a label."""
    for one, part in zip(table.get_tables("part"), parts, strict=True):
        _check_when(one, service, part.when)
        field = service.find_field(part.each) if part.each else None
        if part.each and (field is None or not field.parts):
            one.refuse("service_placeholder", "each", name=part.each)
        names = frozenset(inner.name for inner in field.parts) if field else known
        for row in part.rows:
            for name in row.names:
                is_asked = field is not None or _is_asked(service, name)
                if name not in names or not (is_asked or row.label):
                    one.refuse("service_placeholder", "rows", name=name)


def _is_asked(service: Service, name: str) -> bool:
    root, _, part = name.partition(".")
    field = service.subject if root == SUBJECT else service.find_field(root)
    return field is not None and (not part or field.find_part(part) is not None)


def _check_signing(
    table: Table,
    service: Service,
    hands: Iterable[Hand],
    known: frozenset[str],
    *,
    more: tuple[str, ...] = (),
) -> None:
    """Only people sign: the holder, a person asked, or a list that names people."""
    for hand in hands:
        _check_places(table, "sign", hand.caption, known)
        for name in hand.who:
            field = service.subject if name == SUBJECT else service.find_field(name)
            if name not in more and (field is None or field.find_part("nama") is None):
                table.refuse("service_placeholder", "sign", name=name)


def _check_when(table: Table, service: Service, when: Mapping[str, str]) -> None:
    for name, value in when.items():
        field = service.find_field(name)
        if field is None or field.find_choice(value) is None:
            table.refuse("service_condition", "when", name=name, value=str(value)[:80])


def _check_places(section: Table, key: str, text: str, known: frozenset[str]) -> None:
    unknown = next((name for name in ANY_PLACE.findall(text) if name not in known), None)
    if unknown is not None:
        section.refuse("service_placeholder", key, name=unknown)
    if {"{", "}"} & set(ANY_PLACE.sub("", text)):
        section.refuse("service_braces", key)
    if not are_phrases_whole(text):
        section.refuse("service_brackets", key)
