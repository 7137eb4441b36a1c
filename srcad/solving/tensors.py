"""Rules of tensor products of B-splines: `NdBSpline`, on which the splines of two variables rest as well."""

from typing import Any

import numpy as np
from scipy.interpolate import NdBSpline

from srcad.runtime import apply
from srcad.solving.bsplines import de_boor, differentiated, interval_of, padded
from srcad.solving.piecewise import along, one_more
from srcad.values.tangents import Tangent

CONSTANT = dict.fromkeys(("_k", "_indices_k1d", "_len_t", "_asarray", "extrapolate"))


def product(knots: Any, c: Any, degrees: Any, places: Any, nu: Any) -> Any:
    """Evaluate a product of B-splines, extrapolated; the last axis of the places counts the variables."""
    return NdBSpline(tuple(knots), c, degrees)(places, nu=nu)


def product_rule(
    knots: Any,
    c: Any,
    degrees: Any,
    places: Any,
    nu: Any,
    *,
    d_knots: Any = None,
    d_c: Any = None,
    d_places: Any = None,
) -> tuple[Any, Any]:
    """Differentiate `product`."""
    value = product(knots, c, degrees, places, nu)
    tangent = np.zeros_like(value)
    if d_c is not None:
        tangent += product(knots, d_c, degrees, places, nu)
    if d_places is not None:
        for place in range(len(nu)):
            slope = product(knots, c, degrees, places, one_more(nu, place))
            tangent += slope * along(np.asarray(d_places)[..., place], value, 0)
    if d_knots is not None:
        given = tuple(knots), c, degrees, places, nu
        tangent += apply(by_recurrences, given, (tuple(d_knots), None, None, None, None))[1]
    return value, tangent


def by_recurrences(knots: Any, c: Any, degrees: Any, places: Any, nu: Any) -> Any:
    """Evaluate a product of B-splines by the recurrence of de Boor in one variable after the other."""
    count = len(knots)
    flat = np.reshape(np.asarray(places), (-1, count))
    lefts = [interval_of(knots[d], degrees[d], flat[:, d]) for d in range(count)]
    numbers = []
    for d in range(count):
        shape = (len(flat), *(1,) * d, degrees[d] + 1, *(1,) * (count - 1 - d))
        numbers.append(np.reshape(lefts[d][:, None] - degrees[d] + np.arange(degrees[d] + 1), shape))
    found = np.asarray(c)[tuple(numbers)]
    for d in range(count):
        local = [found[:, j] for j in range(degrees[d] + 1)]
        found = de_boor(knots[d], degrees[d], lefts[d], local, flat[:, d], nu[d])
    return np.reshape(found, np.shape(places)[:-1] + np.shape(c)[count:])


# Objects


def packed(knots: Any, lengths: Any) -> Any:
    """Return vectors of different lengths as the rows of one array, as `NdBSpline` holds its knots."""
    rows = [np.concatenate((row, np.zeros(np.max(lengths) - len(row)))) for row in knots]
    return np.stack(rows)


def tangent_of_product(d_knots: Any, d_c: Any, lengths: Any) -> Any:
    """Return the tangent of an `NdBSpline`."""
    return Tangent(_t=None if d_knots is None else packed(d_knots, lengths), _c=d_c, **CONSTANT)


def knots_of(self: Any) -> Any:
    """Return the knots in each variable."""
    return tuple(self._t[d, :length] for d, length in enumerate(self._len_t))


def knots_tangent(self: Any, d_self: Any) -> Any:
    """Return the tangents of the knots in each variable out of that of the object."""
    if d_self is None or d_self._t is None:
        return None
    return tuple(d_self._t[d, :length] for d, length in enumerate(self._len_t))


def spline(t: Any, c: Any, k: Any, *, extrapolate: Any = None, d_t: Any = None, d_c: Any = None) -> tuple[Any, Any]:
    """Make an `NdBSpline` and its tangent."""
    value = NdBSpline(t, c, k, extrapolate=extrapolate)
    d_knots = None
    if d_t is not None:
        d_knots = [np.zeros(len(row)) if part is None else np.asarray(part) for row, part in zip(t, d_t, strict=True)]
    d_coefficients = None if d_c is None else np.asarray(d_c) * np.ones((), dtype=value._c.dtype)
    return value, tangent_of_product(d_knots, d_coefficients, value._len_t)


def evaluate(
    self: Any, xi: Any, *, nu: Any = None, extrapolate: Any = None, d_self: Any = None, d_xi: Any = None
) -> tuple[Any, Any]:
    """Evaluate an `NdBSpline`; where it is not extrapolated, its tangent outside is NaN too."""
    value = self(xi, nu=nu, extrapolate=extrapolate)
    orders = (0,) * len(self._len_t) if nu is None else tuple(nu)
    given = knots_of(self), self._c, tuple(int(k) for k in self._k), np.asarray(xi) * 1.0, orders
    d_places = None if d_xi is None else np.asarray(d_xi)
    d_given = knots_tangent(self, d_self), None if d_self is None else d_self._c, None, d_places, None
    return value, np.where(np.isnan(value), np.nan, apply(product, given, d_given)[1])


def derivative(self: Any, nu: Any, *, d_self: Any) -> tuple[Any, Any]:
    """Differentiate an `NdBSpline` as an object."""
    value = self.derivative(nu)
    orders = tuple(int(order) for order in nu)
    given = knots_of(self), self._c, tuple(int(k) for k in self._k), orders
    d_knots, d_c = apply(along_axes, given, (knots_tangent(self, d_self), d_self._c, None, None))[1]
    return value, tangent_of_product(d_knots, d_c, value._len_t)


def along_axes(knots: Any, c: Any, degrees: Any, nu: Any) -> tuple[Any, Any]:
    """Return knots and coefficients of a partial derivative of a product of B-splines."""
    found = []
    for axis, (t, k, order) in enumerate(zip(knots, degrees, nu, strict=True)):
        t, rows, k = lower(t, np.moveaxis(c, axis, 0), k, order)
        found.append(t)
        c = np.moveaxis(rows, 0, axis)
    return tuple(found), c


def lower(t: Any, c: Any, k: int, order: int) -> tuple[Any, Any, int]:
    """Return knots, coefficients and degree of a derivative; one beyond the degree is zero on the same knots."""
    if order > k:
        return t, np.zeros((len(t) - 1, *np.shape(c)[1:])), 0
    knots, rows = differentiated(t, padded(t, c), k, order)
    return knots, rows[: len(knots) - (k - order) - 1], k - order
