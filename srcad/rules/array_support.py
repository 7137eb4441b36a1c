"""Functions that the texts of the rules call for reductions, order, interpolation and statistics of arrays.

See `support` for what holds for all of them. A reduction works on lines: the reduced axes moved last and made one, so
that every axis, tuple of axes, None and `keepdims` is the same case; the shape of the result is that of the primal's.
"""

import math
from typing import Any

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.support import quotient
from srcad.values.tangents import zero_tangent


def laid_like(tangent: Any, out: Any) -> Any:
    """Return a tangent, or a tuple of them, in the memory layout of the result: a view on one is a view on the other.

    `out.ravel()` copies where `out` goes down its columns, and `out.ravel(order="K")` follows them.
    """
    if isinstance(out, tuple):
        parts = tuple(laid_like(part, value) for part, value in zip(tangent, out, strict=True))
        return parts if type(tangent) is tuple else tangent._make(parts)
    if not (isinstance(out, np.ndarray) and isinstance(tangent, np.ndarray)) or tangent.strides == out.strides:
        return tangent
    laid = zero_tangent(out)
    laid[...] = tangent
    return laid


def lines(a: Any, axis: Any) -> Any:
    """Return the array with the reduced axes last, as one axis; all of them if axis is None."""
    if axis is None:
        return np.ravel(a)
    axes = axis if isinstance(axis, tuple) else (axis,)
    moved = np.moveaxis(np.asarray(a), axes, tuple(range(-len(axes), 0)))
    kept = moved.ndim - len(axes)
    return np.reshape(moved, (*moved.shape[:kept], math.prod(moved.shape[kept:])))


def mask_lines(where: Any, a: Any, axis: Any) -> Any:
    """Return the lines of a `where` argument, True if it is True."""
    return True if where is True else lines(np.broadcast_to(where, np.shape(a)), axis)


def beside_lines(out: Any, rows: Any) -> Any:
    """Return the result of a reduction in a shape that broadcasts against the lines it was made from."""
    return np.reshape(out, (*rows.shape[:-1], 1))


def like_result(tangent: Any, out: Any) -> Any:
    """Give a tangent its result's shape, and its dtype if that is inexact; a scalar for a scalar."""
    if type(tangent) is np.float64 and type(out) is np.float64:
        return tangent
    shaped = np.reshape(tangent, np.shape(out))
    if np.issubdtype(np.result_type(out), np.inexact):
        shaped = shaped.astype(np.result_type(out), copy=False)
    return shaped if isinstance(out, np.ndarray) else shaped[()]


def prod_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, initial: Any = 1.0, where: Any = True) -> Any:
    """Return the tangent of a product, exact where factors are 0: each tangent times the other factors."""
    rows = np.where(mask_lines(where, a, axis), lines(a, axis), 1.0)
    d_rows = np.where(mask_lines(where, a, axis), lines(d_a, axis), 0.0)
    with np.errstate(over="ignore", invalid="ignore"):
        others = products_before(rows) * np.flip(products_before(np.flip(rows, axis=-1)), axis=-1)
        return like_result(initial * np.sum(others * d_rows, axis=-1), out)


def products_before(rows: Any) -> Any:
    """Return for each factor of a line the product of those before it."""
    shifted = np.concatenate([np.ones_like(rows[..., :1]), rows[..., :-1]], axis=-1)
    return np.cumprod(shifted, axis=-1)


def cumulative_prod_tangent(x: Any, d_x: Any, out: Any, axis: Any = None, include_initial: bool = False) -> Any:
    """Return the tangent of the running products, perhaps after the 1 that they begin with."""
    if not include_initial:
        return cumprod_tangent(x, d_x, out, axis=axis)
    place = -1 if axis is None else axis
    start = 0.0 * np.take(d_x, [0], axis=place) if np.size(x) else np.zeros_like(out)
    return np.concatenate([start, cumprod_tangent(x, d_x, d_x, axis=place)], axis=place)


def cumprod_tangent(a: Any, d_a: Any, out: Any, axis: Any = None) -> Any:
    """Return the tangent of the running products, exact where factors are 0."""
    factors = np.ravel(a) if axis is None else np.moveaxis(np.asarray(a), axis, 0)
    d_factors = np.ravel(d_a) if axis is None else np.moveaxis(np.asarray(d_a), axis, 0)
    if len(factors) == 0:
        return like_result(d_factors, out)
    product = factors[0]
    d_product = d_factors[0]
    steps = [d_product]
    for factor, d_factor in zip(factors[1:], d_factors[1:], strict=True):
        d_product = d_product * factor + product * d_factor
        product = product * factor
        steps.append(d_product)
    return like_result(np.moveaxis(np.stack(steps), 0, 0 if axis is None else axis), out)


