"""What every page of a visit is given by the composition root; it makes none of it and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.screens.base import Go, Run, Words
from ui.screens.resident.asking import Here
from ui.screens.resident.visit import Visiting


@dataclass(frozen=True, slots=True)
class Lobby:
    """One window's visit and how its pages speak, move, work and end.

    `here()` tells office and today's date, `new_id()` makes the id of an act, `language()` is "id" or "en",
    `end_visit()` forgets the visitor and shows the first page.
    """

    visiting: Visiting
    run: Run
    words: Words
    language: Callable[[], str]
    go: Go
    end_visit: Callable[[], None]
    here: Callable[[], Here]
    new_id: Callable[[], str]
