"""Owns the letting in of devices at the register desk and the joining of this one; no form and no bytes.

An officer makes a code for one device; what comes with it is certified once. The same answer is given by the
center to a register whose office it adopts, and then the office's keys follow, sealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.config import Config
from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.keys import KeyRing
from kiosk.store import facts, peers
from kiosk.usecases import enrolment, office
from kiosk.usecases.office import Request, Welcome
from sync import enrol, wire
from sync.anchors import keep_roots, take_certificates, tell_city
from sync.enrol import Ask, Given, Newcomer, Post
from sync.http import Client, Link, fetch_certificate

CODES: Final = "enrol_codes"  # fact: hash of the secret -> what the code allows
ROLES: Final[Mapping[str, tuple[str, ...]]] = {"lobby": ("file",), "desk": ("desk",)}
"""What a code may make of a device."""


def make_code(kiosk: Kiosk, who: Person, device: str, kind: str) -> str:
    """A code for one new device (`lobby` or `desk`), good for 24 hours and five tries; register desk only.

    Raises Refused: `not_register`, `not_allowed`, `bad_device_kind`, `bad_device_name`, `device_ended`.
    """
    kiosk.get_writer()
    if not {"register", "lurah"} & set(who.roles):
        raise Refused("not_allowed", verb="add_device")
    if kind not in ROLES:
        raise Refused("bad_device_kind", kind=kind)
    office.check_device(device)
    enrolment.check_not_ended(kiosk, device)
    secret = kiosk.token(enrol.SECRET_BYTES)
    codes = _get_codes(kiosk)
    codes[enrol.hash_secret(secret).hex()] = {
        "device": device,
        "kind": kind,
        "who": who.id,
        "roles": list(who.roles),
        "until": kiosk.now() + enrol.LASTS_MS,
    }
    facts.keep(kiosk.db, CODES, codes)
    facts.keep(kiosk.db, f"{CODES}_left", enrol.TRIES)
    return enrol.make_code(secret, kiosk.keys.device.kid)


def let_in(kiosk: Kiosk, raw: bytes) -> bytes:
    """Answer a device that came with a code: `POST /v1/enrol` of the register desk.

    Raises Refused: `enrol_request`, `enrol_code` (unknown, used, too old, or five wrong ones), and what
    `office.add_device` refuses.
    """
    body = enrol.read_ask(raw)
    if not isinstance(body, Ask) or body.office != kiosk.office.code:
        raise Refused("enrol_request")
    code = _find_code(kiosk, body)
    request = Request(
        body.device,
        bytes.fromhex(body.key),
        bytes.fromhex(body.x25519),
        body.tls,
        bytes.fromhex(body.seal),
        ROLES[code["kind"]],
    )
    who = Person(code["who"], tuple(code["roles"]))
    with kiosk.db.write():
        _drop_code(kiosk, body)
        welcome = office.add_device(kiosk, who, request)
    answer = Given(
        v=enrol.VERSION,
        office=welcome.kelurahan,
        by=kiosk.device,
        roots=tuple((root.key.hex(), root.office) for root in welcome.roots),
        certificates=welcome.certificates,
        register=welcome.register,
        documents=welcome.documents,
        box=welcome.box,
    )
    return enrol.give(answer, kiosk.keys.device)


def _get_codes(kiosk: Kiosk) -> dict[str, dict[str, Any]]:
    now = kiosk.now()
    kept: dict[str, dict[str, Any]] = facts.find(kiosk.db, CODES, {})
    return {key: code for key, code in kept.items() if code["until"] >= now}


def _find_code(kiosk: Kiosk, body: Ask) -> dict[str, Any]:
    """What the code that was typed allows. Five wrong ones end every code that is open."""
    codes = _get_codes(kiosk)
    if not codes:
        raise Refused("enrol_code")  # nothing is open, so nothing is counted and nothing written
    left = int(facts.find(kiosk.db, f"{CODES}_left", 0))
    code = codes.get(_name_code(body))
    if code is None or code["device"] != body.device:
        facts.keep(kiosk.db, f"{CODES}_left", max(left - 1, 0))
        facts.keep(kiosk.db, CODES, codes if left > 1 else {})
        raise Refused("enrol_code")
    return code


def _drop_code(kiosk: Kiosk, body: Ask) -> None:
    """A code is used once; inside the transaction that certifies its device."""
    used = _name_code(body)
    facts.keep(kiosk.db, CODES, {one: held for one, held in _get_codes(kiosk).items() if one != used})


def _name_code(body: Ask) -> str:
    return enrol.hash_secret(bytes.fromhex(body.secret)).hex()


def open_way(url: str, code: str, *, ca: str = "") -> Client:
    """The way to who made a code, pinned before a word is said: by the code, or the city's authority.

    Plain http is taken for this very machine, where nobody stands between.

    Raises Refused: `bad_enrol_code`, `enrol_wrong_machine`, `link_unsafe`; Unavailable("offline").
    """
    _secret, pin = enrol.read_code(code)
    if url.startswith("https:") and not ca:
        return Client(Link("", url, tls=enrol.pin_certificate(fetch_certificate(url), pin)))
    return Client(Link("", url, ca=ca))


def join(config: Config, ring: KeyRing, newcomer: tuple[str, str], code: str, post: Post) -> None:
    """Make this machine a device of an office by a code of its register desk; `newcomer` is (office, device).

    Raises Refused: `bad_enrol_code`, `enrol_wrong_machine`, `enrol_answer`, and what the desk and
    `office.join` refuse.
    """
    one = Newcomer(newcomer[0], newcomer[1], ring)
    given = enrol.read_answer(post(wire.ENROL_ROUTE, enrol.ask(one, code)), code, one)
    welcome = Welcome(
        kelurahan=given.office,
        device=one.device,
        roots=tuple(enrol.get_roots(given)),
        certificates=given.certificates,
        documents=given.documents,
        register=given.register,
        box=given.box,
    )
    office.join(config, ring, welcome)


def be_adopted(kiosk: Kiosk, code: str, post: Post) -> str:
    """Give this office to the city by a code of its center: same keys, same terms; returns the center's id.

    The register desk only. Older seals keep their root, which stays believed. Raises as `join`, and Refused
    ("not_register").
    """
    kiosk.get_writer()
    one = Newcomer(kiosk.office.code, kiosk.device, kiosk.keys, kiosk.seal_key)
    own = next((root.key for root in office.get_roots(kiosk.db) if root.office == one.office), b"")
    request = enrol.ask(one, code, certificates=peers.get_certificates(kiosk.db), root=own)
    given = enrol.read_answer(post(wire.ENROL_ROUTE, request), code, one)
    center = next(made for made in map(enrol.peek, given.certificates) if made.device == given.by)
    with kiosk.db.write():
        keep_roots(kiosk, enrol.get_roots(given))
        take_certificates(kiosk, given.certificates)
        tell_city(kiosk)
    post(wire.ENROL_ROUTE, enrol.hand_over(replace(one, seal=None), center))
    return given.by
