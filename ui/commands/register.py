"""Commands about the register's place: where it is, taking it over, closing it, its root; no rule of it."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kiosk import keys
from kiosk.domain.errors import Refused
from ui.commands.console import (
    AsJson,
    ConfigFile,
    Home,
    Officer,
    as_officer,
    configure,
    get_words,
    open_to_read,
    print_json,
    tell,
)

app = typer.Typer()
register_app = typer.Typer(no_args_is_help=True, help="Which desk is the register; making it another one.")
app.add_typer(register_app, name="register")


@register_app.command("show")
def show(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Which desk gives numbers, whether it still does, which desks could take over from it."""
    from kiosk.usecases import appointment

    found = appointment.find_standing(open_to_read(configure(home, config)))
    if as_json:
        print_json(asdict(found))
        return
    words = get_words()
    print(words("cli.register_at", device=found.device, term=found.term, n=found.n))
    if found.is_closed:
        print(words("cli.register_is_closed"))
    if found.is_locked:
        print(words("error.register_locked"))
    if found.others:
        print(words("cli.register_others", devices=", ".join(found.others)))
    if not found.is_here:
        print(words("cli.register_can" if found.reserve else "cli.register_cannot"))


@register_app.command("take-over")
def take_over(
    home: Home = None,
    config: ConfigFile = None,
    officer: Officer = "",
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether; the PIN is asked for.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make this desk the register, while its window is closed: the old one gives no number any more.

    Asks everybody reachable for the longest ledger first.
    """
    from kiosk.usecases import acts, appointment
    from sync import station

    words = get_words()
    with as_officer(configure(home, config), officer) as (kiosk, holder):
        reached = station.gather(kiosk)
        found = appointment.find_standing(kiosk)
        if not yes:
            told = ", ".join(reached) or words("cli.register_nobody")
            typer.confirm(words("cli.register_ask", n=found.n, reached=told), abort=True, err=True)
        term = appointment.take_over(kiosk, holder, acts.begin(kiosk))
        after = appointment.find_standing(kiosk)
    said = words("cli.register_taken", device=after.device, n=found.n)
    value = {"device": after.device, "term": term, "reached": reached, "is_locked": after.is_locked}
    tell(value, as_json, f"{said} {words('error.register_locked')}" if after.is_locked else said)


@register_app.command("close")
def close(
    home: Home = None, config: ConfigFile = None, officer: Officer = "", as_json: AsJson = False
) -> None:
    """Say this register's last word, while its window is closed: another desk takes over from it next."""
    from kiosk.usecases import acts, appointment
    from sync import station

    with as_officer(configure(home, config), officer) as (kiosk, holder):
        appointment.close(kiosk, holder, acts.begin(kiosk))
        station.gather(kiosk)
        found = appointment.find_standing(kiosk)
    others = ", ".join(found.others)
    tell(
        {"device": found.device, "n": found.n, "others": found.others},
        as_json,
        get_words()("cli.register_closed", device=found.device, n=found.n, devices=others),
    )


@register_app.command("root")
def root(
    file: Annotated[Path, typer.Argument(help="A backup of the old register, its keys beside it.")],
    home: Home = None,
    config: ConfigFile = None,
    officer: Officer = "",
    as_json: AsJson = False,
) -> None:
    """Bring the office's root to the desk that took over, while its window is closed: so it enrols devices.

    From a backup of the old register and the sheet in the safe that opens its keys.
    """
    from kiosk.usecases import acts, recovery

    words, settings = get_words(), configure(home, config)
    if os.environ.get(keys.CREDENTIALS):
        raise Refused("root_by_credential", name=keys.ROOT_CREDENTIAL)
    with as_officer(settings, officer) as (kiosk, who):
        kept = recovery.open_beside(file, typer.prompt(words("cli.sheet_words"), err=True))
        ring = recovery.take_root(kiosk, who, acts.begin(kiosk), kept)
        keys.save(ring, settings.key_file)
    kid = kept.ring.root.kid.hex() if kept.ring.root else ""
    tell({"root": kid}, as_json, words("cli.root_taken", root=kid))
