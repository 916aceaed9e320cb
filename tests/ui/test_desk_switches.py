"""People, numbers and modes over a real office: tried at once, saved, followed at once, taken back."""

from __future__ import annotations

import pytest

from kiosk.domain.office import Form
from kiosk.store import ledger
from kiosk.usecases import surat
from tests import make
from tests.ui.deskroom import Room, words
from tests.ui.test_desk_hours import last_settings
from ui.screens.desk.people import People
from ui.screens.desk.settings import CHOICES, PLACES


def test_each_switch_of_the_office_is_a_choice_or_has_a_page(room: Room) -> None:
    """letters.md 4.2: all of it is changed afterwards on one page."""
    on_one_page = {
        "chain",
        "same_person",
        "wet_by",
        "paper",
        "archive_copy",
        "self_print",
        "pengantar",
        "pbb",
    }
    assert on_one_page <= CHOICES.keys()
    assert {"kop", "people", "heads", "pattern", "modes", "hours", "menus"} <= PLACES.keys()
    page = room.settings()
    assert [place.key for place in page.state.places] == list(PLACES)
    assert page.state.places[1].said == words(
        "settings.people_now", names=f"{make.LURAH.name}, {make.SEKLUR_AN.name}"
    )
    assert all(place.said and place.glyph for place in page.state.places)


# --- numbers ------------------------------------------------------------------------------------------------


def next_domisili(room: Room) -> str:
    kiosk = room.work.kiosk
    return surat.next_number(kiosk, kiosk.catalogue.get("domisili")).text


def test_a_pattern_is_tried_while_it_is_typed_and_numbers_the_next_surat(room: Room) -> None:
    page = room.pattern()
    before = next_domisili(room)
    assert any(one.number.endswith("/001/KEL-SLG/XI/2026") for one in page.state.examples)
    page.type_pattern("{short}/{n}-Kel/{month_roman}/{year}")
    assert any(one.number == "SKD/1-Kel/XI/2026" for one in page.state.examples) or page.state.examples
    assert next_domisili(room) == before
    page.choose_scope("service")
    assert page.state.warning
    page.next()
    assert next_domisili(room).endswith("/1-Kel/XI/2026")
    assert last_settings(room)["scope"] == "service"
    make.signed(room.work.kiosk)
    assert next_domisili(room).endswith("/2-Kel/XI/2026")
    page.undo()
    assert (room.work.kiosk.office.pattern, room.work.kiosk.office.scope) == (
        make.OFFICE.pattern,
        make.OFFICE.scope,
    )


@pytest.mark.parametrize(
    ("pattern", "scope", "said"),
    [
        ("{month_roman}/{year}", "office", "{n}"),
        ("{n}/{month_roman}", "office", "{year}"),
        ("{n}{year}", "office", "memisahkan"),
        ("{n}/{year}", "service", "per layanan"),
        ("{n}/{jahr}", "office", "jahr"),
    ],
)
def test_a_pattern_that_could_give_two_surat_one_number_is_refused_in_words(
    room: Room, pattern: str, scope: str, said: str
) -> None:
    page = room.pattern()
    page.choose_scope(scope)
    page.type_pattern(pattern)
    assert said in page.state.problem
    assert page.state.examples == ()
    page.next()
    assert page.state.news_tone == "first"
    assert room.work.kiosk.office.pattern == make.OFFICE.pattern


def test_parts_are_added_apart_and_a_unit_the_pattern_needs_is_asked_for(room: Room) -> None:
    page = room.pattern()
    page.type_pattern("")
    for code in ("code", "n:03", "year"):
        page.add_token(code)
    assert (page.state.pattern, page.state.problem) == ("{code}/{n:03}/{year}", "")
    page.preset(make.OFFICE.pattern)
    page.type_unit("")
    assert page.state.problem == words("pattern.unit_missing")


# --- modes --------------------------------------------------------------------------------------------------


