"""Owns the signed documents of the feeds: services, office, staff, lists; it verifies no signature."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kiosk import failpoint
from kiosk.domain import cose
from kiosk.domain.document import Document, feed_link, feed_start, parse_document
from kiosk.domain.errors import Refused
from kiosk.store.database import Database


def get_feeds(db: Database) -> dict[str, tuple[int, bytes]]:
    """Per feed: the last sequence and the hash of the feed there."""
    rows = db.rows(
        "SELECT feed, seq, hash FROM document d"
        " WHERE seq = (SELECT max(seq) FROM document o WHERE o.feed = d.feed)"
    )
    return {feed: (seq, hash_) for feed, seq, hash_ in rows}


def find_end(db: Database, feed: str) -> tuple[int, bytes]:
    """The last sequence of a feed and its hash; (0, start) before the first."""
    row = db.row("SELECT seq, hash FROM document WHERE feed = ? ORDER BY seq DESC LIMIT 1", (feed,))
    return row or (0, feed_start(feed))


def find_after(db: Database, feed: str, seq: int, *, limit: int = 64) -> list[bytes]:
    """The signed documents of a feed after a sequence (COSE bytes)."""
    rows = db.rows(
        "SELECT cose FROM document WHERE feed = ? AND seq > ? ORDER BY seq LIMIT ?", (feed, seq, limit)
    )
    return [raw for (raw,) in rows]


def find_first(db: Database, feed: str, *, most: int) -> list[bytes]:
    """The signed documents a feed begins with, as many as stay below so many bytes."""
    rows = db.rows(
        "SELECT cose FROM (SELECT seq, cose, sum(length(cose)) OVER (ORDER BY seq) AS so_far FROM document"
        " WHERE feed = ?) WHERE so_far < ? ORDER BY seq",
        (feed, most),
    )
    return [raw for (raw,) in rows]


def find_link(db: Database, feed: str, seq: int) -> bytes | None:
    """The hash of a feed at a sequence; None beyond its end."""
    if seq == 0:
        return feed_start(feed)
    found = db.value("SELECT hash FROM document WHERE feed = ? AND seq = ?", (feed, seq))
    return bytes(found) if found is not None else None


def find_raw(db: Database, feed: str, seq: int) -> bytes:
    """The signed document at a place of a feed; empty where there is none."""
    return bytes(db.value("SELECT cose FROM document WHERE feed = ? AND seq = ?", (feed, seq)) or b"")


def cut(db: Database, feed: str, seq: int) -> None:
    """Take the documents of a feed from a sequence on out of force; the caller has kept their bytes."""
    with db.write():
        db.run("DELETE FROM document WHERE feed = ? AND seq >= ?", (feed, seq))


def put(db: Database, raws: Sequence[bytes]) -> list[Document]:
    """Append signed documents the caller has verified; those already here are passed over.

    Raises Refused("document_gap") where a sequence is missing, Refused("document_forked") for other bytes
    under a known sequence, and Refused("bad_document").
    """
    added: list[Document] = []
    with db.write():
        for raw in raws:
            document = parse_document(cose.parse(raw).payload)
            last, before = find_end(db, document.feed)
            if document.seq <= last:
                if find_raw(db, document.feed, document.seq) != raw:
                    raise Refused("document_forked", feed=document.feed, seq=document.seq)
                continue
            if document.seq != last + 1:
                raise Refused("document_gap", feed=document.feed, seq=document.seq, after=last)
            _insert(db, document, raw, feed_link(before, raw))
            added.append(document)
        failpoint.reach("documents.recorded")
    failpoint.reach("documents.committed")
    return added


def _insert(db: Database, document: Document, raw: bytes, after: bytes) -> None:
    db.run(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document.feed, document.seq, document.kind, document.key, document.version),
            *(hashlib.sha256(document.body).digest(), document.body, raw, after, int(document.withdrawn)),
        ),
    )


def find(db: Database, kind: str, key: str, version: int | None = None) -> Document | None:
    """The document in force, the newest of this kind and key (and version); None when it ended.

    What an office made itself wins over the city's, a device's own over both: the narrower feed was written
    later.
    """
    rows = db.rows(
        "SELECT feed, seq, kind, key, version, body, withdrawn FROM document WHERE kind = ?1 AND key = ?2"
        " AND (?3 IS NULL OR version = ?3) ORDER BY version DESC, feed = 'city', seq DESC LIMIT 1",
        (kind, key, version),
    )
    if not rows or rows[0][-1]:
        return None
    return Document(*rows[0][:-1])


def find_versions(db: Database, kind: str, key: str) -> list[Document]:
    """Every version of one document in the order they were published, withdrawn or not."""
    rows = db.rows(
        "SELECT feed, seq, kind, key, version, body, withdrawn FROM document WHERE kind = ? AND key = ?"
        " ORDER BY version, seq",
        (kind, key),
    )
    return [Document(*row) for row in rows]


def find_keys(db: Database, kind: str) -> list[str]:
    """The keys under which documents of a kind were ever published."""
    return [
        key for (key,) in db.rows("SELECT DISTINCT key FROM document WHERE kind = ? ORDER BY key", (kind,))
    ]


def find_all(db: Database, kind: str) -> list[Document]:
    """Every document of a kind in force, by key and version: the newest of each."""
    rows = db.rows("SELECT DISTINCT key, version FROM document WHERE kind = ? ORDER BY key, version", (kind,))
    found = (find(db, kind, key, version) for key, version in rows)
    return [document for document in found if document is not None]
