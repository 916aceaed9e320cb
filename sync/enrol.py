"""Owns how a device joins: a one-time code, what it asks and is given, adoption; it carries, keeps nothing.

A code is six groups of four: 48 bits of secret that let a device in, the 64 of the answering key's id, and a
check character. The new device knows whom it speaks with before it says anything, and whose answer counts.
Who would stand between must try 2^64 keys to find one with that id; 2^40 are a few hundred days of one core.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509 import load_der_x509_certificate

from kiosk import keys
from kiosk.domain import cose, crockford
from kiosk.domain.certificate import Certificate, Root, parse_certificate
from kiosk.domain.errors import Refused
from kiosk.keys import BoxKey, KeyRing, OfficeKeys, SigningKey
from kiosk.trust import issue, read_certificate
from sync import wire

SECRET_BYTES: Final = 6
PIN_BYTES: Final = cose.KID_BYTES
TRIES: Final = 5
LASTS_MS: Final = 24 * 3_600_000
_GROUP: Final = 4
_LETTERS: Final = 24  # five bits each, the last one a check of all others
_CHECK: Final = 29  # a prime: it misses about one slip in thirty, and no single letter more often
VERSION: Final = 1

Key = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Secret = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{12}\Z")]
Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9-]{1,32}\Z")]
Nothing = Literal[""]


class Ask(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    tag="enrol",
    tag_field="kind",
):
    """What a device says of itself; signed by its device key.

    `certificates` and `root` are those of an office that stood alone: the city signs the same keys. `held`
    says how the keys are kept (file, tpm).
    """

    v: int
    secret: Secret
    office: str
    device: Name
    key: Key
    x25519: Key
    held: str
    seal: Key | Nothing = ""
    tls: Key | Nothing = ""
    root: Key | Nothing = ""
    certificates: tuple[bytes, ...] = ()


class Given(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    tag="enrolled",
    tag_field="kind",
):
    """What the answering side gives; signed by its device key, the one the code names.

    `roots` are (key, office), `register` is (device, term), `box` the office's keys sealed to the device,
    `documents` the office's feed, `by` the device that answered.
    """

    v: int
    office: str
    by: str
    roots: tuple[tuple[Key, str], ...]
    certificates: tuple[bytes, ...]
    register: tuple[str, int] = ("", 0)
    documents: tuple[bytes, ...] = ()
    box: bytes = b""


class Handover(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="office_keys", tag_field="kind"
):
    """The office's keys sealed to the center, after adoption: so it can open tickets by their PIN."""

    v: int
    office: str
    device: str
    box: bytes


_encoder: Final = msgspec.json.Encoder(order="sorted")
_asks: Final = msgspec.json.Decoder(Ask | Handover)
_given: Final = msgspec.json.Decoder(Given)


# --- codes ----------------------------------------------------------------------------------------------


def make_code(secret: bytes, kid: bytes) -> str:
    """The code an officer reads out: the secret, the answering device key's id, a check character."""
    number = int.from_bytes(secret[:SECRET_BYTES] + kid[:PIN_BYTES], "big")
    text = crockford.write(number, _LETTERS - 1) + crockford.ALPHABET[number % _CHECK]
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_code(text: str) -> tuple[bytes, bytes]:
    """(secret, the key's id) of a typed code, in any case and grouping. Raises Refused("bad_enrol_code")."""
    plain = crockford.tidy(text)
    if len(plain) != _LETTERS or set(plain) - set(crockford.ALPHABET):
        raise Refused("bad_enrol_code")
    number = crockford.read(plain[:-1])
    if number >> 8 * (SECRET_BYTES + PIN_BYTES) or plain[-1] != crockford.ALPHABET[number % _CHECK]:
        raise Refused("bad_enrol_code")
    raw = number.to_bytes(SECRET_BYTES + PIN_BYTES, "big")
    return raw[:SECRET_BYTES], raw[SECRET_BYTES:]


def hash_secret(secret: bytes) -> bytes:
    """What is kept of a code: nobody who reads the table can enrol with it."""
    return hashlib.sha256(b"sidemang enrol 1" + secret).digest()


def pin_certificate(der: bytes, pin: bytes) -> str:
    """The fingerprint of a server's X.509 if its key is the one the code names.

    Raises Refused("enrol_wrong_machine").
    """
    try:
        public = load_der_x509_certificate(der).public_key()
    except ValueError as error:
        raise Refused("enrol_wrong_machine") from error
    if not isinstance(public, Ed25519PublicKey) or cose.kid(public.public_bytes_raw())[:PIN_BYTES] != pin:
        raise Refused("enrol_wrong_machine")
    return hashlib.sha256(der).hexdigest()


# --- the device's part ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The device that joins: `seal` is its sealing key if it will have one, `held` how its keys are kept."""

    office: str
    device: str
    ring: KeyRing
    seal: SigningKey | None = None
    held: str = "file"


