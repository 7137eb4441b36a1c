"""Functions that the texts of the rules of `scipy.ndimage` call for splines at moving places, and for measurements.

A spline of order n is a polynomial of degree n between its knots. Its slope is taken from the values that SciPy itself
gives at n + 1 places between the same knots: exact to rounding, for every border mode and prefilter.
"""

from typing import Any

import numpy as np
from scipy import ndimage

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.array_support import like_result
from srcad.rules.support import quotient


def borders(size: int, order: int, mode: str, prefilter: Any) -> tuple[float, float]:
    """Return the interval of an axis outside of which the image is constant."""
    if mode == "constant":
        return 0.0, size - 1.0
    if mode == "nearest":
        padded = 12.0 if prefilter and order > 1 else 0.0
        return -padded, size - 1.0 + padded
    return -np.inf, np.inf


def piece_of(x: Any, size: int, order: int, mode: str, prefilter: Any) -> tuple[Any, Any, Any]:
    """Return where the polynomial piece of each place begins, how long it is, and which places lie inside.

    Raises Refusal for the mode 'wrap' with an even order, whose pieces break where the image is joined.
    """
    if mode == "wrap" and order % 2 == 0:
        raise Refusal(UnsupportedValueError(f"scipy.ndimage with mode='wrap' and order={order}; take 'grid-wrap'"))
    low, high = borders(size, order, mode, prefilter)
    half = 0.5 * (1 - order % 2)
    first = np.floor(np.minimum(x, high - 0.5) + half) - half
    start, end = np.maximum(first, low), np.minimum(first + 1.0, high)
    width = np.where(end > start, end - start, 1.0)
    return start, width, (x >= low) & (x <= high) & (end > start)


def basis_slopes(places: Any, x: Any) -> list[Any]:
    """Return the derivatives at x of the polynomials that are 1 at one of the places and 0 at the others."""
    slopes = []
    for j in range(len(places)):
        total: Any = 0.0
        for i in range(len(places)):
            product: Any = 1.0 if i != j else 0.0
            for k in range(len(places)):
                if k not in (i, j):
                    product = product * (x - places[k]) / (places[j] - places[k])
            total = total + product / (places[j] - places[i] if i != j else 1.0)
        slopes.append(total)
    return slopes


def spline_slope(image: Any, coordinates: Any, axis: int, order: Any, mode: Any, cval: Any, prefilter: Any) -> Any:
    """Return the derivative of an interpolated image along one axis, at each of the coordinates."""
    x = coordinates[axis]
    if order == 0:
        return 0.0 * x
    start, width, inside = piece_of(x, np.shape(image)[axis], order, mode, prefilter)
    places = 0.5 - 0.5 * np.cos((2.0 * np.arange(order + 1) + 1.0) * np.pi / (2.0 * (order + 1)))
    total: Any = 0.0
    for place, slope in zip(places, basis_slopes(places, (x - start) / width), strict=True):
        moved = [*coordinates[:axis], start + width * place, *coordinates[axis + 1 :]]
        values = ndimage.map_coordinates(image, np.stack(moved), order=order, mode=mode, cval=cval, prefilter=prefilter)
        total = total + slope * values
    return np.where(inside, total / width, 0.0)


def moved_image_tangent(
    image: Any,
    coordinates: Any,
    d_coordinates: Any,
    out: Any,
    order: Any = 3,
    mode: Any = "constant",
    cval: Any = 0.0,
    prefilter: Any = True,
) -> Any:
    """Return the tangent of an interpolated image as the coordinates vary, a list of one array for each axis."""
    image = np.asarray(image, np.result_type(image, np.float64))
    places = [np.asarray(x, float) for x in coordinates]
    total: Any = np.zeros(np.shape(out), image.dtype)
    for axis in range(len(places)):
        if d_coordinates[axis] is not None:
            slope = spline_slope(image, places, axis, order, mode, cval, prefilter)
            total = total + slope * d_coordinates[axis]
    return like_result(total, out)


