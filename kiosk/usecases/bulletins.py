"""Owns the pages to read that came as documents: published here or by the city, laid over the shipped."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from kiosk import bulletin, menus, tables
from kiosk.context import Kiosk, Person
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.menus import Facts, InfoPage, Menus
from kiosk.store import documents
from kiosk.usecases import acts, clock, offering, profile
from kiosk.usecases.acts import Act, Deed

log = logging.getLogger(__name__)

KIND: Final = "info"


def publish(kiosk: Kiosk, who: Person, act: Act, *, raw: bytes, file: str) -> str:
    """Put a page into the office's own feed and say so in the ledger; on the register alone. The key of it.

    Raises as `kiosk.menus.check_page`, and Refused("not_allowed").
    """
    kiosk.get_writer()
    if not who.is_officer:
        raise Refused("not_allowed", verb="import")
    key = menus.check_page(raw, file)
    data = {"what": KIND, "sha256": hashlib.sha256(raw).hexdigest(), "counts": {key: 1}}
    with kiosk.db.write():
        acts.do(kiosk, who, act, Deed("import", data))
        profile.publish(kiosk.db, kiosk.keys.device, KIND, raw, name=key)
    return key


def lay_over(shipped: Menus, kiosk: Kiosk) -> Menus:
    """The shipped pages with those that came for a tile; one that cannot be read is left out and logged."""
    came: dict[str, InfoPage] = {}
    wanted = {tile.get("args", {}).get("page") for tile in shipped.tiles} - bulletin.READERS.keys()
    for document in documents.find_all(kiosk.db, KIND):
        if document.key not in wanted:
            continue
        try:
            page = menus.read_page(tables.parse(document.body, f"{document.key}.toml"))
        except Refused as refusal:
            log.warning("page %s: %s", document.key, refusal)
        else:
            came[page.key] = page
    return replace(shipped, pages={**shipped.pages, **came})


def fill(shipped: Menus, kiosk: Kiosk, key: str) -> InfoPage | None:
    """A page as it is today; None where there is nothing to read on it."""
    return fill_all(shipped, kiosk, (key,)).get(key)


def fill_all(shipped: Menus, kiosk: Kiosk, keys: Iterable[str]) -> dict[str, InfoPage]:
    """Those of these pages that have something to read today."""
    facts = Facts(
        tuple(offering.make_local(kiosk.office, one) for one in kiosk.catalogue.ready()),
        offering.find_papers(kiosk),
        kiosk.office,
        kiosk.reference.holidays,
        prices=_find(kiosk, bulletin.PRICES),
        agenda=_find(kiosk, bulletin.AGENDA),
    )
    pages, today = lay_over(shipped, kiosk), clock.get_day(kiosk)
    made = ((key, pages.fill(key, facts, today=today)) for key in keys)
    return {key: page for key, page in made if page is not None}


def _find(kiosk: Kiosk, key: str) -> tuple[Any, ...]:
    found: Document | None = documents.find(kiosk.db, KIND, key)
    try:
        return tuple(bulletin.READERS[key](found.body, f"{key}.csv")) if found else ()
    except Refused as refusal:
        log.warning("list %s: %s", key, refusal)
        return ()
