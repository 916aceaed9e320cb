"""Hours, closed days and choices over a real office: saved together, followed at once, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.domain import worktime
from kiosk.domain.event import parse
from kiosk.store import documents, ledger
from kiosk.usecases import bulletins, worklist
from tests import make
from tests.ui.deskroom import Room, words
from tests.ui.visitors import Visitor
from ui.lobbywork import load_menus
from ui.screens.resident.ekitir import Ekitir
from ui.screens.resident.visit import Filed

MONDAY = date(2026, 11, 23)
SKCK = {"polsek": "Sako", "keperluan": "melamar kerja"}


def last_settings(room: Room) -> dict[str, Any]:
    """What the newest `settings` event of the ledger says."""
    events = [parse(entry.event) for entry in ledger.entries_after(room.kiosk.db, 0)]
    found: dict[str, Any] = [one for one in events if one.verb == "settings"][-1].data["values"]
    return found


def closed(room: Room) -> dict[str, str]:
    """The office's own closed days, each with its reason."""
    held = room.work.kiosk.office
    return {day: held.closed_why[day] for day in held.closed}


def test_a_closed_day_is_an_event_that_promises_and_agenda_follow_and_goes_again(room: Room) -> None:
    assert room.work.today() == MONDAY
    page = room.hours()
    before = worktime.due(worklist.get_hours(room.work.kiosk), room.work.now(), "1d")
    page.type_first("24112026")
    page.type_last("25-11-2026")
    page.type_why("Fogging gedung")
    page.add()
    assert [off.key for off in page.state.offs if off.fresh] == ["own 2026-11-24", "own 2026-11-25"]
    page.next()
    kiosk = room.work.kiosk
    assert kiosk.office.closed == ("2026-11-24", "2026-11-25")
    after = worktime.due(worklist.get_hours(kiosk), room.work.now(), "1d")
    assert after - before == 2 * worktime.DAY
    assert last_settings(room)["closed_why"] == {
        "2026-11-24": "Fogging gedung",
        "2026-11-25": "Fogging gedung",
    }
    agenda = bulletins.fill(load_menus(), kiosk, "agenda")
    assert agenda is not None
    lines = next(one for one in agenda.sections if one.key == "soon").lines
    assert lines[0].said["id"] == "Fogging gedung; hanya kantor ini"
    page.undo()
    assert room.work.kiosk.office.closed == ()
    assert (last_settings(room)["closed"], last_settings(room)["closed_why"]) == (False, False)
    assert not any(off.own for off in page.state.offs)


def test_a_day_still_in_the_fields_is_saved_with_the_rest_and_can_be_taken_away(room: Room) -> None:
    page = room.hours()
    page.type_first("24-11-2026")
    page.type_why("Listrik padam")
    page.next()
    assert closed(room) == {"2026-11-24": "Listrik padam"}
    page.remove("2026-11-24")
    page.next()
    assert closed(room) == {}


def test_days_that_make_no_sense_are_said_beside_their_fields(room: Room) -> None:
    page = room.hours()
    for first, last, why in (
        ("32-11-2026", "", "x"),
        ("24-11-2026", "", ""),
        ("24-11-2026", "20-11-2026", "x"),
        ("24-11-2026", "24-12-2027", "x"),
    ):
        page.type_first(first)
        page.type_last(last)
        page.type_why(why)
        page.next()
        assert page.state.problem
        assert page.state.news_tone == "first"
    assert room.work.kiosk.office.closed == ()


def test_the_year_shows_what_is_decreed_and_what_is_expected(room: Room) -> None:
    page = room.hours()
    kinds = {off.kind for off in page.state.offs}
    assert {words("hours.kind_holiday"), words("hours.kind_joint_leave")} <= kinds
    assert [off.key for off in page.state.offs] == sorted(off.key for off in page.state.offs)
    for _ in range(3):
        page.turn(1)
    assert page.state.year == "2029"
    assert all(words("hours.expected") in off.kind for off in page.state.offs)


def test_the_week_is_typed_and_wrong_times_save_nothing(room: Room) -> None:
    page = room.hours()
    page.open_at("0", "8.00")
    page.like_monday()
    page.toggle("4")
    page.toggle("5")
    page.close_at("5", "07.00")
    page.next()
    assert page.state.days[5].problem == words("error.hours_turned")
    assert room.work.kiosk.office.hours == make.OFFICE.hours
    page.close_at("5", "12.00")
    page.next()
    monday = ("08:00", "16:00")
    assert room.work.kiosk.office.hours == {**dict.fromkeys(range(4), monday), 5: ("08:00", "12:00")}
    assert last_settings(room)["hours"]["5"] == ["08:00", "12:00"]
    assert [one.is_open for one in page.state.days] == [True] * 4 + [False, True, False]


def test_nothing_is_written_where_nothing_changed_or_nobody_may(room: Room) -> None:
    page = room.hours()
    before = documents.find_end(room.kiosk.db, room.kiosk.office.code)
    page.next()
    page.toggle("6")
    page.toggle("6")
    page.next()
    room.sign_in(make.kasi)
    page.toggle("6")
    page.next()
    assert page.state.news_tone == "error"
    assert documents.find_end(room.kiosk.db, room.kiosk.office.code) == before


def test_a_slip_promises_a_day_where_the_office_is_shut_before(visitor: Visitor) -> None:
    visit = visitor.visiting.now
    late = worktime.midnight(date(2026, 12, 1))
    visitor.visiting.now = replace(visit, filed=Filed("i", "T", "1", "c", minutes=30, by=late))
    page = Ekitir(visitor.lobby, qr=lambda _: _Code(), papers={})
    page.opened()
    assert page.state.usual.endswith("1 Desember 2026")


class _Code:
    """A code nobody looks at."""

    side = 1

    def runs(self) -> tuple[tuple[int, int, int], ...]:
        return ()


def test_the_chain_and_who_stands_in_for_a_kasi_are_chosen_and_taken_back(room: Room) -> None:
    page = room.settings()
    page.choose("kasi_trb", "pem")
    page.choose("chain", "no_seklur")
    page.next()
    chosen = room.work.kiosk.office
    assert (chosen.chain, dict(chosen.kasi)) == (("operator", "kasi", "signer"), {"trb": "pem"})
    assert last_settings(room)["chain"] == ["operator", "kasi", "signer"]
    case = make.file(room.work.kiosk, service="pengantar_skck", answers=SKCK).case
    assert case.chain == ("operator", "kasi:pem", "signer")
    page.undo()
    assert room.work.kiosk.office == room.kiosk.office
    page.choose("chain", "short")
    assert not any(one.key.startswith("kasi_") for one in page.state.settings)


def test_a_chain_of_its_own_stays_until_another_is_chosen(room: Room) -> None:
    own = replace(room.work.kiosk.office, chain=("operator", "kasi", "lurah", "signer"))
    room.office.change(room.work.begin(), {"chain": own.chain})
    page = room.settings()
    chain = page.state.settings[0]
    assert [one.code for one in chain.choices if one.chosen] == ["own"]
    page.choose("chain", "full")
    page.choose("chain", "own")
    page.choose("paper", "F4")
    page.next()
    assert room.work.kiosk.office.paper == "F4"


def test_what_needs_a_page_of_its_own_says_how_it_stands_and_opens(room: Room) -> None:
    page = room.settings()
    hours = next(place for place in page.state.places if place.key == "hours")
    assert hours.said == words("settings.hours_now", days=5, closed=0)
    page.open("hours")
    assert room.went == [("hours", {})]
