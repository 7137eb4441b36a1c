"""Functions that the texts of the rules of `statistics` call. See `support` for what holds for all of them."""

import math
import statistics
from typing import Any

from srcad.rules.support import quotient


def variance_tangent(data: Any, d_data: Any, count: int, mean: Any = None) -> Any:
    """Return the tangent of the sum of squares about a mean, the data's own if none is given, over a count."""
    centre = statistics.mean(data) if mean is None else mean
    total = 0.0
    for value, tangent in zip(data, d_data, strict=True):
        total = total + (value - centre) * tangent
    return 2.0 * total / count


def variance_mean_term(data: Any, mean: Any, d_mean: Any, count: int) -> Any:
    """Return what the tangent of a mean that was given adds to that of a variance."""
    total = 0.0
    for value in data:
        total = total + (mean - value)
    return 2.0 * total / count * d_mean


def mean_stdev_tangent(data: Any, d_data: Any, out: Any) -> Any:
    """Return the tangents of mean and standard deviation."""
    d_variance = variance_tangent(data, d_data, len(data) - 1, None)
    return statistics.mean(d_data), quotient(d_variance, 2.0 * out[1])


def harmonic_mean_tangent(data: Any, d_data: Any, out: Any, weights: Any = None) -> Any:
    """Return the tangent of a harmonic mean as the values vary; a value of 0 makes it 0, and alone decides."""
    factors = [1.0] * len(data) if weights is None else weights
    whole = math.fsum(factors)
    if out == 0.0:
        return 0.0 if sum(value == 0.0 for value in data) > 1 else lone_zero_tangent(data, d_data, factors, whole)
    total = 0.0
    for value, tangent, factor in zip(data, d_data, factors, strict=True):
        total = total + factor * (out / value) * (out / value) * tangent
    return total / whole


def lone_zero_tangent(data: Any, d_data: Any, factors: Any, whole: Any) -> Any:
    """Return the tangent of a harmonic mean at the only value that is 0."""
    total = 0.0
    for value, tangent, factor in zip(data, d_data, factors, strict=True):
        if value == 0.0:
            total = total + quotient(whole * tangent, factor)
    return total


def harmonic_mean_weights_term(data: Any, weights: Any, d_weights: Any, out: Any) -> Any:
    """Return what the tangents of the weights add to that of a harmonic mean."""
    if out == 0.0:
        return 0.0
    total = 0.0
    for value, tangent in zip(data, d_weights, strict=True):
        total = total + tangent * (1.0 - out / value)
    return out * total / math.fsum(weights)


def picked(data: Any, d_data: Any, out: Any) -> Any:
    """Return the tangents of values that stand in the data, each that of its first occurrence."""
    return [d_data[data.index(value)] for value in out]
