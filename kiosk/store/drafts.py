"""Owns filings that were begun and not sent; a draft is no Event and leaves no trace when it is wiped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.event import canonical
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class Draft:
    """A begun filing: `kept` when somebody asked to keep it; `at` = the last change, ms UTC."""

    id: str
    service: str
    nik: str
    answers: Mapping[str, Any]
    kept: bool = False
    at: int = 0


def save(db: Database, draft: Draft) -> None:
    """Keep a draft as it is now; what somebody once asked to keep stays kept."""
    with db.write():
        db.run(
            "INSERT INTO draft (id, service, nik, kept, at, answers) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET service = excluded.service, nik = excluded.nik,"
            " kept = max(kept, excluded.kept), at = excluded.at, answers = excluded.answers",
            (
                *(draft.id, draft.service, draft.nik, int(draft.kept), draft.at),
                canonical(dict(draft.answers)).decode(),
            ),
        )


def find(db: Database, id: str) -> Draft | None:
    """A draft by its id (the slip's, or this sitting's)."""
    return _read(db.row("SELECT id, service, nik, answers, kept, at FROM draft WHERE id = ?", (id,)))


def find_by_nik(db: Database, nik: str) -> Draft | None:
    """The newest draft under a NIK: one somebody asked to keep, or one a power cut left behind.

    Whoever leaves without asking has theirs wiped, so no other loose one is there (interface.md 2.2).
    """
    return _read(
        db.row(
            "SELECT id, service, nik, answers, kept, at FROM draft WHERE nik = ? AND nik <> ''"
            " ORDER BY at DESC LIMIT 1",
            (nik,),
        )
    )


def wipe(db: Database, id: str) -> None:
    """Forget a draft: it was sent, or its author left."""
    with db.write():
        db.run("DELETE FROM draft WHERE id = ?", (id,))


def wipe_old(db: Database, *, loose_before: int, kept_before: int) -> int:
    """Forget what is too old: not asked to be kept, and kept; returns how many."""
    with db.write():
        return int(
            db.run(
                "DELETE FROM draft WHERE (kept = 0 AND at < ?) OR at < ?", (loose_before, kept_before)
            ).rowcount
        )


def _read(row: tuple[Any, ...] | None) -> Draft | None:
    if row is None:
        return None
    id_, service, nik, answers, kept, at = row
    return Draft(id_, service, nik, json.loads(answers), bool(kept), at)
