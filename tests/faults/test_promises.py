"""Every promise of the contract is struck at in its small form; `make faults` does the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.book import PARTS
from tests.faults.contract import PROMISES
from tests.faults.promise import Promise

SEED = 20261124


@pytest.mark.logs
@pytest.mark.parametrize("promise", PROMISES, ids=lambda one: one.id)
def test_the_promise_is_kept(promise: Promise, tmp_path: Path) -> None:
    result = promise.trial(SEED, tmp_path, promise.small)
    assert (result.lost, result.duplicated, result.wrong) == (0, 0, ()), promise.words
    assert result.trials >= promise.small


def test_no_promise_of_the_contract_is_passed_over_in_silence() -> None:
    """Twenty promises: each has a trial; what of it no machine of ours can show is said with it."""
    assert {one.id.rstrip(PARTS) for one in PROMISES} == {f"P{number}" for number in range(1, 21)}
