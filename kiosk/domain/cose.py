"""Owns the one signature frame, COSE_Sign1 (RFC 9052) with Ed25519; it neither signs nor reads a payload.

A frame is `D2 84 protected {} payload signature`: protected is exactly `{1: -8, 4: kid}`, the unprotected map
is exactly empty and nothing is ever read from it, and external_aad is empty. -8 is EdDSA and means Ed25519
only, because the kid names a key together with its algorithm.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kiosk.domain import cbor
from kiosk.domain.errors import Refused

SIGNATURE_BYTES: Final = 64
KID_BYTES: Final = 8
_SIGN1: Final = b"\xd2"  # tag 18
_EDDSA: Final = -8
_ALG, _KID = 1, 4


@dataclass(frozen=True, slots=True)
class Sign1:
    """A frame taken apart: `kid` of 8 bytes, the payload, and 64 bytes nobody has verified yet."""

    kid: bytes
    payload: bytes
    signature: bytes


@lru_cache(maxsize=4096)
def kid(public: bytes) -> bytes:
    """First 8 bytes of SHA-256 over the canonical COSE_Key `{1: 1, -1: 6, -2: public}` of 32 bytes."""
    return hashlib.sha256(cbor.encode({1: 1, -1: 6, -2: public})).digest()[:KID_BYTES]


def to_be_signed(kid8: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4: what Ed25519 signs."""
    return cbor.encode(("Signature1", _protected(kid8), b"", payload))


def frame(kid8: bytes, payload: bytes, signature: bytes) -> bytes:
    """The frame around a payload and its 64-byte signature."""
    return _SIGN1 + cbor.encode((_protected(kid8), {}, payload, signature))


def parse(raw: bytes) -> Sign1:
    """Take a frame apart, strictly (seal.md 3, rules 3 and 4): `frame` of the answer is `raw` again.

    The signature is not verified here. Raises Refused("bad_cose", reason=).
    """
    if raw[:1] != _SIGN1:
        raise Refused("bad_cose", reason="tag")
    try:
        parts = cbor.decode(raw[1:])
        if not isinstance(parts, tuple) or len(parts) != 4:
            raise Refused("bad_cose", reason="array")
        protected, unprotected, payload, signature = parts
    except Refused as error:
        raise Refused("bad_cose", reason=error.details["reason"]) from error
    if not isinstance(protected, bytes):
        raise Refused("bad_cose", reason="protected")
    kid8 = _read_protected(protected)
    if not isinstance(unprotected, dict) or unprotected:
        raise Refused("bad_cose", reason="unprotected")
    _check_bytes("signature", signature, SIGNATURE_BYTES)
    if not isinstance(payload, bytes):
        raise Refused("bad_cose", reason="payload")
    return Sign1(kid8, payload, signature)


@lru_cache(maxsize=4096)
def _protected(kid8: bytes) -> bytes:
    return cbor.encode({_ALG: _EDDSA, _KID: kid8})


@lru_cache(maxsize=4096)
def _read_protected(protected: bytes) -> bytes:
    """The kid a protected header names: the same few keys sign everything."""
    try:
        header = cbor.decode(protected)
    except Refused as error:
        raise Refused("bad_cose", reason=error.details["reason"]) from error
    if not isinstance(header, dict) or header.keys() != {_ALG, _KID}:
        raise Refused("bad_cose", reason="protected")
    if header[_ALG] != _EDDSA:
        raise Refused("bad_cose", reason="algorithm")
    _check_bytes("kid", header[_KID], KID_BYTES)
    kid8: bytes = header[_KID]
    return kid8


def _check_bytes(name: str, value: object, length: int) -> None:
    if not isinstance(value, bytes) or len(value) != length:
        raise Refused("bad_cose", reason=name)