def running_maximum_tangent(a: Any, d_a: Any, axis: Any = 0) -> Any:
    """Return the tangent of the running maximum; at a tie, the running tangent and the new one share equally."""
    items = np.moveaxis(np.asarray(a), axis, 0)
    d_items = np.moveaxis(np.asarray(d_a), axis, 0)
    largest = items[:1]
    d_largest = d_items[:1]
    steps = [d_largest]
    for k in range(1, len(items)):
        item, d_item = items[k : k + 1], d_items[k : k + 1]
        d_other = np.where(item > largest, d_item, d_largest)
        d_largest = np.where(item == largest, 0.5 * (d_largest + d_item), d_other)
        largest = np.maximum(largest, item)
        steps.append(d_largest)
    return np.moveaxis(np.concatenate(steps), 0, axis)


def extreme_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, initial: Any = None, where: Any = True) -> Any:
    """Return the tangent of a maximum or minimum: the mean of the tangents of all places that attain it."""
    if axis is None and initial is None and where is True:
        attained = np.asarray(d_a)[np.equal(a, out)]
        return like_result(attained[0] if attained.size == 1 else mean_of(np.sum(attained), attained.size), out)
    chosen = np.equal(a, np.reshape(out, reduced_shape(np.shape(a), axis)))
    if where is not True:
        chosen = chosen & where
    total = np.add.reduce(np.where(chosen, d_a, 0.0), axis=axis)
    count = np.add.reduce(chosen, axis=axis)
    if initial is not None:
        count = count + np.reshape(np.equal(out, initial), count.shape)
    return like_result(mean_of(total, count), out)


