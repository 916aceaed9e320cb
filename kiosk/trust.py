"""Owns trust: whom to believe, and the rules of a check; it stores and fetches nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from kiosk import keys
from kiosk.domain import cbor, certificate, cose, seal
from kiosk.domain.certificate import Certificate, Revocations, Root, TrustList
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.place import dotted
from kiosk.domain.seal import Claims, Mode
from kiosk.domain.verdict import Answer, Asked, Line, Lookup, Reason, Registration, State, Verdict
from kiosk.domain.words import moment_day
from kiosk.domain.worktime import DAY

LIFETIME_MS: Final = 400 * DAY  # of a certificate, from its signing
RENEW_MS: Final = 30 * DAY  # so long before its end a reserve certificate is asked for anew
NEXT_MS: Final = 7 * DAY  # from a revocation list to the next
_SLACK_MS: Final = DAY  # a seal from further ahead than this makes the date doubtful


@dataclass(frozen=True, slots=True)
class Anchors:
    """What one verifier believes: roots, the lists that verify under them, the keys that may seal, by kid.

    `trust_raw` and `revocations_raw` are the COSE bytes the lists were read from. More than one certificate
    under a kid means that none of them is believed.
    """

    roots: tuple[Root, ...]
    trust: TrustList | None = None
    revocations: Revocations | None = None
    trust_raw: bytes = b""
    revocations_raw: bytes = b""
    sealers: Mapping[bytes, tuple[Certificate, ...]] = field(default_factory=dict)
    centers: tuple[Certificate, ...] = ()

    @property
    def iss(self) -> str:
        """The issuer every seal must name: the list's, else the city of the roots."""
        if self.trust:
            return self.trust.iss
        city = self.roots[0].office
        return f"{city[:2]}.{city[2:4]}"


# --- reading what a root or the center has signed -------------------------------------------------------


def issue(body: Certificate | TrustList | Revocations, key: keys.SigningKey) -> bytes:
    """The COSE bytes of a certificate or a list under a root; the center's key signs revocations only."""
    return key.sign1(body.payload())


def read_certificate(raw: bytes, roots: Iterable[Root]) -> Certificate:
    """The certificate, if one of these roots made it and may.

    Whether it has ended is not asked: that only ever stops a seal. Raises Refused("unknown_root"),
    Refused("root_out_of_scope", office=), Refused("bad_cose"), Refused("bad_signature") or
    Refused("bad_trust", kind=).
    """
    payload, root = _open(raw, roots)
    made = certificate.parse_certificate(payload)
    _check_scope(root, made.office)
    return made


def make_reserve(desk: Certificate, key: bytes, term: int, *, now: int) -> tuple[Certificate, Certificate]:
    """(what lists a desk's reserve sealing key, what appoints the desk under `term`); `now` in ms UTC.

    The first may be told to everybody, so that a change of register brings no unknown issuer; the second is
    the desk's alone until it takes over (sync.md 4.5).
    """
    listed = replace(
        desk,
        nbf=now // 1000 * 1000,
        exp=now + LIFETIME_MS,
        roles=("desk", certificate.SEAL),
        seal=key,
        term=0,
    )
    return listed, replace(listed, roles=("desk", "register", certificate.SEAL), term=term)


def read_trust(raw: bytes, roots: Iterable[Root]) -> TrustList:
    """The trust list, if one of these roots made it; it names no root beyond that root's own offices.

    Raises as `read_certificate`. Its certificates are not verified here.
    """
    payload, root = _open(raw, roots)
    made = certificate.parse_trust(payload)
    for office in (made.office, *(named.office for named in made.roots)):
        _check_scope(root, office)
    return made


def read_adoption(raw: bytes, roots: Iterable[Root]) -> TrustList:
    """The list by which an office's own root names the roots of the city that adopted the office.

    It reaches this office alone and never a neighbour: the office names a root above itself for its own
    devices. Raises as `read_trust`.
    """
    payload, root = _open(raw, roots)
    made = certificate.parse_trust(payload)
    if made.office != root.office:
        raise Refused("root_out_of_scope", office=made.office, root=root.office)
    for named in made.roots:
        _check_scope(named, made.office)
    return made


def read_revocations(raw: bytes, roots: Iterable[Root], centers: Iterable[Certificate] = ()) -> Revocations:
    """The revocations, if one of these roots or centers made them. Raises as `read_certificate`."""
    payload, signer = _open(raw, (*roots, *(Root(center.key, center.office) for center in centers)))
    made = certificate.parse_revocations(payload)
    _check_scope(signer, made.office)
    return made


def _open(raw: bytes, roots: Iterable[Root]) -> tuple[bytes, Root]:
    kid = cose.parse(raw).kid
    for root in roots:
        if root.kid == kid:
            return keys.verify1(raw, root.key), root
    raise Refused("unknown_root", kid=kid.hex())


