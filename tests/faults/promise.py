"""What a promise is and what a trial of it found; it runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Trial = Callable[[int, Path, int], "Result"]


@dataclass(frozen=True, slots=True)
class Result:
    """What one call of a trial found.

    `lost` and `duplicated` count what people had been told was kept; `wrong` says everything else that must
    not be, a sentence each. `figures` add up over calls; those named `worst ..` keep the largest.
    """

    trials: int = 1
    lost: int = 0
    duplicated: int = 0
    wrong: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether the promise held."""
        return not (self.lost or self.duplicated or self.wrong)


@dataclass(frozen=True, slots=True)
class Promise:
    """A row of the contract: what is promised, the trial that strikes at it, how often it must have held.

    A promise that several kinds of trial strike at has as many rows; the `id` of the second ends with a b.

    A trial is given a seed, an empty folder and a size, and counts as many trials as it made: `size` in a
    call of the full run, `small` in the one call of `make test`; `small_why` says where that is less than the
    contract asks of it. `not_shown` is what no machine of ours can show.
    """

    id: str
    words: str
    trial: Trial
    promised: int
    size: int
    small: int
    small_why: str = ""
    not_shown: str = ""

    @property
    def test(self) -> str:
        """The file of its trial."""
        return self.trial.__module__.replace(".", "/") + ".py"


def add_figures(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Figures of two results as one."""
    both = dict(one)
    for name, value in other.items():
        old = both.get(name, 0)
        both[name] = round(max(old, value) if name.startswith("worst ") else old + value, 3)
    return both
