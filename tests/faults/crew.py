"""Lobby, desk and center as processes that work until they are killed; they assert nothing.

What a process says is a receipt: it was durable before it was said. They are forked from one process that
has loaded everything, so that a new life costs little; each has a database of its own.
"""

from __future__ import annotations

import faulthandler
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

import uvicorn

from kiosk import config, failpoint, world
from kiosk.context import RESIDENT, Kiosk, Person, as_person
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.words import moment_day
from kiosk.store import backup, cases, documents, files
from kiosk.usecases import acts, appointment, clock, copies, office, permohonan, staff, surat
from kiosk.usecases.permohonan import Filing
from sync.central.__main__ import make_site
from tests import make
from tests.faults import preloaded
from tests.story.place import DOMISILI, STEPS
from ui import station
from ui.station import Station

PAGE: Final = 40_000  # bytes: about what a scanned page takes
EXPECTED: Final = frozenset(
    {"stale_base", "wrong_state", "not_allowed"}
)  # a carried case had moved meanwhile
LATE_S: Final = 60.0
STACK: Final = "stack.txt"  # of a life that was asked where it stands

_context: Final = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.warm"])

Say = Callable[..., None]
Work = Callable[[Path, Say], None]


# --- the processes ----------------------------------------------------------------------------------------


def live(work: Work, home: Path, line: Connection, point: str) -> None:
    """One life of a process: its receipts go down the line, and it ends when nobody listens any more."""
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.register(signal.SIGUSR1, (home / STACK).open("w"))  # asked where it stands, it says so
    preloaded.strike(home)
    if point:
        os.environ[failpoint.VARIABLE] = point
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    work(home, lambda *words: line.send(words))


def _end_with(line: Connection) -> None:
    try:
        line.recv()
    except (EOFError, OSError):
        os._exit(3)


def _open(home: Path, say: Say) -> Station:
    opened = station.open_station(config.load(home / "kiosk.toml"), make.library(), cost=make.CHEAP)
    say("open", opened.kiosk.inc)
    return opened


def lobby(home: Path, say: Say) -> None:
    """Residents file, every second one with a page."""
    opened = _open(home, say)
    number = 0
    while True:
        kiosk = opened.kiosk
        number += 1
        pages = []
        if number % 2:
            plain = kiosk.token(PAGE)
            pages.append(files.put(kiosk.db, kiosk.config.files, plain, kind="ktp", token=kiosk.token))
        filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA, files=pages)
        filed = permohonan.file(kiosk, RESIDENT, acts.begin(kiosk), filing)
        say("filed", filed.case.id, *(one.sha256 for one in pages))
        opened.refresh()
        opened.wires.poke()
        preloaded.rest(0.04)


def desk(home: Path, say: Say) -> None:
    """Every permohonan goes its way to the resident's hands; backups and new staff lists in between."""
    opened = _open(home, say)
    done = 0
    while True:
        preloaded.rest(0.005)
        for shown in cases.find_open(opened.kiosk.db):
            try:
                carry(opened.kiosk, shown.case, say)
            except Refused as refusal:
                say("refused", refusal.code)
                if refusal.code == "date_untrusted":
                    confirm_date(opened.kiosk, say)
            done += 1
            if done % 3 == 0:
                say("backup", str(copies.backup(opened.kiosk).path))
            if done % 3 == 1:
                change_list(opened, say)
            opened.wires.poke()
            for state in opened.wires.get_states():
                say("heard", state.their_n)


def carry(kiosk: Kiosk, case: Permohonan, say: Say) -> None:
    """Papers seen, steps passed, number taken, printed, inked, handed over."""

    def person(id: str) -> Person:
        return as_person(next(one for one in kiosk.office.staff if one.id == id))

    def act() -> acts.Act:
        return acts.begin(kiosk, case)

    rina = person("rina")
    if case.status is Status.IN_REVIEW:
        for what in ("identity", *case.get_missing()) if not case.identity or case.get_missing() else ():
            case = permohonan.check(kiosk, rina, act(), what=what)
        while case.get_step() != "signer":
            case = permohonan.pass_on(kiosk, person(STEPS[case.get_step()]), act())
        case = surat.sign(kiosk, rina, act())
        say("signed", case.id, case.sign["number"])
    if case.status is Status.SIGNED and not case.has_printed():
        one = surat.record_print(
            kiosk, rina, act(), kind=Copy.ORIGINAL, pdf_sha256="ab" * 32, renderer="faults"
        )
        say("printed", case.id, one.attempt)
        case = surat.confirm_paper(kiosk, rina, act(), attempt=one.attempt)
    if case.status is Status.SIGNED:
        case = surat.confirm_ink(kiosk, rina, act())
    if case.status is Status.READY:
        case = surat.hand_over(kiosk, rina, act(), to="LELA CONTOH")
        say("handed", case.id)


def confirm_date(kiosk: Kiosk, say: Say) -> None:
    """The register's holder reads the date off the screen and confirms it, if it is one they may."""
    rina = as_person(next(one for one in kiosk.office.staff if one.id == "rina"))
    try:
        clock.confirm_date(kiosk, rina, acts.begin(kiosk), moment_day(kiosk.now()))
    except Refused as refusal:
        say("refused", refusal.code)


def change_list(opened: Station, say: Say) -> None:
    """Somebody's rank changes: a new staff document."""
    kiosk = opened.kiosk
    first, *others = kiosk.office.staff
    turned = replace(first, rank="Penata (III/c)" if "Tk" in first.rank else "Penata Tk. I (III/d)")
    rina = as_person(next(one for one in kiosk.office.staff if one.id == "rina"))
    opened.kiosk = staff.change_staff(kiosk, rina, (turned, *others))
    say("listed", documents.find_end(kiosk.db, kiosk.office.code)[0])