def test_a_service_gets_its_seal_and_loses_it_again(room: Room) -> None:
    page = room.modes()
    assert not page.state.has_center
    assert [row.key for row in page.state.rows if row.seal] == ["domisili"]
    page.toggle("usaha", "seal")
    page.toggle("domisili", "seal")
    page.next()
    assert ledger.ground(room.kiosk.db).office.get_modes("usaha") == ("wet", "seal")
    assert ledger.ground(room.kiosk.db).office.get_modes("domisili") == ("wet",)
    page.undo()
    assert room.work.kiosk.office.seal == ("domisili",)


def test_seal_for_all_leaves_out_what_wants_ink_and_goes_back_to_none(room: Room) -> None:
    page = room.modes()
    page.all_seal()
    assert all(row.seal is not row.wet_only for row in page.state.rows)
    page.all_seal()
    page.next()
    assert room.work.kiosk.office.seal == ()
    assert last_settings(room)["seal"] is False


# --- people -------------------------------------------------------------------------------------------------


def fill(page: People, **lines: str) -> None:
    for key, typed in lines.items():
        page.type(key, typed)


def find_signers(room: Room) -> list[str]:
    kiosk = room.work.kiosk
    return [one.id for one in surat.find_signers(kiosk, kiosk.catalogue.get("domisili"))]


def test_an_acting_lurah_signs_between_two_dates(room: Room) -> None:
    page = room.people_page()
    page.add()
    page.next()
    assert [line.key for line in page.state.lines if line.problem] == ["name", "post"]
    fill(page, name="Putri Contoh, S.IP.", post="Plh. Lurah Sialang", nip="197904042000032004")
    page.next()
    assert page.state.lines[1].problem == words("people.role_missing")
    page.role("lurah")
    page.role("signer")
    page.form(str(int(Form.PLH)))
    fill(page, since="23112026", until="32-11-2026")
    page.next()
    assert page.state.lines[-1].problem
    page.type("until", "30-11-2026")
    page.next()
    new = room.work.kiosk.office.find_staff("putri-contoh-s-ip")
    assert new is not None
    assert (new.form, new.since, new.until) == (Form.PLH, "2026-11-23", "2026-11-30")
    assert new.id in find_signers(room)
    assert "PIN" in page.state.news
    assert len(last_settings(room)["staff"]) == 64
    page.undo()
    assert room.work.kiosk.office.staff == make.STAFF
    assert "putri-contoh-s-ip" not in find_signers(room)


def test_who_has_left_signs_nothing_and_is_kept(room: Room) -> None:
    page = room.people_page()
    page.take(make.SEKLUR_AN.id)
    page.leave()
    page.next()
    assert make.SEKLUR_AN.id not in find_signers(room)
    gone = next(row for row in page.state.rows if row.key == make.SEKLUR_AN.id)
    assert (gone.gone, gone.signs) == (True, False)


def test_an_office_keeps_somebody_who_signs_and_somebody_at_the_desk(room: Room) -> None:
    page = room.people_page()
    page.take(make.LURAH.id)
    page.leave()
    page.next()
    assert page.state.news == words("people.no_signer")
    page.cancel()
    page.take(make.OPERATOR.id)
    page.role("register")
    page.next()
    assert page.state.news == words("people.no_register")
    assert room.work.kiosk.office.staff == make.STAFF


def test_nothing_typed_changes_nothing_and_nobody_else_may(room: Room) -> None:
    page = room.people_page()
    page.take(make.KASI.id)
    page.next()
    assert page.state.news_tone == "first"
    room.sign_in(make.kasi)
    page.type("name", "Kurnia Lain Contoh")
    page.next()
    assert page.state.news_tone == "error"
    page.add()
    assert [line.value for line in page.state.lines] == [""] * len(page.state.lines)
    fill(page, name="Rina Contoh", post="Operator")
    page.role("operator")
    room.sign_in(make.operator)
    page.next()
    fresh = {one.id for one in room.work.kiosk.office.staff} - {one.id for one in make.STAFF}
    assert fresh == {"rina-contoh"}
