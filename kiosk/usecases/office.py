"""Owns the making, starting and settling of an office on a device: keys, certificates, documents,
counters.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kiosk import catalogue, keys, reference, texts, trust
from kiosk.catalogue import Catalogue
from kiosk.config import Config
from kiosk.context import DEVICE, Kiosk, Person, PinCost
from kiosk.domain import seal
from kiosk.domain.certificate import Certificate, Root, TrustList, parse_root
from kiosk.domain.errors import Refused
from kiosk.domain.office import LURAH, SIGNER, Office, Staff
from kiosk.keys import KeyRing, SigningKey
from kiosk.reference import Reference
from kiosk.store import database, documents, facts, files, ledger, marks, peers
from kiosk.store.database import Database
from kiosk.texts import Texts
from kiosk.trust import Anchors
from kiosk.usecases import acts, pins, profile
from kiosk.usecases.acts import Act, Deed
from kiosk.world import World

PROGRAM: Final = "0.1.0"
_REGISTER_ROLES: Final = ("desk", "register", "seal")


@dataclass(frozen=True, slots=True)
class Library:
    """What is data and the same for every office: services, lists, words."""

    catalogue: Catalogue
    reference: Reference
    texts: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Start:
    """The last number of a counter in the paper book; 0 = the year starts here."""

    scope: str
    year: int
    n: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What `kiosk init` was told (letters.md 4.2): the profile with its people, a PIN each, the last
    numbers.
    """

    office: Office
    pins: Mapping[str, str]
    starts: Sequence[Start] = ()


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
    """The answer to an enrolment: whose office it is, whom to believe, and the office keys sealed to the
    device.
    """

    kelurahan: str
    device: str
    roots: tuple[Root, ...]
    certificates: tuple[bytes, ...]
    documents: tuple[bytes, ...]
    register: tuple[str, int]
    box: bytes = field(repr=False)


def load_library(resources: Path) -> Library:
    """Read services, lists and words from `resources/`."""
    lists = reference.load(resources / "reference")
    return Library(
        catalogue.load(resources / "catalogue", lists=lists), lists, texts.load(resources / "texts")
    )


# --- making -----------------------------------------------------------------------------------------


def init(
    world: World, config: Config, library: Library, answers: Answers, *, cost: PinCost | None = None
) -> Kiosk:
    """Make an office of its own on this device: its root, keys, certificate, documents and first entries.

    Needs no center and no network. Raises Refused: `office_exists`, `bad_profile` (problem=), and what a PIN
    refuses.
    """
    check_profile(answers)
    if config.database.exists() or config.key_file.exists():
        raise Refused("office_exists", folder=str(config.home))
    ring = keys.make_ring(world.token, alone=True)
    verifiers = {
        id_: pins.make_verifier(ring, id_, pin, token=world.token, cost=cost or PinCost())
        for id_, pin in answers.pins.items()
    }
    config.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys.save(ring, config.key_file)
    device = config.device or "meja-1"
    db = database.open(config.database, ring.store, holder="kiosk init", create=True)
    try:
        with db.write():
            db.name_self(answers.office.code, device)
            _appoint_self(db, ring, keys.new_key(world.token), now=world.now())
            profile.publish(db, ring.device, "office", profile.encode_office(answers.office))
            profile.publish(db, ring.device, "staff", profile.encode_staff(answers.office.staff, verifiers))
        kiosk = _run(world, config, library, _Opened(db, ring, cost or PinCost()))
        _write_first(kiosk, answers)
    except BaseException:
        db.close()
        raise
    return kiosk


def check_profile(answers: Answers) -> None:
    """Refuse an office nobody could work in: no kelurahan, no operator, nobody who signs, a person without a
    PIN.
    """
    staff = answers.office.staff
    roles = {role for one in staff for role in one.roles}
    ids = [one.id for one in staff]
    problems = {
        "code": len(answers.office.code) != 10 or not answers.office.code.isdecimal(),
        "operator": "operator" not in roles,
        "signer": not any(SIGNER in one.roles and LURAH in one.roles for one in staff),
        "register": "register" not in roles,
        "pin": set(ids) != answers.pins.keys(),
        "twice": len(set(ids)) != len(ids),
    }
    for problem, is_there in problems.items():
        if is_there:
            raise Refused("bad_profile", problem=problem)


def _appoint_self(db: Database, ring: KeyRing, seal_key: SigningKey, *, now: int) -> None:
    if ring.root is None:
        raise Refused("no_office_root")
    certificate = Certificate(
        office=db.kelurahan,
        device=db.device,
        key=ring.device.public,
        x25519=ring.box.public,
        nbf=now // 1000 * 1000,
        exp=now + trust.LIFETIME_MS,
        roles=_REGISTER_ROLES,
        seal=seal_key.public,
        term=1,
        tls=ring.device.fingerprint(db.device),
    )
    raw = trust.issue(certificate, ring.root)
    peers.keep_certificate(db, raw, device=db.device, term=1)
    facts.keep(db, "seal_key", seal_key.seed.hex())
    _keep_roots(db, (Root(ring.root.public, db.kelurahan),))
    facts.set_register(db, db.device, 1)


