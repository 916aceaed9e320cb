"""A kelurahan with one PC, a printer and no internet starts: one file of answers, then numbers go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.context import Kiosk, Person, PinCost
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Status
from kiosk.store import cases, ledger, register
from kiosk.usecases import acts, checking, office, permohonan, reports, session, surat, upkeep, views
from kiosk.usecases.office import Start
from kiosk.usecases.permohonan import Filing
from printing.printers import FilePrinter
from tests import make
from tests.fakes import FakeWorld
from tests.story.place import DOMISILI, PINS, STEPS, newest_paper, read_demo, read_qr
from ui import paper

SHIPPED = PinCost()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kiosk]:
    """The practice office on its one machine, on a Monday morning; nothing else runs anywhere."""
    kiosk = office.init(
        FakeWorld().as_world(),
        make.make_config(tmp_path / "home", device="meja-1", role="desk"),
        make.library(),
        read_demo(),
        cost=make.CHEAP,
    )
    yield kiosk
    kiosk.db.close()


def who(desk: Kiosk, id: str) -> Person:
    return session.sign_in(desk, id, PINS[id])


def issue(desk: Kiosk) -> str:
    """From the counter to a number, by the people of the chain; returns the permohonan's id."""
    rina = who(desk, "dewi")
    filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA)
    case = permohonan.file(desk, rina, acts.begin(desk), filing).case
    for what in ("identity", *case.get_missing()):
        case = permohonan.check(desk, rina, acts.begin(desk, case), what=what)
    while case.get_step() != "signer":
        case = permohonan.pass_on(desk, who(desk, STEPS[case.get_step()]), acts.begin(desk, case))
    return surat.sign(desk, who(desk, "rina"), acts.begin(desk, case)).id


def test_one_file_of_answers_makes_an_office_with_its_people_and_its_own_root(desk: Kiosk) -> None:
    assert (desk.office.kelurahan, desk.office.kecamatan) == ("Sialang", "Sako")
    assert {one.id for one in session.find_people(desk)} == PINS.keys()
    assert desk.is_register
    assert desk.keys.root is not None
    assert desk.office.training
    states = {one.id: one.state for one in upkeep.doctor(desk)}
    assert not [id for id, state in states.items() if state in {"fault", "unknown"} and id != "disk"]


def test_an_office_is_never_made_over_another(desk: Kiosk) -> None:
    with pytest.raises(Refused, match="office_exists"):
        office.init(FakeWorld().as_world(), desk.config, make.library(), read_demo(), cost=make.CHEAP)
    assert who(desk, "rina").name == "Rina Marlina CONTOH"


def test_the_first_surat_takes_the_number_after_the_paper_book(desk: Kiosk) -> None:
    first = cases.get_shown(desk.db, issue(desk)).case
    second = cases.get_shown(desk.db, issue(desk)).case
    assert [one.sign["counter"]["n"] for one in (first, second)] == [123, 124]
    assert "123" in first.sign["number"]
    assert first.sign["number"] != second.sign["number"]
    assert first.sign["line"] < second.sign["line"]


def test_the_book_shows_the_number_and_no_gap(desk: Kiosk) -> None:
    id = issue(desk)
    issue(desk)
    book = reports.book(desk, "2026-11")
    issued = [row for row in book.rows if row.state == "issued"]
    assert next(row.number for row in issued) == cases.get_shown(desk.db, id).case.sign["number"]
    assert not book.gaps


def test_a_permohonan_opened_and_closed_never_has_a_number_before_it_is_signed(desk: Kiosk) -> None:
    filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA)
    case = permohonan.file(desk, who(desk, "dewi"), acts.begin(desk), filing).case
    assert not case.sign
    permohonan.reject(desk, who(desk, "sri"), acts.begin(desk, case), reason="not_resident")
    after = cases.get_shown(desk.db, issue(desk)).case
    assert after.sign["counter"]["n"] == 123


def test_numbers_used_on_paper_meanwhile_are_passed_over(desk: Kiosk) -> None:
    issue(desk)
    start = Start("office", 2026, 123)
    office.outside(desk, who(desk, "rina"), acts.begin(desk), (start, 125), title="buku")
    assert cases.get_shown(desk.db, issue(desk)).case.sign["counter"]["n"] == 126


