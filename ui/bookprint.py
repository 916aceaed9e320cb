"""Owns the buku register of a month in words: as PDF for the lurah's ink, as a table; it counts no line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Final

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.domain import words
from kiosk.texts import Texts
from kiosk.usecases import reports
from kiosk.usecases.reports import Book, BookRow
from printing import book

_NAMED: Final = 12
_VERBS: Final = {"void": "void", "revoked": "revoke"}
_WIDTHS: Final = (6, 34, 12, 30, 30, 10, 9, 24, 28, 9, 22, 10, 18, 30, 9, 34)
"""Widths of the columns in a spreadsheet, in characters."""


def render_book(kiosk: Kiosk, month: str) -> tuple[Book, bytes]:
    """The buku register of a month `2026-11`: as values, and as PDF."""
    values = reports.book(kiosk, month)
    lurah = next((one for one in kiosk.office.staff if "lurah" in one.roles), None)
    nip = f"NIP {words.group_nip(lurah.nip)}" if lurah and lurah.nip else ""
    signer = (lurah.post, lurah.name, lurah.rank, nip) if lurah else ("", "", "", "")
    today = words.moment_day(kiosk.now())
    made = book.Book(
        office=f"Kelurahan {kiosk.office.kelurahan}",
        month=words.month_words(month),
        entries=tuple(_entry(kiosk.texts["id"], row) for row in values.rows),
        totals=tuple((kiosk.say(f"book.state_{state}"), count) for state, count in values.counts.items()),
        place_date=f"Palembang, {words.date_words(today)}",
        signer=signer,
        head=values.head,
        notes=explain(kiosk.say, values),
        paper=kiosk.office.paper,
        made=kiosk.now(),
        training=kiosk.office.training,
    )
    return values, book.pdf(made, say=kiosk.say)


def write_table(kiosk: Kiosk, month: str, *, form: str = "xlsx") -> bytes:
    """The same lines and columns as on paper, as an xlsx or (`form` "csv") a CSV that a spreadsheet opens."""
    values = reports.book(kiosk, month)
    head = [kiosk.say(f"book.{name}") for name in book.COLUMNS]
    rows = [
        [getattr(entry, name) for name in book.COLUMNS]
        for entry in (_entry(kiosk.texts["id"], row) for row in values.rows)
    ]
    notes = [[""], *([note] for note in explain(kiosk.say, values))]
    if form == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([head, *rows])
        return text.getvalue().encode("utf-8-sig")
    return sheets.write_xlsx(f"{kiosk.say('book.sheet')} {month}", [head, *rows, *notes], widths=_WIDTHS)


def explain(say: Callable[..., str], values: Book) -> tuple[str, ...]:
    """What is to be said of lines and numbers nobody can account for; one sentence when there are none."""
    told = []
    if values.gaps:
        told.append(say("book.gaps", lines=_some(values.gaps)))
    if values.missing:
        told.append(say("book.missing", numbers=_some(values.missing)))
    if any(row.state == "review" for row in values.rows):
        told.append(say("book.doubled"))
    return tuple(told) or (say("book.whole"),)


def _some(values: Sequence[object]) -> str:
    """The first of them: a book with more is not mended by reading numbers."""
    return ", ".join(map(str, values[:_NAMED])) + (" …" if len(values) > _NAMED else "")


def _short_day(day: str) -> str:
    """`2026-11-24` as 24-11-2026, which a narrow column holds."""
    return "-".join(reversed(day.split("-")))


def _moment(ms: int) -> str:
    """A day and a clock in a narrow column: 24-11-2026 13.03."""
    return f"{words.moment_day(ms):%d-%m-%Y} {words.clock_words(ms)}" if ms else ""


def _entry(say: Texts, row: BookRow) -> book.Entry:
    return book.Entry(
        line=str(row.line) if row.line else "–",
        number=row.number,
        date=_short_day(row.date),
        service=row.service,
        name=row.name,
        nik=row.nik4[-4:],
        rt_rw=row.rt_rw,
        keperluan=row.keperluan,
        signer=row.signer,
        mode=say(f"mode.short_{row.mode}") if row.mode else "",
        recorded=row.recorded_by,
        state=say(f"book.state_{row.state}"),
        ink=_moment(row.ink_at),
        taken=", ".join(filter(None, (row.taken_by, _moment(row.taken_at)))),
        archive=say(f"book.archive_{row.archive}") if row.archive else "",
        remark=_remark(say, row),
        issued=row.state == "issued",
    )


def _remark(say: Texts, row: BookRow) -> str:
    """Why a number was voided or a surat revoked, in words, and what an officer added."""
    key = f"reason.{_VERBS.get(row.state, '')}.{row.remark}"
    return ": ".join(filter(None, (say(key) if say.has(key) else row.remark, row.said)))
