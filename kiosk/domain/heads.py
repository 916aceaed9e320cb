"""The heads of RT and RW and when each held office (letters.md 5.3); what a pengantar says is handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from kiosk.domain.place import tidy_place

_KEY: Final = re.compile(r"(?:[0-9]{3})?/[0-9]{3}")
_NOTHING: Final = "-"
"""A part nobody knows: an Event holds no empty text (core.md 1)."""
ENDED: Final = "pengantar_ended"
"""The list knows the head, and the day of the pengantar lies outside their time."""
UNKNOWN: Final = "pengantar_unknown"
"""The office has a list, and this RT is not in it."""
OLD: Final = "pengantar_old"
"""Written more than `FRESH_DAYS` before the permohonan was filed (letters.md 5.3)."""
ELSEWHERE: Final = "pengantar_elsewhere"
"""By another RT or RW than the one of the address."""
FLAGS: Final = (ENDED, UNKNOWN, OLD, ELSEWHERE)
FRESH_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Head:
    """One head; an RW's own head has no `rt`. Days are ISO, empty = without end."""

    rt: str
    rw: str
    name: str
    decree: str = ""
    since: str = ""
    until: str = ""
    phone: str = ""

    @property
    def key(self) -> str:
        """RT and RW, which name one head: "007/002"."""
        return f"{self.rt}/{self.rw}"

    def was_head_on(self, day: str) -> bool:
        """Whether an ISO day lies within their time."""
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


_REST: Final = tuple(one.name for one in fields(Head))[2:]


def make_head(values: Mapping[str, str]) -> Head:
    """A head with RT and RW as three digits. Raises Refused("bad_rt_rw", part=)."""
    place = {key: values[key] for key in ("rt", "rw") if values.get(key) or key == "rw"}
    tidied = tidy_place(place)
    rest = {name: values.get(name, "") for name in _REST}
    return Head(tidied.get("rt", ""), tidied["rw"], **rest)


def read_heads(table: Mapping[str, tuple[str, ...]]) -> tuple[Head, ...]:
    """The heads as a profile holds them: RT and RW to the rest of `Head`, in the order of RW and RT."""
    found = [
        Head(*key.split("/"), *("" if text == _NOTHING else text for text in rest))
        for key, rest in table.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.rw, one.rt)))


def write_heads(heads: Iterable[Head]) -> dict[str, tuple[str, ...]]:
    """As `read_heads` reads them; the last one of an RT stands."""
    return {one.key: tuple(getattr(one, name) or _NOTHING for name in _REST) for one in heads}


def is_table(table: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a profile's table can be read back, no part of it empty."""
    return all(_KEY.fullmatch(key) and len(rest) == len(_REST) and all(rest) for key, rest in table.items())


def find_flags(
    table: Mapping[str, tuple[str, ...]], given: Mapping[str, str], home: Mapping[str, str], filed: date
) -> tuple[str, ...]:
    """What to look at in a pengantar, of `FLAGS`; only an office with a list knows who was in office.

    `home` is the address in this kelurahan with `rt` and `rw`, where the permohonan has one.
    """
    rt, rw, day = (given.get(name, "") for name in ("rt", "rw", "tanggal"))
    if not (rt and rw):
        return ()
    found = [_find_standing(table, f"{rt:0>3}/{rw:0>3}", day)] if table else []
    if day and (filed - date.fromisoformat(day)).days > FRESH_DAYS:
        found.append(OLD)
    if any(home.get(name) and int(home[name]) != int(given[name]) for name in ("rt", "rw")):
        found.append(ELSEWHERE)
    return tuple(filter(None, found))


def _find_standing(table: Mapping[str, tuple[str, ...]], key: str, day: str) -> str:
    head = next((one for one in read_heads(table) if one.key == key), None)
    if head is None:
        return UNKNOWN
    return "" if head.was_head_on(day) else ENDED
