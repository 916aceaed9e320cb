"""A slip opens the way of its surat: stops with dates, what to bring, acts pressed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from tests.fakes import MONDAY
from tests.ui.visitors import REFERENCE, Visitor
from ui.screens.resident.slip import group_code, read_slip
from ui.screens.resident.track import Doings, Tracking

TICKET, PIN = "M6SC-7N75-YR3R", "060802"
CODE = f"HTTPS://VERIF.PALEMBANG.GO.ID/L#{TICKET}.{PIN}"
CHAIN = ("operator", "kasi:pem", "seklur", "signer")


@dataclass(frozen=True)
class Case:
    """As much of a track as the page asks."""

    id: str = "case"
    base: str = "base"
    ticket: str = TICKET
    title: Mapping[str, str] = field(default_factory=lambda: {"id": "Domisili", "en": "Residence"})
    status: Status = Status.IN_REVIEW
    step: str = "operator"
    chain: tuple[str, ...] = CHAIN
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    dates: tuple[tuple[str, int], ...] = (("file", MONDAY),)
    may_complete: bool = False
    may_withdraw: bool = True
    may_print: bool = False
    is_waiting: bool = False
    refused: tuple[str, ...] = ()
    reply: bool = False
    answer: str = ""
    arrived: tuple[int, int] = (0, 0)


class Desk:
    """Keeps one permohonan."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.acts: list[str] = []

    def find(self, ticket: str, pin: str) -> Case:
        if (ticket, pin) != (TICKET, PIN):
            raise Refused("ticket_unknown")
        return self.case

    def complete(self, _case: object, act: str) -> Case:
        self.acts.append(act)
        return replace(self.case, status=Status.IN_REVIEW, reasons=(), may_complete=False, is_waiting=True)

    def withdraw(self, _case: object, act: str) -> Case:
        self.acts.append(act)
        return replace(self.case, status=Status.WITHDRAWN, may_withdraw=False)

    @property
    def doings(self) -> Doings:
        return Doings(self.find, self.complete, self.withdraw, lambda: MONDAY)


def page(case: Case, language: str = "id") -> tuple[Tracking, Desk, Visitor]:
    visitor, desk = Visitor(language=language), Desk(case)
    screen = Tracking(visitor.lobby, doings=desk.doings, papers=REFERENCE.papers)
    screen.opened()
    return screen, desk, visitor


def opened(case: Case, language: str = "id") -> Tracking:
    screen, _, _ = page(case, language)
    screen.scanned(CODE)
    return screen


def test_a_slip_under_the_reader_needs_no_typing() -> None:
    screen = opened(Case())
    assert screen.state.phase == "shown"
    assert screen.state.pin == ""
    assert screen.state.headline == "Sedang diperiksa petugas"


def test_another_code_is_said_to_be_no_slip() -> None:
    screen, _, visitor = page(Case())
    screen.scanned("HTTPS://VERIF.PALEMBANG.GO.ID/V#123")
    assert (screen.state.phase, screen.state.problem) == ("ask", visitor.say("track.not_a_slip"))


def test_what_is_missing_of_ticket_and_pin_is_named() -> None:
    screen, _, _ = page(Case())
    screen.type_ticket("m6sc7n75")
    screen.next()
    assert (screen.state.ticket, screen.state.target) == ("M6SC-7N75", "ticket")
    assert "8" in screen.state.ticket_problem
    screen.type_ticket("m6sc7n75yr3r")
    screen.type_pin("06")
    screen.next()
    assert screen.state.target == "pin"
    assert "2" in screen.state.pin_problem


def test_a_wrong_pin_opens_nothing() -> None:
    screen, _, visitor = page(Case())
    screen.type_ticket(TICKET)
    screen.type_pin("111111")
    screen.next()
    assert (screen.state.phase, screen.state.stops) == ("ask", ())
    assert screen.state.problem == visitor.say("error.ticket_unknown")


