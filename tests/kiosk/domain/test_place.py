"""The kelurahan of the city, found by code and by name."""

from __future__ import annotations

import pytest

from kiosk.domain.errors import Refused
from tests.kiosk.domain.test_answers import LISTS

CITY = LISTS.gazetteer


def test_the_city_has_107_kelurahan_in_18_kecamatan() -> None:
    assert len(CITY.kelurahan) == 107
    assert len(CITY.kecamatan) == 18
    assert sum(len(CITY.in_kecamatan(code)) for code in CITY.kecamatan) == 107


def test_a_code_is_found_with_and_without_dots() -> None:
    found = CITY.get("16.71.08.1006")
    assert found is CITY.get("1671081006")
    assert (found.name, found.kecamatan, found.digits, found.kecamatan_code) == (
        "Sialang",
        "Sako",
        "1671081006",
        "16.71.08",
    )


def test_a_code_that_is_not_there_is_refused() -> None:
    assert CITY.find("16.71.99.1001") is None
    with pytest.raises(Refused) as refusal:
        CITY.get("16.71.99.1001")
    assert refusal.value.code == "unknown_kelurahan"


@pytest.mark.parametrize(
    ("name", "kecamatan", "code"),
    [
        ("sialang", "", "16.71.08.1006"),
        ("26 ILIR D I", "", "16.71.04.1003"),
        ("Lorokpakjo", "Ilir Barat Satu", "16.71.04.1002"),
        ("3-4 Ulu", "Seberang Ulu I", "16.71.02.1004"),
    ],
)
def test_a_name_is_found_however_it_is_spaced(name: str, kecamatan: str, code: str) -> None:
    found = CITY.find_named(name, kecamatan)
    assert found is not None
    assert found.code == code


def test_a_name_in_another_kecamatan_or_nowhere_is_not_found() -> None:
    assert CITY.find_named("Sialang", "Gandus") is None
    assert CITY.find_named("Atlantis") is None


def test_the_pilot_of_2019_had_34_kelurahan() -> None:
    assert sum(one.is_pilot for one in CITY.kelurahan) == 34
