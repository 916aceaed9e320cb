"""Composes what stands on a surat, part by part, from what `sign` froze; where it stands is printing's."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kiosk.domain import cose, seal
from kiosk.domain.office import Form, Office
from kiosk.domain.page import (
    Address,
    Band,
    Block,
    Copy,
    Holder,
    Kop,
    Page,
    Paragraph,
    Passed,
    Row,
    Rows,
    Sheet,
    Signature,
    Table,
)
from kiosk.domain.printed import placeholders, printed, total
from kiosk.domain.resident import identity_rows
from kiosk.domain.seal import Mode
from kiosk.domain.service import Field, Kind, Service
from kiosk.domain.words import (
    capital_name,
    date_words,
    moment_day,
    moment_words,
    money_text,
    money_words,
    tidy,
    tidy_paragraph,
)

__all__ = ["Copy", "Page", "Passed", "Sheet", "compose"]

Say = Callable[..., str]
"""Words by key, as kiosk.texts gives them; always the Indonesian ones: a surat has one language."""

DOTS: Final = "…………"
"""What a draft shows for an answer that is still open."""

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")
_GAPS: Final = re.compile(r" +([,.;:)])")


def compose(service: Service, data: Mapping[str, Any], *, office: Office, sheet: Sheet, say: Say) -> Page:
    """The page of a surat from the payload of its `sign` (core.md 3), in the order of letters.md 2.1.

    For a draft `data` holds what is known so far: fields, signer, form, and date if there is one; number,
    code and QR are left out whatever it holds. Raises Refused("bad_cose") or ("bad_seal").
    """
    draft = sheet.copy is Copy.DRAFT
    words = _Words(service, data, office, say, draft=draft)
    claims = None if draft else seal.decode_claims(cose.parse(b64decode(data["seal"])).payload)
    number = "" if draft else data["number"]
    pengantar = service.layout == "pengantar"
    code = seal.human_code(claims.cti) if claims else ""
    return Page(
        paper=sheet.paper or service.paper or office.paper,
        kop=_kop(office, sheet.arms, say),
        title="" if pengantar else service.title.upper(),
        number=say("surat.number", number=number) if number else "",
        address=_address(words, number) if pengantar else None,
        blocks=tuple(_blocks(words)),
        signature=_signature(words, claims),
        holder=_holder(words),
        camat=_camat(office, say) if service.camat else (),
        band=_band(words, sheet, claims),
        mark=_mark(sheet, say),
        watermark=say("surat.mark_draft") if draft else "",
        training=say("surat.training") if office.training else "",
        foot=code,
        page_words=say("surat.page"),
        made=claims.iat if claims else 0,
        values=tuple(_values(words)),
    )


# --- answers to words -----------------------------------------------------------------------------------


class _Words:
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
        if root == "pemohon":
            inner = self.service.subject.find_part(part)
            value = self.fields[root].get(part, "")
            return printed(inner, value) if inner and value else value
        return self._found.get(name, "") or self._open

    def fill(self, text: str) -> str:
        """`text` with its placeholders filled, tidied, the gaps of absent answers closed."""
        filled = _PLACEHOLDER.sub(lambda match: self.word(match[1]), text)
        return _GAPS.sub(r"\1", tidy_paragraph(filled))


# --- the parts, from top to bottom ------------------------------------------------------------------------


def _kop(office: Office, arms: bytes, say: Say) -> Kop:
    place = [
        say(f"surat.kop_{key}", value=getattr(office, key))
        for key in ("phone", "postcode", "email")
        if getattr(office, key)
    ]
    return Kop(
        city=say("surat.kop_city", city=office.city).upper(),
        kecamatan=say("surat.kop_kecamatan", kecamatan=office.kecamatan).upper(),
        kelurahan=say("surat.kop_kelurahan", kelurahan=office.kelurahan).upper(),
        contact=tuple(filter(None, (tidy(office.address), "  ·  ".join(place)))),
        arms=arms,
    )


def _city_name(office: Office) -> str:
    """The place in "Palembang, 3 Februari 2026": the city's name without what kind of city it is."""
    return office.city.removeprefix("Kota ").removeprefix("Kabupaten ")


