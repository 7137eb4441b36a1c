"""The tangents of values: the record for objects, the zero tangent of anything, and the check of a user's seed."""

from __future__ import annotations

import reprlib
from typing import Any, NoReturn

from srcad.errors import UnsupportedValueError, describe
from srcad.values.copying import copy_back
from srcad.values.layouts import Array, same_layout, tangent_dtype, zero_arrays
from srcad.values.mirroring import arrays_in, mirror, tangent_number
from srcad.values.seeding import check_seed, check_seeds
from srcad.values.structures import Category, Tangent, category_of

__all__ = ["Tangent", "check_seed", "check_seeds", "copy_back", "same_layout", "tangent_dtype", "zero_tangent"]


def zero_tangent(value: object, *, strict: bool = True) -> Any:
    """Return the zero tangent of a value, in its structure and aliased exactly where the value is.

    A number has a zero of its own kind (float for int and bool), an array zeros of its shape, dtype and memory layout
    (float64 for integers), a container the same container of zero tangents, an object a Tangent of its attributes, and
    what cannot vary (strings, None, functions, modules, ...) has None. Several values that alias each other are passed
    as one tuple.

    Raises UnsupportedValueError for a value of a type without tangent; with `strict=False` that has None. A subclass of
    list, tuple or dict is such a type, for it takes no seed; with `strict=False` it has the zeros of what it holds.
    """
    if type(value) is float:
        return 0.0
    zeros: dict[int, Array] = {}  # made together when the first is met, so that views share memory

    def zero(primal: object, _: None) -> object:
        category = category_of(primal)
        if category is Category.NUMBER:
            return tangent_number(primal, None)
        if category is Category.UNKNOWN and strict:
            _refuse(primal)
        if category is Category.ARRAY and not zeros:
            zeros.update(zeros_by_identity(arrays_in(value, through_subclasses=not strict)))
        return zeros.get(id(primal))

    return mirror(value, None, zero, through_subclasses=not strict)


def zeros_by_identity(arrays: list[Array]) -> dict[int, Array]:
    """Return the zeros of arrays that may share memory, by the identities of the arrays."""
    return {id(array): zero for array, zero in zip(arrays, zero_arrays(arrays), strict=True)}


def _refuse(value: object) -> NoReturn:
    cls = type(value)
    what = f"a value of type {cls.__module__}.{cls.__qualname__} has no tangent: {reprlib.repr(value)}"
    way_out = "If it does not depend on the inputs, srcad.zero_tangent(..., strict=False) has None in its place."
    raise UnsupportedValueError(describe(what, None, way_out))
