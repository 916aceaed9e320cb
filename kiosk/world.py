"""Owns the real clock, ids and chance of this machine, and is alone to ask for them; it keeps none."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_UUID_VERSION: Final = 7 << 76
_UUID_VARIANT: Final = 2 << 62


@dataclass(frozen=True, slots=True)
class Moment:
    """A place on this machine's own time: the kernel's boot id and ms since that boot, suspend included."""

    boot: str
    ms: int


@dataclass(frozen=True, slots=True)
class World:
    """What a kiosk may ask the world: moments in ms UTC, UUIDv7, random bytes, and boot time."""

    now: Callable[[], int]
    new_id: Callable[[], str]
    token: Callable[[int], bytes]
    boot: Callable[[], Moment]


def real() -> World:
    """The world of this machine."""
    return World(now, new_id, token, boot)


def now() -> int:
    """Milliseconds UTC since 1970, by the system clock."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of the claimed moment, 74 random bits."""
    return make_uuid7(now(), secrets.token_bytes(10))


def make_uuid7(ms: int, chance: bytes) -> str:
    """The UUIDv7 of a moment and 10 random bytes, lower-case and hyphenated."""
    value = int.from_bytes(chance, "big")
    number = (ms & (1 << 48) - 1) << 80 | _UUID_VERSION | (value >> 62 & 0xFFF) << 64
    number |= _UUID_VARIANT | value & (1 << 62) - 1
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def token(length: int) -> bytes:
    """So many random bytes, fit for keys."""
    return secrets.token_bytes(length)


def boot() -> Moment:
    """Boot id and boot time; neither a clock change nor a suspend moves them back."""
    ms = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    try:
        return Moment(_read_boot_id(_BOOT_ID), ms)
    except OSError:  # without one each process is a new boot: waits only get longer
        return Moment(f"process-{os.getpid()}", ms)


@cache
def _read_boot_id(path: Path) -> str:
    """The kernel's id of this boot, asked once: it is the same for as long as a process can live."""
    return path.read_text("ascii").strip()
