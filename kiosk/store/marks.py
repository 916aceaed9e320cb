"""Owns what no restore of the database takes along: number mark, floor of the date, copies that were made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kiosk import disk
from kiosk.domain.errors import Unavailable

_NUMBERS: Final = "numbers.json"
_FLOOR: Final = "floor.json"
_COPIES: Final = "copies.json"
_RESTORED: Final = "restored.json"


@dataclass(frozen=True, slots=True)
class NumberMark:
    """The last number that may stand on paper: fsynced before the `sign` that takes it commits."""

    scope: str
    year: int
    n: int
    line: int
    term: int
    inc: str
    event: str


@dataclass(frozen=True, slots=True)
class CopyMark:
    """A backup that was opened again: when (ms UTC), and the (n, hash) its ledger reaches."""

    at: int
    n: int
    hash: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A database that came to a machine without marks: up to which entry, and when (ms UTC).

    Nobody there knows what stands on paper after that entry.
    """

    n: int
    at: int


def find_number(folder: Path, scope: str, year: int) -> NumberMark | None:
    """The mark of a counter. Raises Unavailable("mark_unreadable"): signing waits rather than guesses."""
    value = _read(folder / _NUMBERS).get(f"{scope} {year}")
    return NumberMark(**value) if value else None


def all_numbers(folder: Path) -> list[NumberMark]:
    """Every counter's mark."""
    return [NumberMark(**value) for value in _read(folder / _NUMBERS).values()]


def write_number(folder: Path, mark: NumberMark) -> None:
    """Write a counter's mark; durable on return."""
    value = _read(folder / _NUMBERS)
    value[f"{mark.scope} {mark.year}"] = asdict(mark)
    _write(folder / _NUMBERS, value)


def get_floor(folder: Path) -> int:
    """The moment (ms UTC) before which the clock cannot be right; 0 when none was kept."""
    return int(_read(folder / _FLOOR).get("at", 0))


def raise_floor(folder: Path, at: int) -> None:
    """Move the floor up; it never goes down."""
    if at > get_floor(folder):
        _write(folder / _FLOOR, {"at": at})


def find_copy(folder: Path, *, is_apart: bool) -> CopyMark | None:
    """The newest backup on the database's own medium, or on another one."""
    value = _read(folder / _COPIES).get("apart" if is_apart else "here")
    return CopyMark(**value) if value else None


def write_copy(folder: Path, mark: CopyMark, *, is_apart: bool) -> None:
    """Keep the newest backup of its kind; durable on return."""
    value = _read(folder / _COPIES)
    value["apart" if is_apart else "here"] = asdict(mark)
    _write(folder / _COPIES, value)


def find_restored(folder: Path) -> Restored | None:
    """What was brought to this machine without a mark, or None."""
    value = _read(folder / _RESTORED)
    return Restored(**value) if value else None


def write_restored(folder: Path, restored: Restored) -> None:
    """Keep that a database came without a mark; durable on return."""
    _write(folder / _RESTORED, asdict(restored))


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Unavailable("mark_unreadable", file=path.name) from error
    return dict(value)


def _write(path: Path, value: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        disk.write_whole(path, json.dumps(value, sort_keys=True).encode())
    except OSError as error:
        raise Unavailable("mark_unwritable", file=path.name) from error
