"""The form of a signed document: its payload is read in one spelling only, and a feed is a chain."""

from __future__ import annotations

import pytest

from kiosk.domain.document import Document, feed_link, feed_start, parse_document
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical

SERVICE = Document("1671081006", 3, "service", "usaha", 2, b'id = "usaha"\n')


@pytest.mark.parametrize(
    "document",
    [SERVICE, Document("city", 1, "list", "trust", 1, b"", withdrawn=True)],
    ids=["kept", "withdrawn"],
)
def test_a_document_is_read_as_it_was_written(document: Document) -> None:
    assert parse_document(document.payload()) == document


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{}",
        SERVICE.payload().replace(b'"v":1', b'"v":2'),
        SERVICE.payload().replace(b'"seq":3', b'"seq":0'),
        SERVICE.payload().replace(b'"what":"service"', b'"what":"virus"'),
        SERVICE.payload().replace(b'"body":"', b'"body":"!'),
        canonical({"kind": "certificate", "v": 1}),
    ],
)
def test_anything_else_is_no_document(payload: bytes) -> None:
    with pytest.raises(Refused, match="bad_document"):
        parse_document(payload)


def test_a_feed_tells_the_order_of_its_documents() -> None:
    start = feed_start("city")
    assert start != feed_start("1671081006")
    assert feed_link(feed_link(start, b"a"), b"b") != feed_link(feed_link(start, b"b"), b"a")
