"""What is compiled for the functions of `rules.array_support`: reductions of whole arrays, order and interpolation.

numba reduces along an axis in few functions only, and those have rules that need no support; so `axis` is None here.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from srcad.compiling.replacing import by_type, inexact, is_none, whole
from srcad.compiling.support import quotient, zero_of
from srcad.rules import array_support


def counts(where: Any, k: int) -> Any:
    """Tell whether the item k counts, by a `where` argument that is True or an array."""


@by_type(counts)
def choose_counts(where: Any, k: Any) -> Any:
    if hasattr(where, "ndim"):
        return lambda where, k: where.flat[k]
    return lambda where, k: True


@whole(array_support.prod_tangent)
def prod_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, initial: Any = 1.0, where: Any = True) -> Any:
    """Return the tangent of a product, exact where factors are 0."""
    product = initial + zero_of(out)
    d_product = zero_of(product)
    for k in range(a.size):
        if counts(where, k):
            d_product = d_product * a.flat[k] + product * d_a.flat[k]
            product = product * a.flat[k]
    return d_product


@whole(array_support.cumprod_tangent)
def cumprod_tangent(a: Any, d_a: Any, out: Any, axis: Any = None) -> Any:
    """Return the tangent of the running products, exact where factors are 0."""
    tangent = np.empty_like(out)
    items, d_items = a.flat, d_a.flat
    for k in range(a.size):
        if k == 0:
            tangent[k] = d_items[k]
        else:
            tangent[k] = tangent[k - 1] * items[k] + out[k - 1] * d_items[k]
    return tangent


@whole(array_support.extreme_tangent)
def extreme_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, initial: Any = None, where: Any = True) -> Any:
    """Return the tangent of a maximum or minimum: the mean of the tangents of all places that attain it."""
    total = 0.0
    count = 0
    for k in range(a.size):
        if counts(where, k) and a.flat[k] == out:
            total += d_a.flat[k]
            count += 1
    return total / count


@whole(array_support.ptp_tangent)
def ptp_tangent(a: Any, d_a: Any, out: Any, axis: Any = None) -> Any:
    """Return the tangent of maximum minus minimum."""
    return extreme_tangent(a, d_a, np.max(a)) - extreme_tangent(a, d_a, np.min(a))


@whole(array_support.var_tangent)
def var_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, ddof: Any = 0, where: Any = True) -> Any:
    """Return the tangent of a variance; the items' distances from the mean are summed, not those from its tangent."""
    total = zero_of(a)
    count = 0
    for k in range(a.size):
        if counts(where, k):
            total += a.flat[k]
            count += 1
    mean = total / count
    change = 0.0
    for k in range(a.size):
        if counts(where, k):
            change += (np.conj(a.flat[k] - mean) * d_a.flat[k]).real
    return 2.0 * change / max(count - ddof, 0)


@whole(array_support.std_tangent)
def std_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, ddof: Any = 0, where: Any = True) -> Any:
    """Return the tangent of a standard deviation, 0 where all values are equal."""
    return quotient(var_tangent(a, d_a, out, None, ddof, where), 2.0 * out)


def item_of(values: Any, k: int, otherwise: float) -> Any:
    """Return an item of an array, of None a number."""


@by_type(item_of)
def choose_item_of(values: Any, k: Any, otherwise: Any) -> Any:
    if is_none(values):
        return lambda values, k, otherwise: otherwise
    return lambda values, k, otherwise: values.flat[k]


@whole(array_support.average_tangent)
def average_tangent(
    a: Any, d_a: Any, d_weights: Any, out: Any, axis: Any = None, weights: Any = None, returned: Any = False
) -> Any:
    """Return the tangent of a weighted average."""
    total = zero_of(out)
    weight = zero_of(out)
    for k in range(a.size):
        weight += item_of(weights, k, 1.0)
        total += item_of(weights, k, 1.0) * item_of(d_a, k, 0.0) + item_of(d_weights, k, 0.0) * (a.flat[k] - out)
    return total / weight


