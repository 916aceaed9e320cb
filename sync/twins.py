"""Owns which start of a device counts and which of two machines with one identity must not write; no more.

A restored disk is silent on its old line, a clone is not (sync.md 4.4). What is known of it stands in `Peer`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sync import wire
from sync.side import Peer, Side

REMEMBERED: Final = 16  # superseded incarnations of one device


def count_incarnation(side: Side, peer: Peer, body: wire.Hello) -> Peer:
    """Note which start of a device speaks; one that was superseded and speaks again is a second machine.

    Spoken again is what was said after it had heard us: a packet may be on its way for longer than its sender
    lives (a slow line, a queue), and what a dead process said proves no clone. So another incarnation than
    the newest counts once it has heard us since that one last spoke, or since it was first found not to be
    the newest; until then the peer stays as it is. Of two machines the one that appeared later is frozen.
    Each is answered when it speaks: the frozen one hands in, the other one works on.
    """
    inc, now = body.sender.inc, side.mono()
    if body.frozen == inc:  # somebody else froze it: of two machines one is enough
        peer = replace(peer, frozen=inc)
    if peer.inc in {"", inc}:
        return replace(peer, inc=inc, since={**peer.since, inc: now})
    bound = peer.since.get(inc, peer.since.get(peer.inc, 0))
    if body.heard < bound <= now:  # a bound beyond our own time is from before a reboot
        return replace(peer, since=_keep_newest({**peer.since, inc: peer.since.get(inc, now)}, peer.inc))
    ended = (*(one for one in peer.ended if one != inc), peer.inc)[-REMEMBERED:]
    since = _keep_newest({**peer.since, peer.inc: now, inc: now}, inc)
    turned = replace(peer, inc=inc, ended=ended, since=since, mono=0)
    if inc not in peer.ended or peer.frozen in {inc, peer.inc}:
        return turned
    side.alarm("clone", device=peer.device)
    return replace(turned, frozen=peer.inc)


def weigh_freeze(peer: Peer, body: wire.Hello) -> Peer:
    """Where both machines of one identity say that they are frozen, the one of the lower incarnation goes on.

    Two observers may have met them in another order, and each froze the one that was later for it. That both
    live shows when one says so, then the other, then the first again, and nobody worked in between. Who was
    frozen and works again under the same incarnation was let go by somebody who saw this.
    """
    inc = body.sender.inc
    others = tuple(one for one in peer.stuck if one != inc)
    was_stuck = inc in peer.stuck
    if body.frozen != inc:
        is_let_go = was_stuck and peer.frozen == inc
        return replace(peer, stuck=(), frozen="".join(others[-1:]) if is_let_go else peer.frozen)
    stuck = (*others, inc)[-REMEMBERED:]
    if was_stuck and peer.stuck[-1] != inc and inc == min(stuck):
        return replace(peer, stuck=stuck, frozen=others[-1])
    return replace(peer, stuck=stuck)


def _keep_newest(since: dict[str, int], inc: str) -> dict[str, int]:
    """At most as many incarnations as are remembered, this one among them."""
    others = sorted((moment, one) for one, moment in since.items() if one != inc)[-REMEMBERED:]
    return {one: moment for moment, one in others} | ({inc: since[inc]} if inc in since else {})


def heed_freeze(side: Side, inc: str) -> None:
    """Somebody says which start of this device must not write; of two frozen ones the lower goes on."""
    if inc == side.me.inc:
        side.set_frozen(is_frozen=True)
    elif side.is_frozen() and side.me.inc < inc:
        side.set_frozen(is_frozen=False)
