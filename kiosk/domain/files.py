"""Owns which of the files Events name are asked for: how large, how many at a time, in which turn; it reads
none.
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024  # of a file anybody asks for (sync.md 3.5)
ASKED: Final = 64  # files asked for at a time: a full list may hide others
HALF: Final = ASKED // 2
TURN_MS: Final = 60_000


def find_offset(lacking: int, now: int) -> int:
    """Where the second half of what is asked for begins in the list of missing files, smallest first.

    The first half are the smallest. Where more are missing than are asked for, the second goes round all
    others, further each minute: files nobody has any more, as of a disk that died, must not hold up the rest.
    """
    if lacking <= ASKED:
        return HALF
    return HALF + now // TURN_MS * HALF % (lacking - HALF)
