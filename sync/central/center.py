"""Owns the running center: its keys, whom it knows, and the answer to a packet; no page and no table."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection, Engine

from kiosk import failpoint
from kiosk.domain import cose
from kiosk.domain.certificate import Certificate, Root
from kiosk.domain.errors import Refused
from kiosk.domain.office import CENTER
from kiosk.domain.rules import RULES_VERSION
from kiosk.keys import KeyRing
from kiosk.trust import Anchors
from kiosk.world import World
from sync import wire
from sync.central import store
from sync.central.certificates import read_certificates
from sync.central.side import OfficeSide
from sync.exchange import receive
from sync.side import Self

PROGRAM = "0.1.0"
DEVICE = CENTER
QUIET_S = 0.25
GROUP = 32  # packets of one commit


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the center knows, read from its tables when they change: certificates by office, kid to office.

    `rows` is how many certificates its table held then: a stick is read by another process beside this one.
    """

    roots: tuple[Root, ...] = ()
    certificates: dict[str, tuple[Certificate, ...]] = field(default_factory=dict)
    offices: dict[bytes, str] = field(default_factory=dict)
    sealers: dict[bytes, str] = field(default_factory=dict)
    rows: int = 0

    def is_of_another(self, one: Certificate) -> bool:
        """Whether a certificate names a key of another office: its own root would sign that, it holds no key.

        Taken, it would make the other office's messages and seals this one's.
        """
        holders = {self.offices.get(one.kid), self.sealers.get(one.seal_kid) if one.seal else None}
        return not holders <= {None, one.office}

    def learn(self, office: str, made: Sequence[Certificate]) -> Known:
        """The same, and certificates that were just kept for an office."""
        return replace(
            self,
            certificates=self.certificates | {office: (*self.certificates.get(office, ()), *made)},
            offices=self.offices | {one.kid: office for one in made},
            sealers=self.sealers | {one.seal_kid: office for one in made if one.seal},
            rows=self.rows + len(made),
        )


