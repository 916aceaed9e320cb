"""Owns keys: makes, keeps, signs, verifies, encrypts; the only `cryptography` in kiosk, and no say on trust.

No key is ever in a repr, a log or an error: a wrapper shows the id of its key and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk import disk
from kiosk.domain import cose
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.event import canonical, parse_canonical

Token = Callable[[int], bytes]
"""So many random bytes; `kiosk.world` has the real one."""

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"  # set by systemd for a unit with LoadCredentialEncrypted=
KEY_FILE: Final = "SIDEMANG_KEY_FILE"  # development and tests
KEYS_CREDENTIAL: Final = "sidemang.keys"
ROOT_CREDENTIAL: Final = "sidemang.root"
_RING_VERSION: Final = 1
_HPKE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


# --- signatures -----------------------------------------------------------------------------------------


class SigningKey:
    """An Ed25519 key pair: `public` is 32 bytes, `kid` 8 bytes, `seed` the 32 secret bytes to be stored."""

    __slots__ = ("_key", "kid", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        """Make the pair of a seed of 32 bytes (RFC 8032)."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        self.public = self._key.public_key().public_bytes_raw()
        self.kid = cose.kid(self.public)

    def __repr__(self) -> str:
        return f"<SigningKey {self.kid.hex()}>"

    def sign(self, data: bytes) -> bytes:
        """The 64-byte signature of bare bytes."""
        return self._key.sign(data)

    def sign1(self, payload: bytes) -> bytes:
        """The COSE_Sign1 of a payload, in the one frame everything signed here has."""
        return cose.frame(self.kid, payload, self.sign(cose.to_be_signed(self.kid, payload)))

    def certify(self, device: str) -> bytes:
        """The self-signed X.509 of a device in DER, always the same bytes for a key and a device id.

        Serial 1, CN = device id, 2000-01-01 to 9999-12-31: no clock can expire it, and its fingerprint can
        stand in the office's certificate, which is what is trusted.
        """
        return self._certificate(device).public_bytes(Encoding.DER)

    def fingerprint(self, device: str) -> str:
        """SHA-256 of `certify`, lower-case hex: `tls` in the device's certificate."""
        return hashlib.sha256(self.certify(device)).hexdigest()

    def tls_pem(self, device: str) -> bytes:
        """Certificate and private key in one PEM for a TLS server; it belongs in a memfd, never in a file."""
        key = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return self._certificate(device).public_bytes(Encoding.PEM) + key

    def _certificate(self, device: str) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, device)])
        begin, end = datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
        return x509.CertificateBuilder(name, name, self._key.public_key(), 1, begin, end).sign(
            self._key, None
        )


def new_key(token: Token) -> SigningKey:
    """A new Ed25519 pair."""
    return SigningKey(token(KEY_BYTES))


def verify(public: bytes, signature: bytes, data: bytes) -> None:
    """Check an Ed25519 signature of bare bytes. Raises Refused("bad_signature")."""
    try:
        _public_key(public).verify(signature, data)
    except (InvalidSignature, ValueError) as error:
        raise Refused("bad_signature") from error


def verify1(raw: bytes, public: bytes) -> bytes:
    """The payload of a COSE_Sign1 made with this key.

    Raises Refused("bad_cose") or Refused("bad_signature").
    """
    sign1 = cose.parse(raw)
    check_sign1(sign1, public)
    return sign1.payload


def check_sign1(sign1: cose.Sign1, public: bytes) -> None:
    """Check a frame that was taken apart already. Raises Refused("bad_signature")."""
    if sign1.kid != cose.kid(public):
        raise Refused("bad_signature")
    verify(public, sign1.signature, cose.to_be_signed(sign1.kid, sign1.payload))


@lru_cache(maxsize=1024)
def _public_key(public: bytes) -> Ed25519PublicKey:
    """A public key parsed once: the same few keys sign everything an office reads."""
    return Ed25519PublicKey.from_public_bytes(public)


# --- boxes and files ------------------------------------------------------------------------------------


