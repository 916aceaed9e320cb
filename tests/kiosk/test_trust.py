"""Trust: who may certify whom, which list counts, and every rule of a check in its order."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from kiosk import keys, texts, trust
from kiosk.domain import certificate, cose, seal
from kiosk.domain.certificate import Certificate, Revocations, RevokedKey, Root, TrustList
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.seal import Claims, Mode
from kiosk.domain.verdict import Answer, Asked, Colour, Registration, State, Verdict
from tests.vectors import load

GOLDEN = load("seal")
SEALER, ROOT, DEVICE = (keys.SigningKey(bytes(range(at, at + 32))) for at in (0, 32, 64))
OFFICE_ROOT, CENTER, SPARE, SECOND = (keys.SigningKey(bytes([n]) * 32) for n in (1, 2, 3, 4))
CITY, OFFICE, NEIGHBOUR = "1671", "1671081006", "1671081007"
NOW: int = GOLDEN["now"]
DAY = trust.DAY_MS
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
    assert check(TEXT, anchors=trust.adopt_revocations(anchors, newer)).state is State.REVOKED
    with pytest.raises(Refused, match="unknown_root"):
        trust.adopt_trust(anchors, trust.issue(TrustList("16.71", CITY, 2, NOW), CENTER))
    assert check(make_text(CENTER), anchors=anchors).state is State.UNKNOWN_KEY


def test_an_older_list_and_another_one_of_the_same_number_are_refused() -> None:
    held = make_anchors()
    lists = (TrustList("16.71", CITY, seq, NOW + at) for seq, at in ((0, 0), (1, 5)))
    for raw, code in zip(
        (trust.issue(one, ROOT) for one in lists), ("list_rolled_back", "list_forked"), strict=True
    ):
        with pytest.raises(Refused, match=code):
            trust.adopt_trust(held, raw)
    for seq, at, code in ((0, 0, "list_rolled_back"), (1, 5, "list_forked")):
        with pytest.raises(Refused, match=code):
            trust.adopt_revocations(held, trust.issue(Revocations(CITY, seq, NOW + at, NOW + DAY), ROOT))
    assert trust.adopt_trust(held, held.trust_raw) == held
    assert trust.adopt_revocations(held, held.revocations_raw) == held


def test_a_newer_list_may_bring_a_root_and_drop_another() -> None:
    both, listed = (Root(ROOT.public, CITY), Root(SPARE.public, CITY)), (trust.issue(CERTIFICATE, SPARE),)
    added = trust.adopt_trust(make_anchors(), trust.issue(TrustList("16.71", CITY, 2, NOW, both), ROOT))
    assert added.roots == both
    assert added.revocations == city().revocations
    without = trust.issue(TrustList("16.71", CITY, 3, NOW, both[1:], listed), SPARE)
    renewed = trust.adopt_trust(added, without)
    assert renewed.roots == both[1:]
    assert renewed.sealers[SEALER.kid] == (CERTIFICATE,)
    assert renewed.revocations is None
    with pytest.raises(Refused, match="unknown_root"):
        trust.adopt_trust(renewed, trust.issue(TrustList("16.71", CITY, 4, NOW), ROOT))


def test_a_list_cannot_leave_out_the_root_that_signed_it() -> None:
    raw = trust.issue(TrustList("16.71", CITY, 2, NOW, (Root(SPARE.public, CITY),)), ROOT)
    with pytest.raises(Refused, match="unknown_root"):
        trust.adopt_trust(make_anchors(), raw)


def test_a_first_list_is_taken_by_an_office_that_had_none() -> None:
    alone = trust.make_anchors(
        [Root(OFFICE_ROOT.public, OFFICE)], certificates=[trust.issue(CERTIFICATE, OFFICE_ROOT)]
    )
    assert alone.iss == "16.71"
    assert check(TEXT, anchors=alone).state is State.VALID
    raw = trust.issue(
        TrustList("16.71", OFFICE, 1, NOW, (), (trust.issue(CERTIFICATE, OFFICE_ROOT),)), OFFICE_ROOT
    )
    listed = trust.adopt_trust(alone, raw)
    assert listed.sealers == {SEALER.kid: (CERTIFICATE,)}
    revoked = trust.issue(Revocations(OFFICE, 1, NOW, NOW + DAY, 1), OFFICE_ROOT)
    assert trust.adopt_revocations(listed, revoked).revocations


def test_adoption_keeps_every_older_seal() -> None:
    by_city = trust.issue(replace(CERTIFICATE, exp=CERTIFICATE.exp + DAY), ROOT)
    roots = [Root(ROOT.public, CITY), Root(OFFICE_ROOT.public, OFFICE)]
    raw = trust.issue(TrustList("16.71", CITY, 1, NOW, tuple(roots), (by_city,)), ROOT)
    own = [trust.issue(CERTIFICATE, OFFICE_ROOT), trust.issue(CERTIFICATE, SPARE)]
    anchors = trust.make_anchors(roots, trust=raw, certificates=own)
    assert [made.exp for made in anchors.sealers[SEALER.kid]] == [CERTIFICATE.exp + DAY]
    assert check(TEXT, anchors=anchors).state is State.VALID


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


# --- rules 1 to 8: what is no seal ----------------------------------------------------------------------


@pytest.mark.parametrize("case", GOLDEN["refusals"], ids=lambda case: case["name"])
def test_golden_refusals(case: dict[str, str]) -> None:
    anchors = trust.read_anchors(json.dumps(GOLDEN["anchors"]).encode())
    verdict = trust.check(case["text"], anchors, now=NOW, registration="registered")
    assert verdict.state == case["state"]
    assert (verdict.claims, verdict.mode, verdict.until, verdict.mode_line) == (None, None, None, None)
    assert verdict.colour is (Colour.YELLOW if case["state"] == "too_new" else Colour.RED)
    assert verdict.as_json().keys() == {"state", "colour", "reasons"}


SEALS = {
    Mode.WET: TEXT,
    Mode.SEAL: make_text(mode=Mode.SEAL, facts=(), exp=None),
    Mode.TTE: make_text(mode=Mode.TTE, facts=("Usaha: Pempek Cek Lela", "Sejak: 2021")),
}


@pytest.mark.parametrize("mode", Mode)
def test_every_flipped_bit_is_refused(mode: Mode) -> None:
    raw = seal.parse_text(SEALS[mode])
    assert check(SEALS[mode]).state is State.VALID
    taken = []
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        if check(seal.text("H", bytes(flipped))).colour is not Colour.RED:
            taken.append(bit)
    assert not taken


@pytest.mark.parametrize("mode", Mode)
def test_every_changed_digit_is_refused(mode: Mode) -> None:
    head, _, digits = SEALS[mode].partition("#")
    changes = [
        (place, digit) for place in range(len(digits)) for digit in "0123456789" if digit != digits[place]
    ]
    taken = [
        (place, digit)
        for place, digit in changes
        if check(f"{head}#{digits[:place]}{digit}{digits[place + 1 :]}").colour is not Colour.RED
    ]
    assert not taken


@given(st.text(max_size=30) | st.from_regex(r"HTTPS://H/V#[1-9][0-9]{0,300}"))
def test_no_text_makes_a_check_raise(text: str) -> None:
    assert check(text).state in {State.NOT_A_SEAL, State.FORGED}


@given(st.binary(max_size=200))
def test_no_signed_bytes_make_a_check_raise(payload: bytes) -> None:
    assert check(seal.text("H", SEALER.sign1(payload))).state in {State.NOT_A_SEAL, State.FORGED}


def test_rule_7_stands_where_a_decoder_would_forgive(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole is written again and compared, so one lenient step before it is not enough to be fooled."""
    raw = seal.parse_text(TEXT)
    strict = cose.parse(raw)
    monkeypatch.setattr(cose, "parse", lambda _: strict)
    for lenient in (b"\xd3" + raw[1:], raw + b"\0", raw.replace(b"\xa0", b"\x00", 1)):
        assert check(seal.text("H", lenient)).state is State.FORGED