def ask(newcomer: Newcomer, code: str, *, certificates: Iterable[bytes] = (), root: bytes = b"") -> bytes:
    """The request of a device; `root` is the public key of an office that stood alone.

    Raises Refused("bad_enrol_code").
    """
    secret, _pin = read_code(code)
    ring = newcomer.ring
    body = Ask(
        v=VERSION,
        secret=secret.hex(),
        office=newcomer.office,
        device=newcomer.device,
        key=ring.device.public.hex(),
        x25519=ring.box.public.hex(),
        held=newcomer.held,
        seal=newcomer.seal.public.hex() if newcomer.seal else "",
        tls=ring.device.fingerprint(newcomer.device),
        root=root.hex(),
        certificates=tuple(certificates),
    )
    return ring.device.sign1(_encoder.encode(body))


def read_answer(raw: bytes, code: str, newcomer: Newcomer) -> Given:
    """What was given, if the key the code names signed it and a root it brings certifies this very device.

    Raises Refused("enrol_wrong_machine") or Refused("enrol_answer").
    """
    _secret, pin = read_code(code)
    if cose.parse(raw).kid[:PIN_BYTES] != pin:
        raise Refused("enrol_wrong_machine")
    payload = cose.parse(raw).payload
    try:
        given = _given.decode(payload)
    except wire.UNREADABLE as error:
        raise Refused("enrol_answer", problem="form") from error
    made = [read_certificate(one, get_roots(given)) for one in given.certificates]
    signer = next((one for one in made if one.kid == cose.parse(raw).kid), None)
    if signer is None or _encoder.encode(given) != payload:
        raise Refused("enrol_answer", problem="signer")
    keys.verify1(raw, signer.key)
    if newcomer.ring.device.public not in [one.key for one in made]:
        raise Refused("enrol_answer", problem="device")
    return given


def get_roots(given: Given) -> list[Root]:
    """The roots an answer brings."""
    return [Root(bytes.fromhex(key), office) for key, office in given.roots]


def hand_over(newcomer: Newcomer, center: Certificate) -> bytes:
    """The office's keys for the center that adopted it. Raises Refused("office_keys_missing")."""
    if newcomer.ring.office is None:
        raise Refused("office_keys_missing")
    plain = keys.encode_office(newcomer.ring.office)
    box = keys.seal_to(center.x25519, plain, keys.keys_info(center.device))
    body = Handover(v=VERSION, office=newcomer.office, device=newcomer.device, box=box)
    return newcomer.ring.device.sign1(_encoder.encode(body))


# --- the answering part -----------------------------------------------------------------------------------


def read_ask(raw: bytes) -> Ask | Handover:
    """What a device asks, signed by the key it names. Raises Refused("enrol_request")."""
    try:
        frame = cose.parse(raw)
        body: Ask | Handover = _asks.decode(frame.payload)
        if _encoder.encode(body) != frame.payload:
            raise Refused("enrol_request")
        if isinstance(body, Ask):
            keys.verify1(raw, bytes.fromhex(body.key))
    except (Refused, ValueError, *wire.UNREADABLE) as error:
        raise Refused("enrol_request") from error
    return body


def open_handover(raw: bytes, sender: Certificate, box: BoxKey, device: str) -> OfficeKeys:
    """The office's keys an adopted register handed over. Raises Refused("bad_signature") and its like."""
    keys.verify1(raw, sender.key)
    body = read_ask(raw)
    if not isinstance(body, Handover) or (body.device, body.office) != (sender.device, sender.office):
        raise Refused("enrol_request")
    return keys.decode_office(box.open_sealed(body.box, keys.keys_info(device)))


def adopt(body: Ask, root: SigningKey) -> list[bytes]:
    """The city's certificates for an office that stood alone: same keys, same moments, same terms.

    Only what the office's own root signed for the office itself counts, the asking device among it.
    Raises Refused("enrol_not_its_own").
    """
    own = [Root(bytes.fromhex(body.root), body.office)] if body.root else []
    made: list[Certificate] = []
    for raw in body.certificates:
        try:
            one = read_certificate(raw, own)
        except Refused:
            continue
        if one.office == body.office:
            made.append(one)
    if not any(one.key.hex() == body.key and one.device == body.device for one in made):
        raise Refused("enrol_not_its_own")
    return [issue(one, root) for one in made]


def give(answer: Given, key: SigningKey) -> bytes:
    """The signed answer."""
    return key.sign1(_encoder.encode(answer))


def peek(raw: bytes) -> Certificate:
    """The certificate in bytes somebody verified already."""
    return parse_certificate(cose.parse(raw).payload)


Post = Callable[[str, bytes], bytes]
"""The way to the other side: (route, body) to the answer's bytes."""
