"""Owns the few keys of an Event the center's tables need; the whole is parsed when outcomes are checked."""

from __future__ import annotations

from typing import Final

import msgspec

from kiosk.domain.errors import Refused
from sync.wire import UNREADABLE, Count, Hash

_NO_FILES: Final = msgspec.Raw(b"[]")


class Named(msgspec.Struct):
    """A page an Event names."""

    sha256: Hash
    size: Count
    kind: str


class Envelope(msgspec.Struct):
    """Where an Event says it belongs."""

    device: str
    inc: str
    seq: Count
    id: str
    files: msgspec.Raw = _NO_FILES

    def get_files(self) -> list[Named]:
        """The pages it names; none where they are of a form this program does not know yet."""
        if self.files is _NO_FILES:
            return []
        try:
            return _files.decode(self.files)
        except UNREADABLE:
            return []


_envelopes: Final = msgspec.json.Decoder(Envelope)
_files: Final = msgspec.json.Decoder(list[Named])


def read(event: bytes) -> Envelope:
    """The envelope of an Event. Raises Refused("bad_event")."""
    try:
        return _envelopes.decode(event)
    except UNREADABLE as error:
        raise Refused("bad_event", reason="envelope") from error