class BoxKey:
    """An X25519 key pair that receives sealed keys: `public` is 32 bytes, `seed` the 32 secret bytes."""

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        """Make the pair of 32 secret bytes (RFC 7748)."""
        self._key = X25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        self.public = self._key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"<BoxKey {self.public[:4].hex()}>"

    def open_sealed(self, box: bytes, info: bytes) -> bytes:
        """What was sealed to this key for this purpose. Raises Refused("box_unreadable")."""
        try:
            return _HPKE.decrypt(box, self._key, info)
        except (InvalidTag, ValueError) as error:
            raise Refused("box_unreadable") from error


def new_box_key(token: Token) -> BoxKey:
    """A new X25519 pair."""
    return BoxKey(token(KEY_BYTES))


def seal_to(public: bytes, plain: bytes, info: bytes) -> bytes:
    """Seal bytes to an X25519 key (HPKE base mode, RFC 9180), 48 bytes more; `info` names the purpose.

    Raises Refused("bad_public_key").
    """
    try:
        return _HPKE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info)
    except ValueError as error:
        raise Refused("bad_public_key") from error


def keys_info(device: str) -> bytes:
    """The purpose under which an office's keys are sealed to a device (sync.md 7)."""
    return b"sidemang keys 1" + device.encode("utf-8")


def encrypt(key: bytes, plain: bytes, token: Token) -> bytes:
    """AES-256-GCM of a whole file: nonce of 12 bytes, cipher text, tag of 16; each file has its own key."""
    nonce = token(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)


def decrypt(key: bytes, locked: bytes) -> bytes:
    """The plain bytes of `encrypt`. Raises Refused("file_damaged") for any other bytes or key."""
    try:
        return AESGCM(key).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], None)
    except (InvalidTag, ValueError) as error:
        raise Refused("file_damaged") from error


def ticket_pin(key: bytes, id: str) -> str:
    """The six digits that open a ticket, from the office's ticket key and the permohonan's id (core.md 4)."""
    mac = hmac.digest(key, id.encode("ascii"), "sha256")
    return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06d}"


# --- the keys of one device -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class OfficeKeys:
    """The three secrets all devices of an office share, 32 bytes each: for staff PINs, tickets, card ids."""

    pin_pepper: bytes
    ticket: bytes
    uid: bytes

    def __repr__(self) -> str:
        return "<OfficeKeys>"


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """What opens a device: the keys kept in a credential, outside the store they open.

    `office` comes with enrolment, `root` only where the office made its own. The sealing key is not here: it
    lives in the encrypted store and is never exported.
    """

    store: bytes
    device: SigningKey
    box: BoxKey
    office: OfficeKeys | None = None
    root: SigningKey | None = None

    def __repr__(self) -> str:
        return f"<KeyRing {self.device.kid.hex()}>"


def make_ring(token: Token, *, alone: bool = False) -> KeyRing:
    """The keys of a new device; `alone` adds office keys and an office root, as `kiosk init` needs them."""
    ring = KeyRing(token(KEY_BYTES), new_key(token), new_box_key(token))
    if not alone:
        return ring
    office = OfficeKeys(token(KEY_BYTES), token(KEY_BYTES), token(KEY_BYTES))
    return replace(ring, office=office, root=new_key(token))


def encode_ring(ring: KeyRing) -> bytes:
    """A ring as canonical JSON of hex: the content of its credential, and of the escrow box in a backup."""
    secrets = {"store": ring.store, "device": ring.device.seed, "x25519": ring.box.seed}
    if ring.root is not None:
        secrets["root"] = ring.root.seed
    return _encode(secrets | (_office_secrets(ring.office) if ring.office else {}))


def decode_ring(raw: bytes) -> KeyRing:
    """The ring of `encode_ring`. Raises Refused("bad_key_file")."""
    return _ring(_decode(raw))


def encode_office(office: OfficeKeys) -> bytes:
    """The office's keys as canonical JSON of hex, to be sealed to a new device."""
    return _encode(_office_secrets(office))


