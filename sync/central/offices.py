"""Owns what the center knows of the offices' devices: who was heard, how it is; it mends and asks nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from kiosk.domain.worktime import DAY
from sync.peers import load_peer

LEAST_DISK: Final = 200  # MB: below it a device soon files nothing
_UNSENT_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class Device:
    """One device as it last told: moments in ms UTC, `n` the end of its ledger, `health` as in a hello."""

    kelurahan: str
    device: str
    heard_at: int
    n: int
    program: str
    is_too_old: bool
    health: dict[str, Any] = field(default_factory=dict)

    def find_troubles(self, now: int) -> Iterator[tuple[str, dict[str, str | int]]]:
        """What somebody should look at: a key of the words, and their details."""
        health = self.health
        if isinstance(disk := health.get("disk"), int) and disk < LEAST_DISK:
            yield "device_disk", {"mb": disk}
        if health.get("clock") == "doubtful":
            yield "device_clock", {}
        since = health.get("unsent_since")
        days = (now - since) // DAY if isinstance(since, int) else 0
        if days >= _UNSENT_DAYS:
            yield "device_unsent", {"count": health.get("unsent", 0), "days": days}
        if health.get("printer", "ready") != "ready":
            yield "device_printer", {}
        if self.is_too_old:
            yield "device_program", {"program": self.program}


def list_devices(connection: Connection) -> list[Device]:
    """Every device that has spoken to the center itself, by office and name."""
    rows = connection.exec_driver_sql("SELECT kelurahan, device, state FROM peer ORDER BY kelurahan, device")
    found = []
    for kelurahan, device, state in rows:
        peer = load_peer(device, json.loads(state))
        n = peer.head.n if peer.head is not None else 0
        heard = (peer.heard_at, n, peer.program, peer.is_too_old())
        found.append(Device(kelurahan, device, *heard, peer.health))
    return found
