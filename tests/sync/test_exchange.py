"""What two sides hand each other: heads, pending Events, entries, forks, clones; in memory."""

from __future__ import annotations

import hashlib

import pytest

from kiosk.domain.cose import parse as parse_cose
from kiosk.domain.event import parse
from sync.exchange import is_settled, offer, receive, take_in
from sync.saying import BATCH_BYTES
from sync.wire import Chunk, decode
from tests.sync.memory import Known, MemorySide, make_key, make_known, make_side, meet


@pytest.fixture
def known() -> Known:
    return make_known("meja-1", "lobi-1", "meja-2", "pusat")


@pytest.fixture
def desk(known: Known) -> MemorySide:
    return make_side(known, "meja-1", "a")


@pytest.fixture
def lobby(known: Known) -> MemorySide:
    return make_side(known, "lobi-1", "b")


@pytest.fixture
def center(known: Known) -> MemorySide:
    return MemorySide("pusat", make_key(9), known, inc="c" * 32)


def devices(side: MemorySide) -> list[str]:
    return [f"{parse(entry.event).device} {parse(entry.event).verb}" for entry in side.order]


def test_what_is_filed_in_the_lobby_comes_back_as_an_entry(desk: MemorySide, lobby: MemorySide) -> None:
    filed = lobby.act("file")
    assert meet(lobby, desk) <= 3
    assert filed in [entry.event for entry in desk.order]
    assert lobby.order == desk.order
    assert lobby.get_pending() == []


def test_a_known_desk_answers_an_act_in_one_trip(desk: MemorySide, lobby: MemorySide) -> None:
    meet(lobby, desk)
    lobby.act("file")
    assert meet(lobby, desk) == 1
    assert lobby.order == desk.order


def test_a_first_hello_opens_nothing_but_its_events_are_taken(desk: MemorySide, lobby: MemorySide) -> None:
    answer = receive(desk, offer(lobby, "meja-1"))
    assert len(answer) == 1
    assert "lobi-1 open" in devices(desk)


def test_a_stolen_packet_is_answered_with_a_bare_hello_after_a_restart(
    desk: MemorySide, lobby: MemorySide
) -> None:
    meet(lobby, desk)
    lobby.act("file")
    stolen = offer(lobby, "meja-1")
    assert len(receive(desk, stolen)) > 1
    desk.restart("d" * 32)
    assert len(receive(desk, stolen)) == 1


def test_the_same_packet_again_changes_nothing(desk: MemorySide, lobby: MemorySide) -> None:
    lobby.act("file")
    packet = offer(lobby, "meja-1")
    receive(desk, packet)
    before = list(desk.order)
    for _ in range(3):
        receive(desk, packet)
    assert desk.order == before


def test_the_center_has_the_ledger_after_a_round_of_the_register(
    desk: MemorySide, lobby: MemorySide, center: MemorySide
) -> None:
    meet(lobby, desk)
    for _ in range(1500):
        desk.act()
    meet(desk, center)
    assert center.order == desk.order


def test_the_center_keeps_the_lobbys_events_unopened_for_the_register(
    desk: MemorySide, lobby: MemorySide, center: MemorySide
) -> None:
    meet(lobby, desk)
    meet(desk, center)
    filed = lobby.act("file")
    take_in(lobby, receive(center, offer(lobby, "pusat")))
    take_in(lobby, receive(center, offer(lobby, "pusat")))
    assert filed not in [entry.event for entry in center.order]
    meet(desk, center)
    assert filed in [entry.event for entry in desk.order]
    meet(desk, center)
    assert filed in [entry.event for entry in center.order]
    assert center.get_mail("meja-1") == []


def test_an_older_center_gets_back_what_it_lost(
    desk: MemorySide, lobby: MemorySide, center: MemorySide, known: Known
) -> None:
    meet(lobby, desk)
    meet(desk, center)
    empty = MemorySide("pusat", make_key(9), known, inc="e" * 32)
    meet(lobby, empty)
    assert empty.order == desk.order


def test_the_longer_line_of_one_term_stands_and_the_rest_is_admitted_on_top(
    desk: MemorySide, lobby: MemorySide, known: Known
) -> None:
    meet(lobby, desk)
    restored = MemorySide("meja-1", make_key(1), known, inc="f" * 32)
    restored.append_all(desk)
    for _ in range(5):
        lobby.act()
    meet(lobby, desk)
    late = restored.act("open")
    meet(lobby, restored)
    assert late in [entry.event for entry in restored.order]
    assert {entry.event for entry in desk.order} <= {entry.event for entry in restored.order}
    assert lobby.order == restored.order


