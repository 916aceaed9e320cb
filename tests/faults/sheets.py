"""P12: a desk prints through a queue of CUPS while printer, cable, queue and the desk itself fail.

A person stands at the desk: says "came out" of what lies in the tray and of nothing else, takes back what
does not come, prints again. In the end every surat is out, all its sheets are one, and nothing counts as
printed that nobody said.
"""

from __future__ import annotations

import base64
import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kiosk import config, world
from kiosk.context import Kiosk, as_person
from kiosk.domain.errors import KioskError
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Print, Status
from kiosk.domain.seal import parse_text
from kiosk.store import cases, ledger
from kiosk.usecases import acts, office, permohonan, surat
from printing import ipp, read
from printing.printers import Fate
from tests import make
from tests.faults import audit, preloaded
from tests.faults.crew import Hand, Say, wait_for
from tests.faults.promise import Result
from tests.faults.spooler import Spooler
from tests.waiting import free_port
from ui import paper, station
from ui.deskwork import DeskWork
from ui.printwork import PrintWork
from ui.station import Station

OPEN: Final = 4  # permohonan on their way at once: one queue, several sheets in it
PATIENCE_S: Final = 1.5  # of the person, where the desk itself asks after 90 s
TIMEOUT: Final = (0.5, 1.0)  # of the desk's questions to the printer
LATE_S: Final = 240.0  # after the last fault, on a machine that has other work as well
TRAY, ENOUGH = "tray", "enough"  # files of the desk's folder: where paper comes out; no more filings
POINTS: Final = ("print.committed", "print.sent", "sign.committed")
WORKS: Final = {
    "jam": "media-jam-error",
    "no paper": "media-empty-error",
    "cover open": "cover-open-error",
    "sheet eaten": "eaten",
}


# --- the desk ---------------------------------------------------------------------------------------------


def print_all(home: Path, say: Say) -> None:
    """A process: the desk and the person at it."""
    vars(ipp).update(TIMEOUT=TIMEOUT)
    opened = station.open_station(config.load(home / config.FILE), make.library(), cost=make.CHEAP)
    say("open", opened.kiosk.inc)
    work = DeskWork(opened, lambda: "id", as_person(make.OPERATOR))
    desk = _Desk(opened, PrintWork(work), Path((home / TRAY).read_text("utf-8")), say)
    while True:
        held = cases.find_open(opened.kiosk.db)
        if (home / ENOUGH).exists():
            if not held:
                say("done", opened.kiosk.inc)
        elif len(held) < OPEN:
            say("filed", make.file(opened.kiosk).case.id)
        for shown in held:
            desk.attend(shown.case)
        preloaded.rest(0.02)


@dataclass
class _Desk:
    opened: Station
    prints: PrintWork
    tray: Path
    say: Say
    since: dict[tuple[str, int], float] = field(default_factory=dict)

    @property
    def kiosk(self) -> Kiosk:
        return self.opened.kiosk

    def attend(self, case: Permohonan) -> None:
        """The next button about one permohonan; what fails is said, and tried again at the next look."""
        try:
            self._press(case)
        except KioskError as error:
            self.say("failed", error.code)

    def _press(self, case: Permohonan) -> None:
        kiosk, who = self.kiosk, make.operator
        unsaid = [one for one in case.prints if one.ok is None]
        if case.status is Status.IN_REVIEW:
            case = make.checked(kiosk, case) if not case.identity or case.get_missing() else case
            while case.get_step() != "signer":
                case = permohonan.pass_on(kiosk, make.STEPS[case.get_step()], acts.begin(kiosk, case))
            self.say("signed", case.id, surat.sign(kiosk, who, acts.begin(kiosk, case)).sign["number"])
        elif unsaid:
            self._look(case, unsaid[0])
        elif not case.has_printed():
            self.say("sending", case.id)
            sent = paper.print_surat(kiosk, self.opened.printer, who, acts.begin(kiosk, case))
            self.say("sent", case.id, sent.printed.attempt)
        elif case.status is Status.SIGNED:
            surat.confirm_ink(kiosk, who, acts.begin(kiosk, case))
        else:
            surat.hand_over(kiosk, who, acts.begin(kiosk, case), to="LELA CONTOH")
            self.say("handed", case.id)

    def _look(self, case: Permohonan, sheet: Print) -> None:
        """Into the tray; after a while at the page of the printer, where a sheet that waits is taken back.

        One the printer says it has made is not taken back: a person says that no paper came of it. CUPS calls
        a job completed whose printer was switched off and on, and knows nothing of it any more.
        """
        kiosk = self.kiosk
        name = paper.name_sheet(kiosk, case.id, sheet.kind, sheet.attempt)
        act = acts.begin(kiosk, case)
        if list(self.tray.glob(f"{name}.*")):
            surat.confirm_paper(kiosk, make.operator, act, attempt=sheet.attempt)
            self.say("confirmed", case.id, sheet.attempt)
            return
        begun = self.since.setdefault((case.id, sheet.attempt), time.monotonic())
        if time.monotonic() - begun < PATIENCE_S:
            return
        told = self.prints.find_device().sheets
        if Fate.ACCEPTED in {one.fate for one in told if (one.case, one.attempt) == (case.id, sheet.attempt)}:
            surat.confirm_paper(kiosk, make.operator, act, attempt=sheet.attempt, ok=False, reason="nothing")
            self.say("not come", case.id, sheet.attempt)
        else:
            self.prints.take_back(act, sheet.attempt)
            self.say("taken back", case.id, sheet.attempt)


