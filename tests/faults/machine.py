"""P11: a state machine of one office and its center in memory: every rule is a step, chance chooses them.

The sides keep no file; what they say to each other, RULES, ledger and fold are the real ones. A line may
lose, repeat, turn round, spoil and delay messages; a stick carries packets for weeks; machines crash, come
back from old images, are copied while they run, are set to wrong moments, get a newer program, lose the
register to another. In the end all that live talk until nothing changes, work once more, and are compared.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from kiosk.domain.fold import apply, apply_refused
from kiosk.domain.office import OfficeState
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.rules import Ground, judge
from sync.exchange import offer
from tests.faults.apart import ACTS
from tests.faults.machines import DEVICES, Line, Office
from tests.faults.promise import Result
from tests.faults.ruling import FILERS, RulingSide, get_case_id, read_event
from tests.sync.memory import NOON

STEPS: Final = 400  # of one schedule
CHANCE: Final = st.integers(0, 2**32 - 1)
DESKS: Final = ("meja-1", "meja-2")
DAY_MS: Final = 86_400_000
JUMPS: Final = (-NOON, -365 * DAY_MS, -DAY_MS, 0, DAY_MS, 5 * 365 * DAY_MS, 100 * 365 * DAY_MS)
FILE: Final[Mapping[str, Any]] = {
    "service": "domisili",
    "version": 1,
    "channel": "kiosk",
    "chain": ["operator", "signer"],
    "answers": {"keperluan": "contoh"},
    "subject": {"nik": "1671994507890003", "nama": "LELA CONTOH"},
}
_WAY: Final = ("check", "pass", "sign", "print", "confirm", "hand_over")  # what is likely to take effect


class Machine(RuleBasedStateMachine):
    """The steps."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office()

    def _begin(self, number: int) -> random.Random:
        """A step: some time has passed."""
        chance = random.Random(number)
        Office.counted["steps"] += 1
        passed = int(chance.expovariate(1 / (DAY_MS / 4)))
        Office.counted["ms"] += passed
        self.office.pass_time(passed)
        return chance

    def _choose(self, chance: random.Random, names: Sequence[str] = ()) -> RulingSide | None:
        living = self.office.living()
        chosen = [side for name, side in living.items() if not names or name in names]
        return chance.choice(chosen) if chosen else None

    # --- acts -------------------------------------------------------------------------------------------

    @rule(number=CHANCE)
    def file(self, number: int) -> None:
        side = self._choose(self._begin(number))
        if side is not None and not side.frozen:
            side.do("file", role="resident", data=FILE)

    @rule(number=CHANCE)
    def go_on(self, number: int) -> None:
        """The next act of a permohonan's usual way."""
        self._act(self._begin(number), _WAY)

    @rule(number=CHANCE)
    def act(self, number: int) -> None:
        """Any act, also one that does not fit, on the newest base this machine knows or an older one."""
        self._act(self._begin(number), tuple(ACTS))

    def _act(self, chance: random.Random, verbs: Sequence[str]) -> None:
        side = self._choose(chance)
        if side is None or side.frozen or not side.cases:
            return
        case = chance.choice(list(side.cases.values())[-6:])
        verb = chance.choice(verbs)
        role, data = ACTS[verb]
        base = case.base if chance.random() < 0.8 else case.id
        if verb == "sign":
            n = side.office.get_counter("office", 2026).n + 1
            counter = {"scope": "office", "year": 2026, "n": n}
            data = {**data, "number": f"400/{n:03d}", "counter": counter, "line": side.office.line + 1}
        if side.me.rules > 1 and chance.random() < 0.1:
            verb = "weigh"  # of a program newer than the others
        side.do(verb, role=role, about=case.id, base=base, data=data or {"text": "contoh"})

    # --- words ------------------------------------------------------------------------------------------

    @rule(number=CHANCE)
    def meet(self, number: int) -> None:
        self._meet(self._begin(number), DEVICES)

    @rule(number=CHANCE)
    def meet_the_register(self, number: int) -> None:
        self._meet(self._begin(number), DESKS)

    def _meet(self, chance: random.Random, others: Sequence[str]) -> None:
        one, other = self._choose(chance), self._choose(chance, (*others, "copy"))
        if one is None or other is None or one.me.device == other.me.device:
            return
        line = Line(chance)
        for _ in range(chance.randrange(1, 4)):
            self.office.trip(one, other, line)

    @rule(number=CHANCE)
    def arrive_late(self, number: int) -> None:
        """A packet of long ago: on a stick, out of a queue, repeated by somebody who kept it."""
        chance = self._begin(number)
        if not self.office.carried:
            return
        device, messages = chance.choice(self.office.carried)
        for side in self.office.living().values():
            if side.me.device == device:
                self.office.hand(side, messages)
                return

    @rule(number=CHANCE)
    def crash_in_a_packet(self, number: int) -> None:
        """A process dies with half of a packet taken in."""
        chance = self._begin(number)
        one, other = self._choose(chance), self._choose(chance)
        if one is None or other is None or one.me.device == other.me.device:
            return
        out = offer(one, other.me.device)
        self.office.hand(other, out[: chance.randrange(len(out) + 1)])
        self.office.start(other)

    # --- disks, clocks, programs ------------------------------------------------------------------------

    @rule(number=CHANCE)
    def restart(self, number: int) -> None:
        side = self._choose(self._begin(number))
        if side is not None:
            self.office.start(side)

    @rule(number=CHANCE)
    def make_image(self, number: int) -> None:
        chance = self._begin(number)
        name = chance.choice(DEVICES)
        self.office.images[name].append(self.office.sides[name].copied())

    @precondition(lambda self: self.office.may("restore") and any(self.office.images.values()))
    @rule(number=CHANCE)
    def restore(self, number: int) -> None:
        chance = self._begin(number)
        name = chance.choice([name for name, images in self.office.images.items() if images])
        if name in self.office.dead:
            return
        side = chance.choice(self.office.images[name]).copied()
        side.moment = self.office.moment
        self.office.sides[name] = side
        self.office.start(side)
        self.office.count("restore")

    @precondition(lambda self: self.office.may("copy"))
    @rule(number=CHANCE)
    def copy(self, number: int) -> None:
        """A running register is copied whole, and both go on under one identity."""
        self._begin(number)
        for side in self.office.writers()[:1]:
            twin = side.copied()
            twin.peers = {}
            self.office.sides["copy"] = twin
            self.office.start(twin)
            self.office.count("copy")

    @rule(number=CHANCE)
    def set_clock(self, number: int) -> None:
        chance = self._begin(number)
        side = self._choose(chance)
        if side is not None:
            side.off = chance.choice(JUMPS)
            Office.counted["clocks set"] += 1

    @precondition(lambda self: self.office.may("upgrade"))
    @rule(number=CHANCE)
    def upgrade(self, number: int) -> None:
        side = self._choose(self._begin(number))
        if side is not None:
            side.upgrade()
            self.office.start(side)
            self.office.count("upgrade")

    # --- terms ------------------------------------------------------------------------------------------

    @precondition(lambda self: self.office.may("appoint"))
    @rule(number=CHANCE)
    def appoint(self, number: int) -> None:
        chance = self._begin(number)
        self._appoint(chance, is_online=chance.random() < 0.5)

    def _appoint(self, chance: random.Random, *, is_online: bool) -> None:
        """Another desk becomes register under a term nobody had; it hears of it alone, or the center does."""
        office = self.office
        holders = {side.me.device for side in office.writers()}
        desks = [office.sides[name] for name in DESKS if name not in office.dead | holders]
        if not desks:
            return
        new, term = chance.choice(desks), next(office.terms)
        office.known.add(new.me.device, new.me.key, terms=[term])
        (office.sides["pusat"] if is_online else new).term = term
        if not is_online:
            office.start(new)
        office.count("appoint")

    @precondition(lambda self: self.office.may("kill") and not self.office.dead)
    @rule(number=CHANCE)
    def kill(self, number: int) -> None:
        """The register's machine is gone for good; another desk takes over."""
        chance = self._begin(number)
        for side in self.office.writers()[:1]:
            device = side.me.device
            self.office.dead.update(
                name for name, one in self.office.sides.items() if one.me.device == device
            )
            self.office.count("kill")
            self._appoint(chance, is_online=False)

    # --- the end ----------------------------------------------------------------------------------------

    def _work(self) -> None:
        for side in self.office.living().values():
            if not side.frozen:
                side.do("file", role="resident", data=FILE)

    def teardown(self) -> None:
        office = self.office
        office.settle(self._work)
        sides = list(office.living().values())
        ledgers = {tuple(entry.event for entry in side.order) for side in sides}
        assert len(ledgers) == 1, f"{sorted(map(len, ledgers))} entries"
        (events,) = ledgers
        assert len(set(events)) == len(events), "an Event stands twice"
        assert all(side.hashes == sides[0].hashes for side in sides), "chains differ"
        assert len({side.get_fold() for side in sides}) == 1, "folds differ"
        holder = max(office.known.register(side.term) for side in sides)
        alive = [side for side in sides if side.me.device == holder[1] and not side.frozen]
        twins = [
            side
            for side in sides
            if "copy" in office.sides and side.me.device == office.sides["copy"].me.device
        ]
        frozen = [side for side in sides if side.frozen]
        assert len(frozen) == max(len(twins) - 1, 0), f"{len(frozen)} frozen, {len(twins)} of one identity"
        assert set(map(id, frozen)) <= set(map(id, twins)), "frozen, and never copied"
        if holder[1] in {side.me.device for side in sides}:  # else its machine is gone, and nobody took over
            assert len(alive) == 1, f"{len(alive)} could write"
            assert office.writers() == alive, f"{len(office.writers())} writers"
            missing = set().union(*(side.events.values() for side in sides)) - set(events)
            assert not missing, f"{len(missing)} Events outside the ledger"
        _check_outcomes(office, sides[0])
        Office.counted["entries"] += len(events)
        Office.counted["schedules"] += 1


