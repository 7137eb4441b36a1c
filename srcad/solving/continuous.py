"""The tangents of the methods of SciPy's continuous distributions.

With y = (x - loc) / scale, all of them come from the standardised density f and distribution function F: the tangent of
log f along (y, shapes), and the slope of F, or of the survival function in its own tail, in the shapes at fixed y. The
value is SciPy's own. Outside the support it is constant, and so the tangent is zero there, and at the very edge where
the density vanishes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from srcad.rules.support import quotient, scaled
from srcad.runtime import apply
from srcad.solving.formulas import distribution_function, log_density, overridden, survival_function
from srcad.solving.parameters import as_floats, given_parameters, given_tangents, rows_of, spread_rows, total

METHODS = stats.rv_continuous


def pdf(
    self: Any,
    x: Any,
    *args: Any,
    d_x: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the density and its tangent: the density times the tangent of its logarithm."""
    value = METHODS.pdf(self, x, *args, **kwds)
    where = np.asarray(value > 0.0)
    (point, *parameters), tangents = chosen(self, where, x, args, kwds, d_x, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = value[where] * log_slope(self, point, parameters, *tangents)
    return value, spread_rows(value, where, rows)


def logpdf(
    self: Any,
    x: Any,
    *args: Any,
    d_x: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the logarithm of the density, and its tangent."""
    value = METHODS.logpdf(self, x, *args, **kwds)
    where = np.asarray(value > -np.inf)
    (point, *parameters), tangents = chosen(self, where, x, args, kwds, d_x, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = log_slope(self, point, parameters, *tangents)
    return value, spread_rows(value, where, rows)


def cdf(
    self: Any,
    x: Any,
    *args: Any,
    d_x: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the distribution function and its tangent."""
    value = METHODS.cdf(self, x, *args, **kwds)
    where = interior(self, value > 0.0, x, args, kwds)
    (point, *parameters), tangents = chosen(self, where, x, args, kwds, d_x, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = probability_slope(self, distribution_function, 1.0, point, parameters, *tangents)
    return value, spread_rows(value, where, rows)


def sf(
    self: Any,
    x: Any,
    *args: Any,
    d_x: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the survival function and its tangent."""
    value = METHODS.sf(self, x, *args, **kwds)
    where = interior(self, value > 0.0, x, args, kwds)
    (point, *parameters), tangents = chosen(self, where, x, args, kwds, d_x, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = probability_slope(self, survival_function, -1.0, point, parameters, *tangents)
    return value, spread_rows(value, where, rows)


def logcdf(
    self: Any,
    x: Any,
    *args: Any,
    d_x: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the logarithm of the distribution function, and its tangent."""
    value = METHODS.logcdf(self, x, *args, **kwds)
    where = interior(self, value > -np.inf, x, args, kwds)
    (point, *parameters), tangents = chosen(self, where, x, args, kwds, d_x, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = log_probability_slope(
            self, "_logcdf", distribution_function, 1.0, value[where], point, parameters, *tangents
        )
    return value, spread_rows(value, where, rows)


def logsf(
    self: Any,
    x: Any,
    *args: Any,
    d_x: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the logarithm of the survival function, and its tangent."""
    value = METHODS.logsf(self, x, *args, **kwds)
    where = interior(self, value > -np.inf, x, args, kwds)
    (point, *parameters), tangents = chosen(self, where, x, args, kwds, d_x, d_args, d_kwds)
    with np.errstate(all="ignore"):
        rows = log_probability_slope(
            self, "_logsf", survival_function, -1.0, value[where], point, parameters, *tangents
        )
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
    """Return the quantile and its tangent, by the implicit function theorem."""
    value = METHODS.ppf(self, q, *args, **kwds)
    return value, quantile_tangent(
        self, METHODS.ppf, distribution_function, 1.0, value, q, args, kwds, d_q, d_args, d_kwds
    )


def isf(
    self: Any,
    q: Any,
    *args: Any,
    d_q: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[Any, Any]:
    """Return the quantile of an upper tail and its tangent, by the implicit function theorem."""
    value = METHODS.isf(self, q, *args, **kwds)
    return value, quantile_tangent(
        self, METHODS.isf, survival_function, -1.0, value, q, args, kwds, d_q, d_args, d_kwds
    )


def interior(distribution: Any, condition: Any, x: Any, args: Any, kwds: Any) -> Any:
    """Say where a point is inside the support, as SciPy does, and a condition holds too."""
    *shapes, loc, scale = as_floats(given_parameters(distribution, args, kwds))
    y = (np.asarray(x, dtype=float) - loc) / scale
    return np.asarray(condition & distribution._open_support_mask(y, *shapes))


def chosen(
    distribution: Any, where: Any, x: Any, args: Any, kwds: Any, d_x: Any, d_args: Any, d_kwds: Any
) -> tuple[Any, Any]:
    """Return point, shapes, location and scale where they are chosen, as rows, and their tangents."""
    values = as_floats((x, *given_parameters(distribution, args, kwds)))
    tangents = (d_x, *given_tangents(distribution, args, kwds, d_args, d_kwds))
    return rows_of(where, values), rows_of(where, tangents)


def standardised(x: Any, loc: Any, scale: Any, d_x: Any, d_loc: Any, d_scale: Any) -> tuple[Any, Any]:
    """Return (x - loc) / scale and its tangent."""
    y = (x - loc) / scale
    change = total(d_x, None if d_loc is None else -d_loc, None if d_scale is None else -scaled(y, d_scale))
    return y, None if change is None else change / scale


def log_slope(distribution: Any, x: Any, parameters: Any, d_x: Any, *d_parameters: Any) -> Any:
    """Return the tangent of the logarithm of the density."""
    *shapes, loc, scale = parameters
    *d_shapes, d_loc, d_scale = d_parameters
    y, d_y = standardised(x, loc, scale, d_x, d_loc, d_scale)
    _, slope = apply(log_density, (distribution, y, *shapes), (None, d_y, *d_shapes))
    return slope if d_scale is None else slope - d_scale / scale


def probability_slope(
    distribution: Any, probability: Any, sign: float, x: Any, parameters: Any, d_x: Any, *d_parameters: Any
) -> Any:
    """Return the tangent of the distribution function, or of the survival function with the sign -1."""
    *shapes, loc, scale = parameters
    *d_shapes, d_loc, d_scale = d_parameters
    y, d_y = standardised(x, loc, scale, d_x, d_loc, d_scale)
    slope = shape_part(distribution, probability, y, shapes, d_shapes)
    if d_y is None:
        return slope
    return slope + sign * scaled(METHODS.pdf(distribution, y, *shapes), d_y)


def log_probability_slope(
    distribution: Any,
    own_method: str,
    probability: Any,
    sign: float,
    value: Any,
    x: Any,
    parameters: Any,
    d_x: Any,
    *d_parameters: Any,
) -> Any:
    """Return the tangent of the logarithm of a distribution function, which holds where the function underflows."""
    *shapes, loc, scale = parameters
    *d_shapes, d_loc, d_scale = d_parameters
    y, d_y = standardised(x, loc, scale, d_x, d_loc, d_scale)
    if overridden(distribution, own_method):
        # Their own formulas keep the digits that the difference of two large logarithms would lose.
        return apply(getattr(distribution, own_method), (y, *shapes), (d_y, *d_shapes))[1]
    slope = shape_part(distribution, probability, y, shapes, d_shapes) / np.exp(value)
    if d_y is None:
        return slope
    return slope + sign * scaled(np.exp(METHODS.logpdf(distribution, y, *shapes) - value), d_y)


def shape_part(distribution: Any, probability: Any, y: Any, shapes: Any, d_shapes: Any) -> Any:
    """Return what the shapes add to the tangent of a distribution function, at a fixed standardised point."""
    if all(tangent is None for tangent in d_shapes):
        return np.zeros(np.shape(y))
    return apply(probability, (distribution, y, *shapes), (None, None, *d_shapes))[1]


def quantile_tangent(
    distribution: Any,
    method: Any,
    probability: Any,
    sign: float,
    value: Any,
    q: Any,
    args: Any,
    kwds: Any,
    d_q: Any,
    d_args: Any,
    d_kwds: Any,
) -> Any:
    """Return the tangent of a quantile: (dq - dF) / f in standardised units, then location and scale."""
    where = np.asarray((value == value) & (np.asarray(q) >= 0.0))
    (level, *parameters), (d_level, *d_parameters) = chosen(distribution, where, q, args, kwds, d_q, d_args, d_kwds)
    *shapes, _, scale = parameters
    *d_shapes, d_loc, d_scale = d_parameters
    with np.errstate(all="ignore"):
        y = method(distribution, level, *shapes)
        moved = standard_quantile_slope(distribution, probability, sign, level, y, shapes, d_level, d_shapes)
        rows = total(
            d_loc,
            None if d_scale is None else scaled(y, d_scale),
            None if moved is None else scaled(scale, moved),
        )
    return spread_rows(value, where, 0.0 if rows is None else rows)


def standard_quantile_slope(
    distribution: Any, probability: Any, sign: float, q: Any, y: Any, shapes: Any, d_q: Any, d_shapes: Any
) -> Any:
    """Return the tangent of a quantile of the standardised distribution; at q = 0 and 1, the support's ends move."""
    varies = any(tangent is not None for tangent in d_shapes)
    if d_q is None and not varies:
        return None
    density = METHODS.pdf(distribution, y, *shapes)
    slope = None if d_q is None else quotient(sign * d_q, density)
    if not varies:
        return slope
    inside = (q > 0.0) & (q < 1.0)
    rise = -sign * shape_part(distribution, probability, y, shapes, d_shapes) / density
    return total(slope, np.where(inside, rise, end_slope(distribution, y, shapes, d_shapes)))


def end_slope(distribution: Any, y: Any, shapes: Any, d_shapes: Any) -> Any:
    """Return the tangent of the end of the support that a quantile is at; where it is infinite, zero."""
    (lower, _), (d_lower, d_upper) = apply(support_ends, (distribution, *shapes), (None, *d_shapes))
    return np.where(np.isinf(y), 0.0, np.where(y == lower, d_lower, d_upper))


def support_ends(distribution: Any, *shapes: Any) -> tuple[Any, Any]:
    """Return the ends of the standardised support, as arrays."""
    lower, upper = distribution._get_support(*shapes)
    return lower + 0.0 * shapes[0], upper + 0.0 * shapes[0]
