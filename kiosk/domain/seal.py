"""Owns the seal of a surat: its claims and their bytes, its text in the QR, its typed code; no key, no trust.

A seal is a COSE_Sign1 over one CBOR map of the key facts of a surat (a CWT, RFC 8392). The QR holds it as the
decimal digits of one integer: digits cost 3.33 bits each in every QR, and any phone opens the address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, NoReturn

from kiosk.domain import cbor, cose, crockford
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical, parts
from kiosk.domain.words import tidy

VERSION: Final = 1
COSE_BUDGET: Final = 384  # bytes that still fit a QR of version 15 at level M beside a host of 21 characters
CTI_BYTES: Final = 10
DIGEST_BYTES: Final = 16
PREFIX_BYTES: Final = 8  # of a cti, as the revocation list holds it
ISSUER: Final = "16.71"  # Kota Palembang, as the trust list names it
SALT_BYTES: Final = 16
WIB_SECONDS: Final = 7 * 3600  # UTC+7, without summer time
_EPOCH: Final = date(1970, 1, 1)
_DAY_SECONDS: Final = 86_400
_MOST_SECONDS: Final = 253_402_300_800  # year 10000: no calendar here goes beyond
_MOST_BYTES: Final = 512
_ISS, _EXP, _IAT, _CTI, _SURAT = 1, 4, 6, 7, -65537
TEXT_BYTES: Final = {"iss": 8, "service": 24, "number": 40, "title": 48, "name": 60, "facts": 60}
"""Room for each text in a seal, in bytes of UTF-8 (seal.md 2.1)."""

_NIK: Final = re.compile(r"[0-9]{4}\*{8}[0-9]{4}", re.ASCII)
_KELURAHAN: Final = re.compile(r"[1-9][0-9]{9}", re.ASCII)
_SERVICE: Final = re.compile(r"[!-~]{1,24}", re.ASCII)
_HOST: Final = re.compile(r"[A-Z0-9.:-]{1,64}", re.ASCII)
_TEXT: Final = re.compile(r"(?i:https)://([!-\"$-.0-~]{1,253})/V#([1-9][0-9]{0,1399})", re.ASCII)


class Mode(StrEnum):
    """How a surat is made valid; printed honestly in its foot and part of what is sealed."""

    WET = "wet"
    SEAL = "seal"
    TTE = "tte"


_MODES: Final = tuple(Mode)  # the number in the claims is the place in this row
_FORMS: Final = 5  # lurah, plt., plh., a.n., u.b.: office.Form


@dataclass(frozen=True, slots=True)
class Claims:
    """The facts a seal vouches for.

    `iat` and `exp` are seconds UTC, `exp` the last second of the last valid day in WIB or None for a surat
    without an end. `kelurahan` is the code as 10 digits, `nik` masked (words.mask_nik), `digest` from
    `field_digest`, `line` the running line of the office's register, `form` who signed (office.Form).
    """

    kelurahan: str
    service: str
    number: str
    title: str
    name: str
    nik: str
    facts: tuple[str, ...]
    digest: bytes
    mode: Mode
    line: int
    form: int
    cti: bytes
    iat: int
    exp: int | None = None
    iss: str = ISSUER


def encode_claims(claims: Claims) -> bytes:
    """The payload of a seal. Raises Refused("bad_seal", field=) where the table of claims is not met."""
    check_claims(claims)
    surat = (
        VERSION,
        int(claims.kelurahan),
        claims.service,
        claims.number,
        claims.title,
        claims.name,
        claims.nik,
        claims.facts,
        claims.digest,
        _MODES.index(claims.mode),
        claims.line,
        claims.form,
    )
    tree: dict[int, object] = {_ISS: claims.iss, _IAT: claims.iat, _CTI: claims.cti}
    if claims.exp is not None:
        tree[_EXP] = claims.exp
    return cbor.encode(tree | {_SURAT: dict(enumerate(surat, 1))})


def decode_claims(payload: bytes) -> Claims:
    """The claims of a payload whose signature is good; `encode_claims` of them is the payload again.

    Raises Refused("bad_cbor"), Refused("bad_seal", field=), Refused("seal_too_long", field=), or
    Refused("seal_too_new", v=) for a later version of the claims.
    """
    return read_claims(cbor.decode(payload))


def read_claims(tree: Any) -> Claims:
    """The claims of a decoded payload; raises as `decode_claims`."""
    surat = tree.get(_SURAT) if isinstance(tree, dict) else None
    if not isinstance(surat, dict):
        _refuse("surat")
    version = surat.get(1)
    if not isinstance(version, int) or version < VERSION:
        _refuse("v")
    if version > VERSION:
        raise Refused("seal_too_new", v=version)
    if tree.keys() - {_EXP} != {_ISS, _IAT, _CTI, _SURAT} or surat.keys() != set(range(1, 13)):
        _refuse("keys")
    _, kelurahan, service, number, title, name, nik, facts, digest, mode, line, form = surat.values()
    if not isinstance(kelurahan, int) or not isinstance(mode, int) or not 0 <= mode < len(_MODES):
        _refuse("kelurahan" if not isinstance(kelurahan, int) else "mode")
    claims = Claims(
        str(kelurahan),
        service,
        number,
        title,
        name,
        nik,
        facts,
        digest,
        _MODES[mode],
        line,
        form,
        tree[_CTI],
        tree[_IAT],
        tree.get(_EXP),
        tree[_ISS],
    )
    check_claims(claims)
    return claims


def check_claims(claims: Claims) -> None:
    """Refuse claims that break the table of a seal: Refused("bad_seal", field=)."""
    values: Any = claims  # they may come from bytes, so their types are in question too
    if not isinstance(values.facts, tuple) or len(values.facts) > 2:
        _refuse("facts")
    for field in ("iss", "service", "number", "title", "name"):
        _check_text(field, getattr(values, field))
    for fact in values.facts:
        _check_text("facts", fact)
    for field, pattern in (("kelurahan", _KELURAHAN), ("service", _SERVICE), ("nik", _NIK)):
        text = getattr(values, field)
        _check_form(field, isinstance(text, str) and pattern.fullmatch(text))
    for field, length in (("digest", DIGEST_BYTES), ("cti", CTI_BYTES)):
        raw = getattr(values, field)
        _check_form(field, isinstance(raw, bytes) and len(raw) == length)
    _check_form("mode", values.mode in _MODES)
    _check_form("line", isinstance(values.line, int) and values.line >= 1)
    _check_form("form", isinstance(values.form, int) and 0 <= values.form < _FORMS)
    _check_form("iat", isinstance(values.iat, int) and 0 <= values.iat < _MOST_SECONDS)
    if values.exp is not None:
        _check_form("exp", isinstance(values.exp, int) and values.iat <= values.exp < _MOST_SECONDS)
        _check_form("exp", (values.exp + WIB_SECONDS + 1) % _DAY_SECONDS == 0)


def _refuse(field: str) -> NoReturn:
    raise Refused("bad_seal", field=field)


def _check_form(field: str, fine: object) -> None:
    if not fine:
        _refuse(field)


def _check_text(field: str, text: object) -> None:
    if not isinstance(text, str) or not text or not text.isprintable():
        _refuse(field)
    length = len(text) if text.isascii() else len(text.encode("utf-8"))
    if length > TEXT_BYTES[field]:
        raise Refused("seal_too_long", field=field, length=length, most=TEXT_BYTES[field])


# --- what goes in ---------------------------------------------------------------------------------------


def pack(claims: Claims) -> Claims:
    """Fit claims into the largest QR, 384 bytes of COSE: a long name or fact ends at a word with `…`.

    If that is not enough, the last fact goes first, then the other one. Number and title are never cut: for
    these it raises Refused("seal_too_long", field=, length=, most=), else what `encode_claims` raises.
    """
    facts = tuple(_cut(tidy(fact), TEXT_BYTES["facts"]) for fact in claims.facts[:2] if tidy(fact))
    packed = replace(
        claims,
        number=tidy(claims.number),
        title=tidy(claims.title),
        name=_cut(tidy(claims.name), TEXT_BYTES["name"]),
        facts=facts,
    )
    while _cose_length(packed) > COSE_BUDGET:
        packed = replace(packed, facts=packed.facts[:-1])
    return packed


def _cose_length(claims: Claims) -> int:
    """Bytes of the signed frame; without facts the longest values allowed give 364."""
    return len(cose.frame(bytes(cose.KID_BYTES), encode_claims(claims), bytes(cose.SIGNATURE_BYTES)))


def _cut(text: str, most: int) -> str:
    """The text in `most` bytes of UTF-8, ended visibly at a word."""
    if len(text.encode("utf-8")) <= most:
        return text
    short = text.encode("utf-8")[: most - len("…".encode())].decode("utf-8", "ignore")
    words = short if text[len(short)] == " " else short.rpartition(" ")[0]
    return (words or short).rstrip(" ,;:-") + "…"


def last_second(day: str) -> int:
    """`exp` of a surat whose last valid day is the ISO date `day`: 23:59:59 WIB, in seconds UTC."""
    days = date.fromisoformat(day).toordinal() - _EPOCH.toordinal()
    return (days + 1) * _DAY_SECONDS - WIB_SECONDS - 1


def last_day(exp: int) -> date:
    """The last valid day in WIB of an `exp`."""
    return _EPOCH + timedelta(seconds=exp + WIB_SECONDS)


def field_digest(fields: Mapping[str, Any]) -> bytes:
    """First 16 bytes of SHA-256 of a surat's field map: it binds every printed field without showing it.

    The map is `{v, salt, service, version, kelurahan, number, title, date, until?, signer, fields}`; texts
    are tidied and empty values left out, so key order and Unicode form do not matter. `salt` (16 random
    bytes, hex) stays in the `sign` event: without it the hidden digits of a NIK could be tried one by one.
    """
    return hashlib.sha256(canonical(_tidy_tree(fields))).digest()[:DIGEST_BYTES]


def _tidy_tree(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Mapping):
        inner = ((tidy(key), _tidy_tree(item)) for key, item in value.items())
        return {key: item for key, item in inner if item not in (None, "", {}, [])}
    if isinstance(value, Sequence):
        return [_tidy_tree(item) for item in value]
    return value


# --- the text in the QR ---------------------------------------------------------------------------------


def text(host: str, raw: bytes) -> str:
    """What the QR says: `HTTPS://<HOST>/V#<digits>`, the digits being the integer of `01` and the COSE bytes.

    Raises Refused("bad_host", host=) for a host that a QR could not hold in its alphanumeric mode.
    """
    head = host.upper()
    if not _HOST.fullmatch(head):
        raise Refused("bad_host", host=host)
    number = int.from_bytes(b"\x01" + raw, "big")  # the leading 01 keeps zero bytes and is the form's version
    return f"HTTPS://{head}/V#{number}"


def parse_text(qr: str) -> bytes:
    """The COSE bytes of a QR's text; the host may be any (`find_host`). Raises Refused("not_a_seal")."""
    match = _TEXT.fullmatch(qr)
    if match is None:
        raise Refused("not_a_seal")
    number = int(match[2])
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if raw[0] != 1 or not 1 < len(raw) <= 1 + _MOST_BYTES:
        raise Refused("not_a_seal")
    return raw[1:]


