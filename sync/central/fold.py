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
from typing import Final

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, canonical, parse
from kiosk.domain.fold import apply, apply_refused
from kiosk.domain.judging import UNKNOWN, get_case_id, get_subject
from kiosk.domain.ledger import Entry, Outcome
from kiosk.domain.office import STAFF_CALLED, STAFF_CAME, OfficeState, dump_office, load_office
from kiosk.domain.permohonan import Permohonan, dump, load
from kiosk.domain.rules import RULES_VERSION, Ground, judge, knows
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
    """The states one piece has read and changed; `rules` is the number the register decided by just now."""

    side: OfficeSide
    office: OfficeState
    rules: int
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

    def _find_entry(self, n: int) -> Entry | None:
        return next(iter(self.side.read_entries(n - 1, 1)), None)

    def take(self, entry: Entry) -> None:
        """Judge one entry again, then fold it as the register said."""
        try:
            event = parse(entry.event)
        except Refused as error:
            self.side.alarm("bad_event", n=entry.n, reason=error.code)
            return
        register = self.side.find_register_of(entry.term)
        ground = Ground(self.office, register, entry.term, self.filers, self._find_entry)
        subject = get_subject(event, ground)
        id = get_case_id(subject)
        case = self.find(id)
        if event.verb == "open" and event.device == register:
            self.rules = event.data.get("rules", self.rules)
        self._compare(entry, event, case, ground)
        if not entry.is_effective():
            self._keep(id, case, apply_refused(event, case, entry.code), entry)
            return
        if not knows(event) or not knows(subject):
            return  # of a newer program: folded with everything else once this one is updated
        try:
            after, self.office = apply(event, case, ground, at=entry.at)
        except _MISFITS as error:
            self.side.alarm("misfit", n=entry.n, reason=type(error).__name__)
            return
        self._keep(id, case, after, entry)
        if event.verb == "alarm" and event.data["what"] not in {STAFF_CALLED, STAFF_CAME}:
            about = event.data.get("detail", {}).get("device", event.device)
            self.side.alarm(event.data["what"], device=str(about), n=entry.n)
        if after is None or (event is not subject and event.data["outcome"] != Outcome.EFFECTIVE):
            return
        if subject.verb in _TOLD:
            self.steps.append((self.kelurahan, id, entry.n, _say(subject, after), entry.at))
        if subject.verb in {"sign", "reseal"}:
            self._keep_seal(after, entry)

    def _compare(self, entry: Entry, event: Event, case: Permohonan | None, ground: Ground) -> None:
        """Ask RULES of the same number; what its program did not know then was not asked, and is judged
        later.
        """
        if self.rules != RULES_VERSION or entry.code in UNKNOWN:
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
    with turn():
        follow_rules(side)
    while not ends():
        with turn(), store.write(side.connection):
            taken = _take_piece(side)
        done += taken
        if taken < PIECE:
            break
    return done


def follow_rules(side: OfficeSide) -> None:
    """Once after RULES have changed, an office is folded again: some entries were of a verb unknown here."""
    name = f"rules {side.me.office}"
    with store.write(side.connection):
        if store.find_fact(side.connection, name) != str(RULES_VERSION).encode():
            side.mend_fold()
            store.keep_fact(side.connection, name, str(RULES_VERSION).encode())


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
    before = json.loads(state)
    fold = _Fold(side, load_office(before), before.get("rules", rules), side.find_filers())
    for entry in entries:
        fold.take(entry)
    fold.flush()
    connection.exec_driver_sql(
        "UPDATE office SET checked = ?, compared = compared + ?, state = ? WHERE kelurahan = ?",
        (
            entries[-1].n,
            fold.compared,
            canonical({**dump_office(fold.office), "rules": fold.rules}).decode(),
            office,
        ),
    )
    return len(entries)


def find_cti(case: Permohonan, kelurahan: str) -> bytes:
    """The id of the seal that stands on a permohonan of this office; empty where none does."""
    try:
        claims = decode_claims(cose.parse(base64.b64decode(case.sign["seal"], validate=True)).payload)
    except (KeyError, Refused, ValueError):
        return b""
    return claims.cti if claims.kelurahan == kelurahan else b""  # anybody can copy a seal from its paper


def _say(event: Event, case: Permohonan) -> str:
    """What a step is called on the track page: a status, or for a review whose turn it is now."""
    if event.verb == "file":
        return "filed"
    return f"step:{case.get_step()}" if case.get_step() else case.status.value
