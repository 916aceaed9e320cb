"""What every command shares: its options, the office it opens and how it answers; no command."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kiosk import config as configs
from kiosk import texts, world
from kiosk.config import Config
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.context import Kiosk, Person

GOOD, WARNING, FAULT = 0, 1, 2
RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"

Home = Annotated[Path | None, typer.Option("--home", help="Folder of this device's data.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Configuration file (TOML).")]
Officer = Annotated[
    str, typer.Option("--as", help="Id of the officer who does it; asked for without it, and always the PIN.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout, nothing else.")]


def get_words(language: str = "id") -> texts.Texts:
    return texts.load(RESOURCES / "texts")[language]


def configure(home: Path | None, file: Path | None, **more: Any) -> Config:
    """The configuration of the device at `home`; what the command line says goes before its file."""
    chosen = file
    if chosen is None and ((home or configs.HOME) / configs.FILE).is_file():
        chosen = (home or configs.HOME) / configs.FILE
    kept = {name: value for name, value in more.items() if value not in (None, "")}
    if home is not None:
        kept["home"] = home
    return configs.load(chosen, **kept)


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def read_file(path: Path) -> bytes:
    """What a file a person named holds. Raises Refused("file_unreadable", file=)."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("file_unreadable", file=str(path)) from error


def tell(value: dict[str, Any], as_json: bool, said: str) -> None:
    """A program gets the value, a person the sentence."""
    if as_json:
        print_json(value)
    else:
        print(said)


def start(settings: Config) -> Kiosk:
    """The office to write in, while no window of it is open. Raises as `office.start`."""
    from kiosk.usecases import office

    return office.start(world.real(), settings, office.load_library(RESOURCES), holder="kiosk")


@contextmanager
def at_register(settings: Config) -> Iterator[tuple[Kiosk, Person]]:
    """The office to write in for one act of whoever holds its register; closed at the end."""
    from kiosk.context import as_person

    kiosk = start(settings)
    try:
        holders = [one for one in kiosk.office.staff if "register" in one.roles]
        if not holders:
            raise Refused("not_register", device=kiosk.device)
        yield kiosk, as_person(holders[0])
    finally:
        kiosk.db.close()


@contextmanager
def as_officer(settings: Config, person: str) -> Iterator[tuple[Kiosk, Person]]:
    """The office to write in for one act of an officer who gives the PIN, as on the page at the desk.

    Raises as `start` and `session.sign_in`: a wrong PIN counts here as there, and the waits are the same.
    """
    from kiosk.context import as_person
    from kiosk.usecases import session

    words = get_words()
    kiosk = start(settings)
    try:
        officers = [one for one in session.find_people(kiosk) if as_person(one).is_officer]
        if not person:
            told = ", ".join(f"{one.id} ({one.name})" for one in officers)
            person = typer.prompt(words("cli.officer", people=told), err=True)
        pin = typer.prompt(words("cli.officer_pin", person=person), hide_input=True, err=True)
        yield kiosk, session.sign_in(kiosk, person, pin)
    finally:
        kiosk.db.close()


def open_to_read(settings: Config) -> Kiosk:
    """The office beside a running window, read-only: this process writes no event."""
    from kiosk.usecases import office

    return office.look(world.real(), settings, office.load_library(RESOURCES))
