"""Rules of `interp1d` and of the polynomials through data: evaluated by their own derivatives.

A polynomial depends on its nodes and values through the values alone that it takes at fixed places: where a node moves,
the value there moves as if the polynomial moved under it. What is left is a polynomial through the moved values.
"""

from typing import Any

import numpy as np
from scipy.interpolate import BarycentricInterpolator, KroghInterpolator, interp1d, make_interp_spline

from srcad.runtime import apply
from srcad.solving.piecewise import along
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent

STEPS = ("nearest", "nearest-up", "previous", "next")


def made(
    x: Any,
    y: Any,
    kind: Any = "linear",
    axis: int = -1,
    copy: bool = True,
    bounds_error: Any = None,
    fill_value: Any = np.nan,
    assume_sorted: bool = False,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_fill_value: Any = None,
) -> tuple[Any, Any]:
    """Make an `interp1d`; its tangent holds those of the sorted data, the interpolated axis first."""
    value = interp1d(x, y, kind, axis, copy, bounds_error, fill_value, assume_sorted)
    if any(
        np.any(part) for part in (d_fill_value if isinstance(fill_value, tuple) and d_fill_value else (d_fill_value,))
    ):
        refuse_value("the fill_value of an interp1d varies", "Put it outside by numpy.where.")
    order = np.arange(len(x)) if assume_sorted else np.argsort(x, kind="stable")
    d_nodes = None if d_x is None else np.asarray(d_x)[order]
    d_rows = None
    if d_y is not None:
        d_rows = np.reshape(np.moveaxis(np.asarray(d_y), value.axis, 0)[order], (len(order), -1))
    if value._kind != "spline":
        return value, Tangent(x=d_nodes, _y=d_rows)
    d_spline = apply(make_interp_spline, (value.x, value._y, value._spline.k), (d_nodes, d_rows, None))[1]
    return value, Tangent(x=d_nodes, _y=d_rows, _spline=d_spline)


def evaluate(self: Any, x: Any, *, d_self: Any = None, d_x: Any = None) -> tuple[Any, Any]:
    """Evaluate a curve through data and its tangent."""
    value = self(x)
    tangent = np.zeros_like(value)
    axis = self._y_axis if np.ndim(x) else 0
    if d_x is not None:
        tangent += slope_of(self, x) * along(d_x, value, axis)
    if d_self is not None:
        moved = moved_curve(self, x, d_self)
        tangent += self._finish_y(moved, np.shape(x))
    return value, tangent


def slope_of(self: Any, x: Any) -> Any:
    """Return the slope of a curve, zero where it has the fill value."""
    if not isinstance(self, interp1d):
        return self.derivative(x)
    places = np.ravel(np.asarray(x))
    if self._kind in STEPS:
        slope = np.zeros((len(places), np.shape(self._y)[1]))
    elif self._kind == "linear":
        left = segment_of(self.x, places)
        slope = (self._y[left + 1] - self._y[left]) / (self.x[left + 1] - self.x[left])[:, None]
    else:
        spline = self._spline
        slope = spline(places, 1)
    return self._finish_y(inside(self, places, slope), np.shape(x))


def segment_of(nodes: Any, places: Any) -> Any:
    """Return the segment that each place lies in, at a node the one to its right, outside the nearest."""
    return np.clip(np.searchsorted(nodes, places, side="right") - 1, 0, len(nodes) - 2)


def inside(self: Any, places: Any, rows: Any) -> Any:
    """Put zero where an `interp1d` has its fill value."""
    if self._extrapolate:
        return rows
    outside = (places < self.x[0]) | (places > self.x[-1])
    return np.where(outside[:, None], 0.0, rows)


def moved_curve(self: Any, x: Any, d_self: Any) -> Any:
    """Return what a curve moves by with its data, at fixed places."""
    places = np.ravel(np.asarray(x))
    if not isinstance(self, interp1d):
        return moved_polynomial(self, places, d_self.xi, d_self.yi)
    if self._kind in STEPS:
        rows = np.zeros((len(places), np.shape(self._y)[1])) if d_self._y is None else d_self._y[step_of(self, places)]
    elif self._kind == "linear":
        rows = apply(on_segments, (self.x, self._y, places), (d_self.x, d_self._y, None))[1]
    else:
        rows = apply(self._spline, (places,), (None,), function_tangent=d_self._spline)[1]
    return inside(self, places, rows)


def on_segments(nodes: Any, rows: Any, places: Any) -> Any:
    """Interpolate linearly."""
    left = segment_of(nodes, places)
    share = (places - nodes[left]) / (nodes[left + 1] - nodes[left])
    return rows[left] + (rows[left + 1] - rows[left]) * share[:, None]


def step_of(self: Any, places: Any) -> Any:
    """Return which of the data a curve of steps takes at each place."""
    if self._kind in ("nearest", "nearest-up"):
        return np.searchsorted(self.x_bds, places, side=self._side)
    is_previous = self._kind == "previous"
    found = np.searchsorted(self.x, places, side="right" if is_previous else "left") - is_previous
    return np.clip(found, 0, len(self.x) - 1)


def moved_polynomial(self: Any, places: Any, d_nodes: Any, d_rows: Any) -> Any:
    """Return what a polynomial moves by with its nodes and values; a node that is repeated has derivatives too."""
    nodes = np.asarray(self.xi)
    rows = np.zeros_like(self.yi) if d_rows is None else d_rows
    if d_nodes is not None:
        repeats = [int(np.sum(nodes[:i] == nodes[i])) for i in range(len(nodes))]
        slopes = [np.reshape(self.derivative(nodes[i], repeats[i] + 1), -1) for i in range(len(nodes))]
        rows = rows - np.stack(slopes) * d_nodes[:, None]
    kind = KroghInterpolator if isinstance(self, KroghInterpolator) else BarycentricInterpolator
    return kind(nodes, rows)(places)


def derivative(self: Any, x: Any, der: int = 1, *, d_self: Any = None, d_x: Any = None) -> tuple[Any, Any]:
    """Evaluate a derivative of a polynomial through data."""
    value = self.derivative(x, der)
    tangent = np.zeros_like(value)
    if d_x is not None:
        tangent += self.derivative(x, der + 1) * along(d_x, value, self._y_axis if np.ndim(x) else 0)
    if d_self is not None:
        given = self.xi, self.yi, np.ravel(np.asarray(x)), der
        moved = apply(derivative_through, given, (d_self.xi, d_self.yi, None, None))[1]
        tangent += self._finish_y(moved, np.shape(x))
    return value, tangent


def derivative_through(nodes: Any, rows: Any, places: Any, der: int) -> Any:
    """Return a derivative of the polynomial through data, from its coefficients in the basis of Newton."""
    table = [rows[i] for i in range(len(nodes))]
    for order in range(1, len(nodes)):
        for i in range(len(nodes) - 1, order - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (nodes[i] - nodes[i - order])
    found = [np.zeros((len(places), np.shape(rows)[1])) for _ in range(der + 1)]
    for i in range(len(nodes) - 1, -1, -1):
        step = (places - nodes[i])[:, None]
        for order in range(der, 0, -1):
            found[order] = found[order] * step + order * found[order - 1]
        found[0] = found[0] * step + table[i]
    return found[der]
