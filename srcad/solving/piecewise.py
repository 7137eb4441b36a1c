"""Rules of SciPy's piecewise polynomials, in the powers of each interval or in its Bernstein basis.

The tangent of such an object holds those of its coefficients and breakpoints, under the names of SciPy's own
attributes. With constant coefficients the slope is SciPy's own derivative of the polynomial.
"""

from typing import Any

import numpy as np
from scipy.interpolate import BPoly, NdPPoly, PPoly

from srcad.runtime import apply
from srcad.values.tangents import Tangent

POLYNOMIAL, BERNSTEIN = PPoly(np.ones((1, 1)), np.arange(2.0)), BPoly(np.ones((1, 1)), np.arange(2.0))

# Newer versions of SciPy keep the arrays under a private name and show them by a property; the newest have them in an
# object inside.
DELEGATES = "_delegate_to" in vars(POLYNOMIAL)
PREFIX = "_" if not DELEGATES and isinstance(vars(PPoly.__mro__[-2]).get("c"), property) else ""
BESIDE = tuple(name for name in ("_asarray",) if hasattr(POLYNOMIAL, name))

# The class inside, for BPoly.construct_fast of SciPy 1.18 makes a polynomial in powers.
IN_BERNSTEIN_BASIS = type(getattr(BERNSTEIN, "_delegate_to", BERNSTEIN))


def record_of(arrays: dict[str, Any], constant: tuple[str, ...]) -> Any:
    """Return the tangent of an object that holds these arrays, and besides them only what is constant."""
    parts = {**{PREFIX + name: part for name, part in arrays.items()}, **dict.fromkeys(constant)}
    if not DELEGATES:
        return Tangent(**parts, **dict.fromkeys(BESIDE))
    return Tangent(_delegate_to=Tangent(**parts), _xp=None, _xp_internal=None)


def part_of(record: Any, name: str) -> Any:
    """Return the tangent of one of the arrays out of that of the object."""
    return getattr(getattr(record, "_delegate_to", record), PREFIX + name, None)


def tangent_of_pieces(d_c: Any, d_points: Any) -> Any:
    """Return the tangent of a piecewise polynomial."""
    return record_of({"c": d_c, "x": d_points}, ("extrapolate", "axis"))


def coefficients_tangent(record: Any) -> Any:
    """Return the tangent of the coefficients out of that of the polynomial."""
    return part_of(record, "c")


def points_tangent(record: Any) -> Any:
    """Return the tangent of the breakpoints out of that of the polynomial."""
    return part_of(record, "x")


def along(d_x: Any, value: Any, axis: int) -> Any:
    """Give the tangents of the places of evaluation the axes that they have among those of the values."""
    behind = np.ndim(value) - axis - np.ndim(d_x)
    return np.reshape(d_x, (1,) * axis + np.shape(d_x) + (1,) * behind)


def basis_of(polynomial: Any) -> Any:
    """Return the class that says what the coefficients of a piecewise polynomial mean."""
    return IN_BERNSTEIN_BASIS if isinstance(polynomial, (BPoly, IN_BERNSTEIN_BASIS)) else PPoly


def evaluate(self: Any, x: Any, nu: int = 0, extrapolate: Any = None, *, d_self: Any = None, d_x: Any = None) -> Any:
    """Evaluate a piecewise polynomial and its tangent."""
    value = self(x, nu, extrapolate)
    tangent = np.zeros_like(value)
    if d_x is not None:
        tangent += self(x, nu + 1, extrapolate) * along(d_x, value, self.axis)
    if d_self is not None:
        beyond = self.extrapolate if extrapolate is None else extrapolate
        known = basis_of(self), self.c, self.x, x, nu, beyond, self.axis
        d_known = None, coefficients_tangent(d_self), points_tangent(d_self), None, None, None, None
        tangent += apply(pieces, known, d_known)[1]
    return value, tangent


def pieces(basis: Any, c: Any, points: Any, x: Any, nu: int, extrapolate: Any, axis: int) -> Any:
    """Evaluate a piecewise polynomial that is given by its arrays, the interpolated axis first."""
    return basis.construct_fast(c, points, extrapolate, axis)(x, nu, extrapolate)


