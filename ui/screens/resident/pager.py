"""Which rows of a long list are in view: as many as the panel shows, a page at a time; it draws none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Pager:
    """Counts pages from 1; how many rows fit is told by the drawing, which alone knows."""

    def __init__(self, fit: int) -> None:
        self._fit = fit
        self.page = 1
        self.pages = 1

    def fit(self, count: int) -> None:
        """So many rows are shown at once; a panel that has no room yet changes nothing."""
        self._fit = count if count > 0 else self._fit

    def turn(self, by: int) -> None:
        """On or back, and never off either end."""
        self.page = min(max(self.page + by, 1), self.pages)

    def cut(self, rows: Sequence[T]) -> tuple[T, ...]:
        """The rows of the page in view; a list that became shorter ends the turning sooner."""
        self.pages = max(1, -(-len(rows) // self._fit))
        self.page = min(self.page, self.pages)
        return tuple(rows[(self.page - 1) * self._fit : self.page * self._fit])
