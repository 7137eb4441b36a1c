"""Rules of the cubic interpolants that are made from data: their slopes at the data, and the pieces from these."""

from typing import Any

import numpy as np
from scipy.interpolate import Akima1DInterpolator, CubicSpline, PchipInterpolator
from scipy.linalg import solve_banded

from srcad.runtime import apply, spread
from srcad.solving.piecewise import tangent_of_pieces


def spline(
    x: Any,
    y: Any,
    axis: int = 0,
    bc_type: Any = "not-a-knot",
    extrapolate: Any = None,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_bc_type: Any = None,
) -> tuple[Any, Any]:
    """Interpolate by a cubic spline."""
    value = CubicSpline(x, y, axis, bc_type, extrapolate)
    d_ends = None if isinstance(bc_type, str) else d_bc_type
    d_c = apply(pieces_of_spline, (x, y, axis, bc_type), (d_x, d_y, None, d_ends))[1]
    return value, tangent_of_pieces(spread(d_c, value.c), None if d_x is None else np.asarray(d_x, dtype=float))


def monotone(
    x: Any, y: Any, axis: int = 0, extrapolate: Any = None, *, d_x: Any = None, d_y: Any = None
) -> tuple[Any, Any]:
    """Interpolate so that monotone data stay monotone."""
    value = PchipInterpolator(x, y, axis, extrapolate)
    d_c = apply(monotone_pieces, (x, y, axis), (d_x, d_y, None))[1]
    return value, tangent_of_pieces(spread(d_c, value.c), None if d_x is None else np.asarray(d_x, dtype=float))


def akima(
    x: Any,
    y: Any,
    axis: int = 0,
    *,
    method: str = "akima",
    extrapolate: Any = None,
    d_x: Any = None,
    d_y: Any = None,
) -> tuple[Any, Any]:
    """Interpolate by the method of Akima, or by its modification."""
    value = Akima1DInterpolator(x, y, axis, method=method, extrapolate=extrapolate)
    d_c = apply(akima_pieces, (x, y, axis, method), (d_x, d_y, None, None))[1]
    return value, tangent_of_pieces(spread(d_c, value.c), None if d_x is None else np.asarray(d_x, dtype=float))


def prepared(x: Any, y: Any, axis: int) -> tuple[Any, Any, Any]:
    """Return the data with the interpolated axis first, and the steps of x with as many axes."""
    nodes, heights = np.asarray(x) * 1.0, np.moveaxis(np.asarray(y) * 1.0, axis, 0)
    return nodes, heights, np.reshape(np.diff(nodes), (-1, *(1,) * (np.ndim(heights) - 1)))


def hermite(steps: Any, heights: Any, slopes: Any) -> Any:
    """Return the coefficients of the cubic pieces with given values and slopes at both ends."""
    rise = np.diff(heights, axis=0) / steps
    bend = (slopes[:-1] + slopes[1:] - 2.0 * rise) / steps
    return np.stack((bend / steps, (rise - slopes[:-1]) / steps - bend, slopes[:-1], heights[:-1]))


def pieces_of_spline(x: Any, y: Any, axis: int, bc_type: Any) -> Any:
    """Return the coefficients of a cubic spline, by the conditions of `CubicSpline`."""
    nodes, heights, steps = prepared(x, y, axis)
    columns = np.reshape(heights, (len(nodes), -1))
    narrow = np.diff(nodes)
    rise = np.diff(columns, axis=0) / narrow[:, None]
    if isinstance(bc_type, str) and bc_type == "periodic":
        slopes = periodic_slopes(narrow, rise)
    else:
        ends = (bc_type, bc_type) if isinstance(bc_type, str) else bc_type
        conditions = [condition(end, np.shape(columns)[1]) for end in ends]
        slopes = slopes_of_spline(narrow, rise, conditions[0], conditions[1])
    return hermite(steps, heights, np.reshape(slopes, np.shape(heights)))


def condition(end: Any, count: int) -> tuple[int, Any]:
    """Return the order and the value of the derivative that an end has, order 0 where there is no knot."""
    if isinstance(end, str):
        return {"not-a-knot": 0, "clamped": 1, "natural": 2}[end], np.zeros(count)
    return end[0], np.reshape(end[1] * np.ones(()), (-1,))


def slopes_of_spline(steps: Any, rise: Any, start: Any, stop: Any) -> Any:
    """Return the slopes that make the second derivative continuous, under the conditions at both ends."""
    count = len(steps) + 1
    if count == 2:
        start = (1, rise[0]) if start[0] == 0 else start
        stop = (1, rise[0]) if stop[0] == 0 else stop
    if count == 3 and start[0] == 0 and stop[0] == 0:
        bend = (rise[1] - rise[0]) / (steps[0] + steps[1])
        return np.stack((rise[0] - steps[0] * bend, rise[0] + steps[0] * bend, rise[1] + steps[1] * bend))
    first, first_next, first_right = end_equation(start, steps, rise)
    last, last_next, last_right = end_equation(
        (stop[0], -stop[1] if stop[0] == 2 else stop[1]), steps[::-1], rise[::-1]
    )
    inner = 3.0 * (steps[1:, None] * rise[:-1] + steps[:-1, None] * rise[1:])
    right = np.concatenate((first_right[None], inner, last_right[None]))
    zero = np.zeros(1)
    above = np.concatenate((zero, first_next[None], steps[:-1]))
    middle = np.concatenate((first[None], 2.0 * (steps[:-1] + steps[1:]), last[None]))
    below = np.concatenate((steps[1:], last_next[None], zero))
    return solve_banded((1, 1), np.stack((above, middle, below)), right)


