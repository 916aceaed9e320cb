"""What must be true of an office after a fault, whatever the fault was; it strikes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError
from kiosk.domain.ledger import Entry
from kiosk.store import backup, cases, files, ledger, register
from kiosk.usecases import upkeep
from sync import wire
from sync.central.center import Center
from sync.central.side import OfficeSide
from sync.desk import Desk
from sync.exchange import receive
from sync.http import Link
from sync.loop import run_round


def find_damage(kiosk: Kiosk) -> Iterator[str]:
    """Pages of the database, chain, pending set; and whether what is shown is what the ledger folds to."""
    name = kiosk.device
    try:
        backup.check_pages(kiosk.db)
        ledger.check(kiosk.db)
    except KioskError as error:
        yield f"{name}: {error}"
        return
    shown = cases.fold_digest(kiosk.db)
    misfits = ledger.rebuild(kiosk.db)
    if misfits:
        yield f"{name}: entries {misfits} do not fit"
    if cases.fold_digest(kiosk.db) != shown:
        yield f"{name}: what was shown is not what the ledger folds to"


def read_events(kiosk: Kiosk) -> list[dict[str, Any]]:
    """Every Event of the ledger."""
    return [json.loads(entry.event) for entry in ledger.all_entries(kiosk.db)]


def count_doubles(entries: Iterable[Entry]) -> int:
    """Events that stand more than once, by place or by id."""
    events = [json.loads(entry.event) for entry in entries]
    places = Counter((one["device"], one["inc"], one["seq"]) for one in events)
    ids = Counter(one["id"] for one in events)
    return sum(many - 1 for many in (*places.values(), *ids.values()) if many > 1)


def find_differences(kiosks: Sequence[Kiosk], side: OfficeSide | None = None) -> Iterator[str]:
    """Where the devices of an office, and the center, do not hold and fold the same."""
    first = upkeep.digest(kiosks[0])
    mine = list(ledger.all_entries(kiosks[0].db))
    for kiosk in kiosks[1:]:
        if upkeep.digest(kiosk) != first:
            yield f"{kiosk.device} {upkeep.digest(kiosk)} is not {first}"
        elif list(ledger.all_entries(kiosk.db)) != mine:
            yield f"{kiosk.device}: other entries under one digest"
    if side is not None:
        head = side.get_head()
        if (head.n, head.hash.hex()) != (first.n, first.hash):
            yield f"center at {head.n}, office at {first.n}"
        elif list(side.read_entries(0, head.n)) != mine:
            yield "center: other entries under one head"
        elif side.get_fold() not in {"", first.fold}:
            yield "center: folds to something else"


def find_number_faults(kiosk: Kiosk, *, allowed: frozenset[str] = frozenset({"crash"})) -> Iterator[str]:
    """A number twice, or one missing that the book does not say was used outside."""
    if doubles := register.find_doubles(kiosk.db):
        yield f"numbers twice: {[line.number for line in doubles]}"
    lines = [line for year in (2026, 2027) for line in register.find_year(kiosk.db, year)]
    for scope, year in {(line.scope, line.year) for line in lines}:
        mine = [line for line in lines if (line.scope, line.year) == (scope, year)]
        taken = sorted(line.n for line in mine if line.state != "outside")
        outside = {
            n
            for line in mine
            if line.state == "outside"
            for n in range(int(line.row.get("first", line.n)), line.n + 1)
        }
        strange = [line.row.get("title") for line in mine if line.state == "outside"]
        if taken:
            gap = set(range(taken[0], taken[-1] + 1)) - set(taken) - outside
            if gap:
                yield f"{scope} {year}: numbers {sorted(gap)} are nowhere"
        if unexpected := [title for title in strange if title not in allowed and title != "init"]:
            yield f"{scope} {year}: outside because of {unexpected}"


def find_lost_pages(kiosk: Kiosk, names: Iterable[str]) -> list[str]:
    """Pages that are not whole and right on this device."""
    lost = []
    for sha256 in names:
        try:
            plain = files.read(kiosk.db, kiosk.config.files, sha256)
        except KioskError:
            lost.append(sha256)
            continue
        if hashlib.sha256(plain).hexdigest() != sha256:
            lost.append(sha256)
    return lost


@dataclass
class Wire:
    """The way to another machine in this process: `answer` is what it makes of a packet."""

    device: str
    answer: Callable[[list[bytes]], list[bytes]]

    @property
    def link(self) -> Link:
        return Link(self.device, "https://contoh", tls="00")

    def post(self, messages: list[bytes]) -> list[bytes]:
        return self.answer(messages)

    def close(self) -> None:
        """Nothing is open."""


def meet(one: Kiosk, other: Kiosk) -> None:
    """A round between two devices."""
    theirs = Desk(other)
    run_round(Desk(one), Wire(other.device, lambda messages: receive(theirs, messages)))


def speak(kiosk: Kiosk, center: Center) -> None:
    """A round between a device and the center."""
    run_round(Desk(kiosk), Wire("pusat", lambda messages: wire.unpack(center.handle(wire.pack(messages))[0])))
