"""Rules of FITPACK's splines of two variables: tuples and objects, on grids, among scattered points and on spheres.

Outside of its domain such a spline is continued by constants. Where FITPACK chooses the knots by a smoothing condition
they jump as the data move: what has a derivative is interpolation, a fit on given knots, and a fit that needs none.
"""

from typing import Any

import numpy as np
from scipy import interpolate
from scipy.interpolate import make_interp_spline

from srcad.rules import registry
from srcad.runtime import apply
from srcad.solving import fitpack
from srcad.solving.bsplines import curve, differentiated, fit_tangent, padded
from srcad.solving.tensors import product
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent


def surface(tx: Any, ty: Any, c: Any, kx: int, ky: int, x: Any, y: Any, dx: int, dy: int, grid: bool) -> Any:
    """Evaluate a spline of two variables, on the grid of x and y or at points, outside at the nearest point inside."""
    columns = np.clip(np.asarray(x) * 1.0, tx[kx], tx[-kx - 1])
    rows = np.clip(np.asarray(y) * 1.0, ty[ky], ty[-ky - 1])
    if grid:
        columns, rows = np.reshape(columns, (-1, 1)), np.reshape(rows, (1, -1))
    places = np.stack(np.broadcast_arrays(columns, rows), axis=-1)
    return product((tx, ty), square(c, tx, ty, kx, ky), (kx, ky), places, (dx, dy))


def square(c: Any, tx: Any, ty: Any, kx: int, ky: int) -> Any:
    """Return the coefficients of a spline of two variables as a matrix."""
    shape = len(tx) - kx - 1, len(ty) - ky - 1
    return np.reshape(np.asarray(c)[: shape[0] * shape[1]], shape)


def moved(
    knots: Any, degrees: Any, x: Any, y: Any, orders: Any, grid: bool, d_knots: Any, d_x: Any, d_y: Any, value: Any
) -> Any:
    """Return the tangent of the values of a spline, whose knots and coefficients are given, in the values' shape."""
    d_tx, d_ty, d_c = (None, None, None) if d_knots is None else d_knots
    tx, ty, c = knots
    given = np.asarray(tx), np.asarray(ty), np.asarray(c), *degrees, x, y, *orders, grid
    d_given = d_tx, d_ty, d_c, None, None, d_x, d_y, None, None, None
    return np.reshape(apply(surface, given, d_given)[1], np.shape(value))[()]


def evaluate(
    x: Any, y: Any, tck: Any, dx: int = 0, dy: int = 0, *, d_x: Any = None, d_y: Any = None, d_tck: Any = None
) -> tuple[Any, Any]:
    """Evaluate a spline of two variables that is given as a list."""
    value = interpolate.bisplev(x, y, tck, dx, dy)
    d_knots = None if d_tck is None else d_tck[:3]
    return value, moved(tck[:3], tuple(tck[3:]), x, y, (dx, dy), True, d_knots, d_x, d_y, value)


# Objects


def tangent_of_surface(d_tx: Any, d_ty: Any, d_c: Any, d_residual: Any) -> Any:
    """Return the tangent of a spline object of two variables."""
    return Tangent(tck=(d_tx, d_ty, d_c), degrees=None, fp=d_residual)


def object_value(
    self: Any,
    x: Any,
    y: Any,
    dx: int = 0,
    dy: int = 0,
    grid: bool = True,
    *,
    d_self: Any = None,
    d_x: Any = None,
    d_y: Any = None,
) -> tuple[Any, Any]:
    """Evaluate a spline object of two variables."""
    value = self(x, y, dx, dy, grid)
    d_knots = None if d_self is None else d_self.tck
    return value, moved(self.tck, self.degrees, x, y, (dx, dy), grid, d_knots, d_x, d_y, value)