def end_equation(end: Any, steps: Any, rise: Any) -> tuple[Any, Any, Any]:
    """Return the factors of the first two slopes, and the right side, of the equation at one end."""
    order, given = end
    one = steps[0] / steps[0]
    if order == 1:
        return one, 0.0 * one, given + 0.0 * rise[0]
    if order == 2:
        return 2.0 * one, one, 3.0 * rise[0] - 0.5 * given * steps[0]
    both = steps[0] + steps[1]
    right = ((steps[0] + 2.0 * both) * steps[1] * rise[0] + steps[0] ** 2 * rise[1]) / both
    return steps[1], both, right


def periodic_slopes(steps: Any, rise: Any) -> Any:
    """Return the slopes of a periodic spline; the last one is the first one again."""
    if len(steps) == 1:
        return np.concatenate((rise, rise))
    if len(steps) == 2:
        slope = np.sum(rise / steps[:, None], axis=0) / np.sum(1.0 / steps)
        return np.stack((slope, slope, slope))
    before, rise_before = np.roll(steps, 1), np.roll(rise, 1, axis=0)
    right = 3.0 * (before[:, None] * rise + steps[:, None] * rise_before)
    middle = 2.0 * (before + steps)
    # The last slope is eliminated: what is left is tridiagonal, for the right side and for the last column.
    zero = np.zeros(1)
    bands = np.stack((np.concatenate((zero, before[:-2])), middle[:-1], np.concatenate((steps[1:-1], zero))))
    column = np.concatenate((steps[:1], np.zeros(len(steps) - 3), before[-2:-1]))[:, None]
    alone, coupled = solve_banded((1, 1), bands, right[:-1]), solve_banded((1, 1), bands, -column)
    last = (right[-1] - before[-1] * alone[0] - steps[-1] * alone[-1]) / (
        middle[-1] + before[-1] * coupled[0] + steps[-1] * coupled[-1]
    )
    inner = alone + coupled * last
    return np.concatenate((inner, last[None], inner[:1]))


def monotone_pieces(x: Any, y: Any, axis: int) -> Any:
    """Return the coefficients of `PchipInterpolator`: harmonic means of the slopes, limited at the ends.

    Source: F. N. Fritsch and J. Butland, SIAM J. Sci. Comput. 5 (1984).
    """
    _, heights, steps = prepared(x, y, axis)
    rise = np.diff(heights, axis=0) / steps
    if len(rise) == 1:
        return hermite(steps, heights, np.concatenate((rise, rise)))
    flat = (np.sign(rise[1:]) != np.sign(rise[:-1])) | (rise[1:] == 0.0) | (rise[:-1] == 0.0)
    left, right = 2.0 * steps[1:] + steps[:-1], steps[1:] + 2.0 * steps[:-1]
    low, high = np.where(flat, 1.0, rise[:-1]), np.where(flat, 1.0, rise[1:])
    inner = np.where(flat, 0.0, (left + right) / (left / low + right / high))
    first = limited(steps[0], steps[1], rise[0], rise[1])
    last = limited(steps[-1], steps[-2], rise[-1], rise[-2])
    return hermite(steps, heights, np.concatenate((first[None], inner, last[None])))


def limited(near: Any, far: Any, rise: Any, next_rise: Any) -> Any:
    """Return the slope at an end by three points, limited so that the shape is kept."""
    slope = ((2.0 * near + far) * rise - near * next_rise) / (near + far)
    steep = (np.sign(rise) != np.sign(next_rise)) & (np.abs(slope) > 3.0 * np.abs(rise))
    return np.where(np.sign(slope) != np.sign(rise), 0.0, np.where(steep, 3.0 * rise, slope))


def akima_pieces(x: Any, y: Any, axis: int, method: str) -> Any:
    """Return the coefficients of `Akima1DInterpolator`: slopes weighted by how little the others change.

    Source: H. Akima, J. ACM 17 (1970).
    """
    _, heights, steps = prepared(x, y, axis)
    rise = np.diff(heights, axis=0) / steps
    if len(rise) == 1:
        return hermite(steps, heights, np.concatenate((rise, rise)))
    before, after = 2.0 * rise[0] - rise[1], 2.0 * rise[-1] - rise[-2]
    ends = (2.0 * before - rise[0])[None], before[None], rise, after[None], (2.0 * after - rise[-1])[None]
    wide = np.concatenate(ends)
    change = np.abs(np.diff(wide, axis=0))
    left, right = change[2:], change[:-2]
    if method == "makima":
        size = np.abs(wide[1:] + wide[:-1])
        left, right = left + 0.5 * size[2:], right + 0.5 * size[:-2]
    both = left + right
    weighted = both > 1e-9 * np.max(both)
    share = right / np.where(weighted, both, 1.0)
    slopes = wide[1:-2] + share * (wide[2:-1] - wide[1:-2])
    return hermite(steps, heights, np.where(weighted, slopes, 0.5 * (wide[3:] + wide[:-3])))