# --- what befalls it --------------------------------------------------------------------------------------


def fail_printer(seed: int, folder: Path, size: int) -> Result:
    """`size` faults, most of them while a sheet is under way; then all is mended and everything must come."""
    chance = random.Random(seed)
    spooler = Spooler.build()
    try:
        made = make.make_office(folder / "desk")
        config.save(replace(made.config, printer=spooler.url, port=free_port()))
        made.db.close()
        (made.config.home / TRAY).write_text(str(spooler.tray), "utf-8")
        hand = Hand("desk", made.config.home, print_all)
        failing = Failing(chance, spooler, hand)
        try:
            hand.start()
            for number in range(size):
                failing.strike(seed * size + number)
            failing.end()
        finally:
            hand.kill()
        return failing.judge(made.config.home)
    finally:
        spooler.close()


@dataclass
class Failing:
    """Which fault comes when; what had happened to the newest sheet by then."""

    chance: random.Random
    spooler: Spooler
    hand: Hand
    at: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def strike(self, number: int) -> None:
        """The next fault, at a moment nobody chose after the next sheet was signed, sent or came out."""
        goal = self.chance.choice(("signed", "sending", "sent", "confirmed"))
        before = self.hand.count(goal)
        wait_for(lambda: self.hand.count(goal) > before, 2.0)
        wait_for(lambda: False, self.chance.choice((0.0, 0.02, 0.1, 0.4)))
        faults = (*WORKS, *_FAULTS)
        name = faults[number % len(faults)]
        self.at[name] += 1
        self.states[f"newest sheet {self._find_state()}"] += 1
        if name in WORKS:
            self.spooler.break_works(WORKS[name])
            self._wait()
            self.spooler.mend()
        else:
            _FAULTS[name](self)

    def _find_state(self) -> str:
        """Where the newest sheet stands."""
        told = [words[0] for words in tuple(self.hand.receipts)]
        last = next((one for one in reversed(told) if one in _STATES), "")
        return _STATES.get(last, "not begun")

    def _wait(self, longest: float = 2.5) -> None:
        wait_for(lambda: False, self.chance.uniform(0.1, longest))

    def _end_part(self, name: str, *, children: bool = True) -> None:
        self.spooler.kill(name, children=children)
        self._wait(1.0)
        self.spooler.start(name)

    def end_printer(self) -> None:
        self._end_part("printer")

    def end_queue(self) -> None:
        """The scheduler alone, as where memory ran out, or with all its helpers, as a service is ended."""
        self._end_part("queue", children=self.chance.random() < 0.5)

    def pull_cable(self) -> None:
        """Between queue and printer: it is there, and says nothing."""
        self.spooler.stop("printer")
        self._wait()
        self.spooler.go_on("printer")

    def stop_queue(self) -> None:
        """It answers late, beyond what the desk waits for."""
        self.spooler.stop("queue")
        self._wait()
        self.spooler.go_on("queue")

    def cut_answer(self) -> None:
        """The desk's question arrives, its answer is cut; or not even the question arrives whole."""
        cable = self.spooler.cable
        cable.is_answer = self.chance.random() < 0.7
        cable.cut_after = self.chance.choice((1, 40, 200, 400, 4_000, 20_000))
        self._wait(1.0)
        cable.cut_after = None

    def end_desk(self) -> None:
        self.hand.kill()
        self.hand.start()

    def end_desk_at_point(self) -> None:
        """Between the record and the paper, or just after either."""
        self.hand.kill()
        self.hand.start(self.chance.choice(POINTS))
        if not wait_for(lambda: not self.hand.is_alive(), 20.0):
            self.wrong.append("the desk never came to where it should die")
        self.hand.kill()
        self.hand.start()

    def cut_power(self) -> None:
        """Everything at once, with what the queue had in memory."""
        self.hand.kill()
        for name in ("queue", "printer"):
            self.spooler.kill(name)
        for name in ("printer", "queue"):
            self.spooler.start(name)
        self.hand.start()

    def end(self) -> None:
        """No more filings; all that is open must come to its end."""
        (self.hand.home / ENOUGH).touch()
        if not wait_for(lambda: self.hand.count("done") > 0, LATE_S):
            self.wrong.append(f"not out in {LATE_S:.0f} s, the last words were {self.hand.receipts[-6:]}")

    # --- afterwards -----------------------------------------------------------------------------------------

    def judge(self, home: Path) -> Result:
        """Ledger beside tray."""
        desk = office.start(world.real(), config.load(home / config.FILE), make.library(), cost=make.CHEAP)
        sheets = self.spooler.find_sheets()
        try:
            wrong = [*self.wrong, *audit.find_damage(desk), *audit.find_number_faults(desk)]
            events = audit.read_events(desk)
            lost = late = 0
            known: set[str] = set()
            for id in {one["id"] for one in events if one["verb"] == "file"}:
                case = cases.get_shown(desk.db, id).case
                mine = {name: found for name, found in sheets.items() if _is_of(desk, case, name)}
                known |= set(mine)
                lost += not mine
                late += sum(not _is_kept(desk, case, name) for name in mine)
                wrong += _find_faults(desk, case, mine, [one for one in events if one.get("about") == id])
            wrong += [f"{name} belongs to nothing" for name in set(sheets) - known]
            doubled = audit.count_doubles(ledger.all_entries(desk.db))
        finally:
            desk.db.close()
        figures = {
            **self.at,
            **self.states,
            "surat": float(len(set(self.hand.get("handed")))),
            "sheets taken back": float(self.hand.count("taken back")),
            "made, says the printer, and no paper came": float(self.hand.count("not come")),
            "the same sheet twice out of the queue": float(sum(map(len, sheets.values())) - len(sheets)),
            "the same sheet after it was given up": float(late),
        }
        return Result(sum(self.at.values()), lost, doubled, tuple(wrong), figures)


