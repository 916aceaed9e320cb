"""The seal: its golden bytes, what fits into it, its text and the codes people type."""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import cose, seal
from kiosk.domain.errors import Refused
from kiosk.domain.seal import Claims, Mode
from tests.vectors import load

EXAMPLE = load("seal")["example"]
CLAIMS = Claims(
    kelurahan="1671081006",
    service="usaha",
    number="500.2.2.4/123/KEL-SLG/XI/2026",
    title="SURAT KETERANGAN USAHA",
    name="LELA CONTOH",
    nik="1671********0003",
    facts=("Usaha: Pempek Cek Lela",),
    digest=bytes.fromhex(EXAMPLE["digest"]),
    mode=Mode.WET,
    line=1423,
    form=0,
    cti=bytes.fromhex("a1b2c3d4e5f60718293a"),
    iat=1795486500,
    exp=1803315599,
)
LONGEST = replace(
    CLAIMS, service="s" * 24, number="5" * 40, title="T" * 48, name="N" * 60, line=2**32 - 1, form=4, facts=()
)


def _size(claims: Claims) -> int:
    return len(cose.frame(bytes(8), seal.encode_claims(claims), bytes(64)))


# --- golden bytes ---------------------------------------------------------------------------------------


def test_worked_example_comes_out_byte_for_byte() -> None:
    payload = seal.encode_claims(seal.pack(CLAIMS))
    assert payload.hex() == EXAMPLE["claims"]
    assert len(payload) == 191
    assert seal.decode_claims(payload) == CLAIMS


def test_field_map_digest_of_the_worked_example() -> None:
    assert len(EXAMPLE["field_map"]) == 558
    assert seal.field_digest(json.loads(EXAMPLE["field_map"])).hex() == EXAMPLE["digest"]


def test_text_of_the_worked_example() -> None:
    raw = bytes.fromhex(EXAMPLE["cose"])
    assert seal.text("verif.palembang.go.id", raw) == EXAMPLE["text"]
    assert len(EXAMPLE["text"]) == 697
    assert seal.parse_text(EXAMPLE["text"]) == raw
    assert seal.parse_text(EXAMPLE["text"].replace("HTTPS://VERIF", "https://Verif")) == raw


def test_codes_of_the_golden_vectors() -> None:
    ticket = load("ledger")["ticket"]
    assert seal.human_code(CLAIMS.cti) == EXAMPLE["code"]
    assert seal.ticket(ticket["id"]) == ticket["ticket"]


def test_last_second_and_last_day_are_those_of_palembang() -> None:
    assert seal.last_second("2027-02-22") == CLAIMS.exp
    assert seal.last_day(seal.last_second("2027-02-22")).isoformat() == "2027-02-22"
    assert seal.last_second("1970-01-01") == 17 * 3600 - 1


# --- the digest binds every field -----------------------------------------------------------------------

fields = st.dictionaries(
    st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
    | st.integers(0, 2**50)
    | st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=5), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)


@given(fields)
def test_digest_does_not_depend_on_key_order_unicode_form_or_stray_spaces(inner: dict[str, Any]) -> None:
    def decomposed(value: Any) -> Any:
        if isinstance(value, str):
            return f" {unicodedata.normalize('NFD', value)}  "
        return [decomposed(item) for item in value] if isinstance(value, list) else value

    turned = {key: decomposed(value) for key, value in reversed(inner.items())}
    assert seal.field_digest({"v": 1, "fields": turned}) == seal.field_digest({"fields": inner, "v": 1})


def test_digest_changes_with_one_digit_and_not_with_an_empty_value() -> None:
    fields = json.loads(EXAMPLE["field_map"])
    changed = fields | {"fields": fields["fields"] | {"lama_usaha": 6}}
    assert seal.field_digest(changed) != bytes.fromhex(EXAMPLE["digest"])
    emptied = fields | {"note": " ", "fields": fields["fields"] | {"alias": None, "papers": []}}
    assert seal.field_digest(emptied) == bytes.fromhex(EXAMPLE["digest"])


# --- what fits ------------------------------------------------------------------------------------------


def test_longest_values_without_facts_always_fit() -> None:
    assert _size(LONGEST) == 364
    assert seal.pack(LONGEST) == LONGEST


def test_the_last_fact_goes_first_and_then_the_other() -> None:
    facts = ("Usaha: " + "a" * 53, "Lama: " + "b" * 54)
    assert seal.pack(replace(CLAIMS, facts=facts)).facts == facts
    roomy = replace(CLAIMS, title="T" * 48, facts=facts)
    assert seal.pack(roomy).facts == facts[:1]
    assert seal.pack(replace(LONGEST, facts=facts)).facts == ()


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("  LELA\tCONTOH ", "LELA CONTOH"),
        ("LE\u0301LA CONTOH", "L\u00c9LA CONTOH"),
        ("M" * 60, "M" * 60),
        (
            "MUHAMMAD ABDUL RAHMAN WAHID HASYIM AL-PALEMBANGI BIN ABDULLAH CONTOH",
            "MUHAMMAD ABDUL RAHMAN WAHID HASYIM AL-PALEMBANGI BIN…",
        ),
        ("A" * 57 + " CONTOH", "A" * 57 + "…"),
        ("A" * 56 + ", S.Sos. CONTOH", "A" * 56 + "…"),
        ("B" * 70, "B" * 57 + "…"),
        ("\u00c9" * 40, "\u00c9" * 28 + "…"),
    ],
)
def test_a_long_name_ends_visibly_at_a_word(name: str, packed: str) -> None:
    assert seal.pack(replace(CLAIMS, name=name)).name == packed


