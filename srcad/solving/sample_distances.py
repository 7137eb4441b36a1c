"""The tangents of the distances between two samples that are integrals of a power of their distribution functions.

The difference of the distribution functions is a constant between one value and the next: a value that moves takes from
one side and gives to the other. Where values of both samples are equal, moving one up is not the opposite of moving it
down, and the tangent is the mean of the two.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import _stats_py

from srcad.rules import registry
from srcad.rules.support import quotient
from srcad.runtime import apply


def cdf_distance(
    p: Any,
    u_values: Any,
    v_values: Any,
    u_weights: Any = None,
    v_weights: Any = None,
    *,
    d_u_values: Any = None,
    d_v_values: Any = None,
    d_u_weights: Any = None,
    d_v_weights: Any = None,
) -> tuple[Any, Any]:
    """Return the distance of two samples, the p-th root of an integral, and its tangent."""
    value = _stats_py._cdf_distance(p, u_values, v_values, u_weights, v_weights)
    given = (p, u_values, v_values, u_weights, v_weights)
    tangents = (None, d_u_values, d_v_values, d_u_weights, d_v_weights)
    first = apply(distance_in_order, (*given, True), (*tangents, None))[1]
    second = apply(distance_in_order, (*given, False), (*tangents, None))[1]
    moved = 0.5 * (first + second)
    return value, np.float64(moved if p == 1 else quotient(moved, p * value ** (p - 1)))


def distance_in_order(p: Any, u_values: Any, v_values: Any, u_weights: Any, v_weights: Any, u_first: bool) -> Any:
    """Return the integral, with equal values of the two samples in an order of choice."""
    u, v = np.asarray(u_values, dtype=float), np.asarray(v_values, dtype=float)
    steps = shares(u, u_weights), -shares(v, v_weights)
    places = np.concatenate((u, v) if u_first else (v, u))
    order = sorted_places(places)
    differences = np.cumsum(np.concatenate(steps if u_first else (steps[1], steps[0]))[order])[:-1]
    powers = np.abs(differences) if p == 1 else np.abs(differences) ** p
    return np.sum(powers * np.diff(places[order]))


def shares(values: Any, weights: Any) -> Any:
    """Return what each value adds to the distribution function."""
    if weights is None:
        return np.full(len(values), 1.0 / len(values))
    weights = np.asarray(weights, dtype=float)
    return weights / np.sum(weights)


@registry.constant_rule
def sorted_places(places: Any) -> Any:
    """Return the indices that sort values, equal ones in their order."""
    return np.argsort(places, kind="stable")
