"""Owns the reserve certificates the center issues and the appointing of a register; it hands none out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused
from kiosk.trust import RENEW_MS, issue, make_reserve
from sync.central import store
from sync.central.certificates import read_certificates

if TYPE_CHECKING:
    from sync.central.side import OfficeSide
    from sync.side import Peer


def give(side: OfficeSide, peer: Peer) -> list[bytes]:
    """The reserves for those behind a peer that want one: as kept, else issued.

    Issued once all of its ledger is folded here, for it says which terms are held already.
    """
    if not peer.wants or peer.head != side.get_head() or not side.get_fold():
        return []
    found = [_find(side, device, key) or _issue(side, device, key) for device, key in peer.wants.items()]
    return [raw for raw in found if raw]


def _read_newest(side: OfficeSide, device: str) -> tuple[Certificate, bytes] | None:
    sql = "SELECT raw FROM reserve WHERE kelurahan = ? AND device = ? ORDER BY term DESC LIMIT 1"
    row = side.connection.exec_driver_sql(sql, (side.me.office, device)).first()
    return (read_certificates([bytes(row[0])])[0], bytes(row[0])) if row else None


def _find(side: OfficeSide, device: str, key: str) -> bytes:
    held = _read_newest(side, device)
    if held is None:
        return b""
    made, raw = held
    fits = made.seal.hex() == key and made.term > _get_term(side)
    return raw if fits and made.exp - side.now() > RENEW_MS else b""


def _issue(side: OfficeSide, device: str, key: str) -> bytes:
    """What lists the sealing key is told to everybody from now on, so that its seals are known at once."""
    desk = _find_desk(side, device)
    taken = any(one.seal.hex() == key and one.device != device for one in _own(side))
    if side.root is None or desk is None or taken:
        return b""
    term = find_free_term(side)
    listed, reserve = make_reserve(desk, bytes.fromhex(key), term, now=side.now())
    if side.is_of_another(listed):
        side.alarm("key_of_another", device=device)
        return b""
    raw = issue(reserve, side.root)
    with store.write(side.connection):
        keep_certificate(side, issue(listed, side.root))
        store.put(side.connection, store.RESERVE, [(side.me.office, term, device, raw)])
    return raw


def keep_certificate(side: OfficeSide, raw: bytes) -> None:
    """Believe a certificate of this office from now on; every device hears of it at its next round."""
    (made,) = read_certificates([raw])
    row = (made.office, hashlib.sha256(raw).digest(), made.device, made.kid, made.term, 0, raw)
    store.put(side.connection, store.CERTIFICATE, [row], how="INSERT OR IGNORE")
    side.certificates = (*side.certificates, made)
    side.learned.append(made)


def appoint(side: OfficeSide, device: str) -> Certificate:
    """Make a desk the office's register under a term above every other; it takes effect at its next round.

    It seals with the key its reserve names, so a desk without one cannot be appointed. Raises Refused:
    `no_city_root`, `unknown_device`, `register_already`, `reserve_missing`.
    """
    if side.root is None:
        raise Refused("no_city_root")
    desk = _find_desk(side, device)
    if desk is None:
        raise Refused("unknown_device", device=device)
    if side.find_register() == device:
        raise Refused("register_already", device=device)
    sealing = [one for one in _own(side) if one.device == device and one.seal]
    if not sealing:
        raise Refused("reserve_missing", device=device)
    key = max(sealing, key=lambda one: one.exp).seal
    _listed, made = make_reserve(desk, key, find_free_term(side), now=side.now())
    with store.write(side.connection):
        keep_certificate(side, issue(made, side.root))
    return made


def find_free_term(side: OfficeSide) -> int:
    """A term no device of the office was ever given: above those used, appointed or held in reserve."""
    sql = "SELECT coalesce(max(term), 0) FROM reserve WHERE kelurahan = ?"
    issued = int(side.connection.exec_driver_sql(sql, (side.me.office,)).scalar_one())
    held = store.find_reserves(side.connection, side.me.office).values()
    return max(_get_term(side), side.get_head().term, issued, *held) + 1


def _own(side: OfficeSide) -> list[Certificate]:
    return [one for one in side.certificates if one.office == side.me.office]


def _find_desk(side: OfficeSide, device: str) -> Certificate | None:
    """The newest certificate of a desk that was not ended."""
    made = [one for one in _own(side) if one.device == device and "desk" in one.roles]
    is_ended = device in store.find_ended(side.connection, side.me.office)
    return None if is_ended else max(made, key=lambda one: one.rank, default=None)


def _get_term(side: OfficeSide) -> int:
    return max((one.term for one in _own(side)), default=0)
