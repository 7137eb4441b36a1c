"""Numerical derivatives with an estimate of their error: central differences, extrapolated, at many step sizes.

A difference with a large step misses curvature, one with a small step drowns in rounding. Each entry of the result
takes the step and the order of extrapolation whose error is smallest by its own estimate (Ridders 1982), to which the
rounding of the function's values is added. Where the slopes on the two sides of the point do not come together, there
is a kink, and nothing is known.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from srcad.values.flattening import leaves_of

Vector = np.ndarray[Any, np.dtype[Any]]

# A step is this fraction of the numbers that are moved: from one eighth down to where rounding takes over.
_STEPS = tuple(2.0**-exponent for exponent in range(3, 29, 2))
_SHRINKING = _STEPS[0] / _STEPS[1]
_EXTRAPOLATIONS = 5


@dataclass(frozen=True)
class Estimate:
    """A numerical derivative by entry, and its estimated error; infinite where nothing is known."""

    slopes: Vector
    errors: Vector


def entries_of(structure: object) -> Vector:
    """Return all numbers in a structure, arrays included, as one vector of dtype float64 or complex128."""
    leaves = [np.ravel(leaf).astype(complex if np.iscomplexobj(leaf) else float) for leaf in leaves_of(structure)]
    return np.concatenate(leaves) if leaves else np.zeros(0)


def precisions_of(structure: object) -> Vector:
    """Return the rounding error of a one of its dtype for every number in a structure."""
    leaves = [np.asarray(leaf) for leaf in leaves_of(structure)]
    rounding = [np.finfo(leaf.dtype).eps if leaf.dtype.kind in "fc" else 2.0**-52 for leaf in leaves]
    widths = [np.full(leaf.size, float(epsilon)) for leaf, epsilon in zip(leaves, rounding, strict=True)]
    return np.concatenate(widths) if widths else np.zeros(0)


def estimate(function: Callable[[float], Any], scale: float = 1.0, precision: float = 2.0**-52) -> Estimate:
    """Return the derivative at zero of a function of a step, which returns a structure of numbers.

    `scale` is the step that is regarded as large, `precision` the relative rounding error of what is moved. A step at
    which the function raises, or returns a structure of another size, is left out.
    """
    with quiet():
        structure = function(0.0)
        centre, precisions = entries_of(structure), np.maximum(precisions_of(structure), precision)
        best = Estimate(np.zeros(centre.size), np.full(centre.size, np.inf))
        before: list[Vector] = []
        kink = np.full(centre.size, np.inf)
        for step in _STEPS:
            beside = _beside(function, step * scale, centre)
            rounding = 2.0 * precisions * (beside.magnitude / (step * scale) + np.abs(beside.difference) / step)
            column = _extrapolated(beside.difference, before)
            best = _better(best, column, before, rounding)
            kink = np.fmin(kink, beside.kink - rounding)
            before = column
    return Estimate(best.slopes, np.where(kink > 1e-3 * (1.0 + np.abs(best.slopes)), np.inf, best.errors))


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the evaluations beside the point from warning: only those at the point are the user's."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


class _Beside(NamedTuple):
    """What one step tells: the central difference, by how much the two sides differ, the magnitude of the values."""

    difference: Vector
    kink: Vector
    magnitude: Vector


def _beside(function: Callable[[float], Any], step: float, centre: Vector) -> _Beside:
    """Evaluate on both sides of the point; NaN where that is not possible."""
    try:
        above, below = entries_of(function(step)), entries_of(function(-step))
    except Exception:
        above = below = np.zeros(0)
    if not above.size == below.size == centre.size:
        above = below = np.full(centre.size, np.nan)
    kink = np.abs(above - 2.0 * centre + below) / (2.0 * step)
    return _Beside((above - below) / (2.0 * step), kink, np.maximum(np.abs(above), np.abs(below)))


def _extrapolated(difference: Vector, before: list[Vector]) -> list[Vector]:
    """Return a difference and its extrapolations, each of which removes one more even power of the step."""
    column = [difference]
    for order, previous in enumerate(before[:_EXTRAPOLATIONS], start=1):
        factor = _SHRINKING ** (2 * order)
        column.append((factor * column[-1] - previous) / (factor - 1.0))
    return column


def _better(best: Estimate, column: list[Vector], before: list[Vector], rounding: Vector) -> Estimate:
    """Return the best of what is known by entry; an error is how far an extrapolation moved, and rounding."""
    for order, previous in enumerate(before[:_EXTRAPOLATIONS]):
        change = np.maximum(np.abs(column[order + 1] - column[order]), np.abs(column[order + 1] - previous))
        errors = np.where(np.isnan(change), np.inf, change + rounding)
        is_better = errors < best.errors
        best = Estimate(np.where(is_better, column[order + 1], best.slopes), np.where(is_better, errors, best.errors))
    return best


def complex_step(function: Callable[[complex], Any], scale: float = 1.0) -> Vector | None:
    """Return the derivative at zero of an analytic function of a step, exact to rounding, or None if it fails.

    A function that is not analytic, such as one that takes an absolute value, gives a wrong number without an error:
    the result is to be trusted only where differences agree with it.
    """
    step = 1e-30 * scale
    try:
        with quiet():
            return np.imag(entries_of(function(step * 1j))) / step
    except Exception:
        return None
