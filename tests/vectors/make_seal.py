"""Writes seal.json: the worked example of a seal, its trust, and seals every checker must refuse.

It uses cbor2 and cryptography and nothing of ours, so that the two sides of each test were written apart:
`python -m tests.vectors.make_seal`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

HOST = "VERIF.PALEMBANG.GO.ID"
SEAL, ROOT, DEVICE = (Ed25519PrivateKey.from_private_bytes(bytes(range(at, at + 32))) for at in (0, 32, 64))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
BOX = X25519PrivateKey.from_private_bytes(bytes(range(96, 128)))
SURAT = -65537
FIELD_MAP = {
    "date": "2026-11-24",
    "fields": {
        "jenis_usaha": "warung makan",
        "keperluan": "pengajuan kredit usaha",
        "lama_usaha": 5,
        "nama_usaha": "Pempek Cek Lela",
        "pemohon": {
            "nama": "LELA CONTOH",
            "nik": "1671994507890003",
            "tanggal_lahir": "1989-07-05",
            "tempat_lahir": "Palembang",
        },
    },
    "kelurahan": "16.71.08.1006",
    "number": "500.2.2.4/123/KEL-SLG/XI/2026",
    "salt": "000102030405060708090a0b0c0d0e0f",
    "service": "usaha",
    "signer": {
        "form": 0,
        "name": "Budi Contoh, S.Sos.",
        "nip": "197001011995031001",
        "post": "Lurah Sialang",
    },
    "title": "Surat Keterangan Usaha",
    "until": "2027-02-22",
    "v": 1,
    "version": 1,
}
DIGEST = "99537ecf40cd9d5ba9017296530befa9"
CTI = "a1b2c3d4e5f60718293a"
NBF, EXP = 1793466000000, 1828025999999
SIGNED_AT, VALID_UNTIL = 1795486500, 1803315599


def claims(**changes: Any) -> dict[int, Any]:
    """The claims of the example; a change names a key of the outer map as `k4`, of the surat's as `s10`."""
    surat = {
        1: 1, 2: 1671081006, 3: "usaha", 4: "500.2.2.4/123/KEL-SLG/XI/2026", 5: "SURAT KETERANGAN USAHA",
        6: "LELA CONTOH", 7: "1671********0003", 8: ["Usaha: Pempek Cek Lela"], 9: bytes.fromhex(DIGEST),
        10: 0, 11: 1423, 12: 0,
    }  # fmt: skip
    outer: dict[int, Any] = {1: "16.71", 4: VALID_UNTIL, 6: SIGNED_AT, 7: bytes.fromhex(CTI), SURAT: surat}
    for name, value in changes.items():
        tree = surat if name.startswith("s") else outer
        if value is None:
            del tree[int(name[1:])]
        else:
            tree[int(name[1:])] = value
    return outer


def kid(key: Ed25519PrivateKey) -> bytes:
    public = key.public_key().public_bytes_raw()
    return hashlib.sha256(cbor2.dumps({1: 1, -1: 6, -2: public})).digest()[:8]


def sign1(key: Ed25519PrivateKey, payload: bytes, protected: bytes = b"", **parts: Any) -> bytes:
    """COSE_Sign1; `parts` may replace `unprotected` and `head`, to make a frame nobody may take."""
    protected = protected or cbor2.dumps({1: -8, 4: kid(key)})
    signature = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    body = (protected, parts.get("unprotected", {}), payload, signature)
    head: bytes = parts.get("head", b"\xd2\x84")
    return head + b"".join(map(cbor2.dumps, body))


def text(raw: bytes, lead: bytes = b"\x01") -> str:
    return f"HTTPS://{HOST}/V#{int.from_bytes(lead + raw, 'big')}"


def sealed(**changes: Any) -> str:
    return text(sign1(SEAL, cbor2.dumps(claims(**changes))))


