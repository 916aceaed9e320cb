"""Owns the ruling inbox: what waits there and the signs a ruling chooses from; not the ruling itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.context import Kiosk, Person
from kiosk.domain.event import Event, parse
from kiosk.domain.office import LURAH, SEKLUR
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import ticket
from kiosk.store import cases, ledger, register

READERS = frozenset({LURAH, SEKLUR})


@dataclass(frozen=True, slots=True)
class Rival:
    """One `sign` of a permohonan in the inbox, as it may stand on paper; `sign` is the id of its Event.

    `code` says why it has no effect ("" for the one that has), `is_printed` whether its device printed after
    it, `others` the tickets of other permohonan whose surat bears the same number.
    """

    sign: str
    number: str
    date: str
    signer: str
    device: str
    term: int
    code: str
    is_printed: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A permohonan in the inbox with the signs it has, in ledger order."""

    case: Permohonan
    rivals: tuple[Rival, ...]


def find_waiting(kiosk: Kiosk, who: Person) -> Sequence[str]:
    """The ids of what waits for a ruling, oldest first; none for who could not rule."""
    if not READERS & set(who.roles):
        return ()
    return [one.case.id for one in cases.find_ruling(kiosk.db)]


def get_ruling(kiosk: Kiosk, id: str) -> Ruling:
    """The signs of one permohonan. Raises Refused("unknown_permohonan")."""
    case = cases.get_shown(kiosk.db, id).case
    entries = ledger.entries_about(kiosk.db, id)
    told = [(entry, parse(entry.event)) for entry in entries]
    prints = [event for _, event in told if event.verb == "print"]
    known = {case.signed_by, *case.doubtful}
    lines = register.find_doubles(kiosk.db)
    return Ruling(
        case,
        tuple(
            Rival(
                event.id,
                event.data["number"],
                event.data["date"],
                event.data["signer"].get("name", ""),
                event.device,
                entry.term,
                entry.code,
                any(_is_of(one, event) for one in prints),
                tuple(
                    ticket(one.permohonan)
                    for one in lines
                    if one.number == event.data["number"] and one.permohonan != id
                ),
            )
            for entry, event in told
            if event.id in known
        ),
    )


def _is_of(printed: Event, sign: Event) -> bool:
    """Whether a print came out of the device that signed, after it did."""
    return printed.device == sign.device and printed.at >= sign.at