def mean_of(total: Any, count: Any) -> Any:
    """Divide a sum by the number of its terms; the mean of none is NaN, without a warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(total, count)


def reduced_shape(shape: tuple[int, ...], axis: Any) -> tuple[int, ...]:
    """Return the shape that a reduction with `keepdims` has."""
    if axis is None:
        return (1,) * len(shape)
    axes = [k % max(len(shape), 1) for k in (axis if isinstance(axis, tuple) else (axis,))]
    return tuple(1 if k in axes else n for k, n in enumerate(shape))


def initial_share(a: Any, initial: Any, out: Any, axis: Any = None, where: Any = True) -> Any:
    """Return how much of its tangent a first value gives to that of a maximum or minimum: its share of the places."""
    rows = lines(a, axis)
    count = np.sum(np.equal(rows, beside_lines(out, rows)) & mask_lines(where, a, axis), axis=-1)
    share = np.where(np.equal(out, initial), 1.0 / (1.0 + np.reshape(count, np.shape(out))), 0.0)
    return like_result(share, out)


def ptp_tangent(a: Any, d_a: Any, out: Any, axis: Any = None) -> Any:
    """Return the tangent of maximum minus minimum."""
    rows, d_rows = lines(a, axis), lines(d_a, axis)
    d_largest = extreme_tangent(rows, d_rows, np.max(rows, axis=-1), axis=-1)
    return like_result(d_largest - extreme_tangent(rows, d_rows, np.min(rows, axis=-1), axis=-1), out)


def var_tangent(
    a: Any, d_a: Any, out: Any, axis: Any = None, ddof: Any = 0, where: Any = True, mean: Any = None
) -> Any:
    """Return the tangent of a variance about its own mean, or about one that is given and does not vary."""
    rows, d_rows, mask = lines(a, axis), lines(d_a, axis), mask_lines(where, a, axis)
    if mean is None:
        centred = rows - np.mean(rows, axis=-1, keepdims=True, where=mask)
    else:
        centred = rows - lines(np.broadcast_to(mean, np.shape(a)), axis)
    total = np.sum(np.real(np.conjugate(centred) * d_rows), axis=-1, where=mask)
    count = np.sum(np.broadcast_to(mask, rows.shape), axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return like_result(np.divide(2.0 * total, np.maximum(count - ddof, 0)), out)


def std_tangent(
    a: Any, d_a: Any, out: Any, axis: Any = None, ddof: Any = 0, where: Any = True, mean: Any = None
) -> Any:
    """Return the tangent of a standard deviation, 0 where all values are equal."""
    return quotient(var_tangent(a, d_a, out, axis=axis, ddof=ddof, where=where, mean=mean), 2.0 * out)


def average_tangent(
    a: Any, d_a: Any, d_weights: Any, out: Any, axis: Any = None, weights: Any = None, returned: bool = False
) -> Any:
    """Return the tangent of a weighted average, with that of the sum of weights if that is returned as well."""
    average = out[0] if returned else out
    rows = lines(a, axis)
    weight_rows = np.ones_like(rows) if weights is None else lines(weights_of(a, axis, weights), axis)
    d_weight_rows = np.zeros_like(rows) if d_weights is None else lines(weights_of(a, axis, d_weights), axis)
    d_total = np.sum(d_weight_rows * (rows - beside_lines(average, rows)), axis=-1)
    if d_a is not None:
        d_total = d_total + np.sum(weight_rows * lines(d_a, axis), axis=-1)
    tangent = like_result(d_total / np.sum(weight_rows, axis=-1), average)
    return (tangent, like_result(np.sum(d_weight_rows, axis=-1), out[1])) if returned else tangent


def weights_of(a: Any, axis: Any, weights: Any) -> Any:
    """Return the weights in the shape of the array: they may be given along the averaged axes only."""
    shape = np.shape(a)
    if np.shape(weights) == shape:
        return np.asarray(weights)
    axes = [k % len(shape) for k in (axis if isinstance(axis, tuple) else (axis,))]
    ordered = np.transpose(np.asarray(weights), np.argsort(axes))
    return np.broadcast_to(np.reshape(ordered, [n if k in axes else 1 for k, n in enumerate(shape)]), shape)


def sort_tangent(a: Any, d_a: Any, axis: Any = -1) -> Any:
    """Return the tangents in the order of the sorted values; equal values keep their order."""
    if axis is None:
        return np.ravel(d_a)[np.argsort(np.ravel(a), kind="stable")]
    return np.take_along_axis(np.asarray(d_a), np.argsort(a, axis=axis, kind="stable"), axis=axis)


def partition_tangent(a: Any, d_a: Any, out: Any, axis: Any = -1) -> Any:
    """Return the tangents in the order of the partitioned values, which are matched by their ranks."""
    values, tangents, axis = (np.ravel(a), np.ravel(d_a), 0) if axis is None else (a, np.asarray(d_a), axis)
    order = np.argsort(values, axis=axis, kind="stable")
    ranks = np.argsort(np.argsort(out, axis=axis, kind="stable"), axis=axis)
    return np.take_along_axis(tangents, np.take_along_axis(order, ranks, axis=axis), axis=axis)


UniqueAllResult: Any = type(np.unique_all(np.zeros(1)))
UniqueCountsResult: Any = type(np.unique_counts(np.zeros(1)))
UniqueInverseResult: Any = type(np.unique_inverse(np.zeros(1)))


def unique_tangent(a: Any, d_a: Any, out: Any, axis: Any = None, equal_nan: bool = True) -> Any:
    """Return the tangents of the distinct values, each that of its first occurrence; zeros for the indices.

    NumPy may give the values unsorted, so that they are matched by their ranks; slices along an axis are sorted.
    """
    first = np.unique(a, return_index=True, axis=axis, equal_nan=equal_nan)[1]
    values = out[0] if isinstance(out, tuple) else out
    if axis is None:
        tangent = np.ravel(d_a)[first][np.argsort(np.argsort(values, kind="stable"), kind="stable")]
    else:
        tangent = np.take(d_a, first, axis=axis)
    return (tangent, *(np.zeros(np.shape(index)) for index in out[1:])) if isinstance(out, tuple) else tangent


def median_tangent(a: Any, d_a: Any, out: Any, axis: Any = None) -> Any:
    """Return the tangent of a median: that of the middle value, or the mean of those of the middle two."""
    rows, d_rows = lines(a, axis), lines(d_a, axis)
    middle = rows.shape[-1] // 2
    d_sorted = sort_tangent(rows, d_rows)
    lower = middle if rows.shape[-1] % 2 else middle - 1
    return like_result(0.5 * (d_sorted[..., lower] + d_sorted[..., middle]), out)


def quantile_tangent(
    a: Any, d_a: Any, q: Any, out: Any, axis: Any = None, method: str = "linear", whole: float = 1.0
) -> Any:
    """Return the tangent of quantiles as the values vary: those of the two neighbours, weighted as they are.

    `whole` is the q of the largest value. NaN are left out, as the nan-functions do.
    """
    rows = lines(a, axis)
    d_sorted = sort_tangent(rows, lines(d_a, axis))
    position, _ = quantile_position(rows, np.divide(q, whole), method)
    lower, upper = neighbours(d_sorted, rows, position)
    fraction = position - np.floor(position)
    return like_result(lower + fraction * (upper - lower), out)


def quantile_term(
    a: Any, q: Any, d_q: Any, out: Any, axis: Any = None, method: str = "linear", whole: float = 1.0
) -> Any:
    """Return the tangent of quantiles as q varies: the slope between the two neighbours."""
    rows = lines(a, axis)
    position, speed = quantile_position(rows, np.divide(q, whole), method)
    lower, upper = neighbours(np.sort(rows, axis=-1), rows, position)
    return like_result((upper - lower) * speed * column_of(np.divide(d_q, whole), rows), out)


def column_of(q: Any, rows: Any) -> Any:
    """Return the quantiles' axes first, so that they broadcast against one number a line."""
    return np.reshape(q, np.shape(q) + (1,) * (rows.ndim - 1))


