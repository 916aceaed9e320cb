"""The figures of what travels, made of the rows their modules measure."""

from __future__ import annotations

from typing import Any, Final

from tests.bench import fleet, lan, push
from tests.bench.figure import Figure

LAN_ACT_MS: Final = 150.0  # sync.md 12: what people feel
TARGETS: Final = {  # sync.md 12: ten and six times PouchDB on the same two cores
    "push_sqlite": 11_700.0,
    "fleet_sqlite": 11_100.0,
    "fleet_message": 1_000.0,
}


def lan_act(n: int) -> list[Figure]:
    """An act of the lobby until its entry is back there, which ends later than `lan_file`."""
    (row,) = lan.run(acts=n)
    known = {key: row[key] for key in ("unit", "n", "median", "p99", "note")}
    return [Figure("lan_act", **known, kind="warm", floor=None, target=LAN_ACT_MS)]


def to_center(n: int) -> list[Figure]:
    """The rows of the push to the center, as figures; in a hurry with fewer entries, and the note says so."""
    entries = push.ENTRIES if n > 1 else 600
    rows = push.run(entries=entries, runs=n)
    return [_from_row(dict(row), entries) for row in rows]


def of_city(n: int) -> list[Figure]:
    """The rows of what the center gives back and of a city that returns; in a hurry with fewer offices."""
    entries, offices = (push.ENTRIES, fleet.OFFICES) if n > 1 else (600, 5)
    rows = fleet.run(entries=entries, offices=offices, runs=n)
    return [_from_row(dict(row), entries) for row in rows]


def _from_row(row: dict[str, Any], entries: int) -> Figure:
    known = {key: row.pop(key) for key in ("name", "unit", "n", "median", "p99", "note")}
    floor = row.pop("floor", None)
    more = "".join(f"; {key} {value}" for key, value in row.items())
    known["note"] = f"{entries} entries; {known['note']}{more}"
    return Figure(
        **known,
        kind="cold",
        floor=floor,
        target=TARGETS.get(known["name"]),
        better="more" if known["unit"] == "1/s" else "less",
    )
