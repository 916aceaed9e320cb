"""Events and registers for tests of the store, without a use case: bytes a device could have made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from kiosk.domain import cose
from kiosk.domain.event import Event, encode
from kiosk.store import ledger
from kiosk.store.database import Database
from kiosk.store.ledger import Writer
from tests.kiosk.domain.cases import CHAIN, make_event

PROJECTIONS = ("permohonan", "shown", "register", "queue", "office_state")

AT = 1_795_486_560_000
FILED: Mapping[str, Any] = {
    "service": "usaha",
    "version": 1,
    "channel": "kiosk",
    "chain": list(CHAIN),
    "subject": {"nama": "LELA CONTOH", "nik": "1671994507890003"},
    "papers": ["ktp"],
}
_ids = count(0x1000)


def fresh_id() -> str:
    """An id no other Event of this run has."""
    return f"01a20b56-af00-7000-8000-{next(_ids):012x}"


def make_writer(device: str = "meja-1", term: int = 1) -> Writer:
    """A register whose signature nobody checks here: sync does, before it appends."""
    return Writer(device, term, lambda payload: cose.frame(bytes(8), payload, bytes(64)))


class Device:
    """Makes the Events of one incarnation in their order."""

    def __init__(self, name: str = "lobi-1", inc: int = 1) -> None:
        self.name = name
        self.inc = f"{inc:032x}"
        self.seq = 0

    def event(self, verb: str, data: Mapping[str, Any] | None = None, **more: Any) -> Event:
        """The next Event."""
        self.seq += 1
        return make_event(
            verb,
            data,
            **{
                "id": fresh_id(),
                "device": self.name,
                "inc": self.inc,
                "seq": self.seq,
                "at": AT + self.seq,
                "about": "",
                "base": "",
                **more,
            },
        )

    def file(self, **more: Any) -> Event:
        """A resident files."""
        return self.event("file", FILED, who="resident", role="resident", **more)

    def act(self, verb: str, data: Mapping[str, Any], case: Event, **more: Any) -> Event:
        """An act on a filing, on its first base unless said otherwise."""
        return self.event(verb, data, **{"about": case.id, "base": case.id, **more})


def raw(*events: Event) -> list[bytes]:
    """Their bytes."""
    return [encode(event) for event in events]


def admit(db: Any, *events: Event, writer: Writer | None = None, now: int = AT) -> list[str]:
    """Let the register take them; the outcome codes of what got a place."""
    return [entry.code for entry in ledger.admit(db, writer or make_writer(), raw(*events), now=now)]


def other_bytes(event: Event) -> Event:
    """The same place with other content: what a clone or a forger makes."""
    return replace(event, at=event.at + 1)


def snapshot(db: Database) -> dict[str, list[Any]]:
    return {
        table: sorted(db.rows(f"SELECT * FROM {table}"), key=repr)  # noqa: S608 - names of ours
        for table in PROJECTIONS
    }


def follow(other: Database, db: Database, *, after: int | None = None) -> ledger.Appended:
    """Copy a ledger from a common place to its end."""
    common = ledger.head(other).n if after is None else after
    point = ledger.find_hash(other, common)
    assert point is not None
    entries = ledger.entries_after(db, common, limit=10_000)
    return ledger.append(other, (common, point), entries, ledger.signed_head(db), now=AT)
