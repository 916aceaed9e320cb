"""The running text of a surat and its attachments as blocks: answers to words, groups to tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kiosk.domain.office import Office
from kiosk.domain.page import Attachment, Block, Paragraph, Row, Rows, Table
from kiosk.domain.printed import placeholders, printed, total
from kiosk.domain.resident import SUBJECT, identity_rows
from kiosk.domain.service import Field, Kind, Service
from kiosk.domain.wording import PLACE, drop_phrases, find_drawn, split
from kiosk.domain.words import capital_name, date_words, money_text, money_words, tidy_paragraph

Say = Callable[..., str]
"""Words by key, as kiosk.texts gives them; always the Indonesian ones: a surat has one language."""

LURAH: Final = "lurah"
"""Name by which an attachment asks for the lurah's own ink."""

DOTS: Final = "…………"
"""What a draft shows for an answer that is still open."""

_GAPS: Final = re.compile(r" +([,.;:)])")


class Words:
    """The printed words of one surat's answers, by the names of its catalogue file."""

    def __init__(
        self, service: Service, data: Mapping[str, Any], office: Office, say: Say, *, draft: bool
    ) -> None:
        self.service = service
        self.office = office
        self.data = data
        self.fields: Mapping[str, Any] = data["fields"]
        self.say = say
        until = data.get("until", "")
        self.until = date_words(date.fromisoformat(until)) if until else ""
        day = data.get("date", "")
        self.date = date_words(date.fromisoformat(day)) if day else DOTS
        self._open = DOTS if draft else ""
        pengantar = _pengantar(self.fields)
        given = {
            **{f"pengantar.{part}": text for part, text in pengantar.items()},
            "kelurahan": office.kelurahan,
            "kecamatan": office.kecamatan,
            "kota": office.city,
            "nomor": "" if draft else data["number"],
            "tanggal": self.date,
            "berlaku_sampai": self.until,
        }
        self._found = given | placeholders(service, self.fields)  # an answer wins: "tanggal" may be asked

    def word(self, name: str) -> str:
        """What stands for `{name}` or `{group.part}` in running text."""
        root, _, part = name.partition(".")
        if name == SUBJECT:
            return capital_name(self.fields[SUBJECT].get("nama", "")) or self._open
        if root == SUBJECT:
            inner = self.service.subject.find_part(part)
            value = self.fields[root].get(part, "")
            return printed(inner, value) if inner and value else value
        return self._found.get(name, "") or self._open

    def is_given(self, name: str) -> bool:
        """Whether there is an answer, or a fact of the office, behind `{name}`."""
        return self.word(name) not in {"", DOTS}

    def fill(self, text: str) -> str:
        """`text` with its places filled, tidied, the gaps of absent answers closed."""
        filled = PLACE.sub(lambda match: self.word(match[1]), text)
        return _GAPS.sub(r"\1", tidy_paragraph(filled))


# --- paragraphs, rows and tables --------------------------------------------------------------------------


def make_blocks(words: Words) -> Iterator[Block]:
    """Everything between the number and the signature (letters.md 2.1, 4 to 8)."""
    service, office, say = words.service, words.office, words.say
    place = {"kelurahan": office.kelurahan, "kecamatan": office.kecamatan, "city": office.city}
    yield Paragraph(say(f"surat.opening_{service.layout}", **place))
    body = drop_phrases(service.surat.body, words.is_given) if service.surat else ""
    if service.layout == "formulir":
        yield _rows(service.subject, words.fields[SUBJECT], service.identity)
        yield from _form(words)
    else:
        drawn = find_drawn(body, _lists(words), _persons(words))
        yield from _people(words, drawn | {SUBJECT} if SUBJECT in PLACE.findall(body) else drawn)
    yield from _body(body, words)
    closing = say("surat.closing", keperluan=words.word("keperluan")) if service.keperluan is not None else ""
    valid = say("surat.valid", until=words.until) if words.until else ""
    yield from _paragraphs("\n".join((_basis(words), f"{closing} {valid}".strip())))
    yield from _inked(service.surat.sign if service.surat else (), words, body)


def _persons(words: Words) -> dict[str, Field]:
    """The people there are answers about, the holder first."""
    asked = {field.name: field for field in words.service.ask if field.kind is Kind.PERSON}
    return {
        name: field
        for name, field in ({SUBJECT: words.service.subject} | asked).items()
        if words.fields.get(name)
    }


def _lists(words: Words) -> dict[str, Field]:
    """The lists that have rows."""
    asked = {field.name: field for field in words.service.ask if field.kind is Kind.LIST}
    return {name: field for name, field in asked.items() if words.fields.get(name)}


def _people(words: Words, drawn: frozenset[str]) -> Iterator[Block]:
    """The holder, then everybody else under a heading, except those whom the body puts in their place."""
    for name, field in _persons(words).items():
        if name not in drawn:
            yield _person(field, words, field.label["id"] if name != SUBJECT else "")


def _person(field: Field, words: Words, heading: str = "") -> Rows:
    parts = tuple(part.name for part in field.parts)
    names = words.service.identity if field.name == SUBJECT else parts
    return _rows(field, words.fields[field.name], names, heading)


