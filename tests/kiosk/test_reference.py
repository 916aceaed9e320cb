"""The lists an office looks things up in: complete, spelled as people write, traceable to their source."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from holidays import country_holidays

from kiosk import reference
from kiosk.domain import nik
from kiosk.domain.errors import Refused

FOLDER = Path(__file__).parents[2] / "resources" / "reference"
LISTS = reference.load(FOLDER)


def test_every_kecamatan_of_the_country_is_known() -> None:
    assert len(LISTS.areas.current) == 7285
    assert len(LISTS.areas.retired) == 594
    assert not LISTS.areas.current & LISTS.areas.retired
    assert sum(len(code) == 2 for code in LISTS.area_names) == 38
    assert sum(len(code) == 4 for code in LISTS.area_names) == 514
    assert LISTS.area_names["1671"] == "Kota Palembang"


def test_the_kecamatan_of_the_city_are_areas_of_the_country() -> None:
    assert {one.digits[:6] for one in LISTS.gazetteer.kelurahan} <= LISTS.areas.current


def test_no_kecamatan_has_the_digits_of_an_example() -> None:
    known = LISTS.areas.current | LISTS.areas.retired
    assert not [code for code in known if code[4:] in nik.EXAMPLE_DISTRICTS]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("agama", 7),
        ("status_kawin", 4),
        ("pekerjaan", 89),
        ("pendidikan", 10),
        ("hubungan", 11),
        ("pangkat", 17),
        ("alasan_pindah", 7),
        ("klasifikasi_pindah", 5),
        ("jenis_kepindahan", 4),
        ("status_kk_tinggal", 4),
        ("status_kk_pindah", 3),
        ("elemen_data", 26),
        ("negara", 249),
    ],
)
def test_code_lists_are_complete(name: str, count: int) -> None:
    choices = LISTS.lists[name]
    assert len(choices) == count
    assert len({choice.value for choice in choices}) == count
    assert all(choice.label["id"] and choice.label["en"] for choice in choices)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("agama", "KATHOLIK", "Katolik"),
        ("agama", "5", "Buddha"),
        ("jenis_kelamin", "L", "Laki-laki"),
        ("jenis_kelamin", " perempuan ", "Perempuan"),
        ("pekerjaan", "PNS", "Pegawai negeri sipil (PNS)"),
        ("pendidikan", "DIPLOMA IV/ STRATA I", "Diploma IV/Strata I"),
        ("status_kawin", "KAWIN BELUM TERCATAT", "Kawin"),
        ("hubungan", "ISTERI", "Istri"),
        ("negara", "MY", "Malaysia"),
        ("negara", "Inggris", "Inggris Raya"),
        ("klasifikasi_pindah", "ANTAR KAB/KOTA", "Antarkabupaten/kota"),
    ],
)
def test_words_and_codes_of_other_programs_are_understood(name: str, text: str, value: str) -> None:
    assert LISTS.find_value(name, text) == value


def test_an_unknown_word_means_nothing() -> None:
    assert LISTS.find_value("agama", "7b") is None
    assert LISTS.find_value("hobi", "1") is None


def test_papers_have_words_and_a_way_to_be_scanned() -> None:
    assert {"pengantar", "ktp", "kk", "pernyataan", "frumah"} <= set(LISTS.papers)
    assert LISTS.papers["ktp"].scan == "picture"
    assert LISTS.papers["kk"].label["id"] == "Kartu Keluarga (KK)"


def test_holidays_are_dated_and_estimates_are_marked() -> None:
    assert date(2026, 8, 17) in LISTS.closed_days
    decreed = [one for one in LISTS.holidays if one.day.year <= 2027]
    assert len(decreed) == 79
    assert sum(one.kind == "joint_leave" for one in decreed) == 27
    assert sum(one.is_estimated for one in decreed) == 3


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_every_list_names_its_source_and_month(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").splitlines()[:5] if line.startswith("# ")]
    assert "Taken 20" in " ".join(head)


def test_the_invented_person_lives_in_the_city() -> None:
    person = LISTS.example["pemohon"]
    assert "(CONTOH)" in person["nama"]
    assert nik.parse(person["nik"]).is_example
    names = {(one.name, one.kecamatan) for one in LISTS.gazetteer.kelurahan}
    assert (person["alamat"]["kelurahan"], person["alamat"]["kecamatan"]) in names


def test_a_list_that_is_not_there_or_not_text_is_said_so(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "areas.csv", tmp_path)
    (tmp_path / "palembang.csv").write_bytes(b"\xff\xfe")
    broken = reference.load(tmp_path)
    for look in ("gazetteer", "areas", "papers"):
        with pytest.raises(Refused) as caught:
            getattr(broken, look)
        assert caught.value.code == "data_unreadable"


def test_the_decreed_days_are_those_the_calendars_give() -> None:
    """A second opinion on the list, from the package that later years are taken from."""
    years = (2025, 2026, 2027)
    reckoned = country_holidays("ID", years=years, categories=("public", "government"))
    assert {one.day for one in LISTS.holidays if one.day.year <= 2027} == set(reckoned)


def test_years_no_decree_is_there_for_are_reckoned_and_say_so() -> None:
    later = [one for one in LISTS.holidays if one.day.year > 2027]
    assert {one.day.year for one in later} == set(range(2028, 2028 + reference.RECKONED_YEARS))
    assert all(one.is_estimated for one in later)
    assert date(2030, 8, 17) in LISTS.closed_days
    assert all("Day" not in one.name for one in later)
