"""Commands that only look: is all well, where does it stand, is this surat good; they write no event."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from kiosk import world
from kiosk.domain.errors import Refused
from ui.commands.console import (
    FAULT,
    GOOD,
    WARNING,
    AsJson,
    ConfigFile,
    Home,
    configure,
    get_words,
    open_to_read,
    print_json,
    read_file,
    tell,
)

app = typer.Typer()

_COLOURS: Final = {"ok": "green", "warn": "yellow", "fault": "red", "unknown": "bright_black"}


@app.command()
def doctor(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Is everything well? One line a check, and what to do."""
    from kiosk.usecases import upkeep
    from kiosk.usecases.upkeep import Health
    from sync import station

    kiosk = open_to_read(configure(home, config))
    checks = (*upkeep.doctor(kiosk), *station.examine(kiosk))
    words = get_words()
    rows = [
        {
            "id": one.id,
            "state": one.state.value,
            "trouble": one.trouble,
            "text": words(one.key, **one.data),
            "data": dict(one.data),
        }
        for one in checks
    ]
    if as_json:
        print_json({"v": 1, "device": kiosk.device, "checks": rows})
    else:
        table = Table(show_header=False, box=None)
        for row in rows:
            mark = f"[{_COLOURS[str(row['state'])]}]{words('links.health_' + str(row['state']))}[/]"
            table.add_row(mark, str(row["id"]), str(row["text"]))
        Console().print(table)
    states = {one.state for one in checks}
    worst = FAULT if Health.FAULT in states else WARNING if Health.WARN in states else GOOD
    sys.exit(worst)


@app.command()
def digest(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """What two devices of an office compare: {kelurahan, term, n, hash, fold}."""
    from kiosk.usecases import upkeep

    value = asdict(upkeep.digest(open_to_read(configure(home, config))))
    tell(value, as_json, " ".join(f"{key}={inner}" for key, inner in value.items()))


@app.command()
def verify(
    what: Annotated[str, typer.Argument(help="The text of a QR, or a file: picture, PDF or text.")],
    trust: Annotated[
        Path | None, typer.Option("--trust", help="Anchors you chose; without it this device's own.")
    ] = None,
    center: Annotated[str, typer.Option(help="Ask a center at its address instead, over the network.")] = "",
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Check a surat, without a network. Exit 0 green or yellow, 1 red, 2 unreadable."""
    text = _find_text(what)
    if center:
        _verify_there(center, text, as_json=as_json)
    if trust is not None:
        from kiosk import trust as trusts

        verdict = trusts.check(text, trusts.read_anchors(read_file(trust)), now=world.now())
    else:
        from kiosk.usecases import checking

        verdict = checking.check(open_to_read(configure(home, config)), text)
    if as_json:
        print_json(verdict.as_json())
    else:
        words = get_words()
        print(words(verdict.headline))
        for line in verdict.lines:
            print(words(line.key, **line.details))
        for key, value in verdict.as_json().get("facts", {}).items():
            print(f"  {key}: {value}")
    sys.exit(WARNING if verdict.colour == "red" else GOOD)


def _verify_there(center: str, text: str, *, as_json: bool) -> NoReturn:
    from sync.http import ask_public

    said = ask_public(center, text)
    if as_json:
        print_json(said)
    else:
        print(get_words()(f"verdict.{said['state']}"))
    sys.exit(WARNING if said["colour"] == "red" else GOOD)


def _find_text(what: str) -> str:
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
