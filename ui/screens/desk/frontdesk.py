"""What every page of the desk is given by the composition root; it makes none of it and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ui.screens.base import Go, Run, Words

if TYPE_CHECKING:
    from ui.screens.desk.ports import Begin, Pictures


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """How the pages of one window speak, move, work, tell the time and show paper.

    `language()` is "id" or "en", `now()` in ms UTC, `today()` the office's day; `begin(case)` is the act of a
    button as it is shown: the id of the Event a press will be, with what was on screen.
    """

    run: Run
    words: Words
    language: Callable[[], str]
    go: Go
    now: Callable[[], int]
    today: Callable[[], date]
    begin: Begin
    pictures: Pictures
