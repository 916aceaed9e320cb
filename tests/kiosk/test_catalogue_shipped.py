"""What is shipped: 36 surat and nine replies, each of which certifies, asks and prints what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pypdfium2 as pdfium
import pytest

from kiosk import servicefile
from kiosk.domain import answers, printed, seal, words
from kiosk.domain.page import Page, Sheet
from kiosk.domain.service import Field, Kind, Outcome, Service
from kiosk.domain.surat import compose
from kiosk.domain.wording import PLACE
from printing import render
from tests.kiosk.test_catalogue import LISTS, SHIPPED
from tests.make import OFFICE
from tests.printing.sample import KEY, SIGNED_AT, sealed
from tests.printing.sample import say as printed_words

READY = {
    *("domisili", "domisili_usaha", "usaha", "tidak_mampu", "tidak_mampu_sekolah", "belum_menikah"),
    *("janda_duda", "pengantar_skck", "kehilangan", "penghasilan", "belum_punya_rumah", "keterangan_umum"),
}
DRAFTS = {
    *("domisili_pendatang", "sudah_menikah", "pengantar_nikah", "nikah_non_islam", "numpang_nikah"),
    *("kelahiran", "kematian", "lahir_mati", "pemakaman", "pindah", "kelakuan_baik", "izin_keramaian"),
    *("beda_identitas", "perubahan_data", "ahli_waris", "wali", "pengantar_ktp", "pengantar_kk"),
    *("penguasaan_tanah", "taksiran_tanah", "bepergian", "pengantar_cerai", "izin_keluarga"),
    "keterangan_bank",
}
REPLIES = {
    *("pengaduan", "permintaan_informasi", "tanya_opd", "saran", "layanan_rumah", "janji_temu"),
    *("legalisasi", "keberatan", "hak_data"),
}
WET_ONLY = {
    *("pengantar_nikah", "nikah_non_islam", "izin_keramaian", "ahli_waris", "penguasaan_tanah"),
    *("taksiran_tanah", "izin_keluarga"),
}
SWITCHES = {("penghasilan", "untuk_sekolah")}
"""Questions that only open others."""

ALIKE = {
    *(
        "NIK",
        "RT",
        "RW",
        "Kelurahan",
        "Kecamatan",
        "Palembang",
        "Islam",
        "Hindu",
        "Pilot",
        "Status",
        "Semester",
    ),
    *("CV", "PT", "Laundry", "Bus", "Bank Sumsel Babel", "BRI", "BNI", "Bank Mandiri", "BTN", "BSI"),
}
"""Words and names that are the same in both languages."""

ALIKE_LISTS = {"negara"}
"""Code lists of names: half of the countries are called alike."""

SURAT = tuple(one for one in SHIPPED.services if one.outcome is Outcome.SURAT)
EVERY = pytest.mark.parametrize("service", SHIPPED.services, ids=lambda one: one.id)
EVERY_SURAT = pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)


@cache
def page_of(id_: str) -> Page:
    service = SHIPPED.get(id_)
    fields = {**LISTS.example, **service.example}
    data = sealed(service, fields, until="2027-02-22" if service.valid_days else "")
    return compose(service, data, office=OFFICE, sheet=Sheet(), say=printed_words)


@cache
def text_of(id_: str) -> tuple[str, ...]:
    """What pdfium reads on each page of the example."""
    with pdfium.PdfDocument(render.pdf(page_of(id_))) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def leaves(value: object, field: Field) -> Iterator[tuple[str, ...]]:
    """The printed words of an answer, group by group: as in a sentence, or as digits in boxes."""
    if field.kind is Kind.LIST and isinstance(value, list):
        for row in value:
            for part in field.parts:
                yield from leaves(row[part.name], part) if part.name in row else ()
    elif field.kind is Kind.PERSON and isinstance(value, dict):
        for part in field.parts:
            yield from leaves(value[part.name], part) if part.name in value else ()
    elif field.kind is Kind.MONEY:
        yield (words.money_text(int(str(value))),)  # a table has digits only, its sum also words
    else:
        boxed = "".join(reversed(str(value).split("-"))).replace(":", "")
        is_digits = field.kind in {Kind.DATE, Kind.TIME}
        yield (printed.printed(field, value), *((boxed,) if is_digits else ()))


def plain(text: str) -> str:
    """Text without spaces and case: a line may break anywhere, names stand in capitals."""
    return re.sub(r"[\s\u00ad\ufffe]", "", text).casefold()


# --- the list ---------------------------------------------------------------------------------------------


def test_36_surat_and_nine_replies_are_here() -> None:
    assert {one.id for one in SURAT if one.is_ready} == READY
    assert {one.id for one in SURAT if not one.is_ready} == DRAFTS
    assert len(SURAT) == 36
    assert {one.id for one in SHIPPED.services if one.outcome is Outcome.REPLY} == REPLIES


def test_what_needs_a_center_is_no_offer_of_an_office_alone() -> None:
    assert {one.id for one in SHIPPED.services if one.id in REPLIES and not one.is_ready} == {"tanya_opd"}


def test_23_surat_may_be_filed_alone_at_the_kiosk() -> None:
    assert sum(one.self_service for one in SURAT) == 23
    assert all(one.self_service for one in SURAT if one.is_ready)


def test_what_others_ink_can_never_be_sealed() -> None:
    assert {one.id for one in SURAT if one.wet_only} == WET_ONLY
    assert all(bool(one.seal) != one.wet_only for one in SURAT)
    assert {one.id for one in SURAT if one.camat} == {"izin_keramaian", "ahli_waris", "penguasaan_tanah"}


def test_no_two_bodies_are_equal_and_no_two_titles() -> None:
    bodies = [re.sub(r"\{[^}]*\}", "", one.surat.body) for one in SURAT if one.surat]
    assert len({plain(body) for body in bodies}) == 36
    assert len({one.title for one in SURAT}) == len({one.short for one in SURAT}) == 36


def test_land_always_asks_for_the_property_tax() -> None:
    assert {one.id for one in SURAT if one.pbb == "required"} == {"penguasaan_tanah", "taksiran_tanah"}


# --- each one ---------------------------------------------------------------------------------------------


@EVERY_SURAT
def test_the_example_stands_on_paper(service: Service) -> None:
    pages = text_of(service.id)
    assert plain(page_of(service.id).kop.kelurahan) in plain(pages[0])
    assert plain(service.title) in plain(pages[0])
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]


@EVERY_SURAT
def test_every_required_answer_stands_on_paper(service: Service) -> None:
    """Nothing that had to be asked is left off, and nothing half filled is printed."""
    text = plain("".join(text_of(service.id)))
    assert not {"{", "}", "[", "]"} & set(text)
    fields = [one for one in service.fields if one.required and one.name in service.example]
    for field in fields:
        if (service.id, field.name) not in SWITCHES:
            for said in leaves(service.example[field.name], field):
                assert any(plain(one) in text for one in said), field.name


def in_forms(service: Service) -> frozenset[str]:
    """Names of the answers that have a row in a form."""
    assert service.surat is not None
    parts = [*service.surat.parts, *(part for form in service.surat.attachments for part in form.parts)]
    rows = {name for part in parts for row in part.rows for name in row.names if not part.each}
    return frozenset(name.partition(".")[0] for name in (*rows, *(part.each for part in parts)))


@EVERY_SURAT
def test_no_question_is_asked_in_vain(service: Service) -> None:
    """A person stands below the holder; the rest has its place in the body or a row in a form."""
    assert service.surat is not None
    words_of = {match.partition(".")[0] for match in PLACE.findall(service.surat.body + service.surat.to)}
    drawn = words_of | service.surat.signing | in_forms(service) | {"keperluan"}
    for field in service.fields:
        if field.kind is not Kind.PERSON or service.layout == "formulir":
            assert field.name in drawn or (service.id, field.name) in SWITCHES, field.name


@EVERY_SURAT
def test_a_draft_says_so_on_every_page(service: Service) -> None:
    """Also on its forms: whoever prescribes one has not accepted ours."""
    for page in text_of(service.id):
        is_form = "Lampiran surat Nomor" in page or "(lanjutan)" in page or service.layout == "formulir"
        reason = "contoh belum disetujui" if is_form else "menunggu persetujuan kota"
        mark = "KONSEP FORMULIR" if is_form else "DRAF"
        assert (mark in page and reason in page) != service.is_ready


@EVERY_SURAT
def test_a_body_is_whole_sentences(service: Service) -> None:
    assert service.surat is not None
    ends = service.surat.body.rstrip("]")  # what stands in brackets may fall away, what it closes is whole
    assert ends.endswith((".", "{saksi}"))
    body = printed.placeholders(service, service.example)
    assert ".." not in service.surat.body
    assert "  " not in service.surat.body
    assert all("\n" not in text or field == "isi" for field, text in body.items())


@EVERY_SURAT
def test_the_seal_holds_the_example_with_all_its_facts(service: Service) -> None:
    assert len(service.title.encode()) <= 48
    assert len(service.id) <= 24
    facts = printed.fact_lines(service, service.example)
    assert len(facts) == len(service.facts) > 0
    assert size_of(service, facts) <= seal.COSE_BUDGET


def size_of(
    service: Service, facts: tuple[str, ...], name: str = "LELA MARLINA (CONTOH)", number: str = ""
) -> int:
    """Bytes of the signed seal of a surat."""
    claims = seal.Claims(
        kelurahan=OFFICE.code,
        service=service.id,
        number=number or f"{service.code}/123/KEL-SLG/XI/2026",
        title=service.title.upper(),
        name=name,
        nik="1671********0003",
        facts=facts,
        digest=bytes(16),
        mode=seal.Mode.WET,
        line=99_999,
        form=4,
        cti=bytes(10),
        iat=SIGNED_AT,
        exp=seal.last_second("2099-12-31"),
    )
    packed = seal.pack(claims)
    assert packed.title == claims.title
    return len(KEY.sign1(seal.encode_claims(packed)))


@EVERY_SURAT
def test_the_seal_holds_the_longest_values_a_service_allows(service: Service) -> None:
    facts = tuple(f"{fact.label['id']}: ".ljust(60, "M") for fact in service.facts)
    name = "RADEN AYU SITI NURHALIMAH KUSUMAWARDHANI TJOKROAMINOTO CONT"
    assert size_of(service, facts, name, number=f"{service.code}/1234/".ljust(40, "K")) <= seal.COSE_BUDGET


def labels_of(field: Field) -> Iterator[Mapping[str, str]]:
    """Every word a screen may show of a question: its own, its choices', its parts'."""
    yield from (field.label, field.help) if field.help else (field.label,)
    if field.list not in ALIKE_LISTS:
        yield from (choice.label for choice in (*field.choices, *field.chips))
    for part in field.parts:
        yield from labels_of(part)


@EVERY
def test_a_service_speaks_both_languages(service: Service) -> None:
    """Where English stands as the Indonesian does, it is a number or a word both have; nothing falls back."""
    labels = [service.label, service.hint, *(fact.label for fact in service.facts)]
    for field in service.fields:
        labels += labels_of(field)
    for label in labels:
        assert set(label) == {"id", "en"}
        assert all(label.values())
        assert label["en"] != label["id"] or label["id"].isdigit() or label["id"] in ALIKE, label


@pytest.mark.parametrize("service", SHIPPED.ready(), ids=lambda one: one.id)
def test_a_resident_types_little(service: Service) -> None:
    if service.self_service and service.outcome is Outcome.SURAT:
        assert servicefile.typing_count(service) <= servicefile.TYPED_MAX


@EVERY
def test_stored_answers_are_plain_json(service: Service) -> None:
    stored = answers.check_answers(service, service.example, today=servicefile.EXAMPLE_DAY)
    assert json.loads(json.dumps(stored, allow_nan=False)) == stored


@EVERY
def test_people_of_an_example_are_invented(service: Service) -> None:
    text = json.dumps(dict(service.example))
    assert all(nik[4:6] == "99" for nik in re.findall(r"\b\d{16}\b", text))
    for name in re.findall(r'"nama": "([^"]*)"', text):
        assert "CONTOH" in name or name in {"KTP", "kartu ATM"}


@pytest.mark.parametrize(
    ("id_", "name"), [("ahli_waris", "ahli_waris"), ("bepergian", "pengikut"), ("pindah", "pengikut")]
)
def test_many_rows_flow_over_pages_with_their_head(id_: str, name: str) -> None:
    service = SHIPPED.get(id_)
    field = service.find_field(name)
    assert field is not None
    row = service.example[name][0]
    rows = [{**row, "nama": f"Orang Ke-{n} (CONTOH)"} for n in range(1, (field.max or answers.ROWS_MAX) + 1)]
    fields = {
        **LISTS.example,
        **answers.check_answers(service, {**service.example, name: rows}, today=servicefile.EXAMPLE_DAY),
    }
    page = compose(service, sealed(service, fields), office=OFFICE, sheet=Sheet(), say=printed_words)
    with pdfium.PdfDocument(render.pdf(page)) as document:
        texts = [one.get_textpage().get_text_range() for one in document]
    assert f"Halaman 1 dari {len(texts)}" in texts[0]
    assert plain(str(rows[-1]["nama"])) in plain("".join(texts))
    for text in texts:
        if "Orang Ke-" in text:
            assert "No." in text


def test_a_long_name_address_and_body_still_make_a_surat() -> None:
    service = SHIPPED.get("kematian")
    name = "RADEN AYU SITI NURHALIMAH KUSUMAWARDHANI TJOKROAMINOTO CONTOH"[:60]
    street = "Perumahan Contoh Indah Permai Tahap Kedua, Jalan Kolonel Contoh Lorong Mawar No. 128"
    dead = {**service.example["jenazah"], "nama": name}
    dead["alamat"] = {**dead["alamat"], "alamat": street[:80]}
    fields = {**LISTS.example, **service.example, "jenazah": dead, "tempat": "rumah " * 9}
    page = compose(
        service, sealed(service, fields), office=replace(OFFICE, paper="F4"), sheet=Sheet(), say=printed_words
    )
    assert plain(name) in plain(_first_page(render.pdf(page)))


def _first_page(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range())
