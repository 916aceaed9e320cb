"""Owns the reserve certificate with which a desk could become the register; it makes none the register.

A reserve is a certificate for a term no other device was given, with a sealing key of its own. It lies apart
from the certificates an office tells around, because whoever sees it there follows it (sync.md 4.5). Whoever
holds the root that certified the desks answers what they want: the office's own, or the center's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk import keys, trust
from kiosk.config import Role
from kiosk.context import DEVICE, Kiosk
from kiosk.domain.certificate import Certificate, from_base64, to_base64
from kiosk.domain.errors import Refused
from kiosk.domain.office import REGISTER, RESERVES
from kiosk.keys import SigningKey
from kiosk.store import facts, ledger, peers
from kiosk.usecases import acts, enrolment
from kiosk.usecases.acts import Deed

KEY: Final = "reserve_key"  # fact: the seed of the reserve's sealing key
HELD: Final = "reserve"  # fact: this desk's reserve certificate, base64
GIVEN: Final = "reserves_given"  # fact: device -> its reserve, as this device issued or carried it, base64


# --- at the desk that holds one ---------------------------------------------------------------------------


def find_reserve(kiosk: Kiosk) -> Certificate | None:
    """The reserve this desk could take the register over with, or None."""
    text = facts.find(kiosk.db, HELD)
    held = trust.read_certificate(from_base64(text), enrolment.get_roots(kiosk.db)) if text else None
    return held if held is not None and held.term > kiosk.register[1] else None


def is_ready(kiosk: Kiosk) -> bool:
    """Whether nothing lacks here: this desk is the register, or could be it tomorrow."""
    return kiosk.is_register or find_reserve(kiosk) is not None


def find_want(kiosk: Kiosk) -> str:
    """The sealing key (32 bytes, hex) this desk wants a reserve for; empty where it wants none.

    Writes the key when there is none yet. The register needs no reserve, and a lobby never gets one.
    """
    if kiosk.config.role is not Role.DESK or kiosk.find_writer() is not None:
        return ""
    held = find_reserve(kiosk)
    if held is not None and held.exp - kiosk.now() > trust.RENEW_MS:
        return ""
    if facts.find(kiosk.db, KEY) is None:
        facts.keep(kiosk.db, KEY, keys.new_key(kiosk.token).seed.hex())
    return _get_key(kiosk).public.hex()


def get_reserve(kiosk: Kiosk) -> tuple[Certificate, bytes]:
    """The reserve of this desk and its bytes; where the office's root lies here, it gives itself one.

    Raises Refused("reserve_missing", device=).
    """
    want = find_want(kiosk)
    for raw in give(kiosk, {kiosk.device: want}) if want else ():
        take(kiosk, kiosk.device, raw)
    held = find_reserve(kiosk)
    if held is None:
        raise Refused("reserve_missing", device=kiosk.device)
    return held, from_base64(facts.find(kiosk.db, HELD))


def use_key(kiosk: Kiosk, certificate: Certificate) -> bool:
    """Seal with the reserve's key from now on, inside the caller's transaction; whether it is here.

    A reserve is used once: the next one has another key.
    """
    seed = facts.find(kiosk.db, KEY)
    if seed is None or _get_key(kiosk).public != certificate.seal:
        return False
    facts.keep(kiosk.db, "seal_key", seed)
    facts.drop(kiosk.db, KEY)
    facts.drop(kiosk.db, HELD)
    return True


def find_proof(kiosk: Kiosk) -> bytes:
    """The reserve of this desk, for the register that has not written down yet who holds one; else empty."""
    held = find_reserve(kiosk)
    if held is None or ledger.get_office(kiosk.db).get_reserves().get(kiosk.device) == held.term:
        return b""
    return from_base64(facts.find(kiosk.db, HELD))


def _get_key(kiosk: Kiosk) -> SigningKey:
    return SigningKey(bytes.fromhex(facts.find(kiosk.db, KEY)))


# --- on the way -------------------------------------------------------------------------------------------


def take(kiosk: Kiosk, sender: str, raw: bytes) -> None:
    """Keep a reserve a known root signed: an own one, or one to be handed on or written down.

    The register writes into the ledger who holds one, once the holder has shown it itself: so no later
    issuer gives its term again, and nobody closes a register that nobody could take over. Raises as
    `trust.read_certificate`, and Refused("reserve_unfit").
    """
    made = trust.read_certificate(raw, enrolment.get_roots(kiosk.db))
    if made.office != kiosk.office.code or REGISTER not in made.roles or made.term <= kiosk.register[1]:
        raise Refused("reserve_unfit", device=made.device)
    if made.device == kiosk.device:
        _keep_own(kiosk, made, raw)
        return
    with kiosk.db.write():
        given = facts.find(kiosk.db, GIVEN, {})
        if _read(given.get(made.device), kiosk) != made:
            facts.keep(kiosk.db, GIVEN, given | {made.device: to_base64(raw)})
        held = ledger.get_office(kiosk.db).get_reserves()
        if sender == made.device and kiosk.find_writer() and held.get(sender) != made.term:
            values = {RESERVES: {**held, sender: made.term}}
            acts.do(kiosk, DEVICE, acts.begin(kiosk), Deed("settings", {"values": values}))


def _keep_own(kiosk: Kiosk, made: Certificate, raw: bytes) -> None:
    seed = facts.find(kiosk.db, KEY)
    if seed is None or made.seal != _get_key(kiosk).public or made.key != kiosk.keys.device.public:
        raise Refused("reserve_unfit", device=made.device)
    facts.keep(kiosk.db, HELD, to_base64(raw))


def _read(text: str | None, kiosk: Kiosk) -> Certificate | None:
    return trust.read_certificate(from_base64(text), enrolment.get_roots(kiosk.db)) if text else None


def find_others(kiosk: Kiosk) -> dict[str, int]:
    """The other desks that may take the register over, each with the term of its reserve (0: none)."""
    office = ledger.get_office(kiosk.db)
    held = office.get_reserves()
    _, term = kiosk.register
    named = {one.device for one in enrolment.find_certificates(kiosk) if "desk" in one.roles}
    others = sorted(named - office.get_ended() - {kiosk.device})
    return {name: held.get(name, 0) if held.get(name, 0) > term else 0 for name in others}


# --- where the root is ------------------------------------------------------------------------------------


def give(kiosk: Kiosk, wants: Mapping[str, str]) -> list[bytes]:
    """The reserves for desks that want one (device: sealing key in hex): as kept, else issued here.

    Issued only where the office's own root is and no city has adopted it; the center does it then.
    """
    if not wants:
        return []
    with kiosk.db.write():
        found = [
            _find_given(kiosk, device, key) or _issue(kiosk, device, key) for device, key in wants.items()
        ]
    return [raw for raw in found if raw]


def _find_given(kiosk: Kiosk, device: str, key: str) -> bytes:
    text = facts.find(kiosk.db, GIVEN, {}).get(device)
    made = _read(text, kiosk)
    fits = made is not None and made.seal.hex() == key and made.term > kiosk.register[1]
    return from_base64(text) if made and fits and made.exp - kiosk.now() > trust.RENEW_MS else b""


def _issue(kiosk: Kiosk, device: str, key: str) -> bytes:
    root = kiosk.keys.root
    known = enrolment.find_certificates(kiosk)
    desk = enrolment.find_certificate(kiosk, device)
    adopted = any(one.is_center for one in known)
    taken = any(one.seal.hex() == key and one.device != device for one in known)
    if root is None or adopted or taken or desk is None or "desk" not in desk.roles:
        return b""
    if device in ledger.get_office(kiosk.db).get_ended():
        return b""
    listed, reserve = trust.make_reserve(desk, bytes.fromhex(key), find_free_term(kiosk), now=kiosk.now())
    peers.keep_certificate(kiosk.db, trust.issue(listed, root), device=device, term=0)
    raw = trust.issue(reserve, root)
    facts.keep(kiosk.db, GIVEN, facts.find(kiosk.db, GIVEN, {}) | {device: to_base64(raw)})
    return raw


def find_free_term(kiosk: Kiosk) -> int:
    """A term above every one this device has heard of: used, appointed or held in reserve."""
    given = (_read(text, kiosk) for text in facts.find(kiosk.db, GIVEN, {}).values())
    known = [one.term for one in (*enrolment.find_certificates(kiosk), *given) if one is not None]
    held = ledger.get_office(kiosk.db).get_reserves().values()
    return max(kiosk.register[1], ledger.head(kiosk.db).term, *known, *held) + 1
