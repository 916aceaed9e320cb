"""Owns the rhythm of a device's rounds: when to speak, to whom, how long to wait; it knows no message.

One thread with a connection of its own. A round comes every few seconds, at once when poked, and after a
failure with full jitter: a random part of a wait that doubles, so that offices never all return together.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from kiosk import failpoint
from kiosk.domain.errors import KioskError, Unavailable
from sync.exchange import is_settled, offer, take_in
from sync.http import Client, Link
from sync.pace import FIRST_TRIPS, LONG, Pace, Wait, make_small
from sync.side import Side

log = logging.getLogger(__name__)

EVERY_S: Final = 5.0  # between rounds with the register desk
EVERY_CENTER_S: Final = 60.0
LONGEST_REGISTER_S: Final = 15.0
LONGEST_CENTER_S: Final = 600.0
SPREAD_S: Final = 600.0  # over which the city's offices return with the backlog of an outage
MOST_TRIPS: Final = 20_000  # of one round: the Events of 30 days of an office are about 20, its pages 4,500
TROUBLES: Final = frozenset({"portal", "stranger"})  # failures a person at this device can mend
_CHANCE_BYTES: Final = 4

News = Callable[[frozenset[str]], None]


class Post(Protocol):
    """The way to one other machine."""

    @property
    def link(self) -> Link: ...
    def post(self, messages: list[bytes]) -> list[bytes]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Upstream:
    """Somebody this device hands on to: the link, seconds between rounds, the longest wait after failures.

    A `fallback` is spoken to only while the first one does not answer: the center as mailbox, another desk
    as neighbour. A `quiet` one may be off without anybody being told. `spread` are the seconds over which
    devices return with what a long outage piled up; what is new goes at once.
    """

    link: Link
    every: float = EVERY_S
    longest: float = LONGEST_REGISTER_S
    fallback: bool = False
    spread: float = 0.0
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What the rim of every screen shows of one upstream: moments in ms UTC, 0 = never.

    `unsent` own Events wait since `unsent_since`; `error` is the code of the last failure, empty after a good
    round; `n` is the end of the own ledger, `their_n` of theirs: what is up to it has arrived. `is_outdated`
    says that this program is too old for them: it hands in, and is served again once it is updated.
    """

    device: str
    last_contact: int = 0
    unsent: int = 0
    unsent_since: int = 0
    error: str = ""
    n: int = 0
    their_n: int = 0
    is_outdated: bool = False

    def find_trouble(self) -> str:
        """What a person can do something about: `portal`, `stranger`, `ended`, `outdated`; or nothing.

        `ended` is this device itself: nobody there hears it any more.
        """
        if self.error in TROUBLES:
            return self.error
        if self.error == "device_revoked":
            return "ended"
        return "outdated" if self.is_outdated or self.error == "wire_too_new" else ""


def run_round(
    side: Side,
    client: Post,
    *,
    pace: Pace | None = None,
    most: int = MOST_TRIPS,
    goes_on: Callable[[], bool] = lambda: True,
) -> bool:
    """Exchange with one machine until nothing more is to be said; True when it was really that machine.

    It stops where a trip changed nothing on either side: what is left waits for somebody else. `goes_on` is
    asked after each trip, for a round that carries files may take hours; `pace` is how much a packet carries,
    and learns from each. Raises Unavailable("offline") where the answer is not by the expected device, and
    what the link raises.
    """
    device = client.link.device
    before: object = None
    pace = pace or Pace()
    for _ in range(most):
        begun = side.mono()
        try:
            answer = client.post(offer(side, device, room=pace.room, batch=pace.batch))
        except KioskError as error:
            pace.note_failure(error)
            raise
        failpoint.reach("round.answered")
        heard = take_in(side, answer)
        if device not in heard.incs:
            refusal = next(iter(heard.refused.values()), None)
            if refusal is not None and refusal.code == "wire_too_new":
                raise refusal
            raise Unavailable("offline", reason=refusal.code if refusal else "no answer of its key")
        if not heard.grown and is_settled(side, device):
            return True
        now = _get_standing(side, device)
        if now == before or not goes_on():
            return True
        before = now
        pace.note(side.mono() - begun)
    return True


def _get_standing(side: Side, device: str) -> object:
    """What a trip that brings something changes."""
    peer = side.find_peer(device)
    theirs = peer and (peer.inc, peer.head, peer.feeds, peer.miss)
    mine = side.get_head(), side.get_feeds()
    return mine, theirs, len(side.get_pending()), tuple(side.get_missing())