def refusals() -> list[dict[str, str]]:
    """Each is one deviation from the example, with the state a check must come to."""
    payload = cbor2.dumps(claims())
    good = sign1(SEAL, payload)
    name = cbor2.dumps("LELA CONTOH")
    long_name = b"\x78\x0b" + name[1:]
    twice = payload.replace(b"\x0b\x19\x05\x8f", b"\x0a\x19\x05\x8f")  # the line under the key of the mode
    swapped = payload.replace(b"\x0a\x00\x0b\x19\x05\x8f", b"\x0b\x19\x05\x8f\x0a\x00")
    header = {"kid": cbor2.dumps({1: -8, 4: kid(SEAL)}), "bare": cbor2.dumps({1: -8})}
    cases = {
        "untagged": ("forged", text(sign1(SEAL, payload, head=b"\x84"))),
        "another tag (19)": ("forged", text(sign1(SEAL, payload, head=b"\xd3\x84"))),
        "tag with a long head": ("forged", text(sign1(SEAL, payload, head=b"\xd8\x12\x84"))),
        "array of five": ("forged", text(sign1(SEAL, payload, head=b"\xd2\x85") + b"\x00")),
        "array of indefinite length": ("forged", text(sign1(SEAL, payload, head=b"\xd2\x9f") + b"\xff")),
        "unprotected is 0": ("forged", text(sign1(SEAL, payload, unprotected=0))),
        "unprotected is an array": ("forged", text(sign1(SEAL, payload, unprotected=[]))),
        "kid in the unprotected map": (
            "forged", text(sign1(SEAL, payload, header["bare"], unprotected={4: kid(SEAL)}))),
        "kid in both maps": ("forged", text(sign1(SEAL, payload, unprotected={4: kid(SEAL)}))),
        "an extra header": ("forged", text(sign1(SEAL, payload, cbor2.dumps({1: -8, 3: 0, 4: kid(SEAL)})))),
        "no kid": ("forged", text(sign1(SEAL, payload, header["bare"]))),
        "algorithm -19": ("forged", text(sign1(SEAL, payload, cbor2.dumps({1: -19, 4: kid(SEAL)})))),
        "algorithm ES256": ("forged", text(sign1(SEAL, payload, cbor2.dumps({1: -7, 4: kid(SEAL)})))),
        "header unsorted": ("forged", text(sign1(SEAL, payload, b"\xa2\x04\x48" + kid(SEAL) + b"\x01\x27"))),
        "header with a repeated key": (
            "forged", text(sign1(SEAL, payload, b"\xa3\x01\x27" + header["kid"][1:]))),
        "header is no map": ("forged", text(sign1(SEAL, payload, cbor2.dumps([1, -8])))),
        "kid of seven bytes": ("forged", text(sign1(SEAL, payload, cbor2.dumps({1: -8, 4: kid(SEAL)[:7]})))),
        "signature cut short": ("forged", text(good[:-66] + b"\x58\x3f" + good[-64:-1])),
        "a trailing byte": ("forged", text(good + b"\x00")),
        "text with a long head": ("forged", text(sign1(SEAL, payload.replace(name, long_name)))),
        "a key twice": ("forged", text(sign1(SEAL, twice))),
        "keys unsorted": ("forged", text(sign1(SEAL, swapped))),
        "a float": ("forged", sealed(s11=1423.0)),
        "a tag inside": ("forged", sealed(s11=cbor2.CBORTag(1, 1423))),
        "true for a number": ("forged", sealed(s10=False)),
        "name not in NFC": ("forged", sealed(s6="LE\u0301LA CONTOH")),
        "nested too deeply": ("forged", sealed(s8=[[[[[["x"]]]]]])),
        "payload of JSON, as a head has": ("forged", text(sign1(SEAL, b'{"hash":"00","n":1}'))),
        "payload empty": ("forged", text(sign1(SEAL, b""))),
        "one name for another": (
            "forged", text(good.replace(b"LELA", b"LILA"))),
        "a signature of another surat": (
            "forged", text(good[:-64] + sign1(SEAL, cbor2.dumps(claims(s11=1424)))[-64:])),
        "an unknown key": ("unknown_key", text(sign1(STRANGER, payload))),
        "a device key": ("unknown_key", text(sign1(DEVICE, payload))),
        "the root's key": ("unknown_key", text(sign1(ROOT, payload))),
        "no claim map": ("not_a_seal", text(sign1(SEAL, cbor2.dumps([1])))),
        "no surat": ("not_a_seal", text(sign1(SEAL, cbor2.dumps({1: "16.71"})))),
        "another city": ("not_a_seal", sealed(k1="16.72")),
        "a claim too many": ("not_a_seal", text(sign1(SEAL, cbor2.dumps(
            dict(sorted(claims(k2="x").items(), key=lambda item: (item[0] < 0, item[0]))))))),
        "a key missing": ("not_a_seal", sealed(s12=None)),
        "a key too many": ("not_a_seal", sealed(s13=0)),
        "version 0": ("not_a_seal", sealed(s1=0)),
        "version of text": ("not_a_seal", sealed(s1="1")),
        "version 2": ("too_new", sealed(s1=2, s13="later")),
        "kelurahan as text": ("not_a_seal", sealed(s2="1671081006")),
        "kelurahan of nine digits": ("not_a_seal", sealed(s2=167108100)),
        "kelurahan below zero": ("not_a_seal", sealed(s2=-167108100)),
        "service with a space": ("not_a_seal", sealed(s3="ket usaha")),
        "service too long": ("not_a_seal", sealed(s3="u" * 25)),
        "number too long": ("not_a_seal", sealed(s4="5" * 41)),
        "title empty": ("not_a_seal", sealed(s5="")),
        "title as bytes": ("not_a_seal", sealed(s5=b"SURAT")),
        "name too long": ("not_a_seal", sealed(s6="L" * 61)),
        "name with a line break": ("not_a_seal", sealed(s6="LELA\nCONTOH")),
        "name that runs backwards": ("not_a_seal", sealed(s6="\u202eLELA")),
        "whole NIK": ("not_a_seal", sealed(s7="1671994507890003")),
        "NIK as a number": ("not_a_seal", sealed(s7=1671994507890003)),
        "three facts": ("not_a_seal", sealed(s8=["a: b", "c: d", "e: f"])),
        "facts as text": ("not_a_seal", sealed(s8="Usaha: Pempek")),
        "a fact that is a number": ("not_a_seal", sealed(s8=[5])),
        "digest too short": ("not_a_seal", sealed(s9=bytes(15))),
        "mode 3": ("not_a_seal", sealed(s10=3)),
        "mode below zero": ("not_a_seal", sealed(s10=-1)),
        "mode as text": ("not_a_seal", sealed(s10="wet")),
        "line 0": ("not_a_seal", sealed(s11=0)),
        "form 5": ("not_a_seal", sealed(s12=5)),
        "cti of nine bytes": ("not_a_seal", sealed(k7=bytes(9))),
        "cti as text": ("not_a_seal", sealed(k7="a1b2c3d4e5")),
        "signed before 1970": ("not_a_seal", sealed(k6=-1)),
        "signed in the year 10000": ("not_a_seal", sealed(k6=253402300800, k4=None)),
        "ends before it begins": ("not_a_seal", sealed(k4=VALID_UNTIL - 365 * 86400)),
        "ends at noon": ("not_a_seal", sealed(k4=VALID_UNTIL + 43200)),
        "ends at a time of text": ("not_a_seal", sealed(k4="2027")),
        "a neighbour's surat": ("out_of_scope", sealed(s2=1671081007)),
        "signed before the certificate": ("out_of_scope", sealed(k6=NBF // 1000 - 1)),
        "signed in 1970": ("out_of_scope", sealed(k6=0)),
        "sealed after the certificate": ("out_of_scope", sealed(k4=None, k6=EXP // 1000 + 1, s10=1)),
        "certified after the certificate": ("out_of_scope", sealed(k4=None, k6=EXP // 1000 + 1, s10=2)),
        "nothing": ("not_a_seal", ""),
        "not an address": ("not_a_seal", "SURAT KETERANGAN USAHA"),
        "no encryption in the address": ("not_a_seal", text(good).replace("HTTPS", "HTTP")),
        "another path": ("not_a_seal", text(good).replace("/V#", "/X#")),
        "a query": ("not_a_seal", text(good).replace("#", "?x#")),
        "no digits": ("not_a_seal", f"HTTPS://{HOST}/V#"),
        "a leading zero": ("not_a_seal", text(good).replace("#", "#0")),
        "digits of another script": ("not_a_seal", text(good)[:-1] + "\u0663"),
        "a letter among the digits": ("not_a_seal", text(good)[:-1] + "O"),
        "a line break at the end": ("not_a_seal", text(good) + "\n"),
        "ten thousand digits": ("not_a_seal", f"HTTPS://{HOST}/V#{'1' * 10000}"),
        "form version 2": ("not_a_seal", text(good, b"\x02")),
        "nothing after the 01": ("not_a_seal", f"HTTPS://{HOST}/V#1"),
        "more than 512 bytes": ("not_a_seal", text(good + bytes(512 - len(good) + 1))),
    }  # fmt: skip
    return [{"name": name, "state": state, "text": text_} for name, (state, text_) in cases.items()]


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def make() -> dict[str, Any]:
    """The whole file."""
    public = {
        "device": DEVICE.public_key().public_bytes_raw().hex(),
        "seal": SEAL.public_key().public_bytes_raw().hex(),
        "x25519": BOX.public_key().public_bytes_raw().hex(),
    }
    body = canonical({
        "device": "meja-1", "exp": EXP, "kind": "certificate", "nbf": NBF, "office": "1671081006",
        "public": public, "roles": ["desk", "register", "seal"], "term": 1, "v": 1,
        "tls": "3fcf3ffa75615ddff2bb9af233944379a845fef1274920024bb40130cf3b4b29",
    })  # fmt: skip
    certificate = sign1(ROOT, body)
    at = SIGNED_AT * 1000
    trust = sign1(ROOT, canonical({
        "at": at, "certificates": [b64(certificate)], "iss": "16.71", "kind": "trust", "office": "1671",
        "roots": [{"key": ROOT.public_key().public_bytes_raw().hex(), "office": "1671"}], "seq": 1, "v": 1,
    }))  # fmt: skip
    revocations = sign1(ROOT, canonical({
        "at": at, "kind": "revocations", "list": 1, "next": at + 7 * 86400000, "office": "1671", "seq": 1,
        "v": 1,
    }))  # fmt: skip
    raw = sign1(SEAL, cbor2.dumps(claims()))
    root = {"key": ROOT.public_key().public_bytes_raw().hex(), "office": "1671"}
    return {
        "example": {
            "seed": bytes(range(32)).hex(), "kid": kid(SEAL).hex(),
            "field_map": canonical(FIELD_MAP).decode(),
            "digest": DIGEST, "claims": cbor2.dumps(claims()).hex(), "cose": raw.hex(),
            "sha256": hashlib.sha256(raw).hexdigest(), "host": HOST, "text": text(raw),
            "code": "M6SC-7N75-YR3R",
        },
        "certificate": {
            "root_seed": bytes(range(32, 64)).hex(), "root_kid": kid(ROOT).hex(),
            "device_seed": bytes(range(64, 96)).hex(), "x25519_seed": bytes(range(96, 128)).hex(),
            "payload": body.decode(), "cose": certificate.hex(),
            "sha256": hashlib.sha256(certificate).hexdigest(),
        },
        "anchors": {"roots": [root], "trust": b64(trust), "revocations": b64(revocations)},
        "now": at + 1000,
        "refusals": refusals(),
    }  # fmt: skip


def main() -> None:
    """Write the file beside this one."""
    path = Path(__file__).with_name("seal.json")
    path.write_text(json.dumps(make(), indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
