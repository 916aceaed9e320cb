"""Owns what two sides hand each other and what they make of it; not the bytes, the network or the store.

One function takes in (`take_in`), one says what the other side lacks (`offer`), and `receive` is both: the
register desk answers the lobby kiosk with it, the center answers the register with it. Everything may arrive
twice, late or never: signed heads are the only acknowledgement, what is missing shows by comparing them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.ledger import Head
from sync import wire
from sync.lines import join_lines, lift, read_head, take_line
from sync.saying import LEDGER_BYTES, hello, say_documents, say_events, say_ledger, say_mail, say_pieces
from sync.side import ADDRESS, Peer, Side
from sync.twins import count_incarnation, heed_freeze, weigh_freeze
from sync.wire import Place, Sender

log = logging.getLogger(__name__)

PIECE: Final = 64 * 1024  # bytes of files in one packet, unless the line was found fast or slow
GAPS: Final = 16  # in one device's Events that are remembered


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a packet: who spoke under which incarnation and at which time of its own, who live, who
    so late that it does not count, what was refused to whom, and which files grew.
    """

    incs: dict[str, str] = field(default_factory=dict)
    monos: dict[str, int] = field(default_factory=dict)
    live: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    refused: dict[str, Refused] = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)


# --- both directions ------------------------------------------------------------------------------------


def receive(side: Side, messages: Sequence[bytes]) -> list[bytes]:
    """Take in a packet and return the answer: to each sender a hello, and to a live one all it lacks.

    A message that is not live was kept, stolen or carried: it is taken in, being signed and idempotent, but
    opens nothing. Raises the first refusal where nobody can be answered at all.
    """
    heard = take_in(side, messages)
    if not heard.incs:
        for refusal in heard.refused.values():
            raise refusal
    answer: list[bytes] = []
    for device, inc in heard.incs.items():
        if device in heard.live - heard.late:
            answer += offer(side, device)
        else:
            answer.append(hello(side, Place(device, inc), heard=heard.monos.get(device, 0)))
    return answer


def offer(side: Side, device: str, *, room: int = PIECE, batch: int = LEDGER_BYTES) -> list[bytes]:
    """What this side tells a device unasked: a hello, its own pending Events, and what the other lacks.

    The order is that of the lanes (core.md 5). `room` is what the line carries within a moment: so many bytes
    of files, and of the ledger in proportion, that the next Event never waits behind more than that. `batch`
    bounds the bytes of Events, of entries and of mail.
    """
    peer = side.find_peer(device) or Peer(device)
    return [
        hello(side, Place(device, peer.inc)),
        *say_events(side, peer, batch),
        *say_ledger(side, peer, room, batch),
        *say_documents(side, peer),
        *say_mail(side, peer, batch),
        *say_pieces(side, peer, room),
    ]


def is_settled(side: Side, device: str) -> bool:
    """Whether another round would bring nothing: one ledger, nothing outside it, no file, no document."""
    peer = side.find_peer(device)
    if peer is None or not peer.inc or peer.inc == peer.frozen:
        return False  # one that is frozen hears so by being spoken to under its own incarnation
    mine = side.get_head()
    theirs = peer.head or Head(side.me.office, 0, 0, side.find_hash(0) or b"")
    waiting = device == side.find_register() and (side.get_pending() or side.get_branches())
    level = (theirs.n, theirs.hash) == (mine.n, mine.hash)
    wanted = any(side.find_size(sha256) for _, sha256 in peer.miss)
    feeds = side.get_feeds()
    more = any(seq > feeds.get(feed, (0, ""))[0] for feed, (seq, _) in peer.feeds.items())
    return level and not (waiting or wanted or more) and peer.devices in {"", side.get_devices()}


# --- taking in ------------------------------------------------------------------------------------------


