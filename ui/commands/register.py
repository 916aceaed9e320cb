"""Commands about the register's place: where it is, taking it over, closing it; no rule of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

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
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make this desk the register, while its window is closed: the old one gives no number any more.

    Asks everybody reachable for the longest ledger first.
    """
    from kiosk.usecases import acts, appointment
    from sync import station

    words = get_words()
    with at_register(configure(home, config)) as (kiosk, holder):
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
def close(home: Home = None, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Say this register's last word, while its window is closed: another desk takes over from it next."""
    from kiosk.usecases import acts, appointment
    from sync import station

    with at_register(configure(home, config)) as (kiosk, holder):
        appointment.close(kiosk, holder, acts.begin(kiosk))
        station.gather(kiosk)
        found = appointment.find_standing(kiosk)
    others = ", ".join(found.others)
    tell(
        {"device": found.device, "n": found.n, "others": found.others},
        as_json,
        get_words()("cli.register_closed", device=found.device, n=found.n, devices=others),
    )