def test_a_shorter_line_of_somebody_else_is_lifted_by_the_register(
    desk: MemorySide, lobby: MemorySide, known: Known
) -> None:
    meet(lobby, desk)
    restored = MemorySide("meja-1", make_key(1), known, inc="f" * 32)
    restored.append_all(desk)
    filed = lobby.act("file")
    meet(lobby, desk)
    for _ in range(9):
        restored.act()
    meet(lobby, restored)
    assert lobby.order == restored.order
    assert filed in [entry.event for entry in restored.order]


def test_a_higher_term_ends_the_old_register_and_keeps_what_it_admitted(
    desk: MemorySide, lobby: MemorySide, known: Known
) -> None:
    meet(lobby, desk)
    new = MemorySide("meja-2", make_key(3), known, inc="1" * 32)
    new.append_all(desk)
    lobby.act("file")
    meet(lobby, desk)
    known.add("meja-2", make_key(3), terms=[2])
    new.term = 2
    new.act("open")
    meet(lobby, new)
    assert not desk.is_writer() or desk.term == 1
    late = desk.act()
    meet(desk, new)
    meet(lobby, new)
    assert not desk.is_writer()
    assert late in [entry.event for entry in new.order]
    assert desk.order == new.order == lobby.order


def test_two_machines_with_one_identity_are_noticed_and_the_later_one_is_frozen(
    desk: MemorySide, lobby: MemorySide, known: Known
) -> None:
    meet(lobby, desk)
    copy = MemorySide("meja-1", make_key(1), known, inc="9" * 32)
    copy.append_all(desk)
    copy.act("open")
    meet(lobby, copy)
    meet(lobby, desk)
    meet(lobby, copy)
    meet(lobby, desk)
    assert "clone" in lobby.alarms
    assert copy.frozen
    assert not desk.frozen


def test_a_forged_ledger_is_kept_out_and_said(desk: MemorySide, lobby: MemorySide, known: Known) -> None:
    meet(lobby, desk)
    liar = MemorySide("meja-2", make_key(3), known, inc="2" * 32)
    liar.append_all(desk)
    liar._put(liar.act())
    before = list(lobby.order)
    meet(lobby, liar, 3)
    assert lobby.order == before
    assert {"forged_ledger", "forged_head"} & set(lobby.alarms)


def test_documents_travel_once(desk: MemorySide, lobby: MemorySide) -> None:
    desk.documents["1671990001"] = [b"one", b"two"]
    meet(lobby, desk)
    lobby.act()
    meet(lobby, desk)
    assert lobby.documents["1671990001"] == [b"one", b"two"]


# --- files ------------------------------------------------------------------------------------------------

PAGES = [bytes([number]) * (70_000 + number) for number in range(3)]


def put(side: MemorySide, *pages: bytes) -> list[str]:
    names = [hashlib.sha256(page).hexdigest() for page in pages]
    side.files.update(zip(names, map(bytearray, pages), strict=True))
    return names


def want(side: MemorySide, *pages: bytes) -> None:
    side.wanted.update((hashlib.sha256(page).hexdigest(), len(page)) for page in pages)


def test_pages_of_the_lobby_reach_the_desk_in_pieces_and_each_once(
    desk: MemorySide, lobby: MemorySide
) -> None:
    meet(lobby, desk)
    put(lobby, *PAGES)
    want(desk, *PAGES)
    carried = 0
    for _ in range(12):
        packet = offer(lobby, "meja-1", room=40_000)
        bodies = [decode(parse_cose(raw).payload) for raw in packet]
        carried += sum(len(body.data) for body in bodies if isinstance(body, Chunk))
        take_in(lobby, receive(desk, packet))
        if is_settled(lobby, "meja-1"):
            break
    assert [bytes(one) for one in desk.files.values()] == PAGES
    assert carried == sum(map(len, PAGES))


def test_what_the_answering_side_holds_comes_back_with_the_answer(
    desk: MemorySide, lobby: MemorySide
) -> None:
    meet(lobby, desk)
    put(desk, PAGES[0])
    want(lobby, PAGES[0])
    heard = take_in(lobby, receive(desk, offer(lobby, "meja-1")))
    assert len(heard.grown) == 1
    take_in(lobby, receive(desk, offer(lobby, "meja-1")))
    assert [bytes(one) for one in lobby.files.values()] == PAGES[:1]


