"""Messages that are wrong in every way one can be: refused in words, and the next good one gets through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
import zstandard

from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.keys import SigningKey
from kiosk.store import cases, documents, ledger, peers
from kiosk.trust import LIFETIME_MS, issue, read_certificate
from kiosk.usecases import enrolment
from kiosk.usecases import office as offices
from sync import bundle, enrol, wire
from sync.central import envelope
from sync.desk import Desk
from sync.exchange import GAPS, is_settled, offer, receive, take_in
from tests import make
from tests.fakes import FakeWorld
from tests.faults.sentences import check_readable, refused

pytestmark = pytest.mark.logs  # a refused message is a WARNING; each test reads what came of it


@dataclass
class Office:
    """A register desk and a lobby that have met once."""

    desk: Kiosk
    lobby: Kiosk
    clock: FakeWorld

    def __post_init__(self) -> None:
        self.here, self.there = Desk(self.desk), Desk(self.lobby)

    def meet(self) -> None:
        for _ in range(10):
            take_in(self.there, receive(self.here, offer(self.there, "meja-1")))
            if is_settled(self.there, "meja-1"):
                return
        raise AssertionError("they never settle")

    def say(self) -> list[bytes]:
        """What the lobby would send now: a hello and its pending Events."""
        return offer(self.there, "meja-1")

    def is_there(self, id: str) -> bool:
        return cases.find(self.desk.db, id) is not None


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = FakeWorld()
    desk = make.make_office(tmp_path / "desk", world=clock)
    lobby = make.make_lobby(desk, tmp_path / "lobby", world=clock)
    made = Office(desk, lobby, clock)
    made.meet()
    yield made
    desk.db.close()
    lobby.db.close()


def unsigned(raw: bytes) -> bytes:
    """The bare body."""
    return cose.parse(raw).payload


def altered(raw: bytes) -> bytes:
    """The same length, one letter of the body changed, the signature kept."""
    one = cose.parse(raw)
    at = one.payload.index(b'"v":1')
    return cose.frame(one.kid, one.payload[:at] + b'"v":2' + one.payload[at + 5 :], one.signature)


def by_a_stranger(raw: bytes) -> bytes:
    return SigningKey(b"s" * 32).sign1(cose.parse(raw).payload)


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        (unsigned, "message_unsigned", ""),
        (altered, "message_altered", "lobi-1"),
        (by_a_stranger, "certificate_unknown", SigningKey(b"s" * 32).kid.hex()),
    ],
)
def test_a_message_nobody_vouches_for_is_refused_and_the_true_one_still_arrives(
    office: Office, spoil: Callable[[bytes], bytes], code: str, named: str
) -> None:
    filed = make.file(office.lobby)
    with refused(code, named):
        receive(office.here, [spoil(raw) for raw in office.say()])
    assert not office.is_there(filed.case.id)
    office.meet()
    assert office.is_there(filed.case.id)


def test_one_bad_message_in_a_packet_stops_no_good_one(office: Office) -> None:
    filed = make.file(office.lobby)
    good = office.say()
    receive(office.here, [unsigned(good[0]), by_a_stranger(good[-1]), *good, altered(good[0])])
    assert office.is_there(filed.case.id)


DEEP = b'{"device":"lobi-1","x":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def events(office: Office, *raws: bytes, inc: str = "", first: int = 1) -> bytes:
    """Whatever the lobby's key signs as its own Events, written by hand."""
    body = wire.Events(
        office=office.desk.office.code,
        sender=wire.Place("lobi-1", office.lobby.inc),
        to=wire.Place("meja-1", office.desk.inc),
        v=wire.FORM,
        runs=(wire.Run(inc=inc or "0" * 32, first=first, events=tuple(map(msgspec.Raw, raws))),),
    )
    return wire.sign(office.lobby.keys.device, body)


def test_an_event_nested_without_end_stops_no_neighbour(office: Office) -> None:
    filed = make.file(office.lobby)
    receive(office.here, [events(office, DEEP), *office.say()])
    assert office.is_there(filed.case.id)


@pytest.mark.parametrize("read", [wire.find_author, wire.find_case, wire.decode_refusal, bundle._find_files])
def test_bytes_nested_without_end_are_unreadable_and_no_bug(read: Callable[[bytes], object]) -> None:
    assert not read(DEEP)


@pytest.mark.parametrize("read", [wire.decode, envelope.read, enrol.read_ask])
def test_bytes_nested_without_end_are_refused(read: Callable[[bytes], object]) -> None:
    ring = SigningKey(b"s" * 32)
    with pytest.raises(Refused):
        read(ring.sign1(DEEP) if read is enrol.read_ask else DEEP)


