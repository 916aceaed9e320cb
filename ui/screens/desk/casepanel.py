"""What the panel of a case asks before a verb is sent, and the details sent; it draws no case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ui.screens.desk.reasons import RESIDENT, Asked, Choice, choices, sentence
from ui.screens.desk.status import step_name

if TYPE_CHECKING:
    from ui.screens.base import Words

WITH_REASON: Final = frozenset({"return", "reject", "hold", "void", "revoke"})
WITH_TEXT: Final = frozenset({"withdraw", "note", "answer", "forward", "hand_over"})
AT_ONCE: Final = frozenset({"pass", "resume"})
DANGER: Final = frozenset({"reject", "withdraw", "void", "revoke"})
_TEXT_NAMES: Final = {"withdraw": "reason", "forward": "opd", "hand_over": "to"}


def draw_panel(
    panel: str, asked: Asked, *, words: Words, papers: Sequence[str], chain: Sequence[str]
) -> dict[str, Any]:
    """The fields of the page's State that this panel fills; `chain` are the steps already passed."""
    if panel not in {"reason", "text", "check"}:
        return {"choices": (), "targets": (), "typed": "", "typed_label": "", "sentence": ""}
    return {
        "choices": choices(words, asked, papers) if panel != "text" else (),
        "targets": _targets(words, asked, chain) if asked.verb == "return" and chain else (),
        "typed": asked.text,
        "typed_label": words(f"case.text_{asked.verb}" if panel == "text" else "case.text_reason"),
        "sentence": sentence(words, asked, papers),
    }


def _targets(words: Words, asked: Asked, chain: Sequence[str]) -> tuple[Choice, ...]:
    """The resident, or a step that has passed it already."""
    steps = ((RESIDENT, words("case.to_resident")), *((step, step_name(words, step)) for step in chain))
    return tuple(Choice(key, label, key == asked.to) for key, label in steps)


def send(asked: Asked) -> dict[str, Any]:
    """The details of the verb, named as its use case names them."""
    text = asked.text.strip()
    if asked.verb == "return":
        return {"reasons": list(asked.chosen), "to": asked.to, "text": text}
    if asked.verb in WITH_REASON:
        return {"reason": asked.chosen[0], "text": text}
    about = {"what": asked.about} if asked.about else {}
    return {_TEXT_NAMES.get(asked.verb, "text"): text, **about}