def pieces_rule(
    basis: Any,
    c: Any,
    points: Any,
    x: Any,
    nu: int,
    extrapolate: Any,
    axis: int,
    *,
    d_c: Any = None,
    d_points: Any = None,
    d_x: Any = None,
) -> Any:
    """Differentiate `pieces`."""
    value = pieces(basis, c, points, x, nu, extrapolate, axis)
    tangent = np.zeros_like(value)
    if d_c is not None:
        tangent += pieces(basis, d_c, points, x, nu, extrapolate, axis)
    if d_x is not None:
        tangent += pieces(basis, c, points, x, nu + 1, extrapolate, axis) * along(d_x, value, axis)
    if d_points is not None:
        shift, stretch = moved(basis, points, x, extrapolate, d_points)
        tangent -= pieces(basis, c, points, x, nu + 1, extrapolate, axis) * along(shift, value, axis)
        if nu > 0:
            tangent -= nu * value * along(stretch, value, axis)
    return value, tangent


def moved(basis: Any, points: Any, x: Any, extrapolate: Any, d_points: Any) -> Any:
    """Return how far the piece at each place moves with its breakpoints, and how much it is stretched.

    A piece in powers moves with the left end of its interval, one in the Bernstein basis with both ends.
    """
    turns = np.zeros_like(x, dtype=float)
    if isinstance(extrapolate, str):
        turns = np.floor((x - points[0]) / (points[-1] - points[0]))
    inside = x - turns * (points[-1] - points[0])
    left = piece_at(points, inside)
    stretch = np.zeros_like(inside, dtype=float)
    if basis is IN_BERNSTEIN_BASIS:
        stretch = (d_points[left + 1] - d_points[left]) / (points[left + 1] - points[left])
    shift = d_points[left] + (inside - points[left]) * stretch + turns * (d_points[-1] - d_points[0])
    return shift, stretch


def piece_at(points: Any, x: Any) -> Any:
    """Return the number of the interval that each place lies in; outside, that of the nearest."""
    rising = points[-1] >= points[0]
    found = np.searchsorted(points if rising else -points, x if rising else -x, side="right")
    return np.clip(found - 1, 0, len(points) - 2)


def evaluate_grid(
    self: Any, x: Any, nu: Any = None, extrapolate: Any = None, *, d_self: Any = None, d_x: Any = None
) -> tuple[Any, Any]:
    """Evaluate a polynomial of several variables, piecewise on a grid, and its tangent."""
    value = self(x, nu, extrapolate)
    tangent = np.zeros_like(value)
    orders = (0,) * len(self.x) if nu is None else tuple(nu)
    if d_x is not None:
        for place in range(len(orders)):
            step = along(np.asarray(d_x)[..., place], value, 0)
            tangent += self(x, one_more(orders, place), extrapolate) * step
    if d_self is not None:
        beyond = self.extrapolate if extrapolate is None else extrapolate
        tangent += apply(grid_pieces, (self.c, self.x, x, orders, beyond), (d_self.c, d_self.x, None, None, None))[1]
    return value, tangent


def one_more(orders: tuple[int, ...], place: int) -> tuple[int, ...]:
    """Raise one of the orders of a partial derivative."""
    return (*orders[:place], orders[place] + 1, *orders[place + 1 :])


def grid_pieces(c: Any, grid: Any, x: Any, nu: Any, extrapolate: Any) -> Any:
    """Evaluate a polynomial of several variables that is given by its arrays."""
    return NdPPoly.construct_fast(c, grid, extrapolate)(x, nu, extrapolate)


def grid_pieces_rule(
    c: Any, grid: Any, x: Any, nu: Any, extrapolate: Any, *, d_c: Any = None, d_grid: Any = None, d_x: Any = None
) -> tuple[Any, Any]:
    """Differentiate `grid_pieces`; a piece moves with the lower ends of its intervals."""
    value = grid_pieces(c, grid, x, nu, extrapolate)
    tangent = np.zeros_like(value)
    if d_c is not None:
        tangent += grid_pieces(d_c, grid, x, nu, extrapolate)
    for place in range(len(nu)):
        slope = grid_pieces(c, grid, x, one_more(nu, place), extrapolate)
        if d_x is not None:
            tangent += slope * along(np.asarray(d_x)[..., place], value, 0)
        if d_grid is not None:
            shift = d_grid[place][piece_at(grid[place], np.asarray(x)[..., place])]
            tangent -= slope * along(shift, value, 0)
    return value, tangent


