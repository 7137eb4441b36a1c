"""Put a zero where the tangent of an inexact value is missing: what comes back has a tangent wherever one can be."""

from __future__ import annotations

from typing import Any

import numpy as np

from srcad.values.tangents import zero_tangent


def tangent_or_zero(value: Any, tangent: Any) -> Any:
    """Return a tangent, for None the zero one."""
    return zero_tangent(value, strict=False) if tangent is None else tangent


def completed(pair: Any, levels: int) -> Any:
    """Put a zero where the tangent of an inexact number or array is missing, in the pairs of all levels."""
    value, tangent = pair
    if levels == 1:
        return pair if tangent is not None else (value, zero_of(value))
    value = completed(value, levels - 1)
    return value, beside(value, tangent, levels - 1)


def beside(pair: Any, tangent: Any, levels: int) -> Any:
    """Complete the tangent of a pair, which is a pair."""
    if levels == 0:
        return zero_of(pair) if tangent is None else tangent
    parts = (None, None) if tangent is None else tangent
    return tuple(beside(part, one, levels - 1) for part, one in zip(pair, parts, strict=True))


def zero_of(value: Any) -> Any:
    """Return the zero tangent of an inexact number or array, a container or an object; None for all else."""
    if isinstance(value, (float, complex, np.inexact)):
        return zero_tangent(value)
    if type(value) is np.ndarray and value.dtype.kind not in "fc":
        return None
    is_number = isinstance(value, (int, np.generic))
    return None if is_number else zero_tangent(value, strict=False)