def _is_of(desk: Kiosk, case: Permohonan, name: str) -> bool:
    return any(paper.name_sheet(desk, case.id, one.kind, one.attempt) == name for one in case.prints)


def _is_kept(desk: Kiosk, case: Permohonan, name: str) -> bool:
    """Whether the sheet that came is one a person said came."""
    return any(
        one.ok and paper.name_sheet(desk, case.id, one.kind, one.attempt) == name for one in case.prints
    )


def _find_faults(
    desk: Kiosk, case: Permohonan, sheets: dict[str, list[Path]], events: list[dict[str, Any]]
) -> Iterator[str]:
    """One `sign`, one seal and one digest on all its sheets; said to be printed only what lay in the tray."""
    if sum(one["verb"] == "sign" for one in events) != 1:
        yield f"{case.id} was signed more than once, or never"
    pdfs = [path.read_bytes() for found in sheets.values() for path in found]
    digests = {hashlib.sha256(pdf).hexdigest() for pdf in pdfs}
    recorded = {one["data"]["pdf_sha256"] for one in events if one["verb"] == "print"}
    if len(digests) > 1 or len(recorded) > 1 or not digests <= recorded:
        yield f"{case.id}: {len(digests)} digests on paper, {len(recorded)} recorded"
    seals = {text for pdf in set(pdfs) for text in read.qr_texts(pdf)}
    if pdfs and [parse_text(text) for text in seals] != [base64.b64decode(case.sign["seal"])]:
        yield f"{case.id}: {len(seals)} seals on paper, and not the one of its sign"
    for one in (one["data"] for one in events if one["verb"] == "confirm" and one["data"]["what"] == "paper"):
        name = paper.name_sheet(desk, case.id, Copy.ORIGINAL, one["attempt"])
        if one["ok"] and name not in sheets:
            yield f"{name} counts as printed, and no paper came"
    if case.status is not Status.HANDED_OVER:
        yield f"{case.id} is {case.status.value} in the end"


_STATES: Final = {
    "signed": "before it is sent",
    "sending": "being sent",
    "sent": "in the queue",
    "confirmed": "on paper",
    "taken back": "taken back",
    "not come": "not come",
}
_FAULTS: Final[dict[str, Callable[[Failing], None]]] = {
    "printer off": Failing.end_printer,
    "spooler killed": Failing.end_queue,
    "cable to the printer": Failing.pull_cable,
    "spooler late": Failing.stop_queue,
    "answer cut": Failing.cut_answer,
    "desk killed": Failing.end_desk,
    "desk killed at a point": Failing.end_desk_at_point,
    "power cut": Failing.cut_power,
}