def _write_first(kiosk: Kiosk, answers: Answers) -> None:
    settings(kiosk, DEVICE, acts.begin(kiosk), get_settings(answers.office))
    holder = next(one for one in kiosk.office.staff if "register" in one.roles)
    for start in answers.starts:
        who = Person(holder.id, holder.roles, holder.name)
        start_at(kiosk, who, acts.begin(kiosk), start, reason="init")


def get_settings(office: Office) -> dict[str, Any]:
    """The part of a profile the rules ask for, as a `settings` event holds it."""
    return {
        "same_person": office.same_person,
        "self_print": office.self_print,
        **({"seal": list(office.seal)} if office.seal else {}),
        **({"tte": list(office.tte)} if office.tte else {}),
    }


# --- starting ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Opened:
    db: Database
    ring: KeyRing
    cost: PinCost


def start(
    world: World, config: Config, library: Library, *, cost: PinCost | None = None, holder: str = ""
) -> Kiosk:
    """Open this device's office and begin an incarnation: the lock is held and `open` is written when it
    returns.

    Raises as `keys.load` and `database.open`, and Refused("office_missing") where nothing was made yet.
    """
    ring = _load_ring(config)
    db = database.open(config.database, ring.store, holder=holder or f"kiosk {config.role.value}")
    try:
        return _run(world, config, library, _Opened(db, ring, cost or PinCost()))
    except BaseException:
        db.close()
        raise


def look(world: World, config: Config, library: Library) -> Kiosk:
    """This office beside the process that owns it: read-only, no incarnation begins, nothing is written.

    Raises as `start`.
    """
    ring = _load_ring(config)
    db = database.open(config.database, ring.store, read_only=True)
    return _make(world, config, library, _Opened(db, ring, PinCost()))


def _load_ring(config: Config) -> KeyRing:
    environ = {} if config.is_production else os.environ
    credentials = {name: value for name, value in os.environ.items() if name == keys.CREDENTIALS}
    return keys.load({**environ, **credentials}, config.key_file)


def _run(world: World, config: Config, library: Library, opened: _Opened) -> Kiosk:
    kiosk = _make(world, config, library, opened)
    profile.refresh_doors(opened.db)
    files.sweep(opened.db, config.files)
    _write_open(kiosk)
    return kiosk


def _make(world: World, config: Config, library: Library, opened: _Opened) -> Kiosk:
    office = profile.find_office(opened.db)
    if office is None:
        raise Refused("office_missing", folder=str(config.home))
    seed = facts.find(opened.db, "seal_key")
    return Kiosk(
        db=opened.db,
        device=opened.db.device,
        inc=world.token(16).hex(),
        now=world.now,
        new_id=world.new_id,
        token=world.token,
        boot=world.boot,
        keys=opened.ring,
        catalogue=library.catalogue,
        office=office,
        config=config,
        reference=library.reference,
        texts=library.texts,
        seal_key=SigningKey(bytes.fromhex(seed)) if seed else None,
        pin_cost=opened.cost,
    )


def _write_open(kiosk: Kiosk) -> None:
    """The first event of an incarnation; and what a crash between number mark and commit left is closed."""
    before = ledger.last_place(kiosk.db, kiosk.device)
    data: dict[str, Any] = {
        "program": PROGRAM,
        "schema": database.schema_version(),
        "boot": kiosk.boot().boot,
    }
    if before:
        data["prev"] = {"inc": before[0], "seq": before[1]}
    acts.do_device(kiosk, "open", data)
    if before and kiosk.is_register:
        _close_crashed(kiosk, before)


def _close_crashed(kiosk: Kiosk, before: tuple[str, int]) -> None:
    """A mark one ahead, made by the last incarnation of this disk: the crash came between mark and commit.

    Nothing was printed under that number, because a print comes after the commit; it is entered as used
    outside.
    """
    state = ledger.ground(kiosk.db).office
    for mark in marks.all_numbers(kiosk.config.state):
        last = state.get_counter(mark.scope, mark.year).n
        if mark.n == last + 1 and mark.inc == before[0] and not ledger.find_standing(kiosk.db, mark.event):
            data = {
                "scope": mark.scope,
                "year": mark.year,
                "first": mark.n,
                "last": mark.n,
                "title": "crash",
            }
            holder = next((one for one in kiosk.office.staff if "register" in one.roles), None)
            if holder:
                who = Person(holder.id, ("register",), holder.name)
                acts.do(kiosk, who, acts.begin(kiosk), Deed("outside", data))


def reload(kiosk: Kiosk) -> Kiosk:
    """The same running device after its documents changed: profile, people and doors as they are now."""
    profile.refresh_doors(kiosk.db)
    return replace(kiosk, office=profile.find_office(kiosk.db) or kiosk.office)


# --- settling ---------------------------------------------------------------------------------------


