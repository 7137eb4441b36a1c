"""Rules of interpolation in several variables: on grids."""

from typing import Any

import numpy as np
from scipy import interpolate

from srcad.runtime import apply
from srcad.solving.piecewise import along, one_more
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent

# Newer versions of SciPy keep the values under a private name and show them by a property.
PREFIX = "_" if isinstance(vars(interpolate.RegularGridInterpolator).get("values"), property) else ""

CONSTANT: dict[str, Any] = {"method": None, "fill_value": None, "bounds_error": None}
CONSTANT |= {"_asarray": None} if PREFIX else {}
SMOOTH = ("slinear", "cubic", "quintic")


def on_grid(
    self: Any, xi: Any, method: Any = None, *, nu: Any = None, d_self: Any = None, d_xi: Any = None
) -> tuple[Any, Any]:
    """Evaluate a `RegularGridInterpolator`; its grid is constant."""
    value = self(xi, method) if nu is None else self(xi, method, nu=nu)
    kind = self.method if method is None else method
    places = stacked(xi)
    tangent = np.zeros_like(value)
    if d_xi is not None:
        tangent += moved_places(self, places, stacked(d_xi), kind, nu, value)
    if d_self is not None:
        if kind == "pchip":
            refuse_value(
                "a RegularGridInterpolator by pchip is not differentiated in the values", "Use method='cubic'."
            )
        fill = None if self.fill_value is None else 0.0
        moved = interpolate.RegularGridInterpolator(self.grid, getattr(d_self, PREFIX + "values"), kind, False, fill)
        tangent += moved(places) if nu is None else moved(places, nu=nu)
    return value, tangent


def regular(
    points: Any,
    values: Any,
    method: str = "linear",
    bounds_error: bool = True,
    fill_value: Any = np.nan,
    *,
    solver: Any = None,
    solver_args: Any = None,
    d_values: Any,
) -> tuple[Any, Any]:
    """Make a `RegularGridInterpolator` on a constant grid; a falling axis is turned round, as SciPy does."""
    if solver is not None or solver_args is not None:
        refuse_value("a RegularGridInterpolator with a solver of its own is not differentiated", "Leave out 'solver'.")
    made = interpolate.RegularGridInterpolator(points, values, method, bounds_error, fill_value)
    moved = np.asarray(d_values)
    falling = tuple(place for place, axis in enumerate(points) if axis[0] > axis[-1])
    turned = np.flip(moved, falling) if falling else moved
    arrays = {PREFIX + "values": turned, PREFIX + "grid": None}
    return made, Tangent(**arrays, **CONSTANT)


def stacked(xi: Any) -> Any:
    """Return the places as one array whose last axis counts the variables."""
    if isinstance(xi, tuple):
        return np.stack(np.broadcast_arrays(*xi), axis=-1)
    return np.asarray(xi)


def moved_places(self: Any, places: Any, d_places: Any, kind: str, nu: Any, value: Any) -> Any:
    """Return what the value moves by with the places: nothing where it is the fill value."""
    flat = np.reshape(places, (-1, len(self.grid)))
    steps = np.reshape(d_places, np.shape(flat))
    if kind == "nearest":
        return np.zeros_like(value)
    if kind in SMOOTH:
        orders = (0,) * len(self.grid) if nu is None else tuple(nu)
        slopes = [self(flat, kind, nu=one_more(orders, place)) for place in range(len(self.grid))]
        moved = np.zeros_like(slopes[0])
        for place, slope in enumerate(slopes):
            moved = moved + slope * along(steps[:, place], slope, 0)
    elif kind == "linear":
        moved = apply(multilinear, (self.grid, self.values, flat), (None, None, steps))[1]
    else:
        refuse_value(
            f"a RegularGridInterpolator of method '{kind}' is not differentiated in the places", "Use method='cubic'."
        )
    if self.fill_value is not None:
        outside = np.zeros(len(flat), dtype=bool)
        for place, axis in enumerate(self.grid):
            outside = outside | (flat[:, place] < axis[0]) | (flat[:, place] > axis[-1])
        moved = np.where(along(outside, moved, 0), 0.0, moved)
    return np.reshape(moved, np.shape(value))


def multilinear(grid: Any, values: Any, places: Any) -> Any:
    """Interpolate linearly in each variable; at a node the cell to its right counts."""
    found = np.asarray(values)
    rest = np.ndim(found) - len(grid)
    numbers, shares = [], []
    for place, axis in enumerate(grid):
        rising = axis if axis[-1] > axis[0] else axis[::-1]
        left = np.clip(np.searchsorted(rising, places[:, place], side="right") - 1, 0, len(axis) - 2)
        left = left if axis[-1] > axis[0] else len(axis) - 2 - left
        numbers.append(left)
        shares.append((places[:, place] - axis[left]) / (axis[left + 1] - axis[left]))
    total = np.zeros((len(places), *np.shape(found)[len(grid) :]))
    for corner in np.ndindex(*(2,) * len(grid)):
        weight = np.ones(len(places))
        for place, side in enumerate(corner):
            weight = weight * (shares[place] if side else 1.0 - shares[place])
        element = found[tuple(numbers[place] + side for place, side in enumerate(corner))]
        total = total + element * np.reshape(weight, (-1, *(1,) * rest))
    return total


def at_once(
    points: Any,
    values: Any,
    xi: Any,
    method: str = "linear",
    bounds_error: bool = True,
    fill_value: Any = np.nan,
    *,
    d_values: Any = None,
    d_xi: Any = None,
) -> tuple[Any, Any]:
    """Interpolate on a grid, at once."""
    value = interpolate.interpn(points, values, xi, method, bounds_error, fill_value)
    if method == "splinef2d":
        refuse_value("interpn(method='splinef2d') is not differentiated", "Use method='cubic'.")
    curve = interpolate.RegularGridInterpolator(points, values, method, bounds_error, fill_value)
    places = stacked(xi)
    tangent = np.zeros_like(value)
    if d_xi is not None:
        tangent += moved_places(curve, places, stacked(d_xi), method, None, value)
    if d_values is not None:
        if method == "pchip":
            refuse_value("interpn(method='pchip') is not differentiated in the values", "Use method='cubic'.")
        fill = None if fill_value is None else 0.0
        tangent += interpolate.interpn(points, d_values, xi, method, bounds_error, fill)
    return value, tangent
