"""What was typed and tapped as the values a permohonan stores, by the domain's rules; it asks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.domain.answers import check_answer, check_answers, find_open, find_open_in
from kiosk.domain.errors import Refused
from kiosk.domain.nik import parse
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Field, Kind
from ui.screens.resident.asking import HOME, OURS, SAME
from ui.screens.resident.visit import HIMSELF, Filing, Visit

if TYPE_CHECKING:
    from ui.screens.resident.asking import Ask, Here

RT_RW = 6
"""Digits of RT and RW together, three each, as on a KTP."""


def problem_of(ask: Ask, visit: Visit, here: Here) -> Refused | None:
    """Why the page cannot go on from this question; None when it is answered, left to staff, or optional."""
    if ask.path in visit.left:
        return None
    text = visit.typed.get(ask.path, "")
    if not text and not (ask.path in visit.others and ask.input in {"person", "place"}):
        about = {"field": ask.path, "label": ask.field.label["id"], "label_en": ask.field.label["en"]}
        return Refused("answer_missing", **about) if ask.is_required or ask.input == "rt_rw" else None
    try:
        _check(ask, text, here)
    except Refused as refusal:
        return refusal
    return None


def _check(ask: Ask, text: str, here: Here) -> None:
    if ask.input == "rt_rw":
        if len(text) != RT_RW:
            raise Refused("rt_rw_length", length=len(text))
        return
    if ask.input in {"person", "place"} or ask.path == f"{SUBJECT}.born" or text == OURS:
        return  # a chip, or a group whose parts are questions of their own
    check_answer(ask.field, as_value(ask.field, text), today=here.today)


def as_value(field: Field, text: str) -> str:
    """The text of one field as `check_answer` takes it: a time typed as four digits gets its colon."""
    return f"{text[:2]}:{text[2:]}" if field.kind is Kind.TIME and ":" not in text else text


def subject_of(visit: Visit, here: Here) -> dict[str, Any]:
    """The person the surat is about, as stored; parts nobody gave are absent."""
    service = visit.get_service()
    if not visit.nik:
        return {}
    given: dict[str, Any] = {}
    for part in service.subject.parts:
        value = _place(part, f"{SUBJECT}.{part.name}", visit, here) if part.kind is Kind.PLACE else ""
        value = value or visit.typed.get(f"{SUBJECT}.{part.name}", "")
        if value:
            given[part.name] = value
    if visit.nik:
        given["nik"] = parse(visit.nik).digits
    checked = check_answer(service.subject, given, today=here.today)
    return dict(checked)


def answers_of(visit: Visit, here: Here) -> dict[str, Any]:
    """The answers to the service's questions, as stored; what is left to staff is absent."""
    service = visit.get_service()
    given = {field.name: _value(field, field.name, visit, here) for field in service.fields}
    given = {name: value for name, value in given.items() if value}
    return check_answers(
        service, given, today=here.today, open_=tuple(field.name for field in service.fields)
    )


def filing_of(visit: Visit, here: Here) -> Filing:
    """All of it for the use case; Refused where a value would not be stored."""
    service = visit.get_service()
    subject, answers = subject_of(visit, here), answers_of(visit, here)
    wanted = tuple(part for part in service.subject.parts if part.name in service.identity)
    missing = (*find_open_in(wanted, subject, f"{SUBJECT}."), *find_open(service, answers))
    brought = tuple(row.split("+")[0] for row, held in visit.papers.items() if held != "later")
    return Filing(
        act=visit.act,
        service=service.id,
        answers=answers,
        subject=subject,
        relation=visit.relation,
        resident={} if visit.relation == HIMSELF else {"hubungan": visit.relation},
        papers=tuple(codes[0] for codes in service.bring),
        brought=brought,
        waiting=missing,
        draft=visit.draft,
    )


def _value(field: Field, path: str, visit: Visit, here: Here) -> Any:
    if path in visit.left:
        return ""
    if field.kind is Kind.PERSON:
        return _person(field, path, visit, here)
    if field.kind is Kind.PLACE:
        return _place(field, path, visit, here)
    if field.kind is Kind.LIST:
        rows = range(1, max(1, visit.rows.get(path, 1)) + 1)
        filled = (
            {part.name: _value(part, f"{path}.{row}.{part.name}", visit, here) for part in field.parts}
            for row in rows
        )
        return [row for row in ({name: one for name, one in row.items() if one} for row in filled) if row]
    text = visit.typed.get(path, "")
    return as_value(field, text) if text else ""


def _person(field: Field, path: str, visit: Visit, here: Here) -> Mapping[str, Any]:
    chosen = visit.typed.get(path, "")
    names = {part.name for part in field.parts}
    if chosen == SAME:
        return {name: value for name, value in subject_of(visit, here).items() if name in names}
    if chosen.isdigit() and int(chosen) < len(visit.household):
        return {name: value for name, value in visit.household[int(chosen)].items() if name in names}
    typed = {part.name: visit.typed.get(f"{path}.{part.name}", "") for part in field.parts}
    return {name: value for name, value in typed.items() if value}


def _place(field: Field, path: str, visit: Visit, here: Here) -> Mapping[str, Any]:
    names = {part.name for part in field.parts}
    if visit.typed.get(path) == HOME:
        home = subject_of(visit, here).get("alamat", {})
        return {name: value for name, value in home.items() if name in names}
    typed = {part.name: visit.typed.get(f"{path}.{part.name}", "") for part in field.parts}
    digits = visit.typed.get(f"{path}.rt_rw", "")
    if digits:
        typed |= {"rt": digits[:3], "rw": digits[3:]}
    if not any(typed.values()):
        return {}
    if typed.get("kelurahan", "") in {"", OURS}:
        ours = {"kelurahan": here.kelurahan, "kecamatan": here.kecamatan, "kota": here.city}
        typed |= {name: value for name, value in ours.items() if name in names}
    return {name: value for name, value in typed.items() if value}


def typed_of(person: Mapping[str, Any]) -> dict[str, str]:
    """The stored values of a person as the texts of the fields: what prefilling puts there."""
    typed: dict[str, str] = {}
    for name, value in person.items():
        path = f"{SUBJECT}.{name}"
        if not isinstance(value, Mapping):
            typed[path] = str(value)
            if name == "tanggal_lahir":
                typed[f"{SUBJECT}.born"] = str(value)
            continue
        typed |= {f"{path}.{part}": str(inner) for part, inner in value.items() if part not in {"rt", "rw"}}
        if value.get("rt") and value.get("rw"):
            typed[f"{path}.rt_rw"] = f"{value['rt']:0>3}{value['rw']:0>3}"
    return typed
