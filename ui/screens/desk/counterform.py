"""What the counter knows of a form by itself: its beginning, what a NIK holds, what is missing and filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import nik as niks
from kiosk.domain.answers import find_open, find_open_in
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from ui.screens.desk.editing import Part
from ui.screens.desk.form import PENGANTAR
from ui.screens.desk.ports import CounterFiling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kiosk.domain.permohonan import Permohonan
    from kiosk.domain.service import Service
    from ui.screens.desk.editing import Sheet

AWAY: Final = ("kelurahan", "kecamatan", "kota", "provinsi", "kode_pos")
"""Parts of an address that are known while somebody lives in this kelurahan."""
NIK: Final = f"{SUBJECT}.nik"


@dataclass(frozen=True, slots=True)
class Given:
    """What is handed in beside the answers: papers, queue number, what was copied, reasons that were due."""

    papers: tuple[str, ...] = ()
    queue: str = ""
    copied: Permohonan | None = None
    no_nik: bool = False
    due: tuple[str, ...] = ()
    why: str = ""


def fill_from_nik(sheet: Sheet, today: date) -> None:
    """Day of birth and sex stand in the number; what is typed already stays."""
    typed = sheet.typed
    try:
        found = niks.parse(typed.get(f"{SUBJECT}.nik", ""))
    except Refused:
        return
    born = niks.birth_date(found, today)
    if born and not typed.get(f"{SUBJECT}.tanggal_lahir"):
        typed[f"{SUBJECT}.tanggal_lahir"] = f"{born:%d-%m-%Y}"
    if not typed.get(f"{SUBJECT}.jenis_kelamin"):
        typed[f"{SUBJECT}.jenis_kelamin"] = found.sex


def find_missing(sheet: Sheet, service: Service | None) -> tuple[str, ...]:
    """Required paths nobody has filled: the rows of the identity table, then the service's questions."""
    if service is None:
        return ()
    values = sheet.values()
    needed = tuple(part for part in service.subject.parts if part.name in service.identity)
    subject = find_open_in(needed, values.get(SUBJECT, {}), f"{SUBJECT}.")
    short = (*subject, *find_open(service, values))
    return tuple(path for path in short if path != NIK or NIK not in sheet.hidden)


def start(sheet: Sheet, service: Service, codes: Sequence[str], held: Mapping[str, Any]) -> None:
    """Begins the form of a service with what is held of the person, the pengantar where it is needed."""
    fields = tuple(part for part in service.subject.parts if part.name in service.identity)
    parts = [Part(f"{SUBJECT}.", fields), Part("", service.fields)]
    if "pengantar" in codes:
        parts.insert(1, Part("pengantar.", PENGANTAR.parts, PENGANTAR.label))
    sheet.start(parts, {SUBJECT: held})


def hide_home(sheet: Sheet, *, away: bool, no_nik: bool) -> None:
    """Lines that need no asking: the kelurahan of who lives in this one, a NIK there is none of."""
    hidden = [] if away else [f"{SUBJECT}.alamat.{part}" for part in AWAY]
    sheet.hidden = frozenset([*hidden, *([NIK] if no_nik else [])])


def make_filing(sheet: Sheet, service: Service, given: Given, waiting: Sequence[str]) -> CounterFiling:
    """What is handed in; the pengantar goes apart, the person's open lines find themselves.

    It repeats what was copied only while that is about the same NIK, whatever was typed since.
    """
    values = sheet.values()
    subject = values.pop(SUBJECT, {})
    values.pop("pengantar", None)
    if given.no_nik:
        subject.pop("nik", None)
    copied, nik = given.copied, "".join(filter(str.isdecimal, subject.get("nik", "")))
    return CounterFiling(
        service=service.id,
        answers=values,
        subject=subject,
        papers=given.papers,
        waiting=tuple(path for path in waiting if not path.startswith(f"{SUBJECT}.")),
        queue=given.queue,
        copied_from=copied.id if copied and copied.subject.get("nik", "") == nik else "",
        notes=dict.fromkeys(given.due, given.why.strip()),
    )
