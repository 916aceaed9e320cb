"""Commands for authors of services: list, check, begin, look at; the rules of a file are the catalogue's."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.service import Service
from kiosk.texts import Texts
from ui.commands.console import (
    FAULT,
    GOOD,
    RESOURCES,
    AsJson,
    ConfigFile,
    Home,
    at_register,
    configure,
    get_words,
    open_to_read,
    print_json,
    read_file,
)

app = typer.Typer()
catalogue_app = typer.Typer(no_args_is_help=True, help="The services, as data.")
surat_app = typer.Typer(no_args_is_help=True, help="Surat on paper.")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(surat_app, name="surat")

Language = Annotated[str, typer.Option("--lang", help="id or en.")]


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


@catalogue_app.command("new")
def catalogue_new(
    service: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits, underscores.")],
    out: Annotated[Path, typer.Option(help="Folder to write it into.")] = Path(),
    reply: Annotated[
        bool, typer.Option("--reply", help="Ends in a written answer instead of a surat.")
    ] = False,
    lang: Language = "id",
) -> None:
    """Write the first file of a new service, with remarks; it passes `check` as it is."""
    from kiosk.usecases import authoring

    words = get_words(_language(lang))
    template = RESOURCES / "starter" / f"{'reply' if reply else 'surat'}.{words.lang}.toml"
    path = authoring.begin(service, out, template=template)
    print(words("cli.service_begun", file=path))


@catalogue_app.command("check")
def catalogue_check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Service files, or folders of them; else the shipped ones.")
    ] = None,
    lang: Language = "id",
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Read service files as strictly as the program does; each mistake with file, line and its mend.

    With an office named, also which version its open permohonan still need.
    """
    from kiosk import catalogue
    from kiosk.usecases import authoring, offering
    from ui.example import load_lists

    words, lists = get_words(_language(lang)), load_lists()
    shipped = catalogue.load(RESOURCES / "catalogue", lists=lists)
    good, mistakes = authoring.check(files or [RESOURCES / "catalogue"], shipped, lists)
    for one in good:
        print(words("cli.service_good", service=one.id, version=one.version, title=one.title))
    for mistake in mistakes:
        print(_said(words, mistake), file=sys.stderr)
    missing = offering.find_missing(open_to_read(configure(home, config)), good) if home or config else {}
    for (id_, version), tickets in missing.items():
        told = words("cli.service_missing", file=f"{id_}.{version}.toml", tickets=", ".join(tickets))
        print(told, file=sys.stderr)
    sys.exit(FAULT if mistakes or missing else GOOD)


def _said(words: Texts, mistake: KioskError) -> str:
    """The mistake, and what an answer of the example was refused for."""
    cause = mistake.__cause__
    said = words.error(mistake)
    return f"{said} {words.error(cause)}" if isinstance(cause, KioskError) else said


@catalogue_app.command("add")
def catalogue_add(
    file: Annotated[Path, typer.Argument(help="A service file that passes `check`.")],
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Bring a service, or its next version, into this office; on the register desk, its window closed."""
    from kiosk.usecases import acts, offering

    with at_register(configure(home, config)) as (kiosk, holder):
        made = offering.publish(kiosk, holder, acts.begin(kiosk), raw=read_file(file), file=file.name)
    print(get_words()("cli.service_added", service=made.id, version=made.version))


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(help="Prices or agenda (xlsx, CSV), or a page (TOML).")],
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Put a page to read on this office's kiosks; on the register desk, its window closed."""
    from kiosk.usecases import acts, bulletins

    with at_register(configure(home, config)) as (kiosk, holder):
        key = bulletins.publish(kiosk, holder, acts.begin(kiosk), raw=read_file(file), file=file.name)
    print(get_words()("cli.published", key=key))


@catalogue_app.command("preview")
def catalogue_preview(
    service: Annotated[str, typer.Argument(metavar="ID", help="Id of a shipped service, or a service file.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the pictures; else preview/ID.")] = None,
    lang: Language = "id",
) -> None:
    """Draw what a resident sees of a service and the surat of its example, as PNG and PDF."""
    from ui.example import load_lists

    words, lists = get_words(_language(lang)), load_lists()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nobody looks at the window, only at its pictures
    from ui import preview

    try:
        found = _find_service(service, lists)
    except KioskError as error:
        print(_said(words, error), file=sys.stderr)
        sys.exit(FAULT)
    folder = out or Path("preview") / found.id
    folder.mkdir(parents=True, exist_ok=True)
    Console().print(_questions(found, words))
    for path in (
        *preview.draw_surat(found, lists, folder),
        *preview.draw_form(found, lists, folder, language=words.lang),
    ):
        print(path)


def _find_service(name: str, lists: Any) -> Service:
    from kiosk import catalogue

    if name.endswith(".toml"):
        path = Path(name)
        return catalogue.read_service(read_file(path), path.name, lists=lists)
    return catalogue.load(RESOURCES / "catalogue", lists=lists).get(name)


def _questions(service: Service, words: Texts) -> Table:
    """Every question in its order and who answers it: also those no resident sees."""
    table = Table(*(words(f"cli.question_{name}") for name in ("name", "kind", "label", "who")), box=None)
    for field in service.fields:
        who = "staff" if field.is_for_staff else "paper" if field.on else "must" if field.required else "may"
        table.add_row(field.name, field.kind.value, field.label[words.lang], words(f"cli.question_{who}"))
    return table


def _language(lang: str) -> str:
    if lang not in {"id", "en"}:
        raise typer.BadParameter("id or en")
    return lang


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
