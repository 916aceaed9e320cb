"""Owns what an exchange asks of a store: who a side is, what it remembers of others; it does nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from kiosk.domain import cose
from kiosk.domain.ledger import Entry, Head, parse_head
from kiosk.keys import SigningKey
from sync import wire
from sync.wire import Sender, Spot

ADDRESS: Final = 200  # characters of one that is kept


@dataclass(frozen=True, slots=True)
class Peer:
    """What one side remembers of another device; losing it costs one longer round.

    `inc` last spoke live, `ended` are incarnations it superseded, `frozen` is one that must not write again.
    `stuck` are incarnations that said they were frozen since one of the device last worked.
    `since` is by own time (ms) when `inc` last spoke and when each other incarnation was found not to be it;
    `mono` is the newest time of its own that `inc` told.
    `head` is the end of its ledger as it told, `spaced` places on it; `safe` the n in its verified backup;
    `wants` are the desks behind it, or itself, that want a reserve, each with its sealing key in hex.
    `fold` is what its ledger folds to, where its last hello said so; `wire` the newest form it speaks,
    `oldest` the oldest it serves, `refused` what it asks of us before it serves us again; `gaps` maps an
    incarnation to the first Event that came without the ones before it.
    """

    device: str
    inc: str = ""
    ended: tuple[str, ...] = ()
    frozen: str = ""
    stuck: tuple[str, ...] = ()
    since: dict[str, int] = field(default_factory=dict)
    mono: int = 0
    head: Head | None = None
    spaced: tuple[Spot, ...] = ()
    devices: str = ""
    feeds: dict[str, Spot] = field(default_factory=dict)
    miss: tuple[Spot, ...] = ()
    address: str = ""
    safe: int = 0
    fold: str = ""
    rules: int = 0
    wire: int = 0
    oldest: int = 0
    refused: str = ""
    program: str = ""
    health: dict[str, str | int] = field(default_factory=dict)
    heard_at: int = 0
    gaps: dict[str, int] = field(default_factory=dict)
    wants: dict[str, str] = field(default_factory=dict)

    def is_too_old(self) -> bool:
        """Whether it is told to update: it hands in and hears the ledger, documents wait until then."""
        return 0 < self.wire < wire.OLDEST

    def wants_update(self) -> bool:
        """Whether it is we who are too old for it, in its words or by our own reckoning."""
        return self.refused == wire.UPDATE or self.oldest > wire.VERSION


@dataclass(frozen=True, slots=True)
class Self:
    """Who a side is: the office it speaks about, its device, this start of its process, its device key."""

    office: str
    device: str
    inc: str
    key: SigningKey
    program: str
    rules: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Entries after a common place whose chain and signed heads were checked.

    `hashes` are L(n) of each entry, `digests` those of its Event, `heads` the signed heads.
    """

    after: Head
    entries: tuple[Entry, ...]
    hashes: tuple[bytes, ...]
    digests: tuple[bytes, ...]
    heads: tuple[bytes, ...]

    def get_end(self) -> Head:
        """The head after the last entry."""
        return self.find_end(len(self.entries))

    def find_end(self, count: int) -> Head:
        """The head after the first `count` entries."""
        if count == 0:
            return self.after
        last = self.entries[count - 1]
        return Head(self.after.kelurahan, last.n, last.term, self.hashes[count - 1])

    def skip(self, count: int) -> Line:
        """The same line from a later place on."""
        rest = self.entries[count:], self.hashes[count:], self.digests[count:]
        return Line(self.find_end(count), *rest, self.heads)

    def get_heads(self) -> list[tuple[Head, bytes]]:
        """Each signed head that signs a place of this line, with what it says."""
        told = [(parse_head(cose.parse(raw).payload), raw) for raw in self.heads]
        return [
            (head, raw)
            for head, raw in told
            if 0 < head.n - self.after.n <= len(self.entries) and head == self.find_end(head.n - self.after.n)
        ]


def digest_devices(devices: Iterable[tuple[bytes, int]]) -> str:
    """SHA-256 over (kid, term) of an office's devices, lower-case hex: sides with equal ones know the same.

    The root that certified a device is not in it, because adoption signs the same keys under another root.
    """
    rows = sorted(set(devices))
    return hashlib.sha256(b"".join(kid + term.to_bytes(8, "big") for kid, term in rows)).hexdigest()


