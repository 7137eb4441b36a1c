"""Rules of B-splines: evaluated, differentiated, integrated, and made from data by SciPy's `make_` functions.

A spline made from data is the solution of linear equations. Its coefficients move so that the equations stay true while
data and knots move, which is a spline of the same kind through what is left over: SciPy's own function finds it.
"""

from typing import Any

import numpy as np
from scipy.interpolate import BSpline, make_interp_spline, make_lsq_spline, make_smoothing_spline

from srcad.runtime import apply
from srcad.solving.piecewise import along, part_of, record_of
from srcad.values.carrying import refuse_value


def tangent_of_spline(d_t: Any, d_c: Any) -> Any:
    """Return the tangent of a B-spline."""
    return record_of({"t": d_t, "c": d_c}, ("k", "extrapolate", "axis"))


def knots_tangent(record: Any) -> Any:
    """Return the tangent of the knots out of that of the spline."""
    return part_of(record, "t")


def coefficients_tangent(record: Any) -> Any:
    """Return the tangent of the coefficients out of that of the spline."""
    return part_of(record, "c")


def spline(
    t: Any, c: Any, k: int, extrapolate: Any = True, axis: int = 0, *, d_t: Any = None, d_c: Any = None
) -> tuple[Any, Any]:
    """Make a B-spline and its tangent."""
    value = BSpline(t, c, k, extrapolate, axis)
    d_knots = None if d_t is None else np.asarray(d_t, dtype=float)
    d_coefficients = None if d_c is None else np.moveaxis(np.asarray(d_c, dtype=value.c.dtype), value.axis, 0)
    return value, tangent_of_spline(d_knots, d_coefficients)


def evaluate(self: Any, x: Any, nu: int = 0, extrapolate: Any = None, *, d_self: Any = None, d_x: Any = None) -> Any:
    """Evaluate a B-spline and its tangent."""
    value = self(x, nu, extrapolate)
    tangent = np.zeros_like(value)
    if d_x is not None:
        tangent += self(x, nu + 1, extrapolate) * along(d_x, value, self.axis)
    if d_self is not None:
        beyond = self.extrapolate if extrapolate is None else extrapolate
        d_known = knots_tangent(d_self), coefficients_tangent(d_self), None, None, None, None, None
        tangent += apply(curve, (self.t, self.c, self.k, x, nu, beyond, self.axis), d_known)[1]
    return value, tangent


def curve(t: Any, c: Any, k: int, x: Any, nu: int = 0, extrapolate: Any = True, axis: int = 0) -> Any:
    """Evaluate a B-spline that is given by its knots and coefficients."""
    return BSpline.construct_fast(t, c, k, extrapolate, axis)(x, nu, extrapolate)


def curve_rule(
    t: Any,
    c: Any,
    k: int,
    x: Any,
    nu: int = 0,
    extrapolate: Any = True,
    axis: int = 0,
    *,
    d_t: Any = None,
    d_c: Any = None,
    d_x: Any = None,
) -> tuple[Any, Any]:
    """Differentiate `curve`."""
    value = curve(t, c, k, x, nu, extrapolate, axis)
    tangent = np.zeros_like(value)
    if d_c is not None:
        tangent += curve(t, d_c, k, x, nu, extrapolate, axis)
    if d_x is not None:
        tangent += curve(t, c, k, x, nu + 1, extrapolate, axis) * along(d_x, value, axis)
    if d_t is not None:
        moved = apply(by_recurrence, (t, c, k, x, nu, extrapolate, axis), (d_t, *(None,) * 6))[1]
        tangent += np.where(np.isnan(value), value, moved)
    return value, tangent


