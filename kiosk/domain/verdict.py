"""Owns what a check of a seal can say: states, colours, reasons and the keys of their words; no rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from kiosk.domain.seal import Claims, Mode, human_code, last_day


class Colour(StrEnum):
    """The colour of a result; an icon and a headline always say the same."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class State(StrEnum):
    """What came out of a check (seal.md 3.1)."""

    VALID = "valid"
    AWAITING_INK = "awaiting_ink"
    UNCONFIRMED = "unconfirmed"
    STALE = "stale"
    CLOCK = "clock"
    TTE_PENDING = "tte_pending"
    UNDER_REVIEW = "under_review"
    TOO_NEW = "too_new"
    NOT_A_SEAL = "not_a_seal"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    OUT_OF_SCOPE = "out_of_scope"
    KEY_REVOKED = "key_revoked"
    REVOKED = "revoked"
    EXPIRED = "expired"


_YELLOW: Final = frozenset(
    {
        State.AWAITING_INK,
        State.UNCONFIRMED,
        State.STALE,
        State.CLOCK,
        State.TTE_PENDING,
        State.UNDER_REVIEW,
        State.TOO_NEW,
    }
)


def colour_of(state: State) -> Colour:
    """Green for `valid`, yellow for what is genuine but not settled, red for everything else."""
    if state is State.VALID:
        return Colour.GREEN
    return Colour.YELLOW if state in _YELLOW else Colour.RED


class Registration(StrEnum):
    """What a ledger knows of a seal's cti; `void` counts as revoked."""

    REGISTERED = "registered"
    AWAITING_INK = "awaiting_ink"
    UNDER_REVIEW = "under_review"
    TTE_PENDING = "tte_pending"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of a seal: the office's own ledger (`own`), or the center."""

    registration: Registration
    own: bool = True


Asked = Answer | str | None
"""A registration by name is the own ledger's; None: nobody asked, or nobody knows."""
Lookup = Callable[[Claims], Asked]


@dataclass(frozen=True, slots=True)
class Line:
    """A key of the texts and what fills its places; dates are `datetime.date` in WIB."""

    key: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One state a check came to, with the lines it adds below the headline."""

    state: State
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a check: `reasons[0]` is the headline; `claims` are there only if they may be shown."""

    reasons: tuple[Reason, ...]
    claims: Claims | None = None
    notes: tuple[Line, ...] = ()

    @property
    def state(self) -> State:
        return self.reasons[0].state

    @property
    def colour(self) -> Colour:
        return colour_of(self.state)

    @property
    def mode(self) -> Mode | None:
        return self.claims.mode if self.claims else None

    @property
    def until(self) -> date | None:
        """The last day the surat is valid; None for one without an end, or where nothing may be shown."""
        return last_day(self.claims.exp) if self.claims and self.claims.exp is not None else None

    @property
    def headline(self) -> str:
        """The key of the headline; a true `wet` surat is recorded, its ink is what a person must look at."""
        wet = self.state is State.VALID and self.mode is Mode.WET
        return f"verdict.{self.state}_wet" if wet else f"verdict.{self.state}"

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines below the headline: of a red one its own, else those of all reasons; then the notes."""
        told = self.reasons[:1] if self.colour is Colour.RED else self.reasons
        return (*(line for reason in told for line in reason.lines), *self.notes)

    @property
    def mode_line(self) -> str | None:
        """The key of the line that says how the surat is made valid; always shown where there is content."""
        return f"mode.check_{self.mode}" if self.mode else None

    def as_json(self) -> dict[str, Any]:
        """What `kiosk verify --json` and the center's answer hold: state, colour, reasons, mode?, facts?."""
        out: dict[str, Any] = {
            "state": str(self.state),
            "colour": str(self.colour),
            "reasons": [str(reason.state) for reason in self.reasons],
        }
        if self.claims:
            out |= {"mode": str(self.claims.mode), "facts": _facts(self.claims)}
        return out


def _facts(claims: Claims) -> dict[str, Any]:
    """The facts in the order of the paper; absent keys have no value."""
    out: dict[str, Any] = {
        "kelurahan": claims.kelurahan,
        "service": claims.service,
        "title": claims.title,
        "number": claims.number,
        "name": claims.name,
        "nik": claims.nik,
    }
    if claims.facts:
        out["facts"] = list(claims.facts)
    out |= {"line": claims.line, "form": claims.form, "signed_at": claims.iat, "code": human_code(claims.cti)}
    if claims.exp is not None:
        out["until"] = last_day(claims.exp).isoformat()
    return out
