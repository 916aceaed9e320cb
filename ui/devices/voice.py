"""Reads a text aloud with espeak-ng; which text, and when, is not decided here."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field

from kiosk.domain.errors import Unavailable

PROGRAM = "espeak-ng"
SPEED = "140"
"""Words a minute: slower than its 175, for people who listen while standing."""


def is_there() -> bool:
    """Whether this machine can read aloud; without it the tool is not drawn."""
    return shutil.which(PROGRAM) is not None


@dataclass(slots=True)
class Voice:
    """At most one sentence at a time: a new one ends the old."""

    _running: subprocess.Popen[bytes] | None = field(default=None)

    def say(self, text: str, language: str) -> None:
        """Starts to read and returns at once."""
        self.hush()
        program = shutil.which(PROGRAM)
        if program is None:
            raise Unavailable("no_voice")
        self._running = subprocess.Popen(  # noqa: S603 (a fixed program; the text is one argument after --)
            [program, "-v", language, "-s", SPEED, "--", text],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def hush(self) -> None:
        """Stops reading."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            self._running.wait(timeout=2)
        self._running = None
