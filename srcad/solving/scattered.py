"""Rules of interpolation among scattered points: linear or cubic on the triangles between them, or of the nearest.

The triangles are those of the points as they are. Where the points move they take their triangles along; where another
triangulation takes over, and where another point becomes the nearest, the value jumps, and the tangent is of one side.
"""

import warnings
from typing import Any

import numpy as np
from scipy import interpolate
from scipy.spatial import Delaunay

from srcad.rules import registry
from srcad.runtime import apply
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent

CONSTANT = dict.fromkeys(("tri", "scale", "offset", "values_shape", "is_complex", "_tol", "_maxiter", "tree"))

# The nine directions and the centre of a triangle's cubic: its powers, and the places inside where it is sampled.
POWERS = np.array([(i, j) for i in range(4) for j in range(4 - i)])
SHARES = np.array([(i, j, 3 - i - j) for i, j in POWERS]) / 3.0 * 0.8 + 0.2 / 3.0
COEFFICIENTS = np.linalg.inv(np.prod(SHARES[:, None, :2] ** POWERS, axis=-1))


def coordinates(points: Any, ndim: Any = None, *, d_points: Any) -> tuple[Any, Any]:
    """Return the places that are given as an array, or as a tuple of coordinates, as one array."""
    return interpolate._interpnd._ndim_coords_from_arrays(points, ndim), apply(
        placed, (points, ndim), (d_points, None)
    )[1]


def placed(points: Any, ndim: Any) -> Any:
    """Return places as an array whose last axis counts the coordinates."""
    if isinstance(points, tuple) and len(points) == 1:
        points = points[0]
    if isinstance(points, tuple):
        return np.stack(np.broadcast_arrays(*points), axis=-1) * 1.0
    found = np.asarray(points) * 1.0
    return np.reshape(found, (-1, 1 if ndim is None else ndim)) if np.ndim(found) == 1 else found


def refuse_varying(d_points: Any, name: str) -> None:
    """Refuse points that vary."""
    if d_points is not None and np.any(d_points):
        refuse_value(f"the points of a {name} vary", "Use LinearNDInterpolator, or RBFInterpolator.")


def triangulated(made: Any, d_points: Any, d_values: Any, d_fill_value: Any) -> Any:
    """Return the tangent of an interpolator on triangles."""
    d_rows = None if d_values is None else np.reshape(d_values, (len(made.points), -1))
    return Tangent(points=d_points, values=d_rows, fill_value=d_fill_value, **constant_parts(made))


def constant_parts(made: Any) -> dict[str, Any]:
    """Return the tangents of what an interpolator holds beside points and values."""
    held = {name: getattr(made, name) for name in CONSTANT if hasattr(made, name)}
    return {name: np.zeros_like(part) if isinstance(part, np.ndarray) else None for name, part in held.items()}


def linear(
    points: Any,
    values: Any,
    fill_value: Any = np.nan,
    rescale: bool = False,
    *,
    d_points: Any = None,
    d_values: Any = None,
    d_fill_value: Any = None,
) -> tuple[Any, Any]:
    """Make a `LinearNDInterpolator`."""
    value = interpolate.LinearNDInterpolator(points, values, fill_value, rescale)
    d_rows = None
    if d_points is not None and not isinstance(points, Delaunay):
        d_rows = apply(placed, (points, None), (d_points, None))[1]
    if rescale:
        refuse_varying(d_rows, "LinearNDInterpolator with rescale")
    return value, triangulated(value, None if rescale else d_rows, d_values, d_fill_value)


def smooth(
    points: Any,
    values: Any,
    fill_value: Any = np.nan,
    tol: float = 1e-06,
    maxiter: int = 400,
    rescale: bool = False,
    *,
    d_points: Any = None,
    d_values: Any = None,
    d_fill_value: Any = None,
    d_tol: Any = None,
) -> tuple[Any, Any]:
    """Make a `CloughTocher2DInterpolator` of constant points; slopes that have converged do not vary with `tol`."""
    value = interpolate.CloughTocher2DInterpolator(points, values, fill_value, tol, maxiter, rescale)
    if d_points is not None and not isinstance(points, Delaunay):
        refuse_varying(apply(placed, (points, None), (d_points, None))[1], "CloughTocher2DInterpolator")
    return value, triangulated(value, None, d_values, d_fill_value)


