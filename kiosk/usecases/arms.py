"""Owns the picture in the kop: a document of the office, named by its hash in the profile; it draws none."""

from __future__ import annotations

import hashlib
import logging
from typing import Final

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.office import NO_ARMS, Office
from kiosk.store import documents
from kiosk.usecases import office, profile
from kiosk.usecases.acts import Act

log = logging.getLogger(__name__)

_KIND: Final = "office"  # a part of the profile under a key of its own: a program before it keeps it unread


def name(raw: bytes) -> str:
    """What a profile calls a picture: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def find(kiosk: Kiosk) -> bytes | None:
    """The picture the office chose; empty for a kop without one, None where each device has its own file."""
    chosen = kiosk.office.arms
    if chosen == NO_ARMS:
        return b""
    found = documents.find(kiosk.db, _KIND, _key(chosen)) if chosen else None
    if chosen and found is None:
        log.warning("arms %s: no such document", chosen)
    return found.body if found else None


def change_profile(kiosk: Kiosk, who: Person, act: Act, changed: Office, picture: bytes = b"") -> Kiosk:
    """A new profile, with the picture it names where the office had none of that name; both or neither.

    Raises as `office.change_profile`; Refused("bad_profile", problem="arms") for a name without a picture.
    """
    kiosk.get_writer()
    with kiosk.db.write():
        if picture and not _is_kept(kiosk, name(picture)):
            key = kiosk.keys.device
            profile.publish(kiosk.db, key, _KIND, picture, name=_key(name(picture)))
        if changed.arms not in {"", NO_ARMS, kiosk.office.arms} and not _is_kept(kiosk, changed.arms):
            raise Refused("bad_profile", problem="arms")
        return office.change_profile(kiosk, who, act, changed)


def _is_kept(kiosk: Kiosk, named: str) -> bool:
    return documents.find(kiosk.db, _KIND, _key(named)) is not None


def _key(named: str) -> str:
    return f"arms {named}"
