"""Messages and packets: one spelling each, a code for each refusal, nothing unpacked or believed early."""

from __future__ import annotations

import json
import random
from contextlib import suppress

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from sync import wire
from sync.wire import Place, Sender
from tests.sync.memory import OFFICE, make_event, make_key

INC = "a" * 32
OTHER = "b" * 32
LOBBY = Sender(OFFICE, "lobi-1", make_key(2).public)


def hello(**more: object) -> wire.Hello:
    values = {
        "office": OFFICE,
        "sender": Place("lobi-1", INC),
        "to": Place("meja-1", OTHER),
        "v": 1,
        "wire": 1,
        "oldest": 1,
        "program": "0.1.0",
        "rules": 1,
        "mono": 5,
    }
    return wire.Hello(**{**values, **more})  # type: ignore[arg-type]


def events(*raws: bytes) -> wire.Events:
    return wire.Events(
        office=OFFICE, sender=Place("lobi-1", INC), to=Place("meja-1"), v=1, runs=(wire.run(INC, 1, raws),)
    )


def find(kid: bytes) -> Sender | None:
    return {make_key(2).kid: LOBBY}.get(kid)


def refusal(raw: bytes, find_sender: wire.FindSender = find) -> str:
    with pytest.raises(Refused) as caught:
        wire.open_message(raw, find_sender)
    return caught.value.code


@pytest.mark.parametrize(
    "body",
    [
        hello(
            spaced=((3, "ab" * 32), (0, "cd" * 32)), feeds={OFFICE: (2, "ef" * 32)}, miss=((0, "01" * 32),)
        ),
        events(make_event("lobi-1", INC, 1), make_event("lobi-1", INC, 2)),
        wire.Ledger(
            office=OFFICE,
            sender=Place("meja-1", INC),
            to=Place("lobi-1", OTHER),
            v=1,
            after=(0, "ab" * 32),
            entries=(
                wire.Row(n=1, term=1, at=5, outcome="effective", event=msgspec.Raw(make_event("a", INC, 1))),
            ),
            head=b"head",
        ),
        wire.Documents(
            office=OFFICE,
            sender=Place("a", INC),
            to=Place("b"),
            v=1,
            feed="city",
            after=(0, "0" * 64),
            documents=(b"x",),
        ),
        wire.Chunk(
            office=OFFICE,
            sender=Place("a", INC),
            to=Place("b"),
            v=1,
            sha256="ab" * 32,
            size=9,
            offset=0,
            data=b"\0\xff",
        ),
        wire.Mail(office=OFFICE, sender=Place("a", INC), to=Place("b"), v=1, messages=(b"m",)),
    ],
    ids=lambda body: type(body).__name__,
)
def test_each_body_comes_back_as_it_was(body: wire.Message) -> None:
    payload = wire.encode(body)
    assert payload == canonical(json.loads(payload))
    assert wire.encode(wire.decode(payload)) == payload


def test_an_event_keeps_its_very_bytes_inside_a_message() -> None:
    odd = b'{"b": 1.50, "a":"\\u0041"}'
    body = wire.decode(wire.encode(events(odd)))
    assert isinstance(body, wire.Events)
    assert bytes(body.runs[0].events[0]) == odd


def test_a_message_of_a_known_device_is_read() -> None:
    assert wire.open_message(wire.sign(make_key(2), hello()), find) == hello()


@pytest.mark.parametrize("raw", [b"", b"\x00", b"{}", b"\xd2\x84", wire.encode(hello())])
def test_a_message_without_a_signature_is_refused(raw: bytes) -> None:
    assert refusal(raw) == "message_unsigned"


def test_every_flipped_bit_of_a_message_is_refused() -> None:
    raw = wire.sign(make_key(2), hello())
    codes = set()
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        codes.add(refusal(bytes(changed)))
    assert codes == {"message_unsigned", "message_altered", "certificate_unknown"}


def test_a_device_without_a_certificate_here_is_refused() -> None:
    assert refusal(wire.sign(make_key(9), hello())) == "certificate_unknown"


def test_a_revoked_device_is_refused() -> None:
    gone = Sender(OFFICE, "lobi-1", make_key(2).public, revoked=True)
    assert refusal(wire.sign(make_key(2), hello()), lambda _kid: gone) == "device_revoked"


def test_a_device_cannot_speak_for_another_or_for_another_office() -> None:
    assert refusal(wire.sign(make_key(2), hello(sender=Place("meja-1", INC)))) == "message_sender"
    assert refusal(wire.sign(make_key(2), hello(office="1671990002"))) == "message_sender"


def test_the_center_speaks_for_every_office_of_its_city_alone() -> None:
    center = Sender("1671", "pusat", make_key(9).public)
    raw = wire.sign(make_key(9), hello(sender=Place("pusat", INC)))
    assert wire.open_message(raw, lambda _kid: center).sender.device == "pusat"
    abroad = wire.sign(make_key(9), hello(sender=Place("pusat", INC), office="1672990001"))
    assert refusal(abroad, lambda _kid: center) == "message_sender"


