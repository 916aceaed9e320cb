"""Owns whether this device's date is to be believed, and the officer's word for it; it sets no clock."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.context import MOST_JUMP_MS, Kiosk, Person, Setting
from kiosk.domain.errors import Refused
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY
from kiosk.store import facts, ledger
from kiosk.store.database import Database
from kiosk.usecases import acts
from kiosk.usecases.acts import Act, Deed

FORWARD_DAYS: Final = 60
SETTING: Final = "clock_setting"  # fact: what an officer said of the date, see `context.Setting`
LONGEST_DAYS: Final = 500  # no register goes longer without a number; a certificate lives 400 days


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the date of this machine is not believed: `behind` the newest record, or it has `jumped`."""

    why: str
    today: date
    floor: date


def is_date_trusted(kiosk: Kiosk) -> bool:
    """Whether the date may stand on a surat: not below the floor nor years above it, and not jumped while
    this device has run, or confirmed today by an officer (sync.md 5).

    Days are compared: a time service that steps a clock back by seconds makes no date doubtful. A surat dated
    ahead would be worse than one dated back: no number could be taken before its day has come.
    """
    today = moment_day(kiosk.now())
    floor = moment_day(acts.get_floor(kiosk))
    if floor <= today <= floor + timedelta(days=LONGEST_DAYS) and not has_jumped(kiosk):
        return True
    return bool(facts.find(kiosk.db, "date_confirmed") == today.isoformat())


def find_doubt(kiosk: Kiosk) -> Doubt | None:
    """What an officer is to be shown before today's date is confirmed; None where it is believed."""
    if is_date_trusted(kiosk):
        return None
    today, floor = moment_day(kiosk.now()), moment_day(acts.get_floor(kiosk))
    return Doubt("behind" if today < floor else "jumped", today, floor)


def has_jumped(kiosk: Kiosk) -> bool:
    """Whether the clock has gone another way than this machine's own time since this process began, or since
    an officer last confirmed the date.

    A clock that was wrong at the start and is set right is no jump.
    """
    begun = ledger.find_clock(kiosk.db, kiosk.inc)
    if begun is None:
        return False
    at, mono, quality = begun
    gone = kiosk.boot().ms - mono
    return quality == "good" and gone >= 0 and abs(kiosk.now() - at - gone) > MOST_JUMP_MS


def get_day(kiosk: Kiosk) -> date:
    """The day answers are judged by: never before the floor, so that a clock at 1970 stops no filing."""
    return moment_day(max(kiosk.now(), acts.get_floor(kiosk)))


def check_date(kiosk: Kiosk) -> None:
    """Refuse a date nobody vouches for: Refused("date_untrusted", date=, floor=)."""
    if not is_date_trusted(kiosk):
        floor = moment_day(acts.get_floor(kiosk)).isoformat()
        raise Refused("date_untrusted", date=moment_day(kiosk.now()).isoformat(), floor=floor)


def confirm_date(kiosk: Kiosk, who: Person, act: Act, day: date) -> None:
    """The register's holder, or the lurah, says today is this day, and this machine goes on under it.

    A machine that came up in 2020 and has no line must not keep an office from numbering (sync.md 5). Raises
    Refused: `date_not_yours`, `date_out_of_range` (first=, last=).
    """
    if not who.is_officer:
        raise Refused("date_not_yours")
    first = moment_day(acts.get_floor(kiosk))
    last = first + timedelta(days=FORWARD_DAYS)
    if not first <= day <= last:
        raise Refused("date_out_of_range", first=first.isoformat(), last=last.isoformat())
    before, was = kiosk.now.setting, kiosk.now()
    kiosk.now.setting = kiosk.now.say(was + (day - moment_day(was)).days * DAY)
    try:
        with kiosk.db.write():
            said = {"how": "confirmed", "date": day.isoformat(), "from": was, "to": kiosk.now()}
            acts.do(kiosk, who, act, Deed("clock", said))
            facts.keep(kiosk.db, "date_confirmed", day.isoformat())
            facts.keep(kiosk.db, SETTING, asdict(kiosk.now.setting) if kiosk.now.setting else None)
    except BaseException:
        kiosk.now.setting = before
        raise


def find_setting(db: Database) -> Setting | None:
    """What an officer said of the date on this machine, also to the process before this one."""
    kept = facts.find(db, SETTING)
    return Setting(**kept) if kept else None
