"""Owns the buku register of a month, from the projection alone; it prints nothing and counts no work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kiosk.context import Kiosk, Person
from kiosk.store import ledger, register
from kiosk.store.register import Line
from kiosk.usecases import acts
from kiosk.usecases.acts import Act, Deed


@dataclass(frozen=True, slots=True)
class BookRow:
    """One line of the buku register, as values: moments are ms UTC or 0, `service` the title."""

    line: int
    number: str
    date: str
    service: str = ""
    name: str = ""
    nik4: str = ""
    rt_rw: str = ""
    keperluan: str = ""
    signer: str = ""
    form: int = 0
    mode: str = ""
    recorded_by: str = ""
    state: str = "issued"
    ink_at: int = 0
    taken_by: str = ""
    taken_at: int = 0
    archive: str = ""
    remark: str = ""
    said: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The register of one month: rows in their order, counts by state.

    `gaps` are running lines, `missing` numbers of a counter ("office 7") up to this month's last that nobody
    can account for: neither issued nor void, revoked or used outside.
    """

    month: str
    rows: tuple[BookRow, ...]
    counts: Mapping[str, int]
    gaps: tuple[int, ...]
    last_line: int
    head: str
    missing: tuple[str, ...] = ()


def book(kiosk: Kiosk, month: str) -> Book:
    """The buku register of a month `2026-11`: every line between its first and its last."""
    lines = register.find_month(kiosk.db, month)
    doubled = {line.event for line in register.find_doubles(kiosk.db)}
    rows = tuple(_book_row(kiosk, line, is_double=line.event in doubled) for line in lines)
    numbers = sorted(line.line for line in lines if line.line)
    return Book(
        month=month,
        rows=rows,
        counts=dict(Counter(row.state for row in rows)),
        gaps=_find_gaps(kiosk, month, numbers),
        last_line=numbers[-1] if numbers else 0,
        head=ledger.head(kiosk.db).hash.hex()[:8],
        missing=_find_missing(lines, register.find_year(kiosk.db, int(month[:4]))),
    )


def _find_gaps(kiosk: Kiosk, month: str, numbers: Sequence[int]) -> tuple[int, ...]:
    """Running lines that are not there, from the last one before this month on."""
    before = register.get_line_before(kiosk.db, month)
    return tuple(n for one, after in pairwise((before, *numbers)) for n in range(one + 1, after))


def _find_missing(lines: Sequence[Line], year: Sequence[Line]) -> tuple[str, ...]:
    """Numbers before the last of each counter of this month, but after the last of the months before."""
    found: list[str] = []
    for scope, last in sorted(_last_numbers(lines).items()):
        own = [line for line in year if line.scope == scope]
        month = {line.event for line in lines}
        first = _last_numbers([one for one in own if one.event not in month and one.n < last]).get(scope, 0)
        taken = {n for line in own for n in _numbers(line)}
        found += (f"{scope} {n}" for n in range(first + 1, last) if n not in taken)
    return tuple(found)


def _last_numbers(lines: Iterable[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line.scope] = max(found.get(line.scope, 0), line.n)
    return found


def _numbers(line: Line) -> range:
    """The numbers a line accounts for: its own, or the range used outside."""
    return range(line.row.get("first", line.n), line.row.get("last", line.n) + 1)


def _book_row(kiosk: Kiosk, line: Line, *, is_double: bool) -> BookRow:
    row: Mapping[str, Any] = line.row
    service = kiosk.catalogue.find(line.service) if line.service else None
    return BookRow(
        line=line.line,
        number=line.number or _span(row),
        date=line.date,
        service=service.title if service else row.get("title", line.service),
        name=row.get("name", ""),
        nik4=row.get("nik4", ""),
        rt_rw=row.get("rt_rw", ""),
        keperluan=row.get("keperluan", ""),
        signer=row.get("signer", ""),
        form=row.get("form", 0),
        mode=row.get("mode", ""),
        recorded_by=_name(kiosk, row.get("by", "")),
        state="review" if is_double else line.state,
        ink_at=row.get("ink_at", 0),
        taken_by=row.get("taken_by", ""),
        taken_at=row.get("taken_at", 0),
        archive=row.get("archive", ""),
        remark=row.get("reason", ""),
        said=row.get("said", ""),
        first=row.get("first", 0),
        last=row.get("last", 0),
    )


def _span(row: Mapping[str, Any]) -> str:
    first, last = row.get("first", 0), row.get("last", 0)
    return str(first) if first == last else f"{first}–{last}"


def _name(kiosk: Kiosk, id_: str) -> str:
    person = kiosk.office.find_staff(id_)
    return person.name if person else id_


def record_book(kiosk: Kiosk, who: Person, act: Act, printed: Book, *, sha256: str) -> None:
    """A month is closed by printing it; the event names its last line, so a later change shows."""
    data = {"what": "book", "month": printed.month, "line": printed.last_line, "sha256": sha256}
    acts.do(kiosk, who, act, Deed("export", data))
