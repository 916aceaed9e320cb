"""The history of a permohonan in words, newest first, own waiting acts on top; it orders nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.screens.desk.clock import long_moment
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
    """One act: what, by whom, when; `refused` says why it took no effect, `waits` that the register has not seen it."""

    key: str
    title: str
    who: str
    at: str
    said: str
    glyph: str
    tone: str
    waits: bool
    refused: str


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
        case "check":
            if data.get("what") == "identity":
                return words("moment.check_identity")
            return words(f"moment.check_{data.get('how', 'seen')}", paper=paper(str(data.get("what", ""))))
        case "confirm":
            ok = "" if data.get("ok", True) else "_bad"
            return words(f"moment.confirm_{data.get('what', 'paper')}{ok}")
        case "print":
            return words(f"moment.print_{data.get('kind', 'original')}")
        case "pass":
            return words("moment.pass", step=step_name(words, str(data.get("step", ""))))
        case "sign":
            return words("moment.sign", number=data.get("number", ""))
        case "hand_over":
            return words("moment.hand_over", to=data.get("to", ""))
        case "return":
            inner = data.get("to") not in {None, "resident"}
            step = step_name(words, str(data.get("to"))) if inner else ""
            return words("moment.return_step", step=step) if inner else words("moment.return")
    return words(f"moment.{one.verb}")


def detail(words: Words, one: Moment) -> str:
    """Reasons and texts that came with it."""
    data = one.data
    found: list[str] = []
    if one.verb in {"return", "reject", "hold", "void", "revoke"}:
        codes = data.get("reasons") or [data["reason"]] if data.get("reasons") or data.get("reason") else []
        found += [
            words(f"reason.{one.verb}.{code}", kertas="...", layanan="...", instansi="...", tiket="...")
            for code in codes
        ]
    if one.verb == "correct":
        found.append(words("moment.was", old=data["old"]) if isinstance(data.get("old"), str) else "")
    if one.verb == "print" and data.get("reason"):
        found.append(words(f"reason.reprint.{data['reason']}"))
    if one.verb == "confirm" and data.get("reason"):
        found.append(words(f"reason.confirm.{data['reason']}"))
    found.append(str(data.get("text", "")))
    return "; ".join(filter(None, found))
