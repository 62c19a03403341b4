"""Timing of contestants that take turns, so that a noisy moment hits all of them alike."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Timing:
    """Seconds of each repetition."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle repetition, in seconds."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return f"{self.median:.2f} s ({min(self.seconds):.2f}–{max(self.seconds):.2f})"


def take_turns(contestants: Mapping[str, Work], repeats: int, before: Work = lambda: None) -> dict[str, Timing]:
    """Run A B C A B C …; ``before`` clears up ahead of each and is not timed."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(repeats):
        for name, work in contestants.items():
            before()
            seconds[name].append(timed(work))
    return {name: Timing(tuple(each)) for name, each in seconds.items()}


def timed(work: Work) -> float:
    """Return how many seconds ``work`` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
