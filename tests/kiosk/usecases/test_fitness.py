"""Whether an office can be worked with is asked before it is made; what failed to be made is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.office import Staff
from kiosk.usecases import acts, fitness, office, staff
from kiosk.usecases.office import Answers, Start
from tests import make
from tests.fakes import FakeWorld

PINS = {one.id: make.PIN for one in make.STAFF}


def init(home: Path, answers: Answers, *, device: str = "meja-1") -> Kiosk:
    settings = make.make_config(home, device=device)
    return office.init(FakeWorld().as_world(), settings, make.library(), answers, cost=make.CHEAP)


def find_files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"postcode": 30163}, "postcode"),
        ({"training": "yes"}, "training"),
        ({"seal": "domisili"}, "seal"),
        ({"seal": (1,)}, "seal"),
        ({"address": "شارع"}, "address"),
        ({"address": "Jalan Contoh\u202e1"}, "address"),
        ({"host": "periksa surat"}, "host"),
        ({"scope": "kelurahan"}, "scope"),
        ({"paper": "A3"}, "paper"),
        ({"chain": ()}, "chain"),
        ({"chain": ("operator", "boss", "signer")}, "chain"),
        ({"chain": ("operator",)}, "chain"),
        ({"kasi": {"pem": 1}}, "kasi"),
        ({"hours": {7: ("07:30", "16:00")}}, "hours"),
        ({"hours": {0: ("16:00", "07:30")}}, "hours"),
        ({"staff": (*make.STAFF, Staff("x y", "X", "X", ("operator",)))}, "staff x y: id, name, post"),
        ({"staff": (*make.STAFF, replace(make.OPERATOR, nip=cast("Any", 1970)))}, "staff op-1: nip"),
        ({"staff": (*make.STAFF, replace(make.OPERATOR, roles=("boss",)))}, "staff op-1: boss"),
    ],
)
def test_a_profile_some_surat_would_fail_over_is_named(values: dict[str, Any], problem: str) -> None:
    with pytest.raises(Refused) as caught:
        fitness.check_office(replace(make.OFFICE, **values), make.library().catalogue.ready())
    assert (caught.value.code, caught.value.details) == ("bad_profile", {"problem": problem})


@pytest.mark.parametrize(
    ("pattern", "unit", "code"),
    [
        ("{code}/{n:03}", "KEL-SLG", "pattern_without_year"),
        ("{kode}/{n}/{year}", "KEL-SLG", "pattern_token"),
        ("{code}/{n:03}/{unit}/{month_roman}/{year}", "KELURAHAN-SIALANG-RAYA", "number_too_long"),
    ],
)
def test_a_pattern_no_number_could_be_made_of_is_refused(pattern: str, unit: str, code: str) -> None:
    profile = replace(make.OFFICE, pattern=pattern, unit=unit)
    with pytest.raises(Refused) as caught:
        fitness.check_office(profile, make.library().catalogue.ready())
    assert caught.value.code == code


def test_an_office_that_could_not_be_made_leaves_nothing_and_is_made_the_next_time(tmp_path: Path) -> None:
    beyond = Answers(make.OFFICE, PINS, (Start("office", 2026, 1_000_000),))
    with pytest.raises(Refused, match="bad_data"):
        init(tmp_path, beyond)
    assert find_files(tmp_path) == []
    init(tmp_path, Answers(make.OFFICE, PINS)).db.close()
    assert find_files(tmp_path)


def test_an_office_that_stands_is_not_taken_back(tmp_path: Path) -> None:
    init(tmp_path, Answers(make.OFFICE, PINS)).db.close()
    before = find_files(tmp_path)
    with pytest.raises(Refused, match="office_exists"):
        init(tmp_path, Answers(make.OFFICE, PINS))
    assert find_files(tmp_path) == before


def test_a_device_name_no_certificate_can_bear_is_refused(desk: Kiosk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="bad_device_name"):
        init(tmp_path / "other", Answers(make.OFFICE, PINS), device="Meja 1")
    with pytest.raises(Refused, match="bad_device_name"):
        make.make_lobby(desk, tmp_path / "lobby", device="Lobi 2")
    assert office.find_certificate(desk) is not None  # what is kept can be read


def test_a_changed_profile_is_asked_the_same(desk: Kiosk) -> None:
    with pytest.raises(Refused, match="pattern_without_n"):
        office.change_profile(
            desk, make.operator, acts.begin(desk), replace(desk.office, pattern="{code}/{year}")
        )
    with pytest.raises(Refused, match="bad_profile"):
        staff.change_staff(desk, make.operator, (replace(make.LURAH, name=""),))