def evaluate(
    self: Any, *args: Any, simplex_tolerance: float = 1.0, d_self: Any = None, d_args: Any = None
) -> tuple[Any, Any]:
    """Evaluate an interpolator on triangles; outside of them it is constant."""
    value = self(*args) if simplex_tolerance == 1.0 else self(*args, simplex_tolerance=simplex_tolerance)
    ndim = np.shape(self.points)[1]
    places, d_places = apply(placed, (args, ndim), (d_args, None))
    flat, d_flat = np.reshape(places, (-1, ndim)), None
    if d_args is not None:
        d_flat = np.reshape(d_places, (-1, ndim))
    numbers, weights = triangles_of(self, flat, simplex_tolerance)
    inside = numbers >= 0
    corners = self.tri.simplices[numbers[inside]]
    columns = np.shape(self.values)[1]
    tangent = np.zeros((len(flat), columns), dtype=self.values.dtype)
    if isinstance(self, interpolate.LinearNDInterpolator):
        d_points, d_values = (None, None) if d_self is None else (d_self.points, d_self.values)
        given = unscaled(self), self.values, corners, flat[inside]
        d_given = d_points, d_values, None, None if d_flat is None else d_flat[inside]
        tangent[inside] = apply(on_triangles, given, d_given)[1]
    else:
        if d_flat is not None:
            micro = micro_triangles(unscaled(self)[corners], weights[inside])
            samples = np.reshape(self(np.einsum("sc,pcd->psd", SHARES, micro)), (len(micro), len(SHARES), columns))
            tangent[inside] = apply(cubics, (samples, micro, flat[inside]), (None, None, d_flat[inside]))[1]
        if d_self is not None and d_self.values is not None:
            tangent[inside] += moved_cubics(self, d_self.values, flat[inside])
    outside = np.reshape(value, np.shape(tangent))[~inside]
    d_fill_value = 0.0 if d_self is None or d_self.fill_value is None else d_self.fill_value
    tangent[~inside] = np.where((outside == self.fill_value) | np.isnan(outside), d_fill_value, np.nan)
    return value, np.reshape(tangent, np.shape(value))


@registry.constant_rule
def triangles_of(self: Any, places: Any, tolerance: float) -> tuple[Any, Any]:
    """Return the number of the triangle around each place, -1 outside, and the weights of its corners."""
    scaled = places if self.scale is None else (places - self.offset) / self.scale
    numbers = self.tri.find_simplex(scaled, tol=100.0 * np.finfo(float).eps * tolerance)
    transform = self.tri.transform[numbers]
    ndim = np.shape(places)[1]
    shares = np.einsum("pij,pj->pi", transform[:, :ndim], scaled - transform[:, ndim])
    return numbers, np.concatenate((shares, 1.0 - np.sum(shares, axis=1, keepdims=True)), axis=1)


def unscaled(self: Any) -> Any:
    """Return the points as they were given."""
    return self.points if self.scale is None else self.points * self.scale + self.offset


def on_triangles(points: Any, values: Any, corners: Any, places: Any) -> Any:
    """Interpolate linearly between the corners of the triangle around each place."""
    triangles = points[corners]
    edges = np.swapaxes(triangles[:, :-1] - triangles[:, -1:], 1, 2)
    shares = np.linalg.solve(edges, (places - triangles[:, -1])[:, :, None])
    rows = values[corners]
    return rows[:, -1] + np.sum(shares * (rows[:, :-1] - rows[:, -1:]), axis=1)


# Cubic pieces


def micro_triangles(triangles: Any, weights: Any) -> Any:
    """Return the third of each triangle, between its centre and two corners, that the weights of a place say."""
    opposite = np.argmin(weights, axis=1)
    micro = np.array(triangles)
    micro[np.arange(len(micro)), opposite] = np.mean(triangles, axis=1)
    return micro


def cubics(samples: Any, micro: Any, places: Any) -> Any:
    """Evaluate the cubic of each triangle that has given values at its places of sampling."""
    edges = np.swapaxes(micro[:, :-1] - micro[:, -1:], 1, 2)
    shares = np.linalg.solve(edges, (places - micro[:, -1])[:, :, None])
    basis = shares[:, :1, 0] ** POWERS[:, 0] * shares[:, 1:, 0] ** POWERS[:, 1]
    return np.sum((basis @ COEFFICIENTS)[:, :, None] * samples, axis=1)


def moved_cubics(self: Any, d_values: Any, places: Any) -> Any:
    """Return what the cubics, which are linear in the values, move by, with slopes that have converged."""
    scaled = places if self.scale is None else (places - self.offset) / self.scale
    return converged(self.tri, d_values)(scaled)


def converged(tri: Any, values: Any) -> Any:
    """Make a cubic interpolator to the precision of numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return interpolate.CloughTocher2DInterpolator(tri, values, 0.0, 1e-12, 10000)


# The nearest point


def nearest(
    x: Any, y: Any, rescale: bool = False, tree_options: Any = None, *, d_x: Any = None, d_y: Any = None
) -> tuple[Any, Any]:
    """Make a `NearestNDInterpolator`, which does not vary with its points."""
    value = interpolate.NearestNDInterpolator(x, y, rescale, tree_options)
    return value, Tangent(values=None if d_y is None else np.asarray(d_y), fill_value=None, **constant_parts(value))


def nearest_value(
    self: Any, *args: Any, d_self: Any = None, d_args: Any = None, **query_options: Any
) -> tuple[Any, Any]:
    """Evaluate a `NearestNDInterpolator`: the tangent of the value that is chosen."""
    value = self(*args, **query_options)
    if d_self is None or d_self.values is None:
        return value, np.zeros_like(value)
    numbers = numbers_of(self, args, query_options)
    near = numbers < len(self.values)
    rows = np.zeros((len(numbers), *np.shape(self.values)[1:]), dtype=value.dtype)
    rows[near] = d_self.values[numbers[near]]
    return value, np.reshape(rows, np.shape(value))


@registry.constant_rule
def numbers_of(self: Any, args: Any, query_options: Any) -> Any:
    """Return the number of the point nearest to each place, that of all points where none is near enough."""
    ndim = np.shape(self.points)[1]
    flat = np.reshape(placed(args, ndim), (-1, ndim))
    scaled = flat if self.scale is None else (flat - self.offset) / self.scale
    return self.tree.query(scaled, **query_options)[1]