def _place_date(words: _Words) -> str:
    return words.say("surat.place_date", place=_city_name(words.office), date=words.date)


def _address(words: _Words, number: str) -> Address:
    service, say = words.service, words.say
    given = (("number", number), ("nature", say("surat.ordinary")), ("copies", "–"), ("about", service.title))
    to = words.fill(service.surat.to) if service.surat else ""
    rows = tuple(Row(say(f"surat.row_{key}"), value) for key, value in given if value)
    return Address(rows, _place_date(words), tuple(to.split("\n")) if to else ())


def _blocks(words: _Words) -> Iterator[Block]:
    service, office, say = words.service, words.office, words.say
    place = {"kelurahan": office.kelurahan, "kecamatan": office.kecamatan, "city": office.city}
    yield Paragraph(say(f"surat.opening_{service.layout}", **place))
    yield _rows(service.subject, words.fields["pemohon"], service.identity)
    for field in service.ask:
        if field.kind is Kind.PERSON and words.fields.get(field.name):
            names = tuple(part.name for part in field.parts)
            yield _rows(field, words.fields[field.name], names, field.label["id"])
    if service.surat:
        yield from _body(service.surat.body, words)
    closing = say("surat.closing", keperluan=words.word("keperluan")) if service.keperluan is not None else ""
    valid = say("surat.valid", until=words.until) if words.until else ""
    yield from _paragraphs("\n".join((_basis(words), f"{closing} {valid}".strip())))


def _rows(field: Field, person: Mapping[str, Any], names: Iterable[str], heading: str = "") -> Rows:
    """The identity table of one person, the name strong."""
    first = field.find_part("nama")
    strong = first.label["id"] if first else ""
    given = identity_rows(field, names, person)
    return Rows(tuple(Row(label, text, strong=label == strong) for label, text in given), heading)


def _body(body: str, words: _Words) -> Iterator[Block]:
    """The body with each `{list}` made a table of its own; what follows the table begins afresh."""
    at = 0
    for match in _PLACEHOLDER.finditer(body):
        field = words.service.find_field(match[1])
        if field is None or field.kind is not Kind.LIST or not words.fields.get(match[1]):
            continue
        yield from _paragraphs(words.fill(body[at : match.start()]))
        yield _table(field, words.fields[match[1]], words.say)
        at = match.end()
    yield from _paragraphs(words.fill(body[at:].lstrip(" .;,") if at else body))


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


def _basis(words: _Words) -> str:
    """The pengantar the surat rests on; no sentence where a part of it is missing."""
    given = _pengantar(words.fields)
    if not {"rt", "nomor", "tanggal"} <= given.keys():
        return ""
    return words.say("surat.basis_rt_rw" if "rw" in given else "surat.basis_rt", **given)


def _signature(words: _Words, claims: seal.Claims | None) -> Signature:
    say, office = words.say, words.office
    signer: Mapping[str, str] = words.data.get("signer", {})
    lead, posts = _posts(Form(words.data.get("form", Form.LURAH)), signer.get("post", ""), office, say)
    note: tuple[str, ...] = ()
    if claims and claims.mode is not Mode.WET:
        note = (say(f"surat.note_{claims.mode}"), moment_words(claims.iat * 1000))
    own = words.service.layout == "pernyataan"
    return Signature(
        place_date="" if words.service.layout == "pengantar" else _place_date(words),
        caption=say("surat.known") if own else "",
        lead=lead,
        posts=posts,
        name=signer.get("name", DOTS),
        rank=signer.get("rank", ""),
        nip=say("surat.nip", nip=_group_nip(signer["nip"])) if signer.get("nip") else "",
        note=note,
    )