def neighbours(values: Any, rows: Any, position: Any) -> Any:
    """Return the sorted values at both sides of a position in each line."""
    last = np.maximum(counts_of(rows) - 1, 0)
    low = np.floor(position).astype(int)
    high = np.minimum(low + 1, last)
    spread = np.broadcast_to(values, position.shape + values.shape[-1:])
    lower = np.take_along_axis(spread, low[..., np.newaxis], axis=-1)[..., 0]
    return lower, np.take_along_axis(spread, high[..., np.newaxis], axis=-1)[..., 0]


def counts_of(rows: Any) -> Any:
    """Return how many numbers stand in each line; NaN are none."""
    return np.sum(~np.isnan(rows), axis=-1)


# The continuous methods by Hyndman and Fan's alpha and beta: the place of q among n sorted values is
# n q + alpha + q (1 - alpha - beta) - 1.
PLOTTING_POSITIONS = {
    "interpolated_inverted_cdf": (0.0, 1.0),
    "hazen": (0.5, 0.5),
    "weibull": (0.0, 0.0),
    "linear": (1.0, 1.0),
    "median_unbiased": (1 / 3, 1 / 3),
    "normal_unbiased": (3 / 8, 3 / 8),
}


def quantile_position(rows: Any, q: Any, method: str) -> Any:
    """Return the place of each quantile among the sorted values of each line, and how fast it moves with q."""
    count, q = counts_of(rows), column_of(q, rows)
    last = np.maximum(count - 1, 0)
    if method in PLOTTING_POSITIONS:
        alpha, beta = PLOTTING_POSITIONS[method]
        position = count * q + alpha + q * (1.0 - alpha - beta) - 1.0
        inside = (position >= 0.0) & (position <= last)
        return np.clip(position, 0.0, last), np.where(inside, count + 1.0 - alpha - beta, 0.0)
    position = discrete_position(count, q, method)
    return np.clip(position, 0.0, last), np.zeros(np.shape(position))


def discrete_position(count: Any, q: Any, method: str) -> Any:
    """Return the place of a quantile for the methods that are piecewise constant in q."""
    place = (count - 1) * q
    if method == "lower":
        return np.floor(place)
    if method == "higher":
        return np.ceil(place)
    if method == "nearest":
        return np.rint(place)
    if method == "midpoint":
        return 0.5 * (np.floor(place) + np.ceil(place))
    if method == "inverted_cdf":
        return np.ceil(count * q) - 1.0
    if method == "averaged_inverted_cdf":
        return np.where(count * q == np.floor(count * q), count * q - 0.5, np.ceil(count * q) - 1.0)
    if method == "closest_observation":
        return np.rint(count * q) - 1.0
    raise Refusal(UnsupportedValueError(f"numpy.quantile has no method {method!r} that srcad knows"))


def replacement_term(is_replaced: Any, x: Any, tangent: Any) -> Any:
    """Return the tangent of what `numpy.nan_to_num` puts for numbers, or for each part of complex ones."""
    term = np.where(is_replaced(np.real(x)), tangent, 0.0)[()]
    return term + 1j * np.where(is_replaced(np.imag(x)), tangent, 0.0)[()] if np.iscomplexobj(x) else term


