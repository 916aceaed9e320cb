"""The bytes of an Event: one spelling for each value, and nothing else is read."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.event import (
    MAX_AT,
    MAX_BYTES,
    Event,
    canonical,
    check_value,
    digest,
    encode,
    parse,
    parse_canonical,
    parts,
)
from tests.vectors import load

VECTORS = load("ledger")
GOOD = json.loads(VECTORS["entries"][2]["event"])  # a `file` with every optional key but about and base

texts = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(bool)
)
values = st.recursive(
    st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(texts, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)
objects = st.dictionaries(texts, values, min_size=1, max_size=5)

dirty = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**55), 2**55) | st.text(max_size=3) | st.just("null"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)


def refusal(raw: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        parse(raw)
    return caught.value.code, str(caught.value.details.get("reason", ""))


def changed(**more: Any) -> bytes:
    return canonical({key: value for key, value in {**GOOD, **more}.items() if value is not ...})


@pytest.mark.parametrize("entry", VECTORS["entries"], ids=lambda entry: entry["n"])
def test_the_golden_events_are_read_and_written_byte_for_byte(entry: dict[str, Any]) -> None:
    raw = entry["event"].encode()
    assert len(raw) == entry["bytes"]
    assert digest(raw).hex() == entry["digest"]
    assert encode(parse(raw)) == raw


def test_parts_are_length_and_bytes() -> None:
    assert parts("sidemang ledger 1", VECTORS["kelurahan"]).hex() == VECTORS["parts_example"]
    assert parts("a", b"a") == b"\0\0\0\1a\0\0\0\1a"


@given(objects)
def test_our_canonical_json_is_that_of_msgspec(value: dict[str, Any]) -> None:
    assert canonical(value) == msgspec.json.encode(value, order="sorted")


@given(objects)
def test_what_is_written_canonically_is_read_back(value: dict[str, Any]) -> None:
    assert parse_canonical(canonical(value)) == value


@given(objects, st.sampled_from(["indent", "ascii", "order"]))
def test_another_spelling_of_a_value_is_refused(value: dict[str, Any], how: str) -> None:
    spelled = {
        "indent": json.dumps(value, ensure_ascii=False, sort_keys=True),
        "ascii": json.dumps(value, sort_keys=True, separators=(",", ":")),
        "order": json.dumps(
            dict(sorted(value.items(), reverse=True)), ensure_ascii=False, separators=(",", ":")
        ),
    }[how].encode()
    if spelled != canonical(value):
        with pytest.raises(Refused, match="bad_event"):
            parse_canonical(spelled)


@given(st.dictionaries(st.text(max_size=3), dirty, max_size=3))
@example({"a": "null"})
@example({"a": 2**53})
@example({"a": -(2**53)})
@example({"a": [{"b": ""}]})
@example({"a": "\\u0000"})
@example({"a": "\0"})
@example({"a": "\ud800"})
@example({"a": None})
@example({"a": {}})
def test_a_look_at_the_bytes_passes_only_what_a_visit_of_the_values_passes(value: dict[str, Any]) -> None:
    """Values as Python can hold them, also those canonical JSON cannot."""
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    try:
        check_value(value)
    except Refused:
        with pytest.raises(Refused):
            parse_canonical(raw)
    else:
        assert parse_canonical(raw) == value


@given(st.binary(max_size=64))
def test_random_bytes_raise_nothing_but_a_refusal(raw: bytes) -> None:
    with pytest.raises(Refused):
        parse(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "start"),
        (b"[1]", "start"),
        (b"\xef\xbb\xbf{}", "start"),
        (b"{", "json"),
        (b'{"a":NaN}', "json"),
        (b'{"a":1.5}', "json"),
        (b'{"a":1E400}', "json"),
        (b'{"a":"\xff"}', "json"),
        (b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", "json"),
        (b"{}", "empty"),
        (b'{"a":null}', "type"),
        (b'{"a":""}', "empty"),
        (b'{"a":[]}', "empty"),
        (b'{"":1}', "empty"),
        (b'{"a":9007199254740992}', "integer"),
        (b'{"a":"\\u0000"}', "nul"),
        ('{"a":"é\\u0000"}'.encode(), "character"),
        (b'{"a":"\\ud800"}', "character"),
        ('{"a":"e\u0301"}'.encode(), "nfc"),
        (b'{"a":1,"a":1}', "not_canonical"),
        (b'{"a": 1}', "not_canonical"),
        (b'{"a":-0}', "not_canonical"),
    ],
)
def test_what_python_would_forgive_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_canonical(raw)
    assert (caught.value.code, caught.value.details["reason"]) == ("bad_event", reason)


def test_an_object_deeper_than_anybody_needs_is_refused() -> None:
    value: Any = "x"
    for _ in range(14):
        value = {"a": value}
    with pytest.raises(Refused, match="depth"):
        check_value(value)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"id": "x"}, "id"),
        ({"id": 7}, "id"),
        ({"id": GOOD["id"].upper()}, "id"),
        ({"device": "Meja 1"}, "device"),
        ({"inc": "ab"}, "inc"),
        ({"verb": "File"}, "verb"),
        ({"who": 1}, "who"),
        ({"role": "kasi:"}, "role"),
        ({"about": "x"}, "about"),
        ({"base": 5}, "base"),
        ({"seq": 0}, "seq"),
        ({"seq": True}, "seq"),
        ({"verb_v": 0}, "verb_v"),
        ({"at": -1}, "at"),
        ({"at": MAX_AT}, "at"),
        ({"data": ["x"]}, "data"),
        ({"clock": {"q": "good", "mono": 1}}, "clock"),
        ({"clock": "good"}, "clock"),
        ({"clock": {"q": "fine", "mono": 1, "off": 0}}, "clock"),
        ({"clock": {"q": "good", "mono": "1", "off": 0}}, "clock"),
        ({"clock": {"q": "good", "mono": 1, "off": True}}, "clock"),
        ({"files": {"a": 1}}, "files"),
        ({"files": ["x"]}, "files"),
        ({"files": [{"sha256": "ab", "size": 1, "kind": "ktp"}]}, "files"),
        ({"files": [{"sha256": "ab" * 32, "size": True, "kind": "ktp"}]}, "files"),
        ({"files": [{"sha256": "ab" * 32, "size": 1}]}, "files"),
        ({"clock": ...}, "keys"),
        ({"more": 1}, "keys"),
    ],
)
def test_an_envelope_of_another_shape_is_refused(more: dict[str, Any], reason: str) -> None:
    assert refusal(changed(**more)) == ("bad_event", reason)


def test_an_envelope_of_a_later_version_says_so() -> None:
    assert refusal(changed(v=2))[0] == "bad_event_version"


def test_an_event_beyond_its_size_is_refused_unread() -> None:
    assert refusal(b"{" + b"x" * MAX_BYTES) == ("bad_event", "size")


def test_an_unknown_verb_is_no_error_of_the_bytes() -> None:
    assert parse(changed(verb="later_verb", verb_v=3)).verb_v == 3


def test_an_event_with_everything_comes_back_as_it_was() -> None:
    event = replace(parse(changed()), about=GOOD["id"], base=GOOD["id"])
    assert parse(encode(event)) == event


def test_an_event_without_payload_has_no_key_for_it() -> None:
    bare = Event(GOOD["id"], "meja-1", "0" * 32, 1, "note", "op-1", "operator", 1, GOOD["clock"], {})
    assert b'"data"' not in encode(bare)
    assert parse(encode(bare)) == bare


def test_nothing_canonical_json_cannot_hold_is_ever_written() -> None:
    event = replace(parse(changed()), data={"empty": ""})
    with pytest.raises(Refused, match="empty"):
        encode(event)
