"""Owns what the center makes of a ledger after the acknowledgement: outcomes asked again, projections.

It runs in pieces, never in the way of an answer. An outcome that differs under the same RULES number is an
alarm, never a correction: the register decided once.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, canonical, parse
from kiosk.domain.fold import apply, apply_refused
from kiosk.domain.ledger import Entry
from kiosk.domain.office import OFFICE_RULES, Counter, OfficeState
from kiosk.domain.permohonan import Permohonan, dump, load
from kiosk.domain.rules import RULES_VERSION, Ground, judge
from kiosk.domain.seal import decode_claims, human_code, ticket
from sync.central import store
from sync.central.side import OfficeSide

log = logging.getLogger(__name__)

PIECE: Final = 200  # entries of one transaction, so that a push waits at most some tens of milliseconds
_MISFITS: Final = (ValueError, KeyError, TypeError, AttributeError, IndexError)
_TOLD: Final = frozenset(
    {"file", "pass", "return", "complete", "reject", "withdraw", "lapse", "sign", "void", "revoke"}
)


@dataclass(slots=True)
class _Fold:
    """The states one piece has read and changed."""

    side: OfficeSide
    office: OfficeState
    compare: bool
    filers: frozenset[str]
    cases: dict[str, Permohonan | None] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    steps: list[tuple[str, str, int, str, int]] = field(default_factory=list)
    seals: list[tuple[str, bytes, str, str, int]] = field(default_factory=list)
    compared: int = 0

    @property
    def kelurahan(self) -> str:
        return self.side.me.office

    def find(self, id: str) -> Permohonan | None:
        """A permohonan as folded so far."""
        if id and id not in self.cases:
            row = self.side.connection.exec_driver_sql(
                "SELECT state FROM permohonan WHERE kelurahan = ? AND id = ?", (self.kelurahan, id)
            ).first()
            self.cases[id] = load(json.loads(row[0])) if row else None
        return self.cases[id] if id else None

    def take(self, entry: Entry) -> None:
        """Judge one entry again, then fold it as the register said."""
        try:
            event = parse(entry.event)
        except Refused as error:
            self.side.alarm("bad_event", n=entry.n, reason=error.code)
            return
        id = _case_id(event)
        case = self.find(id)
        ground = Ground(self.office, self.side.find_register_of(entry.term), entry.term, self.filers)
        self._compare(entry, event, case, ground)
        if not entry.is_effective():
            self._keep(id, case, apply_refused(event, case, entry.code), entry)
            return
        try:
            after, self.office = apply(event, case, ground, at=entry.at)
        except _MISFITS as error:
            self.side.alarm("misfit", n=entry.n, reason=type(error).__name__)
            return
        self._keep(id, case, after, entry)
        if event.verb in _TOLD and after is not None:
            self.steps.append((self.kelurahan, id, entry.n, _say(event, after), entry.at))
        if event.verb in {"sign", "reseal"} and after is not None:
            self._keep_seal(after, entry)

    def _compare(self, entry: Entry, event: Event, case: Permohonan | None, ground: Ground) -> None:
        if not self.compare:
            return
        self.compared += 1
        try:
            code = judge(event, case, ground, is_taken=self._is_taken(event.id, entry.n))
        except _MISFITS as error:
            self.side.alarm("misfit", n=entry.n, reason=type(error).__name__)
            return
        if code != entry.code:
            self.side.alarm(
                "outcome_differs", n=entry.n, ours=code or "effective", theirs=entry.code or "effective"
            )

    def _is_taken(self, id: str, n: int) -> bool:
        row = self.side.connection.exec_driver_sql(
            "SELECT 1 FROM entry WHERE kelurahan = ? AND id = ? AND n < ? LIMIT 1", (self.kelurahan, id, n)
        ).first()
        return row is not None

    def _keep(self, id: str, before: Permohonan | None, after: Permohonan | None, entry: Entry) -> None:
        if after is not None and after is not before:
            self.cases[id] = after
            self.changed[id] = entry.at

    def _keep_seal(self, case: Permohonan, entry: Entry) -> None:
        cti = find_cti(case, self.kelurahan)
        if not cti:
            self.side.alarm("bad_seal", n=entry.n)
            return
        self.seals.append((self.kelurahan, cti, human_code(cti), case.id, 1))

    def flush(self) -> None:
        """Write what changed, each row once."""
        connection = self.side.connection
        rows = [
            (self.kelurahan, id, ticket(id), case.status.value, canonical(dump(case)).decode(), at)
            for id, at in self.changed.items()
            if (case := self.cases[id]) is not None
        ]
        store.put(connection, store.CASE, rows, how="INSERT OR REPLACE")
        store.put(connection, store.STEP, self.steps, how="INSERT OR REPLACE")
        store.put(connection, store.SEAL, self.seals, how="INSERT OR REPLACE")
        standing = [
            (find_cti(case, self.kelurahan), self.kelurahan, id)
            for id in self.changed
            if (case := self.cases[id]) is not None and (case.sign or case.voided)
        ]
        if standing:
            connection.exec_driver_sql(
                "UPDATE seal SET standing = (cti = ?) WHERE kelurahan = ? AND id = ?", standing
            )


def catch_up(
    side: OfficeSide,
    *,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ends: Callable[[], bool] = lambda: False,
) -> int:
    """Fold what has come since; returns how many entries were taken.

    `turn` is entered for each piece; where `ends` says so, it stops before the next one.
    """
    done = 0
    while not ends():
        with turn(), store.write(side.connection):
            taken = _take_piece(side)
        done += taken
        if taken < PIECE:
            break
    return done


def _take_piece(side: OfficeSide) -> int:
    connection, office = side.connection, side.me.office
    row = connection.exec_driver_sql(
        "SELECT checked, state, rules FROM office WHERE kelurahan = ?", (office,)
    ).first()
    if row is None:
        return 0
    checked, state, rules = row
    entries = side.read_entries(checked, PIECE)
    if not entries:
        return 0
    fold = _Fold(side, _load_office(json.loads(state)), rules == RULES_VERSION, side.find_filers())
    for entry in entries:
        fold.take(entry)
    fold.flush()
    connection.exec_driver_sql(
        "UPDATE office SET checked = ?, compared = compared + ?, state = ? WHERE kelurahan = ?",
        (entries[-1].n, fold.compared, canonical(_dump_office(fold.office)).decode(), office),
    )
    return len(entries)


def find_cti(case: Permohonan, kelurahan: str) -> bytes:
    """The id of the seal that stands on a permohonan of this office; empty where none does."""
    try:
        claims = decode_claims(cose.parse(base64.b64decode(case.sign["seal"], validate=True)).payload)
    except (KeyError, Refused, ValueError):
        return b""
    return claims.cti if claims.kelurahan == kelurahan else b""  # anybody can copy a seal from its paper


def _case_id(event: Event) -> str:
    if event.verb == "file":
        return event.id
    return "" if event.verb in OFFICE_RULES else event.about


def _say(event: Event, case: Permohonan) -> str:
    """What a step is called on the track page: a status, or for a review whose turn it is now."""
    if event.verb == "file":
        return "filed"
    return f"step:{case.get_step()}" if case.get_step() else case.status.value


def _dump_office(office: OfficeState) -> dict[str, Any]:
    counters = [[scope, year, one.n, one.date] for (scope, year), one in sorted(office.counters.items())]
    return {
        "counters": counters,
        "line": office.line,
        "settings": dict(office.settings),
        "closed": office.closed,
    }


def _load_office(value: dict[str, Any]) -> OfficeState:
    if not value:
        return OfficeState()
    counters = {(scope, year): Counter(n, date) for scope, year, n, date in value["counters"]}
    return OfficeState(counters, value["line"], value["settings"], value["closed"])
