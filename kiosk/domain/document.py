"""Owns the form of a signed document, what a feed carries; it signs, stores and believes nothing."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical, parse_canonical

KINDS: Final = frozenset(
    {"service", "menus", "list", "office", "staff", "residents", "certificates", "revocations", "info"}
)


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one thing in a feed (`city`, 10 digits, or a device); `body` = the file's own bytes.

    A withdrawn document has no body: it ends the one before it.
    """

    feed: str
    seq: int
    kind: str
    key: str
    version: int
    body: bytes
    withdrawn: bool = False

    def payload(self) -> bytes:
        """Canonical JSON, to be signed; what is empty is absent."""
        value = {
            "kind": "document",
            "v": 1,
            "feed": self.feed,
            "seq": self.seq,
            "what": self.kind,
            "key": self.key,
            "version": self.version,
        }
        if self.body:
            value["body"] = base64.b64encode(self.body).decode()
        if self.withdrawn:
            value["withdrawn"] = True
        return canonical(value)


def parse_document(payload: bytes) -> Document:
    """The document in a signed payload. Raises Refused("bad_document")."""
    try:
        value = parse_canonical(payload)
        feed, kind, key = value["feed"], value["what"], value["key"]
        seq, version = value["seq"], value["version"]
        body = base64.b64decode(value.get("body", ""), validate=True)
    except (Refused, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_document") from error
    typed = all(type(one) is str for one in (feed, kind, key)) and type(seq) is type(version) is int
    if not typed or seq < 1 or kind not in KINDS:
        raise Refused("bad_document")
    made = Document(feed, seq, kind, key, version, body, withdrawn="withdrawn" in value)
    if made.payload() != payload:
        raise Refused("bad_document")
    return made


def feed_start(feed: str) -> bytes:
    """The hash of a feed before its first document."""
    return hashlib.sha256(b"sidemang feed 1" + feed.encode()).digest()


def feed_link(before: bytes, signed: bytes) -> bytes:
    """The hash of a feed after one more signed document."""
    return hashlib.sha256(before + hashlib.sha256(signed).digest()).digest()
