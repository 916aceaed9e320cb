"""Commands for authors of services: list, check, read and draw; the rules of a file are the catalogue's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kiosk.domain.errors import KioskError, Refused
from ui.commands.console import FAULT, GOOD, RESOURCES, AsJson, get_words, print_json, read_file

app = typer.Typer()
catalogue_app = typer.Typer(no_args_is_help=True, help="The services, as data.")
surat_app = typer.Typer(no_args_is_help=True, help="Surat on paper.")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(surat_app, name="surat")


@catalogue_app.command("list")
def catalogue_list(as_json: AsJson = False) -> None:
    """Every service: id, version, outcome, status, title."""
    from kiosk import catalogue

    services = catalogue.load(RESOURCES / "catalogue").services
    rows = [
        {
            "id": one.id,
            "version": one.version,
            "outcome": one.outcome.value,
            "status": one.status.value,
            "title": one.title,
        }
        for one in services
    ]
    if as_json:
        print_json(rows)
        return
    table = Table("id", "version", "outcome", "status", "title", box=None)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


@catalogue_app.command("check")
def catalogue_check(
    files: Annotated[list[Path], typer.Argument(help="Service files, or one folder of them.")],
) -> None:
    """Read service files as strictly as the program does; a mistake is named with file, table and line."""
    from kiosk import catalogue, reference

    words = get_words()
    lists = reference.load(RESOURCES / "reference")
    problems = 0
    for path in files:
        try:
            if path.is_dir():
                catalogue.load(path, lists=lists)
            else:
                catalogue.read_service(read_file(path), path.name, lists=lists)
        except KioskError as error:
            problems += 1
            print(words.error(error), file=sys.stderr)
    sys.exit(FAULT if problems else GOOD)


@surat_app.command("read")
def surat_read(
    file: Annotated[Path, typer.Argument(help="A picture, or a PDF whose pages are drawn first.")],
    dpi: Annotated[int, typer.Option(help="How finely a PDF is drawn.")] = 200,
) -> None:
    """The texts of the QR codes on a page, one a line, as a camera would read them."""
    from printing import read

    found = read.qr_texts(read_file(file), dpi=dpi)
    if not found:
        raise Refused("no_qr_found", file=file.name)
    print("\n".join(found))


@surat_app.command("render")
def surat_render(
    service: Annotated[str, typer.Option(help="Id of a service.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    example: Annotated[
        bool, typer.Option("--example", help="From the example of the service's file.")
    ] = False,
) -> None:
    """Draw a surat from its service's example, as a draft: what an author looks at."""
    from ui.example import render_example

    if not example:
        raise typer.BadParameter("a surat of a permohonan is printed at the desk; here say --example")
    out.write_bytes(render_example(service))