@whole(np.copyto)
def copyto(dst: Any, src: Any) -> None:
    """Write one array into another."""
    dst[...] = src


@whole(array_support.sort_tangent)
def sort_tangent(a: Any, d_a: Any, axis: Any = -1) -> Any:
    """Return the tangents in the order of the values sorted along the last axis; equal values keep their order."""
    rows = np.ascontiguousarray(a).reshape((-1, a.shape[-1]))
    tangents = np.ascontiguousarray(d_a).reshape((-1, a.shape[-1])).copy()
    for k in range(len(rows)):
        tangents[k] = tangents[k][np.argsort(rows[k], kind="mergesort")]
    return tangents.reshape(a.shape)


@whole(array_support.median_tangent)
def median_tangent(a: Any, d_a: Any, out: Any, axis: Any = None) -> Any:
    """Return the tangent of a median: that of the middle value, or the mean of those of the middle two."""
    ordered = sort_tangent(a.flatten(), d_a.flatten())
    middle = a.size // 2
    return ordered[middle] if a.size % 2 else 0.5 * (ordered[middle - 1] + ordered[middle])


@whole()
def tangent_at(ordered: Any, position: float) -> Any:
    """Interpolate between the two neighbours of a position."""
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


@whole()
def sorted_numbers(a: Any, d_a: Any) -> Any:
    """Return the tangents of all that is not NaN, in the order of the values."""
    values, tangents = a.flatten(), d_a.flatten()
    numbers = ~np.isnan(values)
    return sort_tangent(values[numbers], tangents[numbers])


@by_type(array_support.quantile_tangent)
def choose_quantile_tangent(
    a: Any, d_a: Any, q: Any, out: Any, axis: Any = None, method: Any = "linear", whole: Any = 1.0
) -> Any:
    """Interpolate linearly, which is the one method that numba has."""
    if hasattr(q, "dtype") or hasattr(q, "count"):
        element = inexact(a)

        def of_many(
            a: Any, d_a: Any, q: Any, out: Any, axis: Any = None, method: Any = "linear", whole: Any = 1.0
        ) -> Any:
            ordered = sorted_numbers(a, d_a)
            tangent = np.empty(out.shape, element)
            for place, one in enumerate(q):
                tangent[place] = tangent_at(ordered, one / whole * (len(ordered) - 1))
            return tangent

        return of_many
    return lambda a, d_a, q, out, axis=None, method="linear", whole=1.0: tangent_at(
        sorted_numbers(a, d_a), q / whole * (sorted_numbers(a, d_a).size - 1)
    )


@by_type(array_support.interp_slope)
def choose_interp_slope(x: Any, xp: Any, fp: Any, period: Any = None) -> Any:
    """Return the slope at numbers or arrays; numba has no periods."""
    if not is_none(period):
        return None
    if not hasattr(x, "dtype"):
        return lambda x, xp, fp, period=None: slope_at(x, xp, fp)

    def of_many(x: Any, xp: Any, fp: Any, period: Any = None) -> Any:
        slopes = np.empty(x.shape)
        for place, one in np.ndenumerate(x):
            slopes[place] = slope_at(one, xp, fp)
        return slopes

    return of_many


@whole()
def slope_at(x: Any, xp: Any, fp: Any) -> Any:
    """Return the slope of the segment that numpy.interp uses at x, 0 outside; at a knot, that of the right one."""
    if len(xp) < 2 or not (xp[0] <= x <= xp[-1]):
        return 0.0
    segment = min(max(np.searchsorted(xp, x, side="right") - 1, 0), len(xp) - 2)
    return (fp[segment + 1] - fp[segment]) / (xp[segment + 1] - xp[segment])


@by_type(array_support.interp_values_term)
def choose_interp_values_term(
    x: Any, xp: Any, d_fp: Any, left: Any = None, right: Any = None, period: Any = None
) -> Any:
    """Interpolate the tangents; numba has neither other values outside nor periods."""
    if not (is_none(left) and is_none(right) and is_none(period)):
        return None
    return lambda x, xp, d_fp, left=None, right=None, period=None: np.interp(x, xp, d_fp)