@dataclass(slots=True)
class Loop:
    """The thread of a device's rounds.

    `make_side` opens the store in the thread that uses it; `count_unsent` returns (how many, since when).
    `news` is called in this thread with the permohonan that changed, `token` gives random bytes. `find_all`
    is asked before each turn whom there is to speak to: a device learns of the center and of registers.
    """

    make_side: Callable[[], Side]
    upstreams: Sequence[Upstream]
    token: Callable[[int], bytes]
    news: News = lambda _ids: None
    count_unsent: Callable[[Side], tuple[int, int]] = lambda _side: (0, 0)
    make_client: Callable[[Link], Post] = Client
    find_all: Callable[[Side], Sequence[Upstream]] | None = None
    states: dict[str, State] = field(default_factory=dict)
    _clients: dict[str, Post] = field(default_factory=dict)
    _paces: dict[str, Pace] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _poked: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin the rounds."""
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def poke(self) -> None:
        """Something was pressed: speak now, whatever the wait was."""
        self._poked.set()

    def stop(self) -> None:
        """End after the round that is running."""
        self._stop.set()
        self._poked.set()
        if self._thread is not None:
            self._thread.join()

    def get_states(self) -> tuple[State, ...]:
        """One state per upstream somebody should know of, in their order."""
        told = [one.link.device for one in self.upstreams if not one.quiet]
        return tuple(self.states.get(device, State(device)) for device in told)

    def _run(self) -> None:
        side = self.make_side()
        waits: dict[str, Wait] = {}
        while not self._stop.is_set():
            self._look_around(side)
            poked = self._poked.is_set()
            self._poked.clear()
            for one in self.upstreams:
                wait = waits.setdefault(one.link.device, Wait())
                if (wait.left <= 0 or poked) and not (one.fallback and self._is_reached()):
                    self._speak(side, one, wait)
            pause = max(0.01, min((wait.left for wait in waits.values() if wait.left > 0), default=EVERY_S))
            self._poked.wait(pause)
            for wait in waits.values():
                wait.pass_by(pause)
        for client in self._clients.values():
            client.close()

    def _is_reached(self) -> bool:
        """Whether the first upstream answered last time."""
        first = self.states.get(self.upstreams[0].link.device) if self.upstreams else None
        return first is not None and not first.error

    def _speak(self, side: Side, one: Upstream, wait: Wait) -> None:
        device = one.link.device
        before = self.states.get(device, State(device))
        error = ""
        try:
            self._run_round(side, one, wait, before)
        except KioskError as problem:
            error = problem.code
            log.info("no round with %s: %s", device, problem)
            wait.fail(one.longest, self._chance(), least=float(problem.details.get("seconds", 0)))
        except Exception:
            error = "bug"
            log.exception("a round with %s failed", device)  # the thread must go on, or filing never leaves
            wait.fail(one.longest, self._chance())
        else:
            wait.succeed(one.every, one.spread, self._chance())
        self._tell(side, replace(before, error=error))

    def _run_round(self, side: Side, one: Upstream, wait: Wait, before: State) -> None:
        """A whole round; right after an outage, and while its backlog waits, only what is new."""
        device = one.link.device
        held = self._clients.get(device)
        if held is None or held.link != one.link:  # it told another address since
            if held is not None:
                held.close()
            self._clients[device] = self.make_client(one.link)
        is_first = one.spread > 0 and (wait.failed >= LONG or wait.backlog > 0)
        run_round(
            side,
            self._clients[device],
            pace=make_small() if is_first else self._paces.setdefault(device, Pace()),
            most=FIRST_TRIPS if is_first else MOST_TRIPS,
            goes_on=lambda: self._goes_on(side, before),
        )

    def _goes_on(self, side: Side, state: State) -> bool:
        """Tell the screens how far a round is; it ends early when the device is to stop."""
        self._tell(side, replace(state, error=""))
        return not self._stop.is_set()

    def _look_around(self, side: Side) -> None:
        if self.find_all is None:
            return
        try:
            self.upstreams = tuple(self.find_all(side))
        except KioskError as problem:
            log.warning("whom to speak to is not known: %s", problem)  # what was told is no safe way

    def _tell(self, side: Side, state: State) -> None:
        unsent, since = self.count_unsent(side)
        peer = side.find_peer(state.device)
        self.states[state.device] = replace(
            state,
            last_contact=state.last_contact if state.error else side.now(),
            unsent=unsent,
            unsent_since=since,
            n=side.get_head().n,
            their_n=peer.head.n if peer is not None and peer.head is not None else 0,
            is_outdated=peer is not None and peer.wants_update(),
        )
        ids = side.take_changed()
        if ids:
            self.news(ids)

    def _chance(self) -> float:
        return int.from_bytes(self.token(_CHANCE_BYTES), "big") / 2.0 ** (8 * _CHANCE_BYTES)
