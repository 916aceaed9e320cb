"""Measures a press of *Kirim*: durable on the device, and from the lobby into the desk's ledger over TLS."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Final

from kiosk import config
from kiosk.context import RESIDENT, Kiosk
from kiosk.store import database
from kiosk.store.database import Database
from kiosk.usecases import acts, permohonan
from kiosk.usecases.permohonan import Filing
from sync.http import Client, Link
from tests import make
from tests.bench.figure import MS, About, Figure, cpu_ms, each, wall_ms
from tests.story.place import DOMISILI, Place
from tests.waiting import free_port
from ui.station import Station

FILE_MS: Final = 10.0
LAN_MS: Final = 150.0
ROW: Final = bytes(range(256)) * 4  # about what one filing adds to the tables
WAIT_S: Final = 30.0
REST_S: Final = 0.2  # between presses: nobody files while the last filing is still being acknowledged


def file(n: int) -> list[Figure]:
    """Rule, Event and durable commit: on the register, which admits it, and in the lobby, which queues it."""
    with tempfile.TemporaryDirectory() as folder:
        desk = make.make_office(Path(folder) / "desk")
        lobby = make.make_lobby(desk, Path(folder) / "lobby")
        bare = _Bare(Path(folder))
        try:
            return [_file("file", desk, bare, n), _file("file_lobby", lobby, bare, n)]
        finally:
            for db in (desk.db, lobby.db, bare.db):
                db.close()


def _file(name: str, kiosk: Kiosk, bare: _Bare, n: int) -> Figure:
    for _ in range(3):
        press(kiosk)
    pairs = [(wall_ms(bare.commit), wall_ms(partial(press, kiosk))) for _ in range(n)]
    floor = statistics.median(one for one, _ in pairs)
    cpu = statistics.median(each([partial(press, kiosk)] * min(n, 50), cpu_ms))
    note = f"floor: a bare commit of 1 kB, turn about, same disk; {cpu:.1f} ms of it CPU, the rest disk"
    return About(name, "ms", "warm", FILE_MS).of([one for _, one in pairs], floor=floor, note=note)


def press(kiosk: Kiosk) -> str:
    """*Kirim*, on this device; the permohonan's id."""
    filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA)
    return permohonan.file(kiosk, RESIDENT, acts.begin(kiosk), filing).case.id


class _Bare:
    """A database of one table with the office's key, journal and durability: what a commit costs here."""

    def __init__(self, folder: Path) -> None:
        self.db: Database = database.open(folder / "bare.db", bytes(32), create=True)
        self.db.run("CREATE TABLE bare (row BLOB)")

    def commit(self) -> None:
        with self.db.write():
            self.db.run("INSERT INTO bare VALUES (?)", (ROW,))


def lan_file(n: int) -> list[Figure]:
    """From the press in the lobby's process to the entry in the ledger of the desk's, TLS on loopback."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), is_real=True)
        place.found()
        place.enrol_lobby()
        config.save(place.desk_config)
        place.close()
        with open_desk(place) as desk:
            place.open_lobby()
            try:
                _lan_file(place.lobby, desk.told)  # the handshake, once
                samples = [_lan_file(place.lobby, desk.told) for _ in range(n)]
                floor = _floor(desk.echo, Path(folder), n)
            finally:
                place.close()
    commits, trip = floor
    note = (
        f"two processes; floor: two bare commits {2 * commits:.1f} ms and a trip of 2 kB on a kept TLS line "
        f"{trip:.1f} ms; the rest is rules, three signatures, and waking two threads of two Pythons"
    )
    return [About("lan_file", "ms", "warm", LAN_MS).of(samples, floor=2 * commits + trip, note=note)]


def _lan_file(lobby: Station, told: Callable[[str], int]) -> float:
    threading.Event().wait(REST_S)
    begun = time.monotonic_ns()
    id = press(lobby.kiosk)
    lobby.wires.poke()
    return (told(id) - begun) / MS


def _floor(echo: Client, folder: Path, n: int) -> tuple[float, float]:
    bare = _Bare(folder)
    try:
        commits = statistics.median(each([bare.commit] * n, wall_ms))
    finally:
        bare.db.close()
    echo.post([ROW * 2])
    return commits, statistics.median(each([partial(echo.post, [ROW * 2])] * n, wall_ms))


@dataclass(frozen=True, slots=True)
class Desk:
    """A register desk in a process of its own.

    `told` says the moment (monotonic ns) a permohonan stood in its ledger, `echo` answers what it is sent.
    """

    process: subprocess.Popen[str]
    told: Callable[[str], int]
    echo: Client


@contextmanager
def open_desk(place: Place) -> Iterator[Desk]:
    """The desk as a child process, for as long as the block runs."""
    port = free_port()
    home = str(place.desk_config.home)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.desk", home, str(port)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        cwd=make.RESOURCES.parent,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        begun = json.loads(child.stdout.readline())
        echo = Client(Link("echo", f"https://127.0.0.1:{port}", tls=begun["tls"]))
        yield Desk(child, partial(_moment, child.stdout), echo)
        echo.close()
        child.stdin.close()
        child.wait(WAIT_S)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _moment(lines: IO[str], id: str) -> int:
    for line in lines:
        told = json.loads(line)
        if id in told["ids"]:
            return int(told["at"])
    raise RuntimeError("the desk ended")
