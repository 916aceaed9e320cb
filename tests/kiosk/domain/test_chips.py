"""What is written alike becomes a proposal, and an accepted one a chip of its question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain import chips
from kiosk.domain.chips import FEWEST, Tally, check_chip, find_chipped, with_chips
from kiosk.domain.errors import Refused
from tests import make

DOMISILI = make.library().catalogue.get("domisili")
LOST = make.library().catalogue.get("kehilangan")
KEY = "domisili.keperluan:beasiswa baznas"


def nik(at: int) -> str:
    return f"1671990101{at:06d}"


def tally(texts: list[str], *, service: str = "domisili") -> Tally:
    """One permohonan of another person for each text."""
    made = Tally([DOMISILI, LOST])
    for at, text in enumerate(texts):
        made.add(service, nik(at), {"keperluan": text})
    return made


def test_ten_people_who_write_alike_are_a_proposal_in_their_usual_spelling_and_nine_are_not() -> None:
    alike = [
        "beasiswa BAZNAS",
        "Beasiswa  Baznas.",
        "beasiswa baznas",
        "beasiswa baznas",
        "(beasiswa, baznas)",
    ]
    assert not tally(alike + ["beasiswa baznas"] * (FEWEST - 6)).proposals()
    (found,) = tally(alike + ["beasiswa baznas"] * (FEWEST - 5)).proposals()
    assert (found.key, found.text, found.people) == (KEY, "beasiswa baznas", FEWEST)


def test_one_person_who_writes_it_ten_times_and_whoever_has_no_nik_are_none() -> None:
    made = Tally([DOMISILI])
    for _ in range(FEWEST):
        made.add("domisili", nik(1), {"keperluan": "beasiswa baznas"})
        made.add("domisili", "", {"keperluan": "beasiswa baznas"})
    assert not made.proposals()
    for at in range(2, FEWEST + 1):
        made.add("domisili", nik(at), {"keperluan": "beasiswa baznas"})
    assert [one.people for one in made.proposals()] == [FEWEST]


def test_a_chip_of_the_file_in_any_spelling_is_no_proposal() -> None:
    chip = DOMISILI.find_field("keperluan")
    assert chip is not None
    for text in (chip.chips[0].value, chip.chips[0].value.upper() + "!", chip.chips[0].label["en"]):
        assert not tally([text] * FEWEST).proposals()


def test_rows_of_a_list_are_counted_and_parts_of_a_person_are_not() -> None:
    made = Tally([LOST])
    for at in range(FEWEST):
        made.add("kehilangan", nik(at), {"barang": [{"nama": "dompet"}, {"nama": "KTP"}]})
    assert [one.key for one in made.proposals()] == ["kehilangan.barang.nama:dompet"]
    every = [path for one in make.library().catalogue.services for path in find_chipped(one)]
    assert "barang.nama" in every
    assert not [path for path in every if "tempat_lahir" in path and "." in path]


def test_only_proposals_leave_a_tally_and_they_name_nobody() -> None:
    text = repr(tally(["beasiswa baznas"] * FEWEST).proposals())
    assert "1671" not in text


def test_an_office_s_chips_stand_after_those_of_the_file_each_once() -> None:
    own = {
        KEY: "Beasiswa BAZNAS",
        "domisili.keperluan:bea siswa baznas": "beasiswa baznas",
        "domisili.keperluan:kerja": "MELAMAR KERJA",
        "usaha.keperluan:lain": "di lain surat",
        "domisili.hilang:x": "pertanyaan yang tidak ada lagi",
        "domisili.keperluan:panjang": "x" * 121,
        "kehilangan.barang.nama:dompet": "dompet",
    }
    before, after = DOMISILI.fields, with_chips(DOMISILI, own).fields
    assert [chip.value for chip in after[-1].chips] == [
        *(chip.value for chip in before[-1].chips),
        "Beasiswa BAZNAS",
    ]
    assert after[:-1] == before[:-1]
    assert after[-1].chips[-1].label == {"id": "Beasiswa BAZNAS", "en": "Beasiswa BAZNAS"}
    goods = with_chips(LOST, own).find_field("barang")
    assert goods is not None
    (chip,) = (part.chips[-1] for part in goods.parts if part.name == "nama")
    assert (chip.value, chip.label["id"]) == ("dompet", "Dompet")


def test_without_own_chips_a_service_stays_the_very_same() -> None:
    assert with_chips(DOMISILI, {"usaha.keperluan:lain": "lain"}) is DOMISILI


def test_a_chip_is_an_answer_its_question_takes() -> None:
    field = find_chipped(DOMISILI)["keperluan"]
    today = date(2026, 11, 24)
    assert check_chip(field, "  Beasiswa   BAZNAS ", today=today) == "Beasiswa BAZNAS"
    for text, code in (("", "chip_empty"), (" . ", "chip_empty"), ("x" * 121, "text_too_long")):
        with pytest.raises(Refused) as refused:
            check_chip(field, text, today=today)
        assert refused.value.code == code
    with pytest.raises(Refused, match="text_characters"):
        check_chip(replace(field, max=None), "請", today=today)


def test_a_key_is_its_question_and_what_the_spellings_have_in_common() -> None:
    assert (chips.get_question(KEY), chips.get_form(KEY)) == ("domisili.keperluan", "beasiswa baznas")
