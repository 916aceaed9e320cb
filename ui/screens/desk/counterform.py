"""What the counter knows of a form by itself: what a NIK holds, what is missing; it checks no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain import nik as niks
from kiosk.domain.answers import find_open, find_open_in
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT

if TYPE_CHECKING:
    from datetime import date

    from kiosk.domain.service import Service
    from ui.screens.desk.editing import Sheet


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


def find_missing(sheet: Sheet, service: Service) -> tuple[str, ...]:
    """Required paths nobody has filled: the rows of the identity table, then the service's questions."""
    values = sheet.values()
    needed = tuple(part for part in service.subject.parts if part.name in service.identity)
    subject = find_open_in(needed, values.get(SUBJECT, {}), f"{SUBJECT}.")
    return (*subject, *find_open(service, values))
