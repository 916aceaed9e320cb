"""P13: what a newer program made is kept byte for byte by an older one, whichever way it came."""

from __future__ import annotations

import json
from itertools import islice, product
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.event import Event, encode
from kiosk.store import ledger
from sync import anchors, bundle
from sync.desk import Desk
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town

KINDS: Final = {"a verb": "unknown_verb", "a version of a verb": "unknown_version", "a key": "bad_data"}
WAYS: Final = ("by line", "by stick", "by the center's mail")


def hand_in_new(seed: int, folder: Path, size: int) -> Result:
    """A lobby of a later release hands in what this release does not know; `size` of the nine ways."""
    wrong: list[str] = []
    lost = 0
    town = Town.build(folder, seed, adopted=True)
    center = town.open_center()
    for number, (kind, way) in enumerate(islice(product(KINDS, WAYS), size)):
        raw = _record(town.lobby, kind)
        if way == "by line":
            audit.meet(town.lobby, town.desk)
        elif way == "by stick":
            stick = folder / f"stick-{number}"
            to = next(one for one in anchors.get_certificates(town.lobby) if one.device == "meja-1")
            bundle.export(Desk(town.lobby), to, stick)
            bundle.take_folder(Desk(town.desk), town.desk.keys.box, stick)
        else:
            audit.speak(town.lobby, center)
        audit.speak(town.desk, center)
        audit.speak(town.desk, center)
        placed = {entry.event: entry.code for entry in ledger.all_entries(town.desk.db)}
        lost += raw not in placed
        if raw in placed and placed[raw] != KINDS[kind]:
            wrong.append(f"{kind} {way} came to {placed[raw]}")
        with center.engine.connect() as connection:
            side = center.open_side(connection, town.desk.office.code)
            held = side.read_entries(0, side.get_head().n)
        if raw not in {entry.event for entry in held}:
            wrong.append(f"{kind} {way} is not at the center byte for byte")
        audit.meet(town.lobby, town.desk)
    wrong += audit.find_differences((town.desk, town.lobby))
    center.engine.dispose()
    town.close()
    return Result(size, lost, 0, tuple(wrong))


def _record(lobby: Kiosk, kind: str) -> bytes:
    """One Event as a later release would write it on this lobby."""
    with lobby.db.write():
        event = Event(
            id=lobby.new_id(),
            device=lobby.device,
            inc=lobby.inc,
            seq=ledger.next_seq(lobby.db, lobby.inc),
            verb="weigh" if kind == "a verb" else "queue",
            verb_v=2 if kind == "a version of a verb" else 1,
            who="device",
            role="device",
            at=lobby.now(),
            clock={"q": "good", "mono": 1, "off": 0},
            data={"number": "B-001", "need": "surat", "later": json.dumps({"of": "2.0"})},
        )
        raw = encode(event)
        ledger.record(lobby.db, raw, writer=None, now=lobby.now())
    return raw
