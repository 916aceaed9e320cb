"""Counts in this office's own permohonan what residents write beside the chips; it keeps nothing of it."""

from __future__ import annotations

from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.chips import Proposal, Tally
from kiosk.store import cases

_SLICE: Final = 250


class Counting:
    """The permohonan of this office, some hundred at a time, so the work thread serves others between."""

    def __init__(self, kiosk: Kiosk) -> None:
        """Nothing is read yet."""
        self._db = kiosk.db
        self._tally = Tally(kiosk.catalogue.ready())
        self._after = ""
        self.done = 0
        self.is_done = False
        self.total = cases.count(kiosk.db)

    def step(self) -> None:
        """Count the next ones."""
        rows = cases.find_answers(self._db, after=self._after, most=_SLICE)
        for row in rows:
            self._tally.add(row.service, row.nik, row.answers)
            self._after = row.id
        self.done += len(rows)
        self.is_done = len(rows) < _SLICE

    def proposals(self) -> tuple[Proposal, ...]:
        """What enough people wrote so far, most people first."""
        return self._tally.proposals()
