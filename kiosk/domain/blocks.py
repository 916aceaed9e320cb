"""The running text of a surat and its attachments as blocks: answers to words, groups to tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kiosk.domain import forms
from kiosk.domain.filled import Say, Words
from kiosk.domain.page import Attachment, Block, Entry, Ink, Inks, Paragraph, Row, Rows, Table
from kiosk.domain.place import dotted
from kiosk.domain.printed import printed, total
from kiosk.domain.resident import SUBJECT, identity_rows
from kiosk.domain.service import Field, FormPart, Hand, Kind
from kiosk.domain.wording import PLACE, drop_phrases, find_drawn, split
from kiosk.domain.words import capital_name, money_text, money_words

_RELATION: Final = "hubungan"
"""The part that makes a list of people a family: they sign in a table that says who is what to whom."""

# --- paragraphs, rows and tables --------------------------------------------------------------------------


def make_blocks(words: Words) -> Iterator[Block]:
    """Everything between the number and the signature (letters.md 2.1, 4 to 8)."""
    service, office, say = words.service, words.office, words.say
    section = service.surat
    place = {"kelurahan": office.kelurahan, "kecamatan": office.kecamatan, "city": office.city}
    yield Paragraph(say(f"surat.opening_{service.layout}", **place))
    body = drop_phrases(section.body, words.is_given) if section else ""
    if service.layout == "formulir":
        parts = section.parts if section and section.parts else tuple(forms.every_part(words))
        yield from _parts(words, parts, boxes=False)
    else:
        drawn = find_drawn(body, words.lists, words.persons)
        yield from _people(words, drawn | {SUBJECT} if SUBJECT in PLACE.findall(body) else drawn)
    yield from _body(body, words)
    closing = say("surat.closing", keperluan=words.word("keperluan")) if service.keperluan is not None else ""
    valid = say("surat.valid", until=words.until) if words.until else ""
    yield from _paragraphs("\n".join((_basis(words), f"{closing} {valid}".strip())))
    for hand in section.sign if section else ():
        if _is_family(words, hand):
            yield from _family(words, hand)


def make_witnesses(words: Words) -> Iterator[Ink]:
    """Who signs the surat below the lurah: everybody but the holder, who stands beside, and a family."""
    hands = words.service.surat.sign if words.service.surat else ()
    yield from forms.make_inks(
        words, [one for one in hands if SUBJECT not in one.who and not _is_family(words, one)]
    )


def _parts(words: Words, parts: Sequence[FormPart], *, boxes: bool) -> Iterator[Block]:
    for block in forms.make_parts(words, parts, boxes=boxes):
        if isinstance(block, Field):
            yield _table(block, words.fields[block.name], words.say)
        else:
            yield block


def _people(words: Words, drawn: frozenset[str]) -> Iterator[Block]:
    """The holder, then everybody else under a heading, but whom the body or a form puts in their place."""
    placed = {
        name for one in words.enclosures for part in one.parts for row in part.rows for name in row.names
    }
    for name, field in words.persons.items():
        if name not in drawn and (name == SUBJECT or name not in placed):
            yield _person(field, words, field.label["id"] if name != SUBJECT else "")


def _person(field: Field, words: Words, heading: str = "") -> Rows:
    parts = tuple(part.name for part in field.parts)
    names = words.service.identity if field.name == SUBJECT else parts
    return _rows(field, words.fields[field.name], names, heading)


def _rows(field: Field, person: Mapping[str, Any], names: Iterable[str], heading: str = "") -> Rows:
    """The identity table of one person, the name strong."""
    first = field.find_part("nama")
    strong = first.label["id"] if first else ""
    given = identity_rows(field, names, person)
    return Rows(tuple(Row(label, text, strong=label == strong) for label, text in given), heading)


def _body(body: str, words: Words) -> Iterator[Block]:
    """The body with its lists and its people who stand apart as tables; what follows one begins afresh."""
    lists, persons = words.lists, words.persons
    for piece in split(body, lists, persons):
        if piece.group in lists:
            yield _table(lists[piece.group], words.fields[piece.group], words.say)
        elif piece.group:
            yield _person(persons[piece.group], words)
        else:
            yield from _paragraphs(words.fill(piece.text))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line) for line in text.split("\n") if line)


def _table(field: Field, rows: Sequence[Mapping[str, Any]], say: Say) -> Table:
    """Running number, then the parts that any row has; amounts in digits, their sum in words below."""
    parts = [part for part in field.parts if any(row.get(part.name) not in (None, "") for row in rows)]
    amount = total(field, rows)
    return Table(
        head=(say("surat.row_no"), *(part.label["id"] for part in parts)),
        rows=tuple(
            (str(n), *(_cell(part, row.get(part.name)) for part in parts)) for n, row in enumerate(rows, 1)
        ),
        right=frozenset(at for at, part in enumerate(parts, 1) if part.kind is Kind.MONEY),
        total="" if amount is None else say("surat.total", total=money_words(amount)),
    )


def _is_family(words: Words, hand: Hand) -> bool:
    field = words.lists.get(hand.who[0])
    return field is not None and field.find_part(_RELATION) is not None


def _family(words: Words, hand: Hand) -> Iterator[Block]:
    """Room for every heir to sign, with name and relation (letters.md 2.4); the rest stands in the body."""
    field, say = words.lists[hand.who[0]], words.say
    relation = field.find_part(_RELATION)
    assert relation is not None  # noqa: S101  (that makes it a family)
    rows = (
        (str(n), capital_name(one.get("nama", "")), _cell(relation, one.get(_RELATION)), "")
        for n, one in enumerate(words.fields[field.name], 1)
    )
    yield Rows((), words.fill(hand.caption) or field.label["id"])
    head = (say("surat.row_no"), say("surat.row_name"), relation.label["id"], say("surat.row_ink"))
    yield Table(head, tuple(rows), ink=True)


def make_attachments(words: Words, number: str) -> Iterator[Attachment]:
    """The forms that go with the surat; each repeats its number and date (letters.md 1.4)."""
    say, office = words.say, words.office
    for one in words.enclosures:
        title = one.title.upper()
        inks = tuple(forms.make_inks(words, one.sign))
        place = [Entry(say(f"surat.place_{key}"), getattr(office, key)) for key in ("kelurahan", "kecamatan")]
        place += [Entry(say("surat.place_city"), office.city)]
        if one.boxes:
            place.append(Entry(say("surat.place_code"), boxes=tuple(dotted(office.code).split("."))))
        yield Attachment(
            code=one.code,
            title=title,
            note=say("surat.attached", number=number, date=words.date) if number else "",
            blocks=(
                *_parts(words, [part for part in one.parts if not part.is_blank], boxes=one.boxes),
                *_body(drop_phrases(one.body, words.is_given), words),
                *((Inks(words.place_date, inks),) if inks else ()),
                *_parts(words, [part for part in one.parts if part.is_blank], boxes=one.boxes),
            ),
            place=tuple(place),
            mark=form_mark(words, one.receiver),
            again=say("surat.again", code=one.code, title=title),
        )


def form_mark(words: Words, receiver: str) -> str:
    """What stands in the corner of a form whose receiver has accepted no specimen yet; empty when it has."""
    if words.service.is_ready:
        return ""
    return words.say("surat.mark_form", receiver=receiver or words.say("surat.some_receiver"))


def _cell(part: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    return money_text(value) if part.kind is Kind.MONEY else printed(part, value)


def _basis(words: Words) -> str:
    """The pengantar the surat rests on; no sentence where a part of it is missing."""
    given = words.pengantar
    if not {"rt", "nomor", "tanggal"} <= given.keys():
        return ""
    return words.say("surat.basis_rt_rw" if "rw" in given else "surat.basis_rt", **given)
