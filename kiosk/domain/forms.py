"""A form as its file describes it: parts with numbered rows, places to sign; blocks puts it on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.domain.answers import is_asked
from kiosk.domain.filled import DOTS, Words
from kiosk.domain.office import Form
from kiosk.domain.page import Block, Entries, Entry, Ink
from kiosk.domain.printed import printed
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Field, FormPart, FormRow, Hand, Kind
from kiosk.domain.words import capital_name, group_nip

LURAH: Final = "lurah"
"""Name by which a form asks for the lurah's own ink."""

_OPTIONS: Final = 6
"""Most choices that are ticked; a longer list prints the one chosen."""

_DIGITS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NIK: (" " * 16,),
    Kind.KK: (" " * 16,),
    Kind.DATE: ("  ", "  ", "    "),
    Kind.TIME: ("  ", "  "),
}
"""The empty boxes of each kind that is written in digits."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question or part of a group, its answer so far, and what a row calls it."""

    field: Field
    value: Any
    label: str


# --- parts and rows ---------------------------------------------------------------------------------------


def make_parts(words: Words, parts: Sequence[FormPart], *, boxes: bool) -> Iterator[Block | Field]:
    """The parts of a form in order, lettered but those left to others; a list comes as its Field.

    What was not asked has no row, what was asked and is open has an empty one. A part of no rows falls away.
    """
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for part in parts:
        if any(words.fields.get(name) != wanted for name, wanted in part.when.items()):
            continue
        for heading, found in _read(words, part):
            blocks = list(_blocks(found, boxes=boxes))
            if blocks:
                title = Entries(heading if part.is_blank else f"{next(letters, '–')}. {heading}", ())
                first, *rest = blocks if isinstance(blocks[0], Entries) else (title, *blocks)
                yield replace(first, heading=title.heading) if isinstance(first, Entries) else first
                yield from rest


def every_part(words: Words) -> Iterator[FormPart]:
    """Parts for a form whose file names none: all that is asked, people and lists by themselves."""
    subject, general = words.service.subject, words.say("surat.part_general")
    yield FormPart(title=subject.label["id"], rows=(FormRow((SUBJECT,)),))
    rows: list[FormRow] = []
    for field in words.service.ask:
        if field.kind not in {Kind.PERSON, Kind.LIST}:
            rows.append(FormRow((field.name,)))
            continue
        if rows:
            yield FormPart(title=general, rows=tuple(rows))
            rows = []
        if words.fields.get(field.name):
            yield FormPart(title=field.label["id"], rows=(FormRow((field.name,)),))
    if rows:
        yield FormPart(title=general, rows=tuple(rows))


def _read(words: Words, part: FormPart) -> Iterator[tuple[str, list[_Asked | Entry]]]:
    """Heading and rows of a part, once, or once for every row of its list."""
    if not part.each:
        yield part.title, [one for row in part.rows for one in _row(words, row)]
        return
    field = words.lists.get(part.each)
    for n, given in enumerate(words.fields.get(part.each, ()) if field else (), 1):
        if field:
            yield f"{part.title} {n}", [one for row in part.rows for one in _column(field, row, given)]


def _column(field: Field, row: FormRow, given: Mapping[str, Any]) -> Iterator[_Asked | Entry]:
    """What one row of the file becomes for one row of a list: the first of its columns that is answered."""
    if not row.names:
        yield _by_hand(row)
        return
    name = next((one for one in row.names if given.get(one)), row.names[0])
    part = field.find_part(name)
    if part:
        yield _Asked(part, given.get(name), row.label or part.label["id"])


def _by_hand(row: FormRow) -> Entry:
    return Entry(row.label, boxes=(" " * row.boxes,) if row.boxes else ())


def _row(words: Words, row: FormRow) -> Iterator[_Asked | Entry]:
    """What one row of the file becomes: as many rows as a person has parts, one for anything else."""
    if not row.names:
        yield _by_hand(row)
        return
    asked = [name for name in row.names if _is_asked(words, name)]
    name = next((name for name in asked if _value(words, name)), asked[0] if asked else "")
    if not name:
        return
    field, value = _field(words, name), _value(words, name)
    if field is None:
        yield Entry(row.label, words.word(name))
    elif field.kind is Kind.PERSON:
        parts = words.service.identity if name == SUBJECT else [part.name for part in field.parts]
        for part in filter(None, map(field.find_part, parts)):
            yield _Asked(part, (value or {}).get(part.name), part.label["id"])
    else:
        yield _Asked(field, value, row.label or field.label["id"])