def _check_scope(root: Root, office: str) -> None:
    if not root.covers(office):
        raise Refused("root_out_of_scope", office=office, root=root.office)


# --- anchors --------------------------------------------------------------------------------------------


def make_anchors(
    roots: Iterable[Root], *, trust: bytes = b"", revocations: bytes = b"", certificates: Iterable[bytes] = ()
) -> Anchors:
    """Anchors of these roots alone: a list counts under one of them and adds none.

    `certificates` are what a device holds beside the list, such as its own office's; a key the list names is
    believed as the list has it. Certificates under other roots are left out. Raises as `read_certificate`.
    """
    held = tuple(roots)
    listed = read_trust(trust, held) if trust else None
    believed = _believed(listed.certificates if listed else (), held)
    centers = tuple(made for made in believed if made.is_center)
    sealers = _by_seal_kid(believed)
    beside = _by_seal_kid(_newest(made for made in _believed(certificates, held) if made.seal))
    revoked = read_revocations(revocations, held, centers) if revocations else None
    return Anchors(held, listed, revoked, trust, revocations, MappingProxyType(beside | sealers), centers)


def write_anchors(anchors: Anchors) -> bytes:
    """The anchors as the file of `--trust`: JSON `{roots, trust?, revocations?}`."""
    value: dict[str, Any] = {
        "roots": [{"key": root.key.hex(), "office": root.office} for root in anchors.roots]
    }
    for name, raw in (("trust", anchors.trust_raw), ("revocations", anchors.revocations_raw)):
        if raw:
            value[name] = certificate.to_base64(raw)
    return canonical(value) + b"\n"


def read_anchors(raw: bytes) -> Anchors:
    """The anchors a caller chose, like a CA file. Raises Refused("bad_anchors") and as `make_anchors`."""
    try:
        value = json.loads(raw)
        roots = [certificate.parse_root(root) for root in value.pop("roots")]
        lists = {name: certificate.from_base64(text) for name, text in value.items()}
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise Refused("bad_anchors") from error
    if not roots or not lists.keys() <= {"trust", "revocations"}:
        raise Refused("bad_anchors")
    return make_anchors(roots, trust=lists.get("trust", b""), revocations=lists.get("revocations", b""))


def _believed(raws: Iterable[bytes], roots: tuple[Root, ...]) -> list[Certificate]:
    """The certificates these roots made; one named twice counts once."""
    made = []
    for raw in dict.fromkeys(raws):
        try:
            made.append(read_certificate(raw, roots))
        except Refused as error:
            if error.code != "unknown_root":
                raise
    return made


def _by_seal_kid(certificates: Iterable[Certificate]) -> dict[bytes, tuple[Certificate, ...]]:
    index: dict[bytes, tuple[Certificate, ...]] = {}
    for made in certificates:
        if certificate.SEAL in made.roles:
            index[made.seal_kid] = (*index.get(made.seal_kid, ()), made)
    return index


def _newest(certificates: Iterable[Certificate]) -> Iterable[Certificate]:
    """Of several certificates for one key of one office (renewed, adopted), the one that ends last."""
    newest: dict[tuple[str, bytes], Certificate] = {}
    for made in certificates:
        before = newest.get((made.office, made.seal))
        if before is None or made.exp > before.exp:
            newest[made.office, made.seal] = made
    return newest.values()


# --- the rules of a check (seal.md 3) -------------------------------------------------------------------


def check(
    text: str, anchors: Anchors, *, now: int | None, registration: Lookup | Asked = None, host: str = ""
) -> Verdict:
    """Judge the text of a QR by rules 1 to 15, in their order, without any network.

    `now` is in ms UTC, None where this device's date is not trusted. `registration` is what the own ledger
    says of the seal (`Answer(..., own=False)`: the center), or a function that is asked once rules 1 to 12
    have passed. `host` is the address this city's seals carry; another one is remarked. No text makes it
    raise.
    """
    found = seal.find_host(text) if host else None
    foreign = found and found != host.upper()
    notes = (Line("verdict.foreign_host_line", {"host": found}),) if foreign else ()
    opened = _open_seal(text, anchors, now)
    if isinstance(opened, Reason):
        return Verdict((opened,), None, notes)
    claims, kid = opened
    ended = _find_end(claims, kid, anchors.revocations, now)
    if ended:
        return Verdict((ended,), claims, notes)
    asked = registration(claims) if callable(registration) else registration
    answer = Answer(Registration(asked)) if isinstance(asked, str) else asked
    return Verdict(_weigh(claims, anchors, answer, now), claims, notes)


