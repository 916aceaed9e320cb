"""Owns the stick: what one side would hand another, in sealed files, and taken in again; it trusts no stick.

A file is u32be(length) | COSE_Sign1 by the sender over {kind, v, office, from, to, count, size, sha256} | one
HPKE box (RFC 9180) to the receiver's x25519 key over the packet a round would carry. None of its messages is
live: a stick hands in and asks nothing, in any order and any number of times.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal, cast

import msgspec

from kiosk import disk, keys
from kiosk.domain import cose
from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.ledger import Head
from kiosk.keys import BoxKey
from sync import wire
from sync.exchange import offer, take_in
from sync.lines import read_head
from sync.side import Peer, Side
from sync.wire import Count, Hash, Spot

INFO: Final = b"sidemang bundle 1"
VERSION: Final = 1
NOBODY: Final = "0" * 32  # an incarnation no process has: what is addressed to it is never live
CARRIED: Final = "0" * 64  # for the hash of a feed at a place that is believed and not known
MAX_LABEL: Final = 4096
MAX_FILE: Final = wire.MAX_WIRE + 2 * MAX_LABEL
MAX_FILES: Final = 4096  # of one stick
MOST_PASSES: Final = 16  # over its files; names are in the order they were written, so one is the rule
ROOM: Final = 1024 * 1024
_LENGTH: Final = 4
_MARK: Final = -len("-0001-0123456789abcdef.bundle")
_NAME: Final = re.compile(r"sidemang-[0-9]{4,10}-[a-z0-9-]{1,66}-[0-9]{4}-[0-9a-f]{16}\.bundle", re.ASCII)


class Label(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="bundle", tag_field="kind"
):
    """What the outside of a bundle says and its sender signs: whose it is, for whom, what must be inside."""

    v: Literal[1]
    office: str
    sender: str = msgspec.field(name="from")
    to: str
    count: Count
    size: Count
    sha256: Hash


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a stick: names of files that were read, and by name the code of why another one was not.

    `entries` is how much longer the ledger is for it.
    """

    names: tuple[str, ...] = ()
    entries: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many were read."""
        return len(self.names)


_encoder: Final = msgspec.json.Encoder(order="sorted")
_labels: Final = msgspec.json.Decoder(Label)


# --- one file -------------------------------------------------------------------------------------------


def seal(side: Side, to: Certificate, messages: Sequence[bytes]) -> bytes:
    """A bundle of messages for one device. Raises Refused("message_too_large")."""
    box = keys.seal_to(to.x25519, wire.pack(messages), INFO)
    label = Label(
        v=VERSION,
        office=side.me.office,
        sender=side.me.device,
        to=to.device,
        count=len(messages),
        size=len(box),
        sha256=hashlib.sha256(box).hexdigest(),
    )
    signed = side.me.key.sign1(_encoder.encode(label))
    return len(signed).to_bytes(_LENGTH, "big") + signed + box


def unseal(side: Side, raw: bytes, box_key: BoxKey) -> list[bytes]:
    """The messages of a bundle for this side, from a device it knows; each is still judged by itself.

    Raises Refused: `bundle_form` (problem=), `bundle_of_another` (office=, to=), `certificate_unknown`,
    `bad_signature`, `box_unreadable`, and what `wire.unpack` refuses.
    """
    label, box = _read_label(side, raw)
    if (label.office, label.to) != (side.me.office, side.me.device):
        raise Refused("bundle_of_another", office=label.office, to=label.to)
    if (len(box), hashlib.sha256(box).hexdigest()) != (label.size, label.sha256):
        raise Refused("bundle_form", problem="box")
    messages = wire.unpack(box_key.open_sealed(box, INFO))
    if len(messages) != label.count:
        raise Refused("bundle_form", problem="count")
    return messages


def _read_label(side: Side, raw: bytes) -> tuple[Label, bytes]:
    length = int.from_bytes(raw[:_LENGTH], "big")
    if not 0 < length <= min(MAX_LABEL, len(raw) - _LENGTH):
        raise Refused("bundle_form", problem="length")
    signed, box = raw[_LENGTH : _LENGTH + length], raw[_LENGTH + length :]
    try:
        frame = cose.parse(signed)
    except Refused as error:
        raise Refused("bundle_form", problem="label") from error
    sender = side.find_sender(frame.kid)
    if sender is None:
        raise Refused("certificate_unknown", kid=frame.kid.hex())
    payload = keys.verify1(signed, sender.public)  # of an ended device too: what it holds is held apart
    try:
        label = _labels.decode(payload)
    except wire.UNREADABLE as error:
        raise Refused("bundle_form", problem="label") from error
    if _encoder.encode(label) != payload or label.sender != sender.device:
        raise Refused("bundle_form", problem="label")
    return label, box


# --- handing on -----------------------------------------------------------------------------------------


def export(side: Side, to: Certificate, folder: Path) -> list[Path]:
    """Write what this side would tell a device, as far as it knows what that one has; each file is whole.

    Nothing counts as sent by it and nothing is freed. Raises Unavailable("stick_failed", problem=).
    """
    written = []
    for number, messages in enumerate(_make_packets(side, to.device), 1):
        raw = seal(side, to, messages)
        mark = hashlib.sha256(raw).hexdigest()[:16]
        path = folder / f"sidemang-{side.me.office}-{side.me.device}-{to.device}-{number:04d}-{mark}.bundle"
        _write(path, raw)
        written.append(path)
    return written


def _make_packets(side: Side, device: str) -> Iterator[list[bytes]]:
    """The packets of a whole round to somebody who never answers: each begins where the one before ended."""
    carried = _Carried(side, device)
    for _ in range(MAX_FILES):
        packet = offer(cast("Side", carried), device, room=ROOM)
        news = carried.note(packet)
        if news or not carried.has_begun:
            carried.has_begun = True
            yield packet
        if not news:
            return


class _Carried:
    """A side whose peer is believed to have taken every packet; all else is asked of the side itself."""

    def __init__(self, side: Side, device: str) -> None:
        self._side = side
        known = side.find_peer(device) or Peer(device)
        # Another digest of the devices than ours: so the hello brings the certificates.
        self._peer = replace(known, inc=NOBODY, spaced=(), devices=NOBODY + NOBODY, frozen="", stuck=())
        if known.head is not None and side.find_hash(known.head.n) != known.head.hash:
            self._peer = replace(self._peer, head=None)
        self._pending = {(inc, first): list(raws) for inc, first, raws in side.get_pending()}
        self._mail = list(side.get_mail(device))
        self._branches = list(side.get_branches())
        self.has_begun = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._side, name)

    def find_peer(self, device: str) -> Peer:
        return self._peer if device == self._peer.device else Peer(device)

    def get_missing(self) -> Sequence[Spot]:
        return ()

    def get_pending(self) -> Sequence[tuple[str, int, Sequence[bytes]]]:
        return [(inc, first, raws) for (inc, first), raws in self._pending.items() if raws]

    def get_mail(self, _to: str) -> Sequence[bytes]:
        return self._mail

    def get_branches(self) -> Sequence[Any]:
        return self._branches

    def find_lacking(self, feed: str, theirs: Spot) -> int | None:
        """After which place a feed goes on; what was carried just now is taken for had."""
        if theirs[1] != CARRIED:
            return self._side.find_lacking(feed, theirs)
        end, _hash = self._side.get_feeds()[feed]
        return theirs[0] if theirs[0] < end else None

    def note(self, packet: Sequence[bytes]) -> bool:
        """Take for handed on what a packet holds; whether it held more than a hello."""
        bodies = [wire.decode(cose.parse(raw).payload) for raw in packet]
        for body in bodies:
            match body:
                case wire.Events():
                    for run in body.runs:
                        left = self._pending.pop((run.inc, run.first))[len(run.events) :]
                        self._pending[run.inc, run.first + len(run.events)] = left
                        self._want(map(bytes, run.events))
                case wire.Ledger():
                    self._note_line(body)
                case wire.Documents():
                    seq = body.after[0] + len(body.documents)
                    self._peer = replace(self._peer, feeds={**self._peer.feeds, body.feed: (seq, CARRIED)})
                case wire.Mail():
                    del self._mail[: len(body.messages)]
                case wire.Chunk():
                    self._note_piece(body)
                case _:
                    pass
        self._branches = []
        return len(bodies) > 1

    def _note_line(self, body: wire.Ledger) -> None:
        end = body.entries[-1].n
        here = self._side.find_hash(end)
        self._want(bytes(row.event) for row in body.entries)
        if here is not None and _signs(body.head, end, here):
            head = Head(self._side.me.office, end, body.entries[-1].term, here)
            self._peer = replace(self._peer, head=head)

    def _note_piece(self, body: wire.Chunk) -> None:
        at = body.offset + len(body.data)
        left = [spot for spot in self._peer.miss if spot[1] != body.sha256]
        first = ((at, body.sha256),) if at < body.size else ()
        self._peer = replace(self._peer, miss=(*first, *left))

    def _want(self, events: Iterator[bytes] | map[bytes]) -> None:
        """Pages go with the Event that names them."""
        asked = {sha256 for _, sha256 in self._peer.miss}
        named = (name for raw in events if b'"files":' in raw for name in _find_files(raw))
        fresh = [
            (0, name) for name in dict.fromkeys(named) if name not in asked and self._side.find_size(name)
        ]
        self._peer = replace(self._peer, miss=(*self._peer.miss, *fresh))


class _Files(msgspec.Struct):
    """The pages an Event names."""

    files: list[dict[str, Any]] = []


def _find_files(raw: bytes) -> list[str]:
    try:
        return [str(one["sha256"]) for one in msgspec.json.decode(raw, type=_Files).files]
    except (KeyError, *wire.UNREADABLE):
        return []


def _signs(head: bytes, n: int, digest: bytes) -> bool:
    payload = msgspec.json.decode(cose.parse(head).payload, type=dict[str, Any])
    return bool((payload["n"], payload["hash"]) == (n, digest.hex()))


def _write(path: Path, raw: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(path, raw)
    except OSError as error:
        raise Unavailable("stick_failed", problem=os.strerror(error.errno or 0)) from error


# --- taking in ------------------------------------------------------------------------------------------


def take_folder(
    side: Side,
    box_key: BoxKey,
    folder: Path,
    *,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Taken:
    """Take in every bundle for this device in a folder, again while one brings something: nearly any order.

    What cannot be read is named and stops nothing. `turn` is entered for each file: the center's own process
    may be at work on the same tables. Raises Unavailable("stick_failed", problem=).
    """
    begun = side.get_head().n
    refused: dict[str, str] = {}
    names = _list(folder, side.me.office, side.me.device)
    for _ in range(MOST_PASSES):
        before = _get_standing(side)
        for name in names:
            if name not in refused:
                try:
                    messages = unseal(side, _read(folder / name), box_key)
                except Refused as error:
                    refused[name] = error.code
                    continue
                with turn():
                    take_in(side, messages, is_carried=True)
                    _remember(side, messages)
        if _get_standing(side) == before:
            break
    read = tuple(name for name in names if name not in refused)
    return Taken(read, max(side.get_head().n - begun, 0), refused)


def find_offices(folder: Path) -> list[str]:
    """The offices a stick holds bundles of, as the names of its files say. Raises as `take_folder`."""
    return sorted({name.split("-")[1] for name in _list(folder)})


def _list(folder: Path, office: str = "", device: str = "") -> list[str]:
    """The bundles in a folder, of an office and for a device where named: the others are nobody's fault."""
    start = f"sidemang-{office}-" if office else "sidemang-"
    ends = f"-{device}" if device else ""
    try:
        names = sorted(
            one.name
            for one in folder.iterdir()
            if _NAME.fullmatch(one.name) and one.name.startswith(start) and one.name[:_MARK].endswith(ends)
        )
    except OSError as error:
        raise Unavailable("stick_failed", problem=os.strerror(error.errno or 0)) from error
    return names[:MAX_FILES]


def _read(path: Path) -> bytes:
    """The bytes of a plain file of a size a bundle may have; never a link, a pipe or a device."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            facts = os.fstat(stream.fileno())
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_FILE:
                raise Refused("bundle_form", problem="file")
            return stream.read(MAX_FILE)
    except OSError as error:
        raise Refused("bundle_form", problem="file") from error


def _get_standing(side: Side) -> object:
    return side.get_head(), len(side.get_pending()), tuple(side.get_missing()), side.get_feeds()


def _remember(side: Side, messages: Sequence[bytes]) -> None:
    """Know that the sender has what its signed head covers, if that is more than it was known to have.

    A carried hello is not live and may be old, so it can only ever add to what is believed.
    """
    for raw in messages:
        try:
            body = wire.open_message(raw, side.find_sender)
            head = read_head(side, body.head) if isinstance(body, wire.Hello) and body.head else None
        except Refused:
            continue
        if head is None or side.find_hash(head.n) != head.hash:
            continue
        peer = side.find_peer(body.sender.device) or Peer(body.sender.device)
        if peer.head is None or head.is_beyond(peer.head):
            side.put_peer(replace(peer, head=head))
