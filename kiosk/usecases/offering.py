"""Owns the services an office adds to those its program ships: published as documents, found at a start.

A version stays for ever: what was filed under it is read, signed and printed by it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from kiosk import servicefile, tables
from kiosk.catalogue import Catalogue, Shelf, read_service
from kiosk.context import Kiosk, Person
from kiosk.domain.chips import with_chips
from kiosk.domain.errors import Refused
from kiosk.domain.office import Office
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import ticket
from kiosk.domain.service import Outcome, Paper, Service, Status
from kiosk.reference import Reference
from kiosk.store import cases, documents
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
    does not follow and that no open permohonan waits for, Refused("not_allowed"), and what numbering refuses
    of it.
    """
    kiosk.get_writer()
    if not who.is_officer:
        raise Refused("not_allowed", verb="import")
    top = tables.parse(raw, file)
    service = servicefile.read(top, kiosk.reference)
    Shelf(kiosk.catalogue.services).add(top, service)
    known = [one.version for one in kiosk.catalogue.services if one.id == service.id]
    is_owed = (service.id, service.version) in find_missing(kiosk)
    if service.version <= max(known, default=0) and not is_owed:
        top.refuse("service_version_old", "version", id=service.id, next=max(known) + 1)
    fitness.check_office(kiosk.office, kiosk.catalogue.adding([service]).ready())
    data = {"what": KIND, "sha256": hashlib.sha256(raw).hexdigest(), "counts": {service.id: service.version}}
    with kiosk.db.write():
        acts.do(kiosk, who, act, Deed("import", data))
        profile.publish(kiosk.db, kiosk.keys.device, KIND, raw, name=service.id, version=service.version)
    return service


def make_local(office: Office, service: Service) -> Service:
    """The service as this office offers it: its own chips, its pengantar switch, its proof of PBB.

    What a service's own file says of the papers wins over the office (letters.md 5.3, 5.4).
    """
    service = with_chips(service, office.chips)
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


def find_missing(kiosk: Kiosk, more: Iterable[Service] = ()) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """What open permohonan were filed under and neither this device nor `more` has: (id, version) to tickets.

    Such a permohonan is shown and can be ended, but not read anew, corrected or signed.
    """
    known = kiosk.catalogue.adding(more)
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for case in (one.case for one in cases.find_open(kiosk.db)):
        key = (case.service, case.version)
        if known.find(*key) is None:
            found[key] = (*found.get(key, ()), ticket(case.id))
    return found


def name_service(kiosk: Kiosk, id_: str, version: int | None = None) -> str:
    """The title of a service, of another version where this one is missing; never its id."""
    found = kiosk.catalogue.find(id_, version) or kiosk.catalogue.find(id_)
    return found.title if found else kiosk.say("case.service_missing_title")


def get_filed(kiosk: Kiosk, case: Permohonan) -> Service:
    """The service a permohonan was filed under; where it is missing, one in its place that asks nothing.

    That one only has a name and a promised time: another version's questions could mean something else.
    """
    found = kiosk.catalogue.find(case.service, case.version)
    if found:
        return found
    title = name_service(kiosk, case.service)
    other = kiosk.catalogue.find(case.service)
    label = {lang: texts("case.service_missing_title") for lang, texts in kiosk.texts.items()}
    return Service(
        id=case.service,
        version=case.version,
        status=Status.DRAFT,
        outcome=other.outcome if other else Outcome.SURAT,
        title=title,
        label=other.label if other else label,
        hint=other.hint if other else label,
        icon=other.icon if other else "file-text",
        category=other.category if other else "umum",
        sla=other.sla if other else "1d",
        ask=(),
        example={},
        subject=kiosk.reference.subject,
    )


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
