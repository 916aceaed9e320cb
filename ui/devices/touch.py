"""The driver's end of the line to a window: one command, one answer; the window does the touching."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from kiosk import world
from kiosk.domain.errors import Refused, Unavailable

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


def stopwatch() -> int:
    """Milliseconds that never go back, for whoever times what was touched."""
    return world.boot().ms


def pause(seconds: float) -> None:
    """Takes the hand off the glass for a while."""
    threading.Event().wait(seconds)


def chance(below: int) -> int:
    """A random whole number from 0 to below, for hands that do not always do the same."""
    return int.from_bytes(world.token(4), "big") % below


class Touch:
    """Taps, types and reads in one window through its local socket.

    Only a window of an office marked LATIHAN listens. Every method returns when the window has drawn the
    result; an answer that says no raises Refused("not_on_screen", what=...).
    """

    def __init__(self, path: Path, *, patience: float = 30.0) -> None:
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line.settimeout(patience + 5.0)
        self._patience = patience
        try:
            self._line.connect(str(path))
        except OSError as error:
            self._line.close()
            raise Unavailable("no_window", path=path.name) from error
        self._file = self._line.makefile("rwb")

    def __enter__(self) -> Self:
        """The line, open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hangs up; the window goes on."""
        self.close()

    def close(self) -> None:
        """Hangs up; also when nobody is at the other end any more."""
        with suppress(OSError):
            self._file.close()
        self._line.close()

    def tap(self, name: str) -> None:
        """Touches the one visible control of that name, scrolling to it as a person would."""
        self._ask(do="tap", name=name)

    def type(self, name: str, text: str) -> None:
        """Touches a field and types: on the screen's own keyboard if there is one, else on a hardware one."""
        self._ask(do="type", name=name, text=text)

    def press(self, keys: str) -> None:
        """A key of a hardware keyboard: `Ctrl+Return`, `F2`, `Alt+T`."""
        self._ask(do="press", keys=keys)

    def scan(self, text: str) -> None:
        """A code held under the barcode reader."""
        self._ask(do="scan", text=text)

    def see_all(self, name: str) -> None:
        """Draws a sheet along until its end was in view."""
        self._ask(do="see", name=name)

    def wait(self, *, page: str = "", name: str = "", seconds: float | None = None) -> None:
        """Until that page and that control are in view."""
        self._ask(do="wait", page=page, name=name, seconds=self._patience if seconds is None else seconds)

    def gone(self, name: str, *, seconds: float | None = None) -> None:
        """Until nothing of that name is in view: what was pressed has been done."""
        self._ask(do="gone", name=name, seconds=self._patience if seconds is None else seconds)

    def rest(self) -> None:
        """Until what was pressed is done and nothing moves any more."""
        self._ask(do="rest")

    def read(self, name: str) -> str:
        """The words that stand in a control or part."""
        return str(self._ask(do="read", name=name)["text"])

    def grab(self, path: Path) -> None:
        """A picture of the window as a PNG file."""
        self._ask(do="grab", file=str(path))

    def state(self) -> dict[str, Any]:
        """Page, overlay, names of the controls in view, and what was counted: keys, taps, pages."""
        return self._ask(do="state")

    def _ask(self, **command: object) -> dict[str, Any]:
        try:
            self._file.write(json.dumps(command).encode() + b"\n")
            self._file.flush()
            answer = self._file.readline()
        except OSError as error:
            raise Unavailable("no_window", path="") from error
        if not answer:
            raise Unavailable("no_window", path="")
        said: dict[str, Any] = json.loads(answer)
        if not said.pop("ok"):
            raise Refused("not_on_screen", what=said["error"])
        return said
