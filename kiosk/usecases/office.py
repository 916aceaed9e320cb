"""Owns the making, starting and settling of an office: keys, certificates, documents, counters."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from kiosk import catalogue, keys, reference, texts, trust
from kiosk.catalogue import Catalogue
from kiosk.config import Config
from kiosk.context import DEVICE, Clock, Kiosk, Person, PinCost, as_person
from kiosk.domain.certificate import Certificate, Root
from kiosk.domain.errors import Refused
from kiosk.domain.office import Office
from kiosk.domain.rules import RULES_VERSION
from kiosk.domain.words import moment_day
from kiosk.keys import KeyRing, SigningKey
from kiosk.reference import Reference
from kiosk.store import database, facts, files, ledger, marks, peers
from kiosk.store.database import Database
from kiosk.texts import Texts
from kiosk.usecases import acts, clock, fitness, offering, pins, profile, update
from kiosk.usecases.acts import Act, Deed
from kiosk.usecases.enrolment import (
    Request,
    Welcome,
    add_device,
    check_device,
    export_anchors,
    find_certificate,
    get_roots,
    join,
    keep_roots,
    make_anchors,
)
from kiosk.world import World

__all__ = [
    "PROGRAM",
    "Answers",
    "Library",
    "Request",
    "Start",
    "Welcome",
    "add_device",
    "change_profile",
    "check_device",
    "export_anchors",
    "find_certificate",
    "find_changes",
    "get_roots",
    "get_settings",
    "init",
    "join",
    "keep_roots",
    "load_library",
    "look",
    "make_anchors",
    "outside",
    "reload",
    "settings",
    "start",
    "start_at",
    "step_name",
]

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
    """What `kiosk init` was told (letters.md 4.2): the profile with its people, PINs, last numbers."""

    office: Office
    pins: Mapping[str, str]
    starts: Sequence[Start] = ()


def load_library(resources: Path) -> Library:
    """Read services, lists and words from `resources/`; what passed at release is not tried again."""
    lists = reference.load(resources / "reference")
    services = catalogue.load(resources / "catalogue", lists=lists, tried=resources / catalogue.TRIED)
    return Library(services, lists, texts.load(resources / "texts"))


# --- making -----------------------------------------------------------------------------------------


def init(
    world: World, config: Config, library: Library, answers: Answers, *, cost: PinCost | None = None
) -> Kiosk:
    """Make an office of its own on this device: its root, keys, certificate, documents and first entries.

    Needs no center and no network, and leaves nothing behind where it fails. Raises Refused: `office_exists`,
    `bad_profile` (problem=), `bad_device_name`, and what a PIN refuses.
    """
    fitness.check_people(answers.office, answers.pins)
    fitness.check_office(answers.office, library.catalogue.ready())
    if config.database.exists() or config.key_file.exists():
        raise Refused("office_exists", folder=str(config.home))
    ring = keys.make_ring(world.token, alone=True)
    verifiers = {
        one.id: pins.make_verifier(ring, one, answers.pins[one.id], token=world.token, cost=cost or PinCost())
        for one in answers.office.staff
    }
    device = config.device or "meja-1"
    check_device(device)
    config.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _nothing_left(config):
        keys.save(ring, config.key_file)
        db = database.open(config.database, ring.store, holder="kiosk init", create=True)
        try:
            with db.write():
                db.name_self(answers.office.code, device)
                _appoint_self(db, ring, keys.new_key(world.token), now=world.now())
                profile.publish(db, ring.device, "office", profile.encode_office(answers.office))
                people = profile.encode_staff(answers.office.staff, verifiers)
                profile.publish(db, ring.device, "staff", people)
            kiosk = _run(world, config, library, _Opened(db, ring, cost or PinCost()))
            _write_first(kiosk, answers)
            marks.raise_floor(config.state, kiosk.now())  # whoever makes an office has looked at the date
        except BaseException:
            db.close()
            raise
    return kiosk


@contextmanager
def _nothing_left(config: Config) -> Iterator[None]:
    """Take back the key and the database of an office that could not be made; there was none before."""
    try:
        yield
    except BaseException:
        for path in (config.key_file, *config.database.parent.glob(f"{config.database.name}*")):
            path.unlink(missing_ok=True)
        raise


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
    keep_roots(db, (Root(ring.root.public, db.kelurahan),))
    facts.set_register(db, db.device, 1)


def _write_first(kiosk: Kiosk, answers: Answers) -> None:
    settings(kiosk, DEVICE, acts.begin(kiosk), get_settings(answers.office))
    holder = next(as_person(one) for one in kiosk.office.staff if "register" in one.roles)
    for start in answers.starts:
        start_at(kiosk, holder, acts.begin(kiosk), start, reason="init")


def get_settings(office: Office) -> dict[str, Any]:
    """The part of a profile the rules ask for, as a `settings` event holds it; a mode of no service is false.

    An empty list would be absent (core.md 1), and what is absent stays as it was.
    """
    return {
        "same_person": office.same_person,
        "self_print": office.self_print,
        "wet_by": office.wet_by,
        "seal": list(office.seal) or False,
        "tte": list(office.tte) or False,
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
    """Open this device's office and begin an incarnation: locked, and `open` written, on return.

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
    names = (keys.CREDENTIALS,) if config.is_production else (keys.CREDENTIALS, keys.KEY_FILE)
    environ = {name: os.environ[name] for name in names if name in os.environ}
    return keys.load(environ, config.key_file)


