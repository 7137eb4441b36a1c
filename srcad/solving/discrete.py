"""The tangents of the methods of SciPy's discrete distributions, with respect to their continuous parameters.

The probabilities vary with the shapes alone: the points are integers, `loc` moves them by integers, and a distribution
function is a staircase in both. A quantile is a staircase in everything but `loc`, which is added to it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from srcad.rules import registry
from srcad.runtime import apply
from srcad.solving.formulas import distribution_function, log_mass, overridden, survival_function
from srcad.solving.parameters import (
    as_floats,
    given_parameters,
    given_tangents,
    refuse_integer,
    rows_of,
    spread_rows,
)
from srcad.values.carrying import refuse_value

METHODS = stats.rv_discrete


def pmf(
    self: Any,
    k: Any,
    *args: Any,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the probability and its tangent: the probability times the tangent of its logarithm."""
    value = METHODS.pmf(self, k, *args, **kwds)
    where = np.asarray(value > 0.0)
    refuse_edge(self, where, k, args, kwds, d_args, d_kwds, False)
    points, shapes, d_shapes = chosen(self, where, k, args, kwds, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = value[where] * slope_of(log_mass, self, points, shapes, d_shapes)
    return value, spread_rows(value, where, rows)


def logpmf(
    self: Any,
    k: Any,
    *args: Any,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the logarithm of the probability, and its tangent."""
    value = METHODS.logpmf(self, k, *args, **kwds)
    where = np.asarray(value > -np.inf)
    refuse_edge(self, where, k, args, kwds, d_args, d_kwds, False)
    points, shapes, d_shapes = chosen(self, where, k, args, kwds, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = slope_of(log_mass, self, points, shapes, d_shapes)
    return value, spread_rows(value, where, rows)


def cdf(
    self: Any,
    k: Any,
    *args: Any,
    d_k: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the distribution function and its tangent."""
    value = METHODS.cdf(self, k, *args, **kwds)
    where = np.asarray((value > 0.0) & (value < 1.0))
    refuse_edge(self, where, k, args, kwds, d_args, d_kwds, True)
    points, shapes, d_shapes = chosen(self, where, k, args, kwds, d_args, d_kwds, True)
    with np.errstate(all="ignore"):
        rows = slope_of(distribution_function, self, points, shapes, d_shapes)
    return value, spread_rows(value, where, rows)


def sf(
    self: Any,
    k: Any,
    *args: Any,
    d_k: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the survival function and its tangent."""
    value = METHODS.sf(self, k, *args, **kwds)
    where = np.asarray((value > 0.0) & (value < 1.0))
    refuse_edge(self, where, k, args, kwds, d_args, d_kwds, True)
    points, shapes, d_shapes = chosen(self, where, k, args, kwds, d_args, d_kwds, True)
    with np.errstate(all="ignore"):
        rows = slope_of(survival_function, self, points, shapes, d_shapes)
    return value, spread_rows(value, where, rows)


def logcdf(
    self: Any,
    k: Any,
    *args: Any,
    d_k: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the logarithm of the distribution function, and its tangent."""
    value = METHODS.logcdf(self, k, *args, **kwds)
    where = np.asarray((value > -np.inf) & (value < 0.0))
    refuse_edge(self, where, k, args, kwds, d_args, d_kwds, True)
    points, shapes, d_shapes = chosen(self, where, k, args, kwds, d_args, d_kwds, True)
    with np.errstate(all="ignore"):
        rows = slope_of(distribution_function, self, points, shapes, d_shapes) / np.exp(value[where])
    return value, spread_rows(value, where, rows)


def logsf(
    self: Any,
    k: Any,
    *args: Any,
    d_k: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the logarithm of the survival function, and its tangent."""
    value = METHODS.logsf(self, k, *args, **kwds)
    where = np.asarray((value > -np.inf) & (value < 0.0))
    refuse_edge(self, where, k, args, kwds, d_args, d_kwds, True)
    points, shapes, d_shapes = chosen(self, where, k, args, kwds, d_args, d_kwds, True)
    with np.errstate(all="ignore"):
        if overridden(self, "_logsf"):
            rows = apply(self._logsf, (points, *shapes), (None, *d_shapes))[1]
        else:
            rows = slope_of(survival_function, self, points, shapes, d_shapes) / np.exp(value[where])
    return value, spread_rows(value, where, rows)


def ppf(
    self: Any,
    q: Any,
    *args: Any,
    d_q: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the quantile and its tangent, that of `loc`."""
    value = METHODS.ppf(self, q, *args, **kwds)
    return value, moved_quantile(self, value, args, kwds, d_args, d_kwds)


def isf(
    self: Any,
    q: Any,
    *args: Any,
    d_q: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the quantile of an upper tail and its tangent, that of `loc`."""
    value = METHODS.isf(self, q, *args, **kwds)
    return value, moved_quantile(self, value, args, kwds, d_args, d_kwds)


def moved_quantile(distribution: Any, value: Any, args: Any, kwds: Any, d_args: Any, d_kwds: Any) -> Any:
    """Return the tangent of `loc`, for every quantile that is a number."""
    d_loc = given_tangents(distribution, args, kwds, d_args, d_kwds)[-1]
    where = np.asarray(value == value)
    return spread_rows(value, where, 0.0 if d_loc is None else rows_of(where, (d_loc,))[0])


def chosen(
    distribution: Any,
    where: Any,
    k: Any,
    args: Any,
    kwds: Any,
    d_args: Any,
    d_kwds: Any,
    is_staircase: bool = False,
) -> tuple[Any, Any, Any]:
    """Return the points moved back by loc, the shapes and their tangents, where they are chosen, as rows."""
    *d_shapes, d_loc = given_tangents(distribution, args, kwds, d_args, d_kwds)
    if not is_staircase:
        refuse_integer(distribution, "loc", d_loc)
    points, *shapes, loc = rows_of(where, as_floats((k, *given_parameters(distribution, args, kwds))))
    points = points - loc
    return np.floor(points) if is_staircase else points, shapes, rows_of(where, d_shapes)


@registry.constant_rule
def refuse_edge(
    distribution: Any, where: Any, k: Any, args: Any, kwds: Any, d_args: Any, d_kwds: Any, is_staircase: bool
) -> None:
    """Refuse a shape that varies at the end of its domain where a point of the support has the probability 0.

    Its logarithm, from which the tangents are made, is infinite there.
    """
    *shapes, loc = as_floats(given_parameters(distribution, args, kwds))
    tangents = given_tangents(distribution, args, kwds, d_args, d_kwds)
    lower, upper = distribution._get_support(*shapes)
    points = np.asarray(k, dtype=float) - loc
    inside = (points >= lower) & (points < upper if is_staircase else points <= upper) & ~where
    for info, shape, tangent in zip(distribution._shape_info() if shapes else (), shapes, tangents, strict=False):
        ends = [end for end, is_included in zip(info.domain, info.inclusive, strict=True) if is_included]
        if tangent is not None and np.any(inside & np.isin(shape, ends) & (np.asarray(tangent) != 0.0)):
            refuse_value(
                f"'{info.name}' varies at the end of its domain, where a probability of {distribution.name} is 0",
                f"Keep '{info.name}' off the end, or constant with srcad.stop_derivative.",
            )


def slope_of(formula: Any, distribution: Any, points: Any, shapes: Any, d_shapes: Any) -> Any:
    """Return the tangent of a formula along the shapes."""
    if all(tangent is None for tangent in d_shapes):
        return np.zeros(np.shape(points))
    return apply(formula, (distribution, points, *shapes), (None, None, *d_shapes))[1]