def object_derivative(self: Any, dx: int, dy: int, *, d_self: Any) -> tuple[Any, Any]:
    """Make a partial derivative of a spline as an object."""
    value = self.partial_derivative(dx, dy)
    if dx == 0 and dy == 0:
        return value, d_self
    tx, ty, c = self.tck
    given = tx, ty, c, *self.degrees, dx, dy
    d_tx, d_ty, d_c = apply(lowered, given, (*d_self.tck, None, None, None, None))[1]
    return value, Tangent(tck=(d_tx, d_ty, d_c), degrees=None)


def lowered(tx: Any, ty: Any, c: Any, kx: int, ky: int, dx: int, dy: int) -> tuple[Any, Any, Any]:
    """Return knots and coefficients of a partial derivative."""
    columns, rows = differentiated(tx, padded(tx, square(c, tx, ty, kx, ky)), kx, dx)
    rows = np.transpose(rows[: len(columns) - (kx - dx) - 1])
    knots, found = differentiated(ty, padded(ty, rows), ky, dy)
    return columns, knots, np.ravel(np.transpose(found[: len(knots) - (ky - dy) - 1]))


def object_integral(
    self: Any,
    xa: Any,
    xb: Any,
    ya: Any,
    yb: Any,
    *,
    d_self: Any = None,
    d_xa: Any = None,
    d_xb: Any = None,
    d_ya: Any = None,
    d_yb: Any = None,
) -> tuple[Any, Any]:
    """Integrate a spline over a rectangle; it is zero outside of its domain."""
    value = self.integral(xa, xb, ya, yb)
    d_knots = (None, None, None) if d_self is None else d_self.tck
    given = *self.tck, *self.degrees, xa, xb, ya, yb
    return value, apply(volume, given, (*d_knots, None, None, d_xa, d_xb, d_ya, d_yb))[1]


def volume(tx: Any, ty: Any, c: Any, kx: int, ky: int, xa: Any, xb: Any, ya: Any, yb: Any) -> Any:
    """Integrate a spline over a rectangle, whose sides are cut to its domain."""
    matrix = square(c, tx, ty, kx, ky)
    columns = fitpack.area(tx, padded(tx, np.eye(len(matrix))), kx, xa, xb)
    rows = fitpack.area(ty, padded(ty, np.eye(matrix.shape[1])), ky, ya, yb)
    return columns @ matrix @ rows


def rectangular(
    x: Any,
    y: Any,
    z: Any,
    bbox: Any = (None, None, None, None),
    kx: int = 3,
    ky: int = 3,
    s: Any = 0,
    maxit: int = 20,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_z: Any = None,
) -> tuple[Any, Any]:
    """Interpolate on a grid; the coefficients solve an equation in one variable after the other."""
    value = interpolate.RectBivariateSpline(x, y, z, bbox, kx, ky, s, maxit)
    if s != 0:
        fitpack.refuse_smoothing("RectBivariateSpline")
    tx, ty, _ = value.tck
    ends = np.ravel(np.array(bbox, dtype=object))
    d_tx, d_ty = fitpack.moved_knots(tx, kx, ends[:2], d_x), fitpack.moved_knots(ty, ky, ends[2:], d_y)
    given = np.ravel(x) * 1.0, np.ravel(y) * 1.0, np.asarray(z) * 1.0, tx, ty, kx, ky
    d_c = apply(through_grid, given, (flat_or_none(d_x), flat_or_none(d_y), d_z, d_tx, d_ty, None, None))[1]
    return value, tangent_of_surface(d_tx, d_ty, d_c, 0.0)


def flat_or_none(tangent: Any) -> Any:
    """Return a tangent as a vector, None for a constant."""
    return None if tangent is None else np.ravel(tangent)


def through_grid(x: Any, y: Any, z: Any, tx: Any, ty: Any, kx: int, ky: int) -> Any:
    """Return the coefficients of the spline on given knots that has given values on a grid."""
    columns = make_interp_spline(x, z, kx, tx).c
    return np.ravel(np.transpose(make_interp_spline(y, np.transpose(columns), ky, ty).c))