def one_for_each_axis(value: Any, count: int) -> Any:
    """Return a number for each axis."""
    return [value] * count if np.ndim(value) == 0 else value


def shift_tangent(
    image: Any,
    shift: Any,
    d_shift: Any,
    out: Any,
    order: Any = 3,
    mode: Any = "constant",
    cval: Any = 0.0,
    prefilter: Any = True,
) -> Any:
    """Return the tangent of a shifted image as the shift varies."""
    count = np.ndim(image)
    shifts, d_shifts = one_for_each_axis(shift, count), one_for_each_axis(d_shift, count)
    grid = np.indices(np.shape(out)).astype(float)
    coordinates = [grid[k] - shifts[k] for k in range(count)]
    d_coordinates = [0.0 * grid[k] - d_shifts[k] for k in range(count)]
    return moved_image_tangent(image, coordinates, d_coordinates, out, order, mode, cval, prefilter)


def affine_parts(matrix: Any, offset: Any, count: int) -> Any:
    """Return the linear part and the offset of a map, which one matrix may hold together."""
    matrix = np.asarray(matrix)
    if matrix.ndim == 2 and matrix.shape[1] == count + 1:
        return matrix[:count, :count], matrix[:count, count]
    return (np.diag(matrix) if matrix.ndim == 1 else matrix), one_for_each_axis(offset, count)


def affine_tangent(
    image: Any,
    matrix: Any,
    d_matrix: Any,
    d_offset: Any,
    out: Any,
    offset: Any = 0.0,
    order: Any = 3,
    mode: Any = "constant",
    cval: Any = 0.0,
    prefilter: Any = True,
) -> Any:
    """Return the tangent of a transformed image as the map varies; d_matrix or d_offset may be None."""
    count = np.ndim(image)
    linear, start = affine_parts(matrix, offset, count)
    d_linear, d_start = np.zeros((count, out.ndim)), one_for_each_axis(0.0 if d_offset is None else d_offset, count)
    if d_matrix is not None:
        d_linear, d_joint = affine_parts(d_matrix, 0.0, count)
        d_start = [d_start[k] + d_joint[k] for k in range(count)]
    grid = np.indices(np.shape(out)).astype(float)
    coordinates, d_coordinates = [], []
    for k in range(count):
        coordinates.append(np.tensordot(linear[k], grid, 1) + start[k])
        d_coordinates.append(np.tensordot(d_linear[k], grid, 1) + d_start[k])
    return moved_image_tangent(image, coordinates, d_coordinates, out, order, mode, cval, prefilter)


def rotate_tangent(
    image: Any,
    angle: Any,
    d_angle: Any,
    out: Any,
    axes: Any = (1, 0),
    order: Any = 3,
    mode: Any = "constant",
    cval: Any = 0.0,
    prefilter: Any = True,
) -> Any:
    """Return the tangent of a turned image as the angle (in degrees) varies: its centre stays."""
    first, second = sorted(axis % np.ndim(image) for axis in axes)
    turn, d_turn = np.deg2rad(angle), np.deg2rad(d_angle)
    grid = np.indices(np.shape(out)).astype(float)
    y, x = grid[first] - 0.5 * (out.shape[first] - 1), grid[second] - 0.5 * (out.shape[second] - 1)
    cosine, sine = np.cos(turn), np.sin(turn)
    coordinates: list[Any] = list(grid)
    d_coordinates: list[Any] = [None] * len(coordinates)
    coordinates[first] = cosine * y + sine * x + 0.5 * (np.shape(image)[first] - 1)
    coordinates[second] = cosine * x - sine * y + 0.5 * (np.shape(image)[second] - 1)
    d_coordinates[first] = (cosine * x - sine * y) * d_turn
    d_coordinates[second] = -(cosine * y + sine * x) * d_turn
    return moved_image_tangent(image, coordinates, d_coordinates, out, order, mode, cval, prefilter)


