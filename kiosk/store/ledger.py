"""The one door to the ledger on this disk: reading, recording, admitting, following; it speaks to nobody."""

from __future__ import annotations

from kiosk.store.admission import (
    Writer,
    admit,
    record,
)
from kiosk.store.entries import (
    Run,
    Standing,
    all_entries,
    count_pending,
    entries_about,
    entries_after,
    events_of,
    find_clock,
    find_hash,
    find_signed_head,
    find_standing,
    head,
    last_place,
    last_seq,
    newest,
    next_seq,
    pending,
    pending_about,
    refused_of,
    signed_head,
)
from kiosk.store.following import (
    Appended,
    Branch,
    append,
    branches,
    check,
    displaced,
    rebuild,
)
from kiosk.store.rows import (
    get_office,
    ground,
)

__all__ = [
    "Appended",
    "Branch",
    "Run",
    "Standing",
    "Writer",
    "admit",
    "all_entries",
    "append",
    "branches",
    "check",
    "count_pending",
    "displaced",
    "entries_about",
    "entries_after",
    "events_of",
    "find_clock",
    "find_hash",
    "find_signed_head",
    "find_standing",
    "get_office",
    "ground",
    "head",
    "last_place",
    "last_seq",
    "newest",
    "next_seq",
    "pending",
    "pending_about",
    "rebuild",
    "record",
    "refused_of",
    "signed_head",
]
