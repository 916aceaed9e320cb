"""Owns one office's side of an exchange at the center: its ledger as it came, its mail; it orders nothing."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from kiosk.domain.certificate import Certificate, Root, find_filers
from kiosk.domain.errors import Refused
from kiosk.domain.event import parts
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, read_place, start, trace
from kiosk.keys import SigningKey
from kiosk.trust import read_certificate
from sync import wire
from sync.central import envelope, mailbox, reserves, store
from sync.central.files import Shelf
from sync.lines import make_line
from sync.peers import dump_peer, load_peer
from sync.side import Line, Peer, Self, digest_devices
from sync.wire import Sender, Spot

log = logging.getLogger(__name__)

_ENTRY: Final = "n, term, at, outcome, event, code"
_DOCUMENTS: Final = 64
MOST_THROWN: Final = 3  # times a page is asked for again after it came wrong


@dataclass(slots=True)
class OfficeSide:
    """One office, on a connection that lives as long as one request; `me` is the center's own device.

    `folder` holds the pages of all offices, `thrown` counts those that came wrong while the center has run.
    """

    connection: Connection
    me: Self
    clock: Callable[[], int]
    monotonic: Callable[[], int]
    certificates: Sequence[Certificate]
    roots: tuple[Root, ...] = ()
    ended: frozenset[str] | None = None  # its devices that were, once somebody asked
    learned: list[Certificate] = field(default_factory=list)
    is_of_another: Callable[[Certificate], bool] = lambda _one: False
    folder: Path = Path()
    thrown: Counter[str] = field(default_factory=Counter)
    root: SigningKey | None = None

    def now(self) -> int:
        return self.clock()

    def mono(self) -> int:
        return self.monotonic()

    # --- who is who -------------------------------------------------------------------------------------

    def find_sender(self, kid: bytes) -> Sender | None:
        found = [one for one in self.certificates if one.kid == kid]
        if not found:
            return None
        newest = max(found, key=lambda one: one.rank)
        terms = frozenset(one.term for one in found if one.term)
        if self.ended is None:
            self.ended = store.find_ended(self.connection, self.me.office)
        return Sender(newest.office, newest.device, newest.key, terms, newest.device in self.ended)

    def take_certificates(self, raws: Sequence[bytes]) -> None:
        """Those of this office under a root known here, also its own: a desk goes on enrolling devices."""
        known = set(self.get_certificates())
        for raw in raws:
            if raw in known:
                continue
            try:
                made = read_certificate(raw, self.roots)
            except Refused as error:
                log.info("certificate left out: %s", error)
                continue
            if self.is_of_another(made):
                self.alarm("key_of_another", device=made.device)
            elif made.office == self.me.office:
                reserves.keep_certificate(self, raw)

    def get_devices(self) -> str:
        return digest_devices(
            (one.kid, one.term) for one in self.certificates if one.office == self.me.office
        )

    def get_certificates(self) -> Sequence[bytes]:
        sql = "SELECT raw FROM certificate WHERE kelurahan = ? ORDER BY term, device, sha256"
        return [bytes(raw) for (raw,) in self._all(sql, self.me.office)]

    def get_health(self, _device: str, /) -> wire.Health:
        return {}  # an office has nothing to do with the center's disk

    def get_wants(self) -> dict[str, str]:
        return {}

    def get_reserves(self, peer: Peer) -> Sequence[bytes]:
        return reserves.give(self, peer)

    def take_reserve(self, device: str, raw: bytes) -> None:
        """Nothing: the ledger says who holds one."""

    def get_doors(self) -> dict[str, str]:
        rows = self._all(
            "SELECT device, json_extract(state, '$.address') FROM peer WHERE kelurahan = ?", self.me.office
        )
        return {device: address for device, address in rows if address}

    def note_doors(self, doors: Mapping[str, str]) -> None:
        """Nothing: each desk tells its own."""

    def find_register(self) -> str:
        return max(((one.term, one.device) for one in self.certificates if one.term), default=(0, ""))[1]

    def find_register_of(self, term: int) -> str:
        """The device that held the register in a term, or an empty string."""
        return next((one.device for one in self.certificates if one.term == term), "")

    def may_have_files(self, device: str) -> bool:
        return device not in self.find_filers()

    def find_filers(self) -> frozenset[str]:
        """The devices no staff signs in at: no desk of the office, and the center itself."""
        own = find_filers(one for one in self.certificates if one.office == self.me.office)
        return own | {self.me.device}

    def is_writer(self) -> bool:
        return False

    # --- the ledger -------------------------------------------------------------------------------------

    def get_head(self) -> Head:
        row = self._one("SELECT n, term, hash FROM office WHERE kelurahan = ?", self.me.office)
        if row is None or row[0] == 0:
            return Head(self.me.office, 0, 0, start(self.me.office))
        return Head(self.me.office, row[0], row[1], bytes(row[2]))

    def get_signed_head(self) -> bytes:
        row = self._one("SELECT signed FROM head WHERE kelurahan = ? ORDER BY n DESC LIMIT 1", self.me.office)
        return bytes(row[0]) if row else b""

    def find_hash(self, n: int) -> bytes | None:
        if n == 0:
            return start(self.me.office)
        row = self._one("SELECT hash FROM entry WHERE kelurahan = ? AND n = ?", self.me.office, n)
        return bytes(row[0]) if row else None

    def get_entries(self, after: int, limit: int) -> tuple[Sequence[Entry], bytes]:
        found = self.read_entries(after, min(limit, HEAD_SPACING - after % HEAD_SPACING))
        place = self.me.office, found[-1].n if found else 0
        head = self._one("SELECT signed FROM head WHERE kelurahan = ? AND n = ?", *place)
        return (found, bytes(head[0])) if head else ((), b"")

    def read_entries(self, after: int, limit: int) -> Sequence[Entry]:
        """Entries after a place, as many as asked."""
        rows = self._all(
            f"SELECT {_ENTRY} FROM entry WHERE kelurahan = ? AND n > ? ORDER BY n LIMIT ?",  # noqa: S608
            *(self.me.office, after, limit),
        )
        return [Entry(*row) for row in rows]

    def append(self, line: Line) -> None:
        office, end = self.me.office, line.get_end()
        placed = [envelope.read(entry.event) for entry in line.entries]
        rows = [
            (
                *(office, entry.n, entry.term, entry.at, entry.outcome, entry.code, place.device),
                *(place.inc, place.seq, place.id, mine, there, entry.event),
            )
            for entry, there, mine, place in zip(line.entries, line.hashes, line.digests, placed, strict=True)
        ]
        named = [(one.sha256, one.size, one.kind) for place in placed for one in place.get_files()]
        heads = [(office, point.n, raw) for point, raw in line.get_heads()]
        try:
            with store.write(self.connection):
                self._check_stands(line, end)
                self._leave(line.after.n)
                store.put(self.connection, store.ENTRY, rows)
                self.shelf.expect(named)
                store.put(self.connection, store.HEAD, heads, how="INSERT OR REPLACE")
                self._do(
                    "DELETE FROM head WHERE kelurahan = ? AND n < ? AND n % ? <> 0",
                    *(office, end.n, HEAD_SPACING),
                )
                self._do(
                    "INSERT INTO office (kelurahan, n, term, hash, received_at) VALUES (?1, ?2, ?3, ?4, ?5)"
                    " ON CONFLICT DO UPDATE SET n = ?2, term = ?3, hash = ?4, received_at = ?5",
                    *(office, end.n, end.term, end.hash, self.now()),
                )
        except store.Doubled as error:
            raise Refused("entry_doubled", n=line.after.n) from error

    def _check_stands(self, line: Line, end: Head) -> None:
        """Ask again inside the transaction: another request may have come first (kobocat #470)."""
        mine = self.get_head()
        if self.find_hash(line.after.n) != line.after.hash:
            raise Refused("unknown_point", n=line.after.n)
        if line.after.n != mine.n and not end.is_beyond(mine):
            raise Refused("not_beyond", n=end.n)

    def _leave(self, common: int) -> None:
        """Rows above the common point move to the branch; what was folded from them is folded anew."""
        office = self.me.office
        if self.get_head().n <= common:
            return
        self._do(
            "INSERT OR IGNORE INTO branch SELECT kelurahan, term, n, hash, at, outcome, code, event,"
            " (SELECT signed FROM head h WHERE h.kelurahan = e.kelurahan AND h.n >= e.n ORDER BY h.n"
            " LIMIT 1), ? FROM entry e WHERE kelurahan = ? AND n > ?",
            *(self.now(), office, common),
        )
        self._do("DELETE FROM entry WHERE kelurahan = ? AND n > ?", office, common)
        self._do("DELETE FROM head WHERE kelurahan = ? AND n > ?", office, common)
        self.mend_fold()

    # --- what it folds to -------------------------------------------------------------------------------

    def get_safe(self) -> int:
        return 0  # the center's own backups are not verified by it yet

    def note_safe(self, device: str, n: int) -> None:
        """What an office's register has in its backup is told to people by `put_peer`; nothing is purged."""

    def get_fold(self) -> str:
        row = self._one("SELECT checked, n FROM office WHERE kelurahan = ?", self.me.office)
        if row is None or row[0] != row[1]:
            return ""  # what came last is not folded yet
        total = 0
        for case in self._all("SELECT id, state FROM permohonan WHERE kelurahan = ?", self.me.office):
            total ^= int.from_bytes(hashlib.sha256(parts(*case)).digest(), "big")
        return total.to_bytes(32, "big").hex()

    def is_fold_due(self, device: str) -> bool:  # noqa: ARG002 - an office asks, once a day
        return False

    def note_fold(self, device: str) -> None:
        """Nothing: an office asks again, the center never."""

    def mend_fold(self) -> None:
        with store.write(self.connection):
            for table in store.PROJECTIONS:
                self._do(f"DELETE FROM {table.name} WHERE kelurahan = ?", self.me.office)  # noqa: S608
            self._do(
                "UPDATE office SET checked = 0, compared = 0, state = '{}' WHERE kelurahan = ?",
                self.me.office,
            )

    def get_pending(self) -> Sequence[tuple[str, int, Sequence[bytes]]]:
        return ()

    def get_branches(self) -> Sequence[Line]:
        lacking = self._all(
            "SELECT DISTINCT head FROM branch b WHERE kelurahan = ? AND NOT EXISTS (SELECT 1 FROM entry e"
            " WHERE e.kelurahan = b.kelurahan AND e.event = b.event"
            " AND e.id = json_extract(CAST(b.event AS TEXT), '$.id'))",
            self.me.office,
        )
        if not lacking:
            return []
        left: dict[int, dict[bytes, Entry]] = {}
        for end, *row in self._all(
            f"SELECT hash, {_ENTRY} FROM branch WHERE kelurahan = ?",  # noqa: S608
            self.me.office,
        ):
            left.setdefault(row[0], {})[bytes(end)] = Entry(*row)
        found = []
        heads = self._all("SELECT DISTINCT head FROM branch WHERE kelurahan = ?", self.me.office)
        tops = {bytes(signed): read_place(bytes(signed)) for (signed,) in heads}
        for (signed,) in lacking:
            after, entries = trace(tops[bytes(signed)], left, self.find_hash, set(tops.values()))
            found.append(make_line(self.me.office, after, entries, bytes(signed)))
        return found

    def admit(self, device: str, raws: Sequence[bytes]) -> None:  # noqa: ARG002 - the Protocol's form
        raise Refused("not_register", register=self.find_register())

    def admit_old(self, signer: str, raws: Sequence[bytes]) -> None:
        self.admit(signer, raws)

    def get_last(self, device: str, inc: str) -> int:
        row = self._one(
            "SELECT max(seq) FROM entry WHERE kelurahan = ? AND device = ? AND inc = ?",
            *(self.me.office, device, inc),
        )
        return int(row[0] or 0) if row else 0

    # --- mail, documents, peers -------------------------------------------------------------------------

    def keep_mail(self, body: wire.Events, raw: bytes) -> None:
        if not self._is_admitted(body):
            mailbox.keep(self.connection, self.me.office, body, raw, at=self.now())

    def get_mail(self, to: str) -> Sequence[bytes]:
        return mailbox.find(self.connection, self.me.office, to, self._is_admitted)

    def _is_admitted(self, body: wire.Events) -> bool:
        return all(
            self.get_last(body.sender.device, run.inc) >= run.first + len(run.events) - 1 for run in body.runs
        )

    def tells_documents(self, _device: str, /) -> bool:
        return True

    def get_feeds(self) -> dict[str, Spot]:
        rows = self._all(
            "SELECT feed, seq, hash FROM document d WHERE feed IN ('city', ?) AND seq ="
            " (SELECT max(seq) FROM document o WHERE o.feed = d.feed)",
            self.me.office,
        )
        return {feed: (seq, bytes(end).hex()) for feed, seq, end in rows}

    def find_lacking(self, feed: str, theirs: Spot, /) -> int | None:
        seq, _end = self.get_feeds()[feed]
        return theirs[0] if theirs[0] < seq else None

    def get_documents(self, feed: str, after: int) -> Sequence[bytes]:
        sql = "SELECT raw FROM document WHERE feed = ? AND seq > ? ORDER BY seq LIMIT ?"
        return [bytes(raw) for (raw,) in self._all(sql, feed, after, _DOCUMENTS)]

    def put_documents(self, body: wire.Documents) -> None:
        """Documents of an office that stood alone stay its own; the center publishes in its own feed."""

    # --- files ------------------------------------------------------------------------------------------

    @property
    def shelf(self) -> Shelf:
        """The office's pages."""
        return Shelf(self.connection, self.folder / self.me.office, self.me.office)

    def get_missing(self) -> Sequence[Spot]:
        return [
            spot for spot in self.shelf.find_missing(now=self.now()) if self.thrown[spot[1]] < MOST_THROWN
        ]

    def find_size(self, sha256: str) -> int:
        return self.shelf.find_size(sha256)

    def read_piece(self, sha256: str, offset: int, limit: int) -> bytes:
        return self.shelf.read(sha256, offset, limit)

    def put_piece(self, chunk: wire.Chunk) -> bool:
        try:
            return self.shelf.put(chunk)
        except Refused:
            self.thrown[chunk.sha256] += 1
            raise

    def find_peer(self, device: str) -> Peer | None:
        row = self._one("SELECT state FROM peer WHERE kelurahan = ? AND device = ?", self.me.office, device)
        return load_peer(device, json.loads(row[0])) if row else None

    def put_peer(self, peer: Peer) -> None:
        row = (self.me.office, peer.device, peer.heard_at, json.dumps(dump_peer(peer), sort_keys=True))
        with store.write(self.connection):
            store.put(self.connection, store.PEER, [row], how="INSERT OR REPLACE")
            self._do(
                "INSERT INTO office (kelurahan, hash, rules, safe) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT DO UPDATE SET rules = ?3, safe = max(safe, ?4)",
                *(self.me.office, start(self.me.office), peer.rules, peer.safe),
            )

    # --- what people must know --------------------------------------------------------------------------

    def alarm(self, what: str, **detail: str | int) -> None:
        log.warning("alarm %s %s %s", self.me.office, what, detail)
        with store.write(self.connection):
            self._do(
                "INSERT INTO alarm (kelurahan, what, detail, at) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT DO UPDATE SET at = ?4, times = times + 1",
                *(self.me.office, what, json.dumps(detail, sort_keys=True), self.now()),
            )

    def take_changed(self) -> frozenset[str]:
        return frozenset()

    def is_frozen(self) -> bool:
        return False

    def set_frozen(self, *, is_frozen: bool) -> None:
        log.error("an office says that another center works under this identity: %s", is_frozen)

    # --- statements -------------------------------------------------------------------------------------

    def _one(self, sql: str, *values: Any) -> Any:
        return store.run(self.connection, sql, values).fetchone()

    def _all(self, sql: str, *values: Any) -> Sequence[Any]:
        return store.run(self.connection, sql, values).fetchall()

    def _do(self, sql: str, *values: Any) -> None:
        store.run(self.connection, sql, values)
