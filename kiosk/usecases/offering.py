"""Owns the services an office adds to those its program ships: published as documents, found at a start.

A version stays for ever: what was filed under it is read, signed and printed by it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk import servicefile, tables
from kiosk.catalogue import Catalogue, Shelf, read_service
from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.office import LURAH, REGISTER, Office
from kiosk.domain.service import Outcome, Paper, Service
from kiosk.reference import Reference
from kiosk.store import documents
from kiosk.store.database import Database
from kiosk.usecases import acts, fitness, profile
from kiosk.usecases.acts import Act, Deed

log = logging.getLogger(__name__)

KIND: Final = "service"
PENGANTAR: Final = "pengantar"
PBB: Final = "pbb"


def publish(kiosk: Kiosk, who: Person, act: Act, *, raw: bytes, file: str) -> Service:
    """Put a service, or its next version, into the office's feed and say so in the ledger; register only.

    Raises as `kiosk.catalogue.load`, Refused("service_version_old", id=, version=, next=) for a version that
    does not follow, Refused("not_allowed"), and what numbering refuses of it.
    """
    kiosk.get_writer()
    if not {REGISTER, LURAH} & set(who.roles):
        raise Refused("not_allowed", verb="import")
    top = tables.parse(raw, file)
    service = servicefile.read(top, kiosk.reference)
    Shelf(kiosk.catalogue.services).add(top, service)
    known = [one.version for one in kiosk.catalogue.services if one.id == service.id]
    if service.version <= max(known, default=0):
        top.refuse("service_version_old", "version", id=service.id, next=max(known) + 1)
    fitness.check_office(kiosk.office, kiosk.catalogue.adding([service]).ready())
    data = {"what": KIND, "sha256": hashlib.sha256(raw).hexdigest(), "counts": {service.id: service.version}}
    with kiosk.db.write():
        acts.do(kiosk, who, act, Deed("import", data))
        profile.publish(kiosk.db, kiosk.keys.device, KIND, raw, name=service.id, version=service.version)
    return service


def make_local(office: Office, service: Service) -> Service:
    """The service with the papers this office asks for: its pengantar switch, its proof of PBB.

    What a service's own file says of either wins over the office (letters.md 5.3, 5.4).
    """
    if service.outcome is not Outcome.SURAT:
        return service
    without = (service.pengantar or office.pengantar) == "none"
    bring = tuple(codes for codes in service.bring if not (without and codes == (PENGANTAR,)))
    if get_pbb(office, service) == "required" and PBB not in service.papers:
        bring = (*bring, (PBB,))
    return replace(service, bring=bring)


def get_pbb(office: Office, service: Service) -> str:
    """Whether the proof of PBB is "off", "advisory" (said on the slip, never asked) or "required"."""
    return (service.pbb or office.pbb) if service.outcome is Outcome.SURAT else "off"


def find_papers(kiosk: Kiosk) -> Mapping[str, Paper]:
    """The papers by code as this office calls them."""
    papers = kiosk.reference.papers
    return {**papers, PENGANTAR: papers["pengantar_rt"]} if kiosk.office.pengantar == "rt" else papers


def complete(catalogue: Catalogue, db: Database, lists: Reference) -> Catalogue:
    """The catalogue with the services this device's documents bring.

    One this program cannot read (a newer program's, from the center) is left out and logged: the office goes
    on with what it has.
    """
    found: list[Service] = []
    known = {(one.id, one.version) for one in catalogue.services}
    for document in documents.find_all(db, KIND):
        if (document.key, document.version) in known:
            continue
        try:
            found.append(read_service(document.body, f"{document.key}.toml", lists=lists))
        except Refused as refusal:
            log.warning("service %s %s: %s", document.key, document.version, refusal)
    return catalogue.adding(found)
