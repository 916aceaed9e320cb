"""What an exchange does at its edges: nothing said, nobody known, lines that do not fit, much to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from kiosk.domain.cose import parse as parse_cose
from kiosk.domain.errors import Refused
from kiosk.domain.ledger import Head, head_payload
from sync import wire
from sync.exchange import is_settled, offer, receive, take_in
from sync.saying import BATCH_BYTES
from tests.sync.memory import OFFICE, Known, MemorySide, make_key, make_known, make_side, meet


@pytest.fixture
def known() -> Known:
    return make_known("meja-1", "lobi-1")


@pytest.fixture
def desk(known: Known) -> MemorySide:
    return make_side(known, "meja-1", "a")


@pytest.fixture
def lobby(known: Known) -> MemorySide:
    return make_side(known, "lobi-1", "b")


def bodies(packet: Sequence[bytes], kind: type[Any]) -> list[Any]:
    decoded = (wire.decode(parse_cose(raw).payload) for raw in packet)
    return [body for body in decoded if isinstance(body, kind)]


def test_an_empty_packet_is_answered_with_nothing(desk: MemorySide) -> None:
    assert receive(desk, []) == []


def test_nothing_is_settled_with_a_device_never_heard(desk: MemorySide) -> None:
    assert not is_settled(desk, "lobi-1")


@pytest.mark.logs
def test_a_message_about_another_office_is_refused(desk: MemorySide, known: Known) -> None:
    """The center's key may speak for every office of its city, but not to this one about another."""
    known.add("pusat", make_key(9), office="1671")
    body = wire.Mail(
        office="1671990002",
        sender=wire.Place("pusat", "c" * 32),
        to=wire.Place("meja-1", desk.me.inc),
        v=1,
        messages=(),
    )
    with pytest.raises(Refused, match="message_office"):
        receive(desk, [wire.sign(make_key(9), body)])


def test_only_events_are_kept_for_somebody_else(desk: MemorySide, lobby: MemorySide) -> None:
    hello = offer(lobby, "meja-9")[0]
    take_in(desk, [hello])
    assert desk.get_mail("meja-9") == []


@pytest.mark.logs
def test_mail_that_nobody_signed_is_left_and_its_neighbour_is_opened(
    desk: MemorySide, lobby: MemorySide
) -> None:
    filed = lobby.act("file")
    good = offer(lobby, "meja-1")[1]
    body = wire.Mail(
        office=OFFICE,
        sender=wire.Place("lobi-1", lobby.me.inc),
        to=wire.Place("meja-1", desk.me.inc),
        v=1,
        messages=(b"unsigned", good, offer(lobby, "meja-1")[0]),
    )
    take_in(desk, [wire.sign(make_key(2), body)])
    assert filed in [entry.event for entry in desk.order]


@pytest.mark.logs
def test_a_line_the_store_refuses_is_said_and_the_rest_is_taken(
    desk: MemorySide, lobby: MemorySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(lobby, desk)
    desk.act("file")

    def refuse(_side: MemorySide, line: Any) -> None:
        raise Refused("not_beyond", n=line.get_end().n)

    packet = offer(desk, "lobi-1")
    monkeypatch.setattr(MemorySide, "append", refuse)
    heard = take_in(lobby, packet)
    assert "ledger_refused" in lobby.alarms
    assert "meja-1" in heard.incs


# --- lines that do not fit ----------------------------------------------------------------------------------


def touched(packet: Sequence[bytes], **change: Any) -> list[bytes]:
    """The packet with its ledger changed and signed anew by the register's own key."""
    [body] = bodies(packet, wire.Ledger)
    return [packet[0], wire.sign(make_key(1), msgspec.structs.replace(body, **change))]


@pytest.mark.logs
def test_a_ledger_that_does_not_lead_to_its_head_is_kept_out(
    desk: MemorySide, lobby: MemorySide, known: Known
) -> None:
    meet(lobby, desk)
    desk.act("file")
    desk.act("file")
    packet = offer(desk, "lobi-1")
    [body] = bodies(packet, wire.Ledger)
    known.add("asing", make_key(8))
    signed = parse_cose(body.head).payload
    other = head_payload(Head("1671990002", 3, 1, bytes(32)))
    for change in (
        {"entries": body.entries[:1]},
        {"entries": ()},
        {"entries": (body.entries[1], body.entries[0])},
        {"entries": (msgspec.structs.replace(body.entries[0], outcome="perhaps"),)},
        {"entries": (body.entries[0], msgspec.structs.replace(body.entries[1], term=0))},
        {"head": make_key(7).sign1(signed)},
        {"head": make_key(8).sign1(signed)},
        {"head": make_key(1).sign1(other)},
        {"head": body.head[:-1] + bytes([body.head[-1] ^ 1])},
        {"head": b"nothing"},
    ):
        before = len(lobby.order)
        lobby.alarms.clear()
        take_in(lobby, touched(packet, **change))
        assert len(lobby.order) == before
        assert "forged_ledger" in lobby.alarms
    take_in(lobby, packet)
    assert lobby.order == desk.order


# --- more than one packet -----------------------------------------------------------------------------------


def test_own_events_beyond_a_packet_go_with_the_next_one_also_over_a_restart(
    desk: MemorySide, lobby: MemorySide
) -> None:
    meet(lobby, desk)
    for inc in "def":
        lobby.restart(inc * 32)
        for _ in range(1500):
            lobby.act()
    packet = offer(lobby, "meja-1")
    [first] = bodies(packet, wire.Events)
    carried = sum(len(raw) for run in first.runs for raw in run.events)
    assert BATCH_BYTES // 2 < carried <= BATCH_BYTES
    assert len(first.runs) > 1
    meet(lobby, desk, 30)
    assert lobby.get_pending() == []
    assert lobby.order == desk.order


def test_an_event_larger_than_a_packet_goes_alone(
    desk: MemorySide, lobby: MemorySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.saying.BATCH_BYTES", 10)
    lobby.act()
    [body] = bodies(offer(lobby, "meja-1"), wire.Events)
    assert [len(run.events) for run in body.runs] == [1]
    meet(lobby, desk)
    assert lobby.order == desk.order


def test_a_run_that_just_fills_a_packet_leaves_the_next_run_for_later(
    lobby: MemorySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(next(iter(lobby.events.values())))
    monkeypatch.setattr("sync.saying.BATCH_BYTES", size)
    lobby.restart("d" * 32)
    lobby.act()
    [body] = bodies(offer(lobby, "meja-1"), wire.Events)
    assert [run.inc for run in body.runs] == ["b" * 32]


def test_a_feed_whose_documents_are_gone_says_nothing(
    desk: MemorySide, lobby: MemorySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(lobby, desk)
    peer = desk.find_peer("lobi-1")
    assert peer is not None
    desk.put_peer(replace(peer, feeds={}))
    desk.documents[OFFICE] = [b"one"]
    assert len(bodies(offer(desk, "lobi-1"), wire.Documents)) == 1
    monkeypatch.setattr(MemorySide, "get_documents", lambda *_of: [])
    assert bodies(offer(desk, "lobi-1"), wire.Documents) == []


def test_what_folds_otherwise_under_other_rules_is_no_alarm(desk: MemorySide, lobby: MemorySide) -> None:
    meet(lobby, desk)
    lobby._me = replace(lobby.me, rules=2)
    lobby.fold = "ab" * 32
    lobby.fold_due.add("meja-1")
    meet(lobby, desk)
    assert "fold_differs" not in desk.alarms + lobby.alarms
