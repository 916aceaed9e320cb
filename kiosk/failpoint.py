"""Owns the named points at which a test may end this process as a power cut would; else it does nothing.

`SIDEMANG_FAILPOINT=sign.marked` ends the process the first time it reaches that point, `sign.marked:3` the
third time: SIGKILL to itself, so that no handler, no buffer and no rollback of ours can soften it.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from typing import Final

VARIABLE: Final = "SIDEMANG_FAILPOINT"

_reached: Final[Counter[str]] = Counter()


def reach(name: str) -> None:
    """A plain call between two steps of something that must survive a crash between them."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    point, _, times = wanted.partition(":")
    if name != point:
        return
    _reached[name] += 1
    if _reached[name] >= int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