def test_a_long_fact_ends_visibly_and_an_empty_one_is_left_out() -> None:
    facts = ("Usaha: rumah makan pindang patin dan pempek panggang Cek Lela", " ", "Ketiga: tidak ikut")
    assert seal.pack(replace(CLAIMS, facts=facts)).facts == (
        "Usaha: rumah makan pindang patin dan pempek panggang Cek…",
    )


@pytest.mark.parametrize(
    ("long", "field", "most"),
    [(replace(CLAIMS, number="9" * 41), "number", 40), (replace(CLAIMS, title="T" * 49), "title", 48)],
)
def test_number_and_title_are_never_cut(long: Claims, field: str, most: int) -> None:
    with pytest.raises(Refused) as refused:
        seal.pack(long)
    assert refused.value.code == "seal_too_long"
    assert refused.value.details == {"field": field, "length": most + 1, "most": most}


printable = st.text(st.characters(categories=["L", "N"]), min_size=1)
drafts = st.builds(
    Claims,
    kelurahan=st.integers(10**9, 10**10 - 1).map(str),
    service=st.from_regex(r"[a-z_]{1,24}", fullmatch=True),
    number=st.from_regex(r"[0-9A-Z./-]{1,40}", fullmatch=True),
    title=st.from_regex(r"[A-Z]{1,48}", fullmatch=True),
    name=printable,
    nik=st.from_regex(r"[0-9]{4}\*{8}[0-9]{4}", fullmatch=True),
    facts=st.lists(printable, max_size=2).map(tuple),
    digest=st.binary(min_size=16, max_size=16),
    mode=st.sampled_from(Mode),
    line=st.integers(1, 2**40),
    form=st.integers(0, 4),
    cti=st.binary(min_size=10, max_size=10),
    iat=st.integers(0, 2**32),
    exp=st.none() | st.integers(2**32 // 86400 + 1, 2**32 // 86400 + 10**5).map(lambda d: d * 86400 - 25201),
)


@given(drafts)
def test_whatever_is_packed_fits_and_is_read_back(draft: Claims) -> None:
    packed = seal.pack(draft)
    assert _size(packed) <= seal.COSE_BUDGET
    assert seal.decode_claims(seal.encode_claims(packed)) == packed
    assert seal.pack(packed) == packed


@pytest.mark.parametrize(
    "change",
    [
        {"kelurahan": "16.71.08.1006"},
        {"facts": ["Usaha: Pempek"]},
        {"mode": "stempel"},
        {"nik": "1671994507890003"},
        {"exp": 1803315598},
    ],
)
def test_claims_outside_the_table_are_not_encoded(change: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        seal.encode_claims(replace(CLAIMS, **change))
    assert refused.value.details["field"] in change


def test_claims_of_a_later_version_ask_for_an_update() -> None:
    later = next(case for case in load("seal")["refusals"] if case["state"] == "too_new")
    payload = cose.parse(seal.parse_text(later["text"])).payload
    with pytest.raises(Refused) as refused:
        seal.decode_claims(payload)
    assert (refused.value.code, refused.value.details) == ("seal_too_new", {"v": 2})


# --- the text -------------------------------------------------------------------------------------------


@given(st.binary(min_size=1, max_size=512))
def test_any_bytes_survive_the_text(raw: bytes) -> None:
    assert seal.parse_text(seal.text("h", raw)) == raw


@given(st.text(max_size=40) | st.from_regex(r"HTTPS://[A-Z.]{1,9}/V#[0-9]{1,60}"))
def test_chance_texts_are_refused_or_are_the_one_text_of_their_bytes(text: str) -> None:
    with suppress(Refused):
        assert seal.text("h", seal.parse_text(text)).partition("#")[2] == text.partition("#")[2]


def test_host_is_read_in_capitals_and_must_fit_the_alphanumeric_mode() -> None:
    assert seal.find_host("https://verif.palembang.go.id/V#12") == "VERIF.PALEMBANG.GO.ID"
    assert seal.find_host("HTTPS://VERIF/L#12") is None
    for host in ("", "a_b", "verif palembang", "a/b", "x" * 65):
        with pytest.raises(Refused, match="bad_host"):
            seal.text(host, b"x")


# --- typed codes ----------------------------------------------------------------------------------------


def test_a_code_is_read_however_it_is_typed() -> None:
    for typed in ("M6SC-7N75-YR3R", "m6sc7n75yr3r", " M6SC 7N75 YR3R\n"):
        assert seal.parse_code(typed) == "M6SC-7N75-YR3R"
    zeros = seal.human_code(bytes(10))
    assert zeros == "0000-0000-0000"
    assert seal.parse_code("OoO0-0000-0000") == zeros
    one = seal.human_code((1 << 25).to_bytes(10, "big"))
    assert seal.parse_code(one.replace("1", "l")) == seal.parse_code(one.replace("1", "I")) == one


@pytest.mark.parametrize(
    "typed", ["", "M6SC-7N75-YR3", "M6SC-7N75-YR3S", "M6SC-7N75-YR3RX", "M6SU-7N75-YR3R"]
)
def test_a_mistyped_code_is_said_to_be_mistyped(typed: str) -> None:
    with pytest.raises(Refused, match="code_mistyped"):
        seal.parse_code(typed)


@given(st.binary(min_size=10, max_size=10))
def test_a_slip_of_one_character_is_seen_but_between_0_and_x_1_and_y_2_and_z(cti: bytes) -> None:
    code = seal.human_code(cti)
    seal.parse_code(code)
    letters, alphabet = code.replace("-", ""), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for place in range(11):
        for letter in set(alphabet) - {letters[place]}:
            typed = letters[:place] + letter + letters[place + 1 :]
            if abs(alphabet.index(letter) - alphabet.index(letters[place])) == 29:
                seal.parse_code(typed)
            else:
                with pytest.raises(Refused, match="code_mistyped"):
                    seal.parse_code(typed)
