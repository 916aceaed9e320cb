"""An office of real stores for tests of sync: a desk with its own root, a lobby it certified, made events."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from kiosk.config import Config
from kiosk.context import Clock, Kiosk
from kiosk.domain.certificate import Certificate, Root
from kiosk.domain.event import Event, encode
from kiosk.domain.ledger import Entry
from kiosk.domain.office import Office
from kiosk.keys import BoxKey, KeyRing, OfficeKeys, SigningKey
from kiosk.store import database, ledger
from kiosk.trust import LIFETIME_MS, issue
from kiosk.world import Moment
from sync.anchors import keep_roots, take_certificates
from sync.desk import Desk

CODE = "1671990001"
NOON = 1_795_500_000_000  # 24 November 2026, a little after noon in WIB


def chance(name: str) -> Callable[[int], bytes]:
    """Bytes that look random and repeat: from a name, so two devices never share any."""
    count = itertools.count()

    def token(length: int) -> bytes:
        blocks = (hashlib.sha256(f"{name}/{next(count)}".encode()).digest() for _ in range(length // 32 + 1))
        return b"".join(blocks)[:length]

    return token


def key(name: str) -> SigningKey:
    return SigningKey(hashlib.sha256(f"key {name}".encode()).digest())


@dataclass
class Device:
    """One device with its database: `act` does what a button does, without a rule of the screen."""

    kiosk: Kiosk
    side: Desk
    ids: Iterator[int] = field(default_factory=itertools.count)

    @property
    def name(self) -> str:
        return self.kiosk.device

    def act(self, verb: str, *, role: str = "device", about: str = "", base: str = "", **data: Any) -> Event:
        kiosk = self.kiosk
        with kiosk.db.write():
            event = Event(
                id=kiosk.new_id(),
                device=kiosk.device,
                inc=kiosk.inc,
                seq=ledger.next_seq(kiosk.db, kiosk.inc),
                verb=verb,
                who="device" if role == "device" else "resident" if role == "resident" else f"staff-{role}",
                role=role,
                at=kiosk.now(),
                clock={"q": "good", "mono": 1, "off": 0},
                data=data,
                about=about,
                base=base,
            )
            ledger.record(kiosk.db, encode(event), writer=kiosk.find_writer(), now=kiosk.now())
        return event

    def file(self) -> Event:
        return self.act(
            "file",
            role="resident",
            service="domisili",
            version=1,
            channel="kiosk",
            chain=["operator", "signer"],
            answers={"keperluan": "contoh"},
            subject={"nik": "1671994507890003", "nama": "LELA CONTOH"},
        )

    def entries(self) -> Sequence[Entry]:
        return list(ledger.all_entries(self.kiosk.db))


def certify(
    root: SigningKey, device: str, *, roles: Sequence[str], term: int = 0, office: str = CODE
) -> bytes:
    """A certificate of a test device; its keys follow from its name."""
    mine = key(device)
    made = Certificate(
        office,
        device,
        mine.public,
        BoxKey(hashlib.sha256(device.encode()).digest()).public,
        NOON,
        NOON + LIFETIME_MS,
        tuple(roles),
        b"",
        term,
        mine.fingerprint(device),
    )
    return issue(made, root)


class TestOffice:
    """Devices of one office under one root, on disk below a folder; the clock moves 1 ms at each look."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = key("root")
        self.clock = itertools.count(NOON)
        self.certificates = [certify(self.root, "meja-1", roles=["desk", "register"], term=1)]
        self.devices: list[Device] = []

    def open(self, name: str, *, boot: int = 1, folder: str = "") -> Device:
        """Start a device: its database is made or opened, and a new incarnation says `open`."""
        token = chance(f"{name}/{boot}/{folder}")
        db = database.open(self.folder / (folder or name) / "office.db", b"k" * 32, create=True)
        db.name_self(CODE, name)
        kiosk = Kiosk(
            db=db,
            device=name,
            inc=token(16).hex(),
            now=Clock(lambda: next(self.clock), lambda: Moment("boot", 1)),
            new_id=lambda: _uuid(token(16)),
            token=token,
            boot=lambda: Moment("boot", 1),
            keys=KeyRing(
                b"k" * 32, key(name), BoxKey(b"b" * 32), OfficeKeys(b"p" * 32, b"t" * 32, b"u" * 32)
            ),
            catalogue=cast("Any", None),
            office=Office(CODE, "Contoh", "Contoh"),
            config=Config(),
            reference=cast("Any", None),
        )
        keep_roots(kiosk, [Root(self.root.public, CODE)])
        if not any(f'"{name}"'.encode() in raw for raw in self.certificates):
            self.certificates.append(certify(self.root, name, roles=["file"]))
        device = Device(kiosk, Desk(kiosk))
        self.devices.append(device)
        for one in self.devices:
            take_certificates(one.kiosk, self.certificates)
        device.act("open", program="0.1.0", schema=1, boot="boot")
        return device

    def close(self) -> None:
        for device in self.devices:
            device.kiosk.db.close()


def _uuid(chance16: bytes) -> str:
    text = chance16.hex()
    return f"{text[:8]}-{text[8:12]}-7{text[13:16]}-8{text[17:20]}-{text[20:32]}"
