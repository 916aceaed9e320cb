"""Owns whom an office believes: certificates, roots, anchors, and the enrolment of a further device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk import keys, trust
from kiosk.config import Config
from kiosk.context import Kiosk, Person
from kiosk.domain import seal
from kiosk.domain.certificate import DEVICE_NAME, Certificate, Root, TrustList, parse_root
from kiosk.domain.errors import Refused
from kiosk.domain.office import CENTER, LURAH
from kiosk.keys import KeyRing
from kiosk.store import database, documents, facts, ledger, peers
from kiosk.store.database import Database
from kiosk.trust import Anchors

WELCOME_BYTES: Final = 1 << 20
"""Of documents in the answer to an enrolment: a list of residents may be larger; rounds bring it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a further device shows of itself to be enrolled: public halves only."""

    device: str
    key: bytes
    x25519: bytes
    tls: str = ""
    seal: bytes = b""
    roles: tuple[str, ...] = ("file",)


@dataclass(frozen=True, slots=True)
class Welcome:
    """The answer to an enrolment: whose office, whom to believe, the office keys sealed to the device.

    `documents` are those the office's feed begins with: enough to start under.
    """

    kelurahan: str
    device: str
    roots: tuple[Root, ...]
    certificates: tuple[bytes, ...]
    documents: tuple[bytes, ...]
    register: tuple[str, int]
    box: bytes = field(repr=False)


def find_certificate(kiosk: Kiosk, device: str = "") -> Certificate | None:
    """The newest believed certificate of a device of this office, this one's by default."""
    named = [one for one in find_certificates(kiosk) if one.device == (device or kiosk.device)]
    return max(named, key=lambda one: one.rank, default=None)


def find_certificates(kiosk: Kiosk) -> list[Certificate]:
    """Every believed certificate: of the office's devices, and of the center that adopted it."""
    roots = get_roots(kiosk.db)
    return [trust.read_certificate(raw, roots) for raw in peers.get_certificates(kiosk.db)]


def get_roots(db: Database) -> tuple[Root, ...]:
    """Whom this office believes."""
    return tuple(parse_root(root) for root in facts.find(db, "roots", []))


def keep_roots(db: Database, roots: Sequence[Root]) -> None:
    facts.keep(db, "roots", [{"key": root.key.hex(), "office": root.office} for root in roots])


def make_anchors(kiosk: Kiosk) -> Anchors:
    """What this device checks seals against: its roots, their lists, its office's certificates."""
    lists = {name: documents.find(kiosk.db, "list", name) for name in ("trust", "revocations")}
    return trust.make_anchors(
        get_roots(kiosk.db),
        trust=lists["trust"].body if lists["trust"] else b"",
        revocations=lists["revocations"].body if lists["revocations"] else b"",
        certificates=peers.get_certificates(kiosk.db),
    )


def export_anchors(kiosk: Kiosk) -> bytes:
    """The file of `kiosk verify --trust`: what somebody needs who wants to believe this office, and no key.

    An office that stands alone signs a list of its certificates itself; an adopted one hands on the city's.
    """
    held = make_anchors(kiosk)
    if held.trust_raw or kiosk.keys.root is None:
        return trust.write_anchors(held)
    certificates = tuple(peers.get_certificates(kiosk.db))
    listed = TrustList(
        iss=seal.ISSUER,
        office=kiosk.office.code,
        seq=len(certificates),
        at=kiosk.now(),
        roots=(Root(kiosk.keys.root.public, kiosk.office.code),),
        certificates=certificates,
    )
    raw = trust.issue(listed, kiosk.keys.root)
    return trust.write_anchors(trust.make_anchors(listed.roots, trust=raw))


def check_device(name: str) -> None:
    """Refuse a name no device of an office can bear. Raises Refused("bad_device_name", device=)."""
    if not DEVICE_NAME.fullmatch(name) or name == CENTER:
        raise Refused("bad_device_name", device=name)


def check_not_ended(kiosk: Kiosk, name: str) -> None:
    """Refuse the name of a device that was ended: it is spent. Raises Refused("device_ended", device=)."""
    if name in ledger.get_office(kiosk.db).get_ended():
        raise Refused("device_ended", device=name)


def add_device(kiosk: Kiosk, who: Person, request: Request) -> Welcome:
    """Certify a further device of this office under its own root; the register desk only, by an officer.

    Raises Refused: `not_register`, `not_allowed`, `no_office_root`, `bad_device_name`, `device_ended`,
    `device_known` for a name that is taken, and `bad_trust` for halves that are no keys: nothing unreadable
    is ever kept.
    """
    _, term = kiosk.register
    kiosk.get_writer()
    if not {"register", LURAH} & set(who.roles):
        raise Refused("not_allowed", verb="add_device")
    if kiosk.keys.root is None or kiosk.keys.office is None:
        raise Refused("no_office_root")
    check_device(request.device)
    check_not_ended(kiosk, request.device)
    known = find_certificate(kiosk, request.device)
    if known is not None and known.key != request.key:
        raise Refused("device_known", device=request.device)
    now = kiosk.now()
    certificate = Certificate(
        office=kiosk.office.code,
        device=request.device,
        key=request.key,
        x25519=request.x25519,
        nbf=now // 1000 * 1000,
        exp=now + trust.LIFETIME_MS,
        roles=request.roles,
        seal=request.seal,
        tls=request.tls,
    )
    raw = trust.issue(certificate, kiosk.keys.root)
    trust.read_certificate(raw, get_roots(kiosk.db))
    peers.keep_certificate(kiosk.db, raw, device=request.device, term=0)
    info = keys.keys_info(request.device)
    return Welcome(
        kelurahan=kiosk.office.code,
        device=request.device,
        roots=get_roots(kiosk.db),
        certificates=tuple(peers.get_certificates(kiosk.db)),
        documents=tuple(documents.find_first(kiosk.db, kiosk.office.code, most=WELCOME_BYTES)),
        register=(kiosk.device, term),
        box=keys.seal_to(request.x25519, keys.encode_office(kiosk.keys.office), info),
    )


def join(config: Config, ring: KeyRing, welcome: Welcome) -> None:
    """Make the database of an enrolled device; `start` then opens it.

    Raises Refused: `office_exists`, and whatever certificates and documents refuse.
    """
    if config.database.exists() or config.key_file.exists():
        raise Refused("office_exists", folder=str(config.home))
    office_keys = keys.decode_office(ring.box.open_sealed(welcome.box, keys.keys_info(welcome.device)))
    config.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys.save(replace(ring, office=office_keys), config.key_file)
    db = database.open(config.database, ring.store, holder="kiosk enrol", create=True)
    try:
        with db.write():
            db.name_self(welcome.kelurahan, welcome.device)
            keep_roots(db, welcome.roots)
            for raw in welcome.certificates:
                made = trust.read_certificate(raw, welcome.roots)
                peers.keep_certificate(db, raw, device=made.device, term=made.term)
            documents.put(db, welcome.documents)
            facts.set_register(db, *welcome.register)
    finally:
        db.close()
