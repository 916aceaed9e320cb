"""Kills lobby and desk at random moments while both are worked at by touch, and asks the ledger what it cost.

It kills only processes it started. What people saw is written down by `ui.hands`; what happened is read from
`kiosk export --ledger`, whose chain is computed anew and must end in the hash of `kiosk digest`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from kiosk.domain import ledger
from kiosk.domain.ledger import Entry
from kiosk.domain.seal import ticket
from ui.devices.touch import chance, pause, stopwatch
from ui.hands import Done, Hands, Operator, Residents
from ui.stage import OUT, PATIENCE_MS, RESOURCES, SIZE, Program, Story, ask, command, expect

TOUCHES: Final = 24  # one filing is about so many: a moment is a number of touches from now,
AFTER_MS: Final = 400  # and some milliseconds after the last of them;
ANY_TIME: Final = 5  # one moment in five comes whatever the person does, also while a window opens,
ANY_TIME_MS: Final = 3000  # within so many milliseconds
SLOWEST_MS: Final = 3 * PATIENCE_MS  # for a start, a filing and what the machine does besides


def run_kills(count: int) -> None:
    """The whole story; exit 0 only when nothing was lost and nothing doubled."""
    story = Story.begin()
    house = House(story)
    step = story.step
    try:
        step("an office is made and its lobby enrolled", house.open)
        step(
            f"residents file and the desk works while {count} times a process is killed",
            partial(house.kill, count),
        )
        step("after the last kill both go on", house.go_on)
        step("lobby and desk come to one ledger", house.compare)
    finally:
        house.close()
    cost = house.count_cost()
    for line in cost.lines:
        print(f"     {line}", file=sys.stderr)
    print(f"{len(house.moments)} killed, {cost.lost} lost, {cost.doubled} doubled", flush=True)
    if cost.lost or cost.doubled:
        raise SystemExit(1)


# --- the proof ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What the kills cost: each thing that was lost or doubled, in words."""

    lost: int
    doubled: int
    lines: tuple[str, ...] = ()


def read_ledger(file: Path, digest: dict[str, Any]) -> list[Entry]:
    """The entries of an export, once the chain computed over them ends where `digest` says it does.

    Raises FailedStepError where it does not.
    """
    entries: list[Entry] = []
    end = ledger.start(digest["kelurahan"])
    for line in file.read_bytes().splitlines():
        one = json.loads(line)
        entry = Entry(
            one["n"], one["term"], one["at"], one["outcome"], one["event"].encode(), one.get("code", "")
        )
        expect(fact=entry.n == len(entries) + 1, said=f"{file.name}: place {entry.n} after {len(entries)}")
        end = ledger.link(end, entry)
        entries.append(entry)
    told = (digest["n"], digest["hash"])
    expect(fact=(len(entries), end.hex()) == told, said=f"{file.name}: the chain does not end in {told}")
    return entries


def count_cost(entries: Sequence[Entry], shown: Iterable[str], done: Iterable[Done]) -> Cost:
    """What was shown to people against what stands in the ledger and took effect.

    Lost: a ticket that was shown, or an act the desk showed as done, that is not there. Doubled: one that is
    there twice, one Event at two places, one place of a device's stream twice, one queue number given twice.
    """
    events = [(entry.is_effective(), json.loads(entry.event)) for entry in entries]
    effective = [event for is_effective, event in events if is_effective]
    filed = [event for event in effective if event["verb"] == "file"]
    tickets = Counter(ticket(event["id"]) for event in filed)
    acts = Counter(
        Done(event["about"], event["verb"], event["data"].get("what", ""))
        for event in effective
        if event["verb"] in {"check", "pass"}
    )
    expected = [(f"ticket {one}", tickets[one]) for one in shown] + [(f"{one}", acts[one]) for one in done]
    once = {
        "event": Counter(event["id"] for _, event in events),
        "place": Counter((event["device"], event["inc"], event["seq"]) for _, event in events),
        "queue number": Counter(event["data"]["queue"] for event in filed if "queue" in event["data"]),
    }
    lost = [f"lost: {said}" for said, times in expected if not times]
    doubled = [f"doubled: {said}, {times} times" for said, times in expected if times > 1]
    for kind, counted in once.items():
        doubled += [f"doubled: {kind} {what}, {times} times" for what, times in counted.items() if times > 1]
    return Cost(len(lost), len(doubled), (*lost, *doubled))


# --- the killing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process is killed: so many touches of its person from now, and so many ms later."""

    who: str
    touches: int
    ms: int


def draw_moment(victims: Sequence[str]) -> Moment:
    """One of them, at a moment nobody chose."""
    who = victims[chance(len(victims))]
    if chance(ANY_TIME):
        return Moment(who, 1 + chance(TOUCHES), chance(AFTER_MS))
    return Moment(who, 0, chance(ANY_TIME_MS))


