"""Owns how often somebody may ask the center: questions an address, packets a device; it answers nobody."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.errors import Unavailable

CHECKS_A_MINUTE: Final = 60
TRACKS_A_MINUTE: Final = 20
PACKETS_A_SECOND: Final = 20  # of one device, in the long run
MOST_PACKETS: Final = 400  # it may send at once after it was silent
MOST_ASKERS: Final = 10_000


@dataclass(slots=True)
class Limit:
    """So many questions a minute from one address; kept in memory and forgotten."""

    most: int
    now: Callable[[], int]
    asked: dict[str, tuple[int, int]] = field(default_factory=dict)

    def check(self, who: str) -> None:
        """Raises Unavailable("too_many_questions", seconds=)."""
        minute = self.now() // 60_000
        key = get_network(who)
        since, count = self.asked.get(key, (minute, 0))
        count = count + 1 if since == minute else 1
        if len(self.asked) >= MOST_ASKERS:
            self.asked = {one: kept for one, kept in self.asked.items() if kept[0] == minute}
        if len(self.asked) < MOST_ASKERS or key in self.asked:
            self.asked[key] = (minute, count)
        else:
            count = self.most + 1  # a crowd of new addresses in one minute frees none of those counted
        if count > self.most:
            raise Unavailable("too_many_questions", seconds=60 - self.now() // 1000 % 60)


@dataclass(slots=True)
class Buckets:
    """So many packets a second from one device at one address, and a handful at once; in memory, forgotten.

    `mono` is a clock nobody sets, in ms. The address belongs to the key because a key id alone can be claimed
    by anybody, who would then empty the bucket of its owner.
    """

    mono: Callable[[], int]
    rate: int = PACKETS_A_SECOND
    most: int = MOST_PACKETS
    held: dict[tuple[bytes, str], tuple[float, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, kid: bytes, who: str) -> None:
        """Raises Unavailable("too_many_packets", seconds=)."""
        now = self.mono()
        key = (kid, get_network(who))
        with self.lock:
            if len(self.held) >= MOST_ASKERS:
                full_after = 1000 * self.most // self.rate
                self.held = {one: kept for one, kept in self.held.items() if now - kept[1] < full_after}
            left, at = self.held.get(key, (float(self.most), now))
            left = min(left + (now - at) * self.rate / 1000, self.most)
            if left < 1:
                self.held[key] = (left, now)
                raise Unavailable("too_many_packets", seconds=1 + int((1 - left) / self.rate))
            self.held[key] = (left - 1, now)


def get_network(who: str) -> str:
    """Whom an address counts for: itself, or under IPv6 the /64 a household gets, which is one asker."""
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        return who
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return who
