"""The chain of a ledger and its heads: every place, term, moment and outcome is under the hash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.ledger import (
    Entry,
    Head,
    Outcome,
    head_payload,
    link,
    parse_head,
    start,
    trace,
    walk,
)
from tests.vectors import load

VECTORS = load("ledger")
KELURAHAN = VECTORS["kelurahan"]
ENTRIES = tuple(
    Entry(one["n"], one["term"], one["at"], one["outcome"], one["event"].encode(), one.get("code", ""))
    for one in VECTORS["entries"]
)
BEGIN = Head(KELURAHAN, 0, 0, start(KELURAHAN))


def test_the_golden_chain_is_ours() -> None:
    assert BEGIN.hash.hex() == VECTORS["L0"]
    assert [head.hash.hex() for head in walk(BEGIN, ENTRIES)] == [one["L"] for one in VECTORS["entries"]]


def test_the_golden_heads_are_ours() -> None:
    payloads = [head_payload(head).decode() for head in walk(BEGIN, ENTRIES)]
    assert payloads == [one["head_payload"] for one in VECTORS["entries"]]
    assert [parse_head(text.encode()) for text in payloads] == list(walk(BEGIN, ENTRIES))


def test_the_last_golden_entry_took_no_effect() -> None:
    assert [entry.is_effective() for entry in ENTRIES] == [True] * 6 + [False]


def test_a_digest_known_already_gives_the_same_link() -> None:
    entry = ENTRIES[0]
    known = bytes.fromhex(VECTORS["entries"][0]["digest"])
    assert link(BEGIN.hash, entry, digest_of_event=known) == link(BEGIN.hash, entry)


@given(
    st.sampled_from(range(7)),
    st.sampled_from(["at", "term", "event", "code"]),
)
def test_no_part_of_an_entry_changes_without_its_hash(place: int, part: str) -> None:
    entry = ENTRIES[place]
    other = {
        "at": entry._replace(at=entry.at + 1),
        "term": entry._replace(term=2),
        "event": entry._replace(event=entry.event + b" "),
        "code": entry._replace(outcome=Outcome.NOT_EFFECTIVE.value, code="bad_data"),
    }[part]
    assert link(BEGIN.hash, other) != link(BEGIN.hash, entry)


@pytest.mark.parametrize(
    "wrong",
    [
        ENTRIES[1]._replace(n=3),
        ENTRIES[1]._replace(term=0),
        ENTRIES[1]._replace(at=-1),
        ENTRIES[1]._replace(outcome="maybe"),
        ENTRIES[1]._replace(code="bad_data"),
        ENTRIES[1]._replace(outcome="not_effective"),
    ],
)
def test_a_line_with_a_wrong_place_is_refused_there(wrong: Entry) -> None:
    with pytest.raises(Refused) as caught:
        list(walk(BEGIN, [ENTRIES[0], wrong]))
    assert (caught.value.code, caught.value.details) == ("broken_chain", {"n": wrong.n})


def test_a_term_never_goes_down() -> None:
    later = ENTRIES[0]._replace(term=5)
    with pytest.raises(Refused, match="broken_chain"):
        list(walk(BEGIN, [later, ENTRIES[1]]))


@pytest.mark.parametrize(
    ("first", "second", "beyond"),
    [((1, 9), (1, 8), True), ((2, 3), (1, 900), True), ((1, 8), (1, 8), False), ((1, 900), (2, 3), False)],
)
def test_copies_are_compared_by_term_then_length(
    first: tuple[int, int], second: tuple[int, int], *, beyond: bool
) -> None:
    one, other = (Head(KELURAHAN, n, term, b"") for term, n in (first, second))
    assert one.is_beyond(other) is beyond


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b'{"hash":"ab"}',
        b'{"hash":"ab","kelurahan":"1671081006","n":1,"term":1}',
        b'{"hash":"' + b"zz" * 32 + b'","kelurahan":"1671081006","n":1,"term":1}',
        b'{"hash":"' + b"ab" * 32 + b'","kelurahan":"1671081006","n":-1,"term":1}',
        b'{"hash":"' + b"AB" * 32 + b'","kelurahan":"1671081006","n":1,"term":1}',
        b'{"hash":7,"kelurahan":"1671081006","n":1,"term":1}',
        b'{"hash":"' + b"ab" * 32 + b'","kelurahan":"1671081006","n":"1","term":1}',
    ],
)
def test_a_head_of_another_form_is_refused(payload: bytes) -> None:
    with pytest.raises(Refused, match="bad_head"):
        parse_head(payload)


def test_a_displaced_line_is_traced_to_the_place_that_stands() -> None:
    heads = list(walk(Head(KELURAHAN, 0, 0, start(KELURAHAN)), ENTRIES))
    left = {head.n: {head.hash: entry} for head, entry in zip(heads, ENTRIES, strict=True)}
    top = (heads[-1].n, heads[-1].hash)
    after, entries = trace(top, left, lambda n: heads[1].hash if n == 2 else None)
    assert (after, entries) == ((2, heads[1].hash), ENTRIES[2:])
    after, entries = trace(top, left, lambda n: start(KELURAHAN) if n == 0 else bytes(32))
    assert (after, entries) == ((0, start(KELURAHAN)), ENTRIES)


def test_a_displaced_line_with_a_hole_is_refused() -> None:
    heads = list(walk(Head(KELURAHAN, 0, 0, start(KELURAHAN)), ENTRIES))
    left = {head.n: {head.hash: entry} for head, entry in zip(heads, ENTRIES, strict=True)}
    top = (heads[-1].n, heads[-1].hash)
    del left[3]
    with pytest.raises(Refused, match="broken_chain"):
        trace(top, left, lambda n: start(KELURAHAN) if n == 0 else None)
    with pytest.raises(Refused, match="broken_chain"):
        trace((0, start(KELURAHAN)), left, lambda _n: None)
    with pytest.raises(Refused, match="broken_chain"):
        trace((3, heads[2].hash), left, lambda _n: None)