def test_an_incarnation_that_is_none_is_no_message(office: Office) -> None:
    """It would be remembered as a gap and said in an alarm, at any length."""
    for inc in ("x" * 100_000, "0" * 32 + "\n"):
        with pytest.raises(Refused, match="message_form"):
            receive(office.here, [events(office, inc=inc)])


def test_gaps_without_end_are_not_remembered_without_end(office: Office) -> None:
    for number in range(1, 60):
        receive(office.here, [events(office, b"{}", inc=f"{number:032x}", first=5)])
    peer = office.here.find_peer("lobi-1")
    assert peer is not None
    assert 0 < len(peer.gaps) <= GAPS


def test_an_alarm_about_a_device_says_no_more_than_a_device_s_name(office: Office) -> None:
    name = "x" * 50_000
    receive(office.here, [events(office, b'{"device":"%s"}' % name.encode())])
    assert max(len(entry.event) for entry in ledger.all_entries(office.desk.db)) < 10_000


def test_a_packet_of_a_thousand_strangers_is_one_line_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Anybody on the office's network may send one, and a kilobyte of it unpacks to four thousand."""
    flood = [by_a_stranger(raw) for raw in office.say()[:1]] * 1000
    assert len(wire.pack(flood)) < 5_000
    filed = make.file(office.lobby)
    receive(office.here, [*flood, *office.say()])
    lines = [record for record in caplog.records if "refused" in record.getMessage()]
    assert len(lines) == 1
    assert office.is_there(filed.case.id)


def test_a_device_that_speaks_in_another_s_name_is_told_so(office: Office, tmp_path: Path) -> None:
    other = make.make_lobby(office.desk, tmp_path / "lobby-2", world=office.clock, device="lobi-2")
    try:
        forged = [other.keys.device.sign1(cose.parse(raw).payload) for raw in office.say()]
        with refused("message_sender", "lobi-1", "lobi-2"):
            receive(office.here, forged)
    finally:
        other.db.close()


def test_a_message_for_another_office_is_not_taken(office: Office, tmp_path: Path) -> None:
    profile = replace(make.OFFICE, code="1671081003", kelurahan="Sako")
    other = make.make_office(tmp_path / "other", world=FakeWorld(seed=8), profile=profile)
    try:
        with refused("certificate_unknown"):
            receive(Desk(other), office.say())
    finally:
        other.db.close()


def test_a_certificate_that_has_ended_stops_no_sync(office: Office) -> None:
    """Expiry may stop `seal`; never filing, sign-in, numbering or the handing on (core.md 4)."""
    office.clock.pass_time(ms=2 * LIFETIME_MS)
    mine = offices.find_certificate(office.lobby)
    assert mine is not None
    assert mine.exp < office.lobby.now()
    filed = make.file(office.lobby)
    office.meet()
    assert office.is_there(filed.case.id)
    assert ledger.count_pending(office.lobby.db)[0] == 0


def test_a_certificate_made_long_ago_still_lets_its_device_speak(office: Office) -> None:
    """The desk holds only a certificate of the lobby that ended before the office was made."""
    root = office.desk.keys.root
    assert root is not None
    mine = offices.find_certificate(office.lobby)
    assert mine is not None
    old = issue(replace(mine, nbf=1_000_000_000_000, exp=1_100_000_000_000), root)
    assert read_certificate(old, offices.get_roots(office.desk.db)).exp < office.desk.now()
    office.desk.db.run("DELETE FROM certificate WHERE device = ?", ("lobi-1",))
    peers.keep_certificate(office.desk.db, old, device="lobi-1", term=0)
    filed = make.file(office.lobby)
    office.meet()
    assert office.is_there(filed.case.id)


def test_a_kept_message_opens_nothing_and_changes_nothing_twice(office: Office) -> None:
    filed = make.file(office.lobby)
    kept = office.say()
    office.meet()
    before = ledger.head(office.desk.db)
    for _ in range(3):
        receive(office.here, kept)
    assert ledger.head(office.desk.db) == before
    again = make.restart(office.desk, office.clock)
    try:
        answer = receive(Desk(again), kept)
        kinds = {type(wire.decode(cose.parse(raw).payload)) for raw in answer}
        assert kinds == {wire.Hello}  # addressed to an incarnation that has ended: not live
        assert cases.find(again.db, filed.case.id) is not None
    finally:
        again.db.close()


# --- documents --------------------------------------------------------------------------------------


def publish(office: Office, feed: str, by: Kiosk) -> Document:
    """A document of some feed, made and signed by a device, as it would come in the office's own feed."""
    made = Document(feed, documents.find_end(office.lobby.db, feed)[0] + 1, "info", "kabar", 1, b"x")
    signed = by.keys.device.sign1(made.payload())
    office.there.put_documents(carried(office.desk, office.lobby, [signed]))
    return made