def test_the_paper_of_the_first_day_is_printed_read_and_handed_over(desk: Kiosk, tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    case = cases.get_shown(desk.db, issue(desk)).case
    rina = who(desk, "rina")
    sent = paper.print_surat(desk, FilePrinter(folder), rina, acts.begin(desk, case))
    text = read_qr(newest_paper(folder))
    case = surat.confirm_paper(
        desk, rina, acts.begin(desk, cases.get_shown(desk.db, case.id).case), attempt=sent.printed.attempt
    )
    case = surat.confirm_ink(desk, rina, acts.begin(desk, case))
    assert checking.check(desk, text).colour == "green"
    case = surat.hand_over(desk, rina, acts.begin(desk, case), to="Lela CONTOH")
    assert case.status is Status.HANDED_OVER
    assert checking.check(desk, text).colour == "green"
    archive = paper.print_surat(
        desk, FilePrinter(folder), rina, acts.begin(desk, case), paper.Wanted(Copy.ARCHIVE)
    )
    assert read_qr(archive.pdf) == text


def test_the_same_press_twice_is_one_filing_one_number_and_one_paper(desk: Kiosk, tmp_path: Path) -> None:
    button = acts.begin(desk)
    filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA)
    dewi = who(desk, "dewi")
    first = permohonan.file(desk, dewi, button, filing)
    again = permohonan.file(desk, dewi, button, filing)
    assert (first.ticket, first.pin, first.case.id) == (again.ticket, again.pin, again.case.id)
    assert len(ledger.entries_about(desk.db, first.case.id)) == 1

    case = first.case
    for what in ("identity", *case.get_missing()):
        case = permohonan.check(desk, dewi, acts.begin(desk, case), what=what)
    while case.get_step() != "signer":
        case = permohonan.pass_on(desk, who(desk, STEPS[case.get_step()]), acts.begin(desk, case))
    press, rina = acts.begin(desk, case), who(desk, "rina")
    numbers = {surat.sign(desk, rina, press).sign["number"] for _ in range(3)}
    assert len(numbers) == 1
    assert len(register.find_year(desk.db, 2026)) == 2  # the range of the paper book, and this one

    folder = tmp_path / "paper"
    folder.mkdir()
    press = acts.begin(desk, cases.get_shown(desk.db, case.id).case)
    for _ in range(2):
        paper.print_surat(desk, FilePrinter(folder), rina, press)
    assert len(list(folder.glob("*.pdf"))) == 1
    assert len(cases.get_shown(desk.db, case.id).case.prints) == 1


def test_figures_come_from_the_ledger_and_survive_the_loss_of_every_projection(desk: Kiosk) -> None:
    issue(desk)
    rina = who(desk, "rina")
    before = (reports.book(desk, "2026-11"), views.queue(desk, rina, tab=views.Filter.ALL), fold(desk))
    ledger.rebuild(desk.db)
    after = (reports.book(desk, "2026-11"), views.queue(desk, rina, tab=views.Filter.ALL), fold(desk))
    assert after == before


def fold(desk: Kiosk) -> bytes:
    return cases.fold_digest(desk.db)


def test_a_changed_desk_goes_on_where_it_was_after_a_restart(desk: Kiosk) -> None:
    id = issue(desk)
    before = fold(desk)
    again = office.start(FakeWorld(seed=9).as_world(), closed(desk), make.library(), cost=make.CHEAP)
    try:
        assert fold(again) == before
        assert cases.get_shown(again.db, id).case.status is Status.SIGNED
        assert cases.get_shown(again.db, issue(again)).case.sign["counter"]["n"] == 124
    finally:
        again.db.close()


def closed(desk: Kiosk) -> Config:
    desk.db.close()
    return desk.config


def test_the_pins_of_the_demo_open_the_desk_at_the_cost_that_is_shipped(tmp_path: Path) -> None:
    """The one story that pays for argon2id as it ships, 64 MiB and three passes; others take a cheap one."""
    told = read_demo()
    staff = tuple(one for one in told.office.staff if one.id in {"rina", "nurbaiti"})
    few = office.Answers(
        replace(told.office, staff=staff), {one.id: PINS[one.id] for one in staff}, told.starts
    )
    desk = office.init(
        FakeWorld().as_world(), make.make_config(tmp_path / "home", device="meja-1"), make.library(), few
    )
    try:
        assert desk.pin_cost == SHIPPED
        assert {session.sign_in(desk, id, pin).id for id, pin in few.pins.items()} == few.pins.keys()
        with pytest.raises(Refused, match="wrong_pin"):
            session.sign_in(desk, "rina", PINS["nurbaiti"])
    finally:
        desk.db.close()
