"""What a benchmark says: a figure with its spread, its floor and where the time goes; it measures nothing."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

Kind = Literal["cold", "warm"]
Better = Literal["less", "more"]
MS: Final = 1_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing; `floor` is in the same unit and from the same run, `target` from the promises.

    `note` says what the floor is and where the time goes. A figure that could not be taken has no median and
    says why in `note`: it is never left out.
    """

    name: str
    unit: str
    n: int
    median: float | None
    p99: float | None
    kind: Kind
    floor: float | None
    note: str
    target: float | None = None
    better: Better = "less"

    def as_json(self) -> dict[str, Any]:
        """As build/bench.json holds it."""
        return asdict(self)

    @property
    def is_within(self) -> bool:
        """Whether the median keeps the promise; a figure without a target keeps it by being there."""
        if self.median is None:
            return False
        if self.target is None:
            return True
        return self.median <= self.target if self.better == "less" else self.median >= self.target


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a figure before it is measured."""

    name: str
    unit: str
    kind: Kind
    target: float | None = None

    def of(self, samples: Sequence[float], *, floor: float | None, note: str) -> Figure:
        """The figure of these samples."""
        return Figure(
            name=self.name,
            unit=self.unit,
            n=len(samples),
            median=rounded(statistics.median(samples)),
            p99=rounded(p99(samples)),
            kind=self.kind,
            floor=None if floor is None else rounded(floor),
            note=note,
            target=self.target,
        )

    def missing(self, why: str) -> Figure:
        """The figure that could not be taken."""
        return Figure(self.name, self.unit, 0, None, None, self.kind, None, why, self.target)


def p99(samples: Sequence[float]) -> float:
    """The 99th percentile by nearest rank: of fewer than 100 samples the largest."""
    return sorted(samples)[math.ceil(len(samples) * 0.99) - 1]


def rounded(value: float) -> float:
    """Three digits that mean something."""
    return value if value == 0 else round(value, 2 - math.floor(math.log10(abs(value))))


def wall_ms(call: Callable[[], object]) -> float:
    """Milliseconds on the clock."""
    begun = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - begun) / MS


def cpu_ms(call: Callable[[], object]) -> float:
    """Milliseconds of this process's CPU, whatever else the machine does."""
    begun = time.process_time_ns()
    call()
    return (time.process_time_ns() - begun) / MS


def each(
    calls: Iterable[Callable[[], object]], measure: Callable[[Callable[[], object]], float]
) -> list[float]:
    """The measure of each call, without the collector running in between."""
    gc.collect()
    gc.disable()
    try:
        return [measure(call) for call in calls]
    finally:
        gc.enable()


def spread(call: Callable[[], object], n: int, *, times: int) -> list[float]:
    """CPU ms of a call that is too short for one look at the clock: n samples of `times` calls each."""
    return [one / times for one in each([_repeat(call, times)] * n, cpu_ms)]


def _repeat(call: Callable[[], object], times: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            call()

    return run
