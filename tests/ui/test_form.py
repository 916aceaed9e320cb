"""The pages of questions: three at most, chips before keys, nothing lost, and what is left to staff."""

from __future__ import annotations

from kiosk.domain.errors import Unavailable
from tests.ui.visitors import NIK, Visitor
from ui.screens.resident.asking import plan
from ui.screens.resident.drawing import OTHER, STAFF, Question
from ui.screens.resident.form import Form, matching
from ui.screens.resident.papers import Papers
from ui.screens.resident.visit import Visit


def unknown(visitor: Visitor) -> Form:
    """The first page of somebody the list does not know."""
    identity = visitor.start("domisili")
    identity.nik_filled(NIK)
    identity.type_kk("999999")
    identity.next()
    identity.next()
    return visitor.on(Form)


def born(visitor: Visitor) -> Form:
    """The page after name, place and day of birth of somebody the list does not know."""
    form = unknown(visitor)
    form.answer("pemohon.nama", "SITI (CONTOH)")
    form.pick("pemohon.tempat_lahir", "Palembang")
    form.pick("pemohon.born", "1989-07-05")
    form.next()
    return visitor.on(Form)


def question(form: Form, key: str) -> Question:
    return next(one for one in form.state.questions if one.key == key)


def chosen(form: Form, key: str) -> list[str]:
    return [one.key for one in question(form, key).options if one.chosen]


