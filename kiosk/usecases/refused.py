"""Owns the records a register refused, until an officer has looked at them; it admits and wipes none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.store import odd
from kiosk.usecases import acts
from kiosk.usecases.acts import Deed

NAMED: Final = frozenset({"second_content", "ended_head", "document_replaced"})


@dataclass(frozen=True, slots=True)
class Odd:
    """A record that could not be admitted: whose stick or device brought it, when (ms UTC), why in a word.

    `why` is one of NAMED - another record stands in its place, a register whose term had ended brought it, a
    new register published another document - or `unreadable`.
    """

    id: str
    sender: str
    at: int
    why: str


def find_odd(kiosk: Kiosk) -> tuple[Odd, ...]:
    """What could not be admitted and nobody has looked at, oldest first."""
    return tuple(
        Odd(
            one.sha256.hex(),
            one.sender,
            one.at,
            one.reason if one.reason in NAMED else "unreadable",
        )
        for one in odd.find_unseen(kiosk.db)
    )


def see_odd(kiosk: Kiosk, who: Person, ids: Sequence[str]) -> None:
    """An officer has looked at these records: the doctor warns of them no more, the bytes stay.

    Only those that were shown, so that one that came meanwhile is not passed over; who looked is in the
    ledger. Raises Refused("odd_not_yours").
    """
    if not who.is_officer:
        raise Refused("odd_not_yours")
    with kiosk.db.write():
        acts.do(kiosk, who, acts.begin(kiosk), Deed("view", {"what": "odd"}))
        for id_ in ids:
            odd.mark_seen(kiosk.db, bytes.fromhex(id_))
