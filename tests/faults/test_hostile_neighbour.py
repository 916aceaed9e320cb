"""Another office under the same city: its register's key is good, and says nothing in this office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain.certificate import Certificate, Root
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.domain.ledger import Head, head_payload
from kiosk.keys import SigningKey
from kiosk.store import documents, peers
from kiosk.trust import LIFETIME_MS, issue
from sync import anchors
from sync.desk import Desk
from sync.lines import read_head
from tests import make
from tests.fakes import FakeWorld
from tests.faults.test_bad_input_messages import carried

CITY = SigningKey(b"c" * 32)
NEIGHBOUR = SigningKey(b"n" * 32)
CERTIFICATE = issue(
    Certificate(
        "1671081003",
        "meja-1",
        NEIGHBOUR.public,
        NEIGHBOUR.public,
        FakeWorld().now(),
        FakeWorld().now() + LIFETIME_MS,
        roles=("desk", "register"),
        term=1,
    ),
    CITY,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kiosk]:
    """A register desk that believes the city, as after adoption."""
    kiosk = make.make_office(tmp_path / "desk")
    anchors.keep_roots(kiosk, [Root(CITY.public, "1671")])
    yield kiosk
    kiosk.db.close()


def test_its_certificate_is_not_kept(desk: Kiosk) -> None:
    Desk(desk).take_certificates([CERTIFICATE])
    assert CERTIFICATE not in peers.get_certificates(desk.db)
    assert Desk(desk).find_sender(NEIGHBOUR.kid) is None


def test_its_head_ends_no_ledger_of_ours_even_where_its_certificate_lies(desk: Kiosk) -> None:
    peers.keep_certificate(desk.db, CERTIFICATE, device="meja-1", term=1)
    forged = NEIGHBOUR.sign1(head_payload(Head(make.KELURAHAN, 999, 1, b"x" * 32)))
    with pytest.raises(Refused, match="forged_head"):
        read_head(Desk(desk), forged)


@pytest.mark.logs
def test_its_documents_are_not_ours_even_where_its_certificate_lies(desk: Kiosk) -> None:
    peers.keep_certificate(desk.db, CERTIFICATE, device="meja-1", term=1)
    before = documents.get_feeds(desk.db)
    seq, _ = before[make.KELURAHAN]
    made = Document(make.KELURAHAN, seq + 1, "staff", "staff", 9, b'{"staff":[]}')
    Desk(desk).put_documents(carried(desk, desk, [NEIGHBOUR.sign1(made.payload())]))
    assert documents.get_feeds(desk.db) == before
