"""Two offices at one center: what a dishonest one can do to its neighbour, which is nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import keys
from kiosk.context import Kiosk
from kiosk.domain import cose, seal
from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.permohonan import Permohonan
from kiosk.store import cases
from kiosk.trust import issue, make_anchors
from kiosk.usecases import acts, enrolment, surat
from sync import enrol, newcomers, wire
from sync.central import answers, city, fold, store
from sync.central.center import Center
from sync.desk import Desk
from sync.exchange import offer, take_in
from tests import make
from tests.fakes import FakeWorld

NEIGHBOUR = "1671081003"


@pytest.fixture
def center(tmp_path: Path) -> Iterator[Center]:
    world = FakeWorld(seed=90).as_world()
    engine = store.open_store(tmp_path / "center.db")
    made = Center(engine, keys.make_ring(world.token, alone=True), "1671", "VERIF.CONTOH.ID", world, "c" * 32)
    city.init(made)
    yield made
    engine.dispose()


def adopt(center: Center, kiosk: Kiosk, **change: Any) -> None:
    """Join the city as an office does; `change` is what a dishonest one puts into its request."""
    code = city.make_code(center, kiosk.office.code, "register")
    one = enrol.Newcomer(kiosk.office.code, kiosk.device, kiosk.keys, kiosk.seal_key)

    def post(_route: str, raw: bytes) -> bytes:
        body = json.loads(cose.parse(raw).payload)
        if change and body["kind"] == "enrol":
            raw = kiosk.keys.device.sign1(canonical(body | change))
        return city.answer(center, raw)

    assert newcomers.be_adopted(kiosk, code, post) == "pusat"
    assert one.office == kiosk.office.code


def push(center: Center, kiosk: Kiosk) -> None:
    """Rounds until the center has all of the ledger, and has folded it."""
    side = Desk(kiosk)
    for _ in range(4):
        answer, _ = center.handle(wire.pack(offer(side, "pusat")))
        take_in(side, wire.unpack(answer))
    with center.engine.connect() as connection:
        fold.catch_up(center.open_side(connection, kiosk.office.code))


@pytest.fixture
def desk(center: Center, tmp_path: Path) -> Iterator[Kiosk]:
    """An honest office with one sealed surat."""
    kiosk = make.make_office(tmp_path / "desk")
    make.signed(kiosk, mode="seal")
    adopt(center, kiosk)
    push(center, kiosk)
    yield kiosk
    kiosk.db.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Kiosk]:
    """Its neighbour, not yet adopted."""
    profile = replace(make.OFFICE, code=NEIGHBOUR, kelurahan="Sako")
    kiosk = make.make_office(tmp_path / "other", world=FakeWorld(seed=40), profile=profile)
    yield kiosk
    kiosk.db.close()


def surat_of(kiosk: Kiosk) -> Permohonan:
    """Its one surat; a revoked one is closed and still on somebody's paper."""
    return next(one.case for one in cases.find_by_nik(kiosk.db, make.LELA["nik"]) if one.case.sign)


def check(center: Center, kiosk: Kiosk) -> str:
    """What the center says of the honest office's surat."""
    text = seal.text("VERIF.CONTOH.ID", base64.b64decode(surat_of(kiosk).sign["seal"]))
    with center.engine.connect() as connection:
        library = make.library()
        told = answers.Library(library.texts, library.catalogue, library.reference)
        return str(answers.check_text(center, connection, told, text, "id")["state"])


def own_certificate(kiosk: Kiosk) -> Certificate:
    found = enrolment.find_certificate(kiosk)
    assert found is not None
    return found


def test_a_neighbour_does_not_adopt_a_device_whose_key_it_does_not_hold(
    center: Center, desk: Kiosk, other: Kiosk
) -> None:
    theirs = own_certificate(desk)
    assert other.keys.root is not None
    stolen = replace(theirs, office=NEIGHBOUR, device="meja-9", tls="")
    mine = own_certificate(other)
    certificates = [base64.b64encode(issue(one, other.keys.root)).decode() for one in (mine, stolen)]
    with pytest.raises(Refused, match="enrol_not_its_own"):
        adopt(center, other, certificates=certificates)
    push(center, desk)  # its messages are still its own
    assert check(center, desk) == "valid"