def unless_truncated(array: Any, tangent: Any) -> Any:
    """Return the tangent of what is put into a copy of an array: 0 if that holds integers, which truncate it."""
    return np.zeros(np.shape(tangent)) if np.asarray(array).dtype.kind in "biu" else tangent


def interp_knots(xp: Any, fp: Any, period: Any) -> Any:
    """Return the knots and values that numpy.interp uses; a period sorts them, and closes them at both ends."""
    if period is None:
        return np.asarray(xp), np.asarray(fp)
    order = np.argsort(np.remainder(xp, period), kind="stable")
    knots, values = np.remainder(xp, period)[order], np.asarray(fp)[order]
    knots = np.concatenate([knots[-1:] - period, knots, knots[:1] + period])
    return knots, np.concatenate([values[-1:], values, values[:1]])


def interp_slope(x: Any, xp: Any, fp: Any, period: Any = None) -> Any:
    """Return the slope of the segment that numpy.interp uses at x, 0 outside; at a knot, that of the right one."""
    place = np.asarray(x) if period is None else np.remainder(x, abs(period))
    knots, values = interp_knots(xp, fp, period if period is None else abs(period))
    if len(knots) < 2:
        return np.zeros(np.shape(place))[()]
    segment = np.clip(np.searchsorted(knots, place, side="right") - 1, 0, len(knots) - 2)
    slope = (values[segment + 1] - values[segment]) / (knots[segment + 1] - knots[segment])
    return np.where((place >= knots[0]) & (place <= knots[-1]), slope, 0.0)[()]


def interp_values_term(x: Any, xp: Any, d_fp: Any, left: Any = None, right: Any = None, period: Any = None) -> Any:
    """Return the tangent of numpy.interp as the values vary; what `left` or `right` gives is not theirs."""
    return np.interp(
        x, xp, d_fp, left=None if left is None else 0.0, right=None if right is None else 0.0, period=period
    )


def vander_tangent(x: Any, d_x: Any, out: Any, increasing: bool = False) -> Any:
    """Return the tangent of a Vandermonde matrix."""
    powers = np.arange(out.shape[-1]) if increasing else np.arange(out.shape[-1])[::-1]
    lowered = np.power(np.asarray(x)[..., np.newaxis], np.maximum(powers - 1, 0))
    return powers * lowered * np.asarray(d_x)[..., np.newaxis]


def polyval_slope(p: Any, x: Any) -> Any:
    """Return the derivative of a polynomial at x, by Horner's scheme."""
    coefficients = np.asarray(p)
    value = np.zeros_like(x, dtype=np.result_type(coefficients, np.asarray(x), np.float32))
    slope = np.zeros_like(value)
    for coefficient in coefficients:
        slope = slope * x + value
        value = value * x + coefficient
    return slope[()]


def roots_tangent(p: Any, d_p: Any, out: Any) -> Any:
    """Return the tangents of a polynomial's simple roots."""
    return quotient(-np.polyval(d_p, out), np.polyval(np.polyder(p), out))


def polydiv_tangent(d_u: Any, v: Any, out: Any) -> Any:
    """Return the tangents of quotient and remainder: a division of the tangent, as long as the values are."""
    quotients, remainders = np.polydiv(d_u, v)
    return padded_front(quotients, out[0]), padded_front(remainders, out[1])


def padded_front(coefficients: Any, out: Any) -> Any:
    """Return the last coefficients of a polynomial, zeros in front, in the number that the result has."""
    missing = len(out) - len(coefficients)
    return np.concatenate([np.zeros(missing), coefficients]) if missing > 0 else coefficients[-missing:]


def poly_tangent(roots: Any, d_roots: Any, out: Any) -> Any:
    """Return the tangent of a polynomial's coefficients as its roots vary."""
    if np.ndim(roots) != 1:
        raise Refusal(UnsupportedValueError("numpy.poly of a matrix; take numpy.linalg.eigvals of it first"))
    values, tangents = np.asarray(roots), np.asarray(d_roots)
    total = np.zeros(np.shape(out))
    for k in range(len(values)):
        total = total + np.concatenate(
            [np.zeros_like(tangents[:1]), -tangents[k] * np.atleast_1d(np.poly(np.delete(values, k)))]
        )
    return like_result(total, out)