def _is_asked(words: Words, name: str) -> bool:
    field = words.service.find_field(name.partition(".")[0])
    return field is None or is_asked(field, words.fields)


def _field(words: Words, name: str) -> Field | None:
    """The question or the part of a group called so; None for what is computed, such as a weekday."""
    root, _, part = name.partition(".")
    field = words.service.subject if root == SUBJECT else words.service.find_field(root)
    return field.find_part(part) if field and part else field


def _value(words: Words, name: str) -> Any:
    root, _, part = name.partition(".")
    value = words.fields.get(root)
    if part and _field(words, name) is None:
        return words.word(name)
    return value.get(part) if part and isinstance(value, Mapping) else value


def _blocks(found: Sequence[_Asked | Entry], *, boxes: bool) -> Iterator[Block | Field]:
    rows: list[Entry] = []
    for one in found:
        if isinstance(one, _Asked) and one.field.kind is Kind.LIST:
            if rows:
                yield Entries("", tuple(rows))
                rows = []
            if one.value:
                yield one.field
        else:
            rows.append(one if isinstance(one, Entry) else _entry(one, boxes=boxes))
    if rows:
        yield Entries("", tuple(rows))


def _entry(asked: _Asked, *, boxes: bool) -> Entry:
    """The row of one answer; where digits stand in boxes, an open one has them empty."""
    field, value = asked.field, asked.value
    is_open = value in (None, "", {}, [])
    text = "" if is_open else printed(field, value)
    if field.name == "nama":
        return Entry(asked.label, capital_name(text), strong=True)
    if not boxes:
        return Entry(asked.label, text)
    if field.kind in _DIGITS:
        return Entry(asked.label, boxes=_DIGITS[field.kind] if is_open else _digits(field, value))
    choice = field.find_choice(value)
    options = tuple(one.words for one in field.choices) if len(field.choices) <= _OPTIONS else ()
    return Entry(
        asked.label,
        text,
        boxes=(choice.code,) if choice and choice.code else (),
        options=options,
        chosen=field.choices.index(choice) if choice and options else -1,
    )


def _digits(field: Field, value: str) -> tuple[str, ...]:
    if field.kind is Kind.DATE:
        year, month, day = value.split("-")
        return day, month, year
    return tuple(value.split(":")) if field.kind is Kind.TIME else (value,)


# --- who signs --------------------------------------------------------------------------------------------


def signer(words: Words) -> Ink:
    """The lurah, or who signs for him: the form of authority (letters.md 2.3), name, rank, NIP."""
    given: Mapping[str, str] = words.data.get("signer", {})
    lead, posts = _posts(words, Form(words.data.get("form", Form.LURAH)), given.get("post", ""))
    nip = words.say("surat.nip", nip=group_nip(given["nip"])) if given.get("nip") else ""
    return Ink(posts, given.get("name", DOTS), (given.get("rank", ""), nip), lead)


def _posts(words: Words, form: Form, post: str) -> tuple[str, tuple[str, ...]]:
    """What hangs before the first line, and the lines."""
    say = words.say
    lurah = say("surat.lurah", kelurahan=words.office.kelurahan).upper()
    if form is Form.AN:
        return say("surat.an"), (lurah, say("surat.seklur").upper())
    if form is Form.UB:
        return say("surat.an"), (lurah, say("surat.seklur").upper(), say("surat.ub"), post.upper())
    return {Form.PLT: say("surat.plt"), Form.PLH: say("surat.plh")}.get(form, ""), (lurah,)


def make_inks(words: Words, hands: Sequence[Hand]) -> Iterator[Ink]:
    """A place to sign for each of `hands`, for each row where a list of people signs."""
    for hand in hands:
        name = next((name for name in hand.who if name == LURAH or words.fields.get(name)), "")
        if name == LURAH:
            yield signer(words)
            continue
        field = words.persons.get(name) or words.lists.get(name)
        if field is None:
            continue
        post = words.fill(hand.caption) or field.label["id"]
        post = post[:1].upper() + post[1:]
        value = words.fields[name]
        people = [value] if field.kind is Kind.PERSON else value
        for n, one in enumerate(people, 1):
            yield Ink((f"{post} {n}" if len(people) > 1 else post,), capital_name(one.get("nama", "")))
