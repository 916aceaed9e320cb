"""Owns whom a device of an office believes: roots, certificates, the city it learns of; it signs a list only.

An office's own root may name the city's root to the office's devices, once the city adopted the office: one
list, signed by that root, handed on as a document. No other key can widen what a device believes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from kiosk import trust
from kiosk.context import Kiosk
from kiosk.domain import cose, seal
from kiosk.domain.certificate import Certificate, Root, TrustList, parse_certificate
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.store import documents, facts, peers
from kiosk.usecases import appointment, profile
from kiosk.usecases.office import get_roots

log = logging.getLogger(__name__)

ROOTS: Final = "roots"  # fact: [{key, office}], whom this device believes
LIST: Final = "adoption"  # document of kind `list`: the office's root names the city's
ADDRESS: Final = "center"  # document of kind `info`: {url, ca?}, where the center is


def keep_roots(kiosk: Kiosk, roots: Iterable[Root]) -> None:
    """Believe these roots as well as those already known."""
    known = dict.fromkeys((*get_roots(kiosk.db), *roots))
    facts.keep(kiosk.db, ROOTS, [{"key": root.key.hex(), "office": root.office} for root in known])


def get_certificates(kiosk: Kiosk) -> list[Certificate]:
    """Every certificate this device has verified."""
    return [_read(raw) for raw in peers.get_certificates(kiosk.db)]


def take_certificates(kiosk: Kiosk, raws: Iterable[bytes]) -> None:
    """Keep certificates a known root signed, and follow the register with the highest term among them.

    Only this office's and the center's: the city's root made its neighbours' too, and their registers have
    the same terms.
    """
    roots = get_roots(kiosk.db)
    known = set(peers.get_certificates(kiosk.db))
    for raw in raws:
        if raw in known:
            continue
        try:
            made = trust.read_certificate(raw, roots)
        except Refused as error:
            log.info("certificate left out: %s", error)
            continue
        if made.office != kiosk.db.kelurahan and not made.is_center:
            log.info("certificate of another office left out: %s", made.office)
            continue
        if "register" in made.roles and made.device == kiosk.device and 0 < kiosk.register[1] < made.term:
            appointment.begin(kiosk, made, raw)
            continue
        peers.keep_certificate(kiosk.db, raw, device=made.device, term=made.term)
        if "register" in made.roles:
            facts.set_register(kiosk.db, made.device, made.term)


@lru_cache(maxsize=256)
def _read(raw: bytes) -> Certificate:
    return parse_certificate(cose.parse(raw).payload)


# --- the city ---------------------------------------------------------------------------------------------


def find_center(kiosk: Kiosk) -> str:
    """The device id of the center that adopted this office; empty while it stands alone."""
    return next((one.device for one in get_certificates(kiosk) if one.is_center), "")


def find_address(kiosk: Kiosk) -> tuple[str, str]:
    """Where the center is: (address, certificates of the city's authority in PEM), as the register told."""
    document = documents.find(kiosk.db, "info", ADDRESS)
    told = json.loads(document.body) if document else {}
    return str(told.get("url", "")), str(told.get("ca", ""))


def tell_city(kiosk: Kiosk) -> None:
    """On an adopted register: let the office's devices learn the city's roots and the center's address.

    Publishes only what they have not been told yet; needs the office's own root, which made their
    certificates. Raises Refused("file_unreadable", file=) where the city's authority cannot be read.
    """
    root = kiosk.keys.root
    if root is None or not kiosk.is_register or not find_center(kiosk):
        return
    named = tuple(one for one in get_roots(kiosk.db) if len(one.office) < len(kiosk.db.kelurahan))
    centers = tuple(raw for raw in peers.get_certificates(kiosk.db) if _read(raw).is_center)
    held = documents.find(kiosk.db, "list", LIST)
    before = trust.read_adoption(held.body, get_roots(kiosk.db)) if held else None
    if before is None or (before.roots, before.certificates) != (named, centers):
        seq = before.seq + 1 if before else 1
        listed = TrustList(seal.ISSUER, kiosk.db.kelurahan, seq, kiosk.now(), named, centers)
        profile.publish(kiosk.db, kiosk.keys.device, "list", trust.issue(listed, root), name=LIST)
    _tell_address(kiosk)


def _tell_address(kiosk: Kiosk) -> None:
    config = kiosk.config
    if not config.center:
        return
    try:
        ca = Path(config.center_ca).read_text("ascii") if config.center_ca else ""
    except OSError as error:
        raise Refused("file_unreadable", file=config.center_ca) from error
    if find_address(kiosk) != (config.center, ca):
        body = json.dumps({"url": config.center, "ca": ca}, sort_keys=True).encode()
        profile.publish(kiosk.db, kiosk.keys.device, "info", body, name=ADDRESS)


def take_city(kiosk: Kiosk, document: Document) -> None:
    """Believe the city as the office's own root says, from a document its register handed on.

    Raises as `trust.read_adoption`.
    """
    listed = trust.read_adoption(document.body, get_roots(kiosk.db))
    if listed.office != kiosk.db.kelurahan:
        raise Refused("root_out_of_scope", office=listed.office, root=kiosk.db.kelurahan)
    keep_roots(kiosk, listed.roots)
    take_certificates(kiosk, listed.certificates)
