"""Commands that keep and hand on: backup, restore, export, tables brought in; no rule of a backup."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from kiosk import world
from kiosk.domain.words import last_four
from ui.commands.console import (
    GOOD,
    WARNING,
    AsJson,
    ConfigFile,
    Home,
    at_register,
    configure,
    get_words,
    open_to_read,
    print_json,
    read_file,
    start,
    tell,
)

if TYPE_CHECKING:
    from kiosk.context import Kiosk, Person
    from kiosk.usecases.rows import Told

app = typer.Typer()
import_app = typer.Typer(no_args_is_help=True, help="Bring data in.")
app.add_typer(import_app, name="import")
recovery_app = typer.Typer(no_args_is_help=True, help="The sheet in the safe that opens backups.")
app.add_typer(recovery_app, name="recovery")


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; else the configured place.")] = None,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Copy the database, beside its open window too, and open the copy again; else it does not count."""
    from kiosk.usecases import copies

    kiosk = open_to_read(configure(home, config))
    made = copies.backup(kiosk, folder)
    kiosk.db.close()
    value = {"file": str(made.path), "n": made.head.n, "term": made.head.term}
    tell(value, as_json, get_words()("cli.backup_done", file=made.path, n=made.head.n))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file of `kiosk backup`.")],
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring a backup back; what is there is moved aside, never overwritten.

    A machine that has no keys asks for the words of the sheet in the safe.
    """
    import os

    from kiosk import config as configs
    from kiosk import keys
    from kiosk.usecases import copies, recovery

    words = get_words()
    settings = configure(home, config)
    is_new = not (settings.key_file.exists() or os.environ.get(keys.CREDENTIALS))
    if is_new:
        kept = recovery.open_beside(file, typer.prompt(words("cli.sheet_words"), err=True))
        ring, settings = kept.ring, replace(kept.config, home=settings.home)
    else:
        ring = keys.load(dict(os.environ), settings.key_file)
    made = copies.restore(file, settings, ring.store, now=world.real().now())
    if is_new:
        settings.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.save(ring, settings.key_file)
        configs.save(settings)
    root = ring.root.kid.hex() if ring.root else ""
    value = {"file": str(settings.database), "n": made.head.n, "term": made.head.term, "root": root}
    said = [words("cli.restore_done", n=made.head.n), words("cli.restore_root", root=root) if root else ""]
    tell(value, as_json, "\n".join(filter(None, said)))


@recovery_app.command("check")
def recovery_check(home: Home = None, config: ConfigFile = None) -> None:
    """Type the words of the sheet back once, so that it is known to be readable."""
    from kiosk.usecases import recovery

    kiosk = start(configure(home, config))
    try:
        recovery.confirm(kiosk, typer.prompt(get_words()("cli.sheet_words"), err=True))
    finally:
        kiosk.db.close()
    print(get_words()("cli.sheet_good"))


@recovery_app.command("new")
def recovery_new(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Print a new sheet for the safe; later backups open with it alone."""
    from ui.commands.making import make_sheet

    kiosk = start(configure(home, config))
    try:
        made = make_sheet(kiosk)
    finally:
        kiosk.db.close()
    if as_json:
        print_json(made)


