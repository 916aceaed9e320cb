"""Reasons a verb asks for (letters.md 4.1), and the sentence the resident will read; it sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ui.screens.base import Words

RESIDENT: Final = "resident"
OTHER: Final = "other"
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "return": (
        *("paper_missing", "paper_unreadable", "data_differs", "pengantar_old", "purpose_unclear"),
        *("see_officer", "wrong_service", "check_again", "other"),
    ),
    "reject": ("not_ours", "not_true", "not_resident", "no_right", "double", "dispute", "other"),
    "hold": (
        *("waiting_resident", "waiting_field_check", "waiting_other_office", "power_cut", "disaster"),
        *("waiting_signer", "printer", "network", "other"),
    ),
    "waive": ("on_file", "does_not_apply", "lost_in_disaster", "other"),
    "void": ("wrong_data", "wrong_service", "wrong_signer", "other"),
    "revoke": (
        *("untrue", "double", "misused", "on_request", "office_error", "not_inked", "court", "other"),
    ),
    "reprint": ("spoiled", "lost", "second_reader", "other"),
    "confirm": ("jam", "no_paper", "faint", "cut", "wrong_sheet", "nothing", "other"),
}
NEEDS_TEXT: Final = frozenset({"other", "wrong_service", "not_ours", "double"})
"""These say nothing without words of one's own: which service, which office, which ticket."""

SEVERAL: Final = frozenset({"return"})
_PLACES: Final = {"wrong_service": "layanan", "not_ours": "instansi", "double": "tiket"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One reason, or one target of a return, as drawn."""

    code: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What has been chosen so far for one verb; `about` names what a note gives the reason of."""

    verb: str
    chosen: tuple[str, ...] = ()
    to: str = RESIDENT
    text: str = ""
    about: str = ""

    def with_reason(self, code: str) -> Asked:
        """One more reason, or one less; only a return takes several."""
        if code in self.chosen:
            kept = tuple(one for one in self.chosen if one != code)
        else:
            kept = (*self.chosen, code) if self.verb in SEVERAL else (code,)
        return Asked(self.verb, kept, self.to, self.text)

    def problem(self) -> str:
        """What is still missing, as a key of words; "" when it can be sent."""
        if not self.chosen:
            return "case.choose_reason"
        needs = any(code in NEEDS_TEXT for code in self.chosen)
        return "case.say_reason" if needs and not self.text.strip() else ""


def choices(words: Words, asked: Asked, papers: Sequence[str]) -> tuple[Choice, ...]:
    """Every reason of the verb; one to an earlier step is offered only when the return goes there."""
    codes = REASONS.get(asked.verb, ())
    if asked.verb == "return":
        inner = asked.to != RESIDENT
        codes = tuple(code for code in codes if inner or code != "check_again")
    return tuple(Choice(code, say(words, asked, code, papers), code in asked.chosen) for code in codes)


def say(words: Words, asked: Asked, code: str, papers: Sequence[str]) -> str:
    """One reason in words, with what it names: the missing papers, or what was typed."""
    text = asked.text.strip() if code in asked.chosen else ""
    place = _PLACES.get(code)
    details: dict[str, str] = {"kertas": ", ".join(papers) or "..."}
    if place:
        details[place] = text or "..."
    return words(f"reason.{asked.verb}.{code}", **details)


def sentence(words: Words, asked: Asked, papers: Sequence[str]) -> str:
    """What the resident reads and hears, in the words of letters.md 4.1; "" while nothing is chosen."""
    if not asked.chosen or asked.verb not in {"return", "reject"} or asked.to != RESIDENT:
        return ""
    parts = [say(words, asked, code, papers) for code in asked.chosen if code != OTHER]
    if asked.text.strip() and (OTHER in asked.chosen or not any(code in _PLACES for code in asked.chosen)):
        parts.append(asked.text.strip())
    return words(f"case.resident_{asked.verb}", reasons="; ".join(parts)) if parts else ""
