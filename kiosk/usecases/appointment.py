"""Owns the change of the office's register: taking it over, closing it, what it stands at; no certificate.

Under a new term `sign` waits until it is known what stands on paper: the register before it closed, or the
last number of the paper book was typed (sync.md 4.5). RULES hold that, on every device and at the center.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk import failpoint
from kiosk.context import DEVICE, Kiosk, Person
from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused
from kiosk.store import facts, ledger, peers
from kiosk.usecases import acts, profile, reserves
from kiosk.usecases.acts import Act, Deed
from kiosk.usecases.clock import get_day
from kiosk.usecases.office import describe_start

TAKEN: Final = "register"  # settings: who holds the register, so that the trail has who made it so

ALL: Final = 1_000_000  # own Events that wait: a device that was alone for a year has fewer


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the office's register is, as this device knows it.

    `n` is the end of this device's ledger, `reserve` the term it could take over under (0: none), `others`
    the desks that could take over from it. `is_locked`: no number until the last one on paper is typed.
    """

    device: str
    term: int
    n: int
    is_here: bool
    is_closed: bool
    is_locked: bool
    reserve: int
    others: tuple[str, ...]


def find_standing(kiosk: Kiosk) -> Standing:
    """Who holds the register and what this desk could do about it."""
    device, term = kiosk.register
    office = ledger.get_office(kiosk.db)
    held = reserves.find_reserve(kiosk)
    return Standing(
        device=device,
        term=term,
        n=ledger.head(kiosk.db).n,
        is_here=kiosk.is_register,
        is_closed=office.is_closed(term),
        is_locked=kiosk.is_register and not office.may_number_some(term),
        reserve=held.term if held else 0,
        others=tuple(name for name, own in reserves.find_others(kiosk).items() if own),
    )


def take_over(kiosk: Kiosk, who: Person, act: Act) -> int:
    """Make this desk the office's register with its reserve certificate; returns the new term.

    The caller has fetched the longest ledger anybody reachable holds. Nobody else has to agree: whoever hears
    of the higher term follows it. Raises Refused: `not_allowed`, `register_already`, `reserve_missing`.
    """
    _check_officer(who, "take_over")
    acts.check_writes(kiosk)
    if kiosk.find_writer() is not None:
        if ledger.find_standing(kiosk.db, act.id) is not None:
            return kiosk.register[1]
        raise Refused("register_already", device=kiosk.device)
    made, raw = reserves.get_reserve(kiosk)
    begin(kiosk, made, raw, said=(who, act))
    return made.term


def begin(kiosk: Kiosk, made: Certificate, raw: bytes, *, said: tuple[Person, Act] | None = None) -> None:
    """Be the register under this certificate: all of it, or after a crash nothing of it.

    Own Events that waited get their places first, in their order, then comes `open` under the new term. The
    profile in force is published anew: it replaces what the old register published while nobody heard it.
    The center appoints without anybody pressing a button (`said`).
    """
    with kiosk.db.write():
        peers.keep_certificate(kiosk.db, raw, device=made.device, term=made.term)
        facts.set_register(kiosk.db, made.device, made.term)
        has_key = reserves.use_key(kiosk, made)
        failpoint.reach("appointment.marked")
        waiting = [raw for run in ledger.pending(kiosk.db, limit=ALL) for raw in run.raws]
        ledger.admit(kiosk.db, kiosk.get_writer(), [*ledger.displaced(kiosk.db), *waiting], now=kiosk.now())
        acts.do_device(kiosk, "open", describe_start(kiosk))
        who, act = said or (DEVICE, acts.begin(kiosk))
        taken = {TAKEN: {"device": made.device, "term": made.term}}
        acts.do(kiosk, who, act, Deed("settings", {"values": taken}))
        profile.publish(kiosk.db, kiosk.keys.device, "office", profile.encode_office(kiosk.office))
        if not has_key:
            acts.do_device(kiosk, "alarm", {"what": "seal_key_missing", "detail": {"term": made.term}})
        failpoint.reach("appointment.recorded")
    failpoint.reach("appointment.committed")


def close(kiosk: Kiosk, who: Person, act: Act) -> None:
    """Say the register's last word at this desk: the last numbers, and that it gives none any more.

    What is done and filed from now on waits for the desk that takes over. Only where one can: a desk that
    showed its reserve. Raises Refused: `not_register`, `register_ended`, `not_allowed`, `reserve_elsewhere`.
    """
    if ledger.find_standing(kiosk.db, act.id) is not None:
        return
    kiosk.get_writer()
    _check_officer(who, "register_closed")
    if not any(reserves.find_others(kiosk).values()):
        raise Refused("reserve_elsewhere")
    year = get_day(kiosk).year
    with kiosk.db.write():
        office = ledger.get_office(kiosk.db)
        counters = [
            {"scope": scope, "year": counted, "n": one.n}
            for (scope, counted), one in sorted(office.counters.items())
            if counted == year
        ]
        data = {"n": ledger.head(kiosk.db).n, "counters": counters}
        acts.do(kiosk, who, act, Deed("register_closed", data))


def _check_officer(who: Person, verb: str) -> None:
    if not who.is_officer:
        raise Refused("not_allowed", verb=verb)
