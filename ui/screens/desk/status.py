"""How statuses, steps, marks and verbs are said and drawn at the desk; it decides none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.permohonan import Status

if TYPE_CHECKING:
    from ui.screens.base import Words

STATUS_GLYPHS: Final[Mapping[Status, str]] = {
    Status.IN_REVIEW: "hourglass-medium",
    Status.RETURNED: "arrow-u-up-left",
    Status.SIGNED: "pen-nib",
    Status.READY: "check-circle",
    Status.HANDED_OVER: "handshake",
    Status.REJECTED: "x-circle",
    Status.WITHDRAWN: "x-square",
    Status.LAPSED: "clock-counter-clockwise",
    Status.REVOKED: "prohibit",
    Status.ANSWERED: "chat-centered-text",
}
_TONES: Final[Mapping[Status, str]] = {
    Status.IN_REVIEW: "step",
    Status.RETURNED: "back",
    Status.SIGNED: "done",
    Status.READY: "done",
    Status.HANDED_OVER: "done",
    Status.ANSWERED: "done",
}
FLAG_GLYPHS: Final[Mapping[str, str]] = {
    "identity_unverified": "identification-card",
    "papers_pending": "files",
    "answers_open": "pencil-line",
    "held": "hourglass-medium",
    "pending": "cloud-slash",
    "unconfirmed_print": "printer",
    "awaiting_ink": "stamp",
    "ruling": "gavel",
    "same_person": "users",
    "copied": "files",
}
_MARK_TONES: Final[Mapping[str, str]] = {
    "pending": "mark",
    "ruling": "mark",
    "copied": "step",
    "same_person": "step",
}
MARKS_BEFORE_SIGN: Final = ("identity_unverified", "papers_pending", "answers_open", "held", "ruling")
"""While one of these stands, `sign` is refused (core.md 3)."""

CHANNEL_GLYPHS: Final[Mapping[str, str]] = {"kiosk": "hand-pointing", "counter": "desktop", "app": "phone"}
VERB_GLYPHS: Final[Mapping[str, str]] = {
    "pass": "check",
    "return": "arrow-u-up-left",
    "complete": "plus-circle",
    "correct": "pencil-simple",
    "check": "user-check",
    "hold": "hourglass-medium",
    "resume": "arrow-clockwise",
    "reject": "x-circle",
    "withdraw": "x-square",
    "sign": "signature",
    "print": "printer",
    "confirm": "check-square",
    "hand_over": "handshake",
    "void": "prohibit",
    "revoke": "prohibit",
    "reseal": "stamp",
    "answer": "chat-text",
    "forward": "paper-plane-tilt",
    "note": "note-pencil",
    "rule": "gavel",
    "file": "file-plus",
    "lapse": "clock-counter-clockwise",
}


@dataclass(frozen=True, slots=True)
class Pill:
    """One status or mark as drawn: the word, its icon, the tone of its tint."""

    key: str
    label: str
    glyph: str
    tone: str


def status_pill(words: Words, status: Status, step: str, *, mode: str = "") -> Pill:
    """The status; in review it names whose turn it is, and signed says what it waits for."""
    tone = _TONES.get(status, "ended")
    if status is Status.IN_REVIEW:
        tone = "first" if step == "operator" else "step"
        return Pill(
            status, words("status.in_review", step=step_name(words, step)), STATUS_GLYPHS[status], tone
        )
    key = (
        f"status.signed_{mode}" if status is Status.SIGNED and mode in {"wet", "tte"} else f"status.{status}"
    )
    return Pill(status, words(key), STATUS_GLYPHS[status], tone)


def step_name(words: Words, step: str) -> str:
    """A step of the chain: "kasi:kes" is "Kasi Kesejahteraan"."""
    return words(f"step.{step.replace(':', '_')}")


def flags(words: Words, marks: Iterable[str]) -> tuple[Pill, ...]:
    """The marks beside a status, each with its own word."""
    return tuple(
        Pill(mark, words(f"flag.{mark}"), FLAG_GLYPHS[mark], _MARK_TONES.get(mark, "first")) for mark in marks
    )


def verb_word(words: Words, verb: str, step: str = "") -> str:
    """The word on a verb's button; kasi and seklur agree where an operator finds things in order."""
    higher = verb == "pass" and step not in {"", "operator"}
    return words("verb.pass_higher" if higher else f"verb.{verb}")