def test_next_goes_to_the_first_question_that_is_missing(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.pick("status_tempat", "keluarga")
    form.next()
    assert visitor.journey.screen is form
    assert (form.state.target, form.state.nudge) == ("sejak_tahun", 1)
    assert question(form, "status_tempat").problem == ""
    assert "sejak tahun" in question(form, "sejak_tahun").problem


def test_an_answer_a_rule_refuses_is_said_beside_its_field(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.answer("sejak_tahun", "2091")
    assert "2026" in question(form, "sejak_tahun").problem
    form.answer("sejak_tahun", "2015")
    assert question(form, "sejak_tahun").problem == ""


def test_a_chip_tapped_again_is_taken_back(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.pick("status_tempat", "sewa")
    assert chosen(form, "status_tempat") == ["sewa"]
    form.pick("status_tempat", "sewa")
    assert chosen(form, "status_tempat") == []


def test_own_words_replace_the_chip_and_the_chip_the_own_words(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.pick("keperluan", "beasiswa")
    form.pick("keperluan", OTHER)
    assert (chosen(form, "keperluan"), question(form, "keperluan").shows_input) == ([OTHER], True)
    assert form.state.target == "keperluan"
    form.answer("keperluan", "mengurus warisan")
    assert visitor.visiting.now.typed["keperluan"] == "mengurus warisan"
    form.pick("keperluan", "beasiswa")
    assert (chosen(form, "keperluan"), question(form, "keperluan").shows_input) == (["beasiswa"], False)
    assert visitor.visiting.now.typed["keperluan"] == "beasiswa"


def test_what_is_left_to_staff_does_not_hold_the_page_back(visitor: Visitor) -> None:
    form = visitor.known_to_form("keterangan_umum")
    for one in form.state.questions:
        form.pick(one.key, STAFF)
    assert all(one.is_left and one.good for one in form.state.questions)
    form.next()
    visitor.on(Papers)


def test_a_tap_confirms_birth_and_sex_from_the_nik(visitor: Visitor) -> None:
    form = unknown(visitor)
    day = question(form, "pemohon.born").options[0]
    assert (day.key, day.title) == ("1989-07-05", "Perempuan, 5 Juli 1989")
    form.pick("pemohon.born", day.key)
    typed = visitor.visiting.now.typed
    assert (typed["pemohon.tanggal_lahir"], typed["pemohon.jenis_kelamin"]) == ("1989-07-05", "Perempuan")


def test_only_no_asks_for_the_day_and_the_sex(visitor: Visitor) -> None:
    form = unknown(visitor)
    form.answer("pemohon.nama", "SITI AMINAH (CONTOH)")
    form.pick("pemohon.tempat_lahir", "Palembang")
    form.pick("pemohon.born", "no")
    form.next()
    assert [one.key for one in visitor.on(Form).state.questions] == [
        "pemohon.tanggal_lahir",
        "pemohon.jenis_kelamin",
    ]


def test_three_letters_find_a_job(visitor: Visitor) -> None:
    form = born(visitor)
    form.pick("pemohon.pekerjaan", OTHER)
    form.answer("pemohon.pekerjaan", "bid")
    assert [one.title for one in question(form, "pemohon.pekerjaan").found] == ["Bidan"]
    form.choose_found("pemohon.pekerjaan", "Bidan")
    assert visitor.visiting.now.typed["pemohon.pekerjaan"] == "Bidan"
    assert question(form, "pemohon.pekerjaan").found == ()
    assert question(form, "pemohon.pekerjaan").value == "Bidan"


def test_letters_that_are_no_line_of_a_closed_list_are_no_answer(visitor: Visitor) -> None:
    form = born(visitor)
    form.pick("pemohon.pekerjaan", OTHER)
    form.answer("pemohon.pekerjaan", "astronot")
    form.next()
    assert visitor.journey.screen is form
    assert question(form, "pemohon.pekerjaan").problem


def test_a_birthplace_is_found_in_the_list_of_towns(visitor: Visitor) -> None:
    form = unknown(visitor)
    form.pick("pemohon.tempat_lahir", OTHER)
    form.answer("pemohon.tempat_lahir", "lub")
    assert "Lubuk Linggau" in [one.title for one in question(form, "pemohon.tempat_lahir").found]
    form.answer("pemohon.tempat_lahir", "Kampung Seberang")
    assert visitor.visiting.now.typed["pemohon.tempat_lahir"] == "Kampung Seberang"


def test_rt_and_rw_are_six_digits_or_left_to_staff(visitor: Visitor) -> None:
    form = born(visitor)
    form.pick("pemohon.agama", "Islam")
    form.pick("pemohon.status_kawin", "Kawin")
    form.pick("pemohon.pekerjaan", "Wiraswasta")
    form.next()
    form = visitor.on(Form)
    form.answer("pemohon.alamat.alamat", "Jl. Kebun Duku No. 14")
    form.answer("pemohon.alamat.rt_rw", "0030")
    assert "4" in question(form, "pemohon.alamat.rt_rw").problem
    form.answer("pemohon.alamat.rt_rw", "003012")
    assert question(form, "pemohon.alamat.rt_rw").good == "RT 003, RW 012"
    form.pick("pemohon.alamat.rt_rw", STAFF)
    form.next()
    assert visitor.journey.screen is not form


def test_the_largest_text_asks_one_question_at_a_time_and_loses_none(visitor: Visitor) -> None:
    visitor.known_to_form("domisili")
    for key in ("status_tempat", "sejak_tahun", "keperluan"):
        form = visitor.on(Form)
        form.fits(1)
        assert [one.key for one in form.state.questions] == [key]
        form.pick(key, STAFF)
        form.next()
    visitor.on(Papers)


def test_another_language_in_mid_form_loses_nothing(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.pick("status_tempat", "sewa")
    form.answer("sejak_tahun", "2015")
    visitor.tongue = "en"
    form.redraw()
    assert question(form, "status_tempat").title == "The house you live in"
    assert chosen(form, "status_tempat") == ["sewa"]
    assert question(form, "sejak_tahun").value == "2015"


def test_each_answer_is_kept_as_a_draft_at_once(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.answer("sejak_tahun", "2015")
    form.answer("sejak_tahun", "2015")
    kept = [draft.typed.get("sejak_tahun") for draft in visitor.counter.drafts]
    assert kept == ["2015"]
    assert visitor.counter.drafts[-1].draft


def test_a_draft_gives_the_same_visit_back(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.pick("keperluan", OTHER)
    form.answer("keperluan", "mengurus warisan")
    now = visitor.visiting.now
    back = Visit(service=now.service, draft=now.draft).with_draft(now.as_draft())
    assert back == now


def test_saving_for_later_ends_the_visit_and_keeps_the_answers(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.answer("sejak_tahun", "2015")
    form.save_for_later()
    assert form.state.kept
    assert visitor.counter.kept[0].typed["sejak_tahun"] == "2015"
    form.next()
    assert visitor.counter.ended == 1


def test_a_draft_the_disk_refuses_is_said_and_nothing_is_lost(visitor: Visitor) -> None:
    form = visitor.known_to_form("domisili")
    form.answer("sejak_tahun", "2015")
    form.failed(Unavailable("fault"))
    assert form.state.problem == visitor.say("error.fault")
    assert question(form, "sejak_tahun").value == "2015"


def test_each_row_of_a_list_is_a_page_and_a_removed_one_closes_the_gap(visitor: Visitor) -> None:
    form = visitor.known_to_form("kehilangan")
    assert form.state.can_add
    assert not form.state.can_remove
    form.pick("barang.1.nama", "KTP")
    form.add_row()
    form = visitor.on(Form)
    assert form.state.questions[0].key == "barang.2.nama"
    form.pick("barang.2.nama", "SIM")
    form.add_row()
    form = visitor.on(Form)
    form.pick("barang.3.nama", "BPKB")
    visitor.journey.back()
    visitor.on(Form).remove_row()
    typed = visitor.visiting.now.typed
    assert [typed.get(f"barang.{row}.nama") for row in (1, 2, 3)] == ["KTP", "BPKB", None]


def test_a_business_at_home_is_not_asked_for_its_address(visitor: Visitor) -> None:
    form = visitor.known_to_form("usaha")
    assert "alamat_usaha" in [one.key for one in form.state.questions]
    form.pick("alamat_usaha", OTHER)
    assert "alamat_usaha.alamat" in [ask.path for ask in plan(visitor.visiting.now, visitor.lobby.here())]
    form.pick("alamat_usaha", "home")
    assert not any(
        ask.path.startswith("alamat_usaha.") for ask in plan(visitor.visiting.now, visitor.lobby.here())
    )


def test_matching_puts_lines_that_begin_so_before_words_that_do() -> None:
    lines = ["Buruh tani/perkebunan", "Tani", "Petani/pekebun"]
    assert matching("tan", lines) == ("Tani", "Buruh tani/perkebunan")
