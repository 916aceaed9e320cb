"""Answers as words on paper, and the facts a forger would want to change."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain import printed, resident
from kiosk.domain.errors import Refused
from kiosk.domain.service import Choice, Field, Kind
from tests.kiosk.domain.test_answers import CATALOGUE, FULL, ITEMS, LISTS, SERVICE, SUBJECT, field

HOUSE = Choice("dinas", {"id": "Dinas", "en": "Official"}, "rumah dinas")


@pytest.mark.parametrize(
    ("one", "value", "words"),
    [
        (field(Kind.TEXT), "Pempek Cek Lela", "Pempek Cek Lela"),
        (field(Kind.DATE), "2026-02-03", "3 Februari 2026"),
        (field(Kind.TIME), "14:05", "14.05 WIB"),
        (field(Kind.NUMBER), 1500, "1.500"),
        (field(Kind.NUMBER, unit="orang"), 4, "4 orang"),
        (field(Kind.NUMBER, unit="m²"), "72.5", "72,5 m²"),
        (field(Kind.NUMBER, unit="masehi"), 2015, "2015"),
        (field(Kind.NUMBER, unit="tahun"), 0, "kurang dari setahun"),
        (field(Kind.NUMBER, unit="bulan"), 0, "kurang dari sebulan"),
        (field(Kind.NUMBER, unit="orang"), 0, "0 orang"),
        (field(Kind.MONEY), 1_500_000, "Rp1.500.000 (satu juta lima ratus ribu rupiah)"),
        (field(Kind.CHOICE, choices=(HOUSE,)), "dinas", "rumah dinas"),
        (field(Kind.CHOICE, choices=(Choice("ya", {"id": "Ya", "en": "Yes"}),)), "ya", "Ya"),
        (field(Kind.CHOICE, list="polsek"), "Polsek Sako", "Polsek Sako"),
        (field(Kind.NIK), "1671994507890003", "1671994507890003"),
        (field(Kind.PERSON), {"nama": "Lela (Contoh)"}, "LELA (CONTOH)"),
        (field(Kind.PERSON), {}, ""),
        (ITEMS, [{"nama": "KTP", "jumlah": 2000}, {"nama": "SIM"}], "KTP, Rp2.000 (dua ribu rupiah); SIM"),
    ],
)
def test_each_kind_has_its_words(one: Field, value: Any, words: str) -> None:
    assert printed.printed(one, value) == words


def test_an_address_is_one_line() -> None:
    block = printed.printed(field(Kind.PLACE), LISTS.example["pemohon"]["alamat"])
    assert block == (
        "Jalan Contoh Raya No. 12 RT 007 RW 003, Kelurahan Sialang, Kecamatan Sako, "
        "Kota Palembang, Sumatera Selatan 30163"
    )
    assert printed.printed(field(Kind.PLACE), {"kota": "Kota Palembang"}) == "Kota Palembang"


def test_a_list_is_a_table_of_its_parts() -> None:
    assert printed.rows(ITEMS, [{"jumlah": 5}]) == (("", "Rp5 (lima rupiah)"),)
    assert printed.total(ITEMS, [{"jumlah": 5}, {}, {"jumlah": 7}]) == 12
    assert printed.total(field(Kind.LIST), []) is None


def test_a_body_may_name_answers_their_parts_counts_and_totals() -> None:
    names = printed.placeholders(SERVICE, FULL)
    assert names["pemilik"] == "BUDI (CONTOH)"
    assert names["pemilik.nik"] == "1671990507890004"
    assert names["isian.count"] == "3"
    assert names["isian.total"] == "Rp2.000 (dua ribu rupiah)"


def test_an_absent_answer_leaves_no_hole_in_the_program() -> None:
    names = printed.placeholders(SERVICE, {})
    assert set(names) == set(printed.placeholders(SERVICE, FULL))
    assert names["pemilik.nik"] == names["tempat"] == ""
    assert names["isian.count"] == "0"


def test_facts_are_short_lines_under_the_words_of_their_file() -> None:
    assert printed.fact_lines(SERVICE, FULL) == (
        "Isian.total: Rp2.000",
        "Isian.count: 3",
        "Tempat: menumpang",
        "Catatan: beres",
    )
    assert printed.fact_lines(SERVICE, {"catatan": "beres"}) == ("Catatan: beres",)
    tidak_mampu = CATALOGUE.get("tidak_mampu")
    assert printed.fact_lines(tidak_mampu, tidak_mampu.example) == (
        "Penghasilan sebulan: Rp1.500.000",
        "Keperluan: biaya rumah sakit",
    )


def test_identity_rows_join_place_and_date_of_birth() -> None:
    rows = resident.identity_rows(SUBJECT, CATALOGUE.get("domisili").identity, LISTS.example["pemohon"])
    assert dict(rows)["Nama"] == "LELA MARLINA (CONTOH)"
    assert dict(rows)["Tempat, tanggal lahir"] == "Palembang, 5 Juli 1989"
    assert [label for label, _ in rows][:3] == ["Nama", "NIK", "Tempat, tanggal lahir"]


def test_absent_parts_have_no_row() -> None:
    assert resident.identity_rows(SUBJECT, ("nama", "tanggal_lahir"), {"tanggal_lahir": "1989-07-05"}) == (
        ("Tanggal lahir", "5 Juli 1989"),
    )


def test_presets_hold_known_parts_only() -> None:
    for names in resident.PRESETS.values():
        assert [part.name for part in resident.person_parts(names, LISTS.lists)] == list(names)
    with pytest.raises(Refused) as refusal:
        resident.person_parts(("umur",), LISTS.lists)
    assert refusal.value.code == "unknown_part"


def test_every_choice_of_a_person_comes_from_a_list_that_is_there() -> None:
    for part in resident.subject_field(LISTS.lists).parts:
        assert (part.kind is Kind.CHOICE) == bool(part.choices), part.name
