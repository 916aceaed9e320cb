"""The buku register of a month, landscape: every line in order, totals, place to sign; it counts nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from printing import marks
from printing.fonts import DISPLAY, SANS, SANS_BOLD, make_drawable
from printing.layout import break_text, get_layout
from printing.pen import MM, Pen, Style, grey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.filled import Say

COLUMNS: Final = (
    *("line", "number", "date", "service", "name", "nik", "rt_rw", "keperluan", "signer", "mode"),
    *("recorded", "state", "ink", "taken", "archive", "remark"),
)
"""Names of the columns in their order (letters.md 4.6): the attributes of an Entry, and words in [book]."""

_SHARE: Final = (9, 44, 17, 22, 32, 9, 13, 25, 26, 10, 17, 13, 17, 23, 12, 22)
"""Widths of the columns, in shares of the measure."""

_MARGIN: Final = 10 * MM
_TEXT: Final = Style(SANS, 6.8)
_HEAD: Final = Style(SANS_BOLD, 6.4)
_STRONG: Final = Style(SANS_BOLD, 6.8)
_LEADING: Final = 8.2
_CELL: Final = 2.2
_RULE: Final = grey(0.62)
_SHADE: Final = grey(0.935)
_SIGNING: Final = 50 * MM


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book, in words; `issued` = False for a void, revoked or outside one: shaded."""

    line: str
    number: str
    date: str
    service: str = ""
    name: str = ""
    nik: str = ""
    rt_rw: str = ""
    keperluan: str = ""
    signer: str = ""
    mode: str = ""
    recorded: str = ""
    state: str = ""
    ink: str = ""
    taken: str = ""
    archive: str = ""
    remark: str = ""
    issued: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """A month of the register: `month` in words, `totals` as (words, count), who closes it by hand.

    `notes` say what is to be said of lines and numbers that are missing, or that none is.

    `signer` = (post, name, rank, nip) with empty texts for what is unknown; `head` = the first characters of
    the ledger's signed head, so that the paper witnesses it. `made` = moment of printing, ms UTC.
    """

    office: str
    month: str
    entries: tuple[Entry, ...]
    totals: tuple[tuple[str, int], ...]
    place_date: str
    signer: tuple[str, str, str, str]
    head: str = ""
    notes: tuple[str, ...] = ()
    paper: str = "A4"
    made: int = 0
    training: bool = False


def pdf(book: Book, *, say: Say) -> bytes:
    """The book as PDF in landscape, a page a sheet, `say` giving the words of [book]; deterministic.

    A character the face lacks is a `?`: the ledger forgets nothing, so one odd letter in it would otherwise
    keep this month's book from ever being printed. Raises Refused("unknown_paper").
    """
    layout = get_layout(book.paper)
    entries = tuple(map(_make_drawable, book.entries))
    return _Printer(replace(book, entries=entries), say, (layout.height, layout.width)).run()


def _make_drawable(entry: Entry) -> Entry:
    cells: dict[str, Any] = {name: make_drawable(getattr(entry, name), name=SANS) for name in COLUMNS}
    return replace(entry, **cells)


