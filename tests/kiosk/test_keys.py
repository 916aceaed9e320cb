"""Keys: the golden signatures, what they refuse, the file that holds them, and that none is ever shown."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import ssl
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from cryptography import x509

from kiosk import keys
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.event import canonical
from tests.vectors import load

SEED = bytes(range(32))


def make_token() -> keys.Token:
    """Bytes that look like chance and repeat in every run."""
    numbers = count()
    return lambda n: hashlib.shake_256(str(next(numbers)).encode()).digest(n)


# --- signatures -----------------------------------------------------------------------------------------


def test_heads_are_signed_as_in_the_golden_ledger() -> None:
    ledger = load("ledger")
    key = keys.SigningKey(bytes.fromhex(ledger["seed"]))
    assert (key.public.hex(), key.kid.hex()) == (ledger["public"], ledger["kid"])
    for entry in ledger["entries"]:
        payload = entry["head_payload"].encode()
        assert key.sign1(payload).hex() == entry["head"]
        assert keys.verify1(bytes.fromhex(entry["head"]), key.public) == payload


def test_seal_and_certificate_are_signed_as_in_the_worked_example() -> None:
    golden = load("seal")
    example, certificate = golden["example"], golden["certificate"]
    assert keys.SigningKey(SEED).sign1(bytes.fromhex(example["claims"])).hex() == example["cose"]
    assert example["sha256"] == "bf87dab6235d0527da93d7fe33717c0d7d584eb4a90b5e1be5f56639dcd928e3"
    root = keys.SigningKey(bytes.fromhex(certificate["root_seed"]))
    raw = root.sign1(certificate["payload"].encode())
    assert root.kid.hex() == certificate["root_kid"]
    assert hashlib.sha256(raw).hexdigest() == certificate["sha256"]
    assert certificate["sha256"] == "7ffd3754880ca69d750552c1e82f9bcbf0cd3e88abf0f705ebf762ee2c091472"


def test_a_signature_of_another_key_or_of_other_bytes_is_refused() -> None:
    ours, other = keys.SigningKey(SEED), keys.SigningKey(bytes(32))
    raw = ours.sign1(b"payload")
    for wrong, public in ((raw, other.public), (raw[:-1] + bytes([raw[-1] ^ 1]), ours.public)):
        with pytest.raises(Refused, match="bad_signature"):
            keys.verify1(wrong, public)
    with pytest.raises(Refused, match="bad_signature"):
        keys.verify1(raw.replace(b"payload", b"Payload"), ours.public)
    with pytest.raises(Refused, match="bad_cose"):
        keys.verify1(raw + b"\0", ours.public)
    with pytest.raises(Refused, match="bad_signature"):
        keys.verify(b"no key", bytes(64), b"")


def test_bare_bytes_are_signed_and_verified() -> None:
    key = keys.new_key(make_token())
    keys.verify(key.public, key.sign(b"bytes"), b"bytes")


# --- X.509 ----------------------------------------------------------------------------------------------


def test_a_device_has_one_x509_for_ever() -> None:
    key = keys.SigningKey(bytes(range(64, 96)))
    der = key.certify("meja-1")
    assert len(der) == 211
    assert der == key.certify("meja-1")
    assert key.fingerprint("meja-1") == hashlib.sha256(der).hexdigest()
    assert key.fingerprint("meja-1") in load("seal")["certificate"]["payload"]
    made = x509.load_der_x509_certificate(der)
    assert made.not_valid_after_utc.year == 9999
    made.verify_directly_issued_by(made)


def test_a_tls_server_can_load_the_pair() -> None:
    pem = keys.SigningKey(SEED).tls_pem("meja-1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile() as file:
        file.write(pem)
        file.flush()
        context.load_cert_chain(file.name)


# --- boxes and files ------------------------------------------------------------------------------------


def test_a_box_opens_only_for_its_receiver_and_its_purpose() -> None:
    token = make_token()
    mine, other = keys.new_box_key(token), keys.new_box_key(token)
    info = keys.keys_info("lobi-1")
    box = keys.seal_to(mine.public, b"office keys", info)
    assert info == b"sidemang keys 1lobi-1"
    assert len(box) == len(b"office keys") + 48
    assert mine.open_sealed(box, info) == b"office keys"
    for key, sealed, purpose in (
        (other, box, info),
        (mine, box, keys.keys_info("lobi-2")),
        (mine, box[:-1] + bytes([box[-1] ^ 1]), info),
        (mine, b"", info),
    ):
        with pytest.raises(Refused, match="box_unreadable"):
            key.open_sealed(sealed, purpose)
    for public in (b"short", bytes(32)):
        with pytest.raises(Refused, match="bad_public_key"):
            keys.seal_to(public, b"office keys", info)


def test_x25519_key_of_the_worked_example() -> None:
    box = keys.BoxKey(bytes.fromhex(load("seal")["certificate"]["x25519_seed"]))
    assert box.public.hex() in load("seal")["certificate"]["payload"]


def test_a_file_is_read_with_its_own_key_only() -> None:
    token = make_token()
    key = token(32)
    locked = keys.encrypt(key, b"scan of a KTP (CONTOH)", token)
    assert b"CONTOH" not in locked
    assert keys.decrypt(key, locked) == b"scan of a KTP (CONTOH)"
    assert keys.encrypt(key, b"scan of a KTP (CONTOH)", token) != locked
    for wrong, damaged in ((bytes(32), locked), (key, locked[:-1]), (key, b""), (b"no key", locked)):
        with pytest.raises(Refused, match="file_damaged"):
            keys.decrypt(wrong, damaged)


def test_pin_of_a_ticket_as_in_the_golden_vectors() -> None:
    ticket = load("ledger")["ticket"]
    assert keys.ticket_pin(bytes.fromhex(ticket["key"]), ticket["id"]) == ticket["pin"] == "060802"


# --- the ring and its file ------------------------------------------------------------------------------


def _secrets(ring: keys.KeyRing) -> Iterator[bytes]:
    yield from (ring.store, ring.device.seed, ring.box.seed)
    if ring.office:
        yield from (ring.office.pin_pepper, ring.office.ticket, ring.office.uid)
    if ring.root:
        yield ring.root.seed


@pytest.mark.parametrize("alone", [False, True])
def test_a_ring_comes_back_from_its_file(tmp_path: Path, *, alone: bool) -> None:
    ring = keys.make_ring(make_token(), alone=alone)
    path = tmp_path / "sidemang.keys"
    keys.save(ring, path)
    assert path.stat().st_mode & 0o777 == 0o600
    read = keys.load({}, path)
    assert list(_secrets(read)) == list(_secrets(ring))
    assert (len(set(_secrets(ring))), len(list(_secrets(ring)))) == ((7, 7) if alone else (3, 3))
    assert list(tmp_path.iterdir()) == [path]


def test_saving_again_replaces_the_file_whole_even_after_a_crash_in_between(tmp_path: Path) -> None:
    token, path = make_token(), tmp_path / "sidemang.keys"
    keys.save(keys.make_ring(token), path)
    (tmp_path / "sidemang.keys.part").write_bytes(b"half")
    second = keys.make_ring(token)
    keys.save(second, path)
    assert keys.load({}, path).store == second.store
    assert list(tmp_path.iterdir()) == [path]


def test_the_named_file_comes_before_the_configured_one(tmp_path: Path) -> None:
    token, named, configured = make_token(), tmp_path / "named", tmp_path / "configured"
    first, second = keys.make_ring(token), keys.make_ring(token)
    keys.save(first, named)
    keys.save(second, configured)
    assert keys.load({"SIDEMANG_KEY_FILE": str(named)}, configured).store == first.store
    assert keys.load({}, configured).store == second.store


def test_credentials_come_first_and_the_root_may_have_one_of_its_own(tmp_path: Path) -> None:
    ring = keys.make_ring(make_token(), alone=True)
    bare = keys.KeyRing(ring.store, ring.device, ring.box, ring.office)
    (tmp_path / "sidemang.keys").write_bytes(keys.encode_ring(bare))
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path), "SIDEMANG_KEY_FILE": "never asked"}
    assert keys.load(environ).root is None
    assert ring.root
    (tmp_path / "sidemang.root").write_bytes(canonical({"v": 1, "root": ring.root.seed.hex()}))
    assert list(_secrets(keys.load(environ))) == list(_secrets(ring))


def test_announced_credentials_that_are_missing_are_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "sidemang.keys"
    keys.save(keys.make_ring(make_token()), path)
    with pytest.raises(Refused, match="key_file_missing"):
        keys.load({"CREDENTIALS_DIRECTORY": str(tmp_path / "none"), "SIDEMANG_KEY_FILE": str(path)}, path)


def test_without_any_key_file_the_refusal_names_what_to_set() -> None:
    with pytest.raises(Refused, match="key_file_missing file='SIDEMANG_KEY_FILE'"):
        keys.load({})


def test_a_key_file_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sidemang.keys"
    keys.save(keys.make_ring(make_token()), path)
    path.chmod(0o640)
    with pytest.raises(Refused) as refused:
        keys.load({}, path)
    assert (refused.value.code, refused.value.details["mode"]) == ("key_file_open", "0640")


def test_a_key_file_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sidemang.keys"
    keys.save(keys.make_ring(make_token()), path)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(Refused, match="key_file_foreign"):
        keys.load({}, path)


def test_a_link_in_place_of_the_key_file_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "real"
    keys.save(keys.make_ring(make_token()), path)
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(Unavailable, match="key_file_unreadable"):
        keys.load({}, tmp_path / "link")


def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="key_file_unwritable"):
        keys.save(keys.make_ring(make_token()), tmp_path / "none" / "sidemang.keys")


GOOD = {"v": 1, "store": "00" * 32, "device": "01" * 32, "x25519": "02" * 32}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"v": 2, **{name: key for name, key in GOOD.items() if name != "v"}},
        {name: key for name, key in GOOD.items() if name != "device"},
        GOOD | {"device": "01" * 31},
        GOOD | {"device": "zz" * 32},
        GOOD | {"device": 1},
        GOOD | {"ticket": "03" * 32},
    ],
)
def test_a_damaged_key_file_is_refused_without_a_word_of_it(value: dict[str, object]) -> None:
    with pytest.raises(Refused, match="bad_key_file") as refused:
        keys.decode_ring(canonical(value))
    assert refused.value.details == {}
    assert refused.value.__cause__ is None


def test_bytes_that_are_no_key_file_are_refused() -> None:
    for raw in (b"", b"not json", b'{"v":1} '):
        with pytest.raises(Refused, match="bad_key_file"):
            keys.decode_ring(raw)


def test_office_keys_travel_alone() -> None:
    office = keys.make_ring(make_token(), alone=True).office
    assert office
    assert keys.decode_office(keys.encode_office(office)) == office
    with pytest.raises(Refused, match="bad_key_file"):
        keys.decode_office(canonical(GOOD))


def test_no_key_shows_in_a_repr_a_log_or_an_error(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    ring = keys.make_ring(make_token(), alone=True)
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%r %s %r %r %r", ring, ring, ring.device, ring.box, ring.office)
    with pytest.raises(Refused) as refused:
        keys.decode_ring(keys.encode_ring(ring)[:-1] + b" }")
    shown = caplog.text + repr(refused.value) + str(refused.value)
    assert "<KeyRing" in shown
    for secret in _secrets(ring):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown
    with pytest.raises(TypeError):
        pickle.dumps(ring.device)
    assert not list(tmp_path.iterdir())
