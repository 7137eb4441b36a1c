"""Functions that the texts for several directions call; the directions are the last axis of every tangent.

A tangent that is the same in all directions may also be a number, where its primal is one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def column(coefficient: Any) -> Any:
    """Return a coefficient in the form in which it is multiplied with tangents: an array with an axis of length one."""
    return coefficient[..., None] if type(coefficient) is np.ndarray else coefficient


def everywhere(tangent: Any, directions: int) -> Any:
    """Return a tangent, or a structure of them, that is the same in all directions; arrays are new storage.

    Raises TypeError for any other type.
    """
    if type(tangent) is np.ndarray:
        result = np.empty((*tangent.shape, directions), tangent.dtype)
        result[...] = tangent[..., None]
        return result
    if type(tangent) in (list, tuple):
        return type(tangent)(everywhere(part, directions) for part in tangent)
    if type(tangent) is dict:
        return {key: everywhere(part, directions) for key, part in tangent.items()}
    if tangent is None or isinstance(tangent, (int, float, complex, np.generic)):
        return tangent
    raise TypeError(f"a tangent of type {type(tangent).__name__} is not taken in several directions")


def spread_over(tangent: Any, primal: Any, directions: int) -> Any:
    """Return a tangent over the shape of its primal, in storage of its own."""
    if type(primal) is not np.ndarray:
        return tangent
    dtype = primal.dtype if primal.dtype.kind in "fc" else np.float64
    result = np.empty((*primal.shape, directions), dtype)
    result[...] = tangent
    return result


def stacked(tangents: Any, directions: int) -> Any:
    """Make one array of a list of tangents, or of a list of such lists, as `numpy.array` does of one direction."""
    if type(tangents) in (list, tuple):
        parts = [stacked(part, directions) for part in tangents]
        return np.array(parts) if parts else np.zeros((0, directions))
    if type(tangents) is np.ndarray:
        return tangents
    return np.full(directions, tangents)


def each_direction(function: Callable[..., Any], directions: int, *tangents: Any) -> Any:
    """Apply a function to the tangents of one direction after the other, and stack the numbers or arrays it finds.

    Raises TypeError if the function finds anything else.
    """
    found = [function(*(in_direction(tangent, number) for tangent in tangents)) for number in range(directions)]
    if not all(isinstance(one, (np.ndarray, np.generic, float, complex)) for one in found):
        raise TypeError("a function of one direction finds no number and no array")
    return np.stack(found, axis=-1)


def in_direction(tangent: Any, number: int) -> Any:
    """Return the part of a tangent that belongs to one direction."""
    return tangent[..., number] if type(tangent) is np.ndarray else tangent


def matrix_times(matrix: Any, tangent: Any) -> Any:
    """Multiply by the tangent of a vector or matrix from the right, as `matrix @ x`."""
    if tangent.ndim == 2:
        return np.matmul(matrix, tangent)
    if tangent.ndim == 3 and matrix.ndim <= 2:
        rows, *others = tangent.shape
        product = np.matmul(matrix, tangent.reshape(rows, -1))
        return product.reshape((*matrix.shape[:-1], *others))
    return np.moveaxis(np.matmul(matrix, _first(tangent, matrix.ndim)), 0, -1)


def times_matrix(tangent: Any, matrix: Any) -> Any:
    """Multiply by the tangent of a vector or matrix from the left, as `x @ matrix`."""
    if matrix.ndim == 1:
        return np.matmul(matrix, tangent)
    if tangent.ndim == 2 or matrix.ndim == 2:
        return np.matmul(np.swapaxes(matrix, -1, -2), tangent)
    return np.moveaxis(np.matmul(_first(tangent, matrix.ndim), matrix), 0, -1)


def _first(tangent: Any, ndim: int) -> Any:
    """Put the axis of the directions first, before as many axes as the other factor has."""
    moved = np.moveaxis(tangent, -1, 0)
    return np.expand_dims(moved, tuple(range(1, 2 + ndim - moved.ndim))) if moved.ndim <= ndim else moved


def summed(tangent: Any) -> Any:
    """Sum over all axes but that of the directions."""
    return np.sum(tangent, axis=tuple(range(np.ndim(tangent) - 1))) if np.ndim(tangent) else tangent


def averaged(tangent: Any) -> Any:
    """Average over all axes but that of the directions."""
    return np.mean(tangent, axis=tuple(range(np.ndim(tangent) - 1))) if np.ndim(tangent) else tangent
