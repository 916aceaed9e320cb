"""Answers: each kind's rule, what is open, and a sentence for everything that is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import catalogue, reference, texts
from kiosk.domain import answers, printed
from kiosk.domain.errors import Refused
from kiosk.domain.service import Choice, Fact, Field, Kind, Outcome, Service, Status

TODAY = date(2026, 11, 24)
RESOURCES = Path(__file__).parents[3] / "resources"
LISTS = reference.load(RESOURCES / "reference")
CATALOGUE = catalogue.load(RESOURCES / "catalogue", lists=LISTS)
WORDS = texts.load(RESOURCES / "texts")
SUBJECT = CATALOGUE.get("domisili").subject


def field(kind: Kind, **more: Any) -> Field:
    return Field(name="isian", kind=kind, label={"id": "Isian", "en": "Answer"}, **more)


def check(one: Field, value: Any) -> Any:
    return answers.check_answer(one, value, today=TODAY)


def code_of(one: Field, value: Any) -> str:
    """The code of a refusal, which has a sentence in both languages with every place filled."""
    with pytest.raises(Refused) as refusal:
        check(one, value)
    for words in WORDS.values():
        sentence = words.error(refusal.value)
        assert "{" not in sentence
        assert not sentence.startswith("error.")
    return refusal.value.code


def choices(*values: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, {"id": value, "en": value}) for value in values)


@pytest.mark.parametrize(("line", "code"), [("x" * 81, "text_too_long"), ("Лела", "text_characters")])
def test_a_line_of_a_file_is_refused_by_the_name_of_its_column(line: str, code: str) -> None:
    answers.check_printable("Pempek Cek Lela", label="nama")
    with pytest.raises(Refused, match=code) as refusal:
        answers.check_printable(line, label="nama")
    assert refusal.value.details["label"] == "nama"


@pytest.mark.parametrize(
    ("one", "value", "stored"),
    [
        (field(Kind.TEXT), "  Pempek \u200b Cek\tLela ", "Pempek Cek Lela"),
        (field(Kind.TEXT), "Jalan O’Brien № 5 – Ünal", "Jalan O’Brien № 5 – Ünal"),
        (field(Kind.PARAGRAPH), " satu \r\n\r\n\r\n dua ", "satu\n\ndua"),
        (field(Kind.DATE), "2026-02-03", "2026-02-03"),
        (field(Kind.DATE), "3-2-2026", "2026-02-03"),
        (field(Kind.DATE), "03/02/2026", "2026-02-03"),
        (field(Kind.DATE), date(2026, 2, 3), "2026-02-03"),
        (field(Kind.DATE, past=True, future=True), "2026-11-24", "2026-11-24"),
        (field(Kind.DATE, max_age_days=30), "2026-10-25", "2026-10-25"),
        (field(Kind.TIME), "7.05", "07:05"),
        (field(Kind.TIME), "23:59", "23:59"),
        (field(Kind.NUMBER), 5, 5),
        (field(Kind.NUMBER), "1.500", 1500),
        (field(Kind.NUMBER), "12,00", 12),
        (field(Kind.NUMBER, unit="m²"), "72,50", "72.5"),
        (field(Kind.NUMBER, unit="m²"), "72.5", "72.5"),
        (field(Kind.NUMBER, unit="m²"), "1.250,25", "1250.25"),
        (field(Kind.MONEY), 1_500_000, 1_500_000),
        (field(Kind.MONEY), "Rp 1.500.000", 1_500_000),
        (field(Kind.MONEY), "1500000,-", 1_500_000),
        (field(Kind.CHOICE, choices=choices("ya", "tidak")), " YA ", "ya"),
        (field(Kind.CHOICE, list="polsek"), " Polsek  Sako ", "Polsek Sako"),
        (field(Kind.NIK), "1671.9945.0789.0003", "1671994507890003"),
        (field(Kind.KK), "1671 9912 0315 0001", "1671991203150001"),
    ],
)
def test_values_are_stored_in_one_form(one: Field, value: Any, stored: Any) -> None:
    assert check(one, value) == stored
    assert check(one, stored) == stored


@pytest.mark.parametrize(
    ("one", "value", "code"),
    [
        (field(Kind.TEXT), 5, "answer_not_text"),
        (field(Kind.TEXT), "x" * 81, "text_too_long"),
        (field(Kind.TEXT, max=4), "lima!", "text_too_long"),
        (field(Kind.TEXT), "Лела", "text_characters"),
        (field(Kind.PARAGRAPH), "x" * 601, "text_too_long"),
        (field(Kind.PARAGRAPH), "😀", "text_characters"),
        (field(Kind.DATE), "31-2-2026", "bad_date"),
        (field(Kind.DATE), "0001-01-01", "bad_date"),
        (field(Kind.DATE), "besok", "bad_date"),
        (field(Kind.DATE), 20260203, "answer_not_text"),
        (field(Kind.DATE, past=True), "2026-11-25", "date_in_future"),
        (field(Kind.DATE, future=True), "2026-11-23", "date_in_past"),
        (field(Kind.DATE, max_age_days=30), "2026-10-24", "date_too_old"),
        (field(Kind.TIME), "24.00", "bad_time"),
        (field(Kind.NUMBER), "dua", "bad_number"),
        (field(Kind.NUMBER), True, "bad_number"),
        (field(Kind.NUMBER), 7.5, "bad_number"),
        (field(Kind.NUMBER), "1.50.0", "bad_number"),
        (field(Kind.NUMBER), "7,5", "number_not_whole"),
        (field(Kind.NUMBER), -1, "number_too_small"),
        (field(Kind.NUMBER, min=2), 1, "number_too_small"),
        (field(Kind.NUMBER, max=30), 31, "number_too_large"),
        (field(Kind.NUMBER, unit="masehi", past=True), 2027, "number_too_large"),
        (field(Kind.MONEY), "sejuta", "bad_amount"),
        (field(Kind.MONEY), True, "bad_amount"),
        (field(Kind.MONEY), 1.5, "bad_amount"),
        (field(Kind.MONEY, min=1000), 999, "number_too_small"),
        (field(Kind.MONEY, max=1000), 1001, "number_too_large"),
        (field(Kind.CHOICE, choices=choices("ya", "tidak")), "mungkin", "bad_choice"),
        (field(Kind.CHOICE, choices=choices("ya", "tidak")), 1, "answer_not_text"),
        (field(Kind.NIK), "167199450789000", "nik_length"),
        (field(Kind.KK), "S671991203150001", "kk_characters"),
        (field(Kind.PERSON), "Lela", "answer_not_a_group"),
        (field(Kind.PERSON), {"umur": 3}, "unknown_part"),
        (field(Kind.LIST), "KTP", "answer_not_rows"),
        (field(Kind.LIST), {"nama": "KTP"}, "answer_not_rows"),
        (field(Kind.LIST, max=1), [{}, {}], "too_many_rows"),
        (field(Kind.LIST), [{"nama": "KTP"}], "unknown_part"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence(one: Field, value: Any, code: str) -> None:
    assert code_of(one, value) == code


def test_a_year_is_named_without_separators() -> None:
    with pytest.raises(Refused) as refusal:
        check(field(Kind.NUMBER, unit="masehi", min=1920, past=True), "2027")
    assert refusal.value.details["max"] == "2026"


def test_a_code_of_the_register_is_as_good_as_its_word() -> None:
    one = field(Kind.CHOICE, choices=LISTS.lists["agama"])
    assert check(one, "3") == "Katolik"
    assert check(one, "katolik") == "Katolik"


def test_an_empty_choice_code_matches_nothing() -> None:
    assert code_of(field(Kind.CHOICE, choices=choices("ya", "tidak")), "") == "bad_choice"


def test_a_person_is_checked_part_by_part_and_named_by_its_path() -> None:
    with pytest.raises(Refused) as refusal:
        check(SUBJECT, {"nama": "Lela (CONTOH)", "nik": "123"})
    assert refusal.value.code == "nik_length"
    assert refusal.value.details["field"] == "pemohon.nik"
    assert refusal.value.details["label"] == "NIK"


def test_empty_parts_are_left_out_of_what_is_stored() -> None:
    stored = check(
        SUBJECT, {"nama": "Lela (CONTOH)", "agama": "", "tempat_lahir": "\u200b", "alamat": {"rt": ""}}
    )
    assert stored == {"nama": "Lela (CONTOH)"}


def test_rt_and_rw_are_three_digits() -> None:
    stored = check(
        SUBJECT, {"alamat": {"alamat": "Jalan Contoh 1", "rt": "7", "rw": "03", "kode_pos": "30163"}}
    )
    assert stored["alamat"] == {"alamat": "Jalan Contoh 1", "rt": "007", "rw": "003", "kode_pos": "30163"}
    assert code_of(SUBJECT, {"alamat": {"rt": "7a"}}) == "bad_rt_rw"
    assert code_of(SUBJECT, {"alamat": {"kode_pos": "0163"}}) == "bad_postcode"


def test_the_example_person_answers_everything() -> None:
    stored = check(SUBJECT, LISTS.example["pemohon"])
    assert stored == LISTS.example["pemohon"]
    assert answers.find_open_in(SUBJECT.parts, stored) == ()


ITEMS = field(
    Kind.LIST,
    required=True,
    min=2,
    parts=(
        Field(name="nama", kind=Kind.TEXT, label={"id": "Nama", "en": "Name"}, required=True),
        Field(name="jumlah", kind=Kind.MONEY, label={"id": "Jumlah", "en": "Amount"}),
    ),
)
ASKED = (
    Field(
        name="tempat",
        kind=Kind.CHOICE,
        label={"id": "Tempat", "en": "Place"},
        required=True,
        choices=choices("sewa", "menumpang"),
    ),
    Field(
        name="pemilik",
        kind=Kind.PERSON,
        label={"id": "Pemilik", "en": "Owner"},
        required=True,
        when={"tempat": "menumpang"},
        parts=SUBJECT.parts[:4],
    ),
    ITEMS,
    Field(name="catatan", kind=Kind.TEXT, label={"id": "Catatan"}, required=True, by="staff"),
)
FACTS = ("isian.total", "isian.count", "tempat", "catatan")
SERVICE = Service(
    id="uji",
    version=1,
    status=Status.READY,
    outcome=Outcome.SURAT,
    title="Surat Uji",
    label={},
    hint={},
    icon="",
    category="umum",
    sla="30m",
    ask=ASKED,
    example={},
    subject=SUBJECT,
    facts=tuple(Fact(name, {"id": name.capitalize()}) for name in FACTS),
)
FULL = {
    "tempat": "menumpang",
    "pemilik": {
        "nama": "Budi (CONTOH)",
        "nik": "1671990507890004",
        "kk": "1671991203150001",
        "tempat_lahir": "Palembang",
    },
    "isian": [{"nama": "KTP", "jumlah": 2000}, {"nama": "SIM"}, {}],
    "catatan": "beres",
}


def check_all(given: dict[str, Any], *open_: str) -> dict[str, Any]:
    return answers.check_answers(SERVICE, given, today=TODAY, open_=open_)


def test_complete_answers_are_stored_in_the_order_asked() -> None:
    stored = check_all(dict(reversed(FULL.items())))
    assert list(stored) == ["tempat", "pemilik", "isian", "catatan"]
    assert stored["isian"] == [{"nama": "KTP", "jumlah": 2000}, {"nama": "SIM"}]
    assert answers.find_open(SERVICE, stored) == ()
    assert json.loads(json.dumps(stored)) == stored


def test_an_answer_to_a_question_no_longer_asked_is_left_out() -> None:
    assert "pemilik" not in check_all({**FULL, "tempat": "sewa"})


@pytest.mark.parametrize("given", [{"umur": 3}, {"": 1}])
def test_an_answer_nobody_asked_for_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        check_all({**FULL, **given})
    assert refusal.value.code == "unknown_answer"


def test_leaving_open_what_is_not_asked_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        check_all(FULL, "umur.tahun")
    assert refusal.value.code == "unknown_answer"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"tempat": None}, "tempat"),
        ({"pemilik": {}}, "pemilik"),
        (
            {"pemilik": {"nama": "Budi (CONTOH)", "kk": "1671991203150001", "tempat_lahir": "Palembang"}},
            "pemilik.nik",
        ),
        ({"isian": []}, "isian"),
        ({"isian": [{"nama": "KTP"}]}, "isian"),
        ({"isian": [{"nama": "KTP"}, {"jumlah": 5}]}, "isian.2.nama"),
        ({"catatan": "  "}, "catatan"),
    ],
)
def test_a_missing_answer_is_named_by_its_path_and_may_be_left_open(
    change: dict[str, Any], path: str
) -> None:
    given = {**FULL, **change}
    with pytest.raises(Refused) as refusal:
        check_all(given)
    assert (refusal.value.code, refusal.value.details["field"]) == ("answer_missing", path)
    for words in WORDS.values():
        assert "{" not in words.error(refusal.value)
    stored = check_all(given, path)
    assert path in answers.find_open(SERVICE, stored)


def test_a_group_left_open_covers_its_parts() -> None:
    given = {**FULL, "pemilik": {"nama": "Budi (CONTOH)"}}
    stored = check_all(given, "pemilik")
    assert answers.find_open(SERVICE, stored) == ("pemilik.nik", "pemilik.kk", "pemilik.tempat_lahir")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
EVERY_KIND = [
    *(field(kind) for kind in Kind if kind is not Kind.LIST),
    ITEMS,
    SUBJECT,
    field(Kind.CHOICE, choices=choices("ya", "tidak")),
    field(Kind.NUMBER, unit="m²"),
]


@given(st.sampled_from(EVERY_KIND), VALUES)
def test_any_value_is_stored_stably_or_refused(one: Field, value: Any) -> None:
    try:
        stored = check(one, value)
    except Refused:
        return
    json.dumps(stored, allow_nan=False)
    assert isinstance(stored, str | int | dict | list)
    if stored not in ("", {}, []):
        assert check(one, stored) == stored
        assert isinstance(printed.printed(one, stored), str)


@given(st.integers(0, 10**12))
def test_an_amount_survives_every_way_of_typing_it(rupiah: int) -> None:
    one = field(Kind.MONEY)
    typed = [str(rupiah), f"{rupiah:,}".replace(",", "."), f"Rp{rupiah:,}".replace(",", ".") + ",00"]
    assert {check(one, text) for text in typed} == {rupiah}
