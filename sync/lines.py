"""Owns the comparing of two ledgers (sync.md 3.3): signed heads, chains, common places, which line stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import digest
from kiosk.domain.ledger import Entry, Head, Outcome, link, parse_head
from kiosk.keys import verify1
from sync import wire
from sync.side import Line, Peer, Side
from sync.wire import Spot

_OUTCOMES: Final = frozenset(outcome.value for outcome in Outcome)


def get_spaced(side: Side) -> tuple[Spot, ...]:
    """Places n, n-1, n-2, n-4, .. 0 with their hashes: enough to find where two lines part."""
    n = side.get_head().n
    places = dict.fromkeys((n, *(n - 2**power for power in range(n.bit_length()) if n > 2**power), 0))
    found = ((place, side.find_hash(place)) for place in places)
    return tuple((place, there.hex()) for place, there in found if there is not None)


def find_common(side: Side, peer: Peer) -> Head:
    """The last place that stands in this ledger and, as it told, in the other's; at worst the start."""
    told = [] if peer.head is None else [(peer.head.n, peer.head.hash.hex())]
    for n, theirs in sorted((*told, *peer.spaced), reverse=True):
        mine = side.find_hash(n)
        if mine is not None and mine.hex() == theirs:
            return Head(side.me.office, n, 0, mine)
    return Head(side.me.office, 0, 0, side.find_hash(0) or b"")


def read_head(side: Side, raw: bytes) -> Head:
    """The head in a signed head, if this office's register of its own term signed it.

    Raises Refused("forged_head", reason=).
    """
    try:
        kid = cose.parse(raw).kid
        signer = side.find_sender(kid)
        if signer is None:
            raise Refused("certificate_unknown", kid=kid.hex())
        head = _open_head(raw, signer.public)
    except Refused as error:
        raise Refused("forged_head", reason=error.code) from error
    own = head.kelurahan == side.me.office == signer.office  # a neighbour's register has the same terms
    if not own or head.term not in signer.terms:
        raise Refused("forged_head", reason="not_register")
    return head


@lru_cache(maxsize=1024)
def _open_head(raw: bytes, public: bytes) -> Head:
    """A signed head: the same one comes in a hello, at the end of its ledger and in every hello after."""
    return parse_head(verify1(raw, public))


def join_lines(side: Side, bodies: Sequence[wire.Ledger]) -> list[Line]:
    """Check chain and heads of the ledger bodies of one sender, and join those that go on from each other."""
    lines: list[Line] = []
    for body in bodies:
        side.take_certificates(body.certificates)
        try:
            line = _check_line(side, body)
        except Refused as error:
            side.alarm("forged_ledger", device=body.sender.device, reason=error.code, n=body.after[0])
            continue
        last = lines[-1] if lines else None
        if last is not None and (last.get_end().n, last.get_end().hash) == (line.after.n, line.after.hash):
            lines[-1] = _join(last, line)
        else:
            lines.append(line)
    return lines


def _join(one: Line, next_: Line) -> Line:
    return Line(
        one.after,
        one.entries + next_.entries,
        one.hashes + next_.hashes,
        one.digests + next_.digests,
        one.heads + next_.heads,
    )


def _check_line(side: Side, body: wire.Ledger) -> Line:
    head = read_head(side, body.head)
    n, there = body.after
    entries = tuple(map(wire.entry, body.entries))
    line = make_line(body.office, (n, bytes.fromhex(there)), entries, body.head)
    if line.get_end() != head:
        raise Refused("broken_chain", n=head.n)
    return line


def make_line(office: str, after: tuple[int, bytes], entries: Sequence[Entry], head: bytes) -> Line:
    """The line of these entries with the hash at each place; the head is not looked at.

    Raises Refused("broken_chain", n=) where places do not follow each other or a term goes down.
    """
    start = Head(office, after[0], 0, after[1])
    hashes: list[bytes] = []
    digests: list[bytes] = []
    n, term, end = after[0], 0, after[1]
    for entry in entries:
        if entry.n != n + 1 or entry.term < term or entry.outcome not in _OUTCOMES:
            raise Refused("broken_chain", n=entry.n)
        mine = digest(entry.event)
        n, term, end = entry.n, entry.term, link(end, entry, digest_of_event=mine)
        hashes.append(end)
        digests.append(mine)
    if not hashes:
        raise Refused("broken_chain", n=after[0])
    return Line(start, tuple(entries), tuple(hashes), tuple(digests), (head,))


def take_line(side: Side, line: Line) -> None:
    """Compare a checked line with our own (sync.md 3.3) and keep the one that stands."""
    mine = side.get_head()
    if side.find_hash(line.after.n) != line.after.hash:
        is_displaced = line.after.n <= mine.n and not line.get_end().is_beyond(mine)
        if is_displaced and side.is_writer():
            side.admit("", [entry.event for entry in line.entries])
        return  # else it starts beyond what we have: our next hello says where we are
    known = 0
    if line.after.n < mine.n:
        while known < len(line.entries) and side.find_hash(line.entries[known].n) == line.hashes[known]:
            known += 1
    if known == len(line.entries):
        return
    rest = line.skip(known)
    if rest.after.n == mine.n or rest.get_end().is_beyond(mine):
        side.append(rest)
    elif side.is_writer():
        _admit_line(side, rest)


def _admit_line(side: Side, line: Line) -> None:
    """Admit what a line holds that does not stand: a fork of this term, or what an ended register wrote."""
    raws = [entry.event for entry in line.entries]
    if line.get_end().term == side.get_head().term:
        side.admit("", raws)
        return
    signer = side.find_sender(cose.parse(line.heads[-1]).kid)
    side.admit_old(signer.device if signer else "", raws)


def lift(side: Side) -> None:
    """On the register everything it knows stands in the ledger: what lost its place is admitted on top."""
    for line in side.get_branches():
        side.admit("", [entry.event for entry in line.entries])  # this disk vouched for them once
    for _inc, _first, raws in side.get_pending():
        side.admit(side.me.device, raws)
