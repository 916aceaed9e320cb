"""Commands about the office's devices: which there are, and ending one; no rule of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.console import (
    AsJson,
    ConfigFile,
    Home,
    at_register,
    configure,
    get_words,
    open_to_read,
    print_json,
    tell,
)

if TYPE_CHECKING:
    from kiosk.usecases.devices import Device

app = typer.Typer()
device_app = typer.Typer(no_args_is_help=True, help="The office's devices: list them, end one.")
app.add_typer(device_app, name="device")


@device_app.command("list")
def list_(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Every device of the office: what it is, since when, whether it was ended, when it was last heard."""
    from kiosk.usecases import devices

    found = devices.find_devices(open_to_read(configure(home, config)))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        print("\n".join(map(_say, found)))


@device_app.command("end")
def end(
    device: Annotated[str, typer.Argument(help="Name of the device, as `kiosk device list` says it.")],
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """End a device that was stolen or lost, on the register desk while its window is closed. For good."""
    from kiosk.usecases import acts, devices

    with at_register(configure(home, config)) as (kiosk, holder):
        devices.end(kiosk, holder, acts.begin(kiosk), device)
    tell({"device": device, "ended": True}, as_json, get_words()("cli.device_ended", device=device))


@device_app.command("held")
def held(
    device: Annotated[str, typer.Argument(help="An ended device; without it, what is held of all.")] = "",
    *,
    admit: Annotated[bool, typer.Option("--admit/--leave", help="What it made is real, or is not.")] = True,
    home: Home = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """What ended devices made and a stick or a neighbour brought: list it, admit it, or leave it."""
    from sync import held as mail
    from sync.desk import Desk

    settings = configure(home, config)
    if not device:
        found = mail.find_held(Desk(open_to_read(settings)))
        value = [asdict(one) for one in found]
        lines = [get_words()("cli.held", device=one.device, count=one.count) for one in found]
        tell({"held": value}, as_json, "\n".join(lines) or get_words()("cli.held_none"))
        return
    with at_register(settings) as (kiosk, holder):
        count = mail.settle(Desk(kiosk), holder, device, is_real=admit)
    said = get_words()("cli.held_admitted" if admit else "cli.held_left", device=device, count=count)
    tell({"device": device, "admitted": admit, "count": count}, as_json, said)


def _say(one: Device) -> str:
    from kiosk.domain.words import moment_day

    words = get_words()
    return words(
        "cli.device_line",
        name=one.name,
        kind=words(f"cli.device_{one.kind}"),
        state=words("cli.device_gone" if one.is_ended else "cli.device_at_work"),
        since=moment_day(one.since).isoformat(),
        heard=moment_day(one.heard_at).isoformat() if one.heard_at else words("cli.device_never"),
    )
