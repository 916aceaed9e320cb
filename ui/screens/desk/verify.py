"""Whether a surat is genuine, on a desk's page; what the resident's page found out is shown, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.screens.base import Screen
from ui.screens.resident.verify import EXAMPLES, State

if TYPE_CHECKING:
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.resident.verify import Verify

__all__ = ["EXAMPLES", "DeskVerify", "State"]


class DeskVerify(Screen[State]):
    """The same check with the same words, in the frame of the desk."""

    def __init__(self, front: FrontDesk, page: Verify) -> None:
        """`page` is the resident's page; its `has_reader` says whether a reader is there."""
        super().__init__(page.state, front.run)
        self._page = page
        page.watch(self._set)

    @property
    def busy(self) -> bool:
        """The job of a button is the page's own."""
        return self._page.busy

    def opened(self) -> None:
        """Ready for a paper."""
        self._page.opened()

    def closed(self) -> None:
        """The facts of somebody's surat leave the screen."""
        self._page.closed()

    def scanned(self, code: str) -> None:
        """The reader read a code."""
        self._page.scanned(code)

    def answer(self, typed: str) -> None:
        """What was typed so far."""
        self._page.answer(typed)

    def next(self) -> None:
        """Type, check, or another surat."""
        self._page.next()

    def redraw(self) -> None:
        """In the language now chosen."""
        self._page.redraw()
