"""Owns the report of a period in words: one sheet of paper, a spreadsheet; it counts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.domain.words import moment_words
from kiosk.store import ledger
from kiosk.usecases.performance import Figures
from printing import report
from ui.screens.desk import reporttables
from ui.screens.desk.reporttables import KINDS, Line, Speech, Table, make_cards, make_table, say_span

_MOST: Final = {"service": 15, "step": 8, "hold": 6, "satisfaction": 19, "person": 11}
"""Rows on paper: the sheet stays one, and the spreadsheet holds them all."""

_WIDTHS: Final = (44, 30, 18, 18, 18, 60)


def render_report(kiosk: Kiosk, figures: Figures, titles: Mapping[str, str]) -> bytes:
    """One A4 page, in Indonesian as every paper of the office."""
    speech = Speech(kiosk.say, "id", titles)
    parts = {kind: _printed(make_table(figures, kind, speech)) for kind in KINDS}
    head = ledger.head(kiosk.db).hash.hex()[:8]
    made = report.Report(
        office=f"Kelurahan {kiosk.office.kelurahan}, Kecamatan {kiosk.office.kecamatan}",
        span=say_span(figures.first, figures.last, "id"),
        cards=tuple((card.title, card.value, card.said) for card in make_cards(figures, speech)),
        days=_as_days(make_table(figures, "day", speech)),
        left=(parts["service"], parts["hold"]),
        right=(parts["step"], parts["satisfaction"]),
        wide=parts["person"],
        foot=kiosk.say("report.paper_made", moment=moment_words(kiosk.now()), head=head),
        made=kiosk.now(),
        training=kiosk.office.training,
    )
    return report.pdf(made, say=kiosk.say)


def write_tables(kiosk: Kiosk, figures: Figures, titles: Mapping[str, str], *, language: str) -> bytes:
    """Every table of the page below each other on one sheet, as xlsx; a number is a number."""
    words = kiosk.texts[language]
    speech = Speech(words, language, titles)
    span = say_span(figures.first, figures.last, language)
    rows: list[list[str | int]] = [[words("report.paper_title"), span]]
    rows += ([card.title, card.value, card.said] for card in make_cards(figures, speech))
    for kind in KINDS:
        table = make_table(figures, kind, speech)
        rows += [[""], [table.title], [table.said], list(table.columns)]
        rows += [_written(line) for line in table.lines] or [[table.empty]]
    return sheets.write_xlsx(words("report.sheet"), rows, widths=_WIDTHS)


def _written(line: Line) -> list[str | int]:
    cells = [int(cell) if cell.isdecimal() else cell for cell in line.cells]
    return [line.label, *cells, *([line.small] if line.small else [])]


def _printed(table: Table) -> report.Table:
    rows = tuple(report.Row(one.label, one.cells, one.small, one.first, one.second) for one in table.lines)
    most = _MOST.get(table.kind, len(rows))
    return report.Table(table.title, table.columns, rows, table.legend, table.empty, most)


def _as_days(table: reporttables.Table) -> report.Table:
    """A column is narrow: of its day stands the number, the sheet's head says the month."""
    rows = tuple(
        report.Row(one.label.split()[0], one.cells, "", one.first, one.second) for one in table.lines
    )
    return report.Table(table.title, table.columns, rows, table.legend, table.empty)