def by_recurrence(t: Any, c: Any, k: int, x: Any, nu: int, extrapolate: Any, axis: int) -> Any:
    """Evaluate a B-spline by the recurrence of de Boor, which shows how the value depends on the knots.

    The places are extrapolated.
    """
    shape, rest = np.shape(x), np.shape(c)[1:]
    last = len(t) - k - 1
    places = np.reshape(x, (-1, 1))
    if isinstance(extrapolate, str):
        places = places - np.floor((places - t[k]) / (t[last] - t[k])) * (t[last] - t[k])
    left = interval_of(t, k, places[:, 0])
    columns = np.reshape(c, (len(c), -1))
    found = de_boor(t, k, left, [columns[left - k + j] for j in range(k + 1)], places[:, 0], nu)
    return np.moveaxis(np.reshape(found, (*shape, *rest)), range(len(shape)), range(axis, axis + len(shape)))


def interval_of(t: Any, k: int, places: Any) -> Any:
    """Return the number of the knot at the left of each place, outside that of the nearest interval."""
    last = len(t) - k - 1
    left = np.clip(np.searchsorted(t[k : last + 1], places, side="right") - 1, 0, last - k - 1) + k
    return last_of_equal(t, left, last)


def de_boor(t: Any, k: int, left: Any, local: Any, places: Any, nu: int) -> Any:
    """Combine the coefficients that count at each place, a list of arrays whose first axis is that of the places.

    Source: C. de Boor, A Practical Guide to Splines, chapter X.
    """
    local, column = list(local), (-1, *(1,) * (np.ndim(local[0]) - 1))
    if nu > k:
        return np.zeros_like(local[0])
    for step in range(nu):
        p = k - step
        spans = [np.reshape(t[left + 1 + j] - t[left - p + 1 + j], column) for j in range(p)]
        local = [p * (local[j + 1] - local[j]) / spans[j] for j in range(p)]
    degree = len(local) - 1
    for r in range(1, degree + 1):
        for j in range(degree, r - 1, -1):
            low, high = (np.reshape(t[left - degree + j + above], column) for above in (0, degree + 1 - r))
            share = (np.reshape(places, column) - low) / (high - low)
            local[j] = (1.0 - share) * local[j - 1] + share * local[j]
    return local[degree]


def last_of_equal(t: Any, left: Any, last: int) -> Any:
    """Return the interval before the last knot where that is the one found: it is not empty."""
    return np.minimum(left, np.searchsorted(t, t[last], side="left") - 1)


def differentiated(t: Any, c: Any, k: int, nu: int) -> tuple[Any, Any]:
    """Return knots and coefficients of a derivative, with as many coefficients as knots, as FITPACK has."""
    t, c = np.asarray(t), np.asarray(c)
    for p in range(k, k - nu, -1):
        spans = np.reshape(t[p + 1 : -1] - t[1 : -1 - p], (-1, *(1,) * (np.ndim(c) - 1)))
        steps = (c[1 : -1 - p] - c[: -2 - p]) * p
        inner = np.where(spans == 0.0, 0.0, steps / np.where(spans == 0.0, 1.0, spans))
        c, t = np.concatenate((inner, np.zeros((p, *np.shape(c)[1:])))), t[1:-1]
    return t, c


def integrated(t: Any, c: Any, k: int, nu: int) -> tuple[Any, Any]:
    """Return knots and coefficients of an antiderivative, of as many coefficients as there are knots."""
    t, c = np.asarray(t), np.asarray(c)
    for p in range(k, k + nu):
        spans = np.reshape(t[p + 1 :] - t[: -p - 1], (-1, *(1,) * (np.ndim(c) - 1)))
        sums = np.cumsum(c[: -p - 1] * spans, axis=0) / (p + 1)
        c = np.concatenate((np.zeros_like(c[:1]), sums, np.stack([sums[-1]] * (p + 2))))
        t = np.concatenate((t[:1], t, t[-1:]))
    return t, c


def padded(t: Any, c: Any) -> Any:
    """Return the coefficients with zeros behind, as many as there are knots."""
    missing = len(t) - len(c)
    return np.concatenate((c, np.zeros((missing, *np.shape(c)[1:])))) if missing > 0 else c


