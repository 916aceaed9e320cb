"""What the counter remarks of a person's numbers, and which remarks want a reason; it refuses nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain import nik as niks
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from ui.screens.desk.counterform import NIK
from ui.screens.desk.form import with_dashes
from ui.screens.desk.status import Pill

if TYPE_CHECKING:
    from ui.screens.base import Words
    from ui.screens.desk.editing import Sheet
    from ui.screens.desk.ports import Checks

NO_NIK: Final = "no_nik"


def find_remarks(sheet: Sheet, checks: Checks | None, today: date) -> tuple[str, ...]:
    """Codes of `[nik]` for what is typed now; nothing of a number nobody can have, which its line refuses."""
    if NIK in sheet.hidden:
        return (NO_NIK,)
    values = sheet.values().get(SUBJECT, {})
    try:
        number = niks.parse(str(values.get("nik", "")))
    except Refused:
        return ()
    if checks is None:
        return ()
    born, sex = _read_day(str(values.get("tanggal_lahir", ""))), str(values.get("jenis_kelamin", ""))
    found = niks.warnings(number, checks.areas, today=today, born=born, sex=sex)
    try:
        kk = niks.parse_kk(str(values.get("kk", "")))
    except Refused:
        return found
    return found + niks.kk_warnings(kk, checks.areas, nik=number.digits)


def find_due(remarks: tuple[str, ...], checks: Checks | None) -> tuple[str, ...]:
    """Those of the remarks that go on only with a reason."""
    due = niks.need_reason(remarks, training=checks is None or checks.training)
    return (*due, *((NO_NIK,) if NO_NIK in remarks else ()))


def draw_remarks(words: Words, remarks: tuple[str, ...]) -> tuple[Pill, ...]:
    """Each in words, the example number first: it is drawn in large letters."""
    ordered = sorted(remarks, key=lambda code: code != niks.EXAMPLE)
    return tuple(
        Pill(code, words(f"nik.{code}"), "warning", "error" if code == niks.EXAMPLE else "first")
        for code in ordered
    )


def _read_day(text: str) -> date | None:
    parts = with_dashes(text).replace("/", "-").replace(".", "-").split("-")
    try:
        day, month, year = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None
