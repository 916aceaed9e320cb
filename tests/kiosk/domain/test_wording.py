"""The template of a body: phrases that fall away, groups drawn apart, brackets that do not match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.wording import are_phrases_whole, drop_phrases, find_drawn, split

BORN = (
    "lahir pada {tanggal}[ pukul {pukul}], dari ibu:\n{ibu}\n"
    "[dan ayah:\n{ayah}\n]disaksikan {saksi}. Selesai."
)


def kept(*given: str) -> str:
    return drop_phrases(BORN, lambda name: name in given)


def test_a_phrase_falls_away_with_its_answer_and_stays_with_it() -> None:
    assert kept("pukul").startswith("lahir pada {tanggal} pukul {pukul}, dari ibu")
    assert kept().startswith("lahir pada {tanggal}, dari ibu:\n{ibu}\ndisaksikan")
    assert "dan ayah:\n{ayah}\n" in kept("ayah")


def test_a_phrase_with_two_places_needs_both() -> None:
    assert drop_phrases("a[ b {x} {y}]", lambda name: name == "x") == "a"


def test_a_person_is_drawn_apart_only_when_alone_on_a_line() -> None:
    assert find_drawn("oleh {ibu} sendiri", (), ("ibu",)) == frozenset()
    assert find_drawn("oleh:\n{ibu}", (), ("ibu",)) == {"ibu"}
    assert find_drawn("{ibu}\nialah ibunya", (), ("ibu",)) == {"ibu"}


def test_a_list_is_drawn_apart_wherever_it_stands_and_the_text_goes_on_after_it() -> None:
    pieces = list(split(kept("ayah"), ("saksi",), ("ibu", "ayah")))
    assert [piece.group for piece in pieces if piece.group] == ["ibu", "ayah", "saksi"]
    assert pieces[-1].text == "Selesai."


@pytest.mark.parametrize("text", ["", "tanpa apa pun", "[{a}]", "x [dan {b.c}] y [atau {d}]"])
def test_whole_phrases_are_found_whole(text: str) -> None:
    assert are_phrases_whole(text)


@pytest.mark.parametrize("text", ["[", "a] {b}", "[a [{b}]]", "[tanpa isian]", "[{a}] ]"])
def test_a_bracket_alone_or_without_an_answer_is_found(text: str) -> None:
    assert not are_phrases_whole(text)


@given(st.text(alphabet="ab {}[]\n", max_size=60))
def test_what_is_left_of_any_whole_template_has_no_brackets(text: str) -> None:
    if are_phrases_whole(text):
        assert not {"[", "]"} & set(drop_phrases(text, lambda name: len(name) % 2 == 0))