class Side(Protocol):
    """The store behind one side of an exchange; sync/desk and sync/central/side fill it."""

    @property
    def me(self) -> Self: ...
    def now(self) -> int: ...
    def mono(self) -> int: ...

    def find_sender(self, kid: bytes) -> Sender | None: ...
    def take_certificates(self, raws: Sequence[bytes]) -> None:
        """Keep certificates that a root known here signed; others change nothing."""

    def get_certificates(self) -> Sequence[bytes]:
        """Every certificate of the office's devices, for somebody who may not know them."""

    def get_devices(self) -> str:
        """`digest_devices` of those certificates."""

    def get_health(self, device: str, /) -> wire.Health:
        """What this device tells another one of its own state; nothing to who need not see it."""

    def get_wants(self) -> dict[str, str]:
        """Who wants a reserve, with the sealing key: this device, and those that said so to it themselves."""

    def get_reserves(self, peer: Peer) -> Sequence[bytes]:
        """Reserves for who is behind a peer, issued where the root is; and the own one, for the register."""

    def take_reserve(self, device: str, raw: bytes) -> None:
        """Keep a reserve a device told. Raises Refused where it is none."""

    def get_doors(self) -> dict[str, str]:
        """Where the doors of other desks are, as they or the register told."""

    def note_doors(self, doors: Mapping[str, str]) -> None:
        """The register told where desks are that may not have been heard here yet."""

    def find_register(self) -> str:
        """The device that holds the register as far as this side knows, or an empty string."""

    def may_have_files(self, device: str) -> bool:
        """Whether a device works with people's pages: a desk or the center, never a lobby."""

    def is_writer(self) -> bool:
        """Whether this side is that device and not frozen."""

    def get_head(self) -> Head: ...
    def get_signed_head(self) -> bytes: ...
    def find_hash(self, n: int) -> bytes | None: ...
    def get_entries(self, after: int, limit: int) -> tuple[Sequence[Entry], bytes]:
        """At most `limit` entries after a place, up to a signed head, and that head; else none and b""."""

    def append(self, line: Line) -> None:
        """Make this the line after a common place; rows above it move to the branch, own Events pend."""

    def get_safe(self) -> int:
        """The n in a backup of this side that was opened again and verified."""

    def note_safe(self, device: str, n: int) -> None:
        """A device says what is in its backup; only the one above this side counts."""

    def get_fold(self) -> str:
        """The XOR of all permohonan's state hashes at the ledger's end, hex; empty = not folded yet."""

    def is_fold_due(self, device: str) -> bool:
        """Whether a device is to be told so: at the start and once a day, until it said its own."""

    def note_fold(self, device: str) -> None:
        """A device at the very same place said what its ledger folds to."""

    def mend_fold(self) -> None:
        """Drop what was folded and fold it again."""

    def get_pending(self) -> Sequence[tuple[str, int, Sequence[bytes]]]:
        """Own Events outside the ledger, as gapless runs of (incarnation, first seq, bytes)."""

    def get_branches(self) -> Sequence[Line]:
        """Lines that lost their place and hold Events the ledger lacks."""

    def admit(self, device: str, raws: Sequence[bytes]) -> None:
        """Only a writer: judge Events and append what is new, in this order.

        `device` signed the message they came in; an empty one means they stood under a signed head.
        """

    def admit_old(self, signer: str, raws: Sequence[bytes]) -> None:
        """Only a writer: judge what a register whose term has ended vouches for."""

    def get_last(self, device: str, inc: str) -> int:
        """The highest `seq` of an incarnation in the ledger; 0 = none."""

    def keep_mail(self, body: wire.Events, raw: bytes) -> None: ...
    def get_mail(self, to: str) -> Sequence[bytes]: ...
    def get_feeds(self) -> dict[str, Spot]: ...
    def tells_documents(self, device: str, /) -> bool:
        """Whether the other side is to have our documents: the center keeps none of an office."""

    def find_lacking(self, feed: str, theirs: Spot, /) -> int | None:
        """After which document the other side lacks some, or holds others than a new register's; or None."""

    def get_documents(self, feed: str, after: int) -> Sequence[bytes]: ...
    def put_documents(self, body: wire.Documents) -> None: ...
    def get_missing(self) -> Sequence[Spot]:
        """Files this side wants, as (bytes it has, SHA-256), those to be sent first at the front."""

    def find_size(self, sha256: str) -> int:
        """The size of a file all of which is here, else 0."""

    def read_piece(self, sha256: str, offset: int, limit: int) -> bytes:
        """At most `limit` plain bytes of such a file."""

    def put_piece(self, chunk: wire.Chunk) -> bool:
        """Take the next piece of a wanted file, durable on return; whether it grew.

        Raises Refused("file_wrong", sha256=) where the whole is not what an Event named.
        """

    def find_peer(self, device: str) -> Peer | None: ...
    def put_peer(self, peer: Peer) -> None: ...
    def alarm(self, what: str, **detail: str | int) -> None:
        """Tell people; a writer also writes an `alarm` event, which makes its line one longer."""

    def take_changed(self) -> frozenset[str]:
        """The permohonan that moved since this was last asked."""

    def is_frozen(self) -> bool:
        """Whether this start of the process must write, admit and sign nothing."""

    def set_frozen(self, *, is_frozen: bool) -> None:
        """Another machine works under this identity; or both were frozen, and this one goes on."""