def decode_office(raw: bytes) -> OfficeKeys:
    """The office's keys that an enrolment answer brought. Raises Refused("bad_key_file")."""
    office = _office(_decode(raw))
    if office is None:
        raise Refused("bad_key_file")
    return office


def load(environ: Mapping[str, str], configured: Path | None = None) -> KeyRing:
    """The ring of this device: from the systemd credentials if there are any, else from its key file.

    The file is the one SIDEMANG_KEY_FILE names, else the configured one; a configuration for production hands
    in an `environ` without that name. Raises Refused("key_file_missing"), Refused("key_file_open") where
    others may read it, Refused("key_file_foreign") where another user owns it, Refused("bad_key_file") and
    Unavailable("key_file_unreadable"). Credentials that are announced and not there are an error: another
    key is never taken in their place.
    """
    folder = environ.get(CREDENTIALS)
    if folder:
        secrets = _decode(_read(Path(folder, KEYS_CREDENTIAL)))
        root = Path(folder, ROOT_CREDENTIAL)
        return _ring(secrets | (_decode(_read(root)) if root.exists() else {}))
    named = environ.get(KEY_FILE)
    path = Path(named) if named else configured
    if path is None:
        raise Refused("key_file_missing", file=KEY_FILE)
    return decode_ring(_read(path, private=True))


def save(ring: KeyRing, path: Path) -> None:
    """Write the ring to its file, mode 0600, whole or not at all.

    Raises Unavailable("key_file_unwritable").
    """
    try:
        disk.write_whole(path, encode_ring(ring))
    except OSError as error:
        raise Unavailable("key_file_unwritable", file=str(path)) from error


def _read(path: Path, *, private: bool = False) -> bytes:
    """The bytes of a key file; `private` asks that nobody but this user can have written or read it."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            facts = os.fstat(file.fileno())
            if private and facts.st_uid != os.geteuid():
                raise Refused("key_file_foreign", file=str(path))
            if private and stat.S_IMODE(facts.st_mode) & 0o077:
                raise Refused("key_file_open", file=str(path), mode=f"{stat.S_IMODE(facts.st_mode):04o}")
            return file.read()
    except FileNotFoundError as error:
        raise Refused("key_file_missing", file=str(path)) from error
    except OSError as error:
        raise Unavailable("key_file_unreadable", file=str(path)) from error


def _encode(secrets: Mapping[str, bytes]) -> bytes:
    return canonical({"v": _RING_VERSION} | {name: secret.hex() for name, secret in secrets.items()})


def _decode(raw: bytes) -> dict[str, bytes]:
    try:
        value = parse_canonical(raw)
        if value.pop("v") != _RING_VERSION:
            raise Refused("bad_key_file")
        secrets = {name: bytes.fromhex(secret) for name, secret in value.items()}
    except (KeyError, TypeError, ValueError, Refused):
        raise Refused("bad_key_file") from None  # the cause may hold a secret
    if any(len(secret) != KEY_BYTES for secret in secrets.values()):
        raise Refused("bad_key_file")
    return secrets


def _ring(secrets: Mapping[str, bytes]) -> KeyRing:
    if not {"store", "device", "x25519"} <= secrets.keys():
        raise Refused("bad_key_file")
    root = secrets.get("root")
    device, box = SigningKey(secrets["device"]), BoxKey(secrets["x25519"])
    return KeyRing(secrets["store"], device, box, _office(secrets), SigningKey(root) if root else None)


def _office_secrets(office: OfficeKeys) -> dict[str, bytes]:
    return {"pin_pepper": office.pin_pepper, "ticket": office.ticket, "uid": office.uid}


def _office(secrets: Mapping[str, bytes]) -> OfficeKeys | None:
    names = ("pin_pepper", "ticket", "uid")
    if not secrets.keys() & set(names):
        return None
    if not set(names) <= secrets.keys():
        raise Refused("bad_key_file")
    return OfficeKeys(*(secrets[name] for name in names))
