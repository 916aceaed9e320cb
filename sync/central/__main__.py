"""Owns the `central` command: make the city's center, serve it, let an office in, digest; no rule."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk import disk, keys, texts, world
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.words import moment_words
from sync import bundle
from sync.central import city, fold, keeping, reserves, store
from sync.central.center import Center
from sync.central.offices import list_devices

DATABASE = "center.db"
RESOURCES = Path(__file__).parents[2] / "resources"
HOME = Path("~/.local/share/sidemang-central")
KEPT_S = 90  # a connection nobody speaks on: longer than between two rounds, so that each needs no new one

Home = Annotated[
    Path, typer.Option("--home", help="Folder of keys and database.", envvar="SIDEMANG_CENTRAL_HOME")
]
Json = Annotated[bool, typer.Option("--json", help="Data for programs.")]

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="The city's center: keeps and checks ledgers."
)


bundle_app = typer.Typer(no_args_is_help=True, help="Hand on by a stick what no line carries.")
app.add_typer(bundle_app, name="bundle")


@app.command()
def init(
    home: Home = HOME,
    city_code: Annotated[str, typer.Option("--city", help="The city's code, four digits.")] = "1671",
    host: Annotated[str, typer.Option(help="The host printed in every QR.")] = "VERIF.PALEMBANG.GO.ID",
) -> None:
    """Make keys, root and database of a new center. Once; never over an old one."""
    home = home.expanduser()
    if _key_file(home).exists():
        raise Refused("center_exists", folder=str(home))
    real = world.real()
    _key_file(home).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ring = keys.make_ring(real.token, alone=True)
    keys.save(ring, _key_file(home))
    engine = store.open_store(home / DATABASE)
    with engine.connect() as connection, store.write(connection):
        store.keep_fact(connection, "city", city_code.encode())
        store.keep_fact(connection, "host", host.encode())
    city.init(_open(home))
    print(f"{home}: {city_code}, kid {ring.device.kid.hex()}")


@app.command()
def serve(
    home: Home = HOME,
    listen: Annotated[
        str, typer.Option(help="Address; without a certificate only this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 = any, told on stdout.")] = 8443,
    tls_cert: Annotated[
        Path | None, typer.Option(help="Certificate chain of the city's authority (PEM).")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key (PEM).")] = None,
) -> None:
    """Serve messages, checks and the public pages.

    Without a certificate it listens on this machine alone, as the demo does or behind the city's own proxy:
    messages are signed either way, but what people type must not cross a network in the clear.
    """
    import socket

    import uvicorn

    if tls_cert is None and listen not in {"127.0.0.1", "::1", "localhost"}:
        raise Refused("link_unsafe", url=f"http://{listen}:{port}")
    config = uvicorn.Config(
        make_site(home.expanduser()),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEPT_S,
        ssl_certfile=str(tls_cert) if tls_cert else None,
        ssl_keyfile=str(tls_key) if tls_key else None,
    )
    disk.take_lock(home.expanduser() / DATABASE, "central serve")
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's delay off only then: 41 ms an answer otherwise.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((listen, port))
        listening.listen()  # who reads the address may come at once
        print(f"{'https' if tls_cert else 'http'}://{listen}:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[listening])


def make_site(home: Path) -> Any:
    """The ASGI application over the center in `home`."""
    from sync.central.app import make_app

    return make_app(_open(home), load_library(), fonts=RESOURCES / "fonts")


@cache
def load_library() -> Any:
    """The `answers.Library` of the words, services and lists this checkout ships, read once a process."""
    from kiosk import catalogue, reference
    from sync.central.answers import Library

    lists = reference.load(RESOURCES / "reference")
    return Library(
        texts.load(RESOURCES / "texts"), catalogue.load(RESOURCES / "catalogue", lists=lists), lists
    )


@app.command("enrol-code")
def enrol_code(
    kelurahan: Annotated[str, typer.Argument(help="The kelurahan's code, 10 digits.")],
    home: Home = HOME,
    role: Annotated[str, typer.Option(help="register: brings its whole office.")] = "register",
    as_json: Json = False,
) -> None:
    """A code with which an office joins; 24 hours, five tries."""
    code = city.make_code(_open(home.expanduser()), kelurahan, role)
    print(json.dumps({"kelurahan": kelurahan, "role": role, "code": code}) if as_json else code)


@app.command()
def appoint(
    kelurahan: Annotated[str, typer.Argument(help="The kelurahan's code, 10 digits.")],
    device: Annotated[str, typer.Argument(help="Name of the desk that shall be the register.")],
    home: Home = HOME,
    as_json: Json = False,
) -> None:
    """Make another desk of an office its register; it hears so at its next round, the others after it."""
    center = _open(home.expanduser())
    with center.engine.connect() as connection:
        side = center.open_side(connection, kelurahan)
        fold.catch_up(side)
        term = reserves.appoint(side, device).term
    value = {"kelurahan": kelurahan, "device": device, "term": term}
    print(json.dumps(value) if as_json else f"{kelurahan} {device}: {term}")


@app.command()
def digest(kelurahan: Annotated[str, typer.Argument()], home: Home = HOME, as_json: Json = False) -> None:
    """What the center holds of an office: {kelurahan, term, n, hash, fold}, as `kiosk digest` says it."""
    center = _open(home.expanduser())
    with center.engine.connect() as connection:
        side = center.open_side(connection, kelurahan)
        fold.catch_up(side)
        head = side.get_head()
        value = {
            "kelurahan": kelurahan,
            "term": head.term,
            "n": head.n,
            "hash": head.hash.hex(),
            "fold": side.get_fold(),
        }
    print(json.dumps(value) if as_json else " ".join(f"{name}={text}" for name, text in value.items()))


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(help="Prices or agenda (xlsx, CSV), or a page (TOML).")],
    home: Home = HOME,
) -> None:
    """Put a page to read on the kiosks of every office: food prices, the agenda, a page of an OPD."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Refused("file_unreadable", file=str(file)) from error
    print(city.publish(_open(home.expanduser()), raw, file.name))


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="Where to, on another medium.")], home: Home = HOME
) -> None:
    """Copy the database while the server runs, and open the copy again. Keep the keys apart from it."""
    home = home.expanduser()
    print(keeping.backup(_open(home), home / DATABASE, folder))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file of `central backup`.")], home: Home = HOME
) -> None:
    """Bring a copy back while no server runs; what is there is moved aside. The offices hand in the rest."""
    reached = keeping.restore(file, home.expanduser() / DATABASE, now=world.real().now())
    words = texts.load(RESOURCES / "texts")["id"]
    print(words("center_doctor.brought_back", offices=len(reached), entries=sum(reached.values())))


