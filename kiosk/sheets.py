"""Rows of a table a person brings or takes along: CSV and xlsx in, xlsx out; it knows no column of its own.

An xlsx is read by calamine and written by hand: what is written needs one sheet, text and widths, no more.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from xml.parsers import expat
from xml.sax.saxutils import escape

import python_calamine as calamine

from kiosk.domain.errors import Refused

Cell = str | int | float | date

MOST_BYTES: Final = 64 * 2**20
MOST_UNPACKED: Final = 256 * 2**20
"""An xlsx is a ZIP: what unfolds to more is refused before it fills the memory."""
MOST_ROWS: Final = 250_000
MOST_COLUMNS: Final = 256
MOST_LINE: Final = 131_072
"""Letters of a line; a file of nothing but commas is no table."""
MOST_CELLS: Final = 3_000_000
"""Of a sheet, empty ones between the first and the farthest counted too."""

_BEGIN: Final = 4096
"""Characters that tell which mark parts the columns."""
_ZIP: Final = b"PK\x03\x04"
_FIRST_DAY: Final = date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar, for every day since 1 March 1900 (ECMA-376 part 1, 18.17.4.1)."""
_LAST_SERIAL: Final = 73_050
"""31 December 2099."""
_BOOK: Final = "xl/workbook.xml"
_OTHER_BOOKS: Final = ("workbook.bin", "content.xml")
_CELLS: Final = b"sheetData"
_PLACED: Final = frozenset({"c", "row"})
_PLACE: Final = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})")
_DAMAGED: Final = (
    *(calamine.CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError),
    *(OSError, EOFError, RuntimeError, ValueError, LookupError),  # RuntimeError: a part is locked or unknown
)
_DRAWN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` as a person sees it in the file, `merged` the columns that continue a cell above."""

    line: int
    cells: tuple[Cell, ...]
    merged: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, but for what a cell above runs on into."""
        return not any(str(cell).strip() for at, cell in enumerate(self.cells) if at not in self.merged)


def read(body: bytes) -> list[Row]:
    """The rows of a CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or of an xlsx's first sheet.

    Raises Refused: `table_unreadable`, `table_too_large` (max=), `table_locked`, `table_empty`.
    """
    if len(body) > MOST_BYTES:
        raise Refused("table_too_large", max=f"{MOST_BYTES >> 20} MB")
    rows = _read_xlsx(body) if body.startswith(_ZIP) else _read_csv(body)
    if not any(not row.is_empty for row in rows):
        raise Refused("table_empty")
    return rows


def as_day(cell: Cell) -> date | None:
    """The day of a cell that holds a date, or the bare number of one; None for anything else."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) or not 0 < cell <= _LAST_SERIAL or cell != int(cell):
        return None
    return _FIRST_DAY + timedelta(int(cell))


def as_text(cell: Cell) -> str:
    """What stands in a cell: 7, not 7.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _read_csv(body: bytes) -> list[Row]:
    text = _open_text(body)
    begin = text.read(_BEGIN)
    text.seek(0)
    reader = csv.reader(_lines(text), delimiter=max(",;\t", key=begin.count))
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            rows.append(Row(line, tuple(cells[:MOST_COLUMNS])))
            line = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                raise Refused("table_too_large", max=f"{MOST_ROWS}")
    except csv.Error as error:
        raise Refused("table_unreadable") from error
    return rows


def _open_text(body: bytes) -> io.TextIOWrapper:
    """The letters of a file piece by piece, each end of a line as one mark: all at once take more room."""
    text = io.TextIOWrapper(io.BytesIO(body), "utf-8-sig")
    try:
        while text.read(1 << 20):
            pass
    except UnicodeDecodeError:
        return io.TextIOWrapper(io.BytesIO(body), "cp1252", errors="replace")
    text.seek(0)
    return text


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(MOST_LINE):
        if len(line) == MOST_LINE and not line.endswith("\n"):
            raise Refused("table_unreadable")
        yield line


def _read_xlsx(body: bytes) -> list[Row]:
    try:
        with calamine.CalamineWorkbook.from_filelike(_repack(body)) as book:
            sheet = book.get_sheet_by_index(0)
            values = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
    except calamine.PasswordError as error:
        raise Refused("table_locked") from error
    except _DAMAGED as error:
        raise Refused("table_unreadable") from error
    grid = [[_cell(value) for value in row] for row in values]
    continued = _spread(grid, merged)
    return [Row(at + 1, tuple(cells), frozenset(continued.get(at, ()))) for at, cells in enumerate(grid)]


def _repack(body: bytes) -> io.BytesIO:
    """The book with each part plain and as long as it says it is, and no cell of a sheet too far away.

    The reader lays out every cell up to the farthest one and ends the process where memory ends: what it is
    given must be harmless before. Of a name that stands twice the last one counts, as for every reader.
    """
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as packed, zipfile.ZipFile(plain, "w") as book:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise Refused("table_too_large", max=f"{MOST_UNPACKED >> 20} MB")
        if _BOOK not in packed.namelist():
            raise Refused("table_unreadable")  # a book of another kind, which says repeats without end
        for name in dict.fromkeys(packed.namelist()):
            part = packed.read(name)
            if _CELLS in part:
                _Reach().check(part)
            if not name.endswith(_OTHER_BOOKS):
                book.writestr(name, part)
    plain.seek(0)
    return plain


class _Reach:
    """How far the cells of a sheet go; Refused("table_too_large", max=) once that is too far."""

    def __init__(self) -> None:
        self._row = self._column = 1

    def check(self, sheet: bytes) -> None:
        """Read it as XML does: a place may be written in many ways, and a count is given without one."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.Parse(sheet, True)  # noqa: FBT003 - the library's form

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] not in _PLACED or "r" not in attributes:
            return
        found = _PLACE.fullmatch(attributes["r"])
        if found is None:
            raise Refused("table_unreadable")
        letters, row = found.groups()
        self._row = max(self._row, int(row))
        self._column = max(self._column, _number(letters))
        if self._row > MOST_ROWS or self._column > MOST_COLUMNS or self._row * self._column > MOST_CELLS:
            raise Refused("table_too_large", max=f"{MOST_ROWS} × {MOST_COLUMNS}")

    def _refuse_doctype(self, *_: object) -> None:
        raise Refused("table_unreadable")


def _number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27, no letters are 0."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (str, float, date)) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return str(value)


def _spread(
    grid: list[list[Cell]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[int, set[int]]:
    """Write what a merged cell shows into all the rows it covers; returns the columns that only continue."""
    continued: dict[int, set[int]] = {}
    left_over = MOST_CELLS  # ranges may name the same cells, and cells beyond the last one
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[top]) or grid[top][left] == "":
            continue
        columns = range(left, min(right + 1, len(grid[top])))
        rows = range(top + 1, min(bottom + 1, len(grid)))
        left_over -= len(columns) * len(rows)
        if left_over < 0:
            raise Refused("table_unreadable")
        for row in rows:
            grid[row][left] = grid[top][left]
            continued.setdefault(row, set()).update(columns)
    return continued


# --- writing ------------------------------------------------------------------------------------------


def write_xlsx(name: str, rows: Sequence[Sequence[str | int]], *, widths: Sequence[float] = ()) -> bytes:
    """A workbook of one sheet whose first row is its head: bold, and it stays in view; always the same bytes.

    Every text is a text: a program that opens it computes no formula and shortens no NIK.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "xl/workbook.xml": _WORKBOOK.format(name=_text(name)[:31]),
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": "".join(_sheet(rows, widths)),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in parts.items():
            file.writestr(
                zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), content.encode(), zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()


def _sheet(rows: Sequence[Sequence[str | int]], widths: Sequence[float]) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews>"
    if widths:
        yield "<cols>"
        for at, width in enumerate(widths, 1):
            yield f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        yield "</cols>"
    yield "<sheetData>"
    for line, row in enumerate(rows, 1):
        style = ' s="1"' if line == 1 else ""
        cells = (_written(f"{_letters(at)}{line}", value, style) for at, value in enumerate(row))
        yield f'<row r="{line}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _written(place: str, value: str | int, style: str) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    if not value:
        return ""
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(value: str) -> str:
    return escape(_DRAWN.sub("", value), {'"': "&quot;"})


def _letters(at: int) -> str:
    return (chr(ord("A") + at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OPEN: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f"{_OPEN}/spreadsheetml/2006/main"
_OFFICE: Final = f"{_OPEN}/officeDocument/2006/relationships"
_PACKAGE: Final = f"{_OPEN}/package/2006"
_FORM: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_FORM}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_FORM}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_FORM}.styles+xml"/></Types>'
)
_RELS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_WORKBOOK: Final = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>'
)