def test_done_stops_have_dates_and_one_is_now() -> None:
    dates = (("file", MONDAY), ("pass", MONDAY + 3_600_000))
    stops = opened(Case(step="kasi:pem", dates=dates)).state.stops
    assert [stop.phase for stop in stops] == ["done", "done", "now", "later", "later", "later"]
    assert stops[0].said.startswith("23 November 2026 pukul 09.00")
    assert stops[1].said.startswith("23 November 2026 pukul 10.00")


def test_after_a_return_only_the_passes_of_the_new_round_count() -> None:
    dates = (("file", 1), ("pass", 2), ("return", 3), ("complete", 4), ("pass", MONDAY))
    stops = opened(Case(step="kasi:pem", dates=dates)).state.stops
    assert [stop.phase for stop in stops] == ["done", "done", "now", "later", "later", "later"]
    assert stops[1].said.startswith("23 November 2026")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_words_and_its_colour(status: Status, language: str) -> None:
    screen = opened(Case(status=status), language)
    assert screen.state.headline
    assert "track." not in f"{screen.state.headline} {screen.state.told}"
    assert all("track." not in f"{stop.title} {stop.said}" for stop in screen.state.stops)


def test_all_stops_of_a_surat_that_was_taken_are_done() -> None:
    stops = opened(Case(status=Status.HANDED_OVER)).state.stops
    assert {stop.phase for stop in stops} == {"done"}


def test_what_came_back_says_why_and_what_to_bring() -> None:
    case = Case(status=Status.RETURNED, reasons=("paper_missing", "Datang bersama ayah."), missing=("kk",))
    rows = opened(case).state.bring
    assert [row.title for row in rows] == [
        "berkas Kartu Keluarga (KK) belum ada",
        "Datang bersama ayah.",
        "Kartu Keluarga (KK)",
    ]


def test_a_double_press_is_one_act_and_a_new_state_has_new_buttons() -> None:
    screen, desk, _ = page(Case(status=Status.RETURNED, may_complete=True))
    screen.scanned(CODE)
    screen.complete()
    assert screen.state.waits
    screen.scanned(CODE)
    screen.complete()
    assert len(desk.acts) == len(set(desk.acts)) == 2


def test_withdrawing_asks_once_more() -> None:
    screen, desk, _ = page(Case())
    screen.scanned(CODE)
    screen.withdraw()
    assert (screen.state.phase, desk.acts) == ("withdraw", [])
    screen.keep()
    assert screen.state.phase == "shown"
    screen.withdraw()
    screen.next()
    assert len(desk.acts) == 1
    assert screen.state.headline == "Dibatalkan"


def test_an_act_that_came_too_late_is_told_by_name_and_can_be_repeated() -> None:
    screen, desk, _ = page(Case(status=Status.RETURNED, may_complete=True, refused=("complete",)))
    screen.scanned(CODE)
    assert "sudah dilengkapi" in screen.state.late
    screen.leave()
    assert screen.state.late == ""
    screen.repeat()
    assert len(desk.acts) == 1


def test_ticket_and_pin_leave_the_screen_with_the_visitor() -> None:
    screen = opened(Case())
    screen.closed()
    assert (screen.state.ticket, screen.state.stops) == ("", ())


def test_only_the_code_of_a_slip_is_read_as_one() -> None:
    assert read_slip(CODE) == (TICKET, PIN)
    assert read_slip(CODE.lower()) == (TICKET, PIN)
    assert read_slip(CODE + "1") is None
    assert read_slip("https://x/V#M6SC-7N75-YR3R.060802") is None
    assert group_code("m6 sc-7n75yr3rxx") == TICKET


def test_how_many_files_have_arrived_is_said_in_words_and_nothing_where_there_are_none() -> None:
    def shown(arrived: tuple[int, int], language: str = "id") -> str:
        screen, *_ = page(Case(arrived=arrived), language)
        screen.type_ticket(TICKET)
        screen.type_pin(PIN)
        screen.next()
        return screen.state.files

    assert shown((2, 3)) == "2 dari 3 berkas sudah sampai di meja pelayanan."
    assert shown((3, 3), "en") == "3 of 3 files have arrived at the service desk."
    assert shown((0, 0)) == ""