def derivative(self: Any, nu: int = 1, *, d_self: Any) -> tuple[Any, Any]:
    """Differentiate a B-spline as an object."""
    steps = differentiated if nu >= 0 else integrated
    return self.derivative(nu), moved_object(steps, self, abs(nu), d_self)


def antiderivative(self: Any, nu: int = 1, *, d_self: Any) -> tuple[Any, Any]:
    """Integrate a B-spline as an object."""
    steps = integrated if nu >= 0 else differentiated
    return self.antiderivative(nu), moved_object(steps, self, abs(nu), d_self)


def moved_object(steps: Any, self: Any, nu: int, d_self: Any) -> Any:
    """Return the tangent of the derivative or antiderivative of a spline object."""
    t, c, d_t, d_c = self.t, self.c, knots_tangent(d_self), coefficients_tangent(d_self)
    d_given = d_t, None if d_c is None else padded(t, d_c), None, None
    return tangent_of_spline(*apply(steps, (t, padded(t, c), self.k, nu), d_given)[1])


def integrate(
    self: Any, a: Any, b: Any, extrapolate: Any = None, *, d_self: Any = None, d_a: Any = None, d_b: Any = None
) -> tuple[Any, Any]:
    """Integrate a B-spline between two limits; without extrapolation it is zero outside of its base interval."""
    value = self.integrate(a, b, extrapolate)
    beyond = self.extrapolate if extrapolate is None else extrapolate
    tangent = np.zeros_like(value)
    if d_b is not None:
        tangent += at_limit(self, b, beyond) * d_b
    if d_a is not None:
        tangent -= at_limit(self, a, beyond) * d_a
    if d_self is not None:
        d_t, d_c = knots_tangent(d_self), coefficients_tangent(d_self)
        d_given = d_t, None if d_c is None else padded(self.t, d_c), None, None, None, None
        tangent += apply(area, (self.t, padded(self.t, self.c), self.k, a, b, beyond), d_given)[1]
    return value, tangent


def at_limit(self: Any, x: Any, extrapolate: Any) -> Any:
    """Return the values of a spline at one limit of an integral, zero outside where it is not extrapolated."""
    found = curve(self.t, self.c, self.k, x, 0, extrapolate, 0)
    return np.where(np.isnan(found), 0.0, found)


def area(t: Any, c: Any, k: int, a: Any, b: Any, extrapolate: Any) -> Any:
    """Integrate a B-spline of padded coefficients that is given by its arrays."""
    knots, whole = integrated(t, c, k, 1)
    begin, end = t[k], t[-k - 1]
    turns = [0.0, 0.0]
    limits = [a, b]
    if isinstance(extrapolate, str):
        turns = [np.floor((limit - begin) / (end - begin)) for limit in limits]
        limits = [limit - n * (end - begin) for limit, n in zip(limits, turns, strict=True)]
    elif not extrapolate:
        limits = [np.clip(limit, begin, end) for limit in limits]
    low, high = (curve(knots, whole, k + 1, limit, 0, True, 0) for limit in limits)
    if not isinstance(extrapolate, str):
        return high - low
    full = curve(knots, whole, k + 1, end, 0, True, 0) - curve(knots, whole, k + 1, begin, 0, True, 0)
    return high - low + (turns[1] - turns[0]) * full


# Splines from data


