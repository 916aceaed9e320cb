"""Owns one permohonan: its statuses and all its Events fold to; the rules and the fold stand beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Final

from kiosk.domain.event import canonical, parts


class Status(StrEnum):
    """Where a permohonan stands (core.md 3); identity, papers, hold, copies and prints stand beside it."""

    IN_REVIEW = "in_review"
    RETURNED = "returned"
    SIGNED = "signed"
    READY = "ready"
    HANDED_OVER = "handed_over"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    ANSWERED = "answered"


CLOSED: Final = frozenset(
    {
        Status.HANDED_OVER,
        Status.REJECTED,
        Status.WITHDRAWN,
        Status.LAPSED,
        Status.REVOKED,
        Status.ANSWERED,
    }
)
NUMBERED: Final = frozenset({Status.SIGNED, Status.READY, Status.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Print:
    """One attempt at paper: `ok` is None until a person said what came out."""

    attempt: int
    kind: str
    pdf_sha256: str
    ok: bool | None = None


@dataclass(frozen=True, slots=True)
class Permohonan:
    """What the effective Events about one asking fold to; its id is the id of its `file` event.

    `base` is the newest deciding event; `step` indexes `chain`; `papers` maps a code to "" (open) or how it
    was cleared; `open` names the required answers left to the desk; `passed` are (step, who); `sign` is the
    payload of the standing `sign` event; `doubtful` maps the id of a `sign` that took no effect, though paper
    may exist, to its payload. `filed_at` and `closed_at` are the register's moments, ms UTC.
    """

    id: str
    service: str
    version: int
    channel: str
    chain: tuple[str, ...]
    base: str
    filed_at: int
    status: Status = Status.IN_REVIEW
    step: int = 0
    answers: Mapping[str, Any] = field(default_factory=dict)
    subject: Mapping[str, Any] = field(default_factory=dict)
    resident: Mapping[str, Any] = field(default_factory=dict)
    relation: str = ""
    papers: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    identity: str = ""
    held: str = ""
    reasons: tuple[str, ...] = ()
    passed: tuple[tuple[str, str], ...] = ()
    queue: str = ""
    copied_from: str = ""
    reply: bool = False
    sign: Mapping[str, Any] = field(default_factory=dict)
    signed_by: str = ""
    voided: tuple[str, ...] = ()
    prints: tuple[Print, ...] = ()
    inked: bool = False
    taken_by: str = ""
    answer: str = ""
    ruling: bool = False
    doubtful: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stops: tuple[tuple[int, int], ...] = ()
    held_at: int = 0
    complete_at: int = 0
    returned_at: int = 0
    ready_at: int = 0
    closed_at: int = 0

    def get_step(self) -> str:
        """The role whose turn it is while in review, else an empty string."""
        return self.chain[self.step] if self.status == Status.IN_REVIEW else ""

    def get_missing(self) -> tuple[str, ...]:
        """The codes of the papers nobody has cleared yet."""
        return tuple(code for code, how in self.papers.items() if not how)

    def is_complete(self) -> bool:
        """Whether identity and papers were seen and nothing is left to answer: the service clock may run."""
        return bool(self.identity) and not self.get_missing() and not self.open

    def has_printed(self) -> bool:
        """Whether a person has said that the original came out."""
        return any(one.kind == "original" and one.ok for one in self.prints)


_NAMES: Final = tuple(one.name for one in fields(Permohonan))
_EMPTY: Final[tuple[Any, ...]] = ("", (), {}, False)


def dump(case: Permohonan) -> dict[str, Any]:
    """The state as JSON values, empty ones left out: what the projection keeps and the state hash covers."""
    kept = {name: getattr(case, name) for name in _NAMES}
    kept = {name: value for name, value in kept.items() if value not in _EMPTY}
    if case.prints:
        kept["prints"] = [
            {"attempt": one.attempt, "kind": one.kind, "pdf_sha256": one.pdf_sha256}
            | ({} if one.ok is None else {"ok": one.ok})
            for one in case.prints
        ]
    return kept


def load(value: Mapping[str, Any]) -> Permohonan:
    """The state `dump` wrote."""
    kept = {"version": 0, "filed_at": 0} | {name: value[name] for name in _NAMES if name in value}
    for name in ("chain", "open", "reasons", "voided"):
        kept[name] = tuple(kept.get(name, ()))
    kept["passed"] = tuple((step, who) for step, who in kept.get("passed", ()))
    kept["stops"] = tuple((start, end) for start, end in kept.get("stops", ()))
    kept["prints"] = tuple(Print(**one) for one in kept.get("prints", ()))
    kept["status"] = Status(kept.get("status", Status.IN_REVIEW))
    return Permohonan(**kept)


def state_hash(case: Permohonan, *, dumped: bytes | None = None) -> bytes:
    """SHA-256(parts(id, state)) of one permohonan; their XOR is the `fold` of a digest (sync.md 3.3)."""
    return hashlib.sha256(parts(case.id, dumped or canonical(dump(case)))).digest()
