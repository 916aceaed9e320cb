"""Owns what is kept of other devices: memory, unopened mail, certificates; it believes none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kiosk.domain import certificate, cose
from kiosk.domain.certificate import Certificate
from kiosk.store.database import Database


def find(db: Database, device: str) -> dict[str, Any] | None:
    """What was kept of a device; losing it costs one longer round."""
    state = db.value("SELECT state FROM peer WHERE device = ?", (device,))
    return None if state is None else dict(json.loads(state))


def find_all(db: Database) -> dict[str, dict[str, Any]]:
    """What was kept of every device."""
    return {device: dict(json.loads(state)) for device, state in db.rows("SELECT device, state FROM peer")}


def find_doors(db: Database) -> dict[str, str]:
    """Where the doors of other desks are, as far as they told: hints, known by their fingerprints alone."""
    return {device: state["address"] for device, state in find_all(db).items() if state.get("address")}


def find_heard(db: Database) -> dict[str, int]:
    """When each device was last heard live, ms UTC."""
    return dict(db.rows("SELECT device, heard_at FROM peer"))


def keep(db: Database, device: str, state: Mapping[str, Any], *, at: int) -> None:
    """Remember a device (JSON values), heard at this moment."""
    with db.write():
        text = json.dumps(dict(state), sort_keys=True)
        db.run("INSERT OR REPLACE INTO peer VALUES (?, ?, ?)", (device, at, text))


def keep_certificate(db: Database, raw: bytes, *, device: str, term: int) -> None:
    """Keep a certificate the caller has verified under a root."""
    with db.write():
        db.run(
            "INSERT OR IGNORE INTO certificate VALUES (?, ?, ?, ?)",
            (hashlib.sha256(raw).digest(), device, term, raw),
        )


def get_certificates(db: Database) -> list[bytes]:
    """Every certificate kept, by term and device."""
    return [raw for (raw,) in db.rows("SELECT raw FROM certificate ORDER BY term, device, sha256")]


def find_filers(db: Database) -> frozenset[str]:
    """The devices that may file and nothing more, the center among them: no staff signs in there."""
    return certificate.find_filers(_read(raw) for raw in get_certificates(db))


@lru_cache(maxsize=256)
def _read(raw: bytes) -> Certificate:
    return certificate.parse_certificate(cose.parse(raw).payload)


def keep_mail(db: Database, raw: bytes, *, sender: str, receiver: str, at: int) -> None:
    """Keep an unopened message for another device, once."""
    with db.write():
        db.run(
            "INSERT OR IGNORE INTO mail VALUES (?, ?, ?, ?, ?)",
            (hashlib.sha256(raw).digest(), sender, receiver, at, raw),
        )


def find_mail(db: Database, receiver: str) -> list[bytes]:
    """The messages kept for a device, oldest first."""
    return [
        raw for (raw,) in db.rows("SELECT raw FROM mail WHERE receiver = ? ORDER BY at, sha256", (receiver,))
    ]


def find_held(db: Database) -> list[tuple[str, int, bytes]]:
    """What ended devices made and a person has to admit or leave: (sender, when it came in ms UTC, bytes)."""
    return db.rows("SELECT sender, at, raw FROM mail WHERE receiver = ? ORDER BY at, sha256", (db.device,))


def leave_mail(db: Database, raw: bytes) -> None:
    """A person left it: it stays, so that it is not held again, and is shown to nobody."""
    with db.write():
        db.run("UPDATE mail SET receiver = '' WHERE sha256 = ?", (hashlib.sha256(raw).digest(),))


def drop_mail(db: Database, raw: bytes) -> None:
    """Forget a message whose Events stand in the ledger."""
    with db.write():
        db.run("DELETE FROM mail WHERE sha256 = ?", (hashlib.sha256(raw).digest(),))
