"""Print what the public wrapper costs over the generated function: `python -m tests.benchmarks.call_overhead`."""

import math
import timeit
from collections.abc import Callable
from typing import Any

import numpy as np

import srcad

SCALE = 2.0
LIMIT = 200e-9  # seconds, on CPython 3.12 and later
CALLS = 2_000
REPEATS = 25


@srcad.forward_diff
def of_scalars(x: float, y: float, n: int = 3) -> float:
    """Return a number from a handful of numbers."""
    return x * y + SCALE * math.sin(x) + n


@srcad.forward_diff
def of_array(x: Any, factor: float) -> Any:
    """Return an array."""
    return x * factor


class Model:
    """An object with a decorated method."""

    scale = 3.0

    @srcad.forward_diff
    def scaled(self, x: float) -> float:
        """Return a number."""
        return self.scale * x


def seconds_of(call: Callable[[], Any]) -> float:
    """Return the least time of one call over some repeats: all that disturbs makes it longer."""
    return min(timeit.repeat(call, number=CALLS, repeat=REPEATS)) / CALLS


def overheads() -> dict[str, float]:
    """Return the seconds that a public call takes longer than the generated function alone."""
    array, seed, model = np.ones(3), np.ones(3), Model()
    scalars = of_scalars.variant(3.0, 0.5, 3, wrt="x")
    arrays = of_array.variant(array, 2.0, wrt="x")
    method = Model.scaled.variant(model, 2.0, wrt="x")
    empty = seconds_of(lambda: None)
    pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "three scalars": (
            lambda: of_scalars(3.0, 0.5, 3, d_x=1.0),
            lambda: scalars(3.0, 0.5, 3, d_x=1.0),
        ),
        "an array of 3": (lambda: of_array(array, 2.0, d_x=seed), lambda: arrays(array, 2.0, d_x=seed)),
        "a method": (lambda: model.scaled(2.0, d_x=1.0), lambda: method(model, 2.0, d_x=1.0)),
        "jvp by position": (
            lambda: srcad.jvp(of_scalars, (3.0, 0.5, 3), (1.0, None, None)),
            lambda: scalars(3.0, 0.5, 3, d_x=1.0),
        ),
    }
    print(f"{'':20s}{'public':>10s}{'generated':>12s}{'overhead':>12s}   (ns)")
    found = {}
    for name, (public, generated) in pairs.items():
        slow, quick = seconds_of(public) - empty, seconds_of(generated) - empty
        found[name] = slow - quick
        print(f"{name:20s}{1e9 * slow:10.0f}{1e9 * quick:12.0f}{1e9 * found[name]:12.0f}")
    return found


if __name__ == "__main__":
    overheads()
