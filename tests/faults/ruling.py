"""A side in memory whose register judges by RULES and folds what it judged; disks that can be copied."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from kiosk.domain.event import Event, digest, encode, read
from kiosk.domain.fold import apply, apply_refused
from kiosk.domain.ledger import HEAD_SPACING, Entry, Outcome, head_payload, link
from kiosk.domain.office import OFFICE_RULES, OfficeState
from kiosk.domain.permohonan import Permohonan, state_hash
from kiosk.domain.rules import Ground, judge
from sync.side import Line
from tests.sync.memory import NOON, Known, MemorySide, Place, _runs, make_key, place_of

FILERS: Final = frozenset({"lobi-1", "pusat"})
_BY_ITSELF: Final[Mapping[str, Mapping[str, Any]]] = {
    "alarm": {"what": "contoh"},
    "open": {"program": "0.1.0", "schema": 1, "boot": "00000000-0000-4000-8000-000000000001"},
}


class RulingSide(MemorySide):
    """A device whose clock may be wrong by `off` ms and whose program may be newer than the others'."""

    def __init__(self, device: str, known: Known, number: int) -> None:
        super().__init__(device, make_key(number), known)
        self.off = 0
        self.moment = NOON
        self.placed: set[Place] = set()
        self.ids: set[str] = set()
        self.cases: dict[str, Permohonan] = {}
        self.office = OfficeState()
        self.mine: set[Place] = set()

    # --- disks ------------------------------------------------------------------------------------------

    def copied(self) -> RulingSide:
        """The same disk once more: what it holds never changes in place, so the boxes are enough."""
        other = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, dict | list | set | itertools.count):
                setattr(other, name, copy.copy(value))
        return other

    def upgrade(self) -> None:
        """A newer program: its RULES have another number, and it knows verbs the others do not."""
        self._me = replace(self.me, rules=self.me.rules + 1)

    # --- acts -------------------------------------------------------------------------------------------

    def now(self) -> int:
        return max(self.moment + self.off, 0)

    def act(self, verb: str = "alarm") -> bytes:
        """What the program writes by itself: an alarm, an `open`."""
        return self.do(verb, data=_BY_ITSELF[verb])

    def alarm(self, what: str, **detail: str | int) -> None:
        """Any device of the office writes it down, once."""
        is_new = (what, detail) not in self.told
        self.told.append((what, detail))
        self.alarms.append(what)
        if is_new and not self.frozen and self.me.device != "pusat":
            self.act("alarm")

    def do(self, verb: str, *, role: str = "device", about: str = "", **more: Any) -> bytes:
        """A button: the Event is on the disk, on the register with its place."""
        seq = next(self.seq)
        event = Event(
            id=f"01a20b55-c4a0-7000-8000-{digest(f'{self.me.inc}/{seq}'.encode()).hex()[:12]}",
            device=self.me.device,
            inc=self.me.inc,
            seq=seq,
            verb=verb,
            who=role if role in {"device", "resident"} else f"staff-{role}",
            role=role,
            at=self.now(),
            clock={"q": "good", "mono": 1, "off": 0},
            about=about,
            base=more.get("base", ""),
            data=more["data"],
        )
        raw = encode(event)
        self.events[place_of(raw)] = raw
        self.mine.add(place_of(raw))
        if self.is_writer():
            self.admit(self.me.device, [raw])
        return raw

    # --- the ledger -------------------------------------------------------------------------------------

    def _put(self, raw: bytes) -> None:
        event, top = read_event(raw), self.get_head()
        ground = Ground(self.office, self.me.device, self.term, FILERS)
        case = self.cases.get(get_case_id(event))
        code = judge(event, case, ground, is_taken=event.id in self.ids)
        outcome = (Outcome.NOT_EFFECTIVE if code else Outcome.EFFECTIVE).value
        entry = Entry(top.n + 1, self.term, self.now(), outcome, raw, code)
        self.order.append(entry)
        self.hashes.append(link(top.hash, entry))
        self.heads = {n: old for n, old in self.heads.items() if n % HEAD_SPACING == 0}
        self._fold(entry)

    def admit(self, device: str, raws: Sequence[bytes]) -> None:
        before = len(self.order)
        super().admit(device, raws)
        if len(self.order) > before:
            self.heads[len(self.order)] = self.me.key.sign1(head_payload(self.get_head()))

    def append(self, line: Line) -> None:
        is_fork = line.after.n < len(self.order)
        before = line.after.n
        super().append(line)
        if is_fork:
            self.placed, self.ids, self.cases, self.office = set(), set(), {}, OfficeState()
            before = 0
        self.mine.update(
            place for entry in line.entries if (place := place_of(entry.event))[0] == self.me.device
        )
        for entry in self.order[before:]:
            self._fold(entry)

    def _fold(self, entry: Entry) -> None:
        """What `kiosk/store/projection` makes of an entry."""
        event = read_event(entry.event)
        self.placed.add(place_of(entry.event))
        self.ids.add(event.id)
        id = get_case_id(event)
        case = self.cases.get(id)
        if entry.is_effective():
            after, self.office = apply(event, case, Ground(self.office, "", entry.term), at=entry.at)
        else:
            after = apply_refused(event, case, entry.code)
        if id and after is not None:
            self.cases[id] = after

    def get_fold(self) -> str:
        return self.fold or _fold_digest(tuple(self.cases.values()))

    # --- what the smallest store counts anew each time --------------------------------------------------

    def _places(self) -> set[Place]:
        return self.placed

    def get_pending(self) -> Sequence[tuple[str, int, Sequence[bytes]]]:
        waiting = sorted(self.mine - self.placed)
        return list(_runs(waiting, self.events)) if waiting else []


def _fold_digest(cases: Sequence[Permohonan]) -> str:
    folded = bytes(32)
    for case in cases:
        folded = bytes(a ^ b for a, b in zip(folded, state_hash(case), strict=True))
    return folded.hex()


@lru_cache(maxsize=200_000)
def read_event(raw: bytes) -> Event:
    return read(raw)


def get_case_id(event: Event) -> str:
    if event.verb == "file":
        return event.id
    return "" if event.verb in OFFICE_RULES else event.about
