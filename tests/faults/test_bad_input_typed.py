"""What people type and clocks say wrongly: a clear sentence, and nothing filed is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk import catalogue
from kiosk.context import RESIDENT, Kiosk
from kiosk.domain import nik
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from kiosk.store import cases, ledger, marks
from kiosk.usecases import acts, clock, permohonan, session, surat
from kiosk.usecases.permohonan import Filing
from tests import make
from tests.fakes import MONDAY, FakeWorld
from tests.faults.sentences import check_readable, check_sentence, refused

TODAY = date(2026, 11, 24)
HOUR = 3_600_000


def with_nik(digits: str) -> dict[str, object]:
    return {**make.LELA, "nik": digits}


# --- NIK --------------------------------------------------------------------------------------------


def test_a_nik_of_15_digits_is_refused_and_the_sentence_counts_them(desk: Kiosk) -> None:
    with refused("nik_length", "16", "15"):
        make.file(desk, subject=with_nik("167199450789000"))
    assert not cases.find_open(desk.db)


@pytest.mark.parametrize("digits", ["1671993102890003", "1671990013890003", "1671997202890003"])
def test_a_nik_with_a_date_that_never_was_is_refused(desk: Kiosk, digits: str) -> None:
    """31 February, month 13, and day 72: a woman born on the 32nd."""
    with refused("nik_date", "NIK"):
        make.file(desk, subject=with_nik(digits))


def test_the_letter_o_in_a_nik_is_named(desk: Kiosk) -> None:
    with refused("nik_characters", '"O"'):
        make.file(desk, subject=with_nik("167199450789OOO3"))


def test_an_area_in_no_list_is_a_remark_for_staff_and_files_all_the_same(desk: Kiosk) -> None:
    strange = "1695994507890003".replace("99", "50", 1)
    found = nik.warnings(nik.parse(strange), desk.reference.areas, today=TODAY)
    assert "nik_area_unknown" in found
    assert make.file(desk, subject=with_nik(strange)).case.status is Status.IN_REVIEW
    for language in ("id", "en"):
        check_readable(language, desk.texts[language]("nik.nik_area_unknown"))


def test_another_kecamatan_of_the_city_is_no_news(desk: Kiosk) -> None:
    """Where somebody was first registered says nothing about where they live."""
    areas = desk.reference.areas
    kecamatan = {one.digits[:6] for one in desk.reference.gazetteer.kelurahan}
    assert len(kecamatan) == 18
    for code in kecamatan:
        assert nik.warnings(nik.parse(f"{code}4507890003"), areas, today=TODAY) == ()


# --- PIN --------------------------------------------------------------------------------------------


def test_a_wrong_pin_says_how_often_one_may_try_again(desk: Kiosk) -> None:
    with refused("wrong_pin", "4"):
        session.sign_in(desk, "op-1", "999999")


def test_ten_wrong_pins_wait_a_quarter_of_an_hour_whatever_is_restarted(
    desk: Kiosk, world: FakeWorld
) -> None:
    for count in range(1, 6):
        with pytest.raises(Refused, match="wrong_pin"):
            session.sign_in(desk, "op-1", f"99999{count}")
    again = make.restart(desk, world)
    try:
        with refused("pin_wait", "60", "Rina Contoh"):
            session.sign_in(again, "op-1", make.PIN)
        for count in range(5):
            world.pass_time(minutes=1)
            with pytest.raises(Refused, match="wrong_pin"):
                session.sign_in(again, "op-1", f"88888{count}")
        assert session.get_wait(again, "op-1") == 15 * 60_000

        world.reboot()
        world.at += 365 * 24 * HOUR  # a clock set ahead frees nobody
        third = make.restart(again, world)
        try:
            with refused("pin_wait", "900", "Rina Contoh"):
                session.sign_in(third, "op-1", make.PIN)
            world.pass_time(minutes=15)
            assert session.sign_in(third, "op-1", make.PIN).id == "op-1"
        finally:
            third.db.close()
    finally:
        again.db.close()


def test_a_device_on_which_everybody_fails_asks_for_a_supervisor(desk: Kiosk) -> None:
    """Four wrong ones each, so that nobody waits: it is the device that does."""
    for one in ("op-1", "op-2", "kasi-1", "seklur-1", "seklur-an"):
        for count in range(4):
            with pytest.raises(Refused, match="wrong_pin"):
                session.sign_in(desk, one, f"77777{count}")
    with refused("device_locked"):
        session.sign_in(desk, "op-1", make.PIN)
    assert session.sign_in(desk, "lurah-1", make.PIN).id == "lurah-1"


# --- a service's file -------------------------------------------------------------------------------

DOMISILI = make.RESOURCES / "catalogue" / "domisili.toml"


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_a_service_file_with_an_unknown_key_is_named_with_its_line() -> None:
    text = DOMISILI.read_text("utf-8").replace(
        'icon = "house-line"', 'icon = "house-line"\nikon = "house-line"'
    )
    with refused("toml_key", "domisili.toml", "ikon", str(line_of(text, "ikon"))):
        catalogue.read_service(text.encode(), "domisili.toml", lists=make.library().reference)


def test_a_service_file_with_an_unknown_placeholder_is_named_with_its_line() -> None:
    text = DOMISILI.read_text("utf-8").replace("{sejak_tahun}", "{sejak_bulan}")
    with refused("service_placeholder", "domisili.toml", "surat", str(line_of(text, "body")), "sejak"):
        catalogue.read_service(text.encode(), "domisili.toml", lists=make.library().reference)


def test_a_broken_service_file_stops_the_start_and_not_a_permohonan(desk: Kiosk, tmp_path: Path) -> None:
    filed = make.file(desk)
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "domisili.toml").write_text('id = "domisili\n', encoding="utf-8")
    with refused("toml_syntax", "domisili.toml", "1"):
        catalogue.load(folder, lists=make.library().reference)
    assert cases.get_shown(desk.db, filed.case.id).case.status is Status.IN_REVIEW


# --- clock ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 86_400_000 * 3650], ids=["1970", "1979"])
def test_a_clock_at_1970_files_but_signs_only_a_date_an_officer_confirmed(
    desk: Kiosk, world: FakeWorld, at: int
) -> None:
    make.signed(desk)
    world.at = at
    kiosk = make.restart(desk, world)
    try:
        filed = permohonan.file(
            kiosk, RESIDENT, acts.begin(kiosk), Filing("domisili", make.DOMISILI, make.LELA)
        )
        assert filed.case.status is Status.IN_REVIEW
        case = make.at_signer(kiosk)
        with refused("date_untrusted", "19", "2026-11-23"):
            surat.sign(kiosk, make.operator, acts.begin(kiosk, case))
        with refused("date_out_of_range", "2026-11-23"):
            clock.confirm_date(kiosk, make.operator, acts.begin(kiosk), date(1970, 1, 1))
        assert not cases.get_shown(kiosk.db, case.id).case.sign

        world.at = MONDAY - 24 * HOUR  # the clock was set, but to a day before the last surat
        with refused("date_untrusted", "2026-11-22", "2026-11-23"):
            surat.sign(kiosk, make.operator, acts.begin(kiosk, case))

        world.at = MONDAY + 24 * HOUR
        assert surat.sign(kiosk, make.operator, acts.begin(kiosk, case)).sign["date"] == "2026-11-24"
        ledger.check(kiosk.db)
    finally:
        kiosk.db.close()


def test_a_clock_that_is_doubted_is_confirmed_once_a_day(desk: Kiosk, world: FakeWorld) -> None:
    """A surat was dated ahead of the clock; the register's holder says which day it is, and work goes on."""
    case = make.at_signer(desk)
    marks.raise_floor(desk.config.state, MONDAY + 24 * HOUR)
    with pytest.raises(Refused) as caught:
        surat.sign(desk, make.operator, acts.begin(desk, case))
    check_sentence(caught.value, "2026-11-23", "2026-11-24")
    world.at = MONDAY + 26 * HOUR
    clock.confirm_date(desk, make.operator, acts.begin(desk), date(2026, 11, 24))
    assert surat.sign(desk, make.operator, acts.begin(desk, case)).status is Status.SIGNED
