"""Commands for an office without a line: what a device would tell another, on a stick; no rule of one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.console import GOOD, WARNING, AsJson, ConfigFile, Home, configure, get_words, start, tell

app = typer.Typer()
bundle_app = typer.Typer(no_args_is_help=True, help="Hand on by a stick what no line carries.")
app.add_typer(bundle_app, name="bundle")


@bundle_app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Folder on the stick.")],
    to: Annotated[
        str, typer.Option("--to", help="Device that will read it; else the register, or its center.")
    ] = "",
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Write what another device lacks, readable by that device alone. Exported is not sent."""
    from kiosk.context import DEVICE
    from kiosk.usecases import copies
    from sync import bundle
    from sync.desk import Desk
    from ui.station import get_receiver

    kiosk = start(configure(home, config))
    receiver = get_receiver(kiosk, to)
    written = bundle.export(Desk(kiosk), receiver, folder)
    copies.note_stick(kiosk, DEVICE, "export", [path.name for path in written])
    kiosk.db.close()
    value = {"to": receiver.device, "files": [path.name for path in written]}
    tell(value, as_json, get_words()("cli.bundle_written", files=len(written), device=receiver.device))


@bundle_app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(help="Folder on the stick.")],
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Take in what a stick brings; what cannot be read is named and stops nothing."""
    from kiosk.context import DEVICE
    from kiosk.usecases import copies
    from sync import bundle
    from sync.desk import Desk

    kiosk = start(configure(home, config))
    taken = bundle.take_folder(Desk(kiosk), kiosk.keys.box, folder)
    if taken.names:
        copies.note_stick(kiosk, DEVICE, "import", taken.names, files=taken.files, entries=taken.entries)
    kiosk.db.close()
    words = get_words()
    value = {"files": taken.files, "entries": taken.entries, "refused": taken.refused}
    said = [words("cli.bundle_taken", files=taken.files, entries=taken.entries)]
    said += ["  " + words("cli.bundle_refused", file=name, code=code) for name, code in taken.refused.items()]
    tell(value, as_json, "\n".join(said))
    sys.exit(WARNING if taken.refused else GOOD)
