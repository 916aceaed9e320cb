"""Owns what trust is written in: certificates, trust lists, revocations, in values and bytes; no belief.

Each is the canonical JSON payload of a COSE_Sign1 and names its `kind`. An object read from bytes writes the
same bytes again, so an unknown key, another order or another spelling is refused.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, TypeVar

from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical, parse_canonical
from kiosk.domain.seal import PREFIX_BYTES

VERSION: Final = 1
SEAL: Final = "seal"
FILE: Final = "file"
ROLES: Final = ("desk", FILE, "register", SEAL)
_STAFFED: Final = frozenset({"desk", "register"})
KEY_BYTES: Final = 32
_OFFICE: Final = re.compile(
    r"[1-9][0-9]{3}(?:[0-9]{6})?", re.ASCII
)  # a city of 4 digits or a kelurahan of 10
DEVICE_NAME: Final = re.compile(r"[a-z0-9-]{1,32}", re.ASCII)
_ISS: Final = re.compile(r"[0-9]{2}\.[0-9]{2}", re.ASCII)
_FINGERPRINT: Final = re.compile(r"(?:[0-9a-f]{64})?", re.ASCII)
T = TypeVar("T", "Certificate", "TrustList", "Revocations")


@dataclass(frozen=True, slots=True)
class Root:
    """A key that may certify: 32 bytes, and the code with which every office it certifies begins."""

    key: bytes
    office: str

    @property
    def kid(self) -> bytes:
        return cose.kid(self.key)

    def covers(self, office: str) -> bool:
        """A root certifies only offices whose code begins with its own."""
        return office.startswith(self.office)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who a device is and what it may do; `nbf` and `exp` in ms UTC, keys of 32 bytes.

    `office` is a kelurahan's 10 digits, or the city's 4 for the center, which has no roles. `seal` is the
    sealing key (empty: none), `term` the appointment as register (0: none), `tls` the fingerprint of its
    X.509 in hex (empty: none).
    """

    office: str
    device: str
    key: bytes
    x25519: bytes
    nbf: int
    exp: int
    roles: tuple[str, ...] = ()
    seal: bytes = b""
    term: int = 0
    tls: str = ""

    @property
    def kid(self) -> bytes:
        """Of the device key: it signs heads, messages and bundles."""
        return cose.kid(self.key)

    @property
    def seal_kid(self) -> bytes:
        """Of the sealing key: it signs surat, and is listed where the role `seal` is."""
        return cose.kid(self.seal)

    @property
    def rank(self) -> tuple[int, int]:
        """Of two certificates of one device the greater replaced the other."""
        return (self.term, self.exp)

    @property
    def is_center(self) -> bool:
        """A city's own certificate is its center's: it revokes and never seals."""
        return len(self.office) == 4

    def payload(self) -> bytes:
        """Canonical JSON; what is empty is absent."""
        public = {"device": self.key.hex(), "seal": self.seal.hex(), "x25519": self.x25519.hex()}
        return _payload(
            "certificate",
            office=self.office,
            device=self.device,
            public=_filled(public),
            roles=sorted(self.roles),
            term=self.term or None,
            tls=self.tls,
            nbf=self.nbf,
            exp=self.exp,
        )


@dataclass(frozen=True, slots=True)
class TrustList:
    """The roots, and as COSE bytes the certificates that may seal, reserves and the center's own included."""

    iss: str
    office: str
    seq: int
    at: int
    roots: tuple[Root, ...] = ()
    certificates: tuple[bytes, ...] = ()

    def payload(self) -> bytes:
        """Canonical JSON; what is empty is absent."""
        return _payload(
            "trust",
            iss=self.iss,
            office=self.office,
            seq=self.seq,
            at=self.at,
            roots=[{"key": root.key.hex(), "office": root.office} for root in self.roots],
            certificates=[to_base64(raw) for raw in self.certificates],
        )


@dataclass(frozen=True, slots=True)
class RevokedKey:
    """A sealing key no longer believed since `since` (ms UTC), but for the seals whose cti prefix is allowed.

    The moment is for people: a thief can date a seal back, so only the list of what was known before counts.
    """

    kid: bytes
    since: int
    allow: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Revocations:
    """Every revoked, void or replaced seal of an office or a city: exact, by the first 8 bytes of its cti.

    `next` is when a newer one is due, `list` the seq of the newest trust list (0: unnamed); times in ms UTC.
    """

    office: str
    seq: int
    at: int
    next: int
    list: int = 0
    cti: frozenset[bytes] = frozenset()
    keys: tuple[RevokedKey, ...] = field(default=())

    def payload(self) -> bytes:
        """Canonical JSON; what is empty is absent."""
        revoked = [
            _filled({"kid": key.kid.hex(), "from": key.since, "allow": _join(key.allow)}) for key in self.keys
        ]
        return _payload(
            "revocations",
            office=self.office,
            seq=self.seq,
            at=self.at,
            next=self.next,
            list=self.list or None,
            cti=_join(self.cti),
            keys=revoked,
        )

    def find_key(self, kid: bytes) -> RevokedKey | None:
        """The revocation of a sealing key, or None."""
        return next((key for key in self.keys if key.kid == kid), None)


