"""Who a surat is for: errors while typing, a match, and everything else that looks like a miss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.visitors import KK6, NIK, SITI, Counter, Visitor
from ui.screens.resident.form import Form
from ui.screens.resident.identity import Identity, State, masked_name
from ui.screens.resident.visit import Known, Visit

OTHER_NIK = "1671990102150001"


def asked(visitor: Visitor, nik: str = NIK, kk6: str = KK6) -> Identity:
    identity = visitor.start("domisili")
    identity.nik_filled(nik)
    identity.type_kk(kk6)
    identity.next()
    return identity


def told(state: State) -> State:
    """What a visitor can tell apart: everything but the digits typed and where the page looks."""
    return replace(state, kk6="", nudge=0, target="")


def test_a_date_that_does_not_exist_is_said_at_the_twelfth_digit(visitor: Visitor) -> None:
    identity = visitor.start("domisili")
    identity.type_nik("16719999078")
    assert identity.state.nik_problem == ""
    identity.type_nik("167199990789")
    assert identity.state.nik_problem == visitor.say("error.nik_date")
    identity.type_nik("1671")
    assert identity.state.nik_problem == ""


def test_sixteen_digits_lead_on_to_the_kk(visitor: Visitor) -> None:
    identity = visitor.start("domisili")
    identity.nik_filled(NIK)
    assert (identity.state.target, identity.state.nik_problem) == ("kk", "")
    assert identity.state.nik_good == visitor.say("identity.nik_example")


def test_sixteen_digits_that_are_no_nik_stay_where_they_are(visitor: Visitor) -> None:
    identity = visitor.start("domisili")
    identity.nik_filled("1671994507890000")
    assert identity.state.target == "nik"
    assert identity.state.nik_problem == visitor.say("error.nik_serial")


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("1671990007890003", "nik_date"),  # day 00
        ("1671993207890003", "nik_date"),  # day 32
        ("1671994007890003", "nik_date"),  # day 40, a woman's day 00
        ("1671997207890003", "nik_date"),
        ("1671994500890003", "nik_date"),  # month 00
        ("1671994513890003", "nik_date"),
        ("1671992902230003", "nik_date"),  # 29 February of 1923 and 2023
        ("1671994507890000", "nik_serial"),
    ],
)
def test_a_number_no_office_can_have_issued_goes_no_further(visitor: Visitor, nik: str, code: str) -> None:
    identity = asked(visitor, nik)
    assert (identity.state.phase, identity.state.target) == ("ask", "nik")
    assert identity.state.nik_problem == visitor.say(f"error.{code}")


@pytest.mark.parametrize("nik", ["3201014507890003", "9999014507890003", "1671084507100003"])
def test_another_place_an_unknown_area_and_an_open_century_say_nothing_to_a_resident(
    visitor: Visitor, nik: str
) -> None:
    identity = asked(visitor, nik)
    assert (identity.state.phase, identity.state.nik_problem) == ("missed", "")
    assert identity.state.nik_good == visitor.say("identity.nik_good")


def test_next_goes_to_what_is_missing_and_asks_nobody(visitor: Visitor) -> None:
    visitor.counter.list_lost = True  # would be a miss, if it were asked
    identity = visitor.start("domisili")
    identity.type_nik("1671")
    identity.next()
    assert (identity.state.phase, identity.state.target) == ("ask", "nik")
    assert "4" in identity.state.nik_problem
    identity.nik_filled(NIK)
    identity.type_kk("12")
    before = identity.state.nudge
    identity.next()
    assert (identity.state.phase, identity.state.target) == ("ask", "kk")
    assert identity.state.nudge > before
    assert "2" in identity.state.kk_problem


def test_a_match_prefills_and_shows_no_whole_name(visitor: Visitor) -> None:
    identity = asked(visitor)
    assert identity.state.phase == "found"
    assert "AMINAH" not in identity.state.name
    assert identity.state.name.startswith("SI")
    assert visitor.visiting.now.typed["pemohon.alamat.rt_rw"] == "003012"
    identity.next()
    assert [one.key for one in visitor.on(Form).state.questions] == [
        "status_tempat",
        "sejak_tahun",
        "keperluan",
    ]


def test_wrong_digits_unknown_person_lost_list_and_no_kk_look_the_same() -> None:
    wrong = asked(Visitor(), kk6="999999").state
    unknown = asked(Visitor(Counter(known={}))).state
    lost = asked(Visitor(Counter(list_lost=True))).state
    without = Visitor().start("domisili")
    without.nik_filled(NIK)
    without.no_card_here()
    assert wrong.phase == "missed"
    assert told(wrong) == told(unknown) == told(lost) == told(without.state)


def test_after_a_miss_the_visitor_fills_in_everything(visitor: Visitor) -> None:
    identity = asked(visitor, kk6="999999")
    identity.next()
    assert [one.key for one in visitor.on(Form).state.questions] == [
        "pemohon.nama",
        "pemohon.tempat_lahir",
        "pemohon.born",
    ]


def test_another_person_does_not_inherit_the_answers_of_the_first(visitor: Visitor) -> None:
    identity = asked(visitor)
    identity.again()
    identity.nik_filled(OTHER_NIK)
    identity.next()
    assert identity.state.phase == "missed"
    assert "pemohon.nama" not in visitor.visiting.now.typed


def test_the_same_person_keeps_what_was_typed(visitor: Visitor) -> None:
    identity = asked(visitor, kk6="999999")
    visitor.visiting.now = visitor.visiting.now.with_answer("pemohon.nama", "SITI AMINAH (CONTOH)")
    identity.again()
    identity.next()
    assert visitor.visiting.now.typed["pemohon.nama"] == "SITI AMINAH (CONTOH)"


def test_for_somebody_else_the_relation_comes_before_the_digits(visitor: Visitor) -> None:
    identity = visitor.start("domisili")
    identity.for_other()
    identity.nik_filled(NIK)
    identity.type_kk(KK6)
    identity.next()
    assert (identity.state.phase, identity.state.target) == ("ask", "relation")
    assert identity.state.relation_problem
    identity.choose_relation("anak")
    identity.next()
    assert identity.state.phase == "found"
    assert visitor.visiting.now.relation == "anak"


def test_a_kept_draft_opens_with_nik_and_digits(visitor: Visitor) -> None:
    held = Visit(nik=NIK, kk6=KK6, typed={"sejak_tahun": "2015"}).as_draft() | {"service": "domisili"}
    visitor.counter.known = {(NIK, KK6): Known({}, draft=held)}
    asked(visitor)
    assert visitor.on(Form).state.questions
    assert visitor.visiting.now.typed["sejak_tahun"] == "2015"


def test_a_draft_of_another_service_is_a_miss(visitor: Visitor) -> None:
    held = Visit(nik=NIK, kk6=KK6).as_draft() | {"service": "usaha"}
    visitor.counter.known = {(NIK, KK6): Known({}, draft=held)}
    assert asked(visitor).state.phase == "missed"


def test_somebody_without_a_nik_is_led_to_the_desk(visitor: Visitor) -> None:
    identity = visitor.start("domisili")
    identity.no_nik()
    identity.next()
    assert visitor.journey.page == "queue_ticket"


def test_a_complaint_may_be_made_without_a_name(visitor: Visitor) -> None:
    identity = visitor.start("pengaduan")
    assert identity.state.may_be_anonymous
    identity.anonymous()
    assert visitor.on(Form).state.questions[0].key == "kategori"
    assert visitor.visiting.now.nik == ""


def test_nothing_typed_stays_after_the_page_is_left(visitor: Visitor) -> None:
    identity = asked(visitor)
    visitor.end()
    assert (identity.state.nik, identity.state.kk6, identity.state.name) == ("", "", "")
    assert visitor.visiting.now == Visit()


def test_a_masked_name_keeps_two_letters_of_each_word() -> None:
    assert masked_name("SITI AMINAH") == "SI•• AM••••"
    assert masked_name("A B") == "A B"
    assert SITI["nama"] not in masked_name(SITI["nama"])