# Fits among scattered points


def smooth(
    x: Any,
    y: Any,
    z: Any,
    w: Any = None,
    bbox: Any = (None, None, None, None),
    kx: int = 3,
    ky: int = 3,
    s: Any = None,
    eps: Any = 1e-16,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_z: Any = None,
    d_w: Any = None,
) -> tuple[Any, Any]:
    """Fit a polynomial, which is what smoothing ends with where no knots are needed."""
    value = interpolate.SmoothBivariateSpline(x, y, z, w, bbox, kx, ky, s, eps)
    tx, ty, c = value.tck
    refuse_inner_knots("SmoothBivariateSpline", tx, ty, kx, ky)
    ends = np.ravel(np.array(bbox, dtype=object))
    d_tx, d_ty = moved_ends(tx, kx, x, d_x, ends[:2], None), moved_ends(ty, ky, y, d_y, ends[2:], None)
    d_c, d_residual = fit(x, y, z, w, (tx, ty, c, kx, ky), (d_tx, d_ty), (d_x, d_y, d_z, d_w))
    return value, tangent_of_surface(d_tx, d_ty, d_c, d_residual)


def fitted(
    x: Any,
    y: Any,
    z: Any,
    tx: Any,
    ty: Any,
    w: Any = None,
    bbox: Any = (None, None, None, None),
    kx: int = 3,
    ky: int = 3,
    eps: Any = None,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_z: Any = None,
    d_tx: Any = None,
    d_ty: Any = None,
    d_w: Any = None,
) -> tuple[Any, Any]:
    """Fit a spline on given knots."""
    value = interpolate.LSQBivariateSpline(x, y, z, tx, ty, w, bbox, kx, ky, eps)
    knots_x, knots_y, c = value.tck
    ends = np.ravel(np.array(bbox, dtype=object))
    d_columns = moved_ends(knots_x, kx, x, d_x, ends[:2], d_tx)
    d_rows = moved_ends(knots_y, ky, y, d_y, ends[2:], d_ty)
    made = knots_x, knots_y, c, kx, ky
    d_c, d_residual = fit(x, y, z, w, made, (d_columns, d_rows), (d_x, d_y, d_z, d_w))
    return value, tangent_of_surface(d_columns, d_rows, d_c, d_residual)


def represented(
    x: Any,
    y: Any,
    z: Any,
    w: Any = None,
    xb: Any = None,
    xe: Any = None,
    yb: Any = None,
    ye: Any = None,
    kx: int = 3,
    ky: int = 3,
    task: int = 0,
    s: Any = None,
    eps: Any = 1e-16,
    tx: Any = None,
    ty: Any = None,
    full_output: int = 0,
    nxest: Any = None,
    nyest: Any = None,
    quiet: int = 1,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_z: Any = None,
    d_w: Any = None,
) -> tuple[Any, Any]:
    """Fit a spline of two variables as a list, on given knots (task=-1) or a polynomial."""
    if task == 1:
        refuse_value("bisplrep with task=1 goes on from the call before", "Call it with task=0 or task=-1.")
    value = interpolate.bisplrep(
        x, y, z, w, xb, xe, yb, ye, kx, ky, task, s, eps, tx, ty, full_output, nxest, nyest, quiet
    )
    knots_x, knots_y, c, *_ = value[0] if full_output else value
    if task == 0:
        refuse_inner_knots("bisplrep", knots_x, knots_y, kx, ky)
    d_tx, d_ty = (
        moved_ends(*given, None) for given in ((knots_x, kx, x, d_x, (xb, xe)), (knots_y, ky, y, d_y, (yb, ye)))
    )
    d_c, d_residual = fit(x, y, z, w, (knots_x, knots_y, c, kx, ky), (d_tx, d_ty), (d_x, d_y, d_z, d_w))
    d_tck = [d_tx, d_ty, d_c, 0.0, 0.0]
    return value, (d_tck, d_residual, 0.0, None) if full_output else d_tck


