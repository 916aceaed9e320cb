"""The table of the contract, for a person and for the README: failures and what was not shown are in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.faults.book import Row
from tests.faults.contract import PROMISES
from tests.faults.promise import Promise

NOT_FULL: Final = "belum penuh"
BROKEN: Final = "GAGAL"


def judge(promise: Promise, row: Row | None) -> str:
    """What the last column says: held, held but too few trials, or broken."""
    if row is None or not row.trials:
        return NOT_FULL if row is None or row.ok else BROKEN
    if not row.ok:
        return BROKEN
    return "ok" if row.trials >= promise.promised else NOT_FULL


def say_figures(row: Row | None) -> str:
    """The figures of a row in one line."""
    if row is None:
        return ""
    figures = [f"{name} {value:g}" for name, value in row.figures.items()]
    failed = [f"seed {seed}: {lines[0]}" for seed, lines in row.failed.items() if lines]
    return "; ".join((*failed, *figures, *_say_mended(row)))


def count_standing(row: Row) -> tuple[int, int, int]:
    """Lost, twice and wrong in what stands: a seed that failed and then held no longer counts against it.

    Where one still fails, everything that was ever found is shown.
    """
    return (row.lost, row.duplicated, row.wrong) if row.failed else (0, 0, 0)


def _say_mended(row: Row) -> Iterator[str]:
    """What a row that is whole now had found before something was mended, in the program or in the trial."""
    if row.mended:
        found = {"lost": row.lost, "twice": row.duplicated, "wrong": row.wrong} if not row.failed else {}
        what = ", ".join(f"{many} {name}" for name, many in found.items() if many)
        yield f"{row.mended} failed seeds hold since a mend" + (f" ({what} before it)" if what else "")


def show(rows: Mapping[str, Row], console: Console) -> None:
    """The table a person reads."""
    table = Table("", "promise", "trials", "promised", "lost", "twice", "wrong", "", "figures", box=None)
    for promise in PROMISES:
        row = rows.get(promise.id)
        verdict = judge(promise, row)
        style = {"ok": "green", BROKEN: "bold red"}.get(verdict, "yellow")
        counts = (row.trials, promise.promised, *count_standing(row)) if row else (0, promise.promised)
        cells = (*map(str, counts), "", "", "")[:5]
        table.add_row(promise.id, promise.words, *cells, f"[{style}]{verdict}[/]", say_figures(row))
    console.print(table)
    for line in _not_shown():
        console.print(line)


def as_markdown(rows: Mapping[str, Row]) -> str:
    """The same for the README."""
    lines = [
        "| | Promise | Trials of promised | Lost | Twice | Wrong | | Date, commit | Figures |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for promise in PROMISES:
        row = rows.get(promise.id)
        verdict = judge(promise, row)
        verdict = "ok" if verdict == "ok" else f"**{verdict}**"
        if row is None:
            lines.append(
                f"| {promise.id} | {promise.words} | 0 of {promise.promised:,} | | | | {verdict} | | |"
            )
            continue
        lost, twice, wrong = count_standing(row)
        counts = f"{row.trials:,} of {promise.promised:,} | {lost} | {twice} | {wrong}"
        when = f"{row.date}, {row.commit}"
        lines.append(
            f"| {promise.id} | {promise.words} | {counts} | {verdict} | {when} | {say_figures(row)} |"
        )
    return "\n".join((*lines, "", *(f"- {line}" for line in _not_shown()), ""))


def _not_shown() -> Iterator[str]:
    for promise in PROMISES:
        if promise.not_shown:
            yield f"{promise.id}, not shown: {promise.not_shown}"