class House:
    """The office of this story: two programs, two people, the moments that were drawn."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.operator, self.residents = Operator(), Residents()
        self.desk = Hands(self._program("desk", "meja-1"), self.operator)
        self.lobby = Hands(self._program("run", "lobi-1"), self.residents)
        self.moments: list[Moment] = []
        self.entries: list[Entry] = []

    def _program(self, verb: str, device: str) -> Program:
        home = self.story.home(device)
        return Program(("kiosk", verb, "--home", str(home), "--size", SIZE), home)

    def open(self) -> None:
        """`kiosk init` and `import` at the desk, its window, a code for the lobby, the lobby's window."""
        desk, lobby = str(self.desk.program.home), str(self.lobby.program.home)
        port = str(self.story.port)
        command(
            *("kiosk", "init", "--answers", str(RESOURCES / "office.toml"), "--home", desk, "--port", port),
            *("--listen", "127.0.0.1", "--printer", str(OUT / "paper" / "meja-1")),
        )
        command("kiosk", "import", "residents", str(RESOURCES / "residents.csv"), "--home", desk)
        code = ask("kiosk", "enrol-code", "lobi-1", "--home", desk)
        self.desk.program.start()
        command(
            *("kiosk", "enrol", code["code"], "--kelurahan", code["kelurahan"], "--home", lobby),
            *("--register", f"https://127.0.0.1:{port}", "--printer", str(OUT / "paper" / "lobi-1")),
        )
        self.lobby.program.start()

    def kill(self, count: int) -> None:
        """Both work; the next moment is drawn when the one before has passed."""
        hands = {one.name: one for one in (self.desk, self.lobby)}
        for one in hands.values():
            one.start()
        for _ in range(count):
            moment = draw_moment(tuple(hands))
            victim = hands[moment.who]
            until = victim.touches + moment.touches
            self._await(lambda: victim.touches >= until, f"{victim.name} is worked at")  # noqa: B023 - at once
            pause(moment.ms / 1000)
            victim.kill()
            self.moments.append(moment)
            self.story.facts["kills"] = [asdict(one) for one in self.moments]

    def go_on(self) -> None:
        """One more ticket and one more case passed on; then both stop. Each kill was one death."""
        for one in (self.lobby, self.desk):
            goal = one.person.rounds + 1
            self._await(lambda: one.person.rounds >= goal, f"{one.name} goes on")  # noqa: B023 - at once
        for one in (self.lobby, self.desk):
            one.stop()
            one.join(SLOWEST_MS / 1000)
            expect(fact=not one.is_alive(), said=f"{one.name} does not come to an end")
            one.check()
        deaths = self.desk.deaths + self.lobby.deaths
        expect(fact=deaths == len(self.moments), said=f"{deaths} deaths of {len(self.moments)} kills")

    def compare(self) -> None:
        """Both windows still run: what waits is handed in, then both show one digest and one ledger."""
        limit = stopwatch() + PATIENCE_MS
        homes = (self.desk.program.home, self.lobby.program.home)
        while True:
            digests = [ask("kiosk", "digest", "--home", str(home)) for home in homes]
            is_late = stopwatch() > limit
            if digests[0] == digests[1]:
                copies = [self._read(home, digests[0]) for home in homes]
                self.entries = copies[0]
                expect(fact=copies[0] == copies[1], said="one digest over two ledgers")
                if is_late or not self.count_cost().lost:
                    return
            expect(fact=not is_late, said=f"the ledgers stay apart: {digests}")

    def _read(self, home: Path, digest: dict[str, Any]) -> list[Entry]:
        file = OUT / f"ledger-{home.name}.jsonl"
        command("kiosk", "export", "--ledger", str(file), "--home", str(home))
        return read_ledger(file, digest)

    def count_cost(self) -> Cost:
        """What the register's ledger says, and the report of it."""
        cost = count_cost(self.entries, self.residents.shown, self.operator.done)
        if forgotten := self.residents.forgotten:
            cost = replace(cost, lost=cost.lost + forgotten, lines=(*cost.lines, f"lost: {forgotten} drafts"))
        self.story.facts |= {
            "tickets": self.residents.shown,
            "acts": len(self.operator.done),
            "drafts_reopened": self.residents.reopened,
            "entries": len(self.entries),
            "cost": asdict(cost),
        }
        self.story.write()
        return cost

    def _await(self, is_so: Callable[[], bool], what: str) -> None:
        limit = stopwatch() + SLOWEST_MS
        while not is_so():
            for one in (self.desk, self.lobby):
                one.check()
            expect(fact=stopwatch() < limit, said=f"never happened: {what}")
            pause(0.005)

    def close(self) -> None:
        """No process stays behind."""
        for one in (self.lobby, self.desk):
            one.stop()
            one.program.end()
