"""Owns what a person makes of Events of an ended device that were carried here: admitted or left."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kiosk.context import Person
from kiosk.domain.errors import Refused
from kiosk.store import peers
from kiosk.usecases import acts
from kiosk.usecases.acts import Deed
from sync.desk import Desk
from sync.exchange import admit_held, open_held


@dataclass(frozen=True, slots=True)
class Held:
    """How many Events of an ended device wait, and since when (ms UTC)."""

    device: str
    count: int
    since: int


def find_held(side: Desk) -> list[Held]:
    """What waits, by device."""
    found: dict[str, Held] = {}
    for device, at, raw in peers.find_held(side.kiosk.db):
        body = open_held(side, raw)
        if body is not None:
            one = found.get(device, Held(device, 0, at))
            count = one.count + sum(len(run.events) for run in body.runs)
            found[device] = Held(device, count, min(one.since, at))
    return sorted(found.values(), key=lambda one: one.device)


def settle(side: Desk, who: Person, device: str, *, is_real: bool) -> int:
    """Admit what is held of a device, or leave it; how many Events. Who said so stands in the ledger.

    Raises Refused: `not_register`, `nothing_held`.
    """
    side.kiosk.get_writer()
    raws = [raw for sender, _, raw in peers.find_held(side.kiosk.db) if sender == device]
    count = next((one.count for one in find_held(side) if one.device == device), 0)
    if not count:
        raise Refused("nothing_held", device=device)
    data = {
        "what": "held" if is_real else "held_left",
        "sha256": hashlib.sha256(b"".join(raws)).hexdigest(),
        "counts": {"events": count},
    }
    acts.do(side.kiosk, who, acts.begin(side.kiosk), Deed("import", data))
    for raw in raws:
        if is_real:
            admit_held(side, raw)
            peers.drop_mail(side.kiosk.db, raw)
        else:
            peers.leave_mail(side.kiosk.db, raw)
    return count