def _run(world: World, config: Config, library: Library, opened: _Opened) -> Kiosk:
    kiosk = _make(world, config, library, opened)
    profile.refresh_doors(opened.db)
    files.sweep(opened.db, config.files)
    _write_open(kiosk)
    update.follow_rules(kiosk)
    update.judge_anew(kiosk)
    return kiosk


def _make(world: World, config: Config, library: Library, opened: _Opened) -> Kiosk:
    office = profile.find_office(opened.db)
    if office is None:
        raise Refused("office_missing", folder=str(config.home))
    return Kiosk(
        db=opened.db,
        device=opened.db.device,
        inc=world.token(16).hex(),
        now=Clock(world.now, world.boot, clock.find_setting(opened.db)),
        new_id=world.new_id,
        token=world.token,
        boot=world.boot,
        keys=opened.ring,
        catalogue=offering.complete(library.catalogue, opened.db, library.reference),
        office=office,
        config=config,
        reference=library.reference,
        texts=library.texts,
        pin_cost=opened.cost,
    )


def _write_open(kiosk: Kiosk) -> None:
    """The first event of an incarnation; and what a crash between number mark and commit left is closed.

    Both or neither: after an `open` alone the mark's incarnation would no longer be the last one, and `sign`
    would wait for the paper book.
    """
    before = ledger.last_place(kiosk.db, kiosk.device)
    with kiosk.db.write():
        facts.keep(kiosk.db, acts.FROZEN, "")
        acts.do_device(kiosk, "open", describe_start(kiosk))
        if before and kiosk.find_writer():
            _close_crashed(kiosk, before)


def describe_start(kiosk: Kiosk) -> dict[str, Any]:
    """The payload of `open`: the program that begins, and the last place of this device before it."""
    last = ledger.last_place(kiosk.db, kiosk.device)
    prev = {"prev": {"inc": last[0], "seq": last[1]}} if last else {}
    return {
        "program": PROGRAM,
        "rules": RULES_VERSION,
        "schema": database.schema_version(),
        "boot": kiosk.boot().boot,
        **prev,
    }


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
    """The same running device after its documents changed: profile, people, doors, services as now."""
    profile.refresh_doors(kiosk.db)
    return replace(
        kiosk,
        office=profile.find_office(kiosk.db) or kiosk.office,
        catalogue=offering.complete(kiosk.catalogue, kiosk.db, kiosk.reference),
    )


# --- settling ---------------------------------------------------------------------------------------


def settings(kiosk: Kiosk, who: Person, act: Act, values: Mapping[str, Any]) -> None:
    """Write what the rules ask of the office into the ledger."""
    acts.do(kiosk, who, act, Deed("settings", {"values": dict(values)}))


def change_profile(kiosk: Kiosk, who: Person, act: Act, office: Office) -> Kiosk:
    """A new profile: its document, and a `settings` event with what changed in it; register only."""
    kiosk.get_writer()
    fitness.check_office(office, kiosk.catalogue.ready())
    with kiosk.db.write():
        settings(kiosk, who, act, {**find_changes(kiosk.office, office), **get_settings(office)})
        profile.publish(kiosk.db, kiosk.keys.device, "office", profile.encode_office(office))
    return reload(kiosk)


def find_changes(before: Office, after: Office) -> dict[str, Any]:
    """What of a profile differs, with its newest value, its people left out; false for an empty one."""
    newest = {one.name: getattr(after, one.name) for one in fields(Office) if one.name != "staff"}
    return {
        name: _as_json(value) or False for name, value in newest.items() if value != getattr(before, name)
    }


def _as_json(value: Any) -> Any:
    """Tuples as lists and every key a text, as canonical JSON has them."""
    if isinstance(value, Mapping):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    return [_as_json(inner) for inner in value] if isinstance(value, list | tuple) else value


def start_at(kiosk: Kiosk, who: Person, act: Act, start: Start, *, reason: str) -> None:
    """The last number of the paper book; every number between becomes one used outside."""
    data = {"scope": start.scope, "year": start.year, "n": start.n, "reason": reason}
    acts.do(kiosk, who, act, Deed("start_at", data))


def outside(kiosk: Kiosk, who: Person, act: Act, span: tuple[Start, int], *, title: str) -> None:
    """Numbers used on paper elsewhere: from the one after `Start.n` to the given last one.

    They are dated the day they are recorded, so that the month's book shows them.
    """
    start, last = span
    data = {
        "scope": start.scope,
        "year": start.year,
        "first": start.n + 1,
        "last": last,
        "title": title,
        "date": moment_day(kiosk.now()).isoformat(),
    }
    acts.do(kiosk, who, act, Deed("outside", data))


def step_name(kiosk: Kiosk, step: str) -> str:
    """A step of the chain in words, as the archive copy prints it."""
    return kiosk.say(f"step.{step.replace(':', '_')}")