def carried(by: Kiosk, to: Kiosk, raws: list[bytes]) -> wire.Documents:
    """Documents as a device hands them on to another."""
    return wire.Documents(
        office=to.office.code,
        sender=wire.Place(by.device, by.inc),
        to=wire.Place(to.device, to.inc),
        v=wire.FORM,
        feed=to.office.code,
        after=(0, "0" * 64),
        documents=tuple(raws),
    )


def test_a_register_publishes_in_its_own_office_s_feed_alone(office: Office) -> None:
    publish(office, office.desk.office.code, office.desk)
    assert documents.find(office.lobby.db, "info", "kabar") is not None
    before = documents.get_feeds(office.lobby.db)
    publish(office, "city", office.desk)
    assert documents.get_feeds(office.lobby.db) == before


def test_a_device_that_is_no_register_publishes_nothing(office: Office) -> None:
    before = documents.get_feeds(office.lobby.db)
    publish(office, office.desk.office.code, office.lobby)
    assert documents.get_feeds(office.lobby.db) == before


def test_a_register_that_was_followed_publishes_nothing_more_and_its_old_word_stands(
    office: Office, tmp_path: Path
) -> None:
    """The one after it hands on what it published before; its key alone is no longer enough."""
    office_code = office.desk.office.code
    seq, _ = documents.find_end(office.lobby.db, office_code)
    made = Document(office_code, seq + 1, "info", "kabar", 1, b"x")
    signed = office.desk.keys.device.sign1(made.payload())
    other = make.make_second_desk(office.desk, tmp_path / "desk-2")
    held = enrolment.find_certificate(other)
    root = office.desk.keys.root
    assert held is not None
    assert root is not None
    followed = replace(held, term=2, roles=("desk", "register"))
    office.there.take_certificates([issue(followed, root)])
    assert office.there.find_register() == "meja-2"
    office.there.put_documents(carried(office.desk, office.lobby, [signed]))
    assert documents.find(office.lobby.db, "info", "kabar") is None
    office.there.put_documents(carried(other, office.lobby, [signed]))
    assert documents.find(office.lobby.db, "info", "kabar") is not None
    other.db.close()


# --- sizes ------------------------------------------------------------------------------------------


def test_a_packet_too_large_for_the_wire_is_refused_with_both_sizes() -> None:
    with refused("message_too_large", str(wire.MAX_WIRE + 1), str(wire.MAX_WIRE)):
        wire.unpack(bytes(wire.MAX_WIRE + 1))


def test_a_packet_that_unpacks_too_large_is_refused_before_a_byte_is_unpacked() -> None:
    bomb = zstandard.ZstdCompressor(level=3).compress(bytes(wire.MAX_UNPACKED + 1))
    assert len(bomb) < 10_000
    with refused("message_unpacks_too_large", str(wire.MAX_UNPACKED + 1), str(wire.MAX_UNPACKED)):
        wire.unpack(bomb)


def test_a_packet_that_hides_its_size_is_refused() -> None:
    hidden = zstandard.ZstdCompressor(level=3, write_content_size=False).compress(bytes(1000))
    with refused("message_packing"):
        wire.unpack(hidden)


def test_what_is_too_large_to_send_is_refused_at_the_sender() -> None:
    with refused("message_too_large", str(wire.MAX_UNPACKED)):
        wire.pack([bytes(wire.MAX_UNPACKED)])


@pytest.mark.parametrize(
    "bytes_", [b"", b"<html>Masuk ke WiFi</html>", b"{}", zstandard.compress(b"\x00\x00\x00\x09short")]
)
def test_an_answer_that_is_no_packet_is_said_so(bytes_: bytes) -> None:
    with refused("message_packing"):
        wire.unpack(bytes_)


def test_a_message_of_a_newer_program_asks_for_an_update(office: Office) -> None:
    """Signed and well formed, only later: the sentence names the version and does not call it damaged."""
    body = cose.parse(office.say()[0]).payload.replace(b'"v":1', b'"v":9', 1)
    with refused("wire_too_new", "9"):
        receive(office.here, [office.lobby.keys.device.sign1(body)])


def test_every_refusal_on_the_wire_is_readable_without_its_details() -> None:
    """The other side gets the code alone (a header), so its words must stand without numbers."""
    for language in ("id", "en"):
        words = make.library().texts[language]
        for code in ("message_unsigned", "enrol_code", "enrol_request", "no_such_route", "bad_question"):
            check_readable(language, words(f"error.{code}"))
