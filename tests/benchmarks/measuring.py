"""Time several functions side by side: in rounds, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

Call = Callable[[], object]


def seconds_of(call: Call, count: int) -> float:
    """Return the processor time of one call, averaged over so many, with the garbage collector at rest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        begin = time.process_time()
        for _ in range(count):
            call()
        return (time.process_time() - begin) / count
    finally:
        if was_enabled:
            gc.enable()


def count_for(call: Call, seconds: float) -> int:
    """Return how many calls take about so long."""
    count = 1
    while (taken := seconds_of(call, count) * count) < seconds / 4.0:
        count *= 4 if taken < seconds / 16.0 else 2
    return max(1, round(count * seconds / max(taken, 1e-9)))


def samples_of(calls: Mapping[str, Call], rounds: int, seconds: float) -> dict[str, list[float]]:
    """Return the times of one call of each function in each round; every round begins with another one."""
    counts = {name: count_for(call, seconds) for name, call in calls.items()}
    names = list(calls)
    samples: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in [*names[first:], *names[:first]]:
            samples[name].append(seconds_of(calls[name], counts[name]))
    return samples


def ratio(samples: list[float], others: list[float]) -> float:
    """Return the median of the ratios within the rounds."""
    return statistics.median(one / other for one, other in zip(samples, others, strict=True))
