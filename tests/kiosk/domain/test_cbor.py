"""The subset of CBOR: one spelling for each value, and no other is taken."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import cbor
from kiosk.domain.errors import Refused

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
integers = st.integers(-(2**64), 2**64 - 1)
scalars = integers | st.binary(max_size=30) | texts


def _around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return inner | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(scalars, inner, max_size=4)


trees = _around(_around(_around(_around(scalars))))

RFC_8949_APPENDIX_A = [
    (0, "00"),
    (23, "17"),
    (24, "1818"),
    (255, "18ff"),
    (256, "190100"),
    (1000000, "1a000f4240"),
    (1000000000000, "1b000000e8d4a51000"),
    (18446744073709551615, "1bffffffffffffffff"),
    (-1, "20"),
    (-1000, "3903e7"),
    (-18446744073709551616, "3bffffffffffffffff"),
    (b"", "40"),
    (bytes.fromhex("01020304"), "4401020304"),
    ("", "60"),
    ("IETF", "6449455446"),
    ("\u00fc", "62c3bc"),
    ("\u6c34", "63e6b0b4"),
    ("\U00010151", "64f0908591"),
    ((1, (2, 3), (4, 5)), "8301820203820405"),
    ({1: 2, 3: 4}, "a201020304"),
    ({"a": 1, "b": (2, 3)}, "a26161016162820203"),
]


@pytest.mark.parametrize(("value", "spelling"), RFC_8949_APPENDIX_A)
def test_values_are_spelled_as_the_rfc_spells_them(value: object, spelling: str) -> None:
    assert cbor.encode(value).hex() == spelling
    assert cbor.decode(bytes.fromhex(spelling)) == value


@pytest.mark.parametrize(
    ("spelling", "reason"),
    [
        ("", "short"),
        ("18", "short"),
        ("4401", "short"),
        ("8201", "short"),
        ("a101", "short"),
        ("9bffffffffffffffff", "short"),
        ("0000", "trailing"),
        ("1817", "long_head"),
        ("190018", "long_head"),
        ("1a0000ffff", "long_head"),
        ("1b00000000ffffffff", "long_head"),
        ("58016f", "long_head"),
        ("1c", "indefinite"),
        ("5f4101ff", "indefinite"),
        ("9f01ff", "indefinite"),
        ("bf0102ff", "indefinite"),
        ("f4", "type"),
        ("f6", "type"),
        ("f97e00", "type"),
        ("c001", "type"),
        ("62c328", "utf8"),
        ("63eda080", "utf8"),
        ("6365cc81", "nfc"),
        ("a2020101ff", "key_order"),
        ("a201010102", "key_order"),
        ("a220000100", "key_order"),
        ("a18000", "depth"),
        ("8181818181818101", "depth"),
        ("a101a101a101a101a101a101a10101", "depth"),
    ],
)
def test_any_other_spelling_is_refused(spelling: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        cbor.decode(bytes.fromhex(spelling))
    assert (refused.value.code, refused.value.details) == ("bad_cbor", {"reason": reason})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "type"),
        (True, "type"),
        (None, "type"),
        ({1, 2}, "type"),
        (2**64, "number"),
        (-(2**64) - 1, "number"),
        ("e\u0301", "nfc"),
        ("\ud800", "utf8"),
        ([[[[[[[]]]]]]], "depth"),
        ({(1, 2): 3}, "depth"),
    ],
)
def test_what_has_no_spelling_is_not_written(value: object, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        cbor.encode(value)
    assert (refused.value.code, refused.value.details) == ("bad_cbor", {"reason": reason})


def test_six_levels_are_as_deep_as_it_goes() -> None:
    assert cbor.decode(bytes.fromhex("81818181818101")) == ((((((1,),),),),),)


def _ordered(value: Any) -> Any:
    """The same value with each map in the order of its encoded keys, which is how cbor2 then writes it."""
    if isinstance(value, dict):
        return {key: _ordered(inner) for key, inner in sorted(value.items(), key=lambda i: cbor2.dumps(i[0]))}
    return [_ordered(inner) for inner in value] if isinstance(value, tuple) else value


@given(trees)
def test_what_was_written_is_read_back(value: Any) -> None:
    raw = cbor.encode(value)
    assert cbor.decode(raw) == value
    assert raw == cbor2.dumps(_ordered(value))


@given(st.binary(max_size=40))
def test_chance_bytes_are_refused_or_are_the_one_spelling(raw: bytes) -> None:
    with suppress(Refused):
        value = cbor.decode(raw)
        assert cbor.encode(value) == raw


@given(trees, st.data())
def test_a_changed_spelling_is_refused_or_spells_another_value(value: Any, data: st.DataObject) -> None:
    raw = cbor.encode(value)
    place = data.draw(st.integers(0, len(raw) - 1))
    changed = raw[:place] + bytes([raw[place] ^ 1 << data.draw(st.integers(0, 7))]) + raw[place + 1 :]
    with suppress(Refused):
        other = cbor.decode(changed)
        assert cbor.encode(other) == changed
        assert other != value
