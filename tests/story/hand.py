"""A process that works until it is killed (`python -m tests.story.hand lobby HOME`); it asserts nothing.

A line on stdout is a receipt: what it names was durable before it was written. The lobby files and hands on,
the desk answers at its door and carries every permohonan through its chain to a number.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from kiosk import config
from kiosk.context import RESIDENT, Kiosk, Person, as_person
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases
from kiosk.usecases import acts, permohonan, surat
from kiosk.usecases.permohonan import Filing
from tests import make
from tests.story.place import DOMISILI, STEPS
from ui import station
from ui.station import Station

PAUSE = threading.Event()


def main(role: str, home: Path) -> None:
    """Open the device and work for ever."""
    opened = station.open_station(config.load(home / "kiosk.toml"), make.library(), cost=make.CHEAP)
    say("open", opened.kiosk.inc)
    while True:
        if role == "lobby":
            file_one(opened)
        else:
            PAUSE.wait(0.005)
            for shown in cases.find_open(opened.kiosk.db):
                carry(opened.kiosk, shown.case)


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def file_one(opened: Station) -> None:
    button = acts.begin(opened.kiosk)
    filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA)
    filed = permohonan.file(opened.kiosk, RESIDENT, button, filing)
    say("filed", filed.case.id, filed.ticket)
    opened.wires.poke()
    PAUSE.wait(0.03)


def carry(kiosk: Kiosk, case: Permohonan) -> None:
    """Whatever is next: papers seen, a step passed, a number taken."""

    def person(id: str) -> Person:
        return as_person(next(one for one in kiosk.office.staff if one.id == id))

    try:
        if case.status is not Status.IN_REVIEW:
            return
        for what in ("identity", *case.get_missing()) if not case.identity or case.get_missing() else ():
            case = permohonan.check(kiosk, person("rina"), acts.begin(kiosk, case), what=what)
        while case.get_step() != "signer":
            case = permohonan.pass_on(kiosk, person(STEPS[case.get_step()]), acts.begin(kiosk, case))
        case = surat.sign(kiosk, person("rina"), acts.begin(kiosk, case))
        say("signed", case.id, case.sign["number"])
    except Refused as refusal:
        say("refused", refusal.code, case.id)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