def _open_seal(text: str, anchors: Anchors, now: int | None) -> tuple[Claims, bytes] | Reason:
    """Rules 1 to 9: the claims and the kid that sealed them, or why nothing may be shown."""
    try:
        raw = seal.parse_text(text)
    except Refused:
        return Reason(State.NOT_A_SEAL)
    try:
        sign1 = cose.parse(raw)
        sealers = anchors.sealers.get(sign1.kid, ())
        if len(sealers) != 1:
            stale = _find_stale(anchors, "", now)
            return Reason(State.UNKNOWN_KEY, (Line("verdict.unknown_key_line"),) if stale else ())
        keys.verify(sealers[0].seal, sign1.signature, cose.to_be_signed(sign1.kid, sign1.payload))
        tree = cbor.decode(sign1.payload)
    except Refused:
        return Reason(State.FORGED, (Line("verdict.forged_line"),))
    if cose.frame(sign1.kid, cbor.encode(tree), sign1.signature) != raw:
        return Reason(State.FORGED, (Line("verdict.forged_line"),))
    try:
        claims = seal.read_claims(tree)
    except Refused as error:
        return Reason(State.TOO_NEW if error.code == "seal_too_new" else State.NOT_A_SEAL)
    if claims.iss != anchors.iss:
        return Reason(State.NOT_A_SEAL)
    if not _is_in_scope(claims, sealers[0]):
        return Reason(State.OUT_OF_SCOPE)
    return claims, sign1.kid


def _is_in_scope(claims: Claims, sealer: Certificate) -> bool:
    """Rule 9, in whole seconds; a `wet` surat is the ink's, so it never ends with a certificate."""
    begun = sealer.nbf // 1000 <= claims.iat
    ended = claims.mode is not Mode.WET and claims.iat > sealer.exp // 1000
    return claims.kelurahan == sealer.office and begun and not ended


def _find_end(claims: Claims, kid: bytes, revocations: Revocations | None, now: int | None) -> Reason | None:
    """Rules 10 to 12: a key or a seal that was revoked, or a surat whose days are over."""
    prefix = claims.cti[: seal.PREFIX_BYTES]
    if revocations and claims.kelurahan.startswith(revocations.office):
        key = revocations.find_key(kid)
        if key and prefix not in key.allow:
            return Reason(State.KEY_REVOKED, (Line("verdict.key_revoked_line", _name(claims)),))
        if prefix in revocations.cti:
            return Reason(State.REVOKED, (Line("verdict.revoked_line", _name(claims)),))
    if claims.exp is not None and now is not None and now >= (claims.exp + 1) * 1000:
        return Reason(State.EXPIRED, (Line("verdict.expired_line", {"date": seal.last_day(claims.exp)}),))
    return None


def _weigh(claims: Claims, anchors: Anchors, answer: Answer | None, now: int | None) -> tuple[Reason, ...]:
    """Rules 13 to 15: every reason, a red one first, else in their order; none at all is `valid`."""
    reasons = [_judge_registration(claims, anchors, answer)]
    if now is None or claims.iat * 1000 > now + _SLACK_MS:
        reasons.append(Reason(State.CLOCK, (Line("verdict.clock_line"),)))
    stale = _find_stale(anchors, claims.kelurahan, now)
    if stale and not (answer and answer.own):
        reasons.append(Reason(State.STALE, (stale,)))
    told = [reason for reason in reasons if reason.state is not State.VALID]
    return tuple(told or reasons)


def _judge_registration(claims: Claims, anchors: Anchors, answer: Answer | None) -> Reason:
    wet = claims.mode is Mode.WET
    if answer is None:
        ink = (Line("verdict.ink_line"),) if wet else ()
        date = anchors.revocations and moment_day(anchors.revocations.at)
        as_of = (Line("verdict.as_of_line", {"date": date}),) if date else ()
        return Reason(State.UNCONFIRMED, (Line("verdict.unconfirmed_line"), *as_of, *ink))
    if answer.registration is Registration.REGISTERED:
        return Reason(State.VALID, (Line("verdict.valid_wet_line" if wet else "verdict.valid_line"),))
    state = _STATES[answer.registration]
    return Reason(state, (Line(f"verdict.{answer.registration}_line", _name(claims)),))


_STATES: Final = {
    Registration.AWAITING_INK: State.AWAITING_INK,
    Registration.UNDER_REVIEW: State.UNDER_REVIEW,
    Registration.TTE_PENDING: State.TTE_PENDING,
    Registration.REVOKED: State.REVOKED,
    Registration.REPLACED: State.REVOKED,
}


def _find_stale(anchors: Anchors, office: str, now: int | None) -> Line | None:
    """Why the lists may not know the newest of this office, or None."""
    revocations = anchors.revocations
    if revocations is None or (office and not office.startswith(revocations.office)):
        return Line("verdict.stale_missing_line")
    if now is not None and now > revocations.next:
        return Line("verdict.stale_line", {"n": (now - revocations.at) // DAY})
    if revocations.list > (anchors.trust.seq if anchors.trust else 0):
        return Line("verdict.stale_behind_line")
    return None


def _name(claims: Claims) -> dict[str, str]:
    """The office by its code with dots; a screen that knows its name says the name."""
    return {"name": dotted(claims.kelurahan)}