def test_two_certificates_under_one_kid_are_both_disbelieved() -> None:
    twice = (trust.issue(CERTIFICATE, ROOT), trust.issue(replace(CERTIFICATE, device="meja-2"), ROOT))
    assert check(TEXT, anchors=make_anchors(*twice)).state is State.UNKNOWN_KEY
    same = (trust.issue(CERTIFICATE, ROOT), trust.issue(CERTIFICATE, ROOT))
    assert check(TEXT, anchors=make_anchors(*same)).state is State.VALID


def test_a_certificate_without_the_role_seals_nothing() -> None:
    desk = trust.issue(replace(CERTIFICATE, roles=("desk",)), ROOT)
    assert check(TEXT, anchors=make_anchors(desk)).state is State.UNKNOWN_KEY


def test_a_training_office_is_unknown_to_everybody_else() -> None:
    own = trust.issue(replace(CERTIFICATE, seal=SECOND.public), OFFICE_ROOT)
    training = trust.make_anchors([Root(OFFICE_ROOT.public, OFFICE)], certificates=[own])
    assert check(make_text(SECOND), anchors=training).state is State.VALID
    assert check(make_text(SECOND)).state is State.UNKNOWN_KEY


def test_an_unknown_key_asks_for_newer_lists_only_where_they_are_old() -> None:
    assert check(make_text(SECOND)).lines == ()
    late = check(make_text(SECOND), now=NOW + 8 * DAY)
    assert [line.key for line in late.lines] == ["verdict.unknown_key_line"]


