"""The history of a permohonan in words, newest first, own waiting acts on top; it orders nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.screens.desk.clock import long_moment
from ui.screens.desk.reasons import REASONS as KNOWN
from ui.screens.desk.status import VERB_GLYPHS, step_name

if TYPE_CHECKING:
    from kiosk.usecases.views import Moment
    from ui.screens.base import Words

_TONES: Final[Mapping[str, str]] = {
    "return": "back",
    "reject": "ended",
    "withdraw": "ended",
    "lapse": "ended",
    "void": "ended",
    "revoke": "ended",
    "pass": "done",
    "sign": "done",
    "confirm": "done",
    "hand_over": "done",
    "answer": "done",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One act: what, by whom, when; `refused` says why it took no effect, `waits` for the register."""

    key: str
    title: str
    who: str
    at: str
    said: str
    glyph: str
    tone: str
    waits: bool = False
    refused: str = ""


def steps(
    words: Words, moments: Sequence[Moment], *, now: int, language: str, paper: Callable[[str], str]
) -> tuple[Step, ...]:
    """The moments as drawn; `paper(code)` gives the name of a paper."""
    placed = [one for one in moments if one.n]
    waiting = [one for one in moments if not one.n]
    ordered = [*reversed(waiting), *reversed(placed)]
    return tuple(
        _step(words, one, key=f"{one.n}-{number}", at=long_moment(one.at, now, language), paper=paper)
        for number, one in zip(range(len(ordered), 0, -1), ordered, strict=True)
    )


def _step(words: Words, one: Moment, *, key: str, at: str, paper: Callable[[str], str]) -> Step:
    return Step(
        key=key,
        title=title(words, one, paper),
        who=one.name or words(f"moment.who_{one.who}")
        if one.who in {"resident", "device"}
        else one.name or one.who,
        at=at,
        said=detail(words, one),
        glyph=VERB_GLYPHS.get(one.verb, "info"),
        tone="mark" if not one.n else "ended" if one.code else _TONES.get(one.verb, "step"),
        waits=not one.n,
        refused=words(f"error.{one.code}") if one.code else "",
    )


def title(words: Words, one: Moment, paper: Callable[[str], str]) -> str:
    """What was done, in the past tense of the desk."""
    data = one.data
    match one.verb:
        case "check" if data.get("what") == "identity":
            return words("moment.check_identity")
        case "check":
            return words(f"moment.check_{data.get('how', 'seen')}", paper=paper(str(data.get("what", ""))))
        case "confirm":
            return words(
                f"moment.confirm_{data.get('what', 'paper')}{'' if data.get('ok', True) else '_bad'}"
            )
        case "print":
            return words(f"moment.print_{data.get('kind', 'original')}")
        case "pass":
            return words("moment.pass", step=step_name(words, str(data.get("step", ""))))
        case "return" if data.get("to") not in {None, "resident"}:
            return words("moment.return_step", step=step_name(words, str(data.get("to"))))
    return words(f"moment.{one.verb}", number=data.get("number", ""), to=data.get("to", ""))


REASONS: Final[Mapping[str, str]] = {"print": "reprint", "check": "waive"}
"""The list a verb's reason is from, where it is not called as the verb."""


def detail(words: Words, one: Moment) -> str:
    """Reasons and texts that came with it; a reason may carry words of its own after its code."""
    data = one.data
    codes = data.get("reasons") or ([data["reason"]] if data.get("reason") else [])
    found = [_reason(words, one.verb, str(code)) for code in codes]
    if one.verb == "correct" and isinstance(data.get("old"), str):
        found.append(words("moment.was", old=data["old"]))
    found.append(str(data.get("text", "")))
    return "; ".join(filter(None, found))


def _reason(words: Words, verb: str, raw: str) -> str:
    code, _, own = raw.partition(": ")
    table = REASONS.get(verb, verb)
    if code not in KNOWN.get(table, ()):
        return raw
    said = words(f"reason.{table}.{code}", kertas="...", layanan="...", instansi="...", tiket="...")
    return f"{said}: {own}" if own else said
