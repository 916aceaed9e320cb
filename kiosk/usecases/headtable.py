"""Owns what a table of heads of RT and RW would bring: its rows and the list afterwards; it saves none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk import sheets
from kiosk.domain.answers import check_printable
from kiosk.domain.errors import Refused
from kiosk.domain.heads import Head, make_head, read_heads, write_heads
from kiosk.domain.words import tidy
from kiosk.sheets import Row
from kiosk.usecases import rows
from kiosk.usecases.rows import Bad

_PARTS: Final[Mapping[str, str]] = {
    "rt": "rt",
    "rw": "rw",
    "nama": "name",
    "sk": "decree",
    "sejak": "since",
    "sampai": "until",
    "telepon": "phone",
}
"""A column, and the part of a `Head` it holds."""
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("nama_ketua", "ketua", "nama_lengkap"), "nama"),
    **dict.fromkeys(("no_rt", "nomor_rt"), "rt"),
    **dict.fromkeys(("no_rw", "nomor_rw"), "rw"),
    **dict.fromkeys(("no_sk", "nomor_sk"), "sk"),
    **dict.fromkeys(("mulai", "menjabat_sejak", "dari"), "sejak"),
    **dict.fromkeys(("berakhir", "hingga"), "sampai"),
    **dict.fromkeys(("hp", "no_hp", "no_telepon", "nomor_telepon"), "telepon"),
}
_DAYS: Final = ("sejak", "sampai")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table would bring: `heads` is the whole list afterwards, `head` the names of the columns."""

    heads: Mapping[str, tuple[str, ...]]
    new: int
    changed: int
    same: int
    bad: tuple[Bad, ...]
    unknown: tuple[str, ...]
    head: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        return {"new": self.new, "changed": self.changed, "same": self.same, "refused": len(self.bad)}


def read(known: Mapping[str, tuple[str, ...]], body: bytes) -> Reading:
    """The dry run of a CSV or xlsx over the list an office has; who is in no row stays as they are.

    Raises as `sheets.read`, and Refused("table_no_columns", missing=) without RW and name.
    """
    found = sheets.read(body)
    at, columns = rows.find_head(found, _NAMES, frozenset({"rw", "nama"}))
    taken: dict[str, tuple[Row, Head]] = {}
    bad: list[Bad] = []
    for row in (row for row in found[at + 1 :] if not row.is_empty):
        try:
            head = _read_row(columns, row)
        except Refused as error:
            bad.append(rows.refuse(row, error))
            continue
        before = taken.get(head.key)
        if before is not None:
            twice = Refused("head_twice", place=head.key, line=row.line)
            bad.append(rows.refuse(before[0], twice))
        taken[head.key] = (row, head)
    listed = {one.key: one for one in read_heads(known)}
    heads = {key: head for key, (_, head) in taken.items()}
    return Reading(
        heads=write_heads((listed | heads).values()),
        new=len(heads.keys() - listed.keys()),
        changed=sum(key in listed and listed[key] != head for key, head in heads.items()),
        same=sum(listed.get(key) == head for key, head in heads.items()),
        bad=tuple(sorted(bad, key=lambda one: one.line)),
        unknown=rows.find_unknown(columns, frozenset(_PARTS)),
        head=tuple(map(sheets.as_text, found[at].cells)),
    )


def _read_row(columns: Sequence[str], row: Row) -> Head:
    """Raises Refused: `bad_rt_rw` (part=), `head_no_name`, `head_bad_day` (text=), or an unprintable text."""
    cells: dict[str, str] = {}
    for name, cell in zip(columns, row.cells, strict=False):
        text = tidy(sheets.as_text(cell))
        part = _PARTS.get(name, "")
        if not part or part in cells or not text:
            continue
        check_printable(text, label=name)
        if name in _DAYS:
            day = rows.read_day(cell)
            if day is None:
                raise Refused("head_bad_day", text=text)
            text = day.isoformat()
        cells[part] = text
    if not cells.get("name"):
        raise Refused("head_no_name")
    return make_head({"rw": "", **cells})
