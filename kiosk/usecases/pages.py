"""Owns what is told of a permohonan's pages: which there are, how many have arrived; it carries none."""

from __future__ import annotations

from kiosk.config import Role
from kiosk.context import Kiosk
from kiosk.domain.event import read
from kiosk.domain.files import ASKED
from kiosk.store import files, ledger, peers
from kiosk.store.files import File


def find_pages(kiosk: Kiosk, id: str) -> list[File]:
    """The pages the Events of a permohonan name, in the order they were captured, each once."""
    admitted = [read(entry.event) for entry in ledger.entries_about(kiosk.db, id)]
    names = [
        one["sha256"] for event in (*admitted, *ledger.pending_about(kiosk.db, id)) for one in event.files
    ]
    found = (files.find(kiosk.db, sha256) for sha256 in dict.fromkeys(names))
    return [file for file in found if file is not None]


def count_arrived(kiosk: Kiosk, id: str) -> tuple[int, int]:
    """("2 of 3 files have arrived"): how many pages of a permohonan are where it is worked on, of how many.

    On a desk: those whole on its disk. In the lobby: those the register has and does not ask for any more;
    none while the register has not admitted the Event that names them.
    """
    pages = find_pages(kiosk, id)
    if kiosk.config.role is not Role.LOBBY:
        return sum(page.is_whole for page in pages), len(pages)
    admitted = {
        one["sha256"] for entry in ledger.entries_about(kiosk.db, id) for one in read(entry.event).files
    }
    asked = {sha256 for _, sha256 in (peers.find(kiosk.db, kiosk.register[0]) or {}).get("miss", ())}
    if len(asked) >= ASKED:
        return 0, len(pages)
    return sum(page.sha256 in admitted - asked for page in pages), len(pages)
