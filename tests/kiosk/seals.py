"""The worked example's keys, lists and seals, also with other claims; what holds of them, the tests say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from kiosk import keys, trust
from kiosk.domain import certificate, seal
from kiosk.domain.certificate import Certificate, Revocations, Root, TrustList
from kiosk.domain.seal import Claims, Mode
from kiosk.domain.verdict import Asked, Verdict
from tests.vectors import load

GOLDEN = load("seal")
SEALER, ROOT, DEVICE = (keys.SigningKey(bytes(range(at, at + 32))) for at in (0, 32, 64))
OFFICE_ROOT, CENTER, SPARE, SECOND = (keys.SigningKey(bytes([n]) * 32) for n in (1, 2, 3, 4))
CITY, OFFICE, NEIGHBOUR = "1671", "1671081006", "1671081007"
NOW: int = GOLDEN["now"]
CERTIFICATE = certificate.parse_certificate(GOLDEN["certificate"]["payload"].encode())
CENTER_CERTIFICATE = Certificate(CITY, "pusat", CENTER.public, bytes(32), CERTIFICATE.nbf, CERTIFICATE.exp)
CLAIMS = seal.decode_claims(bytes.fromhex(GOLDEN["example"]["claims"]))
TEXT: str = GOLDEN["example"]["text"]


def make_text(key: keys.SigningKey = SEALER, **changes: Any) -> str:
    """The text of the example's seal with other claims."""
    claims = replace(CLAIMS, **changes)
    return seal.text("VERIF.PALEMBANG.GO.ID", key.sign1(seal.encode_claims(claims)))


def make_anchors(
    *certificates: bytes, key: keys.SigningKey = ROOT, revoked: dict[str, Any] | None = None
) -> trust.Anchors:
    """A city whose list names these certificates (else the example's), with fresh revocations."""
    listed = certificates or (trust.issue(CERTIFICATE, ROOT),)
    city = Root(key.public, CITY)
    raw = trust.issue(TrustList("16.71", CITY, 1, NOW, (city,), listed), key)
    ended = Revocations(CITY, 1, NOW, NOW + trust.NEXT_MS, **({"list": 1} | (revoked or {})))
    return trust.make_anchors([city], trust=raw, revocations=trust.issue(ended, key))


@cache
def city() -> trust.Anchors:
    return make_anchors()


def check(text: str, registration: Asked | Callable[[Claims], Asked] = "registered", **more: Any) -> Verdict:
    return trust.check(
        text, more.pop("anchors", city()), now=more.pop("now", NOW), registration=registration, **more
    )


SEALS = {
    Mode.WET: TEXT,
    Mode.SEAL: make_text(mode=Mode.SEAL, facts=(), exp=None),
    Mode.TTE: make_text(mode=Mode.TTE, facts=("Usaha: Pempek Cek Lela", "Sejak: 2021")),
}