@pytest.mark.logs
def test_a_neighbour_does_not_learn_its_way_to_another_office_s_keys(
    center: Center, desk: Kiosk, other: Kiosk
) -> None:
    adopt(center, other)
    theirs = own_certificate(desk)
    assert other.keys.root is not None
    fresh = keys.new_key(other.token).public
    for stolen in (
        replace(theirs, office=NEIGHBOUR, device="meja-8", tls=""),
        replace(theirs, office=NEIGHBOUR, device="meja-9", tls="", key=fresh),  # the sealing key alone
    ):
        with center.engine.connect() as connection:
            center.open_side(connection, NEIGHBOUR).take_certificates([issue(stolen, other.keys.root)])
        center.reload()
    assert {one.device for one in center.known.certificates[NEIGHBOUR]} == {"meja-1"}
    push(center, desk)
    assert check(center, desk) == "valid"


def test_a_crowd_of_checks_reads_the_city_s_seals_once_and_sees_a_revocation_at_once(
    center: Center, desk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    def count(*given: object, **more: object) -> object:
        made.append(given)
        return make_anchors(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(city, "make_anchors", count)
    assert {check(center, desk) for _ in range(20)} == {"valid"}
    assert len(made) == 1
    surat.revoke(desk, make.lurah, acts.begin(desk, surat_of(desk)), reason="wrong_data")
    push(center, desk)
    assert check(center, desk) == "revoked"
    assert len(made) == 1
    center.reload()  # somebody was adopted, or brought a certificate
    assert check(center, desk) == "revoked"
    assert len(made) == 2


@pytest.mark.logs  # the center's alarm names the seal that is not the office's own
def test_a_seal_copied_from_paper_into_another_ledger_says_nothing(
    center: Center, desk: Kiosk, other: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(center, other)
    raw = base64.b64decode(surat_of(desk).sign["seal"])
    revoke_with(center, other, raw, monkeypatch)
    assert check(center, desk) == "valid"
    with center.engine.connect() as connection:
        assert answers.check_cti(connection, claims_of(raw).cti)["registration"] == "registered"


@pytest.mark.parametrize("kept", [seal.CTI_BYTES, seal.PREFIX_BYTES])
def test_an_id_copied_from_paper_revokes_no_surat_of_another_office(
    center: Center, desk: Kiosk, other: Kiosk, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    adopt(center, other)
    theirs = claims_of(base64.b64decode(surat_of(desk).sign["seal"]))
    cti = theirs.cti[:kept].ljust(seal.CTI_BYTES, b"z")
    assert other.seal_key is not None
    copied = seal.encode_claims(replace(theirs, kelurahan=NEIGHBOUR, cti=cti))
    revoke_with(center, other, other.seal_key.sign1(copied), monkeypatch)
    assert check(center, desk) == "valid"


def test_an_id_two_offices_claim_confirms_nothing(
    center: Center, desk: Kiosk, other: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks by the id alone hears nothing; who shows the seal itself is told by its own office."""
    adopt(center, other)
    theirs = claims_of(base64.b64decode(surat_of(desk).sign["seal"]))
    assert other.seal_key is not None
    copied = other.seal_key.sign1(seal.encode_claims(replace(theirs, kelurahan=NEIGHBOUR)))
    revoke_with(center, other, copied, monkeypatch)
    with center.engine.connect() as connection, pytest.raises(Refused, match="seal_unknown"):
        answers.check_cti(connection, theirs.cti)
    assert check(center, desk) == "valid"


def claims_of(raw: bytes) -> seal.Claims:
    return seal.decode_claims(cose.parse(raw).payload)


def revoke_with(center: Center, kiosk: Kiosk, raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dishonest register enters a surat under this seal, revokes it, and pushes its ledger."""
    with monkeypatch.context() as patched:
        patched.setattr(surat, "_seal", lambda *_: raw)
        case = make.signed(kiosk, mode="seal")
    surat.revoke(kiosk, make.lurah, acts.begin(kiosk, case), reason="wrong_data")
    push(center, kiosk)
