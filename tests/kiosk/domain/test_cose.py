"""The one signature frame: taken in one form only, and nothing is read from outside what is signed."""

from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from tests.vectors import load

KID = bytes(range(8))
SIGNATURE = bytes(range(64))


def test_kid_is_the_hash_of_the_canonical_cose_key() -> None:
    ledger = load("ledger")
    assert cose.kid(bytes.fromhex(ledger["public"])).hex() == ledger["kid"] == load("seal")["example"]["kid"]


def test_signed_heads_of_the_golden_ledger_are_taken_apart_and_framed_again() -> None:
    for entry in load("ledger")["entries"]:
        raw = bytes.fromhex(entry["head"])
        sign1 = cose.parse(raw)
        assert sign1.payload.decode() == entry["head_payload"]
        assert cose.frame(sign1.kid, sign1.payload, sign1.signature) == raw


def test_to_be_signed_is_the_sig_structure_of_the_rfc() -> None:
    protected = cbor2.dumps({1: -8, 4: KID})
    assert cose.to_be_signed(KID, b"x" * 300) == cbor2.dumps(["Signature1", protected, b"", b"x" * 300])


@given(st.binary(min_size=8, max_size=8), st.binary(max_size=300), st.binary(min_size=64, max_size=64))
def test_a_frame_is_read_as_it_was_made(kid: bytes, payload: bytes, signature: bytes) -> None:
    raw = cose.frame(kid, payload, signature)
    assert cose.parse(raw) == cose.Sign1(kid, payload, signature)
    assert list(cbor2.loads(raw).value) == [cbor2.dumps({1: -8, 4: kid}), {}, payload, signature]


def _framed(protected: object, unprotected: object, payload: object, signature: object) -> bytes:
    return b"\xd2" + cbor2.dumps([protected, unprotected, payload, signature])


GOOD = cbor2.dumps({1: -8, 4: KID})


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "tag"),
        (_framed(GOOD, {}, b"", SIGNATURE)[1:], "tag"),
        (b"\xd2", "short"),
        (b"\xd2\x01", "array"),
        (b"\xd2\x83\x01\x02\x03", "array"),
        (_framed("text", {}, b"", SIGNATURE), "protected"),
        (_framed(b"", {}, b"", SIGNATURE), "short"),
        (_framed(cbor2.dumps({4: KID}), {}, b"", SIGNATURE), "protected"),
        (_framed(cbor2.dumps(1), {}, b"", SIGNATURE), "protected"),
        (_framed(cbor2.dumps({1: -19, 4: KID}), {}, b"", SIGNATURE), "algorithm"),
        (_framed(GOOD, {4: KID}, b"", SIGNATURE), "unprotected"),
        (_framed(GOOD, 0, b"", SIGNATURE), "unprotected"),
        (_framed(cbor2.dumps({1: -8, 4: "12345678"}), {}, b"", SIGNATURE), "kid"),
        (_framed(GOOD, {}, b"", SIGNATURE[:63]), "signature"),
        (_framed(GOOD, {}, "text", SIGNATURE), "payload"),
    ],
)
def test_another_frame_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        cose.parse(raw)
    assert (refused.value.code, refused.value.details) == ("bad_cose", {"reason": reason})


@given(st.binary(max_size=60))
def test_chance_bytes_raise_nothing_but_refused(tail: bytes) -> None:
    for raw in (tail, b"\xd2\x84" + tail):
        with pytest.raises(Refused):
            cose.parse(raw)
