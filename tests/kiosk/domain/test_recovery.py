"""A key on paper is read back whatever a hand does to its letters, or the wrong group is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import recovery
from kiosk.domain.errors import Refused

SEED = bytes(range(32))
GROUPS = recovery.encode(SEED)


@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back(seed: bytes) -> None:
    assert recovery.decode(" ".join(recovery.encode(seed))) == seed


@pytest.mark.parametrize("between", [" ", "-", "\n", "", " . "])
def test_how_the_groups_are_parted_does_not_matter(between: str) -> None:
    assert recovery.decode(between.join(GROUPS).lower()) == SEED


def test_letters_that_look_alike_are_the_same() -> None:
    typed = " ".join(GROUPS).replace("0", "O").replace("1", "l")
    assert recovery.decode(typed) == SEED


@pytest.mark.parametrize("group", range(recovery.GROUPS))
def test_one_wrong_letter_names_its_group(group: int) -> None:
    for at in range(5):
        wrong = list(GROUPS)
        letter = wrong[group][at]
        wrong[group] = wrong[group][:at] + ("A" if letter != "A" else "B") + wrong[group][at + 1 :]
        with pytest.raises(Refused, match="recovery_group") as caught:
            recovery.decode(" ".join(wrong))
        assert caught.value.details["group"] == group + 1


@pytest.mark.parametrize("first", range(recovery.GROUPS - 1))
def test_two_groups_in_each_others_place_are_noticed(first: int) -> None:
    wrong = list(GROUPS)
    wrong[first], wrong[first + 1] = wrong[first + 1], wrong[first]
    with pytest.raises(Refused, match="recovery_group"):
        recovery.decode(" ".join(wrong))


@pytest.mark.parametrize("typed", ["", "ABCDE", " ".join(GROUPS[:-1]), " ".join((*GROUPS, "00000"))])
def test_too_few_and_too_many_are_counted(typed: str) -> None:
    with pytest.raises(Refused, match="recovery_length"):
        recovery.decode(typed)
