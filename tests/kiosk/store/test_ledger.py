"""The set of Events and their order: recording, admitting, following, forks, and folding anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import parse
from kiosk.domain.ledger import HEAD_SPACING, head_payload, parse_head, walk
from kiosk.store import cases, facts, ledger, odd
from kiosk.store.database import Database
from tests.kiosk.store.events import AT, Device, admit, follow, make_writer, other_bytes, raw, snapshot
from tests.vectors import load


def test_the_golden_entries_get_their_golden_places(db: Database) -> None:
    vectors = load("ledger")
    for one in vectors["entries"]:
        [entry] = ledger.admit(db, make_writer(), [one["event"].encode()], now=one["at"])
        assert (entry.outcome, entry.code) == (one["outcome"], one.get("code", ""))
        assert ledger.head(db).hash.hex() == one["L"]
        assert cose.parse(ledger.signed_head(db)).payload.decode() == one["head_payload"]


def test_an_empty_ledger_has_a_beginning_and_no_signed_head(db: Database) -> None:
    head = ledger.head(db)
    assert (head.n, head.term, head.hash.hex()) == (0, 0, load("ledger")["L0"])
    assert ledger.signed_head(db) == b""
    assert ledger.find_hash(db, 1) is None
    assert ledger.entries_after(db, 0) == []
    assert ledger.check(db) == head


# --- recording own Events ---------------------------------------------------------------------------


def test_an_own_event_waits_where_there_is_no_register(other: Database) -> None:
    lobby = Device()
    filed = lobby.file()
    assert ledger.record(other, *raw(filed), writer=None, now=AT) is None
    assert ledger.head(other).n == 0
    assert ledger.pending(other) == [ledger.Run(lobby.inc, 1, tuple(raw(filed)))]
    assert ledger.count_pending(other) == (1, filed.at)
    assert ledger.pending_about(other, filed.id) == [filed]
    shown = cases.find_shown(other, filed.id)
    assert shown is not None
    assert shown.is_waiting
    assert cases.find(other, filed.id) is None
    standing = ledger.find_standing(other, filed.id)
    assert standing is not None
    assert standing.entry is None


def test_an_own_event_of_the_register_has_its_place_at_once(db: Database) -> None:
    filed = Device("meja-1").file()
    entry = ledger.record(db, *raw(filed), writer=make_writer(), now=AT)
    assert entry is not None
    assert (entry.n, entry.code) == (1, "")
    assert ledger.count_pending(db) == (0, 0)
    assert ledger.find_signed_head(db, 1) == ledger.signed_head(db)


def test_several_events_of_one_press_are_one_transaction(db: Database) -> None:
    desk = Device("meja-1")
    filed = desk.file()

    def press() -> None:
        with db.write():
            ledger.record(db, *raw(filed), writer=make_writer(), now=AT)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        press()
    assert ledger.head(db).n == 0
    assert ledger.find_standing(db, filed.id) is None


def test_numbers_of_an_incarnation_are_gapless(other: Database) -> None:
    lobby = Device()
    assert ledger.next_seq(other, lobby.inc) == 1
    ledger.record(other, *raw(lobby.file()), writer=None, now=AT)
    assert ledger.next_seq(other, lobby.inc) == 2
    assert ledger.next_seq(other, "f" * 32) == 1
    assert ledger.last_place(other, "lobi-1") == (lobby.inc, 1)
    assert ledger.last_place(other, "meja-9") is None


def test_waiting_events_come_in_gapless_runs(other: Database) -> None:
    first, second = Device(inc=1), Device(inc=2)
    events = [first.file(), first.file(), second.file()]
    for one in raw(*events):
        ledger.record(other, one, writer=None, now=AT)
    assert [(run.inc, run.first_seq, len(run.raws)) for run in ledger.pending(other)] == [
        (first.inc, 1, 2),
        (second.inc, 1, 1),
    ]
    assert [len(run.raws) for run in ledger.pending(other, limit=1)] == [1]


# --- admitting --------------------------------------------------------------------------------------


def test_a_repeat_is_passed_over(db: Database) -> None:
    filed = Device().file()
    assert admit(db, filed) == [""]
    assert admit(db, filed, filed) == []
    assert ledger.head(db).n == 1


def test_events_are_admitted_in_the_order_of_their_incarnation(db: Database) -> None:
    lobby, desk = Device(), Device("meja-2", inc=2)
    filed = lobby.file()
    withdrawn = lobby.act("withdraw", {}, filed, who="resident", role="resident")
    noted = desk.act("note", {"text": "x"}, filed)
    assert admit(db, withdrawn, noted, filed) == ["", "", ""]
    placed = [(entry.n, parse(entry.event).verb) for entry in ledger.entries_after(db, 0)]
    assert placed == [(1, "file"), (2, "withdraw"), (3, "note")]
    assert ledger.last_seq(db, "lobi-1", lobby.inc) == 2
    assert ledger.last_seq(db, "lobi-9", lobby.inc) == 0


def test_a_gap_is_not_waited_for(db: Database) -> None:
    lobby = Device()
    lobby.file()
    assert admit(db, lobby.file()) == [""]


def test_an_act_on_what_changed_is_kept_and_takes_no_effect(db: Database) -> None:
    lobby, desk, second = Device(), Device("meja-2", inc=2), Device("meja-3", inc=3)
    filed = lobby.file()
    passed = desk.act("pass", {"step": "operator"}, filed, who="op-1")
    late = second.act("pass", {"step": "operator"}, filed, who="op-2")
    assert admit(db, filed, passed, late) == ["", "", "stale_base"]
    case = cases.find(db, filed.id)
    assert case is not None
    assert case.passed == (("operator", "op-1"),)
    [refused] = ledger.refused_of(db, "meja-3")
    assert refused.event == raw(late)[0]
    assert [entry.code for entry in ledger.entries_about(db, filed.id)] == ["", "", "stale_base"]


def test_a_second_place_of_a_known_id_is_a_duplicate(db: Database) -> None:
    filed = Device().file()
    again = replace(filed, inc="f" * 32, seq=1)
    assert admit(db, filed, again) == ["", "duplicate"]
    standing = ledger.find_standing(db, filed.id)
    assert standing is not None
    assert standing.entry is not None
    assert standing.entry.n == 1


def test_poison_goes_aside_and_the_run_goes_on(db: Database) -> None:
    lobby = Device()
    first, second, third = lobby.file(), lobby.file(), lobby.file()
    raws = [*raw(first), b"\xff", b'{"device":"lobi-1","inc":"x","seq":7}', *raw(second)]
    assert len(ledger.admit(db, make_writer(), raws, now=AT, sender="lobi-1")) == 2
    forged = other_bytes(first)
    assert admit(db, forged, third) == [""]
    found = {one.reason.split()[0]: (one.sender, one.device, one.seq) for one in odd.find_unseen(db)}
    assert found["second_content"] == ("", "lobi-1", 1)
    assert {one.sender for one in odd.find_unseen(db)} == {"", "lobi-1"}
    assert len(odd.find_unseen(db)) == 3
    for one in odd.find_unseen(db):
        odd.mark_seen(db, one.sha256)
    assert odd.find_unseen(db) == []


def test_bytes_aside_stay_until_a_person_has_seen_them(db: Database) -> None:
    odd.keep(db, b"\xff", reason="x", sender="lobi-1", at=AT)
    odd.keep(db, b"\xff", reason="x", sender="lobi-1", at=AT)
    with pytest.raises(Refused, match="append_only"):
        db.run("DELETE FROM odd")
    assert len(odd.find_unseen(db)) == 1


def test_an_unknown_verb_is_admitted_with_its_bytes(db: Database) -> None:
    later = Device().event("later_verb", {"x": 1})
    assert admit(db, later) == ["unknown_verb"]
    assert ledger.entries_after(db, 0)[0].event == raw(later)[0]


def test_a_long_return_is_taken_in_small_transactions(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    run = db.run

    def counted(sql: str, parameters: Any = ()) -> Any:
        begun.extend([sql] if sql == "BEGIN IMMEDIATE" else [])
        return run(sql, parameters)

    monkeypatch.setattr(type(db), "run", lambda _self, sql, parameters=(): counted(sql, parameters))
    lobby = Device()
    admit(db, *(lobby.file() for _ in range(130)))
    assert len(begun) == 3
    assert ledger.head(db).n == 130


def test_signed_heads_stay_at_every_512_and_at_the_end(db: Database) -> None:
    lobby = Device()
    admit(db, *(lobby.event("queue", {"number": f"A-{n}", "need": "x"}) for n in range(HEAD_SPACING + 70)))
    assert [n for (n,) in db.rows("SELECT n FROM head ORDER BY n")] == [HEAD_SPACING, HEAD_SPACING + 70]
    for n in (HEAD_SPACING, HEAD_SPACING + 70):
        signed = ledger.find_signed_head(db, n)
        assert signed is not None
        head = parse_head(cose.parse(signed).payload)
        assert (head.n, head.hash) == (n, ledger.find_hash(db, n))
    assert ledger.check(db).n == HEAD_SPACING + 70


def test_a_register_whose_term_ended_admits_nothing(db: Database) -> None:
    admit(db, Device().file(), writer=make_writer(term=2))
    with pytest.raises(Refused, match="term_ended"):
        admit(db, Device(inc=9).file(), writer=make_writer(term=1))


# --- following --------------------------------------------------------------------------------------


def test_a_follower_has_the_same_ledger_and_the_same_rows(db: Database, other: Database) -> None:
    lobby, desk = Device(), Device("meja-1", inc=2)
    filed = lobby.file()
    admit(db, filed, desk.act("check", {"what": "identity", "how": "seen"}, filed))
    done = follow(other, db)
    assert done.changed == {filed.id}
    assert ledger.head(other) == ledger.head(db)
    assert snapshot(other) == snapshot(db)
    assert cases.fold_digest(other) == cases.fold_digest(db)
    assert ledger.signed_head(other) == ledger.signed_head(db)
    assert ledger.check(other) == ledger.head(db)


def test_what_comes_back_no_longer_waits(db: Database, other: Database) -> None:
    lobby = Device()
    events = [lobby.file(), lobby.file()]
    for one in raw(*events):
        ledger.record(other, one, writer=None, now=AT)
    admit(db, events[0])
    follow(other, db)
    assert [run.first_seq for run in ledger.pending(other)] == [2]
    shown = [cases.find_shown(other, event.id) for event in events]
    assert [one.is_waiting for one in shown if one] == [False, True]
    assert other.value("SELECT count(*) FROM shown") == 1


def test_own_waiting_acts_are_shown_on_top_and_overtaken_ones_are_not(db: Database, other: Database) -> None:
    facts.set_register(other, "meja-1", 1)
    lobby, desk = Device(), Device("meja-1", inc=2)
    filed = lobby.file()
    admit(db, filed)
    follow(other, db)
    mine = Device(inc=5).act("pass", {"step": "operator"}, filed, who="op-2")
    ledger.record(other, *raw(mine), writer=None, now=AT)
    shown = cases.find_shown(other, filed.id)
    assert shown is not None
    assert (shown.is_waiting, shown.case.step) == (True, 1)
    before = cases.find(other, filed.id)
    assert before is not None
    assert before.step == 0
    admit(db, desk.act("return", {"to": "resident", "reasons": ["other"]}, filed))
    follow(other, db)
    shown = cases.find_shown(other, filed.id)
    assert shown is not None
    assert shown.case.status == "returned"


def test_entries_that_are_here_are_passed_over(db: Database, other: Database) -> None:
    admit(db, Device().file())
    follow(other, db)
    again = follow(other, db, after=0)
    assert (again.head, again.changed) == (ledger.head(db), frozenset())
    admit(db, Device(inc=2).file())
    assert follow(other, db, after=0).head.n == 2


@pytest.mark.parametrize("fault", ["event", "n", "code", "short", "head", "point"])
def test_a_line_that_was_touched_is_not_appended(db: Database, other: Database, fault: str) -> None:
    lobby = Device()
    admit(db, lobby.file(), lobby.file())
    entries = ledger.entries_after(db, 0)
    head, point = ledger.signed_head(db), (0, ledger.find_hash(db, 0) or b"")
    match fault:
        case "event":
            entries[0] = entries[0]._replace(event=raw(lobby.file())[0])
        case "n":
            entries[1] = entries[1]._replace(n=3)
        case "code":
            entries[1] = entries[1]._replace(outcome="not_effective", code="bad_data")
        case "short":
            entries = entries[:1]
        case "head":
            head = cose.frame(bytes(8), head_payload(replace(ledger.head(db), n=3)), bytes(64))
        case "point":
            point = (0, bytes(32))
    with pytest.raises(Refused, match="unknown_point" if fault == "point" else "broken_chain"):
        ledger.append(other, point, entries, head, now=AT)
    assert ledger.head(other).n == 0


def test_nothing_at_all_is_no_line(db: Database, other: Database) -> None:
    admit(db, Device().file())
    point = (0, ledger.find_hash(db, 0) or b"")
    with pytest.raises(Refused, match="broken_chain"):
        ledger.append(other, point, [], ledger.signed_head(db), now=AT)


def test_the_ledger_of_another_office_is_refused(db: Database, other: Database) -> None:
    admit(db, Device().file())
    foreign = replace(ledger.head(db), kelurahan="1671081007")
    signed = cose.frame(bytes(8), head_payload(foreign), bytes(64))
    with pytest.raises(Refused, match="other_office"):
        ledger.append(other, (0, ledger.find_hash(db, 0) or b""), ledger.entries_after(db, 0), signed, now=AT)


def test_an_entry_stands_even_beside_another_content_of_its_place(db: Database, other: Database) -> None:
    filed = Device().file()
    ledger.record(other, *raw(filed), writer=None, now=AT)
    admit(db, other_bytes(filed))
    follow(other, db)
    assert ledger.head(other) == ledger.head(db)
    assert ledger.count_pending(other)[0] == 1


@pytest.mark.logs
def test_a_misfit_is_named_and_the_ledger_goes_on(db: Database, other: Database) -> None:
    lobby = Device()
    filed = lobby.file()
    lost = lobby.act("note", {"text": "x"}, replace(filed, id="01a20b56-af00-7000-8000-00000000dead"))
    admit(db, filed, lost)
    entries = [entry._replace(outcome="effective", code="") for entry in ledger.entries_after(db, 0)]
    heads = list(walk(ledger.head(other), entries))
    signed = cose.frame(bytes(8), head_payload(heads[-1]), bytes(64))
    done = ledger.append(other, (0, ledger.head(other).hash), entries, signed, now=AT)
    assert done.misfits == (2,)
    assert ledger.rebuild(other) == [2]
    assert cases.find(other, filed.id) is not None
