"""The register book, month by month: every line from first to last, gaps said; it writes no line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.domain.words import date_words, moment_day, month_words
from ui.screens.base import Screen, say_error
from ui.screens.desk.reasons import Choice
from ui.screens.desk.samples.books import BOOKS, Row

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.usecases.reports import Book, BookRow
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import BookDesk

FILTERS: Final = ("all", "issued", "void", "revoked", "outside")
STATE_GLYPHS: Final = {
    "issued": "check-circle",
    "void": "x-circle",
    "revoked": "prohibit",
    "outside": "file-text",
    "review": "gavel",
}
_TONES: Final = {"issued": "done", "void": "ended", "revoked": "ended", "outside": "step", "review": "mark"}
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class State:
    """The register page; `gaps` names running lines nobody can account for."""

    month_said: str = ""
    hint: str = ""
    filters: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    gaps: str = ""
    empty: str = ""
    news: str = ""
    news_tone: str = "step"


class Register(Screen[State]):
    """Turns the months, narrows by state, prints and exports."""

    def __init__(self, front: FrontDesk, desk: BookDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._month = ""
        self._filter = "all"
        self._book: Book | None = None

    def opened(self) -> None:
        """The month that runs, or the one looked at last."""
        self._month = self._month or self._desk.this_month()
        self._fetch()

    def earlier(self) -> None:
        """The month before."""
        self._turn(-1)

    def later(self) -> None:
        """The month after."""
        self._turn(1)

    def filter(self, code: str) -> None:
        """Only lines of one state."""
        self._filter = code
        self.redraw()

    def open(self, key: str) -> None:
        """The permohonan of a line: void, revoke and reseal are done there."""
        number = key.partition(" ")[2]
        self._run(lambda: self._desk.find_case(number), self._found)

    def print_book(self) -> None:
        """The month on paper for the lurah's ink; recorded with its last line."""
        month = self._month
        self._run(lambda: self._desk.print_book(month), lambda _: self._tell("register.printed", "done"))

    def export_table(self) -> None:
        """The month as a table of its own file."""
        month = self._month
        self._run(
            lambda: self._desk.export_book(month), lambda to: self._tell("register.exported", "done", file=to)
        )

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """The lines of this month in words."""
        book, words = self._book, self._words
        if book is None:
            return
        counts = {"all": len(book.rows), **book.counts}
        rows = [row for row in book.rows if self._filter in {"all", row.state}]
        gaps = [words("register.gaps", lines=", ".join(map(str, book.gaps)))] if book.gaps else []
        gaps += [words("book.missing", numbers=", ".join(book.missing))] if book.missing else []
        self._set(
            replace(
                self.state,
                month_said=month_words(self._month, self._front.language()),
                hint=words("register.hint", count=len(book.rows), line=book.last_line, head=book.head),
                filters=tuple(
                    Choice(
                        code,
                        words(f"register.filter_{code}", count=counts.get(code, 0)),
                        code == self._filter,
                    )
                    for code in FILTERS
                ),
                rows=tuple(self._row(at, row) for at, row in enumerate(rows)),
                gaps=" ".join(gaps),
                empty=words("register.empty" if self._filter == "all" else "register.empty_filter"),
            )
        )

    def _fetch(self) -> None:
        month = self._month
        self._run(lambda: self._desk.book(month), self._known)

    def _known(self, book: Book) -> None:
        self._book = book
        self.redraw()

    def _found(self, id: str) -> None:
        if id:
            self._front.go("case", id=id)
        else:
            self._tell("register.no_case", "first")

    def _turn(self, by: int) -> None:
        year, month = map(int, self._month.split("-"))
        count = year * _YEAR + month - 1 + by
        self._month = f"{count // _YEAR:04}-{count % _YEAR + 1:02}"
        self._set(replace(self.state, news=""))
        self._fetch()

    def _row(self, at: int, row: BookRow) -> Row:
        words, language = self._words, self._front.language()
        inked = bool(row.ink_at) or row.mode != "wet" or row.state != "issued"
        return Row(
            key=f"{at} {row.number}",
            line=str(row.line or ""),
            number=row.number,
            day=date_words(date.fromisoformat(row.date), language) if row.date else "",
            title=row.service or words("register.outside_title"),
            name=f"{row.name} {row.nik4}".strip(),
            signer=row.signer,
            mode=words(f"batch.mode_{row.mode}") if row.mode else "",
            status=words(f"register.state_{row.state}"),
            status_glyph=STATE_GLYPHS.get(row.state, "info"),
            status_tone=_TONES.get(row.state, "step"),
            ink="" if inked else words("register.not_inked"),
            taken=words(
                "register.taken", name=row.taken_by, day=date_words(moment_day(row.taken_at), language)
            )
            if row.taken_by
            else "",
        )

    def _tell(self, code: str, tone: str, **details: object) -> None:
        self._set(replace(self.state, news=self._words(code, **details), news_tone=tone))


EXAMPLES = {name: State(**changes) for name, changes in BOOKS.items()}
