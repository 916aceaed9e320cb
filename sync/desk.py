"""Owns the office device as a side of an exchange: kiosk/store behind the Protocol; it speaks to nobody."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kiosk.config import Role
from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.event import parse
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head
from kiosk.domain.office import CENTER, DEVICE, RESIDENT
from kiosk.domain.rules import RULES_VERSION
from kiosk.store import cases, documents, facts, files, ledger, odd, peers
from kiosk.store.database import open_second
from kiosk.store.files import Piece
from kiosk.usecases import acts, reserves, upkeep
from kiosk.usecases.office import PROGRAM
from sync import anchors, feeds, wire
from sync.lines import make_line
from sync.peers import dump_peer, load_peer
from sync.side import ADDRESS, Line, Peer, Self, digest_devices
from sync.wire import Sender, Spot

log = logging.getLogger(__name__)

FOLD_MS: Final = 24 * 3_600_000  # between two hellos that say what the ledger folds to
PRINTER_MS: Final = 60_000
MOST_THROWN: Final = 3  # times a file is asked for again in one life of a process after it came wrong
PENDING: Final = 4096  # own Events read for one packet; the bytes decide how many travel


class Desk:
    """One device of an office, on a connection of its own."""

    def __init__(
        self, kiosk: Kiosk, *, address: str = "", find_printer: Callable[[], str] = lambda: ""
    ) -> None:
        self.kiosk = kiosk
        self._find_printer = find_printer
        self._printer = (0, "")
        self._db = kiosk.db
        self._me = Self(
            kiosk.db.kelurahan, kiosk.device, kiosk.inc, kiosk.keys.device, PROGRAM, RULES_VERSION, address
        )
        self._told: set[tuple[str, str]] = set()
        self._changed: set[str] = set()
        self._thrown: Counter[str] = Counter()
        self._folded: dict[str, int] = {}

    @property
    def me(self) -> Self:
        return self._me

    def now(self) -> int:
        return self.kiosk.now()

    def mono(self) -> int:
        return self.kiosk.boot().ms

    # --- who is who -------------------------------------------------------------------------------------

    def find_sender(self, kid: bytes) -> Sender | None:
        found = [one for one in anchors.get_certificates(self.kiosk) if one.kid == kid]
        if not found:
            return None
        newest = max(found, key=lambda one: one.rank)
        terms = frozenset(one.term for one in found if one.term)
        ended = ledger.get_office(self._db).get_ended()
        revoked = newest.office == self.me.office and newest.device in ended
        return Sender(newest.office, newest.device, newest.key, terms, revoked)

    def take_certificates(self, raws: Sequence[bytes]) -> None:
        anchors.take_certificates(self.kiosk, raws)

    def get_certificates(self) -> Sequence[bytes]:
        return peers.get_certificates(self._db)

    def get_devices(self) -> str:
        held = anchors.get_certificates(self.kiosk)
        return digest_devices((one.kid, one.term) for one in held if one.office == self.me.office)

    def get_wants(self) -> dict[str, str]:
        heard = {
            device: state.get("wants", {}).get(device) for device, state in peers.find_all(self._db).items()
        }
        own = {self.me.device: reserves.find_want(self.kiosk)}
        return {device: key for device, key in (heard | own).items() if key}

    def get_reserves(self, peer: Peer) -> Sequence[bytes]:
        proof = reserves.find_proof(self.kiosk) if peer.device == self.find_register() else b""
        given = reserves.give(self.kiosk, peer.wants)
        return [*given, proof] if proof else given

    def take_reserve(self, device: str, raw: bytes) -> None:
        reserves.take(self.kiosk, device, raw)

    def get_doors(self) -> dict[str, str]:
        return peers.find_doors(self._db)

    def note_doors(self, doors: Mapping[str, str]) -> None:
        known = {one.device for one in anchors.get_certificates(self.kiosk) if "desk" in one.roles}
        for device in sorted(known & doors.keys() - {self.me.device}):
            peer = self.find_peer(device) or Peer(device)
            if peer.address != doors[device]:
                self.put_peer(replace(peer, address=doors[device][:ADDRESS]))

    def find_register(self) -> str:
        return facts.get_register(self._db)[0]

    def may_have_files(self, device: str) -> bool:
        return device == anchors.find_center(self.kiosk) or device not in peers.find_filers(self._db)

    def is_writer(self) -> bool:
        return self.kiosk.find_writer() is not None and not self.is_frozen()

    def get_health(self, device: str, /) -> wire.Health:
        """For the center alone; the printer is asked once a minute, for it may answer slowly."""
        if device != anchors.find_center(self.kiosk):
            return {}
        now = self.kiosk.boot().ms
        if not self._printer[0] or now - self._printer[0] >= PRINTER_MS:
            self._printer = (now, self._find_printer())
        return {
            **upkeep.get_health(self.kiosk),
            **({"printer": self._printer[1]} if self._printer[1] else {}),
        }

    # --- the ledger -------------------------------------------------------------------------------------

    def get_head(self) -> Head:
        return ledger.head(self._db)

    def get_signed_head(self) -> bytes:
        return ledger.signed_head(self._db)

    def find_hash(self, n: int) -> bytes | None:
        return ledger.find_hash(self._db, n)

    def get_entries(self, after: int, limit: int) -> tuple[Sequence[Entry], bytes]:
        entries = ledger.entries_after(self._db, after, limit=min(limit, HEAD_SPACING - after % HEAD_SPACING))
        head = ledger.find_signed_head(self._db, entries[-1].n) if entries else None
        return (entries, head) if head else ((), b"")

    def append(self, line: Line) -> None:
        heads = {end.n: raw for end, raw in line.get_heads()}
        end = line.get_end()
        done = ledger.append(
            self._db,
            (line.after.n, line.after.hash),
            line.entries,
            heads.pop(end.n),
            now=self.now(),
            heads=heads,
        )
        self._changed |= done.changed
        if done.displaced:
            log.info("%d entries moved to the branch", done.displaced)
        for n in done.misfits:
            self.alarm("misfit", n=n)

    # --- what it folds to -------------------------------------------------------------------------------

    def get_safe(self) -> int:
        return facts.get_safe(self._db)

    def note_safe(self, device: str, n: int) -> None:
        """The register counts for the office's other devices, the center for the register."""
        above = anchors.find_center(self.kiosk) if self.kiosk.is_register else self.find_register()
        if n and device == above:
            facts.set_safe(self._db, n)

    def get_fold(self) -> str:
        return cases.fold_digest(self._db).hex()

    def is_fold_due(self, device: str) -> bool:
        return device not in self._folded or self.now() - self._folded[device] >= FOLD_MS

    def note_fold(self, device: str) -> None:
        self._folded[device] = self.now()

    def mend_fold(self) -> None:
        for n in ledger.rebuild(self._db):
            self.alarm("misfit", n=n)

    def get_pending(self) -> Sequence[tuple[str, int, Sequence[bytes]]]:
        return [(run.inc, run.first_seq, run.raws) for run in ledger.pending(self._db, limit=PENDING)]

    def get_branches(self) -> Sequence[Line]:
        return [
            make_line(self.me.office, branch.after, branch.entries, branch.signed_head)
            for branch in ledger.branches(self._db)
        ]

    def admit(self, device: str, raws: Sequence[bytes]) -> None:
        writer = self.kiosk.find_writer()
        if writer is None or not self.is_writer():
            return
        placed = ledger.admit(self._db, writer, raws, now=self.now(), sender=device)
        self._changed |= {id for entry in placed if (id := wire.find_case(entry.event))}

    def admit_old(self, signer: str, raws: Sequence[bytes]) -> None:
        """A register that was followed may not know it yet, or may be stolen: what others said is theirs.

        Its head vouches for its own Events. Those of others count where they are known here already or are a
        resident's, who has a receipt; else their device hands them in again itself, and until it does they
        lie among the odd ones. In the name of this register or of the center it says nothing.
        """
        taken = []
        for raw in raws:
            event = parse(raw)
            is_filed = event.role in {RESIDENT, DEVICE} and event.device not in {self.me.device, CENTER}
            if event.device == signer or is_filed or ledger.is_known(self._db, raw):
                taken.append(raw)
            else:
                odd.keep(self._db, raw, reason="ended_head", sender=signer, at=self.now())
        self.admit("", taken)

    def get_last(self, device: str, inc: str) -> int:
        return ledger.last_seq(self._db, device, inc)

    # --- mail, documents, peers -------------------------------------------------------------------------

    def keep_mail(self, body: wire.Events, raw: bytes) -> None:
        if self._is_admitted(body):
            return
        peers.keep_mail(self._db, raw, sender=body.sender.device, receiver=body.to.device, at=self.now())

    def get_mail(self, to: str) -> Sequence[bytes]:
        kept = []
        for raw in peers.find_mail(self._db, to):
            body = wire.decode(cose.parse(raw).payload)
            if isinstance(body, wire.Events) and self._is_admitted(body):
                peers.drop_mail(self._db, raw)
            else:
                kept.append(raw)
        return kept

    def _is_admitted(self, body: wire.Events) -> bool:
        device = body.sender.device
        return all(self.get_last(device, run.inc) >= run.first + len(run.events) - 1 for run in body.runs)

    def tells_documents(self, device: str, /) -> bool:
        return device != anchors.find_center(self.kiosk)

    def get_feeds(self) -> dict[str, Spot]:
        return {feed: (seq, digest.hex()) for feed, (seq, digest) in documents.get_feeds(self._db).items()}

    def find_lacking(self, feed: str, theirs: Spot, /) -> int | None:
        return feeds.find_lacking(self, feed, theirs)

    def get_documents(self, feed: str, after: int) -> Sequence[bytes]:
        return documents.find_after(self._db, feed, after)

    def put_documents(self, body: wire.Documents) -> None:
        feeds.put(self, body)

    # --- files ------------------------------------------------------------------------------------------

    def get_missing(self) -> Sequence[Spot]:
        """What a desk wants; a lobby shows nobody's pages. What came wrong is asked for a few times only."""
        if self.kiosk.config.role is Role.LOBBY:
            return ()
        missing = files.find_missing(self._db, now=self.now())
        return [(one.present, one.sha256) for one in missing if self._thrown[one.sha256] < MOST_THROWN]

    def find_size(self, sha256: str) -> int:
        file = files.find(self._db, sha256)
        return file.size if file is not None and file.is_whole else 0

    def read_piece(self, sha256: str, offset: int, limit: int) -> bytes:
        try:
            return files.read_piece(self._db, self.kiosk.config.files, sha256, (offset, offset + limit))
        except KioskError as error:
            self.alarm("file_lost", file=sha256[:8], reason=error.code)
            return b""

    def put_piece(self, chunk: wire.Chunk) -> bool:
        piece = Piece(chunk.sha256, chunk.offset, chunk.data)
        try:
            return files.put_piece(self._db, self.kiosk.config.files, piece, token=self.kiosk.token)
        except Refused:
            self._thrown[chunk.sha256] += 1
            raise

    def find_peer(self, device: str) -> Peer | None:
        state = peers.find(self._db, device)
        return None if state is None else load_peer(device, state)

    def put_peer(self, peer: Peer) -> None:
        peers.keep(self._db, peer.device, dump_peer(peer), at=peer.heard_at)

    # --- what people must know --------------------------------------------------------------------------

    def alarm(self, what: str, **detail: str | int) -> None:
        log.warning("alarm %s %s", what, detail)
        key = (what, json.dumps(detail, sort_keys=True))
        if key in self._told:
            return
        self._told.add(key)
        try:
            acts.do_device(self.kiosk, "alarm", {"what": what, "detail": detail})
        except Refused as error:
            log.info("alarm not written: %s", error)

    def take_changed(self) -> frozenset[str]:
        ids, self._changed = frozenset(self._changed - {""}), set()
        return ids

    def close(self) -> None:
        """End its connection; the device's first one stays."""
        self.kiosk.db.close()

    def is_frozen(self) -> bool:
        return acts.is_frozen(self.kiosk)

    def set_frozen(self, *, is_frozen: bool) -> None:
        log.warning("two machines of %s, this one frozen: %s", self.me.device, is_frozen)
        facts.keep(self._db, acts.FROZEN, self.me.inc if is_frozen else "")


def open_desk(kiosk: Kiosk, *, address: str = "", find_printer: Callable[[], str] = lambda: "") -> Desk:
    """A side on a connection of its own, for another thread than the one `kiosk` belongs to."""
    second = replace(kiosk, db=open_second(kiosk.db))
    return Desk(second, address=address, find_printer=find_printer)
