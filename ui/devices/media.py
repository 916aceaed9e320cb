"""Finds media that can be taken out, as the system mounted them; it mounts nothing and reads no file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

ROOTS: Final = (Path("/media"), Path("/run/media"), Path("/mnt"))
DEPTH: Final = 2  # /media/STICK, or /media/person/STICK


def find_media(
    roots: Iterable[Path] = ROOTS, *, is_mount: Callable[[Path], bool] = os.path.ismount
) -> tuple[Path, ...]:
    """Mounted folders this program may write to, by name."""
    found = {
        path
        for root in roots
        for depth in range(1, DEPTH + 1)
        for path in root.glob("/".join("*" * depth))
        if is_mount(path) and os.access(path, os.W_OK)
    }
    return tuple(sorted(found))
