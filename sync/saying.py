"""Owns what one side says to another in a round: hello, Events, ledger, documents, mail, pieces."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from kiosk.domain.ledger import Entry, Head
from sync import wire
from sync.lines import find_common, get_spaced
from sync.side import Peer, Side
from sync.wire import Place

log = logging.getLogger(__name__)

BATCH_BYTES: Final = 1024 * 1024  # of Events in one packet of them: what a thin line carries before it is cut
BODY_ROOM: Final = 16 * 1024  # of the same room for each ledger body: 512 entries are about 57 kB on the wire
LEDGER_BYTES: Final = 4 * BATCH_BYTES  # of Events in one packet: also what packs badly stays below the limit
MOST_BODIES: Final = 16  # ledger bodies of one packet: 8,192 entries


def hello(side: Side, to: Place, *, heard: int = 0) -> bytes:
    """Who this side is and what it has and lacks; `heard` is the time told by the message it answers."""
    me = side.me
    peer = side.find_peer(to.device) or Peer(to.device)
    known = peer.head is not None and side.find_hash(peer.head.n) == peer.head.hash
    body = wire.Hello(
        office=me.office,
        sender=Place(me.device, me.inc),
        to=to,
        v=wire.FORM,
        wire=wire.VERSION,
        oldest=wire.OLDEST,
        program=me.program,
        rules=me.rules,
        mono=side.mono(),
        heard=max(heard, peer.mono if to.inc == peer.inc else 0),
        head=side.get_signed_head(),
        spaced=() if known else get_spaced(side),
        feeds=side.get_feeds(),
        miss=tuple(side.get_missing()),
        devices=side.get_devices(),
        certificates=() if peer.devices in {"", side.get_devices()} else tuple(side.get_certificates()),
        address=me.address,
        health=side.get_health(to.device),
        doors=side.get_doors(),
        safe=side.get_safe(),
        fold=_say_fold(side, peer),
        frozen=me.inc if side.is_frozen() else peer.frozen,
        wants=side.get_wants(),
        reserves=tuple(side.get_reserves(peer)),
        refused=wire.UPDATE if peer.is_too_old() else "",
    )
    return wire.sign(me.key, body)


def _say_fold(side: Side, peer: Peer) -> str:
    """What the ledger folds to, for somebody with the same one: when it is due, or as an answer to theirs."""
    mine = side.get_head()
    level = peer.head is not None and (peer.head.n, peer.head.hash) == (mine.n, mine.hash)
    return side.get_fold() if level and (peer.fold or side.is_fold_due(peer.device)) else ""


def say_events(side: Side, peer: Peer, batch: int) -> Iterator[bytes]:
    """Own pending Events, always addressed to the register: another side keeps them for it, unopened.

    A frozen register hands in like anybody else, to the machine that goes on under its identity.
    """
    register = side.find_register()
    if not register or side.is_writer():
        return
    to = Place(register, peer.inc) if register == peer.device else Place(register)
    runs: list[wire.Run] = []
    size, most = 0, min(batch, BATCH_BYTES)
    for inc, first, raws in side.get_pending():
        taken: list[bytes] = []
        for raw in raws:
            size += len(raw)
            if size > most and (taken or runs):
                break
            taken.append(raw)
        if taken:
            runs.append(wire.run(inc, first, taken))
        if size > most:
            break
    if runs:
        me = side.me
        body = wire.Events(
            office=me.office, sender=Place(me.device, me.inc), to=to, v=wire.FORM, runs=tuple(runs)
        )
        yield wire.sign(me.key, body)


def say_ledger(side: Side, peer: Peer, room: int, batch: int) -> Iterator[bytes]:
    """The entries the other side lacks, from the last common place on; and lines that lost theirs, a packet
    full at a time: what the register has admitted of them is not said again.
    """
    if not peer.inc:
        return
    size = 0
    for line in side.get_branches() if peer.device == side.find_register() else ():
        if size > batch:
            return
        size += sum(len(entry.event) for entry in line.entries)
        yield _ledger(side, peer, line.after, line.entries, line.heads[-1])
    mine = side.get_head()
    common = find_common(side, peer)
    if common.n == mine.n or (peer.head is not None and not mine.is_beyond(peer.head)):
        return
    after = common
    bodies, most = 0, min(max(room // BODY_ROOM, 1), MOST_BODIES)
    while (bodies < most and size < batch) or (peer.head is not None and after.n <= peer.head.n):
        entries, head = side.get_entries(after.n, wire.MAX_ENTRIES)
        if not entries:
            return
        yield _ledger(side, peer, after, entries, head)
        bodies += 1
        size += sum(len(entry.event) for entry in entries)
        last = entries[-1]
        after = Head(mine.kelurahan, last.n, last.term, side.find_hash(last.n) or b"")


def _ledger(side: Side, peer: Peer, after: Head, entries: Sequence[Entry], head: bytes) -> bytes:
    me = side.me
    new_register = peer.head is None or peer.head.term != entries[-1].term
    body = wire.Ledger(
        office=me.office,
        sender=Place(me.device, me.inc),
        to=Place(peer.device, peer.inc),
        v=wire.FORM,
        after=(after.n, after.hash.hex()),
        entries=tuple(map(wire.row, entries)),
        head=head,
        certificates=tuple(side.get_certificates()) if new_register else (),
    )
    return wire.sign(me.key, body)


def say_documents(side: Side, peer: Peer) -> Iterator[bytes]:
    if not peer.inc or peer.is_too_old() or not side.tells_documents(peer.device):
        return
    me = side.me
    for feed in side.get_feeds():
        theirs = peer.feeds.get(feed, (0, ""))
        after = side.find_lacking(feed, theirs)
        if after is None:
            continue
        raws = _find_fitting(side.get_documents(feed, after), BATCH_BYTES)
        if raws:
            yield wire.sign(
                me.key,
                wire.Documents(
                    office=me.office,
                    sender=Place(me.device, me.inc),
                    to=Place(peer.device, peer.inc),
                    v=wire.FORM,
                    feed=feed,
                    after=(after, theirs[1] or "0" * 64),
                    documents=tuple(raws),
                ),
            )


def _find_fitting(kept: Sequence[bytes], most: int) -> list[bytes]:
    """The first of them that together stay below `most` bytes; one alone goes whatever its size."""
    sizes = enumerate(accumulate(map(len, kept)))
    return list(kept[: sum(1 for at, size in sizes if not at or size <= most)])


def say_mail(side: Side, peer: Peer, batch: int) -> Iterator[bytes]:
    """Mail for the other side, as much as one packet bears; the rest once the Events in it have places."""
    kept = side.get_mail(peer.device) if peer.inc else ()
    raws = _find_fitting(kept, min(batch, BATCH_BYTES))
    if raws:
        me = side.me
        yield wire.sign(
            me.key,
            wire.Mail(
                office=me.office,
                sender=Place(me.device, me.inc),
                to=Place(peer.device, peer.inc),
                v=wire.FORM,
                messages=tuple(raws),
            ),
        )


def say_pieces(side: Side, peer: Peer, room: int) -> Iterator[bytes]:
    """The next bytes of files the other side asked for, from where it says it is."""
    if not (peer.inc and peer.miss and side.may_have_files(peer.device)):
        return
    for offset, sha256 in peer.miss:
        size = side.find_size(sha256)
        at = offset
        while at < size and room > 0:
            data = side.read_piece(sha256, at, min(room, wire.MAX_CHUNK))
            if not data:
                break
            yield wire.sign(
                side.me.key,
                wire.Chunk(
                    office=side.me.office,
                    sender=Place(side.me.device, side.me.inc),
                    to=Place(peer.device, peer.inc),
                    v=wire.FORM,
                    sha256=sha256,
                    size=size,
                    offset=at,
                    data=data,
                ),
            )
            at += len(data)
            room -= len(data)