# --- rule 9: who may seal what, and when ----------------------------------------------------------------


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (CERTIFICATE.nbf // 1000 - 1, {}),
        (CERTIFICATE.nbf // 1000, {Mode.WET, Mode.SEAL, Mode.TTE}),
        (CERTIFICATE.exp // 1000, {Mode.WET, Mode.SEAL, Mode.TTE}),
        (CERTIFICATE.exp // 1000 + 1, {Mode.WET}),
        (CERTIFICATE.exp // 1000 + 100 * 365 * 86400, {Mode.WET}),
    ],
)
def test_ink_never_ends_with_a_certificate_and_a_seal_does(
    mode: Mode, moment: int, expected: set[Mode]
) -> None:
    verdict = check(make_text(mode=mode, iat=moment, exp=None), now=moment * 1000)
    assert verdict.state is (State.VALID if mode in expected else State.OUT_OF_SCOPE)


def test_an_office_seals_nothing_for_its_neighbour() -> None:
    assert check(make_text(kelurahan=NEIGHBOUR)).state is State.OUT_OF_SCOPE


# --- rules 10 to 12: what has ended ---------------------------------------------------------------------


def test_a_revoked_key_seals_nothing_but_what_was_known_before() -> None:
    since = CLAIMS.iat * 1000 + DAY  # later than the seal: its own date does not save it
    lost = make_anchors(revoked={"keys": (RevokedKey(SEALER.kid, since),)})
    verdict = check(TEXT, anchors=lost)
    assert verdict.state is State.KEY_REVOKED
    assert [(line.key, line.details["name"]) for line in verdict.lines] == [
        ("verdict.key_revoked_line", "16.71.08.1006")
    ]
    allowed = make_anchors(revoked={"keys": (RevokedKey(SEALER.kid, since, frozenset({CLAIMS.cti[:8]})),)})
    assert check(TEXT, anchors=allowed).state is State.VALID
    assert check(make_text(cti=bytes(10)), anchors=allowed).state is State.KEY_REVOKED
    other = make_anchors(revoked={"keys": (RevokedKey(SECOND.kid, since),)})
    assert check(TEXT, anchors=other).state is State.VALID


def test_a_revoked_seal_is_red_whatever_the_ledger_says() -> None:
    revoked = make_anchors(revoked={"cti": frozenset({CLAIMS.cti[:8]})})
    verdict = check(TEXT, Registration.REGISTERED, anchors=revoked)
    assert (verdict.state, verdict.colour) == (State.REVOKED, Colour.RED)
    assert verdict.claims == CLAIMS
    assert check(make_text(cti=bytes(10)), anchors=revoked).state is State.VALID


def test_revocations_of_another_office_say_nothing() -> None:
    raw = trust.issue(Revocations(NEIGHBOUR, 1, NOW, NOW + DAY, 0, frozenset({CLAIMS.cti[:8]})), ROOT)
    anchors = trust.make_anchors(city().roots, trust=city().trust_raw, revocations=raw)
    assert check(TEXT, None, anchors=anchors).as_json()["reasons"] == ["unconfirmed", "stale"]
    assert check(TEXT, "registered", anchors=anchors).state is State.VALID


def test_a_surat_ends_at_midnight_in_palembang() -> None:
    assert CLAIMS.exp
    last = (CLAIMS.exp + 1) * 1000 - 1
    assert check(TEXT, now=last).state is State.VALID
    ended = check(TEXT, now=last + 1)
    assert ended.state is State.EXPIRED
    assert [(line.key, line.details) for line in ended.lines] == [
        ("verdict.expired_line", {"date": date(2027, 2, 22)})
    ]
    assert check(TEXT, now=last + 100 * 365 * DAY).state is State.EXPIRED
    assert check(TEXT, now=None).state is State.CLOCK
    assert check(make_text(exp=None), now=last + 1).state is State.VALID


# --- words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_result_has_words_and_every_place_in_them_is_filled(lang: str) -> None:
    words = texts.load(Path(resources.__file__).parent / "texts")[lang]
    revoked = {"cti": frozenset({CLAIMS.cti[:8]})}
    lost = {"keys": (RevokedKey(SEALER.kid, NOW),)}
    verdicts = [
        *(trust.check(case["text"], city(), now=NOW) for case in GOLDEN["refusals"]),
        *(check(text, asked) for text in SEALS.values() for asked in (None, *Registration)),
        *(check(TEXT, anchors=make_anchors(revoked=more)) for more in (revoked, lost)),
        *(check(TEXT, Answer(Registration.REGISTERED, own=False), now=now) for now in (None, NOW + 9 * DAY)),
        check(TEXT, None, anchors=make_anchors(revoked={"list": 2})),
        check(TEXT, None, anchors=trust.make_anchors(city().roots, trust=city().trust_raw), host="h"),
        check(TEXT, now=NOW + 400 * DAY),
        check(make_text(SECOND), now=NOW + 9 * DAY),
    ]
    assert {verdict.state for verdict in verdicts} == set(State)
    for verdict in verdicts:
        told = [words(verdict.headline), *(words(line.key, **line.details) for line in verdict.lines)]
        assert words.has(verdict.headline)
        assert all(words.has(line.key) for line in verdict.lines)
        assert verdict.mode_line is None or words.has(verdict.mode_line)
        assert not any("{" in sentence for sentence in told)
    for key in ("mode.wet", "mode.seal", "mode.tte", *(f"mode.form_{form}" for form in range(5))):
        assert words.has(key)


# --- rules 13 to 15: what is known, and the colours ------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "answer", "state", "colour", "headline"),
    [
        (Mode.SEAL, "registered", State.VALID, Colour.GREEN, "valid"),
        (Mode.TTE, "registered", State.VALID, Colour.GREEN, "valid"),
        (Mode.WET, "registered", State.VALID, Colour.GREEN, "valid_wet"),
        (Mode.WET, "awaiting_ink", State.AWAITING_INK, Colour.YELLOW, "awaiting_ink"),
        (Mode.TTE, "tte_pending", State.TTE_PENDING, Colour.YELLOW, "tte_pending"),
        (Mode.SEAL, "under_review", State.UNDER_REVIEW, Colour.YELLOW, "under_review"),
        (Mode.WET, "under_review", State.UNDER_REVIEW, Colour.YELLOW, "under_review"),
        (Mode.SEAL, "revoked", State.REVOKED, Colour.RED, "revoked"),
        (Mode.WET, "revoked", State.REVOKED, Colour.RED, "revoked"),
        (Mode.WET, "replaced", State.REVOKED, Colour.RED, "revoked"),
    ],
)
@pytest.mark.parametrize("own", [True, False], ids=["office", "center"])
def test_who_holds_the_ledger_says_what_it_knows(
    mode: Mode, answer: str, state: State, colour: Colour, headline: str, *, own: bool
) -> None:
    verdict = check(SEALS[mode], Answer(Registration(answer), own=own))
    assert (verdict.state, verdict.colour, verdict.headline) == (state, colour, f"verdict.{headline}")
    assert verdict.claims
    assert verdict.mode is mode
    assert verdict.mode_line == f"mode.check_{mode}"


@pytest.mark.parametrize("mode", Mode)
def test_without_a_ledger_the_best_colour_is_yellow(mode: Mode) -> None:
    verdict = check(SEALS[mode], None)
    assert (verdict.state, verdict.colour) == (State.UNCONFIRMED, Colour.YELLOW)
    told = [line.key.removeprefix("verdict.") for line in verdict.lines]
    assert told == ["unconfirmed_line", "as_of_line", *(["ink_line"] if mode is Mode.WET else [])]
    assert verdict.lines[1].details == {"date": date(2026, 11, 24)}
    assert check(SEALS[mode], lambda _: None).state is State.UNCONFIRMED
    bare = trust.make_anchors(city().roots, trust=city().trust_raw)
    assert "verdict.as_of_line" not in [line.key for line in check(SEALS[mode], None, anchors=bare).lines]


def test_the_ledger_is_asked_only_for_a_seal_that_has_passed_the_rest() -> None:
    asked: list[Claims] = []

    def ask(claims: Claims) -> Asked:
        asked.append(claims)
        return "registered"

    for text in ("", make_text(SECOND), make_text(kelurahan=NEIGHBOUR), TEXT[:-1] + "0"):
        check(text, ask)
    check(TEXT, ask, now=NOW + 400 * DAY)
    assert not asked
    assert check(TEXT, ask).state is State.VALID
    assert asked == [CLAIMS]


def test_an_old_list_turns_green_yellow_unless_the_own_ledger_has_answered() -> None:
    late = NOW + 12 * DAY
    center = Answer(Registration.REGISTERED, own=False)
    verdict = check(TEXT, center, now=late)
    assert (verdict.state, verdict.colour) == (State.STALE, Colour.YELLOW)
    assert [(line.key, line.details) for line in verdict.lines] == [("verdict.stale_line", {"n": 12})]
    assert check(TEXT, "registered", now=late).state is State.VALID
    assert check(TEXT, center, now=NOW + trust.NEXT_MS).state is State.VALID
    behind = make_anchors(revoked={"list": 2})
    assert [line.key for line in check(TEXT, center, anchors=behind).lines] == ["verdict.stale_behind_line"]
    missing = trust.make_anchors(city().roots, trust=city().trust_raw)
    assert [line.key for line in check(TEXT, center, anchors=missing).lines] == ["verdict.stale_missing_line"]


def test_a_named_list_is_newer_than_none() -> None:
    own = [trust.issue(CERTIFICATE, OFFICE_ROOT)]
    raw = trust.issue(Revocations(OFFICE, 1, NOW, NOW + DAY, 1), OFFICE_ROOT)
    anchors = trust.make_anchors([Root(OFFICE_ROOT.public, OFFICE)], revocations=raw, certificates=own)
    assert check(TEXT, None, anchors=anchors).as_json()["reasons"] == ["unconfirmed", "stale"]


def test_a_seal_from_tomorrow_puts_the_date_in_doubt() -> None:
    early = CLAIMS.iat * 1000 - DAY
    assert check(TEXT, now=early).state is State.VALID
    assert check(TEXT, now=early - 1).state is State.CLOCK
    assert check(TEXT, now=0).state is State.CLOCK
    assert check(TEXT, now=None).state is State.CLOCK


def test_the_first_yellow_reason_is_the_headline_and_the_others_stand_below() -> None:
    verdict = check(
        TEXT,
        Answer(Registration.AWAITING_INK, own=False),
        now=None,
        anchors=make_anchors(revoked={"list": 9}),
    )
    assert verdict.as_json()["reasons"] == ["awaiting_ink", "clock", "stale"]
    assert [line.key for line in verdict.lines] == [
        "verdict.awaiting_ink_line", "verdict.clock_line", "verdict.stale_behind_line",
    ]  # fmt: skip


@pytest.mark.parametrize("answer", ["revoked", "replaced"])
def test_red_beats_every_yellow(answer: str) -> None:
    verdict = check(
        TEXT, Answer(Registration(answer), own=False), now=None, anchors=make_anchors(revoked={"list": 9})
    )
    assert (verdict.state, verdict.colour) == (State.REVOKED, Colour.RED)
    assert [line.key for line in verdict.lines] == [f"verdict.{answer}_line"]
    assert verdict.as_json()["reasons"] == ["revoked", "clock", "stale"]


def test_a_foreign_host_is_remarked_and_changes_nothing() -> None:
    text = TEXT.replace("VERIF.PALEMBANG", "PALSU.PALEMBANG")
    verdict = check(text, host="verif.palembang.go.id")
    assert verdict.state is State.VALID
    assert [(line.key, line.details) for line in verdict.notes] == [
        ("verdict.foreign_host_line", {"host": "PALSU.PALEMBANG.GO.ID"})
    ]
    assert verdict.lines[-1] == verdict.notes[0]
    assert not check(TEXT, host="verif.palembang.go.id").notes
    assert not check("no seal", host="verif.palembang.go.id").notes
    assert not check(text).notes


def test_a_verdict_as_json_holds_the_facts_in_the_order_of_the_paper() -> None:
    out = check(TEXT).as_json()
    assert out == {
        "state": "valid",
        "colour": "green",
        "reasons": ["valid"],
        "mode": "wet",
        "facts": {
            "kelurahan": OFFICE,
            "service": "usaha",
            "title": "SURAT KETERANGAN USAHA",
            "number": "500.2.2.4/123/KEL-SLG/XI/2026",
            "name": "LELA CONTOH",
            "nik": "1671********0003",
            "facts": ["Usaha: Pempek Cek Lela"],
            "line": 1423,
            "form": 0,
            "signed_at": 1795486500,
            "code": "M6SC-7N75-YR3R",
            "until": "2027-02-22",
        },
    }
    bare = check(SEALS[Mode.SEAL])
    assert bare.as_json()["facts"].keys().isdisjoint({"facts", "until"})
    assert (bare.until, check(TEXT).until) == (None, date(2027, 2, 22))