class Gate:
    """One writer at a time, and whoever waits for an answer goes before what can be done later."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._asking = 0
        self._asked = False
        self._busy = False

    @contextmanager
    def request(self) -> Iterator[None]:
        """Be the writer as soon as the one before is done."""
        with self._turn:
            self._asking += 1
            self._turn.wait_for(lambda: not self._busy)
            self._asking -= 1
            self._busy = self._asked = True
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def later(self) -> Iterator[None]:
        """Be the writer once nobody asks, and nobody has for a moment: a push comes in several packets."""
        with self._turn:
            while True:
                self._turn.wait_for(lambda: not self._busy and not self._asking)
                if not self._asked:
                    break
                self._asked = False
                self._turn.wait_for(lambda: self._busy or self._asking, QUIET_S)
            self._busy = True
        try:
            yield
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._turn:
            self._busy = False
            self._turn.notify_all()


@dataclass(slots=True)
class Belief:
    """What checks were judged by last: of whom it was made, and when (ms UTC)."""

    anchors: Anchors | None = None
    known: Known | None = None
    at: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(slots=True)
class Job:
    """A packet that waits for its answer, its messages by office."""

    groups: dict[str, list[bytes]]
    answer: list[bytes] = field(default_factory=list)
    error: Exception | None = None
    is_done: bool = False


@dataclass(slots=True)
class Center:
    """One process over one database: `city` is the four digits of its code, `inc` this start."""

    engine: Engine
    ring: KeyRing
    city: str
    host: str
    world: World
    inc: str
    known: Known = field(default_factory=Known)
    gate: Gate = field(default_factory=Gate)
    thrown: Counter[str] = field(default_factory=Counter)
    waiting: deque[Job] = field(default_factory=deque)
    belief: Belief = field(default_factory=Belief)

    @property
    def pages(self) -> Path:
        """The folder of every office's pages, beside the database."""
        return Path(self.engine.url.database or "").parent / "files"

    def reload(self) -> None:
        """Read again whom the center knows."""
        with self.engine.connect() as connection:
            self.known = _read_known(connection)

    def _catch_up(self, connection: Connection) -> None:
        """Know what another process learned meanwhile."""
        (rows,) = store.run(connection, "SELECT count(*) FROM certificate").fetchone()
        if rows != self.known.rows:
            self.known = _read_known(connection)

    def open_side(self, connection: Connection, office: str) -> OfficeSide:
        """An office's side of an exchange."""
        me = Self(office, DEVICE, self.inc, self.ring.device, PROGRAM, RULES_VERSION)
        certificates = self.known.certificates.get(office, ())
        return OfficeSide(
            connection,
            me,
            self.world.now,
            lambda: self.world.boot().ms,
            certificates,
            self.known.roots,
            is_of_another=self.known.is_of_another,
            folder=self.pages,
            thrown=self.thrown,
            root=self.ring.root,
        )

    def handle(self, packet: bytes) -> tuple[bytes, tuple[str, ...]]:
        """The packet that answers a packet, and the offices whose ledgers may have moved.

        Raises as `wire.unpack` and `exchange.receive`.
        """
        return self.answer(self.hand_in(wire.unpack(packet)))

    def hand_in(self, messages: list[bytes]) -> Job:
        """Let messages wait for the one writer, if devices we know sent them.

        Those that wait are taken in together and made durable by one commit: a city that returns at once
        would else wait for two of its own each. Raises Refused("certificate_unknown", kid=).
        """
        job = Job(self._by_office(messages))
        self.waiting.append(job)
        return job

    def answer(self, job: Job) -> tuple[bytes, tuple[str, ...]]:
        """What came of a job, as `handle`; whoever asks first is the writer for all that wait."""
        if not job.is_done:
            with self.gate.request():
                while not job.is_done:  # those before it may be more than one group
                    self._answer_group()
        if job.error is not None:
            raise job.error
        return wire.pack(job.answer), tuple(job.groups)

    def _answer_group(self) -> None:
        """Answer those that wait; the one whose packet fails has changed nothing and stops nobody.

        Where the commit fails, each of the group is told so and nobody else: whoever is the writer now may
        have no packet in it.
        """
        jobs = [self.waiting.popleft() for _ in range(min(len(self.waiting), GROUP))]
        before = self.known
        try:
            with self.engine.connect() as connection, store.write(connection):
                self._catch_up(connection)
                for job in jobs:
                    self._answer(connection, job)
                failpoint.reach("center.recorded")
            failpoint.reach("center.committed")
        except Exception as error:  # noqa: BLE001 - raised again for those who sent them
            for job in jobs:
                job.error = job.error or error
            self.known = before  # what was learned from them went with the transaction
        finally:
            for job in jobs:
                job.is_done = True

    def _answer(self, connection: Connection, job: Job) -> None:
        before = self.known
        try:
            with store.write(connection):
                for office, messages in job.groups.items():
                    side = self.open_side(connection, office)
                    job.answer += receive(side, messages)
                    if side.learned:
                        self.known = self.known.learn(office, side.learned)
        except Exception as error:  # noqa: BLE001 - raised again for the one who sent it
            job.error = error
            self.known = before

    def _look_up(self, kid: bytes) -> str:
        with self.engine.connect() as connection:
            self._catch_up(connection)
        return self.known.offices.get(kid, "")

    def _by_office(self, messages: list[bytes]) -> dict[str, list[bytes]]:
        """Messages by the office of who signed them; what nobody we know signed stops no other message.

        Raises the first refusal where nobody is known at all.
        """
        groups: dict[str, list[bytes]] = {}
        refused: list[Refused] = []
        for raw in messages:
            try:
                groups.setdefault(self._find_office(raw), []).append(raw)
            except Refused as error:
                refused.append(error)
        if refused and not groups:
            raise refused[0]
        return groups

    def _find_office(self, raw: bytes) -> str:
        kid = get_speaker(raw)
        office = self.known.offices.get(kid) or self._look_up(kid)
        if not office:
            raise Refused("certificate_unknown", kid=kid.hex())
        return office


def get_speaker(raw: bytes) -> bytes:
    """The key id a message claims, 8 bytes. Raises Refused("message_unsigned")."""
    try:
        return cose.parse(raw).kid
    except Refused as error:
        raise Refused("message_unsigned", reason=error.details.get("reason", "")) from error


def _read_known(connection: Connection) -> Known:
    rows = connection.exec_driver_sql("SELECT kelurahan, raw FROM certificate").all()
    certificates: dict[str, tuple[Certificate, ...]] = {}
    for kelurahan, raw in rows:
        certificates[kelurahan] = (*certificates.get(kelurahan, ()), *read_certificates([bytes(raw)]))
    offices = {one.kid: office for office, held in certificates.items() for one in held}
    sealers = {one.seal_kid: office for office, held in certificates.items() for one in held if one.seal}
    roots = connection.execute(store.ROOT.select()).all()
    named = tuple(Root(bytes(key), office) for key, office in roots)
    return Known(named, certificates, offices, sealers, len(rows))
