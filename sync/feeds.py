"""Owns which documents a device takes in and hands on: who may publish, whose stand; it stores none."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final

from kiosk.domain import cose
from kiosk.domain.document import Document, parse_document
from kiosk.domain.errors import Refused
from kiosk.keys import verify1
from kiosk.store import documents, odd
from sync import anchors

if TYPE_CHECKING:
    from sync import wire
    from sync.desk import Desk
    from sync.wire import Spot

UNTOLD: Final = frozenset({"", "0" * 64})  # a feed nobody began, or one only believed to be so long
ALL: Final = 100_000  # documents of one office: some hundred a year


def find_lacking(desk: Desk, feed: str, theirs: Spot) -> int | None:
    """A register that follows another one says its own documents again to whoever holds others there."""
    seq, _end = documents.find_end(desk.kiosk.db, feed)
    mine = documents.find_link(desk.kiosk.db, feed, theirs[0])
    if theirs[1] in UNTOLD or (mine is not None and mine.hex() == theirs[1]):
        return theirs[0] if theirs[0] < seq else None
    return _find_turn(desk, feed) if desk.is_writer() and feed == desk.me.office else None


def _find_turn(desk: Desk, feed: str) -> int | None:
    """The place before the documents this register published at the end of the office's feed."""
    seq = last = documents.find_end(desk.kiosk.db, feed)[0]
    while seq and cose.parse(documents.find_raw(desk.kiosk.db, feed, seq)).kid == desk.me.key.kid:
        seq -= 1
    return seq if seq < last else None


def put(desk: Desk, body: wire.Documents) -> None:
    """Take documents whose publisher may publish them, and believe whom they name."""
    try:
        with desk.kiosk.db.write():
            fresh = [raw for raw in body.documents if not _is_held(desk, raw) and not _is_over(desk, raw)]
            for raw in fresh:  # every document names its own place
                _check_publisher(desk, raw, body.sender.device)
                _make_way(desk, raw)
            added = documents.put(desk.kiosk.db, fresh)
    except Refused as error:
        desk.alarm("document_refused", feed=body.feed[:32], reason=error.code)
        return
    for document in added:
        _follow(desk, document)


def _is_held(desk: Desk, raw: bytes) -> bool:
    document = parse_document(cose.parse(raw).payload)
    return documents.find_raw(desk.kiosk.db, document.feed, document.seq) == raw


def _is_over(desk: Desk, raw: bytes) -> bool:
    """Whether a register published it whose term has ended: its follower's documents are in force."""
    sender = desk.find_sender(cose.parse(raw).kid)
    mine = sender is not None and sender.office == desk.me.office
    return desk.is_writer() and mine and 0 < _get_term(desk, raw) < desk.kiosk.register[1]


def _make_way(desk: Desk, raw: bytes) -> None:
    """What an ended register published where its follower published too is kept, and no longer in force.

    It came when nobody else could hear the old one: an officer says it again at the new register.
    """
    document = parse_document(cose.parse(raw).payload)
    known = documents.find_raw(desk.kiosk.db, document.feed, document.seq)
    if not known or _get_term(desk, raw) <= _get_term(desk, known):
        return
    for old in documents.find_after(desk.kiosk.db, document.feed, document.seq - 1, limit=ALL):
        odd.keep(desk.kiosk.db, old, reason="document_replaced", sender=desk.me.device, at=desk.now())
    documents.cut(desk.kiosk.db, document.feed, document.seq)


def _get_term(desk: Desk, raw: bytes) -> int:
    """The last term of the register that signed a document; the center has none and is never replaced."""
    sender = desk.find_sender(cose.parse(raw).kid)
    return max(sender.terms, default=0) if sender is not None else 0


def _follow(desk: Desk, document: Document) -> None:
    """What a document changes in whom this device believes."""
    if document.withdrawn:
        return
    try:
        if document.kind == "certificates":
            desk.take_certificates(_read_certificates(document.body))
        if (document.kind, document.key) == ("list", anchors.LIST):
            anchors.take_city(desk.kiosk, document)
    except Refused as error:
        desk.alarm("document_refused", feed=document.feed, reason=error.code)


def _read_certificates(body: bytes) -> list[bytes]:
    try:
        return [base64.b64decode(text) for text in json.loads(body)]
    except (RecursionError, TypeError, ValueError) as error:
        raise Refused("bad_document") from error


def _check_publisher(desk: Desk, raw: bytes, carrier: str) -> None:
    """The center publishes everything; the register its own office's feed while the office stands alone.

    What counts is the feed the document itself names, not the one it was sent under. What a register
    published before another one followed it counts where that one hands it on: its key says nothing new.
    """
    kid = cose.parse(raw).kid
    sender = desk.find_sender(kid)
    if sender is None:
        raise Refused("certificate_unknown", kid=kid.hex())
    feed = parse_document(verify1(raw, sender.public)).feed
    if sender.office != desk.me.office:
        may = len(sender.office) < len(desk.me.office)
    else:
        may = bool(sender.terms) and feed == desk.me.office
        may = may and desk.find_register() in {sender.device, carrier}
    if not may:
        raise Refused("publisher_unknown")
