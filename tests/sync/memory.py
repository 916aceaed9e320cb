"""A side of an exchange in memory: the smallest store that keeps set, order, pending and branch apart."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kiosk.domain import cose
from kiosk.domain import event as events
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, encode, parse
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, head_payload, link, parse_head, start
from kiosk.keys import SigningKey
from sync import wire
from sync.exchange import is_settled, offer, receive, take_in
from sync.side import Line, Peer, Self, digest_devices
from sync.wire import Sender, Spot

OFFICE = "1671990001"
NOON = 1_795_500_000_000

Place = tuple[str, str, int]


@dataclass
class Known:
    """Who may speak in a test office: shared by its sides, as certificates are."""

    senders: dict[bytes, Sender] = field(default_factory=dict)

    def add(self, device: str, key: SigningKey, *, office: str = OFFICE, terms: Sequence[int] = ()) -> None:
        old = self.senders.get(key.kid)
        had = old.terms if old else frozenset()
        self.senders[key.kid] = Sender(office, device, key.public, had | frozenset(terms))

    def register(self, upto: int = 2**53) -> tuple[int, str]:
        """(term, device) of the newest appointment this office may know."""
        return max(
            ((term, one.device) for one in self.senders.values() for term in one.terms if term <= upto),
            default=(0, ""),
        )


def make_key(number: int) -> SigningKey:
    return SigningKey(number.to_bytes(32, "big"))


_KEYS = {"meja-1": 1, "lobi-1": 2, "meja-2": 3, "pusat": 9}


def make_known(*devices: str) -> Known:
    """An office whose certificates name these devices; `meja-1` is its register, `pusat` its center."""
    known = Known()
    for device in devices:
        office, terms = ("1671" if device == "pusat" else OFFICE), [1] if device == "meja-1" else []
        known.add(device, make_key(_KEYS[device]), office=office, terms=terms)
    return known


def make_event(device: str, inc: str, seq: int, *, verb: str = "note", at: int = NOON) -> bytes:
    """One event of a device; its id is derived from its place, so the same place is the same event."""
    tail = events.digest(f"{device}/{inc}/{seq}".encode()).hex()[:12]
    return encode(
        Event(
            id=f"01a20b55-c4a0-7000-8000-{tail}",
            device=device,
            inc=inc,
            seq=seq,
            verb=verb,
            who="device",
            role="device",
            at=at,
            clock={"q": "good", "mono": 1, "off": 0},
            data={"text": f"{device} {seq}"},
        )
    )


class MemorySide:
    """A device of an office; `term` is the newest appointment it has heard of."""

    def __init__(self, device: str, key: SigningKey, known: Known, *, inc: str = "0" * 32) -> None:
        self._me = Self(OFFICE, device, inc, key, "0.1.0", 1)
        self.known = known
        self.term = known.register()[0]
        self.events: dict[Place, bytes] = {}
        self.order: list[Entry] = []
        self.hashes: list[bytes] = [start(OFFICE)]
        self.heads: dict[int, bytes] = {}
        self.branches: list[Line] = []
        self.mail: list[tuple[str, bytes, tuple[Place, ...]]] = []
        self.peers: dict[str, Peer] = {}
        self.alarms: list[str] = []
        self.told: list[tuple[str, dict[str, str | int]]] = []
        self.frozen = False
        self.seq = itertools.count(1)
        self.clock = itertools.count(NOON)
        self.ticks = itertools.count(1)
        self.documents: dict[str, list[bytes]] = {}
        self.files: dict[str, bytearray] = {}
        self.wanted: dict[str, int] = {}
        self.safe = 0
        self.fold = ""
        self.fold_due: set[str] = set()

    @property
    def me(self) -> Self:
        return self._me

    def restart(self, inc: str) -> None:
        self._me = replace(self._me, inc=inc)
        self.seq = itertools.count(1)
        self.frozen = False

    def act(self, verb: str = "note") -> bytes:
        """Make an own Event, and on the register admit it."""
        raw = make_event(self.me.device, self.me.inc, next(self.seq), verb=verb)
        self.events[place_of(raw)] = raw
        if self.is_writer():
            self.admit(self.me.device, [raw])
        return raw

    def append_all(self, other: MemorySide) -> None:
        """Take over another side's ledger as a copy of its disk would."""
        self.events.update({place_of(entry.event): entry.event for entry in other.order})
        self.order, self.hashes, self.heads = list(other.order), list(other.hashes), dict(other.heads)

    def now(self) -> int:
        return next(self.clock)

    def mono(self) -> int:
        return next(self.ticks)

    def find_sender(self, kid: bytes) -> Sender | None:
        return self.known.senders.get(kid)

    def take_certificates(self, raws: Sequence[bytes]) -> None:
        for raw in raws:
            self.term = max(self.term, int(raw))

    def get_certificates(self) -> Sequence[bytes]:
        return [b"%d" % self.term]

    def get_devices(self) -> str:
        return digest_devices([(b"", self.term)])

    def get_health(self, _device: str, /) -> wire.Health:
        return {"disk": 4096}

    def get_wants(self) -> dict[str, str]:
        return {}

    def get_reserves(self, peer: Peer) -> Sequence[bytes]:
        return [raw for raw in (peer.wants.get("reserve", "").encode(),) if raw]

    def take_reserve(self, device: str, raw: bytes) -> None:
        self.told.append(("reserve", {"device": device, "bytes": len(raw)}))

    def get_doors(self) -> dict[str, str]:
        return {}

    def note_doors(self, doors: Mapping[str, str]) -> None:
        self.told += [("door", {"device": device, "url": url}) for device, url in doors.items()]

    def find_register(self) -> str:
        return self.known.register(self.term)[1]

    def may_have_files(self, device: str) -> bool:
        return bool(device)

    def is_writer(self) -> bool:
        return self.find_register() == self.me.device and not self.frozen

    def get_head(self) -> Head:
        term = self.order[-1].term if self.order else 0
        return Head(OFFICE, len(self.order), term, self.hashes[-1])

    def get_signed_head(self) -> bytes:
        return self.heads.get(len(self.order), b"")

    def find_hash(self, n: int) -> bytes | None:
        return self.hashes[n] if n < len(self.hashes) else None

    def get_entries(self, after: int, limit: int) -> tuple[Sequence[Entry], bytes]:
        end = min((after // HEAD_SPACING + 1) * HEAD_SPACING, len(self.order), after + limit)
        return (self.order[after:end], self.heads[end]) if end > after else ((), b"")

    def append(self, line: Line) -> None:
        moved = self.order[line.after.n :]
        if moved:
            hashes = tuple(self.hashes[line.after.n + 1 :])
            head = self.heads[len(self.order)]
            digests = tuple(events.digest(entry.event) for entry in moved)
            self.branches.append(Line(line.after, tuple(moved), hashes, digests, (head,)))
        del self.order[line.after.n :], self.hashes[line.after.n + 1 :]
        self.heads = {n: raw for n, raw in self.heads.items() if n <= line.after.n}
        for entry in line.entries:
            self.events[place_of(entry.event)] = entry.event
        self.order += line.entries
        self.hashes += line.hashes
        for raw in line.heads:
            self.heads[parse_head(cose.parse(raw).payload).n] = raw

    def get_safe(self) -> int:
        return self.safe

    def note_safe(self, device: str, n: int) -> None:
        if device == self.find_register():
            self.safe = max(self.safe, n)

    def get_fold(self) -> str:
        return self.fold or hashlib.sha256(b"".join(entry.event for entry in self.order)).hexdigest()

    def is_fold_due(self, device: str) -> bool:
        return device in self.fold_due

    def note_fold(self, device: str) -> None:
        self.fold_due.discard(device)

    def mend_fold(self) -> None:
        self.fold = ""

    def get_pending(self) -> Sequence[tuple[str, int, Sequence[bytes]]]:
        done = self._places()
        waiting = sorted(place for place in self.events if place[0] == self.me.device and place not in done)
        return list(_runs(waiting, self.events))

    def _places(self) -> set[Place]:
        return {place_of(entry.event) for entry in self.order}

    def get_branches(self) -> Sequence[Line]:
        if not self.branches:
            return []
        done = {entry.event for entry in self.order}
        self.branches = [line for line in self.branches if any(one.event not in done for one in line.entries)]
        return list(self.branches)

    def admit(self, device: str, raws: Sequence[bytes]) -> None:
        if not self.is_writer():
            return
        if not raws:
            return
        done = {entry.event for entry in self.order}
        for raw in raws:
            try:
                place = place_of(raw)
            except Refused:
                self.alarms.append("odd")
                continue
            if raw in done:
                continue
            if (device and place[0] != device) or self.events.get(place, raw) != raw:
                self.alarms.append("odd")
                continue
            self.events[place] = raw
            self._put(raw)

    def _put(self, raw: bytes) -> None:
        head = self.get_head()
        entry = Entry(head.n + 1, self.term, self.now(), "effective", raw)
        self.order.append(entry)
        self.hashes.append(link(head.hash, entry))
        self.heads = {n: old for n, old in self.heads.items() if n % HEAD_SPACING == 0}
        self.heads[entry.n] = self.me.key.sign1(head_payload(self.get_head()))

    def admit_old(self, _signer: str, raws: Sequence[bytes]) -> None:
        self.admit("", raws)

    def get_last(self, device: str, inc: str) -> int:
        places = (place_of(entry.event) for entry in self.order)
        return max((seq for maker, start, seq in places if (maker, start) == (device, inc)), default=0)

    def keep_mail(self, body: wire.Events, raw: bytes) -> None:
        places = tuple(place_of(bytes(one)) for run in body.runs for one in run.events)
        if all(raw != old for _, old, _ in self.mail):
            self.mail.append((body.to.device, raw, places))

    def get_mail(self, to: str) -> Sequence[bytes]:
        if not self.mail:
            return []
        done = self._places()
        self.mail = [one for one in self.mail if not done.issuperset(one[2])]
        return [raw for device, raw, _ in self.mail if device == to]

    def tells_documents(self, _device: str, /) -> bool:
        return True

    def get_feeds(self) -> dict[str, Spot]:
        return {name: (len(raws), "0" * 64) for name, raws in self.documents.items() if raws}

    def find_lacking(self, feed: str, theirs: Spot, /) -> int | None:
        return theirs[0] if theirs[0] < len(self.documents[feed]) else None

    def get_documents(self, feed: str, after: int) -> Sequence[bytes]:
        return self.documents.get(feed, [])[after:]

    def put_documents(self, body: wire.Documents) -> None:
        mine = self.documents.setdefault(body.feed, [])
        if len(mine) == body.after[0]:
            mine.extend(body.documents)

    def get_missing(self) -> Sequence[Spot]:
        lacking = [one for one, size in self.wanted.items() if len(self.files.get(one, b"")) < size]
        return [(len(self.files.get(one, b"")), one) for one in lacking]

    def find_size(self, sha256: str) -> int:
        held = len(self.files.get(sha256, b""))
        return held if held >= self.wanted.get(sha256, 0) else 0

    def read_piece(self, sha256: str, offset: int, limit: int) -> bytes:
        return bytes(self.files[sha256][offset : offset + limit])

    def put_piece(self, chunk: wire.Chunk) -> bool:
        held = self.files.setdefault(chunk.sha256, bytearray())
        if chunk.sha256 not in self.wanted or len(held) != chunk.offset:
            return False
        held += chunk.data
        whole = len(held) == self.wanted[chunk.sha256]
        if whole and hashlib.sha256(held).hexdigest() != chunk.sha256:
            held.clear()
            del self.wanted[chunk.sha256]
            raise Refused("file_wrong", sha256=chunk.sha256[:8])
        return True

    def find_peer(self, device: str) -> Peer | None:
        return self.peers.get(device)

    def put_peer(self, peer: Peer) -> None:
        self.peers[peer.device] = peer

    def alarm(self, what: str, **detail: str | int) -> None:
        is_new = (what, detail) not in self.told
        self.told.append((what, detail))
        self.alarms.append(what)
        if self.is_writer() and is_new:
            self.act("alarm")

    def take_changed(self) -> frozenset[str]:
        return frozenset()

    def is_frozen(self) -> bool:
        return self.frozen

    def set_frozen(self, *, is_frozen: bool) -> None:
        self.frozen = is_frozen


@cache
def place_of(raw: bytes) -> Place:
    made = parse(raw)
    return made.device, made.inc, made.seq


def _runs(places: Sequence[Place], raws: dict[Place, bytes]) -> Iterator[tuple[str, int, Sequence[bytes]]]:
    run: list[Place] = []
    for place in places:
        if run and (place[1] != run[-1][1] or place[2] != run[-1][2] + 1):
            yield run[0][1], run[0][2], [raws[one] for one in run]
            run = []
        run.append(place)
    if run:
        yield run[0][1], run[0][2], [raws[one] for one in run]


def make_side(known: Known, device: str, inc: str) -> MemorySide:
    """A device that has begun: `inc` is the hex digit its incarnation repeats."""
    side = MemorySide(device, make_key(_KEYS[device]), known, inc=inc * 32)
    side.act("open")
    return side


def meet(one: MemorySide, other: MemorySide, trips: int = 12) -> int:
    """Rounds started by `one` until both are settled; the number of trips it took."""
    for trip in range(trips):
        take_in(one, receive(other, offer(one, other.me.device)))
        if is_settled(one, other.me.device):
            return trip + 1
    return trips