def _form(words: Words) -> Iterator[Block]:
    """Every answer in the order it was asked: single ones as rows, people and lists under their headings."""
    rows: list[Row] = []
    for field in words.service.ask:
        value = words.fields.get(field.name)
        if value in (None, "", [], {}):
            continue
        if field.kind not in {Kind.PERSON, Kind.LIST}:
            rows.append(Row(field.label["id"], printed(field, value)))
            continue
        if rows:
            yield Rows(tuple(rows))
            rows = []
        if field.kind is Kind.PERSON:
            yield _person(field, words, field.label["id"])
        else:
            yield Rows((), field.label["id"])
            yield _table(field, value, words.say)
    if rows:
        yield Rows(tuple(rows))


def _rows(field: Field, person: Mapping[str, Any], names: Iterable[str], heading: str = "") -> Rows:
    """The identity table of one person, the name strong."""
    first = field.find_part("nama")
    strong = first.label["id"] if first else ""
    given = identity_rows(field, names, person)
    return Rows(tuple(Row(label, text, strong=label == strong) for label, text in given), heading)


def _body(body: str, words: Words) -> Iterator[Block]:
    """The body with its lists and its people who stand apart as tables; what follows one begins afresh."""
    lists, persons = _lists(words), _persons(words)
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


def _inked(names: Sequence[str], words: Words, body: str, *, with_holder: bool = False) -> Iterator[Block]:
    """Room to sign: single people in one table, each list of people in its own under a heading.

    On the surat itself the holder signs beside the lurah, whose block it has; on an attachment both are rows.
    Whom the body shows in a table already signs by name; the others are shown here, whole.
    """
    is_form = words.service.layout == "formulir"
    drawn = frozenset(_lists(words)) if is_form else find_drawn(body, _lists(words), ())
    say = words.say
    single = [row for name in names if (row := _signer(name, words, with_holder=with_holder))]
    if single:
        head = (say("surat.row_no"), say("surat.row_name"), say("surat.row_as"), say("surat.row_ink"))
        rows = tuple((str(n), *row, "") for n, row in enumerate(single, 1))
        yield Table(head, rows, ink=True)
    for name, field in _lists(words).items():
        if name in names:
            yield Rows((), field.label["id"])
            relation = tuple(part for part in field.parts if part.name == "hubungan")
            rest = relation if name in drawn else tuple(one for one in field.parts if one.name != "nama")
            yield _signing_table(rest, words.fields[name], say)


def _signer(name: str, words: Words, *, with_holder: bool) -> tuple[str, str] | None:
    """Name and role of one person who signs; None for whom this sheet has no row."""
    if name == LURAH:
        signer: Mapping[str, str] = words.data.get("signer", {})
        return signer.get("name", DOTS), signer.get(
            "post", words.say("surat.lurah", kelurahan=words.office.kelurahan)
        )
    field = _persons(words).get(name)
    if field is None or (name == SUBJECT and not with_holder):
        return None
    return capital_name(words.fields[name].get("nama", "")), field.label["id"]


def _signing_table(rest: Sequence[Field], people: Sequence[Mapping[str, Any]], say: Say) -> Table:
    """Name, the other parts, room to sign."""
    parts = [part for part in rest if any(one.get(part.name) for one in people)]
    rows = (
        (
            str(n),
            capital_name(one.get("nama", "")),
            *(_cell(part, one.get(part.name)) for part in parts),
            "",
        )
        for n, one in enumerate(people, 1)
    )
    head = (say("surat.row_no"), say("surat.row_name"), *(part.label["id"] for part in parts))
    return Table((*head, say("surat.row_ink")), tuple(rows), ink=True)


def make_attachments(words: Words, number: str) -> Iterator[Attachment]:
    """The forms that go with the surat; each repeats its number and date (letters.md 1.4)."""
    for one in words.service.surat.attachments if words.service.surat else ():
        if any(words.fields.get(name) != wanted for name, wanted in one.when.items()):
            continue
        body = drop_phrases(one.body, words.is_given)
        note = words.say("surat.attached", number=number, date=words.date) if number else ""
        yield Attachment(
            code=one.code,
            title=one.title.upper(),
            note=note,
            blocks=(
                *_body(body, words),
                Paragraph(place_date(words)),
                *_inked(one.sign, words, body, with_holder=True),
            ),
        )


def _cell(part: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    return money_text(value) if part.kind is Kind.MONEY else printed(part, value)


def _pengantar(fields: Mapping[str, Any]) -> dict[str, str]:
    """The parts of the pengantar in words; empty where the office has that step off or it was waived."""
    given: Mapping[str, str] = fields.get("pengantar", {})
    day = given.get("tanggal", "")
    words = {"tanggal": date_words(date.fromisoformat(day))} if day else {}
    return {part: given[part] for part in ("rt", "rw", "nomor") if given.get(part)} | words


def _basis(words: Words) -> str:
    """The pengantar the surat rests on; no sentence where a part of it is missing."""
    given = _pengantar(words.fields)
    if not {"rt", "nomor", "tanggal"} <= given.keys():
        return ""
    return words.say("surat.basis_rt_rw" if "rw" in given else "surat.basis_rt", **given)


def _city_name(office: Office) -> str:
    """The place in "Palembang, 3 Februari 2026": the city's name without what kind of city it is."""
    return office.city.removeprefix("Kota ").removeprefix("Kabupaten ")


def place_date(words: Words) -> str:
    """The line above a signature: "Palembang, 3 Februari 2026"."""
    return words.say("surat.place_date", place=_city_name(words.office), date=words.date)
