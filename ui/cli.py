"""The `kiosk` command: make, run, check, back up and hand on an office; no rule of its own.

Words go to people, data to programs: with `--json` stdout holds JSON alone. Exit 0 is good, 1 a warning (for
`verify` a red result), 2 a fault or bad input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from kiosk import config as configs
from kiosk import texts, world
from kiosk.config import Config
from kiosk.domain.errors import KioskError

GOOD, WARNING, FAULT = 0, 1, 2
RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Kiosk dan meja layanan kelurahan.")
catalogue_app = typer.Typer(no_args_is_help=True, help="The services, as data.")
surat_app = typer.Typer(no_args_is_help=True, help="Surat on paper.")
import_app = typer.Typer(no_args_is_help=True, help="Bring data in.")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(surat_app, name="surat")
app.add_typer(import_app, name="import")

Home = Annotated[Path | None, typer.Option("--home", help="Folder of this device's data.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Configuration file (TOML).")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout, nothing else.")]


def main() -> NoReturn:
    """Run the command; a refusal is one sentence on stderr and exit 2, never a traceback."""
    try:
        app()
    except KioskError as error:
        print(_words().error(error), file=sys.stderr)
        sys.exit(FAULT)
    sys.exit(GOOD)


def _words(language: str = "id") -> texts.Texts:
    return texts.load(RESOURCES / "texts")[language]


def _configure(home: Path | None, file: Path | None, **more: Any) -> Config:
    chosen = file
    if chosen is None and ((home or configs.HOME) / configs.FILE).is_file():
        chosen = (home or configs.HOME) / configs.FILE
    kept = {name: value for name, value in more.items() if value not in (None, "")}
    if home is not None:
        kept["home"] = home
    return configs.load(chosen, **kept)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


# --- making and running -----------------------------------------------------------------------------


@app.command()
def init(
    answers: Annotated[
        Path, typer.Option("--answers", help="What the office is (TOML); see resources/demo/office.toml.")
    ],
    home: Home = None,
    device: Annotated[str, typer.Option(help="Name of this device.")] = "meja-1",
    port: Annotated[int, typer.Option(help="Port of the register's door on the office network.")] = 7443,
    listen: Annotated[str, typer.Option(help="Address of the register's door.")] = "0.0.0.0",  # noqa: S104
    printer: Annotated[str, typer.Option(help="Printer (ipp://...) or a folder that takes PDFs.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make an office of its own on this machine: keys, root, staff, first entries. Needs no network."""
    from kiosk.usecases import office, setup, upkeep
    from ui.station import load_library

    settings = _configure(home, None, device=device, port=port, listen=listen, printer=printer, role="desk")
    library = load_library()
    told = setup.read_answers(_read(answers), library.reference.gazetteer)
    kiosk = office.init(world.real(), settings, library, told)
    configs.save(settings)
    digest = upkeep.digest(kiosk)
    root = kiosk.keys.root
    kiosk.db.close()
    value = {
        "kelurahan": digest.kelurahan,
        "device": device,
        "home": str(settings.home),
        "root": root.kid.hex() if root else "",
        "n": digest.n,
    }
    _tell(value, as_json, _words()("cli.init_done", office=kiosk.office.kelurahan, home=settings.home))


def _read(path: Path) -> bytes:
    from kiosk.domain.errors import Refused

    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("file_unreadable", file=str(path)) from error


def _tell(value: dict[str, Any], as_json: bool, said: str) -> None:
    if as_json:
        _print_json(value)
    else:
        print(said)