def _posts(form: Form, post: str, office: Office, say: Say) -> tuple[str, tuple[str, ...]]:
    """The form of authority (letters.md 2.3): what hangs before the first line, and the lines."""
    lurah = say("surat.lurah", kelurahan=office.kelurahan).upper()
    if form is Form.AN:
        return say("surat.an"), (lurah, say("surat.seklur").upper())
    if form is Form.UB:
        return say("surat.an"), (lurah, say("surat.seklur").upper(), say("surat.ub"), post.upper())
    return {Form.PLT: say("surat.plt"), Form.PLH: say("surat.plh")}.get(form, ""), (lurah,)


def _group_nip(nip: str) -> str:
    """A NIP of 18 digits as it is read: born, appointed, sex, serial (BKN)."""
    if len(nip) != 18:
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def _holder(words: _Words) -> Holder | None:
    """The resident signs a statement of his own; its words are the lurah's only as "mengetahui"."""
    service = words.service
    if service.layout != "pernyataan":
        return None
    name = capital_name(words.fields.get("pemohon", {}).get("nama", ""))
    duty = "meterai" in service.papers
    return Holder(words.say("surat.declares"), name, duty=duty, word=words.say("surat.duty"))


def _camat(office: Office, say: Say) -> tuple[str, str, str]:
    """Number line, "Mengetahui", post: the camat's own number comes back by hand."""
    camat = say("surat.camat", kecamatan=office.kecamatan).upper()
    return say("surat.camat_number"), say("surat.known"), camat


def _band(words: _Words, sheet: Sheet, claims: seal.Claims | None) -> Band:
    say, office = words.say, words.office
    trained = f"{say('surat.foot_training')} " if office.training else ""
    if claims is None:
        return Band(words=trained + say("surat.foot_draft"))
    labels = [say("surat.compare_name"), say("surat.compare_number")]
    labels += [fact.partition(":")[0].lower() for fact in claims.facts]
    archive = sheet.copy is Copy.ARCHIVE
    return Band(
        title=say("surat.band_title"),
        words=trained + say(f"surat.foot_{claims.mode}", jabatan=words.data["signer"]["post"]),
        qr=seal.text(office.host, b64decode(words.data["seal"])),
        compare=say("surat.compare", what=_join(labels, say("surat.and"))),
        host=office.host,
        code=seal.human_code(claims.cti),
        code_label=say("surat.code_label"),
        typed=say("surat.typed"),
        paraf=say("surat.paraf") if archive and sheet.passed else "",
        passed=tuple(map(_paraf, sheet.passed)) if archive else (),
    )


def _paraf(one: Passed) -> tuple[str, str]:
    return f"{one.step}: {one.name}", moment_words(one.at).replace(" pukul ", ", ")


def _join(parts: list[str], and_: str) -> str:
    return f"{', '.join(parts[:-1])}{',' * (len(parts) > 2)} {and_} {parts[-1]}"


def _mark(sheet: Sheet, say: Say) -> str:
    if sheet.copy is Copy.ARCHIVE:
        return say("surat.mark_archive")
    if sheet.copy is Copy.REPRINT:
        return say("surat.mark_reprint", n=sheet.n, date=date_words(moment_day(sheet.at)))
    return ""


def _values(words: _Words) -> Iterator[tuple[str, str]]:
    """Every text a person typed, with the label of its field: what a face may not have a glyph for."""
    say, service, office = words.say, words.service, words.office
    yield from _leaves(say("surat.applicant"), service.subject, words.fields["pemohon"])
    for field in service.fields:
        yield from _leaves(field.label["id"], field, words.fields.get(field.name))
    yield from _leaves(say("surat.pengantar"), None, words.fields.get("pengantar"))
    yield from _leaves(say("surat.signer"), None, words.data.get("signer"))
    kop = (office.city, office.kelurahan, office.kecamatan, office.address, office.phone, office.email)
    yield from _leaves(say("surat.kop"), None, kop)


def _leaves(label: str, field: Field | None, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            part = field.find_part(name) if field else None
            yield from _leaves(f"{label}, {part.label['id']}" if part else label, part, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(label, field, inner)
    elif isinstance(value, str):
        yield label, value