def settings(kiosk: Kiosk, who: Person, act: Act, values: Mapping[str, Any]) -> None:
    """Write what the rules ask of the office into the ledger."""
    acts.do(kiosk, who, act, Deed("settings", {"values": dict(values)}))


def change_profile(kiosk: Kiosk, who: Person, act: Act, office: Office) -> Kiosk:
    """A new profile: its document and, where the rules are touched, its `settings` event; register only."""
    kiosk.get_writer()
    with kiosk.db.write():
        settings(kiosk, who, act, get_settings(office))
        profile.publish(kiosk.db, kiosk.keys.device, "office", profile.encode_office(office))
    return reload(kiosk)


def change_staff(
    kiosk: Kiosk, who: Person, staff: tuple[Staff, ...], *, new_pins: Mapping[str, str] | None = None
) -> Kiosk:
    """A new staff document; PINs not named stay as they are; register only, by an officer with the right."""
    kiosk.get_writer()
    if not {"register", LURAH} & set(who.roles):
        raise Refused("not_allowed", verb="settings")
    verifiers = profile.find_verifiers(kiosk.db)
    for id_, pin in (new_pins or {}).items():
        verifiers[id_] = pins.make_verifier(kiosk.keys, id_, pin, token=kiosk.token, cost=kiosk.pin_cost)
    profile.publish(kiosk.db, kiosk.keys.device, "staff", profile.encode_staff(staff, verifiers))
    return reload(kiosk)


def start_at(kiosk: Kiosk, who: Person, act: Act, start: Start, *, reason: str) -> None:
    """The last number of the paper book; every number between becomes one used outside."""
    data = {"scope": start.scope, "year": start.year, "n": start.n, "reason": reason}
    acts.do(kiosk, who, act, Deed("start_at", data))


def outside(kiosk: Kiosk, who: Person, act: Act, span: tuple[Start, int], *, title: str) -> None:
    """Numbers used on paper elsewhere: from the one after `Start.n` to the given last one."""
    start, last = span
    data = {
        "scope": start.scope,
        "year": start.year,
        "first": start.n + 1,
        "last": last,
        "title": title,
    }
    acts.do(kiosk, who, act, Deed("outside", data))


# --- certificates and further devices ---------------------------------------------------------------


def find_certificate(kiosk: Kiosk, device: str = "") -> Certificate | None:
    """The newest believed certificate of a device of this office, this one's by default."""
    found = None
    for raw in peers.get_certificates(kiosk.db):
        made = trust.read_certificate(raw, get_roots(kiosk.db))
        if made.device == (device or kiosk.device) and (
            found is None or (made.term, made.exp) >= (found.term, found.exp)
        ):
            found = made
    return found


def get_roots(db: Database) -> tuple[Root, ...]:
    """Whom this office believes."""
    return tuple(parse_root(root) for root in facts.find(db, "roots", []))


def _keep_roots(db: Database, roots: Sequence[Root]) -> None:
    facts.keep(db, "roots", [{"key": root.key.hex(), "office": root.office} for root in roots])


def make_anchors(kiosk: Kiosk) -> Anchors:
    """What this device checks seals against: its roots, their lists where it has some, its office's
    certificates.
    """
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


def add_device(kiosk: Kiosk, who: Person, request: Request) -> Welcome:
    """Certify a further device of this office under its own root; the register desk only, by an officer.

    Raises Refused: `not_register`, `not_allowed`, `no_office_root`, `device_known` for a name that is taken.
    """
    _, term = kiosk.register
    kiosk.get_writer()
    if not {"register", LURAH} & set(who.roles):
        raise Refused("not_allowed", verb="add_device")
    if kiosk.keys.root is None or kiosk.keys.office is None:
        raise Refused("no_office_root")
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
    peers.keep_certificate(kiosk.db, raw, device=request.device, term=0)
    info = keys.keys_info(request.device)
    return Welcome(
        kelurahan=kiosk.office.code,
        device=request.device,
        roots=get_roots(kiosk.db),
        certificates=tuple(peers.get_certificates(kiosk.db)),
        documents=tuple(documents.find_after(kiosk.db, kiosk.office.code, 0, limit=100_000)),
        register=(kiosk.device, term),
        box=keys.seal_to(request.x25519, keys.encode_office(kiosk.keys.office), info),
    )


def make_request(ring: KeyRing, device: str, *, roles: tuple[str, ...] = ("file",)) -> Request:
    """What a new device shows of itself."""
    return Request(device, ring.device.public, ring.box.public, ring.device.fingerprint(device), roles=roles)


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
            _keep_roots(db, welcome.roots)
            for raw in welcome.certificates:
                made = trust.read_certificate(raw, welcome.roots)
                peers.keep_certificate(db, raw, device=made.device, term=made.term)
            documents.put(db, welcome.documents)
            facts.set_register(db, *welcome.register)
    finally:
        db.close()


def step_name(kiosk: Kiosk, step: str) -> str:
    """A step of the chain in words, as the archive copy prints it."""
    return kiosk.say(f"step.{step.replace(':', '_')}")
