"""Measures the check of a seal with a city's lists in memory, and finding people; it files nothing."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from kiosk import keys, trust
from kiosk.domain import cose, seal
from kiosk.domain.certificate import Certificate, Revocations, Root, TrustList
from kiosk.domain.seal import Claims, Mode
from kiosk.keys import BoxKey, SigningKey
from kiosk.store import residents
from kiosk.store.residents import Resident
from tests import make
from tests.bench.events import make_events
from tests.bench.figure import About, Figure, each, spread, wall_ms
from tests.fakes import MONDAY

OFFICES: Final = 107
REVOKED: Final = 10_000
SEED: Final = 20261124
FIND_NAME_MS: Final = 5.0


def verify(n: int) -> list[Figure]:
    """Digits of a QR to its state: a city root, 107 sealing certificates, 10,000 revoked seals in memory."""
    anchors, text = _city()
    raw = cose.parse(seal.parse_text(text))
    signed = cose.to_be_signed(raw.kid, raw.payload)
    public = anchors.sealers[raw.kid][0].seal
    check = partial(trust.check, text, anchors, now=MONDAY + 2000, registration="registered")
    assert check().colour == "green"
    floor = statistics.median(spread(partial(keys.verify, public, raw.signature, signed), n, times=10))
    samples = spread(check, n, times=10)
    share = floor / statistics.median(samples)
    note = (
        f"CPU; floor: one Ed25519 verification, {share:.0%} of it; the rest is digits to bytes, strict CBOR "
        f"read and written again, and the rules. {OFFICES} offices, {REVOKED} revoked seals, no disk"
    )
    return [About("verify", "ms", "warm", 0.3).of(samples, floor=floor, note=note)]


def _city() -> tuple[trust.Anchors, str]:
    chance = random.Random(SEED)
    root = SigningKey(chance.randbytes(32))
    held = Root(root.public, "1671")
    sealers = [(f"1671{number:06d}", SigningKey(chance.randbytes(32))) for number in range(OFFICES)]
    certificates = tuple(trust.issue(_certificate(code, key, chance), root) for code, key in sealers)
    listed = TrustList("16.71", "1671", 1, MONDAY, (held,), certificates)
    cti = frozenset(chance.randbytes(seal.PREFIX_BYTES) for _ in range(REVOKED))
    revoked = Revocations("1671", 1, MONDAY, MONDAY + trust.NEXT_MS, 1, cti)
    anchors = trust.make_anchors(
        (held,), trust=trust.issue(listed, root), revocations=trust.issue(revoked, root)
    )
    code, key = sealers[OFFICES // 2]
    claims = Claims(
        kelurahan=code,
        service="domisili",
        number="400.12.2.1/123/KEL-SLG/XI/2026",
        title="SURAT KETERANGAN DOMISILI",
        name="LELA MARLINA CONTOH",
        nik="1671********0003",
        facts=("melamar kerja",),
        digest=chance.randbytes(seal.DIGEST_BYTES),
        mode=Mode.SEAL,
        line=124,
        form=0,
        cti=chance.randbytes(seal.CTI_BYTES),
        iat=MONDAY // 1000 + 1,
        exp=None,
    )
    raw = key.sign1(seal.encode_claims(seal.pack(claims)))
    return anchors, seal.text("verif.palembang.go.id", raw)


def _certificate(code: str, key: SigningKey, chance: random.Random) -> Certificate:
    device = SigningKey(chance.randbytes(32))
    return Certificate(
        office=code,
        device="meja-1",
        key=device.public,
        x25519=BoxKey(chance.randbytes(32)).public,
        nbf=MONDAY,
        exp=MONDAY + trust.LIFETIME_MS,
        roles=("desk", "register", "seal"),
        seal=key.public,
        term=1,
        tls=device.fingerprint("meja-1"),
    )


def people(n: int, *, count: int = 100_000) -> list[Figure]:
    """One of 100,000 by NIK, and by the beginnings of two words of a name."""
    with tempfile.TemporaryDirectory() as folder:
        kiosk = make.make_office(Path(folder))
        try:
            return _people(kiosk, n, count)
        finally:
            kiosk.db.close()


def _people(kiosk: Any, n: int, count: int) -> list[Figure]:
    db = kiosk.db
    chance = random.Random(SEED)
    listed = [msgspec.json.decode(raw)["data"]["subject"] for raw in make_events(count)]
    begun = time.perf_counter()
    residents.save(
        db, (Resident(one["nik"], one, "import", checked=False, changed_at=MONDAY) for one in listed)
    )
    filled = time.perf_counter() - begun
    some = chance.choices(listed, k=n)
    for one in some[:50]:
        residents.find(db, one["nik"])
    bare = [partial(db.value, "SELECT 1 FROM resident WHERE nik = ?", (one["nik"],)) for one in some]
    floor = statistics.median(each(bare, wall_ms))
    found = each([partial(residents.find, db, one["nik"]) for one in some], wall_ms)
    assert residents.find(db, some[0]["nik"]) is not None
    starts = [" ".join(word[:3] for word in str(one["nama"]).split()[:2]) for one in some]
    assert residents.search(db, starts[0])
    named = each([partial(residents.search, db, text) for text in starts], wall_ms)
    note = (
        f"of {residents.count(db)} people in SQLCipher ({filled:.0f} s to take in); floor: the bare look-up"
    )
    return [
        About("find_nik", "ms", "warm", 0.2).of(
            found, floor=floor, note=f"{note}; the rest is JSON to a person"
        ),
        About("find_name", "ms", "warm", FIND_NAME_MS).of(
            named,
            floor=floor,
            note="the first 20 by three letters of two words, of all who fit; floor as find_nik",
        ),
    ]
