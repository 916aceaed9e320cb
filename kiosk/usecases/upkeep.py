"""Owns the health of a device: the checks of the doctor, the digest; it mends nothing by itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from kiosk.config import Role
from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError, Refused, Unavailable
from kiosk.domain.event import canonical
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY
from kiosk.store import backup as backups
from kiosk.store import cases, ledger, marks, odd, peers
from kiosk.usecases import acts, alarms, clock, copies, offering, office, recovery, reserves

RESERVE: Final = 64 << 20  # bytes kept for decisions, printing and sync (sync.md 2.4)
CASE_BYTES: Final = 8 << 20  # one whole permohonan with its pages


class Health(StrEnum):
    """What a check found."""

    OK = "ok"
    WARN = "warn"
    FAULT = "fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `kiosk doctor`: the text `key`, filled from `data`; `trouble` is what in particular."""

    id: str
    state: Health
    data: Mapping[str, Any] = field(default_factory=dict)
    trouble: str = ""

    @property
    def key(self) -> str:
        """Of the texts; a check that failed to answer has the same words whichever it is."""
        if self.state is Health.UNKNOWN:
            return "doctor.unknown"
        return f"doctor.{self.id}_{self.trouble or self.state}"


def doctor(kiosk: Kiosk) -> tuple[Check, ...]:
    """Every check of this layer; one that fails to answer is `unknown`, never an exception."""
    checks: dict[str, Callable[[Kiosk], Check]] = {
        "store": _check_store,
        "ledger": _check_ledger,
        "odd": _check_odd,
        "services": _check_services,
        "identity": _check_identity,
        "pending": _check_pending,
        "keys": _check_keys,
        "certificate": _check_certificate,
        "reserve": _check_reserve,
        "clock": _check_clock,
        "mark": _check_mark,
        "disk": _check_disk,
    }
    if kiosk.config.role is Role.DESK:
        checks["alarms"] = _check_alarms
    if kiosk.is_register:  # what other devices hold stands there too
        checks |= {
            "held": _check_held,
            "backup": _check_backup,
            "recovery": _check_recovery,
            "book": _check_book,
        }
    return tuple(_ask(id_, check, kiosk) for id_, check in checks.items())


def _ask(id_: str, check: Callable[[Kiosk], Check], kiosk: Kiosk) -> Check:
    try:
        return check(kiosk)
    except (KioskError, OSError) as error:
        return Check(id_, Health.UNKNOWN, {"problem": str(error)})


def _check_store(kiosk: Kiosk) -> Check:
    try:
        backups.check_pages(kiosk.db)
    except Refused as error:
        return Check("store", Health.FAULT, error.details)
    return Check("store", Health.OK, {"permohonan": sum(cases.count_by_status(kiosk.db).values())})


def _check_ledger(kiosk: Kiosk) -> Check:
    try:
        head = ledger.check(kiosk.db)
    except Refused as error:
        return Check("ledger", Health.FAULT, {"problem": error.code, **error.details})
    return Check("ledger", Health.OK, {"n": head.n, "term": head.term, "hash": head.hash.hex()[:8]})


def _check_odd(kiosk: Kiosk) -> Check:
    count = len(odd.find_unseen(kiosk.db))
    return Check("odd", Health.WARN if count else Health.OK, {"count": count})


def _check_services(kiosk: Kiosk) -> Check:
    """A permohonan is finished under the version it was filed with: its file has to be here until then."""
    missing = offering.find_missing(kiosk)
    said = "; ".join(f"{id_}.{version}.toml ({', '.join(of)})" for (id_, version), of in missing.items())
    return Check("services", Health.FAULT if missing else Health.OK, {"missing": said})


def _check_alarms(kiosk: Kiosk) -> Check:
    found = alarms.find_alarms(kiosk)
    what = kiosk.say(f"alarm.{found[0].what}", device=found[0].about) if found else ""
    return Check("alarms", Health.WARN if found else Health.OK, {"count": len(found), "what": what})


def _check_identity(kiosk: Kiosk) -> Check:
    return Check("identity", Health.FAULT if acts.is_frozen(kiosk) else Health.OK, {"device": kiosk.device})


def _check_pending(kiosk: Kiosk) -> Check:
    count, oldest = ledger.count_pending(kiosk.db)
    days = (kiosk.now() - oldest) // DAY if count else 0
    return Check("pending", Health.WARN if days >= 1 else Health.OK, {"count": count, "days": days})


def _check_held(kiosk: Kiosk) -> Check:
    """What an ended device made and an officer carried here: a person admits it or leaves it."""
    devices = sorted({sender for sender, _, _ in peers.find_held(kiosk.db)})
    state = Health.WARN if devices else Health.OK
    return Check("held", state, {"devices": ", ".join(devices)})


def _check_keys(kiosk: Kiosk) -> Check:
    """A sealing key behind a screen the public touches: a one-device office's choice, never hidden."""
    if kiosk.keys.office is None:
        return Check("keys", Health.FAULT)
    is_exposed = kiosk.seal_key is not None and kiosk.config.role is Role.LOBBY
    return Check("keys", Health.WARN if is_exposed else Health.OK)


