"""Two lines of one ledger, rows that can be dropped, and what the doctor notices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain import cose
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.event import Event
from kiosk.domain.ledger import HEAD_SPACING, Entry, head_payload, parse_head, walk
from kiosk.store import facts, ledger, queues
from kiosk.store.database import Database
from tests.kiosk.store.events import AT, Device, admit, follow, make_writer, raw, snapshot

# --- forks ------------------------------------------------------------------------------------------


def fork(db: Database, other: Database) -> tuple[Device, Device]:
    """Two lines of one term from one common place: `db` is longer, `other` was the register too."""
    common, ours, theirs = Device(inc=1), Device("lobi-1", inc=2), Device("meja-1", inc=3)
    admit(db, common.file())
    follow(other, db)
    admit(other, ours.file(), writer=make_writer())
    admit(db, theirs.file(), theirs.file())
    return ours, theirs


def test_on_a_fork_the_longer_line_stands_and_nothing_is_lost(db: Database, other: Database) -> None:
    fork(db, other)
    done = follow(other, db, after=1)
    assert done.displaced == 1
    assert ledger.head(other) == ledger.head(db)
    assert snapshot(other)["permohonan"] == snapshot(db)["permohonan"]
    assert ledger.count_pending(other)[0] == 1
    [lost] = ledger.displaced(other)
    assert lost == ledger.pending(other)[0].raws[0]
    [branch] = ledger.branches(other)
    assert (branch.after, len(branch.entries)) == ((1, ledger.find_hash(db, 1)), 1)
    assert cose.parse(branch.signed_head).payload != cose.parse(ledger.signed_head(db)).payload


def test_the_register_admits_on_top_what_the_line_it_took_lacks(db: Database, other: Database) -> None:
    fork(db, other)
    follow(other, db, after=1)
    ledger.admit(other, make_writer(), ledger.displaced(other), now=AT)
    assert ledger.head(other).n == ledger.head(db).n + 1
    assert ledger.displaced(other) == []
    assert ledger.branches(other) == []
    assert ledger.count_pending(other)[0] == 0
    follow(db, other)
    assert snapshot(db) == snapshot(other)


def append(db: Database, after: int, term: int, *events: Event) -> None:
    """Append a line that a register of this term wrote on from a place."""
    point = ledger.find_hash(db, after)
    assert point is not None
    entries = [Entry(after + i, term, AT, "effective", bytes(one)) for i, one in enumerate(raw(*events), 1)]
    *_, head = walk(replace(ledger.head(db), n=after, hash=point, term=1), entries)
    ledger.append(db, (after, point), entries, make_writer().sign1(head_payload(head)), now=AT)


def test_a_line_is_handed_on_whole_after_a_second_and_deeper_fork(other: Database) -> None:
    """What a lost line stood on may lose its place too: its entries go with it, or nobody could check it."""
    made = [Device("meja-1", inc=number) for number in range(1, 6)]
    append(other, 0, 1, *(one.file() for one in made[:3]))
    append(other, 2, 2, made[3].file())
    append(other, 1, 3, made[4].file())
    found = ledger.branches(other)
    assert [one.after for one in found] == [(1, ledger.find_hash(other, 1))] * 2
    assert sorted([entry.n for entry in one.entries] for one in found) == [[2, 3], [2, 3]]
    for one in found:
        point = replace(ledger.head(other), n=1, hash=one.after[1], term=1)
        assert list(walk(point, one.entries))[-1] == parse_head(cose.parse(one.signed_head).payload)


def test_a_line_that_came_back_and_left_again_is_handed_on_whole(other: Database) -> None:
    """A row keeps the head under which it first lost its place, also where a longer line took it along."""
    one, two, three = (Device("meja-1", inc=number) for number in range(1, 4))
    events = [one.file(), two.file(), three.file(), two.file(), three.file()]
    append(other, 0, 1, *events[:2])
    append(other, 1, 2, events[2])
    line = [Entry(n, 1, AT, "effective", bytes(each)) for n, each in enumerate(raw(*events[:2]), 1)]
    line += [Entry(3, 3, AT, "effective", raw(events[3])[0])]
    *_, head = walk(replace(ledger.head(other), n=0, hash=ledger.find_hash(other, 0) or b"", term=0), line)
    point = (1, ledger.find_hash(other, 1) or b"")
    ledger.append(other, point, line[1:], make_writer().sign1(head_payload(head)), now=AT)
    append(other, 1, 4, events[4])
    ends = {entry.event for branch in ledger.branches(other) for entry in branch.entries}
    assert ends == set(raw(*events[1:4]))


def test_a_line_that_is_not_beyond_is_refused(db: Database, other: Database) -> None:
    fork(db, other)
    entries = ledger.entries_after(other, 1)
    with pytest.raises(Refused, match="not_beyond"):
        ledger.append(db, (1, ledger.find_hash(db, 1) or b""), entries, ledger.signed_head(other), now=AT)


def test_a_higher_term_beats_a_longer_line(db: Database, other: Database) -> None:
    fork(db, other)
    admit(other, Device("meja-9", inc=9).file(), writer=make_writer("meja-9", term=2))
    entries = ledger.entries_after(other, 1)
    done = ledger.append(db, (1, ledger.find_hash(db, 1) or b""), entries, ledger.signed_head(other), now=AT)
    assert done.displaced == 2
    assert ledger.head(db) == ledger.head(other)
    assert {why for (why,) in db.rows("SELECT why FROM branch")} == {"term_ended"}


def test_heads_of_a_long_fork_come_along(db: Database, other: Database) -> None:
    fork(db, other)
    device = Device("meja-1", inc=7)
    admit(db, *(device.event("queue", {"number": f"B-{n}", "need": "x"}) for n in range(HEAD_SPACING)))
    kept = ledger.find_signed_head(db, HEAD_SPACING)
    assert kept is not None
    entries = ledger.entries_after(db, 1, limit=10_000)
    point = (1, ledger.find_hash(db, 1) or b"")
    ledger.append(other, point, entries, ledger.signed_head(db), now=AT, heads={HEAD_SPACING: kept})
    assert ledger.find_signed_head(other, HEAD_SPACING) == kept


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET at = 1",
        "DELETE FROM ledger",
        "INSERT INTO ledger SELECT n + 5, term, at, outcome, code, hash, event FROM ledger LIMIT 1",
        "DELETE FROM pending",
        "UPDATE pending SET event = 9",
        "DELETE FROM branch",
        "UPDATE branch SET why = 'x'",
        "DELETE FROM body",
    ],
)
def test_the_database_itself_guards_the_order(db: Database, other: Database, statement: str) -> None:
    fork(db, other)
    follow(other, db, after=1)
    with pytest.raises(Exception, match=r"append_only|gap|UNIQUE"):
        other.run(statement)


# --- rows that can be dropped -----------------------------------------------------------------------


def test_folding_anew_gives_the_same_rows(db: Database, other: Database) -> None:
    lobby, desk = Device(), Device("meja-1", inc=2)
    filed = lobby.file()
    queued = lobby.event("queue", {"number": "A-001", "need": "surat"}, who="resident", role="resident")
    called = desk.event("call", {"number": "A-001", "place": "1"})
    moved = desk.event(
        "start_at", {"scope": "office", "year": 2026, "n": 9, "reason": "book"}, role="register"
    )
    admit(db, filed, queued, called, moved)
    follow(other, db)
    waiting = Device(inc=4)
    for one in raw(waiting.file(), waiting.event("queue", {"number": "B-001", "need": "x"})):
        ledger.record(other, one, writer=None, now=AT)
    for base in (db, other):
        before = snapshot(base)
        assert ledger.rebuild(base) == []
        assert snapshot(base) == before
    day = "2026-11-24"
    assert queues.find_called(other, day)[0].calls == 1


def test_bytes_that_left_the_disk_are_missed_by_name(db: Database) -> None:
    admit(db, Device().file())
    db.run("DROP TRIGGER body_leaves_when_safe")
    db.run("DELETE FROM body")
    with pytest.raises(Unavailable, match="event_purged"):
        ledger.entries_after(db, 0)


def test_bytes_leave_only_what_is_closed_safe_and_old(db: Database) -> None:
    lobby = Device()
    filed = lobby.file()
    closed = lobby.act("withdraw", {}, filed, who="resident", role="resident")
    admit(db, filed, now=1_000)
    admit(db, closed, now=1_000)
    with pytest.raises(Refused, match="append_only"):
        db.run("DELETE FROM body")
    facts.set_safe(db, 2)
    db.run("DELETE FROM body")
    assert db.value("SELECT count(*) FROM event") == 2


# --- the doctor's look ------------------------------------------------------------------------------


def test_a_touched_ledger_is_noticed(db: Database) -> None:
    lobby = Device()
    admit(db, lobby.file(), lobby.file())
    db.run("DROP TRIGGER body_is_written_once")
    db.run("UPDATE body SET raw = ? WHERE event = 1", (raw(lobby.file())[0],))
    with pytest.raises(Refused, match="broken_chain"):
        ledger.check(db)


def test_a_cut_tail_is_noticed_by_the_signed_head(db: Database) -> None:
    lobby = Device()
    admit(db, lobby.file(), lobby.file())
    db.run("DROP TRIGGER ledger_leaves_only_for_branch")
    db.run("DELETE FROM ledger WHERE n = 2")
    with pytest.raises(Refused, match="broken_chain"):
        ledger.check(db)


def test_a_waiting_event_that_is_not_indexed_is_noticed(other: Database) -> None:
    ledger.record(other, *raw(Device().file()), writer=None, now=AT)
    other.run("DROP TRIGGER pending_leaves_only_when_admitted")
    other.run("DELETE FROM pending")
    with pytest.raises(Refused, match="broken_pending"):
        ledger.check(other)


def test_who_is_register_follows_the_higher_term(db: Database) -> None:
    assert facts.get_register(db) == ("", 0)
    facts.set_register(db, "meja-1", 1)
    facts.set_register(db, "meja-2", 1)
    assert facts.get_register(db) == ("meja-1", 1)
    facts.set_register(db, "meja-2", 2)
    assert ledger.ground(db).register == "meja-2"


def test_safe_never_goes_down(db: Database) -> None:
    facts.set_safe(db, 5)
    facts.set_safe(db, 3)
    assert facts.get_safe(db) == 5
