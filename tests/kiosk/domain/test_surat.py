"""What stands on a surat: every part, every kind of copy, every form of authority; not how it looks."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.filled import DOTS
from kiosk.domain.office import Form
from kiosk.domain.page import Copy, Page, Paragraph, Passed, Row, Rows, Sheet, Table
from kiosk.domain.service import Kind, Section
from kiosk.domain.surat import compose
from printing.book import COLUMNS
from tests.make import LELA, OFFICE, library
from tests.printing.sample import (
    INCOME,
    KEHILANGAN,
    LOST,
    PENGANTAR,
    PENGHASILAN,
    PERNYATAAN,
    SIGNED_AT,
    compose_own,
    draft_of,
    example,
    make_field,
    make_service,
    page_of,
    say,
    sealed,
    training,
)


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


def test_the_head_names_city_kecamatan_and_kelurahan_in_capitals() -> None:
    kop = page_of().kop
    assert (kop.city, kop.kecamatan, kop.kelurahan) == (
        "PEMERINTAH KOTA PALEMBANG",
        "KECAMATAN SAKO",
        "KELURAHAN SIALANG",
    )
    assert kop.contact == ("Jalan Contoh Nomor 1", "Telepon 0711 000000  ·  Kode Pos 30163")


def test_an_office_without_address_has_no_empty_contact_line() -> None:
    bare = replace(OFFICE, address="", phone="", postcode="", email="")
    assert page_of(office=bare).kop.contact == ()


def test_the_parts_stand_in_the_order_of_the_rules() -> None:
    page = page_of()
    assert page.title == "SURAT KETERANGAN TIDAK MAMPU"
    assert page.number == "Nomor: 100.2.2.5/007/KEL-SLG/XI/2026"
    opening, rows, *rest = page.blocks
    assert opening == Paragraph("Lurah Sialang, Kecamatan Sako, Kota Palembang, menerangkan bahwa:")
    assert isinstance(rows, Rows)
    assert rows.rows[0] == Row("Nama", "LELA CONTOH", strong=True)
    assert ("NIK", "1671994507890003") in [(row.label, row.value) for row in rows.rows]
    assert [row.strong for row in rows.rows].count(True) == 1
    body, certified, basis, closing = (block.text for block in rest if isinstance(block, Paragraph))
    assert "Rp1.500.000 (satu juta lima ratus ribu rupiah)" in body
    assert certified.endswith("kami menerangkan bahwa keluarga tersebut tidak mampu.")
    assert basis == "Dasar: pengantar RT 012 RW 004 Nomor 045/RT.012/XI/2026 tanggal 20 November 2026."
    assert (
        closing == "Surat ini diberikan untuk keperluan biaya rumah sakit. Berlaku sampai 22 Februari 2027."
    )
    assert page.signature.place_date == "Palembang, 24 November 2026"
    assert page.made == SIGNED_AT


def test_a_surat_without_an_end_says_nothing_of_one() -> None:
    assert texts(page_of(until=""))[-1] == "Surat ini diberikan untuk keperluan biaya rumah sakit."


@pytest.mark.parametrize(
    ("given", "basis"),
    [
        (
            {"rt": "1", "nomor": "2", "tanggal": "2026-11-20"},
            "Dasar: pengantar RT 1 Nomor 2 tanggal 20 November",
        ),
        ({"rt": "1", "rw": "2", "nomor": "3"}, ""),
        ({}, ""),
    ],
)
def test_the_basis_says_what_the_pengantar_has(given: dict[str, str], basis: str) -> None:
    found = [text for text in texts(page_of(fields={"pengantar": given})) if text.startswith("Dasar")]
    assert [text[: len(basis)] for text in found] == ([basis] if basis else [])


@pytest.mark.parametrize(
    ("form", "lead", "posts"),
    [
        (Form.LURAH, "", ("LURAH SIALANG",)),
        (Form.PLT, "Plt.", ("LURAH SIALANG",)),
        (Form.PLH, "Plh.", ("LURAH SIALANG",)),
        (Form.AN, "a.n.", ("LURAH SIALANG", "SEKRETARIS")),
        (Form.UB, "a.n.", ("LURAH SIALANG", "SEKRETARIS", "u.b.", "KEPALA SEKSI KESEJAHTERAAN")),
    ],
)
def test_the_form_of_authority_stands_above_the_name(form: Form, lead: str, posts: tuple[str, ...]) -> None:
    signature = page_of(form=form).signature
    assert (signature.lead, signature.posts) == (lead, posts)


def test_a_nip_is_read_in_its_four_parts_and_others_stay_as_they_are() -> None:
    assert page_of().signature.nip == "NIP 19700101 199503 1 001"
    assert page_of(form=Form.AN).signature.nip == "NIP NRP 77"
    assert page_of(form=Form.PLT).signature.nip == ""


@pytest.mark.parametrize(
    ("mode", "words", "note"),
    [
        ("wet", "Berlaku setelah ditandatangani dengan tinta dan dibubuhi cap kantor.", ()),
        (
            "seal",
            "Disetujui Lurah Sialang dengan PIN pribadi",
            ("Disegel secara elektronik", "24 November 2026 pukul 09.15 WIB"),
        ),
        (
            "tte",
            "Cetakan dari berkas PDF bertanda tangan elektronik",
            ("Ditandatangani secara elektronik", "24 November 2026 pukul 09.15 WIB"),
        ),
    ],
)
def test_the_foot_is_honest_about_the_mode(mode: str, words: str, note: tuple[str, ...]) -> None:
    page = page_of("domisili", mode=mode)
    assert page.band.words.startswith(words)
    assert page.signature.note == note


def test_only_a_certified_signature_is_called_one() -> None:
    assert "BSrE" not in page_of(mode="wet").band.words
    assert "tidak memakai sertifikat elektronik BSrE" in page_of("domisili", mode="seal").band.words


def test_the_band_says_what_to_compare_and_which_code_to_type() -> None:
    band = page_of().band
    assert "Cocokkan nama, nomor, penghasilan" in re.sub(r" keluarga.*?,", ",", band.compare)
    assert band.code == "M6SC-7N75-YR3R" == page_of().foot
    assert band.qr.startswith("HTTPS://VERIF.PALEMBANG.GO.ID/V#")


def test_a_draft_has_no_number_no_code_and_shows_what_is_open() -> None:
    page = draft_of(penghasilan=1_500_000)
    assert (page.number, page.band.qr, page.band.code, page.foot, page.made) == ("", "", "", "", 0)
    assert page.watermark == "KONSEP – BUKAN SURAT"
    assert page.band.words == "Konsep untuk diperiksa. Tidak bernomor dan tidak berlaku."
    assert f"dengan jumlah tanggungan {DOTS}" in texts(page)[1]
    assert page.signature.place_date == f"Palembang, {DOTS}"
    assert f"untuk keperluan {DOTS}." in texts(page)[-1]


def test_a_draft_without_a_signer_leaves_the_name_open() -> None:
    service = library().catalogue.get("domisili")
    data = {"fields": {"pemohon": LELA}}
    page = compose(service, data, office=OFFICE, sheet=Sheet(copy=Copy.DRAFT), say=say)
    assert page.signature.name == DOTS


def test_the_archive_copy_shows_who_passed_which_step_when() -> None:
    passed = (Passed("Petugas", "Rina Contoh", SIGNED_AT * 1000 - 600_000),)
    page = page_of(sheet=Sheet(copy=Copy.ARCHIVE, passed=passed))
    assert page.mark == "PERTINGGAL"
    assert page.band.paraf == "Paraf"
    assert page.band.passed == (("Petugas: Rina Contoh", "24 November 2026, 09.05 WIB"),)
    assert page.band.qr == page_of().band.qr
    assert page_of(sheet=Sheet(copy=Copy.ARCHIVE)).band.paraf == ""


def test_a_reprint_says_which_one_it_is_and_when() -> None:
    page = page_of(sheet=Sheet(copy=Copy.REPRINT, n=2, at=SIGNED_AT * 1000))
    assert page.mark == "CETAKAN KE-2\n24 November 2026"
    assert page.band.passed == ()


def test_the_original_carries_no_mark_and_no_watermark() -> None:
    page = page_of()
    assert (page.mark, page.watermark, page.training) == ("", "", "")


def test_a_training_office_says_so_on_the_page_and_in_the_foot() -> None:
    page = page_of(office=training())
    assert page.training == "LATIHAN"
    assert page.band.words.startswith("Latihan, tidak berlaku.")


@pytest.mark.parametrize(
    ("office", "service", "paper"),
    [("A4", "", "A4"), ("F4", "", "F4"), ("A4", "F4", "F4")],
)
def test_the_paper_of_a_service_wins_over_that_of_the_office(office: str, service: str, paper: str) -> None:
    given = replace(library().catalogue.get("domisili"), paper=service)
    page = compose(
        given,
        sealed(given, example("domisili")),
        office=replace(OFFICE, paper=office),
        sheet=Sheet(),
        say=say,
    )
    assert page.paper == paper


def test_a_pengantar_is_addressed_and_dated_at_its_head() -> None:
    page = compose_own(KEHILANGAN, LOST)
    assert page.address is not None
    assert [(row.label, row.value) for row in page.address.rows] == [
        ("Nomor", "100.2.2.5/007/KEL-SLG/XI/2026"),
        ("Sifat", "Biasa"),
        ("Lampiran", "–"),
        ("Hal", "Pengantar Laporan Kehilangan"),
    ]
    assert page.address.to == ("Yth. Kepala Kepolisian Sektor Sako", "di Kota Palembang")
    assert page.address.place_date == "Palembang, 24 November 2026"
    assert (page.title, page.signature.place_date) == ("", "")


def test_a_pengantar_without_addressee_has_rows_only() -> None:
    silent = replace(KEHILANGAN, surat=None)
    page = compose_own(silent, LOST)
    assert page.address is not None
    assert page.address.to == ()
    assert not [block for block in page.blocks if isinstance(block, Table)]


def test_a_list_becomes_a_table_and_the_sentence_goes_on_below_it() -> None:
    page = compose_own(KEHILANGAN, LOST)
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert table.head == ("No.", "Nama barang", "Nomor")
    assert table.rows == (("1", "KTP-el", ""), ("2", "STNK", "BG 1234 XX"))
    assert (table.right, table.total) == (frozenset(), "")
    at = page.blocks.index(table)
    assert page.blocks[at - 1] == Paragraph(
        "Nama tersebut melapor kehilangan barang berikut pada 21 November 2026:"
    )
    assert page.blocks[at + 1] == Paragraph("Laporan ini kami teruskan.")


def test_a_column_nobody_filled_is_not_printed() -> None:
    page = compose_own(KEHILANGAN, {**LOST, "barang": [{"nama": "KTP-el"}]})
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert table.head == ("No.", "Nama barang")


def test_amounts_stand_right_and_their_sum_in_words() -> None:
    page = compose_own(PENGHASILAN, INCOME)
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert table.rows[0] == ("1", "Ayah", "Rp1.500.000")
    assert table.right == {2}
    assert table.total == "Jumlah: Rp2.250.000 (dua juta dua ratus lima puluh ribu rupiah)"


def test_a_list_left_empty_prints_no_table() -> None:
    fields = {key: value for key, value in INCOME.items() if key != "penghasilan"}
    assert not [block for block in compose_own(PENGHASILAN, fields).blocks if isinstance(block, Table)]


def test_a_statement_is_signed_by_its_holder_and_known_to_the_lurah() -> None:
    page = compose_own(PERNYATAAN, {"pemohon": LELA})
    assert page.holder is not None
    assert (page.holder.caption, page.holder.name, page.holder.duty) == (
        "Yang menyatakan,",
        "LELA CONTOH",
        True,
    )
    assert page.signature.caption == "Mengetahui,"
    assert texts(page)[-1] == "Saya menyatakan bahwa saya belum memiliki rumah di Kelurahan Sialang."


def test_the_camat_knows_below_with_a_number_of_his_own() -> None:
    assert page_of().camat == ()
    page = compose_own(replace(PENGHASILAN, camat=True), INCOME)
    assert page.camat == ("Nomor:", "Mengetahui,", "CAMAT SAKO")


def test_a_second_person_stands_under_a_heading_of_his_own() -> None:
    child = make_field("anak", Kind.PERSON, "Anak", parts=PENGHASILAN.subject.parts)
    service = make_service("Surat Keterangan Wali", "Nama tersebut wali dari {anak}.", child)
    page = compose_own(service, {"pemohon": LELA, "anak": {"nama": "Adi Contoh", "nik": "1671990507100004"}})
    second = [block for block in page.blocks if isinstance(block, Rows)][1]
    assert second.heading == "Anak"
    assert second.rows[0] == Row("Nama", "ADI CONTOH", strong=True)
    assert texts(page)[1] == "Nama tersebut wali dari ADI CONTOH."


def test_a_person_without_a_name_among_its_parts_has_no_strong_row() -> None:
    parts = tuple(part for part in PENGHASILAN.subject.parts if part.name == "nik")
    other = make_field("lain", Kind.PERSON, "Lain", parts=parts)
    service = make_service("Surat Keterangan", "Isi.", other)
    page = compose_own(service, {"pemohon": LELA, "lain": {"nik": "1671990507100004"}})
    second = [block for block in page.blocks if isinstance(block, Rows)][1]
    assert [row.strong for row in second.rows] == [False]


def test_a_body_may_name_the_holder_the_office_the_number_and_the_pengantar() -> None:
    body = (
        "{pemohon.nama} ({pemohon.tanggal_lahir}) di {kelurahan}, {kecamatan}, {kota}; nomor {nomor}, "
        "{tanggal}, {berlaku_sampai}; {pengantar.rt}/{pengantar.rw} {pengantar.tanggal} {pemohon.pendidikan}."
    )
    page = compose_own(
        make_service("Surat Keterangan", body), {"pemohon": LELA, "pengantar": PENGANTAR}, until="2027-02-22"
    )
    assert texts(page)[1] == (
        "LELA CONTOH (5 Juli 1989) di Sialang, Sako, Kota Palembang; nomor 100.2.2.5/007/KEL-SLG/XI/2026, "
        "24 November 2026, 22 Februari 2027; 012/004 20 November 2026."
    )


def test_an_answer_in_braces_is_printed_and_never_filled_in() -> None:
    page = page_of("keterangan_umum", fields={"isi": "Nama tersebut menulis {nomor} dan {pemohon.nik}."})
    assert texts(page)[1] == "Nama tersebut menulis {nomor} dan {pemohon.nik}."


def test_each_line_of_a_free_text_is_a_paragraph() -> None:
    page = page_of("keterangan_umum", fields={"isi": "Satu.\n\nDua."})
    assert texts(page)[1:3] == ["Satu.", "Dua."]


def test_every_typed_text_is_handed_on_with_the_name_of_its_field() -> None:
    page = compose_own(KEHILANGAN, {**LOST, "pengantar": PENGANTAR})
    values = dict.fromkeys(page.values)
    for expected in (
        ("Pemohon, Nama", "LELA CONTOH"),
        ("Pemohon, Alamat, Jalan dan nomor", "Jalan Pempek Nomor 5"),
        ("Barang, Nomor", "BG 1234 XX"),
        ("Keperluan surat", "penggantian dokumen"),
        ("Surat pengantar", "045/RT.012/XI/2026"),
        ("Penanda tangan", "Budi Contoh, S.Sos."),
        ("Kop surat", "Jalan Contoh Nomor 1"),
    ):
        assert expected in values


@pytest.mark.parametrize(("seal", "code"), [(b"nothing", "bad_cose"), (b"", "bad_cose")])
def test_a_seal_that_is_none_is_refused(seal: bytes, code: str) -> None:
    service = library().catalogue.get("domisili")
    data: dict[str, Any] = {**sealed(service, example("domisili")), "seal": b64encode(seal).decode()}
    with pytest.raises(Refused) as refused:
        compose(service, data, office=OFFICE, sheet=Sheet(), say=say)
    assert refused.value.code == code


def test_a_surat_is_printed_in_indonesian_whatever_the_language_of_the_screen() -> None:
    indonesian, english = (library().texts[lang] for lang in ("id", "en"))
    assert indonesian.table("surat") == english.table("surat")
    for column in ("title", "totals", "witness", *COLUMNS):
        assert indonesian(f"book.{column}") == english(f"book.{column}")


def test_every_layout_has_an_opening() -> None:
    for layout in ("keterangan", "pengantar", "pernyataan", "formulir"):
        assert say.has(f"surat.opening_{layout}")


def test_equal_payloads_make_equal_pages() -> None:
    assert page_of() == page_of()
    assert page_of() != page_of(form=Form.PLT)


def test_a_service_without_body_still_opens_and_closes() -> None:
    service = make_service("Surat Keterangan", "", surat=Section(body=""))
    assert texts(compose_own(service, {"pemohon": LELA, "keperluan": "bank"})) == [
        "Lurah Sialang, Kecamatan Sako, Kota Palembang, menerangkan bahwa:",
        "Surat ini diberikan untuk keperluan bank.",
    ]