def _check_certificate(kiosk: Kiosk) -> Check:
    certificate = office.find_certificate(kiosk)
    if certificate is None:
        return Check("certificate", Health.FAULT)
    days = (certificate.exp - kiosk.now()) // DAY
    state = Health.WARN if days < 30 else Health.OK
    return Check("certificate", state, {"days": days, "until": moment_day(certificate.exp).isoformat()})


def _check_reserve(kiosk: Kiosk) -> Check:
    """Whether the register could be taken over: by this desk, or, asked at the register, by another one."""
    if kiosk.config.role is not Role.DESK:
        return Check("reserve", Health.OK, {})
    if kiosk.is_register:
        others = reserves.find_others(kiosk)
        lacking = [name for name, term in others.items() if not term]
        return Check(
            "reserve", Health.WARN if lacking else Health.OK, {"devices": ", ".join(lacking or others)}
        )
    held = reserves.find_reserve(kiosk)
    return Check("reserve", Health.OK if held else Health.WARN, {"devices": kiosk.device})


def _check_clock(kiosk: Kiosk) -> Check:
    state = Health.OK if clock.is_date_trusted(kiosk) else Health.WARN
    return Check("clock", state, {"date": moment_day(kiosk.now()).isoformat()})


def _check_mark(kiosk: Kiosk) -> Check:
    """A mark on the disk of the database is weak: an image of the disk takes it along."""
    if not kiosk.is_register:
        return Check("mark", Health.OK, {"ahead": 0})
    state = ledger.ground(kiosk.db).office
    ahead = max(
        (
            mark.n - state.get_counter(mark.scope, mark.year).n
            for mark in marks.all_numbers(kiosk.config.state)
        ),
        default=0,
    )
    return Check("mark", Health.FAULT if ahead > 0 else Health.WARN, {"ahead": max(ahead, 0)})


def _check_book(kiosk: Kiosk) -> Check:
    """Brought to a machine without marks: what was printed after the backup is known to the paper alone."""
    came = marks.find_restored(kiosk.config.state)
    waits = came is not None and not ledger.effective_after(kiosk.db, came.n, "start_at")
    return Check("book", Health.FAULT if waits else Health.OK)


def _check_disk(kiosk: Kiosk) -> Check:
    free = get_free(kiosk)
    return Check("disk", Health.OK if free > RESERVE + CASE_BYTES else Health.FAULT, {"mb": free >> 20})


def get_free(kiosk: Kiosk) -> int:
    """Bytes free where the database is."""
    found = os.statvfs(kiosk.config.database.parent)
    return found.f_bavail * found.f_frsize


def get_health(kiosk: Kiosk) -> dict[str, str | int]:
    """What the center must see of a device: free disk in MB, its clock, how much is unsent and since when."""
    unsent, since = ledger.count_pending(kiosk.db)
    found: dict[str, str | int] = {
        "disk": get_free(kiosk) >> 20,
        "clock": "good" if clock.is_date_trusted(kiosk) else "doubtful",
    }
    return found | ({"unsent": unsent, "unsent_since": max(since, 0)} if unsent else {})


def check_space(kiosk: Kiosk) -> None:
    """One whole permohonan and the reserve must fit. Raises Unavailable("disk_full")."""
    if get_free(kiosk) < RESERVE + CASE_BYTES:
        raise Unavailable("disk_full")


def _check_backup(kiosk: Kiosk) -> Check:
    """Once a day, and once a week on another medium."""
    days, apart = copies.count_days(kiosk)
    is_late = not 0 <= apart < copies.APART_DAYS
    return Check("backup", Health.WARN if is_late else Health.OK, {"days": days, "apart": apart})


def _check_recovery(kiosk: Kiosk) -> Check:
    return Check("recovery", Health.OK if recovery.is_confirmed(kiosk) else Health.WARN)


# --- digest and export ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Digest:
    """What two devices of an office compare: the same (term, n, hash) must mean the same fold."""

    kelurahan: str
    term: int
    n: int
    hash: str
    fold: str


def digest(kiosk: Kiosk) -> Digest:
    """The digest of this device."""
    head = ledger.head(kiosk.db)
    return Digest(head.kelurahan, head.term, head.n, head.hash.hex(), cases.fold_digest(kiosk.db).hex())


def export_ledger(kiosk: Kiosk) -> Iterator[bytes]:
    """The whole ledger, an entry a line: canonical JSON of {n, term, at, outcome, code?, event}.

    `event` is the Event's own bytes as text, so whoever reads the lines can compute the chain anew (core.md
    2).

    Raises Unavailable("event_purged", n=) where bytes have left this disk.
    """
    for entry in ledger.all_entries(kiosk.db):
        line = {
            "n": entry.n,
            "term": entry.term,
            "at": entry.at,
            "outcome": str(entry.outcome),
            "event": entry.event.decode(),
        }
        yield canonical(line | ({"code": entry.code} if entry.code else {})) + b"\n"
