"""Every rule of a check in its order, from what is no seal to the colours; lists are test_trust."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from kiosk import texts, trust
from kiosk.domain import cose, seal
from kiosk.domain.certificate import Revocations, RevokedKey, Root
from kiosk.domain.seal import Claims, Mode
from kiosk.domain.verdict import Answer, Asked, Colour, Registration, State
from kiosk.domain.worktime import DAY
from tests.kiosk.seals import (
    CERTIFICATE,
    CLAIMS,
    GOLDEN,
    NEIGHBOUR,
    NOW,
    OFFICE,
    OFFICE_ROOT,
    ROOT,
    SEALER,
    SEALS,
    SECOND,
    TEXT,
    check,
    city,
    make_anchors,
    make_text,
)

# --- rules 1 to 8: what is no seal ----------------------------------------------------------------------


@pytest.mark.parametrize("case", GOLDEN["refusals"], ids=lambda case: case["name"])
def test_golden_refusals(case: dict[str, str]) -> None:
    anchors = trust.read_anchors(json.dumps(GOLDEN["anchors"]).encode())
    verdict = trust.check(case["text"], anchors, now=NOW, registration="registered")
    assert verdict.state == case["state"]
    assert (verdict.claims, verdict.mode, verdict.until, verdict.mode_line) == (None, None, None, None)
    assert verdict.colour is (Colour.YELLOW if case["state"] == "too_new" else Colour.RED)
    assert verdict.as_json().keys() == {"state", "colour", "reasons"}


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