def interpolating(
    x: Any,
    y: Any,
    k: int = 3,
    t: Any = None,
    bc_type: Any = None,
    axis: int = 0,
    check_finite: bool = True,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_t: Any = None,
    d_bc_type: Any = None,
) -> tuple[Any, Any]:
    """Interpolate by a B-spline."""
    value = make_interp_spline(x, y, k, t, bc_type, axis, check_finite)
    d_nodes = None if d_x is None else np.asarray(d_x, dtype=float)
    values_move = None if d_y is None else np.moveaxis(np.asarray(d_y), value.axis, 0)
    d_knots = d_t
    if t is None and d_nodes is not None:
        d_knots = default_knots(d_nodes, k, bc_type)
    if k < 2 and t is None:
        return value, tangent_of_spline(d_knots, values_move)
    nodes = np.asarray(x, dtype=float)
    given, d_given = (value.t, value.c, value.k), (d_knots, None, None)
    missing = left_over(given, d_given, nodes, d_nodes, 0, values_move)
    if isinstance(bc_type, str) and bc_type == "periodic":
        missing = np.concatenate((missing[:-1], missing[:1]))
        return value, tangent_of_spline(d_knots, make_interp_spline(nodes, missing, k, bc_type=bc_type).c)
    ends = conditions(bc_type, np.shape(value.c)[1:])
    d_ends = (None, None) if d_bc_type is None or isinstance(bc_type, str) else d_bc_type
    moved_ends = []
    for place, end, d_end in zip((0, -1), ends, d_ends, strict=True):
        d_place = None if d_nodes is None else d_nodes[place]
        moved_end = []
        for row in range(len(end)):
            d_value = None if d_end is None or isinstance(d_end, str) else d_end[row][1]
            order = end[row][0]
            moved_end.append((order, left_over(given, d_given, nodes[place], d_place, order, d_value)))
        moved_ends.append(moved_end or None)
    solved = make_interp_spline(nodes, missing, k, value.t, (moved_ends[0], moved_ends[1]))
    return value, tangent_of_spline(d_knots, solved.c)


def left_over(given: Any, d_given: Any, x: Any, d_x: Any, nu: int, d_value: Any) -> Any:
    """Return what a value moves by that is not explained by places and knots that move under fixed coefficients."""
    t, c, k = given
    moved = apply(curve, (t, c, k, x, nu, True, 0), (*d_given, d_x, None, None, None))[1]
    return -moved if d_value is None else d_value - moved


def conditions(bc_type: Any, shape: tuple[int, ...]) -> tuple[Any, Any]:
    """Return the conditions at both ends, each a list of pairs of an order and the value of that derivative."""
    named = {"clamped": [(1, np.zeros(shape))], "natural": [(2, np.zeros(shape))], "not-a-knot": [], None: []}
    left, right = (bc_type, bc_type) if bc_type is None or isinstance(bc_type, str) else bc_type
    return tuple(named[end] if end is None or isinstance(end, str) else list(end) for end in (left, right))  # type: ignore[return-value]


def default_knots(x: Any, k: int, bc_type: Any = None) -> Any:
    """Return the knots that SciPy chooses for data at x; they are linear in x.

    At the data, or between for an even degree, where the first and last are left out; at all of the data where there
    are conditions at the ends.
    """
    first, last = x[:1], x[-1:]
    if k == 0:
        return np.concatenate((x, last))
    if k == 1:
        return np.concatenate((first, x, last))
    if isinstance(bc_type, str) and bc_type == "periodic":
        return periodic_knots(x, k)
    if any(conditions(bc_type, ())):
        return np.concatenate((*[first] * k, x, *[last] * k))
    sites = x if k % 2 else (x[1:] + x[:-1]) / 2
    left_out = (k + 1) // 2
    return np.concatenate((*[first] * (k + 1), sites[left_out:-left_out], *[last] * (k + 1)))


def periodic_knots(x: Any, k: int) -> Any:
    """Return the knots of a periodic spline: those inside, and as many of the next periods as are needed."""
    if k % 2 == 0:
        x = np.concatenate((x[:1], (x[:-2] + x[1:-1]) / 2, x[-1:]))
    steps = x[1:] - x[:-1]
    before, after = [x[0]], [x[-1]]
    for i in range(k):
        before.insert(0, before[0] - steps[-(i % len(steps)) - 1])
        after.append(after[-1] + steps[i % len(steps)])
    return np.concatenate((np.stack(before), x[1:-1], np.stack(after)))