def parse_certificate(payload: bytes) -> Certificate:
    """The certificate of a payload. Raises Refused("bad_trust", kind=)."""
    return _parse("certificate", payload, _certificate)


def parse_trust(payload: bytes) -> TrustList:
    """The trust list of a payload. Raises Refused("bad_trust", kind=)."""
    return _parse("trust", payload, _trust)


def parse_revocations(payload: bytes) -> Revocations:
    """The revocations of a payload. Raises Refused("bad_trust", kind=)."""
    return _parse("revocations", payload, _revocations)


def find_filers(certificates: Iterable[Certificate]) -> frozenset[str]:
    """The devices no staff signs in at, whichever of their certificates is asked: they are no desk.

    A lobby kiosk files, the city's center carries: both speak for residents and for themselves.
    """
    roles: dict[str, set[str]] = {}
    for one in certificates:
        roles.setdefault(one.device, set()).update(one.roles)
    return frozenset(device for device, held in roles.items() if not held & _STAFFED)


def to_base64(raw: bytes) -> str:
    """Bytes as JSON carries them."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: str) -> bytes:
    """Bytes of JSON, strictly. Raises ValueError."""
    return base64.b64decode(text, validate=True)


def parse_root(value: Mapping[str, Any]) -> Root:
    """A root as lists and anchors hold it, `{key, office}`. Raises KeyError, TypeError or ValueError."""
    return Root(_hex(value["key"], KEY_BYTES), _text(value["office"], _OFFICE))


def _parse(kind: str, payload: bytes, build: Callable[[Mapping[str, Any]], T]) -> T:
    try:
        made = build(parse_canonical(payload))
        if made.payload() != payload:
            _mismatch()
    except (AttributeError, KeyError, TypeError, ValueError, Refused) as error:
        raise Refused("bad_trust", kind=kind) from error
    return made


def _certificate(value: Mapping[str, Any]) -> Certificate:
    public = value["public"]
    made = Certificate(
        _text(value["office"], _OFFICE),
        _text(value["device"], DEVICE_NAME),
        _hex(public["device"], KEY_BYTES),
        _hex(public["x25519"], KEY_BYTES),
        _number(value["nbf"]),
        _number(value["exp"]),
        tuple(value.get("roles", ())),
        _hex(public["seal"], KEY_BYTES) if "seal" in public else b"",
        _number(value.get("term", 0)),
        _text(value.get("tls", ""), _FINGERPRINT),
    )
    known = set(made.roles) <= set(ROLES) and len(set(made.roles)) == len(made.roles)
    sealing = SEAL in made.roles
    if not known or made.nbf > made.exp or sealing > bool(made.seal) or (made.is_center and made.roles):
        _mismatch()
    return made


def _trust(value: Mapping[str, Any]) -> TrustList:
    return TrustList(
        _text(value["iss"], _ISS),
        _text(value["office"], _OFFICE),
        _number(value["seq"]),
        _number(value["at"]),
        tuple(parse_root(root) for root in value.get("roots", ())),
        tuple(from_base64(text) for text in value.get("certificates", ())),
    )


def _revocations(value: Mapping[str, Any]) -> Revocations:
    return Revocations(
        _text(value["office"], _OFFICE),
        _number(value["seq"]),
        _number(value["at"]),
        _number(value["next"]),
        _number(value.get("list", 0)),
        _split(value.get("cti", "")),
        tuple(
            RevokedKey(_hex(key["kid"], cose.KID_BYTES), _number(key["from"]), _split(key.get("allow", "")))
            for key in value.get("keys", ())
        ),
    )


def _mismatch() -> NoReturn:
    raise ValueError


def _payload(kind: str, **values: object) -> bytes:
    return canonical({"kind": kind, "v": VERSION} | _filled(values))


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    """Without what is empty: a key without a value is absent."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _text(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise TypeError
    return value


def _hex(value: str, length: int) -> bytes:
    raw = bytes.fromhex(value)
    if len(raw) != length:
        _mismatch()
    return raw


def _join(prefixes: Iterable[bytes]) -> str:
    """Sorted prefixes in one base64 text."""
    return to_base64(b"".join(sorted(prefixes)))


def _split(text: str) -> frozenset[bytes]:
    raw = from_base64(text)
    if len(raw) % PREFIX_BYTES:
        _mismatch()
    return frozenset(raw[at : at + PREFIX_BYTES] for at in range(0, len(raw), PREFIX_BYTES))
