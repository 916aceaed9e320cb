"""Owns the office's one order of Events: hash chain, entries, heads; it keeps nothing and signs nothing."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical, digest, parse_canonical, parts

HEAD_SPACING: Final = (
    512  # the signed head at every multiple is kept, so a ledger is handed on in verifiable pieces
)


_PLACE: Final = struct.Struct(">QQQ")  # n, term, at


class Outcome(StrEnum):
    """What the register said an Event did, once and for ever."""

    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"


class Entry(NamedTuple):
    """One place: `n` from 1, the register's `term`, its moment `at` in ms UTC, the Event's bytes.

    A named tuple: made in a third of a frozen dataclass's time, and ledgers are read by the hundred thousand.
    """

    n: int
    term: int
    at: int
    outcome: str
    event: bytes
    code: str = ""

    def is_effective(self) -> bool:
        """Whether the state folds this entry."""
        return self.outcome == Outcome.EFFECTIVE


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a ledger; comparing two copies is comparing (term, n). `hash` is L(n), 32 bytes."""

    kelurahan: str
    n: int
    term: int
    hash: bytes

    def is_beyond(self, other: Head) -> bool:
        """Whether this copy stands before the other: a later term, or the same and longer."""
        return (self.term, self.n) > (other.term, other.n)


def start(kelurahan: str) -> bytes:
    """L(0) of an office; `kelurahan` is its code as 10 digits without dots (core.md 2)."""
    return hashlib.sha256(parts("sidemang ledger 1", kelurahan)).digest()


def link(before: bytes, entry: Entry, *, digest_of_event: bytes | None = None) -> bytes:
    """L(n) from L(n-1) and entry n; pass the digest where it is known already."""
    fixed = _PLACE.pack(entry.n, entry.term, entry.at)
    body = digest_of_event or digest(entry.event)
    return hashlib.sha256(before + fixed + body + _tail(entry.outcome, entry.code)).digest()


@lru_cache(maxsize=64)
def _tail(outcome: str, code: str) -> bytes:
    """The end of what is hashed: there are few outcomes, and many entries of each."""
    return parts(outcome, code)


def walk(after: Head, entries: Iterable[Entry]) -> Iterator[Head]:
    """The head after each of these entries when they are appended to `after`.

    Raises Refused("broken_chain") where a place is not the next one, a term goes down, or a moment is before
    1970.
    """
    n, term, end = after.n, after.term, after.hash
    for entry in entries:
        fits = (entry.outcome == Outcome.EFFECTIVE and not entry.code) or (
            entry.outcome == Outcome.NOT_EFFECTIVE and entry.code
        )
        if entry.n != n + 1 or entry.term < max(term, 1) or entry.at < 0 or not fits:
            raise Refused("broken_chain", n=entry.n)
        end = link(end, entry)
        n, term = entry.n, entry.term
        yield Head(after.kelurahan, n, term, end)


def trace(
    top: tuple[int, bytes],
    displaced: Mapping[int, Mapping[bytes, Entry]],
    find_hash: Callable[[int], bytes | None],
    stops: Collection[tuple[int, bytes]] = (),
) -> tuple[tuple[int, bytes], tuple[Entry, ...]]:
    """The line of displaced entries that ends at `top` (n, L(n)), from the last place that still stands.

    `displaced` are the entries that lost their place, by n and hash; `find_hash` tells what stands at a place
    now. Several forks may have left them in pieces, so each predecessor is the one whose hash links to its
    successor. `stops` are places (n, L(n)) of the same line where it may begin as well: the signed heads of
    pieces before this one. Returns (that place, the entries after it). Raises Refused("broken_chain", n=).
    """
    entries: list[Entry] = []
    n, end = top
    while n > 0:
        entry = displaced.get(n, {}).get(end)
        if entry is None:
            break
        entries.append(entry)
        standing = find_hash(n - 1)
        for before in filter(None, (standing, *displaced.get(n - 1, ()))):
            if link(before, entry) == end:
                n, end = n - 1, before
                break
        else:
            break
        if end == standing or (n, end) in stops:
            return (n, end), tuple(reversed(entries))
    raise Refused("broken_chain", n=n)


def head_payload(head: Head) -> bytes:
    """What the register signs: canonical JSON of exactly hash, kelurahan, n and term."""
    return canonical({"hash": head.hash.hex(), "kelurahan": head.kelurahan, "n": head.n, "term": head.term})


def read_place(signed: bytes) -> tuple[int, bytes]:
    """The place (n, L(n)) a signed head names; its signature is not looked at. Raises as `parse_head`."""
    head = parse_head(cose.parse(signed).payload)
    return head.n, head.hash


def parse_head(payload: bytes) -> Head:
    """The head in a signed payload, or Refused("bad_head")."""
    try:
        value = parse_canonical(payload)
        if value.keys() != {"hash", "kelurahan", "n", "term"}:
            raise Refused("bad_head", reason="keys")
        head = Head(value["kelurahan"], value["n"], value["term"], bytes.fromhex(value["hash"]))
        if head_payload(head) != payload or len(head.hash) != hashlib.sha256().digest_size or head.n < 0:
            raise Refused("bad_head", reason="value")
    except (Refused, TypeError, ValueError, AttributeError) as error:
        raise Refused("bad_head", reason=str(error)) from error
    return head