class _Printer:
    """One book being drawn: where the next row begins, and on which page."""

    def __init__(self, book: Book, say: Say, size: tuple[float, float]) -> None:
        self.book, self.say = book, say
        self.pen = Pen(
            size, title=f"{say('book.title')} {book.month}", author=book.office, made=book.made // 1000
        )
        self.left, self.right = _MARGIN, size[0] - _MARGIN
        unit = (self.right - self.left) / sum(_SHARE)
        self.widths = [share * unit for share in _SHARE]
        self.end = size[1] - _MARGIN - 6 * MM
        self.y = 0.0

    def run(self) -> bytes:
        rows = [self._break(entry) for entry in self.book.entries]
        pages = self._pages(rows)
        for at, page in enumerate(pages):
            if at:
                self.pen.next_page()
            self._open(first=at == 0)
            for entry, cells, height in page:
                self._row(entry, cells, height)
            self.pen.rule(self.left, self.y, self.right, weight=0.8)
            if at == len(pages) - 1:
                self._close()
            self._foot(at + 1, len(pages))
        return self.pen.pdf()

    def _break(self, entry: Entry) -> tuple[Entry, list[list[str]], float]:
        cells = [
            break_text(getattr(entry, column), _TEXT, width - 2 * _CELL)
            for column, width in zip(COLUMNS, self.widths, strict=True)
        ]
        return entry, cells, max(map(len, cells)) * _LEADING + 3.4

    def _pages(
        self, rows: Sequence[tuple[Entry, list[list[str]], float]]
    ) -> list[list[tuple[Entry, list[list[str]], float]]]:
        """Rows in pages; the last page keeps room for totals and signature."""
        pages: list[list[tuple[Entry, list[list[str]], float]]] = [[]]
        y = self._top(first=True)
        for row in rows:
            if y + row[2] > self.end:
                pages.append([])
                y = self._top(first=False)
            pages[-1].append(row)
            y += row[2]
        if y + _SIGNING > self.end:
            pages.append([pages[-1].pop()] if pages[-1] else [])
        return pages

    def _top(self, *, first: bool) -> float:
        return _MARGIN + (17 * MM if first else 5 * MM) + 2 * _LEADING + 6

    def _open(self, *, first: bool) -> None:
        """Title on the first page, column heads on each."""
        pen, book, say = self.pen, self.book, self.say
        if book.training:
            marks.draw_ghost(pen, say("surat.training"), size=110, degrees=30)
            marks.draw_training(pen, say("surat.training"))
        y = _MARGIN
        if first:
            pen.text(self.left, y + 6 * MM, say("book.title"), Style(DISPLAY, 15))
            pen.text(self.left, y + 11.5 * MM, book.office, Style(SANS, 9.5, grey(0.3)))
            pen.right(self.right, y + 6 * MM, book.month, Style(DISPLAY, 15))
        top = self._top(first=first)
        height = 2 * _LEADING + 5
        pen.block(self.left, top - height, (self.right - self.left, height), grey(0.88))
        pen.rule(self.left, top - height, self.right, weight=0.8)
        x = self.left
        for column, width in zip(COLUMNS, self.widths, strict=True):
            for n, line in enumerate(break_text(say(f"book.{column}"), _HEAD, width - 2 * _CELL)[:2]):
                pen.text(x + _CELL, top - height + 9 + n * _LEADING, line, _HEAD)
            x += width
        self.y = top

    def _row(self, entry: Entry, cells: list[list[str]], height: float) -> None:
        pen = self.pen
        if not entry.issued:
            pen.block(self.left, self.y, (self.right - self.left, height), _SHADE)
        pen.rule(self.left, self.y, self.right, weight=0.35, colour=_RULE)
        x = self.left
        for column, lines, width in zip(COLUMNS, cells, self.widths, strict=True):
            for n, line in enumerate(lines):
                base = self.y + 8 + n * _LEADING
                if column == "line":
                    pen.right(x + width - _CELL - 2, base, line, _STRONG)
                else:
                    pen.text(x + _CELL, base, line, _TEXT)
            x += width
        self.y += height

    def _close(self) -> None:
        """Totals at the left, the place to sign at the right, below the last row."""
        pen, book, say = self.pen, self.book, self.say
        y = self.y + 8 * MM
        label, count = Style(SANS, 8.5), Style(SANS_BOLD, 8.5)
        pen.text(self.left, y, say("book.totals"), Style(SANS_BOLD, 9.5))
        for at, (words, number) in enumerate(book.totals):
            base = y + 13 + at * 11.5
            pen.right(self.left + 12 * MM, base, str(number), count)
            pen.text(self.left + 15 * MM, base, words, label)
        base = y + 13 + len(book.totals) * 11.5 + 4
        for note in book.notes:
            for line in break_text(note, label, self.right - self.left - 90 * MM):
                pen.text(self.left, base, line, label)
                base += 11.5
        x = self.right - 80 * MM
        post, name, rank, nip = book.signer
        text, bold = Style(SANS, 9), Style(SANS_BOLD, 9)
        for line in filter(None, (book.place_date, f"{post}," if post else "")):
            pen.text(x, y, line, text)
            y += 12
        y += 16 * MM
        if name:
            pen.text(x, y, name, bold)
        width = bold.width(name) if name else 60 * MM
        pen.rule(x, y + 2.2, x + width, weight=0.6)
        for line in filter(None, (rank, nip)):
            y += 11.5
            pen.text(x, y, line, text)

    def _foot(self, page: int, pages: int) -> None:
        style = Style(SANS, 7, grey(0.35))
        base = self.pen.tall - _MARGIN
        words = self.say("book.witness", head=self.book.head) if self.book.head else ""
        self.pen.text(self.left, base, f"{self.book.office} · {self.book.month}", style)
        self.pen.centred((self.left + self.right) / 2, base, words, style)
        self.pen.right(self.right, base, self.say("surat.page", page=page, pages=pages), style)
