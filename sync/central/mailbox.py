"""Owns the unopened messages the center keeps for an office's devices; it opens none of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from kiosk.domain import cose
from sync import wire
from sync.central import store


def keep(connection: Connection, office: str, body: wire.Events, raw: bytes, *, at: int) -> None:
    """Keep a message as it came, once, until its Events stand in the office's ledger."""
    row = (office, hashlib.sha256(raw).digest(), body.sender.device, body.to.device, at, raw)
    with store.write(connection):
        store.put(connection, store.MAIL, [row], how="INSERT OR IGNORE")


def find(
    connection: Connection, office: str, to: str, is_admitted: Callable[[wire.Events], bool]
) -> Sequence[bytes]:
    """The messages for a device, oldest first; what was admitted since is forgotten."""
    kept = []
    rows = store.run(
        connection,
        "SELECT digest, raw FROM mail WHERE kelurahan = ? AND receiver = ? ORDER BY at, digest",
        (office, to),
    ).fetchall()
    for key, raw in rows:
        body = wire.decode(cose.parse(bytes(raw)).payload)
        if isinstance(body, wire.Events) and is_admitted(body):
            store.run(connection, "DELETE FROM mail WHERE kelurahan = ? AND digest = ?", (office, key))
        else:
            kept.append(bytes(raw))
    return kept
