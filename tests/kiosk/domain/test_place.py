"""The kelurahan of the city, found by code."""

from __future__ import annotations

import pytest

from kiosk.domain.errors import Refused
from tests.kiosk.domain.test_answers import LISTS

CITY = LISTS.gazetteer


def test_the_city_has_107_kelurahan_in_18_kecamatan() -> None:
    assert len(CITY.kelurahan) == 107
    assert len({(one.digits[:6], one.kecamatan) for one in CITY.kelurahan}) == 18


def test_a_code_is_found_with_and_without_dots() -> None:
    found = CITY.get("16.71.08.1006")
    assert found is CITY.get("1671081006")
    assert (found.name, found.kecamatan, found.digits) == ("Sialang", "Sako", "1671081006")


def test_a_code_that_is_not_there_is_refused_and_stands_for_itself_in_words() -> None:
    assert CITY.find("16.71.99.1001") is None
    assert (CITY.name_of("1671081006"), CITY.name_of("1671991001")) == ("Sialang", "1671991001")
    with pytest.raises(Refused) as refusal:
        CITY.get("16.71.99.1001")
    assert refusal.value.code == "unknown_kelurahan"
