"""Trust: who may certify whom, which list counts, anchors as a file; a seal's worth is test_verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kiosk import trust
from kiosk.domain import certificate
from kiosk.domain.certificate import Revocations, RevokedKey, Root, TrustList
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.verdict import State
from kiosk.domain.worktime import DAY
from tests.kiosk.seals import (
    CENTER,
    CENTER_CERTIFICATE,
    CERTIFICATE,
    CITY,
    CLAIMS,
    DEVICE,
    GOLDEN,
    NEIGHBOUR,
    NOW,
    OFFICE,
    OFFICE_ROOT,
    ROOT,
    SEALER,
    SPARE,
    TEXT,
    check,
    make_anchors,
    make_text,
)

# --- certificates and lists -----------------------------------------------------------------------------


def test_certificate_of_the_worked_example_comes_out_byte_for_byte() -> None:
    assert CERTIFICATE.payload().decode() == GOLDEN["certificate"]["payload"]
    raw = trust.issue(CERTIFICATE, ROOT)
    assert raw.hex() == GOLDEN["certificate"]["cose"]
    assert trust.read_certificate(raw, [Root(ROOT.public, CITY)]) == CERTIFICATE
    assert (CERTIFICATE.kid, CERTIFICATE.seal_kid) == (DEVICE.kid, SEALER.kid)
    assert CERTIFICATE.exp - CERTIFICATE.nbf + 1 == trust.LIFETIME_MS


def test_a_lobby_certificate_has_374_bytes() -> None:
    lobby = replace(CERTIFICATE, device="lobi-1", roles=("file",), seal=b"", term=0, tls="")
    assert len(trust.issue(lobby, ROOT)) == 374


@pytest.mark.parametrize(("root_office", "office"), [(CITY, OFFICE), (CITY, CITY), (OFFICE, OFFICE)])
def test_a_root_certifies_what_begins_with_its_own_code(root_office: str, office: str) -> None:
    made = replace(CERTIFICATE, office=office) if len(office) == 10 else CENTER_CERTIFICATE
    assert trust.read_certificate(trust.issue(made, ROOT), [Root(ROOT.public, root_office)]) == made


@pytest.mark.parametrize(("root_office", "office"), [(OFFICE, NEIGHBOUR), ("1672", OFFICE), (OFFICE, CITY)])
def test_a_root_certifies_nobody_else(root_office: str, office: str) -> None:
    made = replace(CERTIFICATE, office=office) if len(office) == 10 else CENTER_CERTIFICATE
    with pytest.raises(Refused, match="root_out_of_scope"):
        trust.read_certificate(trust.issue(made, ROOT), [Root(ROOT.public, root_office)])


def test_a_certificate_is_believed_only_under_a_root_that_is_held() -> None:
    raw = trust.issue(CERTIFICATE, ROOT)
    with pytest.raises(Refused, match="unknown_root"):
        trust.read_certificate(raw, [Root(SPARE.public, CITY)])
    with pytest.raises(Refused, match="bad_signature"):
        trust.read_certificate(raw[:-1] + bytes([raw[-1] ^ 1]), [Root(ROOT.public, CITY)])


def test_a_head_a_message_or_a_list_is_no_certificate() -> None:
    head = canonical({"hash": "00" * 32, "kelurahan": OFFICE, "n": 1, "term": 1})
    for payload in (
        head,
        b"{}",
        b"\xa0",
        TrustList("16.71", CITY, 1, NOW).payload(),
        CERTIFICATE.payload() + b" ",
    ):
        with pytest.raises(Refused, match="bad_trust"):
            trust.read_certificate(ROOT.sign1(payload), [Root(ROOT.public, CITY)])


def _change(payload: bytes, **changes: Any) -> bytes:
    value = json.loads(payload) | changes
    return canonical({key: inner for key, inner in value.items() if inner is not None})


PUBLIC = {"device": DEVICE.public.hex(), "seal": SEALER.public.hex(), "x25519": CERTIFICATE.x25519.hex()}


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"kind": "head"},
        {"note": "more"},
        {"office": None},
        {"office": "16.71.08.1006"},
        {"office": 1671081006},
        {"office": "16710810"},
        {"device": "Meja 1"},
        {"nbf": "1793466000000"},
        {"nbf": True},
        {"nbf": -1},
        {"nbf": CERTIFICATE.exp + 1},
        {"term": "1"},
        {"tls": "3fcf"},
        {"roles": "seal"},
        {"roles": ["seal", "register"]},
        {"roles": ["desk", "desk"]},
        {"roles": ["lurah"]},
        {"roles": [["seal"]]},
        {"public": "none"},
        {"public": PUBLIC | {"device": "2543"}},
        {"public": PUBLIC | {"device": PUBLIC["device"].upper()}},
        {"public": PUBLIC | {"more": "00"}},
        {"public": {"device": PUBLIC["device"], "x25519": PUBLIC["x25519"]}},
        {"office": CITY},
    ],
)
def test_a_certificate_of_another_form_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="bad_trust"):
        certificate.parse_certificate(_change(CERTIFICATE.payload(), **changes))


FULL = Revocations(
    CITY,
    3,
    NOW,
    NOW + 1,
    2,
    frozenset({b"aaaaaaaa", b"bbbbbbbb"}),
    (RevokedKey(SEALER.kid, NOW, frozenset({b"cccccccc"})),),
)


@pytest.mark.parametrize(
    "changes",
    [
        {"cti": certificate.to_base64(b"bbbbbbbbaaaaaaaa")},
        {"cti": certificate.to_base64(b"aaaaaaaaaaaaaaaa")},
        {"cti": certificate.to_base64(b"aaaaaaaabbbb")},
        {"cti": "not base64"},
        {"cti": 5},
        {"list": 0},
        {"keys": [{"kid": SEALER.kid.hex()[:-2], "from": NOW}]},
        {"keys": [{"kid": SEALER.kid.hex(), "from": NOW, "why": "lost"}]},
        {"keys": [5]},
        {"next": 1.5},
    ],
)
def test_revocations_of_another_form_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="bad_trust"):
        certificate.parse_revocations(_change(FULL.payload(), **changes))


def test_lists_come_back_as_they_were_made() -> None:
    trusted = TrustList(
        "16.71", CITY, 7, NOW, (Root(ROOT.public, CITY), Root(OFFICE_ROOT.public, OFFICE)), (b"a", b"b")
    )
    assert certificate.parse_trust(trusted.payload()) == trusted
    assert certificate.parse_revocations(FULL.payload()) == FULL
    many = replace(FULL, cti=frozenset(n.to_bytes(8, "big") for n in range(1000)))
    assert len(trust.issue(many, ROOT)) < 11_500


def test_a_list_of_an_office_root_names_no_root_of_the_city() -> None:
    raw = trust.issue(TrustList("16.71", OFFICE, 1, NOW, (Root(SPARE.public, CITY),)), OFFICE_ROOT)
    with pytest.raises(Refused, match="root_out_of_scope"):
        trust.read_trust(raw, [Root(OFFICE_ROOT.public, OFFICE)])


def test_a_list_under_a_root_it_brings_itself_is_refused() -> None:
    raw = trust.issue(TrustList("16.71", CITY, 1, NOW, (Root(SPARE.public, CITY),)), SPARE)
    with pytest.raises(Refused, match="unknown_root"):
        trust.make_anchors([Root(ROOT.public, CITY)], trust=raw)


def test_the_center_revokes_and_never_issues() -> None:
    listed = (trust.issue(CERTIFICATE, ROOT), trust.issue(CENTER_CERTIFICATE, ROOT))
    anchors = make_anchors(*listed)
    newer = trust.issue(Revocations(CITY, 2, NOW, NOW + DAY, 1, frozenset({CLAIMS.cti[:8]})), CENTER)
    revoked = trust.read_revocations(newer, anchors.roots, anchors.centers)
    assert check(TEXT, anchors=replace(anchors, revocations=revoked)).state is State.REVOKED
    with pytest.raises(Refused, match="unknown_root"):
        trust.read_trust(trust.issue(TrustList("16.71", CITY, 2, NOW), CENTER), anchors.roots)
    assert check(make_text(CENTER), anchors=anchors).state is State.UNKNOWN_KEY


def test_a_first_list_is_taken_by_an_office_that_had_none() -> None:
    alone = trust.make_anchors(
        [Root(OFFICE_ROOT.public, OFFICE)], certificates=[trust.issue(CERTIFICATE, OFFICE_ROOT)]
    )
    assert alone.iss == "16.71"
    assert check(TEXT, anchors=alone).state is State.VALID
    raw = trust.issue(
        TrustList("16.71", OFFICE, 1, NOW, (), (trust.issue(CERTIFICATE, OFFICE_ROOT),)), OFFICE_ROOT
    )
    revoked = trust.issue(Revocations(OFFICE, 1, NOW, NOW + DAY, 1), OFFICE_ROOT)
    listed = trust.make_anchors(alone.roots, trust=raw, revocations=revoked)
    assert listed.sealers == {SEALER.kid: (CERTIFICATE,)}
    assert listed.revocations == Revocations(OFFICE, 1, NOW, NOW + DAY, 1)


def test_adoption_keeps_every_older_seal() -> None:
    by_city = trust.issue(replace(CERTIFICATE, exp=CERTIFICATE.exp + DAY), ROOT)
    roots = [Root(ROOT.public, CITY), Root(OFFICE_ROOT.public, OFFICE)]
    raw = trust.issue(TrustList("16.71", CITY, 1, NOW, tuple(roots), (by_city,)), ROOT)
    own = [trust.issue(CERTIFICATE, OFFICE_ROOT), trust.issue(CERTIFICATE, SPARE)]
    anchors = trust.make_anchors(roots, trust=raw, certificates=own)
    assert [made.exp for made in anchors.sealers[SEALER.kid]] == [CERTIFICATE.exp + DAY]
    assert check(TEXT, anchors=anchors).state is State.VALID


@pytest.mark.parametrize(
    ("office", "named", "code"),
    [(OFFICE, CITY, ""), (CITY, CITY, "root_out_of_scope"), (OFFICE, NEIGHBOUR, "root_out_of_scope")],
    ids=["its city", "for the whole city", "a neighbour's root"],
)
def test_an_office_names_a_root_above_itself_for_itself_alone(office: str, named: str, code: str) -> None:
    listed = TrustList("16.71", office, 1, NOW, (Root(ROOT.public, named),))
    raw, roots = trust.issue(listed, OFFICE_ROOT), [Root(OFFICE_ROOT.public, OFFICE)]
    if not code:
        assert trust.read_adoption(raw, roots) == listed
        return
    with pytest.raises(Refused, match=code):
        trust.read_adoption(raw, roots)


def test_of_renewed_certificates_beside_the_list_the_longest_counts() -> None:
    roots = [Root(OFFICE_ROOT.public, OFFICE)]
    renewed = [
        trust.issue(replace(CERTIFICATE, exp=CERTIFICATE.exp + more), OFFICE_ROOT) for more in (0, 2, 1)
    ]
    anchors = trust.make_anchors(roots, certificates=renewed)
    assert [made.exp for made in anchors.sealers[SEALER.kid]] == [CERTIFICATE.exp + 2]


def test_a_broken_certificate_in_a_list_is_not_passed_over() -> None:
    with pytest.raises(Refused, match="bad_trust"):
        make_anchors(ROOT.sign1(b"{}"))


# --- anchors as a file ----------------------------------------------------------------------------------


def test_anchors_come_back_from_their_file() -> None:
    anchors = make_anchors(revoked={"cti": frozenset({b"aaaaaaaa"})})
    assert trust.read_anchors(trust.write_anchors(anchors)) == anchors
    bare = trust.make_anchors([Root(OFFICE_ROOT.public, OFFICE)])
    assert (
        trust.write_anchors(bare)
        == canonical({"roots": [{"key": OFFICE_ROOT.public.hex(), "office": OFFICE}]}) + b"\n"
    )
    assert trust.read_anchors(trust.write_anchors(bare)) == bare


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"{}", b'{"roots":[]}', b'{"roots":[{"key":"00","office":"1671"}]}', b'{"roots":{"a":1}}',
     b"[" * 9999, b'{"roots":[{"key":"%s","office":"1671"}],"more":"AA=="}' % (b"00" * 32),
     b'{"roots":[{"key":"%s","office":"1671"}],"trust":"%%"}' % (b"00" * 32)],
)  # fmt: skip
def test_a_file_that_holds_no_anchors_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused, match="bad_anchors"):
        trust.read_anchors(raw)


def test_a_root_only_the_list_names_does_not_count_for_a_caller() -> None:
    listed = (trust.issue(CERTIFICATE, SPARE),)
    raw = trust.issue(TrustList("16.71", CITY, 1, NOW, (Root(SPARE.public, CITY),), listed), ROOT)
    anchors = trust.make_anchors([Root(ROOT.public, CITY)], trust=raw)
    assert not anchors.sealers
    assert check(TEXT, anchors=anchors).state is State.UNKNOWN_KEY