def take_in(side: Side, messages: Sequence[bytes], *, is_carried: bool = False) -> Heard:
    """Verify each message and take what it carries, in order; a bad one never stops the others.

    Ledgers come after the rest, since they may be joined, and files after the Events that name them. What an
    ended device made is refused on a line; where an officer carried it (`is_carried`), it is held.
    """
    heard = Heard()
    ledgers: dict[str, list[wire.Ledger]] = {}
    pieces: list[wire.Chunk] = []
    for raw in messages:
        body = _open(side, raw, heard)
        match body:
            case None:
                if is_carried:
                    _hold(side, raw)
            case _ if body.to.device != side.me.device:
                _keep(side, body, raw)
            case wire.Ledger():
                ledgers.setdefault(body.sender.device, []).append(body)
            case wire.Chunk():
                pieces.append(body)
            case _:
                _take(side, body, raw, heard)
    for device, bodies in ledgers.items():
        _take_lines(side, device, bodies)
    if side.is_writer():
        lift(side)
    heard.grown.update(piece.sha256 for piece in pieces if _take_piece(side, piece))
    return heard


def _note(refused: dict[str, Refused], what: str, error: Refused) -> None:
    """Log the first of each kind: a packet of a thousand strange messages is small, its log must be too."""
    if error.code not in refused:
        log.warning("%s refused: %s", what, error)
        refused[error.code] = error


def _take_lines(side: Side, device: str, bodies: Sequence[wire.Ledger]) -> None:
    for line in join_lines(side, bodies):
        try:
            take_line(side, line)
        except Refused as error:
            side.alarm("ledger_refused", device=device, reason=error.code)


def _take_piece(side: Side, piece: wire.Chunk) -> bool:
    """Take a piece of a file after the Event that names it, which may stand in the same packet."""
    try:
        return side.put_piece(piece)
    except KioskError as error:
        side.alarm("file_refused", device=piece.sender.device, reason=error.code, file=piece.sha256[:8])
        return False


def _open(side: Side, raw: bytes, heard: Heard) -> wire.Message | None:
    try:
        body = wire.open_message(raw, side.find_sender)
        if body.office != side.me.office:
            raise Refused("message_office", office=body.office)
    except Refused as error:
        _note(heard.refused, "message", error)
        return None
    heard.incs[body.sender.device] = body.sender.inc
    if body.to == Place(side.me.device, side.me.inc):
        heard.live.add(body.sender.device)
    return body


def _keep(side: Side, body: wire.Message, raw: bytes) -> None:
    """Keep a message for somebody else, unopened; only Events are worth it."""
    if isinstance(body, wire.Events):
        side.keep_mail(body, raw)


def _take(
    side: Side, body: wire.Hello | wire.Events | wire.Documents | wire.Mail, raw: bytes, heard: Heard
) -> None:
    match body:
        case wire.Hello():
            side.take_certificates(body.certificates)
            heard.monos[body.sender.device] = body.mono
            if body.to.inc == side.me.inc and not _hear(side, body):
                heard.late.add(body.sender.device)
        case wire.Events():
            if side.is_writer():
                _admit(side, body)
            else:
                _keep(side, body, raw)
        case wire.Documents():
            side.put_documents(body)
        case _:
            _open_mail(side, body)


def _hear(side: Side, body: wire.Hello) -> bool:
    """Remember what a live hello told; False for one that was on its way for too long to count.

    Only live ones count: an old one would make us forget what is true.
    """
    peer = side.find_peer(body.sender.device) or Peer(body.sender.device)
    peer = count_incarnation(side, peer, body)
    if peer.inc != body.sender.inc:
        side.put_peer(peer)
        return False
    peer = weigh_freeze(peer, body)
    head = None
    if body.head:
        try:
            head = read_head(side, body.head)
        except Refused as error:
            is_ahead = body.devices != side.get_devices() and not body.certificates
            if not is_ahead:  # else it knows a register we do not: who that is comes with its next hello
                side.alarm("forged_head", device=body.sender.device, reason=error.code)
    side.put_peer(
        replace(
            peer,
            mono=body.mono,
            head=head or Head(side.me.office, 0, 0, side.find_hash(0) or b""),
            spaced=body.spaced,
            devices=body.devices,
            feeds=body.feeds,
            miss=body.miss,
            address=body.address[:ADDRESS],
            safe=body.safe,
            fold=body.fold,
            rules=body.rules,
            wire=body.wire,
            oldest=body.oldest,
            refused=body.refused,
            program=body.program[:40],
            health=body.health,
            heard_at=side.now(),
            wants=body.wants,
        )
    )
    if body.sender.device == side.find_register():
        side.note_doors(body.doors)
    for raw in body.reserves:
        _take_reserve(side, body.sender.device, raw)
    heed_freeze(side, body.frozen)
    if head is not None:
        _compare(side, body, head)
    return True