# Measurements of labelled regions.


def regions(x: Any, labels: Any, index: Any) -> list[Any]:
    """Return which places belong to each region that is measured."""
    if labels is None:
        return [np.ones(np.shape(x), bool)]
    marks = np.broadcast_to(labels, np.shape(x))
    return [marks > 0] if index is None else [marks == k for k in np.ravel(index)]


def stacked(parts: list[Any], out: Any) -> Any:
    """Return the tangents of all regions in the shape of the result."""
    return like_result(np.stack(parts) if parts else np.zeros(0), out)


def variance_tangent(x: Any, d_x: Any, out: Any, labels: Any = None, index: Any = None) -> Any:
    """Return the tangent of the variance of each region."""
    x, d_x = np.asarray(x), np.asarray(d_x)
    parts = []
    for where in regions(x, labels, index):
        values = x[where]
        parts.append(2.0 * np.sum((values - np.sum(values) / max(values.size, 1)) * d_x[where]) / max(values.size, 1))
    return stacked(parts, out)


def deviation_tangent(x: Any, d_x: Any, out: Any, labels: Any = None, index: Any = None) -> Any:
    """Return the tangent of the standard deviation of each region, 0 where it is 0."""
    return like_result(quotient(0.5 * variance_tangent(x, d_x, out, labels, index), out), out)


def region_extreme_tangent(x: Any, d_x: Any, out: Any, labels: Any = None, index: Any = None) -> Any:
    """Return the tangent of the largest or smallest value of each region: ties share equally."""
    x, d_x = np.asarray(x), np.asarray(d_x)
    parts = []
    for where, extreme in zip(regions(x, labels, index), np.ravel(out), strict=True):
        chosen = np.logical_and(where, np.equal(x, extreme))
        parts.append(np.sum(np.where(chosen, d_x, 0.0)) / max(int(np.sum(chosen)), 1))
    return stacked(parts, out)


def region_median_tangent(x: Any, d_x: Any, out: Any, labels: Any = None, index: Any = None) -> Any:
    """Return the tangent of the median of each region: of the middle of its stable order."""
    x, d_x = np.asarray(x), np.asarray(d_x)
    parts = []
    for where in regions(x, labels, index):
        d_sorted = d_x[where][np.argsort(x[where], kind="stable")]
        count = len(d_sorted)
        parts.append(0.5 * (d_sorted[(count - 1) // 2] + d_sorted[count // 2]) if count else np.sum(d_sorted))
    return stacked(parts, out)


def extrema_tangent(x: Any, d_x: Any, out: Any, labels: Any = None, index: Any = None) -> Any:
    """Return the tangents of the extremes of each region; their places are constant."""
    d_smallest = region_extreme_tangent(x, d_x, out[0], labels, index)
    return d_smallest, region_extreme_tangent(x, d_x, out[1], labels, index), zeros_of(out[2]), zeros_of(out[3])


def zeros_of(places: Any) -> Any:
    """Return the exact zero for each number in lists and tuples."""
    return type(places)(zeros_of(place) for place in places) if isinstance(places, (list, tuple)) else 0.0


def centre_tangent(x: Any, d_x: Any, out: Any, labels: Any = None, index: Any = None) -> Any:
    """Return the tangents of the centres of mass, a tuple of coordinates or a list of such tuples."""
    x, d_x = np.asarray(x), np.asarray(d_x)
    grid = np.indices(x.shape)
    single = isinstance(out, tuple)
    centres = []
    for where, centre in zip(regions(x, labels, index), [out] if single else out, strict=True):
        mass, moved = np.sum(x[where]), d_x[where]
        parts = [np.sum(moved * (grid[k][where] - centre[k])) / mass for k in range(x.ndim)]
        centres.append(tuple(parts))
    return centres[0] if single else centres
