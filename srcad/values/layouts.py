"""Arrays of tangents that lie in memory as their primals do: the same strides, and the same overlaps.

Without that, a view on the primal's side is a copy on the tangent's, and a later write is lost on one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.lib.array_utils import byte_bounds

Array = np.ndarray[Any, np.dtype[Any]]


def tangent_dtype(primal: Array) -> np.dtype[Any]:
    """Return the dtype of the tangent of an array: its own where that is inexact, else float64."""
    return primal.dtype if primal.dtype.kind in "fc" else np.dtype(np.float64)


def _scale(primal: Array) -> int:
    # The widest integers have eight bytes, like float64, and all widths are powers of two, so that this is exact.
    return tangent_dtype(primal).itemsize // primal.dtype.itemsize


def tangent_strides(primal: Array) -> tuple[int, ...]:
    """Return the strides of the tangent of an array: its own, or those in units of float64 for integers."""
    return tuple(stride * _scale(primal) for stride in primal.strides)


def same_layout(primal: Array, tangent: Array) -> bool:
    """Say whether `tangent` has the shape of `primal` and lies in memory in the same way.

    The stride of an axis of length one, and all strides of an empty array, are never used and are not compared.
    """
    if primal.shape != tangent.shape:
        return False
    if primal.strides == tangent.strides and primal.itemsize == tangent.itemsize:
        return True
    strides = zip(primal.shape, tangent_strides(primal), tangent.strides, strict=True)
    return primal.size == 0 or all(size == 1 or expected == found for size, expected, found in strides)


def zero_arrays(primals: Sequence[Array]) -> list[Array]:
    """Return zero tangents for arrays; where the primals share memory, their tangents share memory in the same way."""
    return _arrays_like(primals, _zero_tangents)


def copy_arrays(arrays: Sequence[Array]) -> list[Array]:
    """Return copies of arrays; where the arrays share memory, the copies share memory in the same way."""
    return _arrays_like(arrays, _copies)


def _arrays_like(arrays: Sequence[Array], make: Callable[[list[Array]], list[Array]]) -> list[Array]:
    made: dict[int, Array] = {}
    for group in overlapping(arrays):
        made.update(zip(group, make([arrays[index] for index in group]), strict=True))
    return [made[index] for index in range(len(arrays))]


def overlapping(arrays: Sequence[Array]) -> list[list[int]]:
    """Group the indices of arrays whose memory may overlap: those whose ranges of addresses do.

    Integer arrays overlap only with integer arrays of their width: others are the same bytes read in another way, and
    a derivative of that does not exist.
    """
    groups: list[list[int]] = []
    end: tuple[int, int] = (0, 0)
    for (scale, low, high), index in sorted((_span(array), index) for index, array in enumerate(arrays)):
        if groups and arrays[index].size and (scale, low) < end:
            groups[-1].append(index)
            end = max(end, (scale, high))
        else:
            groups.append([index])
            end = (scale, high)
    return groups


def _span(array: Array) -> tuple[int, int, int]:
    # For inexact arrays of all widths the scale is one, so that the real part of a complex array stays with it.
    scale = 0 if array.dtype.kind in "fc" else array.dtype.itemsize
    if array.size == 0:
        return scale, _address(array), _address(array)
    if array.flags.forc:
        low = _address(array)
        return scale, low, low + array.nbytes
    return scale, *byte_bounds(array)


def _address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])


def _zero_tangents(primals: list[Array]) -> list[Array]:
    if len(primals) == 1:
        zeros = np.zeros_like(primals[0], dtype=tangent_dtype(primals[0]), subok=False)
        if zeros.strides == tangent_strides(primals[0]):
            return [zeros]
    return _over_one_buffer(primals, [tangent_dtype(primal) for primal in primals])


def _copies(arrays: list[Array]) -> list[Array]:
    copies = _over_one_buffer(arrays, [array.dtype for array in arrays])
    for copy, array in zip(copies, arrays, strict=True):
        copy[...] = array
        copy.flags.writeable = array.flags.writeable
    return copies


def _over_one_buffer(arrays: list[Array], dtypes: list[np.dtype[Any]]) -> list[Array]:
    """Lay zero arrays of the given dtypes over one buffer, each where its array lies in theirs."""
    spans = [_span(array) for array in arrays]
    low, high = min(span[1] for span in spans), max(span[2] for span in spans)
    scale = dtypes[0].itemsize // arrays[0].dtype.itemsize
    buffer = np.zeros((high - low) * scale, np.uint8)
    places = zip(arrays, dtypes, strict=True)
    return [_lay_over(buffer, array, dtype, low, scale) for array, dtype in places]


def _lay_over(buffer: Array, array: Array, dtype: np.dtype[Any], low: int, scale: int) -> Array:
    strides = tuple(stride * scale for stride in array.strides)
    return np.ndarray(array.shape, dtype, buffer, (_address(array) - low) * scale, strides)


def overlap_alike(primals: Sequence[Array], tangents: Sequence[Array]) -> bool:
    """Say whether tangents of the right layout lie to each other in memory as their primals do."""
    distances = {
        _address(tangent) - _address(primal) * _scale(primal)
        for primal, tangent in zip(primals, tangents, strict=True)
        if primal.size
    }
    return len(distances) <= 1
