"""Commands that make an office or a device and run it; what each does is its use case's."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk import config as configs
from kiosk import world
from kiosk.config import Config
from kiosk.domain.errors import KioskError
from ui.commands.console import (
    AsJson,
    ConfigFile,
    Home,
    at_register,
    configure,
    get_words,
    read_file,
    start,
    tell,
)

if TYPE_CHECKING:
    from kiosk.context import Kiosk

app = typer.Typer()


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

    settings = configure(home, None, device=device, port=port, listen=listen, printer=printer, role="desk")
    library = load_library()
    told = setup.read_answers(read_file(answers), library.reference.gazetteer)
    kiosk = office.init(world.real(), settings, library, told)
    configs.save(settings)
    sheet = make_sheet(kiosk)
    digest = upkeep.digest(kiosk)
    root = kiosk.keys.root
    kiosk.db.close()
    value = {
        "kelurahan": digest.kelurahan,
        "device": device,
        "home": str(settings.home),
        "root": root.kid.hex() if root else "",
        "n": digest.n,
        **sheet,
    }
    tell(value, as_json, get_words()("cli.init_done", office=kiosk.office.kelurahan, home=settings.home))


def make_sheet(kiosk: Kiosk) -> dict[str, str]:
    """A recovery key on the office's printer, or in words on the terminal where there is none."""
    from kiosk.usecases import recovery
    from ui import paper

    groups = recovery.make(kiosk)
    try:
        paper.print_safe(kiosk, paper.make_printer(kiosk.config.printer), groups)
    except KioskError:
        print(get_words()("cli.sheet_by_hand"), "  " + " ".join(groups), sep="\n", file=sys.stderr)
        return {"sheet": "terminal"}
    print(get_words()("cli.sheet_printed"), file=sys.stderr)
    return {"sheet": "printer"}


@app.command("enrol-code")
def enrol_code(
    device: Annotated[str, typer.Argument(help="Name of the new device, e.g. lobi-1.")],
    kind: Annotated[str, typer.Option(help="lobby or desk.")] = "lobby",
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a one-time code for a further device, on the register desk while its window is closed."""
    from sync import newcomers

    with at_register(configure(home, config)) as (kiosk, holder):
        code = newcomers.make_code(kiosk, holder, device, kind)
        kelurahan = kiosk.office.code
    tell({"code": code, "kelurahan": kelurahan, "device": device}, as_json, code)


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
        settings = configure(home, config)
        kiosk = start(settings)
        by = station.be_adopted(kiosk, center, code)
        kiosk.db.close()
        configs.save(replace(settings, center=center))
        tell({"center": by}, as_json, get_words()("cli.adopted", center=by))
        return
    settings = configure(
        home, config, device=device, role=kind, register=register, printer=printer, letter=_letter(device)
    )
    station.join(settings, kelurahan, code)
    configs.save(settings)
    tell({"device": device, "kelurahan": kelurahan}, as_json, get_words()("cli.enrolled", device=device))


def _letter(device: str) -> str:
    """The letter of a device's queue numbers: A for the first lobby kiosk, B for the second."""
    digits = "".join(filter(str.isdigit, device)) or "1"
    return chr(ord("A") + (int(digits) - 1) % 26)


@app.command()
def run(
    home: Home = None,
    config: ConfigFile = None,
    size: Annotated[str, typer.Option(help="1920x1080; else the whole screen.")] = "",
) -> None:
    """The lobby window."""
    _open_window(configure(home, config), size)


@app.command()
def desk(
    home: Home = None,
    config: ConfigFile = None,
    size: Annotated[str, typer.Option(help="1920x1080; else the whole screen.")] = "",
) -> None:
    """The desk window; on the register desk it also answers the lobby."""
    _open_window(configure(home, config), size)


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