def _take_reserve(side: Side, device: str, raw: bytes) -> None:
    try:
        side.take_reserve(device, raw)
    except Refused as error:
        log.info("reserve of %s left out: %s", device, error)


def _compare(side: Side, body: wire.Hello, head: Head) -> None:
    """Alarm where one place holds two lines, or one line folds to two states.

    The chain proves that both were given the same; the fold, that the same came of it. Under another RULES
    number it may differ.
    """
    device = body.sender.device
    if side.find_hash(head.n) == head.hash:
        side.note_safe(device, min(body.safe, head.n))
    mine = side.get_head()
    if (head.term, head.n) != (mine.term, mine.n):
        return
    if head.hash != mine.hash:
        if side.is_writer():
            side.alarm("fork", device=device, n=head.n)
    elif body.fold:
        side.note_fold(device)
        if body.rules == side.me.rules and side.get_fold() not in {"", body.fold}:
            side.alarm("fold_differs", device=device)  # without n: the alarm itself makes a ledger longer
            side.mend_fold()


def _admit(side: Side, body: wire.Events) -> None:
    """Admit a device's own Events, each incarnation in order; another device's have no business here.

    A gap is left for one round, in which the sender, who always starts at the first Event it does not see in
    the ledger, may fill it; then it is named in an alarm and waited for no longer (core.md 2).
    """
    device = body.sender.device
    peer = side.find_peer(device) or Peer(device)
    gaps = dict(peer.gaps)
    for run in body.runs:
        last = side.get_last(device, run.inc)
        if run.first > last + 1 and gaps.get(run.inc) != run.first:
            gaps[run.inc] = run.first
            continue
        if run.first > last + 1:
            side.alarm("gap", device=device, inc=run.inc, seq=last + 1)
        gaps.pop(run.inc, None)
        side.admit(device, [raw for raw in map(bytes, run.events) if _is_of(side, device, raw)])
    if gaps != peer.gaps:
        side.put_peer(replace(peer, gaps=dict(list(gaps.items())[-GAPS:])))


def _is_of(side: Side, device: str, raw: bytes) -> bool:
    """Whether bytes may be this device's Event; unreadable ones may, and go to the odd ones with its name."""
    author = wire.find_author(raw)
    if author in {"", device}:
        return True
    side.alarm("foreign_event", device=device, author=author)
    return False


def _open_mail(side: Side, body: wire.Mail) -> None:
    """Take in messages somebody else carried: each counts by its own signature, and none of them is live."""
    refused: dict[str, Refused] = {}
    for raw in body.messages:
        try:
            inner = wire.open_message(raw, side.find_sender)
        except Refused as error:
            _note(refused, "mail", error)
            _hold(side, raw)
            continue
        fits = inner.office == side.me.office and inner.to.device == side.me.device
        if fits and isinstance(inner, wire.Events) and side.is_writer():
            _admit(side, inner)


def open_held(side: Side, raw: bytes) -> wire.Events | None:
    """The Events of an ended device in an authentic message to this side; None where it is anything else."""

    def find(kid: bytes) -> Sender | None:
        sender = side.find_sender(kid)
        return replace(sender, revoked=False) if sender is not None and sender.revoked else None

    try:
        body = wire.open_message(raw, find)
    except Refused:
        return None
    fits = body.office == side.me.office and body.to.device == side.me.device
    return body if fits and isinstance(body, wire.Events) else None


def _hold(side: Side, raw: bytes) -> None:
    """Keep what an ended device made until a person admits it or leaves it (sync.md 3.1)."""
    body = open_held(side, raw)
    if body is not None and side.is_writer():
        side.keep_mail(body, raw)


def admit_held(side: Side, raw: bytes) -> None:
    """A person says that what an ended device made before it was lost is real."""
    body = open_held(side, raw)
    if body is not None:
        _admit(side, body)
