"""One permohonan: what it tells of itself, and that what is kept of it is all of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.event import check_value
from kiosk.domain.permohonan import Permohonan, Print, Status, dump, load, state_hash
from tests.kiosk.domain.cases import ID, SIGN, make_case, make_id


def test_a_step_has_a_role_only_while_in_review() -> None:
    assert make_case(step=2).get_step() == "seklur"
    assert make_case(Status.RETURNED).get_step() == ""


def test_missing_papers_are_those_nobody_cleared() -> None:
    case = make_case(papers={"ktp": "seen", "kk": ""})
    assert case.get_missing() == ("kk",)
    assert not case.is_complete()
    assert make_case().is_complete()
    assert not make_case(identity="").is_complete()
    assert not make_case(open=("x",)).is_complete()


@pytest.mark.parametrize(
    ("kind", "ok", "found"),
    [
        ("original", True, True),
        ("original", None, False),
        ("original", False, False),
        ("archive", True, False),
    ],
)
def test_only_an_original_a_person_confirmed_is_printed(kind: str, *, ok: bool | None, found: bool) -> None:
    assert make_case(prints=(Print(1, kind, "ab", ok=ok),)).has_printed() is found


cases = st.builds(
    make_case,
    st.sampled_from(Status),
    held=st.sampled_from(["", "printer"]),
    prints=st.lists(
        st.builds(
            Print,
            st.integers(1, 9),
            st.just("original"),
            st.just("ab" * 32),
            st.sampled_from([None, True, False]),
        ),
        max_size=3,
    ).map(tuple),
    passed=st.lists(st.tuples(st.just("operator"), st.just("op-1")), max_size=2).map(tuple),
    stops=st.lists(st.tuples(st.integers(0, 9), st.integers(10, 20)), max_size=2).map(tuple),
    doubtful=st.dictionaries(st.just(make_id(4)), st.just(dict(SIGN)), max_size=1),
    ruling=st.booleans(),
    closed_at=st.integers(0, 2**41),
)


@given(cases)
def test_what_is_kept_of_a_case_is_all_of_it(case: Permohonan) -> None:
    assert load(dump(case)) == case


@given(cases)
def test_what_is_kept_is_canonical_json(case: Permohonan) -> None:
    check_value(dump(case))


@given(cases, cases)
def test_equal_cases_have_equal_hashes_and_others_have_not(one: Permohonan, other: Permohonan) -> None:
    assert (state_hash(one) == state_hash(other)) is (one == other)


def test_a_key_of_a_later_program_is_passed_over() -> None:
    assert load({**dump(make_case()), "later": 1}).id == ID
