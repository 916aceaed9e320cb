"""P13: what a newer program made is kept byte for byte by an older one, and judged anew after its update."""

from __future__ import annotations

import json
from itertools import islice, product
from pathlib import Path
from typing import Final

from kiosk.domain.event import Event, digest, encode, parse
from kiosk.domain.permohonan import Status
from kiosk.store import cases, ledger
from kiosk.usecases import acts, permohonan
from sync import anchors, bundle
from sync.central import fold
from sync.central.center import Center
from sync.desk import Desk
from tests import make
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town
from tests.programs import older

KINDS: Final = {"a verb": "unknown_verb", "a version of a verb": "unknown_version", "a key": "bad_data"}
WAYS: Final = ("by line", "by stick", "by the center's mail")


def hand_in_new(seed: int, folder: Path, size: int) -> Result:
    """A lobby of a later release hands in what desk and center do not know, which are then updated; `size` of
    the nine ways.
    """
    wrong: list[str] = []
    lost = 0
    town = Town.build(folder, seed, adopted=True)
    center = town.open_center()
    made: dict[bytes, str] = {}
    for number, (kind, way) in enumerate(islice(product(KINDS, WAYS), size)):
        raw, id = _record(town, kind)
        made[raw] = id
        with older(
            *["withdraw"] * (kind == "a verb"), versions=("withdraw",) * (kind == "a version of a verb")
        ):
            _hand_in(town, center, way, folder / f"stick-{number}")
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
    wrong += _update(town, center, made)
    center.engine.dispose()
    town.close()
    return Result(size, lost, 0, tuple(wrong))


def _hand_in(town: Town, center: Center, way: str, stick: Path) -> None:
    if way == "by line":
        audit.meet(town.lobby, town.desk)
    elif way == "by stick":
        to = next(one for one in anchors.get_certificates(town.lobby) if one.device == "meja-1")
        bundle.export(Desk(town.lobby), to, stick)
        bundle.take_folder(Desk(town.desk), town.desk.keys.box, stick)
    else:
        audit.speak(town.lobby, center)


def _update(town: Town, center: Center, made: dict[bytes, str]) -> list[str]:
    """The register starts with this release, the others hear of it; what is wrong then."""
    wrong = []
    town.desk = town.restart(town.desk)
    judged = [
        parse(entry.event).data for entry in ledger.all_entries(town.desk.db) if b'"judge"' in entry.event
    ]
    for raw, id in made.items():
        if not id:
            continue
        if [one["outcome"] for one in judged if one["sha256"] == digest(raw).hex()] != ["effective"]:
            wrong.append(f"{id} was not judged once and effective")
        elif cases.get_shown(town.desk.db, id).case.status is not Status.WITHDRAWN:
            wrong.append(f"{id} was judged and did not take effect")
    audit.meet(town.lobby, town.desk)
    audit.speak(town.desk, center)
    audit.speak(town.desk, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, town.desk.office.code)
        fold.catch_up(side)
        wrong += audit.find_differences((town.desk, town.lobby), side)
        alarms = connection.exec_driver_sql("SELECT what, detail FROM alarm").all()
        wrong += [f"the center alarms {what} {detail}" for what, detail in alarms]
    return wrong


def _record(town: Town, kind: str) -> tuple[bytes, str]:
    """One Event as a later release would write it on the lobby, and the permohonan it ends, if it does."""
    lobby = town.lobby
    if kind != "a key":
        filed = make.file(lobby)
        audit.meet(lobby, town.desk)
        permohonan.withdraw(lobby, make.resident, acts.begin(lobby, filed.case))
        (raw,) = (raw for run in ledger.pending(lobby.db) for raw in run.raws)
        return raw, filed.case.id
    with lobby.db.write():
        event = Event(
            id=lobby.new_id(),
            device=lobby.device,
            inc=lobby.inc,
            seq=ledger.next_seq(lobby.db, lobby.inc),
            verb="queue",
            who="device",
            role="device",
            at=lobby.now(),
            clock={"q": "good", "mono": 1, "off": 0},
            data={"number": "B-001", "need": "surat", "later": json.dumps({"of": "2.0"})},
        )
        raw = encode(event)
        ledger.record(lobby.db, raw, writer=None, now=lobby.now())
    return raw, ""
