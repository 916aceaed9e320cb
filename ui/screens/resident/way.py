"""The way of a permohonan as its resident sees it: stops with dates, what to bring; it looks nothing up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.permohonan import Status
from kiosk.domain.words import moment_words

if TYPE_CHECKING:
    from kiosk.domain.service import Paper as PaperKind
    from ui.screens.base import Words

TONES: Final[Mapping[Status, str]] = {
    Status.IN_REVIEW: "step",
    Status.RETURNED: "back",
    Status.SIGNED: "done",
    Status.READY: "done",
    Status.HANDED_OVER: "done",
    Status.ANSWERED: "done",
    Status.REJECTED: "ended",
    Status.WITHDRAWN: "ended",
    Status.LAPSED: "ended",
    Status.REVOKED: "ended",
}
GLYPHS: Final = {
    "step": "hourglass-medium",
    "back": "arrow-u-up-left",
    "done": "check-circle",
    "ended": "x-circle",
}
REASONS: Final = frozenset(
    {
        *("paper_missing", "paper_unreadable", "data_differs", "pengantar_old", "purpose_unclear"),
        *("see_officer", "wrong_service", "check_again", "other"),
    }
)
"""Codes of why something was sent back (letters.md 4.1); anything else is an officer's own words."""

_AFTER: Final = {
    Status.SIGNED: 0,
    Status.READY: 1,
    Status.HANDED_OVER: 2,
    Status.ANSWERED: 2,
    Status.REVOKED: 2,
}
_STEP_GLYPHS: Final = {
    "file": "paper-plane-tilt",
    "operator": "user-check",
    "kasi": "users",
    "seklur": "user-gear",
    "signer": "pen-nib",
    "lurah": "pen-nib",
    "ready": "scroll",
    "answered": "chat-centered-text",
}


class Track(Protocol):
    """What a ticket opens (`kiosk.usecases.tracking.Track`); moments are ms UTC."""

    @property
    def id(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def ticket(self) -> str: ...
    @property
    def title(self) -> Mapping[str, str]: ...
    @property
    def status(self) -> Status: ...
    @property
    def step(self) -> str: ...
    @property
    def chain(self) -> tuple[str, ...]: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...
    @property
    def missing(self) -> tuple[str, ...]: ...
    @property
    def dates(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def may_complete(self) -> bool: ...
    @property
    def may_withdraw(self) -> bool: ...
    @property
    def may_print(self) -> bool: ...
    @property
    def is_waiting(self) -> bool: ...
    @property
    def arrived(self) -> tuple[int, int]: ...
    @property
    def refused(self) -> tuple[str, ...]: ...
    @property
    def reply(self) -> bool: ...
    @property
    def answer(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the way; `phase` is "done", "now" or "later"."""

    key: str
    title: str
    said: str
    glyph: str
    phase: str


@dataclass(frozen=True, slots=True)
class Bring:
    """One thing that is missing, or one reason why it came back."""

    key: str
    title: str
    glyph: str
    tint: str


@dataclass(frozen=True, slots=True)
class Pen:
    """In which language it is said, and the papers by code."""

    words: Words
    language: str
    kinds: Mapping[str, PaperKind]


def headline(track: Track, pen: Pen) -> str:
    if track.status is Status.IN_REVIEW:
        return pen.words(f"track.at_{track.step.partition(':')[0]}")
    return pen.words(f"track.status_{track.status}")


def stops(track: Track, pen: Pen) -> tuple[Stop, ...]:
    """Filed, each step of the chain, ready or answered: what is done has its date."""
    keys = ("file", *track.chain, "answered" if track.reply else "ready")
    reached = _reached(track)
    moments = _moments(track)
    found = []
    for at, key in enumerate(keys):
        name = key.partition(":")[0]
        phase = "done" if at < reached else "now" if at == reached else "later"
        said = moment_words(moments[at], pen.language) if at < reached and at in moments else ""
        title = pen.words(f"track.stop_{name}")
        glyph = "check" if phase == "done" else _STEP_GLYPHS.get(name, "user-check")
        found.append(Stop(key, title, said or pen.words(f"track.phase_{phase}"), glyph, phase))
    return tuple(found)


def _reached(track: Track) -> int:
    """The place of the stop it is at; one past the last when all is done."""
    if track.status in _AFTER:
        return len(track.chain) + _AFTER[track.status]
    if track.status is Status.IN_REVIEW and track.step in track.chain:
        return 1 + track.chain.index(track.step)
    return 1


def _moments(track: Track) -> dict[int, int]:
    """When each stop was left: passes of the present round in order, then the signature, then the end."""
    found: dict[int, int] = {}
    at = 1
    for verb, moment in track.dates:
        if verb == "file":
            found[0] = moment
        elif verb in {"return", "complete"}:
            at = 1
        elif verb == "pass":
            found[at] = moment
            at += 1
        elif verb == "sign":
            found[len(track.chain)] = moment
        elif verb == "answer":
            found[len(track.chain)] = found[len(track.chain) + 1] = moment
        elif verb in {"confirm", "hand_over"}:
            found[len(track.chain) + 1] = moment
    return found


def bring(track: Track, pen: Pen) -> tuple[Bring, ...]:
    words, language = pen.words, pen.language
    names = [pen.kinds[code].label[language] for code in track.missing if code in pen.kinds]
    rows = [
        Bring(
            f"reason_{at}",
            words(f"reason.return.{reason}", kertas=", ".join(names), layanan="")
            if reason in REASONS
            else reason,
            "warning-circle",
            "orange",
        )
        for at, reason in enumerate(track.reasons)
        if track.status is Status.RETURNED
    ]
    rows += (
        Bring(code, pen.kinds[code].label[language], pen.kinds[code].icon, "gold")
        for code in track.missing
        if code in pen.kinds and track.status in {Status.IN_REVIEW, Status.RETURNED}
    )
    return tuple(rows)