def refuse_inner_knots(name: str, tx: Any, ty: Any, kx: int, ky: int) -> None:
    """Refuse a fit that has chosen knots; without any it is the polynomial that fits best."""
    if len(tx) > 2 * kx + 2 or len(ty) > 2 * ky + 2:
        fitpack.refuse_smoothing(name)


def moved_ends(knots: Any, k: int, x: Any, d_x: Any, ends: Any, d_inner: Any) -> Any:
    """Return the tangents of the knots of a fit: of those inside, and at the ends, which are those of the data.

    Refuses an end that FITPACK has set beyond given knots, where something moves.
    """
    if d_x is None and d_inner is None:
        return None
    places, moves = np.ravel(x), np.zeros(np.size(x)) if d_x is None else np.ravel(d_x)
    first, last = 0.0, 0.0
    if ends[0] is None:
        refuse_other_end(knots[0], np.min(places))
        first = moves[np.argmin(places)]
    if ends[1] is None:
        refuse_other_end(knots[-1], np.max(places))
        last = moves[np.argmax(places)]
    inner = np.zeros(len(knots) - 2 * k - 2) if d_inner is None else np.asarray(d_inner)
    return np.concatenate((*[np.reshape(first, 1)] * (k + 1), inner, *[np.reshape(last, 1)] * (k + 1)))


def refuse_other_end(knot: Any, datum: Any) -> None:
    """Refuse an end of the domain that is not the first or last of the data."""
    if knot != datum:
        refuse_value("the end of the domain is set beyond the knots, not at the data", "Give it by bbox.")


def fit(x: Any, y: Any, z: Any, w: Any, made: Any, d_knots: Any, d_data: Any) -> tuple[Any, Any]:
    """Return the tangents of the coefficients and of the sum of squares of a fit, NaN where it is not unique."""
    tx, ty, c, kx, ky = made
    d_x, d_y, d_z, d_w = d_data
    columns, rows = np.ravel(x) * 1.0, np.ravel(y) * 1.0
    given = tx, ty, kx, ky, columns, rows
    basis, d_basis = apply(basis_of, given, (*d_knots, None, None, flat_or_none(d_x), flat_or_none(d_y)))
    heights, d_heights = np.reshape(z, (-1, 1)), None if d_z is None else np.reshape(d_z, (-1, 1))
    coefficients = np.reshape(c[: basis.shape[1]], (-1, 1))
    if is_deficient(basis, w):
        d_c = np.full(np.shape(coefficients), np.nan)
    else:
        d_c = fit_tangent(basis, coefficients, heights, w, d_basis, d_heights, d_w)
    weights = np.ones((len(basis), 1)) if w is None else np.reshape(w, (-1, 1))
    misfit = heights - basis @ coefficients
    change = -d_basis @ coefficients if d_heights is None else d_heights - d_basis @ coefficients
    d_residual = 2.0 * np.sum(weights**2 * misfit * change)
    if d_w is not None:
        d_residual = d_residual + 2.0 * np.sum(weights * misfit**2 * np.reshape(d_w, (-1, 1)))
    return np.ravel(d_c), d_residual


def basis_of(tx: Any, ty: Any, kx: int, ky: int, x: Any, y: Any) -> Any:
    """Return the values of all products of B-splines at points, one row for each."""
    columns = curve(tx, np.eye(len(tx) - kx - 1), kx, x)
    rows = curve(ty, np.eye(len(ty) - ky - 1), ky, y)
    return np.reshape(columns[:, :, None] * rows[:, None, :], (len(x), -1))


@registry.constant_rule
def is_deficient(basis: Any, w: Any) -> bool:
    """Tell whether the data do not say all the coefficients."""
    weighted = basis if w is None else basis * np.reshape(w, (-1, 1))
    squares = weighted.T @ weighted
    return bool(np.linalg.matrix_rank(squares, hermitian=True) < len(squares))