def find_host(qr: str) -> str | None:
    """The host a QR's text names, in capitals, or None where the text is no seal's."""
    match = _TEXT.fullmatch(qr)
    return match[1].upper() if match else None


# --- codes for people -----------------------------------------------------------------------------------


def human_code(cti: bytes) -> str:
    """The code printed beside the QR, such as `M6SC-7N75-YR3R`: the first 55 bits of the cti, and a check."""
    bits = int.from_bytes(cti[:7], "big") >> 1
    return _grouped(crockford.write(bits, 11) + crockford.ALPHABET[bits % 29])


def ticket(id: str) -> str:
    """The ticket of a permohonan in the same form, from its id (core.md 4); never stored, always derived."""
    return human_code(hashlib.sha256(parts("sidemang ticket 1", id)).digest())


def parse_code(typed: str) -> str:
    """A typed code in its printed form: any case, with or without hyphens, O for 0, I and L for 1.

    Raises Refused("code_mistyped") where length, alphabet or check character do not agree.
    """
    letters = crockford.tidy(typed)
    if len(letters) != 12 or not set(letters) <= set(crockford.ALPHABET):
        raise Refused("code_mistyped")
    if letters[11] != crockford.ALPHABET[crockford.read(letters[:11]) % 29]:
        raise Refused("code_mistyped")
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def code_prefix(code: str) -> str:
    """The first 13 hex digits of every cti with this printed code: what an index of cti is asked for."""
    return f"{crockford.read(code.replace('-', '')[:11]) << 1:014x}"[:13]