def antiderivative(self: Any, nu: int = 1, *, d_self: Any) -> Any:
    """Integrate a piecewise polynomial, so that the result is continuous."""
    value = self.antiderivative(nu)
    if nu <= 0:
        return value, apply(PPoly.derivative, (self, -nu), (d_self, None))[1]
    given = self.c, self.x
    c = apply(raised, (*given, nu), (coefficients_tangent(d_self), points_tangent(d_self), None))[1]
    return value, tangent_of_pieces(c, points_tangent(d_self))


def raised(c: Any, points: Any, nu: int) -> Any:
    """Return the coefficients of the antiderivative of a piecewise polynomial that is continuous and begins at zero."""
    rest = (1,) * (np.ndim(c) - 2)
    steps = np.reshape(np.diff(points), (-1, *rest))
    for _ in range(nu):
        factors = np.reshape(np.arange(len(c), 0, -1), (-1, 1, *rest))
        c = c / factors
        growth = np.zeros_like(c[0])
        for row in c:
            growth = (growth + row) * steps
        begin = np.concatenate((np.zeros_like(growth[:1]), np.cumsum(growth, axis=0)[:-1]))
        c = np.concatenate((c, begin[None]))
    return c


def integrate(
    self: Any, a: Any, b: Any, extrapolate: Any = None, *, d_self: Any = None, d_a: Any = None, d_b: Any = None
) -> Any:
    """Integrate a piecewise polynomial between two limits."""
    value = self.integrate(a, b, extrapolate)
    beyond = self.extrapolate if extrapolate is None else extrapolate
    tangent = np.zeros_like(value)
    if d_b is not None:
        tangent += np.moveaxis(self(np.reshape(b, 1), 0, beyond), self.axis, 0)[0] * d_b
    if d_a is not None:
        tangent -= np.moveaxis(self(np.reshape(a, 1), 0, beyond), self.axis, 0)[0] * d_a
    if d_self is not None:
        d_given = coefficients_tangent(d_self), points_tangent(d_self), None, None, None
        tangent += apply(area, (self.c, self.x, a, b, beyond), d_given)[1]
    return value, tangent


def area(c: Any, points: Any, a: Any, b: Any, extrapolate: Any) -> Any:
    """Integrate a piecewise polynomial that is given by its arrays."""
    whole = raised(c, points, 1)
    period, turns = points[-1] - points[0], (0, 0)
    if isinstance(extrapolate, str):
        turns = tuple(np.floor((limit - points[0]) / period) for limit in (a, b))
    ends = [
        pieces(PPoly, whole, points, x - n * period, 0, bool(extrapolate), 0)
        for x, n in zip((a, b), turns, strict=True)
    ]
    full = pieces(PPoly, whole, points, points[-1], 0, True, 0)
    return ends[1] - ends[0] + (turns[1] - turns[0]) * full


def solve(
    self: Any, y: Any = 0.0, discontinuity: bool = True, extrapolate: Any = None, *, d_self: Any = None, d_y: Any = None
) -> tuple[Any, Any]:
    """Find where a piecewise polynomial has a value; a place found in a jump moves with the breakpoint.

    Where the polynomial is constant SciPy returns NaN, and the slope there is zero.
    """
    roots = self.solve(y, discontinuity, extrapolate)
    rise = np.zeros_like(roots)
    if d_y is not None:
        rise += d_y
    if d_self is not None:
        given = PPoly, self.c, self.x, roots, 0, True, 0
        rise -= apply(pieces, given, (None, coefficients_tangent(d_self), points_tangent(d_self), *(None,) * 4))[1]
    slope = self(roots, 1, True)
    jump = is_in_jump(self, roots, y)
    tangent = rise / np.where(jump, 1.0, slope)
    d_points = None if d_self is None else points_tangent(d_self)
    return roots, np.where(jump, 0.0 if d_points is None else d_points[piece_at(self.x, roots)], tangent)


def is_in_jump(polynomial: Any, roots: Any, y: Any) -> Any:
    """Say which places are breakpoints where the polynomial jumps past a value."""
    after = polynomial(roots, 0, True)
    scale = np.max(np.abs(polynomial.c[-1])) + np.abs(y)
    return np.isin(roots, polynomial.x[1:-1]) & (np.abs(after - y) > 1e-9 * scale)