def gradient_tangent(
    f: Any, d_f: Any, spacings: Any, d_spacings: Any, out: Any, axis: Any = None, edge_order: int = 1
) -> Any:
    """Return the tangent of numpy.gradient as values and spacings vary; a tangent that is 0.0 is that of a constant.

    One spacing may stand for all axes, if it is a number; else there is one for each.
    """
    values = np.asarray(f)
    axes = tuple(range(values.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    results = out if isinstance(out, tuple) else (out,)
    tangents = []
    for k, (one, result) in enumerate(zip(axes, results, strict=True)):
        place = 0 if len(spacings) == 1 else k
        tangent = spacing_term(values, spacings[place], d_spacings[place], result, one, edge_order)
        if np.ndim(d_f):
            tangent = tangent + np.gradient(d_f, spacings[place], axis=one, edge_order=edge_order)  # type: ignore[call-overload]
        tangents.append(like_result(tangent, result))
    return tuple(tangents) if isinstance(out, tuple) else tangents[0]


def spacing_term(f: Any, spacing: Any, d_spacing: Any, out: Any, axis: int, edge_order: int) -> Any:
    """Return the tangent of a gradient along one axis as its spacing varies: a number, or the coordinates."""
    if np.ndim(spacing) == 0:
        return -out * (d_spacing / spacing)
    if np.ndim(d_spacing) == 0:
        return np.zeros_like(out)
    widths, d_widths = np.diff(spacing), np.diff(d_spacing)
    slopes = np.diff(np.moveaxis(f, axis, -1)) / widths
    d_slopes = -slopes * d_widths / widths
    spans, d_spans = widths[:-1] + widths[1:], d_widths[:-1] + d_widths[1:]
    curvature = np.diff(slopes) / spans
    d_curvature = (np.diff(d_slopes) - curvature * d_spans) / spans
    d_bend = d_widths[:-1] * curvature + widths[:-1] * d_curvature
    d_last_bend = d_widths[1:] * curvature + widths[1:] * d_curvature
    first, last = d_slopes[..., :1], d_slopes[..., -1:]
    if edge_order == 2:
        first, last = first - d_bend[..., :1], last + d_last_bend[..., -1:]
    return np.moveaxis(np.concatenate([first, d_slopes[..., :-1] + d_bend, last], axis=-1), -1, axis)


def cov_tangent(series: Any, d_series: Any, out: Any, bias: bool = False, ddof: Any = None) -> Any:
    """Return the tangent of the covariance matrix of series, the rows of a matrix."""
    centred = series - np.mean(series, axis=1, keepdims=True)
    d_centred = d_series - np.mean(d_series, axis=1, keepdims=True)
    freedom = series.shape[1] - ((0 if bias else 1) if ddof is None else ddof)
    half = d_centred @ np.conjugate(np.transpose(centred))
    return like_result((half + np.conjugate(np.transpose(half))) / freedom, out)


def series_of(m: Any, rowvar: bool) -> Any:
    """Return the series as the rows of a matrix."""
    matrix = np.atleast_2d(np.asarray(m))
    return np.transpose(matrix) if not rowvar and np.ndim(m) != 1 else matrix


def both_series(m: Any, y: Any, rowvar: bool) -> Any:
    """Return the series of two arguments as the rows of one matrix."""
    return np.concatenate([series_of(m, rowvar), series_of(y, rowvar)], axis=0)


def corrcoef_tangent(series: Any, d_series: Any, out: Any) -> Any:
    """Return the tangent of the matrix of correlation coefficients of series, the rows of a matrix."""
    covariance = np.atleast_2d(np.cov(series))
    d_covariance = np.atleast_2d(cov_tangent(series, d_series, covariance))
    variances = np.real(np.diagonal(covariance))
    d_logs = np.real(np.diagonal(d_covariance)) / (2.0 * variances)
    scales = np.sqrt(np.multiply.outer(variances, variances))
    return like_result(d_covariance / scales - np.atleast_2d(out) * np.add.outer(d_logs, d_logs), out)


LINEAR_PAD_MODES = ("edge", "wrap")
STATISTICS_OF_PADS = ("maximum", "minimum", "median")


def pad_tangent(
    array: Any,
    d_array: Any,
    pad_width: Any,
    mode: Any = "constant",
    reflect_type: str = "even",
    stat_length: Any = None,
) -> Any:
    """Return the tangent of a padded array as the array varies; constants add nothing."""
    if mode in STATISTICS_OF_PADS:
        return statistic_pad_tangent(array, d_array, pad_width, mode, stat_length)
    if mode in ("constant", "empty"):
        return np.pad(d_array, pad_width)
    if mode == "linear_ramp":
        return np.pad(d_array, pad_width, mode="linear_ramp", end_values=0.0)
    if mode == "mean":
        return np.pad(d_array, pad_width, mode="mean", stat_length=stat_length)
    if mode in ("reflect", "symmetric"):
        return np.pad(d_array, pad_width, mode=mode, reflect_type=reflect_type)
    if mode in LINEAR_PAD_MODES:
        return np.pad(d_array, pad_width, mode=mode)
    raise Refusal(UnsupportedValueError("numpy.pad with a function of your own; pad by concatenating instead"))


def statistic_pad_tangent(array: Any, d_array: Any, pad_width: Any, mode: str, stat_length: Any) -> Any:
    """Return the tangent of an array padded with maxima, minima or medians of its margins, axis after axis."""
    values, tangents = np.asarray(array), np.asarray(d_array)
    widths = np.broadcast_to(pad_width, (values.ndim, 2)).tolist()
    lengths = np.broadcast_to(max(values.shape) if stat_length is None else stat_length, (values.ndim, 2)).tolist()
    for axis in range(values.ndim):
        rows, d_rows = np.moveaxis(values, axis, -1), np.moveaxis(tangents, axis, -1)
        count = rows.shape[-1]
        first, last = min(lengths[axis][0], count), min(lengths[axis][1], count)
        before = margin(rows[..., :first], d_rows[..., :first], mode)
        after = margin(rows[..., count - last :], d_rows[..., count - last :], mode)
        joined = joined_margins(rows, before[0], after[0], widths[axis])
        d_joined = joined_margins(d_rows, before[1], after[1], widths[axis])
        values, tangents = np.moveaxis(joined, -1, axis), np.moveaxis(d_joined, -1, axis)
    return tangents


def margin(rows: Any, d_rows: Any, mode: str) -> Any:
    """Return the statistic of each line, and its tangent."""
    if mode == "median":
        value = np.median(rows, axis=-1, keepdims=True)
        return value, median_tangent(rows, d_rows, value, axis=-1)
    value = np.max(rows, axis=-1, keepdims=True) if mode == "maximum" else np.min(rows, axis=-1, keepdims=True)
    return value, extreme_tangent(rows, d_rows, value, axis=-1)


def joined_margins(rows: Any, before: Any, after: Any, widths: Any) -> Any:
    """Put a column in front of the lines and one behind them, as often as the widths say."""
    return np.concatenate([np.repeat(before, widths[0], axis=-1), rows, np.repeat(after, widths[1], axis=-1)], axis=-1)


def strided_tangent(x: Any, d_x: Any, shape: Any, strides: Any, writeable: bool) -> Any:
    """Return the same view of the tangent's memory that was taken of the value's; they must be laid out alike."""
    if np.asarray(x).strides != np.asarray(d_x).strides:
        raise Refusal(UnsupportedValueError("the memory of a tangent is laid out otherwise; slice instead of strides"))
    return np.lib.stride_tricks.as_strided(d_x, shape, strides, writeable=writeable)


def trim_zeros_tangent(filt: Any, d_filt: Any, trim: str = "fb") -> Any:
    """Return the same slice of the tangent that numpy.trim_zeros returns of a one-dimensional value."""
    if np.ndim(filt) != 1:
        raise Refusal(UnsupportedValueError("numpy.trim_zeros of more than one dimension; slice the array instead"))
    places = np.flatnonzero(np.asarray(filt))
    if len(places) == 0:
        return d_filt[:0]
    first = places[0] if "f" in trim.lower() else 0
    last = places[-1] + 1 if "b" in trim.lower() else len(filt)
    return d_filt[first:last]


def real_if_real(d_a: Any, out: Any) -> Any:
    """Return the real part of a tangent whose value became real."""
    return np.asarray(d_a) if np.iscomplexobj(out) else np.real(d_a)


def spacing_tangent(y: Any, x: Any, d_dx: Any, out: Any, *, axis: Any = -1) -> Any:
    """Return the tangent of an integral by trapezoids in their common width, which counts only where x is not given."""
    return d_dx * np.trapezoid(y, axis=axis) if x is None else np.zeros_like(out)