def test_a_packet_lost_in_the_middle_of_a_file_is_sent_again_from_where_it_was(
    desk: MemorySide, lobby: MemorySide
) -> None:
    meet(lobby, desk)
    [name] = put(lobby, PAGES[0])
    want(desk, PAGES[0])
    take_in(lobby, receive(desk, offer(lobby, "meja-1", room=30_000)))
    take_in(lobby, receive(desk, offer(lobby, "meja-1", room=30_000)))
    receive(desk, offer(lobby, "meja-1", room=30_000))
    again = receive(desk, offer(lobby, "meja-1", room=30_000))
    assert len(desk.files[name]) == 60_000
    take_in(lobby, again)
    take_in(lobby, receive(desk, offer(lobby, "meja-1")))
    assert bytes(desk.files[name]) == PAGES[0]


def test_wrong_bytes_are_thrown_away_and_said(desk: MemorySide, lobby: MemorySide) -> None:
    meet(lobby, desk)
    [name] = put(lobby, PAGES[0])
    want(desk, PAGES[0])
    lobby.files[name][5] ^= 1
    meet(lobby, desk)
    assert not desk.files[name]
    assert "file_refused" in desk.alarms


def test_a_file_that_cannot_be_read_stops_nothing(
    desk: MemorySide, lobby: MemorySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(lobby, desk)
    put(lobby, *PAGES[:2])
    want(desk, *PAGES[:2])
    good = MemorySide.read_piece
    lost = next(iter(lobby.files))

    def read(side: MemorySide, sha256: str, offset: int, limit: int) -> bytes:
        return b"" if sha256 == lost else good(side, sha256, offset, limit)

    monkeypatch.setattr(MemorySide, "read_piece", read)
    meet(lobby, desk)
    assert [bytes(one) for one in desk.files.values() if one] == PAGES[1:2]


def test_mail_beyond_a_packet_waits_until_the_first_of_it_stands_in_the_ledger(
    desk: MemorySide, lobby: MemorySide, center: MemorySide
) -> None:
    """A lobby writes for weeks while the desk is off: its mail never makes a packet too large."""
    meet(lobby, desk)
    meet(desk, center)
    meet(lobby, center)
    for _ in range(6):
        for _ in range(500):
            lobby.act("file")
        receive(center, offer(lobby, "pusat"))
    assert sum(map(len, center.get_mail("meja-1"))) > 2 * BATCH_BYTES
    assert meet(desk, center, 40) < 40
    assert len(desk.order) > 3000
    assert center.order == desk.order
    assert center.get_mail("meja-1") == []


# --- what is safe, and what a ledger folds to -------------------------------------------------------------


def test_what_the_register_has_in_a_backup_is_safe_for_the_lobby(desk: MemorySide, lobby: MemorySide) -> None:
    meet(lobby, desk)
    desk.safe = 2
    meet(lobby, desk)
    assert lobby.safe == 2


def test_nothing_is_safe_that_stands_on_another_line_or_beyond_the_told_end(
    desk: MemorySide, lobby: MemorySide
) -> None:
    meet(lobby, desk)
    desk.safe = 99
    meet(lobby, desk)
    assert lobby.safe == len(lobby.order)


@pytest.mark.parametrize("wrong", ["desk", "lobby"])
def test_equal_ledgers_that_fold_to_two_states_are_said_and_folded_again(
    desk: MemorySide, lobby: MemorySide, wrong: str
) -> None:
    lobby.act("file")
    meet(lobby, desk)
    side = {"desk": desk, "lobby": lobby}[wrong]
    side.fold = "ab" * 32
    lobby.fold_due.add("meja-1")
    meet(lobby, desk)
    meet(lobby, desk)
    assert "fold_differs" in desk.alarms
    assert ("fold_differs" in lobby.alarms) is (wrong == "lobby")
    assert desk.fold == lobby.fold == ""
    assert lobby.fold_due == set()


def test_equal_folds_are_nobodys_alarm(desk: MemorySide, lobby: MemorySide) -> None:
    lobby.act("file")
    meet(lobby, desk)
    lobby.fold_due.add("meja-1")
    meet(lobby, desk)
    assert lobby.fold_due == set()
    assert not desk.alarms + lobby.alarms
