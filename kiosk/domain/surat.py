"""Composes what stands on a surat, part by part, from what `sign` froze; where it stands is printing's."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.domain import cose, seal
from kiosk.domain.blocks import form_mark, make_attachments, make_blocks, make_witnesses
from kiosk.domain.filled import Say, Words
from kiosk.domain.forms import signer
from kiosk.domain.office import Office
from kiosk.domain.page import (
    Address,
    Band,
    Copy,
    Holder,
    Kop,
    Page,
    Passed,
    Row,
    Sheet,
    Signature,
)
from kiosk.domain.resident import SUBJECT
from kiosk.domain.seal import Mode
from kiosk.domain.service import Field, Service
from kiosk.domain.words import capital_name, date_words, joined, moment_day, moment_words, tidy


def compose(service: Service, data: Mapping[str, Any], *, office: Office, sheet: Sheet, say: Say) -> Page:
    """The page of a surat from the payload of its `sign` (core.md 3), in the order of letters.md 2.1.

    For a draft `data` holds what is known so far: fields, signer, form, and date if there is one; number,
    code and QR are left out whatever it holds. Raises Refused("bad_cose") or ("bad_seal").
    """
    draft = sheet.copy is Copy.DRAFT
    words = Words(service, data, office, say, draft=draft)
    claims = None if draft else seal.decode_claims(cose.parse(b64decode(data["seal"])).payload)
    number = "" if draft else data["number"]
    pengantar = service.layout == "pengantar"
    code = seal.human_code(claims.cti) if claims else ""
    return Page(
        paper=service.paper or office.paper,
        kop=_kop(office, sheet.arms, say),
        title="" if pengantar else service.title.upper(),
        number=say("surat.number", number=number) if number else "",
        address=_address(words, number) if pengantar else None,
        blocks=tuple(make_blocks(words)),
        signature=_signature(words, claims),
        holder=_holder(words),
        camat=_camat(office, say) if service.camat else (),
        band=_band(words, sheet, claims),
        mark=_mark(words, sheet),
        watermark=say("surat.mark_draft") if draft else "",
        training=say("surat.training") if office.training else "",
        foot=code,
        page_words=say("surat.page"),
        made=claims.iat if claims else 0,
        values=tuple(_values(words)),
        attachments=tuple(make_attachments(words, number)),
        witnesses=tuple(make_witnesses(words)),
    )


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


def _address(words: Words, number: str) -> Address:
    service, say = words.service, words.say
    copies = joined([one.code for one in words.enclosures]) or "–"
    given = (
        ("number", number),
        ("nature", say("surat.ordinary")),
        ("copies", copies),
        ("about", service.title),
    )
    to = words.fill(service.surat.to) if service.surat else ""
    rows = tuple(Row(say(f"surat.row_{key}"), value) for key, value in given if value)
    return Address(rows, words.place_date, tuple(say("surat.to", to=to).split("\n")) if to else ())


def _signature(words: Words, claims: seal.Claims | None) -> Signature:
    say = words.say
    ink = signer(words)
    rank, nip = ink.below
    note: tuple[str, ...] = ()
    if claims and claims.mode is not Mode.WET:
        note = (say(f"surat.note_{claims.mode}"), moment_words(claims.iat * 1000))
    return Signature(
        place_date="" if words.service.layout == "pengantar" else words.place_date,
        caption=say("surat.known") if words.service.layout == "pernyataan" else "",
        lead=ink.lead,
        posts=ink.posts,
        name=ink.name,
        rank=rank,
        nip=nip,
        note=note,
    )


def _holder(words: Words) -> Holder | None:
    """The resident signs a statement of his own; its words are the lurah's only as "mengetahui"."""
    service = words.service
    declares = service.layout == "pernyataan"
    if not declares and not (service.surat and SUBJECT in service.surat.signing):
        return None
    name = capital_name(words.fields.get("pemohon", {}).get("nama", ""))
    caption = words.say("surat.declares" if declares else "surat.asks")
    return Holder(caption, name, duty="meterai" in service.papers, word=words.say("surat.duty"))


def _camat(office: Office, say: Say) -> tuple[str, str, str]:
    """Number line, "Mengetahui", post: the camat's own number comes back by hand."""
    camat = say("surat.camat", kecamatan=office.kecamatan).upper()
    return say("surat.camat_number"), say("surat.known"), camat


def _band(words: Words, sheet: Sheet, claims: seal.Claims | None) -> Band:
    say, office = words.say, words.office
    trained = f"{say('surat.foot_training')} " if office.training else ""
    if claims is None:
        return Band(words=trained + say("surat.foot_draft"))
    labels = [say("surat.compare_name"), say("surat.compare_number")]
    labels += [_mid_sentence(fact.partition(":")[0]) for fact in claims.facts]
    archive = sheet.copy is Copy.ARCHIVE
    return Band(
        title=say("surat.band_title"),
        words=trained + say(f"surat.foot_{claims.mode}", jabatan=words.data["signer"]["post"]),
        qr=seal.text(office.host, b64decode(words.data["seal"])),
        compare=say("surat.compare", what=joined(labels)),
        host=office.host,
        code=seal.human_code(claims.cti),
        code_label=say("surat.code_label"),
        typed=say("surat.typed"),
        paraf=say("surat.paraf") if archive and sheet.passed else "",
        passed=tuple(map(_paraf, sheet.passed)) if archive else (),
    )


def _mid_sentence(label: str) -> str:
    """A label as it stands inside a sentence: small, but for what is always written large (KTP, KUA)."""
    return " ".join(word if word.isupper() else word.lower() for word in label.split(" "))


def _paraf(one: Passed) -> tuple[str, str]:
    return f"{one.step}: {one.name}", moment_words(one.at).replace(" pukul ", ", ")


def _mark(words: Words, sheet: Sheet) -> str:
    """What stands in the corner; a draft service says so on any paper, whoever prints it."""
    service, say = words.service, words.say
    if not service.is_ready:
        receiver = service.surat.receiver if service.surat else ""
        return form_mark(words, receiver) if service.layout == "formulir" else say("surat.mark_words")
    if sheet.copy is Copy.ARCHIVE:
        return say("surat.mark_archive")
    if sheet.copy is Copy.REPRINT:
        return say("surat.mark_reprint", n=sheet.n, date=date_words(moment_day(sheet.at)))
    return ""


def _values(words: Words) -> Iterator[tuple[str, str]]:
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