@app.command()
def export(
    trust: Annotated[
        Path | None, typer.Option("--trust", help="Write the anchors others check our surat with.")
    ] = None,
    book: Annotated[Path | None, typer.Option("--book", help="Write the book: .pdf, .xlsx or .csv.")] = None,
    month: Annotated[str, typer.Option(help="Month of the book, 2026-11; this one by default.")] = "",
    ledger: Annotated[
        Path | None, typer.Option("--ledger", help="Write every entry, a line of JSON each: the chain anew.")
    ] = None,
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Hand something on as a file."""
    from kiosk.domain.words import moment_day
    from kiosk.usecases import enrolment, upkeep
    from ui import bookprint

    kiosk = open_to_read(configure(home, config))
    if trust is not None:
        trust.write_bytes(enrolment.export_anchors(kiosk))
    if book is not None:
        wanted = month or moment_day(world.now()).isoformat()[:7]
        form = book.suffix.lower().removeprefix(".")
        if form in {"xlsx", "csv"}:
            book.write_bytes(bookprint.write_table(kiosk, wanted, form=form))
        else:
            book.write_bytes(bookprint.render_book(kiosk, wanted)[1])
    if ledger is not None:
        with ledger.open("wb") as file:
            file.writelines(upkeep.export_ledger(kiosk))


@import_app.command("residents")
def import_residents(
    file: Annotated[
        Path | None, typer.Argument(help="xlsx or CSV with a header: nik, nama and more.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, write nothing.")] = False,
    back: Annotated[bool, typer.Option("--take-back", help="Take the last import back as a whole.")] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", help="Write the rows not understood here (xlsx), to mend.")
    ] = None,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring residents in, row by row, or take the last import back; at a terminal it says first and asks."""
    if (file is None) is not back:
        raise typer.BadParameter(get_words()("cli.import_one_of"))
    with at_register(configure(home, config)) as office:
        if file is None:
            _take_back(*office, dry_run=dry_run, as_json=as_json)
        else:
            _import_file(*office, file, refused, dry_run=dry_run, as_json=as_json)


def _import_file(
    kiosk: Kiosk, holder: Person, file: Path, refused: Path | None, *, dry_run: bool, as_json: bool
) -> None:
    from kiosk.usecases import acts, intake

    words = get_words()
    with Progress(console=Console(stderr=True), disable=as_json, transient=True) as bar:
        task = bar.add_task(words("cli.import_reading"))
        reading = intake.read(
            kiosk, read_file(file), told=lambda done, total: bar.update(task, completed=done, total=total)
        )
    value, lines = _tell_rows("warga", reading, refused)
    value["same_person"] = [
        {"line": one.line, "nik": last_four(one.nik), "other": last_four(one.other)} for one in reading.twins
    ]
    for one in reading.twins:
        twin = words("residents.twin", name=one.name, nik=last_four(one.nik), other=last_four(one.other))
        lines.append(f"  {one.line}: {twin}")
    tell(value, as_json, "\n".join(lines))
    if reading.people and not dry_run and _is_wanted(words("cli.import_ask"), as_json=as_json):
        with Console(stderr=True).status(words("cli.import_taking")):
            intake.take(kiosk, holder, acts.begin(kiosk), reading)
    sys.exit(WARNING if reading.bad else GOOD)


def _tell_rows(title: str, reading: Told, refused: Path | None) -> tuple[dict[str, Any], list[str]]:
    """What a table would bring, as JSON values and as lines; rows not understood are written where asked."""
    from kiosk.usecases import rows

    words = get_words()
    if refused is not None and reading.bad:
        refused.write_bytes(rows.write_refused(title, reading.head, reading.bad, say=words.error))
    bad = [{"line": one.line, "error": one.error.code, "text": words.error(one.error)} for one in reading.bad]
    value = {"counts": reading.counts, "refused": bad, "unknown_columns": list(reading.unknown)}
    lines = [words("cli.import_done", **reading.counts), *(f"  {one['line']}: {one['text']}" for one in bad)]
    return value, lines


@import_app.command("heads")
def import_heads(
    file: Annotated[
        Path, typer.Argument(help="xlsx or CSV with a header: rw, nama; rt, sk, sejak, sampai, telepon.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, write nothing.")] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", help="Write the rows not understood here (xlsx), to mend.")
    ] = None,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring the heads of RT and RW in; who is in no row stays. At a terminal it says first and asks."""
    from kiosk.usecases import acts, headtable, office

    words = get_words()
    with at_register(configure(home, config)) as (kiosk, holder):
        reading = headtable.read(kiosk.office.heads, read_file(file))
        value, lines = _tell_rows("ketua", reading, refused)
        tell(value, as_json, "\n".join(lines))
        is_news = reading.heads != kiosk.office.heads
        if is_news and not dry_run and _is_wanted(words("cli.import_ask"), as_json=as_json):
            changed = replace(kiosk.office, heads=reading.heads)
            office.change_profile(kiosk, holder, acts.begin(kiosk), changed)
    sys.exit(WARNING if reading.bad else GOOD)


def _take_back(kiosk: Kiosk, holder: Person, *, dry_run: bool, as_json: bool) -> None:
    from kiosk.usecases import acts, takeback

    words = get_words()
    last = next(iter(takeback.find_imports(kiosk)), None)
    if last is None:
        tell({"counts": {}}, as_json, words("residents.no_import"))
        sys.exit(WARNING)
    plan = takeback.plan(kiosk, last.id)
    kept = [{"nik": last_four(one.nik), "name": one.name, "why": one.why} for one in plan.kept]
    said = [words("cli.back_done", **plan.counts)]
    said += [f"  {one['name']}, {one['nik']}: {words('residents.kept_' + one['why'])}" for one in kept]
    tell({"counts": plan.counts, "kept": kept}, as_json, "\n".join(said))
    if not dry_run and _is_wanted(words("cli.back_ask"), as_json=as_json):
        takeback.take_back(kiosk, holder, acts.begin(kiosk), plan)


def _is_wanted(question: str, *, as_json: bool) -> bool:
    """A person at a terminal has read what would happen and is asked; a script without --dry-run meant it."""
    return as_json or not sys.stdin.isatty() or typer.confirm(question)