def test_a_message_of_a_later_version_says_so() -> None:
    assert refusal(wire.sign(make_key(2), hello(v=2))) == "wire_too_new"
    later = json.loads(wire.encode(hello())) | {"v": 3, "kind": "greeting", "new": 1}
    assert refusal(make_key(2).sign1(canonical(later))) == "wire_too_new"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"mono":5', b'"mono":5.0'),
        (b'"mono":5', b'"mono":-5'),
        (b'"mono":5', b'"mono":null'),
        (b'"mono":5', b'"mono": 5'),
        (b'"mono":5', b'"mono":5,"mono":5'),
        (b'"mono":5', b'"mono":5,"more":1'),
        (b'"mono":5', b'"mono":"5"'),
        (b'"mono":5,', b""),
        (b'"mono":5', b'"mono":9007199254740992'),
        (b'"program":"0.1.0"', b'"frozen":"","program":"0.1.0"'),
        (b'"meja-1"', b'"MEJA-1"'),
        (b'"meja-1"', b'""'),
        (b'"kind":"hello"', b'"kind":"hallo"'),
        (b"{", b"\xef\xbb\xbf{"),
        (b"0.1.0", b"\xff\xfe"),
        (INC.encode(), INC.upper().encode()),
        (OFFICE.encode(), b"167199000x"),
    ],
)
def test_another_spelling_of_a_body_is_refused(old: bytes, new: bytes) -> None:
    payload = wire.encode(hello())
    assert payload.count(old)
    assert refusal(make_key(2).sign1(payload.replace(old, new, 1))) in {"message_form", "message_sender"}


@given(st.binary(max_size=300))
def test_random_bytes_raise_nothing_but_a_refusal(raw: bytes) -> None:
    for read in (wire.unpack, wire.decode, lambda one: wire.open_message(one, find)):
        with suppress(Refused):
            read(raw)


# --- packets ----------------------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_a_packet_comes_back_as_it_was(messages: list[bytes]) -> None:
    assert wire.unpack(wire.pack(messages)) == messages


def packing(packed: bytes) -> str:
    with pytest.raises(Refused) as caught:
        wire.unpack(packed)
    return caught.value.code


def test_what_is_no_packet_is_refused() -> None:
    good = wire.pack([b"one", b"two"])
    for raw in (b"", b"<html>Please log in</html>", good[:-1], good + b"\0", b"\0" + good):
        assert packing(raw) == "message_packing"


def test_a_packet_must_state_its_size() -> None:
    silent = zstandard.ZstdCompressor(write_content_size=False).compress(b"\0\0\0\1x")
    assert packing(silent) == "message_packing"


def test_a_packet_that_lies_about_its_size_is_refused() -> None:
    plain = b"\0\0\0\4abcd"
    good = bytearray(zstandard.ZstdCompressor(write_content_size=True).compress(plain))
    assert good[5] == len(plain)
    good[5] = 4
    assert packing(bytes(good)) == "message_packing"


def test_a_packet_too_large_on_the_wire_is_refused_unread() -> None:
    assert packing(b"\0" * (wire.MAX_WIRE + 1)) == "message_too_large"


def test_a_packet_that_would_unpack_too_large_is_refused_before_unpacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(b"\0" * (wire.MAX_UNPACKED + 1))
    monkeypatch.setattr(zstandard, "ZstdDecompressor", None)
    assert packing(bomb) == "message_unpacks_too_large"


def test_lengths_that_do_not_fit_are_refused() -> None:
    for plain in (b"\0\0\0", b"\0\0\0\2x", b"\xff\xff\xff\xffx", b"\0" * 4 * (wire.MAX_MESSAGES + 1)):
        assert packing(zstandard.ZstdCompressor().compress(plain)) == "message_packing"


def test_too_much_cannot_be_sent() -> None:
    with pytest.raises(Refused, match="message_too_large"):
        wire.pack([b"\0" * (wire.MAX_UNPACKED + 1)])
    with pytest.raises(Refused, match="message_too_large"):
        wire.pack([random.Random(1).randbytes(wire.MAX_WIRE + 1)])


def test_a_refusal_travels_with_what_its_words_need() -> None:
    raw = wire.encode_refusal(Refused("message_too_large", size=5, limit=4, secret=b"never"))
    said = wire.decode_refusal(raw)
    assert said is not None
    assert (said.code, said.details) == ("message_too_large", {"size": 5, "limit": 4})
    for foreign in (b"", b"<html>", b'{"refused":"Bad Gateway"}', b'{"detail":"no"}'):
        assert wire.decode_refusal(foreign) is None


def test_names_in_an_event_are_read_leniently_and_never_believed() -> None:
    raw = make_event("lobi-1", INC, 4)
    assert wire.find_author(raw) == "lobi-1"
    assert wire.find_author(b"{") == ""
    assert wire.find_case(b"\xff") == ""
    assert wire.find_case(b'{"id":"x","verb":"file"}') == "x"
    assert wire.find_case(b'{"id":"x","verb":"pass","about":"y"}') == "y"
