"""Owns the office's devices as an officer sees them: which there are, which one ended; it lets none in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.office import ENDED
from kiosk.store import ledger, peers
from kiosk.usecases import acts, enrolment
from kiosk.usecases.acts import Act, Deed


@dataclass(frozen=True, slots=True)
class Device:
    """One device of the office: `since` and `heard_at` in ms UTC (0: never heard here)."""

    name: str
    roles: tuple[str, ...]
    since: int
    heard_at: int
    is_register: bool
    is_ended: bool
    is_here: bool

    @property
    def kind(self) -> str:
        """`register`, `desk` or `lobby`."""
        return "register" if self.is_register else "desk" if "desk" in self.roles else "lobby"


def find_devices(kiosk: Kiosk) -> list[Device]:
    """Every device ever certified for this office, by name."""
    ended = ledger.get_office(kiosk.db).get_ended()
    heard = peers.find_heard(kiosk.db)
    made = [one for one in enrolment.find_certificates(kiosk) if one.office == kiosk.office.code]
    newest = {one.device: one for one in sorted(made, key=lambda one: one.rank)}
    return [
        Device(
            name,
            one.roles,
            min(each.nbf for each in made if each.device == name),
            heard.get(name, 0),
            name == kiosk.register[0],
            name in ended,
            name == kiosk.device,
        )
        for name, one in sorted(newest.items())
    ]


def end(kiosk: Kiosk, who: Person, act: Act, device: str) -> None:
    """End a device that was stolen, lost or given away: nothing it says is heard any more, its name is spent.

    What it had handed in stays; the ledger carries the end to every device and to the center. On the register
    desk only, by an officer. Raises Refused: `not_register`, `not_allowed`, `unknown_device`,
    `register_not_ended` (another desk must be the register first), `device_ended`.
    """
    kiosk.get_writer()
    if not who.is_officer:
        raise Refused("not_allowed", verb="end_device")
    known = {one.name: one for one in find_devices(kiosk)}
    if device not in known:
        raise Refused("unknown_device", device=device)
    if known[device].is_register:
        raise Refused("register_not_ended", device=device)
    with kiosk.db.write():
        ended = ledger.get_office(kiosk.db).get_ended()
        if device in ended:
            raise Refused("device_ended", device=device)
        acts.do(kiosk, who, act, Deed("settings", {"values": {ENDED: sorted(ended | {device})}}))