def least_squares(
    x: Any,
    y: Any,
    t: Any,
    k: int = 3,
    w: Any = None,
    axis: int = 0,
    *,
    value: Any,
    d_x: Any = None,
    d_y: Any = None,
    d_t: Any = None,
    d_w: Any = None,
) -> Any:
    """Return the tangents of the coefficients of a fit by least squares, from the equations that they solve."""
    nodes, heights = np.asarray(x, dtype=float), np.moveaxis(np.asarray(y), axis, 0)
    count = len(t) - k - 1
    c = np.reshape(value, (count, -1))
    basis = curve(t, np.eye(count), k, nodes)
    d_basis = np.zeros_like(basis)
    if d_x is not None or d_t is not None:
        d_known = d_t, None, None, None if d_x is None else np.asarray(d_x), None, None, None
        d_basis = apply(curve, (t, np.eye(count), k, nodes, 0, True, 0), d_known)[1]
    d_heights = None if d_y is None else np.reshape(np.moveaxis(np.asarray(d_y), axis, 0), (len(nodes), -1))
    rows = np.reshape(heights, (len(nodes), -1))
    return np.reshape(fit_tangent(basis, c, rows, w, d_basis, d_heights, d_w), np.shape(value))


def fit_tangent(basis: Any, c: Any, heights: Any, w: Any, d_basis: Any, d_heights: Any, d_w: Any) -> Any:
    """Return how the coefficients of a fit by weighted least squares move with its basis, heights and weights."""
    squares = np.ones((len(basis), 1)) if w is None else np.reshape(np.asarray(w, dtype=float) ** 2, (-1, 1))
    misfit = heights - basis @ c
    change = -d_basis @ c
    if d_heights is not None:
        change = change + d_heights
    right = basis.T @ (squares * change) + d_basis.T @ (squares * misfit)
    if d_w is not None:
        right = right + basis.T @ (np.reshape(2.0 * np.asarray(w) * np.asarray(d_w), (-1, 1)) * misfit)
    return np.linalg.solve(basis.T @ (squares * basis), right)


def smoothing(
    x: Any,
    y: Any,
    w: Any = None,
    lam: Any = None,
    *,
    axis: int = 0,
    d_y: Any = None,
    d_w: Any = None,
    d_lam: Any = None,
) -> tuple[Any, Any]:
    """Smooth by a cubic spline with a given penalty: linear in the data, and the misfit says how the rest acts."""
    if lam is None:
        refuse_value(
            "make_smoothing_spline chooses its penalty by a search, which has no derivative here",
            "Pass lam, found before with constant data.",
        )
    value = make_smoothing_spline(x, y, w, lam, axis=axis)
    heights = np.moveaxis(np.asarray(y), axis, 0)
    pull = np.zeros_like(heights, dtype=float)
    if d_y is not None:
        pull = pull + np.moveaxis(np.asarray(d_y), axis, 0)
    misfit = heights - curve(value.t, value.c, value.k, np.array(x, dtype=float))
    if d_lam is not None:
        pull = pull - misfit * (d_lam / lam)
    if d_w is not None:
        pull = pull + misfit * along(np.asarray(d_w) / np.asarray(w), misfit, 0)
    return value, tangent_of_spline(None, make_smoothing_spline(x, pull, w, lam).c)


def fitted(
    x: Any,
    y: Any,
    t: Any,
    k: int = 3,
    w: Any = None,
    axis: int = 0,
    check_finite: bool = True,
    *,
    method: Any = None,
    d_x: Any = None,
    d_y: Any = None,
    d_t: Any = None,
    d_w: Any = None,
) -> tuple[Any, Any]:
    """Fit a B-spline on given knots by least squares."""
    if method is None:
        value = make_lsq_spline(x, y, t, k, w, axis, check_finite)
    else:
        value = make_lsq_spline(x, y, t, k, w, axis, check_finite, method=method)
    knots = np.asarray(t, dtype=float)
    d_knots = None if d_t is None else np.asarray(d_t)
    d_c = least_squares(x, y, knots, k, w, axis, value=value.c, d_x=d_x, d_y=d_y, d_t=d_knots, d_w=d_w)
    return value, tangent_of_spline(d_knots, d_c)
