"""Owns what a ticket and its PIN show of a permohonan: the way it goes, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.context import RESIDENT, Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import read as read_event
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import parse_code
from kiosk.domain.worktime import DAY
from kiosk.store import cases, ledger, residents
from kiosk.store.cases import Shown
from kiosk.usecases import offering, pages, permohonan
from kiosk.usecases.acts import find_role

WRONG_PINS: Final = 5


@dataclass(frozen=True, slots=True)
class Track:
    """What a ticket and its PIN show: no name, no NIK, no officer; of a `reply` its answer.

    `arrived` is how many of its files are where it is worked on, of how many (`pages.count_arrived`).
    """

    id: str
    base: str
    ticket: str
    title: Mapping[str, str]
    status: Status
    step: str
    chain: tuple[str, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    dates: tuple[tuple[str, int], ...]
    may_complete: bool
    may_withdraw: bool
    may_print: bool
    is_waiting: bool
    refused: tuple[str, ...] = ()
    reply: bool = False
    answer: str = ""
    arrived: tuple[int, int] = (0, 0)


def track(kiosk: Kiosk, typed: str, pin: str) -> Track:
    """What a slip's ticket and PIN show. Five wrong PINs in a day send the ticket to the desk.

    Raises Refused: `code_mistyped`, `ticket_unknown` (also for a wrong PIN, so no ticket can be probed),
    `ticket_at_desk`.
    """
    code = parse_code(typed)
    key = f"slip {code}"
    since = kiosk.now() - DAY
    if residents.count_misses(kiosk.db, since=since, nik=key) >= WRONG_PINS:
        raise Refused("ticket_at_desk")
    shown = cases.find_by_ticket(kiosk.db, code)
    if shown is None or permohonan.get_pin(kiosk, shown.case.id) != pin:
        residents.keep_miss(kiosk.db, key, at=kiosk.now())
        raise Refused("ticket_unknown")
    return _track(kiosk, shown, code)


def check_family(kiosk: Kiosk, track: Track, kk6: str) -> None:
    """Whether who holds the slip also knows the last six digits of the family card, where the surat has one.

    Five wrong ones in a day send the ticket to the desk. Raises Refused: `kk_not_matching`, `ticket_at_desk`.
    """
    key = f"sheet {track.ticket}"
    if residents.count_misses(kiosk.db, since=kiosk.now() - DAY, nik=key) >= WRONG_PINS:
        raise Refused("ticket_at_desk")
    kk = str(cases.get_shown(kiosk.db, track.id).case.subject.get("kk", ""))
    if kk and (len(kk6) != 6 or kk[-6:] != kk6):
        residents.keep_miss(kiosk.db, key, at=kiosk.now())
        raise Refused("kk_not_matching")


def _track(kiosk: Kiosk, shown: Shown, code: str) -> Track:
    case = shown.case
    ground = ledger.ground(kiosk.db)
    may = {
        verb: not find_role(RESIDENT, verb, case, ground, kiosk.device)[1]
        for verb in ("complete", "withdraw", "print")
    }
    own = [
        (read_event(entry.event), entry)
        for entry in ledger.entries_about(kiosk.db, case.id)
        if not entry.is_effective()
    ]
    return Track(
        id=case.id,
        base=case.base,
        ticket=code,
        title=offering.get_filed(kiosk, case).label,
        status=case.status,
        step=case.get_step(),
        chain=case.chain,
        reasons=case.reasons,
        missing=case.get_missing(),
        dates=_dates(kiosk, case),
        may_complete=may["complete"],
        may_withdraw=may["withdraw"],
        may_print=may["print"] and case.status is Status.READY,
        is_waiting=shown.is_waiting,
        refused=tuple(event.verb for event, _ in own if event.who == RESIDENT.id),
        reply=case.reply,
        answer=case.answer,
        arrived=pages.count_arrived(kiosk, case.id),
    )


def _dates(kiosk: Kiosk, case: Permohonan) -> tuple[tuple[str, int], ...]:
    """(verb, moment) of what a resident may know of, in ledger order."""
    told = {
        "file",
        "pass",
        "return",
        "complete",
        "sign",
        "confirm",
        "hand_over",
        "reject",
        "withdraw",
        "answer",
    }
    found = []
    for entry in ledger.entries_about(kiosk.db, case.id):
        event = read_event(entry.event)
        is_paper = event.verb == "confirm" and event.data.get("what") == "paper"
        if entry.is_effective() and event.verb in told and not is_paper:
            found.append((event.verb, entry.at))
    return tuple(found)
