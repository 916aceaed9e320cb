"""Owns Kiosk, the one hand-over: what every use case is given; it makes and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kiosk.catalogue import Catalogue
from kiosk.config import Config
from kiosk.domain.errors import Refused
from kiosk.domain.office import OFFICERS, Office, Staff
from kiosk.domain.worktime import HOUR
from kiosk.keys import KeyRing, SigningKey
from kiosk.reference import Reference
from kiosk.store import facts, ledger
from kiosk.store.database import Database
from kiosk.store.ledger import Writer
from kiosk.texts import Texts
from kiosk.world import Moment

MOST_JUMP_MS: Final = 12 * HOUR  # a time zone set right, at most; a jump beyond it is another day


@dataclass(frozen=True, slots=True)
class PinCost:
    """What one try of a PIN costs: argon2id memory in KiB, passes, lanes (the defaults of argon2-cffi)."""

    memory: int = 65_536
    time: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands at a device: a signed-in member of staff, the resident, or the device itself."""

    id: str
    roles: tuple[str, ...]
    name: str = ""

    @property
    def is_officer(self) -> bool:
        """Whether she answers for the office's book: its register's holder, or the lurah."""
        return not OFFICERS.isdisjoint(self.roles)


RESIDENT = Person("resident", ("resident",))
DEVICE = Person("device", ("device",))


def as_person(staff: Staff) -> Person:
    """A member of staff as an actor."""
    return Person(staff.id, staff.roles, staff.name)


@dataclass(frozen=True, slots=True)
class Setting:
    """A date an officer gave to a machine whose clock is wrong: `ms` to add, said at `at` of its clock.

    It holds for this boot, and until somebody sets the clock itself.
    """

    boot: str
    mono: int
    at: int
    ms: int


@dataclass(slots=True)
class Clock:
    """The moment (ms UTC) by this machine's clock, set right where an officer said what day it is.

    One object for every thread of a process: all of it lives in the same day.
    """

    machine: Callable[[], int]
    boot: Callable[[], Moment]
    setting: Setting | None = None

    def __call__(self) -> int:
        """Now."""
        now, setting = self.machine(), self.setting
        if setting is None or self.boot().boot != setting.boot:
            return now
        gone = self.boot().ms - setting.mono
        return now if abs(now - setting.at - gone) > MOST_JUMP_MS else now + setting.ms

    def say(self, moment: int) -> Setting | None:
        """What makes it this moment now; None where the machine's own clock does."""
        machine, boot = self.machine(), self.boot()
        return Setting(boot.boot, boot.ms, machine, moment - machine) if moment != machine else None


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One running device of one office.

    `inc` is this process's incarnation, 32 hex digits; `now` ms UTC; `new_id` a UUIDv7; `token(n)` n random
    bytes; `boot` the boot id and boot time.
    """

    db: Database
    device: str
    inc: str
    now: Clock
    new_id: Callable[[], str]
    token: Callable[[int], bytes]
    boot: Callable[[], Moment]
    keys: KeyRing
    catalogue: Catalogue
    office: Office
    config: Config
    reference: Reference
    texts: Mapping[str, Texts] = field(default_factory=lambda: MappingProxyType({}))
    pin_cost: PinCost = PinCost()

    @property
    def seal_key(self) -> SigningKey | None:
        """The key that seals surat: on the register desk alone, from the hour it was appointed."""
        seed = facts.find(self.db, "seal_key")
        return SigningKey(bytes.fromhex(seed)) if seed else None

    @property
    def register(self) -> tuple[str, int]:
        """(device, term) of the office's register, as this device knows it."""
        return facts.get_register(self.db)

    @property
    def is_register(self) -> bool:
        """Whether this device gives places and numbers."""
        return self.register[0] == self.device

    def find_writer(self) -> Writer | None:
        """The right to admit, on the register until it has said its last word; None elsewhere."""
        device, term = self.register
        if device != self.device or ledger.get_office(self.db).is_closed(term):
            return None
        return Writer(device, term, self.keys.device.sign1)

    def get_writer(self) -> Writer:
        """As `find_writer`, or Refused("not_register") or ("register_ended")."""
        writer = self.find_writer()
        if writer is None and self.is_register:
            raise Refused("register_ended", device=self.device)
        if writer is None:
            raise Refused("not_register", register=self.register[0])
        return writer

    def say(self, key: str, /, **details: object) -> str:
        """Indonesian words by key: what is printed has one language."""
        return self.texts["id"](key, **details)
