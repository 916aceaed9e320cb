"""Two surat that may both stand on paper are shown to the lurah, who rules which one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.context import Kiosk, Person
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases, ledger
from kiosk.usecases import acts, appointment, office, ruling, surat
from kiosk.usecases.acts import Deed
from kiosk.usecases.office import Start
from tests import make
from tests.faults.audit import meet
from tests.ui.deskroom import Room, words
from ui.screens.desk.ruling import RulingPage


def find(kiosk: Kiosk, id: str) -> Permohonan:
    return cases.get_shown(kiosk.db, id).case


@pytest.fixture
def doubted(room: Room, second: Kiosk, tmp_path: Path) -> tuple[Room, Permohonan]:
    """The new register's desk, and a permohonan signed there and, unheard, at the old register as well."""
    old, new = room.kiosk, second
    case = make.at_signer(old)
    meet(new, old)
    appointment.take_over(new, make.operator, acts.begin(new))
    office.start_at(new, make.operator, acts.begin(new), Start("office", 2026, 30), reason="buku kertas")
    surat.sign(new, make.operator, acts.begin(new, find(new, case.id)))
    surat.sign(old, make.operator, acts.begin(old, find(old, case.id)))
    for _ in range(2):
        meet(old, new)
    return Room(new, tmp_path / "paper-2", make.lurah), find(new, case.id)


@pytest.fixture
def alone(room: Room, second: Kiosk, tmp_path: Path) -> tuple[Room, Permohonan]:
    """A permohonan the old register signed, and printed, before it heard that it is none any more."""
    old, new = room.kiosk, second
    appointment.take_over(new, make.operator, acts.begin(new))
    signed = make.signed(old)
    acts.do(
        old,
        make.operator,
        acts.begin(old, signed),
        Deed("print", {"kind": "original", "attempt": 1, "pdf_sha256": "0" * 64, "renderer": "1"}),
    )
    for _ in range(2):
        meet(old, new)
    return Room(new, tmp_path / "paper-2", make.lurah), find(new, signed.id)


def decide(page: RulingPage, stands: str, pin: str = make.PIN) -> None:
    page.choose(stands)
    page.type_reason("warga memegang kertasnya")
    page.next()
    for key in pin:
        page.digit(key)
    page.next()


def test_both_surat_are_shown_with_their_devices_and_how_they_stand(doubted: tuple[Room, Permohonan]) -> None:
    room, case = doubted
    (late,) = case.doubtful
    rows = {row.key: row for row in room.ruling().state.rows}
    assert set(rows) == {case.signed_by, late}
    assert rows[case.signed_by].number == case.sign["number"]
    assert rows[case.signed_by].why == words("ruling.stands")
    assert rows[late].number == case.doubtful[late]["number"]
    assert rows[late].why == words("ruling.refused")
    assert rows[late].device == words("ruling.made_at", device="meja-1", term=2)
    assert {row.printed for row in rows.values()} == {words("ruling.not_printed")}


def test_a_surat_of_a_register_that_had_moved_says_so_and_that_it_was_printed(
    alone: tuple[Room, Permohonan],
) -> None:
    room, case = alone
    (late,) = case.doubtful
    page = room.ruling()
    (row,) = page.state.rows
    assert row.why == words("ruling.moved", device="meja-1")
    assert row.printed == words("ruling.printed")
    decide(page, late)
    assert find(room.kiosk, case.id).status is Status.SIGNED


def test_the_chosen_surat_stands_and_the_other_does_not(doubted: tuple[Room, Permohonan]) -> None:
    room, case = doubted
    (late,) = case.doubtful
    page = room.ruling(case.id)
    decide(page, late)
    after = find(room.kiosk, case.id)
    assert (after.ruling, after.signed_by, after.voided) == (False, late, (case.signed_by,))
    assert (page.state.rows, page.state.news) == ((), words("ruling.ruled"))
    assert ruling.find_waiting(room.kiosk, make.lurah) == []
    page.next()
    assert room.went == [("queue", {})]


def test_when_none_stands_the_surat_is_revoked(doubted: tuple[Room, Permohonan]) -> None:
    room, case = doubted
    decide(room.ruling(), "none")
    assert find(room.kiosk, case.id).status is Status.REVOKED


def test_a_choice_a_reason_and_the_right_pin_are_needed(doubted: tuple[Room, Permohonan]) -> None:
    room, case = doubted
    n = ledger.head(room.kiosk.db).n
    page = room.ruling()
    page.next()
    assert page.state.news == words("ruling.choose_one")
    page.choose(case.signed_by)
    page.next()
    assert page.state.news == words("ruling.say_why")
    assert ledger.head(room.kiosk.db).n == n
    decide(page, case.signed_by, "000000")
    assert (page.state.asking, page.state.digits) == (True, 0)
    assert page.state.problem
    assert find(room.kiosk, case.id).ruling


@pytest.mark.parametrize(("who", "sees"), [(make.lurah, 1), (make.seklur, 1), (make.operator, 0)])
def test_only_who_may_rule_has_it_in_the_inbox(
    doubted: tuple[Room, Permohonan], who: Person, sees: int
) -> None:
    room, _ = doubted
    assert len(ruling.find_waiting(room.kiosk, who)) == sees


def test_the_case_leads_to_the_ruling(doubted: tuple[Room, Permohonan]) -> None:
    room, case = doubted
    page = room.case(case.id)
    assert "rule" in {verb.verb for verb in page.state.more}
    page.press("rule")
    assert room.went == [("ruling", {"id": case.id})]