@app.command()
def doctor(home: Home = HOME, as_json: Json = False) -> int:
    """Database, disk, backup, each office that is silent or raised an alarm. Exit 1: look at something."""
    home = home.expanduser()
    checks = list(keeping.examine(_open(home), home / DATABASE))
    if as_json:
        print(json.dumps([asdict(one) for one in checks]))
    else:
        words = texts.load(RESOURCES / "texts")["id"]
        for one in checks:
            state = words("center_doctor.well" if one.is_well else "center_doctor.look")
            print(f"{state:12} {words(f'center_doctor.{one.id}', **_name_alarm(words, one.details))}")
    return 0 if all(one.is_well for one in checks) else 1


@app.command()
def offices(home: Home = HOME, as_json: Json = False) -> None:
    """Each device that speaks to the center: when it was heard, how far, its program, and how it is."""
    center = _open(home.expanduser())
    with center.engine.connect() as connection:
        found = list_devices(connection)
    if as_json:
        print(json.dumps([asdict(one) for one in found]))
        return
    words = texts.load(RESOURCES / "texts")["id"]
    for one in found:
        now = center.world.now()
        said = [words(f"center_doctor.short_{trouble}", **more) for trouble, more in one.find_troubles(now)]
        print(
            words(
                "center_doctor.office",
                kelurahan=one.kelurahan,
                device=one.device,
                at=moment_words(one.heard_at, "id"),
                n=one.n,
                program=one.program,
                said="; ".join(said) or words("center_doctor.well"),
            )
        )


def _name_alarm(words: texts.Texts, details: dict[str, int | str]) -> dict[str, int | str]:
    """The details of a check, an alarm in the words the office's own desk has for it."""
    if "what" not in details:
        return details
    return details | {"what": words(f"alarm.{details['what']}", device=details["device"])}


@bundle_app.command("export")
def bundle_export(
    kelurahan: Annotated[str, typer.Argument(help="The kelurahan's code, 10 digits.")],
    folder: Annotated[Path, typer.Argument(help="Folder on the stick.")],
    device: Annotated[str, typer.Option(help="Device that will read it; else the register.")] = "",
    home: Home = HOME,
    as_json: Json = False,
) -> None:
    """Write what an office lacks, readable by one of its devices alone."""
    center = _open(home.expanduser())
    with center.engine.connect() as connection:
        side = center.open_side(connection, kelurahan)
        named = device or side.find_register()
        to = next((one for one in side.certificates if one.device == named), None)
        if to is None:
            raise Refused("unknown_device", device=named)
        names = [path.name for path in bundle.export(side, to, folder)]
    print(json.dumps({"to": named, "files": names}) if as_json else "\n".join(names))


@bundle_app.command("import")
def bundle_import(
    folder: Annotated[Path, typer.Argument(help="Folder on the stick.")],
    home: Home = HOME,
    as_json: Json = False,
) -> int:
    """Take in what a stick brings of any office; what cannot be read is named and stops nothing."""
    center = _open(home.expanduser())
    said: dict[str, Any] = {}
    with center.engine.connect() as connection:
        for office in bundle.find_offices(folder):
            side = center.open_side(connection, office)
            taken = bundle.take_folder(side, center.ring.box, folder, turn=lambda: store.write(connection))
            fold.catch_up(side)
            said[office] = {"files": taken.files, "entries": taken.entries, "refused": taken.refused}
    print(json.dumps(said) if as_json else "\n".join(f"{office} {told}" for office, told in said.items()))
    return 1 if any(told["refused"] for told in said.values()) else 0


def _key_file(home: Path) -> Path:
    return home / "keys" / "ring.json"


def _open(home: Path) -> Center:
    if not (home / DATABASE).exists():
        raise Refused("center_missing", folder=str(home))
    environ = {name: value for name, value in os.environ.items() if name == keys.CREDENTIALS}
    ring = keys.load(environ, _key_file(home))
    real = world.real()
    engine = store.open_store(home / DATABASE)
    with engine.connect() as connection:
        code = store.find_fact(connection, "city").decode()
        host = store.find_fact(connection, "host").decode()
    center = Center(engine, ring, code, host, real, real.token(16).hex())
    center.reload()
    return center


def main(arguments: list[str] | None = None) -> None:
    """Run the command; exit 0 good, 2 fault with a sentence on stderr."""
    try:
        result: Any = app(arguments, standalone_mode=False)
    except KioskError as error:
        print(texts.load(RESOURCES / "texts")["id"].error(error), file=sys.stderr)
        sys.exit(2)
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):  # a wrong option: the library's own words
            error.show()
            sys.exit(2)
        raise
    sys.exit(result if isinstance(result, int) else 0)


if __name__ == "__main__":
    main()
