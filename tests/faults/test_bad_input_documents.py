"""Documents no program of ours would have made: what was in force stays so, and nobody is heard less."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.context import Kiosk
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.store import cases, documents
from kiosk.usecases import profile
from sync import anchors, bundle, wire
from sync.desk import Desk
from sync.exchange import offer, receive
from tests import make
from tests.fakes import FakeWorld
from tests.faults.test_bad_input_messages import carried

pytestmark = pytest.mark.logs  # a refused document is a WARNING; each test reads what came of it

DEEP = b'{"staff":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
FEED = make.KELURAHAN


@pytest.fixture
def lobby(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    """A lobby that has met its register."""
    kiosk = make.make_lobby(desk, tmp_path / "lobby")
    here, there = Desk(desk), Desk(kiosk)
    for _ in range(3):
        receive(there, receive(here, offer(there, "meja-1")))
    yield kiosk
    kiosk.db.close()


def payload(**more: Any) -> bytes:
    """A document's payload with something else in place of what belongs there."""
    good = {"feed": FEED, "key": "kabar", "kind": "document", "seq": 9, "v": 1, "version": 1, "what": "info"}
    return canonical({**good, **more})


UNTYPED = [
    payload(seq="9"),
    payload(seq=True),
    payload(what=["info"]),
    payload(what={"info": 1}),
    payload(version="1"),
    payload(key=7),
    payload(feed=[FEED]),
    payload(withdrawn="x"),
    payload(body=7),
]


@pytest.mark.parametrize("bad", UNTYPED)
def test_a_document_of_other_types_is_refused_and_what_came_with_it_is_taken(
    desk: Kiosk, lobby: Kiosk, bad: bytes
) -> None:
    """Any device's key may send one: its place is read before its publisher is looked for."""
    filed = make.file(lobby)
    body = carried(lobby, desk, [lobby.keys.device.sign1(bad)])
    receive(Desk(desk), [wire.sign(lobby.keys.device, body), *offer(Desk(lobby), "meja-1")])
    assert cases.find(desk.db, filed.case.id) is not None


def test_such_a_document_on_a_stick_stops_no_other_file_of_it(
    desk: Kiosk, lobby: Kiosk, tmp_path: Path
) -> None:
    filed = make.file(lobby)
    body = carried(lobby, desk, [lobby.keys.device.sign1(payload(what=[]))])
    meja = next(one for one in anchors.get_certificates(lobby) if one.device == "meja-1")
    stick = tmp_path / "stick"
    bundle.export(Desk(lobby), meja, stick)
    bad = bundle.seal(Desk(lobby), meja, [wire.sign(lobby.keys.device, body)])
    (stick / f"sidemang-{FEED}-lobi-1-meja-1-0000-{'0' * 16}.bundle").write_bytes(bad)
    taken = bundle.take_folder(Desk(desk), desk.keys.box, stick)
    assert taken.files == 2
    assert cases.find(desk.db, filed.case.id) is not None


OFFICE = profile.encode_office(make.OFFICE)
STAFF = profile.encode_staff(make.STAFF, {"op-1": "x"})
DEEP_TOML = b"closed = " + b"[" * 100_000


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("office", OFFICE + b"later = 1\n"),
        ("office", b"later = 1\n" + OFFICE),
        ("office", DEEP_TOML),
        ("office", b"hours = 3\n"),
        ("office", b"\xff"),
        ("staff", STAFF.replace(b'"post"', b'"poste"')),
        ("staff", STAFF.replace(b"Rina", b"\\ud800")),
        ("staff", STAFF.replace(b'"roles":["operator"]', b'"roles":"operator"')),
        ("staff", STAFF.replace(b'"verifier":"x"', b'"verifier":{"x":1}')),
        ("staff", b"[]"),
        ("staff", DEEP),
        ("certificates", DEEP),
        ("certificates", b"7"),
        ("certificates", b'["!"]'),
        ("certificates", b'["AAAA"]'),
        ("service", DEEP_TOML),
        ("list", b"x"),
    ],
)
def test_a_document_this_program_cannot_use_is_kept_and_the_last_usable_one_stays_in_force(
    desk: Kiosk, lobby: Kiosk, kind: str, body: bytes
) -> None:
    """A newer register may publish one before its lobby is updated, and the lobby starts (sync.md 8)."""
    before = lobby.office
    seq, _ = documents.find_end(lobby.db, FEED)
    made = Document(FEED, seq + 1, kind, "trust" if kind == "list" else kind, 9, body)
    Desk(lobby).put_documents(carried(desk, lobby, [desk.keys.device.sign1(made.payload())]))
    assert documents.find_end(lobby.db, FEED)[0] == seq + 1
    again = make.restart(lobby, FakeWorld(seed=77))
    try:
        assert again.office == before
        filed = make.file(again)
        receive(Desk(desk), offer(Desk(again), "meja-1"))
        assert cases.find(desk.db, filed.case.id) is not None
        assert profile.find_verifiers(again.db) == profile.find_verifiers(desk.db)
    finally:
        again.db.close()


def test_an_office_of_which_no_document_can_be_read_says_so(desk: Kiosk) -> None:
    with desk.db.write():
        desk.db.run("DELETE FROM document WHERE kind = 'office'")
    profile.publish(desk.db, desk.keys.device, "office", b"later = 1\n")
    with pytest.raises(Refused, match="bad_office_file"):
        profile.find_office(desk.db)
