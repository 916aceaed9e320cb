"""Owns what is remembered of another device in the form a store keeps, JSON values; it keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kiosk.domain.ledger import Head
from sync.side import Peer


def dump_peer(peer: Peer) -> dict[str, Any]:
    """What is remembered, as JSON values; what is empty is absent."""
    state = {one.name: getattr(peer, one.name) for one in fields(peer)}
    head = peer.head
    state["head"] = head and [head.kelurahan, head.n, head.term, head.hash.hex()]
    return {name: value for name, value in state.items() if value}


def load_peer(device: str, state: Mapping[str, Any]) -> Peer:
    """What `dump_peer` wrote."""
    values = {**state, "device": device}
    for name in ("ended", "stuck", "spaced", "miss"):
        values[name] = tuple(tuple(one) if isinstance(one, list) else one for one in values.get(name, ()))
    values["feeds"] = {feed: tuple(spot) for feed, spot in values.get("feeds", {}).items()}
    if "head" in values:
        office, n, term, digest = values["head"]
        values["head"] = Head(office, n, term, bytes.fromhex(digest))
    return Peer(**values)