def center(home: Path, say: Say) -> None:
    """The city's center, at the port that stands in its folder."""
    port = int((home / "port").read_text("ascii"))
    listening = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(make_site(home), log_level="critical", access_log=False))
    say("open", "center")
    server.run(sockets=[listening])


def counter(home: Path, say: Say) -> None:
    """One desk that stands alone and never rests; it folds its log into the database every few pages."""
    kiosk = office.start(world.real(), config.load(home / "kiosk.toml"), make.library(), cost=make.CHEAP)
    kiosk.db.run("PRAGMA wal_autocheckpoint = 40")
    say("open", kiosk.inc)
    number = 0
    while True:
        number += 1
        case = make.file(kiosk).case
        say("filed", case.id)
        if number % 4 == 0:
            case = make.checked(kiosk, case)
            while case.get_step() != "signer":
                case = permohonan.pass_on(kiosk, make.STEPS[case.get_step()], acts.begin(kiosk, case))
            case = surat.sign(kiosk, make.operator, acts.begin(kiosk, case))
            say("signed", case.id, case.sign["number"])


def stubborn(home: Path, say: Say) -> None:
    """A desk whose disk fails now and then: what fails is said, and it goes on."""
    kiosk = office.start(world.real(), config.load(home / "kiosk.toml"), make.library(), cost=make.CHEAP)
    kiosk.db.run("PRAGMA wal_autocheckpoint = 40")
    say("open", kiosk.inc)
    while True:
        try:
            page = files.put(kiosk.db, kiosk.config.files, kiosk.token(PAGE), kind="ktp", token=kiosk.token)
            case = make.file(kiosk, files=(page,)).case
            say("filed", case.id)
            case = make.checked(kiosk, case)
            while case.get_step() != "signer":
                case = permohonan.pass_on(kiosk, make.STEPS[case.get_step()], acts.begin(kiosk, case))
            case = surat.sign(kiosk, make.operator, acts.begin(kiosk, case))
            say("signed", case.id, case.sign["number"])
        except KioskError as error:
            say("failed", error.code)


def restorer(home: Path, say: Say) -> None:
    """`kiosk restore` of the newest backup to a disk that already holds a database."""
    settings = config.load(home / "kiosk.toml")
    kiosk_keys = office._load_ring(settings)
    newest = max(settings.backups.glob("sidemang-*.db"))
    say("open", "restore")
    backup.restore(newest, home.parent / "restored" / "office.db", kiosk_keys.store)
    say("restored", newest.name)


def successor(home: Path, say: Say) -> None:
    """A second desk that takes the register over with its reserve, and does no more."""
    kiosk = office.start(world.real(), config.load(home / "kiosk.toml"), make.library(), cost=make.CHEAP)
    say("open", kiosk.inc)
    say("term", str(appointment.take_over(kiosk, make.operator, acts.begin(kiosk))))


ROLES: Final[dict[str, Work]] = {
    "lobby": lobby,
    "desk": desk,
    "center": center,
    "counter": counter,
    "restorer": restorer,
    "successor": successor,
    "stubborn": stubborn,
}


# --- their handle -----------------------------------------------------------------------------------------


@dataclass
class Hand:
    """One process, life after life, and every receipt its lives gave.

    `work` is what it does; without it, what its role does in an office.
    """

    role: str
    home: Path
    work: Work | None = None
    receipts: list[tuple[Any, ...]] = field(default_factory=list)
    lives: int = 0
    process: BaseProcess | None = None
    line: Connection | None = None
    reader: threading.Thread | None = None

    def start(self, point: str = "") -> None:
        """A new life; at `point` it ends itself."""
        work = self.work or ROLES[self.role]
        self.line, theirs = _context.Pipe()
        self.process = _context.Process(target=live, args=(work, self.home, theirs, point), daemon=True)
        self.process.start()
        theirs.close()
        self.lives += 1
        self.reader = threading.Thread(target=self._read, args=(self.line,), daemon=True)
        self.reader.start()

    def _read(self, line: Connection) -> None:
        try:
            while True:
                self.receipts.append(line.recv())
        except (EOFError, OSError):
            return

    def get(self, what: str) -> list[Any]:
        """What was named in receipts of this kind."""
        return [words[1] for words in tuple(self.receipts) if words[0] == what]

    def count(self, what: str) -> int:
        return len(self.get(what))

    def is_alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def find_stack(self) -> str:
        """Where every thread of a life that goes no further stands."""
        if self.process is None or not self.is_alive():
            return "its end"
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGUSR1)
        time.sleep(0.5)
        return (self.home / STACK).read_text("utf-8", "replace")

    def strike_dead(self) -> None:
        """SIGKILL; `bury` it then."""
        assert self.process is not None
        self.process.kill()

    def kill(self) -> int | None:
        """SIGKILL, where it lives; the code it ended with, -9 unless it had ended before."""
        if self.process is None:
            return None
        self.strike_dead()
        return self.bury()

    def bury(self) -> int | None:
        """Wait for its end, which has come, and for its last receipts."""
        assert self.process is not None
        assert self.line is not None
        assert self.reader is not None
        self.process.join(LATE_S)
        code = self.process.exitcode
        self.reader.join(LATE_S)
        self.line.close()
        self.process.close()
        self.process = None
        return code


def wait_for(is_so: Callable[[], bool], seconds: float = LATE_S) -> bool:
    """Whether it came to be so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        preloaded.rest(0.01)
    return True
