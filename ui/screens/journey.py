"""Which page of a window is in view and the way back; not what a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.screens.base import Screen


class Journey:
    """A stack of pages made by name; `go`, `swap`, `back` and `restart` are all the ways there are.

    `makers` holds one callable a page: `makers["service_info"](service="domisili")` gives the screen.
    """

    def __init__(self, makers: Mapping[str, Callable[..., Screen[Any]]]) -> None:
        self._makers = dict(makers)
        self._stack: list[tuple[str, Screen[Any]]] = []
        self._watchers: list[Callable[[str, Screen[Any]], None]] = []

    @property
    def page(self) -> str:
        """Name of the page in view, "" before the first."""
        return self._stack[-1][0] if self._stack else ""

    @property
    def screen(self) -> Screen[Any]:
        """The screen in view."""
        return self._stack[-1][1]

    @property
    def depth(self) -> int:
        """How many pages lie on the stack."""
        return len(self._stack)

    def has(self, page: str) -> bool:
        """Whether this window can show that page: a tile for a page it lacks is not drawn."""
        return page in self._makers

    def learn(self, makers: Mapping[str, Callable[..., Screen[Any]]]) -> None:
        """Adds pages that can be made only after the first frame."""
        self._makers.update(makers)

    def watch(self, watcher: Callable[[str, Screen[Any]], None]) -> None:
        """Calls `watcher(page, screen)` whenever another page comes into view."""
        self._watchers.append(watcher)

    def go(self, page: str, /, **args: Any) -> None:
        """Opens a page; the one in view stays below it, for "Kembali"."""
        self._push(page, args)
        self._show()

    def swap(self, page: str, /, **args: Any) -> None:
        """Opens a page in place of the one in view: "Kembali" does not come back to that one."""
        if self._stack:
            self._stack.pop()[1].closed()
        self._push(page, args)
        self._show()

    def back(self) -> None:
        """Goes to the page below; on the first page it does nothing."""
        if len(self._stack) > 1:
            self._stack.pop()[1].closed()
            self._show()

    def restart(self, page: str, /, **args: Any) -> None:
        """Forgets all pages and starts with this one: the end of a visit."""
        while self._stack:
            self._stack.pop()[1].closed()
        self._push(page, args)
        self._show()

    def redraw(self) -> None:
        """Every page fills its words in anew, those below too: another language was chosen."""
        for _, screen in self._stack:
            screen.redraw()

    def _push(self, page: str, args: Mapping[str, Any]) -> None:
        self._stack.append((page, self._makers[page](**args)))

    def _show(self) -> None:
        page, screen = self._stack[-1]
        screen.opened()
        if self._stack[-1][1] is not screen:
            return  # `opened` went on to another page, which has shown itself
        for watcher in self._watchers:
            watcher(page, screen)