@app.command("enrol-code")
def enrol_code(
    device: Annotated[str, typer.Argument(help="Name of the new device, e.g. lobi-1.")],
    kind: Annotated[str, typer.Option(help="lobby or desk.")] = "lobby",
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a one-time code for a further device, on the register desk while its window is closed."""
    from kiosk.context import as_person
    from sync import newcomers

    kiosk = _start(_configure(home, config))
    holder = next(one for one in kiosk.office.staff if "register" in one.roles)
    code = newcomers.make_code(kiosk, as_person(holder), device, kind)
    kelurahan = kiosk.office.code
    kiosk.db.close()
    _tell({"code": code, "kelurahan": kelurahan, "device": device}, as_json, code)


@app.command()
def enrol(
    code: Annotated[str, typer.Argument(help="The code the register desk (or the center) gave.")],
    kelurahan: Annotated[
        str, typer.Option(help="Code of the office, 10 digits; empty for a register that joins the city.")
    ] = "",
    register: Annotated[str, typer.Option(help="Address of the register desk, https://host:7443.")] = "",
    center: Annotated[
        str, typer.Option(help="Address of the center, for the register of an office that is adopted.")
    ] = "",
    device: Annotated[str, typer.Option(help="Name of this device.")] = "lobi-1",
    kind: Annotated[str, typer.Option(help="lobby or desk.")] = "lobby",
    printer: Annotated[str, typer.Option(help="Printer (ipp://...) or a folder that takes PDFs.")] = "",
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Join: make this machine a device of an office, or give this office to its city."""
    from ui import station

    if center:
        settings = _configure(home, config)
        kiosk = _start(settings)
        from sync import newcomers

        by = newcomers.be_adopted(kiosk, code, station.make_post(center, code))
        kiosk.db.close()
        configs.save(replace(settings, center=center))
        _tell({"center": by}, as_json, _words()("cli.adopted", center=by))
        return
    settings = _configure(
        home, config, device=device, role=kind, register=register, printer=printer, letter=_letter(device)
    )
    station.join(settings, kelurahan, code)
    configs.save(settings)
    _tell({"device": device, "kelurahan": kelurahan}, as_json, _words()("cli.enrolled", device=device))


def _letter(device: str) -> str:
    """The letter of a device's queue numbers: A for the first lobby kiosk, B for the second."""
    digits = "".join(filter(str.isdigit, device)) or "1"
    return chr(ord("A") + (int(digits) - 1) % 26)


def _start(settings: Config) -> Any:
    from kiosk.usecases import office
    from ui.station import load_library

    return office.start(world.real(), settings, load_library(), holder="kiosk")


@app.command()
def run(
    home: Home = None,
    config: ConfigFile = None,
    size: Annotated[str, typer.Option(help="1920x1080; else the whole screen.")] = "",
) -> None:
    """The lobby window."""
    _open_window(_configure(home, config), size)


@app.command()
def desk(
    home: Home = None,
    config: ConfigFile = None,
    size: Annotated[str, typer.Option(help="1920x1080; else the whole screen.")] = "",
) -> None:
    """The desk window; on the register desk it also answers the lobby."""
    _open_window(_configure(home, config), size)


def _open_window(settings: Config, size: str) -> NoReturn:
    from ui.app import main as open_window

    sys.exit(open_window(settings, size))


@app.command()
def demo(
    desk: Annotated[bool, typer.Option("--desk", help="The desk's window instead of the lobby's.")] = False,
) -> None:
    """A window of the practice office (LATIHAN), made on first use."""
    from ui.demo import open_for_hands

    sys.exit(open_for_hands(desk=desk))


# --- looking ----------------------------------------------------------------------------------------


def _open_to_read(settings: Config) -> Any:
    """The office beside a running window, read-only: this process writes no event."""
    from kiosk.usecases import office
    from ui.station import load_library

    return office.look(world.real(), settings, load_library())


@app.command()
def doctor(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Is everything well? One line a check, and what to do."""
    from kiosk.usecases import upkeep
    from kiosk.usecases.upkeep import Health

    kiosk = _open_to_read(_configure(home, config))
    checks = upkeep.doctor(kiosk)
    words = _words()
    rows = [
        {
            "id": one.id,
            "state": one.state.value,
            "text": words(f"doctor.{one.id}_{one.state}", **one.data),
            "data": dict(one.data),
        }
        for one in checks
    ]
    if as_json:
        _print_json({"v": 1, "device": kiosk.device, "checks": rows})
    else:
        table = Table(show_header=False, box=None)
        marks = {
            "ok": "[green]baik[/]",
            "warn": "[yellow]perhatikan[/]",
            "fault": "[red]rusak[/]",
            "unknown": "?",
        }
        for row in rows:
            table.add_row(marks[str(row["state"])], str(row["id"]), str(row["text"]))
        Console().print(table)
    states = {one.state for one in checks}
    worst = FAULT if Health.FAULT in states else WARNING if Health.WARN in states else GOOD
    sys.exit(worst)


@app.command()
def digest(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """What two devices of an office compare: {kelurahan, term, n, hash, fold}."""
    from kiosk.usecases import upkeep

    value = asdict(upkeep.digest(_open_to_read(_configure(home, config))))
    _tell(value, as_json, " ".join(f"{key}={inner}" for key, inner in value.items()))


@app.command()
def verify(
    what: Annotated[str, typer.Argument(help="The text of a QR, or a file: picture, PDF or text.")],
    trust: Annotated[
        Path | None, typer.Option("--trust", help="Anchors you chose; without it this device's own.")
    ] = None,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Check a surat, without a network. Exit 0 green or yellow, 1 red, 2 unreadable."""
    text = _find_text(what)
    if trust is not None:
        from kiosk import trust as trusts

        verdict = trusts.check(text, trusts.read_anchors(_read(trust)), now=world.now())
    else:
        from kiosk.usecases import checking

        verdict = checking.check(_open_to_read(_configure(home, config)), text)
    if as_json:
        _print_json(verdict.as_json())
    else:
        words = _words()
        print(words(verdict.headline))
        for line in verdict.lines:
            print(words(line.key, **line.details))
        for key, value in verdict.as_json().get("facts", {}).items():
            print(f"  {key}: {value}")
    sys.exit(WARNING if verdict.colour == "red" else GOOD)


def _find_text(what: str) -> str:
    from kiosk.domain.errors import Refused

    path = Path(what)
    if "#" in what or not path.is_file():
        return what
    raw = path.read_bytes()
    if raw[:8].strip().upper().startswith(b"HTTPS:"):
        return raw.decode("ascii", "replace").strip()
    from printing import read

    found = [one for one in read.qr_texts(raw) if "/V#" in one.upper()]
    if not found:
        raise Refused("no_qr_found", file=path.name)
    return found[0]


# --- keeping ----------------------------------------------------------------------------------------


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; else the configured place.")] = None,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Copy the database and open the copy again; a backup that was not opened does not count."""
    from kiosk.usecases import upkeep

    kiosk = _start(_configure(home, config))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    made = upkeep.backup(kiosk, folder)
    kiosk.db.close()
    value = {"file": str(made.path), "n": made.head.n, "term": made.head.term}
    _tell(value, as_json, _words()("cli.backup_done", file=made.path, n=made.head.n))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file of `kiosk backup`.")],
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring a backup back; what is there is moved aside, never overwritten."""
    import os

    from kiosk import keys
    from kiosk.usecases import upkeep

    settings = _configure(home, config)
    ring = keys.load(dict(os.environ), settings.key_file)
    made = upkeep.restore(file, settings.database, ring.store)
    value = {"file": str(settings.database), "n": made.head.n, "term": made.head.term}
    _tell(value, as_json, _words()("cli.restore_done", n=made.head.n))


@app.command()
def export(
    trust: Annotated[
        Path | None, typer.Option("--trust", help="Write the anchors others check our surat with.")
    ] = None,
    book: Annotated[Path | None, typer.Option("--book", help="Write the buku register as PDF.")] = None,
    month: Annotated[str, typer.Option(help="Month of the book, 2026-11; this one by default.")] = "",
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Hand something on as a file."""
    from kiosk.domain.words import moment_day
    from kiosk.usecases import enrolment
    from ui import paper

    kiosk = _open_to_read(_configure(home, config))
    if trust is not None:
        trust.write_bytes(enrolment.export_anchors(kiosk))
    if book is not None:
        _, pdf = paper.render_book(kiosk, month or moment_day(world.now()).isoformat()[:7])
        book.write_bytes(pdf)


@import_app.command("residents")
def import_residents(
    file: Annotated[Path, typer.Argument(help="CSV with a header: nik, nama and more.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, write nothing.")] = False,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring residents in, row by row; what was not understood is listed with its line."""
    from kiosk.context import as_person
    from kiosk.usecases import acts, intake

    kiosk = _start(_configure(home, config))
    words = _words()
    reading = intake.read(kiosk, _read(file))
    if not dry_run and reading.people:
        holder = next(one for one in kiosk.office.staff if "register" in one.roles)
        intake.take(kiosk, as_person(holder), acts.begin(kiosk), reading)
    kiosk.db.close()
    bad = [{"line": one.line, "error": one.error.code, "text": words.error(one.error)} for one in reading.bad]
    if as_json:
        _print_json({"counts": reading.counts, "refused": bad, "unknown_columns": list(reading.unknown)})
    else:
        print(words("cli.import_done", **reading.counts))
        for one in bad:
            print(f"  {one['line']}: {one['text']}")
    sys.exit(WARNING if bad else GOOD)


# --- services and surat -----------------------------------------------------------------------------


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
        _print_json(rows)
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

    words = _words()
    lists = reference.load(RESOURCES / "reference")
    checks: list[Callable[[], object]] = []
    for path in files:
        if path.is_dir():
            checks.append(lambda path=path: catalogue.load(path, lists=lists))  # type: ignore[misc]
        else:
            checks.append(lambda path=path: catalogue.read_service(_read(path), path.name, lists=lists))  # type: ignore[misc]
    problems = 0
    for check in checks:
        try:
            check()
        except KioskError as error:
            problems += 1
            print(words.error(error), file=sys.stderr)
    sys.exit(FAULT if problems else GOOD)


@surat_app.command("render")
def surat_render(
    service: Annotated[str, typer.Option(help="Id of a service.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    example: Annotated[
        bool, typer.Option("--example", help="From the example of the service's file.")
    ] = True,
) -> None:
    """Draw a surat from its service's example, as a draft: what an author looks at."""
    from ui.example import render_example

    out.write_bytes(render_example(service) if example else b"")


if __name__ == "__main__":
    main()