def _check_outcomes(office: Office, side: RulingSide) -> None:
    """Every outcome again, by RULES on the state its entry met."""
    state, taken = OfficeState(), set[str]()
    cases: dict[str, Permohonan | None] = {}
    holders = {term: one.device for one in office.known.senders.values() for term in one.terms}
    for entry in side.order:
        event = read_event(entry.event)
        id = get_case_id(event)
        ground = Ground(state, holders[entry.term], entry.term, FILERS)
        code = judge(event, cases.get(id), ground, is_taken=event.id in taken)
        assert code == entry.code, f"{entry.n} {event.verb}: {entry.code!r}, by RULES {code!r}"
        taken.add(event.id)
        Office.counted["refused, author told"] += bool(code)
        after = apply_refused(event, cases.get(id), code)
        if not code:
            after, state = apply(event, cases.get(id), ground, at=entry.at)
        if id and after is not None:
            cases[id] = after


def run_schedules(number: int, folder: Path, size: int) -> Result:
    """About `size` steps in schedules of at most 200; a failure is told in its shortest form."""
    del folder
    Office.counted = Counter()
    wrong: tuple[str, ...] = ()
    made = type("Seeded", (Machine,), {})
    told = settings(
        max_examples=size // STEPS + 1,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=False,
        phases=(Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(made), settings=told)
    except Exception as error:  # noqa: BLE001 - whatever breaks it, its shortest schedule is what is wanted
        wrong = ("\n".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", [])]),)
    counted = Office.counted
    years = counted.pop("ms", 0) / (365 * DAY_MS)
    figures = {**{name: float(many) for name, many in sorted(counted.items())}, "years": round(years, 1)}
    return Result(int(figures.pop("steps", 0)), 0, 0, wrong, figures)
