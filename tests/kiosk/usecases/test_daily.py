"""The rest of an office's day: finding people, the waiting room, figures and book, the doctor, the backup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.config import Role
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.seal import ticket
from kiosk.store import ledger, marks, odd
from kiosk.usecases import acts, office, queues, reports, residents, surat, tracking, upkeep
from kiosk.usecases.upkeep import Health
from tests import make
from tests.fakes import FakeWorld
from tests.kiosk.domain.cases import make_id

# --- people -----------------------------------------------------------------------------------------

KK6 = make.LELA["kk"][-6:]


def known(desk: Kiosk) -> str:
    make.checked(desk, make.file(desk).case)
    return str(make.LELA["nik"])


def test_the_right_six_digits_prefill(desk: Kiosk) -> None:
    nik = known(desk)
    found = residents.challenge(desk, nik, KK6)
    assert (found.is_match, found.person["nama"]) == (True, "LELA CONTOH")


def test_every_miss_looks_the_same(desk: Kiosk) -> None:
    nik = known(desk)
    neutral = residents.Challenge(is_match=False)
    assert residents.challenge(desk, nik, "000000") == neutral
    assert residents.challenge(desk, nik, "") == neutral
    assert residents.challenge(desk, "1671990101900001", KK6) == neutral


def test_after_five_misses_nothing_is_prefilled_for_a_while(desk: Kiosk, world: FakeWorld) -> None:
    nik = known(desk)
    for _ in range(5):
        residents.challenge(desk, nik, "000000")
    assert not residents.challenge(desk, nik, KK6).is_match
    world.pass_time(minutes=16)
    assert not residents.challenge(desk, nik, KK6).is_match
    world.pass_time(days=1)
    assert residents.challenge(desk, nik, KK6).is_match


def test_a_device_that_is_tried_too_often_rests_for_a_quarter(desk: Kiosk, world: FakeWorld) -> None:
    nik = known(desk)
    for number in range(5):
        residents.challenge(desk, f"167199010190000{number + 1}", "000000")
    assert not residents.challenge(desk, nik, KK6).is_match
    world.pass_time(minutes=16)
    assert residents.challenge(desk, nik, KK6).is_match


def test_a_busy_hall_does_not_keep_its_own_pause_going(desk: Kiosk, world: FakeWorld) -> None:
    """Everybody who is not listed misses once, and goes on filing as an unknown person."""
    nik = known(desk)
    for number in range(5):
        residents.challenge(desk, f"167199010190000{number + 1}", "000000")
    for _ in range(14):
        world.pass_time(minutes=1)
        residents.challenge(desk, nik, KK6)
    world.pass_time(minutes=2)
    assert residents.challenge(desk, nik, KK6).is_match


def test_a_wrong_pin_of_a_slip_stops_nobody_else_from_being_known(desk: Kiosk) -> None:
    nik = known(desk)
    for _ in range(5):
        with pytest.raises(Refused, match="ticket_unknown"):
            tracking.track(desk, ticket(make_id(1)), "000000")
    assert residents.challenge(desk, nik, KK6).is_match


def test_a_family_card_is_not_guessed_digit_by_digit(desk: Kiosk) -> None:
    filed = make.file(desk)
    track = tracking.track(desk, filed.ticket, filed.pin)
    tracking.check_family(desk, track, KK6)
    for wrong in ("", KK6[-1:], KK6[-5:], "0" + KK6, "000000"):
        with pytest.raises(Refused, match="kk_not_matching"):
            tracking.check_family(desk, track, wrong)
    with pytest.raises(Refused, match="ticket_at_desk"):
        tracking.check_family(desk, track, KK6)


def test_staff_find_people_and_every_hit_is_logged(desk: Kiosk) -> None:
    nik = known(desk)
    n = ledger.head(desk.db).n
    found = residents.find_by_nik(desk, make.operator, nik)
    assert found is not None
    assert ledger.head(desk.db).n == n + 1
    assert residents.find_by_nik(desk, make.operator, "1671990101900001") is None
    assert ledger.head(desk.db).n == n + 1
    assert [one.name for one in residents.search(desk, make.operator, "lel con")] == ["LELA CONTOH"]
    with pytest.raises(Refused, match="not_allowed"):
        residents.search(desk, make.resident, "lela")


def test_nobody_unchecked_enters_the_list(desk: Kiosk) -> None:
    case = make.file(desk).case
    assert not residents.save_from_case(desk, case)
    assert not residents.save_from_case(desk, replace(case, identity="seen", subject={"nama": "X"}))


# --- the waiting room -------------------------------------------------------------------------------


def test_numbers_are_taken_and_called_in_their_order(desk: Kiosk, world: FakeWorld) -> None:
    act = acts.begin(desk)
    assert queues.take(desk, make.resident, act, need="surat") == "A-001"
    assert queues.take(desk, make.resident, act, need="surat") == "A-001"
    assert queues.take(desk, make.resident, acts.begin(desk), need="ambil") == "A-002"
    assert [one.number for one in queues.find_waiting(desk)] == ["A-001", "A-002"]
    called = queues.call_next(desk, make.operator, acts.begin(desk), place="1")
    assert called is not None
    assert (called.number, called.place, called.calls) == ("A-001", "1", 1)
    again = queues.recall(desk, make.operator, acts.begin(desk), number="A-001", place="2")
    assert (again.place, again.calls) == ("2", 2)
    assert [one.number for one in queues.find_called(desk)] == ["A-001"]
    queues.call_next(desk, make.operator, acts.begin(desk), place="1")
    assert queues.call_next(desk, make.operator, acts.begin(desk), place="1") is None
    with pytest.raises(Refused, match="unknown_queue_number"):
        queues.recall(desk, make.operator, acts.begin(desk), number="A-099", place="1")
    world.pass_time(days=1)
    assert queues.take(desk, make.resident, acts.begin(desk), need="surat") == "A-001"


def test_each_device_has_its_letter(desk: Kiosk, lobby: Kiosk) -> None:
    assert queues.take(lobby, make.resident, acts.begin(lobby), need="surat") == "B-001"
    make.exchange(lobby, desk)
    assert [one.number for one in queues.find_waiting(desk)] == ["B-001"]


# --- figures and the book ---------------------------------------------------------------------------


def test_the_book_of_a_month_has_every_line_and_what_became_of_it(desk: Kiosk) -> None:
    case = make.ready(desk)
    surat.hand_over(desk, make.operator, acts.begin(desk, case), to="LELA CONTOH")
    void = make.signed(desk)
    surat.void(desk, make.operator, acts.begin(desk, void), reason="wrong_data")
    book = reports.book(desk, "2026-11")
    assert (book.counts, book.gaps, book.last_line) == ({"issued": 1, "void": 1}, (), 2)
    first = book.rows[0]
    assert (first.service, first.name, first.nik4) == ("Surat Keterangan Domisili", "LELA CONTOH", "****0003")
    assert (first.rt_rw, first.recorded_by, first.taken_by) == ("007/002", "Rina Contoh", "LELA CONTOH")
    assert book.head == ledger.head(desk.db).hash.hex()[:8]
    reports.record_book(desk, make.operator, acts.begin(desk), book, sha256="ab")
    assert reports.book(desk, "2026-12").rows == ()


def test_every_number_before_the_last_is_explained_or_named(desk: Kiosk) -> None:
    start = office.Start("office", 2026, 122)
    office.start_at(desk, make.operator, acts.begin(desk), start, reason="buku kertas")
    case = make.signed(desk)
    make.signed(desk)
    surat.void(desk, make.operator, acts.begin(desk, case), reason="other", text="salah ketik")
    span = (office.Start("office", 2026, 124), 126)
    office.outside(desk, make.operator, acts.begin(desk), span, title="surat dinas")
    make.signed(desk)
    book = reports.book(desk, "2026-11")
    assert [(row.line, row.number) for row in book.rows if row.state == "outside"] == [
        (0, "1–122"),
        (0, "125–126"),
    ]
    assert [row.line for row in book.rows] == [0, 1, 2, 0, 3]
    assert [(row.remark, row.said) for row in book.rows if row.state == "void"] == [("other", "salah ketik")]
    assert (book.gaps, book.missing) == ((), ())

    desk.db.run("DELETE FROM register WHERE n = 124")
    book = reports.book(desk, "2026-11")
    assert (book.gaps, book.missing) == ((2,), ("office 124",))


def test_a_line_lost_at_the_turn_of_a_month_is_missed(desk: Kiosk, world: FakeWorld) -> None:
    make.signed(desk)
    make.signed(desk)
    world.pass_time(minutes=60 * 24 * 20)
    make.signed(desk)
    assert reports.book(desk, "2026-12").gaps == ()
    desk.db.run("DELETE FROM register WHERE line = 2")
    book = reports.book(desk, "2026-12")
    assert (book.gaps, book.missing) == ((2,), ("office 2",))


def test_a_missing_line_and_a_double_number_are_seen(desk: Kiosk) -> None:
    for _ in range(3):
        make.signed(desk)
    desk.db.run("DELETE FROM register WHERE line = 2")
    desk.db.run("UPDATE register SET n = 1 WHERE line = 3")
    book = reports.book(desk, "2026-11")
    assert book.gaps == (2,)
    assert {row.state for row in book.rows} == {"review"}


def test_numbers_used_outside_stand_in_the_book_of_their_day(desk: Kiosk) -> None:
    data = {
        "scope": "office",
        "year": 2026,
        "first": 1,
        "last": 2,
        "title": "surat dinas",
        "date": "2026-11-20",
    }
    acts.do(desk, make.operator, acts.begin(desk), acts.Deed("outside", data))
    [row] = reports.book(desk, "2026-11").rows
    assert (row.number, row.service, row.state, row.first, row.last) == (
        "1–2",
        "surat dinas",
        "outside",
        1,
        2,
    )


# --- the doctor -------------------------------------------------------------------------------------


def states(kiosk: Kiosk) -> dict[str, Health]:
    return {check.id: check.state for check in upkeep.doctor(kiosk)}


def test_a_fresh_office_is_well_but_for_its_backup_its_sheet_and_weak_mark(desk: Kiosk) -> None:
    found = states(desk)
    unwell = {id_: state for id_, state in found.items() if state is not Health.OK}
    assert unwell == {"mark": Health.WARN, "backup": Health.WARN, "recovery": Health.WARN}


def test_every_state_of_every_check_has_words(desk: Kiosk) -> None:
    texts = desk.texts["id"]
    for check in upkeep.doctor(desk):
        assert "{" not in texts(f"doctor.{check.id}_{check.state}", **check.data)


def test_the_doctor_sees_what_is_wrong(desk: Kiosk, lobby: Kiosk, world: FakeWorld) -> None:
    make.file(lobby)
    lobby_check = {check.id: check for check in upkeep.doctor(lobby)}
    assert lobby_check["pending"].data["count"] == 2
    assert lobby_check["mark"].state is Health.OK
    odd.keep(desk.db, b"\xff", reason="x", sender="lobi-1", at=1)
    mark = marks.NumberMark("office", 2026, 9, 9, 1, "0" * 32, "x")
    marks.write_number(desk.config.state, mark)
    desk.db.run("DROP TRIGGER body_is_written_once")
    desk.db.run("UPDATE body SET raw = x'7b7d' WHERE event = 1")
    exposed = replace(desk, config=replace(desk.config, role=Role.LOBBY))
    world.pass_time(days=380)
    found = states(exposed)
    assert {id_: found[id_] for id_ in ("odd", "mark", "ledger", "keys", "certificate")} == {
        "odd": Health.WARN,
        "mark": Health.FAULT,
        "ledger": Health.FAULT,
        "keys": Health.WARN,
        "certificate": Health.WARN,
    }
    assert states(replace(desk, keys=replace(desk.keys, office=None)))["keys"] is Health.FAULT


def test_a_check_that_cannot_answer_is_unknown_and_stops_no_other(desk: Kiosk) -> None:
    (desk.config.state / "numbers.json").parent.mkdir(exist_ok=True)
    (desk.config.state / "numbers.json").write_text("{")
    assert states(desk)["mark"] is Health.UNKNOWN
    for said in (desk.texts["id"], desk.texts["en"]):
        assert all(said(one.key, **one.data) for one in upkeep.doctor(desk))


def test_a_filing_is_not_begun_on_a_full_disk(desk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    upkeep.check_space(desk)
    monkeypatch.setattr(upkeep, "get_free", lambda _kiosk: 1000)
    with pytest.raises(Unavailable, match="disk_full"):
        upkeep.check_space(desk)
    assert states(desk)["disk"] is Health.FAULT
